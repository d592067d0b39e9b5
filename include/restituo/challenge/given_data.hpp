// What a sample that is there already says of its inputs: no further run of the figure is needed, and it does not
// matter how the inputs go together.
//
//   const SortedInput months(sample.values[0], sample.results);
//   months.conditional_means();    // mean of the figure in the low and the high fifth of the months
//   months.pawn(10);               // how far knowing the months moves the figure's whole distribution
//   months.narrowing(64);          // how wide the middle nine tenths stay once the months are known
//
// Each can be asked of a dummy input too; what it says there is chance, and nothing below that is a finding.
//
// Rank regression says by how many standard deviations (of ranks) the figure moves with each input. It holds where the
// figure goes up or down with every input all the way; its R² says how nearly that is so, and below
// `least_rank_fit` it is refused.
//
// Sources: F. Pianosi, T. Wagener, "A simple and efficient method for global sensitivity analysis based on cumulative
// distribution functions" (2015) and "Distribution-based sensitivity analysis from a generic input-output sample"
// (2018); R. L. Iman, W. J. Conover, "The use of the rank transform in regression" (1979); M. Strong, J. E. Oakley,
// "An efficient method for computing single-parameter partial expected value of perfect information" (2013).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <restituo/challenge/response.hpp>

namespace restituo {

struct ConditionalMeans {
  double low = 0;   // mean of the figure over the fifth of the draws with the smallest values of the input
  double high = 0;  // over the fifth with the largest
};

// Kolmogorov-Smirnov distances between the figure's distribution within slices of an input and over all draws.
struct PawnIndex {
  double median = 0;
  double largest = 0;
};

// How wide the middle nine tenths of the figure are: over all draws, and on average once the input is known.
struct Narrowing {
  double width = 0;
  double known = 0;
  double variance_left = 0;  // of the figure's variance, the share that is left on average

  // 1 where the middle nine tenths are one amount: then nothing can narrow them.
  double share_left() const { return width > 0 ? known / width : 1; }
};

// One input's draws in order of size, beside the figure's results; ties stand in order of draw.
class SortedInput {
 public:
  // As many results as values, at least 100.
  SortedInput(std::span<const double> values, std::span<const double> results);

  ConditionalMeans conditional_means() const;
  PawnIndex pawn(std::size_t slices) const;
  Narrowing narrowing(std::size_t slices) const;

 private:
  std::span<const double> results_;
  std::vector<std::uint32_t> order_;
};

// The narrowing once both inputs are known: `slices` parts of the first, and as many of the second in each.
Narrowing narrowing_of_two(std::span<const double> first, std::span<const double> second,
                           std::span<const double> results, std::size_t slices);

// Ranks from 1; equal values share the mean of theirs.
std::vector<double> ranks_of(std::span<const double> values);

inline constexpr double least_rank_fit = 0.7;

struct RankRegression {
  std::vector<double> coefficients;  // standardised, by input
  double fit = 0;                    // R²: the share of the variance of ranks that the line explains
};

// Refuses a fit below `least_rank_fit`, inputs of which one follows from others, and inputs or results that do not
// vary.
Outcome<RankRegression> rank_regression(const Sample& sample, const Place& place = {});

}  // namespace restituo
