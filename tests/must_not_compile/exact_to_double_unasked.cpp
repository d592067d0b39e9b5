// wants: cannot convert .*Exact. to .double|no viable conversion from .*Exact. to .double
// The way out into doubles has a name too: to_double.
#include <restituo/quantity/exact.hpp>

namespace restituo {

double lost(const Exact& a) {
  double value = a;
  return value;
}

}  // namespace restituo
