// The exact interpreter: a program and exact values in, exact values out. The court's figure comes from here.
//
// Every operation is exact but two, and both say so in the working: `round`, where a step names its rule, and a power
// with an exponent that is no whole number, which has no rational value in general: it is computed to at least 50
// significant digits and rounded to 34, ties to even.
//
// A division by zero does not stop the run: the node has no value, and neither has what depends on it. A branch of
// if(...) that is not taken may have none.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <restituo/formula/program.hpp>

namespace restituo {

// What a sum does with terms that have no value. `propagate`: it has none either. `skip`: it adds up the others, and
// has none only where no term has one; the documented floor is computed so, from the inputs that are documented.
enum class MissingTerms { propagate, skip };

class ExactRun {
 public:
  const std::optional<Exact>& at(NodeId node) const { return values_[node]; }
  // The value of a step; it must have one (our bug otherwise: ask `faults` first).
  const Exact& value_of(const Program& program, StepId step) const;
  // Nodes whose power was rounded to 34 digits.
  bool was_approximated(NodeId node) const;
  // One fault for each step that has no value, naming the division that failed.
  Faults faults(const Program& program) const;

 private:
  friend ExactRun run_exactly(const Program& program, std::span<const std::optional<Exact>> inputs,
                              MissingTerms missing);
  std::vector<std::optional<Exact>> values_;
  std::vector<NodeId> approximated_;
};

// `inputs`: one value per input of the program, in its unit and order.
ExactRun run_exactly(const Program& program, std::span<const Exact> inputs);
// The same with inputs that may be missing.
ExactRun run_exactly(const Program& program, std::span<const std::optional<Exact>> inputs, MissingTerms missing);

}  // namespace restituo
