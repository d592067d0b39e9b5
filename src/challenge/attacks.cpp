#include <algorithm>

#include <restituo/quantity/calendar.hpp>
#include <restituo/quantity/period.hpp>

#include "case_response.hpp"
#include "defence.hpp"

namespace restituo {
namespace {

// Prosecutors in Dutch cases take one day in fourteen off (profit-models.md 7.1, 8).
const Exact days_left_of_fourteen = Exact::fraction(13, 14);
constexpr int weeks_without_a_break = 52;
constexpr int days_without_rest = 7;

class Attacking {
 public:
  Attacking(const Estimate& estimate, const Figure& figure, const Strikes& strikes)
      : estimate_(estimate), figure_(figure), strikes_(strikes), exact_(estimate.bound, figure.step) {
    inputs_ = inputs_of(estimate.bound.program, figure.step);
  }

  Attacks all() const {
    const std::optional<Attack> tried[]{maximum_as_mean(),   rest_days(),         calendar(),        day_count(),
                                        one_source(),        gross_against_net(), double_counting(), undocumented(),
                                        published_average(), false_precision()};
    static_assert(std::size(tried) == attack_kinds);
    Attacks attacks;
    for (std::size_t kind = 0; kind < attack_kinds; ++kind) {
      if (tried[kind]) {
        attacks.fitting.push_back(*tried[kind]);
      } else {
        attacks.not_found.push_back(static_cast<AttackKind>(kind));
      }
    }
    std::stable_sort(attacks.fitting.begin(), attacks.fitting.end(),
                     [](const Attack& a, const Attack& b) { return a.cost > b.cost; });
    return attacks;
  }

 private:
  const GivenValue& given(InputId input) const { return estimate_.bound.inputs[input].given; }
  std::string role(InputId input) const {
    const ModelInput* found = model_input_of(estimate_, input);
    return found == nullptr ? std::string() : found->role;
  }
  Attack made(AttackKind kind, std::optional<Exact> after, std::vector<InputId> inputs = {},
              std::string aimed_at = {}) const {
    const Exact cost = figure_.exact - after.value_or(Exact(0));
    return {kind, std::move(inputs), std::move(aimed_at), std::move(after), cost};
  }
  // An attack that costs nothing is none.
  std::optional<Attack> if_it_costs(Attack attack) const {
    return attack.cost.sign() > 0 ? std::optional(std::move(attack)) : std::nullopt;
  }

  std::optional<Attack> maximum_as_mean() const {
    std::vector<ExactFigure::Change> changes;
    std::vector<InputId> aimed;
    for (const InputId input : inputs_) {
      const std::string what = role(input);
      const auto& spread = given(input).spread;
      const bool is_work =
          what == "acts-per-day" || what == "acts-per-hour" || what == "hours-per-day" || what == "hours-per-week";
      if (!is_work || !spread) continue;
      const Exact likely =
          spread->likely.value_or(spread->bounded ? (spread->low + spread->high) / Exact(2) : given(input).value);
      if (likely < given(input).value) {
        changes.emplace_back(input, likely);
        aimed.push_back(input);
      }
    }
    if (changes.empty()) return std::nullopt;
    return if_it_costs(made(AttackKind::maximum_as_mean, exact_.with(changes), aimed));
  }

  std::optional<Attack> rest_days() const {
    std::vector<ExactFigure::Change> changes;
    std::vector<InputId> aimed;
    for (const InputId input : inputs_) {
      const std::string what = role(input);
      const Exact& value = given(input).value;
      if ((what == "days-per-week" && value >= Exact(days_without_rest)) ||
          (what == "weeks-per-year" && value >= Exact(weeks_without_a_break))) {
        changes.emplace_back(input, value * days_left_of_fourteen);
        aimed.push_back(input);
      }
    }
    if (changes.empty()) return std::nullopt;
    return if_it_costs(made(AttackKind::rest_days, exact_.with(changes), aimed));
  }

  std::optional<Attack> calendar() const {
    const Setting& setting = estimate_.source_case->setting;
    if (!setting.calendar) return std::nullopt;
    std::optional<Attack> worst;
    for (const std::string_view name : CalendarConvention::names()) {
      Setting other = setting;
      other.calendar = CalendarConvention::from_name(name);
      const auto after = figure_after(estimate_, other, figure_.id);
      if (after && *after < figure_.exact && (!worst || *after < *worst->after)) {
        worst = made(AttackKind::calendar, after, {}, std::string(name));
      }
    }
    return worst;
  }

  std::optional<Attack> day_count() const {
    Setting other = estimate_.source_case->setting;
    bool changed = false;
    for (SettingVictim& victim : other.victims) {
      for (SettingPeriod& period : victim.periods) {
        if (!period.dates || period.dates->rule() != DayRule::both || period.dates->days() < 2) continue;
        period.dates = Period(period.dates->first(), period.dates->last(), DayRule::first_only);
        changed = true;
      }
    }
    if (!changed) return std::nullopt;
    const auto after = figure_after(estimate_, other, figure_.id);
    return after ? if_it_costs(made(AttackKind::day_count, after, {}, std::string(name_of(DayRule::first_only))))
                 : std::nullopt;
  }

  std::optional<Attack> one_source() const {
    for (const Strike& strike : strikes_.single) {  // the dearest first
      if (strike.inputs.size() + strike.periods.size() < 2) continue;
      std::vector<InputId> aimed;
      for (const StruckInput& input : strike.inputs) aimed.push_back(input.input);
      return if_it_costs(made(AttackKind::one_source, strike.left, aimed, strike.sources.front()));
    }
    return std::nullopt;
  }

  std::optional<Attack> gross_against_net() const {
    if (figure_.kind != Kind::gross) return std::nullopt;
    for (const Figure& other : estimate_.figures) {
      const bool beside = other.kind == Kind::net && other.unit == figure_.unit && other.victim == figure_.victim &&
                          other.period == figure_.period && other.key == figure_.key &&
                          estimate_.bound.program.steps[other.step].compares_with.empty() &&
                          other.model == figure_.model;
      if (beside) return if_it_costs(made(AttackKind::gross_against_net, other.exact, {}, other.id));
    }
    return std::nullopt;
  }

  // Periods that truly ran at the same time: the cheaper of each two could be struck as counted twice.
  std::optional<Attack> double_counting() const {
    const Setting& setting = estimate_.source_case->setting;
    std::optional<Attack> worst;
    for (std::size_t v = 0; v < setting.victims.size(); ++v) {
      const auto& periods = setting.victims[v].periods;
      for (std::size_t i = 0; i < periods.size(); ++i) {
        for (std::size_t j = i + 1; j < periods.size(); ++j) {
          if (!periods[i].dates || !periods[j].dates || periods[i].dates->days_shared_with(*periods[j].dates) <= 0) {
            continue;
          }
          std::optional<Attack> cheaper;
          for (const std::size_t struck : {i, j}) {
            Setting other = setting;
            auto& hers = other.victims[v].periods;
            const std::string id = hers[struck].id;
            hers.erase(hers.begin() + static_cast<std::ptrdiff_t>(struck));
            Attack attack = made(AttackKind::double_counting, figure_after(estimate_, other, figure_.id), {},
                                 setting.victims[v].id + "." + id);
            if (!cheaper || attack.cost < cheaper->cost) cheaper = std::move(attack);
          }
          if (!worst || cheaper->cost > worst->cost) worst = std::move(cheaper);
        }
      }
    }
    return worst && worst->cost.sign() > 0 ? worst : std::nullopt;
  }

  std::optional<Attack> undocumented() const {
    std::vector<InputId> aimed;
    for (const InputId input : inputs_) {
      if (!is_documented(given(input).grade)) aimed.push_back(input);
    }
    if (aimed.empty()) return std::nullopt;
    return if_it_costs(made(AttackKind::undocumented, figure_.floor.value, aimed));
  }

  std::optional<Attack> published_average() const {
    const Figure* lowest = nullptr;
    for (const Comparison& comparison : estimate_.comparisons) {
      if (&estimate_.figures[comparison.case_figure] != &figure_) continue;
      for (const std::size_t index : comparison.cross_checks) {
        const Figure& other = estimate_.figures[index];
        if (other.unit == figure_.unit && (lowest == nullptr || other.exact < lowest->exact)) lowest = &other;
      }
    }
    if (lowest == nullptr) return std::nullopt;
    return if_it_costs(made(AttackKind::published_average, lowest->exact, {}, lowest->id));
  }

  // Cents in a figure whose range is wider than a tenth of it.
  std::optional<Attack> false_precision() const {
    if (!figure_.spread || !figure_.unit.is_money()) return std::nullopt;
    const double width = figure_.spread->p95 - figure_.spread->p05;
    if (!(width > 0.1 * figure_.exact.magnitude().to_double())) return std::nullopt;
    return Attack{AttackKind::false_precision, {}, {}, std::nullopt, Exact(0)};
  }

  const Estimate& estimate_;
  const Figure& figure_;
  const Strikes& strikes_;
  ExactFigure exact_;
  std::vector<InputId> inputs_;
};

}  // namespace

std::string_view name_of(AttackKind kind) {
  switch (kind) {
    case AttackKind::maximum_as_mean: return "maximum-as-mean";
    case AttackKind::rest_days: return "rest-days";
    case AttackKind::calendar: return "calendar";
    case AttackKind::day_count: return "day-count";
    case AttackKind::one_source: return "one-source";
    case AttackKind::gross_against_net: return "gross-against-net";
    case AttackKind::double_counting: return "double-counting";
    case AttackKind::undocumented: return "undocumented";
    case AttackKind::published_average: return "published-average";
    case AttackKind::false_precision: break;
  }
  return "false-precision";
}

Attacks attacks_of(const Estimate& estimate, const Figure& figure, const Strikes& strikes) {
  return Attacking(estimate, figure, strikes).all();
}

}  // namespace restituo
