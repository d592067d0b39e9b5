#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <restituo/base/parallel.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/sweep/scenario_run.hpp>
#include <restituo/sweep/sweep_table.hpp>
#include "sample.hpp"

namespace restituo {
namespace {

using test::codes;
using test::length;
using test::price;
using test::shipped_library;
using test::sweep_head;
using test::sweep_of;
using test::vary;

const std::string acts = "victim.a.period.new-york.inputs.acts_per_day";

std::string all_lines(const Sweep& sweep, bool from_the_file) {
  const ScenarioRunner runner(sweep, shipped_library());
  std::string text = table_header(sweep);
  for (std::uint64_t n = 1; n <= sweep.count; ++n) {
    text += table_lines(sweep, from_the_file ? runner.run_from_the_file(n) : runner.run(n));
  }
  return text;
}

// Numbers of a case file that a sweep may set, by their paths.
std::vector<std::string> number_paths(const FileText& case_file) {
  const auto document = Document::parse(case_file);
  std::vector<std::string> paths;
  const auto of_table = [&](const Entry& table, const std::string& path) {
    for (const auto& [key, entry] : table.members()) {
      if (entry.form() == EntryForm::table && entry.member("value")) paths.push_back(path + key);
    }
  };
  const auto inputs_of = [&](const Entry& owner, const std::string& path) {
    if (const auto inputs = owner.member("inputs")) of_table(*inputs, path + "inputs.");
  };
  inputs_of(document->root(), "");
  for (const Entry& victim : document->at("victim.*")) {
    const std::string path = "victim." + victim.member("id")->text() + '.';
    inputs_of(victim, path);
    for (const Entry& period : victim.member("period")->items()) {
      const std::string below = path + "period." + period.member("id")->text() + '.';
      inputs_of(period, below);
      if (period.member("length")) paths.push_back(below + "length");
    }
  }
  return paths;
}

RC_GTEST_PROP(ScenarioRun, ShortAndLongWayGiveTheSameOfEveryExample, ()) {
  const auto cases = test::files_under(test::source_folder() / "examples", ".toml");
  std::vector<FileText> with_numbers;
  for (const auto& path : cases) {
    FileText file{"case.toml", test::text_of_file(path)};
    if (path.filename() == "case.toml" && number_paths(file).size() > 2) with_numbers.push_back(std::move(file));
  }
  const FileText file = *rc::gen::elementOf(with_numbers);
  const auto paths = *rc::gen::unique<std::vector<std::string>>(3, rc::gen::elementOf(number_paths(file)));
  std::string text = sweep_head("grid");
  int axis = 0;
  for (const std::string& path : paths) {
    const auto document = Document::parse(file);
    const Exact value = *exact_number(*document->at(path)[0].member("value"));
    const Exact low = value * Exact::fraction(*rc::gen::inRange(5, 10), 10);
    const std::string from = rounded_decimal_text(low, 3, RoundingMode::half_even);
    const std::string to = rounded_decimal_text(value, 3, RoundingMode::half_even);
    if (value.is_zero()) return;
    text += vary("axis" + std::to_string(++axis), path, "from = \"" + from + "\"\nto = \"" + to + "\"\nsteps = 3");
  }
  const auto sweep = sweep_of(text, file);
  RC_ASSERT(sweep.has_value());
  RC_CLASSIFY(ScenarioRunner(*sweep, shipped_library()).reuses_a_program(1), "short way");  // nearly always
  RC_ASSERT(all_lines(*sweep, false) == all_lines(*sweep, true));
}

TEST(ScenarioRun, TakesTheShortWayForNumbersAndAgainForEachCalendar) {
  const auto sweep =
      sweep_of(sweep_head("grid") + vary("calendar", "calendar", "values = [\"52-week-year\", \"four-week-month\"]") +
               vary("price", price, "from = \"20\"\nto = \"40\"\nsteps = 9") +
               vary("length", length, "values = [\"24\", \"36\", \"1/3\", \"60\"]"));
  ASSERT_TRUE(sweep.has_value());
  const ScenarioRunner runner(*sweep, shipped_library());
  EXPECT_TRUE(runner.check().empty() || !refuses(runner.check()));
  EXPECT_TRUE(runner.reuses_a_program(1));
  EXPECT_TRUE(runner.reuses_a_program(sweep->count));
  EXPECT_EQ(all_lines(*sweep, false), all_lines(*sweep, true));
}

TEST(ScenarioRun, ReadsTheFileWhereTwoNumbersTogetherAreRefused) {
  // 30 acts a day need more than two hours; each alone is possible.
  const auto sweep = sweep_of(
      sweep_head("grid", "refused = \"record\"\n") + vary("acts", acts, "from = \"5\"\nto = \"30\"\nsteps = 26") +
      vary("open", "victim.a.period.new-york.hours_open",
           "from = \"2\"\nto = \"8\"\nsteps = 7\nunit = \"hour/day\"\nsource = \"placeholder\"\ngrade = \"E\""));
  ASSERT_TRUE(sweep.has_value()) << test::all_messages(sweep.error());
  const ScenarioRunner runner(*sweep, shipped_library());
  EXPECT_FALSE(runner.reuses_a_program(1));
  EXPECT_TRUE(runner.run(7).refused.empty());                                 // 5 acts in 8 hours
  EXPECT_EQ(runner.run(sweep->count - 6).refused, "acts-beyond-hours-open");  // 30 in 2
  EXPECT_TRUE(runner.run(sweep->count).refused.empty());                      // 30 in 8
}

TEST(ScenarioRun, GivesExactFiguresOfTheFoundingCase) {
  const auto sweep =
      sweep_of(sweep_head("list", "figures = [\"gross\"]\n") + vary("price", price, "values = [\"30\", \"25\"]"));
  ASSERT_TRUE(sweep.has_value());
  const ScenarioRunner runner(*sweep, shipped_library());
  EXPECT_EQ(runner.run(1).figures.at(0).exact, "941760.00");
  EXPECT_EQ(runner.run(2).figures.at(0).exact, "797760.00");
  EXPECT_EQ(runner.run(2).figures.size(), 1U);
}

TEST(ScenarioRun, SaysWhatIsWrongWithTheSweepBeforeItRuns) {
  const auto check = [](const std::string& text) {
    const auto sweep = sweep_of(text);
    return sweep ? codes(ScenarioRunner(*sweep, shipped_library()).check()) : codes(sweep.error());
  };
  const std::string ok = vary("price", price, "values = [\"25\", \"30\"]");
  EXPECT_EQ(check(sweep_head("grid", "figures = [\"nett\"]\n") + ok), "sweep-figure-unknown");
  EXPECT_EQ(check(sweep_head("grid", "figures = [\"gross.*.new-york\"]\n") + ok), "");
  EXPECT_EQ(check(sweep_head("grid") + vary("region", "cross_check.1.region", "values = [\"world\", \"moon\"]")),
            "key-not-chosen choice-unknown");
  EXPECT_EQ(check(sweep_head("grid") +
                  vary("model", "victim.a.period.new-york.model", "values = [\"price-acts\", \"ledgre\"]")),
            "model-unknown");
  EXPECT_EQ(check(sweep_head("grid") +
                  vary("days", "victim.a.period.new-york.inputs.days_per_week", "values = [\"5\", \"8\"]")),
            "days-beyond-week");
  EXPECT_EQ(check(sweep_head("grid", "refused = \"record\"\n") +
                  vary("days", "victim.a.period.new-york.inputs.days_per_week", "values = [\"5\", \"8\"]")),
            "");
}

TEST(ScenarioRun, AnyNumberOfThreadsGivesTheSame) {
  const auto sweep = sweep_of(sweep_head("grid", "[spread]\ndraws = 500\n") +
                              vary("calendar", "calendar", "values = [\"52-week-year\", \"four-week-month\"]") +
                              vary("price", price, "from = \"20\"\nto = \"40\"\nsteps = 5"));
  ASSERT_TRUE(sweep.has_value());
  const std::string one = all_lines(*sweep, false);
  const ScenarioRunner runner(*sweep, shipped_library());
  std::vector<std::string> lines(sweep->count);
  for_each_block(lines.size(), 4, [&](std::size_t i) { lines[i] = table_lines(*sweep, runner.run(i + 1)); });
  std::string several = table_header(*sweep);
  for (const std::string& line : lines) several += line;
  EXPECT_EQ(one, several);
}

}  // namespace
}  // namespace restituo
