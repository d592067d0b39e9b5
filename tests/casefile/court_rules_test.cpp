// What courts refused, as cases of our own: each computation that a published decision rejected is flagged with the
// rule of that decision (docs/method/validator.md), and what is in order is left alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <restituo/formula/exact_run.hpp>
#include <restituo/model/binding.hpp>
#include <restituo/quantity/decimal.hpp>

#include "case_text.hpp"

namespace restituo {
namespace {

using test::codes_of;
using test::with;
using testing::Contains;
using testing::Not;

const std::string price = R"(price = { value = "30", unit)";
std::string price_with(const std::string& value, const std::string& more) {
  return "price = { value = \"" + value + "\", " + more + ", unit";
}

// The small case before a forum, with items of its one person.
std::string claim(const std::string& forum, const std::string& items, const std::string& head = "") {
  return with({{"illustration = true", "illustration = true\nforums = [\"" + forum + "\"]\n" + head},
               {"  [[victim.period]]", items + "\n  [[victim.period]]"}});
}

std::string item(const std::string& id, const std::string& head, const std::string& amount,
                 const std::string& more = "", const std::string& date = "2019-01-01") {
  return "  [[victim.item]]\n  id = \"" + id + "\"\n  label = { en = \"An amount\", es = \"Un monto\" }\n  head = \"" +
         head + "\"\n  date = " + date + "\n  amount = { value = \"" + amount +
         "\", unit = \"USD\", source = \"exhibit-2\", grade = \"A\" }\n  " + more + "\n\n";
}

// Codes of reading, binding and what only numbers show; and the exact value of one step.
struct Answer {
  std::vector<std::string> codes;
  std::string value;
};

Answer answer(const std::string& text, const std::string& step_id) {
  Answer result;
  const auto read = test::read(text);
  EXPECT_TRUE(read.has_value()) << (read ? "" : test::all_messages(read.error()));
  if (!read) return result;
  const auto bound = bind(test::shipped_library(), read->setting);
  EXPECT_TRUE(bound.has_value()) << (bound ? "" : test::all_messages(bound.error()));
  if (!bound) return result;
  const Program& program = bound->value.program;
  const ExactRun run = run_exactly(program, bound->value.central_values());
  Faults faults = read->warnings;
  append(faults, bound->faults);
  append(faults, law_faults(test::shipped_library(), bound->value, run, read->setting));
  for (const Fault& fault : faults) result.codes.push_back(fault.code);
  for (StepId step = 0; step < program.steps.size(); ++step) {
    if (program.steps[step].id == step_id) {
      result.value = exact_decimal_text(run.value_of(program, step)).value_or("no decimal");
    }
  }
  return result;
}

// TV-02. 104 weeks at 100 dollars are 10,400, and the plan is missing.
TEST(CourtRules, ClaytonMinor2NeedsACarePlan) {
  const Answer without = answer(claim("us-criminal", item("therapy", "E6", "10400")), "us-criminal.care_future.a");
  EXPECT_EQ(without.value, "10400");
  EXPECT_THAT(without.codes, Contains("care-without-plan"));
  const Answer planned = answer(claim("us-criminal", item("therapy", "E6", "10400", "proof = [\"care-plan\"]")),
                                "us-criminal.care_future.a");
  EXPECT_THAT(planned.codes, Not(Contains("care-without-plan")));
}

// TV-11. One work period in two lists of flights.
TEST(CourtRules, OneWorkPeriodInTwoListsCountsOnce) {
  const std::string again =
      std::string(test::small_case).substr(std::string(test::small_case).find("  [[victim.period]]"));
  std::string second = again;
  second.replace(second.find("id = \"city\""), 11, "id = \"list-2\"");
  EXPECT_THAT(codes_of(std::string(test::small_case) + second), Contains("periods-overlap"));
}

// TV-12. A cost of 240 weeks divided by 295.
TEST(CourtRules, ATotalIsDividedByWhatItCovers) {
  EXPECT_THAT(
      codes_of(with({{price, price_with("30", R"(basis = { total = "7200", covers = "240", divided_by = "295" })")}})),
      testing::ElementsAre("basis-other-time"));
  EXPECT_EQ(codes_of(with({{price, price_with("30", R"(basis = { total = "7200", covers = "240" })")}})), test::none);
  EXPECT_EQ(codes_of(with({{price, price_with("24.41", R"(basis = { total = "7200", covers = "295" })")}})), test::none)
      << "7200 / 295 rounded to the digits written";
}

// TV-20. Overtime for a live-in domestic worker of the household.
TEST(CourtRules, NoFederalOvertimeForALiveInDomesticWorkerOfTheHousehold) {
  const std::string from = std::string(test::small_case).substr(std::string(test::small_case).find("  model ="));
  const auto wages = [&](const std::string& facts, const std::string& inputs) {
    return with(
        {{from,
          "  model = \"wages-owed-us-federal\"\n  dates = { from = 2018-01-01, to = 2018-06-30, source = "
          "\"exhibit-1\", grade = \"A\" }\n  facts = { " +
              facts +
              " }\n    [victim.period.inputs]\n"
              "    hours_per_week = { value = \"100\", unit = \"hour/week\", source = \"exhibit-1\", grade = \"A\" }\n"
              "    paid = { value = \"0\", unit = \"USD\", source = \"exhibit-1\", grade = \"A\" }\n" +
              inputs}});
  };
  const std::string exempt =
      "    overtime_exempt = { value = \"1\", unit = \"1\", source = \"exhibit-1\", grade = \"A\" }\n";
  EXPECT_THAT(codes_of(wages("occupation = \"live-in-domestic\"", "")), Contains("overtime-for-exempt"));
  EXPECT_THAT(codes_of(wages("occupation = \"live-in-domestic\"", exempt)), Not(Contains("overtime-for-exempt")));
  EXPECT_THAT(codes_of(wages("occupation = \"live-in-domestic\", employer = \"third-party\"", "")),
              Not(Contains("overtime-for-exempt")));
  EXPECT_THAT(codes_of(wages("occupation = \"farm\"", "")), Contains("overtime-for-exempt"));
  EXPECT_THAT(codes_of(wages("occupation = \"cook\"", "")), Contains("choice-unknown"));
}

// TV-25. Special damages that nothing substantiated.
TEST(CourtRules, SpecialDamagesNeedProof) {
  EXPECT_THAT(codes_of(claim("us-criminal", item("bill", "E5", "500"))), Contains("expense-unproved"));
  EXPECT_THAT(codes_of(claim("us-criminal", item("bill", "E5", "500", "proof = [\"bills\"]"))),
              Not(Contains("expense-unproved")));
}

// TV-27. Degradation lies inside suffering before the French compensation commission, not before the criminal court.
TEST(CourtRules, DegradationAndSufferingAreOneHarmBeforeTheFrenchCommission) {
  const std::string two = item("degradation", "E9", "35000", "sort = \"degradation\"") +
                          item("suffering", "E9", "15000", "sort = \"suffering\"");
  const std::string euros =
      "\n[[exchange_rate]]\nrate = { value = \"1\", unit = \"EUR/USD\", source = \"exhibit-1\", grade = "
      "\"A\" }\nfrom = 2010-01-01\nuntil = 2021-01-01\n";
  EXPECT_THAT(answer(claim("fr-civi", two) + euros, "").codes, Contains("one-harm-twice"));
  const Answer criminal = answer(claim("fr-criminal", two) + euros, "fr-criminal.award.a");
  EXPECT_THAT(criminal.codes, Not(Contains("one-harm-twice")));
  EXPECT_EQ(criminal.value, "50000");
}

// TV-30. Duplicate rows, and an estimate where the exact count exists.
TEST(CourtRules, NoEstimateWhereTheExactCountExists) {
  EXPECT_THAT(codes_of(with({{price, price_with("30", R"(counted = { value = "28", source = "exhibit-2" })")}})),
              testing::ElementsAre("count-exists"));
  EXPECT_EQ(codes_of(with({{price, price_with("28", R"(counted = { value = "28", source = "exhibit-2" })")}})),
            test::none);
}

// TV-26. 43 workers at 30,000 and 85 at 40,000 are 4,690,000; the amounts per person are from memory, the sum closes.
TEST(CourtRules, AGroupIsTheSumOfItsPersons) {
  std::string text = std::string(test::small_case).substr(0, std::string(test::small_case).find("[[victim]]"));
  text.replace(text.find("illustration = true"), 19, "illustration = true\nforums = [\"iacthr\"]");
  const std::string person = std::string(test::small_case).substr(std::string(test::small_case).find("[[victim]]"));
  for (int i = 1; i <= 128; ++i) {
    std::string one = person;
    const std::string id = "w" + std::to_string(i);
    one.replace(one.find("id = \"a\""), 8, "id = \"" + id + "\"");
    one.replace(one.find("  [[victim.period]]"), 0, item("equity", "E9", i <= 43 ? "30000" : "40000"));
    text += one;
  }
  EXPECT_EQ(answer(text, "iacthr.award_in_all").value, "4690000");
}

TEST(CourtRules, AMeanIsExactOrSaysWhereItWasRounded) {
  EXPECT_EQ(codes_of(with({{price, price_with("30", R"(mean_of = ["20", "30", "40"])")}})), test::none);
  EXPECT_THAT(codes_of(with({{price, price_with("30", R"(mean_of = ["29", "30", "30"])")}})),
              testing::ElementsAre("mean-rounded-unsaid"));
  EXPECT_EQ(
      codes_of(with({{price, price_with("30", R"(mean_of = ["29", "30", "30"], rounded_because = "whole dollars")")}})),
      test::none);
  EXPECT_THAT(codes_of(with({{price, price_with("31", R"(mean_of = ["29", "30", "30"])")}})),
              testing::ElementsAre("mean-differs"));
}

// Sixty days before sentence, ninety after: from the case's own dates.
TEST(CourtRules, DeadlinesRunFromTheDatesOfTheCase) {
  const auto dated = [](const std::string& dates) {
    return codes_of(claim("us-criminal", "", "dates = { " + dates + " }\n"));
  };
  EXPECT_THAT(dated("sentencing_date = 2019-06-01, losses_listed_date = 2019-04-02"), Not(Contains("deadline-missed")))
      << "60 days before is 2 April";
  EXPECT_THAT(dated("sentencing_date = 2019-06-01, losses_listed_date = 2019-04-03"), Contains("deadline-missed"));
  EXPECT_THAT(dated("sentencing_date = 2019-06-01"), Contains("deadline-passed"));
  EXPECT_THAT(dated("sentencing_date = 2020-06-01"), Contains("deadline-ahead"));
}

}  // namespace
}  // namespace restituo
