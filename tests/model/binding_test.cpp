#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <model/small_library.hpp>
#include <restituo/formula/exact_run.hpp>

namespace restituo {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string quota = model_head("quota") + input_text("per_day", "CUR/day") + input_text("days_worked", "day") +
                          step_text({"gross", "CUR", "per_day * days_worked", "gross", "period",
                                     to_cents + "figure = true\nadds_up = true\n"});

struct Ran {
  BoundProgram bound;
  ExactRun run;
  Faults faults;

  std::optional<Exact> operator[](const std::string& id) const {
    const auto step = bound.program.step_with_id(id);
    return step ? run.at(bound.program.steps[*step].root) : std::nullopt;
  }
};

Ran run_of(const Library& library, const Setting& setting) {
  auto bound = bind(library, setting);
  if (!bound) {
    return {{}, {}, bound.error()};
  }
  ExactRun run = run_exactly(bound->value.program, bound->value.central_values());
  return {std::move(bound->value), std::move(run), std::move(bound->faults)};
}

SettingPeriod quota_period(const std::string& id, int per_day, int days) {
  SettingPeriod period = period_with(id, "quota");
  period.length = given(days, "day");
  period.inputs["per_day"] = given(per_day, "USD/day");
  period.inputs["days_worked"] = given(days, "day");
  return period;
}

TEST(Binding, AddsUpHerPeriodsAndAllPersons) {
  const auto library = library_of({{"profit/quota.toml", quota}});
  ASSERT_THAT(codes_of(library.faults), IsEmpty());
  Setting setting = setting_of({quota_period("north", 700, 10), quota_period("south", 300, 5)});
  SettingVictim second;
  second.id = "b";
  second.label = {"Survivor B", "Sobreviviente B"};
  second.periods = {quota_period("north", 100, 2)};
  setting.victims.push_back(second);

  const Ran ran = run_of(library.value, setting);
  ASSERT_THAT(codes_of(ran.faults), IsEmpty());
  EXPECT_EQ(ran["gross.a.north"], Exact(7000));
  EXPECT_EQ(ran["gross.a"], Exact(8500));
  EXPECT_EQ(ran["gross.b"], Exact(200));
  EXPECT_EQ(ran["gross"], Exact(8700));
}

TEST(Binding, TakesTheNearestValueAndDrawsASharedOneOnce) {
  const auto library = library_of({{"profit/quota.toml", quota}});
  Setting setting = setting_of({quota_period("north", 1, 10), quota_period("south", 1, 5)});
  setting.victims[0].periods[0].inputs.erase("per_day");
  setting.victims[0].periods[1].inputs.erase("per_day");
  setting.inputs["per_day"] = given(50, "USD/day");
  const Ran shared = run_of(library.value, setting);
  EXPECT_EQ(shared["gross"], Exact(750));
  EXPECT_TRUE(shared.bound.program.input_with_id("case.per_day"));
  EXPECT_EQ(shared.bound.program.inputs.size(), 3U) << "one price for both periods, and each period's days";

  setting.victims[0].inputs["per_day"] = given(60, "USD/day");
  EXPECT_EQ(run_of(library.value, setting)["gross"], Exact(900));
  setting.victims[0].periods[1].inputs["per_day"] = given(70, "USD/day");
  EXPECT_EQ(run_of(library.value, setting)["gross"], Exact(950));
}

TEST(Binding, RefusesAPeriodCountedTwiceUnderOneName) {
  std::string other = quota;
  other.replace(other.find("id = \"quota\""), 12, "id = \"other\"");
  const auto library = library_of({{"profit/quota.toml", quota}, {"profit/other.toml", other}});
  Setting setting = setting_of({quota_period("north", 700, 10)});
  setting.victims[0].periods[0].models = {"quota", "other"};
  EXPECT_THAT(codes_of(run_of(library.value, setting).faults), ElementsAre("period-counted-twice"));
}

TEST(Binding, AddsUpOverPersonsWhatIsGivenOnceForEach) {
  const std::string debt = model_head("debt") + input_text("paid", "CUR") + input_text("owed", "CUR", "victim") +
                           step_text({"gross", "CUR", "min(sum(periods, paid), owed)", "gross", "victim",
                                      to_cents + "figure = true\nadds_up = true\n"});
  const auto library = library_of({{"profit/debt.toml", debt}, {"profit/quota.toml", quota}});
  ASSERT_THAT(codes_of(library.faults), IsEmpty());
  const auto paid = [](const std::string& id, int amount) {
    SettingPeriod period = period_with(id, "debt");
    period.length = given(1, "month");
    period.inputs["paid"] = given(amount, "USD");
    return period;
  };
  Setting setting = setting_of({paid("north", 800), paid("south", 700)});
  setting.victims[0].inputs["owed"] = given(1000, "USD");
  SettingVictim second;
  second.id = "b";
  second.label = {"Survivor B", "Sobreviviente B"};
  second.inputs["owed"] = given(1000, "USD");
  second.periods = {paid("north", 300)};
  setting.victims.push_back(second);
  const Ran ran = run_of(library.value, setting);
  ASSERT_THAT(codes_of(ran.faults), IsEmpty());
  EXPECT_EQ(ran["gross.a"], Exact(1000));
  EXPECT_EQ(ran["gross"], Exact(1300));

  setting.victims[0].periods.push_back(quota_period("west", 100, 3));
  EXPECT_THAT(codes_of(run_of(library.value, setting).faults), ElementsAre("period-counted-twice"))
      << "her total from one model already covers all her periods";
}

TEST(Binding, RefusesAWorldAverageAsOnePersonsEstimate) {
  const std::string world =
      model_head("world", "population") + step_text({"profit", "USD", "21800[USD]", "net", "case"});
  const auto library = library_of({{"profit/world.toml", world}});
  ASSERT_THAT(codes_of(library.faults), IsEmpty());
  SettingPeriod period = period_with("p", "world");
  period.length = given(1, "month");
  EXPECT_THAT(codes_of(run_of(library.value, setting_of({period})).faults), ElementsAre("model-not-for-a-person"));
}

TEST(Binding, RefusesAValueInAnotherUnitOrCurrency) {
  const auto library = library_of({{"profit/quota.toml", quota}});
  Setting setting = setting_of({quota_period("north", 700, 10)});
  setting.victims[0].periods[0].inputs["per_day"] = given(700, "MXN/day");
  EXPECT_THAT(codes_of(run_of(library.value, setting).faults), ElementsAre("input-currency-differs"));
  setting.victims[0].periods[0].inputs["per_day"] = given(700, "USD/week");
  EXPECT_THAT(codes_of(run_of(library.value, setting).faults), ElementsAre("input-unit-differs"));
  setting.victims[0].periods[0].inputs.erase("per_day");
  EXPECT_THAT(codes_of(run_of(library.value, setting).faults), ElementsAre("input-missing"));
}

const std::string weeks_model = model_head("weeks") +
                                step_text({"held", "week", "length_in_weeks", "", "period", "figure = true\n"}) +
                                step_text({"months", "month", "length_in_months", "", "period", "figure = true\n"});

TEST(Binding, ConvertsMonthsAndWeeksOnlyByTheNamedConvention) {
  const auto library = library_of({{"profit/weeks.toml", weeks_model}});
  ASSERT_THAT(codes_of(library.faults), IsEmpty());
  SettingPeriod period = period_with("p", "weeks");
  period.length = given(48, "month");
  Setting setting = setting_of({period});
  EXPECT_THAT(codes_of(run_of(library.value, setting).faults), Contains("calendar-missing"));
  const auto weeks_by = [&](const char* name) {
    setting.calendar = CalendarConvention::from_name(name);
    return run_of(library.value, setting)["held.a.p"];
  };
  EXPECT_EQ(weeks_by("four-week-month"), Exact(192));
  EXPECT_EQ(weeks_by("52-week-year"), Exact(208));
  EXPECT_EQ(weeks_by("average-gregorian"), Exact::fraction(48 * 36525, 8400));
}

TEST(Binding, CountsDaysByTheRuleOfTheCase) {
  const auto library = library_of({{"profit/weeks.toml", weeks_model}});
  SettingPeriod period = period_with("p", "weeks");
  Setting setting = setting_of({period});
  setting.calendar = CalendarConvention::from_name("thirty-day-month");
  auto& dates = setting.victims[0].periods[0].dates;
  dates = Period(Date::of(2013, 4, 23), Date::of(2013, 6, 7), DayRule::both);
  EXPECT_EQ(run_of(library.value, setting)["held.a.p"], Exact::fraction(46, 7));
  dates = Period(Date::of(2013, 4, 23), Date::of(2013, 6, 7), DayRule::first_only);
  EXPECT_EQ(run_of(library.value, setting)["held.a.p"], Exact::fraction(45, 7));
}

const std::string wage_series = R"(
format = 1
id = "test-wage"
title = { en = "wage", es = "salario" }
unit = "USD/day"
holds = "until-next"
until = 2015-12-31
[[value]]
from = 2015-01-01
value = "10"
source = "exhibit"
pin = "1"
status = "read"
[[value]]
from = 2015-02-15
value = "12"
source = "exhibit"
pin = "1"
status = "read"
)";

const std::string wage_model =
    model_head("wage") +
    step_text({"by_span", "USD", "sum(spans(test_wage), at(test_wage, part_start) * part_days)", "wage", "period",
               to_cents + "figure = true\n"}) +
    step_text({"by_month", "USD", "sum(months, at(test_wage, part_start) * part_days)", "wage", "period", to_cents}) +
    step_text({"growth", "1", "ratio(test_wage, period_start, period_end)", "", "period"});

TEST(Binding, SumsOverTheStretchesInWhichARateHolds) {
  const auto library = library_of({{"profit/wage.toml", wage_model}, {"series/test-wage.toml", wage_series}});
  ASSERT_THAT(codes_of(library.faults), IsEmpty());
  SettingPeriod period = period_with("p", "wage");
  period.dates = Period(Date::of(2015, 1, 20), Date::of(2015, 3, 2), DayRule::both);
  const Ran ran = run_of(library.value, setting_of({period}));
  ASSERT_THAT(codes_of(ran.faults), IsEmpty());
  // 20 January to 14 February: 26 days at 10; 15 February to 2 March: 16 days at 12.
  EXPECT_EQ(ran["by_span.a.p"], Exact(26 * 10 + 16 * 12));
  // By month: 12 days at 10, 28 days at the rate of 1 February, 2 days at 12.
  EXPECT_EQ(ran["by_month.a.p"], Exact(12 * 10 + 28 * 10 + 2 * 12));
  EXPECT_EQ(ran["growth.a.p"], Exact::fraction(6, 5));
}

TEST(Binding, NeverExtrapolatesASeriesAndNeedsDatesForOne) {
  const auto library = library_of({{"profit/wage.toml", wage_model}, {"series/test-wage.toml", wage_series}});
  SettingPeriod period = period_with("p", "wage");
  period.dates = Period(Date::of(2014, 12, 31), Date::of(2015, 1, 5), DayRule::both);
  EXPECT_THAT(codes_of(run_of(library.value, setting_of({period})).faults), Contains("series-outside"));
  period.dates = Period(Date::of(2015, 12, 1), Date::of(2016, 1, 1), DayRule::both);
  EXPECT_THAT(codes_of(run_of(library.value, setting_of({period})).faults), Contains("series-outside"));
  period.dates.reset();
  period.length = given(3, "month");
  EXPECT_THAT(codes_of(run_of(library.value, setting_of({period})).faults), Contains("period-needs-dates"));
}

const std::string regions =
    model_head("regions", "population") + R"(
[keys]
region = [ { id = "north", en = "North", es = "Norte" }, { id = "south", en = "South", es = "Sur" } ]
[[parameter]]
id = "per_person"
per = "region"
unit = "USD/person/year"
label = { en = "Profit a person a year", es = "Ganancia por persona y año" }
[[parameter.value]]
region = "north"
value = "12"
scale = "thousand"
source = "exhibit"
pin = "p. 14"
status = "read"
[[parameter.value]]
region = "south"
value = "600"
source = "exhibit"
pin = "p. 15"
status = "recalled"
)" + input_text("people", "person", "region") +
    step_text({"profit", "USD/year", "people[region] * per_person[region]", "net", "region", "figure = true\n"}) +
    step_text(
        {"north_only", "USD/year", "people[\"north\"] * per_person[\"north\"]", "net", "case", "figure = true\n"}) +
    step_text({"compared", "USD", "per_person[region] * case_months / 12[month/year]", "net", "case",
               to_cents + "compares_with = \"net\"\n"});

Setting region_study() {
  Setting setting = setting_of({});
  setting.victims.clear();
  SettingModel study;
  study.model = "regions";
  study.place = {"case.toml", 5, 1};
  study.keyed["region"]["north"]["people"] = given(10, "person");
  study.keyed["region"]["south"]["people"] = given(20, "person");
  setting.models.push_back(study);
  return setting;
}

TEST(Binding, LeavesOutARecalledNumberWithAWarningUnlessTheCaseAllowsIt) {
  const auto library = library_of({{"profit/regions.toml", regions}});
  ASSERT_THAT(codes_of(library.faults), IsEmpty());
  Setting setting = region_study();
  const Ran careful = run_of(library.value, setting);
  EXPECT_EQ(careful["regions.profit.north"], Exact(120000));
  EXPECT_FALSE(careful["regions.profit.south"]);
  EXPECT_EQ(careful["regions.north_only"], Exact(120000));
  EXPECT_THAT(codes_of(careful.faults), ElementsAre("figures-left-out"));
  EXPECT_FALSE(refuses(careful.faults));
  EXPECT_EQ(careful.faults[0].details, (std::vector<std::string>{"regions", "profit.south", "per_person[south]"}));

  setting.allow_unverified = true;
  const Ran bold = run_of(library.value, setting);
  EXPECT_EQ(bold["regions.profit.south"], Exact(12000));
  EXPECT_THAT(codes_of(bold.faults), ElementsAre("uses-unverified"));
}

TEST(Binding, SetsACrossCheckBesideTheMonthsOfTheCase) {
  const auto library = library_of({{"profit/regions.toml", regions}, {"profit/quota.toml", quota}});
  SettingPeriod period = quota_period("p", 700, 10);
  period.length = given(30, "month");
  Setting setting = setting_of({period});
  SettingModel check;
  check.model = "regions";
  check.use = ModelUse::cross_check;
  check.choices["region"] = "north";
  check.place = {"case.toml", 30, 1};
  setting.models = {check};
  const Ran ran = run_of(library.value, setting);
  ASSERT_THAT(codes_of(ran.faults), IsEmpty());
  EXPECT_EQ(ran["cross_check.regions.north"], Exact(30000));

  setting.models[0].choices["region"] = "south";
  EXPECT_THAT(codes_of(run_of(library.value, setting).faults), ElementsAre("value-recalled"))
      << "asked for, so refused and not left out";
  setting.models[0].choices["region"] = "sowth";
  EXPECT_THAT(codes_of(run_of(library.value, setting).faults), ElementsAre("key-not-in-set"));
  setting.models[0].choices.clear();
  EXPECT_THAT(codes_of(run_of(library.value, setting).faults), ElementsAre("key-not-chosen"));
}

TEST(Binding, MovesTheLengthWithDoubtfulDates) {
  const auto library = library_of({{"profit/weeks.toml", weeks_model}});
  SettingPeriod period = period_with("p", "weeks");
  period.dates = Period(Date::of(2015, 1, 1), Date::of(2015, 1, 31), DayRule::both);
  period.doubt.first = given(3, "day");
  period.doubt.last = given(-7, "day");
  Setting setting = setting_of({period});
  setting.calendar = CalendarConvention::from_name("thirty-day-month");
  EXPECT_EQ(run_of(library.value, setting)["held.a.p"], Exact::fraction(31 - 3 - 7, 7));
}

}  // namespace
}  // namespace restituo
