// A Distribution says how likely each value of an uncertain number is, and turns a uniform draw into a value.
//
//   auto price = Distribution::lognormal(18, 0.25, place);  // faults where the numbers make no shape
//   price->quantile(0.05);                                  // 1 in 20 is below this
//   price->quantiles(uniforms, values);                     // a block of draws: the fast form, the same bits
//
// Every shape is drawn through its quantile function, so a draw has one address, a copula can couple any two shapes,
// and Latin hypercube and Sobol' points work for all. A value is immutable, cheap to copy, and safe to share among
// threads.
//
// What it refuses: numbers that are not finite, limits out of order, a spread that is not positive, weights that are
// negative or all zero, limits that leave less than one part in 10^9 of a distribution. min = max is a point.
//
// How exact: |cdf(quantile(u)) - u| < 1e-10 for every continuous shape (mostly below 5e-12), measured in the tests;
// only operations with one defined result are used, so compiler, optimisation level and processor change no bit.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>

namespace restituo {

class Law;  // src/uncertainty/law.hpp

class Distribution {
 public:
  // `place` is where the numbers stand in the user's file; faults carry it.
  static Outcome<Distribution> point(double value, const Place& place = {});
  static Outcome<Distribution> uniform(double low, double high, const Place& place = {});
  static Outcome<Distribution> triangular(double min, double mode, double max, const Place& place = {});
  // Beta on [min, max] with alpha = 1 + weight (mode - min) / (max - min), beta = 1 + weight (max - mode) / (max -
  // min): Malcolm, Roseboom, Clark, Fazar (1959) with weight 4; Vose's modified PERT with another.
  static Outcome<Distribution> pert(double min, double mode, double max, double weight = 4, const Place& place = {});
  static Outcome<Distribution> beta(double alpha, double beta, double low, double high, const Place& place = {});
  static Outcome<Distribution> normal(double mean, double sd, const Place& place = {});
  // exp of a normal number with mean log(median) and standard deviation log_sd.
  static Outcome<Distribution> lognormal(double median, double log_sd, const Place& place = {});
  static Outcome<Distribution> student_t(double degrees_of_freedom, double location, double scale,
                                         const Place& place = {});
  static Outcome<Distribution> gamma(double shape, double scale, const Place& place = {});
  static Outcome<Distribution> weibull(double shape, double scale, const Place& place = {});
  static Outcome<Distribution> poisson(double mean, const Place& place = {});
  static Outcome<Distribution> binomial(double trials, double probability, const Place& place = {});
  // values[i] with a probability in proportion to weights[i].
  static Outcome<Distribution> discrete(std::vector<double> values, std::vector<double> weights,
                                        const Place& place = {});
  // Even within each bin: weights[i] lies between edges[i] and edges[i + 1].
  static Outcome<Distribution> histogram(std::vector<double> edges, std::vector<double> weights,
                                         const Place& place = {});
  // Each of the values equally likely: what was observed, and nothing in between.
  static Outcome<Distribution> empirical(std::vector<double> values, const Place& place = {});
  // The linear pool: cdf = weighted mean of the components' cdfs. Several experts are pooled so.
  static Outcome<Distribution> mixture(std::vector<Distribution> components, std::vector<double> weights,
                                       const Place& place = {});

  // This distribution given that the value lies in [low, high]; limits in the unit of the value. Infinite limits are
  // none.
  Outcome<Distribution> truncated(double low, double high, const Place& place = {}) const;

  // The least x with cdf(x) >= u. 0 and below give low(), 1 and above give high().
  double quantile(double u) const;
  // out[i] = quantile(u[i]), every u strictly between 0 and 1. `out` may be the same memory as `u`.
  void quantiles(std::span<const double> u, std::span<double> out) const;
  // out[i] = the value whose cdf is normal_cdf(z[i]): what a Gaussian copula needs, without a detour for (log)normal
  // shapes.
  void quantiles_of_scores(std::span<const double> z, std::span<double> out) const;

  // The probability of a value of at most x.
  double cdf(double x) const;
  // NaN where the shape has none (Student t with 1 degree of freedom), infinite where the integral is.
  double mean() const;
  double variance() const;
  // The ends of the support; -inf and +inf where it has none.
  double low() const;
  double high() const;
  // One number alone: nothing is drawn.
  bool is_point() const { return low() == high(); }
  // "triangular", "student-t", ...: the word that case files use.
  std::string_view name() const;

 private:
  explicit Distribution(std::shared_ptr<const Law> law) : law_(std::move(law)) {}

  std::shared_ptr<const Law> law_;
};

}  // namespace restituo
