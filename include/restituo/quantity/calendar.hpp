// A calendar convention says how many days and weeks a month has when a duration is known only in months.
//
// It is never assumed: 30 acts a day for 48 months are 40,320 acts with months of four weeks and 43,830 with average
// Gregorian months, 8.7% apart, and both were published for one testimony (reference/profit-models.md 5.2). The case
// must name its convention, and the working prints it.
//
//   name                  days a month        weeks a month     months a year: always 12
//   four-week-month       28                  4
//   thirty-day-month      30                  30/7
//   30.4-day-month        30.4                30.4/7
//   52-week-year          52*7/12             52/12
//   365-day-year          365/12              365/84
//   average-gregorian     365.25/12           365.25/84
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include <restituo/quantity/exact.hpp>

namespace restituo {

class CalendarConvention {
 public:
  static std::optional<CalendarConvention> from_name(std::string_view name);
  static std::span<const std::string_view> names();

  std::string_view name() const;
  Exact days_per_month() const;
  Exact weeks_per_month() const { return days_per_month() / 7; }
  Exact days_per_year() const { return days_per_month() * 12; }
  Exact weeks_per_year() const { return days_per_year() / 7; }
  friend bool operator==(const CalendarConvention&, const CalendarConvention&) = default;

 private:
  explicit CalendarConvention(std::size_t index) : index_(index) {}
  std::size_t index_;
};

}  // namespace restituo
