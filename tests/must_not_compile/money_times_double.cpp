// wants: deleted function
// 0.1 as a double is not a tenth.
#include <restituo/quantity/money.hpp>

namespace restituo {

auto tenth(const Money& a) { return a * 0.1; }

}  // namespace restituo
