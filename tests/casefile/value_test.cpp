#include <gtest/gtest.h>

#include "case_text.hpp"

namespace restituo {
namespace {

using test::codes_of;
using test::none;
using test::only;
using test::with;

// The small case with other words for the price, between `{` and the evidence.
std::string price(const std::string& numbers,
                  const std::string& evidence = R"(unit = "USD/act", source = "exhibit-1", grade = "A")") {
  return with({{R"(price = { value = "30", unit = "USD/act", source = "exhibit-1", grade = "A" })",
                "price = { " + numbers + ", " + evidence + " }"}});
}

GivenValue read_price(const std::string& text) {
  const auto read = test::read(text);
  EXPECT_TRUE(read.has_value()) << (read ? "" : test::all_messages(read.error()));
  return read ? read->setting.victims.at(0).periods.at(0).inputs.at("price") : GivenValue{};
}

TEST(CaseValue, ClaimsItsValueAndDrawsFromItsRange) {
  const auto value = read_price(price(
      R"(value = "30", low = "20", likely = "25", high = "40", means = "min, mode, max", shape = "pert", pin = "p. 5")"));
  EXPECT_EQ(value.value, 30);
  EXPECT_EQ(value.low, Exact(20));
  EXPECT_EQ(value.high, Exact(40));
  ASSERT_TRUE(value.spread.has_value());
  EXPECT_EQ(value.spread->likely, Exact(25));
  EXPECT_EQ(value.spread->shape, Shape::pert);
  EXPECT_EQ(value.citation.source, "exhibit-1");
  EXPECT_EQ(value.citation.pin, "p. 5");
  EXPECT_EQ(value.grade, Grade::A);
  EXPECT_EQ(value.unit.text(), "USD/act");
  EXPECT_EQ(value.place.line, 32U);
}

TEST(CaseValue, ClaimsTheLikelyOneWhereNoValueIsGiven) {
  const auto value =
      read_price(price(R"(low = "20", likely = "25", high = "40", means = "p05, p50, p95", shape = "normal")"));
  EXPECT_EQ(value.value, 25);
}

TEST(CaseValue, TakesTheValueAsLikelyWhereNoLikelyIsGiven) {
  const auto value =
      read_price(price(R"(value = "30", low = "20", high = "40", means = "min, mode, max", shape = "triangular")"));
  ASSERT_TRUE(value.spread.has_value());
  EXPECT_EQ(value.spread->likely, Exact(30));
}

TEST(CaseValue, DrawsFromThePriorAndKeepsItsOwnBounds) {
  const auto value = read_price(price(
      R"(value = "30", low = "20", high = "40", prior = { low = "25", likely = "28", high = "35", means = "min, mode, max", shape = "triangular", source = "exhibit-2", pin = "p. 9" })"));
  EXPECT_EQ(value.low, Exact(20));
  EXPECT_EQ(value.high, Exact(40));
  ASSERT_TRUE(value.spread.has_value());
  EXPECT_EQ(value.spread->low, 25);
  EXPECT_EQ(value.spread->likely, Exact(28));
  EXPECT_EQ(value.spread_citation.source, "exhibit-2");
  EXPECT_EQ(value.spread_citation.pin, "p. 9");
}

TEST(CaseValue, APriorAloneLeavesTheFigureWithoutBounds) {
  const auto value = read_price(price(
      R"(value = "30", prior = { low = "25", likely = "28", high = "35", means = "min, mode, max", shape = "triangular", source = "exhibit-2" })"));
  EXPECT_FALSE(value.low.has_value());
  EXPECT_FALSE(value.high.has_value());
  ASSERT_TRUE(value.spread.has_value());
}

TEST(CaseValue, KeepsWhatTheOtherSideSays) {
  const auto value = read_price(price(
      R"(value = "30", rival = { value = "21", says = { en = "Less.", es = "Menos." }, source = "exhibit-2", pin = "2" })"));
  ASSERT_TRUE(value.rival.has_value());
  EXPECT_EQ(value.rival->value, 21);
  EXPECT_EQ(value.rival->says.es, "Menos.");
  EXPECT_EQ(value.rival->citation.source, "exhibit-2");
}

TEST(CaseValue, ReadsFractionsExactly) {
  EXPECT_EQ(read_price(price(R"(value = "100/3")")).value, Exact::fraction(100, 3));
}

TEST(CaseValue, ANoteMayBeInOneLanguage) {
  EXPECT_EQ(read_price(price(R"(value = "30", note = "why")")).note.es, "why");
  EXPECT_EQ(read_price(price(R"(value = "30", note = { en = "why", es = "por qué" })")).note.es, "por qué");
}

TEST(CaseValue, UnitSourceAndGradeAreAlwaysNeeded) {
  EXPECT_EQ(codes_of(price(R"(value = "30")", R"(source = "exhibit-1", grade = "A")")), only("key-missing"));
  EXPECT_EQ(codes_of(price(R"(value = "30")", R"(unit = "USD/act", grade = "A")")), only("key-missing"));
  EXPECT_EQ(codes_of(price(R"(value = "30")", R"(unit = "USD/act", source = "exhibit-1")")), only("key-missing"));
  EXPECT_EQ(codes_of(price(R"(value = "30")")), none);
}

TEST(CaseValue, WarnsOfAPointThatMayMeanThousands) {
  EXPECT_EQ(codes_of(price(R"(value = "40.000")")), only("amount-like-thousands"));
  EXPECT_EQ(codes_of(price(R"(value = "40.00")")), none);
  EXPECT_EQ(codes_of(price(R"(value = "40000.000")")), none)
      << "more than three digits before it: no mark of thousands";
  EXPECT_EQ(codes_of(price(R"(value = "0.125")")), none);
}

TEST(CaseValue, TheEndsOfItsOwnRangeAreInsideIt) {
  EXPECT_EQ(codes_of(price(R"(value = "20", low = "20", high = "40", means = "min, max", shape = "uniform")")), none);
  EXPECT_EQ(codes_of(price(R"(value = "40", low = "20", high = "40", means = "min, max", shape = "uniform")")), none);
  EXPECT_EQ(codes_of(price(R"(value = "19.99", low = "20", high = "40", means = "min, max", shape = "uniform")")),
            only("value-outside-range"));
  EXPECT_EQ(codes_of(price(R"(value = "40.01", low = "20", high = "40", means = "min, max", shape = "uniform")")),
            only("value-outside-range"));
}

TEST(CaseValue, AFaultyValueHidesNoFaultOfItsRange) {
  EXPECT_EQ(codes_of(price(R"(value = "3O", low = "20", high = "40", means = "min, mode, max", shape = "triangular")")),
            only("number-trailing"));
  EXPECT_EQ(codes_of(price(R"(value = "50", low = "20", high = "40", means = "min, mode, max", shape = "uniform")")),
            (std::vector<std::string>{"value-outside-range", "spread-shape-and-meaning"}));
}

TEST(CaseValue, APriorThatTouchesTheRangeIsInsideIt) {
  const std::string range =
      R"(value = "30", low = "20", high = "40", prior = { likely = "30", means = "min, mode, max", shape = "triangular", source = "exhibit-1", )";
  EXPECT_EQ(codes_of(price(range + R"(low = "20", high = "40" })")), none);
  EXPECT_EQ(codes_of(price(range + R"(low = "19", high = "40" })")), only("prior-beyond-range"));
  EXPECT_EQ(codes_of(price(range + R"(low = "20", high = "41" })")), only("prior-beyond-range"));
}

TEST(CaseValue, APriorMustBeComplete) {
  EXPECT_EQ(codes_of(price(R"(value = "30", prior = { source = "exhibit-1" })")), only("spread-incomplete"));
  const auto codes = codes_of(price(R"(value = "30", prior = { low = "1", likely = "2", high = "3" })"));
  EXPECT_EQ(codes, (std::vector<std::string>{"key-missing", "spread-incomplete", "spread-incomplete"}));
}

TEST(CaseValue, AnAssumedNumberWithoutARangeIsNoted) {
  const auto graded = [](const std::string& grade) {
    return price(R"(value = "30")", R"(unit = "USD/act", source = "exhibit-1", grade = ")" + grade + "\"");
  };
  for (const char* documented : {"A", "B", "C"}) EXPECT_EQ(codes_of(graded(documented)), none);
  for (const char* weaker : {"D", "E"}) {
    EXPECT_EQ(codes_of(graded(weaker)), only("value-without-range"));
    EXPECT_TRUE(test::read(graded(weaker)).has_value()) << "a note lets the case through";
  }
}

TEST(CaseValue, ABareNumberSaysWhatIsMissing) {
  for (const char* bare : {R"("30")", "30", "30.00"}) {
    EXPECT_EQ(codes_of(with({{R"({ value = "30", unit = "USD/act", source = "exhibit-1", grade = "A" })", bare}})),
              only("value-bare"));
  }
}

TEST(CaseValue, AnUnknownSourceIsFoundWhereverItStands) {
  EXPECT_EQ(codes_of(price(R"(value = "30")", R"(unit = "USD/act", source = "exhibit-9", grade = "A")")),
            only("source-unknown"));
  EXPECT_EQ(codes_of(price(R"(value = "30", rival = { value = "21", says = "Less.", source = "exhibit-9" })")),
            only("source-unknown"));
  EXPECT_EQ(
      codes_of(price(
          R"(value = "30", prior = { low = "25", likely = "28", high = "35", means = "min, mode, max", shape = "triangular", source = "nobody" })")),
      only("source-unknown"));
  EXPECT_EQ(
      codes_of(price(
          R"(value = "30")",
          R"(unit = "USD/act", source = "clayton-2022", grade = "D", low = "20", high = "40", means = "min, max", shape = "uniform")")),
      none)
      << "sources of the library are known";
}

}  // namespace
}  // namespace restituo
