// How much of the spread of a figure each input explains: alone (first-order share), and with all it is involved in
// (total share).
//
//   auto shares = sobol_shares(response, {.seed = 1, .base_points = 1 << 14}, place);
//   shares->first[0].value;       // share of the variance that input 0 explains on its own
//   shares->total[0].low;         // at least this share involves it, in 95 of 100 repetitions
//
// The design (two sets of points A and B, and for each input i the set A with column i from B) is made, run and read
// inside one call and never handed out: results in the wrong order, which give confident nonsense in other tools,
// cannot occur. A and B are 2d different coordinates of one scrambled Sobol' set; shifted copies of the same
// coordinates give wrong answers (Dakota, discussion 207).
//
// The first-order share is Janon's estimator, the total share Jansen's; bounds come from resampling the rows. `noise`
// is what the first-order estimator finds in an input that does nothing.
//
// What it refuses: inputs that are drawn together (the shares of dependent inputs overlap and mean nothing; use
// shapley_effects), a number of points that is not a power of two, a figure that nothing moves.
//
// Sources: A. Saltelli et al., "Variance based sensitivity analysis of model output" (2010); A. Janon et al.,
// "Asymptotic normality and efficiency of two Sobol' index estimators" (2014); M. J. W. Jansen, "Analysis of variance
// designs for model output" (1999).
#pragma once

#include <cstdint>
#include <vector>

#include <restituo/challenge/response.hpp>

namespace restituo {

// An estimate and the bounds within which the true value lies in about 95 of 100 repetitions.
struct SobolShare {
  double value = 0;
  double low = 0;
  double high = 0;

  // The bounds do not hold zero.
  bool is_told_from_zero() const { return low > 0 || high < 0; }
};

struct SobolShares {
  std::uint64_t base_points = 0;
  std::uint64_t runs = 0;  // how often the figure was worked out
  double mean = 0;
  double variance = 0;
  std::vector<SobolShare> first;  // by input
  std::vector<SobolShare> total;
  SobolShare noise;
};

struct SobolShareSettings {
  std::uint64_t seed = 1;
  std::uint64_t base_points = std::uint64_t{1} << 14;
  std::size_t resamples = 200;
  unsigned threads = 1;
};

Outcome<SobolShares> sobol_shares(const Response& response, const SobolShareSettings& settings,
                                  const Place& place = {});

}  // namespace restituo
