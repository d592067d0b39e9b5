#include <restituo/challenge/shapley_effects.hpp>

#include <numeric>

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

TEST(ShapleyEffects, RefuseAStudentCopulaAndAConstant) {
  Response response = test::gaussian_sum({1, 1});
  const RankCorrelation pair[]{{"x1", "x2", 0.5, {}}};
  response.dependence = Copula::student(4, response.inputs, pair, CorrelationMeasure::normal_scores).value();
  const auto effects = shapley_effects(response, {});
  ASSERT_FALSE(effects);
  EXPECT_EQ(effects.error().front().code, "effects-of-student-copula");
  EXPECT_FALSE(shapley_effects(test::response_of(1, [](const auto&) { return 1.0; }), {}));
}

}  // namespace
}  // namespace restituo
