// wants: no match for .operator-..*Date.*Date|invalid operands to binary expression .*Date.*Date
// How many days lie between is a question for a Period, which says whether both ends count.
#include <restituo/quantity/date.hpp>

namespace restituo {

auto days(const Date& a, const Date& b) { return a - b; }

}  // namespace restituo
