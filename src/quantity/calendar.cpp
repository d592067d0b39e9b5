#include <restituo/quantity/calendar.hpp>

#include <algorithm>
#include <array>

namespace restituo {
namespace {

struct Length {
  std::int64_t numerator;
  std::int64_t denominator;
};

constexpr std::array<std::string_view, 6> convention_names{"four-week-month", "thirty-day-month", "30.4-day-month",
                                                           "52-week-year",    "365-day-year",     "average-gregorian"};
constexpr std::array<Length, 6> month_lengths{{{28, 1}, {30, 1}, {304, 10}, {364, 12}, {365, 12}, {36525, 1200}}};

}  // namespace

std::optional<CalendarConvention> CalendarConvention::from_name(std::string_view name) {
  const auto found = std::find(convention_names.begin(), convention_names.end(), name);
  if (found == convention_names.end()) {
    return std::nullopt;
  }
  return CalendarConvention(static_cast<std::size_t>(found - convention_names.begin()));
}

std::span<const std::string_view> CalendarConvention::names() { return convention_names; }

std::string_view CalendarConvention::name() const { return convention_names[index_]; }

Exact CalendarConvention::days_per_month() const {
  return Exact::fraction(month_lengths[index_].numerator, month_lengths[index_].denominator);
}

}  // namespace restituo
