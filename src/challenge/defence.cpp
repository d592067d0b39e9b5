#include "defence.hpp"

#include <algorithm>

#include "case_response.hpp"

namespace restituo {
namespace {

// The step of the grid on which a switching value is looked for: a hundredth of a small number, a whole large one, a
// whole day. The report says so (catalogue: switch_steps).
Exact grid_step(const GivenValue& claimed) {
  const Exact size = claimed.value.magnitude();
  if (claimed.unit.text() == "day") return 1;
  if (size >= Exact(100)) return 1;
  if (size >= Exact(10)) return Exact::fraction(1, 10);
  if (size >= Exact(1)) return Exact::fraction(1, 100);
  return Exact::fraction(1, 1000);
}

// How far an input could move at all: the model's own bounds, or what its range reaches, or tenfold.
Exact most_of(const GivenValue& given, const ModelInput* input) {
  if (input != nullptr && input->at_most) return *input->at_most;
  const Exact wide = given.value.magnitude() * Exact(10);
  return given.high && *given.high > wide ? *given.high : wide;
}

Exact least_of(const GivenValue& given, const ModelInput* input) {
  if (input != nullptr && input->at_least) return *input->at_least;
  return given.low && given.low->sign() < 0 ? *given.low : Exact(0);
}

const SettingPeriod* dated_period_of(const Estimate& estimate, const BoundInput& meaning) {
  for (const SettingVictim& victim : estimate.source_case->setting.victims) {
    for (const SettingPeriod& period : victim.periods) {
      if (victim.id == meaning.victim && period.id == meaning.period) return period.dates ? &period : nullptr;
    }
  }
  return nullptr;
}

// Whether part of a figure was counted from the dates behind an input rather than from the input's number.
bool counts_by_dates(const Program& program, StepId step, InputId input) {
  std::vector<char> seen(program.nodes.size(), 0);
  std::vector<NodeId> open{program.steps[step].root};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (seen[node] != 0) continue;
    seen[node] = 1;
    if (program.nodes[node].op == Op::constant && program.constants[program.nodes[node].payload].rests_on == input) {
      return true;
    }
    const auto operands = program.operands_of(node);
    open.insert(open.end(), operands.begin(), operands.end());
  }
  return false;
}

Date last_day_with(const Period& dates, const Exact& days) {
  const Exact more = days - Exact(dates.days());
  return dates.last().plus_days(static_cast<std::int32_t>(more.to_double()));
}

// The figure with the period's last day moved until it has so many days.
std::optional<Exact> with_days(const Estimate& estimate, const Figure& figure, const BoundInput& meaning,
                               const Exact& days) {
  Setting changed = estimate.source_case->setting;
  for (SettingVictim& victim : changed.victims) {
    for (SettingPeriod& period : victim.periods) {
      if (victim.id != meaning.victim || period.id != meaning.period) continue;
      const Period& dates = *period.dates;
      period.dates = Period(dates.first(), last_day_with(dates, days), dates.rule());
    }
  }
  return figure_after(estimate, changed, figure.id);
}

// How far the last day must move. Never beyond the valuation date: what has not happened yet is not claimed.
InputSwitch switch_of_dates(const Estimate& estimate, const Figure& figure, InputId input, const Period& dates,
                            const Exact& sum) {
  const BoundInput& meaning = estimate.bound.inputs[input];
  const Exact claimed(dates.days());
  const auto at = [&](const Exact& days) -> std::optional<Exact> {
    return days == claimed ? figure.exact : with_days(estimate, figure, meaning, days);
  };
  const Exact until_now(estimate.source_case->setting.valuation_date.serial() - dates.last().serial());
  InputSwitch one{input, claimed, std::nullopt, std::nullopt};
  one.found = switching_value(at, claimed, Exact(1), Exact(1), sum);
  if (!one.found && until_now.sign() > 0) {
    one.found = switching_value(at, claimed, claimed + until_now, Exact(1), sum);
  }
  if (one.found) one.last_day = last_day_with(dates, one.found->value);
  return one;
}

}  // namespace

bool is_law(const Estimate& estimate, const std::string& source) {
  for (const Source& own : estimate.source_case->sources) {
    if (own.id == source) return own.kind == "statute";
  }
  const Source* found = estimate.library->source(source);
  return found != nullptr && found->kind == "statute";
}

bool is_law(const Estimate& estimate, InputId input) {
  const BoundInput& meaning = estimate.bound.inputs[input];
  const Model* model = meaning.model.empty() ? nullptr : estimate.library->model(meaning.model);
  return (model != nullptr && model->forum) || is_law(estimate, meaning.given.citation.source);
}

std::vector<InputId> evidence_of(const Estimate& estimate, StepId step) {
  std::vector<InputId> inputs = inputs_of(estimate.bound.program, step);
  std::erase_if(inputs, [&](InputId input) { return is_law(estimate, input); });
  return inputs;
}

const ModelInput* model_input_of(const Estimate& estimate, InputId input) {
  const BoundInput& meaning = estimate.bound.inputs[input];
  for (const std::string& id : estimate.bound.models_used) {
    const Model* model = estimate.library->model(id);
    const bool may = meaning.model.empty() || meaning.model == id;
    if (model != nullptr && may) {
      if (const ModelInput* found = model->input(meaning.name)) return found;
    }
  }
  return nullptr;
}

Defence defence_of(const Estimate& estimate, StepId step) {
  std::vector<InputId> disputed;
  for (const InputId input : inputs_of(estimate.bound.program, step)) {
    if (estimate.bound.inputs[input].given.rival) disputed.push_back(input);
  }
  Defence defence;
  const ExactFigure figure(estimate.bound, step);
  const DisputeSplit split = split_disputes(disputed.size(), [&](const Conceded& conceded) {
    std::vector<ExactFigure::Change> changes;
    for (std::size_t i = 0; i < disputed.size(); ++i) {
      if (conceded[i]) changes.emplace_back(disputed[i], estimate.bound.inputs[disputed[i]].given.rival->value);
    }
    return figure.with(changes);
  });
  defence.conceded = split.conceded;
  if (split.claimed && split.conceded) {
    defence.gap = split.gap();
  }
  for (std::size_t i = 0; i < disputed.size(); ++i) {
    defence.disputes.push_back({disputed[i], split.alone[i], split.last[i],
                                split.parts.empty() ? std::nullopt : std::optional(split.parts[i])});
  }
  // Those without a value last.
  std::stable_sort(defence.disputes.begin(), defence.disputes.end(),
                   [](const Dispute& a, const Dispute& b) { return b.alone < a.alone; });
  return defence;
}

std::vector<InputSwitch> switches_of(const Estimate& estimate, const Figure& of, const Exact& sum) {
  const ExactFigure figure(estimate.bound, of.step);
  std::vector<InputSwitch> switches;
  for (const InputId input : evidence_of(estimate, of.step)) {
    const GivenValue& given = estimate.bound.inputs[input].given;
    const SettingPeriod* dated = dated_period_of(estimate, estimate.bound.inputs[input]);
    if (dated != nullptr && counts_by_dates(estimate.bound.program, of.step, input)) {
      switches.push_back(switch_of_dates(estimate, of, input, *dated->dates, sum));
      continue;
    }
    const ModelInput* wanted = model_input_of(estimate, input);
    const auto at = [&](const Exact& value) { return figure.with(input, value); };
    InputSwitch one{input, given.value, std::nullopt, std::nullopt};
    for (const Exact& until : {least_of(given, wanted), most_of(given, wanted)}) {
      const auto found = switching_value(at, given.value, until, grid_step(given), sum);
      const auto distance = [&](const SwitchingValue& value) { return (value.value - given.value).magnitude(); };
      if (found && (!one.found || distance(*found) < distance(*one.found))) {
        one.found = found;
      }
    }
    switches.push_back(std::move(one));
  }
  // The smallest part of the claimed value first; where nothing does it, last.
  const auto part = [](const InputSwitch& one) {
    const Exact distance = (one.found->value - one.claimed).magnitude();
    return one.claimed.is_zero() ? distance : distance / one.claimed.magnitude();
  };
  std::stable_sort(switches.begin(), switches.end(), [&](const InputSwitch& a, const InputSwitch& b) {
    if (a.found.has_value() != b.found.has_value()) return a.found.has_value();
    return a.found && part(a) < part(b);
  });
  return switches;
}

}  // namespace restituo
