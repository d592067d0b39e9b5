#include "influences.hpp"

#include <algorithm>

#include <restituo/base/parallel.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

constexpr std::size_t pawn_slices = 10;
constexpr std::size_t narrowing_slices = 50;
constexpr std::size_t slices_of_two = 14;  // at most 196 cells
constexpr std::size_t fewest_in_cell = 20;
constexpr std::size_t scenario_worlds = std::size_t{1} << 14;

// Row 2 i has input i at its 5%, row 2 i + 1 at its 95%, all others as claimed.
void add_tornado(const Estimate& estimate, const CaseResponse& made, std::vector<InputInfluence>& influences) {
  const std::size_t inputs = made.inputs.size();
  Columns values;
  for (std::size_t i = 0; i < inputs; ++i) {
    const double claimed = estimate.bound.inputs[made.inputs[i]].given.value.to_double();
    values.emplace_back(2 * inputs, claimed);
    const double shares[]{0.05, 0.95};
    double ends[2];
    made.response.quantiles(i, shares, ends);
    influences[i].p05 = values[i][2 * i] = ends[0];
    influences[i].p95 = values[i][2 * i + 1] = ends[1];
  }
  const std::vector<double> results = results_of(made.response, values, 1);
  for (std::size_t i = 0; i < inputs; ++i) {
    influences[i].at_p05 = results[2 * i];
    influences[i].at_p95 = results[2 * i + 1];
  }
}

// `count` quantiles: of shares (first + i) / parts.
std::vector<double> quantiles_of(std::span<const double> results, std::size_t count, double first, std::size_t parts) {
  std::vector<double> sorted(results.begin(), results.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> amounts;
  for (std::size_t i = 0; i < count; ++i) {
    amounts.push_back(quantile_of_sorted(sorted, (static_cast<double>(i) + first) / static_cast<double>(parts)));
  }
  return amounts;
}

}  // namespace

Influences influences_of(const Estimate& estimate, const CaseResponse& made, const Sample& sample,
                         const ChallengeSettings& settings) {
  const std::size_t inputs = made.inputs.size();
  Influences found;
  found.inputs.resize(inputs);
  found.base_points = settings.base_points;
  for (std::size_t i = 0; i < inputs; ++i) {
    found.inputs[i].input = made.inputs[i];
  }
  add_tornado(estimate, made, found.inputs);

  for_each_block(inputs + 1, settings.threads, [&](std::size_t i) {
    const bool is_dummy = i == inputs;
    const SortedInput sorted(is_dummy ? sample.dummy : sample.values[i], sample.results);
    (is_dummy ? found.noise_means : found.inputs[i].means) = sorted.conditional_means();
    (is_dummy ? found.noise_pawn : found.inputs[i].pawn) = sorted.pawn(pawn_slices);
    (is_dummy ? found.noise_narrowing : found.inputs[i].narrowing) = sorted.narrowing(narrowing_slices);
  });

  const std::uint64_t seed = estimate.manifest.seed;
  if (auto shares = sobol_shares(made.response,
                                 {.seed = seed, .base_points = settings.base_points, .threads = settings.threads})) {
    for (std::size_t i = 0; i < inputs; ++i) {
      found.inputs[i].first = shares->first[i];
      found.inputs[i].total = shares->total[i];
    }
    found.noise_first = shares->noise;
    found.runs += shares->runs;
  } else {
    append(found.refused, std::move(shares.error()));
  }
  if (auto effects =
          shapley_effects(made.response, {.seed = seed, .rows = settings.base_points, .threads = settings.threads})) {
    for (std::size_t i = 0; i < inputs; ++i) {
      found.inputs[i].shapley = effects->shares[i];
    }
    found.runs += effects->runs;
  } else {
    append(found.refused, std::move(effects.error()));
  }
  if (auto regression = rank_regression(sample)) {
    for (std::size_t i = 0; i < inputs; ++i) {
      found.inputs[i].rank = regression->coefficients[i];
    }
    found.rank_fit = regression->fit;
  } else {
    append(found.refused, std::move(regression.error()));
  }
  found.runs += sample.draws() + 2 * inputs;

  std::stable_sort(found.inputs.begin(), found.inputs.end(), [](const InputInfluence& a, const InputInfluence& b) {
    return a.shapley && b.shapley ? a.shapley->value > b.shapley->value : a.narrowing.known < b.narrowing.known;
  });
  return found;
}

std::vector<ToProve> order_of_proof(const Influences& influences, const CaseResponse& made, const Sample& sample) {
  std::vector<ToProve> order;
  for (const InputInfluence& influence : influences.inputs) {
    order.push_back({influence.input, influence.narrowing, std::nullopt});
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const ToProve& a, const ToProve& b) { return a.narrowing.known < b.narrowing.known; });
  const auto column = [&](InputId input) {
    const auto at = std::find(made.inputs.begin(), made.inputs.end(), input);
    return std::span<const double>(sample.values[static_cast<std::size_t>(at - made.inputs.begin())]);
  };
  // Few draws are cut into few cells, so that none is empty.
  std::size_t slices = 2;
  while (slices < slices_of_two && (slices + 1) * (slices + 1) * fewest_in_cell <= sample.draws()) ++slices;
  for (std::size_t i = 1; i < order.size(); ++i) {
    order[i].after_first = narrowing_of_two(column(order[0].input), column(order[i].input), sample.results, slices);
  }
  // Once the first is known, the others stand by what they add to it.
  if (order.size() > 1) {
    std::stable_sort(order.begin() + 1, order.end(),
                     [](const ToProve& a, const ToProve& b) { return a.after_first->known < b.after_first->known; });
  }
  return order;
}

std::optional<BreakingScenario> scenario_of(const CaseResponse& made, const Sample& sample, double sum,
                                            std::uint64_t seed) {
  BreakingScenario scenario;
  scenario.inputs = made.inputs;
  const auto below = std::count_if(sample.results.begin(), sample.results.end(), [&](double x) { return x < sum; });
  scenario.share_below = static_cast<double>(below) / static_cast<double>(sample.draws());

  const std::size_t worlds = std::min(sample.draws(), scenario_worlds);
  Columns values;
  for (const std::vector<double>& column : sample.values) {
    values.emplace_back(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(worlds));
  }
  std::vector<bool> hits;
  for (std::size_t k = 0; k < worlds; ++k) {
    hits.push_back(sample.results[k] < sum);
  }
  BoxSettings box_settings;
  box_settings.seed = seed;
  if (auto box = discover_box(values, hits, box_settings)) {
    scenario.box = std::move(*box);
    scenario.tree = grow_tree(values, hits, {});
  } else {
    scenario.refused = std::move(box.error());
  }
  return scenario;
}

std::vector<double> middles_of(std::span<const double> results, std::size_t parts) {
  return quantiles_of(results, parts, 0.5, parts);
}

std::vector<double> borders_of(std::span<const double> results, std::size_t parts) {
  return quantiles_of(results, parts - 1, 1, parts);
}

}  // namespace restituo
