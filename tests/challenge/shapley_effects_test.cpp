#include <restituo/challenge/shapley_effects.hpp>

#include <cmath>
#include <numeric>

#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>

#include "known_functions.hpp"

namespace restituo {
namespace {

double sum_of(const std::vector<SobolShare>& shares) {
  return std::accumulate(shares.begin(), shares.end(), 0.0,
                         [](double sum, const SobolShare& share) { return sum + share.value; });
}

TEST(ShapleyEffects, OfIshigamisFunctionAreThePublishedOnesAndAddUpToOne) {
  const auto effects = shapley_effects(test::ishigami(), {});
  ASSERT_TRUE(effects);
  EXPECT_NEAR(effects->shares[0].value, .4357, .006);
  EXPECT_NEAR(effects->shares[1].value, .4424, .006);
  EXPECT_NEAR(effects->shares[2].value, .1218, .006);
  EXPECT_NEAR(sum_of(effects->shares), 1, 1e-12);
  EXPECT_EQ(effects->runs, (1U << 14) * 4);
}

TEST(ShapleyEffects, OfTheGFunctionAreItsClosedForm) {
  const std::vector<double> a{0, 0.5, 3, 9, 99};
  const auto known = test::g_indices(a);
  const auto effects = shapley_effects(test::g_function(a), {.seed = 3, .rows = 1 << 17});
  ASSERT_TRUE(effects);
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_NEAR(effects->shares[i].value, known.shapley[i], .006) << i;
    EXPECT_LT(effects->shares[i].low, known.shapley[i]) << i;
    EXPECT_GT(effects->shares[i].high, known.shapley[i]) << i;
  }
}

// Y = b1 X1 + b2 X2 with correlation r has Shapley effects (b1² (1 - r²/2) + r b1 b2 + r² b2² / 2) / Var Y, and the
// same with 1 and 2 exchanged (Iooss and Prieur 2019).
TEST(ShapleyEffects, OfAGaussianPairAreTheClosedForm) {
  for (const double r : {-0.9, -0.4, 0.0, 0.3, 0.8}) {
    const double b1 = 1, b2 = 3;
    const auto effects = shapley_effects(test::gaussian_pair({b1, b2}, r), {.rows = 1 << 15});
    ASSERT_TRUE(effects);
    const double variance = b1 * b1 + 2 * r * b1 * b2 + b2 * b2;
    const double first = (b1 * b1 * (1 - r * r / 2) + r * b1 * b2 + r * r * b2 * b2 / 2) / variance;
    EXPECT_NEAR(effects->shares[0].value, first, .012) << r;
    EXPECT_NEAR(effects->shares[1].value, 1 - first, .012) << r;
    EXPECT_NEAR(effects->variance, variance, .02 * variance) << r;
    EXPECT_NEAR(sum_of(effects->shares), 1, 1e-12);
  }
}

// A third, independent input keeps its share of the variance, whatever the pair does.
TEST(ShapleyEffects, OfAnInputBesideAPairIsItsShareOfTheVariance) {
  const auto effects = shapley_effects(test::gaussian_pair({1, 1, 2}, 0.6), {});
  ASSERT_TRUE(effects);
  const double variance = 1 + 1 + 2 * 0.6 + 4;
  EXPECT_NEAR(effects->shares[2].value, 4 / variance, .012);
  EXPECT_NEAR(effects->shares[0].value, 1.6 / variance, .012);
}

// An input that does nothing but go with one that does: half of what it tells is its own (here all of it, with r = 1).
TEST(ShapleyEffects, HalveBetweenAnInputAndItsShadow) {
  const auto effects = shapley_effects(test::gaussian_pair({1, 0}, 1.0), {.rows = 1 << 13});
  ASSERT_TRUE(effects);
  EXPECT_NEAR(effects->shares[0].value, .5, .02);
  EXPECT_NEAR(effects->shares[1].value, .5, .02);
}

TEST(ShapleyEffects, AreTheSameBitsOnAnyNumberOfThreads) {
  for (const bool together : {false, true}) {
    const Response response = together ? test::gaussian_pair({1, 2}, 0.5) : test::gaussian_sum({1, 2});
    const auto one = shapley_effects(response, {.rows = 1 << 13, .threads = 1});
    const auto more = shapley_effects(response, {.rows = 1 << 13, .threads = 5});
    ASSERT_TRUE(one && more);
    EXPECT_EQ(one->shares[0].value, more->shares[0].value);
    EXPECT_EQ(one->shares[1].low, more->shares[1].low);
  }
}

// Inputs with Student's t distribution in Student's t copula of the same degrees of freedom: together they are one
// elliptical law, in which the mean of each given the other is linear. So a sum has the shares of a Gaussian pair.
TEST(ShapleyEffects, OfAStudentPairAreThoseOfTheGaussianPairForASum) {
  constexpr double freedom = 9;
  for (const double r : {-0.6, 0.0, 0.7}) {
    const double b1 = 1, b2 = 3;
    const Response response = test::student_pair(freedom, r, [&](const auto& x) { return b1 * x[0] + b2 * x[1]; });
    const auto effects = shapley_effects(response, {.rows = 1 << 16});
    ASSERT_TRUE(effects);
    const double variance = b1 * b1 + 2 * r * b1 * b2 + b2 * b2;
    const double first = (b1 * b1 * (1 - r * r / 2) + r * b1 * b2 + r * r * b2 * b2 / 2) / variance;
    EXPECT_NEAR(effects->shares[0].value, first, .012) << r;
    EXPECT_NEAR(effects->variance, variance * freedom / (freedom - 2), .05 * variance) << r;
    EXPECT_NEAR(sum_of(effects->shares), 1, 1e-12);
  }
}

// Without any correlation a Student pair still goes together: where one is far out, the other often is too. For the
// figure "x1 lies beyond 2" the second input tells P(|t_{v+1}| > 2 / sqrt((v + x2²) / (v + 1))), and its share is half
// of what that varies by: the integral below, with Boost's t distribution.
TEST(ShapleyEffects, OfAStudentPairSeeThatExtremesFallTogether) {
  constexpr double freedom = 2;
  constexpr double border = 2;
  const Response response =
      test::student_pair(freedom, 0, [](const auto& x) { return std::abs(x[0]) > border ? 1.0 : 0.0; });
  const boost::math::students_t one(freedom);
  const boost::math::students_t given(freedom + 1);
  double mean = 0, square = 0;
  constexpr int steps = 20'000;
  for (int i = 0; i < steps; ++i) {
    const double x = boost::math::quantile(one, (i + .5) / steps);
    const double scale = std::sqrt((freedom + x * x) / (freedom + 1));
    const double beyond = 2 * boost::math::cdf(boost::math::complement(given, border / scale));
    mean += beyond / steps;
    square += beyond * beyond / steps;
  }
  const double share = (square - mean * mean) / (mean * (1 - mean)) / 2;
  ASSERT_GT(share, .02) << "or the test shows nothing";
  const auto effects = shapley_effects(response, {.rows = 1 << 18, .threads = 2});
  ASSERT_TRUE(effects);
  EXPECT_NEAR(effects->shares[1].value, share, .006);
  EXPECT_LT(effects->shares[1].low, share);
  EXPECT_GT(effects->shares[1].high, share);
}

TEST(ShapleyEffects, HalveBetweenAnInputAndItsShadowInAStudentCopulaToo) {
  const Response response = test::student_pair(9, 1, [](const auto& x) { return x[0]; });
  const auto effects = shapley_effects(response, {.rows = 1 << 13});
  ASSERT_TRUE(effects);
  EXPECT_NEAR(effects->shares[0].value, .5, .02);
}

TEST(ShapleyEffects, RefuseAConstant) {
  EXPECT_FALSE(shapley_effects(test::response_of(1, [](const auto&) { return 1.0; }), {}));
}

}  // namespace
}  // namespace restituo
