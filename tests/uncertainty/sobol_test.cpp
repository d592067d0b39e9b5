#include <restituo/uncertainty/sobol.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <boost/random/sobol.hpp>
#include <gtest/gtest.h>

#include <restituo/base/fault.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/stream.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> made;
  for (std::size_t i = 0; i < count; ++i) {
    made.push_back("input " + std::to_string(i));
  }
  return made;
}

std::vector<double> column(const SobolPoints& points, std::size_t dimension, std::size_t replicate) {
  std::vector<double> u(points.points());
  points.fill(dimension, replicate, 0, u);
  return u;
}

TEST(Sobol, PutsOnePointIntoEachPartOfEveryInput) {
  const SobolPoints points = SobolPoints::make(7, names(300), 1024).value();
  for (std::size_t d = 0; d < points.dimensions(); ++d) {
    std::set<int> parts;
    for (const double u : column(points, d, d % SobolPoints::replicates)) {
      parts.insert(static_cast<int>(u * 1024));
    }
    ASSERT_EQ(parts.size(), 1024U) << d;
  }
}

// The first two Sobol' coordinates are a (0, m, 2)-net: every box of area 2^-m, however wide or high, has one point.
TEST(Sobol, StaysANetInEveryReplicate) {
  constexpr int m = 10;
  const SobolPoints points = SobolPoints::make(0, names(2), 1 << m).value();
  for (std::size_t replicate = 0; replicate < SobolPoints::replicates; ++replicate) {
    const std::vector<double> x = column(points, 0, replicate);
    const std::vector<double> y = column(points, 1, replicate);
    for (int wide = 0; wide <= m; ++wide) {
      std::set<int> boxes;
      for (std::size_t i = 0; i < x.size(); ++i) {
        boxes.insert(static_cast<int>(std::ldexp(x[i], wide)) << (m - wide) |
                     static_cast<int>(std::ldexp(y[i], m - wide)));
      }
      ASSERT_EQ(boxes.size(), x.size()) << replicate << " " << wide;
    }
  }
}

// Unscrambled, the first 2^m points are those of Boost's public engine and the origin: two points share their first k
// bits after scrambling just where they do before.
TEST(Sobol, ScramblesTheSequenceOfBoost) {
  constexpr std::size_t dimensions = 40;
  constexpr std::size_t count = 256;
  const SobolPoints points = SobolPoints::make(5, names(dimensions), count).value();
  boost::random::sobol_engine<std::uint32_t, 32> engine(dimensions);
  std::vector<std::vector<std::uint32_t>> plain(dimensions, std::vector<std::uint32_t>(count));
  for (std::size_t n = 1; n < count; ++n) {
    const std::size_t gray = n ^ n >> 1;  // Boost counts in Gray code
    for (std::size_t d = 0; d < dimensions; ++d) {
      plain[d][gray] = engine();
    }
  }
  const auto shared_bits = [](std::uint64_t a, std::uint64_t b) {
    return std::countl_zero(static_cast<std::uint32_t>(a ^ b));
  };
  for (std::size_t d = 0; d < dimensions; ++d) {
    const std::vector<double> u = column(points, d, 3);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        ASSERT_EQ(shared_bits(plain[d][i], plain[d][j]),
                  shared_bits(static_cast<std::uint64_t>(u[i] * 0x1p32), static_cast<std::uint64_t>(u[j] * 0x1p32)))
            << d << " " << i << " " << j;
      }
    }
  }
}

TEST(Sobol, GivesTheSamePointAloneAndInAnyBlock) {
  const SobolPoints points = SobolPoints::make(9, names(3), 8192).value();
  const std::vector<double> whole = column(points, 2, 5);
  for (const std::size_t first : {0U, 1U, 511U, 512U, 5000U}) {
    std::vector<double> block(1300);
    points.fill(2, 5, first, block);
    EXPECT_TRUE(std::equal(block.begin(), block.end(), whole.begin() + static_cast<std::ptrdiff_t>(first)));
  }
  EXPECT_EQ(points.at(2, 5, 8191), whole.back());
}

TEST(Sobol, KeysItsScramblingByNameSoThatOtherInputsDoNotMatter) {
  const std::vector<std::string> two{"price", "acts"};
  const std::vector<std::string> three{"price", "acts", "days"};
  const SobolPoints a = SobolPoints::make(9, two, 64).value();
  const SobolPoints b = SobolPoints::make(9, three, 64).value();
  EXPECT_EQ(column(a, 1, 0), column(b, 1, 0));
  EXPECT_NE(column(a, 1, 0), column(a, 1, 1));
  EXPECT_NE(column(a, 1, 0), column(SobolPoints::make(0, two, 64).value(), 1, 0));
}

// Each point of its own is uniform over the scramblings, also in its last digits.
TEST(Sobol, MakesEveryPointUniform) {
  constexpr std::size_t seeds = 4000;
  const std::vector<std::string> one{"price", "acts"};
  for (const std::uint64_t index : {0U, 1U, 37U}) {
    std::vector<double> u;
    std::vector<double> low_digits;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      const SobolPoints points = SobolPoints::make(seed, one, 64).value();
      for (const std::size_t replicate : {0U, 7U, 15U}) {
        u.push_back(points.at(1, replicate, index));
        low_digits.push_back(u.back() * 0x1p32 - std::floor(u.back() * 0x1p32));
      }
    }
    for (std::vector<double>* values : {&u, &low_digits}) {
      std::sort(values->begin(), values->end());
      double farthest = 0;
      for (std::size_t i = 0; i < values->size(); ++i) {
        farthest = std::max(
            farthest, std::abs((*values)[i] - (static_cast<double>(i) + 0.5) / static_cast<double>(values->size())));
      }
      EXPECT_LT(farthest * std::sqrt(static_cast<double>(values->size())), 1.95) << index;  // Kolmogorov, 1 in 1000
    }
  }
}

// Two points that share k digits: over the scramblings their next digits are still independent of each other's.
TEST(Sobol, FlipsDigitsIndependently) {
  const std::vector<std::string> one{"price"};
  constexpr int scramblings = 20000;
  // Index 0 and 1 differ in the first digit; 0 and 2^k first in digit k + 1. Compare the digit after that.
  for (int k = 0; k < 8; ++k) {
    int same = 0;
    for (int s = 0; s < scramblings / 16; ++s) {
      const SobolPoints points = SobolPoints::make(static_cast<std::uint64_t>(s), one, 512).value();
      for (std::size_t replicate = 0; replicate < 16; ++replicate) {
        const auto digit = [&](std::uint64_t index) {
          return static_cast<std::uint64_t>(std::ldexp(points.at(0, replicate, index), k + 2)) & 1;
        };
        same += digit(0) == digit(std::uint64_t{1} << k);
      }
    }
    // Before scrambling both digits are 0: they must now agree half of the time.
    EXPECT_NEAR(same, scramblings / 2, 4 * std::sqrt(scramblings) / 2) << k;
  }
}

// The Ishigami function, a = 7, b = 0.1: mean a/2, and far less error than random draws of the same number.
double ishigami(double u1, double u2, double u3) {
  const double pi = std::acos(-1.0);
  const double x1 = pi * (2 * u1 - 1);
  const double x2 = pi * (2 * u2 - 1);
  const double x3 = pi * (2 * u3 - 1);
  return std::sin(x1) + 7 * std::sin(x2) * std::sin(x2) + 0.1 * std::pow(x3, 4) * std::sin(x1);
}

TEST(Sobol, EstimatesMeansWithTheErrorThatItsReplicatesSay) {
  const SobolPoints points = SobolPoints::make(20261123, names(3), 4096).value();
  std::vector<double> estimates;
  for (std::size_t replicate = 0; replicate < SobolPoints::replicates; ++replicate) {
    const std::vector<double> a = column(points, 0, replicate);
    const std::vector<double> b = column(points, 1, replicate);
    const std::vector<double> c = column(points, 2, replicate);
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      sum += ishigami(a[i], b[i], c[i]);
    }
    estimates.push_back(sum / static_cast<double>(a.size()));
  }
  const Moments over_replicates = moments_of(estimates);
  EXPECT_NEAR(over_replicates.mean, 3.5, 4 * over_replicates.standard_error());
  const double random_error = std::sqrt(13.844588 / (16 * 4096));  // variance a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2
  EXPECT_LT(over_replicates.standard_error(), random_error / 30);
}

TEST(Sobol, RefusesANumberOfPointsThatLeavesHoles) {
  const Place place{"case.toml", 2, 1};
  const auto refused = SobolPoints::make(1, names(3), 1000, place);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error()[0].code, "sobol-not-a-power-of-two");
  EXPECT_EQ(refused.error()[0].details, (std::vector<std::string>{"1000", "512", "1024"}));
  EXPECT_EQ(refused.error()[0].place, place);
  EXPECT_FALSE(SobolPoints::make(1, names(3), 0));
  EXPECT_FALSE(SobolPoints::make(1, names(3), std::uint64_t{1} << 33));
  EXPECT_TRUE(SobolPoints::make(1, names(3), 1));
}

TEST(Sobol, RefusesMoreInputsThanItHasDirectionNumbersFor) {
  EXPECT_EQ(SobolPoints::make(1, names(3668), 64).error()[0].code, "sobol-too-many-inputs");
  EXPECT_TRUE(SobolPoints::make(1, names(3667), 64));
}

}  // namespace
}  // namespace restituo
