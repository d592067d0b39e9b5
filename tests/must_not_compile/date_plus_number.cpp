// wants: no match for .operator\+..*Date.*int|invalid operands to binary expression .*Date.*int
// 30 days or 30 months? plus_days and plus_months say it.
#include <restituo/quantity/date.hpp>

namespace restituo {

auto later(const Date& a) { return a + 30; }

}  // namespace restituo
