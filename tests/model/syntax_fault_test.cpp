// What the TOML reader stops at comes back in our own words, all of it at once, each with its line and column.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <restituo/model/document.hpp>

namespace restituo {
namespace {

using testing::ElementsAre;

struct Found {
  std::string code;
  std::uint32_t line;
  friend bool operator==(const Found&, const Found&) = default;
  friend void PrintTo(const Found& found, std::ostream* out) { *out << found.code << ':' << found.line; }
};

std::vector<Found> faults_of(const std::string& text) {
  const auto document = Document::parse({"case.toml", text});
  std::vector<Found> found;
  if (!document) {
    for (const Fault& fault : document.error()) found.push_back({fault.code, fault.place.line});
  }
  return found;
}

TEST(SyntaxFault, MistakesOfSeveralLinesComeBackAtOnce) {
  EXPECT_THAT(faults_of("id = \"a\n"
                        "currency: \"USD\"\n"
                        "valuation_date = 01.03.2015\n"
                        "illustration = yes\n"
                        "price = { value = 1.234,56, unit = \"USD/act\" }\n"),
              ElementsAre(Found{"syntax-quote-open", 1}, Found{"syntax-no-equals", 2}, Found{"date-two-readings", 3},
                          Found{"syntax-truth", 4}, Found{"number-comma", 5}));
}

TEST(SyntaxFault, AHeadingWithABracketMissingIsReadOnAsItWasMeant) {
  EXPECT_THAT(faults_of("[[source]\nid = \"a\"\n[[source]]\nid = \"b\"\n"), ElementsAre(Found{"syntax-heading", 1}));
}

TEST(SyntaxFault, WhatFollowsAHeadingThatClashesIsNotGuessedAt) {
  EXPECT_THAT(faults_of("[a]\nx = \"1\"\n[[a]]\nx = \"2\"\n"), ElementsAre(Found{"syntax-name-twice", 3}));
}

TEST(SyntaxFault, ATextOverSeveralLinesKeepsTheReadersWords) {
  EXPECT_THAT(faults_of("note = \"\"\"\nnever closed\n"), ElementsAre(Found{"file-not-toml", 2}));
  EXPECT_THAT(faults_of("note = \"\"\"\na \\d: b\n\"\"\"\n"), ElementsAre(Found{"file-not-toml", 2}));
}

TEST(SyntaxFault, AnItemOfAListOverSeveralLinesIsReadAsOne) {
  EXPECT_THAT(faults_of("a = [\n  { en = \"x\", es = y },\n  \"b\" \"c\",\n]\n"),
              ElementsAre(Found{"syntax-text-without-quotes", 2}, Found{"syntax-after-value", 3}));
}

TEST(SyntaxFault, TheColumnIsThatOfTheMistakeNotOfWhereTheReaderStopped) {
  const auto document = Document::parse({"case.toml", "price = { value = \"3\", on = 01/03/2015 }\n"});
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error()[0].place.column, 29U);
}

TEST(SyntaxFault, AGoodFileHasNone) {
  EXPECT_THAT(faults_of("a = [ \"1\", \"2\" ]  # a note\n[b]\n\"c d\" = { x = 2015-03-01, y = [ true ] }\n"),
              ElementsAre());
}

}  // namespace
}  // namespace restituo
