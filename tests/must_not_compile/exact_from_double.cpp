// wants: deleted function
// A double enters only through exact_value_of_double.
#include <restituo/quantity/exact.hpp>

namespace restituo {

Exact tenth() { return Exact(0.1); }

}  // namespace restituo
