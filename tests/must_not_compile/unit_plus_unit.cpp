// wants: no match for .operator\+..*Unit.*Unit|invalid operands to binary expression .*Unit.*Unit
// Numbers with units are added; units are not.
#include <restituo/quantity/unit.hpp>

namespace restituo {

auto sum(const Unit& a, const Unit& b) { return a + b; }

}  // namespace restituo
