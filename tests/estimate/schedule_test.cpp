// The schedule of an award: rows that add up to the cent, that lie within the periods, and that follow the law month by
// month. The hand-worked figures are worked in the comments.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include <casefile/case_text.hpp>
#include <restituo/estimate/schedule.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Period {
  std::string id;
  std::string time;  // dates or length
  std::string inputs;
};

std::string input(const std::string& name, const std::string& number, const std::string& unit) {
  return "    " + name + " = { value = \"" + number + "\", unit = \"" + unit +
         "\", source = \"exhibit-1\", grade = \"A\" }\n";
}

std::string dates(const std::string& from, const std::string& to) {
  return "dates = { from = " + from + ", to = " + to + ", source = \"exhibit-1\", grade = \"A\" }";
}

std::string hours(const std::string& a_week) {
  return input("hours_per_week", a_week, "hour/week") + input("paid", "0", "USD");
}

// A case of one person before one court; her work brought no takings.
std::string work_case(const std::string& forum, const std::string& currency, const std::vector<Period>& periods,
                      const std::string& items = "", const std::string& facts = "services = \"labour\"") {
  std::string text = test::small_case;
  text.resize(text.find("  [[victim.period]]"));
  const auto put = [&](const std::string& before, const std::string& after) {
    text.replace(text.find(before), before.size(), after);
  };
  put("currency = \"USD\"", "currency = \"" + currency + "\"");
  put("illustration = true",
      "illustration = true\nforums = [\"" + forum + "\"]" + (facts.empty() ? "" : "\nfacts = { " + facts + " }"));
  text += items;
  for (const Period& period : periods) {
    text += "  [[victim.period]]\n  id = \"" + period.id +
            "\"\n  place = { en = \"P\", es = \"P\" }\n  model = " + "\"weekly-takings\"\n  " + period.time +
            "\n    [victim.period.inputs]\n" + period.inputs + input("takings_per_week", "0", currency + "/week") +
            input("weeks_worked_per_year", "52", "week/year") + "\n";
  }
  return text;
}

// An estimate points at its case; both live as long as the test.
class Schedules : public testing::Test {
 protected:
  const Estimate* run(const std::string& text) {
    auto read = test::read(text);
    if (!read) {
      ADD_FAILURE() << test::all_messages(read.error()) << "\n" << text;
      return nullptr;
    }
    cases_.push_back(std::make_unique<Case>(std::move(*read)));
    EstimateSettings settings;
    settings.draws = 1;
    auto made = estimate(*cases_.back(), test::shipped_library(), settings);
    if (!made) {
      ADD_FAILURE() << test::all_messages(made.error()) << "\n" << text;
      return nullptr;
    }
    estimates_.push_back(std::make_unique<Estimate>(std::move(*made)));
    return estimates_.back().get();
  }

  static std::vector<std::string> amounts(const std::vector<ScheduleRow>& rows, const std::string& rule) {
    std::vector<std::string> texts;
    for (const ScheduleRow& row : rows) {
      if (row.rule == rule) texts.push_back(row.from + " " + exact_decimal_text(row.amount).value_or("no decimal"));
    }
    return texts;
  }

 private:
  std::vector<std::unique_ptr<Case>> cases_;
  std::vector<std::unique_ptr<Estimate>> estimates_;
};

// 29 U.S.C. 206: 6.55 until 23 July 2009, 7.25 from the 24th. Forty hours from Monday 13 to Sunday 26 July: the week of
// the 13th 40 × 6.55 = 262.00; the week of the 20th 40/7 × (4 × 6.55 + 3 × 7.25) = 274.00.
TEST_F(Schedules, AWageThatRoseInAWeekWeighsMoreFromThatDay) {
  const Estimate* made = run(work_case("us-criminal", "USD", {{"w", dates("2009-07-13", "2009-07-26"), hours("40")}}));
  ASSERT_NE(made, nullptr);
  const auto rows = schedule_of(*made, ScheduleParts::weeks);
  EXPECT_THAT(amounts(rows, "services_value"), ElementsAre("2009-07-13 262", "2009-07-20 274"));
  EXPECT_EQ(rows.front().basis, ScheduleRow::Basis::computed);
  EXPECT_EQ(rows.front().to, "2009-07-19");
}

// 40 hours, 10 euros: 40/7 × 10 a day. January and March have 31 days, 1771.43 each; February 2016 has 29, 1657.14.
// The 300 that were paid come off by days: 300 × 31/91 = 102.20 and 300 × 29/91 = 95.60. In all 4,900.00.
TEST_F(Schedules, GermanWagesStandByTheMonth) {
  const Estimate* made = run(work_case("de", "EUR",
                                       {{"m", dates("2016-01-01", "2016-03-31"),
                                         input("hourly_wage", "10", "EUR/hour") +
                                             input("hours_per_week", "40", "hour/week") + input("paid", "300", "EUR")}},
                                       "", ""));
  ASSERT_NE(made, nullptr);
  EXPECT_THAT(amounts(schedule_of(*made, ScheduleParts::months), "monthly_wages"),
              ElementsAre("2016-01-01 1669.23", "2016-02-01 1561.54", "2016-03-01 1669.23"));
}

// Known months and unknown dates: the months are numbered, the last one is a part of a month.
TEST_F(Schedules, ALengthWithoutDatesGivesNumberedMonths) {
  const Estimate* made =
      run(work_case("us-criminal", "USD",
                    {{"n", R"(length = { value = "2.5", unit = "month", source = "exhibit-1", grade = "A" })",
                      hours("40") + input("stated_wage", "7.25", "USD/hour")}}));
  ASSERT_NE(made, nullptr);
  const auto rows = schedule_of(*made, ScheduleParts::months);
  // 2.5 × 365.25/12/7 weeks × 40 h × 7.25 = 3152.455…, so 3,152.46; by 1 : 1 : 0.5, the cent left over to the first
  EXPECT_THAT(amounts(rows, "services_value"), ElementsAre("1 1260.99", "2 1260.98", "3 630.49"));
  EXPECT_EQ(rows.front().basis, ScheduleRow::Basis::by_days);
}

TEST_F(Schedules, ABillStandsInOneRow) {
  const Estimate* made =
      run(work_case("us-criminal", "USD", {{"w", dates("2019-07-15", "2019-07-21"), hours("40")}},
                    "  [[victim.item]]\n  id = \"b\"\n  label = { en = \"B\", es = \"B\" }\n  head = "
                    "\"E5\"\n  date = 2019-01-01\n  amount = { value = \"10.01\", unit = \"USD\", "
                    "source = \"exhibit-2\", grade = \"A\" }\n  proof = [\"bills\"]\n\n"));
  ASSERT_NE(made, nullptr);
  const auto rows = schedule_of(*made, ScheduleParts::months);
  const auto once = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.rule == "care_past"; });
  ASSERT_NE(once, rows.end());
  EXPECT_EQ(once->basis, ScheduleRow::Basis::once);
  EXPECT_EQ(once->amount, Exact::fraction(1001, 100));
  EXPECT_THAT(once->from, IsEmpty());
}

// Random periods, before courts that weigh in different ways: what the rows of a rule add up to is the rule, to the
// cent; each row lies in its period, and no day has two rows of one rule.
TEST_F(Schedules, RowsOfARuleAddUpToIt) {
  std::mt19937 random(20261126);
  const auto pick = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  const auto number = [](int hundredths) {
    return std::to_string(hundredths / 100) + "." + (hundredths % 100 < 10 ? "0" : "") +
           std::to_string(hundredths % 100);
  };
  int rows_seen = 0;
  for (int round = 0; round < 120; ++round) {
    std::vector<Period> periods;
    Date day = Date::of(2006 + pick(0, 6), pick(1, 12), pick(1, 28));
    const std::vector<std::string> forums{"us-criminal", "us-civil", "de"};
    const std::string forum = forums[static_cast<std::size_t>(round) % forums.size()];
    const bool german = forum == "de";
    for (int i = 0, count = pick(1, 3); i < count; ++i) {
      const Date first = day.plus_days(pick(0, 40));
      const Date last = first.plus_days(pick(0, 200));
      day = last.plus_days(1);
      std::string inputs = input("hours_per_week", number(pick(100, 11000)), "hour/week");
      inputs += input("paid", number(pick(0, 50000)), german ? "EUR" : "USD");
      if (german) inputs += input("hourly_wage", number(pick(100, 2000)), "EUR/hour");
      periods.push_back({"p" + std::to_string(i), dates(first.text(), last.text()), inputs});
    }
    const Estimate* made = run(work_case(forum, german ? "EUR" : "USD", periods, "",
                                         german ? "" : "services = \"labour\", occupation = \"other\""));
    ASSERT_NE(made, nullptr);
    for (const ScheduleParts parts : {ScheduleParts::months, ScheduleParts::weeks}) {
      std::map<std::string, Exact> sums;
      std::map<std::string, std::string> last_day;
      for (const ScheduleRow& row : schedule_of(*made, parts)) {
        ++rows_seen;
        sums[row.rule] += row.amount;
        EXPECT_TRUE((row.amount * 100).is_integer()) << row.rule << " " << row.from;
        if (row.basis == ScheduleRow::Basis::once) continue;
        EXPECT_LT(last_day[row.rule], row.from) << "a day twice";
        EXPECT_LE(row.from, row.to);
        last_day[row.rule] = row.to;
      }
      for (const auto& [rule, sum] : sums) {
        Exact whole;
        const Program& program = made->bound.program;
        for (const Step& step : program.steps) {
          const bool of_rule =
              step.id == forum + "." + rule + ".a" || step.id.rfind(forum + "." + rule + ".a.p", 0) == 0;
          if (of_rule) whole += made->central.at(step.root).value_or(Exact(0));
        }
        EXPECT_EQ(sum, whole) << forum << " " << rule << " in round " << round;
      }
    }
  }
  EXPECT_GT(rows_seen, 2000);
}

}  // namespace
}  // namespace restituo
