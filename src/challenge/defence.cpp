#include "defence.hpp"

#include <algorithm>

#include "case_response.hpp"

namespace restituo {
namespace {

// The step of the grid on which a switching value is looked for: a hundredth of a small number, a whole large one.
Exact grid_step(const Exact& claimed) {
  const Exact size = claimed.magnitude();
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

}  // namespace

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

std::vector<InputSwitch> switches_of(const Estimate& estimate, StepId step, const Exact& sum) {
  const ExactFigure figure(estimate.bound, step);
  std::vector<InputSwitch> switches;
  for (const InputId input : inputs_of(estimate.bound.program, step)) {
    const GivenValue& given = estimate.bound.inputs[input].given;
    const ModelInput* wanted = model_input_of(estimate, input);
    const auto at = [&](const Exact& value) { return figure.with(input, value); };
    InputSwitch one{input, given.value, std::nullopt};
    for (const Exact& until : {least_of(given, wanted), most_of(given, wanted)}) {
      const auto found = switching_value(at, given.value, until, grid_step(given.value), sum);
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
