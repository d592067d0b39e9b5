// wants: no match for .operator\*..*Money.*Money|invalid operands to binary expression .*Money.*Money
// Dollars squared mean nothing.
#include <restituo/quantity/money.hpp>

namespace restituo {

auto product(const Money& a, const Money& b) { return a * b; }

}  // namespace restituo
