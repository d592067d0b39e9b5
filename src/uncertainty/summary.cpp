#include <restituo/uncertainty/summary.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <restituo/base/must.hpp>
#include "clones.hpp"
#include "special.hpp"

namespace restituo {
namespace {

constexpr std::size_t chunk = 4096;

template <class Term>
double pairwise(std::size_t begin, std::size_t end, const Term& term) {
  if (end - begin <= 8) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
      sum += term(i);
    }
    return sum;
  }
  const std::size_t middle = begin + (end - begin) / 2;
  const double left = pairwise(begin, middle, term);
  return left + pairwise(middle, end, term);
}

template <class Term>
double sum_in_chunks(std::size_t count, const Term& term) {
  double total = 0;
  for (std::size_t begin = 0; begin < count; begin += chunk) {
    total += pairwise(begin, std::min(count, begin + chunk), term);
  }
  return total;
}

constexpr std::size_t side_by_side = 32;  // sums that run next to each other, added up in pairs

double added_up(const double* sums) {
  double pairs[side_by_side];
  std::copy_n(sums, side_by_side, pairs);
  for (std::size_t half = side_by_side / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) {
      pairs[i] += pairs[i + half];
    }
  }
  return pairs[0];
}

RESTITUO_CLONES void add_to_sums(const double* draws, std::size_t rows, double* sums) {
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < side_by_side; ++i) {
      sums[i] += draws[row * side_by_side + i];
    }
  }
}

RESTITUO_CLONES void add_to_squares(const double* draws, std::size_t rows, double mean, double* sums) {
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < side_by_side; ++i) {
      const double off = draws[row * side_by_side + i] - mean;
      sums[i] += off * off;
    }
  }
}

RESTITUO_CLONES std::uint64_t at_or_above(const double* draws, std::size_t count, double value) {
  std::uint64_t reached = 0;
  for (std::size_t i = 0; i < count; ++i) {
    reached += draws[i] >= value ? 1 : 0;
  }
  return reached;
}

// The probability that at least `rank` of `count` draws fall at or below the p-quantile.
double reached(std::size_t rank, std::size_t count, double p) {
  if (rank == 0) {
    return 1;
  }
  if (rank > count) {
    return 0;
  }
  return BetaFunction(static_cast<double>(rank), static_cast<double>(count - rank + 1)).at(p, 1 - p).below;
}

// The largest rank whose probability of being reached is still above `level`; it falls as the rank grows.
std::size_t last_reached(std::size_t count, double p, double level, bool or_equal) {
  std::size_t low = 0;
  std::size_t high = count + 1;
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    const double probability = reached(middle, count, p);
    (or_equal ? probability >= level : probability > level) ? low = middle : high = middle;
  }
  return low;
}

}  // namespace

double Moments::standard_deviation() const { return std::sqrt(variance); }

double Moments::standard_error() const { return std::sqrt(variance / static_cast<double>(count)); }

Moments moments_of(std::span<const double> draws) {
  must(!draws.empty(), "there is at least one draw to summarise");
  Moments moments;
  moments.count = draws.size();
  const auto n = static_cast<double>(draws.size());
  moments.mean = sum_in_chunks(draws.size(), [&](std::size_t i) { return draws[i]; }) / n;
  if (draws.size() > 1) {
    const double mean = moments.mean;
    moments.variance =
        sum_in_chunks(draws.size(), [&](std::size_t i) { return (draws[i] - mean) * (draws[i] - mean); }) / (n - 1);
  }
  return moments;
}

void RunningMoments::add(std::span<const double> draws) {
  for (std::size_t first = 0; first < draws.size(); first += chunk) {
    const std::span<const double> some = draws.subspan(first, std::min(chunk, draws.size() - first));
    const std::size_t rows = some.size() / side_by_side;
    const std::span<const double> rest = some.subspan(rows * side_by_side);
    double sums[side_by_side] = {};
    add_to_sums(some.data(), rows, sums);
    double sum = added_up(sums);
    for (const double draw : rest) {
      sum += draw;
    }
    RunningMoments block;
    block.count_ = some.size();
    block.mean_ = sum / static_cast<double>(some.size());
    std::fill_n(sums, side_by_side, 0.0);
    add_to_squares(some.data(), rows, block.mean_, sums);
    block.squares_ = added_up(sums);
    for (const double draw : rest) {
      block.squares_ += (draw - block.mean_) * (draw - block.mean_);
    }
    add(block);
  }
}

void RunningMoments::add(const RunningMoments& next) {
  if (count_ == 0 || next.count_ == 0) {
    *this = count_ == 0 ? next : *this;
    return;
  }
  const auto before = static_cast<double>(count_);
  const auto more = static_cast<double>(next.count_);
  const double step = next.mean_ - mean_;
  count_ += next.count_;
  mean_ += step * (more / (before + more));
  squares_ += next.squares_ + step * step * (before * (more / (before + more)));
}

Moments RunningMoments::moments() const {
  must(count_ > 0, "there is at least one draw to summarise");
  Moments moments;
  moments.count = count_;
  moments.mean = mean_;
  moments.variance = count_ > 1 ? squares_ / static_cast<double>(count_ - 1) : 0;
  return moments;
}

std::uint64_t count_at_or_above(std::span<const double> draws, double value) {
  return at_or_above(draws.data(), draws.size(), value);
}

double quantile_of_sorted(std::span<const double> sorted, double p) {
  must(!sorted.empty() && p >= 0 && p <= 1, "a quantile is asked of at least one draw, for a probability");
  const double position = static_cast<double>(sorted.size() - 1) * p;
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sorted.size()) {
    return sorted.back();
  }
  return sorted[below] + (position - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

OrderBounds quantile_confidence(std::size_t count, double p, double confidence) {
  must(count > 0 && p > 0 && p < 1 && confidence > 0 && confidence < 1,
       "bounds are asked for a quantile of some draws");
  const double tail = (1 - confidence) / 2;
  OrderBounds bounds;
  bounds.lower_rank = last_reached(count, p, 1 - tail, true);
  const std::size_t upper = last_reached(count, p, tail, false) + 1;
  bounds.upper_rank = upper > count ? 0 : upper;
  bounds.coverage =
      reached(bounds.lower_rank, count, p) - (bounds.upper_rank == 0 ? 0 : reached(bounds.upper_rank, count, p));
  return bounds;
}

std::size_t tolerance_sample_size(double share, double confidence, std::size_t left_out) {
  must(share > 0 && share < 1 && confidence > 0 && confidence < 1 && left_out > 0,
       "a tolerance interval leaves something out, with a share and a confidence between 0 and 1");
  // Of n draws at most n - left_out may lie within the share: the binomial probability, which grows with n.
  const auto holds = [&](std::size_t n) { return 1 - reached(n - left_out + 1, n, share) >= confidence; };
  std::size_t low = left_out - 1;
  std::size_t high = left_out;
  while (!holds(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace restituo
