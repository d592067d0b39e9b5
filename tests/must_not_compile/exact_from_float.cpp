// wants: deleted function
// A float enters no more than a double does.
#include <restituo/quantity/exact.hpp>

namespace restituo {

Exact tenth() {
  Exact value = 0.1F;
  return value;
}

}  // namespace restituo
