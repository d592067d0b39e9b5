// A QuantileTable turns uniform draws into values of any continuous distribution: one table look-up and one polynomial.
//
// Let p = min(u, 1 - u), the probability of the nearer tail. Each octave 2^-k <= p < 2^(1-k) of either tail, down to
// 2^-53, is cut into 32 cells of equal width; a cell holds the value as a polynomial of degree 4 in p. Near an end a
// quantile function goes like a power of p, and a power of p is the same curve in every octave: so the relative error
// is the same from the median to the last draw a stream can give. Five octaves of each tail (10 kB) serve 97 draws in
// 100 and stay in the nearest cache. Where the power is high (a gamma shape below 0.2, say), the cells hold the
// logarithm of the distance from the end instead of the value.
//
// How the table is made: the logarithm of the distance y from the end is nearly a straight line in s = log p. It is
// solved for at Chebyshev points of a few wide panels by Newton's method, panels are halved until their series has
// converged to rounding, and the cells are cut from the series.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "elementary_kernels.hpp"

namespace restituo {

inline constexpr double least_probability = 0x1p-53;
inline constexpr std::size_t octaves = 52;  // 2^-53 <= p < 1/2
inline constexpr std::size_t cells_in_octave = 32;
inline constexpr std::size_t cells_in_tail = octaves * cells_in_octave;  // and one more, for p = 1/2 itself
inline constexpr std::size_t steps_in_cell = 4;                          // from one of its five nodes to the next
inline constexpr std::size_t nodes_in_tail = cells_in_tail * steps_in_cell + 1;

// value = c0 + c1 t + c2 t^2 + c3 t^3 + c4 t^4 for t from -1 to 1, in half a cache line: c3 and c4 are small, and the
// upper halves of their bits (20 of the mantissa) share one word. c1 and c2 make good at both ends what rounding those
// two costs, so that neighbouring cells meet.
struct alignas(32) QuantileCell {
  double c0 = 0;
  double c1 = 0;
  double c2 = 0;
  std::uint64_t c3_and_c4 = 0;

  // Through the values at the Chebyshev-Lobatto points -1, -sqrt(1/2), 0, sqrt(1/2), 1.
  static QuantileCell through(const double* values);
  double at(double t) const;
};

// The probability beyond a point of a tail, and how fast it changes with the logarithm of y.
struct TailAt {
  double log_probability;
  double elasticity;  // d log probability / d log y
};

// One tail of a distribution: its value is origin + direction * y, where y > 0 has the probability p beyond it.
struct Tail {
  double origin = 0;
  double direction = 1;
  double log_start = 0;                 // a log y near the median
  double log_limit = kernel::infinity;  // log y stays below
  std::function<TailAt(double log_y)> at;
};

struct Places;
// The polynomials of cells at places, kept from low to high. `count` is a multiple of four.
void values_at(const QuantileCell* cells, const Places& places, double low, double high, double* out,
               std::size_t count);

// Node n of a tail, from p = 2^-53 (n = 0) to p = 1/2: its p, and log p.
double node_probability(std::size_t node);
const std::vector<double>& node_log_probabilities();

// Which cell a draw falls in, counted through the lower tail and then the upper one, and where in it (-1 to 1), as
// quantiles() finds it.
struct PlaceOfDraw {
  std::size_t cell;
  double t;
};
PlaceOfDraw place_of_draw(double u);
// Where the nodes of a cell stand, from -1 to 1.
extern const std::array<double, steps_in_cell + 1> cell_nodes;

// log y where the probability beyond is exp(log_probability), at most 1/2.
double solved(const Tail& tail, double log_probability);
// The same at every node.
std::vector<double> solved_nodes(const Tail& tail);

// The lower tail of the beta distribution on [0, 1], y from 0; beta_tail(b, a) is the upper tail, y from 1 downwards.
Tail beta_tail(double alpha, double beta);
// Tails of the gamma distribution with scale 1; y is the value in both.
Tail lower_gamma_tail(double shape);
Tail upper_gamma_tail(double shape);

class QuantileTable {
 public:
  // The values at the nodes of the lower tail, and of the upper one; both end in the median.
  static QuantileTable of_values(const std::vector<double>& lower, const std::vector<double>& upper, double low,
                                 double high);
  // Value = origin + direction * exp(log y), for each tail.
  static QuantileTable of_logarithms(const std::vector<double>& log_lower, const std::vector<double>& log_upper,
                                     std::array<double, 2> origins, std::array<double, 2> directions, double low,
                                     double high);
  // Solves both tails. `steep`: keep logarithms.
  static QuantileTable of_tails(const Tail& lower, const Tail& upper, double low, double high, bool steep);

  // Every u in (0, 1); beyond [2^-53, 1 - 2^-53] it counts as the nearer of the two.
  void quantiles(const double* u, double* out, std::size_t count) const;
  // The values whose cdf is that of a standard normal number at z.
  void quantiles_of_scores(const double* z, double* out, std::size_t count) const;

  // Mean of (value - about)^power over all draws, by Gauss-Legendre quadrature of the cells.
  double moment(double about, int power) const;

 private:
  void values(Places& places, const double* draws, double middle, double* out, std::size_t count) const;

  std::vector<QuantileCell> cells_;  // the lower tail from its far end, then the upper one
  double low_ = 0;
  double high_ = 0;
  bool steep_ = false;
  std::array<double, 2> origins_{};
  std::array<double, 2> directions_{1, 1};
};

}  // namespace restituo
