// Every example reads, says only what its README says it says, and gives its figures to the cent.
#include <gtest/gtest.h>

#include <map>

#include <restituo/formula/exact_run.hpp>
#include <restituo/model/binding.hpp>
#include <restituo/quantity/decimal.hpp>

#include "shipped_library.hpp"

namespace restituo {
namespace {

std::filesystem::path examples() { return test::source_folder() / "examples"; }

Case example(const std::string& folder) {
  const auto path = examples() / folder / "case.toml";
  auto read = read_case({"case.toml", test::text_of_file(path)}, test::shipped_library());
  EXPECT_TRUE(read.has_value()) << (read ? "" : test::all_messages(read.error()));
  return read ? std::move(*read) : Case{};
}

// The exact figures by id.
std::map<std::string, std::string> figures_of(const Case& source_case) {
  const auto bound = bind(test::shipped_library(), source_case.setting);
  EXPECT_TRUE(bound.has_value()) << (bound ? "" : test::all_messages(bound.error()));
  std::map<std::string, std::string> figures;
  if (bound) {
    const Program& program = bound->value.program;
    const ExactRun run = run_exactly(program, bound->value.central_values());
    EXPECT_TRUE(run.faults(program).empty());
    for (StepId step = 0; step < program.steps.size(); ++step) {
      if (program.steps[step].figure) {
        figures[program.steps[step].id] = exact_decimal_text(run.value_of(program, step)).value_or("no decimal");
      }
    }
  }
  return figures;
}

std::map<std::string, int> warnings_by_code(const Case& source_case) {
  std::map<std::string, int> counts;
  for (const Fault& fault : source_case.warnings) ++counts[fault.code];
  return counts;
}

std::vector<std::string> example_folders() {
  std::vector<std::string> folders;
  for (const auto& path : test::files_under(examples(), ".toml")) {
    if (path.filename() == "case.toml") folders.push_back(path.parent_path().filename().string());
  }
  return folders;
}

class Example : public testing::TestWithParam<std::string> {};

TEST_P(Example, ReadsIsLabelledAsAnIllustrationAndHasAPageInBothLanguages) {
  const Case read = example(GetParam());
  EXPECT_EQ(read.id, GetParam());
  EXPECT_TRUE(read.illustration);
  EXPECT_FALSE(read.setting.allow_unverified);
  const std::string page = test::text_of_file(examples() / GetParam() / "README.md");
  EXPECT_NE(page.find("llustration"), std::string::npos);
  EXPECT_NE(page.find("lustración"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(All, Example, testing::ValuesIn(example_folders()), [](const auto& folder) {
  std::string name = folder.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Examples, PueblaReynosaNewYorkReachesThePublishedFigure) {
  const Case read = example("puebla-reynosa-new-york");
  const auto figures = figures_of(read);
  EXPECT_EQ(figures.at("gross.a.reynosa"), "77760");
  EXPECT_EQ(figures.at("gross.a.new-york"), "864000");
  EXPECT_EQ(figures.at("gross"), "941760");
  EXPECT_EQ(figures.at("net"), "659232");
  EXPECT_EQ(figures.at("cross_check.ilo-2014-sexual-exploitation.world"), "130800");
  EXPECT_EQ(warnings_by_code(read), (std::map<std::string, int>{{"prior-beyond-range", 7}, {"range-wide", 2}}));
}

TEST(Examples, NothingOfPueblaReynosaNewYorkIsClaimedToBeDocumented) {
  const Case read = example("puebla-reynosa-new-york");
  for (const SettingPeriod& period : read.setting.victims.at(0).periods) {
    EXPECT_FALSE(is_documented(period.length->grade));
    for (const auto& [name, value] : period.inputs) EXPECT_FALSE(is_documented(value.grade)) << name;
  }
}

// 88 weeks × 7.25 × (40 + 31.5 × 1.5) = 55,665.50, and so on; worked by hand.
TEST(Examples, ThreeWorkersGetWhatTheHoursAndTheDatedWageGive) {
  const Case read = example("three-workers-restaurant");
  const auto figures = figures_of(read);
  EXPECT_EQ(figures.at("wage_due.a.first-restaurant"), "55665.5");
  EXPECT_EQ(figures.at("wage_due.a.second-restaurant"), "32349.5");
  EXPECT_EQ(figures.at("wage_due.b.second-restaurant"), "33350");
  EXPECT_EQ(figures.at("wage_due.c.second-restaurant"), "17255");
  EXPECT_EQ(figures.at("wage_unpaid.a"), "47815");
  EXPECT_EQ(figures.at("wage_unpaid.b"), "26450");
  EXPECT_EQ(figures.at("wage_unpaid.c"), "13855");
  EXPECT_EQ(figures.at("wage_unpaid"), "88120");
  EXPECT_TRUE(read.warnings.empty()) << test::all_messages(read.warnings);
}

// Valencia: 15 January 2020 to 31 May 2021 are 503 days; less 4 of travel, 35 of rest and 60 of illness, 404 at 300.
TEST(Examples, TheDailyQuotaCountsDaysFromDatesAndFromTheRegister) {
  const Case read = example("daily-quota");
  const auto figures = figures_of(read);
  EXPECT_EQ(figures.at("gross.a.valencia"), "121200");
  EXPECT_EQ(figures.at("gross.a.bilbao"), "24850");
  EXPECT_EQ(figures.at("gross"), "146050");
  const SettingPeriod& valencia = read.setting.victims.at(0).periods.at(0);
  EXPECT_TRUE(valencia.doubt.first && valencia.doubt.last);
  EXPECT_TRUE(read.warnings.empty()) << test::all_messages(read.warnings);
}

TEST(Examples, TheRegionalTableIsAboutNobody) {
  const Case read = example("regional-table");
  EXPECT_TRUE(read.setting.victims.empty());
  const auto figures = figures_of(read);
  EXPECT_EQ(figures.at("ilo-2024-regions.published_profit.africa"), "20000000000");
  EXPECT_EQ(figures.at("population-by-region.total_victims"), "6240000");
  EXPECT_EQ(figures.at("population-by-region.total_profit"), "138090000000");
  EXPECT_TRUE(read.warnings.empty()) << test::all_messages(read.warnings);
}

}  // namespace
}  // namespace restituo
