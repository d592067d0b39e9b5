#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "challenged_case.hpp"

namespace restituo {
namespace {

using test::estimated;
using test::few;
using testing::Contains;
using testing::SizeIs;

// Days at one place, their number disputed; what she had to bring a day is said by a notebook for the place, by her
// statement for all places, and by an expert for everybody.
std::string case_text(const std::string& more = {}) {
  return R"(
format = 1
id = "strikes"
title = { en = "A made-up case", es = "Un caso inventado" }
currency = "USD"
valuation_date = 2020-01-01
illustration = true
calendar = "average-gregorian"

[[source]]
id = "notebook"
kind = "exhibit"
cite = "A notebook, made up"

[[source]]
id = "statement"
kind = "testimony"
cite = "A statement, made up"

[[source]]
id = "expert"
kind = "expert"
cite = "An expert, made up"

[[source]]
id = "defendant"
kind = "testimony"
cite = "What the defendant says, made up"

[inputs]
quota_per_day = { value = "50", unit = "USD/day", source = "expert", grade = "D", low = "40", high = "60", means = "min, max", shape = "uniform" }

[[victim]]
id = "a"
label = { en = "Survivor A", es = "Sobreviviente A" }
inputs.quota_per_day = { value = "80", unit = "USD/day", source = "statement", grade = "C" }

  [[victim.period]]
  id = "city"
  place = { en = "City", es = "Ciudad" }
  model = "daily-quota"
  length = { value = "30", unit = "day", source = "notebook", grade = "A" }

    [victim.period.inputs]
    quota_per_day = { value = "100", unit = "USD/day", source = "notebook", grade = "A" }
    days_worked = { value = "20", unit = "day", source = "notebook", grade = "A", rival = { value = "12", says = { en = "Fewer.", es = "Menos." }, source = "defendant" } }
)" + more;
}

Challenge challenged(const std::string& text, const std::string& figure = "gross") {
  ChallengeSettings settings = few();
  settings.figure = figure;
  settings.below.reset();
  settings.base_points = 1 << 8;
  auto found = challenge(estimated(text), settings);
  EXPECT_TRUE(found) << (found ? "" : text_of(found.error().front(), Language::en));
  return std::move(found.value());
}

const StruckInput& input_of(const Challenge& found, const Strike& strike, const std::string& id) {
  for (const StruckInput& input : strike.inputs) {
    if (test::id(found, input.input) == id) return input;
  }
  ADD_FAILURE() << "no input " << id;
  return strike.inputs.front();
}

const Strike* pair_of(const Challenge& found, const std::string& one, const std::string& other) {
  for (const Strike& strike : found.strikes.pairs) {
    if (strike.sources == std::vector<std::string>{one, other}) return &strike;
  }
  return nullptr;
}

TEST(Strike, OfASourceUnderSeveralInputsLetsEachFallOnWhatStandsNext) {
  const Challenge found = challenged(case_text());
  ASSERT_EQ(found.of().exact, Exact(2'000));
  ASSERT_THAT(found.strikes.single, SizeIs(1)) << "the others carry nothing that is claimed";
  const Strike& notebook = found.strikes.single.front();
  EXPECT_TRUE(notebook.is_answered());
  const StruckInput& quota = input_of(found, notebook, "a.city.quota_per_day");
  EXPECT_EQ(quota.fall_back, FallBack::wider_value);
  EXPECT_EQ(quota.value, Exact(80));
  EXPECT_EQ(quota.source, "statement");
  const StruckInput& days = input_of(found, notebook, "a.city.days_worked");
  EXPECT_EQ(days.fall_back, FallBack::rival_value);
  EXPECT_EQ(days.source, "defendant");
  EXPECT_EQ(notebook.left, Exact(80 * 12));
}

TEST(Strike, OfTwoSourcesTakesTheNetAwayToo) {
  const Challenge found = challenged(case_text());
  const Strike* widest = pair_of(found, "notebook", "statement");
  ASSERT_NE(widest, nullptr);
  EXPECT_EQ(input_of(found, *widest, "a.city.quota_per_day").source, "expert");
  EXPECT_EQ(widest->left, Exact(50 * 12));
  // Without the other side's word nobody says how many days there were.
  const Strike* days = pair_of(found, "defendant", "notebook");
  ASSERT_NE(days, nullptr);
  EXPECT_FALSE(days->is_answered());
  EXPECT_EQ(input_of(found, *days, "a.city.days_worked").fall_back, FallBack::none);
  EXPECT_FALSE(days->left);
  EXPECT_EQ(days->cost, Exact(2'000));
  // The expert is two falls away: striking him beside the notebook changes nothing.
  EXPECT_EQ(pair_of(found, "expert", "notebook"), nullptr);
}

// Two periods: what one source carries falls, the other period stands, and the answer is said to be a part.
TEST(Strike, LeavesTheSumOfWhatStillHasAnAnswer) {
  const Challenge found = challenged(case_text(R"(
  [[victim.period]]
  id = "coast"
  place = { en = "Coast", es = "Costa" }
  model = "daily-quota"
  length = { value = "30", unit = "day", source = "statement", grade = "C" }

    [victim.period.inputs]
    days_worked = { value = "10", unit = "day", source = "statement", grade = "C" }
)"));
  // The coast takes the number of the victim, 80 a day.
  ASSERT_EQ(found.of().exact, Exact(2'000 + 800));
  const Strike& statement = test::strike_of(found, "statement");
  EXPECT_FALSE(statement.is_answered());
  EXPECT_EQ(statement.left, Exact(2'000));
  EXPECT_EQ(statement.cost, Exact(800));
  std::vector<std::string> refused;
  for (const StruckInput& input : statement.inputs) {
    if (input.fall_back == FallBack::none) refused.push_back(test::id(found, input.input));
  }
  EXPECT_THAT(refused, Contains("a.coast.days_worked"));
  // Both fall: nothing is left.
  const Strike* both = pair_of(found, "notebook", "statement");
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->left, Exact(50 * 12)) << "the city, at the expert's number and the defendant's days";
}

// Whatever is struck: never more than is claimed here, and what one strike leaves is what the case gives when its file
// says so.
TEST(Strike, GivesWhatTheCaseGivesWhenItIsWrittenSo) {
  const Challenge found = challenged(case_text());
  std::string rewritten = case_text();
  const std::string quota = R"(    quota_per_day = { value = "100", unit = "USD/day", source = "notebook", grade = "A" }
)";
  rewritten.erase(rewritten.find(quota), quota.size());
  const std::string days = R"(days_worked = { value = "20")";
  rewritten.replace(rewritten.find(days), days.size(), R"(days_worked = { value = "12")");
  EXPECT_EQ(found.strikes.single.front().left, estimated(rewritten).figures.front().exact);
}

}  // namespace
}  // namespace restituo
