#include <restituo/uncertainty/bootstrap.hpp>

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

std::vector<std::vector<double>> table(std::size_t rows, std::size_t columns) {
  std::vector<std::vector<double>> made(columns, std::vector<double>(rows));
  for (std::size_t c = 0; c < columns; ++c) {
    Stream(5, "column " + std::to_string(c)).fill(0, made[c]);
  }
  return made;
}

// Whatever the sizes of the table, which no tile need fit: the sums are those over the rows that were drawn.
RC_GTEST_PROP(Bootstrap, SumsAreThoseOverTheRowsDrawn, ()) {
  const auto rows = *rc::gen::inRange<std::size_t>(1, 1500);
  const auto columns = *rc::gen::inRange<std::size_t>(1, 20);
  const auto resamples = *rc::gen::inRange<std::size_t>(2, 14);
  const auto values = table(rows, columns);
  const Bootstrap again(Stream(1, "rows"), rows, resamples);
  const std::vector<double> sums = again.sums(values, 1);
  RC_ASSERT(sums.size() == resamples * columns);
  for (std::size_t r = 0; r < resamples; ++r) {
    std::size_t drawn = 0;
    for (std::size_t k = 0; k < rows; ++k) drawn += again.count(r, k);
    RC_ASSERT(drawn == rows);
    for (std::size_t c = 0; c < columns; ++c) {
      double sum = 0;
      for (std::size_t k = 0; k < rows; ++k) sum += static_cast<double>(again.count(r, k)) * values[c][k];
      RC_ASSERT(std::fabs(sums[r * columns + c] - sum) < 1e-10 * static_cast<double>(rows));
    }
  }
}

TEST(Bootstrap, CountsFollowTheStream) {
  const Stream stream(9, "rows");
  const Bootstrap again(stream, 10, 3);
  std::vector<std::size_t> counts(10);
  for (std::uint64_t draw = 20; draw < 30; ++draw) ++counts[static_cast<std::size_t>(stream.uniform(draw) * 10)];
  for (std::size_t k = 0; k < 10; ++k) EXPECT_EQ(again.count(2, k), counts[k]);
}

// The mean of n numbers has a standard error of sd / sqrt(n), and that is how far resampled means lie apart.
TEST(Bootstrap, OfAMeanGivesItsStandardError) {
  const auto values = table(4'000, 1);
  std::vector<double> means = Bootstrap(Stream(2, "rows"), 4'000, 2'000).sums(values, 2);
  for (double& mean : means) mean /= 4'000;
  const double known = moments_of(values[0]).standard_error();
  EXPECT_NEAR(moments_of(means).standard_deviation(), known, .06 * known);
}

TEST(Bootstrap, IsTheSameBitsOnAnyNumberOfThreads) {
  const auto values = table(30'000, 9);
  const Stream stream(3, "rows");
  const auto one = Bootstrap(stream, 30'000, 7, 1).sums(values, 1);
  EXPECT_EQ(Bootstrap(stream, 30'000, 7, 5).sums(values, 3), one);
}

}  // namespace
}  // namespace restituo
