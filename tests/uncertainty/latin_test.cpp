#include <restituo/uncertainty/latin.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

TEST(LatinHypercube, DrawsEachPartOfEachInputOnce) {
  for (const std::uint64_t n : {1U, 2U, 3U, 5U, 59U, 1000U, 4096U, 10007U}) {
    const LatinHypercube latin(5, n);
    for (const std::string name : {"price", "acts"}) {
      std::vector<double> u(n);
      latin.fill(name, 0, u);
      std::vector<double> sorted = u;
      std::sort(sorted.begin(), sorted.end());
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_GT(sorted[i] * static_cast<double>(n), static_cast<double>(i)) << n;
        ASSERT_LT(sorted[i] * static_cast<double>(n), static_cast<double>(i + 1)) << n;
      }
    }
  }
}

TEST(LatinHypercube, GivesTheSameDrawAloneAndInAnyBlock) {
  const LatinHypercube latin(0, 5000);
  std::vector<double> whole(5000);
  latin.fill("price", 0, whole);
  for (const std::size_t first : {1U, 63U, 4000U}) {
    std::vector<double> some(777);
    latin.fill("price", first, some);
    EXPECT_TRUE(std::equal(some.begin(), some.end(), whole.begin() + static_cast<std::ptrdiff_t>(first)));
  }
  for (const std::size_t draw : {0U, 17U, 4999U}) {
    EXPECT_EQ(latin.part("price", draw), static_cast<std::uint64_t>(whole[draw] * 5000));
  }
  EXPECT_THROW(latin.part("price", 5000), Bug);
}

TEST(LatinHypercube, OrdersInputsAndSeedsIndependently) {
  constexpr std::size_t n = 4000;
  const auto correlation = [](const std::vector<double>& x, const std::vector<double>& y) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sum += (x[i] - 0.5) * (y[i] - 0.5) * 12 / static_cast<double>(n);
    }
    return sum * std::sqrt(static_cast<double>(n));  // standard deviation 1
  };
  std::vector<std::vector<double>> columns;
  for (const std::uint64_t seed : {0U, 1U, 2U}) {
    for (const std::string name : {"a", "b", "price", "acts"}) {
      columns.emplace_back(n);
      LatinHypercube(seed, n).fill(name, 0, columns.back());
    }
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_LT(std::abs(correlation(columns[i], columns[j])), 4.5) << i << " " << j;
    }
    std::vector<double> next(columns[i].begin() + 1, columns[i].end());
    next.push_back(columns[i].front());
    EXPECT_LT(std::abs(correlation(columns[i], next)), 4.5) << i;
  }
}

// All 24 orders of four draws are about equally likely over the seeds.
TEST(LatinHypercube, TakesEveryOrderOfAFewDrawsEquallyOften) {
  std::map<std::string, int> orders;
  constexpr int seeds = 24000;
  for (int seed = 0; seed < seeds; ++seed) {
    const LatinHypercube latin(static_cast<std::uint64_t>(seed), 4);
    std::string order;
    for (std::uint64_t draw = 0; draw < 4; ++draw) {
      order += static_cast<char>('0' + latin.part("price", draw));
    }
    ++orders[order];
  }
  ASSERT_EQ(orders.size(), 24U);
  double statistic = 0;
  for (const auto& [order, count] : orders) {
    statistic += (count - 1000.0) * (count - 1000.0) / 1000;
  }
  EXPECT_LT(statistic, 49.7);  // chi-square, 23 degrees of freedom, 1 in 1000
}

TEST(LatinHypercube, MakesTheMeanOfASumFarSurer) {
  // A sum of functions of one input each: the error falls with n^-3/2 instead of n^-1/2.
  constexpr std::size_t n = 1000;
  double squares = 0;
  constexpr int seeds = 50;
  for (int seed = 0; seed < seeds; ++seed) {
    const LatinHypercube latin(static_cast<std::uint64_t>(seed), n);
    std::vector<double> a(n);
    std::vector<double> b(n);
    latin.fill("a", 0, a);
    latin.fill("b", 0, b);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sum += a[i] * a[i] + std::sqrt(b[i]);
    }
    const double off = sum / n - 1.0;  // 1/3 + 2/3
    squares += off * off;
  }
  EXPECT_LT(std::sqrt(squares / seeds), 1e-4);  // plain draws: 0.012
}

TEST(LatinHypercube, ReachesTwoToThe32Points) {
  const LatinHypercube latin(3, LatinHypercube::most_points);
  std::vector<double> last(10);
  latin.fill("price", LatinHypercube::most_points - 10, last);
  const std::set<double> different(last.begin(), last.end());
  EXPECT_EQ(different.size(), 10U);
  EXPECT_THROW(LatinHypercube(3, LatinHypercube::most_points + 1), Bug);
  EXPECT_THROW(LatinHypercube(3, 0), Bug);
}

}  // namespace
}  // namespace restituo
