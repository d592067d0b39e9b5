#include "roles.hpp"

#include <array>

#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

// Four acts an hour, 48 in a night of twelve hours, is the most that any account of a residential brothel gives
// (Polaris, "Residential Brothels"; reference/profit-models.md 5.2 and 7.3).
constexpr int acts_per_hour = 4;
constexpr int hours_of_a_long_night = 12;
constexpr int hours_of_a_day = 24;

struct RoleBound {
  std::string_view role;
  int most;
  std::string_view code;
};

constexpr std::array<RoleBound, 7> role_bounds{{
    {"acts-per-day", acts_per_hour* hours_of_a_day, "acts-beyond-day"},
    {"acts-per-hour", acts_per_hour, "input-above-most"},
    {"hours-per-day", hours_of_a_day, "hours-beyond-day"},
    {"hours-per-week", 168, "hours-beyond-week"},
    {"days-per-week", 7, "days-beyond-week"},
    {"weeks-per-year", 53, "weeks-beyond-year"},
    {"share", 1, "share-beyond-one"},
}};

bool says_what_the_other_side_says(const WrittenNumber& number) { return number.key.starts_with("rival."); }

}  // namespace

std::string written_name(const std::string& name, const WrittenNumber& number) {
  return number.key == "value" ? name : name + "." + number.key;
}

void check_role(const std::string& name, const std::string& role, const WrittenValue& value, Faults& faults) {
  if (role.empty()) {
    return;
  }
  for (const WrittenNumber& number : value.numbers) {
    if (number.value.sign() < 0) {
      faults.push_back({.code = "input-negative",
                        .place = number.place,
                        .details = {written_name(name, number), readable_text(number.value)}});
    }
    for (const RoleBound& bound : role_bounds) {
      if (bound.role == role && number.value > bound.most) {
        faults.push_back(
            {.code = std::string(bound.code),
             .place = number.place,
             .details = {written_name(name, number), readable_text(number.value), std::to_string(bound.most)}});
      }
    }
  }
}

void check_acts_per_day(const std::string& name, const WrittenValue& acts,
                        const std::optional<WrittenValue>& hours_open, Faults& faults) {
  for (const WrittenNumber& number : acts.numbers) {
    if (says_what_the_other_side_says(number) || number.value > acts_per_hour * hours_of_a_day) {
      continue;  // check_role refuses what no day could hold
    }
    const auto found = [&](std::string code, std::vector<std::string> details, Severity severity) {
      details.insert(details.begin(), {written_name(name, number), readable_text(number.value)});
      faults.push_back({std::move(code), number.place, std::move(details), severity});
    };
    if (hours_open) {
      // The claimed number goes with the claimed hours; the ends of a range with the longest night.
      const GivenValue& open = hours_open->given;
      const Exact hours = number.key == "value" ? open.value : open.high.value_or(open.value);
      if (number.value > hours * acts_per_hour) {
        found("acts-beyond-hours-open", {readable_text(hours), readable_text(hours * acts_per_hour)}, Severity::refuse);
      }
    } else if (number.value > acts_per_hour * hours_of_a_long_night) {
      found("acts-beyond-ceiling", {}, Severity::warn);
    }
  }
}

void check_days_worked(const std::string& name, const WrittenValue& days, const Exact& days_of_period, Faults& faults) {
  for (const WrittenNumber& number : days.numbers) {
    if (number.value > days_of_period) {
      faults.push_back(
          {.code = "days-beyond-period",
           .place = number.place,
           .details = {written_name(name, number), readable_text(number.value), readable_text(days_of_period)}});
    }
  }
}

}  // namespace restituo
