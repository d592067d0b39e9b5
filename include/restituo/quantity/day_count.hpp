// A day count says what part of a year lies between two dates; interest always names one.
//
// actual_365         days / 365, leap years too (Actual/365 Fixed)
// actual_actual      each calendar year's days over that year's length (ISDA 2006 section 4.16(b), Actual/Actual)
// actual_360         days / 360
// thirty_360         months of 30 days, US (NASD) rule, in this order: where both days are the last of February, the
//                    second is a 30th; where the first is, it is a 30th; a second 31st after a 30th or 31st is a 30th;
//                    a first 31st is a 30th. The rival reading (ISDA 2006 section 4.16(f), "Bond Basis") leaves
//                    February alone: 28 February to 31 August 2007 is 180 days here and 183 there.
// thirty_e_360       months of 30 days, European rule (ISDA 2006 section 4.16(g)): a 31st is a 30th
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
