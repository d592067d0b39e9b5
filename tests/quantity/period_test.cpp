#include <gtest/gtest.h>

#include <array>
#include <vector>

#include <restituo/base/must.hpp>
#include <restituo/quantity/period.hpp>

namespace restituo {
namespace {

constexpr std::array all_rules{DayRule::both, DayRule::first_only, DayRule::last_only, DayRule::neither};

TEST(Period, OfTheCorrientesWorkersHas45Or46Days) {
  const Date first = Date::of(2013, 4, 23);
  const Date last = Date::of(2013, 6, 7);
  EXPECT_EQ(Period(first, last, DayRule::first_only).days(), 45);  // as the court counted
  EXPECT_EQ(Period(first, last, DayRule::last_only).days(), 45);
  EXPECT_EQ(Period(first, last, DayRule::both).days(), 46);
  EXPECT_EQ(Period(first, last, DayRule::neither).days(), 44);
}

TEST(Period, OfOneDayCountsItOnlyWhereBothEndsCount) {
  const Date day = Date::of(2015, 3, 1);
  EXPECT_EQ(Period(day, day, DayRule::both).days(), 1);
  EXPECT_EQ(Period(day, day, DayRule::first_only).days(), 0);
  EXPECT_EQ(Period(day, day, DayRule::last_only).days(), 0);
  EXPECT_EQ(Period(day, day, DayRule::neither).days(), 0);
  for (const DayRule rule : {DayRule::first_only, DayRule::last_only, DayRule::neither}) {
    EXPECT_FALSE(Period(day, day, rule).counts(day));
    EXPECT_TRUE(Period(day, day, rule).by_calendar_month().empty());
    EXPECT_TRUE(Period(day, day, rule).by_week().empty());
  }
}

TEST(Period, ThatEndsBeforeItBeginsIsOurBug) {
  EXPECT_THROW(Period(Date::of(2015, 3, 2), Date::of(2015, 3, 1), DayRule::both), Bug);
}

// Whether the parts lie end to end, begin and end with the period, and never cross what `begins_a_part` marks.
template <class BeginsAPart>
void expect_to_fill(const Period& period, const std::vector<Period>& parts, BeginsAPart begins_a_part) {
  std::int32_t total = 0;
  Date expected = period.first_counted();
  for (const Period& part : parts) {
    ASSERT_EQ(part.rule(), DayRule::both);
    ASSERT_EQ(part.first(), expected);
    ASSERT_TRUE(part.first() == period.first_counted() || begins_a_part(part.first()));
    expected = part.last().plus_days(1);
    ASSERT_TRUE(part.last() == period.last_counted() || begins_a_part(expected));
    total += part.days();
  }
  ASSERT_EQ(total, period.days());
  ASSERT_TRUE(parts.empty() || parts.back().last() == period.last_counted());
}

// Every pair of days of three years (one of them a leap year), under every rule.
TEST(Period, AddsUpFromItsMonthsForEveryPairOfDaysInThreeYears) {
  const Date begin = Date::of(2015, 1, 1);
  const Date end = Date::of(2017, 12, 31);
  for (Date first = begin; first <= end; first = first.plus_days(1)) {
    for (Date last = first; last <= end; last = last.plus_days(1)) {
      const std::int32_t between = last.serial() - first.serial();
      ASSERT_EQ(Period(first, last, DayRule::both).days(), between + 1);
      ASSERT_EQ(Period(first, last, DayRule::first_only).days(), between);
      ASSERT_EQ(Period(first, last, DayRule::last_only).days(), between);
      ASSERT_EQ(Period(first, last, DayRule::neither).days(), std::max(0, between - 1));
      for (const DayRule rule : all_rules) {
        std::int32_t total = 0;
        for (const Period& month : Period(first, last, rule).by_calendar_month()) {
          total += month.days();
        }
        ASSERT_EQ(total, Period(first, last, rule).days());
      }
    }
  }
}

TEST(Period, IsFilledByItsMonthsAndWeeksWithoutGapOrOverlap) {
  const Date begin = Date::of(2015, 12, 1);
  for (int first = 0; first < 130; ++first) {
    for (int last = first; last < 130; ++last) {
      for (const DayRule rule : all_rules) {
        const Period period(begin.plus_days(first), begin.plus_days(last), rule);
        expect_to_fill(period, period.by_calendar_month(), [](const Date& day) { return day.day() == 1; });
        // 2015-11-30 was a Monday.
        expect_to_fill(period, period.by_week(),
                       [&](const Date& day) { return (day.serial() - begin.serial() + 1) % 7 == 0; });
      }
    }
  }
}

TEST(Period, HasWeeksFromMondayToSunday) {
  // 2015-03-01 was a Sunday.
  const auto weeks = Period(Date::of(2015, 3, 1), Date::of(2015, 3, 16), DayRule::both).by_week();
  ASSERT_EQ(weeks.size(), 4U);
  EXPECT_EQ(weeks[0].days(), 1);
  EXPECT_EQ(weeks[1].first(), Date::of(2015, 3, 2));
  EXPECT_EQ(weeks[1].last(), Date::of(2015, 3, 8));
  EXPECT_EQ(weeks[2].days(), 7);
  EXPECT_EQ(weeks[3].days(), 1);
}

TEST(Period, HasWeeksFromMondayBefore1970Too) {
  // 1969-12-29 was a Monday.
  const auto weeks = Period(Date::of(1969, 12, 28), Date::of(1970, 1, 4), DayRule::both).by_week();
  ASSERT_EQ(weeks.size(), 2U);
  EXPECT_EQ(weeks[1].first(), Date::of(1969, 12, 29));
  EXPECT_EQ(weeks[1].days(), 7);
}

// Two weeks: every period, every rule, against every other, day by day.
TEST(Period, SharesTheDaysThatBothCount) {
  const Date begin = Date::of(2016, 2, 24);
  std::vector<Period> periods;
  for (int first = 0; first < 12; ++first) {
    for (int last = first; last < 12; ++last) {
      for (const DayRule rule : all_rules) {
        periods.emplace_back(begin.plus_days(first), begin.plus_days(last), rule);
      }
    }
  }
  for (const Period& a : periods) {
    for (const Period& b : periods) {
      std::int32_t shared = 0;
      for (int day = -1; day <= 12; ++day) {
        shared += a.counts(begin.plus_days(day)) && b.counts(begin.plus_days(day)) ? 1 : 0;
      }
      ASSERT_EQ(a.days_shared_with(b), shared);
    }
    ASSERT_EQ(a.days_shared_with(a), a.days());
  }
}

TEST(DayRule, HasANameEach) {
  for (const DayRule rule : all_rules) {
    EXPECT_EQ(day_rule_from_name(name_of(rule)), rule);
  }
  EXPECT_EQ(name_of(DayRule::both), "first-and-last");
  EXPECT_EQ(day_rule_from_name("both"), std::nullopt);
}

}  // namespace
}  // namespace restituo
