#include "line_forms.hpp"

namespace restituo {
namespace {

// Of a line that is the result of one other, times nothing but ones that the model takes where a case is silent.
std::optional<StepId> carried_by(const ReportIndex& index, const Working& working, const Step& step) {
  const Program& program = index.program();
  const ExactRun& central = index.estimate().central;
  std::optional<NodeId> from;
  for (const NodeId leaf : working.leaves) {
    const Node& node = program.nodes[leaf];
    const bool taken_as_one =
        node.op == Op::constant && program.constants[node.payload].origin == "default" && central.at(leaf) == Exact(1);
    if (taken_as_one) continue;
    if (node.op != Op::result || from) return std::nullopt;
    from = leaf;
  }
  const bool same =
      from && central.at(*from) == central.at(step.root) && program.unit_of(*from) == program.unit_of(step.root);
  return same ? std::optional(static_cast<StepId>(program.nodes[*from].payload)) : std::nullopt;
}

}  // namespace

const Model* court_of(const ReportIndex& index, StepId id) {
  const Model* model = index.estimate().library->model(index.program().steps[id].owner.model);
  return model != nullptr && model->forum ? model : nullptr;
}

LineForms::LineForms(const ReportIndex& index) {
  const Program& program = index.program();
  forms_.assign(program.steps.size(), LineForm::worked);
  carried_.resize(program.steps.size());
  std::vector<bool> used(program.steps.size(), false);
  // A line stands behind those that it rests on.
  for (StepId id = static_cast<StepId>(program.steps.size()); id-- > 0;) {
    const Step& step = program.steps[id];
    const Working working = index.working(id);
    const auto& value = index.estimate().central.at(step.root);
    const bool of_court = court_of(index, id) != nullptr;
    if (of_court && value && value->is_zero()) {
      forms_[id] = LineForm::nothing;
    } else if (of_court && !step.figure && !used[id]) {
      forms_[id] = LineForm::unused;
    } else if (carried_[id] = carried_by(index, working, step); carried_[id]) {
      forms_[id] = LineForm::carries;
    }
    if (forms_[id] == LineForm::nothing || forms_[id] == LineForm::unused) continue;
    for (const NodeId leaf : working.leaves) {
      if (program.nodes[leaf].op == Op::result) used[program.nodes[leaf].payload] = true;
    }
  }
}

}  // namespace restituo
