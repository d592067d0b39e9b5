// wants: no match for .operator/..*Money.*Money|invalid operands to binary expression .*Money.*Money
// A share is a quotient of amounts, which are Exact: it says so.
#include <restituo/quantity/money.hpp>

namespace restituo {

auto share(const Money& a, const Money& b) { return a / b; }

}  // namespace restituo
