#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include <casefile/shipped_library.hpp>
#include <restituo/estimate/estimate.hpp>

namespace restituo {
namespace {

using test::shipped_library;
using testing::ElementsAre;

const std::string head = R"(
format = 1
id = "test"
title = { en = "T", es = "T" }
currency = "USD"
valuation_date = 2026-11-23
illustration = true
calendar = "four-week-month"
day_rule = "first-and-last"
[[source]]
id = "exhibit"
kind = "exhibit"
cite = "Exhibit 1"
[[victim]]
id = "a"
label = { en = "Survivor A", es = "Sobreviviente A" }
)";

std::string value(const std::string& name, const std::string& number, const std::string& unit, const std::string& grade,
                  const std::string& range = "") {
  return name + " = { value = \"" + number + "\", unit = \"" + unit + "\", source = \"exhibit\", grade = \"" + grade +
         "\"" + (range.empty() ? "" : ", " + range) + " }\n";
}

std::string range(const std::string& low, const std::string& likely, const std::string& high) {
  return "low = \"" + low + "\", likely = \"" + likely + "\", high = \"" + high +
         "\", means = \"min, mode, max\", shape = \"triangular\"";
}

// weekly-takings would do; price-acts shows products. One period of 12 months, 48 weeks worked.
std::string period(const std::string& id, const std::string& grade_of_price, const std::string& more_price = "") {
  return "[[victim.period]]\nid = \"" + id + "\"\nplace = { en = \"P\", es = \"P\" }\nmodel = \"price-acts\"\n" +
         value("length", "12", "month", "A") + "[victim.period.inputs]\n" +
         value("price", "20", "USD/act", grade_of_price, more_price) +
         value("acts_per_day", "10", "act/day", "C", range("8", "10", "14")) +
         value("days_per_week", "6", "day/week", "B") + value("weeks_worked_per_year", "48", "week/year", "C") +
         value("cost_share", "0.25", "1", "B", range("0.2", "0.25", "0.5"));
}

Outcome<Estimate> run(const std::string& text, EstimateSettings settings = {}) {
  static std::vector<Case> kept;  // an estimate points at its case
  kept.reserve(100);
  auto read = read_case({"case.toml", text}, shipped_library());
  if (!read) {
    return refuse(std::move(read.error()));
  }
  kept.push_back(std::move(*read));
  return estimate(kept.back(), shipped_library(), settings);
}

const Figure& figure(const Estimate& estimate, const std::string& id) {
  for (const Figure& one : estimate.figures) {
    if (one.id == id) return one;
  }
  ADD_FAILURE() << "no figure " << id;
  static const Figure none;
  return none;
}

#define ASSERT_RUN(result) ASSERT_TRUE(result) << text_of(result.error().front(), Language::en)

TEST(Floor, LeavesOutAPeriodThatRestsOnAnAssumptionAndNamesIt) {
  const auto result = run(head + period("proved", "B") + period("assumed", "E"));
  ASSERT_RUN(result);
  const Figure& gross = figure(*result, "gross");
  EXPECT_EQ(gross.exact, Exact(2 * 20 * 10 * 6 * 48));
  EXPECT_EQ(gross.floor.value, Exact(20 * 8 * 6 * 48)) << "the proved period alone, with its acts a day at the low end";
  EXPECT_THAT(gross.floor.left_out, ElementsAre("a.assumed.price"));
  EXPECT_FALSE(figure(*result, "gross.a.assumed").floor.value);
}

TEST(Floor, IsEmptyAndNotZeroWhereNothingIsDocumented) {
  const auto result = run(head + period("assumed", "D"));
  ASSERT_RUN(result);
  EXPECT_FALSE(figure(*result, "gross").floor.value);
}

TEST(Bounds, StackEveryInputAtTheEndThatLowersTheFigure) {
  const auto result = run(head + period("p", "B", range("15", "20", "30")));
  ASSERT_RUN(result);
  const Figure& gross = figure(*result, "gross");
  ASSERT_TRUE(gross.bounds);
  EXPECT_EQ(gross.bounds->low, Exact(15 * 8 * 6 * 48));
  EXPECT_EQ(gross.bounds->high, Exact(30 * 14 * 6 * 48));
  // A larger share of costs makes the net smaller: its high end belongs to the low bound.
  const Figure& net = figure(*result, "net");
  EXPECT_EQ(net.bounds->low, Exact(15 * 8 * 6 * 48) * Exact::fraction(1, 2));
  EXPECT_EQ(net.bounds->high, Exact(30 * 14 * 6 * 48) * Exact::fraction(4, 5));
}

TEST(Spread, OfASingleTriangularInputIsThatTriangle) {
  EstimateSettings settings;
  settings.draws = 200'000;
  const auto result = run(head + period("p", "B"), settings);
  ASSERT_RUN(result);
  const Figure& gross = figure(*result, "gross");
  ASSERT_TRUE(gross.spread);
  const double scale = 20 * 6 * 48;
  const auto triangle = [&](double u) {  // quantile of a triangle 8, 10, 14
    return scale * (u < 1.0 / 3 ? 8 + std::sqrt(u * 12) : 14 - std::sqrt((1 - u) * 24));
  };
  EXPECT_NEAR(gross.spread->mean, scale * 32 / 3, 5 * gross.spread->error);
  for (const auto& [u, found] : {std::pair{0.05, gross.spread->p05},
                                 {0.25, gross.spread->p25},
                                 {0.5, gross.spread->p50},
                                 {0.75, gross.spread->p75},
                                 {0.95, gross.spread->p95}}) {
    EXPECT_NEAR(found, triangle(u), scale * 0.02) << u;
  }
  EXPECT_LE(gross.spread->p50_low, triangle(0.5));
  EXPECT_GE(gross.spread->p50_high, triangle(0.5));
}

TEST(Spread, IsMissingWhereNothingIsDrawn) {
  std::string text = head + period("p", "B");
  text.replace(
      text.find(", low = \"8\""),
      std::string(", low = \"8\", likely = \"10\", high = \"14\", means = \"min, mode, max\", shape = \"triangular\"")
          .size(),
      "");
  const auto result = run(text);
  ASSERT_RUN(result);
  EXPECT_FALSE(figure(*result, "gross").spread);
  EXPECT_TRUE(figure(*result, "net").spread) << "the share of costs still has a range";
}

TEST(Estimate, IsTheSameBitsOnAnyNumberOfThreads) {
  std::vector<std::string> digests;
  for (const unsigned threads : {1U, 2U, 7U}) {
    EstimateSettings settings;
    settings.draws = 30'000;
    settings.threads = threads;
    const auto result = run(head + period("p", "B") + period("q", "E"), settings);
    ASSERT_RUN(result);
    digests.push_back(result->digest);
  }
  EXPECT_EQ(digests[0], digests[1]);
  EXPECT_EQ(digests[0], digests[2]);
}

TEST(Estimate, HasADigestThatChangesWithTheSeedTheDrawsAndTheCase) {
  const auto digest = [](const std::string& text, std::uint64_t seed, std::uint64_t draws) {
    EstimateSettings settings;
    settings.seed = seed;
    settings.draws = draws;
    const auto result = run(text, settings);
    return result ? result->digest : result.error().front().code;
  };
  const std::string text = head + period("p", "B");
  const std::string first = digest(text, 0, 1000);
  EXPECT_EQ(first, digest(text, 0, 1000));
  EXPECT_NE(first, digest(text, 1, 1000)) << "seed 0 is a seed like any other";
  EXPECT_NE(first, digest(text, 0, 1001));
  EXPECT_NE(first, digest(text + "# a comment\n", 0, 1000)) << "another file is another case";
}

TEST(Estimate, DrawsOfOnePeriodDoNotMoveWhenAnotherIsAdded) {
  EstimateSettings settings;
  settings.draws = 1000;
  const auto alone = run(head + period("p", "B"), settings);
  const auto beside = run(head + period("p", "B") + period("q", "B"), settings);
  ASSERT_RUN(alone);
  ASSERT_RUN(beside);
  EXPECT_EQ(figure(*alone, "gross.a.p").spread->p50, figure(*beside, "gross.a.p").spread->p50);
}

// Wages are paid for the days between two dates: where the dates are not documented, neither is the wage.
TEST(Estimate, AWageForDaysWhoseDatesAreNotDocumentedIsNoPartOfTheFloor) {
  const auto floor_of = [](const std::string& grade_of_dates) {
    const auto result = run(head + "[[victim.period]]\nid = \"p\"\nplace = { en = \"P\", es = \"P\" }\n" +
                            "model = \"wages-owed-us-federal\"\n" +
                            "dates = { from = 2018-01-01, to = 2018-12-30, source = \"exhibit\", grade = \"" +
                            grade_of_dates + "\" }\n[victim.period.inputs]\n" +
                            value("hours_per_week", "40", "hour/week", "A") + value("paid", "0", "USD", "A"));
    if (!result) {
      ADD_FAILURE() << (result.error().empty() ? "" : text_of(result.error().front(), Language::en));
      return DocumentedFloor{};
    }
    return figure(*result, "wage_due.a.p").floor;
  };
  EXPECT_EQ(floor_of("A").value, Exact(725) * Exact(40 * 52) / 100);
  EXPECT_FALSE(floor_of("D").value);
  EXPECT_THAT(floor_of("D").left_out, ElementsAre("a.p.days"));
}

TEST(Estimate, RefusesTooFewAndTooManyDraws) {
  EstimateSettings settings;
  settings.draws = 10;
  EXPECT_EQ(run(head + period("p", "B"), settings).error().front().code, "draws-too-few");
  settings.draws = 100'000'000'000'000;
  EXPECT_EQ(run(head + period("p", "B"), settings).error().front().code, "draws-too-many");
}

TEST(Estimate, NamesEverythingItWasMadeFrom) {
  const auto result = run(head + period("p", "B"));
  ASSERT_RUN(result);
  std::vector<std::string> names;
  for (const ManifestEntry& entry : result->manifest.entries) {
    names.push_back(entry.what + " " + entry.name);
    EXPECT_EQ(entry.digest.size(), 64U);
  }
  EXPECT_THAT(names, ElementsAre("case test", "model price-acts", "program steps"));
}

TEST(Comparison, StandsBesideTheCaseOnTheSameMonths) {
  const std::string check = "[[cross_check]]\nmodel = \"ilo-2014-sexual-exploitation\"\nregion = \"world\"\n";
  const auto result = run(head + period("p", "B") + period("q", "B") + check);
  ASSERT_RUN(result);
  ASSERT_EQ(result->comparisons.size(), 1U);
  EXPECT_EQ(result->figures[result->comparisons[0].case_figure].id, "net");
  ASSERT_EQ(result->comparisons[0].cross_checks.size(), 1U);
  EXPECT_EQ(result->figures[result->comparisons[0].cross_checks[0]].exact, Exact(2 * 21800)) << "two years at 21,800";
}

}  // namespace
}  // namespace restituo
