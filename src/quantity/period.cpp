#include <restituo/quantity/period.hpp>

#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

constexpr std::array<std::string_view, 4> rule_names{"first-and-last", "first-only", "last-only", "neither"};

// Monday of the week that the day lies in; 1970-01-01 was a Thursday.
Date monday_of(const Date& day) {
  const std::int32_t since_monday = ((day.serial() + 3) % 7 + 7) % 7;
  return day.plus_days(-since_monday);
}

// Parts count both ends: what the period's own rule leaves out is gone already, and must not be taken off twice.
template <class LastOfPart>
std::vector<Period> parts_of(const Period& period, LastOfPart last_of_part) {
  std::vector<Period> parts;
  Date begin = period.first_counted();
  while (begin <= period.last_counted()) {
    const Date end = std::min(last_of_part(begin), period.last_counted());
    parts.emplace_back(begin, end, DayRule::both);
    begin = end.plus_days(1);
  }
  return parts;
}

}  // namespace

std::string_view name_of(DayRule rule) { return rule_names[static_cast<std::size_t>(rule)]; }

std::optional<DayRule> day_rule_from_name(std::string_view name) {
  const auto found = std::find(rule_names.begin(), rule_names.end(), name);
  if (found == rule_names.end()) {
    return std::nullopt;
  }
  return static_cast<DayRule>(found - rule_names.begin());
}

Period::Period(Date first, Date last, DayRule rule) : first_(first), last_(last), rule_(rule) {
  must(first <= last, "a period ends no earlier than it begins");
}

std::int32_t Period::days() const { return std::max(0, last_counted().serial() - first_counted().serial() + 1); }

Date Period::first_counted() const {
  return rule_ == DayRule::both || rule_ == DayRule::first_only ? first_ : first_.plus_days(1);
}

Date Period::last_counted() const {
  return rule_ == DayRule::both || rule_ == DayRule::last_only ? last_ : last_.plus_days(-1);
}

bool Period::counts(const Date& day) const { return first_counted() <= day && day <= last_counted(); }

std::int32_t Period::days_shared_with(const Period& other) const {
  const Date begin = std::max(first_counted(), other.first_counted());
  const Date end = std::min(last_counted(), other.last_counted());
  return std::max(0, end.serial() - begin.serial() + 1);
}

std::vector<Period> Period::by_calendar_month() const {
  return parts_of(*this, [](const Date& day) { return day.last_of_month(); });
}

std::vector<Period> Period::by_week() const {
  return parts_of(*this, [](const Date& day) { return monday_of(day).plus_days(6); });
}

}  // namespace restituo
