// LinePoints are Sobol' points that look along one direction: sixteen draws on each of many parallel lines.
//
//   auto points = LinePoints::make(seed, names, direction, 4096, place);     // direction: one number for each input
//   points->fill(first, count, lines);                                       // `count` lines, as LinePoints::Lines
//   points->uniforms(lines, position, columns);                              // their draws at a position, 0 to 15
//
// A percentile asks of each draw only whether a figure lies below a value: a jump, on which even points help little.
// So the figure is followed along the direction in which it grows fastest (in normal scores). Fifteen draws stand at
// the same places on every line and say where the figure passes any value; the share of the line below it is then an
// integral that points over the other directions find very exactly. The sixteenth stands at a place of its own, even
// over the whole line: how the curve through the fifteen misses there is what LineSample puts right, so that nothing
// hangs on the curve being a good one.
//
// Lines come in 16 replicates, scrambled independently, as the points of Sampling do: replicate r holds the lines from
// r n / 16 on.
//
// What it refuses: what SobolPoints refuses.
//
// Sources: P. S. Koutsourelakis, H. J. Pradlwarter, G. I. Schuëller, "Reliability of structures in high dimensions"
// (2004), line sampling; A. Griewank, F. Y. Kuo, H. Leövey, I. H. Sloan (2018), integrating one variable first; the
// reflection that turns the first axis into the direction: C. Irrgeher, G. Leobacher, "Fast orthogonal transforms for
// multivariate quasi-Monte Carlo integration" (2016). All recalled; tested.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/uncertainty/sampling.hpp>

namespace restituo {

class LinePoints {
 public:
  // Places on every line, in normal scores: closest where p05, p50 and p95 of a figure that follows the line lie.
  static constexpr std::array<double, 15> nodes{-2.4, -2.0, -1.7, -1.4, -1.0, -0.6, -0.3, 0.0,
                                                0.3,  0.6,  1.0,  1.4,  1.7,  2.0,  2.4};
  static constexpr std::size_t free_position = nodes.size();
  static constexpr std::size_t on_a_line = nodes.size() + 1;
  static constexpr std::size_t most_lines_at_a_time = 512;

  // One dimension for each name. `direction` need not have length 1, but some length.
  static Outcome<LinePoints> make(std::uint64_t seed, const std::vector<std::string>& names,
                                  std::span<const double> direction, std::uint64_t lines, const Place& place = {});

  std::uint64_t lines() const { return sampling_.draws(); }
  std::size_t dimensions() const { return direction_.size(); }

  // Some lines: where they pass nearest to the middle of all, and where on each the free draw stands (normal scores).
  struct Lines {
    std::size_t count = 0;
    std::vector<double> middle;  // by dimension, most_lines_at_a_time each
    std::vector<double> free_place;
  };

  // first + count <= lines(), count <= most_lines_at_a_time.
  void fill(std::uint64_t first, std::size_t count, Lines& lines) const;
  // columns[d][i]: uniform draw of dimension d on line i, strictly between 0 and 1.
  void uniforms(const Lines& lines, std::size_t position, std::span<double* const> columns) const;

 private:
  LinePoints(Sampling sampling, std::vector<double> direction)
      : sampling_(std::move(sampling)), direction_(std::move(direction)) {}

  Sampling sampling_;              // of the other directions, then of the free place
  std::vector<double> direction_;  // of length 1
  // The dimension that weighs most, whose axis is reflected into the direction; others follow by weight.
  std::vector<std::size_t> order_;
  std::vector<double> mirror_;  // what the reflection subtracts a multiple of; empty where there is none
  double mirror_factor_ = 0;    // 2 over its squared length
};

}  // namespace restituo
