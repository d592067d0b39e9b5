// A Simulation draws every uncertain input of a bound program, many times, and says what each figure then does.
//
//   auto simulation = Simulation::make(bound, central, steps);     // faults of shapes and correlations
//   auto result = simulation->value.run(settings);                 // percentiles, bounds, convergence
//   result->summaries[k];                                          // of steps[k]; nothing where it rests on no draw
//
// The same simulation may be run again with other settings, and its pieces are open to whoever needs another design:
// `values` turns uniform draws into values of the inputs, `figures` turns values into figures.
//
// How sure a percentile is: for plain Monte Carlo by order statistics, exact for any distribution; for Latin hypercubes
// and Sobol' points by how far 16 independent replicates disagree (Student's t with 15 degrees of freedom).
//
// Until a precision is reached: with `until` = W, draws are doubled until the 95% bounds of p05, of every figure that
// decides, are no farther apart than 2 W times p05 itself. Looking again and again would make one in twenty into one in
// seven; so look k spends 0.05 / (k (k + 1)), which adds up to 0.05 over all looks, and the bounds reported hold at 95%
// however often was looked (Bonferroni's inequality). The totals of the case decide; where it has none, all figures do.
//
// Two levels: inputs that the case says vary from day to day are drawn inside, what is not known outside. For each
// outer draw the inner ones give a whole set of percentiles; the band says how far those move with what is not known.
//
// What it refuses: fewer draws than say something of a percentile, a draw that is not finite, a correlation that
// cannot hold or that ties what varies to what is not known, designs larger than memory. Plain Monte Carlo needs little
// memory however many the draws: percentiles are found exactly without holding all of them.
//
// Sources: order statistics in summary.hpp; selection in selection.hpp; two-level runs after F. O. Hoffman and
// J. S. Hammonds, "Propagation of uncertainty in risk assessments" (1994).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/formula/sampled_run.hpp>
#include <restituo/model/binding.hpp>
#include <restituo/uncertainty/copula.hpp>
#include <restituo/uncertainty/distribution.hpp>
#include <restituo/uncertainty/sampling.hpp>

namespace restituo {

struct EstimateSettings {
  std::uint64_t draws = 100'000;  // with `until`, the most
  std::uint64_t seed = 1;
  unsigned threads = 1;
  SamplingMethod method = SamplingMethod::monte_carlo;
  std::optional<double> until;    // W above
  std::uint64_t outer_draws = 0;  // of a two-level run; 0: none
  std::uint64_t inner_draws = 0;
  // Called now and then with draws done and draws wanted, from one thread at a time. May be empty.
  std::function<void(std::uint64_t, std::uint64_t)> progress;
};

// What the simulation says of one figure. Unit: the figure's. p05 is the value that 5 of 100 draws fall below.
struct SpreadSummary {
  double mean = 0;
  double standard_deviation = 0;
  double error = 0;  // standard error of the mean
  double p05 = 0;
  double p25 = 0;
  double p50 = 0;
  double p75 = 0;
  double p95 = 0;
  // 95% bounds of each: how far the simulation itself may be off.
  double p05_low = 0, p05_high = 0;
  double p25_low = 0, p25_high = 0;
  double p50_low = 0, p50_high = 0;
  double p75_low = 0, p75_high = 0;
  double p95_low = 0, p95_high = 0;
  double at_or_above_claim = 0;  // share of draws at or above the exact figure

  // A value of the summary, by its name ("mean", "p05", "p05_low", ...), with no more digits than its bounds support:
  // its last digit stands for the largest power of ten that is not above half the distance of the 95% bounds.
  double supported(std::string_view aspect, double value) const;
};

// What the summary would have said after fewer draws.
struct ConvergencePoint {
  std::uint64_t draws = 0;
  double p05 = 0, p05_low = 0, p05_high = 0;
  double p50 = 0, p50_low = 0, p50_high = 0;
  double p95 = 0, p95_low = 0, p95_high = 0;
};

// One percentile of what varies, over all that is not known: its least and largest value, and where 5, 50 and 95 of
// 100 outer draws leave it.
struct BandOfPercentile {
  double p = 0;
  double least = 0;
  double p05 = 0;
  double p50 = 0;
  double p95 = 0;
  double largest = 0;
};
using Band = std::array<BandOfPercentile, 5>;  // of p05, p25, p50, p75, p95

// The figures as they would be if one expert of a pool were believed alone.
struct ExpertAlone {
  InputId input = 0;
  std::string expert;
  std::vector<std::optional<SpreadSummary>> summaries;  // one for each step
};

struct SimulationResult {
  std::uint64_t draws = 0;  // really made
  std::size_t replicates = 1;
  bool converged = true;
  // One for each step, nothing where nothing it rests on is drawn.
  std::vector<std::optional<SpreadSummary>> summaries;
  std::vector<std::vector<ConvergencePoint>> convergence;
  std::vector<std::vector<double>>
      dots;  // 50 equally likely amounts, ascending; of the first draws where they are many
  std::vector<std::optional<Band>> bands;
  std::vector<ExpertAlone> experts;
};

class Simulation {
 public:
  // Steps have a value in `central`. `deciding`: positions in `steps` whose precision decides when to stop.
  static Outcome<Checked<Simulation>> make(const BoundProgram& bound, const ExactRun& central,
                                           std::span<const StepId> steps, std::span<const std::size_t> deciding = {});

  // Inputs that are drawn, and the uniforms that one draw takes: one for each of these and one more for each group of
  // inputs that a Student copula joins. Their names are those of their streams.
  const std::vector<InputId>& inputs() const { return inputs_; }
  const std::vector<Distribution>& distributions() const { return distributions_; }
  const std::vector<std::string>& dimensions() const { return dimensions_; }
  // Inputs joined by one copula.
  struct Group {
    Copula copula;
    std::vector<std::size_t> dimensions;  // those of its inputs, in the copula's order, then the one all share
  };
  const std::vector<Group>& groups() const { return groups_; }
  // Positions in the steps given to `make` of those that rest on a drawn input, in order.
  const std::vector<std::size_t>& varying() const { return varying_; }

  // values[i]: `count` values of inputs()[i] for the uniforms of each dimension. No output may be an input.
  void values(std::span<const double* const> uniforms, std::span<double* const> values, std::size_t count) const;
  // figures[k]: `count` values of the step at varying()[k]. count <= SampledProgram::block_size.
  void figures(std::span<const double* const> values, std::span<double* const> figures, std::size_t count,
               SampledProgram::Workspace& workspace) const;
  const SampledProgram& program() const { return program_; }

  Outcome<SimulationResult> run(const EstimateSettings& settings) const;

 private:
  class Run;
  // One expert of a pool, to be drawn from instead of it.
  struct Alternative {
    std::size_t input;  // position in inputs_
    std::string expert;
    Distribution distribution;
  };

  explicit Simulation(SampledProgram program) : program_(std::move(program)) {}
  Faults add_groups(const Program& program, const std::vector<SettingCorrelation>& correlations);

  std::vector<InputId> inputs_;
  std::vector<Distribution> distributions_;
  std::vector<char> varies_;  // one for each input; 1: from day to day
  std::vector<std::string> dimensions_;
  std::vector<char> dimension_varies_;
  std::vector<char> grouped_;
  std::vector<Group> groups_;
  std::vector<std::size_t> varying_;
  std::vector<std::size_t> with_what_varies_;  // positions in varying_ of figures that rest on what varies
  std::vector<char> decides_;                  // one for each of varying_
  std::vector<double> claims_;                 // the exact figure of each of varying_
  std::size_t steps_ = 0;
  std::vector<StepId> wanted_;
  std::vector<Alternative> alternatives_;
  std::vector<Place> places_;  // of wanted_, for faults
  std::vector<std::string> names_;
  SampledProgram program_;
};

}  // namespace restituo
