// Every series that ships: the relations that its own law or office prints must hold within it, and what the official
// documents do not give must stay refused. A typing slip breaks a chain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/rounding.hpp>

#include "shipped_models.hpp"

namespace restituo {
namespace {

using testing::ElementsAre;

const Series& series(const std::string& id) {
  const auto found = shipped().value.series.find(id);
  EXPECT_NE(found, shipped().value.series.end()) << id;
  return found->second;
}

Date day(const char* text) { return Date::parse(text, {}).value(); }

std::string value(const std::string& id, const char* date) {
  const SeriesValue* found = series(id).value_on(day(date));
  return found == nullptr ? "none" : *exact_decimal_text(found->value);
}

Exact exact(const std::string& id, const char* date) {
  const SeriesValue* found = series(id).value_on(day(date));
  EXPECT_NE(found, nullptr) << id << " " << date;
  return found == nullptr ? Exact(0) : found->value;
}

Exact abs_of(const Exact& x) { return x.sign() < 0 ? Exact(0) - x : x; }

std::string rounded(const Exact& value, int places) {
  return rounded_decimal_text(value, places, RoundingMode::half_away);
}

TEST(ShippedSeries, AreAllThere) {
  EXPECT_GE(shipped().value.series.size(), 31U);
  for (const auto& [id, one] : shipped().value.series) {
    EXPECT_EQ(id.find('_'), std::string::npos) << id;
    for (const SeriesValue& row : one.values) {
      EXPECT_TRUE(!row.missing.empty() || row.value.sign() > 0) << id << " " << row.from.text();
    }
  }
}

// INEGI: monthly = daily x 30.4 rounded to cents, annual = monthly x 12 (transitory 2 of the decree of 27-01-2016).
TEST(ShippedSeries, UmaOfEveryYearIsDailyTimes30_4AndTimes12) {
  const Series& daily = series("mx-uma-daily");
  ASSERT_EQ(daily.values.size(), 11U);
  for (const SeriesValue& one : daily.values) {
    const std::string date = one.from.text();
    const Exact monthly = exact("mx-uma-monthly", date.c_str());
    EXPECT_EQ(rounded(one.value * Exact::fraction(304, 10), 2), rounded(monthly, 2)) << date;
    EXPECT_EQ(monthly * 12, exact("mx-uma-annual", date.c_str())) << date;
  }
  EXPECT_EQ(value("mx-uma-annual", "2026-11-23"), "42794.64");
}

// Article 5 of the UMA law: last year's value times 1 plus the December change of the INPC. The published rate is
// rounded, so a cent may differ; it does in 2022, 2024 and 2026.
TEST(ShippedSeries, UmaFollowsThePricesOfDecember) {
  for (int year = 2017; year <= 2026; ++year) {
    const auto in = [&](int of, const char* rest) { return std::to_string(of) + rest; };
    const Exact change =
        exact("mx-inpc", in(year - 1, "-12-31").c_str()) / exact("mx-inpc", in(year - 2, "-12-31").c_str());
    const Exact expected = exact("mx-uma-daily", in(year - 1, "-03-01").c_str()) * change;
    const Exact difference = exact("mx-uma-daily", in(year, "-03-01").c_str()) - expected;
    EXPECT_LE(abs_of(difference), Exact::fraction(15, 1000)) << year;
  }
}

TEST(ShippedSeries, MexicanWagesRoseAsDecreed) {
  const auto rise = [](const std::string& id, int year) {
    const Exact now = exact(id, (std::to_string(year) + "-06-01").c_str());
    return rounded((now / exact(id, (std::to_string(year - 1) + "-06-01").c_str()) - 1) * 100, 0);
  };
  std::vector<std::string> general;
  for (int year = 2020; year <= 2026; ++year) general.push_back(rise("mx-minimum-wage-general", year));
  EXPECT_THAT(general, ElementsAre("20", "15", "22", "20", "20", "12", "13"));
  std::vector<std::string> border;
  for (int year = 2020; year <= 2026; ++year) border.push_back(rise("mx-minimum-wage-border", year));
  EXPECT_THAT(border, ElementsAre("5", "15", "22", "20", "20", "12", "5"));
  // 2024: a fixed sum, then 6% (the decree's own way).
  EXPECT_EQ(rounded((Exact::fraction(20744, 100) + Exact::fraction(2740, 100)) * Exact::fraction(106, 100), 2),
            "248.93");
  EXPECT_EQ(value("mx-minimum-wage-general", "2024-07-01"), "248.93");
  EXPECT_EQ(value("mx-minimum-wage-zone-a", "2015-09-30"), value("mx-minimum-wage-general", "2015-10-01"));
}

TEST(ShippedSeries, MexicanPricesUpdateADebt) {
  const Exact ratio = exact("mx-inpc", "2025-12-15") / exact("mx-inpc", "2012-12-15");
  EXPECT_EQ(rounded(ratio * 1000, 2), "1775.41") << "V-MX-05";
}

TEST(ShippedSeries, ArgentineIndicesGiveTheirPrintedChanges) {
  const std::vector<std::string> december{"24.8", "47.6", "53.8", "36.1", "50.9", "94.8", "211.4", "117.8"};
  for (int year = 2017; year <= 2024; ++year) {
    const Exact now = exact("ar-ipc", (std::to_string(year) + "-12-01").c_str());
    const Exact before = exact("ar-ipc", (std::to_string(year - 1) + "-12-01").c_str());
    EXPECT_EQ(rounded((now / before - 1) * 100, 1), december[static_cast<std::size_t>(year - 2017)]) << year;
  }
  const Exact ripte = exact("ar-ripte", "2024-01-01") / exact("ar-ripte", "2023-01-01");
  EXPECT_EQ(rounded(ripte * 300000, 2), "826374.18") << "V-AR-02";
}

TEST(ShippedSeries, ColombianIndexIsTheChainOfItsChanges) {
  EXPECT_EQ(value("co-ipc-december", "2018-12-31"), "100");
  for (int year = 1999; year <= 2025; ++year) {
    const std::string date = std::to_string(year) + "-12-01";
    const Exact now = exact("co-ipc-december", date.c_str());
    const Exact before = exact("co-ipc-december", (std::to_string(year - 1) + "-12-01").c_str());
    EXPECT_LE(abs_of(now / before - 1 - exact("co-ipc-variation", date.c_str())), Exact::fraction(3, 10000)) << year;
  }
  EXPECT_EQ(value("co-ipc-december", "2024-12-01"), "144.87");
}

TEST(ShippedSeries, ByPlaceAndDate) {
  EXPECT_EQ(value("us-ny-minimum-wage-nyc-11plus", "2016-12-30"), "9");
  EXPECT_EQ(value("us-ny-minimum-wage-nyc-11plus", "2016-12-31"), "11");
  EXPECT_EQ(value("us-ny-minimum-wage-nyc-10less", "2018-12-31"), "13.5");
  EXPECT_EQ(value("us-ny-minimum-wage-rest", "2023-06-30"), "14.2") << "2023 has no step of its own";
  EXPECT_EQ(value("us-ny-minimum-wage-rest", "2026-01-01"), "16") << "not 17, as one law-firm note prints";
  EXPECT_EQ(value("us-federal-minimum-wage", "1978-01-01"), "2.65") << "not 2.68, as one copy prints";
  EXPECT_EQ(value("us-federal-minimum-wage-1966", "1970-02-01"), "1.45") << "not 1.00, as one mirror prints";
}

// Section 17 of the National Minimum Wage Act values a worker aged 18 to 20 then at today's rate of that age, and one
// aged 21 then at today's adult rate.
TEST(ShippedSeries, BritishRatesGoByTheAgeOfTheWorker) {
  EXPECT_EQ(value("uk-minimum-wage-age-21", "2009-06-01"), "4.77");
  EXPECT_EQ(value("uk-minimum-wage-age-21", "2012-10-01"), "6.19");
  EXPECT_EQ(value("uk-minimum-wage-age-21", "2022-06-01"), "9.18");
  EXPECT_EQ(value("uk-minimum-wage-age-21", "2026-06-01"), "12.71");
  EXPECT_EQ(value("uk-minimum-wage-age-18-to-20", "2026-06-01"), "10.85");
  EXPECT_EQ(value("uk-minimum-wage-age-23-to-24", "2020-06-01"), "8.2");
  EXPECT_EQ(value("uk-minimum-wage-age-23-to-24", "2021-06-01"), "8.91");
  EXPECT_EQ(value("uk-minimum-wage-adult", "2023-04-01"), "10.42") << "a step PolicyEngine-UK leaves out";
  EXPECT_EQ(value("uk-minimum-wage-age-18-to-20", "2003-10-01"), "3.8") << "not 3.85, as one Hansard prints";
  // V-UK of the verified file: A 1,000.00 at 6.19, determined at 12.71.
  const Exact arrears =
      Exact(1000) / exact("uk-minimum-wage-adult", "2012-10-01") * exact("uk-minimum-wage-adult", "2026-11-23");
  EXPECT_EQ(rounded(arrears, 2), "2053.31");
}

TEST(ShippedSeries, SayWhyADateHasNoValue) {
  const auto why = [](const std::string& id, const char* date) { return series(id).no_value_on(day(date), {}); };
  EXPECT_EQ(value("us-ny-minimum-wage-nyc-11plus", "2027-01-01"), "none");
  EXPECT_EQ(why("us-ny-minimum-wage-nyc-11plus", "2027-01-01").code, "series-value-missing");
  EXPECT_EQ(value("uk-accommodation-offset", "2009-01-01"), "none") << "October 2008: not found, so not filled in";
  EXPECT_EQ(value("uk-accommodation-offset", "2009-10-01"), "4.51");
  EXPECT_EQ(why("mx-inpc", "2026-03-01").code, "series-outside");
  EXPECT_EQ(why("ar-ipc", "2025-06-01").code, "series-outside") << "an estimate of exactly 2.0% was left out";
  EXPECT_EQ(why("ar-ripte", "2025-08-01").code, "series-outside");
  EXPECT_EQ(why("co-ipc-december", "2019-06-01").code, "series-outside") << "only December is known";
  EXPECT_EQ(why("mx-minimum-wage-zone-c", "2012-11-27").code, "series-outside");
}

TEST(ShippedSeries, WhatIsOnlyRecalledIsMarkedSo) {
  std::vector<std::string> recalled;
  for (const auto& [id, one] : shipped().value.series) {
    for (const SeriesValue& row : one.values) {
      if (row.status == Status::recalled) recalled.push_back(id + " " + row.from.text());
    }
  }
  EXPECT_THAT(recalled, ElementsAre("mx-minimum-wage-general 2017-12-01", "mx-minimum-wage-zone-b 2012-01-01",
                                    "mx-minimum-wage-zone-b 2012-11-27", "mx-minimum-wage-zone-c 2012-01-01"));
}

}  // namespace
}  // namespace restituo
