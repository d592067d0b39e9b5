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
constexpr int days_of_no_period = 1'000'000;
constexpr const char* rest_days_input = "rest_days_in_14";

class Attacking {
 public:
  Attacking(const Estimate& estimate, const Figure& figure, const Strikes& strikes)
      : estimate_(estimate), figure_(figure), strikes_(strikes), exact_(estimate.bound, figure.step) {
    inputs_ = evidence_of(estimate, figure.step);
  }

  Attacks all() const {
    const std::optional<Attack> tried[]{
        maximum_as_mean(),   rest_days(),       calendar(),     day_count(),         one_source(),
        gross_against_net(), double_counting(), undocumented(), published_average(), false_precision(),
        hidden_spread(),     selection(),       memory(),       sources_disagree()};
    static_assert(std::size(tried) == attack_kinds);
    Attacks attacks;
    attacks.noted = noted_attacks_of(estimate_, figure_);
    for (std::size_t kind = 0; kind < attack_kinds; ++kind) {
      const auto which = static_cast<AttackKind>(kind);
      if (!tried[kind]) {
        attacks.not_found.push_back(which);
      } else if (tried[kind]->cost.sign() > 0 || costs_nothing_by_nature(which)) {
        attacks.fitting.push_back(*tried[kind]);
      } else {
        attacks.costless.push_back(which);
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
  static bool costs_nothing_by_nature(AttackKind kind) {
    return kind == AttackKind::false_precision || kind == AttackKind::sources_disagree;
  }
  Attack made(AttackKind kind, std::optional<Exact> after, std::vector<InputId> inputs = {},
              std::string aimed_at = {}) const {
    const Exact cost = figure_.exact - after.value_or(Exact(0));
    return {kind, std::move(inputs), {}, std::move(aimed_at), std::move(after), cost};
  }
  // With other numbers; nothing where there are none.
  std::optional<Attack> made_with(AttackKind kind, const std::vector<ExactFigure::Change>& changes) const {
    if (changes.empty()) return std::nullopt;
    Attack attack = made(kind, exact_.with(changes));
    for (const auto& [input, value] : changes) {
      attack.inputs.push_back(input);
      attack.values.push_back(value);
    }
    return attack;
  }
  // What is there, but where nothing that the other side could put is less.
  static Attack free_of_cost(AttackKind kind) { return {kind, {}, {}, {}, std::nullopt, Exact(0)}; }

  std::optional<Attack> maximum_as_mean() const {
    std::vector<ExactFigure::Change> changes;
    for (const InputId input : inputs_) {
      const std::string what = role(input);
      const auto& spread = given(input).spread;
      const bool is_work =
          what == "acts-per-day" || what == "acts-per-hour" || what == "hours-per-day" || what == "hours-per-week";
      if (!is_work || !spread) continue;
      const Exact middle =
          spread->likely.value_or(spread->bounded ? (spread->low + spread->high) / Exact(2) : given(input).value);
      if (middle < given(input).value) changes.emplace_back(input, middle);
    }
    return made_with(AttackKind::maximum_as_mean, changes);
  }

  std::optional<Attack> rest_days() const {
    std::vector<ExactFigure::Change> changes;
    for (const InputId input : inputs_) {
      const std::string what = role(input);
      const Exact& value = given(input).value;
      if ((what == "days-per-week" && value >= Exact(days_without_rest)) ||
          (what == "weeks-per-year" && value >= Exact(weeks_without_a_break)) ||
          (what == "days-worked" && value >= days_of_period(input))) {
        changes.emplace_back(input, value * days_left_of_fourteen);
      } else if (estimate_.bound.inputs[input].name == rest_days_input && value < Exact(1)) {
        changes.emplace_back(input, Exact(1));
      }
    }
    return made_with(AttackKind::rest_days, changes);
  }

  // Of the period an input was given for; more than any where its days are not told.
  Exact days_of_period(InputId input) const {
    const BoundInput& meaning = estimate_.bound.inputs[input];
    for (const SettingVictim& victim : estimate_.source_case->setting.victims) {
      for (const SettingPeriod& period : victim.periods) {
        if (victim.id != meaning.victim || period.id != meaning.period) continue;
        if (period.dates) return Exact(period.dates->days());
        if (period.length && period.length->unit.text() == "day") return period.length->value;
      }
    }
    return Exact(days_of_no_period);
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
    return worst ? worst : free_of_cost(AttackKind::calendar);
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
    return after ? made(AttackKind::day_count, after, {}, std::string(name_of(DayRule::first_only)))
                 : free_of_cost(AttackKind::day_count);
  }

  std::optional<Attack> one_source() const {
    for (const Strike& strike : strikes_.single) {  // the dearest first
      if (strike.inputs.size() + strike.periods.size() < 2) continue;
      std::vector<InputId> aimed;
      for (const StruckInput& input : strike.inputs) aimed.push_back(input.input);
      return made(AttackKind::one_source, strike.left, aimed, strike.sources.front());
    }
    return std::nullopt;
  }

  // The net of the same model, or what she herself lost: of those the case gives, the least.
  std::optional<Attack> gross_against_net() const {
    if (figure_.kind != Kind::gross) return std::nullopt;
    const Figure* least = nullptr;
    for (const Figure& other : estimate_.figures) {
      const bool net = other.kind == Kind::net && other.model == figure_.model;
      const bool loss = other.kind == Kind::wage || other.kind == Kind::loss;
      const bool beside = (net || loss) && other.unit == figure_.unit && other.victim == figure_.victim &&
                          other.period == figure_.period && other.key == figure_.key &&
                          estimate_.bound.program.steps[other.step].compares_with.empty();
      if (beside && (least == nullptr || other.exact < least->exact)) least = &other;
    }
    if (least == nullptr) return std::nullopt;
    return made(AttackKind::gross_against_net, least->exact, {}, least->id);
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
    return worst;
  }

  std::optional<Attack> undocumented() const {
    std::vector<InputId> aimed;
    for (const InputId input : inputs_) {
      if (!is_documented(given(input).grade)) aimed.push_back(input);
    }
    if (aimed.empty()) return std::nullopt;
    return made(AttackKind::undocumented, figure_.floor.value, aimed);
  }

  std::optional<Attack> published_average() const {
    const Figure* lowest = nullptr;
    for (const Figure* other : cross_checks()) {
      if (lowest == nullptr || other->exact < lowest->exact) lowest = other;
    }
    if (lowest == nullptr) return std::nullopt;
    return made(AttackKind::published_average, lowest->exact, {}, lowest->id);
  }

  // Cents in a figure whose range is wider than a tenth of it.
  std::optional<Attack> false_precision() const {
    if (!figure_.spread || !figure_.unit.is_money()) return std::nullopt;
    const double width = figure_.spread->p95 - figure_.spread->p05;
    if (!(width > 0.1 * figure_.exact.magnitude().to_double())) return std::nullopt;
    return free_of_cost(AttackKind::false_precision);
  }

  // A published number for one region or country, at the lowest that the same publication gives for another.
  std::optional<Attack> hidden_spread() const {
    std::vector<ExactFigure::Change> changes;
    bool published = false;
    for (const InputId input : inputs_) {
      const BoundInput& meaning = estimate_.bound.inputs[input];
      const Model* model = meaning.key.empty() ? nullptr : estimate_.library->model(meaning.model);
      const ModelParameter* parameter = model == nullptr ? nullptr : model->parameter(meaning.name);
      if (parameter == nullptr) continue;
      published = true;
      const Exact* lowest = nullptr;
      std::optional<Exact> least = figure_.exact;
      for (const ParameterValue& value : parameter->values) {
        const bool usable = value.key != meaning.key && (value.status != Status::recalled || allows_unverified());
        const auto after = usable ? exact_.with(input, value.value) : std::nullopt;
        if (after && *after < *least) {
          least = after;
          lowest = &value.value;
        }
      }
      if (lowest != nullptr) changes.emplace_back(input, *lowest);
    }
    if (published && changes.empty()) return free_of_cost(AttackKind::hidden_spread);
    return made_with(AttackKind::hidden_spread, changes);
  }
  bool allows_unverified() const { return estimate_.source_case->setting.allow_unverified; }

  // What reaches a court or a book are the gravest cases: numbers by analogy with them, at their low ends. What a
  // witness or an exhibit of this case says may be an analogy too, but with this case's own facts.
  std::optional<Attack> selection() const {
    std::vector<ExactFigure::Change> changes;
    for (const InputId input : inputs_) {
      const bool at_low = !given(input).low || *given(input).low == given(input).value;
      if (given(input).grade != Grade::D || at_low || is_of_this_case(given(input).citation.source)) continue;
      changes.emplace_back(input, *given(input).low);
    }
    return made_with(AttackKind::selection, changes);
  }
  bool is_of_this_case(const std::string& id) const {
    const auto& own = estimate_.source_case->sources;
    const auto found = std::find_if(own.begin(), own.end(), [&](const Source& source) { return source.id == id; });
    return found != own.end() && (found->kind == "testimony" || found->kind == "exhibit");
  }

  // The one rate from a single account whose half costs most. Half, as in United States v. Williams (E.D. Va. 2018),
  // where 2,000 a day became 1,000.
  std::optional<Attack> memory() const {
    std::optional<Attack> worst;
    bool remembered = false;
    for (const InputId input : inputs_) {
      const bool is_rate = given(input).unit.text().find('/') != std::string::npos;
      if (given(input).grade != Grade::C || !is_rate) continue;
      remembered = true;
      auto attack = made_with(AttackKind::memory, {{input, given(input).value / Exact(2)}});
      const bool lowers = attack->after && *attack->after < figure_.exact;
      if (lowers && (!worst || *attack->after < *worst->after)) worst = std::move(attack);
    }
    if (remembered && !worst) return free_of_cost(AttackKind::memory);
    return worst;
  }

  // It costs the claim nothing by itself, but whoever rests on one of them is shown the other.
  std::optional<Attack> sources_disagree() const {
    const Figure* lowest = nullptr;
    const Figure* highest = nullptr;
    for (const Figure* other : cross_checks()) {
      if (lowest == nullptr || other->exact < lowest->exact) lowest = other;
      if (highest == nullptr || other->exact > highest->exact) highest = other;
    }
    if (lowest == nullptr || highest->exact * Exact(10) < lowest->exact * Exact(11)) return std::nullopt;
    Attack attack = free_of_cost(AttackKind::sources_disagree);
    attack.aimed_at = lowest->id + " / " + highest->id;
    return attack;
  }

  // Published models run for the same months, in the unit of the figure.
  std::vector<const Figure*> cross_checks() const {
    std::vector<const Figure*> found;
    for (const Comparison& comparison : estimate_.comparisons) {
      if (&estimate_.figures[comparison.case_figure] != &figure_) continue;
      for (const std::size_t index : comparison.cross_checks) {
        if (estimate_.figures[index].unit == figure_.unit) found.push_back(&estimate_.figures[index]);
      }
    }
    return found;
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
    case AttackKind::false_precision: return "false-precision";
    case AttackKind::hidden_spread: return "hidden-spread";
    case AttackKind::selection: return "selection";
    case AttackKind::memory: return "memory";
    case AttackKind::sources_disagree: break;
  }
  return "sources-disagree";
}

Attacks attacks_of(const Estimate& estimate, const Figure& figure, const Strikes& strikes) {
  return Attacking(estimate, figure, strikes).all();
}

}  // namespace restituo
