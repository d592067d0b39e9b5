#include <restituo/estimate/estimate.hpp>

#include <algorithm>
#include <bit>

#include <fmt/format.h>
#include <restituo/base/digest.hpp>
#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>
#include "bounds.hpp"

namespace restituo {
namespace {

// Totals of the case, then each person, her periods, then studies and comparisons.
int rank_of(const Step& step, const Library& library) {
  if (!step.compares_with.empty()) return 4;
  const Model* model = library.model(step.owner.model);
  const bool study = model != nullptr && step.owner.victim.empty() && model->use != Use::person;
  if (study) return 3;
  return step.owner.period.empty() ? (step.owner.victim.empty() ? 0 : 1) : 2;
}

int decimals_of(const Exact& value, const Unit& unit) {
  constexpr int most = 12;
  int decimals = 0;
  if (unit.is_money()) {
    const auto currency = Currency::from_code(unit.currency());
    decimals = currency ? currency->decimals() : 2;
  }
  const auto text = exact_decimal_text(value);
  if (!text) {
    return std::max(decimals, 6);
  }
  const auto point = text->find('.');
  const int needed = point == std::string::npos ? 0 : static_cast<int>(text->size() - point - 1);
  return std::max(decimals, std::min(needed, most));
}

std::vector<Comparison> comparisons_of(const std::vector<Figure>& figures, const Program& program) {
  std::vector<Comparison> comparisons;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const std::string& compares_with = program.steps[figures[i].step].compares_with;
    if (compares_with.empty()) {
      continue;
    }
    const auto own =
        std::find_if(figures.begin(), figures.end(), [&](const Figure& figure) { return figure.id == compares_with; });
    if (own == figures.end()) {
      continue;
    }
    const auto index = static_cast<std::size_t>(own - figures.begin());
    auto comparison = std::find_if(comparisons.begin(), comparisons.end(),
                                   [&](const Comparison& one) { return one.case_figure == index; });
    if (comparison == comparisons.end()) {
      comparisons.push_back({own->kind, index, {}});
      comparison = std::prev(comparisons.end());
    }
    comparison->cross_checks.push_back(i);
  }
  return comparisons;
}

Manifest manifest_of(const Estimate& estimate, const EstimateSettings& settings, std::uint64_t draws_made) {
  Manifest manifest;
  manifest.program_version = RESTITUO_VERSION;
  manifest.draws = draws_made;
  manifest.seed = settings.seed;
  manifest.method = name_of(settings.method);
  manifest.replicates = settings.method == SamplingMethod::monte_carlo ? 1 : Sampling::replicates_of_designs;
  manifest.until = settings.until;
  manifest.most_draws = settings.until ? settings.draws : draws_made;
  const bool two_levels = std::any_of(estimate.figures.begin(), estimate.figures.end(),
                                      [](const Figure& figure) { return figure.band.has_value(); });
  manifest.outer_draws = two_levels ? settings.outer_draws : 0;
  manifest.inner_draws = two_levels ? settings.inner_draws : 0;
  manifest.entries.push_back({"case", estimate.source_case->id, estimate.source_case->digest});
  for (const DataFile& file : estimate.source_case->data_files) {
    manifest.entries.push_back({"data", file.name, file.digest});
  }
  for (const std::string& id : estimate.bound.models_used) {
    manifest.entries.push_back({"model", id, estimate.library->model(id)->digest});
  }
  for (const std::string& id : estimate.bound.series_used) {
    manifest.entries.push_back({"series", id, estimate.library->series_named(id)->digest});
  }
  manifest.entries.push_back({"program", "steps", sha256_hex(estimate.bound.program.canonical_text())});
  return manifest;
}

std::string bits_of(double value) { return fmt::format("{:016x}", std::bit_cast<std::uint64_t>(value)); }

std::string bits_of(const SpreadSummary& s) {
  std::string text;
  for (const double value :
       {s.mean, s.standard_deviation, s.error, s.p05, s.p25, s.p50, s.p75, s.p95, s.p05_low, s.p05_high, s.p25_low,
        s.p25_high, s.p50_low, s.p50_high, s.p75_low, s.p75_high, s.p95_low, s.p95_high, s.at_or_above_claim}) {
    text += ' ' + bits_of(value);
  }
  return text;
}

// What the digest covers, in the order docs/formats/result.md gives: every number in full, doubles by their bits.
std::string digest_of(const Estimate& estimate) {
  std::string text = "restituo result 1\n";
  const Manifest& manifest = estimate.manifest;
  text += fmt::format("version {}\ndraws {}\nseed {}\nmethod {}\n", manifest.program_version, manifest.draws,
                      manifest.seed, manifest.method);
  text += fmt::format("replicates {}\nuntil {}\nlevels {} {}\nconverged {}\n", manifest.replicates,
                      manifest.until ? bits_of(*manifest.until) : "-", manifest.outer_draws, manifest.inner_draws,
                      estimate.converged);
  for (const ManifestEntry& entry : manifest.entries) {
    text += fmt::format("{} {} {}\n", entry.what, entry.name, entry.digest);
  }
  for (const Figure& figure : estimate.figures) {
    text += fmt::format("figure {} {} {} {}", figure.id, name_of(figure.kind), figure.unit.text(),
                        figure.exact.fraction_text());
    text += " floor " + (figure.floor.value ? figure.floor.value->fraction_text() : "-");
    if (figure.bounds) {
      text += " bounds " + figure.bounds->low.fraction_text() + ' ' + figure.bounds->high.fraction_text();
    }
    if (figure.spread) {
      text += bits_of(*figure.spread);
    }
    for (const FigureOfExpert& alone : figure.experts) {
      text += " expert " + alone.input + ' ' + alone.expert + bits_of(alone.spread);
    }
    for (const ConvergencePoint& point : figure.convergence) {
      text += fmt::format(" after {}", point.draws);
      for (const double value : {point.p05, point.p05_low, point.p05_high, point.p50, point.p50_low, point.p50_high,
                                 point.p95, point.p95_low, point.p95_high}) {
        text += ' ' + bits_of(value);
      }
    }
    if (figure.band) {
      text += " band";
      for (const BandOfPercentile& one : *figure.band) {
        for (const double value : {one.least, one.p05, one.p50, one.p95, one.largest}) {
          text += ' ' + bits_of(value);
        }
      }
    }
    text += '\n';
  }
  return sha256_hex(text);
}

}  // namespace

Outcome<Estimate> estimate(const Case& source_case, const Library& library, const EstimateSettings& settings) {
  Estimate result;
  result.source_case = &source_case;
  result.library = &library;
  result.warnings = source_case.warnings;

  auto bound = bind(library, source_case.setting);
  if (!bound) {
    return refuse(std::move(bound.error()));
  }
  result.bound = std::move(bound->value);
  append(result.warnings, std::move(bound->faults));
  const Program& program = result.bound.program;

  result.central = run_exactly(program, result.bound.central_values());
  if (Faults faults = result.central.faults(program); !faults.empty()) {
    return refuse(in_order(std::move(faults)));
  }

  Faults of_law = law_faults(library, result.bound, result.central, source_case.setting);
  if (refuses(of_law)) {
    return refuse(std::move(of_law));
  }
  append(result.warnings, std::move(of_law));

  std::vector<StepId> steps;
  for (StepId i = 0; i < program.steps.size(); ++i) {
    if (program.steps[i].figure) {
      steps.push_back(i);
    }
  }
  std::stable_sort(steps.begin(), steps.end(), [&](StepId a, StepId b) {
    return rank_of(program.steps[a], library) < rank_of(program.steps[b], library);
  });
  if (steps.empty()) {
    result.warnings.push_back({.code = "case-without-figures", .place = source_case.setting.place, .details = {}});
    return refuse(in_order(std::move(result.warnings)));
  }

  const auto floors = floor_and_bounds(result.bound, result.central, steps);
  std::vector<std::size_t> totals;
  for (std::size_t k = 0; k < steps.size(); ++k) {
    if (rank_of(program.steps[steps[k]], library) == 0) {
      totals.push_back(k);
    }
  }
  auto simulation = Simulation::make(result.bound, result.central, steps, totals);
  if (!simulation) {
    return refuse(std::move(simulation.error()));
  }
  append(result.warnings, std::move(simulation->faults));
  auto simulated = simulation->value.run(settings);
  if (!simulated) {
    return refuse(std::move(simulated.error()));
  }
  result.converged = simulated->converged;
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const Step& step = program.steps[steps[k]];
    Figure figure;
    figure.id = step.id;
    figure.step = steps[k];
    figure.label = step.label;
    figure.name = step.name;
    figure.model = step.owner.model;
    figure.victim = step.owner.victim;
    figure.period = step.owner.period;
    figure.key = step.owner.key;
    figure.kind = program.nodes[step.root].kind;
    figure.unit = program.unit_of(step.root);
    figure.exact = result.central.value_of(program, steps[k]);
    figure.decimals = decimals_of(figure.exact, figure.unit);
    figure.floor = floors[k].floor;
    figure.bounds = floors[k].bounds;
    figure.spread = simulated->summaries[k];
    figure.convergence = std::move(simulated->convergence[k]);
    figure.dots = std::move(simulated->dots[k]);
    figure.band = simulated->bands[k];
    const std::vector<InputId> rests_on = inputs_of(program, steps[k]);
    for (const ExpertAlone& alone : simulated->experts) {
      if (alone.summaries[k] && std::binary_search(rests_on.begin(), rests_on.end(), alone.input)) {
        figure.experts.push_back({program.inputs[alone.input].id, alone.expert, *alone.summaries[k]});
      }
    }
    result.figures.push_back(std::move(figure));
  }
  result.comparisons = comparisons_of(result.figures, program);
  result.warnings = in_order(std::move(result.warnings));
  result.manifest = manifest_of(result, settings, simulated->draws);
  result.digest = digest_of(result);
  return result;
}

}  // namespace restituo
