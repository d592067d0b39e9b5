#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <restituo/base/digest.hpp>

#include "case_text.hpp"

namespace restituo {
namespace {

using test::codes_of;
using test::only;
using test::with;

TEST(CaseFile, IsReadAsItStands) {
  const auto read = test::read(test::small_case);
  ASSERT_TRUE(read.has_value()) << test::all_messages(read.error());
  EXPECT_EQ(read->id, "small");
  EXPECT_EQ(read->title.es, "Un caso pequeño");
  EXPECT_TRUE(read->illustration);
  EXPECT_EQ(read->file_name, "case.toml");
  EXPECT_EQ(read->digest, sha256_hex(test::small_case));
  EXPECT_EQ(read->sources.size(), 2U);
  EXPECT_TRUE(read->warnings.empty());
  const Setting& setting = read->setting;
  EXPECT_EQ(setting.currency, "USD");
  EXPECT_EQ(setting.valuation_date, Date::of(2020, 1, 1));
  EXPECT_FALSE(setting.allow_unverified);
  ASSERT_TRUE(setting.calendar.has_value());
  EXPECT_EQ(setting.calendar->name(), "average-gregorian");
  ASSERT_EQ(setting.victims.size(), 1U);
  EXPECT_EQ(setting.victims[0].label.es, "Sobreviviente A");
  ASSERT_EQ(setting.victims[0].periods.size(), 1U);
  const SettingPeriod& period = setting.victims[0].periods[0];
  EXPECT_EQ(period.id, "city");
  EXPECT_EQ(period.label.en, "City");
  EXPECT_EQ(period.models, std::vector<std::string>{"price-acts"});
  ASSERT_TRUE(period.dates.has_value());
  EXPECT_EQ(*period.dates, Period(Date::of(2018, 1, 1), Date::of(2018, 6, 30), DayRule::both));
  EXPECT_FALSE(period.doubt.first.has_value());
  EXPECT_FALSE(period.length.has_value());
  EXPECT_EQ(period.dates_evidence.grade, Grade::A);
  EXPECT_EQ(period.inputs.size(), 4U);
  ASSERT_EQ(read->period_facts.size(), 1U);
  EXPECT_EQ(read->period_facts[0].place.en, "City");
}

TEST(CaseFile, KeepsALengthInItsUnit) {
  const auto read = test::read(with({{R"(dates = { from = 2018-01-01, to = 2018-06-30, source)",
                                      R"(length = { value = "6", unit = "month", source)"}}));
  ASSERT_TRUE(read.has_value()) << test::all_messages(read.error());
  const SettingPeriod& period = read->setting.victims[0].periods[0];
  ASSERT_TRUE(period.length.has_value());
  EXPECT_EQ(period.length->value, 6);
  EXPECT_EQ(period.length->unit.text(), "month");
  EXPECT_FALSE(period.dates.has_value());
}

TEST(CaseFile, TurnsARangeOfDatesIntoDaysOfDoubt) {
  const auto read = test::read(with(
      {{"from = 2018-01-01, to = 2018-06-30",
        R"(from = { earliest = 2017-12-22, likely = 2018-01-01, latest = 2018-01-21 }, to = 2018-06-30, shape = "triangular")"}}));
  ASSERT_TRUE(read.has_value()) << test::all_messages(read.error());
  const SettingPeriod& period = read->setting.victims[0].periods[0];
  EXPECT_EQ(period.dates->first(), Date::of(2018, 1, 1));
  ASSERT_TRUE(period.doubt.first.has_value());
  EXPECT_FALSE(period.doubt.last.has_value());
  const GivenValue& doubt = *period.doubt.first;
  EXPECT_EQ(doubt.value, 0);
  EXPECT_EQ(doubt.unit.text(), "day");
  EXPECT_EQ(doubt.low, Exact(-10));
  EXPECT_EQ(doubt.high, Exact(20));
  ASSERT_TRUE(doubt.spread.has_value());
  EXPECT_EQ(doubt.spread->shape, Shape::triangular);
  EXPECT_EQ(doubt.spread->likely, Exact(0));
  EXPECT_EQ(doubt.citation.source, "exhibit-1");
}

TEST(CaseFile, ARangeOfDatesMustNameItsShape) {
  EXPECT_EQ(codes_of(with(
                {{"from = 2018-01-01", "from = { earliest = 2017-12-22, likely = 2018-01-01, latest = 2018-01-21 }"}})),
            only("key-missing"));
}

TEST(CaseFile, KeepsCrossChecksStudiesAndWishes) {
  const auto read = test::read(std::string(test::small_case) + R"(
[[cross_check]]
model = "ilo-2014-sexual-exploitation"
region = "world"
because = { en = "Why.", es = "Por qué." }

[[study]]
model = "population-by-region"
keyed.region.africa.victims = { value = "10", unit = "person", source = "exhibit-1", grade = "A" }
keyed.region.africa.profit_per_victim_year = { value = "10", unit = "USD/person/year", source = "exhibit-1", grade = "A" }
keyed.region.americas.victims = { value = "11", unit = "person", source = "exhibit-1", grade = "A" }
keyed.region.americas.profit_per_victim_year = { value = "10", unit = "USD/person/year", source = "exhibit-1", grade = "A" }
keyed.region.arab-states.victims = { value = "12", unit = "person", source = "exhibit-1", grade = "A" }
keyed.region.arab-states.profit_per_victim_year = { value = "10", unit = "USD/person/year", source = "exhibit-1", grade = "A" }
keyed.region.asia-pacific.victims = { value = "13", unit = "person", source = "exhibit-1", grade = "A" }
keyed.region.asia-pacific.profit_per_victim_year = { value = "10", unit = "USD/person/year", source = "exhibit-1", grade = "A" }
keyed.region.europe-central-asia.victims = { value = "14", unit = "person", source = "exhibit-1", grade = "A" }
keyed.region.europe-central-asia.profit_per_victim_year = { value = "10", unit = "USD/person/year", source = "exhibit-1", grade = "A" }

[spread]
draws = 5000
seed = "18446744073709551615"
)");
  ASSERT_TRUE(read.has_value()) << test::all_messages(read.error());
  ASSERT_EQ(read->setting.models.size(), 2U);
  const SettingModel& check = read->setting.models[0];
  EXPECT_EQ(check.use, ModelUse::cross_check);
  EXPECT_EQ(check.choices.at("region"), "world");
  EXPECT_EQ(check.because.es, "Por qué.");
  const SettingModel& study = read->setting.models[1];
  EXPECT_EQ(study.use, ModelUse::study);
  EXPECT_EQ(study.keyed.at("region").at("asia-pacific").at("victims").value, 13);
  EXPECT_EQ(read->spread.draws, 5000U);
  EXPECT_EQ(read->spread.seed, 18446744073709551615U);
}

TEST(CaseFile, SharedInputsStayWhereTheyWereGiven) {
  const auto read =
      test::read(with({{R"(    price = { value = "30", unit = "USD/act", source = "exhibit-1", grade = "A" }
)",
                        ""},
                       {"[[victim]]", R"([inputs]
price = { value = "30", unit = "USD/act", source = "exhibit-1", grade = "A" }

[[victim]])"}}));
  ASSERT_TRUE(read.has_value()) << test::all_messages(read.error());
  EXPECT_EQ(read->setting.inputs.at("price").value, 30);
  EXPECT_EQ(read->setting.victims[0].periods[0].inputs.count("price"), 0U);
}

TEST(CaseFile, AnEmptyFileListsWhatIsMissing) {
  const auto codes = codes_of("");
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "key-missing"), 5);
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "case-without-person"), 1);
}

TEST(CaseFile, WhatCannotBeReadAtAllSaysWhereAndWhy) {
  const auto read = test::read("format = 1\nid = \"a\n");
  ASSERT_FALSE(read.has_value());
  ASSERT_EQ(read.error().size(), 1U);
  EXPECT_EQ(read.error()[0].code, "syntax-quote-open");
  EXPECT_EQ(read.error()[0].place.line, 2U);
}

TEST(CaseFile, GivesAllFaultsAtOnceInTheOrderOfTheFile) {
  const auto read = test::read(with({{"currency = \"USD\"", "currency = \"dollars\""},
                                     {"to = 2018-06-30", "to = 2017-06-30"},
                                     {R"(value = "10")", R"(value = "1,000")"},
                                     {"week/year", "week/jear"}}));
  ASSERT_FALSE(read.has_value());
  std::vector<std::string> codes;
  std::uint32_t line = 0;
  for (const Fault& fault : read.error()) {
    codes.push_back(fault.code);
    EXPECT_GE(fault.place.line, line);
    line = fault.place.line;
  }
  EXPECT_EQ(codes,
            (std::vector<std::string>{"currency-unknown", "period-reversed", "number-comma", "unit-unknown-symbol"}));
}

TEST(CaseFile, TheSameTextGivesTheSameCase) {
  const auto one = test::read(test::small_case);
  const auto two = test::read(test::small_case);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->digest, two->digest);
  EXPECT_EQ(one->setting.victims[0].periods[0].inputs.at("price").value,
            two->setting.victims[0].periods[0].inputs.at("price").value);
}

// Whatever names a file of a case, a list of prices or a ledger: it may not lead out of the case's folder.
TEST(CaseFile, ReadsNoLedgerOutsideItsFolder) {
  const auto beside = [](const std::string& name) -> Outcome<FileText> { return FileText{name, "seq\n"}; };
  const auto codes = [&](const std::string& ledger) {
    const auto outcome =
        read_case({"case.toml", std::string(test::small_case) + "\n[tracing]\nmovements = \"" + ledger + "\"\n"},
                  test::shipped_library(), beside);
    std::vector<std::string> found;
    for (const Fault& fault : outcome ? outcome->warnings : outcome.error()) found.push_back(fault.code);
    return found;
  };
  EXPECT_THAT(codes("ledger/2015.csv"), testing::Not(testing::Contains("spread-file-outside")));
  EXPECT_THAT(codes("../ledger.csv"), testing::Contains("spread-file-outside"));
  EXPECT_THAT(codes("/etc/passwd"), testing::Contains("spread-file-outside"));
}

}  // namespace
}  // namespace restituo
