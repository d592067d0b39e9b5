#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <restituo/base/must.hpp>
#include <restituo/quantity/date.hpp>

#include "faults.hpp"

namespace restituo {
namespace {

Date date(std::string_view text) { return Date::parse(text, somewhere).value(); }

std::string date_code(std::string_view text) { return code_of_refusal(Date::parse(text, somewhere)); }

TEST(Date, BeginsWhereTimeBegins) {
  EXPECT_EQ(Date().text(), "1970-01-01");
  EXPECT_EQ(Date().serial(), 0);
  EXPECT_EQ(date("2000-03-01").serial(), 11017);
}

// Every day of four hundred years, counted by hand beside the program.
TEST(Date, CountsEveryDayFrom1800To2200) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::int32_t serial = -62091;  // 1800-01-01: 170 years of 365 days and 41 leap days before 1970
  ASSERT_EQ(170 * 365 + 41, 62091);
  for (int year = 1800; year <= 2200; ++year) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year == 2000;
    ASSERT_EQ(is_leap_year(year), leap);
    for (int month = 1; month <= 12; ++month) {
      const int length = lengths[month - 1] + (month == 2 && leap ? 1 : 0);
      ASSERT_EQ(days_in_month(year, month), length);
      for (int day = 1; day <= length; ++day, ++serial) {
        const Date by_parts = Date::of(year, month, day);
        ASSERT_EQ(by_parts.serial(), serial);
        ASSERT_EQ(Date::from_serial(serial), by_parts);
        ASSERT_EQ(by_parts.year(), year);
        ASSERT_EQ(by_parts.month(), month);
        ASSERT_EQ(by_parts.day(), day);
        ASSERT_EQ(date(by_parts.text()), by_parts);
        ASSERT_EQ(by_parts.is_last_of_month(), day == length);
        ASSERT_EQ(by_parts.first_of_month(), Date::of(year, month, 1));
        ASSERT_EQ(by_parts.last_of_month(), Date::of(year, month, length));
      }
      ASSERT_FALSE(Date::exists(year, month, 0));
      ASSERT_FALSE(Date::exists(year, month, length + 1));
    }
    ASSERT_FALSE(Date::exists(year, 0, 1));
    ASSERT_FALSE(Date::exists(year, 13, 1));
  }
}

TEST(Date, ThatDoesNotExistIsOurBug) {
  EXPECT_THROW(Date::of(2015, 2, 29), Bug);
  EXPECT_THROW(Date::of(2015, 13, 1), Bug);
  EXPECT_THROW(days_in_month(2015, 0), Bug);
}

TEST(Date, IsWrittenInOneWayOnly) {
  for (const char* text : {"",           "2015",          "2015-3-1",           "15-03-01",         "20150301",
                           "2015/03/01", "2015-03-01 ",   " 2015-03-01",        "2015-03-01T00:00", "2015-O3-01",
                           "2015-03-0l", "March 1, 2015", "1 de marzo de 2015", "2015.03.01",       "25/03/2015",
                           "03-25-2015", "01/01/2015",    "-2015-03-0",         "+015-03-01",       "2015-+3-01",
                           "01/03/15"}) {
    EXPECT_EQ(date_code(text), "date-form") << text;
  }
}

TEST(Date, IsNotGuessedWhereDayAndMonthMayBeExchanged) {
  for (const char* text : {"01/03/2015", "1/3/2015", "01.03.2015", "01-03-2015"}) {
    const auto outcome = Date::parse(text, somewhere);
    EXPECT_EQ(code_of_refusal(outcome), "date-two-readings") << text;
    EXPECT_EQ(outcome.error().front().details, (std::vector<std::string>{text, "2015-03-01", "2015-01-03"}));
  }
}

TEST(Date, RefusesDaysThatDoNotExist) {
  for (const char* text :
       {"2015-02-29", "1900-02-29", "2015-00-10", "2015-13-01", "2015-01-00", "2015-04-31", "2015-01-32"}) {
    EXPECT_EQ(date_code(text), "date-does-not-exist") << text;
  }
  EXPECT_EQ(date_code("2016-02-29"), "accepted");
  EXPECT_EQ(date_code("2000-02-29"), "accepted");
}

TEST(Date, RefusesYearsThatMustBeSlips) {
  for (const char* text : {"0015-03-01", "1799-12-31", "2201-01-01", "9999-12-31", "0000-01-01"}) {
    EXPECT_EQ(date_code(text), "date-out-of-range") << text;
  }
  EXPECT_EQ(date_code("1800-01-01"), "accepted");
  EXPECT_EQ(date_code("2200-12-31"), "accepted");
}

TEST(Date, HoldsAgainstRandomTexts) {
  std::mt19937_64 random(31);
  const auto has_the_shape = [](const std::string& text) {
    std::string shape = text;
    std::replace_if(
        shape.begin(), shape.end(), [](char c) { return c >= '0' && c <= '9'; }, '9');
    return shape == "9999-99-99";
  };
  const std::string alphabet = "0123456789-/. T";
  for (int i = 0; i < 100'000; ++i) {
    std::string text;
    if (i % 2 == 0) {
      text = "2015-03-01";
      text[random() % text.size()] = alphabet[random() % alphabet.size()];
      text[random() % text.size()] = alphabet[random() % alphabet.size()];
    } else {
      for (std::size_t length = random() % 12; length != 0; --length) {
        text += alphabet[random() % alphabet.size()];
      }
    }
    const auto outcome = Date::parse(text, somewhere);
    if (outcome) {
      ASSERT_EQ(outcome->text(), text);
    } else {
      const std::string code = code_of_refusal(outcome);
      ASSERT_EQ(has_the_shape(text), code == "date-does-not-exist" || code == "date-out-of-range")
          << text << " " << code;
    }
  }
}

TEST(Date, PlusMonthsKeepsTheDayOrTakesTheLast) {
  EXPECT_EQ(date("2015-01-31").plus_months(1), date("2015-02-28"));
  EXPECT_EQ(date("2016-01-31").plus_months(1), date("2016-02-29"));
  EXPECT_EQ(date("2016-02-29").plus_months(12), date("2017-02-28"));
  EXPECT_EQ(date("2015-03-31").plus_months(-1), date("2015-02-28"));
  EXPECT_EQ(date("2015-01-15").plus_months(-1), date("2014-12-15"));
  EXPECT_EQ(date("2015-12-31").plus_months(2), date("2016-02-29"));
}

TEST(Date, PlusMonthsGoesThroughEveryMonthInTurn) {
  for (Date start = date("2015-01-01"); start <= date("2016-12-31"); start = start.plus_days(1)) {
    int year = start.year();
    int month = start.month();
    for (int months = 0; months <= 30; ++months) {
      const Date later = start.plus_months(months);
      ASSERT_EQ(later.year(), year);
      ASSERT_EQ(later.month(), month);
      ASSERT_EQ(later.day(), std::min(start.day(), days_in_month(year, month)));
      if (start.day() <= 28) {
        ASSERT_EQ(later.plus_months(-months), start);
      }
      year += month == 12 ? 1 : 0;
      month = month == 12 ? 1 : month + 1;
    }
  }
}

TEST(Date, IsOrderedAsTheDaysAre) {
  EXPECT_LT(date("2015-02-28"), date("2015-03-01"));
  EXPECT_LT(date("1969-12-31"), date("1970-01-01"));
  EXPECT_EQ(date("1969-12-31").plus_days(1), Date());
}

}  // namespace
}  // namespace restituo
