#include <restituo/challenge/challenge.hpp>

#include <algorithm>
#include <array>

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

// Round, and near the lower middle of the range: far enough down to be a loss, near enough to be reached.
Exact sum_by_itself(const Figure& figure) {
  constexpr int digits = 2;
  if (figure.spread) return rounded_to_significant(exact_value_of_double(figure.spread->p25), digits);
  return rounded_to_significant(figure.exact / Exact(2), digits);
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
  result.sum_was_given = settings.below.has_value();
  result.sum = settings.below.value_or(sum_by_itself(figure));

  result.defence = defence_of(estimate, figure.step);
  result.switches = switches_of(estimate, figure.step, result.sum);
  result.strikes = strikes_of(estimate, figure);
  result.attacks = attacks_of(estimate, figure, result.strikes);

  const auto made = response_of(estimate, figure.step);
  if (!made) {
    return refuse(made.error());
  }
  if (made->inputs.empty()) {
    return result;
  }
  const auto method = sampling_method_from_name(estimate.manifest.method);
  must(method.has_value(), "an estimate names its method");
  result.draws = std::min(estimate.manifest.draws, most_challenge_draws);
  const auto sample = made->sample(*method, estimate.manifest.seed, result.draws, settings.threads);
  if (!sample) {
    return refuse(sample.error());
  }
  if (Faults faults = faults_of(sample->results); !faults.empty()) {
    result.refused = std::move(faults);
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
