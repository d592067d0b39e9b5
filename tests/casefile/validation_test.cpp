// Each rule with a case that it lets through and one that it does not. The messages themselves stand in tests/errors.
#include <gtest/gtest.h>

#include "case_text.hpp"

namespace restituo {
namespace {

using test::codes_of;
using test::none;
using test::only;
using test::with;

const std::string acts = R"(acts_per_day = { value = "10", unit)";
const std::string hours_open = R"(  hours_open = { value = "12", unit = "hour/day", source = "exhibit-1", grade = "A" }
)";
const std::string dates = "from = 2018-01-01, to = 2018-06-30";

std::string acts_a_day(const std::string& numbers) { return "acts_per_day = { " + numbers + ", unit"; }

// ------------------------------------------------------------------------------------------------ acts, hours and days

TEST(ActsADay, MayFillTheOpenHoursAtFourAnHour) {
  EXPECT_EQ(codes_of(with({{acts, acts_a_day(R"(value = "48")")}})), none);
  EXPECT_EQ(codes_of(with({{acts, acts_a_day(R"(value = "49")")}})), only("acts-beyond-hours-open"));
}

TEST(ActsADay, TheHighEndIsHeldAgainstTheLongestNight) {
  const std::string range =
      acts_a_day(R"(value = "20", low = "20", high = "60", means = "min, mode, max", shape = "triangular")");
  EXPECT_EQ(codes_of(with({{acts, range}})), only("acts-beyond-hours-open"));
  EXPECT_EQ(
      codes_of(with(
          {{acts, range},
           {R"(hours_open = { value = "12",)",
            R"(hours_open = { value = "12", low = "10", high = "15", means = "min, mode, max", shape = "triangular",)"}})),
      none);
}

TEST(ActsADay, ThePriorIsHeldAgainstThemToo) {
  EXPECT_EQ(
      codes_of(with(
          {{acts,
            acts_a_day(
                R"(value = "20", prior = { low = "10", likely = "20", high = "60", means = "min, mode, max", shape = "triangular", source = "exhibit-1" })")}})),
      only("acts-beyond-hours-open"));
}

TEST(ActsADay, WhatTheOtherSideSaysIsNotHeldAgainstThem) {
  EXPECT_EQ(
      codes_of(with(
          {{acts, acts_a_day(R"(value = "20", rival = { value = "60", says = "More.", source = "exhibit-1" })")}})),
      none);
}

TEST(ActsADay, WithoutOpenHoursWarnsAbove48AndRefusesAbove96) {
  const auto without_hours = [](const std::string& number) {
    return with({{hours_open, ""}, {acts, acts_a_day("value = \"" + number + "\"")}});
  };
  EXPECT_EQ(codes_of(without_hours("48")), none);
  EXPECT_EQ(codes_of(without_hours("49")), only("acts-beyond-ceiling"));
  EXPECT_TRUE(test::read(without_hours("96")).has_value());
  EXPECT_EQ(codes_of(without_hours("97")), only("acts-beyond-day"));
  EXPECT_FALSE(test::read(without_hours("97")).has_value());
}

TEST(HoursADay, AreAtMost24) {
  EXPECT_EQ(codes_of(with({{R"(value = "12", unit = "hour/day")", R"(value = "24", unit = "hour/day")"}})), none);
  EXPECT_EQ(codes_of(with({{R"(value = "12", unit = "hour/day")", R"(value = "24.5", unit = "hour/day")"}})),
            only("hours-beyond-day"));
  EXPECT_EQ(codes_of(with({{R"(value = "12", unit = "hour/day")", R"(value = "-1", unit = "hour/day")"}})),
            (std::vector<std::string>{"input-negative", "acts-beyond-hours-open"}));
  EXPECT_EQ(codes_of(with({{R"("12", unit = "hour/day")", R"("12", unit = "hour/week")"}})),
            only("input-unit-differs"));
}

TEST(DaysAWeek, AreAtMost7) {
  EXPECT_EQ(codes_of(with({{R"(value = "6", unit = "day/week")", R"(value = "7", unit = "day/week")"}})), none);
  EXPECT_EQ(codes_of(with({{R"(value = "6", unit = "day/week")", R"(value = "7.1", unit = "day/week")"}})),
            only("days-beyond-week"));
}

TEST(DaysAWeek, EveryEndOfARangeIsChecked) {
  EXPECT_EQ(
      codes_of(with(
          {{R"(value = "6", unit = "day/week")",
            R"(value = "6", low = "5", high = "8", means = "min, mode, max", shape = "triangular", unit = "day/week")"}})),
      only("days-beyond-week"));
  EXPECT_EQ(
      codes_of(
          with({{R"(value = "6", unit = "day/week")",
                 R"(value = "6", rival = { value = "9", says = "More.", source = "exhibit-1" }, unit = "day/week")"}})),
      only("days-beyond-week"));
}

TEST(WeeksAYear, AreAtMost53) {
  EXPECT_EQ(codes_of(with({{R"("48", unit)", R"("53", unit)"}})), none);
  EXPECT_EQ(codes_of(with({{R"("48", unit)", R"("53.1", unit)"}})), only("weeks-beyond-year"));
}

TEST(Shares, LieBetweenNothingAndAll) {
  const auto kept = [](const std::string& number) {
    return with({{"    price =", "    share_kept = { value = \"" + number +
                                     "\", unit = \"1\", source = \"exhibit-2\", grade = \"A\" }\n    price ="}});
  };
  EXPECT_EQ(codes_of(kept("0")), none);
  EXPECT_EQ(codes_of(kept("1")), none);
  EXPECT_EQ(codes_of(kept("1.01")), only("share-beyond-one"));
  EXPECT_EQ(codes_of(kept("-0.5")), only("input-negative"));
}

TEST(Prices, AreNotNegative) {
  EXPECT_EQ(codes_of(with({{R"(price = { value = "30")", R"(price = { value = "0")"}})), none);
  EXPECT_EQ(codes_of(with({{R"(price = { value = "30")", R"(price = { value = "-0.01")"}})), only("input-negative"));
}

// The small case as a daily quota: `period` is its dates or length.
std::string quota(const std::string& period, const std::string& days) {
  const std::string text = test::small_case;
  return with({{"model = \"price-acts\"", "model = \"daily-quota\""},
               {dates + R"(, source = "exhibit-1", grade = "A" })", period},
               {"dates = {", ""},
               {hours_open, ""},
               {text.substr(text.find("    price")),
                R"(    quota_per_day = { value = "100", unit = "USD/day", source = "exhibit-1", grade = "A" }
    days_worked = { )" +
                    days + R"(, unit = "day", source = "exhibit-2", grade = "A" }
)"}});
}

const std::string evidence = R"(source = "exhibit-1", grade = "A" })";

TEST(DaysWorked, FitIntoTheDatesOfThePeriod) {
  const std::string january = "dates = { from = 2018-01-01, to = 2018-01-31, " + evidence;
  EXPECT_EQ(codes_of(quota(january, R"(value = "31")")), none);
  EXPECT_EQ(codes_of(quota(january, R"(value = "32")")), only("days-beyond-period"));
}

TEST(DaysWorked, MayFillTheLongestPeriodThatRangesOfDatesAllow) {
  const std::string ranges =
      "dates = { from = { earliest = 2017-12-31, likely = 2018-01-01, latest = 2018-01-05 }, "
      "to = { earliest = 2018-01-30, likely = 2018-01-31, latest = 2018-02-01 }, shape = \"uniform\", " +
      evidence;
  EXPECT_EQ(codes_of(quota(ranges, R"(value = "33")")), none);
  EXPECT_EQ(codes_of(quota(ranges, R"(value = "34")")), only("days-beyond-period"));
}

TEST(DaysWorked, FitIntoTheLengthOfThePeriod) {
  EXPECT_EQ(codes_of(quota(R"(length = { value = "30", unit = "day", )" + evidence, R"(value = "31")")),
            only("days-beyond-period"));
  EXPECT_EQ(codes_of(quota(R"(length = { value = "2", unit = "week", )" + evidence, R"(value = "14")")), none);
  EXPECT_EQ(codes_of(quota(R"(length = { value = "2", unit = "week", )" + evidence, R"(value = "15")")),
            only("days-beyond-period"));
  EXPECT_EQ(codes_of(quota(R"(length = { value = "1", unit = "month", )" + evidence, R"(value = "30.4375")")), none);
  EXPECT_EQ(codes_of(quota(R"(length = { value = "1", unit = "month", )" + evidence, R"(value = "31")")),
            only("days-beyond-period"));
}

// ------------------------------------------------------------------------------------------------------ inputs, models

TEST(Inputs, AreThoseThatTheModelAsksFor) {
  EXPECT_EQ(codes_of(with({{"    days_per_week =", "    days_pre_week ="}})), only("input-unknown"))
      << "and not also missing";
  EXPECT_EQ(codes_of(with({{"    days_per_week =", "    bricks ="}})),
            (std::vector<std::string>{"input-missing", "input-unknown"}));
}

TEST(Inputs, OptionalOnesAndParametersNeedNotBeGiven) {
  EXPECT_EQ(codes_of(test::small_case), none) << "share_kept and cost_share are not given";
}

TEST(Inputs, MayBeGivenOnceForThePersonOrTheCase) {
  const std::string price = R"(    price = { value = "30", unit = "USD/act", source = "exhibit-1", grade = "A" }
)";
  EXPECT_EQ(codes_of(with({{price, ""}})), only("input-missing"));
  EXPECT_EQ(
      codes_of(with({{price, ""}, {"  [[victim.period]]", "  [victim.inputs]\n" + price + "\n  [[victim.period]]"}})),
      none);
  EXPECT_EQ(codes_of(with({{price, ""}, {"[[victim]]", "[inputs]\n" + price + "\n[[victim]]"}})), none);
}

TEST(Inputs, ASharedOneMustBeAskedForToo) {
  const std::string bricks = R"(bricks = { value = "30", unit = "USD/act", source = "exhibit-1", grade = "A" }
)";
  EXPECT_EQ(codes_of(with({{"[[victim]]", "[inputs]\n" + bricks + "\n[[victim]]"}})), only("input-unknown"));
  EXPECT_EQ(codes_of(with({{"  [[victim.period]]", "  [victim.inputs]\n" + bricks + "\n  [[victim.period]]"}})),
            only("input-unknown"));
}

TEST(Inputs, AParameterMayBeReplacedForOnePeriodWhereOnlyPeriodsUseIt) {
  const std::string cost = R"(    cost_share = { value = "0.2", unit = "1", source = "exhibit-2", grade = "A" }
)";
  EXPECT_EQ(codes_of(with({{"    price =", cost + "    price ="}})), none);
  EXPECT_EQ(codes_of(with({{"[[victim]]", "[inputs]\n" + cost + "\n[[victim]]"}})), none);
}

TEST(Inputs, MustBeInTheUnitOfTheModelAndTheCurrencyOfTheCase) {
  EXPECT_EQ(codes_of(with({{"USD/act", "USD/client"}})), only("input-unit-differs"));
  EXPECT_EQ(codes_of(with({{"USD/act", "MXN/act"}})), only("input-currency-differs"));
  EXPECT_EQ(codes_of(with({{"currency = \"USD\"", "currency = \"MXN\""}})), only("input-currency-differs"));
}

TEST(Inputs, AnImpossibleNumberIsSaidOnce) {
  EXPECT_EQ(codes_of(with({{hours_open, ""}, {acts, acts_a_day(R"(value = "500")")}})), only("acts-beyond-day"))
      << "the model's own bound of 96 says the same";
}

TEST(Models, APopulationModelIsNoOnesEstimate) {
  EXPECT_EQ(codes_of(with({{"\"price-acts\"", "\"ilo-2014-sexual-exploitation\""}})), only("model-not-for-a-person"));
}

TEST(Models, AnUnknownOneDoesNotMakeItsInputsUnknown) {
  EXPECT_EQ(codes_of(with({{"\"price-acts\"", "\"price-axes\""}})), only("model-unknown"));
}

TEST(Models, OneOrSeveralAndNotBoth) {
  EXPECT_EQ(codes_of(with({{"model = \"price-acts\"", "models = [\"price-acts\"]"}})), none);
  EXPECT_EQ(codes_of(with({{"model = \"price-acts\"", "models = [\"price-acts\", \"price-acts\"]"}})),
            only("name-twice"));
  EXPECT_EQ(codes_of(with({{"model = \"price-acts\"", "models = []"}})), only("text-empty"));
  EXPECT_EQ(codes_of(with({{"model = \"price-acts\"", "model = \"price-acts\"\n  models = [\"price-acts\"]"}})),
            (std::vector<std::string>{"period-model-or-models", "name-twice"}));
}

TEST(CrossChecks, NeedAModelThatComparesAKeyAndAPerson) {
  const auto check = [](const std::string& words) {
    return std::string(test::small_case) + "\n[[cross_check]]\n" + words + "\n";
  };
  EXPECT_EQ(codes_of(check("model = \"ilo-2014-sexual-exploitation\"\nregion = \"world\"")), none);
  EXPECT_EQ(codes_of(check("model = \"ilo-2014-sexual-exploitation\"")), only("key-not-chosen"));
  EXPECT_EQ(codes_of(check("model = \"ilo-2014-sexual-exploitation\"\nregion = \"wurld\"")),
            (std::vector<std::string>{"key-not-chosen", "choice-unknown"}));
  EXPECT_EQ(codes_of(check("model = \"urban-2014\"")), only("model-has-no-cross-check"));
  EXPECT_EQ(codes_of(check("model = \"price-acts\"")), only("model-only-for-a-person"));
  EXPECT_EQ(codes_of(check("model = \"ilo-2041\"\nregion = \"world\"")), only("model-unknown"));
}

// ------------------------------------------------------------------------------------------------------------- periods

TEST(Periods, MayNotRunBackwards) {
  EXPECT_EQ(codes_of(with({{"to = 2018-06-30", "to = 2018-01-01"}})), none) << "one day is a period";
  EXPECT_EQ(codes_of(with({{"to = 2018-06-30", "to = 2017-12-31"}})), only("period-reversed"));
}

TEST(Periods, EndOnTheValuationDateAtTheLatest) {
  EXPECT_EQ(codes_of(with({{"to = 2018-06-30", "to = 2020-01-01"}})), none);
  EXPECT_EQ(codes_of(with({{"to = 2018-06-30", "to = 2020-01-02"}})), only("period-after-valuation"));
}

TEST(Periods, RangesOfDatesMayTouchButNotCross) {
  const auto from_until = [](const std::string& latest) {
    return with(
        {{"from = 2018-01-01",
          "shape = \"uniform\", from = { earliest = 2017-12-01, likely = 2018-01-01, latest = " + latest + " }"}});
  };
  EXPECT_EQ(codes_of(from_until("2018-06-30")), none);
  EXPECT_EQ(codes_of(from_until("2018-07-01")), only("period-may-be-reversed"));
  EXPECT_EQ(codes_of(from_until("2017-12-31")), only("dates-out-of-order"));
}

// The small case with a second period of the same person.
std::string second_period(const std::string& from, const std::string& more = "") {
  return std::string(test::small_case) + R"(
  [[victim.period]]
  id = "coast"
  place = { en = "Coast", es = "Costa" }
  model = "daily-quota"
  dates = { from = )" +
         from + R"(, to = 2018-12-31, source = "exhibit-2", grade = "A" }
  inputs.quota_per_day = { value = "100", unit = "USD/day", source = "exhibit-1", grade = "A" }
  inputs.days_worked = { value = "100", unit = "day", source = "exhibit-2", grade = "A" }
)" + more;
}

TEST(Periods, OfOnePersonMayFollowEachOtherDayByDay) {
  EXPECT_EQ(codes_of(second_period("2018-07-01")), none);
  EXPECT_EQ(codes_of(second_period("2018-06-30")), only("periods-overlap")) << "the last day of June would count twice";
}

TEST(Periods, MayRunAlongsideWhereTheCaseSaysSo) {
  EXPECT_EQ(codes_of(second_period("2018-06-01", "  alongside = [\"city\"]\n")), only("periods-alongside"));
  EXPECT_TRUE(test::read(second_period("2018-06-01", "  alongside = [\"city\"]\n")).has_value());
  EXPECT_EQ(codes_of(second_period("2018-06-01", "  alongside = [\"coast\"]\n")),
            (std::vector<std::string>{"periods-overlap", "alongside-unknown"}));
}

TEST(Periods, OfTwoPersonsMayOverlap) {
  std::string text = test::small_case;
  std::string other = text.substr(text.find("[[victim]]"));
  other.replace(other.find("id = \"a\""), 8, "id = \"b\"");
  EXPECT_EQ(codes_of(text + other), none);
  EXPECT_EQ(codes_of(text + text.substr(text.find("[[victim]]"))), only("name-twice"));
}

TEST(Periods, TwoOfOneNameAreRefused) {
  std::string text = second_period("2018-07-01");
  text.replace(text.find("id = \"coast\""), 12, "id = \"city\"");
  EXPECT_EQ(codes_of(text), only("name-twice"));
}

TEST(Periods, HaveDatesOrALength) {
  const std::string all_dates = "  dates = { " + dates + R"(, source = "exhibit-1", grade = "A" })";
  EXPECT_EQ(codes_of(with({{all_dates, ""}})), only("period-without-dates"));
  EXPECT_EQ(codes_of(with(
                {{all_dates, all_dates + "\n" +
                                 R"(  length = { value = "6", unit = "month", source = "exhibit-2", grade = "A" })"}})),
            only("period-dates-and-length"));
}

std::string length_of(const std::string& number, const std::string& unit) {
  return with({{"dates = { " + dates, "length = { value = \"" + number + "\", unit = \"" + unit + "\""}});
}

TEST(Lengths, ArePositiveAndInMonthsWeeksOrDays) {
  for (const char* unit : {"month", "week", "day"}) {
    EXPECT_EQ(codes_of(length_of("6", unit)), none);
    EXPECT_EQ(codes_of(length_of("0", unit)), only("length-not-positive"));
  }
  EXPECT_EQ(codes_of(length_of("1", "year")), only("length-unit"));
}

TEST(Lengths, OfMoreThanAHundredYearsAreSlips) {
  EXPECT_EQ(codes_of(length_of("1200", "month")), none);
  EXPECT_EQ(codes_of(length_of("1201", "month")), only("period-too-long"));
  EXPECT_EQ(codes_of(with({{"from = 2018", "from = 1919"}})), none);
  EXPECT_EQ(codes_of(with({{"from = 2018", "from = 1918"}})), only("period-too-long"));
}

// --------------------------------------------------------------------------------------------------------- conventions

TEST(Calendar, IsNeededWhereMonthsMeetDays) {
  const std::string calendar = "calendar = \"average-gregorian\"\n";
  EXPECT_EQ(codes_of(with({{calendar, ""}})), only("calendar-missing")) << "dates, and a model that counts in months";
  EXPECT_EQ(codes_of(with({{calendar, ""}, {"dates = { " + dates, R"(length = { value = "6", unit = "month")"}})), none)
      << "months stay months";
  EXPECT_EQ(codes_of(with({{calendar, ""}, {"dates = { " + dates, R"(length = { value = "26", unit = "week")"}})),
            only("calendar-missing"));
}

TEST(Calendar, IsNeededForTheMonthsOfACrossCheck) {
  std::string text = quota("dates = { from = 2018-01-01, to = 2018-01-31, " + evidence, R"(value = "31")");
  text.replace(text.find("calendar = \"average-gregorian\"\n"), 31, "");
  EXPECT_EQ(codes_of(text), none);
  EXPECT_EQ(codes_of(text + "\n[[cross_check]]\nmodel = \"ilo-2014-sexual-exploitation\"\nregion = \"world\"\n"),
            only("calendar-missing"));
}

TEST(Calendar, AMisspeltOneIsSaidOnce) {
  EXPECT_EQ(codes_of(with({{"average-gregorian", "average-georgian"}})), only("choice-unknown"));
}

TEST(DayRule, IsNeededWhereThereAreDates) {
  const std::string rule = "day_rule = \"first-and-last\"\n";
  EXPECT_EQ(codes_of(with({{rule, ""}})), only("day-rule-missing"));
  EXPECT_EQ(codes_of(with({{rule, ""}, {"dates = { " + dates, R"(length = { value = "6", unit = "month")"}})), none);
  EXPECT_EQ(codes_of(with({{"first-and-last", "first-and-list"}})), only("choice-unknown"));
}

TEST(Dates, AreNeededByAModelThatGoesThroughThem) {
  const std::string text = test::small_case;
  const auto wages = [&](const std::string& period) {
    return with({{"model = \"price-acts\"", "model = \"wages-owed-us-federal\""},
                 {hours_open, ""},
                 {"dates = { " + dates, period},
                 {text.substr(text.find("    price")),
                  R"(    hours_per_week = { value = "60", unit = "hour/week", source = "exhibit-2", grade = "A" }
    paid = { value = "0", unit = "USD", source = "exhibit-2", grade = "A" }
)"}});
  };
  EXPECT_EQ(codes_of(wages("dates = { " + dates)), none);
  EXPECT_EQ(codes_of(wages(R"(length = { value = "26", unit = "week")")), only("period-needs-dates"));
  EXPECT_EQ(
      codes_of(wages(
          R"(dates = { shape = "uniform", from = { earliest = 2018-01-01, likely = 2018-01-02, latest = 2018-01-03 }, to = 2018-06-30)")),
      only("period-needs-sure-dates"));
}

TEST(Ids, HaveSmallLettersDigitsAndHyphens) {
  EXPECT_EQ(codes_of(with({{"id = \"small\"", "id = \"small-2\""}})), none);
  EXPECT_EQ(codes_of(with({{"id = \"small\"", "id = \"small_2\""}})), only("id-underscore"));
  EXPECT_EQ(codes_of(with({{"id = \"small\"", "id = \"Small\""}})), only("identifier-form"));
}

TEST(Sources, HaveIdsOfTheirOwn) {
  EXPECT_EQ(codes_of(with({{"id = \"exhibit-2\"", "id = \"exhibit-1\""}})).front(), "name-twice");
  EXPECT_EQ(codes_of(with({{"id = \"exhibit-2\"", "id = \"clayton-2022\""}})).front(), "source-id-taken");
}

TEST(Sources, OneUnderMoreThanThreeInputsIsNoted) {
  EXPECT_EQ(codes_of(with({{R"(day/week", source = "exhibit-2")", R"(day/week", source = "exhibit-1")"}})),
            only("source-under-many"))
      << "price, acts, days a week and the dates rest on it";
}

TEST(Labels, ANameIsWarnedOf) {
  EXPECT_EQ(codes_of(with({{"Survivor A", "Firstname Lastname"}})), only("label-like-name"));
}

TEST(Wishes, DrawsAndSeedAreSane) {
  const auto wish = [](const std::string& words) {
    return std::string(test::small_case) + "\n[spread]\n" + words + "\n";
  };
  EXPECT_EQ(codes_of(wish("draws = 1000\nseed = \"0\"")), none);
  EXPECT_EQ(codes_of(wish("draws = 10000000000")), none);
  EXPECT_EQ(codes_of(wish("draws = 10000000001")), only("draws-out-of-range"));
  EXPECT_EQ(codes_of(wish("draws = 0")), only("draws-out-of-range"));
  EXPECT_EQ(codes_of(wish("seed = \"18446744073709551616\"")), only("seed-form"));
  EXPECT_EQ(codes_of(wish("seed = \"-1\"")), only("seed-form"));
  EXPECT_EQ(codes_of(wish("seed = 7")), only("key-wrong-form"));
}

}  // namespace
}  // namespace restituo
