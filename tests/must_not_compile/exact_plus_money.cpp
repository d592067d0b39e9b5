// wants: no match for .operator\+..*Exact.*Money|invalid operands to binary expression .*Exact.*Money
// A number without a currency is not added to money.
#include <restituo/quantity/money.hpp>

namespace restituo {

auto sum(const Exact& a, const Money& b) { return a + b; }

}  // namespace restituo
