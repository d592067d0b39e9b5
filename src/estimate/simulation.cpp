#include "simulation.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <mutex>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>
#include <restituo/formula/sampled_run.hpp>
#include <restituo/uncertainty/distribution.hpp>
#include <restituo/uncertainty/stream.hpp>
#include <restituo/uncertainty/summary.hpp>
#include "bounds.hpp"

namespace restituo {
namespace {

constexpr std::uint64_t chunk = 8 * SampledProgram::block_size;
constexpr std::uint64_t most_bytes = std::uint64_t{12} << 30;

struct Drawn {
  InputId input;
  Distribution distribution;
  Stream stream;
};

bool is_finite(double x) { return x - x == 0; }

SpreadSummary summary_of(std::vector<double>& values, double claim) {
  SpreadSummary summary;
  const Moments moments = moments_of(values);
  summary.mean = moments.mean;
  summary.standard_deviation = moments.standard_deviation();
  summary.error = moments.standard_error();
  const auto above = std::count_if(values.begin(), values.end(), [&](double value) { return value >= claim; });
  summary.at_or_above_claim = static_cast<double>(above) / static_cast<double>(values.size());

  std::sort(values.begin(), values.end());
  summary.p05 = quantile_of_sorted(values, 0.05);
  summary.p25 = quantile_of_sorted(values, 0.25);
  summary.p50 = quantile_of_sorted(values, 0.50);
  summary.p75 = quantile_of_sorted(values, 0.75);
  summary.p95 = quantile_of_sorted(values, 0.95);
  const auto bounds = [&](double p, double& low, double& high) {
    const OrderBounds interval = quantile_confidence(values.size(), p, 0.95);
    low = interval.lower_rank == 0 ? values.front() : values[interval.lower_rank - 1];
    high = interval.upper_rank == 0 ? values.back() : values[interval.upper_rank - 1];
  };
  bounds(0.05, summary.p05_low, summary.p05_high);
  bounds(0.50, summary.p50_low, summary.p50_high);
  bounds(0.95, summary.p95_low, summary.p95_high);
  return summary;
}

}  // namespace

Outcome<std::vector<std::optional<SpreadSummary>>> simulate(const BoundProgram& bound, const ExactRun& central,
                                                            std::span<const StepId> steps,
                                                            const EstimateSettings& settings) {
  const Program& program = bound.program;
  std::vector<std::optional<SpreadSummary>> summaries(steps.size());

  std::vector<Drawn> drawn;
  std::vector<InputId> drawn_ids;
  Faults faults;
  for (InputId i = 0; i < bound.inputs.size(); ++i) {
    const GivenValue& given = bound.inputs[i].given;
    if (!given.spread) {
      continue;
    }
    auto distribution = distribution_of(*given.spread);
    if (!distribution) {
      append(faults, std::move(distribution.error()));
      continue;
    }
    drawn.push_back({i, std::move(distribution->value), Stream(settings.seed, program.inputs[i].id)});
    drawn_ids.push_back(i);
  }
  if (!faults.empty()) {
    return refuse(in_order(std::move(faults)));
  }

  std::vector<std::size_t> varying;  // positions in `steps`
  std::vector<StepId> wanted;
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const auto rests_on = inputs_of(program, steps[k]);
    if (std::any_of(rests_on.begin(), rests_on.end(),
                    [&](InputId i) { return std::binary_search(drawn_ids.begin(), drawn_ids.end(), i); })) {
      varying.push_back(k);
      wanted.push_back(steps[k]);
    }
  }
  if (varying.empty()) {
    return summaries;
  }
  if (settings.draws < fewest_draws) {
    return refuse({.code = "draws-too-few",
                   .place = {},
                   .details = {std::to_string(settings.draws), std::to_string(fewest_draws)}});
  }
  if (settings.draws > most_bytes / sizeof(double) / wanted.size()) {
    return refuse(
        {.code = "draws-too-many",
         .place = {},
         .details = {std::to_string(settings.draws), std::to_string(most_bytes / sizeof(double) / wanted.size())}});
  }

  const SampledProgram sampled(program, central, drawn_ids, wanted);
  std::vector<std::vector<double>> values(wanted.size(), std::vector<double>(settings.draws));
  std::atomic<std::uint64_t> done{0};
  std::mutex reporting;
  const std::uint64_t chunks = (settings.draws + chunk - 1) / chunk;

  for_each_block(chunks, settings.threads, [&](std::size_t number) {
    constexpr std::size_t block = SampledProgram::block_size;
    SampledProgram::Workspace workspace(sampled);
    std::vector<double> draws(drawn.size() * block);
    std::vector<const double*> inputs(drawn.size());
    std::vector<double*> outputs(wanted.size());
    const std::uint64_t end = std::min(settings.draws, (number + 1) * chunk);
    for (std::uint64_t first = number * chunk; first < end; first += block) {
      const std::size_t count = std::min<std::uint64_t>(block, end - first);
      for (std::size_t i = 0; i < drawn.size(); ++i) {
        const std::span<double> column(draws.data() + i * block, count);
        drawn[i].stream.fill(first, column);
        drawn[i].distribution.quantiles(column, column);
        inputs[i] = column.data();
      }
      for (std::size_t k = 0; k < wanted.size(); ++k) {
        outputs[k] = values[k].data() + first;
      }
      sampled.run(inputs, outputs, count, workspace);
    }
    const std::uint64_t so_far = done.fetch_add(end - number * chunk) + end - number * chunk;
    if (settings.progress) {
      const std::lock_guard lock(reporting);
      settings.progress(so_far, settings.draws);
    }
  });

  for (std::size_t k = 0; k < wanted.size(); ++k) {
    const auto without =
        std::count_if(values[k].begin(), values[k].end(), [](double value) { return !is_finite(value); });
    if (without != 0) {
      faults.push_back(
          {.code = "draw-not-finite",
           .place = program.steps[wanted[k]].place,
           .details = {program.steps[wanted[k]].id, std::to_string(without), std::to_string(settings.draws)}});
    }
  }
  if (!faults.empty()) {
    return refuse(in_order(std::move(faults)));
  }
  for_each_block(wanted.size(), settings.threads, [&](std::size_t k) {
    summaries[varying[k]] = summary_of(values[k], central.value_of(program, wanted[k]).to_double());
  });
  return summaries;
}

}  // namespace restituo
