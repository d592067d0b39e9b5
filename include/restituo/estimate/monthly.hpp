// The amount of a period by months, where its model knows no months: spread evenly over the days that count.
//
//   77,760.00 over 12 months  ->  6,480.00 a month
//   10,000.00 from 10 January to 5 March, both counted  ->  January 22 of 55 days, February 28, March 5
//
// Courts refuse a sum that is global where it could be given month by month (BAG 5 AZR 93/19). What falls to a month is
// rounded so that the running total is right to the minor unit, a half to the even neighbour: the months always add up
// to the figure, to the cent. A period with dates is cut at calendar months; one of which only the length is known is
// counted from its beginning, in months, or in fours of weeks, or in thirties of days.
//
// What it refuses: studies and comparisons, which belong to no period, and amounts that are no money.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <restituo/estimate/estimate.hpp>
#include <restituo/quantity/period.hpp>

namespace restituo {

struct MonthlyPart {
  std::optional<Period> dates;  // where the period has dates
  int first = 0, last = 0;      // else: from which to which month (week, day) of the period, counted from 1
  Exact amount;
  Exact running_total;
};

struct MonthlySchedule {
  std::size_t figure = 0;  // index into figures
  std::string counted_in;  // "date", "month", "week", "day"
  std::vector<MonthlyPart> parts;
};

// One for each figure of a period that is money, in the order of the figures.
std::vector<MonthlySchedule> monthly_schedules(const Estimate& estimate);

}  // namespace restituo
