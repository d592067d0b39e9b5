#include <gtest/gtest.h>

#include <algorithm>
#include <compare>
#include <random>
#include <type_traits>

#include <restituo/base/must.hpp>
#include <restituo/quantity/money.hpp>

namespace restituo {
namespace {

template <class A, class B>
concept multiplies = requires(A a, B b) {
  a* b;
};
template <class A, class B>
concept divides = requires(A a, B b) {
  a / b;
};
template <class A, class B>
concept adds = requires(A a, B b) {
  a + b;
};

static_assert(!multiplies<Money, Money>);  // dollars squared mean nothing
static_assert(!divides<Money, Money> && !adds<Money, Exact> && !adds<Money, int> && !adds<Exact, Money>);
static_assert(std::is_same_v<decltype(std::declval<Money>() * Exact(2)), Exact>);  // no longer whole cents
static_assert(!std::is_default_constructible_v<Money> && !std::is_default_constructible_v<Currency>);

Currency currency(std::string_view code) { return Currency::from_code(code).value(); }

Exact cents(std::int64_t count) { return Exact::fraction(count, 100); }

TEST(Currency, HasTheDecimalsOfIso4217) {
  for (const char* code : {"USD", "MXN", "EUR", "GBP", "ARS", "COP", "PEN", "BRL", "GTQ", "HNL", "DOP", "VES", "HUF",
                           "MGA", "MRU", "COU"}) {
    EXPECT_EQ(currency(code).decimals(), 2) << code;
  }
  for (const char* code : {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
                           "VUV", "XAF", "XOF", "XPF"}) {
    EXPECT_EQ(currency(code).decimals(), 0) << code;
  }
  for (const char* code : {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}) {
    EXPECT_EQ(currency(code).decimals(), 3) << code;
  }
  EXPECT_EQ(currency("CLF").decimals(), 4);
  EXPECT_EQ(currency("UYW").decimals(), 4);
}

TEST(Currency, IsKnownByItsCodeOnly) {
  for (const char* text : {"", "usd", "US", "USDX", "XYZ", "CUR", "$", "ZZZ", "AAA"}) {
    EXPECT_EQ(Currency::from_code(text), std::nullopt) << text;
  }
  EXPECT_EQ(currency("USD").code(), "USD");
  EXPECT_EQ(currency("USD").minor_unit(), cents(1));
  EXPECT_EQ(currency("JPY").minor_unit(), 1);
  EXPECT_EQ(currency("KWD").minor_unit(), Exact::fraction(1, 1000));
}

TEST(Currency, ListsEveryCodeOnceInOrder) {
  const auto codes = known_currency_codes();
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_EQ(std::adjacent_find(codes.begin(), codes.end()), codes.end());
  for (const std::string_view code : codes) {
    EXPECT_EQ(code.size(), 3U);
    EXPECT_TRUE(std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) << code;
    EXPECT_EQ(currency(code).code(), code);
  }
}

TEST(Money, IsAWholeNumberOfCents) {
  const auto money = Money::exactly(cents(1234), currency("USD"));
  ASSERT_TRUE(money);
  EXPECT_EQ(money->minor_units(), 1234);
  EXPECT_EQ(money->amount(), cents(1234));
  EXPECT_EQ(Money::exactly(Exact::fraction(1, 3), currency("USD")), std::nullopt);
  EXPECT_EQ(Money::exactly(Exact::fraction(1, 2), currency("CLP")), std::nullopt);
  EXPECT_TRUE(Money::exactly(Exact::fraction(1, 1000), currency("KWD")));
}

TEST(Money, IsRoundedByANamedMode) {
  const Exact tie = Exact::fraction(125, 1000);
  EXPECT_EQ(Money::rounded(tie, currency("USD"), RoundingMode::half_even).text(), "0.12");
  EXPECT_EQ(Money::rounded(tie, currency("USD"), RoundingMode::half_away).text(), "0.13");
  EXPECT_EQ(Money::rounded(Exact::fraction(25, 2), currency("CLP"), RoundingMode::half_even).text(), "12");
  EXPECT_EQ(Money::rounded(-tie, currency("USD"), RoundingMode::floor).text(), "-0.13");
}

TEST(Money, IsWrittenWithTheDecimalsOfItsCurrency) {
  EXPECT_EQ(Money::exactly(1234, currency("USD"))->text(), "1234.00");
  EXPECT_EQ(Money::exactly(cents(-5), currency("USD"))->text(), "-0.05");
  EXPECT_EQ(Money::exactly(1234, currency("CLP"))->text(), "1234");
  EXPECT_EQ(Money::exactly(1234, currency("BHD"))->text(), "1234.000");
  EXPECT_EQ(Money::exactly(Exact(10).power(30), currency("USD"))->text(), "1" + std::string(30, '0') + ".00");
}

TEST(Money, AddsToItsOwnCurrencyOnly) {
  const Money a = *Money::exactly(cents(1001), currency("USD"));
  const Money b = *Money::exactly(cents(-2), currency("USD"));
  const Money peso = *Money::exactly(1, currency("MXN"));
  EXPECT_EQ((a + b).text(), "9.99");
  EXPECT_EQ((a - b).text(), "10.03");
  EXPECT_EQ((-a).text(), "-10.01");
  EXPECT_THROW(a + peso, Bug);
  EXPECT_THROW(a - peso, Bug);
}

TEST(Money, ComparesWithinItsCurrencyOnly) {
  const Money one = *Money::exactly(1, currency("USD"));
  const Money two = *Money::exactly(2, currency("USD"));
  const Money peso = *Money::exactly(1, currency("MXN"));
  EXPECT_LT(one, two);
  EXPECT_NE(one, peso);
  EXPECT_EQ(one <=> peso, std::partial_ordering::unordered);
  EXPECT_FALSE(one < peso);
  EXPECT_FALSE(one >= peso);
}

TEST(Money, TimesANumberIsExactAgain) {
  EXPECT_EQ(*Money::exactly(cents(1000), currency("USD")) * Exact::fraction(1, 3), Exact::fraction(10, 3));
}

TEST(Money, SplitAndAddedUpAgainLosesNothing) {
  std::mt19937_64 random(23);
  for (int i = 0; i < 5'000; ++i) {
    const Exact amount = cents(static_cast<std::int64_t>(random() % 1'000'000'000));
    const Money whole = *Money::exactly(amount, currency("USD"));
    const Money part = Money::rounded(whole * Exact::fraction(1, 3), currency("USD"), RoundingMode::down);
    EXPECT_EQ(part + part + (whole - part - part), whole);
    EXPECT_GE(whole - part - part, part);
  }
}

}  // namespace
}  // namespace restituo
