// A LineSample is what a figure comes to on the lines of LinePoints, and says which share of all worlds lies below a
// value.
//
//   LineSample sample(std::move(values), places, 16);      // values[16 line + position]
//   sample.percentile(0.05, 0.95);                         // with bounds of 95%
//
// A curve through the fifteen draws of a line (cubic between neighbours, never passing beyond them, straight outside)
// says where the figure is below the value, and the normal distribution how probable that stretch is. Then the
// sixteenth draw: one more where it lies below the value though the curve does not, one less the other way round. It
// stands anywhere on the line with the right probability, so the expectation of the sum is exactly the share asked for,
// however bad the curve: a figure that jumps costs precision, which the bounds show, never correctness. Means and
// squares are put right in the same way.
//
// Bounds: the lines are 16 replicates, independent and alike; Student's t with 15 degrees of freedom times the standard
// error of their shares below the percentile, carried back to values of the figure (R. S. Woodruff, "Confidence
// intervals for medians and other position measures", 1952; recalled).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <restituo/uncertainty/line_points.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {

class LineSample {
 public:
  // values[on_a_line * line + position], all finite; free_places[line]: where the sixteenth draw of a line stands.
  LineSample(std::vector<double> values, std::vector<double> free_places, std::size_t replicates);

  struct Percentile {
    double value = 0;
    double low = 0;
    double high = 0;
  };
  // 0 < p < 1. From the first `few` lines of each replicate alone, where that is not 0.
  Percentile percentile(double p, double confidence, std::uint64_t few = 0) const;

  // May lie outside 0 to 1 by as much as its error.
  double share_at_or_above(double value) const;
  // `count`: all draws. The standard error, which the variance does not tell here, is that of `replicate_means`.
  Moments moments() const;
  std::vector<double> replicate_means() const;

  // Mean distance of the sixteenth draws from the curve: how well it follows the figure.
  double misfit() const;

 private:
  enum class Side { at_or_below, below };
  // The share in each replicate.
  std::vector<double> shares(double value, Side side, std::uint64_t few) const;
  // The value at which the mean share reaches p, looked for between two values first; and the mean density there.
  struct Solution {
    double value;
    double density;
  };
  Solution solved(double p, double low, double high, std::uint64_t few) const;
  // Of each replicate, means of (figure - centre) to the power.
  std::vector<double> mean_powers(int power) const;

  std::vector<double> values_;
  std::vector<double> free_places_;
  std::vector<double> fitted_;  // the curve where the sixteenth draws stand
  std::vector<std::array<double, 2>> end_slopes_;
  std::vector<double> sorted_free_;  // the sixteenth draws
  std::size_t replicates_;
  std::uint64_t in_replicate_;
  double least_ = 0;
  double largest_ = 0;
};

}  // namespace restituo
