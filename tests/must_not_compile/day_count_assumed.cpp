// wants: cannot convert .*Date. to .*DayCount|no matching function for call to .*year_fraction
// Interest always names its day count.
#include <restituo/quantity/day_count.hpp>

namespace restituo {

Exact years(const Date& from, const Date& to) { return year_fraction(from, to); }

}  // namespace restituo
