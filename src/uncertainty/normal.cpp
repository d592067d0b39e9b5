#include "normal.hpp"

#include <array>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/elementary.hpp>

#include "special.hpp"

namespace restituo {
namespace {

// Keeps y = z + shift above 0 and its logarithm smooth at the median.
constexpr double shift = 2;

RESTITUO_CLONES void cdf_block(const Cell* table, const double* x, double* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const double tail = tail_of_score(table, x[i]);
    out[i] = x[i] > 0 ? 1 - tail : tail;
  }
}

}  // namespace

const Cell* score_table() {
  static const std::vector<Cell> table = [] {
    std::vector<Cell> cells;
    for (std::size_t k = 0; k < score_cells; ++k) {
      std::array<double, cell_points> values;
      for (std::size_t j = 0; j < cell_points; ++j) {
        const double z = (static_cast<double>(k) + 0.5 * cell_nodes[j]) / score_cells_in_one;
        values[j] = z < 0 ? 1 - upper_normal_tail(-z) : upper_normal_tail(z);
      }
      cells.push_back(Cell::through(values));
    }
    return cells;
  }();
  return table.data();
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
  constexpr std::size_t block = 512;
  std::array<double, block> kept;  // `out` may be `x`
  for (std::size_t i = 0; i < x.size(); i += block) {
    const std::size_t size = std::min(block, x.size() - i);
    std::copy_n(x.begin() + static_cast<std::ptrdiff_t>(i), size, kept.begin());
    cdf_block(score_table(), kept.data(), out.data() + i, size);
    for (std::size_t j = 0; j < size; ++j) {
      if (!(kernel::absolute(kept[j]) < farthest_score)) [[unlikely]] {
        out[i + j] = kept[j] != kept[j] ? kept[j] : kept[j] > 0 ? 1 - upper_normal_tail(kept[j]) : upper_normal_tail(-kept[j]);
      }
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
