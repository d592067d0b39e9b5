// Normal, lognormal, beta (PERT), gamma, Weibull, Student t, and what truncation leaves of them: quantiles by table.
#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/elementary.hpp>

#include "elementary_kernels.hpp"
#include "law.hpp"
#include "normal.hpp"
#include "quantile_table.hpp"

namespace restituo {
namespace {

using kernel::infinity;

TailsAt normal_tails(double z) {
  const double size = kernel::absolute(z);
  const double tail = size < farthest_score ? tail_of_score(z) : upper_normal_tail(size);
  return z > 0 ? TailsAt{1 - tail, tail, normal_density(z)} : TailsAt{tail, 1 - tail, normal_density(z)};
}

// A law with a density, and both tails to full relative accuracy. low() < x < high() where tails(x) is asked for.
class SmoothLaw : public Law {
 public:
  virtual TailsAt tails(double x) const = 0;
  // Kept as logarithms near the ends: see QuantileTable.
  virtual bool steep() const { return false; }

  double cdf(double x) const override { return x <= low() ? 0 : x >= high() ? 1 : tails(x).below; }
  double mass(double from, double to) const override { return mass(from, to, to - from); }
  // The width is handed in where it is known better than its ends are.
  double mass(double from, double to, double width) const;
  LawPointer truncated(double from, double to) const override;
};

double SmoothLaw::mass(double from, double to, double width) const {
  if (!(width > 0)) {
    return 0;
  }
  const TailsAt a = from <= low() ? TailsAt{0, 1, 0} : tails(from);
  const TailsAt b = to >= high() ? TailsAt{1, 0, 0} : tails(to);
  const bool right = a.above < 0.5;
  const double larger = right ? a.above : b.below;
  const double smaller = right ? b.above : a.below;
  if (larger - smaller > 0.1 * larger || larger == 0) {
    return larger - smaller;
  }
  // Most digits would cancel: the integral of the density by twelve points of Gauss and Legendre.
  constexpr double abscissas[]{0.12523340851146891547, 0.36783149899818019375, 0.58731795428661744730,
                               0.76990267419430468704, 0.90411725637047485668, 0.98156063424671925069};
  constexpr double weights[]{0.24914704581340278500, 0.23349253653835480876, 0.20316742672306592175,
                             0.16007832854334622633, 0.10693932599531843096, 0.04717533638651182719};
  const double half = 0.5 * width;
  const double middle = from + half;
  double sum = 0;
  for (std::size_t i = 0; i < std::size(weights); ++i) {
    sum += weights[i] * (tails(middle - half * abscissas[i]).density + tails(middle + half * abscissas[i]).density);
  }
  return sum * half;
}

class TruncatedLaw final : public SmoothLaw {
 public:
  TruncatedLaw(std::shared_ptr<const SmoothLaw> whole, double from, double to)
      : whole_(std::move(whole)), from_(from), to_(to), mass_(whole_->mass(from, to)), table_(made()) {}

  void quantiles(const double* u, double* out, std::size_t count) const override { table_.quantiles(u, out, count); }
  void quantiles_of_scores(const double* z, double* out, std::size_t count) const override {
    table_.quantiles_of_scores(z, out, count);
  }
  TailsAt tails(double x) const override {
    return {std::min(1.0, whole_->mass(from_, x) / mass_), std::min(1.0, whole_->mass(x, to_) / mass_),
            whole_->tails(x).density / mass_};
  }
  bool steep() const override { return whole_->steep(); }
  double mean() const override {
    const double about = whole_->mean();
    // An infinite end that is kept brings what the whole distribution has there.
    if (!(kernel::absolute(about) < infinity) && !(from_ > -infinity && to_ < infinity)) {
      return about;
    }
    const double origin = middle();
    return origin + table_.moment(origin, 1);
  }
  double variance() const override {
    const double whole = whole_->variance();
    if (!(whole < infinity) && !(from_ > -infinity && to_ < infinity)) {
      return whole;
    }
    return table_.moment(mean(), 2);
  }
  double low() const override { return from_; }
  double high() const override { return to_; }
  std::string_view name() const override { return whole_->name(); }
  double mass(double from, double to) const override {
    return whole_->mass(std::max(from, from_), std::min(to, to_)) / mass_;
  }
  LawPointer truncated(double from, double to) const override {
    return std::make_shared<TruncatedLaw>(whole_, std::max(from, from_), std::min(to, to_));
  }

 private:
  double middle() const {
    constexpr double half = 0.5;
    double x;
    table_.quantiles(&half, &x, 1);
    return x;
  }
  // Near the value whose probability is `share` here, as far as the whole distribution's own quantiles reach.
  double roughly(double share) const {
    const double below = from_ <= whole_->low() ? 0 : whole_->tails(from_).below;
    const double above = to_ >= whole_->high() ? 0 : whole_->tails(to_).above;
    const double u = below <= 0.5 ? below + share * mass_ : 1 - (above + (1 - share) * mass_);
    return std::clamp(whole_->quantile(std::clamp(u, 1e-15, 1 - 1e-15)), from_, to_);
  }
  QuantileTable made() const {
    const auto side = [&](bool upper) {
      const double end = upper ? to_ : from_;
      const bool bounded = kernel::absolute(end) < infinity;
      const double median = roughly(0.5);
      const double quartile = roughly(upper ? 0.75 : 0.25);
      // An unbounded tail is measured from a point on the other side of the median.
      const double origin = bounded ? end : median - 3 * (quartile - median);
      const double inward = (upper == bounded) ? -1 : 1;
      Tail tail;
      tail.origin = origin;
      tail.direction = inward;
      tail.log_limit = bounded && from_ > -infinity && to_ < infinity ? kernel::log(to_ - from_) : infinity;
      tail.log_start =
          std::min(kernel::log(std::max(kernel::absolute(median - origin), 1e-300)), tail.log_limit - 1e-9);
      tail.at = [=, this](double log_y) {
        const double y = kernel::exp(log_y);
        const double x = origin + inward * y;
        const double width = bounded ? y : infinity;
        const double probability = (upper ? whole_->mass(x, to_, width) : whole_->mass(from_, x, width)) / mass_;
        const bool inside = x > whole_->low() && x < whole_->high();
        const double density = inside ? whole_->tails(x).density / mass_ : 0;
        return TailAt{kernel::log(probability), (bounded ? 1 : -1) * std::max(y * density / probability, 1e-3)};
      };
      return tail;
    };
    return QuantileTable::of_tails(side(false), side(true), from_, to_, whole_->steep());
  }

  std::shared_ptr<const SmoothLaw> whole_;
  double from_;
  double to_;
  double mass_;
  QuantileTable table_;
};

RESTITUO_CLONES void scale_block(double origin, double scale, double* x, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    x[i] = origin + scale * x[i];
  }
}

RESTITUO_CLONES void exp_of_scaled(double origin, double scale, const double* z, double* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = kernel::exp(origin + scale * z[i]);
  }
}

class NormalLaw final : public SmoothLaw {
 public:
  NormalLaw(double mean, double sd) : mean_(mean), sd_(sd) {}

  void quantiles(const double* u, double* out, std::size_t count) const override {
    normal_quantile_table().quantiles(u, out, count);
    scale_block(mean_, sd_, out, count);
  }
  void quantiles_of_scores(const double* z, double* out, std::size_t count) const override {
    std::copy_n(z, count, out);
    scale_block(mean_, sd_, out, count);
  }
  TailsAt tails(double x) const override {
    TailsAt at = normal_tails((x - mean_) / sd_);
    at.density /= sd_;
    return at;
  }
  double mean() const override { return mean_; }
  double variance() const override { return sd_ * sd_; }
  double low() const override { return -infinity; }
  double high() const override { return infinity; }
  std::string_view name() const override { return "normal"; }

 private:
  double mean_;
  double sd_;
};

// A law with a table of its own.
class TabledLaw : public SmoothLaw {
 public:
  void quantiles(const double* u, double* out, std::size_t count) const override { table_.quantiles(u, out, count); }
  void quantiles_of_scores(const double* z, double* out, std::size_t count) const override {
    table_.quantiles_of_scores(z, out, count);
  }

 protected:
  void set_table(QuantileTable table) { table_ = std::move(table); }

 private:
  QuantileTable table_;
};

class LognormalLaw final : public TabledLaw {
 public:
  LognormalLaw(double median, double log_sd) : log_median_(kernel::log(median)), log_sd_(log_sd) {
    std::vector<double> upper = normal_nodes();
    std::vector<double> lower = upper;
    scale_block(log_median_, log_sd_, upper.data(), upper.size());
    scale_block(log_median_, -log_sd_, lower.data(), lower.size());
    if (LognormalLaw::steep()) {
      set_table(QuantileTable::of_logarithms(lower, upper, {0, 0}, {1, 1}, 0, infinity));
      return;
    }
    exp_of_scaled(0, 1, lower.data(), lower.data(), lower.size());
    exp_of_scaled(0, 1, upper.data(), upper.data(), upper.size());
    lower.back() = upper.back() = median;
    set_table(QuantileTable::of_values(lower, upper, 0, infinity));
  }

  void quantiles_of_scores(const double* z, double* out, std::size_t count) const override {
    exp_of_scaled(log_median_, log_sd_, z, out, count);
  }
  TailsAt tails(double x) const override {
    TailsAt at = normal_tails((kernel::log(x) - log_median_) / log_sd_);
    at.density /= log_sd_ * x;
    return at;
  }
  bool steep() const override { return log_sd_ > 1.5; }
  double mean() const override { return kernel::exp(log_median_ + 0.5 * log_sd_ * log_sd_); }
  double variance() const override {
    const double m = mean();
    return m * m * kernel::expm1(log_sd_ * log_sd_);
  }
  double low() const override { return 0; }
  double high() const override { return infinity; }
  std::string_view name() const override { return "lognormal"; }

 private:
  double log_median_;
  double log_sd_;
};

class BetaLaw final : public TabledLaw {
 public:
  BetaLaw(double alpha, double beta, double low, double high, std::string_view name)
      : alpha_(alpha), beta_(beta), low_(low), high_(high), name_(name), function_(alpha, beta) {
    Tail lower = beta_tail(alpha, beta);
    Tail upper = beta_tail(beta, alpha);
    lower.origin = low;
    lower.direction = high - low;
    upper.origin = high;
    upper.direction = low - high;
    set_table(QuantileTable::of_tails(lower, upper, low, high, BetaLaw::steep()));
  }

  TailsAt tails(double x) const override {
    const double width = high_ - low_;
    TailsAt at = function_.at((x - low_) / width, (high_ - x) / width);
    at.density /= width;
    return at;
  }
  bool steep() const override { return std::min(alpha_, beta_) < 0.2; }
  double mean() const override { return low_ + (high_ - low_) * (alpha_ / (alpha_ + beta_)); }
  double variance() const override {
    const double width = high_ - low_;
    const double sum = alpha_ + beta_;
    return width * width * (alpha_ / sum) * (beta_ / sum) / (sum + 1);
  }
  double low() const override { return low_; }
  double high() const override { return high_; }
  std::string_view name() const override { return name_; }

 private:
  double alpha_;
  double beta_;
  double low_;
  double high_;
  std::string_view name_;
  BetaFunction function_;
};

class GammaLaw final : public TabledLaw {
 public:
  GammaLaw(double shape, double scale) : shape_(shape), scale_(scale), function_(shape) {
    Tail lower = lower_gamma_tail(shape);
    Tail upper = upper_gamma_tail(shape);
    lower.direction = upper.direction = scale;
    set_table(QuantileTable::of_tails(lower, upper, 0, infinity, GammaLaw::steep()));
  }

  TailsAt tails(double x) const override {
    TailsAt at = function_.at(x / scale_);
    at.density /= scale_;
    return at;
  }
  bool steep() const override { return shape_ < 0.2; }
  double mean() const override { return shape_ * scale_; }
  double variance() const override { return shape_ * scale_ * scale_; }
  double low() const override { return 0; }
  double high() const override { return infinity; }
  std::string_view name() const override { return "gamma"; }

 private:
  double shape_;
  double scale_;
  GammaFunction function_;
};

// log of the exponential distribution's quantile at each node of a tail; made once, when first asked for.
const std::vector<double>& log_exponential_nodes(bool upper) {
  static const std::array<std::vector<double>, 2> nodes = [] {
    std::array<std::vector<double>, 2> made{std::vector<double>(nodes_in_tail), std::vector<double>(nodes_in_tail)};
    for (std::size_t node = 0; node < nodes_in_tail; ++node) {
      made[0][node] = kernel::log(-kernel::log1p(-node_probability(node)));
      made[1][node] = kernel::log(-node_log_probabilities()[node]);
    }
    return made;
  }();
  return nodes[upper ? 1 : 0];
}

class WeibullLaw final : public TabledLaw {
 public:
  WeibullLaw(double shape, double scale) : shape_(shape), scale_(scale) {
    // (-log(1 - p))^(1/shape), by logarithms.
    const double log_scale = kernel::log(scale);
    std::vector<double> lower = log_exponential_nodes(false);
    std::vector<double> upper = log_exponential_nodes(true);
    scale_block(log_scale, 1 / shape, lower.data(), lower.size());
    scale_block(log_scale, 1 / shape, upper.data(), upper.size());
    if (WeibullLaw::steep()) {
      set_table(QuantileTable::of_logarithms(lower, upper, {0, 0}, {1, 1}, 0, infinity));
      return;
    }
    exp_of_scaled(0, 1, lower.data(), lower.data(), lower.size());
    exp_of_scaled(0, 1, upper.data(), upper.data(), upper.size());
    set_table(QuantileTable::of_values(lower, upper, 0, infinity));
  }

  TailsAt tails(double x) const override {
    const double power = kernel::pow(x / scale_, shape_);
    const double above = kernel::exp(-power);
    return {-kernel::expm1(-power), above, shape_ / x * power * above};
  }
  bool steep() const override { return shape_ < 0.2; }
  double mean() const override { return scale_ * kernel::exp(log_gamma(1 + 1 / shape_)); }
  double variance() const override {
    const double m = mean() / scale_;
    return scale_ * scale_ * (kernel::exp(log_gamma(1 + 2 / shape_)) - m * m);
  }
  double low() const override { return 0; }
  double high() const override { return infinity; }
  std::string_view name() const override { return "weibull"; }

 private:
  double shape_;
  double scale_;
};

class StudentLaw final : public TabledLaw {
 public:
  StudentLaw(double degrees_of_freedom, double location, double scale)
      : degrees_(degrees_of_freedom), location_(location), scale_(scale), function_(0.5 * degrees_of_freedom, 0.5) {
    // y = t + shift stays positive to the median and beyond.
    constexpr double shift = 2;
    const auto at = [&](double log_y) {
      const double y = kernel::exp(log_y);
      const TailsAt now = standard(y - shift);
      return TailAt{kernel::log(now.above), -y * now.density / now.above};
    };
    const Tail tail{0, 1, kernel::log(shift), infinity, at};
    std::vector<double> upper = solved_nodes(tail);
    exp_of_scaled(0, 1, upper.data(), upper.data(), upper.size());
    scale_block(-shift, 1, upper.data(), upper.size());
    upper.back() = 0;
    std::vector<double> lower = upper;
    scale_block(location, scale, upper.data(), upper.size());
    scale_block(location, -scale, lower.data(), lower.size());
    set_table(QuantileTable::of_values(lower, upper, -infinity, infinity));
  }

  TailsAt tails(double x) const override {
    TailsAt at = standard((x - location_) / scale_);
    at.density /= scale_;
    return at;
  }
  double mean() const override { return degrees_ > 1 ? location_ : kernel::not_a_number; }
  double variance() const override {
    return degrees_ > 2   ? scale_ * scale_ * (degrees_ / (degrees_ - 2))
           : degrees_ > 1 ? infinity
                          : kernel::not_a_number;
  }
  double low() const override { return -infinity; }
  double high() const override { return infinity; }
  std::string_view name() const override { return "student-t"; }

 private:
  TailsAt standard(double t) const {
    // The t distribution in terms of the beta distribution of nu / (nu + t^2).
    const double size = std::max(kernel::absolute(t), 1e-12);
    const double ratio = size / degrees_ * size;  // t^2 / nu
    const double x = 1 / (1 + ratio);
    const double rest = ratio < 1 ? ratio * x : 1 / (1 + 1 / ratio);
    const TailsAt at = function_.at(x, rest);
    const double tail = 0.5 * at.below;
    const double density = at.density * x * rest / size;
    return t > 0 ? TailsAt{1 - tail, tail, density} : TailsAt{tail, 1 - tail, density};
  }

  double degrees_;
  double location_;
  double scale_;
  BetaFunction function_;
};

}  // namespace

LawPointer SmoothLaw::truncated(double from, double to) const {
  // The whole outlives its part: both are values behind shared pointers.
  return std::make_shared<TruncatedLaw>(std::static_pointer_cast<const SmoothLaw>(shared_from_this()), from, to);
}

LawPointer normal_law(double mean, double sd) { return std::make_shared<NormalLaw>(mean, sd); }

LawPointer lognormal_law(double median, double log_sd) { return std::make_shared<LognormalLaw>(median, log_sd); }

LawPointer beta_law(double alpha, double beta, double low, double high, std::string_view name) {
  return std::make_shared<BetaLaw>(alpha, beta, low, high, name);
}

LawPointer gamma_law(double shape, double scale) { return std::make_shared<GammaLaw>(shape, scale); }

LawPointer weibull_law(double shape, double scale) { return std::make_shared<WeibullLaw>(shape, scale); }

LawPointer student_law(double degrees_of_freedom, double location, double scale) {
  return std::make_shared<StudentLaw>(degrees_of_freedom, location, scale);
}

}  // namespace restituo
