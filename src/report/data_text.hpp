// Numbers as data files write them: plain decimal text, a point, no grouping, in every language.
#pragma once

#include <string>

#include <restituo/quantity/exact.hpp>

namespace restituo {

// "941760.00" with at least `decimals` decimals, more where the value has more; "487/112" where it has no decimal.
std::string exact_data_text(const Exact& value, int decimals);

}  // namespace restituo
