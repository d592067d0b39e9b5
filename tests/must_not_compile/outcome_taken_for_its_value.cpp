// wants: cannot convert .*expected.*Exact|conversion from .*expected.*Exact|no viable conversion from
// .*(Outcome|expected).* to .*Exact What may have been refused is looked at before it is used.
#include <restituo/quantity/decimal.hpp>

namespace restituo {

Exact careless() {
  Exact value = read_decimal("12,5", {});
  return value;
}

}  // namespace restituo
