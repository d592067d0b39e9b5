#include <restituo/challenge/switching_value.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restituo {
namespace {

// W1: 77,760 from Reynosa and 14,400 a month in New York.
std::optional<Exact> w1(const Exact& months) { return Exact(77'760) + Exact(14'400) * months; }

TEST(SwitchingValue, OfALineIsItsClosedFormOnTheGrid) {
  const auto found = switching_value(w1, 60, 0, Exact::fraction(1, 10), 500'000);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value, Exact::fraction(293, 10)) << "(500,000 - 77,760) / 14,400 = 29.32";
  EXPECT_EQ(found->after, Exact(499'680));
  EXPECT_EQ(found->before, Exact(501'120));
}

TEST(SwitchingValue, GoesUpWhereTheFigureIsBelowTheSum) {
  const auto found = switching_value(w1, 60, 200, Exact::fraction(1, 10), 1'000'000);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value, Exact::fraction(641, 10));
  EXPECT_LT(found->before, Exact(1'000'000));
}

TEST(SwitchingValue, IsNotThereWhereTheEndIsOnTheSameSide) {
  EXPECT_FALSE(switching_value(w1, 60, 0, 1, 50'000)) << "Reynosa alone is more";
  EXPECT_FALSE(switching_value(w1, 60, 60, 1, 500'000));
  EXPECT_FALSE(switching_value([](const Exact&) -> std::optional<Exact> { return {}; }, 60, 0, 1, 500'000));
}

TEST(SwitchingValue, ASumThatIsReachedExactlyIsNotUnder) {
  const auto found = switching_value([](const Exact& x) { return std::optional(x * Exact(10)); }, 10, 0, 1, 50);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value, Exact(4));
}

RC_GTEST_PROP(SwitchingValue, LiesBetweenTwoNeighboursThatProveIt, ()) {
  const int slope = *rc::gen::inRange(1, 50);
  const int from = *rc::gen::inRange(1, 100);
  const int denominator = *rc::gen::inRange(1, 100);
  const Exact sum = *rc::gen::inRange(1, 5000);
  const Exact step = Exact::fraction(1, denominator);
  const auto line = [&](const Exact& x) { return std::optional(x * Exact(slope) + Exact(3)); };
  const auto found = switching_value(line, from, 0, step, sum);
  const bool starts_below = *line(from) < sum;
  if (!found) {
    RC_ASSERT(starts_below || *line(0) >= sum);
    return;
  }
  RC_ASSERT(*line(found->value) == found->after);
  RC_ASSERT((found->after < sum) != starts_below);
  RC_ASSERT((found->before < sum) == starts_below);
  RC_ASSERT(found->value >= Exact(0));
  RC_ASSERT((found->value / step).is_integer());
}

}  // namespace
}  // namespace restituo
