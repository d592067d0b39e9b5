#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "challenged_case.hpp"

namespace restituo {
namespace {

using test::estimated;
using test::few;
using testing::Contains;

constexpr const char* founding_file = "examples/puebla-reynosa-new-york/case.toml";

Challenge challenged(const std::string& text, const std::string& figure = {}) {
  ChallengeSettings settings = few();
  settings.figure = figure;
  settings.below.reset();
  settings.base_points = 1 << 8;
  auto found = challenge(estimated(text), settings);
  EXPECT_TRUE(found) << (found ? "" : text_of(found.error().front(), Language::en));
  return std::move(found.value());
}

bool is_costless(const Challenge& found, AttackKind kind) {
  return std::count(found.attacks.costless.begin(), found.attacks.costless.end(), kind) == 1;
}
bool is_absent(const Challenge& found, AttackKind kind) {
  return std::count(found.attacks.not_found.begin(), found.attacks.not_found.end(), kind) == 1;
}

const Attack* attack_of(const Challenge& found, AttackKind kind) {
  for (const Attack& one : found.attacks.fitting) {
    if (one.kind == kind) return &one;
  }
  EXPECT_TRUE(is_costless(found, kind) || is_absent(found, kind)) << "each kind is either there or looked for";
  return nullptr;
}

// What a note with this code would cost; nothing where there is no such note.
std::optional<NotedAttack> noted(const Challenge& found, const std::string& code) {
  for (const NotedAttack& one : found.attacks.noted) {
    if (found.estimate->warnings[one.warning].code == code) return one;
  }
  return std::nullopt;
}

// One survivor who had to bring a sum on each of 20 days out of 20.
std::string quota_case(const std::string& quota, const std::string& more = {}, const std::string& days = "20") {
  return R"(
format = 1
id = "quota"
title = { en = "A made-up case", es = "Un caso inventado" }
currency = "USD"
valuation_date = 2020-01-01
illustration = true
calendar = "average-gregorian"

[[source]]
id = "statement"
kind = "testimony"
cite = "A statement, made up"

[[source]]
id = "notebook"
kind = "exhibit"
cite = "A notebook, made up"

[[source]]
id = "other-case"
kind = "press"
cite = "An account of another case, made up"

[[victim]]
id = "a"
label = { en = "Survivor A", es = "Sobreviviente A" }

  [[victim.period]]
  id = "city"
  place = { en = "City", es = "Ciudad" }
  model = "daily-quota"
  length = { value = "20", unit = "day", source = "notebook", grade = "A" }

    [victim.period.inputs]
    days_worked = { value = ")" +
         days + R"(", unit = "day", source = "notebook", grade = "A" }
    quota_per_day = { )" +
         quota + R"(, unit = "USD/day" }
)" + more;
}

TEST(Attack, OnARateFromOneAccountHalvesIt) {
  const Challenge found = challenged(quota_case(R"(value = "200", source = "statement", grade = "C")"));
  const Attack* memory = attack_of(found, AttackKind::memory);
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(memory->after, Exact(2'000)) << "2,000 a day became 1,000 in Williams";
  EXPECT_EQ(memory->cost, Exact(2'000));
  EXPECT_EQ(memory->values, std::vector<Exact>{Exact(100)});
  const Challenge documented = challenged(quota_case(R"(value = "200", source = "notebook", grade = "A")"));
  EXPECT_EQ(attack_of(documented, AttackKind::memory), nullptr);
}

TEST(Attack, OnDaysWithoutRestTakesOneInFourteen) {
  const std::string quota = R"(value = "200", source = "notebook", grade = "A")";
  const Challenge every_day = challenged(quota_case(quota));
  ASSERT_NE(attack_of(every_day, AttackKind::rest_days), nullptr);
  EXPECT_EQ(attack_of(every_day, AttackKind::rest_days)->cost, Exact::fraction(28'571, 100))
      << "4,000 / 14, to the cent";
  EXPECT_EQ(attack_of(challenged(quota_case(quota, "", "17")), AttackKind::rest_days), nullptr);
}

TEST(Attack, OnRestThatAModelAsksForPutsOneDayInFourteen) {
  std::string text = quota_case(R"(value = "200", source = "notebook", grade = "A")");
  const auto put = [&](const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  };
  put("\"daily-quota\"", "\"daily-quota-counted-days\"");
  put("length = { value = \"20\", unit = \"day\", source = \"notebook\", grade = \"A\" }",
      "dates = { from = 2018-01-01, to = 2018-01-28, source = \"notebook\", grade = \"A\" }");
  put("illustration = true\n", "illustration = true\nday_rule = \"first-and-last\"\n");
  put(R"(days_worked = { value = "20", unit = "day", source = "notebook", grade = "A" })",
      R"(rest_days_in_14 = { value = "0", unit = "1", source = "notebook", grade = "A" }
    travel_days = { value = "0", unit = "day", source = "notebook", grade = "A" }
    illness_days = { value = "0", unit = "day", source = "notebook", grade = "A" }
    proven_costs = { value = "0", unit = "USD", source = "notebook", grade = "A" })");
  const Challenge found = challenged(text);
  EXPECT_EQ(found.of().exact, Exact(28 * 200));
  ASSERT_NE(attack_of(found, AttackKind::rest_days), nullptr);
  EXPECT_EQ(attack_of(found, AttackKind::rest_days)->cost, Exact(400)) << "two days of 28";
}

TEST(Attack, OnNumbersOfOtherCasesPutsThemAtTheirLowEnds) {
  const Challenge found = challenged(test::text_of_example(founding_file));
  const Attack* selection = attack_of(found, AttackKind::selection);
  ASSERT_NE(selection, nullptr);
  // Grade D with a low end below what is claimed: both prices, and the acts in New York.
  EXPECT_EQ(selection->after, Exact(14 * 15 * 6 * 48 + 25 * 12 * 6 * 240));
  EXPECT_EQ(selection->inputs.size(), 3U);
  EXPECT_EQ(selection->values.size(), 3U);
  EXPECT_EQ(attack_of(found, AttackKind::memory), nullptr) << "no account of her own is in this case";
}

// An analogy that her own statement draws is no number of another case.
TEST(Attack, OnNumbersOfOtherCasesLeavesAloneWhatIsSaidInThisOne) {
  const std::string quota =
      R"(value = "200", low = "150", high = "250", means = "min, max", shape = "uniform", grade = "D", source = )";
  const Challenge own = challenged(quota_case(quota + R"("statement")"));
  EXPECT_TRUE(is_absent(own, AttackKind::selection));
  const Challenge other = challenged(quota_case(quota + R"("other-case")"));
  ASSERT_NE(attack_of(other, AttackKind::selection), nullptr);
  EXPECT_EQ(attack_of(other, AttackKind::selection)->after, Exact(3'000));
}

// The report said "looked for and not found" of both ends, which the case counts.
TEST(Attack, ThatIsThereButCostsNothingIsNotCalledAbsent) {
  std::string text = quota_case(R"(value = "200", source = "notebook", grade = "A")", "", "19");
  EXPECT_TRUE(is_absent(challenged(text), AttackKind::day_count)) << "a length has no ends";
  EXPECT_TRUE(is_costless(challenged(text), AttackKind::calendar)) << "no month is turned into weeks here";
  const std::string length = R"(length = { value = "20", unit = "day", source = "notebook", grade = "A" })";
  text.replace(text.find(length), length.size(),
               R"(dates = { from = 2018-01-01, to = 2018-01-20, source = "notebook", grade = "A" })");
  text.replace(text.find("illustration"), 0, "day_rule = \"first-and-last\"\n");
  EXPECT_TRUE(is_costless(challenged(text), AttackKind::day_count)) << "19 days of work are 19 days of work";
}

// A court applies a statute without evidence of it.
TEST(Law, IsNeitherStruckNorMovedNorAimedAt) {
  const Challenge found = challenged(test::text_of_example("examples/three-workers-restaurant/case.toml"));
  std::vector<std::string> of_law;
  for (const InputId input : found.of_law) {
    of_law.push_back(test::id(found, input));
    for (const InputSwitch& one : found.switches) EXPECT_NE(one.input, input) << of_law.back();
    for (const Attack& one : found.attacks.fitting) {
      EXPECT_THAT(one.inputs, testing::Not(Contains(input))) << of_law.back();
    }
  }
  EXPECT_THAT(of_law, Contains(testing::HasSubstr("overtime_factor")));
  EXPECT_THAT(of_law, Contains(testing::HasSubstr("overtime_threshold")));
  for (const auto* strikes : {&found.strikes.single, &found.strikes.pairs}) {
    for (const Strike& strike : *strikes) EXPECT_THAT(strike.sources, testing::Not(Contains("usc-29-207")));
  }
  // What a model takes from the literature can be shaken: the share of costs in the net.
  const Challenge net = challenged(test::text_of_example(founding_file), "net");
  EXPECT_TRUE(net.of_law.empty());
  EXPECT_FALSE(test::strike_of(net, "ilo-2014-cost-share").inputs.empty());
}

TEST(Attack, OnPublishedModelsSaysThatTheyDisagreeAndCostsNothing) {
  // Of the net six models say from 130,800 to 478,800; of the gross there is one alone.
  const Challenge net = challenged(test::text_of_example(founding_file), "net");
  const Attack* disagree = attack_of(net, AttackKind::sources_disagree);
  ASSERT_NE(disagree, nullptr);
  EXPECT_EQ(disagree->cost, Exact(0));
  EXPECT_THAT(disagree->aimed_at, testing::HasSubstr("ilo-2014-sexual-exploitation.world / "));
  EXPECT_THAT(disagree->aimed_at, testing::HasSubstr("ilo-2014-sexual-exploitation.developed"));
  EXPECT_EQ(attack_of(net, AttackKind::hidden_spread), nullptr) << "no published average is in her figure";
  EXPECT_EQ(attack_of(challenged(test::text_of_example(founding_file)), AttackKind::sources_disagree), nullptr);
}

TEST(Attack, OnAPublishedAverageTakesTheLowestPlaceOfTheSamePublication) {
  const Challenge found =
      challenged(test::text_of_example(founding_file), "cross_check.ilo-2014-sexual-exploitation.developed");
  ASSERT_EQ(found.of().exact, Exact(478'800));
  const Attack* hidden = attack_of(found, AttackKind::hidden_spread);
  ASSERT_NE(hidden, nullptr);
  EXPECT_LE(*hidden->after, Exact(130'800)) << "the world average, or a region below it";
  EXPECT_EQ(hidden->cost, found.of().exact - *hidden->after);
  ASSERT_EQ(hidden->inputs.size(), 1U);
}

TEST(NotedAttack, PutsANumberWhereTheNoteHasIt) {
  const Challenge wide = challenged(quota_case(
      R"(value = "200", low = "50", high = "300", means = "min, max", shape = "uniform", source = "notebook", grade = "A")"));
  const auto range = noted(wide, "range-wide");
  ASSERT_TRUE(range);
  EXPECT_EQ(range->after, Exact(1'000)) << "at the low end";
  const Challenge revised = challenged(quota_case(
      R"(value = "200", supersedes = { value = "150", because = { en = "a slip", es = "un error" }, source = "statement" }, source = "notebook", grade = "A")"));
  ASSERT_TRUE(noted(revised, "value-superseded"));
  EXPECT_EQ(noted(revised, "value-superseded")->after, Exact(3'000));
  const Challenge raised = challenged(quota_case(
      R"(value = "200", supersedes = { value = "250", because = { en = "a slip", es = "un error" }, source = "statement" }, source = "notebook", grade = "A")"));
  EXPECT_FALSE(noted(raised, "value-superseded")) << "an earlier, higher number is no attack";
}

TEST(NotedAttack, OfARoundedMeanTakesTheExactOne) {
  const Challenge found =
      challenged(quota_case(R"(value = "30", mean_of = ["29", "30", "30"], source = "notebook", grade = "A")"));
  const auto mean = noted(found, "mean-rounded-unsaid");
  ASSERT_TRUE(mean);
  EXPECT_EQ(mean->cost, Exact::fraction(667, 100)) << "30 for 89/3, on 20 days";
}

TEST(NotedAttack, OfANumberWithoutRangeLeavesItOut) {
  const Challenge found = challenged(quota_case(R"(value = "200", source = "other-case", grade = "D")"));
  const auto without = noted(found, "value-without-range");
  ASSERT_TRUE(without);
  EXPECT_FALSE(without->after);
  EXPECT_EQ(without->cost, Exact(4'000));
  EXPECT_EQ(test::id(found, without->inputs.front()), "a.city.quota_per_day");
}

// Two periods, two numbers with one name: each note speaks of its own.
TEST(NotedAttack, SpeaksOfTheInputItWasWrittenAt) {
  const std::string second = R"(
  [[victim.period]]
  id = "coast"
  place = { en = "Coast", es = "Costa" }
  model = "daily-quota"
  length = { value = "10", unit = "day", source = "notebook", grade = "A" }

    [victim.period.inputs]
    days_worked = { value = "9", unit = "day", source = "notebook", grade = "A" }
    quota_per_day = { value = "100", source = "other-case", grade = "D", unit = "USD/day" }
)";
  const Challenge found = challenged(quota_case(R"(value = "200", source = "notebook", grade = "A")", second));
  const auto without = noted(found, "value-without-range");
  ASSERT_TRUE(without);
  EXPECT_EQ(test::id(found, without->inputs.front()), "a.coast.quota_per_day");
  EXPECT_EQ(without->cost, Exact(900));
  EXPECT_EQ(without->after, Exact(4'000));
  // Asked of the first period alone, the note is no attack.
  const Challenge city =
      challenged(quota_case(R"(value = "200", source = "notebook", grade = "A")", second), "gross.a.city");
  EXPECT_FALSE(noted(city, "value-without-range"));
}

TEST(NotedAttack, OfTwoPeriodsAlikeLeavesOneOut) {
  const std::string twice = R"(
  [[victim.period]]
  id = "city-again"
  place = { en = "City", es = "Ciudad" }
  model = "daily-quota"
  length = { value = "20", unit = "day", source = "notebook", grade = "A" }

    [victim.period.inputs]
    days_worked = { value = "20", unit = "day", source = "notebook", grade = "A" }
    quota_per_day = { value = "200", source = "notebook", grade = "A", unit = "USD/day" }
)";
  const Challenge found = challenged(quota_case(R"(value = "200", source = "notebook", grade = "A")", twice));
  ASSERT_TRUE(noted(found, "periods-alike"));
  EXPECT_EQ(noted(found, "periods-alike")->after, Exact(4'000));
}

TEST(Attacks, StandByCostAndThoseNobodyCanTellLast) {
  const Challenge found = challenged(test::text_of_example("examples/puebla-three-courts/case.toml"));
  const auto& noted = found.attacks.noted;
  for (std::size_t i = 1; i < noted.size(); ++i) {
    EXPECT_TRUE(noted[i - 1].cost || !noted[i].cost);
    if (noted[i - 1].cost && noted[i].cost) {
      EXPECT_GE(*noted[i - 1].cost, *noted[i].cost);
    }
  }
  const auto& fitting = found.attacks.fitting;
  for (std::size_t i = 1; i < fitting.size(); ++i) EXPECT_GE(fitting[i - 1].cost, fitting[i].cost);
  EXPECT_EQ(fitting.size() + found.attacks.costless.size() + found.attacks.not_found.size(), attack_kinds);
}

}  // namespace
}  // namespace restituo
