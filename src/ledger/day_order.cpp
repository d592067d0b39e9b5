// An entry leads from the balance before it to the balance printed after it. An order in which all printed balances
// hold is a way that uses each of these steps once: an Eulerian trail, found by Hierholzer's method (1873).
#include "day_order.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace restituo {
namespace {

bool all_printed(const std::vector<DayEntry>& day) {
  return std::all_of(day.begin(), day.end(), [](const DayEntry& entry) { return entry.balance.has_value(); });
}

MinorUnits before_of(const DayEntry& entry) { return *entry.balance - entry.amount; }

// Where the printed balances do not follow from one another in this order; nothing where they do. Entries without a
// printed balance are passed over, their amounts are not.
struct Break {
  std::size_t at = 0;
  MinorUnits expected = 0;
};
std::optional<Break> first_break(const std::vector<DayEntry>& day, const std::vector<std::size_t>& order,
                                 std::optional<MinorUnits> balance) {
  for (const std::size_t i : order) {
    if (balance) {
      *balance += day[i].amount;
    }
    if (day[i].balance) {
      if (balance && *balance != *day[i].balance) {
        return Break{i, *balance};
      }
      balance = day[i].balance;
    }
  }
  return std::nullopt;
}

struct Trail {
  std::vector<std::size_t> order;
  bool only_one = true;  // no balance from which two different amounts lead on
};

std::optional<Trail> trail_from(const std::vector<DayEntry>& day, MinorUnits start) {
  std::map<MinorUnits, std::vector<std::size_t>> leaving;
  for (std::size_t i = day.size(); i-- > 0;) {  // the first in the file is taken first
    leaving[before_of(day[i])].push_back(i);
  }
  Trail trail;
  for (const auto& [balance, entries] : leaving) {
    const bool alike = std::all_of(entries.begin(), entries.end(),
                                   [&](std::size_t i) { return day[i].amount == day[entries.front()].amount; });
    trail.only_one = trail.only_one && alike;
  }
  std::vector<std::pair<MinorUnits, std::size_t>> path{{start, day.size()}};
  std::vector<std::size_t> backwards;
  while (!path.empty()) {
    const MinorUnits at = path.back().first;
    const auto found = leaving.find(at);
    if (found != leaving.end() && !found->second.empty()) {
      const std::size_t next = found->second.back();
      found->second.pop_back();
      path.emplace_back(*day[next].balance, next);
    } else {
      if (path.back().second != day.size()) {
        backwards.push_back(path.back().second);
      }
      path.pop_back();
    }
  }
  trail.order.assign(backwards.rbegin(), backwards.rend());
  if (trail.order.size() != day.size() || first_break(day, trail.order, start)) {
    return std::nullopt;
  }
  return trail;
}

}  // namespace

std::optional<MinorUnits> balance_before(const std::vector<DayEntry>& day) {
  if (day.empty()) {
    return std::nullopt;
  }
  if (!all_printed(day)) {
    return day.front().balance ? std::optional(before_of(day.front())) : std::nullopt;
  }
  std::vector<std::size_t> as_printed(day.size());
  std::iota(as_printed.begin(), as_printed.end(), std::size_t{0});
  if (!first_break(day, as_printed, before_of(day.front()))) {
    return before_of(day.front());
  }
  std::map<MinorUnits, int> leaving_less_arriving;
  for (const DayEntry& entry : day) {
    ++leaving_less_arriving[before_of(entry)];
    --leaving_less_arriving[*entry.balance];
  }
  for (const auto& [balance, difference] : leaving_less_arriving) {
    if (difference == 1) {
      return balance;
    }
  }
  return before_of(day.front());
}

DayOrder order_of_day(const std::vector<DayEntry>& day, std::optional<MinorUnits> before) {
  DayOrder result;
  result.order.resize(day.size());
  std::iota(result.order.begin(), result.order.end(), std::size_t{0});
  MinorUnits in = 0;
  MinorUnits out = 0;
  for (const DayEntry& entry : day) {
    (entry.amount < 0 ? out : in) += entry.amount;
  }
  result.lowest_at_best = std::min<MinorUnits>(0, in + out);
  result.lowest_at_worst = out;
  const bool order_matters = in != 0 && out != 0;
  const auto broken = first_break(day, result.order, before);
  bool known = all_printed(day) && !broken;
  if (broken && all_printed(day)) {
    const auto trail = trail_from(day, before ? *before : *balance_before(day));
    if (trail) {
      result.order = trail->order;
      result.found_from_balances = true;
      known = trail->only_one;
    } else {
      result.broken_at = broken->at;
      result.expected = broken->expected;
    }
  } else if (broken) {
    result.broken_at = broken->at;
    result.expected = broken->expected;
  }
  result.is_uncertain = order_matters && day.size() > 1 && !known && !result.broken_at;
  std::optional<MinorUnits> balance = before;
  for (const std::size_t i : result.order) {
    if (balance) {
      *balance += day[i].amount;
    }
    balance = day[i].balance ? day[i].balance : balance;
  }
  result.balance_after = balance;
  return result;
}

}  // namespace restituo
