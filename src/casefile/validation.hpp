// Holds a Draft against the library and against what is possible; every fault has its place in the file.
#pragma once

#include "draft.hpp"

namespace restituo {

// Also sets the dates of each period, where they make one.
void validate(Draft& draft, const Library& library, Faults& faults);

}  // namespace restituo
