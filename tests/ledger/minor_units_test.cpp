#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>

#include <restituo/ledger/minor_units.hpp>

namespace restituo {
namespace {

const Place here{"movements.csv", 2, 20};

std::string code(std::string_view text, int decimals = 2) {
  const auto read = read_minor_units(text, decimals, here);
  return read ? "accepted" : read.error().front().code;
}

TEST(MinorUnits, AreExact) {
  EXPECT_EQ(read_minor_units("1234.5", 2, here).value(), 123450);
  EXPECT_EQ(read_minor_units("0.3", 2, here).value(), 30);
  EXPECT_EQ(read_minor_units("-0.01", 2, here).value(), -1);
  EXPECT_EQ(read_minor_units("7", 0, here).value(), 7);
  EXPECT_EQ(read_minor_units("123456789.12", 2, here).value(), 12345678912);
  EXPECT_EQ(read_minor_units("1.000", 2, here).value(), 100) << "zeros behind the cents change nothing";
}

TEST(MinorUnits, FillAll64Bits) {
  EXPECT_EQ(read_minor_units("92233720368547758.07", 2, here).value(), std::numeric_limits<MinorUnits>::max());
  EXPECT_EQ(read_minor_units("-92233720368547758.08", 2, here).value(), std::numeric_limits<MinorUnits>::min());
  EXPECT_EQ(code("92233720368547758.08"), "amount-too-large");
  EXPECT_EQ(code("9.3", 18), "amount-too-large");
  EXPECT_EQ(code("9.2", 18), "accepted");
}

TEST(MinorUnits, RoundNothing) {
  EXPECT_EQ(code("1.005"), "amount-decimals");
  EXPECT_EQ(code("0.5", 0), "amount-decimals");
  EXPECT_EQ(code("12,5"), "number-comma");
  EXPECT_EQ(code(""), "number-empty");
  EXPECT_EQ(code("1e5"), "number-exponent");
}

TEST(MinorUnits, AreWrittenWithAllDecimals) {
  EXPECT_EQ(minor_units_text(123450, 2), "1234.50");
  EXPECT_EQ(minor_units_text(-5, 2), "-0.05");
  EXPECT_EQ(minor_units_text(0, 2), "0.00");
  EXPECT_EQ(minor_units_text(7, 0), "7");
  EXPECT_EQ(minor_units_text(std::numeric_limits<MinorUnits>::min(), 2), "-92233720368547758.08");
}

TEST(MinorUnits, ComeBackFromTheirText) {
  std::mt19937_64 random(20261126);
  for (int i = 0; i < 20'000; ++i) {
    const auto amount = static_cast<MinorUnits>(random()) >> (random() % 63);
    const int decimals = static_cast<int>(random() % (most_decimals + 1));
    ASSERT_EQ(read_minor_units(minor_units_text(amount, decimals), decimals, here).value(), amount);
  }
}

TEST(MinorUnits, NeverOverflowInSilence) {
  MinorUnits sum = std::numeric_limits<MinorUnits>::max() - 1;
  EXPECT_TRUE(add_checked(sum, 1));
  EXPECT_FALSE(add_checked(sum, 1));
  EXPECT_EQ(sum, std::numeric_limits<MinorUnits>::max());
}

}  // namespace
}  // namespace restituo
