// wants: invalid conversion from .int. to .*RoundingMode|cannot convert .int. to .*RoundingMode|cannot initialize a
// variable of type .*RoundingMode A rounding mode is named, never numbered.
#include <restituo/quantity/rounding.hpp>

namespace restituo {

RoundingMode mode() {
  RoundingMode chosen = 1;
  return chosen;
}

}  // namespace restituo
