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
  // Refuses a day that does not exist (2015-02-29), any other form (01/03/2015), and years outside 1800 to 2200.
  static Outcome<Date> parse(std::string_view text, const Place& place);
  // The parts must form a date that exists (our bug otherwise); `exists` asks first.
  static Date of(int year, int month, int day);
  static bool exists(int year, int month, int day);
  static Date from_serial(std::int32_t days_since_1970) { return Date(days_since_1970); }

  int year() const;
  int month() const;
  int day() const;
  std::int32_t serial() const { return serial_; }
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
int days_in_month(int year, int month);

}  // namespace restituo
