#include <restituo/challenge/challenge.hpp>

#include <algorithm>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include "case_response.hpp"
#include "defence.hpp"
#include "influences.hpp"

namespace restituo {
namespace {

bool is_total(const Estimate& estimate, const Figure& figure) {
  const Model* model = estimate.library->model(figure.model);
  return figure.victim.empty() && figure.period.empty() && figure.key.empty() &&
         estimate.bound.program.steps[figure.step].compares_with.empty() &&
         (model == nullptr || model->use == Use::person);
}

// Far enough down to be a loss, near enough to be reached: the roundest amount that about 25 of 100 worlds stay below.
// Where the claim itself is as low as that, half as many as stay below the claim. Two digits may be too few where the
// range is narrow. Nothing where no draws tell.
std::optional<Exact> sum_of_draws(const Figure& figure, std::vector<double> results) {
  constexpr int fewest_digits = 2, most_digits = 9;
  constexpr double quarter = 0.25, near = 0.03;
  const auto draws = static_cast<double>(results.size());
  const auto share_below = [&](double limit) {
    const auto below = std::count_if(results.begin(), results.end(), [&](double one) { return one < limit; });
    return static_cast<double>(below) / draws;
  };
  const double below_claim = results.empty() ? 0 : share_below(figure.exact.to_double());
  const double wanted = std::min(quarter, below_claim / 2);
  if (wanted * draws < static_cast<double>(fewest_hits)) return std::nullopt;
  const auto place = results.begin() + static_cast<std::ptrdiff_t>(wanted * draws);
  std::nth_element(results.begin(), place, results.end());
  const Exact there = exact_value_of_double(*place);
  Exact sum;
  for (int digits = fewest_digits; digits <= most_digits; ++digits) {
    sum = rounded_to_significant(there, digits);
    const double share = share_below(sum.to_double());
    if (sum < figure.exact && share > wanted - near && share < wanted + near && share > wanted / 2) break;
  }
  return sum;
}

}  // namespace

std::optional<std::size_t> first_figure(const Estimate& estimate) {
  for (const Kind kind : {Kind::gross, Kind::award, Kind::net, Kind::loss, Kind::wage, Kind::harm}) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < estimate.figures.size(); ++i) {
      const Figure& figure = estimate.figures[i];
      // Of wages the last one is what is still owed.
      if (figure.kind == kind && is_total(estimate, figure) && (!found || kind == Kind::wage)) found = i;
    }
    if (found) return found;
  }
  return estimate.figures.empty() ? std::nullopt : std::optional<std::size_t>(0);
}

Outcome<Challenge> challenge(const Estimate& estimate, const ChallengeSettings& settings) {
  Challenge result;
  result.estimate = &estimate;
  if (settings.figure.empty()) {
    result.figure = first_figure(estimate).value_or(0);
  } else {
    const auto found = std::find_if(estimate.figures.begin(), estimate.figures.end(),
                                    [&](const Figure& figure) { return figure.id == settings.figure; });
    if (found == estimate.figures.end()) {
      std::vector<std::string> known;
      for (const Figure& figure : estimate.figures) known.push_back(figure.id);
      return refuse({.code = "challenge-figure-unknown",
                     .place = {},
                     .details = {settings.figure, nearest_or_all(settings.figure, known)}});
    }
    result.figure = static_cast<std::size_t>(found - estimate.figures.begin());
  }
  const Figure& figure = result.of();
  const auto made = response_of(estimate, figure.step);
  if (!made) {
    return refuse(made.error());
  }
  std::optional<Sample> sample;
  if (!made->inputs.empty()) {
    const auto method = sampling_method_from_name(estimate.manifest.method);
    must(method.has_value(), "an estimate names its method");
    result.draws = std::min(estimate.manifest.draws, most_challenge_draws);
    auto drawn = made->sample(*method, estimate.manifest.seed, result.draws, settings.threads);
    if (!drawn) {
      return refuse(drawn.error());
    }
    result.refused = faults_of(drawn->results);
    if (result.refused.empty()) sample = std::move(*drawn);
  }
  result.sum_was_given = settings.below.has_value();
  if (settings.below) {
    result.sum = *settings.below;
  } else {
    const auto drawn = sample ? sum_of_draws(figure, sample->results) : std::nullopt;
    result.sum_is_half = !drawn;
    result.sum = drawn.value_or(rounded_to_significant(figure.exact / Exact(2), 2));
  }

  for (const InputId input : inputs_of(estimate.bound.program, figure.step)) {
    if (is_law(estimate, input)) result.of_law.push_back(input);
  }
  result.defence = defence_of(estimate, figure.step);
  result.switches = switches_of(estimate, figure, result.sum);
  result.strikes = strikes_of(estimate, figure);
  result.attacks = attacks_of(estimate, figure, result.strikes);
  if (!sample) {
    return result;
  }
  result.influences = influences_of(estimate, *made, *sample, settings);
  result.to_prove = order_of_proof(*result.influences, *made, *sample);
  result.scenario = scenario_of(*made, *sample, result.sum.to_double(), estimate.manifest.seed);
  result.dots = middles_of(sample->results, 50);
  result.deciles = borders_of(sample->results, 10);
  return result;
}

}  // namespace restituo
