// A Schedule breaks what a forum awards into calendar months or weeks, for every person and rule: a German court
// refuses a global sum (BAG 5 AZR 93/19).
//
// The rows of a rule add up to its amount to the cent. Each month's share follows what the rule itself gives for the
// days of that month alone (a minimum wage that rose in July weighs more from July on); where a rule does not add up by
// days, each month weighs by its days, and the row says so. What belongs to no stretch of time (a bill, moral damage)
// stands in one row.
#pragma once

#include <string>
#include <vector>

#include <restituo/estimate/estimate.hpp>

namespace restituo {

enum class ScheduleParts { months, weeks };

struct ScheduleRow {
  enum class Basis { computed, by_days, once };
  std::string forum;
  int head = 0;
  std::string rule;
  std::string victim;  // ids
  std::string period;
  std::string from;  // dates; "1", "2", … where the period gives only a length; empty for `once`
  std::string to;
  Exact amount;
  Unit unit;
  Basis basis = Basis::once;
};

// Rows of every rule that counts, in the order of the forums, persons and rules.
std::vector<ScheduleRow> schedule_of(const Estimate& estimate, ScheduleParts parts);

}  // namespace restituo
