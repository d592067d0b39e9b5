// A figure of a case as a Response, and as an exact function of its inputs.
#pragma once

#include <utility>

#include <restituo/challenge/response.hpp>
#include <restituo/estimate/estimate.hpp>

namespace restituo {

// The one place where a case's inputs are bound to draws: names of streams, distributions, and how they go together are
// those of the estimate's own simulation.
struct CaseResponse {
  Response response;
  std::vector<InputId> inputs;  // of the program, those that are drawn and that the figure rests on

  // The first `draws` draws of the estimate (of designs, a design of so many points), and one input more that does
  // nothing.
  Outcome<Sample> sample(SamplingMethod method, std::uint64_t seed, std::uint64_t draws, unsigned threads) const;

 private:
  friend Outcome<CaseResponse> response_of(const Estimate& estimate, StepId step);
  explicit CaseResponse(Simulation simulation) : simulation_(std::move(simulation)) {}

  Simulation simulation_;
  std::vector<std::size_t> places_;  // of `inputs` among those of the simulation
};

Outcome<CaseResponse> response_of(const Estimate& estimate, StepId step);

// The figure with some inputs at other values; nothing where it has none then.
class ExactFigure {
 public:
  using Change = std::pair<InputId, Exact>;

  ExactFigure(const BoundProgram& bound, StepId step);
  std::optional<Exact> with(std::span<const Change> changes) const;
  std::optional<Exact> with(InputId input, const Exact& value) const;
  // Inputs without a value take with them what needs them; sums go on without.
  std::optional<Exact> without(std::span<const Change> changes, std::span<const InputId> missing) const;

 private:
  const BoundProgram& bound_;
  NodeId root_;
  std::vector<Exact> claimed_;
};

// The same figure after the case was changed; nothing where it has none then, or where the changed case does not bind.
std::optional<Exact> figure_after(const Estimate& estimate, const Setting& setting, const std::string& figure);

}  // namespace restituo
