#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include <restituo/quantity/decimal.hpp>
#include <restituo/sweep/scenario.hpp>
#include "sample.hpp"

namespace restituo {
namespace {

using test::codes;
using test::founding_case;
using test::length;
using test::price;
using test::shipped_library;
using test::sweep_head;
using test::sweep_of;
using test::vary;

std::vector<std::string> texts(const Scenario& scenario) {
  std::vector<std::string> all;
  for (const Cell& cell : scenario.cells) all.push_back(cell.text);
  return all;
}

Sweep good(const std::string& text, const std::string& scenarios = "") {
  auto sweep = sweep_of(text, founding_case(), scenarios);
  EXPECT_TRUE(sweep.has_value()) << (sweep ? "" : test::all_messages(sweep.error()));
  return sweep ? std::move(*sweep) : Sweep{};
}

std::string refusal(const std::string& text, const std::string& scenarios = "") {
  const auto sweep = sweep_of(text, founding_case(), scenarios);
  return sweep ? "" : codes(sweep.error());
}

TEST(Sweep, GridTakesEveryCombinationAndTheLastAxisFirst) {
  const Sweep sweep = good(sweep_head("grid") + vary("price", price, "values = [\"25\", \"30\"]") +
                           vary("length", length, "from = \"12\"\nto = \"60\"\nsteps = 3"));
  ASSERT_EQ(sweep.count, 6U);
  std::set<std::vector<std::string>> seen;
  for (std::uint64_t n = 1; n <= 6; ++n) seen.insert(texts(scenario_at(sweep, n)));
  EXPECT_EQ(seen.size(), 6U);
  EXPECT_EQ(texts(scenario_at(sweep, 1)), (std::vector<std::string>{"25", "12"}));
  EXPECT_EQ(texts(scenario_at(sweep, 2)), (std::vector<std::string>{"25", "36"}));
  EXPECT_EQ(texts(scenario_at(sweep, 6)), (std::vector<std::string>{"30", "60"}));
}

TEST(Sweep, StepsAreExactEvenWhereTheyHaveNoDecimal) {
  const Sweep sweep = good(sweep_head("grid") + vary("price", price, "from = \"20\"\nto = \"21\"\nsteps = 4"));
  EXPECT_EQ(scenario_at(sweep, 2).cells[0].text, "61/3");
  EXPECT_EQ(*scenario_at(sweep, 2).cells[0].number * 3, Exact(61));
}

TEST(Sweep, OneAtATimeBeginsWithTheCaseAndChangesOneValueEach) {
  const Sweep sweep = good(sweep_head("one-at-a-time") + vary("price", price, "values = [\"25\", \"35\"]") +
                           vary("calendar", "calendar", "values = [\"52-week-year\"]"));
  ASSERT_EQ(sweep.count, 4U);
  EXPECT_TRUE(amendments_of(sweep, scenario_at(sweep, 1)).empty());
  EXPECT_EQ(texts(scenario_at(sweep, 3)), (std::vector<std::string>{"35", ""}));
  EXPECT_EQ(texts(scenario_at(sweep, 4)), (std::vector<std::string>{"", "52-week-year"}));
}

TEST(Sweep, LatinHypercubeTakesEachPartOfEachRangeOnce) {
  const Sweep sweep = good(sweep_head("latin-hypercube", "points = 50\nseed = \"9\"\n") +
                           vary("price", price, "from = \"20\"\nto = \"45\"\ndecimals = 3") +
                           vary("calendar", "calendar", "values = [\"52-week-year\", \"four-week-month\"]"));
  std::set<std::int64_t> parts;
  std::size_t weeks = 0;
  for (std::uint64_t n = 1; n <= 50; ++n) {
    const Scenario scenario = scenario_at(sweep, n);
    parts.insert(((*scenario.cells[0].number - 20) * 2).floor().to_int64());
    weeks += scenario.cells[1].text == "52-week-year" ? 1U : 0U;
    EXPECT_EQ(texts(scenario), texts(scenario_at(sweep, n)));
  }
  EXPECT_EQ(parts.size(), 50U);
  EXPECT_EQ(weeks, 25U);
}

TEST(Sweep, FileOfScenariosKnowsItsColumnsByNameAndAnEmptyCellIsTheCase) {
  const Sweep sweep =
      good(sweep_head("file", "scenarios = \"s.csv\"\n") + vary("price", price, "") + vary("day", "valuation_date", ""),
           "day,price\r\n2026-12-31,\"25\"\r\n\r\n,30\r\n");
  ASSERT_EQ(sweep.count, 2U);
  EXPECT_EQ(texts(scenario_at(sweep, 1)), (std::vector<std::string>{"25", "2026-12-31"}));
  EXPECT_EQ(texts(scenario_at(sweep, 2)), (std::vector<std::string>{"30", ""}));
  const auto amended = read_case(founding_case(), shipped_library(), amendments_of(sweep, scenario_at(sweep, 1)));
  ASSERT_TRUE(amended.has_value()) << test::all_messages(amended.error());
  EXPECT_EQ(amended->setting.valuation_date.text(), "2026-12-31");
}

TEST(Sweep, AnInputThatIsSetIsFixedAndKeepsItsSource) {
  const Sweep sweep = good(sweep_head("grid") + vary("price", price, "values = [\"99\"]"));
  const auto amended = read_case(founding_case(), shipped_library(), amendments_of(sweep, scenario_at(sweep, 1)));
  ASSERT_TRUE(amended.has_value()) << test::all_messages(amended.error());
  const GivenValue& given = amended->setting.victims[0].periods[1].inputs.at("price");
  EXPECT_EQ(given.value, Exact(99));
  EXPECT_FALSE(given.spread);
  EXPECT_FALSE(given.low);
  EXPECT_EQ(given.citation.source, "human-trafficking-around-the-world");
  EXPECT_EQ(given.grade, Grade::D);
}

TEST(Sweep, AKeyOfAnInputChangesAlone) {
  const Sweep sweep = good(sweep_head("grid") + vary("high", price + ".high", "values = [\"50\"]"));
  const auto amended = read_case(founding_case(), shipped_library(), amendments_of(sweep, scenario_at(sweep, 1)));
  ASSERT_TRUE(amended.has_value());
  const GivenValue& given = amended->setting.victims[0].periods[1].inputs.at("price");
  EXPECT_EQ(given.value, Exact(30));
  EXPECT_EQ(*given.high, Exact(50));
  ASSERT_TRUE(given.spread);
  EXPECT_EQ(given.spread->low, Exact(25));
}

TEST(Sweep, AStarSetsEveryPeriod) {
  const Sweep sweep =
      good(sweep_head("grid") + vary("days", "victim.*.period.*.inputs.days_per_week", "values = [\"7\"]"));
  const auto amended = read_case(founding_case(), shipped_library(), amendments_of(sweep, scenario_at(sweep, 1)));
  ASSERT_TRUE(amended.has_value());
  for (const SettingPeriod& period : amended->setting.victims[0].periods) {
    EXPECT_EQ(period.inputs.at("days_per_week").value, Exact(7));
  }
}

TEST(Sweep, AParameterThatTheCaseDoesNotGiveComesWithItsEvidence) {
  const Sweep sweep =
      good(sweep_head("grid") + vary("share", "cross_check.1.inputs.cost_share",
                                     "values = [\"0.5\"]\nunit = \"1\"\nsource = \"judgement\"\ngrade = \"E\""));
  EXPECT_EQ(sweep.axes[0].value_path, "cross_check.1.inputs.cost_share");
  EXPECT_TRUE(sweep.axes[0].is_number);
}

TEST(Sweep, WhatIsWrongWithAValueIsSaidWhereTheSweepFileHasIt) {
  const Sweep sweep = good(sweep_head("grid") +
                           vary("days", "victim.a.period.new-york.inputs.days_per_week", "values = [\"5\",\n  \"8\"]"));
  const auto amended = read_case(founding_case(), shipped_library(), amendments_of(sweep, scenario_at(sweep, 2)));
  ASSERT_FALSE(amended.has_value());
  ASSERT_EQ(codes(amended.error()), "days-beyond-week");
  const auto refused = std::find_if(amended.error().begin(), amended.error().end(),
                                    [](const Fault& fault) { return fault.code == "days-beyond-week"; });
  EXPECT_EQ(text_of(refused->place), "sweep.toml:9:3");
}

TEST(Sweep, RefusesWhatItCannotRun) {
  const std::string ok = vary("price", price, "values = [\"25\"]");
  EXPECT_EQ(refusal(sweep_head("grid")), "sweep-nothing-varied");
  EXPECT_EQ(refusal(sweep_head("grids") + ok), "choice-unknown");
  EXPECT_EQ(refusal(sweep_head("grid") + vary("price", price, "values = [25]")), "number-unquoted");
  EXPECT_EQ(refusal(sweep_head("grid") + vary("price", price, "values = [\"25,5\"]")), "number-comma");
  EXPECT_EQ(refusal(sweep_head("grid") + vary("price", price, "values = []")), "sweep-values-form");
  EXPECT_EQ(refusal(sweep_head("grid") + vary("price", price, "values = [\"25\", \"25.0\"]")), "sweep-value-twice");
  EXPECT_EQ(refusal(sweep_head("grid") + ok + ok), "name-twice");
  EXPECT_EQ(refusal(sweep_head("grid", "[spread]\ndraws = 10\n") + ok), "draws-out-of-range");
  EXPECT_EQ(refusal(sweep_head("latin-hypercube", "points = 9\n") +
                    vary("price", price, "from = \"20.05\"\nto = \"21\"\ndecimals = 1")),
            "sweep-range");
  EXPECT_EQ(refusal(sweep_head("file", "scenarios = \"s.csv\"\n") + vary("price", price, ""), "price\n1e5\n12,5\n"),
            "sweep-line-length");
  EXPECT_EQ(refusal(sweep_head("file", "scenarios = \"s.csv\"\n") + vary("price", price, ""), "price\n1e5\n\"12,5\"\n"),
            "number-exponent number-comma");
}

TEST(Sweep, DigestChangesWithEverythingTheResultsDependOn) {
  const std::string text = sweep_head("grid") + vary("price", price, "values = [\"25\", \"30\"]");
  FileText other_case = founding_case();
  other_case.text += "\n# a remark\n";
  const std::string digest = good(text).digest;
  EXPECT_EQ(good(text).digest, digest);
  EXPECT_NE(good(text + "# a remark\n").digest, digest);
  EXPECT_NE(sweep_of(text, other_case)->digest, digest);
}

}  // namespace
}  // namespace restituo
