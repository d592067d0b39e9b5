#include <restituo/challenge/given_data.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <restituo/base/must.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

std::vector<std::uint32_t> order_of(std::span<const double> values) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return values[a] != values[b] ? values[a] < values[b] : a < b; });
  return order;
}

// The part of 0 to `count` - 1 that slice `number` of `slices` has: all of nearly one length.
struct Part {
  std::size_t begin, end;
};
Part part_of(std::size_t count, std::size_t number, std::size_t slices) {
  return {count * number / slices, count * (number + 1) / slices};
}

double width_of(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  return quantile_of_sorted(values, 0.95) - quantile_of_sorted(values, 0.05);
}

// Adds up the widths and variances of the slices, each by its number of draws.
class Narrowed {
 public:
  explicit Narrowed(std::span<const double> results) : all_(moments_of(results)) {
    std::vector<double> sorted(results.begin(), results.end());
    narrowing_.width = width_of(sorted);
  }
  void add(std::vector<double>& slice) {
    const double weight = static_cast<double>(slice.size()) / static_cast<double>(all_.count);
    narrowing_.variance_left += weight * moments_of(slice).variance / all_.variance;
    narrowing_.known += weight * width_of(slice);
  }
  Narrowing narrowing() const { return narrowing_; }

 private:
  Moments all_;
  Narrowing narrowing_;
};

}  // namespace

SortedInput::SortedInput(std::span<const double> values, std::span<const double> results)
    : results_(results), order_(order_of(values)) {
  must(values.size() == results.size() && values.size() >= 100, "a sample has its results, and enough of them");
}

ConditionalMeans SortedInput::conditional_means() const {
  const auto mean_of = [&](Part part) {
    std::vector<double> fifth;
    for (std::size_t k = part.begin; k < part.end; ++k) {
      fifth.push_back(results_[order_[k]]);
    }
    return moments_of(fifth).mean;
  };
  return {mean_of(part_of(order_.size(), 0, 5)), mean_of(part_of(order_.size(), 4, 5))};
}

PawnIndex SortedInput::pawn(std::size_t slices) const {
  const std::size_t count = results_.size();
  // Of each result, how many lie below it and how many at or below.
  struct Standing {
    std::size_t below, at;
  };
  const std::vector<std::uint32_t> by_result = order_of(results_);
  std::vector<Standing> place(count);
  for (std::size_t begin = 0; begin < count;) {
    std::size_t end = begin + 1;
    while (end < count && results_[by_result[end]] == results_[by_result[begin]]) ++end;
    for (std::size_t k = begin; k < end; ++k) {
      place[by_result[k]] = {begin, end};
    }
    begin = end;
  }
  std::vector<double> distances;
  for (std::size_t number = 0; number < slices; ++number) {
    const Part part = part_of(count, number, slices);
    std::vector<Standing> places;
    for (std::size_t k = part.begin; k < part.end; ++k) {
      places.push_back(place[order_[k]]);
    }
    std::sort(places.begin(), places.end(), [](const Standing& a, const Standing& b) { return a.at < b.at; });
    const double inside = static_cast<double>(places.size());
    const double all = static_cast<double>(count);
    double distance = 0;
    for (std::size_t begin = 0; begin < places.size();) {
      std::size_t end = begin + 1;
      while (end < places.size() && places[end].at == places[begin].at) ++end;
      // Just below this result, or at it: the distance is largest at one of the two.
      const double below = static_cast<double>(places[begin].below) / all - static_cast<double>(begin) / inside;
      const double at = static_cast<double>(end) / inside - static_cast<double>(places[begin].at) / all;
      distance = std::max({distance, below, at});
      begin = end;
    }
    distances.push_back(distance);
  }
  std::sort(distances.begin(), distances.end());
  return {quantile_of_sorted(distances, 0.5), distances.back()};
}

Narrowing SortedInput::narrowing(std::size_t slices) const {
  Narrowed narrowed(results_);
  for (std::size_t number = 0; number < slices; ++number) {
    const Part part = part_of(results_.size(), number, slices);
    std::vector<double> slice;
    for (std::size_t k = part.begin; k < part.end; ++k) {
      slice.push_back(results_[order_[k]]);
    }
    narrowed.add(slice);
  }
  return narrowed.narrowing();
}

Narrowing narrowing_of_two(std::span<const double> first, std::span<const double> second,
                           std::span<const double> results, std::size_t slices) {
  Narrowed narrowed(results);
  const std::vector<std::uint32_t> order = order_of(first);
  for (std::size_t number = 0; number < slices; ++number) {
    const Part outer = part_of(order.size(), number, slices);
    std::vector<std::uint32_t> within(order.begin() + static_cast<std::ptrdiff_t>(outer.begin),
                                      order.begin() + static_cast<std::ptrdiff_t>(outer.end));
    std::sort(within.begin(), within.end(),
              [&](std::uint32_t a, std::uint32_t b) { return second[a] != second[b] ? second[a] < second[b] : a < b; });
    for (std::size_t part = 0; part < slices; ++part) {
      const Part inner = part_of(within.size(), part, slices);
      std::vector<double> slice;
      for (std::size_t k = inner.begin; k < inner.end; ++k) {
        slice.push_back(results[within[k]]);
      }
      narrowed.add(slice);
    }
  }
  return narrowed.narrowing();
}

std::vector<double> ranks_of(std::span<const double> values) {
  const std::vector<std::uint32_t> order = order_of(values);
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (std::size_t k = begin; k < end; ++k) {
      ranks[order[k]] = static_cast<double>(begin + 1 + end) / 2;
    }
    begin = end;
  }
  return ranks;
}

// With standardised ranks the normal equations are R b = r: the correlations among the inputs, and with the figure.
Outcome<RankRegression> rank_regression(const Sample& sample, const Place& place) {
  const std::size_t inputs = sample.values.size();
  const std::size_t draws = sample.draws();
  Columns standard;
  for (std::size_t i = 0; i <= inputs; ++i) {
    std::vector<double> ranks = ranks_of(i < inputs ? sample.values[i] : sample.results);
    const Moments moments = moments_of(ranks);
    if (moments.variance == 0) {
      return refuse({.code = "response-constant", .place = place, .details = {}});
    }
    for (double& rank : ranks) {
      rank = (rank - moments.mean) / moments.standard_deviation();
    }
    standard.push_back(std::move(ranks));
  }
  const auto correlation = [&](std::size_t i, std::size_t j) {
    std::vector<double> products(draws);
    for (std::size_t k = 0; k < draws; ++k) {
      products[k] = standard[i][k] * standard[j][k];
    }
    return moments_of(products).mean * static_cast<double>(draws) / static_cast<double>(draws - 1);
  };

  // Cholesky, forwards, backwards.
  std::vector<double> factor(inputs * inputs, 0.0);
  for (std::size_t i = 0; i < inputs; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = i == j ? 1.0 : correlation(i, j);
      for (std::size_t l = 0; l < j; ++l) {
        sum -= factor[i * inputs + l] * factor[j * inputs + l];
      }
      if (i == j && sum < 1e-9) {
        return refuse({.code = "regression-inputs-follow", .place = place, .details = {sample.inputs[i]}});
      }
      factor[i * inputs + j] = i == j ? std::sqrt(sum) : sum / factor[j * inputs + j];
    }
  }
  RankRegression result;
  std::vector<double> with_figure;
  for (std::size_t i = 0; i < inputs; ++i) {
    with_figure.push_back(correlation(i, inputs));
  }
  std::vector<double> solved = with_figure;
  for (std::size_t i = 0; i < inputs; ++i) {
    for (std::size_t j = 0; j < i; ++j) solved[i] -= factor[i * inputs + j] * solved[j];
    solved[i] /= factor[i * inputs + i];
  }
  for (std::size_t i = inputs; i-- > 0;) {
    for (std::size_t j = i + 1; j < inputs; ++j) solved[i] -= factor[j * inputs + i] * solved[j];
    solved[i] /= factor[i * inputs + i];
  }
  for (std::size_t i = 0; i < inputs; ++i) {
    result.fit += solved[i] * with_figure[i];
  }
  if (result.fit < least_rank_fit) {
    return refuse({.code = "rank-regression-unfit",
                   .place = place,
                   .details = {fmt::format("{:.0f}", result.fit * 100), fmt::format("{:.0f}", least_rank_fit * 100)}});
  }
  result.coefficients = std::move(solved);
  return result;
}

}  // namespace restituo
