#include <restituo/challenge/dispute_split.hpp>

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restituo {
namespace {

// A product of price and acts, 30 × 20 against 21 × 14.
TEST(DisputeSplit, OfAProductSharesWhatOnlyBothCost) {
  const auto split = split_disputes(2, [](const Conceded& conceded) -> std::optional<Exact> {
    return Exact(conceded[0] ? 21 : 30) * Exact(conceded[1] ? 14 : 20);
  });
  EXPECT_EQ(split.gap(), Exact(600 - 294));
  EXPECT_EQ(split.alone[0], Exact(9 * 20));
  EXPECT_EQ(split.last[0], Exact(9 * 14));
  EXPECT_EQ(split.parts[0], Exact(9 * 17)) << "halfway between alone and last";
  EXPECT_EQ(split.parts[1], Exact::fraction(6 * 51, 2));
}

RC_GTEST_PROP(DisputeSplit, AddsUpExactlyToTheGap, ()) {
  const auto disputes = *rc::gen::inRange<std::size_t>(1, 8);
  const auto totals =
      *rc::gen::container<std::vector<int>>(std::size_t{1} << disputes, rc::gen::inRange(-1'000'000, 1'000'000));
  const auto split = split_disputes(disputes, [&](const Conceded& conceded) -> std::optional<Exact> {
    std::size_t number = 0;
    for (std::size_t i = 0; i < disputes; ++i) number |= std::size_t{conceded[i]} << i;
    return Exact::fraction(totals[number], 7);
  });
  Exact sum;
  for (const Exact& part : split.parts) sum += part;
  RC_ASSERT(sum == split.gap());
}

TEST(DisputeSplit, OfTwelveAddsUpAndOfThirteenGivesNoParts) {
  const auto total = [](const Conceded& conceded) -> std::optional<Exact> {
    Exact product = 1;
    for (const bool one : conceded) product *= Exact::fraction(one ? 9 : 10, 10);
    return product;
  };
  const auto twelve = split_disputes(12, total);
  Exact sum;
  for (const Exact& part : twelve.parts) {
    sum += part;
    EXPECT_EQ(part, twelve.parts.front()) << "disputes alike have parts alike";
  }
  EXPECT_EQ(sum, twelve.gap());
  const auto thirteen = split_disputes(13, total);
  EXPECT_TRUE(thirteen.parts.empty());
  EXPECT_EQ(thirteen.alone.size(), 13U);
}

// Two that leave no figure when both are conceded: each alone still costs what it costs.
TEST(DisputeSplit, GivesWhatHasAValueWhereATotalIsMissing) {
  const auto split = split_disputes(2, [](const Conceded& conceded) -> std::optional<Exact> {
    if (conceded[0] && conceded[1]) return std::nullopt;
    return Exact(conceded[0] ? 7 : conceded[1] ? 8 : 10);
  });
  EXPECT_FALSE(split.conceded);
  EXPECT_EQ(split.alone[0], Exact(3));
  EXPECT_EQ(split.alone[1], Exact(2));
  EXPECT_FALSE(split.last[0]);
  EXPECT_TRUE(split.parts.empty());
}

TEST(DisputeSplit, OfAHundredGivesAloneAndLast) {
  const auto split = split_disputes(100, [](const Conceded& conceded) -> std::optional<Exact> {
    return Exact(1000) - Exact(static_cast<std::int64_t>(std::count(conceded.begin(), conceded.end(), true)));
  });
  EXPECT_EQ(split.gap(), Exact(100));
  EXPECT_EQ(split.alone[99], Exact(1));
  EXPECT_EQ(split.last[50], Exact(1));
}

TEST(DisputeSplit, OfNoDisputeHasNoGap) {
  EXPECT_TRUE(split_disputes(0, [](const Conceded&) { return std::optional<Exact>(5); }).gap().is_zero());
}

}  // namespace
}  // namespace restituo
