#include "case_response.hpp"

#include <algorithm>
#include <memory>

#include <restituo/base/parallel.hpp>
#include <restituo/formula/sampled_run.hpp>
#include <restituo/uncertainty/distribution.hpp>

namespace restituo {

namespace {

constexpr const char* dummy_name = "an input that does nothing";
constexpr std::size_t blocks_together = 16;  // that one thread makes at a time

// The copulas that join inputs the figure rests on, without the others.
std::vector<JoinedInputs> joined_of(const Simulation& simulation, const std::vector<std::size_t>& places) {
  std::vector<JoinedInputs> joined;
  for (const Simulation::Group& group : simulation.groups()) {
    std::vector<std::size_t> members;
    std::vector<std::size_t> inputs;
    for (std::size_t member = 0; member < group.copula.inputs().size(); ++member) {
      const auto at = std::find(places.begin(), places.end(), group.dimensions[member]);
      if (at != places.end()) {
        members.push_back(member);
        inputs.push_back(static_cast<std::size_t>(at - places.begin()));
      }
    }
    if (members.size() > 1) {
      joined.push_back({group.copula.margin(members), std::move(inputs)});
    }
  }
  return joined;
}

}  // namespace

Outcome<CaseResponse> response_of(const Estimate& estimate, StepId step) {
  const Program& program = estimate.bound.program;
  const StepId wanted[]{step};
  auto simulation = Simulation::make(estimate.bound, estimate.central, wanted);
  if (!simulation) {
    return refuse(std::move(simulation.error()));
  }
  CaseResponse made(std::move(simulation->value));
  const std::vector<InputId>& drawn = made.simulation_.inputs();
  auto distributions = std::make_shared<std::vector<Distribution>>();
  for (const InputId input : inputs_of(program, step)) {
    const auto at = std::find(drawn.begin(), drawn.end(), input);
    if (at == drawn.end()) {
      continue;
    }
    const auto place = static_cast<std::size_t>(at - drawn.begin());
    const Distribution& distribution = made.simulation_.distributions()[place];
    if (distribution.is_point()) {
      continue;
    }
    made.inputs.push_back(input);
    made.places_.push_back(place);
    made.response.inputs.push_back(program.inputs[input].id);
    distributions->push_back(distribution);
  }
  if (made.inputs.empty()) {
    return made;
  }
  made.response.joined = joined_of(made.simulation_, made.places_);
  made.response.quantiles = [distributions](std::size_t input, std::span<const double> u, std::span<double> values) {
    (*distributions)[input].quantiles(u, values);
  };
  auto sampled = std::make_shared<const SampledProgram>(program, estimate.central, made.inputs, wanted);
  made.response.run = [sampled](std::span<const double* const> values, std::span<double> results) {
    SampledProgram::Workspace workspace(*sampled);
    std::vector<const double*> inputs(values.begin(), values.end());
    for (std::size_t first = 0; first < results.size(); first += SampledProgram::block_size) {
      const std::size_t count = std::min(SampledProgram::block_size, results.size() - first);
      double* output[]{results.data() + first};
      sampled->run(inputs, output, count, workspace);
      for (const double*& column : inputs) {
        column += count;
      }
    }
  };
  return made;
}

Outcome<Sample> CaseResponse::sample(SamplingMethod method, std::uint64_t seed, std::uint64_t draws,
                                     unsigned threads) const {
  std::vector<std::string> names = simulation_.dimensions();
  names.emplace_back(dummy_name);
  const auto sampling = Sampling::make(method, seed, names, draws);
  if (!sampling) {
    return refuse(sampling.error());
  }
  Sample sample{response.inputs, Columns(inputs.size(), std::vector<double>(draws)), std::vector<double>(draws),
                std::vector<double>(draws)};
  constexpr std::size_t block = SampledProgram::block_size;
  constexpr std::size_t together = blocks_together * block;
  const std::size_t dimensions = simulation_.dimensions().size();
  for_each_block((draws + together - 1) / together, threads, [&](std::size_t number) {
    Columns uniforms(dimensions, std::vector<double>(block));
    Columns values(simulation_.inputs().size(), std::vector<double>(block));
    std::vector<const double*> in;
    std::vector<double*> out;
    for (const auto& column : uniforms) in.push_back(column.data());
    for (auto& column : values) out.push_back(column.data());
    const std::vector<const double*> drawn(out.begin(), out.end());
    SampledProgram::Workspace workspace(simulation_.program());
    const std::size_t end = std::min<std::size_t>(draws, (number + 1) * together);
    for (std::size_t first = number * together; first < end; first += block) {
      const std::size_t count = std::min(block, end - first);
      for (std::size_t i = 0; i < dimensions; ++i) {
        sampling->fill(i, first, {uniforms[i].data(), count});
      }
      sampling->fill(dimensions, first, {sample.dummy.data() + first, count});
      simulation_.values(in, out, count);
      double* figure[]{sample.results.data() + first};
      simulation_.figures(drawn, figure, count, workspace);
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::copy_n(out[places_[i]], count, sample.values[i].begin() + static_cast<std::ptrdiff_t>(first));
      }
    }
  });
  return sample;
}

ExactFigure::ExactFigure(const BoundProgram& bound, StepId step)
    : bound_(bound), root_(bound.program.steps[step].root), claimed_(bound.central_values()) {}

std::optional<Exact> ExactFigure::with(std::span<const Change> changes) const { return without(changes, {}); }

std::optional<Exact> ExactFigure::with(InputId input, const Exact& value) const {
  const Change change[]{{input, value}};
  return with(change);
}

std::optional<Exact> ExactFigure::without(std::span<const Change> changes, std::span<const InputId> missing) const {
  std::vector<std::optional<Exact>> values(claimed_.begin(), claimed_.end());
  for (const auto& [input, value] : changes) {
    values[input] = value;
  }
  for (const InputId input : missing) {
    values[input].reset();
  }
  return run_exactly(bound_.program, values, missing.empty() ? MissingTerms::propagate : MissingTerms::skip).at(root_);
}

std::optional<Exact> figure_after(const Estimate& estimate, const Setting& setting, const std::string& figure) {
  const auto bound = bind(*estimate.library, setting);
  if (!bound) {
    return std::nullopt;
  }
  const Program& program = bound->value.program;
  const auto step = program.step_with_id(figure);
  if (!step) {
    return std::nullopt;
  }
  return run_exactly(program, bound->value.central_values()).at(program.steps[*step].root);
}

}  // namespace restituo
