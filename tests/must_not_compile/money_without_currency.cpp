// wants: no matching function for call to .*Money::Money\(\)|no matching constructor for initialization of .*Money|is
// implicitly deleted There is no zero of no currency.
#include <restituo/quantity/money.hpp>

namespace restituo {

Money nothing() {
  Money money;
  return money;
}

}  // namespace restituo
