#include <gtest/gtest.h>

#include <restituo/quantity/calendar.hpp>

namespace restituo {
namespace {

CalendarConvention convention(std::string_view name) { return CalendarConvention::from_name(name).value(); }

// One testimony: 30 acts a day for 48 months. Published as 40,320 and as 43,200 (reference/profit-models.md 5.2).
TEST(CalendarConvention, MovesThirtyActsADayForFortyEightMonths) {
  const auto acts = [](std::string_view name) { return convention(name).days_per_month() * 48 * 30; };
  EXPECT_EQ(acts("four-week-month"), 40'320);
  EXPECT_EQ(acts("thirty-day-month"), 43'200);
  EXPECT_EQ(acts("30.4-day-month"), 43'776);
  EXPECT_EQ(acts("52-week-year"), 43'680);
  EXPECT_EQ(acts("365-day-year"), 43'800);
  EXPECT_EQ(acts("average-gregorian"), 43'830);
}

TEST(CalendarConvention, HasTheMonthsAndWeeksThatItsNameSays) {
  EXPECT_EQ(convention("four-week-month").weeks_per_month(), 4);
  EXPECT_EQ(convention("thirty-day-month").weeks_per_month(), Exact::fraction(30, 7));
  EXPECT_EQ(convention("30.4-day-month").days_per_month(), Exact::fraction(304, 10));
  EXPECT_EQ(convention("52-week-year").weeks_per_month(), Exact::fraction(52, 12));
  EXPECT_EQ(convention("52-week-year").weeks_per_year(), 52);
  EXPECT_EQ(convention("365-day-year").days_per_year(), 365);
  EXPECT_EQ(convention("365-day-year").weeks_per_month(), Exact::fraction(365, 84));
  EXPECT_EQ(convention("average-gregorian").days_per_year(), Exact::fraction(36525, 100));
  EXPECT_EQ(convention("average-gregorian").weeks_per_month(), Exact::fraction(36525, 8400));
}

TEST(CalendarConvention, AgreesWithItselfUnderEveryName) {
  EXPECT_EQ(CalendarConvention::names().size(), 6U);
  for (const std::string_view name : CalendarConvention::names()) {
    const CalendarConvention calendar = convention(name);
    EXPECT_EQ(calendar.name(), name);
    EXPECT_EQ(calendar, convention(name));
    EXPECT_EQ(calendar.weeks_per_month() * 7, calendar.days_per_month());
    EXPECT_EQ(calendar.weeks_per_month() * 12, calendar.weeks_per_year());
    EXPECT_EQ(calendar.days_per_month() * 12, calendar.days_per_year());
  }
}

TEST(CalendarConvention, IsNeverAssumed) {
  for (const char* text : {"", "gregorian", "Average-Gregorian", "30-day-month"}) {
    EXPECT_EQ(CalendarConvention::from_name(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace restituo
