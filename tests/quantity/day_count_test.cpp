#include <gtest/gtest.h>

#include <array>
#include <vector>

#include <restituo/quantity/day_count.hpp>

namespace restituo {
namespace {

constexpr std::array all_counts{DayCount::actual_365, DayCount::actual_actual, DayCount::actual_360,
                                DayCount::thirty_360, DayCount::thirty_e_360};

Date date(std::string_view text) { return Date::parse(text, {}).value(); }

Exact years(DayCount count, std::string_view from, std::string_view to) {
  return year_fraction(count, date(from), date(to));
}

// The examples of ISDA, "EMU and Market Conventions: Recent Developments" (1998), for the historical Actual/Actual.
TEST(ActualActual, MatchesTheExamplesOfIsda) {
  const auto fraction = [](std::string_view from, std::string_view to) {
    return years(DayCount::actual_actual, from, to);
  };
  EXPECT_EQ(fraction("2003-11-01", "2004-05-01"), Exact::fraction(61, 365) + Exact::fraction(121, 366));
  EXPECT_EQ(fraction("1999-02-01", "1999-07-01"), Exact::fraction(150, 365));
  EXPECT_EQ(fraction("1999-07-01", "2000-07-01"), Exact::fraction(184, 365) + Exact::fraction(182, 366));
  EXPECT_EQ(fraction("2002-08-15", "2003-07-15"), Exact::fraction(334, 365));
  EXPECT_EQ(fraction("2003-07-15", "2004-01-15"), Exact::fraction(170, 365) + Exact::fraction(14, 366));
  EXPECT_EQ(fraction("1999-07-30", "2000-01-30"), Exact::fraction(155, 365) + Exact::fraction(29, 366));
  EXPECT_EQ(fraction("2000-01-30", "2000-06-30"), Exact::fraction(152, 366));
  EXPECT_NEAR(fraction("2003-11-01", "2004-05-01").to_double(), 0.497724380567, 5e-12);
  EXPECT_NEAR(fraction("1999-07-01", "2000-07-01").to_double(), 1.001377348600, 5e-12);
}

TEST(ActualActual, GivesEachDayItsPartOfItsOwnYear) {
  const Date begin = date("2015-06-01");
  for (int first = 0; first < 700; first += 7) {
    Exact sum = 0;
    for (Date day = begin.plus_days(first); day < begin.plus_days(700); day = day.plus_days(1)) {
      ASSERT_EQ(year_fraction(DayCount::actual_actual, begin.plus_days(first), day), sum);
      sum += Exact::fraction(1, is_leap_year(day.year()) ? 366 : 365);
    }
  }
}

TEST(ActualActual, IsOneForACalendarYear) {
  for (int year = 1990; year < 2030; ++year) {
    EXPECT_EQ(year_fraction(DayCount::actual_actual, Date::of(year, 1, 1), Date::of(year + 1, 1, 1)), 1);
  }
}

TEST(ActualFixed, DividesTheDaysByOneNumberInLeapYearsToo) {
  EXPECT_EQ(years(DayCount::actual_365, "2016-01-01", "2017-01-01"), Exact::fraction(366, 365));
  EXPECT_EQ(years(DayCount::actual_365, "2015-01-01", "2016-01-01"), 1);
  EXPECT_EQ(years(DayCount::actual_360, "2015-01-01", "2016-01-01"), Exact::fraction(365, 360));
}

struct Span {
  std::string_view from;
  std::string_view to;
  int us_days;
  int european_days;
};

// The rule applied by hand, pair by pair.
TEST(Thirty360, CountsAsTheRuleWorkedByHand) {
  for (const Span& span : std::vector<Span>{{"2007-01-15", "2007-01-30", 15, 15},
                                            {"2007-01-15", "2007-02-15", 30, 30},
                                            {"2007-01-15", "2007-07-15", 180, 180},
                                            {"2007-09-30", "2008-03-31", 180, 180},
                                            {"2007-09-30", "2007-10-31", 30, 30},
                                            {"2007-09-30", "2008-09-30", 360, 360},
                                            {"2007-01-15", "2007-01-31", 16, 15},
                                            {"2007-01-31", "2007-02-28", 28, 28},
                                            {"2007-01-31", "2007-03-31", 60, 60},
                                            {"2006-08-31", "2007-02-28", 178, 178},
                                            {"2007-01-29", "2007-03-31", 62, 61},
                                            {"2007-12-31", "2008-12-31", 360, 360},
                                            // the end of February
                                            {"2007-02-28", "2007-08-31", 180, 182},
                                            {"2007-02-28", "2008-02-29", 360, 361},
                                            {"2008-02-29", "2009-02-28", 360, 359},
                                            {"2007-02-26", "2008-02-29", 363, 363},
                                            {"2007-02-28", "2007-03-31", 30, 32},
                                            {"2008-02-29", "2008-03-31", 30, 31},
                                            {"2008-02-28", "2008-03-30", 32, 32},
                                            {"2007-08-31", "2008-02-29", 179, 179},
                                            {"2007-02-28", "2007-03-01", 1, 3}}) {
    EXPECT_EQ(years(DayCount::thirty_360, span.from, span.to), Exact::fraction(span.us_days, 360))
        << span.from << " " << span.to;
    EXPECT_EQ(years(DayCount::thirty_e_360, span.from, span.to), Exact::fraction(span.european_days, 360))
        << span.from << " " << span.to;
  }
}

TEST(Thirty360, GivesEveryMonthATwelfth) {
  for (const DayCount count : {DayCount::thirty_360, DayCount::thirty_e_360}) {
    for (int month = 1; month <= 12; ++month) {
      const Date first = Date::of(2015, month, 1);
      EXPECT_EQ(year_fraction(count, first, first.plus_months(1)), Exact::fraction(1, 12));
    }
  }
}

TEST(DayCount, IsNegativeBackwardsAndZeroOnOneDay) {
  const Date begin = date("2015-12-20");
  for (const DayCount count : all_counts) {
    for (int a = 0; a < 100; ++a) {
      for (int b = 0; b < 100; ++b) {
        ASSERT_EQ(year_fraction(count, begin.plus_days(a), begin.plus_days(b)),
                  -year_fraction(count, begin.plus_days(b), begin.plus_days(a)));
      }
      ASSERT_EQ(year_fraction(count, begin.plus_days(a), begin.plus_days(a)), 0);
    }
  }
}

TEST(DayCount, OfActualDaysAddsUpOverASplit) {
  const Date begin = date("2015-11-01");
  for (const DayCount count : {DayCount::actual_365, DayCount::actual_actual, DayCount::actual_360}) {
    for (int a = 0; a <= 500; a += 11) {
      for (int b = a; b <= 500; b += 7) {
        ASSERT_EQ(year_fraction(count, begin, begin.plus_days(a)) +
                      year_fraction(count, begin.plus_days(a), begin.plus_days(b)),
                  year_fraction(count, begin, begin.plus_days(b)));
      }
    }
  }
}

TEST(DayCount, HasANameEach) {
  for (const DayCount count : all_counts) {
    EXPECT_EQ(day_count_from_name(name_of(count)), count);
  }
  EXPECT_EQ(name_of(DayCount::thirty_e_360), "30E/360");
  EXPECT_EQ(day_count_from_name("act/365"), std::nullopt);
}

}  // namespace
}  // namespace restituo
