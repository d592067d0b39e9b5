#include <restituo/challenge/given_data.hpp>

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "known_functions.hpp"

namespace restituo {
namespace {

constexpr std::size_t draws = 100'000;

Sample uniform_sum(const std::vector<double>& weights) {
  return draw_sample(test::response_of(weights.size(),
                                       [weights](const std::vector<double>& x) {
                                         double sum = 0;
                                         for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * x[i];
                                         return sum;
                                       }),
                     7, draws, 2);
}

TEST(Sample, IsTheSameOnAnyNumberOfThreadsAndItsPrefixOfAnyLength) {
  const Response response = test::gaussian_pair({1, 2, 3}, -0.5);
  const Sample one = draw_sample(response, 1, 10'000, 1);
  const Sample more = draw_sample(response, 1, 10'000, 7);
  const Sample fewer = draw_sample(response, 1, 5'000, 2);
  EXPECT_EQ(one.results, more.results);
  EXPECT_TRUE(std::equal(fewer.results.begin(), fewer.results.end(), one.results.begin()));
  EXPECT_EQ(results_of(response, one.values, 3), one.results);
}

// The lowest fifth of a uniform input has mean 0.1, the highest 0.9; the rest stays at 0.5 on average.
TEST(ConditionalMeans, OfASumMoveWithTheWeight) {
  const Sample sample = uniform_sum({1, 5, 0});
  for (const auto& [input, weight] : {std::pair{0, 1.0}, {1, 5.0}, {2, 0.0}}) {
    const ConditionalMeans means =
        SortedInput(sample.values[static_cast<std::size_t>(input)], sample.results).conditional_means();
    EXPECT_NEAR(means.high - means.low, 0.8 * weight, .06) << input;
    EXPECT_NEAR((means.high + means.low) / 2, 3, .04) << input;
  }
}

// A uniform figure that is its input: slice s of 10 is at most max(s, 9 - s) tenths away from the whole; the median of
// .9 .8 .7 .6 .5 .5 .6 .7 .8 .9 is .7.
TEST(Pawn, OfAFigureThatIsItsInputIsTheClosedForm) {
  const Sample sample = draw_sample(test::response_of(2, [](const auto& x) { return x[0]; }), 1, draws, 1);
  const PawnIndex own = SortedInput(sample.values[0], sample.results).pawn(10);
  EXPECT_NEAR(own.median, .7, .005);
  EXPECT_NEAR(own.largest, .9, .005);
  const PawnIndex other = SortedInput(sample.values[1], sample.results).pawn(10);
  const PawnIndex dummy = SortedInput(dummy_input(1, draws), sample.results).pawn(10);
  EXPECT_LT(other.median, 2 * dummy.largest) << "an input that does nothing is no more than noise";
  EXPECT_LT(dummy.largest, .03);
}

// A figure of two values: the distance is at most that between their shares.
TEST(Pawn, CountsEqualResultsOnce) {
  const Sample sample =
      draw_sample(test::response_of(1, [](const auto& x) { return x[0] < 0.5 ? 0.0 : 1.0; }), 1, draws, 1);
  const PawnIndex pawn = SortedInput(sample.values[0], sample.results).pawn(10);
  EXPECT_NEAR(pawn.median, .5, .01);
  EXPECT_NEAR(pawn.largest, .5, .01);
}

// Of a sum of normal numbers with variances 9 and 16, knowing the first leaves 4/5 of the width; both leave nothing.
TEST(Narrowing, OfAGaussianSumIsTheRootOfTheVarianceThatIsLeft) {
  const Sample sample = draw_sample(test::gaussian_sum({3, 4}), 1, draws, 2);
  const Narrowing first = SortedInput(sample.values[0], sample.results).narrowing(64);
  EXPECT_NEAR(first.width, 5 * 2 * 1.644854, .1);
  EXPECT_NEAR(first.share_left(), .8, .01);
  EXPECT_NEAR(first.variance_left, 16. / 25, .015);
  const Narrowing second = SortedInput(sample.values[1], sample.results).narrowing(64);
  EXPECT_NEAR(second.share_left(), .6, .015);
  EXPECT_LT(narrowing_of_two(sample.values[0], sample.values[1], sample.results, 32).share_left(), .12);
  EXPECT_NEAR(SortedInput(dummy_input(1, draws), sample.results).narrowing(64).share_left(), 1, .01);
}

TEST(RankRegression, OfALinearModelGivesTheStandardisedWeights) {
  const Sample sample = draw_sample(test::gaussian_sum({1, -2, 2, 0}), 1, draws, 2);
  const auto regression = rank_regression(sample);
  ASSERT_TRUE(regression);
  // Ranks of normal numbers are a little less correlated than the numbers: (6 / pi) asin(r / 2) instead of r.
  const auto ranked = [](double r) { return 6 / std::numbers::pi * std::asin(r / 2); };
  EXPECT_NEAR(regression->coefficients[0], ranked(1. / 3), .01);
  EXPECT_NEAR(regression->coefficients[1], ranked(-2. / 3), .01);
  EXPECT_NEAR(regression->coefficients[2], ranked(2. / 3), .01);
  EXPECT_NEAR(regression->coefficients[3], 0, .01);
  EXPECT_NEAR(regression->fit, ranked(1. / 3) * ranked(1. / 3) + 2 * ranked(2. / 3) * ranked(2. / 3), .01);
}

TEST(RankRegression, IsExactForOneInputThatOnlyRises) {
  const Sample sample = draw_sample(test::response_of(1, [](const auto& x) { return std::exp(9 * x[0]); }), 1, 1000, 1);
  const auto regression = rank_regression(sample);
  ASSERT_TRUE(regression);
  EXPECT_NEAR(regression->coefficients[0], 1, 1e-9);
  EXPECT_NEAR(regression->fit, 1, 1e-9);
}

TEST(RankRegression, RefusesAFigureThatTurnsAround) {
  const auto regression = rank_regression(draw_sample(test::ishigami(), 1, 10'000, 1));
  ASSERT_FALSE(regression);
  EXPECT_EQ(regression.error().front().code, "rank-regression-unfit");
}

TEST(RankRegression, RefusesAnInputThatFollowsFromAnother) {
  Sample sample = draw_sample(test::gaussian_sum({1, 1}), 1, 1000, 1);
  sample.values[1] = sample.values[0];
  const auto regression = rank_regression(sample);
  ASSERT_FALSE(regression);
  EXPECT_EQ(regression.error().front().code, "regression-inputs-follow");
}

TEST(Ranks, ShareTheMeanWhereValuesAreEqual) {
  EXPECT_EQ(ranks_of(std::vector<double>{3, 1, 3, 2}), (std::vector<double>{3.5, 1, 3.5, 2}));
}

RC_GTEST_PROP(Ranks, AddUpToTheSame, (const std::vector<int>& whole)) {
  std::vector<double> values(whole.begin(), whole.end());
  double sum = 0;
  for (const double rank : ranks_of(values)) sum += rank;
  const auto n = static_cast<double>(values.size());
  RC_ASSERT(sum == n * (n + 1) / 2);
}

}  // namespace
}  // namespace restituo
