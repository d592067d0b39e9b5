// Cases with what was worked out of them, for tests of whole challenges.
#pragma once

#include <fstream>
#include <list>
#include <numeric>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include <casefile/shipped_library.hpp>
#include <restituo/challenge/challenge.hpp>

namespace restituo::test {

inline std::string text_of_example(const std::string& path) {
  std::ifstream file(std::string(RESTITUO_SOURCE_DIR) + "/" + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A case with what was worked out of it; a challenge points at its estimate, and that at its case.
struct Run {
  Case source_case;
  std::optional<Estimate> estimate;
};

inline EstimateSettings drawn(SamplingMethod method = SamplingMethod::monte_carlo, std::uint64_t draws = 20'000) {
  EstimateSettings settings;
  settings.draws = draws;
  settings.seed = 20261123;
  settings.method = method;
  return settings;
}

inline const Estimate& estimated(const std::string& text, const EstimateSettings& settings = drawn()) {
  static std::list<Run> kept;
  auto read = read_case({"case.toml", text}, shipped_library());
  EXPECT_TRUE(read) << (read ? "" : text_of(read.error().front(), Language::en));
  kept.push_back({std::move(read.value()), std::nullopt});
  auto result = estimate(kept.back().source_case, shipped_library(), settings);
  EXPECT_TRUE(result) << (result ? "" : text_of(result.error().front(), Language::en));
  kept.back().estimate = std::move(*result);
  return *kept.back().estimate;
}

inline ChallengeSettings few() {
  ChallengeSettings settings;
  settings.base_points = 1 << 12;
  settings.below = Exact(500'000);
  return settings;
}

inline std::string id(const Challenge& challenge, InputId input) {
  return challenge.estimate->bound.program.inputs[input].id;
}

inline const Strike& strike_of(const Challenge& challenge, const std::string& source) {
  for (const Strike& strike : challenge.strikes.single) {
    if (strike.sources.front() == source) return strike;
  }
  ADD_FAILURE() << "no strike of " << source;
  return challenge.strikes.single.front();
}

}  // namespace restituo::test
