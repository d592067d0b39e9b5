// Point, uniform, triangular, histogram: quantiles in closed form.
#include <algorithm>
#include <cstdint>
#include <numeric>

#include "elementary_kernels.hpp"
#include "guide.hpp"
#include "law.hpp"

namespace restituo {
namespace {

// IEEE 754 fixes the square root; as a builtin it is one instruction, in vectors too.
RESTITUO_INLINE double root(double x) { return __builtin_sqrt(x); }

class PointLaw final : public Law {
 public:
  explicit PointLaw(double value) : value_(value) {}

  void quantiles(const double*, double* out, std::size_t count) const override { std::fill_n(out, count, value_); }
  void quantiles_of_scores(const double*, double* out, std::size_t count) const override {
    std::fill_n(out, count, value_);
  }
  double cdf(double x) const override { return x < value_ ? 0 : 1; }
  double cdf_below(double x) const override { return x <= value_ ? 0 : 1; }
  double mean() const override { return value_; }
  double variance() const override { return 0; }
  double low() const override { return value_; }
  double high() const override { return value_; }
  std::string_view name() const override { return "point"; }
  double mass(double from, double to) const override { return from <= value_ && value_ <= to ? 1 : 0; }
  LawPointer truncated(double, double) const override { return point_law(value_); }

 private:
  double value_;
};

RESTITUO_CLONES void uniform_values(double low, double high, const double* u, double* out, std::size_t count) {
  const double width = high - low;
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = kernel::at_most(low + width * u[i], high);
  }
}

class UniformLaw final : public Law {
 public:
  UniformLaw(double low, double high) : low_(low), high_(high) {}

  void quantiles(const double* u, double* out, std::size_t count) const override {
    uniform_values(low_, high_, u, out, count);
  }
  double cdf(double x) const override { return std::clamp((x - low_) / (high_ - low_), 0.0, 1.0); }
  double mean() const override { return low_ + 0.5 * (high_ - low_); }
  double variance() const override { return (high_ - low_) * (high_ - low_) / 12; }
  double low() const override { return low_; }
  double high() const override { return high_; }
  std::string_view name() const override { return "uniform"; }
  double mass(double from, double to) const override { return (to - from) / (high_ - low_); }
  LawPointer truncated(double from, double to) const override { return uniform_law(from, to); }

 private:
  double low_;
  double high_;
};

struct Triangle {
  double min, mode, max;

  double width() const { return max - min; }
  // F where x <= mode, and 1 - F where x >= mode.
  double below(double x) const { return x <= min ? 0 : (x - min) / width() * ((x - min) / (mode - min)); }
  double above(double x) const { return x >= max ? 0 : (max - x) / width() * ((max - x) / (max - mode)); }
  double cdf(double x) const { return x < mode ? below(x) : 1 - above(x); }
  double survival(double x) const { return x < mode ? 1 - below(x) : above(x); }
};

// A triangle of which [from, to] is left; u is rescaled to lie between F(from) and F(to).
struct TrianglePart {
  Triangle whole;
  double from, to;
  double below;  // F(from)
  double above;  // 1 - F(to)
  double mass;
};

RESTITUO_CLONES void triangular_values(const TrianglePart& part, const double* u, double* out, std::size_t count) {
  const Triangle t = part.whole;
  const double at_mode = (t.mode - t.min) / (t.max - t.min);
  const double rising = (t.max - t.min) * (t.mode - t.min);
  const double falling = (t.max - t.min) * (t.max - t.mode);
  const double from = part.from;
  const double to = part.to;
  const double below = part.below;
  const double above = part.above;
  const double mass = part.mass;
  for (std::size_t i = 0; i < count; ++i) {
    const double lower = below + u[i] * mass;
    const double upper = above + (1 - u[i]) * mass;
    const bool left = lower < at_mode;
    const double distance = root(left ? lower * rising : upper * falling);
    const double value = left ? t.min + distance : t.max - distance;
    out[i] = kernel::at_most(kernel::at_least(value, from), to);
  }
}

class TriangularLaw final : public Law {
 public:
  TriangularLaw(const Triangle& whole, double from, double to)
      : part_{whole, from, to, whole.cdf(from), whole.survival(to), part_mass(whole, from, to)} {
    if (from <= whole.min && to >= whole.max) {
      part_.below = part_.above = 0;
      part_.mass = 1;
    }
  }

  void quantiles(const double* u, double* out, std::size_t count) const override {
    triangular_values(part_, u, out, count);
  }
  double cdf(double x) const override {
    return x <= part_.from ? 0 : x >= part_.to ? 1 : part_mass(part_.whole, part_.from, x) / part_.mass;
  }
  double mean() const override { return part_.from + moment(1); }
  double variance() const override {
    const double first = moment(1);
    return moment(2) - first * first;
  }
  double low() const override { return part_.from; }
  double high() const override { return part_.to; }
  std::string_view name() const override { return "triangular"; }
  double mass(double from, double to) const override { return part_mass(part_.whole, from, to) / part_.mass; }
  LawPointer truncated(double from, double to) const override {
    return std::make_shared<TriangularLaw>(part_.whole, from, to);
  }

 private:
  static double part_mass(const Triangle& t, double from, double to) {
    // The density is a straight line on each side of the mode: width times the density half way.
    double sum = 0;
    if (from < t.mode) {
      const double end = std::min(to, t.mode);
      sum += (end - from) * ((0.5 * (from + end) - t.min) * 2 / (t.mode - t.min)) / t.width();
    }
    if (to > t.mode) {
      const double start = std::max(from, t.mode);
      sum += (to - start) * ((t.max - 0.5 * (start + to)) * 2 / (t.max - t.mode)) / t.width();
    }
    return sum;
  }
  // Mean of (x - from)^power, by Simpson's rule on each straight piece: exact, for the integrand is of degree 3 at
  // most.
  double moment(int power) const {
    const Triangle& t = part_.whole;
    const auto density = [&](double x, bool left) {
      return 2 / t.width() * (left ? (x - t.min) / (t.mode - t.min) : (t.max - x) / (t.max - t.mode));
    };
    const auto piece = [&](double a, double b, bool left) {
      const auto f = [&](double x) {
        const double d = x - part_.from;
        return (power == 1 ? d : d * d) * density(x, left);
      };
      return a < b ? (b - a) / 6 * (f(a) + 4 * f(0.5 * (a + b)) + f(b)) : 0.0;
    };
    const double mode = std::clamp(t.mode, part_.from, part_.to);
    return (piece(part_.from, mode, true) + piece(mode, part_.to, false)) / part_.mass;
  }

  TrianglePart part_;
};

class HistogramLaw final : public Law {
 public:
  HistogramLaw(std::vector<double> edges, std::vector<double> weights)
      : edges_(std::move(edges)), below_(edges_.size()) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      below_[i + 1] = below_[i] + weights[i] / total;
    }
    below_.back() = 1;
    guide_ = Guide(std::span(below_).subspan(1));
  }

  void quantiles(const double* u, double* out, std::size_t count) const override {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t bin = guide_.first_at_least(std::span(below_).subspan(1), u[i]);
      const double share = (u[i] - below_[bin]) / (below_[bin + 1] - below_[bin]);
      out[i] = std::clamp(edges_[bin] + share * (edges_[bin + 1] - edges_[bin]), edges_[bin], edges_[bin + 1]);
    }
  }
  double cdf(double x) const override {
    if (x <= edges_.front()) {
      return 0;
    }
    if (x >= edges_.back()) {
      return 1;
    }
    const auto bin = static_cast<std::size_t>(std::upper_bound(edges_.begin(), edges_.end(), x) - edges_.begin()) - 1;
    return below_[bin] + (below_[bin + 1] - below_[bin]) * ((x - edges_[bin]) / (edges_[bin + 1] - edges_[bin]));
  }
  double mean() const override {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < edges_.size(); ++i) {
      sum += (below_[i + 1] - below_[i]) * (0.5 * (edges_[i] + edges_[i + 1]));
    }
    return sum;
  }
  double variance() const override {
    const double middle = mean();
    double sum = 0;
    for (std::size_t i = 0; i + 1 < edges_.size(); ++i) {
      const double width = edges_[i + 1] - edges_[i];
      const double off = 0.5 * (edges_[i] + edges_[i + 1]) - middle;
      sum += (below_[i + 1] - below_[i]) * (off * off + width * width / 12);
    }
    return sum;
  }
  double low() const override { return edges_.front(); }
  double high() const override { return edges_.back(); }
  std::string_view name() const override { return "histogram"; }
  double mass(double from, double to) const override { return cdf(to) - cdf(from); }
  LawPointer truncated(double from, double to) const override {
    std::vector<double> edges{from};
    std::vector<double> weights;
    for (std::size_t i = 0; i + 1 < edges_.size(); ++i) {
      const double a = std::max(edges_[i], from);
      const double b = std::min(edges_[i + 1], to);
      if (a < b) {
        edges.push_back(b);
        weights.push_back((below_[i + 1] - below_[i]) * ((b - a) / (edges_[i + 1] - edges_[i])));
      }
    }
    return histogram_law(std::move(edges), std::move(weights));
  }

 private:
  std::vector<double> edges_;
  std::vector<double> below_;  // F at each edge
  Guide guide_;
};

}  // namespace

LawPointer point_law(double value) { return std::make_shared<PointLaw>(value); }

LawPointer uniform_law(double low, double high) { return std::make_shared<UniformLaw>(low, high); }

LawPointer triangular_law(double min, double mode, double max) {
  return std::make_shared<TriangularLaw>(Triangle{min, mode, max}, min, max);
}

LawPointer histogram_law(std::vector<double> edges, std::vector<double> weights) {
  // Empty bins at the ends are not part of the support.
  while (!weights.empty() && weights.front() == 0) {
    weights.erase(weights.begin());
    edges.erase(edges.begin());
  }
  while (!weights.empty() && weights.back() == 0) {
    weights.pop_back();
    edges.pop_back();
  }
  return std::make_shared<HistogramLaw>(std::move(edges), std::move(weights));
}

}  // namespace restituo
