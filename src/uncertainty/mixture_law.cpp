// The linear pool: several experts' distributions as one.
#include <algorithm>
#include <array>
#include <numeric>

#include "elementary_kernels.hpp"
#include "law.hpp"

namespace restituo {
namespace {

class MixtureLaw final : public Law {
 public:
  MixtureLaw(std::vector<LawPointer> components, std::vector<double> weights)
      : components_(std::move(components)), weights_(std::move(weights)) {
    const double total = std::accumulate(weights_.begin(), weights_.end(), 0.0);
    for (double& weight : weights_) {
      weight /= total;
    }
  }

  void quantiles(const double* u, double* out, std::size_t count) const override {
    for (std::size_t i = 0; i < count; ++i) {
      out[i] = solved(u[i]);
    }
  }
  double cdf(double x) const override {
    return weighted([x](const Law& law) { return law.cdf(x); });
  }
  double cdf_below(double x) const override {
    return weighted([x](const Law& law) { return law.cdf_below(x); });
  }
  double mean() const override {
    return weighted([](const Law& law) { return law.mean(); });
  }
  double variance() const override {
    const double middle = mean();
    return weighted([middle](const Law& law) {
      const double off = law.mean() - middle;
      return law.variance() + off * off;
    });
  }
  double low() const override {
    double least = kernel::infinity;
    for (const LawPointer& law : components_) {
      least = std::min(least, law->low());
    }
    return least;
  }
  double high() const override {
    double most = -kernel::infinity;
    for (const LawPointer& law : components_) {
      most = std::max(most, law->high());
    }
    return most;
  }
  std::string_view name() const override { return "mixture"; }
  double mass(double from, double to) const override {
    return weighted([=](const Law& law) {
      const double a = std::max(from, law.low());
      const double b = std::min(to, law.high());
      return a <= b ? law.mass(a, b) : 0.0;
    });
  }
  LawPointer truncated(double from, double to) const override {
    std::vector<LawPointer> parts;
    std::vector<double> weights;
    for (std::size_t i = 0; i < components_.size(); ++i) {
      const Law& law = *components_[i];
      const double a = std::max(from, law.low());
      const double b = std::min(to, law.high());
      const double mass = a <= b ? law.mass(a, b) : 0;
      if (mass > 0) {
        const bool whole = a <= law.low() && b >= law.high();
        parts.push_back(whole ? components_[i] : law.truncated(a, b));
        weights.push_back(weights_[i] * mass);
      }
    }
    return parts.size() == 1 ? parts.front() : mixture_law(std::move(parts), std::move(weights));
  }

 private:
  template <class Value>
  double weighted(const Value& value) const {
    double sum = 0;
    for (std::size_t i = 0; i < components_.size(); ++i) {
      sum += weights_[i] * value(*components_[i]);
    }
    return sum;
  }

  // The least x with cdf(x) >= u lies between the least and the largest of the components' quantiles.
  double solved(double u) const {
    double low = kernel::infinity;
    double high = -kernel::infinity;
    for (const LawPointer& law : components_) {
      const double x = law->quantile(u);
      low = std::min(low, x);
      high = std::max(high, x);
    }
    if (cdf(low) >= u) {
      return low;
    }
    // cdf(low) < u <= cdf(high), up to rounding. Regula falsi with the Illinois rule, and halving every third step, so that
    // a jump or a flat stretch cannot stall it.
    double miss_low = cdf(low) - u;
    double miss_high = cdf(high) - u;
    for (int step = 1; step < 400; ++step) {
      double x = low + 0.5 * (high - low);
      if (step % 3 != 0 && miss_high > 0) {
        x = low - miss_low * ((high - low) / (miss_high - miss_low));
        if (!(x > low && x < high)) {
          x = low + 0.5 * (high - low);
        }
      }
      if (!(x > low && x < high) || high - low <= 4e-16 * kernel::absolute(high)) {
        break;
      }
      const double miss = cdf(x) - u;
      if (miss < 0) {
        low = x;
        miss_low = miss;
        miss_high *= 0.5;
      } else {
        high = x;
        miss_high = miss;
        miss_low *= 0.5;
      }
    }
    return high;
  }

  std::vector<LawPointer> components_;
  std::vector<double> weights_;
};

}  // namespace

LawPointer mixture_law(std::vector<LawPointer> components, std::vector<double> weights) {
  return std::make_shared<MixtureLaw>(std::move(components), std::move(weights));
}

}  // namespace restituo
