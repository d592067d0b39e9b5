// wants: cannot convert .*Exact. to .*(int|long)|no viable conversion from .*Exact. to
// An integer is asked for with to_int64, after fits_int64.
#include <restituo/quantity/exact.hpp>

namespace restituo {

long lost(const Exact& a) {
  long value = a;
  return value;
}

}  // namespace restituo
