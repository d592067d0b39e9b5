// wants: no matching function for call to .*Money::rounded|too few arguments to function call
// Every rounding names its mode.
#include <restituo/quantity/money.hpp>

namespace restituo {

Money cents(const Exact& amount, const Currency& currency) { return Money::rounded(amount, currency); }

}  // namespace restituo
