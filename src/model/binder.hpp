// What the library needs of the binder: a model's formulas checked on their own, before there is any case.
#pragma once

#include <restituo/model/binding.hpp>

namespace restituo {

// Units, kinds, names and levels of every step, with a specimen in place of each value.
Faults check_formulas(const Library& library, const Model& model);

}  // namespace restituo
