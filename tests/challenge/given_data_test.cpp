#include <restituo/challenge/given_data.hpp>

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "known_functions.hpp"

namespace restituo {
namespace {

constexpr std::size_t draws = 100'000;

Sample uniform_sum(const std::vector<double>& weights) {
  return test::draw_sample(test::response_of(weights.size(),
                                             [weights](const std::vector<double>& x) {
                                               double sum = 0;
                                               for (std::size_t i = 0; i < weights.size(); ++i)
                                                 sum += weights[i] * x[i];
                                               return sum;
                                             }),
                           7, draws);
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
  const Sample sample = test::draw_sample(test::response_of(2, [](const auto& x) { return x[0]; }), 1, draws);
  const PawnIndex own = SortedInput(sample.values[0], sample.results).pawn(10);
  EXPECT_NEAR(own.median, .7, .005);
  EXPECT_NEAR(own.largest, .9, .005);
  const PawnIndex other = SortedInput(sample.values[1], sample.results).pawn(10);
  const PawnIndex dummy = SortedInput(sample.dummy, sample.results).pawn(10);
  EXPECT_LT(other.median, 2 * dummy.largest) << "an input that does nothing is no more than noise";
  EXPECT_LT(dummy.largest, .03);
}

// A figure of two values: the distance is at most that between their shares.
TEST(Pawn, CountsEqualResultsOnce) {
  const Sample sample =
      test::draw_sample(test::response_of(1, [](const auto& x) { return x[0] < 0.5 ? 0.0 : 1.0; }), 1, draws);
  const PawnIndex pawn = SortedInput(sample.values[0], sample.results).pawn(10);
  EXPECT_NEAR(pawn.median, .5, .01);
  EXPECT_NEAR(pawn.largest, .5, .01);
}

// Of a sum of normal numbers with variances 9 and 16, knowing the first leaves 4/5 of the width; both leave nothing.
TEST(Narrowing, OfAGaussianSumIsTheRootOfTheVarianceThatIsLeft) {
  const Sample sample = test::draw_sample(test::gaussian_sum({3, 4}), 1, draws);
  const Narrowing first = SortedInput(sample.values[0], sample.results).narrowing(64);
  EXPECT_NEAR(first.width, 5 * 2 * 1.644854, .1);
  EXPECT_NEAR(first.share_left(), .8, .01);
  EXPECT_NEAR(first.variance_left, 16. / 25, .015);
  const Narrowing second = SortedInput(sample.values[1], sample.results).narrowing(64);
  EXPECT_NEAR(second.share_left(), .6, .015);
  EXPECT_LT(narrowing_of_two(sample.values[0], sample.values[1], sample.results, 32).share_left(), .12);
  EXPECT_NEAR(SortedInput(sample.dummy, sample.results).narrowing(64).share_left(), 1, .01);
}

// Three normal inputs with variances 4, 36 and 81: once the largest is known 40 of 121 are left, with the next one 4.
TEST(Narrowing, OfTwoInputsIsTheRootOfTheVarianceBothLeave) {
  const Sample sample = test::draw_sample(test::gaussian_sum({2, 6, 9}), 1, draws);
  EXPECT_NEAR(SortedInput(sample.values[2], sample.results).narrowing(50).share_left(), std::sqrt(40.) / 11, .015);
  const Narrowing both = narrowing_of_two(sample.values[2], sample.values[1], sample.results, 14);
  EXPECT_NEAR(both.share_left(), 2. / 11, .1) << "cells leave a little of the inputs' own spread";
  EXPECT_GE(both.share_left(), 2. / 11);
}

// What to prove first in a sum of normal inputs is the one with the largest weight, and so on down.
RC_GTEST_PROP(Narrowing, RanksNormalInputsByTheirWeights, ()) {
  std::vector<double> weights{1, 1.6, 2.5, 4};
  const auto turns = *rc::gen::inRange(0, 24);
  for (int i = 0; i < turns; ++i) std::next_permutation(weights.begin(), weights.end());
  const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1000);
  const Sample sample = test::draw_sample(test::gaussian_sum(weights), seed, 20'000);
  double sum = 0;
  for (const double weight : weights) sum += weight * weight;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Narrowing known = SortedInput(sample.values[i], sample.results).narrowing(50);
    RC_ASSERT(std::fabs(known.variance_left - (1 - weights[i] * weights[i] / sum)) < .03);
    RC_ASSERT(std::fabs(known.share_left() - std::sqrt(1 - weights[i] * weights[i] / sum)) < .04);
  }
}

// A figure that is one amount in more than nine of ten worlds has no width to narrow, and nothing is divided by it.
TEST(Narrowing, OfNoWidthIsNoNumberTooMany) {
  const Sample sample =
      test::draw_sample(test::response_of(1, [](const auto& x) { return x[0] < .01 ? 1.0 : 5.0; }), 1, 10'000);
  const Narrowing none = SortedInput(sample.values[0], sample.results).narrowing(50);
  EXPECT_EQ(none.width, 0);
  EXPECT_EQ(none.share_left(), 1);
}

TEST(RankRegression, OfALinearModelGivesTheStandardisedWeights) {
  const Sample sample = test::draw_sample(test::gaussian_sum({1, -2, 2, 0}), 1, draws);
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
  const Sample sample =
      test::draw_sample(test::response_of(1, [](const auto& x) { return std::exp(9 * x[0]); }), 1, 1000);
  const auto regression = rank_regression(sample);
  ASSERT_TRUE(regression);
  EXPECT_NEAR(regression->coefficients[0], 1, 1e-9);
  EXPECT_NEAR(regression->fit, 1, 1e-9);
}

TEST(RankRegression, RefusesAFigureThatTurnsAround) {
  const auto regression = rank_regression(test::draw_sample(test::ishigami(), 1, 10'000));
  ASSERT_FALSE(regression);
  EXPECT_EQ(regression.error().front().code, "rank-regression-unfit");
}

TEST(RankRegression, RefusesAnInputThatFollowsFromAnother) {
  Sample sample = test::draw_sample(test::gaussian_sum({1, 1}), 1, 1000);
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
