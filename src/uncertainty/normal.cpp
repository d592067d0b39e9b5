#include "normal.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/elementary.hpp>

#include "elementary_kernels.hpp"
#include "places.hpp"
#include "score_cell.hpp"
#include "special.hpp"

namespace restituo {
namespace {

// Keeps y = z + shift above 0 and its logarithm smooth at the median.
constexpr double shift = 2;

constexpr double cells_in_one = 32;
constexpr std::size_t score_cells = 265;
static_assert(farthest_score * cells_in_one < score_cells);

// The tail above |z|, in cells 1/32 wide around k / 32. Made once, when first asked for; never changed.
const ScoreCell* score_table() {
  static const std::vector<ScoreCell> table = [] {
    std::vector<ScoreCell> cells;
    for (std::size_t k = 0; k < score_cells; ++k) {
      std::array<double, score_points> values;
      for (std::size_t j = 0; j < score_points; ++j) {
        const double z = (static_cast<double>(k) + 0.5 * score_nodes[j]) / cells_in_one;
        values[j] = z < 0 ? 1 - upper_normal_tail(-z) : upper_normal_tail(z);
      }
      cells.push_back(ScoreCell::through(values));
    }
    return cells;
  }();
  return table.data();
}

RESTITUO_CLONES void places_of(const double* z, Places& places, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double scaled = kernel::at_most(kernel::absolute(z[i]), farthest_score) * cells_in_one;
    const double shifted = scaled + 0x1p52;
    places.t[i] = (scaled - (shifted - 0x1p52)) * 2;
    places.offset[i] = (kernel::bits_of(shifted) & 0xfff) * sizeof(ScoreCell);
  }
}

// As values_at in quantile_table.cpp, with cells of eight coefficients.
RESTITUO_CLONES void values_at(const ScoreCell* cells, const Places& places, double* out, std::size_t count) {
  const auto* const table = reinterpret_cast<const unsigned char*>(cells);
  for (std::size_t i = 0; i < count; i += 4) {
    FourDoubles t, value{};
    std::memcpy(&t, &places.t[i], sizeof t);
    for (std::size_t half : {std::size_t{32}, std::size_t{0}}) {
      FourDoubles a, b, c, d;
      std::memcpy(&a, table + places.offset[i] + half, sizeof a);
      std::memcpy(&b, table + places.offset[i + 1] + half, sizeof b);
      std::memcpy(&c, table + places.offset[i + 2] + half, sizeof c);
      std::memcpy(&d, table + places.offset[i + 3] + half, sizeof d);
      const FourDoubles ab_02 = __builtin_shufflevector(a, b, 0, 4, 2, 6);
      const FourDoubles ab_13 = __builtin_shufflevector(a, b, 1, 5, 3, 7);
      const FourDoubles cd_02 = __builtin_shufflevector(c, d, 0, 4, 2, 6);
      const FourDoubles cd_13 = __builtin_shufflevector(c, d, 1, 5, 3, 7);
      value = value * t + __builtin_shufflevector(ab_13, cd_13, 2, 3, 6, 7);
      value = value * t + __builtin_shufflevector(ab_02, cd_02, 2, 3, 6, 7);
      value = value * t + __builtin_shufflevector(ab_13, cd_13, 0, 1, 4, 5);
      value = value * t + __builtin_shufflevector(ab_02, cd_02, 0, 1, 4, 5);
    }
    std::memcpy(out + i, &value, sizeof value);
  }
}

}  // namespace

void tails_of_scores(const double* z, double* tails, std::size_t count) {
  const ScoreCell* const cells = score_table();
  Places places;
  alignas(64) BlockOfDoubles values;
  for (std::size_t i = 0; i < count; i += block) {
    const std::size_t size = std::min(block, count - i);
    places_of(z + i, places, size);
    values_at(cells, places, values.data(), places.filled_up(size));
    std::copy_n(values.begin(), size, tails + i);
  }
}

double tail_of_score(double z) {
  double tail;
  tails_of_scores(&z, &tail, 1);
  return tail;
}

const std::vector<double>& normal_nodes() {
  static const std::vector<double> nodes = [] {
    Tail tail;
    tail.log_start = kernel::log(shift);
    tail.at = [](double log_y) {
      const double y = kernel::exp(log_y);
      const double z = y - shift;
      const double probability = z < 0 ? 1 - upper_normal_tail(-z) : upper_normal_tail(z);
      return TailAt{kernel::log(probability), -y * normal_density(z) / probability};
    };
    std::vector<double> z = solved_nodes(tail);
    for (double& node : z) {
      node = kernel::exp(node) - shift;
    }
    z.back() = 0;
    return z;
  }();
  return nodes;
}

const QuantileTable& normal_quantile_table() {
  static const QuantileTable table = [] {
    std::vector<double> lower = normal_nodes();
    for (double& z : lower) {
      z = -z;
    }
    return QuantileTable::of_values(lower, normal_nodes(), -kernel::infinity, kernel::infinity);
  }();
  return table;
}

double normal_cdf(double x) {
  double out;
  normal_cdf({&x, 1}, {&out, 1});
  return out;
}

void normal_cdf(std::span<const double> x, std::span<double> out) {
  must(x.size() == out.size(), "a block of results is as long as its block of inputs");
  BlockOfDoubles tails;
  for (std::size_t i = 0; i < x.size(); i += block) {
    const std::size_t size = std::min(block, x.size() - i);
    tails_of_scores(x.data() + i, tails.data(), size);
    for (std::size_t j = 0; j < size; ++j) {
      const double z = x[i + j];
      const double beyond = kernel::absolute(z);
      if (!(beyond < farthest_score)) [[unlikely]] {
        tails[j] = beyond == beyond ? upper_normal_tail(beyond) : z;
      }
      out[i + j] = z > 0 ? 1 - tails[j] : tails[j];
    }
  }
}

double normal_quantile(double u) {
  if (!(u > 0 && u < 1)) {
    return u == 0 ? -kernel::infinity : u == 1 ? kernel::infinity : kernel::not_a_number;
  }
  double out;
  normal_quantile_table().quantiles(&u, &out, 1);
  return out;
}

void normal_quantile(std::span<const double> u, std::span<double> out) {
  must(u.size() == out.size(), "a block of results is as long as its block of inputs");
  normal_quantile_table().quantiles(u.data(), out.data(), out.size());
}

}  // namespace restituo
