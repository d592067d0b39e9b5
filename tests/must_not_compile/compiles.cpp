// compiles
// The control: with these flags and includes, good code compiles; so the files beside it are refused for what they do.
#include <restituo/quantity/exact.hpp>
#include <restituo/quantity/money.hpp>

namespace restituo {

Exact half_of(const Money& owed) { return owed * Exact::fraction(1, 2); }
Money together(const Money& a, const Money& b) { return a + b; }

}  // namespace restituo
