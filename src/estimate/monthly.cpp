#include <restituo/estimate/monthly.hpp>

#include <algorithm>

#include <restituo/quantity/money.hpp>

namespace restituo {
namespace {

const SettingPeriod* period_of(const Case& source_case, const Figure& figure) {
  for (const SettingVictim& victim : source_case.setting.victims) {
    for (const SettingPeriod& period : victim.periods) {
      if (victim.id == figure.victim && period.id == figure.period) {
        return &period;
      }
    }
  }
  return nullptr;
}

constexpr int most_parts = 2400;  // 200 years

// The parts of a period with the weight of each; no amounts yet.
std::vector<std::pair<MonthlyPart, Exact>> parts_of(const SettingPeriod& period, std::string& counted_in) {
  std::vector<std::pair<MonthlyPart, Exact>> parts;
  if (period.dates) {
    counted_in = "date";
    for (const Period& month : period.dates->by_calendar_month()) {
      parts.push_back({{month, 0, 0, {}, {}}, Exact(month.days())});
    }
    return parts;
  }
  if (!period.length) {
    return parts;
  }
  counted_in = period.length->unit.text();
  const int step = counted_in == "week" ? 4 : counted_in == "day" ? 30 : 1;
  const Exact length = period.length->value;
  if (length.sign() <= 0 || Exact(most_parts) * step < length) {
    return {};
  }
  for (int first = 1; Exact(first - 1) < length; first += step) {
    const Exact end = std::min(length, Exact(first - 1 + step));
    parts.push_back(
        {{std::nullopt, first, static_cast<int>(end.ceiling().to_int64()), {}, {}}, end - Exact(first - 1)});
  }
  return parts;
}

}  // namespace

std::vector<MonthlySchedule> monthly_schedules(const Estimate& estimate) {
  std::vector<MonthlySchedule> schedules;
  for (std::size_t i = 0; i < estimate.figures.size(); ++i) {
    const Figure& figure = estimate.figures[i];
    const SettingPeriod* period = period_of(*estimate.source_case, figure);
    const auto currency = Currency::from_code(figure.unit.currency());
    if (period == nullptr || !figure.unit.is_money() || !currency ||
        !estimate.bound.program.steps[figure.step].compares_with.empty()) {
      continue;
    }
    MonthlySchedule schedule;
    schedule.figure = i;
    auto parts = parts_of(*period, schedule.counted_in);
    Exact all;
    for (const auto& [part, weight] : parts) all += weight;
    if (all.sign() <= 0) {
      continue;
    }
    Exact so_far;
    Exact before;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      auto& [part, weight] = parts[k];
      so_far += weight;
      // The last running total is the figure itself, whatever its decimals.
      part.running_total =
          k + 1 == parts.size()
              ? figure.exact
              : rounded(figure.exact * so_far / all, {.to = currency->minor_unit(), .mode = RoundingMode::half_even});
      part.amount = part.running_total - before;
      before = part.running_total;
      schedule.parts.push_back(std::move(part));
    }
    schedules.push_back(std::move(schedule));
  }
  return schedules;
}

}  // namespace restituo
