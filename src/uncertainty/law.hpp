// A Law is what stands behind a Distribution: one class per family of shapes, checked parameters, nothing to refuse.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "special.hpp"

namespace restituo {

class Law : public std::enable_shared_from_this<Law> {
 public:
  virtual ~Law() = default;

  // Every u strictly between 0 and 1; `out` may be `u`.
  virtual void quantiles(const double* u, double* out, std::size_t count) const = 0;
  // By way of the normal cdf; a shape made from normal numbers has a shorter way.
  virtual void quantiles_of_scores(const double* z, double* out, std::size_t count) const;
  virtual double cdf(double x) const = 0;
  // P(X < x), which differs from the cdf where single values have a probability.
  virtual double cdf_below(double x) const { return cdf(x); }
  virtual double mean() const = 0;
  virtual double variance() const = 0;
  virtual double low() const = 0;
  virtual double high() const = 0;
  virtual std::string_view name() const = 0;
  // P(from <= X <= to), without cancellation.
  virtual double mass(double from, double to) const = 0;
  // Given that from <= X <= to. from < to, both within the support (or equal to its ends), mass not 0.
  virtual std::shared_ptr<const Law> truncated(double from, double to) const = 0;

  double quantile(double u) const;
};

using LawPointer = std::shared_ptr<const Law>;

LawPointer point_law(double value);
LawPointer uniform_law(double low, double high);
LawPointer triangular_law(double min, double mode, double max);
LawPointer normal_law(double mean, double sd);
LawPointer lognormal_law(double median, double log_sd);
LawPointer beta_law(double alpha, double beta, double low, double high, std::string_view name);
LawPointer gamma_law(double shape, double scale);
LawPointer weibull_law(double shape, double scale);
LawPointer student_law(double degrees_of_freedom, double location, double scale);
LawPointer poisson_law(double mean);
LawPointer binomial_law(double trials, double probability);
// Values need not be in order and may repeat; the weights need not add up to 1.
LawPointer discrete_law(std::span<const double> values, std::span<const double> weights, std::string_view name);
LawPointer histogram_law(std::vector<double> edges, std::vector<double> weights);
LawPointer mixture_law(std::vector<LawPointer> components, std::vector<double> weights);

}  // namespace restituo
