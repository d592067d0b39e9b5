#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include <restituo/base/fault.hpp>
#include <restituo/base/must.hpp>
#include <restituo/base/outcome.hpp>

namespace restituo {
namespace {

Fault comma_at(std::uint32_t line, std::uint32_t column) {
  return {.code = "number-comma", .place = {"case.toml", line, column}, .details = {"12,5"}};
}

TEST(Place, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(text_of(Place{"case.toml", 12, 8}), "case.toml:12:8");
  EXPECT_EQ(text_of(Place{"case.toml", 12, 0}), "case.toml:12");
  EXPECT_EQ(text_of(Place{"case.toml", 0, 0}), "case.toml");
  EXPECT_EQ(text_of(Place{}), "");
}

TEST(Fault, SaysWhereWhatAndWhatToDoInEnglish) {
  EXPECT_EQ(text_of(comma_at(12, 8), Language::en),
            "case.toml:12:8: error: \"12,5\" has a comma.\n"
            "  Do: Write the decimals after a point and use no thousands mark: 1234.56. [number-comma]");
}

TEST(Fault, SaysWhereWhatAndWhatToDoInSpanish) {
  EXPECT_EQ(
      text_of(comma_at(12, 8), Language::es),
      "case.toml:12:8: error: \"12,5\" lleva una coma.\n"
      "  Haga esto: Escriba los decimales después de un punto y no use separador de miles: 1234.56. [number-comma]");
}

TEST(Fault, NamesItsSeverityAndStandsWithoutAPlace) {
  Fault fault = comma_at(0, 0);
  fault.place = {};
  fault.severity = Severity::warn;
  EXPECT_EQ(text_of(fault, Language::en).substr(0, 9), "warning: ");
  EXPECT_EQ(text_of(fault, Language::es).substr(0, 13), "advertencia: ");
  fault.severity = Severity::note;
  EXPECT_EQ(text_of(fault, Language::en).substr(0, 6), "note: ");
  EXPECT_EQ(text_of(fault, Language::es).substr(0, 6), "nota: ");
}

TEST(Fault, TakesDetailsAsTheyAre) {
  Fault fault = comma_at(1, 1);
  fault.details = {"{0}{1}"};  // a user may write braces
  EXPECT_EQ(what_is_wrong(fault, Language::en), "\"{0}{1}\" has a comma.");
}

TEST(Fault, WithoutItsDetailsOrWithAnUnknownCodeIsOurBug) {
  Fault bare = comma_at(1, 1);
  bare.details.clear();
  EXPECT_THROW(what_is_wrong(bare, Language::en), Bug);
  EXPECT_THROW(what_to_do({.code = "no-such-code", .place = {}, .details = {}}, Language::es), Bug);
}

TEST(Faults, RefuseWhereOneOfThemDoes) {
  Fault warning = comma_at(1, 1);
  warning.severity = Severity::warn;
  EXPECT_FALSE(refuses({}));
  EXPECT_FALSE(refuses({warning}));
  EXPECT_TRUE(refuses({warning, comma_at(2, 1)}));
}

TEST(Faults, AreInTheOrderOfTheFileAndOnceEach) {
  const Fault other_file{.code = "number-empty", .place = {"a.toml", 99, 1}, .details = {}};
  const Faults ordered = in_order({comma_at(10, 2), comma_at(2, 5), comma_at(10, 2), other_file, comma_at(2, 3)});
  EXPECT_EQ(ordered, (Faults{other_file, comma_at(2, 3), comma_at(2, 5), comma_at(10, 2)}));
}

TEST(Faults, AtOnePlaceStayApartWhereTheyDiffer) {
  Fault second = comma_at(1, 1);
  second.details = {"13,5"};
  Fault warning = comma_at(1, 1);
  warning.severity = Severity::warn;
  EXPECT_EQ(in_order({second, comma_at(1, 1), warning, second}).size(), 3U);
}

// Waits for in_order to sort by severity too; until then unique() does not see the two as neighbours.
TEST(Faults, OfTwoKindsOfSeverityAppearOnceEachWhateverTheirOrder) {
  Fault warning = comma_at(1, 1);
  warning.severity = Severity::warn;
  EXPECT_EQ(in_order({comma_at(1, 1), warning, comma_at(1, 1)}).size(), 2U);
}

TEST(Faults, AreAppendedInOrder) {
  Faults faults{comma_at(1, 1)};
  append(faults, {comma_at(2, 1), comma_at(3, 1)});
  EXPECT_EQ(faults, (Faults{comma_at(1, 1), comma_at(2, 1), comma_at(3, 1)}));
}

TEST(Outcome, CarriesTheFaultsOfARefusal) {
  const Outcome<int> outcome = refuse(comma_at(1, 1));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), Faults{comma_at(1, 1)});
}

TEST(Catalogue, HasEveryCodeOnce) {
  const auto codes = all_fault_codes();
  EXPECT_EQ(std::set<std::string_view>(codes.begin(), codes.end()).size(), codes.size());
  EXPECT_GT(codes.size(), 20U);
}

TEST(Catalogue, RendersEveryCodeAsSentencesInEveryLanguage) {
  for (const std::string_view code : all_fault_codes()) {
    Fault fault{.code = std::string(code), .place = {"f", 1, 1}, .details = {}};
    for (int i = 0; i < 10; ++i) {
      fault.details.push_back(fmt::format("<{}>", i));
    }
    for (const Language language : all_languages()) {
      for (const std::string& sentence : {what_is_wrong(fault, language), what_to_do(fault, language)}) {
        // The rule of docs/method/validator.md that a message serves may stand behind its last sentence: "... [V23]".
        const std::string last = sentence.substr(0, sentence.ends_with(']') ? sentence.rfind(" [V") : sentence.npos);
        EXPECT_TRUE(last.ends_with('.') || last.ends_with('?') || last.ends_with(':') || last.ends_with('>'))
            << code << ": " << sentence;
        for (std::size_t at = 0; at + 2 < sentence.size(); ++at) {
          EXPECT_FALSE(sentence[at] == '{' && sentence[at + 2] == '}')
              << code << " has a place not filled: " << sentence;
        }
        EXPECT_EQ(sentence.find("  "), std::string::npos) << code << ": " << sentence;
      }
    }
    EXPECT_NE(what_is_wrong(fault, Language::en), what_is_wrong(fault, Language::es)) << code << " is not translated";
  }
}

// Not the same details: a detail that is itself a sentence comes once in each language.
TEST(Catalogue, BringsAsManyDetailsInEveryLanguage) {
  for (const std::string_view code : all_fault_codes()) {
    Fault fault{.code = std::string(code), .place = {}, .details = {}};
    for (int i = 0; i < 10; ++i) {
      fault.details.push_back(fmt::format("<{}>", i));
    }
    const auto brought = [&](Language language) {
      const std::string text = text_of(fault, language);
      return std::count_if(fault.details.begin(), fault.details.end(),
                           [&](const std::string& detail) { return text.find(detail) != std::string::npos; });
    };
    EXPECT_EQ(brought(Language::en), brought(Language::es)) << code;
  }
}

TEST(Language, HasACodeEach) {
  for (const Language language : all_languages()) {
    EXPECT_EQ(language_from_code(code_of(language)), language);
  }
  EXPECT_EQ(language_from_code("fr"), std::nullopt);
  EXPECT_EQ(language_from_code("EN"), std::nullopt);
}

TEST(Must, ThrowsABugThatNamesThePlaceAndTheExpectation) {
  EXPECT_NO_THROW(must(true, "all is well"));
  try {
    must(false, "all is well");
    FAIL() << "no Bug was thrown";
  } catch (const Bug& bug) {
    const std::string text = bug.what();
    EXPECT_NE(text.find("fault_test.cpp:"), std::string::npos) << text;
    EXPECT_NE(text.find("all is well"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace restituo
