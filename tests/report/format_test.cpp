// Numbers, money, units and dates as people read them.
#include <gtest/gtest.h>

#include <random>

#include <restituo/quantity/decimal.hpp>

#include <../src/report/format.hpp>

namespace restituo {
namespace {

Exact exact(const std::string& text) { return read_number(text, {}).value(); }
Unit unit(const std::string& text) { return Unit::parse(text, {}, {"brick"}).value(); }
// Spaces that do not break look like others here.
std::string seen(std::string text) {
  for (auto at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0")) text.replace(at, 2, " ");
  return text;
}
std::string shown(const std::string& value, const std::string& of, Language language = Language::en) {
  return seen(quantity_text(exact(value), unit(of), language));
}

TEST(Money, IsGroupedWithItsCentsAndItsCurrency) {
  EXPECT_EQ(shown("941760", "USD"), "941,760.00 USD");
  EXPECT_EQ(shown("941760", "USD", Language::es), "941,760.00 USD");
  EXPECT_EQ(shown("0", "USD"), "0.00 USD");
  EXPECT_EQ(shown("0.5", "USD"), "0.50 USD");
  EXPECT_EQ(shown("999.99", "USD"), "999.99 USD");
  EXPECT_EQ(shown("1000", "USD"), "1,000.00 USD");
  EXPECT_EQ(shown("123456789012345678901234567890.12", "MXN"), "123,456,789,012,345,678,901,234,567,890.12 MXN");
  EXPECT_EQ(shown("1234567", "CLP"), "1,234,567 CLP");
  EXPECT_EQ(shown("1234.5", "KWD"), "1,234.500 KWD");
  EXPECT_EQ(shown("-1234.5", "USD"), "−1,234.50 USD");
}

TEST(Money, LosesNoDigitThatIsThere) {
  EXPECT_EQ(shown("1.2345", "USD"), "1.2345 USD");
  EXPECT_EQ(shown("2/3", "USD"), "2/3 ≈ 0.666667 USD");
  EXPECT_EQ(shown("1234567891/7", "USD"), "≈ 176,366,841.571429 USD");
}

TEST(Grouping, SetsAMarkBeforeEveryThirdDigitAndNowhereElse) {
  std::mt19937_64 random(20261123);
  for (int i = 0; i < 20'000; ++i) {
    const auto value = static_cast<std::int64_t>(random() >> (1 + random() % 60));
    const std::string plain = std::to_string(value);
    std::string grouped = localized(plain + ".1234567", Language::es);
    ASSERT_TRUE(grouped.ends_with(".1234567")) << grouped;
    grouped.erase(grouped.size() - 8);
    std::string back;
    for (std::size_t k = 0; k < grouped.size(); ++k) {
      const std::size_t behind = grouped.size() - k;
      if (behind % 4 == 0 && k != 0) {
        ASSERT_EQ(grouped[k], ',') << grouped;
      } else {
        ASSERT_NE(grouped[k], ',') << grouped;
        back += grouped[k];
      }
    }
    ASSERT_EQ(back, plain);
  }
}

TEST(Negative, AmountsStandInBracketsAndOthersStay) {
  EXPECT_EQ(seen(with_parentheses(quantity_text(exact("-1234.5"), unit("USD"), Language::en))), "(1,234.50) USD");
  EXPECT_EQ(seen(with_parentheses(quantity_text(exact("1234.5"), unit("USD"), Language::en))), "1,234.50 USD");
  EXPECT_EQ(with_parentheses(number_text(exact("-3"), Language::en)), "(3)");
}

TEST(Units, AreWordsWithTheNumberTheValueNeeds) {
  EXPECT_EQ(shown("30", "USD/act"), "30 USD per act");
  EXPECT_EQ(shown("12.5", "USD/act"), "12.50 USD per act");
  EXPECT_EQ(shown("30", "USD/act", Language::es), "30 USD por acto");
  EXPECT_EQ(shown("1", "week"), "1 week");
  EXPECT_EQ(shown("240", "week"), "240 weeks");
  EXPECT_EQ(shown("0.5", "week"), "0.5 weeks");
  EXPECT_EQ(shown("1", "month", Language::es), "1 mes");
  EXPECT_EQ(shown("60", "month", Language::es), "60 meses");
  EXPECT_EQ(shown("20", "act/day"), "20 acts per day");
  EXPECT_EQ(shown("21800", "USD/person/year"), "21,800 USD per person per year");
  EXPECT_EQ(shown("72", "person*month"), "72 person-months");
  EXPECT_EQ(shown("72", "person*month", Language::es), "72 meses-persona");
  EXPECT_EQ(shown("0.7", "1"), "0.7");
  EXPECT_EQ(shown("3", "1/month"), "3 per month");
  EXPECT_EQ(shown("5", "brick"), "5 brick");
}

TEST(Units, HaveWordsForEverySymbolInEveryLanguage) {
  for (const std::string& symbol : known_unit_symbols()) {
    const std::string en = unit_words(Unit::of(symbol), Language::en, false);
    const std::string es = unit_words(Unit::of(symbol), Language::es, false);
    EXPECT_FALSE(en.empty());
    EXPECT_NE(en, unit_words(Unit::of(symbol), Language::en, true)) << symbol << " has no plural";
    EXPECT_NE(es, symbol) << symbol << " has no Spanish word";
    EXPECT_NE(es, unit_words(Unit::of(symbol), Language::es, true)) << symbol << " has no Spanish plural";
  }
}

TEST(Numbers, ShowAFractionWhereThereIsNoDecimal) {
  EXPECT_EQ(seen(number_text(exact("365.25/84"), Language::en)), "487/112 ≈ 4.348214");
  EXPECT_EQ(number_text(exact("0.125"), Language::en), "0.125");
  EXPECT_EQ(number_text(exact("1234.5"), Language::es), "1,234.5");
  EXPECT_EQ(seen(number_text(exact("0.12345678"), Language::en)), "≈ 0.123457");
}

TEST(SimulatedValues, ShowNoMoreThanASimulationKnows) {
  const auto text = [](double value, const std::string& of) {
    return seen(simulated_text(value, unit(of), Language::en));
  };
  EXPECT_EQ(text(325900.4821, "USD"), "325,900 USD");
  EXPECT_EQ(text(999.996, "USD"), "1,000.00 USD");
  EXPECT_EQ(text(12.345678, "USD"), "12.35 USD");
  EXPECT_EQ(text(-1500.4, "USD"), "−1,500 USD");
  EXPECT_EQ(text(-0.001, "USD"), "0.00 USD");
  EXPECT_EQ(text(0.123456789, "1"), "0.123457");
  EXPECT_EQ(text(123456789.0, "act"), "123,457,000 acts");
  EXPECT_EQ(text(0, "1"), "0");
  EXPECT_EQ(seen(simulated_text(584.22, 696364, unit("USD"), Language::en)), "584 USD") << "an error follows its mean";
}

TEST(Shares, AreCountsOutOfAHundredThatNeverSayNoneOrAllTooSoon) {
  using Form = OutOfHundred::Form;
  const auto check = [](double share, Form form, const std::string& number) {
    const OutOfHundred found = out_of_hundred(share);
    EXPECT_EQ(found.form, form) << share;
    EXPECT_EQ(found.number, number) << share;
  };
  check(0, Form::none, "0");
  check(1e-9, Form::fewer_than_one, "1");
  check(0.0049, Form::fewer_than_one, "1");
  check(0.01, Form::number, "1");
  check(0.17432, Form::number, "17");
  check(0.994, Form::number, "99");
  check(0.9951, Form::more_than_99, "99");
  check(1, Form::all, "100");
}

TEST(Dates, AreWrittenOutInEachLanguage) {
  EXPECT_EQ(long_date(Date::of(2010, 3, 1), Language::en), "1 March 2010");
  EXPECT_EQ(long_date(Date::of(2010, 3, 1), Language::es), "1 de marzo de 2010");
  EXPECT_EQ(long_date(Date::of(2026, 12, 31), Language::es), "31 de diciembre de 2026");
}

TEST(Lists, JoinTheirLastItemWithAWord) {
  EXPECT_EQ(list_text({}, Language::en), "");
  EXPECT_EQ(list_text({"A"}, Language::en), "A");
  EXPECT_EQ(list_text({"A", "B"}, Language::en), "A and B");
  EXPECT_EQ(list_text({"A", "B", "C"}, Language::es), "A, B y C");
  EXPECT_EQ(list_text({"A", "Inés"}, Language::es), "A e Inés");
  EXPECT_EQ(list_text({"A", "hierro"}, Language::es), "A y hierro");
}

}  // namespace
}  // namespace restituo
