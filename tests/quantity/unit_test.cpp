#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <restituo/base/must.hpp>
#include <restituo/quantity/money.hpp>
#include <restituo/quantity/unit.hpp>

#include "faults.hpp"

namespace restituo {
namespace {

Unit unit(std::string_view text) { return Unit::parse(text, somewhere).value(); }

std::string unit_code(std::string_view text) { return code_of_refusal(Unit::parse(text, somewhere)); }

std::string advice(std::string_view text) {
  const auto outcome = Unit::parse(text, somewhere);
  return outcome ? "accepted" : outcome.error().front().details.back();
}

TEST(Unit, CancelsSymbolBySymbol) {
  EXPECT_EQ(unit("USD/act") * unit("act/day") * unit("day/week") * unit("week"), unit("USD"));
  EXPECT_EQ(unit("USD") / unit("USD"), Unit());
  EXPECT_TRUE((unit("day/month") * unit("month/day")).is_pure_number());
}

TEST(Unit, ConvertsNothingBehindTheReadersBack) {
  EXPECT_NE(unit("week"), unit("day"));
  EXPECT_NE(unit("USD"), unit("MXN"));
  EXPECT_FALSE((unit("USD/hour") * unit("day")).is_money());
}

struct Written {
  std::string_view text;
  std::string_view canonical;
};

TEST(Unit, IsWrittenCanonically) {
  for (const Written& w : std::vector<Written>{{"USD/act", "USD/act"},
                                               {"act*USD/day", "USD*act/day"},
                                               {"USD/person/year", "USD/person/year"},
                                               {"USD/year/person", "USD/person/year"},
                                               {"person*month", "month*person"},
                                               {"1", "1"},
                                               {"1/day", "1/day"},
                                               {"USD^2", "USD^2"},
                                               {"USD*USD", "USD^2"},
                                               {"USD/USD", "1"},
                                               {"week^2/day^3", "week^2/day^3"},
                                               {"day/day^2", "1/day"},
                                               {"MXN/USD", "MXN/USD"},
                                               {"1/USD", "1/USD"},
                                               {"act/USD", "act/USD"},
                                               {"CUR/night", "CUR/night"},
                                               {"act/day/USD", "act/USD/day"},
                                               {"act/client*USD", "USD*act/client"}}) {
    EXPECT_EQ(unit(w.text).text(), w.canonical);
    EXPECT_EQ(unit(w.canonical), unit(w.text));
  }
}

TEST(Unit, RefusesWhatIsNotWrittenAsAUnit) {
  for (const char* text : {"",      " ",     "USD/",  "/day",   "USD//day",    "USD*",   "*USD", "USD / act",
                           " USD",  "USD^",  "USD^0", "USD^-1", "USD^10",      "USD^x",  "^2",   "1*USD",
                           "USD*1", "USD/1", "1^2",   "(USD)",  "USD per act", "USD act"}) {
    EXPECT_EQ(unit_code(text), "unit-syntax") << text;
  }
}

TEST(Unit, RefusesUnknownSymbolsAllAtOnce) {
  EXPECT_EQ(unit_code("brick"), "unit-unknown-symbol");
  EXPECT_EQ(unit_code("dollars/brick"), "unit-unknown-symbol unit-unknown-symbol");
  EXPECT_EQ(unit_code("XYZ"), "unit-unknown-symbol");
}

TEST(Unit, AdvisesTheNameThatWasMeant) {
  EXPECT_EQ(advice("acts"), "act");
  EXPECT_EQ(advice("days"), "day");
  EXPECT_EQ(advice("moth"), "month");
  EXPECT_EQ(advice("usd"), "USD");
  EXPECT_EQ(advice("Week"), "week");
  EXPECT_EQ(advice("victim"), "person");
  EXPECT_EQ(advice("kg"), "kilogram");
  EXPECT_EQ(advice("mes"), "month");
  EXPECT_NE(advice("zzzzzzzzz").find("act, advert"), std::string::npos);  // the whole list, where nothing is near
}

TEST(Unit, AdvisesOnlyWhatItWouldAccept) {
  for (const char* text :
       {"acts", "customer", "customers", "victims", "hr", "liter", "euro", "€", "mxn", "persn", "trimester", "años"}) {
    const std::string named = advice(text);
    if (named.find(',') == std::string::npos) {
      EXPECT_EQ(unit_code(named), "accepted") << text << " -> " << named;
    }
  }
}

TEST(Unit, TakesTheSymbolsThatAModelDeclares) {
  const std::vector<std::string> own{"brick"};
  EXPECT_EQ(Unit::parse("USD/brick", somewhere, own).value().text(), "USD/brick");
  EXPECT_EQ(Unit::parse("brik", somewhere, own).error().front().details.back(), "brick");
}

TEST(Unit, IsMoneyOnlyAsOneCurrencyAlone) {
  EXPECT_TRUE(unit("USD").is_money());
  EXPECT_TRUE(unit("CUR").is_money());
  for (const char* text : {"1", "USD^2", "USD/day", "1/USD", "USD*MXN", "day"}) {
    EXPECT_FALSE(unit(text).is_money()) << text;
  }
}

TEST(Unit, NamesItsCurrency) {
  EXPECT_EQ(unit("CUR/act").currency(), "CUR");
  EXPECT_EQ(unit("act/USD").currency(), "USD");
  EXPECT_EQ(unit("act/day").currency(), "");
  EXPECT_EQ(unit("MXN/USD").currency(), "");  // two: neither is the one
}

TEST(Unit, TakesTheCurrencyOfTheCase) {
  EXPECT_EQ(unit("CUR/act").with_currency("MXN"), unit("MXN/act"));
  EXPECT_EQ(unit("MXN/CUR").with_currency("MXN"), Unit());
  EXPECT_EQ(unit("CUR^2/day").with_currency("EUR").text(), "EUR^2/day");
  EXPECT_EQ(unit("USD/act").with_currency("MXN"), unit("USD/act"));
}

TEST(Unit, HasASymbolOnEitherSideOfTheLine) {
  EXPECT_TRUE(unit("USD/day").has("day"));
  EXPECT_TRUE(unit("USD/day").has("USD"));
  EXPECT_FALSE(unit("USD/day").has("week"));
}

TEST(Unit, OfWantsOneSymbol) {
  EXPECT_EQ(Unit::of("brick").text(), "brick");
  for (const char* text : {"", "1", "a/b", "a*b", "a^2"}) {
    EXPECT_THROW(Unit::of(text), Bug) << text;
  }
}

TEST(Unit, ObeysTheLawsOfProducts) {
  std::mt19937_64 random(17);
  const std::vector<std::string> symbols{"USD", "CUR", "act", "day", "person"};
  const auto any = [&] {
    Unit result;
    for (std::size_t i = random() % 4; i != 0; --i) {
      result = result * Unit::of(symbols[random() % symbols.size()]).power(static_cast<int>(random() % 5) - 2);
    }
    return result;
  };
  for (int i = 0; i < 20'000; ++i) {
    const Unit a = any();
    const Unit b = any();
    const Unit c = any();
    ASSERT_EQ(a * b, b * a);
    ASSERT_EQ((a * b) * c, a * (b * c));
    ASSERT_EQ(a * b / b, a);
    ASSERT_EQ(a / a, Unit());
    ASSERT_EQ(a.inverse().inverse(), a);
    ASSERT_EQ(a.power(3), a * a * a);
    ASSERT_EQ(a.power(-2), Unit() / (a * a));
    ASSERT_EQ(unit(a.text()), a) << a.text();
    ASSERT_EQ(a == b, a.text() == b.text());
  }
}

TEST(KnownUnitSymbols, AreSortedSingularAndNoCurrency) {
  const auto& symbols = known_unit_symbols();
  EXPECT_TRUE(std::is_sorted(symbols.begin(), symbols.end()));
  EXPECT_EQ(std::set<std::string>(symbols.begin(), symbols.end()).size(), symbols.size());
  for (const std::string& symbol : symbols) {
    EXPECT_FALSE(symbol.ends_with('s')) << symbol;
    EXPECT_EQ(Currency::from_code(symbol), std::nullopt);
    EXPECT_EQ(unit_code(symbol), "accepted");
  }
}

}  // namespace
}  // namespace restituo
