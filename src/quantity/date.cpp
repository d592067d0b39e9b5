#include <restituo/quantity/date.hpp>

#include <chrono>

#include <fmt/format.h>

#include <restituo/base/must.hpp>

#include <restituo/base/shown.hpp>

namespace restituo {
namespace {

// Wide enough for a land title and a child's working life; outside, a year is a slip of the keyboard.
constexpr int first_year = 1800;
constexpr int last_year = 2200;

std::chrono::year_month_day parts(std::int32_t serial) { return std::chrono::sys_days(std::chrono::days(serial)); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number that the digits from `begin` spell; -1 where they are not digits.
int number_at(std::string_view text, std::size_t begin, std::size_t count) {
  int value = 0;
  for (const char c : text.substr(begin, count)) {
    if (!is_digit(c)) {
      return -1;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

// 01/03/2015 is the first of March in Mexico and the third of January in New York.
struct DayMonthYear {
  int one = 0;
  int two = 0;
  int year = 0;
};

std::optional<DayMonthYear> as_two_numbers_and_a_year(std::string_view text) {
  DayMonthYear found;
  int* const targets[] = {&found.one, &found.two, &found.year};
  char separator = 0;
  std::size_t i = 0;
  for (int part = 0; part < 3; ++part) {
    const std::size_t begin = i;
    while (i < text.size() && is_digit(text[i])) {
      ++i;
    }
    const std::size_t most = part == 2 ? 4 : 2;
    if (i == begin || i - begin > most || (part == 2 && i - begin != 4)) {
      return std::nullopt;
    }
    *targets[part] = number_at(text, begin, i - begin);
    if (part == 2) {
      break;
    }
    if (i == text.size() || (separator != 0 && text[i] != separator) ||
        std::string_view("/-.").find(text[i]) == std::string_view::npos) {
      return std::nullopt;
    }
    separator = text[i++];
  }
  return i == text.size() ? std::optional(found) : std::nullopt;
}

std::string iso(int year, int month, int day) { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }

}  // namespace

Outcome<Date> Date::parse(std::string_view text, const Place& place) {
  // Only the shape decides; what else the text might mean is looked at for the message alone.
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const int year = shaped ? number_at(text, 0, 4) : -1;
  const int month = shaped ? number_at(text, 5, 2) : -1;
  const int day = shaped ? number_at(text, 8, 2) : -1;
  if (year < 0 || month < 0 || day < 0) {
    const auto other = as_two_numbers_and_a_year(text);
    if (other && other->one != other->two && exists(other->year, other->two, other->one) &&
        exists(other->year, other->one, other->two)) {
      return refuse({.code = "date-two-readings",
                     .place = place,
                     .details = {shown(text), iso(other->year, other->two, other->one),
                                 iso(other->year, other->one, other->two)}});
    }
    return refuse({.code = "date-form", .place = place, .details = {shown(text)}});
  }
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
    return refuse({.code = "date-does-not-exist", .place = place, .details = {shown(text)}});
  }
  if (year < first_year || year > last_year) {
    return refuse({.code = "date-out-of-range",
                   .place = place,
                   .details = {shown(text), std::to_string(first_year), std::to_string(last_year)}});
  }
  return of(year, month, day);
}

// Four digits of year, because the text has four; the narrower range of a case is parse's business.
bool Date::exists(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

Date Date::of(int year, int month, int day) {
  must(exists(year, month, day), "the date exists");
  const auto date = std::chrono::year(year) / month / day;
  return Date(static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count()));
}

int Date::year() const { return static_cast<int>(parts(serial_).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(parts(serial_).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(parts(serial_).day())); }

bool Date::is_last_of_month() const { return *this == last_of_month(); }

Date Date::plus_months(int months) const {
  // Months counted from the year 0, so that division gives the year and the rest the month.
  const int counted = year() * 12 + month() - 1 + months;
  const int to_year = counted / 12;
  const int to_month = counted % 12 + 1;
  return of(to_year, to_month, std::min(day(), days_in_month(to_year, to_month)));
}

Date Date::first_of_month() const { return plus_days(1 - day()); }
Date Date::last_of_month() const { return plus_days(days_in_month(year(), month()) - day()); }

std::string Date::text() const { return iso(year(), month(), day()); }

bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  must(month >= 1 && month <= 12, "a month lies between 1 and 12");
  if (month == 2) {
    return is_leap_year(year) ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace restituo
