#include <restituo/uncertainty/selection.hpp>

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/distribution.hpp>
#include <restituo/uncertainty/stream.hpp>

namespace restituo {
namespace {

std::vector<double> some_draws(std::size_t count, const Distribution& shape) {
  std::vector<double> draws(count);
  Stream(3, "selection").fill(0, draws);
  shape.quantiles(draws, draws);
  return draws;
}

const std::vector<Distribution> shapes{Distribution::lognormal(18, 1.2).value(), Distribution::uniform(-1, 1).value(),
                                       Distribution::poisson(4).value(), Distribution::point(7).value(),
                                       Distribution::student_t(1, 0, 1).value()};

TEST(ValuesAtRanks, AreThoseOfTheSortedDraws) {
  for (const std::size_t count : {1U, 2U, 100U, 65536U, 65537U, 300001U}) {
    for (const Distribution& shape : shapes) {
      const std::vector<double> draws = some_draws(count, shape);
      std::vector<double> sorted = draws;
      std::sort(sorted.begin(), sorted.end());
      std::vector<std::uint64_t> ranks{count, 1, (count + 1) / 2};
      for (const double p : {0.05, 0.049, 0.051, 0.25, 0.5, 0.75, 0.95, 0.999}) {
        ranks.push_back(1 + static_cast<std::uint64_t>(p * static_cast<double>(count - 1)));
      }
      const std::vector<double> values = values_at_ranks(draws, ranks);
      for (std::size_t r = 0; r < ranks.size(); ++r) {
        ASSERT_EQ(values[r], sorted[ranks[r] - 1]) << count << " " << ranks[r];
      }
    }
  }
}

TEST(ValuesAtRanks, DoNotNeedDrawsInRandomOrder) {
  std::vector<double> sorted(200000);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sorted[i] = static_cast<double>(i);
  }
  const std::vector<std::uint64_t> ranks{1, 10000, 100000, 200000};
  EXPECT_EQ(values_at_ranks(sorted, ranks), (std::vector<double>{0, 9999, 99999, 199999}));
  std::reverse(sorted.begin(), sorted.end());
  EXPECT_EQ(values_at_ranks(sorted, ranks), (std::vector<double>{0, 9999, 99999, 199999}));
}

TEST(RankSelection, GivesTheSameValuesHoweverTheDrawsAreDealtOut) {
  const std::vector<double> draws = some_draws(400000, shapes[0]);
  std::vector<double> sorted = draws;
  std::sort(sorted.begin(), sorted.end());
  const std::vector<std::uint64_t> ranks{20000, 19000, 200000, 380000};
  const RankSelection selection(draws.size(), ranks, std::span(draws).first(4096));
  for (const std::size_t parts : {1U, 3U, 7U}) {
    std::vector<RankSelection::Tally> tallies(parts);
    for (std::size_t first = 0, block = 0; first < draws.size(); first += 1000, ++block) {
      selection.add(std::span(draws).subspan(first, 1000), tallies[block * 5 % parts]);
    }
    RankSelection::Tally all;
    for (std::size_t part = parts; part-- > 0;) {
      RankSelection::merge(all, tallies[part]);
    }
    EXPECT_LT(all.between.size(), draws.size() / 4);
    const auto values = selection.values(all);
    ASSERT_TRUE(values);
    for (std::size_t r = 0; r < ranks.size(); ++r) {
      EXPECT_EQ((*values)[r], sorted[ranks[r] - 1]);
    }
  }
}

TEST(RankSelection, CountsEqualDrawsWithoutKeepingThem) {
  const std::vector<double> draws(100000, 7.0);
  const std::vector<std::uint64_t> ranks{50000};
  const RankSelection selection(draws.size(), ranks, std::span(draws).first(4096));
  RankSelection::Tally tally;
  selection.add(draws, tally);
  EXPECT_TRUE(tally.between.empty());
  EXPECT_EQ(selection.values(tally)->front(), 7);
}

TEST(RankSelection, SaysWhereItsSampleMisledIt) {
  const std::vector<double> draws = some_draws(100000, shapes[1]);
  std::vector<double> sorted = draws;
  std::sort(sorted.begin(), sorted.end());
  const std::vector<std::uint64_t> ranks{50000};
  const RankSelection misled(draws.size(), ranks, std::span(sorted).first(4096));  // the smallest only
  RankSelection::Tally tally;
  misled.add(draws, tally);
  EXPECT_FALSE(misled.values(tally));
}

TEST(RankSelection, TakesOnlyRanksThereAre) {
  const std::vector<double> draws{1, 2, 3};
  EXPECT_THROW(RankSelection(3, {4}, draws), Bug);
  EXPECT_THROW(RankSelection(3, {0}, draws), Bug);
  EXPECT_THROW(RankSelection(3, {1}, {}), Bug);
}

}  // namespace
}  // namespace restituo
