#include <restituo/uncertainty/distribution.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

#include <fmt/format.h>

#include <restituo/base/must.hpp>

#include "elementary_kernels.hpp"
#include "law.hpp"

namespace restituo {
namespace {

using kernel::infinity;

bool finite(double x) { return kernel::absolute(x) < infinity; }

// The shortest text that reads back as the same number.
std::string text_of(double x) { return fmt::format("{}", x); }

struct Parameter {
  std::string_view name;
  double value;
};

// Collects what is wrong with the numbers of one shape.
class Check {
 public:
  Check(std::string_view shape, const Place& place) : shape_(shape), place_(place) {}

  Check& finite(std::initializer_list<Parameter> parameters) {
    for (const Parameter& p : parameters) {
      if (!restituo::finite(p.value)) {
        add("shape-not-finite", {std::string(shape_), std::string(p.name), text_of(p.value)});
      }
    }
    return *this;
  }
  Check& finite(std::string_view name, const std::vector<double>& values) {
    for (const double value : values) {
      finite({{name, value}});
    }
    return *this;
  }
  // The first parameters must not be below the one before.
  Check& ascending(std::initializer_list<Parameter> parameters) {
    if (faults_.empty() && !std::is_sorted(parameters.begin(), parameters.end(),
                                           [](const Parameter& a, const Parameter& b) { return a.value < b.value; })) {
      std::string names;
      std::string values;
      for (const Parameter& p : parameters) {
        names += (names.empty() ? "" : ", ") + std::string(p.name);
        values += (values.empty() ? "" : ", ") + text_of(p.value);
      }
      add("shape-out-of-order", {std::string(shape_), names, values});
    }
    return *this;
  }
  Check& within(const Parameter& p, double least, double most) {
    if (restituo::finite(p.value) && !(p.value >= least && p.value <= most)) {
      add("shape-parameter-range",
          {std::string(shape_), std::string(p.name), text_of(p.value), text_of(least), text_of(most)});
    }
    return *this;
  }
  Check& positive(const Parameter& p) {
    if (restituo::finite(p.value) && !(p.value > 0)) {
      add("shape-not-positive", {std::string(shape_), std::string(p.name), text_of(p.value)});
    }
    return *this;
  }
  Check& as_many(std::string_view first, std::size_t first_size, std::string_view second, std::size_t second_size,
                 std::size_t second_wanted) {
    if (first_size == 0 || second_size == 0 || second_size != second_wanted) {
      add("shape-lists-differ", {std::string(shape_), std::string(first), std::to_string(first_size),
                                 std::string(second), std::to_string(second_size)});
    }
    return *this;
  }
  Check& weights(const std::vector<double>& weights) {
    finite("weights", weights);
    const auto negative = std::find_if(weights.begin(), weights.end(), [](double w) { return w < 0; });
    if (negative != weights.end()) {
      add("shape-weight-negative", {std::string(shape_), text_of(*negative)});
    } else if (!weights.empty() && std::all_of(weights.begin(), weights.end(), [](double w) { return w == 0; })) {
      add("shape-weights-all-zero", {std::string(shape_)});
    }
    return *this;
  }

  bool good() const { return faults_.empty(); }
  auto refusal() { return refuse(in_order(std::move(faults_))); }

 private:
  void add(std::string code, std::vector<std::string> details) {
    faults_.push_back({.code = std::move(code), .place = place_, .details = std::move(details)});
  }

  std::string_view shape_;
  Place place_;
  Faults faults_;
};

// Beyond these the tables would take long to make, or the doubles run out of digits.
constexpr double least_shape = 0.01;
constexpr double least_beta_shape = 0.1;
constexpr double most_shape = 1e6;
constexpr double most_count = 1e9;
// Below it, what truncation leaves is decided by the far tail of a shape, which nobody knows.
constexpr double least_mass_left = 1e-9;

}  // namespace

Outcome<Distribution> Distribution::point(double value, const Place& place) {
  Check check("point", place);
  check.finite({{"value", value}});
  return check.good() ? Outcome<Distribution>(Distribution(point_law(value))) : check.refusal();
}

Outcome<Distribution> Distribution::uniform(double low, double high, const Place& place) {
  Check check("uniform", place);
  check.finite({{"min", low}, {"max", high}}).ascending({{"min", low}, {"max", high}});
  if (!check.good()) {
    return check.refusal();
  }
  return Distribution(low == high ? point_law(low) : uniform_law(low, high));
}

Outcome<Distribution> Distribution::triangular(double min, double mode, double max, const Place& place) {
  Check check("triangular", place);
  check.finite({{"min", min}, {"mode", mode}, {"max", max}}).ascending({{"min", min}, {"mode", mode}, {"max", max}});
  if (!check.good()) {
    return check.refusal();
  }
  return Distribution(min == max ? point_law(min) : triangular_law(min, mode, max));
}

Outcome<Distribution> Distribution::pert(double min, double mode, double max, double weight, const Place& place) {
  Check check("pert", place);
  check.finite({{"min", min}, {"mode", mode}, {"max", max}, {"weight", weight}})
      .ascending({{"min", min}, {"mode", mode}, {"max", max}})
      .positive({"weight", weight})
      .within({"weight", weight}, 0, most_shape);
  if (!check.good()) {
    return check.refusal();
  }
  if (min == max) {
    return Distribution(point_law(min));
  }
  const double alpha = 1 + weight * ((mode - min) / (max - min));
  const double beta = 1 + weight * ((max - mode) / (max - min));
  return Distribution(beta_law(alpha, beta, min, max, "pert"));
}

Outcome<Distribution> Distribution::beta(double alpha, double beta, double low, double high, const Place& place) {
  Check check("beta", place);
  check.finite({{"alpha", alpha}, {"beta", beta}, {"min", low}, {"max", high}})
      .within({"alpha", alpha}, least_beta_shape, most_shape)
      .within({"beta", beta}, least_beta_shape, most_shape)
      .ascending({{"min", low}, {"max", high}});
  if (!check.good()) {
    return check.refusal();
  }
  return Distribution(low == high ? point_law(low) : beta_law(alpha, beta, low, high, "beta"));
}

Outcome<Distribution> Distribution::normal(double mean, double sd, const Place& place) {
  Check check("normal", place);
  check.finite({{"mean", mean}, {"sd", sd}}).positive({"sd", sd});
  return check.good() ? Outcome<Distribution>(Distribution(normal_law(mean, sd))) : check.refusal();
}

Outcome<Distribution> Distribution::lognormal(double median, double log_sd, const Place& place) {
  Check check("lognormal", place);
  check.finite({{"median", median}, {"log_sd", log_sd}})
      .positive({"median", median})
      .positive({"log_sd", log_sd})
      .within({"log_sd", log_sd}, 0, 30);
  return check.good() ? Outcome<Distribution>(Distribution(lognormal_law(median, log_sd))) : check.refusal();
}

Outcome<Distribution> Distribution::student_t(double degrees_of_freedom, double location, double scale,
                                              const Place& place) {
  Check check("student-t", place);
  check.finite({{"degrees_of_freedom", degrees_of_freedom}, {"location", location}, {"scale", scale}})
      .within({"degrees_of_freedom", degrees_of_freedom}, 0.5, 2 * most_shape)
      .positive({"scale", scale});
  return check.good() ? Outcome<Distribution>(Distribution(student_law(degrees_of_freedom, location, scale)))
                      : check.refusal();
}

Outcome<Distribution> Distribution::gamma(double shape, double scale, const Place& place) {
  Check check("gamma", place);
  check.finite({{"shape", shape}, {"scale", scale}})
      .within({"shape", shape}, least_shape, most_shape)
      .positive({"scale", scale});
  return check.good() ? Outcome<Distribution>(Distribution(gamma_law(shape, scale))) : check.refusal();
}

Outcome<Distribution> Distribution::weibull(double shape, double scale, const Place& place) {
  Check check("weibull", place);
  check.finite({{"shape", shape}, {"scale", scale}})
      .within({"shape", shape}, least_shape, most_shape)
      .positive({"scale", scale});
  return check.good() ? Outcome<Distribution>(Distribution(weibull_law(shape, scale))) : check.refusal();
}

Outcome<Distribution> Distribution::poisson(double mean, const Place& place) {
  Check check("poisson", place);
  check.finite({{"mean", mean}}).within({"mean", mean}, 0, most_count);
  if (!check.good()) {
    return check.refusal();
  }
  return Distribution(mean == 0 ? point_law(0) : poisson_law(mean));
}

Outcome<Distribution> Distribution::binomial(double trials, double probability, const Place& place) {
  Check check("binomial", place);
  check.finite({{"trials", trials}, {"probability", probability}})
      .within({"trials", trials}, 0, most_count)
      .within({"probability", probability}, 0, 1);
  if (!check.good()) {
    return check.refusal();
  }
  if (static_cast<double>(static_cast<long long>(trials)) != trials) {
    return refuse({.code = "shape-not-whole", .place = place, .details = {"binomial", "trials", text_of(trials)}});
  }
  if (trials == 0 || probability == 0 || probability == 1) {
    return Distribution(point_law(probability == 1 ? trials : 0));
  }
  return Distribution(binomial_law(trials, probability));
}

Outcome<Distribution> Distribution::discrete(std::vector<double> values, std::vector<double> weights,
                                             const Place& place) {
  Check check("discrete", place);
  check.as_many("values", values.size(), "weights", weights.size(), values.size())
      .finite("values", values)
      .weights(weights);
  return check.good() ? Outcome<Distribution>(Distribution(discrete_law(values, weights, "discrete")))
                      : check.refusal();
}

Outcome<Distribution> Distribution::histogram(std::vector<double> edges, std::vector<double> weights,
                                              const Place& place) {
  Check check("histogram", place);
  check.as_many("edges", edges.size(), "weights", weights.size(), edges.empty() ? 0 : edges.size() - 1)
      .finite("edges", edges)
      .weights(weights);
  if (!check.good()) {
    return check.refusal();
  }
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    if (!(edges[i] < edges[i + 1])) {
      return refuse({.code = "shape-edges-not-increasing",
                     .place = place,
                     .details = {text_of(edges[i]), text_of(edges[i + 1])}});
    }
  }
  return Distribution(histogram_law(std::move(edges), std::move(weights)));
}

Outcome<Distribution> Distribution::empirical(std::vector<double> values, const Place& place) {
  Check check("empirical", place);
  const std::vector<double> weights(values.size(), 1.0);
  check.as_many("values", values.size(), "weights", weights.size(), values.size()).finite("values", values);
  return check.good() ? Outcome<Distribution>(Distribution(discrete_law(values, weights, "empirical")))
                      : check.refusal();
}

Outcome<Distribution> Distribution::mixture(std::vector<Distribution> components, std::vector<double> weights,
                                            const Place& place) {
  Check check("mixture", place);
  check.as_many("components", components.size(), "weights", weights.size(), components.size()).weights(weights);
  if (!check.good()) {
    return check.refusal();
  }
  std::vector<LawPointer> laws;
  std::vector<double> counted;
  for (std::size_t i = 0; i < components.size(); ++i) {
    if (weights[i] > 0) {
      laws.push_back(components[i].law_);
      counted.push_back(weights[i]);
    }
  }
  return Distribution(laws.size() == 1 ? laws.front() : mixture_law(std::move(laws), std::move(counted)));
}

Outcome<Distribution> Distribution::truncated(double low, double high, const Place& place) const {
  if (!(low <= high)) {
    return refuse({.code = "shape-out-of-order",
                   .place = place,
                   .details = {std::string(name()), "low, high", text_of(low) + ", " + text_of(high)}});
  }
  if (low <= this->low() && high >= this->high()) {
    return *this;
  }
  const double from = std::max(low, this->low());
  const double to = std::min(high, this->high());
  if (!(from <= to) || !(law_->mass(from, to) >= least_mass_left)) {
    return refuse({.code = "truncation-leaves-nothing",
                   .place = place,
                   .details = {std::string(name()), text_of(low), text_of(high)}});
  }
  return Distribution(from == to ? point_law(from) : law_->truncated(from, to));
}

double Distribution::quantile(double u) const { return law_->quantile(u); }

void Distribution::quantiles(std::span<const double> u, std::span<double> out) const {
  must(u.size() == out.size(), "a block of values is as long as its block of draws");
  law_->quantiles(u.data(), out.data(), out.size());
}

void Distribution::quantiles_of_scores(std::span<const double> z, std::span<double> out) const {
  must(z.size() == out.size(), "a block of values is as long as its block of scores");
  law_->quantiles_of_scores(z.data(), out.data(), out.size());
}

double Distribution::cdf(double x) const { return x != x ? x : law_->cdf(x); }
double Distribution::mean() const { return law_->mean(); }
double Distribution::variance() const { return law_->variance(); }
double Distribution::low() const { return law_->low(); }
double Distribution::high() const { return law_->high(); }
std::string_view Distribution::name() const { return law_->name(); }

}  // namespace restituo
