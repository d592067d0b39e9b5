#include "narrowed.hpp"

#include <algorithm>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

class Narrower {
 public:
  Narrower(const Program& program, const ExactRun& central, std::span<const InputId> changing)
      : program_(program), central_(central), changing_(changing) {
    result_.program = program;
    result_.program.nodes.clear();
    result_.program.operands.clear();
    result_.program.inputs.clear();
    result_.program.constants.clear();
    result_.program.steps.clear();
    result_.inputs.resize(changing.size());
  }

  NarrowedProgram narrow(std::span<const StepId> wanted) {
    find_kept(wanted);
    for (NodeId id = 0; id < program_.nodes.size(); ++id) {
      if (needed_[id]) {
        place_[id] = kept_[id] ? copy(id) : constant(id);
      }
    }
    for (const StepId step : wanted) {
      result_.roots.push_back(place_[program_.steps[step].root]);
    }
    return std::move(result_);
  }

 private:
  // A node is kept where a changing input reaches it, or where it has no value to stand in its place.
  void find_kept(std::span<const StepId> wanted) {
    const std::size_t count = program_.nodes.size();
    kept_.assign(count, 0);
    needed_.assign(count, 0);
    place_.assign(count, 0);
    for (NodeId id = 0; id < count; ++id) {
      const Node& node = program_.nodes[id];
      const auto operands = program_.operands_of(id);
      kept_[id] = !central_.at(id).has_value() || (node.op == Op::input && changes(node.payload)) ||
                  std::any_of(operands.begin(), operands.end(), [&](NodeId o) { return kept_[o] != 0; });
    }
    for (const StepId step : wanted) {
      needed_[program_.steps[step].root] = 1;
    }
    for (NodeId id = static_cast<NodeId>(count); id-- > 0;) {
      if (needed_[id] && kept_[id]) {
        for (const NodeId operand : program_.operands_of(id)) {
          needed_[operand] = 1;
        }
      }
    }
  }

  bool changes(InputId input) const { return std::find(changing_.begin(), changing_.end(), input) != changing_.end(); }

  NodeId append(Node node) {
    result_.program.nodes.push_back(node);
    return static_cast<NodeId>(result_.program.nodes.size() - 1);
  }

  NodeId constant(NodeId id) {
    Node node = program_.nodes[id];
    node.op = Op::constant;
    node.first = node.count = 0;
    node.payload = static_cast<std::uint32_t>(result_.program.constants.size());
    result_.program.constants.push_back({*central_.at(id), {}, {}, {}});
    return append(node);
  }

  NodeId copy(NodeId id) {
    Node node = program_.nodes[id];
    const auto operands = program_.operands_of(id);
    // Names of steps and of sums are for the working, which nobody prints here.
    if (node.op == Op::result || node.op == Op::convert) {
      return place_[operands.front()];
    }
    if (node.op == Op::input) {
      const auto found = std::find(changing_.begin(), changing_.end(), node.payload);
      must(found != changing_.end(), "every input has a value");
      node.first = node.count = 0;
      node.payload = static_cast<std::uint32_t>(result_.program.inputs.size());
      result_.inputs[static_cast<std::size_t>(found - changing_.begin())] = node.payload;
      result_.program.inputs.push_back(program_.inputs[program_.nodes[id].payload]);
      return append(node);
    }
    node.first = static_cast<std::uint32_t>(result_.program.operands.size());
    for (const NodeId operand : operands) {
      result_.program.operands.push_back(place_[operand]);
    }
    return append(node);
  }

  const Program& program_;
  const ExactRun& central_;
  std::span<const InputId> changing_;
  NarrowedProgram result_;
  std::vector<char> kept_;
  std::vector<char> needed_;
  std::vector<NodeId> place_;
};

}  // namespace

NarrowedProgram narrowed(const Program& program, const ExactRun& central, std::span<const StepId> wanted,
                         std::span<const InputId> changing) {
  return Narrower(program, central, changing).narrow(wanted);
}

}  // namespace restituo
