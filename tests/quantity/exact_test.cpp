#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <fmt/format.h>

#include <restituo/base/must.hpp>
#include <restituo/quantity/exact.hpp>

namespace restituo {
namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

static_assert(!std::is_constructible_v<Exact, double> && !std::is_convertible_v<double, Exact>);
static_assert(!std::is_constructible_v<Exact, float> && !std::is_constructible_v<Exact, long double>);
static_assert(std::is_nothrow_move_constructible_v<Exact> && std::is_nothrow_move_assignable_v<Exact>);

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

// The oracle's value, by way of the text.
cpp_rational oracle(const Exact& value) {
  const std::string text = value.fraction_text();
  const std::size_t slash = text.find('/');
  return {cpp_int(text.substr(0, slash)), slash == std::string::npos ? cpp_int(1) : cpp_int(text.substr(slash + 1))};
}

std::string text_of(const cpp_rational& value) {
  const cpp_int d = denominator(value);
  return d == 1 ? numerator(value).str() : fmt::format("{}/{}", numerator(value).str(), d.str());
}

Exact built(const cpp_rational& value) {
  return Exact::from_digits(numerator(value).str()) / Exact::from_digits(denominator(value).str());
}

// Numbers where machine words break: near powers of two and the limits of 64 bits, and of any size between.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : random_(seed) {}

  std::int64_t word() {
    const auto wobble = static_cast<std::int64_t>(random_() % 7) - 3;
    switch (random_() % 6) {
      case 0: return wobble;
      case 1: return most - static_cast<std::int64_t>(random_() % 4);
      case 2: return least + static_cast<std::int64_t>(random_() % 4);
      case 3: return (std::int64_t{1} << (random_() % 62)) + wobble;
      case 4: return -(std::int64_t{1} << (random_() % 62)) + wobble;
      default: return std::bit_cast<std::int64_t>(random_()) >> (random_() % 64);
    }
  }

  Exact exact() {
    std::int64_t below = word();
    below = below == 0 ? 1 : below;
    Exact value = Exact::fraction(word(), below);
    if (random_() % 4 == 0) {  // beyond the words
      value = value * Exact(word()) + Exact::fraction(word(), below);
    }
    return value;
  }

  std::uint64_t operator()() { return random_(); }

 private:
  std::mt19937_64 random_;
};

TEST(Exact, KeepsAThird) {
  EXPECT_EQ(Exact::fraction(1, 3) * 3, 1);
  EXPECT_EQ(Exact::fraction(1, 3) + Exact::fraction(1, 3) + Exact::fraction(1, 3), 1);
  EXPECT_EQ(Exact::fraction(1, 10) + Exact::fraction(2, 10), Exact::fraction(3, 10));
}

TEST(Exact, IsZeroWhereNothingIsSaid) {
  EXPECT_EQ(Exact(), 0);
  EXPECT_TRUE(Exact().is_zero());
  EXPECT_EQ(Exact().fraction_text(), "0");
}

TEST(Exact, IsAlwaysInLowestTermsWithAPositiveDenominator) {
  EXPECT_EQ(Exact::fraction(6, -4).fraction_text(), "-3/2");
  EXPECT_EQ(Exact::fraction(-6, -4).fraction_text(), "3/2");
  EXPECT_EQ(Exact::fraction(0, -7).fraction_text(), "0");
  EXPECT_EQ(Exact::fraction(12, 4).fraction_text(), "3");
  EXPECT_EQ(Exact::fraction(least, least).fraction_text(), "1");
  EXPECT_EQ(Exact::fraction(1, least).fraction_text(), "-1/9223372036854775808");
  EXPECT_EQ(Exact::fraction(least, -1).fraction_text(), "9223372036854775808");
  EXPECT_EQ(Exact::fraction(least, most).fraction_text(), "-9223372036854775808/9223372036854775807");
}

TEST(Exact, RefusesADivisionByZeroAsOurBug) {
  EXPECT_THROW(Exact::fraction(1, 0), Bug);
  EXPECT_THROW(Exact(1) / Exact(0), Bug);
  EXPECT_THROW(Exact(0).power(-1), Bug);
}

// Every pair of the words at which something can overflow, under every operation.
TEST(Exact, ComputesRightAtEveryPairOfLimits) {
  std::vector<std::int64_t> words;
  for (const std::int64_t center : {std::int64_t{0}, most - 1, least + 1, std::int64_t{1} << 31, std::int64_t{1} << 32,
                                    std::int64_t{1} << 62, -(std::int64_t{1} << 62), std::int64_t{3037000499}}) {
    words.insert(words.end(), {center - 1, center, center + 1});
  }
  for (const std::int64_t a : words) {
    for (const std::int64_t b : words) {
      const cpp_rational x = a;
      const cpp_rational y = b;
      EXPECT_EQ(oracle(Exact(a) + Exact(b)), x + y);
      EXPECT_EQ(oracle(Exact(a) - Exact(b)), x - y);
      EXPECT_EQ(oracle(Exact(a) * Exact(b)), x * y);
      EXPECT_EQ(Exact(a) < Exact(b), a < b);
      if (b != 0) {
        EXPECT_EQ(oracle(Exact(a) / Exact(b)), x / y);
        const std::int64_t c = b == least || b == 1 ? 3 : b - 1;
        EXPECT_EQ(oracle(Exact::fraction(a, b) + Exact::fraction(b, c)), x / y + y / cpp_rational(c));
      }
    }
  }
}

TEST(Exact, AgreesWithTheOracleOnRandomNumbers) {
  Numbers numbers(20261123);
  for (int i = 0; i < 60'000; ++i) {
    const Exact a = numbers.exact();
    const Exact b = numbers.exact();
    const cpp_rational x = oracle(a);
    const cpp_rational y = oracle(b);
    // Through text, so that an unreduced result would differ.
    ASSERT_EQ((a + b).fraction_text(), text_of(x + y)) << text_of(x) << " and " << text_of(y);
    ASSERT_EQ((a - b).fraction_text(), text_of(x - y)) << text_of(x) << " and " << text_of(y);
    ASSERT_EQ((a * b).fraction_text(), text_of(x * y)) << text_of(x) << " and " << text_of(y);
    ASSERT_EQ((-a).fraction_text(), text_of(-x));
    ASSERT_EQ(a.sign(), x.sign());
    ASSERT_EQ(a <=> b, x.compare(y) <=> 0);
    ASSERT_EQ(a == b, x == y);
    if (!b.is_zero()) {
      ASSERT_EQ((a / b).fraction_text(), text_of(x / y)) << text_of(x) << " and " << text_of(y);
    }
    ASSERT_EQ(a.is_integer(), denominator(x) == 1);
    ASSERT_EQ(a.fits_int64(), denominator(x) == 1 && numerator(x) >= least && numerator(x) <= most);
    ASSERT_EQ(oracle(a.numerator()), numerator(x));
    ASSERT_EQ(oracle(a.denominator()), denominator(x));
  }
}

// However a value was reached, equal values are equal: a number that fits the words must have gone back into them.
TEST(Exact, IsEqualToItselfByEveryRoad) {
  Numbers numbers(7);
  for (int i = 0; i < 40'000; ++i) {
    const Exact a = numbers.exact();
    const Exact b = numbers.exact();
    ASSERT_EQ(a + b - b, a);
    ASSERT_EQ(a - b + b, a);
    ASSERT_EQ(-(-a), a);
    ASSERT_EQ(built(oracle(a)), a);
    if (!b.is_zero()) {
      ASSERT_EQ(a * b / b, a);
      ASSERT_EQ(a / b * b, a);
    }
  }
}

TEST(Exact, MayStandOnBothSidesOfAnAssignment) {
  for (const Exact& start : {Exact::fraction(-3, 7), Exact(10).power(40), Exact(least)}) {
    Exact a = start;
    a += a;
    EXPECT_EQ(a, start * 2);
    a -= a;
    EXPECT_EQ(a, 0);
    a = start;
    a *= a;
    EXPECT_EQ(a, start.power(2));
    a /= a;
    EXPECT_EQ(a, 1);
  }
}

TEST(Exact, LeavesANumberBehindWhereItMovesAway) {
  for (const Exact& start : {Exact::fraction(5, 3), Exact(10).power(30)}) {
    Exact a = start;
    const Exact b = std::move(a);
    EXPECT_EQ(b, start);
    EXPECT_EQ(a + 1 - 1, a);  // NOLINT: a moved-from Exact is some number, and that is the point
    a = Exact(4);
    EXPECT_EQ(a, 4);
    Exact c = Exact(10).power(25);
    c = std::move(a);
    EXPECT_EQ(c, 4);
    EXPECT_EQ(a * 0, 0);  // NOLINT
  }
}

TEST(Exact, SharesNoChangeBetweenCopies) {
  Exact a = Exact(10).power(30);
  const Exact copy = a;
  a += 1;
  EXPECT_EQ(copy, Exact(10).power(30));
}

TEST(Exact, FindsFloorAndCeilingOnBothSidesOfZero) {
  for (int n = -50; n <= 50; ++n) {
    for (int d = 1; d <= 12; ++d) {
      const Exact value = Exact::fraction(n, d);
      EXPECT_EQ(value.floor(), static_cast<int>(std::floor(static_cast<double>(n) / d)));
      EXPECT_EQ(value.ceiling(), static_cast<int>(std::ceil(static_cast<double>(n) / d)));
    }
  }
  EXPECT_EQ(Exact(least).floor(), least);
  EXPECT_EQ(Exact(least).ceiling(), least);
}

TEST(Exact, FindsFloorAndCeilingOfRandomNumbers) {
  Numbers numbers(99);
  for (int i = 0; i < 30'000; ++i) {
    const Exact value = numbers.exact();
    ASSERT_TRUE(value.floor().is_integer() && value.ceiling().is_integer());
    ASSERT_TRUE(value.floor() <= value && value < value.floor() + 1) << value.fraction_text();
    ASSERT_TRUE(value.ceiling() >= value && value > value.ceiling() - 1) << value.fraction_text();
    ASSERT_TRUE(value.magnitude() == value || value.magnitude() == -value);
    ASSERT_GE(value.magnitude(), 0);
  }
}

TEST(Exact, RaisesToPowers) {
  EXPECT_EQ(Exact::fraction(2, 3).power(5), Exact::fraction(32, 243));
  EXPECT_EQ(Exact::fraction(2, 3).power(-5), Exact::fraction(243, 32));
  EXPECT_EQ(Exact::fraction(-2, 3).power(3), Exact::fraction(-8, 27));
  EXPECT_EQ(Exact(0).power(0), 1);
  EXPECT_EQ(Exact(0).power(3), 0);
  EXPECT_EQ(Exact(-1).power(most), -1);
  EXPECT_EQ(Exact(-1).power(least), 1);
  EXPECT_EQ(Exact(7).power(30).fraction_text(), "22539340290692258087863249");
  Exact product = 1;
  for (int n = 0; n <= 40; ++n) {
    EXPECT_EQ(Exact::fraction(-21, 20).power(n), product);
    product *= Exact::fraction(-21, 20);
  }
}

TEST(Exact, HasPowersOfTen) {
  EXPECT_EQ(Exact::power_of_ten(0), 1);
  EXPECT_EQ(Exact::power_of_ten(-2), Exact::fraction(1, 100));
  EXPECT_EQ(Exact::power_of_ten(18), 1'000'000'000'000'000'000);
  for (int n = 0; n <= 100; ++n) {
    EXPECT_EQ(Exact::power_of_ten(n).fraction_text(), fmt::format("1{:0<{}}", "", n));
    EXPECT_EQ(Exact::power_of_ten(n) * Exact::power_of_ten(-n), 1);
  }
}

TEST(Exact, ReadsDigitsOfAnyLength) {
  EXPECT_EQ(Exact::from_digits("0"), 0);
  EXPECT_EQ(Exact::from_digits("-0"), 0);
  EXPECT_EQ(Exact::from_digits("010"), 10);  // never octal
  EXPECT_EQ(Exact::from_digits("9223372036854775807"), most);
  EXPECT_EQ(Exact::from_digits("-9223372036854775808"), least);
  std::mt19937_64 random(1);
  for (std::size_t length = 1; length <= 120; ++length) {
    std::string digits(1, static_cast<char>('1' + random() % 9));
    while (digits.size() < length) {
      digits += static_cast<char>('0' + random() % 10);
    }
    EXPECT_EQ(Exact::from_digits(digits).fraction_text(), digits);
    EXPECT_EQ(-Exact::from_digits(digits), Exact::from_digits(fmt::format("-{}", digits)));
    EXPECT_EQ(Exact::from_digits(fmt::format("000{}", digits)).fraction_text(), digits);
  }
  for (const char* text : {"", "-", "--1", "1 ", "1.5", "0x1", "+1"}) {
    EXPECT_THROW(Exact::from_digits(text), Bug) << text;
  }
}

TEST(Exact, BecomesAMachineIntegerOnlyWhereItIsOne) {
  EXPECT_EQ(Exact(least).to_int64(), least);
  EXPECT_EQ(Exact(most).to_int64(), most);
  EXPECT_THROW(Exact::fraction(1, 2).to_int64(), Bug);
  EXPECT_THROW((Exact(most) + 1).to_int64(), Bug);
  EXPECT_EQ((Exact(most) + 1 - 1).to_int64(), most);
}

// Whether `nearest` is the double that IEEE 754's roundTiesToEven gives, asked of exact numbers only.
bool is_nearest_even(const Exact& value, double nearest) {
  const Exact limit = Exact(2).power(1024) - Exact(2).power(970);  // the tie between the largest double and infinity
  if (std::isinf(nearest)) {
    return value.magnitude() >= limit && (nearest > 0) == (value.sign() > 0);
  }
  const Exact distance = (value - exact_value_of_double(nearest)).magnitude();
  for (const double direction : {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()}) {
    const double neighbour = std::nextafter(nearest, direction);
    const Exact other = std::isinf(neighbour)
                            ? (value - (direction > 0 ? Exact(2).power(1024) : -Exact(2).power(1024))).magnitude()
                            : (value - exact_value_of_double(neighbour)).magnitude();
    const bool is_even = (std::bit_cast<std::uint64_t>(nearest) & 1) == 0;
    if (other < distance || (other == distance && !is_even)) {
      return false;
    }
  }
  return true;
}

TEST(ToDouble, IsTheNearestForRandomNumbers) {
  Numbers numbers(5);
  for (int i = 0; i < 30'000; ++i) {
    const Exact value = numbers.exact();
    ASSERT_TRUE(is_nearest_even(value, value.to_double())) << value.fraction_text();
  }
}

TEST(ToDouble, IsTheNearestForVeryLargeAndVerySmallNumbers) {
  Numbers numbers(6);
  for (int i = 0; i < 6'000; ++i) {
    const auto exponent = static_cast<std::int64_t>(numbers() % 2300) - 1150;
    const Exact value = numbers.exact() * Exact(2).power(exponent);
    ASSERT_TRUE(is_nearest_even(value, value.to_double())) << value.fraction_text();
  }
}

// A random double, the middle between it and its neighbour, and a hair on either side of that middle.
TEST(ToDouble, SendsTiesToTheEvenNeighbour) {
  Numbers numbers(8);
  for (int i = 0; i < 6'000; ++i) {
    const double low = std::bit_cast<double>(numbers() & ~(std::uint64_t{1} << 63));
    const double high = std::nextafter(low, std::numeric_limits<double>::infinity());
    if (!std::isfinite(low) || !std::isfinite(high)) {
      continue;
    }
    const bool low_is_even = (std::bit_cast<std::uint64_t>(low) & 1) == 0;
    const Exact middle = (exact_value_of_double(low) + exact_value_of_double(high)) / 2;
    const Exact hair = (exact_value_of_double(high) - exact_value_of_double(low)) / Exact(10).power(30);
    ASSERT_EQ(middle.to_double(), low_is_even ? low : high);
    ASSERT_EQ((-middle).to_double(), low_is_even ? -low : -high);
    ASSERT_EQ((middle - hair).to_double(), low);
    ASSERT_EQ((middle + hair).to_double(), high);
  }
}

TEST(ToDouble, KnowsTheEdgesOfTheDoubles) {
  const double smallest = std::numeric_limits<double>::denorm_min();
  const double largest = std::numeric_limits<double>::max();
  const Exact tiny = Exact(2).power(-1074);
  EXPECT_EQ(tiny.to_double(), smallest);
  EXPECT_EQ((tiny / 2).to_double(), 0);  // a tie: to the even zero
  EXPECT_EQ((tiny / 2 + Exact(2).power(-1200)).to_double(), smallest);
  EXPECT_EQ((tiny * Exact::fraction(3, 2)).to_double(), 2 * smallest);
  EXPECT_EQ(Exact(2).power(-2000).to_double(), 0);
  EXPECT_EQ((Exact(2).power(-1022) - tiny).to_double(), std::numeric_limits<double>::min() - smallest);
  const Exact limit = Exact(2).power(1024) - Exact(2).power(970);
  EXPECT_EQ((limit - Exact::fraction(1, 3)).to_double(), largest);
  EXPECT_EQ(limit.to_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ((-limit).to_double(), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(Exact(10).power(5000).to_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(Exact(10).power(-5000).to_double(), 0);
  EXPECT_EQ(Exact::fraction(1, 10).to_double(), 0.1);
  EXPECT_EQ(Exact((std::int64_t{1} << 53) + 1).to_double(), 9007199254740992.0);
  EXPECT_EQ(Exact((std::int64_t{1} << 53) + 3).to_double(), 9007199254740996.0);
}

TEST(ExactValueOfDouble, IsTheBinaryValueAndComesBack) {
  EXPECT_EQ(exact_value_of_double(0.5), Exact::fraction(1, 2));
  EXPECT_EQ(exact_value_of_double(0.1), Exact::fraction(3602879701896397, 36028797018963968));
  EXPECT_EQ(exact_value_of_double(-1e22), -Exact(10).power(22));
  EXPECT_EQ(exact_value_of_double(std::numeric_limits<double>::denorm_min()), Exact(2).power(-1074));
  EXPECT_EQ(exact_value_of_double(-0.0), 0);
  std::mt19937_64 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const double value = std::bit_cast<double>(random());
    if (std::isfinite(value)) {
      ASSERT_EQ(exact_value_of_double(value).to_double(), value);
    }
  }
}

TEST(ExactValueOfDouble, RefusesWhatIsNoNumberAsOurBug) {
  EXPECT_THROW(exact_value_of_double(std::numeric_limits<double>::infinity()), Bug);
  EXPECT_THROW(exact_value_of_double(std::numeric_limits<double>::quiet_NaN()), Bug);
}

}  // namespace
}  // namespace restituo
