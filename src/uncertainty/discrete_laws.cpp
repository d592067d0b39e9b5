// Poisson, binomial, discrete, empirical: lists of values with cumulative probabilities.
#include <algorithm>
#include <cstdint>
#include <numeric>

#include "elementary_kernels.hpp"
#include "guide.hpp"
#include "law.hpp"

namespace restituo {
namespace {

class DiscreteLaw final : public Law {
 public:
  DiscreteLaw(std::vector<double> values, std::vector<double> probabilities, std::string_view name, double low,
              double high)
      : values_(std::move(values)),
        probabilities_(std::move(probabilities)),
        at_most_(values_.size()),
        name_(name),
        low_(low),
        high_(high) {
    std::partial_sum(probabilities_.begin(), probabilities_.end(), at_most_.begin());
    const double total = at_most_.back();
    for (std::size_t i = 0; i < values_.size(); ++i) {
      probabilities_[i] /= total;
      at_most_[i] = std::min(1.0, at_most_[i] / total);
    }
    at_most_.back() = 1;
    guide_ = Guide(at_most_);
  }

  void quantiles(const double* u, double* out, std::size_t count) const override {
    for (std::size_t i = 0; i < count; ++i) {
      out[i] = values_[guide_.first_at_least(at_most_, u[i])];
    }
  }
  double cdf(double x) const override {
    const auto above = std::upper_bound(values_.begin(), values_.end(), x) - values_.begin();
    return above == 0 ? 0 : at_most_[static_cast<std::size_t>(above) - 1];
  }
  double cdf_below(double x) const override {
    const auto at = std::lower_bound(values_.begin(), values_.end(), x) - values_.begin();
    return at == 0 ? 0 : at_most_[static_cast<std::size_t>(at) - 1];
  }
  double mean() const override {
    return std::inner_product(values_.begin(), values_.end(), probabilities_.begin(), 0.0);
  }
  double variance() const override {
    const double middle = mean();
    double sum = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      sum += probabilities_[i] * ((values_[i] - middle) * (values_[i] - middle));
    }
    return sum;
  }
  double low() const override { return low_; }
  double high() const override { return high_; }
  std::string_view name() const override { return name_; }
  double mass(double from, double to) const override {
    const auto [first, last] = range(from, to);
    return std::accumulate(probabilities_.begin() + first, probabilities_.begin() + last, 0.0);
  }
  LawPointer truncated(double from, double to) const override {
    const auto [first, last] = range(from, to);
    std::vector<double> values(values_.begin() + first, values_.begin() + last);
    const double low = values.front();
    const double high = values.back();
    return std::make_shared<DiscreteLaw>(std::move(values),
                                         std::vector(probabilities_.begin() + first, probabilities_.begin() + last),
                                         name_, low, high);
  }

 private:
  std::pair<std::ptrdiff_t, std::ptrdiff_t> range(double from, double to) const {
    return {std::lower_bound(values_.begin(), values_.end(), from) - values_.begin(),
            std::upper_bound(values_.begin(), values_.end(), to) - values_.begin()};
  }

  std::vector<double> values_;  // ascending
  std::vector<double> probabilities_;
  std::vector<double> at_most_;
  Guide guide_;
  std::string_view name_;
  double low_;
  double high_;
};

// Probabilities around the mode, each from its neighbour by `up(k)` = P(k + 1) / P(k), until they no longer count.
template <class Up>
LawPointer counted(double mode, double least, double most, double low, double high, std::string_view name,
                   const Up& up) {
  constexpr double negligible = 1e-22;
  std::vector<double> below;
  double p = 1;
  for (double k = mode; k > least && p > negligible; --k) {
    p /= up(k - 1);
    below.push_back(p);
  }
  std::vector<double> probabilities(below.rbegin(), below.rend());
  const double first = mode - static_cast<double>(below.size());
  probabilities.push_back(1);
  p = 1;
  for (double k = mode; k < most && p > negligible; ++k) {
    p *= up(k);
    probabilities.push_back(p);
  }
  std::vector<double> values(probabilities.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = first + static_cast<double>(i);
  }
  return std::make_shared<DiscreteLaw>(std::move(values), std::move(probabilities), name, low, high);
}

// The whole number below; arguments are from 0 to 10^9.
double whole_below(double x) { return static_cast<double>(static_cast<std::int64_t>(x)); }

}  // namespace

LawPointer poisson_law(double mean) {
  return counted(whole_below(mean), 0, kernel::infinity, 0, kernel::infinity, "poisson",
                 [=](double k) { return mean / (k + 1); });
}

LawPointer binomial_law(double trials, double probability) {
  const double odds = probability / (1 - probability);
  const double mode = std::min(trials, whole_below((trials + 1) * probability));
  return counted(mode, 0, trials, 0, trials, "binomial", [=](double k) { return (trials - k) / (k + 1) * odds; });
}

LawPointer discrete_law(std::span<const double> values, std::span<const double> weights, std::string_view name) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ascending;
  std::vector<double> probabilities;
  for (const std::size_t i : order) {
    if (weights[i] == 0) {
      continue;
    }
    if (!ascending.empty() && ascending.back() == values[i]) {
      probabilities.back() += weights[i];
    } else {
      ascending.push_back(values[i]);
      probabilities.push_back(weights[i]);
    }
  }
  const double low = ascending.front();
  const double high = ascending.back();
  return std::make_shared<DiscreteLaw>(std::move(ascending), std::move(probabilities), name, low, high);
}

}  // namespace restituo
