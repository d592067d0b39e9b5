#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include <boost/math/distributions/binomial.hpp>
#include <restituo/uncertainty/stream.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

TEST(Summary, GivesTheMomentsOfAShortListByHand) {
  const std::vector<double> draws{2, 4, 4, 4, 5, 5, 7, 9};
  const Moments moments = moments_of(draws);
  EXPECT_DOUBLE_EQ(moments.mean, 5);
  EXPECT_DOUBLE_EQ(moments.variance, 32.0 / 7);
  EXPECT_DOUBLE_EQ(moments.standard_error() * moments.standard_error(), 32.0 / 7 / 8);
}

TEST(Summary, TakesQuantilesAsNumPyDoes) {
  const std::vector<double> sorted{1, 2, 4, 8, 16};
  EXPECT_DOUBLE_EQ(quantile_of_sorted(sorted, 0), 1);
  EXPECT_DOUBLE_EQ(quantile_of_sorted(sorted, 0.05), 1.2);  // numpy.percentile([1, 2, 4, 8, 16], 5)
  EXPECT_DOUBLE_EQ(quantile_of_sorted(sorted, 0.5), 4);
  EXPECT_DOUBLE_EQ(quantile_of_sorted(sorted, 0.9), 12.8);
  EXPECT_DOUBLE_EQ(quantile_of_sorted(sorted, 1), 16);
}

TEST(QuantileConfidence, IsTheNarrowestThatTheBinomialAllows) {
  for (const std::size_t n : {20U, 100U, 1000U, 10000U}) {
    for (const double p : {0.05, 0.25, 0.5, 0.95}) {
      const OrderBounds bounds = quantile_confidence(n, p, 0.95);
      const boost::math::binomial_distribution<double> successes(static_cast<double>(n), p);
      const auto at_least = [&](std::size_t k) {
        return k == 0 ? 1.0 : boost::math::cdf(boost::math::complement(successes, static_cast<double>(k) - 1));
      };
      if (bounds.lower_rank != 0) {
        EXPECT_GE(at_least(bounds.lower_rank), 0.975 - 1e-12);
      }
      EXPECT_LT(at_least(bounds.lower_rank + 1), 0.975 + 1e-12);
      if (bounds.upper_rank != 0) {
        EXPECT_LE(at_least(bounds.upper_rank), 0.025 + 1e-12);
        EXPECT_GT(at_least(bounds.upper_rank - 1), 0.025 - 1e-12);
      }
      if (bounds.lower_rank != 0 && bounds.upper_rank != 0) {
        EXPECT_GE(bounds.coverage, 0.95 - 1e-12);
      }
    }
  }
}

TEST(QuantileConfidence, SaysWhereTooFewDrawsAreFarEnoughOut) {
  EXPECT_EQ(quantile_confidence(20, 0.05, 0.95).lower_rank, 0U);
  EXPECT_EQ(quantile_confidence(20, 0.95, 0.95).upper_rank, 0U);
}

// Wilks (1941) and the tables of nuclear safety: 95/95 one-sided and two-sided; 99/90 with the second extremes
// (computed exactly; monaco's documentation has 389 and 668).
TEST(ToleranceSampleSize, HasThePublishedSizes) {
  EXPECT_EQ(tolerance_sample_size(0.95, 0.95, 1), 59U);
  EXPECT_EQ(tolerance_sample_size(0.95, 0.95, 2), 93U);
  EXPECT_EQ(tolerance_sample_size(0.99, 0.90, 2), 388U);
  EXPECT_EQ(tolerance_sample_size(0.99, 0.90, 4), 667U);
  EXPECT_EQ(tolerance_sample_size(0.5, 0.4, 1), 1U);
}

TEST(QuantileConfidence, CoversAtLeastAsOftenAsItSays) {
  constexpr int repeats = 2000;
  constexpr std::size_t n = 200;
  const OrderBounds bounds = quantile_confidence(n, 0.9, 0.95);
  const Stream stream(20261123, "coverage");
  std::vector<double> draws(n);
  int covered = 0;
  for (int r = 0; r < repeats; ++r) {
    stream.fill(static_cast<std::uint64_t>(r) * n, draws);
    std::sort(draws.begin(), draws.end());
    covered += draws[bounds.lower_rank - 1] <= 0.9 && 0.9 <= draws[bounds.upper_rank - 1];
  }
  EXPECT_GE(covered, static_cast<int>(0.94 * repeats));  // 0.95 less two standard errors of the count
}

}  // namespace
}  // namespace restituo
