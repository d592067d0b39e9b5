// The standard normal distribution function by table, as fast loops need it.
#pragma once

#include <cstddef>
#include <vector>

#include "quantile_table.hpp"

namespace restituo {

// Above it the tail is below 2^-53, less than any stream gives.
inline constexpr double farthest_score = 8.25;

// Q(|z|), the probability beyond it; |z| beyond 8.25 counts as 8.25.
double tail_of_score(double z);
// The same, for a block; `tails` is not `z`.
void tails_of_scores(const double* z, double* tails, std::size_t count);

// Quantiles of the standard normal distribution, the same way.
const QuantileTable& normal_quantile_table();
// z at each node of the upper tail (positive).
const std::vector<double>& normal_nodes();

}  // namespace restituo
