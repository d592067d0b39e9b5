// wants: no match for .operator\+..*Money.*Exact|invalid operands to binary expression .*Money.*Exact
// A number without a currency is not added to money.
#include <restituo/quantity/money.hpp>

namespace restituo {

auto sum(const Money& a, const Exact& b) { return a + b; }

}  // namespace restituo
