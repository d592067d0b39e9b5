#include <restituo/challenge/sobol_shares.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "known_functions.hpp"

namespace restituo {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

std::vector<double> values_of(const std::vector<SobolShare>& shares) {
  std::vector<double> values;
  for (const SobolShare& share : shares) values.push_back(share.value);
  return values;
}

TEST(SobolShares, OfIshigamisFunctionAreThePublishedOnes) {
  const auto shares = sobol_shares(test::ishigami(), {.base_points = 1 << 14});
  ASSERT_TRUE(shares);
  EXPECT_THAT(values_of(shares->first),
              ElementsAre(DoubleNear(.3139, .004), DoubleNear(.4424, .004), DoubleNear(0, .004)));
  EXPECT_THAT(values_of(shares->total),
              ElementsAre(DoubleNear(.5576, .004), DoubleNear(.4424, .004), DoubleNear(.2437, .004)));
  EXPECT_NEAR(shares->mean, 3.5, .002);
  EXPECT_NEAR(shares->variance, 13.8446, .05);
  EXPECT_EQ(shares->runs, (1U << 14) * 5);
}

// Dakota's discussion 207: 5,000 points of a low-discrepancy sequence gave ST1 = 0.18 and S3 = 0.22 for this function.
TEST(SobolShares, HoldForFewPointsAndEverySeed) {
  for (const std::uint64_t seed : {0U, 1U, 2U, 20261123U}) {
    const auto shares = sobol_shares(test::ishigami(), {.seed = seed, .base_points = 4096});
    ASSERT_TRUE(shares);
    EXPECT_NEAR(shares->total[0].value, .5576, .02) << seed;
    EXPECT_NEAR(shares->first[2].value, 0, .03) << seed;
  }
}

TEST(SobolShares, OfTheGFunctionAreItsClosedForm) {
  const std::vector<double> a{0, 1, 4.5, 9, 99, 99};
  const auto known = test::g_indices(a);
  const auto shares = sobol_shares(test::g_function(a), {.base_points = 1 << 14});
  ASSERT_TRUE(shares);
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_NEAR(shares->first[i].value, known.first[i], .004) << i;
    EXPECT_NEAR(shares->total[i].value, known.total[i], .004) << i;
  }
}

TEST(SobolShares, OfASumAreTheSquaredWeightsTwice) {
  const auto shares = sobol_shares(test::gaussian_sum({1, 2, 2, 0}), {.base_points = 1 << 13});
  ASSERT_TRUE(shares);
  EXPECT_THAT(values_of(shares->first), ElementsAre(DoubleNear(1. / 9, .01), DoubleNear(4. / 9, .01),
                                                    DoubleNear(4. / 9, .01), DoubleNear(0, .01)));
  EXPECT_NEAR(shares->total[1].value, 4. / 9, .01);
  EXPECT_EQ(shares->total[3].value, 0) << "what does nothing changes nothing";
  EXPECT_FALSE(shares->first[3].is_told_from_zero());
  EXPECT_TRUE(shares->first[0].is_told_from_zero());
}

TEST(SobolShares, BoundsHoldTheTruthAndTheNoiseIsNearZero) {
  int held = 0;
  constexpr int repeats = 40;
  for (std::uint64_t seed = 0; seed < repeats; ++seed) {
    const auto shares = sobol_shares(test::ishigami(), {.seed = seed, .base_points = 512});
    ASSERT_TRUE(shares);
    held += shares->total[0].low <= .5576 && .5576 <= shares->total[0].high ? 1 : 0;
    EXPECT_LT(std::fabs(shares->noise.value), .15);
    EXPECT_FALSE(shares->noise.low > 0.1);
  }
  EXPECT_GE(held, 36);
}

TEST(SobolShares, AreTheSameBitsOnAnyNumberOfThreads) {
  const auto one = sobol_shares(test::g_function({0, 1, 9}), {.base_points = 1 << 13, .threads = 1});
  for (const unsigned threads : {2U, 7U}) {
    const auto more = sobol_shares(test::g_function({0, 1, 9}), {.base_points = 1 << 13, .threads = threads});
    ASSERT_TRUE(one && more);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(one->first[i].value, more->first[i].value);
      EXPECT_EQ(one->total[i].high, more->total[i].high);
    }
  }
}

TEST(SobolShares, RefuseInputsThatAreDrawnTogether) {
  const auto shares = sobol_shares(test::gaussian_pair({1, 1}, 0.5), {});
  ASSERT_FALSE(shares);
  EXPECT_EQ(shares.error().front().code, "shares-of-dependent-inputs");
}

TEST(SobolShares, RefuseAFigureThatNothingMovesOrThatHasNoValue) {
  const auto flat = sobol_shares(test::response_of(2, [](const auto&) { return 3.0; }), {.base_points = 64});
  ASSERT_FALSE(flat);
  EXPECT_EQ(flat.error().front().code, "response-constant");
  const auto broken = sobol_shares(test::response_of(2, [](const auto& x) { return 1 / (x[0] < 0.5 ? 0.0 : 1.0); }),
                                   {.base_points = 64});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().front().code, "response-not-finite");
  EXPECT_FALSE(sobol_shares(test::ishigami(), {.base_points = 1000})) << "1000 is no power of two";
}

}  // namespace
}  // namespace restituo
