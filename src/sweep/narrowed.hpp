// A program cut down to what some of its steps need and what some of its inputs can change: the rest are constants.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <restituo/formula/exact_run.hpp>
#include <restituo/formula/program.hpp>

namespace restituo {

struct NarrowedProgram {
  Program program;                             // without steps
  std::vector<NodeId> roots;                   // of the wanted steps, in their order
  std::vector<std::optional<InputId>> inputs;  // of the changing inputs, in their order; nothing where none is reached
};

// `central` is a run of `program`. Running the narrowed program with values of the changing inputs gives at its roots
// what running the whole program with them (and the values of `central` for all others) gives at its steps.
NarrowedProgram narrowed(const Program& program, const ExactRun& central, std::span<const StepId> wanted,
                         std::span<const InputId> changing);

}  // namespace restituo
