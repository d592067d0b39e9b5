// wants: no match for .operator\+..*Money.*int|invalid operands to binary expression .*Money.*int
// Five of what?
#include <restituo/quantity/money.hpp>

namespace restituo {

auto sum(const Money& a) { return a + 5; }

}  // namespace restituo
