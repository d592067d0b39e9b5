// wants: deleted function
// Whether a third is 0.333 has no honest answer.
#include <restituo/quantity/exact.hpp>

namespace restituo {

bool less(const Exact& a) { return a < 0.333; }

}  // namespace restituo
