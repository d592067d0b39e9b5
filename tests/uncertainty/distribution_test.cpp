#include <restituo/uncertainty/distribution.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <restituo/base/fault.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/stream.hpp>

#include "shapes.hpp"

namespace restituo {
namespace {

using test::all_shapes;
using test::NamedShape;
using test::no_limit;

// Even steps, and both ends down to the last draw that a stream can give.
std::vector<double> grid() {
  std::vector<double> u;
  for (int i = 1; i < 4000; ++i) {
    u.push_back(i / 4000.0);
  }
  for (int k = 2; k <= 53; ++k) {
    for (const double part : {1.0, 1.02, 1.25, 1.5, 1.97}) {
      const double p = std::ldexp(part, -k);
      u.push_back(p);
      u.push_back(1 - p);
    }
  }
  std::sort(u.begin(), u.end());
  return u;
}

TEST(Distribution, QuantileUndoesTheCdfWithinOneInTenThousandMillion) {
  for (const NamedShape& s : all_shapes()) {
    if (!s.continuous) {
      continue;
    }
    for (const double u : grid()) {
      const double x = s.shape.quantile(u);
      // Where the density is so high that neighbouring doubles are further apart, x is within two of the true value.
      const double below = s.shape.cdf(std::nextafter(std::nextafter(x, -no_limit), -no_limit));
      const double above = s.shape.cdf(std::nextafter(std::nextafter(x, no_limit), no_limit));
      ASSERT_GT(u, below - 1e-10) << s.name << " at " << u;
      ASSERT_LT(u, above + 1e-10) << s.name << " at " << u;
    }
  }
}

TEST(Distribution, QuantileIsTheFirstValueThatReachesTheProbability) {
  for (const NamedShape& s : all_shapes()) {
    if (s.continuous) {
      continue;
    }
    for (const double u : grid()) {
      const double x = s.shape.quantile(u);
      ASSERT_GE(s.shape.cdf(x), u - 1e-10) << s.name << " at " << u;
      ASSERT_LE(s.shape.cdf(std::nextafter(x, -no_limit)), u + 1e-10) << s.name << " at " << u;
    }
  }
}

TEST(Distribution, QuantileNeverFallsAndStaysWithinTheSupport) {
  for (const NamedShape& s : all_shapes()) {
    double before = s.shape.low();
    for (const double u : grid()) {
      const double x = s.shape.quantile(u);
      ASSERT_GE(x, before - 1e-13 * std::abs(x)) << s.name << " at " << u;
      ASSERT_GE(x, s.shape.low()) << s.name;
      ASSERT_LE(x, s.shape.high()) << s.name;
      before = x;
    }
    EXPECT_EQ(s.shape.quantile(0), s.shape.low()) << s.name;
    EXPECT_EQ(s.shape.quantile(1), s.shape.high()) << s.name;
    EXPECT_TRUE(std::isnan(s.shape.quantile(std::nan("")))) << s.name;
  }
}

TEST(Distribution, BlocksGiveTheBitsOfSingleDrawsAlsoInPlace) {
  const Stream stream(5, "blocks");
  for (const NamedShape& s : all_shapes()) {
    for (const std::size_t size : {1U, 2U, 3U, 5U, 513U, 1030U}) {
      std::vector<double> u(size);
      stream.fill(0, u);
      std::vector<double> values(size);
      s.shape.quantiles(u, values);
      for (std::size_t i = 0; i < size; ++i) {
        ASSERT_EQ(values[i], s.shape.quantile(u[i])) << s.name;
      }
      s.shape.quantiles(u, u);
      ASSERT_EQ(u, values) << s.name;
    }
  }
}

TEST(Distribution, ScoresGiveTheValueWhoseCdfIsTheNormalOne) {
  const Stream stream(6, "scores");
  std::vector<double> z(1000);
  stream.fill(0, z);
  normal_quantile(z, z);
  std::vector<double> values(z.size());
  for (const NamedShape& s : all_shapes()) {
    s.shape.quantiles_of_scores(z, values);
    for (std::size_t i = 0; i < z.size(); ++i) {
      const double u = normal_cdf(z[i]);
      ASSERT_GT(u, s.shape.cdf(std::nextafter(values[i], -no_limit)) - 1e-10) << s.name << " at " << z[i];
      ASSERT_LT(u, s.shape.cdf(std::nextafter(values[i], no_limit)) + 1e-10) << s.name << " at " << z[i];
    }
    std::vector<double> in_place = z;
    s.shape.quantiles_of_scores(in_place, in_place);
    ASSERT_EQ(in_place, values) << s.name;
  }
}

// Integrals of x and x^2 over u, octave by octave down to 2^-40 of either tail.
struct Moments {
  double mean = 0;
  double variance = 0;
};
Moments integrated(const Distribution& shape) {
  constexpr int steps = 1000;
  const double middle = shape.quantile(0.5);
  double first = 0;
  double second = 0;
  for (int k = 1; k <= 40; ++k) {
    const double from = std::ldexp(1.0, -k - 1);
    for (int i = 0; i < steps; ++i) {
      const double p = from * (1 + (i + 0.5) / steps);
      for (const double u : {p, 1 - p}) {
        const double off = shape.quantile(u) - middle;
        first += off * from / steps;
        second += off * off * from / steps;
      }
    }
  }
  return {middle + first, second - first * first};
}

TEST(Distribution, HasTheMomentsThatItsDrawsHave) {
  for (const NamedShape& s : all_shapes()) {
    // Tails that integration to 2^-40 cannot reach have tests of their own below.
    if (s.name.starts_with("student-t") || s.name.starts_with("lognormal, ") || s.name == "gamma(0.01)" ||
        s.name == "weibull(0.1)") {
      continue;
    }
    const Moments sampled = integrated(s.shape);
    const double spread = std::sqrt(s.shape.variance());
    EXPECT_NEAR(sampled.mean, s.shape.mean(), 3e-4 * spread) << s.name;
    EXPECT_NEAR(sampled.variance, s.shape.variance(), 1.5e-3 * s.shape.variance()) << s.name;
  }
}

TEST(Distribution, HasTheMomentsOfTheTextbook) {
  using D = Distribution;
  EXPECT_DOUBLE_EQ(D::uniform(2, 8)->mean(), 5);
  EXPECT_DOUBLE_EQ(D::uniform(2, 8)->variance(), 3);
  EXPECT_DOUBLE_EQ(D::triangular(0, 3, 6)->variance(), 1.5);
  EXPECT_DOUBLE_EQ(D::pert(1, 3, 8)->mean(), (1 + 4 * 3 + 8) / 6.0);
  EXPECT_DOUBLE_EQ(D::pert(1, 3, 8, 10)->mean(), (1 + 10 * 3 + 8) / 12.0);
  EXPECT_DOUBLE_EQ(D::beta(2, 3, 0, 1)->variance(), 0.04);
  EXPECT_NEAR(D::lognormal(1, 3)->mean(), std::exp(4.5), 1e-12 * std::exp(4.5));
  EXPECT_NEAR(D::lognormal(2, 0.5)->variance(), 4 * std::exp(0.25) * std::expm1(0.25), 1e-14);
  EXPECT_DOUBLE_EQ(D::student_t(5, 1, 2)->variance(), 4 * 5 / 3.0);
  EXPECT_TRUE(std::isnan(D::student_t(1, 0, 1)->mean()));
  EXPECT_EQ(D::student_t(2, 0, 1)->variance(), no_limit);
  EXPECT_DOUBLE_EQ(D::gamma(0.01, 100)->variance(), 100);
  EXPECT_NEAR(D::weibull(2, 3)->mean(), 3 * std::sqrt(std::acos(-1.0)) / 2, 1e-14);
  EXPECT_NEAR(D::poisson(3.5)->variance(), 3.5, 1e-13);
  EXPECT_NEAR(D::binomial(10, 0.3)->variance(), 2.1, 1e-14);
}

TEST(Distribution, TruncatedNormalHasTheClosedFormMoments) {
  // Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1, section 10.1.
  const auto density = [](double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0)); };
  const double a = -0.5;
  const double b = 1.75;
  const double mass = normal_cdf(b) - normal_cdf(a);
  const double ratio = (density(a) - density(b)) / mass;
  const Distribution shape = Distribution::normal(10, 2)->truncated(10 + 2 * a, 10 + 2 * b).value();
  EXPECT_NEAR(shape.mean(), 10 + 2 * ratio, 1e-11);
  EXPECT_NEAR(shape.variance(), 4 * (1 + (a * density(a) - b * density(b)) / mass - ratio * ratio), 1e-10);
}

// chaospy issue 396: after a dependency changed, limits were taken in standard deviations and not in the value's unit.
TEST(Truncation, TakesItsLimitsInTheUnitOfTheValue) {
  const Distribution shape = Distribution::normal(100, 15)->truncated(70, 130).value();
  EXPECT_EQ(shape.low(), 70);
  EXPECT_EQ(shape.high(), 130);
  EXPECT_NEAR(shape.cdf(100), 0.5, 1e-13);
  EXPECT_NEAR(shape.cdf(115), (normal_cdf(1) - normal_cdf(-2)) / (normal_cdf(2) - normal_cdf(-2)), 1e-12);
  EXPECT_NEAR(shape.quantile(0.5), 100, 1e-10);
}

TEST(Truncation, RescalesTheDrawBetweenTheTwoProbabilities) {
  for (const NamedShape& s : all_shapes()) {
    if (!s.continuous) {
      continue;
    }
    const double low = s.shape.quantile(0.2);
    const double high = s.shape.quantile(0.7);
    if (!(low < high) || s.name.starts_with("gamma(0.01")) {
      continue;
    }
    const Distribution part = s.shape.truncated(low, high).value();
    const double from = s.shape.cdf(low);
    const double to = s.shape.cdf(high);
    for (double u = 0.01; u < 1; u += 0.01) {
      const double x = part.quantile(u);
      ASSERT_NEAR(s.shape.cdf(x), from + u * (to - from), 1e-10) << s.name << " at " << u;
      ASSERT_NEAR(part.cdf(x), u, 2e-10) << s.name << " at " << u;
    }
    EXPECT_EQ(part.name(), s.shape.name());
  }
}

TEST(Truncation, OfAPartIsAPartOfTheWhole) {
  const Distribution once = Distribution::lognormal(18, 0.5)->truncated(10, 40).value();
  const Distribution twice = Distribution::lognormal(18, 0.5)->truncated(5, 60)->truncated(10, 40).value();
  for (double u = 0.005; u < 1; u += 0.005) {
    EXPECT_NEAR(once.quantile(u), twice.quantile(u), 1e-9);
  }
}

TEST(Truncation, WithoutEffectIsTheSameDistribution) {
  const Distribution whole = Distribution::pert(1, 3, 6).value();
  EXPECT_EQ(whole.truncated(-no_limit, no_limit)->quantile(0.123), whole.quantile(0.123));
  EXPECT_EQ(whole.truncated(0, 7)->high(), 6);
}

TEST(Truncation, KeepsTheFarTailOfANormalExactly) {
  // Given x > 5: P(X > x) = Q(x) / Q(5).
  const Distribution tail = Distribution::normal(0, 1)->truncated(5, no_limit).value();
  for (const double u : {0.001, 0.3, 0.5, 0.9, 0.999999}) {
    const double x = tail.quantile(u);
    EXPECT_NEAR(normal_cdf(-x) / normal_cdf(-5), 1 - u, 1e-11) << u;
  }
}

TEST(Truncation, OfCountsKeepsTheCountsWithin) {
  const Distribution part = Distribution::poisson(3)->truncated(0.5, 2.5).value();
  EXPECT_EQ(part.low(), 1);
  EXPECT_EQ(part.high(), 2);
  EXPECT_NEAR(part.cdf(1), 3 / (3 + 4.5), 1e-15);
}

TEST(Truncation, ThatLeavesAlmostNothingIsRefused) {
  const Place place{"case.toml", 7, 3};
  for (const auto& refused :
       {Distribution::normal(0, 1)->truncated(7, 8, place), Distribution::pert(1, 3, 6)->truncated(7, 9, place),
        Distribution::poisson(3)->truncated(0.2, 0.8, place), Distribution::point(3)->truncated(4, 5, place)}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().front().code, "truncation-leaves-nothing");
    EXPECT_EQ(refused.error().front().place, place);
  }
  EXPECT_EQ(Distribution::normal(0, 1)->truncated(2, 1).error().front().code, "shape-out-of-order");
}

TEST(Mixture, IsTheWeightedMeanOfTheCdfs) {
  const std::vector<Distribution> experts{Distribution::lognormal(20, 0.3).value(),
                                          Distribution::pert(10, 30, 70).value(), Distribution::point(25).value()};
  const Distribution pool = Distribution::mixture(experts, {1, 2, 1}).value();
  for (double x = 5; x < 80; x += 0.37) {
    EXPECT_NEAR(pool.cdf(x), 0.25 * experts[0].cdf(x) + 0.5 * experts[1].cdf(x) + 0.25 * experts[2].cdf(x), 1e-15);
  }
  EXPECT_EQ(pool.quantile(pool.cdf(25) - 0.1), 25);  // a quarter of the draws
}

TEST(Mixture, OfOneIsThatOneAndIgnoresWeightsOfZero) {
  const Distribution pert = Distribution::pert(1, 3, 6).value();
  const Distribution pool = Distribution::mixture({pert, Distribution::uniform(100, 200).value()}, {2, 0}).value();
  EXPECT_EQ(pool.name(), "pert");
  EXPECT_EQ(pool.quantile(0.3), pert.quantile(0.3));
}

TEST(Point, IsOneNumber) {
  const Distribution point = Distribution::point(1234.5).value();
  for (const double u : {0.0, 1e-17, 0.3, 1.0}) {
    EXPECT_EQ(point.quantile(u), 1234.5);
  }
  EXPECT_EQ(point.mean(), 1234.5);
  EXPECT_EQ(point.variance(), 0);
  EXPECT_EQ(point.cdf(1234.5), 1);
  EXPECT_EQ(point.cdf(1234.4), 0);
  EXPECT_TRUE(point.is_point());
}

TEST(Distribution, WithEqualEndsIsAPoint) {
  using D = Distribution;
  for (const auto& shape : {D::uniform(3, 3), D::triangular(3, 3, 3), D::pert(3, 3, 3), D::beta(2, 2, 3, 3),
                            D::poisson(0), D::binomial(5, 0), D::binomial(3, 1), D::normal(1, 2)->truncated(3, 3)}) {
    if (shape) {
      EXPECT_TRUE(shape->is_point());
    }
  }
  EXPECT_EQ(D::binomial(3, 1)->quantile(0.5), 3);
}

TEST(Empirical, GivesEachValueItsShareAndNothingBetween) {
  const Distribution seen = Distribution::empirical({30, 10, 20, 20}).value();
  EXPECT_EQ(seen.quantile(0.25), 10);
  EXPECT_EQ(seen.quantile(0.2500001), 20);
  EXPECT_EQ(seen.quantile(0.75), 20);
  EXPECT_EQ(seen.quantile(0.76), 30);
  EXPECT_DOUBLE_EQ(seen.mean(), 20);
}

TEST(Histogram, IsEvenWithinEachBinAndLeavesEmptyBinsOut) {
  const Distribution shape = Distribution::histogram({0, 10, 20, 30, 40}, {0, 1, 0, 3}).value();
  EXPECT_EQ(shape.low(), 10);
  EXPECT_DOUBLE_EQ(shape.quantile(0.125), 15);
  EXPECT_DOUBLE_EQ(shape.quantile(0.25), 20);
  EXPECT_DOUBLE_EQ(shape.quantile(0.25 + 1e-12), 30 + 1e-12 / 0.75 * 10);
  EXPECT_DOUBLE_EQ(shape.cdf(25), 0.25);
}

struct Refusal {
  Outcome<Distribution> outcome;
  std::string code;
};

TEST(Distribution, RefusesNumbersThatMakeNoShape) {
  using D = Distribution;
  const double nan = std::nan("");
  const Place place{"case.toml", 12, 8};
  const Refusal refusals[]{
      {D::point(nan, place), "shape-not-finite"},
      {D::uniform(5, 1, place), "shape-out-of-order"},
      {D::uniform(0, no_limit, place), "shape-not-finite"},
      {D::triangular(1, 7, 6, place), "shape-out-of-order"},
      {D::pert(1, 0, 6, 4, place), "shape-out-of-order"},
      {D::pert(1, 3, 6, 0, place), "shape-not-positive"},
      {D::beta(0, 1, 0, 1, place), "shape-parameter-range"},
      {D::normal(0, 0, place), "shape-not-positive"},
      {D::normal(0, -1, place), "shape-not-positive"},
      {D::lognormal(0, 1, place), "shape-not-positive"},
      {D::student_t(0.1, 0, 1, place), "shape-parameter-range"},
      {D::gamma(1e9, 1, place), "shape-parameter-range"},
      {D::weibull(1, 0, place), "shape-not-positive"},
      {D::poisson(-1, place), "shape-parameter-range"},
      {D::binomial(2.5, 0.5, place), "shape-not-whole"},
      {D::binomial(2, 1.5, place), "shape-parameter-range"},
      {D::discrete({}, {}, place), "shape-lists-differ"},
      {D::discrete({1, 2}, {1}, place), "shape-lists-differ"},
      {D::discrete({1, 2}, {1, -1}, place), "shape-weight-negative"},
      {D::discrete({1, 2}, {0, 0}, place), "shape-weights-all-zero"},
      {D::histogram({1, 2}, {1, 1}, place), "shape-lists-differ"},
      {D::histogram({1, 1, 2}, {1, 1}, place), "shape-edges-not-increasing"},
      {D::empirical({1, nan}, place), "shape-not-finite"},
      {D::mixture({}, {}, place), "shape-lists-differ"},
  };
  for (const Refusal& refusal : refusals) {
    ASSERT_FALSE(refusal.outcome) << refusal.code;
    EXPECT_EQ(refusal.outcome.error().front().code, refusal.code);
    EXPECT_EQ(refusal.outcome.error().front().place, place);
    for (const Language language : all_languages()) {
      EXPECT_NE(text_of(refusal.outcome.error().front(), language).find(refusal.code), std::string::npos);
    }
  }
}

TEST(Distribution, CollectsAllThatIsWrongWithAShape) {
  const auto refused = Distribution::lognormal(-1, -2);
  ASSERT_FALSE(refused);
  EXPECT_GE(refused.error().size(), 2U);
}

}  // namespace
}  // namespace restituo
