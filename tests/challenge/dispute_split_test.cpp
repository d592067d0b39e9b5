#include <restituo/challenge/dispute_split.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restituo {
namespace {

// A product of price and acts, 30 × 20 against 21 × 14.
TEST(DisputeSplit, OfAProductSharesWhatOnlyBothCost) {
  const auto split = split_disputes(2, [](std::uint32_t conceded) -> std::optional<Exact> {
    return Exact((conceded & 1U) != 0 ? 21 : 30) * Exact((conceded & 2U) != 0 ? 14 : 20);
  });
  ASSERT_TRUE(split);
  EXPECT_EQ(split->gap(), Exact(600 - 294));
  EXPECT_EQ(split->alone[0], Exact(9 * 20));
  EXPECT_EQ(split->last[0], Exact(9 * 14));
  EXPECT_EQ(split->parts[0], Exact(9 * 17)) << "halfway between alone and last";
  EXPECT_EQ(split->parts[1], Exact::fraction(6 * 51, 2));
}

RC_GTEST_PROP(DisputeSplit, AddsUpExactlyToTheGap, ()) {
  const auto disputes = *rc::gen::inRange<std::size_t>(1, 8);
  const auto totals =
      *rc::gen::container<std::vector<int>>(std::size_t{1} << disputes, rc::gen::inRange(-1'000'000, 1'000'000));
  const auto split = split_disputes(
      disputes, [&](std::uint32_t conceded) -> std::optional<Exact> { return Exact::fraction(totals[conceded], 7); });
  RC_ASSERT(split.has_value());
  Exact sum;
  for (const Exact& part : split->parts) sum += part;
  RC_ASSERT(sum == split->gap());
}

TEST(DisputeSplit, OfTwelveAddsUpAndOfThirteenGivesNoParts) {
  const auto total = [](std::uint32_t conceded) -> std::optional<Exact> {
    Exact product = 1;
    for (int i = 0; i < 13; ++i) product *= Exact::fraction((conceded >> i & 1U) != 0 ? 9 : 10, 10);
    return product;
  };
  const auto twelve = split_disputes(12, total);
  ASSERT_TRUE(twelve);
  Exact sum;
  for (const Exact& part : twelve->parts) {
    sum += part;
    EXPECT_EQ(part, twelve->parts.front()) << "disputes alike have parts alike";
  }
  EXPECT_EQ(sum, twelve->gap());
  const auto thirteen = split_disputes(13, total);
  ASSERT_TRUE(thirteen);
  EXPECT_TRUE(thirteen->parts.empty());
  EXPECT_EQ(thirteen->alone.size(), 13U);
}

TEST(DisputeSplit, IsNotThereWhereATotalIsMissing) {
  EXPECT_FALSE(
      split_disputes(2, [](std::uint32_t conceded) { return conceded == 3 ? std::nullopt : std::optional<Exact>(1); }));
}

TEST(DisputeSplit, OfNoDisputeHasNoGap) {
  const auto split = split_disputes(0, [](std::uint32_t) { return std::optional<Exact>(5); });
  ASSERT_TRUE(split);
  EXPECT_TRUE(split->gap().is_zero());
}

}  // namespace
}  // namespace restituo
