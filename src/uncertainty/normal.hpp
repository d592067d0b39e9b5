// The standard normal distribution function by table, as fast loops need it.
#pragma once

#include <cstddef>
#include <vector>

#include "cell.hpp"
#include "elementary_kernels.hpp"
#include "quantile_table.hpp"

namespace restituo {

// Above it the tail is below 2^-53, less than any stream gives.
inline constexpr double farthest_score = 8.25;
inline constexpr double score_cells_in_one = 32;
inline constexpr std::size_t score_cells = 265;

// The tail above |z|, in cells 1/32 wide around k / 32. Made once, when first asked for; never changed.
const Cell* score_table();

// Q(|z|), with |z| beyond 8.25 counted as 8.25. `table` is score_table().
RESTITUO_INLINE double tail_of_score(const Cell* table, double z) {
  const double scaled = kernel::at_most(kernel::absolute(z), farthest_score) * score_cells_in_one;
  const double shifted = scaled + 0x1p52;
  const double t = (scaled - (shifted - 0x1p52)) * 2;
  return value_in_cell(table[kernel::bits_of(shifted) & 0xfff].c.data(), t);
}

// Quantiles of the standard normal distribution, the same way.
const QuantileTable& normal_quantile_table();
// z at each node of the upper tail (positive).
const std::vector<double>& normal_nodes();

}  // namespace restituo
