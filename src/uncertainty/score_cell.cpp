#include "score_cell.hpp"

namespace restituo {
namespace {

// cos(pi m / 7) for every m >= 0, from the nodes.
double cosine(std::size_t m) {
  const std::size_t within = m % 14;
  return score_nodes[7 - (within <= 7 ? within : 14 - within)];
}

}  // namespace

ScoreCell ScoreCell::through(const std::array<double, score_points>& values) {
  // Coefficients of Chebyshev polynomials by the discrete cosine transform. The middle is taken out first: the
  // polynomial describes only how the function varies within the cell, so that no digit of it is lost.
  const double middle = 0.5 * (values[0] + values[7]);
  std::array<double, score_points> a{};
  for (std::size_t k = 0; k < score_points; ++k) {
    double sum = 0;
    for (std::size_t j = 0; j < score_points; ++j) {
      const double end = j == 0 || j == 7 ? 0.5 : 1.0;
      sum += end * (values[7 - j] - middle) * cosine(j * k);
    }
    a[k] = sum * (k == 0 || k == 7 ? 1.0 / 7 : 2.0 / 7);
  }
  // T_k(t) written out in powers of t.
  ScoreCell cell;
  cell.c[0] = middle + (((a[0] - a[2]) + a[4]) - a[6]);
  cell.c[1] = ((a[1] - 3 * a[3]) + 5 * a[5]) - 7 * a[7];
  cell.c[2] = (2 * a[2] - 8 * a[4]) + 18 * a[6];
  cell.c[3] = (4 * a[3] - 20 * a[5]) + 56 * a[7];
  cell.c[4] = 8 * a[4] - 48 * a[6];
  cell.c[5] = 16 * a[5] - 112 * a[7];
  cell.c[6] = 32 * a[6];
  cell.c[7] = 64 * a[7];
  return cell;
}

}  // namespace restituo
