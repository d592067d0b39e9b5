// Functions whose indices are known in closed form.
#pragma once

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include <restituo/challenge/response.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/stream.hpp>

namespace restituo::test {

inline std::vector<std::string> input_names(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) {
    names.push_back("x" + std::to_string(i + 1));
  }
  return names;
}

// f(x) of one row at a time, every input uniform on [0, 1] unless `quantiles` says otherwise.
template <class Function>
Response response_of(std::size_t inputs, Function function) {
  Response response;
  response.inputs = input_names(inputs);
  response.run = [inputs, function](std::span<const double* const> values, std::span<double> results) {
    std::vector<double> x(inputs);
    for (std::size_t k = 0; k < results.size(); ++k) {
      for (std::size_t i = 0; i < inputs; ++i) x[i] = values[i][k];
      results[k] = function(x);
    }
  };
  return response;
}

// T. Ishigami, T. Homma (1990): sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 on [-pi, pi]³.
inline Response ishigami() {
  return response_of(3, [](const std::vector<double>& u) {
    const auto x = [&](std::size_t i) { return std::numbers::pi * (2 * u[i] - 1); };
    const double square = std::sin(x(1)) * std::sin(x(1));
    return std::sin(x(0)) + 7 * square + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
  });
}

// I. M. Sobol' (1993): product of (|4 x - 2| + a) / (1 + a).
inline Response g_function(const std::vector<double>& a) {
  return response_of(a.size(), [a](const std::vector<double>& x) {
    double product = 1;
    for (std::size_t i = 0; i < a.size(); ++i) product *= (std::fabs(4 * x[i] - 2) + a[i]) / (1 + a[i]);
    return product;
  });
}

// The indices of the g-function, from V_u = product over u of 1 / (3 (1 + a)²).
struct GIndices {
  std::vector<double> first, total, shapley;
};
inline GIndices g_indices(const std::vector<double>& a) {
  const std::size_t n = a.size();
  std::vector<double> v;
  for (const double one : a) v.push_back(1 / (3 * (1 + one) * (1 + one)));
  GIndices found{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
  double whole = 0;
  for (unsigned set = 1; set < (1U << n); ++set) {
    double part = 1;
    int size = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (set >> i & 1U) {
        part *= v[i];
        ++size;
      }
    }
    whole += part;
    for (std::size_t i = 0; i < n; ++i) {
      if (!(set >> i & 1U)) continue;
      if (size == 1) found.first[i] += part;
      found.total[i] += part;
      found.shapley[i] += part / size;
    }
  }
  for (auto* kind : {&found.first, &found.total, &found.shapley}) {
    for (double& one : *kind) one /= whole;
  }
  return found;
}

// Sum of weight times standard normal input.
inline Response gaussian_sum(const std::vector<double>& weights) {
  Response response = response_of(weights.size(), [weights](const std::vector<double>& x) {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * x[i];
    return sum;
  });
  response.quantiles = [](std::size_t, std::span<const double> u, std::span<double> x) { normal_quantile(u, x); };
  return response;
}

// The same with a correlation between the first two.
inline Response gaussian_pair(const std::vector<double>& weights, double correlation) {
  Response response = gaussian_sum(weights);
  const RankCorrelation pair[]{{"x1", "x2", correlation, {}}};
  response.joined = {{Copula::gaussian({"x1", "x2"}, pair, CorrelationMeasure::normal_scores).value(), {0, 1}}};
  return response;
}

// Two inputs with Student's t distribution, joined by a Student copula of the same degrees of freedom.
template <class Function>
Response student_pair(double degrees_of_freedom, double correlation, Function function) {
  Response response = response_of(2, function);
  const Distribution t = Distribution::student_t(degrees_of_freedom, 0, 1).value();
  response.quantiles = [t](std::size_t, std::span<const double> u, std::span<double> x) { t.quantiles(u, x); };
  const RankCorrelation pair[]{{"x1", "x2", correlation, {}}};
  auto copula = Copula::student(degrees_of_freedom, {"x1", "x2"}, pair, CorrelationMeasure::normal_scores);
  response.joined = {{std::move(copula.value()), {0, 1}}};
  return response;
}

// Plain random draws of inputs that are drawn each on its own.
inline Sample draw_sample(const Response& response, std::uint64_t seed, std::size_t draws) {
  Sample sample{response.inputs, Columns(response.size(), std::vector<double>(draws)), {}, std::vector<double>(draws)};
  for (std::size_t i = 0; i < response.size(); ++i) {
    Stream(seed, response.inputs[i]).fill(0, sample.values[i]);
    if (response.quantiles) response.quantiles(i, sample.values[i], sample.values[i]);
  }
  Stream(seed, "nothing").fill(0, sample.dummy);
  sample.results = results_of(response, sample.values, 2);
  return sample;
}

}  // namespace restituo::test
