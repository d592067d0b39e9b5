// Every shape with a density or a count, against Boost.Math.
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <boost/math/distributions.hpp>
#include <gtest/gtest.h>

#include <restituo/uncertainty/distribution.hpp>

namespace restituo {
namespace {

namespace bm = boost::math;

std::vector<double> probabilities() {
  std::vector<double> p;
  for (int i = 1; i < 200; ++i) {
    p.push_back(i / 200.0);
  }
  for (int k = 8; k <= 50; k += 3) {
    p.push_back(std::ldexp(1.3, -k));
    p.push_back(1 - std::ldexp(1.3, -k));
  }
  return p;
}

// Our value within 1e-10 in probability by the oracle's own cdf, and near its quantile as the density allows.
template <class Oracle>
void expect_alike(const std::string& name, const Outcome<Distribution>& outcome, const Oracle& oracle, double scale = 1,
                  double origin = 0) {
  ASSERT_TRUE(outcome) << name;
  const Distribution& shape = *outcome;
  for (const double u : probabilities()) {
    const double x = (shape.quantile(u) - origin) / scale;
    const auto tail = [&](double at) { return u < 0.5 ? bm::cdf(oracle, at) : bm::cdf(bm::complement(oracle, at)); };
    const double want = u < 0.5 ? u : 1 - u;
    ASSERT_NEAR(tail(x), want, 1e-10) << name << " at " << u;
    // Near an end other than 0 a double has too few digits for more.
    const double end = u < 0.5 ? shape.low() : shape.high();
    if (end == 0 || std::isinf(end)) {
      ASSERT_NEAR(tail(x) / want, 1, 2e-9) << name << " at " << u;
    }
    ASSERT_NEAR(shape.cdf(origin + scale * x), bm::cdf(oracle, x), 1e-12) << name << " at " << u;
  }
  EXPECT_NEAR(shape.mean(), origin + scale * bm::mean(oracle), 1e-11 * std::abs(scale * bm::mean(oracle)) + 1e-12)
      << name;
  EXPECT_NEAR(shape.variance() / (scale * scale), bm::variance(oracle), 1e-11 * bm::variance(oracle)) << name;
}

TEST(Oracle, NormalAndLognormal) {
  expect_alike("normal", Distribution::normal(100, 15), bm::normal(100, 15));
  for (const double sd : {0.05, 0.25, 1.0, 1.49, 1.51, 3.0}) {
    expect_alike("lognormal", Distribution::lognormal(18, sd), bm::lognormal(std::log(18), sd));
  }
}

TEST(Oracle, BetaAndPert) {
  for (const double a : {0.3, 1.0, 1.7, 5.0, 40.0, 2000.0}) {
    for (const double b : {0.3, 1.0, 2.4, 5.0, 300.0}) {
      // Boost's complement is asked for at a value, which near 1 has too few digits for sharp right ends.
      if (b >= 1) {
        expect_alike("beta", Distribution::beta(a, b, 0, 1), bm::beta_distribution<>(a, b));
      }
    }
  }
  expect_alike("pert", Distribution::pert(1, 3, 6), bm::beta_distribution<>(1 + 4 * 0.4, 1 + 4 * 0.6), 5, 1);
}

TEST(Oracle, GammaAndWeibull) {
  for (const double shape : {0.15, 0.5, 1.0, 2.5, 30.0, 4000.0}) {
    expect_alike("gamma", Distribution::gamma(shape, 2), bm::gamma_distribution<>(shape, 2));
  }
  for (const double shape : {0.19, 0.8, 1.0, 3.6, 20.0}) {
    expect_alike("weibull", Distribution::weibull(shape, 7), bm::weibull(shape, 7));
  }
}

TEST(Oracle, StudentT) {
  for (const double degrees : {2.5, 3.0, 4.0, 10.0, 200.0, 50000.0}) {
    expect_alike("student-t", Distribution::student_t(degrees, 0, 1), bm::students_t(degrees));
  }
}

TEST(Oracle, Triangular) { expect_alike("triangular", Distribution::triangular(4, 6, 7), bm::triangular(4, 6, 7)); }

using IntegerUp = bm::policies::policy<bm::policies::discrete_quantile<bm::policies::integer_round_up>>;

template <class Oracle>
void expect_same_counts(const Outcome<Distribution>& outcome, const Oracle& oracle, double from, double to) {
  ASSERT_TRUE(outcome);
  for (double k = from; k <= to; ++k) {
    EXPECT_NEAR(outcome->cdf(k), bm::cdf(oracle, k), 1e-11) << k;
  }
  for (const double u : probabilities()) {
    const double ours = outcome->quantile(u);
    const double theirs = bm::quantile(oracle, u);
    // Where the two cdfs differ in the last digits just at u, the neighbour is right as well.
    EXPECT_TRUE(ours == theirs || std::abs(bm::cdf(oracle, std::min(ours, theirs)) - u) < 1e-11)
        << u << " " << ours << " " << theirs;
  }
}

TEST(Oracle, PoissonAndBinomial) {
  for (const double mean : {0.1, 3.0, 77.7, 12345.6}) {
    expect_same_counts(Distribution::poisson(mean), bm::poisson_distribution<double, IntegerUp>(mean),
                       std::floor(std::max(0.0, mean - 60)), mean + 60);
  }
  for (const double p : {0.001, 0.3, 0.97}) {
    for (const double n : {1.0, 10.0, 1000.0, 100000.0}) {
      expect_same_counts(Distribution::binomial(n, p), bm::binomial_distribution<double, IntegerUp>(n, p),
                         std::floor(std::max(0.0, n * p - 60)), std::min(n, n * p + 60));
    }
  }
}

}  // namespace
}  // namespace restituo
