// A day count says what part of a year lies between two dates; interest always names one.
//
// actual_365         days / 365, leap years too (Actual/365 Fixed)
// actual_actual      each calendar year's days over that year's length (ISDA 2006 section 4.16(b), Actual/Actual)
// actual_360         days / 360
// thirty_360         months of 30 days, US (NASD) rule for the 31st and for the end of February
// thirty_e_360       months of 30 days, European rule: a 31st is a 30th
#pragma once

#include <optional>
#include <string_view>

#include <restituo/quantity/date.hpp>
#include <restituo/quantity/exact.hpp>

namespace restituo {

enum class DayCount { actual_365, actual_actual, actual_360, thirty_360, thirty_e_360 };

// Years from `from` to `to`, `from` counted and `to` not. Negative where `to` comes first.
Exact year_fraction(DayCount count, const Date& from, const Date& to);

// "actual/365", "actual/actual", "actual/360", "30/360", "30E/360".
std::string_view name_of(DayCount count);
std::optional<DayCount> day_count_from_name(std::string_view name);

}  // namespace restituo
