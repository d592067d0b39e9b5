// The sampled interpreter: the same program over blocks of doubles, for the spread.
//
// Only what depends on an input that is drawn is computed anew for each draw; everything else is taken from the exact
// run, rounded once to the nearest double. Where exact arithmetic meets a tie (a floor of a whole number, a rounding at
// exactly half, a comparison of equals) and doubles could fall on either side by their last bits, a value within 1e-9
// of the tie (or 1e-14 of its size, where that is more) counts as the tie; so both interpreters agree on every program
// (tests hold them to 1e-12 relative).
//
// No libm and no state: a block's result depends on its inputs alone, whatever the thread, compiler or processor.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <restituo/formula/exact_run.hpp>
#include <restituo/formula/program.hpp>

namespace restituo {

class SampledProgram {
 public:
  static constexpr std::size_t block_size = 512;

  // `drawn`: the inputs whose values come in blocks. `wanted`: the steps whose values are asked for. Steps must have a
  // value in `central`.
  SampledProgram(const Program& program, const ExactRun& central, std::span<const InputId> drawn,
                 std::span<const StepId> wanted);

  // Working memory of one thread.
  class Workspace {
   public:
    explicit Workspace(const SampledProgram& program);

   private:
    friend class SampledProgram;
    std::vector<double> registers_;
  };

  // `inputs[i]` points at `count` values of drawn[i]; `outputs[k]` receives `count` values of wanted[k]. count <=
  // block_size.
  void run(std::span<const double* const> inputs, std::span<double* const> outputs, std::size_t count,
           Workspace& workspace) const;

 private:
  struct Instruction {
    Op op;
    std::uint32_t target;  // register
    std::uint32_t first;   // into sources_
    std::uint32_t count;
    std::uint32_t payload;
  };
  struct Fill {
    std::uint32_t target;
    double value;
  };

  std::vector<Instruction> instructions_;
  std::vector<std::uint32_t> sources_;
  std::vector<Fill> fills_;  // registers with a value that no draw changes
  std::vector<std::uint32_t> input_registers_;
  std::vector<std::uint32_t> output_registers_;
  struct RoundingInDoubles {
    double to;
    RoundingMode mode;
  };
  std::vector<RoundingInDoubles> roundings_;
  std::size_t register_count_ = 0;
};

}  // namespace restituo
