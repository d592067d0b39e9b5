#include "case_response.hpp"

#include <algorithm>
#include <memory>

#include <restituo/base/must.hpp>
#include <restituo/formula/sampled_run.hpp>
#include <restituo/uncertainty/distribution.hpp>

namespace restituo {

Outcome<CaseResponse> response_of(const Estimate& estimate, StepId step) {
  const Program& program = estimate.bound.program;
  CaseResponse made;
  auto distributions = std::make_shared<std::vector<Distribution>>();
  for (const InputId input : inputs_of(program, step)) {
    const GivenValue& given = estimate.bound.inputs[input].given;
    if (!given.spread) {
      continue;
    }
    auto distribution = distribution_of(*given.spread);
    if (!distribution) {
      return refuse(std::move(distribution.error()));
    }
    if (distribution->value.is_point()) {
      continue;
    }
    made.inputs.push_back(input);
    made.response.inputs.push_back(program.inputs[input].id);
    distributions->push_back(std::move(distribution->value));
  }
  if (made.inputs.empty()) {
    return made;
  }
  // Correlations among these inputs. One Gaussian copula holds them; whatever else a case says is refused rather than
  // drawn as if the inputs were independent.
  std::vector<RankCorrelation> pairs;
  std::optional<CorrelationMeasure> measure;
  for (const SettingCorrelation& one : estimate.bound.correlations) {
    const auto& names = made.response.inputs;
    if (std::find(names.begin(), names.end(), one.first) == names.end() ||
        std::find(names.begin(), names.end(), one.second) == names.end()) {
      continue;
    }
    if (one.degrees_of_freedom) {
      return refuse({.code = "effects-of-student-copula", .place = one.place, .details = {}});
    }
    if (measure && *measure != one.measure) {
      return refuse({.code = "shares-of-dependent-inputs", .place = one.place, .details = {}});
    }
    measure = one.measure;
    pairs.push_back({one.first, one.second, one.value.to_double(), one.place});
  }
  if (measure) {
    auto copula = Copula::gaussian(made.response.inputs, pairs, *measure);
    if (!copula) {
      return refuse(std::move(copula.error()));
    }
    made.response.dependence = std::move(*copula);
  }
  made.response.quantiles = [distributions](std::size_t input, std::span<const double> u, std::span<double> values) {
    (*distributions)[input].quantiles(u, values);
  };
  const StepId wanted[]{step};
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
