#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <clocale>
#include <cmath>
#include <limits>
#include <locale>
#include <random>
#include <string>
#include <vector>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>

#include "faults.hpp"

namespace restituo {
namespace {

std::string decimal_code(std::string_view text) { return code_of_refusal(read_decimal(text, somewhere)); }

Exact decimal(std::string_view text) { return read_decimal(text, somewhere).value(); }

TEST(Decimal, IsReadExactly) {
  EXPECT_EQ(decimal("1234.56"), Exact::fraction(123456, 100));
  EXPECT_EQ(decimal("0"), 0);
  EXPECT_EQ(decimal("0.1") + decimal("0.2"), decimal("0.3"));
  EXPECT_EQ(decimal("-12.50"), Exact::fraction(-25, 2));
  EXPECT_EQ(decimal("10"), 10);
  EXPECT_EQ(decimal("0.010"), Exact::fraction(1, 100));
  EXPECT_EQ(decimal("123456789012345678901234567890.5"), Exact::from_digits("1234567890123456789012345678905") / 10);
}

TEST(Decimal, TakesAZeroWithAMinusForZero) {
  EXPECT_EQ(decimal("-0"), 0);
  EXPECT_EQ(decimal("-0.00"), 0);
}

struct Refusal {
  std::string_view text;
  std::string_view code;
};

TEST(Decimal, RefusesEachDoubtfulFormWithItsOwnReason) {
  const std::vector<Refusal> refusals{
      {"", "number-empty"},
      {"   ", "number-empty"},
      {"\xC2\xA0", "number-empty"},  // a non-breaking space alone
      {" 12", "number-space"},
      {"12 ", "number-space"},
      {"1 234.56", "number-space"},
      {"1\t234", "number-space"},
      {"12\n", "number-space"},
      {"1\xC2\xA0"
       "234",
       "number-space"},
      {"1\xE2\x80\xAF"
       "234",
       "number-space"},  // narrow non-breaking space, as French spreadsheets write it
      {"+12.5", "number-plus"},
      {"12+", "number-plus"},
      {"12,5", "number-comma"},
      {"1.234,56", "number-comma"},
      {"1.234.567,89", "number-comma"},
      {"1,234.56", "number-comma"},
      {"1,234,567", "number-comma"},
      {"1 234,56", "number-comma"},
      {"-12,5", "number-comma"},
      {"12\xD9\xAB"
       "5",
       "number-comma"},  // Arabic decimal mark
      {"1e5", "number-exponent"},
      {"1E-3", "number-exponent"},
      {"-1.5e+10", "number-exponent"},
      {"1.e5", "number-exponent"},
      {"0x1F", "number-hexadecimal"},
      {"-0XFF", "number-hexadecimal"},
      {"0x1p3", "number-hexadecimal"},
      {"nan", "number-not-a-number"},
      {"NaN", "number-not-a-number"},
      {"-inf", "number-not-a-number"},
      {"Infinity", "number-not-a-number"},
      {"∞", "number-not-a-number"},
      {"1.2.3", "number-two-points"},
      {"1.234.567", "number-two-points"},
      {"1..5", "number-two-points"},
      {".5", "number-bare-point"},
      {"-.5", "number-bare-point"},
      {"5.", "number-bare-point"},
      {"007", "number-leading-zero"},
      {"-01.5", "number-leading-zero"},
      {"00", "number-leading-zero"},
      {"00.5", "number-leading-zero"},
      {"$1234", "number-currency-sign"},
      {"US$ 1,234.56", "number-currency-sign"},
      {"12 €", "number-currency-sign"},
      {"£5", "number-currency-sign"},
      {"1234 USD", "number-currency-sign"},
      {"mxn 1234", "number-currency-sign"},
      {"30%", "number-percent"},
      {"30 %", "number-percent"},
      {"12,5%", "number-percent"},
      {"1'234'567.89", "number-grouping"},
      {"1’234", "number-grouping"},
      {"1_000", "number-grouping"},
      {"(1234.56)", "number-parentheses"},
      {"−12.5", "number-minus"},  // U+2212
      {"–12.5", "number-minus"},  // en dash
      {"12-", "number-minus"},
      {"--12", "number-minus"},
      {"1-2", "number-minus"},
      {"-", "number-minus"},
      {"١٢٣", "number-other-digits"},
      {"１２", "number-other-digits"},
      {"1/3", "number-fraction"},
      {"12abc", "number-trailing"},
      {"abc", "number-trailing"},
      {"12 dollars", "number-trailing"},
      {"12;13", "number-trailing"},
      {"1e", "number-trailing"},
      {"1e5.5", "number-trailing"},
      {"12\xFF", "number-trailing"},
      {std::string_view("12\0", 3), "number-trailing"},
      {"12\x1B[0m", "number-trailing"},
      {"#REF!", "number-trailing"},
      {"1O0", "number-trailing"},  // the letter O
  };
  for (const Refusal& refusal : refusals) {
    EXPECT_EQ(decimal_code(refusal.text), refusal.code) << refusal.text;
  }
}

TEST(Decimal, SaysAtItsPlaceWhatWasWritten) {
  const auto outcome = read_decimal("12abc", somewhere);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(text_of(outcome.error().front(), Language::en),
            "case.toml:12:8: error: \"12abc\" is not a number: \"a\" does not belong in it.\n"
            "  Do: Write the number alone, with digits and at most one point: 1234.56. [number-trailing]");
}

TEST(Decimal, NeverPrintsControlCharactersOrBrokenBytes) {
  for (const std::string_view text : {"12\x1B[31m", "12\xFF\xC3", "12\r\n34"}) {
    const auto outcome = read_decimal(text, somewhere);
    ASSERT_FALSE(outcome);
    for (const Language language : all_languages()) {
      for (const char c : what_is_wrong(outcome.error().front(), language)) {
        EXPECT_GE(static_cast<unsigned char>(c), 0x20U);
        EXPECT_NE(c, '\xFF');
      }
    }
  }
}

TEST(Decimal, ReadsFourHundredCharactersAndNoMore) {
  EXPECT_EQ(decimal_code(std::string(400, '9')), "accepted");
  EXPECT_EQ(decimal_code(std::string(401, '9')), "number-too-long");
  EXPECT_EQ(decimal_code("0." + std::string(398, '1')), "accepted");
  EXPECT_EQ(decimal_code(std::string(1'000'000, 'x')), "number-too-long");
}

// The grammar a second time, as a machine of states: -?(0|[1-9][0-9]*)(\.[0-9]+)?
bool is_number(const std::string& text) {
  enum class After { nothing, minus, zero, digits, point, decimals };
  After after = After::nothing;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (after == After::nothing && c == '-') {
      after = After::minus;
    } else if ((after == After::nothing || after == After::minus) && digit) {
      after = c == '0' ? After::zero : After::digits;
    } else if (after == After::digits && digit) {
      after = After::digits;
    } else if ((after == After::zero || after == After::digits) && c == '.') {
      after = After::point;
    } else if ((after == After::point || after == After::decimals) && digit) {
      after = After::decimals;
    } else {
      return false;
    }
  }
  return after == After::zero || after == After::digits || after == After::decimals;
}

// The text that the value must print as: no zeros at the end, no minus before zero.
std::string canonical(std::string text) {
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
      text.pop_back();
    }
  }
  return text == "-0" ? "0" : text;
}

TEST(Decimal, HoldsAgainstTwoHundredThousandNastyTexts) {
  const std::vector<std::string> alphabet{"0",
                                          "1",
                                          "2",
                                          "9",
                                          ".",
                                          "-",
                                          "+",
                                          ",",
                                          " ",
                                          "e",
                                          "E",
                                          "x",
                                          "_",
                                          "'",
                                          "$",
                                          "\xC2\xA0",
                                          "\xFF",
                                          "\xE2",
                                          "\xE2\x88\x92",
                                          "n",
                                          "a",
                                          "i",
                                          "f",
                                          "/",
                                          "\t",
                                          "%",
                                          "(",
                                          ")",
                                          "٣",
                                          "€",
                                          "\n",
                                          std::string(1, '\0')};
  std::mt19937_64 random(42);
  int accepted = 0;
  for (int i = 0; i < 200'000; ++i) {
    // Half of the texts mostly of digits and points, or hardly any would be a number.
    const std::size_t letters = i % 2 == 0 ? 6 : alphabet.size();
    std::string text;
    for (std::size_t length = random() % (i % 100 == 0 ? 450 : 9); length != 0; --length) {
      text += alphabet[random() % letters];
    }
    const auto outcome = read_decimal(text, somewhere);
    ASSERT_EQ(outcome.has_value(), text.size() <= 400 && is_number(text)) << text;
    if (outcome) {
      ++accepted;
      ASSERT_EQ(exact_decimal_text(*outcome), canonical(text)) << text;
      ASSERT_EQ(decimal(canonical(text)), *outcome) << text;
    } else {
      ASSERT_EQ(outcome.error().size(), 1U);
      ASSERT_FALSE(text_of(outcome.error().front(), Language::es).empty());
    }
  }
  EXPECT_GT(accepted, 20'000);
}

TEST(Number, MayBeTwoDecimalsWithASlash) {
  EXPECT_EQ(read_number("365.25/84", somewhere).value(), Exact::fraction(36525, 8400));
  EXPECT_EQ(read_number("1/3", somewhere).value(), Exact::fraction(1, 3));
  EXPECT_EQ(read_number("-1/3", somewhere).value(), Exact::fraction(-1, 3));
  EXPECT_EQ(read_number("0.5", somewhere).value(), Exact::fraction(1, 2));
}

TEST(Number, RefusesADoubtfulFraction) {
  const auto code = [](std::string_view text) { return code_of_refusal(read_number(text, somewhere)); };
  EXPECT_EQ(code("1/0"), "fraction-zero-denominator");
  EXPECT_EQ(code("1/-0.00"), "fraction-zero-denominator");
  EXPECT_EQ(code("1/"), "number-empty");
  EXPECT_EQ(code("/3"), "number-empty");
  EXPECT_EQ(code("1/2/3"), "number-fraction");
  EXPECT_EQ(code("1 / 3"), "number-space number-space");
  EXPECT_EQ(code("1,5/x"), "number-comma number-trailing");
  EXPECT_EQ(code("12,5"), "number-comma");
  EXPECT_EQ(code(std::string(300, '1') + "/" + std::string(300, '1')), "number-too-long");
}

TEST(ExactDecimalText, IsThereWhereTheDecimalEnds) {
  EXPECT_EQ(exact_decimal_text(Exact::fraction(1, 8)), "0.125");
  EXPECT_EQ(exact_decimal_text(Exact::fraction(-1, 8)), "-0.125");
  EXPECT_EQ(exact_decimal_text(Exact::fraction(1, 1024)), "0.0009765625");
  EXPECT_EQ(exact_decimal_text(1200), "1200");
  EXPECT_EQ(exact_decimal_text(0), "0");
  EXPECT_EQ(exact_decimal_text(Exact::fraction(1, 3)), std::nullopt);
  EXPECT_EQ(exact_decimal_text(Exact::fraction(1, 7) * Exact(10).power(-40)), std::nullopt);
  EXPECT_EQ(exact_decimal_text(Exact(10).power(-30)), "0." + std::string(29, '0') + "1");
}

TEST(ExactDecimalText, ReadsBackForEverySmallFraction) {
  for (int n = -60; n <= 60; ++n) {
    for (int d = 1; d <= 200; ++d) {
      const Exact value = Exact::fraction(n, d);
      const auto text = exact_decimal_text(value);
      int rest = value.denominator().to_int64() > 0 ? static_cast<int>(value.denominator().to_int64()) : 0;
      for (const int factor : {2, 5}) {
        while (rest % factor == 0) {
          rest /= factor;
        }
      }
      ASSERT_EQ(text.has_value(), rest == 1) << n << "/" << d;
      if (text) {
        ASSERT_EQ(decimal(*text), value);
        ASSERT_EQ(canonical(*text), *text);
      }
    }
  }
}

TEST(RoundedDecimalText, HasExactlyThePlacesAskedFor) {
  EXPECT_EQ(rounded_decimal_text(Exact::fraction(1, 3), 4, RoundingMode::half_even), "0.3333");
  EXPECT_EQ(rounded_decimal_text(Exact::fraction(2, 3), 4, RoundingMode::half_even), "0.6667");
  EXPECT_EQ(rounded_decimal_text(12, 2, RoundingMode::half_even), "12.00");
  EXPECT_EQ(rounded_decimal_text(Exact::fraction(25, 2), 0, RoundingMode::half_even), "12");
  EXPECT_EQ(rounded_decimal_text(Exact::fraction(25, 2), 0, RoundingMode::half_away), "13");
  EXPECT_EQ(rounded_decimal_text(Exact::fraction(-1, 3), 2, RoundingMode::half_even), "-0.33");
  EXPECT_EQ(rounded_decimal_text(Exact::fraction(999, 1000), 2, RoundingMode::half_even), "1.00");
  EXPECT_EQ(rounded_decimal_text(Exact(10).power(30), 1, RoundingMode::down), "1" + std::string(30, '0') + ".0");
  EXPECT_THROW(rounded_decimal_text(1, -1, RoundingMode::down), Bug);
}

TEST(RoundedDecimalText, WritesNoMinusBeforeARoundedZero) {
  EXPECT_EQ(rounded_decimal_text(Exact::fraction(-1, 1000), 2, RoundingMode::half_even), "0.00");
  EXPECT_EQ(rounded_decimal_text(Exact::fraction(-1, 1000), 2, RoundingMode::floor), "-0.01");
}

TEST(ReadableText, ShowsAShortDecimalAndOtherwiseTheFraction) {
  EXPECT_EQ(readable_text(Exact::fraction(1, 8)), "0.125");
  EXPECT_EQ(readable_text(1200), "1200");
  EXPECT_EQ(readable_text(Exact::fraction(1, 3)), "1/3 ≈ 0.333333");
  EXPECT_EQ(readable_text(Exact::fraction(-2, 3), 2), "-2/3 ≈ -0.67");
  EXPECT_EQ(readable_text(Exact::fraction(1, 8), 2), "1/8 ≈ 0.12");
  EXPECT_EQ(readable_text(Exact::fraction(36525, 8400)), "487/112 ≈ 4.348214");
}

TEST(ReadableText, LeavesOutAFractionThatNobodyReads) {
  EXPECT_EQ(readable_text(Exact::fraction(1005, 1000).power(10)), "≈ 1.051140");
  EXPECT_EQ(readable_text(Exact::fraction(1, 3) + Exact(10).power(18)),
            "3000000000000000001/3 ≈ 1000000000000000000.333333");
}

TEST(ReadableText, NeverShowsANumberAsZeroThatIsNot) {
  EXPECT_EQ(readable_text(Exact::fraction(1, 3'000'000'000)), "1/3000000000 ≈ 0.00000000033");
  EXPECT_EQ(readable_text(Exact::fraction(-1, 8'000'000'000)), "-1/8000000000 ≈ -0.00000000012");
}

TEST(DoubleText, IsTheShortestThatReadsBack) {
  EXPECT_EQ(double_text(0.1), "0.1");
  EXPECT_EQ(double_text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(double_text(3600), "3600");
  EXPECT_EQ(double_text(-2.5), "-2.5");
  EXPECT_EQ(double_text(0), "0");
  EXPECT_EQ(double_text(1e20), "100000000000000000000");
  EXPECT_EQ(double_text(1e-6), "0.000001");
  EXPECT_EQ(double_text(1e21), "1e+21");
  EXPECT_EQ(double_text(9.5e-7), "9.5e-07");
  EXPECT_EQ(double_text(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(double_text(std::numeric_limits<double>::quiet_NaN()), "nan");
}

TEST(DoubleText, ReadsBackAsTheSameBits) {
  std::mt19937_64 random(13);
  std::uniform_int_distribution<std::uint64_t> ordinary_exponent(1023 - 30, 1023 + 80);
  for (int i = 0; i < 200'000; ++i) {
    const std::uint64_t bits =
        i % 2 == 0 ? random() : (random() & 0x800FFFFFFFFFFFFFULL) | ordinary_exponent(random) << 52;
    const auto value = std::bit_cast<double>(bits);
    if (std::isnan(value)) {
      continue;
    }
    const std::string text = double_text(value);
    double back = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), back);
    ASSERT_EQ(end.ptr, text.data() + text.size()) << text;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(back), bits) << text;
    const double size = std::fabs(value);
    ASSERT_EQ(text.find('e') == std::string::npos, (size >= 1e-6 && size < 1e21) || size == 0 || std::isinf(size))
        << text;
  }
}

class CommaPoint : public std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(Texts, DoNotFollowTheLocale) {
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new CommaPoint));
  const std::string written = double_text(1234567.5) + " " +
                              rounded_decimal_text(Exact::fraction(12345675, 10), 2, RoundingMode::down) + " " +
                              Exact(10).power(30).fraction_text();
  std::locale::global(before);
  EXPECT_EQ(written, "1234567.5 1234567.50 1" + std::string(30, '0'));
}

}  // namespace
}  // namespace restituo
