// wants: no matching (function for call|constructor for initialization) .*CalendarConvention
// How long a month is, is never assumed: it moves a claim by 8.7%.
#include <restituo/quantity/calendar.hpp>

namespace restituo {

CalendarConvention months() {
  CalendarConvention convention;
  return convention;
}

}  // namespace restituo
