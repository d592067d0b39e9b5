#include "bounds.hpp"

#include <algorithm>
#include <map>

namespace restituo {
namespace {

bool has_range(const GivenValue& given) {
  return given.low.has_value() && given.high.has_value() && *given.low < *given.high;
}

// For each input with a range: -1 where a larger input makes the figure smaller, 1 otherwise.
using Directions = std::vector<signed char>;

// The inputs at their ends: those that make the figure smallest where `low`, else largest.
std::vector<Exact> at_ends(const BoundProgram& bound, const Directions& directions, bool low) {
  std::vector<Exact> values = bound.central_values();
  for (InputId i = 0; i < values.size(); ++i) {
    const GivenValue& given = bound.inputs[i].given;
    if (has_range(given)) {
      values[i] = (directions[i] >= 0) == low ? *given.low : *given.high;
    }
  }
  return values;
}

}  // namespace

std::vector<InputId> inputs_of(const Program& program, StepId step) {
  std::vector<char> seen(program.nodes.size(), 0);
  std::vector<NodeId> open{program.steps[step].root};
  std::vector<InputId> inputs;
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (seen[node]) {
      continue;
    }
    seen[node] = 1;
    if (program.nodes[node].op == Op::input) {
      inputs.push_back(program.nodes[node].payload);
    }
    if (program.nodes[node].op == Op::constant) {
      if (const auto& rests_on = program.constants[program.nodes[node].payload].rests_on) inputs.push_back(*rests_on);
    }
    const auto operands = program.operands_of(node);
    open.insert(open.end(), operands.begin(), operands.end());
  }
  std::sort(inputs.begin(), inputs.end());
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  return inputs;
}

std::vector<FloorAndBounds> floor_and_bounds(const BoundProgram& bound, const ExactRun& central,
                                             std::span<const StepId> steps) {
  const Program& program = bound.program;
  const std::vector<Exact> claimed = bound.central_values();

  std::vector<Directions> directions(steps.size(), Directions(bound.inputs.size(), 1));
  for (InputId i = 0; i < bound.inputs.size(); ++i) {
    const GivenValue& given = bound.inputs[i].given;
    if (!has_range(given)) {
      continue;
    }
    std::vector<Exact> moved = claimed;
    moved[i] = *given.low;
    const ExactRun low = run_exactly(program, moved);
    moved[i] = *given.high;
    const ExactRun high = run_exactly(program, moved);
    for (std::size_t k = 0; k < steps.size(); ++k) {
      const auto& at_low = low.at(program.steps[steps[k]].root);
      const auto& at_high = high.at(program.steps[steps[k]].root);
      directions[k][i] = at_low && at_high && *at_high < *at_low ? -1 : 1;
    }
  }

  // Figures that want the same ends share their runs.
  struct Runs {
    ExactRun low;
    ExactRun high;
    ExactRun documented;
  };
  std::map<Directions, Runs> runs;
  std::vector<FloorAndBounds> results(steps.size());
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const NodeId root = program.steps[steps[k]].root;
    const std::vector<InputId> rests_on = inputs_of(program, steps[k]);
    auto found = runs.find(directions[k]);
    if (found == runs.end()) {
      const std::vector<Exact> low = at_ends(bound, directions[k], true);
      std::vector<std::optional<Exact>> documented(low.begin(), low.end());
      for (InputId i = 0; i < documented.size(); ++i) {
        if (!is_documented(bound.inputs[i].given.grade)) {
          documented[i].reset();
        }
      }
      Runs made{run_exactly(program, low), run_exactly(program, at_ends(bound, directions[k], false)),
                run_exactly(program, documented, MissingTerms::skip)};
      found = runs.emplace(directions[k], std::move(made)).first;
    }

    FloorAndBounds& result = results[k];
    result.floor.value = found->second.documented.at(root);
    for (const InputId input : rests_on) {
      if (!is_documented(bound.inputs[input].given.grade)) {
        result.floor.left_out.push_back(program.inputs[input].id);
      }
    }
    const bool ranges = std::any_of(rests_on.begin(), rests_on.end(),
                                    [&](InputId input) { return has_range(bound.inputs[input].given); });
    const auto& low = found->second.low.at(root);
    const auto& high = found->second.high.at(root);
    if (ranges && low && high) {
      result.bounds =
          StackedBounds{std::min({*low, *high, *central.at(root)}), std::max({*low, *high, *central.at(root)})};
    }
  }
  return results;
}

}  // namespace restituo
