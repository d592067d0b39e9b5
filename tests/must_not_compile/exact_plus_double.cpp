// wants: deleted function
// A double enters only through exact_value_of_double.
#include <restituo/quantity/exact.hpp>

namespace restituo {

Exact sum(const Exact& a) { return a + 0.1; }

}  // namespace restituo
