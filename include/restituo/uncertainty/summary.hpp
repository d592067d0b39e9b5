// What many draws say: their mean with its error, their quantiles, and how far the simulation itself may be off.
//
// Mean and variance are added up pairwise inside chunks of 4,096 draws and the chunks in index order, so that they are
// the same bits whoever computed the draws. A quantile is Hyndman and Fan's definition 7 (NumPy's and R's default):
// linear between the order statistics at h = (n - 1) p. Its confidence bounds are order statistics too, exact for any
// distribution: P(X_(k) <= q_p) is the binomial probability of at least k successes in n, and the coverage really
// obtained is handed back (W. J. Conover, Practical Nonparametric Statistics, section 3.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace restituo {

struct Moments {
  std::size_t count = 0;
  double mean = 0;
  double variance = 0;  // with n - 1 below the line; 0 for a single draw

  double standard_deviation() const;
  double standard_error() const;  // of the mean
};

// At least one draw (our bug otherwise).
Moments moments_of(std::span<const double> draws);

// Moments of draws that are never all held: each block is summed up about its own mean, and blocks are put together in
// the order in which they are added. T. F. Chan, G. H. Golub, R. J. LeVeque (1979).
class RunningMoments {
 public:
  // Any number of draws, all finite (the result is not finite otherwise).
  void add(std::span<const double> draws);
  void add(const RunningMoments& next);

  std::uint64_t count() const { return count_; }
  // At least one draw (our bug otherwise).
  Moments moments() const;

 private:
  std::uint64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  // sum of squared distances from the mean
};

// Draws at or above a value.
std::uint64_t count_at_or_above(std::span<const double> draws, double value);

// `sorted` ascending and not empty, 0 <= p <= 1.
double quantile_of_sorted(std::span<const double> sorted, double p);

// Ranks from 1 to n of the order statistics between which the quantile lies; 0 where no draw is far enough out.
struct OrderBounds {
  std::size_t lower_rank = 0;
  std::size_t upper_rank = 0;
  double coverage = 0;  // the probability really obtained; at least what was asked for where both ranks are there
};

// The narrowest ranks with at most (1 - confidence) / 2 on either side. 0 < p < 1, 0 < confidence < 1.
OrderBounds quantile_confidence(std::size_t count, double p, double confidence);

// The least number of draws of which all but `left_out` extreme ones hold at least the share `share` of all plausible
// values, with this confidence: 59 for 95 of 100 below the largest draw (share 0.95, confidence 0.95, left_out 1), 93
// between the smallest and the largest (left_out 2). S. S. Wilks, "Determination of sample sizes for setting tolerance
// limits" (1941).
std::size_t tolerance_sample_size(double share, double confidence, std::size_t left_out);

}  // namespace restituo
