#include <restituo/uncertainty/elementary.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <vector>

#include <boost/math/distributions/normal.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <gtest/gtest.h>

namespace restituo {
namespace {

using Wide = boost::multiprecision::cpp_bin_float_100;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Numbers of every size, and near where functions are delicate.
class Numbers {
 public:
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(random_() >> 11) * 0x1p-53);
  }
  int whole(int low, int high) { return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1)); }
  double of_any_size() { return std::ldexp(between(1, 2), whole(-1074, 1023)); }
  double near_zero() { return between(-1, 1) * std::ldexp(1.0, -whole(0, 60)); }

 private:
  std::mt19937_64 random_{20261123};
};

double units_off(double got, const Wide& want) {
  const auto rounded = static_cast<double>(want);
  if (rounded == 0 || std::isinf(rounded)) {
    return got == rounded ? 0 : 1e9;
  }
  int exponent = 0;
  std::frexp(rounded, &exponent);
  return static_cast<double>(abs(Wide(got) - want) / ldexp(Wide(1), std::max(exponent, -1021) - 53));
}

constexpr int rounds = 6000;

TEST(Elementary, ExponentialIsWithinOneUnitInTheLastPlace) {
  Numbers numbers;
  for (int i = 0; i < rounds; ++i) {
    const double x = i % 3 == 0   ? numbers.between(-745, 709.7)
                     : i % 3 == 1 ? numbers.between(-2, 2)
                                  : numbers.near_zero();
    ASSERT_LT(units_off(reproducible_exp(x), exp(Wide(x))), 1) << x;
  }
}

TEST(Elementary, LogarithmIsWithinOneUnitInTheLastPlace) {
  Numbers numbers;
  for (int i = 0; i < rounds; ++i) {
    const double x = i % 3 == 0   ? numbers.of_any_size()
                     : i % 3 == 1 ? numbers.between(0.5, 2)
                                  : 1 + numbers.near_zero() / 4;
    ASSERT_LT(units_off(reproducible_log(x), log(Wide(x))), 0.6) << x;
  }
}

TEST(Elementary, PowerIsWithinOneAndAHalfUnitsInTheLastPlace) {
  Numbers numbers;
  for (int i = 0; i < rounds; ++i) {
    const double base =
        i % 2 == 0 ? numbers.between(0.01, 20) : std::ldexp(numbers.between(1, 2), numbers.whole(-300, 300));
    const double exponent = i % 3 == 0 ? numbers.between(-20, 20) : numbers.between(-3, 3);
    const Wide want = pow(Wide(base), Wide(exponent));
    if (want > 3e-308 && want < 1e308) {
      ASSERT_LT(units_off(reproducible_pow(base, exponent), want), 1.5) << base << " ^ " << exponent;
    }
  }
}

TEST(Elementary, InterestOverManyPeriodsKeepsItsDigits) {
  // (1 + rate)^years, what the sampled path uses powers for most.
  Numbers numbers;
  for (int i = 0; i < 1000; ++i) {
    const double base = 1 + numbers.between(0, 0.3);
    const double exponent = numbers.between(0, 400);
    const Wide want = pow(Wide(base), Wide(exponent));
    ASSERT_LT(std::abs(static_cast<double>((reproducible_pow(base, exponent) - want) / want)), 4e-16);
  }
}

TEST(Elementary, DifferencesFromOneKeepTheirDigits) {
  Numbers numbers;
  for (int i = 0; i < rounds; ++i) {
    const double x = i % 4 == 0 ? numbers.between(-30, 30) : numbers.near_zero();
    ASSERT_LT(units_off(reproducible_expm1(x), expm1(Wide(x))), 4) << x;
    if (x > -1) {
      ASSERT_LT(units_off(reproducible_log1p(x), log1p(Wide(x))), 3) << x;
    }
  }
}

bool alike(double got, double want) {
  if (std::isnan(want)) {
    return std::isnan(got);
  }
  if (want == 0 || std::isinf(want)) {
    return got == want && std::signbit(got) == std::signbit(want);
  }
  return std::abs(got - want) <= 1e-15 * std::abs(want);
}

const std::vector<double> odd_numbers{
    0.0,    -0.0,   1,      -1,     2,      -2,          3,          -3,     0.5,     -0.5,     2.5,       -2.5, 1e300,
    -1e300, 1e-300, 5e-324, 0x1p52, 0x1p53, -0x1p53 + 1, 0x1p52 + 1, 0x1p63, -0x1p63, infinity, -infinity, nan};

// Annex F of the C standard says what each of these is.
TEST(Elementary, LimitsAndSignsFollowTheCStandard) {
  for (const double a : odd_numbers) {
    EXPECT_TRUE(alike(reproducible_exp(a), std::exp(a))) << a;
    EXPECT_TRUE(alike(reproducible_log(a), std::log(a))) << a;
    EXPECT_TRUE(alike(reproducible_expm1(a), std::expm1(a))) << a << " " << reproducible_expm1(a);
    EXPECT_TRUE(alike(reproducible_log1p(a), std::log1p(a))) << a << " " << reproducible_log1p(a);
    for (const double b : odd_numbers) {
      EXPECT_TRUE(alike(reproducible_pow(a, b), std::pow(a, b))) << a << " ^ " << b << " = " << reproducible_pow(a, b);
    }
  }
}

TEST(Elementary, BlocksGiveTheBitsOfSingleNumbersAlsoInPlace) {
  Numbers numbers;
  for (const std::size_t size : {1U, 3U, 64U, 511U, 1025U}) {
    std::vector<double> x(size);
    std::vector<double> y(size);
    for (std::size_t i = 0; i < size; ++i) {
      x[i] = i % 97 == 96 ? odd_numbers[i % odd_numbers.size()] : numbers.between(0.01, 6);
      y[i] = i % 89 == 88 ? odd_numbers[i % odd_numbers.size()] : numbers.between(-3, 3);
    }
    const auto same = [&](auto block_form, auto single_form, const std::vector<double>& input) {
      std::vector<double> out = input;
      block_form(std::span<const double>(out), std::span<double>(out));
      for (std::size_t i = 0; i < size; ++i) {
        const double want = single_form(input[i]);
        ASSERT_TRUE(out[i] == want || (std::isnan(out[i]) && std::isnan(want))) << input[i];
      }
    };
    using Out = std::span<double>;
    using In = std::span<const double>;
    same([](In in, Out out) { reproducible_exp(in, out); }, [](double v) { return reproducible_exp(v); }, y);
    same([](In in, Out out) { reproducible_log(in, out); }, [](double v) { return reproducible_log(v); }, x);
    same([](In in, Out out) { normal_cdf(in, out); }, [](double v) { return normal_cdf(v); }, y);
    same([&](In in, Out out) { reproducible_pow(in, y, out); },
         [&, i = std::size_t{0}](double v) mutable { return reproducible_pow(v, y[i++]); }, x);
  }
}

TEST(NormalCdf, HasSmallRelativeErrorFarIntoTheTail) {
  using Wide50 = boost::multiprecision::cpp_bin_float_50;  // its erfc takes a millisecond already
  Numbers numbers;
  for (int i = 0; i < 1500; ++i) {
    const double x = i % 2 == 0 ? numbers.between(-37, 8) : numbers.between(-4, 4);
    const Wide50 want = erfc(-Wide50(x) / sqrt(Wide50(2))) / 2;
    const double relative = std::abs(static_cast<double>((normal_cdf(x) - want) / want));
    ASSERT_LT(relative, x > -6 ? 1e-14 : 4e-14) << x;
  }
  EXPECT_EQ(normal_cdf(0), 0.5);
  EXPECT_EQ(normal_cdf(-infinity), 0);
  EXPECT_EQ(normal_cdf(infinity), 1);
  EXPECT_TRUE(std::isnan(normal_cdf(nan)));
}

TEST(NormalQuantile, AgreesWithBoostAndUndoesTheCdf) {
  Numbers numbers;
  const boost::math::normal oracle;
  for (int i = 0; i < 4 * rounds; ++i) {
    double u = numbers.between(0, 1);
    if (i % 2 == 1) {
      u = std::max(0x1p-53, u * std::ldexp(1.0, -numbers.whole(0, 50)));
    }
    if (u == 0) {
      continue;
    }
    const double z = normal_quantile(u);
    ASSERT_NEAR(z, boost::math::quantile(oracle, u), 1.5e-11) << u;
    ASSERT_NEAR(normal_cdf(z), u, 4e-12) << u;
    ASSERT_NEAR(normal_cdf(z) / u, 1, 2e-11) << u;
  }
}

TEST(NormalQuantile, IsOddAboutOneHalfToTheLastBit) {
  Numbers numbers;
  for (int i = 0; i < rounds; ++i) {
    const double u = (2 * static_cast<double>(numbers.whole(0, 1 << 30)) + 1) * 0x1p-53;
    ASSERT_EQ(normal_quantile(1 - u), -normal_quantile(u));
    const double v = 0.25 + static_cast<double>(numbers.whole(1, (1 << 30) - 1)) * 0x1p-31;
    ASSERT_EQ(normal_quantile(1 - v), -normal_quantile(v));
  }
  EXPECT_EQ(normal_quantile(0.5), 0);
  EXPECT_EQ(normal_quantile(0), -infinity);
  EXPECT_EQ(normal_quantile(1), infinity);
  EXPECT_TRUE(std::isnan(normal_quantile(1.5)));
}

}  // namespace
}  // namespace restituo
