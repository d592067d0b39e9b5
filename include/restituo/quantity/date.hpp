// A Date is a day of the Gregorian calendar, written 2015-03-01 and nothing else.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <restituo/base/outcome.hpp>

namespace restituo {

class Date {
 public:
  Date() = default;  // 1970-01-01
  // Refuses a day that does not exist (2015-02-29), any other form, and years outside 1800 to 2200. For 01/03/2015 the
  // fault names both dates it may mean: it is the first of March in Mexico and the third of January in New York.
  static Outcome<Date> parse(std::string_view text, const Place& place);
  // The parts must form a date that exists, in the years 1 to 9999 (our bug otherwise); `exists` asks first.
  static Date of(int year, int month, int day);
  static bool exists(int year, int month, int day);
  static Date from_serial(std::int32_t days_since_1970) { return Date(days_since_1970); }

  // In the proleptic Gregorian calendar; month and day count from 1.
  int year() const;
  int month() const;
  int day() const;
  // Days since 1970-01-01, negative before it: the difference of two is the number of nights between them.
  std::int32_t serial() const { return serial_; }
  // True for 28 February in a common year and only for the 29th in a leap year.
  bool is_last_of_month() const;

  Date plus_days(std::int32_t days) const { return Date(serial_ + days); }
  // The same day `months` later, or the last day of that month where it has no such day (31 January + 1 = 28 February).
  Date plus_months(int months) const;
  Date first_of_month() const;
  Date last_of_month() const;

  std::string text() const;  // "2015-03-01"
  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  explicit Date(std::int32_t serial) : serial_(serial) {}
  std::int32_t serial_ = 0;
};

bool is_leap_year(int year);
// 28 to 31; the month must lie between 1 and 12 (our bug otherwise).
int days_in_month(int year, int month);

}  // namespace restituo
