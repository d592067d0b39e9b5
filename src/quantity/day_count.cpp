#include <restituo/quantity/day_count.hpp>

#include <algorithm>
#include <array>

namespace restituo {
namespace {

constexpr std::array<std::string_view, 5> count_names{"actual/365", "actual/actual", "actual/360", "30/360", "30E/360"};

// Year by year, because a day of a leap year is a 366th and the day after it a 365th.
Exact actual_actual(const Date& from, const Date& to) {
  Exact years = 0;
  Date begin = from;
  while (begin < to) {
    const Date next_year = Date::of(begin.year() + 1, 1, 1);
    const Date end = std::min(to, next_year);
    years += Exact::fraction(end.serial() - begin.serial(), is_leap_year(begin.year()) ? 366 : 365);
    begin = end;
  }
  return years;
}

bool ends_february(const Date& date) { return date.month() == 2 && date.is_last_of_month(); }

Exact months_of_thirty(const Date& from, int from_day, const Date& to, int to_day) {
  return Exact::fraction((to.year() - from.year()) * 360 + (to.month() - from.month()) * 30 + (to_day - from_day), 360);
}

Exact thirty_360(const Date& from, const Date& to) {
  int from_day = from.day();
  int to_day = to.day();
  // The order matters: the end of February first, so that a 31st after it is cut to the 30th below.
  if (ends_february(from)) {
    if (ends_february(to)) {
      to_day = 30;
    }
    from_day = 30;
  }
  if (to_day == 31 && from_day >= 30) {
    to_day = 30;
  }
  return months_of_thirty(from, std::min(from_day, 30), to, to_day);
}

}  // namespace

Exact year_fraction(DayCount count, const Date& from, const Date& to) {
  // Turned round and negated: the 30/360 rules treat the two ends differently and know only one direction.
  if (to < from) {
    return -year_fraction(count, to, from);
  }
  const Exact days = to.serial() - from.serial();
  switch (count) {
    case DayCount::actual_365: return days / 365;
    case DayCount::actual_actual: return actual_actual(from, to);
    case DayCount::actual_360: return days / 360;
    case DayCount::thirty_360: return thirty_360(from, to);
    case DayCount::thirty_e_360: break;
  }
  return months_of_thirty(from, std::min(from.day(), 30), to, std::min(to.day(), 30));
}

std::string_view name_of(DayCount count) { return count_names[static_cast<std::size_t>(count)]; }

std::optional<DayCount> day_count_from_name(std::string_view name) {
  const auto found = std::find(count_names.begin(), count_names.end(), name);
  if (found == count_names.end()) {
    return std::nullopt;
  }
  return static_cast<DayCount>(found - count_names.begin());
}

}  // namespace restituo
