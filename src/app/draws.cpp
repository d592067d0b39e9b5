#include "draws.hpp"

#include <algorithm>
#include <thread>

#include <fmt/core.h>
#include <restituo/casefile/case.hpp>
#include <restituo/quantity/decimal.hpp>

#include "inputs.hpp"
#include "terminal.hpp"

namespace restituo {
namespace {

constexpr std::uint64_t usual_points = 131'072;  // Sobol' points come in powers of two
constexpr std::uint64_t most_until = std::uint64_t{1} << 26;
constexpr std::uint64_t usual_outer = 400;
constexpr std::uint64_t usual_inner = 1'000;

}  // namespace

EstimateSettings settings_of(const DrawWishes& wishes, const Case& source_case) {
  const SpreadWishes& spread = source_case.spread;
  EstimateSettings settings;
  settings.method = wishes.method.empty() ? spread.method.value_or(SamplingMethod::monte_carlo)
                                          : sampling_method_from_name(wishes.method).value();
  settings.until = wishes.until ? wishes.until : wishes.draws ? std::optional<double>() : spread.until;
  const std::uint64_t usual = settings.until                             ? most_until
                              : settings.method == SamplingMethod::sobol ? usual_points
                                                                         : usual_draws;
  // Draws that the case gives for another method or without a precision are no wish for this one.
  const bool as_the_case = wishes.method.empty() && !wishes.until;
  settings.draws = wishes.draws.value_or(as_the_case ? spread.draws.value_or(usual) : usual);
  settings.seed = wishes.seed.value_or(spread.seed.value_or(usual_seed));
  settings.threads = wishes.threads != 0 ? wishes.threads : std::max(1U, std::thread::hardware_concurrency());
  settings.outer_draws = wishes.outer_draws.value_or(spread.outer_draws.value_or(usual_outer));
  settings.inner_draws = wishes.inner_draws.value_or(spread.inner_draws.value_or(usual_inner));
  return settings;
}

std::string text_of(const DrawWishes& wishes, const EstimateSettings& settings) {
  std::string text = fmt::format(" --draws {} --seed {}", settings.draws, settings.seed);
  if (settings.method != SamplingMethod::monte_carlo) {
    text += fmt::format(" --method {}", name_of(settings.method));
  }
  if (settings.until) {
    text += " --until " + double_text(*settings.until);
  }
  if (wishes.outer_draws || wishes.inner_draws) {
    text += fmt::format(" --outer {} --inner {}", settings.outer_draws, settings.inner_draws);
  }
  return text;
}

std::optional<Estimate> usable_estimate(const Case& source_case, const Library& library, EstimateSettings settings,
                                        bool quiet, Language language) {
  auto result = [&] {
    Progress progress(language, quiet);
    settings.progress = [&](std::uint64_t done, std::uint64_t wanted) { progress.show(done, wanted); };
    return estimate(source_case, library, settings);
  }();
  print_faults(result ? result->warnings : result.error(), language);
  return result ? std::optional(std::move(*result)) : std::nullopt;
}

int code_of(const Estimate& result) { return result.converged ? code_for(result.warnings) : exit_not_converged; }

}  // namespace restituo
