// wants: Currency\(\). is private|calling a private constructor of class .*Currency
// A currency that is none would let anything be added to anything.
#include <restituo/quantity/money.hpp>

namespace restituo {

Currency none() {
  Currency currency;
  return currency;
}

}  // namespace restituo
