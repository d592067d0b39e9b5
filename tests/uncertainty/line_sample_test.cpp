#include <restituo/uncertainty/line_sample.hpp>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <restituo/uncertainty/elementary.hpp>

namespace restituo {
namespace {

// Six independent standard normal inputs, looked at along a direction that is near the figure's own.
using Figure = std::function<double(const std::vector<double>&)>;
const std::vector<std::string> names{"a", "b", "c", "d", "e", "f"};
const std::vector<double> direction{0.62, 0.5, 0.4, 0.33, 0.2, 0.2};

LineSample sample_of(const Figure& figure, std::uint64_t seed, std::uint64_t count) {
  const LinePoints points = LinePoints::make(seed, names, direction, count).value();
  std::vector<double> values(LinePoints::on_a_line * count);
  std::vector<double> places;
  std::vector<std::vector<double>> columns(names.size(), std::vector<double>(512));
  std::vector<double*> to;
  for (std::vector<double>& column : columns) to.push_back(column.data());
  for (std::uint64_t first = 0; first < count; first += 512) {
    LinePoints::Lines lines;
    points.fill(first, std::min<std::uint64_t>(512, count - first), lines);
    for (std::size_t i = 0; i < lines.count; ++i) places.push_back(lines.free_place[i]);
    for (std::size_t position = 0; position < LinePoints::on_a_line; ++position) {
      points.uniforms(lines, position, to);
      std::vector<double> scores(names.size());
      for (std::size_t i = 0; i < lines.count; ++i) {
        for (std::size_t d = 0; d < names.size(); ++d) scores[d] = normal_quantile(columns[d][i]);
        values[LinePoints::on_a_line * (first + i) + position] = figure(scores);
      }
    }
  }
  return {std::move(values), std::move(places), 16};
}

// A sum of normal numbers is one: deviation 1.5.
double sum(const std::vector<double>& z) { return 10 + z[0] + 0.8 * z[1] + 0.6 * z[2] + 0.5 * z[3]; }

TEST(LineSample, FindsThePercentilesOfASumOfNormals) {
  for (const double p : {0.05, 0.25, 0.5, 0.75, 0.95}) {
    const LineSample::Percentile found = sample_of(sum, 1, 1024).percentile(p, 0.95);
    // 16,384 random draws would be off by 0.016 to 0.025.
    EXPECT_NEAR(found.value, 10 + 1.5 * normal_quantile(p), 0.004);
    EXPECT_LE(found.low, found.value);
    EXPECT_GE(found.high, found.value);
    EXPECT_LT(found.high - found.low, 0.012);
  }
}

TEST(LineSample, FindsItsMomentsAndTheShareAboveAClaim) {
  const LineSample sample = sample_of(sum, 2, 1024);
  EXPECT_NEAR(sample.moments().mean, 10, 3e-3);
  EXPECT_NEAR(sample.moments().standard_deviation(), 1.5, 0.01);
  EXPECT_EQ(sample.moments().count, 16'384u);
  EXPECT_NEAR(sample.share_at_or_above(12), 1 - normal_cdf(2 / 1.5), 2e-3);
  EXPECT_EQ(sample.replicate_means().size(), 16u);
}

// Whatever the curve makes of it: over many seeds the mean is the truth.
struct Rough {
  const char* name;
  Figure figure;
  double value;
  double share_above;
};

TEST(LineSample, IsRightOnAverageAlsoWhereTheCurveIsWrong) {
  const Rough roughs[]{
      // Whole numbers: a jump at every one.
      {"steps", [](const auto& z) { return std::floor(2 * sum(z)); }, 20, 0.5},
      // Falls, then rises: every line crosses twice, or never.
      {"valley", [](const auto& z) { return (sum(z) - 10) * (sum(z) - 10); }, 2.25, 2 * (1 - normal_cdf(1))},
      // Nothing of it lies along the lines' direction.
      {"beside", [](const auto& z) { return 0.5 * z[0] - 0.62 * z[1]; }, 0.7964923100695951, 1 - normal_cdf(1)},
      // Cut off: a fifth of all worlds at one value.
      {"floor", [](const auto& z) { return std::max(sum(z), 10 - 1.5 * 0.8416212335729143); },
       10 - 1.5 * 0.8416212335729143, 1.0},
      // Falls along the direction.
      {"against", [](const auto& z) { return -sum(z); }, -10, 0.5},
  };
  for (const Rough& rough : roughs) {
    std::vector<double> found;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
      found.push_back(sample_of(rough.figure, seed, 256).share_at_or_above(rough.value));
    }
    const Moments over_seeds = moments_of(found);
    EXPECT_NEAR(over_seeds.mean, rough.share_above, 3.5 * over_seeds.standard_error() + 1e-12) << rough.name;
    EXPECT_LT(over_seeds.standard_error(), 0.01) << rough.name;
  }
}

TEST(LineSample, HasBoundsThatHoldAsOftenAsTheySay) {
  const auto skewed = [](const std::vector<double>& z) { return reproducible_exp(0.3 * sum(z)) + 2 * z[4] * z[5]; };
  // The truth, from far more lines than each run has.
  for (const double p : {0.05, 0.5, 0.95}) {
    const LineSample::Percentile truth = sample_of(skewed, 99, 1 << 14).percentile(p, 0.95);
    int held = 0;
    const int runs = 200;
    for (std::uint64_t seed = 1; seed <= runs; ++seed) {
      const LineSample::Percentile found = sample_of(skewed, seed, 256).percentile(p, 0.95);
      held += found.low <= truth.value && truth.value <= found.high ? 1 : 0;
    }
    EXPECT_GE(held, 180) << p;  // 190 are expected; 180 or fewer: 1 time in 400
  }
}

TEST(LineSample, MissesLittleWhereTheFigureIsSmooth) {
  EXPECT_LT(sample_of(sum, 1, 256).misfit(), 1e-9);
  EXPECT_GT(sample_of([](const auto& z) { return std::floor(2 * sum(z)); }, 1, 256).misfit(), 0.1);
}

TEST(LineSample, OfTheFirstLinesIsThatOfAShorterRun) {
  const LineSample all = sample_of(sum, 5, 2048);
  const LineSample::Percentile few = all.percentile(0.05, 0.95, 16);
  const LineSample::Percentile shorter = sample_of(sum, 5, 256).percentile(0.05, 0.95);
  EXPECT_NEAR(few.value, shorter.value, 1e-6);
  EXPECT_NEAR(few.low, shorter.low, 1e-6);
}

}  // namespace
}  // namespace restituo
