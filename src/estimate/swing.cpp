#include <restituo/estimate/swing.hpp>

#include <algorithm>

namespace restituo {

std::vector<Swing> swings_of(const Estimate& estimate, const Figure& figure) {
  const Program& program = estimate.bound.program;
  const NodeId root = program.steps[figure.step].root;
  const std::vector<Exact> claimed = estimate.bound.central_values();
  std::vector<Swing> swings;
  for (InputId i = 0; i < estimate.bound.inputs.size(); ++i) {
    const GivenValue& given = estimate.bound.inputs[i].given;
    if (!given.low || !given.high || !(*given.low < *given.high)) {
      continue;
    }
    std::vector<Exact> moved = claimed;
    moved[i] = *given.low;
    const ExactRun low = run_exactly(program, moved);
    moved[i] = *given.high;
    const ExactRun high = run_exactly(program, moved);
    if (low.at(root) && high.at(root) && *low.at(root) != *high.at(root)) {
      swings.push_back({i, *low.at(root), *high.at(root), (*high.at(root) - *low.at(root)).magnitude()});
    }
  }
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& a, const Swing& b) { return b.size < a.size; });
  return swings;
}

}  // namespace restituo
