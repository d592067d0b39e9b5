#include <gtest/gtest.h>

#include <array>
#include <random>

#include <restituo/base/must.hpp>
#include <restituo/quantity/rounding.hpp>

namespace restituo {
namespace {

constexpr std::array all_modes{RoundingMode::half_even, RoundingMode::half_away, RoundingMode::down,
                               RoundingMode::up,        RoundingMode::floor,     RoundingMode::ceiling};

Exact to_cents(const Exact& value, RoundingMode mode) {
  return rounded(value, {.to = Exact::fraction(1, 100), .mode = mode});
}

TEST(Rounding, SendsATieWhereTheModeSays) {
  const Exact tie = Exact::fraction(125, 1000);
  EXPECT_EQ(to_cents(tie, RoundingMode::half_even), Exact::fraction(12, 100));
  EXPECT_EQ(to_cents(tie, RoundingMode::half_away), Exact::fraction(13, 100));
  EXPECT_EQ(to_cents(tie, RoundingMode::down), Exact::fraction(12, 100));
  EXPECT_EQ(to_cents(tie, RoundingMode::up), Exact::fraction(13, 100));
  EXPECT_EQ(to_cents(tie, RoundingMode::floor), Exact::fraction(12, 100));
  EXPECT_EQ(to_cents(tie, RoundingMode::ceiling), Exact::fraction(13, 100));
  EXPECT_EQ(to_cents(-tie, RoundingMode::half_even), Exact::fraction(-12, 100));
  EXPECT_EQ(to_cents(-tie, RoundingMode::half_away), Exact::fraction(-13, 100));
  EXPECT_EQ(to_cents(-tie, RoundingMode::down), Exact::fraction(-12, 100));
  EXPECT_EQ(to_cents(-tie, RoundingMode::up), Exact::fraction(-13, 100));
  EXPECT_EQ(to_cents(-tie, RoundingMode::floor), Exact::fraction(-13, 100));
  EXPECT_EQ(to_cents(-tie, RoundingMode::ceiling), Exact::fraction(-12, 100));
}

TEST(Rounding, IsNotMisledByADecimalThatDoublesCannotHold) {
  EXPECT_EQ(to_cents(Exact::fraction(2675, 1000), RoundingMode::half_even), Exact::fraction(268, 100));
  EXPECT_EQ(to_cents(Exact::fraction(1005, 1000), RoundingMode::half_away), Exact::fraction(101, 100));
}

// What the mode means, in whole numbers: value = n/d, step = p/q, so the quotient is nq / dp.
std::int64_t multiple(std::int64_t n, std::int64_t d, RoundingMode mode) {
  const std::int64_t below = n >= 0 ? n / d : -((-n + d - 1) / d);
  const std::int64_t rest = n - below * d;
  if (rest == 0) {
    return below;
  }
  switch (mode) {
    case RoundingMode::floor: return below;
    case RoundingMode::ceiling: return below + 1;
    case RoundingMode::down: return n < 0 ? below + 1 : below;
    case RoundingMode::up: return n < 0 ? below : below + 1;
    case RoundingMode::half_even:
    case RoundingMode::half_away: break;
  }
  if (2 * rest != d) {
    return 2 * rest < d ? below : below + 1;
  }
  return mode == RoundingMode::half_even ? below + (below % 2 == 0 ? 0 : 1) : below + (n < 0 ? 0 : 1);
}

TEST(Rounding, KeepsItsWordOnAGridOfValuesStepsAndModes) {
  for (const RoundingMode mode : all_modes) {
    for (int n = -120; n <= 120; ++n) {
      for (int d = 1; d <= 12; ++d) {
        for (const auto& [p, q] : {std::pair{1, 1}, {1, 100}, {5, 100}, {1, 20}, {3, 1}, {50, 1}, {1, 3}, {7, 4}}) {
          const Exact step = Exact::fraction(p, q);
          ASSERT_EQ(rounded(Exact::fraction(n, d), {.to = step, .mode = mode}),
                    step * multiple(std::int64_t{n} * q, std::int64_t{d} * p, mode))
              << n << "/" << d << " to " << p << "/" << q << " " << name_of(mode);
        }
      }
    }
  }
}

TEST(Rounding, GoesToFiveCents) {
  const Rounding swiss{.to = Exact::fraction(5, 100), .mode = RoundingMode::half_even};
  EXPECT_EQ(rounded(Exact::fraction(1272, 100), swiss), Exact::fraction(1270, 100));
  EXPECT_EQ(rounded(Exact::fraction(1273, 100), swiss), Exact::fraction(1275, 100));
  EXPECT_EQ(rounded(Exact::fraction(12725, 1000), swiss), Exact::fraction(1270, 100));  // 254.5 steps: even is 254
  EXPECT_EQ(rounded(Exact::fraction(12775, 1000), swiss), Exact::fraction(1280, 100));  // 255.5 steps: even is 256
}

TEST(Rounding, LeavesARoundedNumberAloneAndMovesByLessThanAStep) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 20'000; ++i) {
    const auto word = [&] { return static_cast<std::int64_t>(random() >> (random() % 63 + 1)); };
    const Exact value = Exact::fraction(word(), 1 + word()) * (i % 2 == 0 ? 1 : -1);
    const Exact step = Exact::fraction(1 + word() % 1000, 1 + word() % 1000);
    for (const RoundingMode mode : all_modes) {
      const Exact once = rounded(value, {.to = step, .mode = mode});
      ASSERT_TRUE((once / step).is_integer());
      ASSERT_LT((once - value).magnitude(), step);
      ASSERT_EQ(rounded(once, {.to = step, .mode = mode}), once);
    }
    ASSERT_LE((rounded(value, {.to = step}) - value).magnitude() * 2, step);
  }
}

TEST(Rounding, RefusesAStepThatIsNotPositiveAsOurBug) {
  EXPECT_THROW(rounded(1, {.to = 0}), Bug);
  EXPECT_THROW(rounded(1, {.to = -1}), Bug);
}

TEST(RoundedToSignificant, KeepsTheDigitsThatCount) {
  EXPECT_EQ(rounded_to_significant(123456, 3), 123000);
  EXPECT_EQ(rounded_to_significant(-123456, 3), -123000);
  EXPECT_EQ(rounded_to_significant(Exact::fraction(1, 3), 4), Exact::fraction(3333, 10000));
  EXPECT_EQ(rounded_to_significant(Exact::fraction(1, 3000), 2), Exact::fraction(33, 100000));
  EXPECT_EQ(rounded_to_significant(Exact::fraction(9996, 1000), 3), 10);  // the carry makes a digit
  EXPECT_EQ(rounded_to_significant(125, 2), 120);                         // ties to even
  EXPECT_EQ(rounded_to_significant(135, 2), 140);
  EXPECT_EQ(rounded_to_significant(0, 5), 0);
  EXPECT_THROW(rounded_to_significant(1, 0), Bug);
}

TEST(RoundedToSignificant, FindsTheFirstDigitOfEverySize) {
  for (int exponent = -60; exponent <= 60; ++exponent) {
    const Exact unit = Exact::power_of_ten(exponent);
    EXPECT_EQ(rounded_to_significant(unit, 1), unit);
    EXPECT_EQ(rounded_to_significant(unit * Exact::fraction(999, 1000), 2), unit);
    EXPECT_EQ(rounded_to_significant(unit * Exact::fraction(994, 1000), 2), unit * Exact::fraction(99, 100));
    EXPECT_EQ(rounded_to_significant(unit * Exact::fraction(14, 9), 3), unit * Exact::fraction(156, 100));
    // Within half a unit of the last digit kept.
    const Exact value = unit * Exact::fraction(22, 7);
    EXPECT_LE((rounded_to_significant(value, 34) - value).magnitude() * 2, unit * Exact::power_of_ten(-33));
  }
}

TEST(RoundingMode, HasANameEach) {
  for (const RoundingMode mode : all_modes) {
    EXPECT_EQ(rounding_mode_from_name(name_of(mode)), mode);
  }
  EXPECT_EQ(name_of(RoundingMode::half_away), "half-away");
  EXPECT_EQ(rounding_mode_from_name("half_even"), std::nullopt);
  EXPECT_EQ(rounding_mode_from_name(""), std::nullopt);
}

}  // namespace
}  // namespace restituo
