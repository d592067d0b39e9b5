// A Period runs from a first to a last day and always says which of the two it counts.
//
//   Period{first, last, DayRule::both}   23 April to 7 June 2013 = 46 days
//   Period{first, last, DayRule::first_only}                     = 45 days
//
// Both readings are law somewhere: the court of Corrientes counted 45 days for those two dates (one end excluded),
// while other courts count both ends (reference/court-vectors.md TV-17, TV-06). Nothing here assumes one: a case that
// gives dates must name its rule.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <restituo/quantity/date.hpp>

namespace restituo {

enum class DayRule { both, first_only, last_only, neither };

// "first-and-last", "first-only", "last-only", "neither".
std::string_view name_of(DayRule rule);
std::optional<DayRule> day_rule_from_name(std::string_view name);

class Period {
 public:
  // `last` must not come before `first` (our bug otherwise; the case file's reader gives the fault).
  Period(Date first, Date last, DayRule rule);

  const Date& first() const { return first_; }
  const Date& last() const { return last_; }
  DayRule rule() const { return rule_; }

  // Never below 0: a period of one day counts 1 under `both`, and 0 where an end does not count, for it is both ends.
  std::int32_t days() const;
  Date first_counted() const;
  Date last_counted() const;
  bool counts(const Date& day) const;

  // Days that both count.
  std::int32_t days_shared_with(const Period& other) const;

  // The parts of the period in each calendar month, in order; their days add up to days(). Each part counts both ends.
  std::vector<Period> by_calendar_month() const;
  // The same by weeks that begin on a Monday (ISO 8601).
  std::vector<Period> by_week() const;

  friend bool operator==(const Period&, const Period&) = default;

 private:
  Date first_;
  Date last_;
  DayRule rule_;
};

}  // namespace restituo
