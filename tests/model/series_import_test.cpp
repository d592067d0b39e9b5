// Tables of offices become series, and their traps are refused. The tables here are made up in the form of the real
// ones: the Bureau of Labor Statistics, the Federal Reserve (H.10), the World Bank (FP.CPI.TOTL.ZG).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <restituo/model/series_import.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TableRows table(std::vector<std::string> header, std::vector<std::vector<std::string>> rows) {
  TableRows result{"table.csv", 1, std::move(header), {}};
  std::uint32_t line = 1;
  for (auto& cells : rows) result.rows.push_back({++line, std::move(cells)});
  return result;
}

SeriesWishes wishes(const std::string& meaning) {
  SeriesWishes said;
  said.id = "made-up";
  said.title = {"Made up", "Inventado"};
  said.date_column = "Date";
  said.value_column = "Value";
  said.meaning = meaning;
  said.base = "2015 = 100";
  said.over = "year";
  said.units_of = "MXN";
  said.per = "USD";
  said.unit = "MXN/day";
  said.each = "month";
  said.source_id = "office";
  said.cite = "An office, made up";
  return said;
}

std::vector<std::string> codes(const TableRows& rows, const SeriesWishes& said) {
  const auto outcome = import_series(rows, said);
  std::vector<std::string> result;
  if (!outcome) {
    for (const Fault& fault : outcome.error()) result.push_back(fault.code);
  }
  return result;
}

const std::vector<std::string> header{"Date", "Value"};

TEST(SeriesImport, KeepsEveryDigitAndItsLine) {
  const auto imported =
      import_series(table(header, {{"2020-01-01", "100.10"}, {"2020-02", "101.725072957927"}}), wishes("index"));
  ASSERT_TRUE(imported);
  const Series& series = imported->series;
  ASSERT_EQ(series.values.size(), 2U);
  EXPECT_EQ(*exact_decimal_text(series.values[1].value), "101.725072957927");
  EXPECT_EQ(series.values[1].citation.pin, "Value, line 3");
  EXPECT_EQ(series.unit.text(), "point");
  EXPECT_EQ(series.until.text(), "2020-02-29");
  EXPECT_EQ(series.direction, "index: 2015 = 100");
  ASSERT_EQ(series.sources.size(), 1U);
  EXPECT_FALSE(series.sources[0].checked);
  EXPECT_EQ(series.value_on(Date::of(2020, 3, 1)), nullptr) << "nothing is extrapolated";
}

TEST(SeriesImport, AMonthWithoutARowStaysMissing) {
  const auto imported = import_series(
      table(header, {{"2025-09-01", "324"}, {"2025-11-01", "325"}, {"2025-12-01", ""}, {"2026-01-01", "326"}}),
      wishes("index"));
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->missing, 2U);
  EXPECT_EQ(imported->series.value_on(Date::of(2025, 10, 15)), nullptr);
  EXPECT_EQ(imported->series.no_value_on(Date::of(2025, 10, 15), {}).code, "series-value-missing");
  EXPECT_EQ(imported->series.value_on(Date::of(2025, 12, 15)), nullptr) << "an empty cell is no zero";
}

TEST(SeriesImport, RefusesToGuess) {
  const TableRows rows = table(header, {{"2020-01-01", "18.5"}});
  for (const auto unsaid : {&SeriesWishes::meaning, &SeriesWishes::each, &SeriesWishes::units_of, &SeriesWishes::per,
                            &SeriesWishes::cite}) {
    SeriesWishes said = wishes("exchange-rate");
    (said.*unsaid).clear();
    EXPECT_THAT(codes(rows, said), ElementsAre("import-unsaid"));
  }
  SeriesWishes index = wishes("index");
  index.base.clear();
  EXPECT_THAT(codes(rows, index), ElementsAre("import-unsaid"));
  SeriesWishes change = wishes("percent-change");
  change.over.clear();
  EXPECT_THAT(codes(rows, change), ElementsAre("import-unsaid"));
  SeriesWishes wage = wishes("amount");
  wage.each = "until-next";
  EXPECT_THAT(codes(rows, wage), ElementsAre("import-unsaid")) << "--until";
}

TEST(SeriesImport, AnExchangeRateIsReadBackBothWays) {
  const auto imported = import_series(table(header, {{"2026-06-01", "0.8684"}}), [] {
    SeriesWishes said = wishes("exchange-rate");
    said.units_of = "EUR";
    return said;
  }());
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->series.unit.text(), "EUR/USD");
  EXPECT_THAT(imported->read_back.en, HasSubstr("1 USD = 0.8684 EUR, 1 EUR = 1.151543 USD"));
  EXPECT_THAT(imported->read_back.es, HasSubstr("Si está al revés"));
}

// Three redenominations: one ratio across one of them is wrong by five, six or eight powers of ten.
TEST(SeriesImport, ARateThatJumpsIsNotOneCurrency) {
  const TableRows rows = table(
      header,
      {{"2018-07-01", "129228.5"}, {"2018-08-01", "2495016.1501"}, {"2018-09-01", "61.4953"}, {"2018-10-01", "62.0"}});
  SeriesWishes said = wishes("exchange-rate");
  said.units_of = "VES";
  EXPECT_THAT(codes(rows, said), ElementsAre("import-rate-jumps", "import-rate-jumps"));
  said.from = Date::of(2018, 9, 1);
  EXPECT_THAT(codes(rows, said), IsEmpty());
}

// The World Bank calls a column of yearly changes CPI.
TEST(SeriesImport, AChangeIsNoIndexWhateverItsColumnIsCalled) {
  SeriesWishes said = wishes("index");
  said.value_column = "CPI";
  said.each = "year";
  const TableRows rows = table({"Date", "CPI"}, {{"2021", "4.7"}, {"2022", "8.0"}, {"2023", "4.1"}});
  EXPECT_THAT(codes(rows, said), ElementsAre("import-not-an-index"));
  EXPECT_THAT(codes(table({"Date", "CPI"}, {{"2021", "-0.4"}}), said), ElementsAre("import-not-positive"));
  said.meaning = "percent-change";
  const auto imported = import_series(rows, said);
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->series.values[1].value, Exact::fraction(8, 100));
  EXPECT_EQ(imported->series.unit, Unit());
}

TEST(SeriesImport, AnIndexIsNoChange) {
  std::vector<std::vector<std::string>> rows;
  for (int month = 1; month <= 12; ++month) {
    rows.push_back(
        {"2020-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + "-01", std::to_string(50 + month * 6)});
  }
  EXPECT_THAT(codes(table(header, rows), wishes("percent-change")), ElementsAre("import-not-a-change"));
  EXPECT_THAT(codes(table(header, rows), wishes("index")), IsEmpty());
  // The change of a year, month by month, is as smooth, but it comes down again.
  std::vector<std::vector<std::string>> yearly;
  for (int month = 0; month < 24; ++month) {
    const int tenths = 90 + (month < 14 ? month * 8 : (24 - month) * 8);
    yearly.push_back({Date::of(2021, 1, 1).plus_months(month).text(),
                      std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)});
  }
  EXPECT_THAT(codes(table(header, yearly), wishes("percent-change")), IsEmpty());
  SeriesWishes said = wishes("index");
  said.value_column = "Inflation";
  EXPECT_THAT(codes(table({"Date", "Inflation"}, rows), said), ElementsAre("import-index-named-change"));
}

TEST(SeriesImport, AsksWhichRowsAreMeant) {
  const TableRows rows =
      table({"Date", "Country", "Value"}, {{"2020-01-01", "Mexico", "18.8"}, {"2020-01-01", "Brazil", "4.1"}});
  SeriesWishes said = wishes("exchange-rate");
  EXPECT_THAT(codes(rows, said), ElementsAre("import-date-twice"));
  said.where = {{"Country", "Mexico"}};
  const auto imported = import_series(rows, said);
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->series.values.size(), 1U);
  said.where = {{"Country", "Mexiko"}};
  EXPECT_THAT(codes(rows, said), ElementsAre("import-no-rows"));
  said.where = {{"Contry", "Mexico"}};
  EXPECT_THAT(codes(rows, said), ElementsAre("import-column-unknown"));
}

TEST(SeriesImport, ReadsNoDateOfTwoReadingsAndNoNumberWithAComma) {
  EXPECT_THAT(codes(table(header, {{"03/04/2015", "1"}}), wishes("index")), ElementsAre("import-date-form"));
  EXPECT_THAT(codes(table(header, {{"2015-03-04", "1,5"}}), wishes("index")), ElementsAre("number-comma"));
  EXPECT_THAT(codes(table(header, {{"2015-03-04"}}), wishes("index")), ElementsAre("import-cells-differ"));
}

RC_GTEST_PROP(SeriesImport, EveryValueComesBackOnItsDay, ()) {
  const int count = *rc::gen::inRange(1, 40);
  const int begin = *rc::gen::inRange(0, 600);
  std::vector<std::vector<std::string>> rows;
  std::vector<Exact> values;
  Exact value = *rc::gen::inRange(100, 100000);
  for (int i = 0; i < count; ++i) {
    value = value * Exact::fraction(*rc::gen::inRange(90, 130), 100);
    const std::string text = rounded_decimal_text(value, 6, RoundingMode::half_even);
    values.push_back(read_decimal(text, {}).value());
    rows.push_back({Date::of(1970, 1, 1).plus_months(begin + i).text(), text});
  }
  const auto imported = import_series(table(header, rows), wishes("index"));
  RC_ASSERT(imported.has_value());
  for (int i = 0; i < count; ++i) {
    const SeriesValue* found = imported->series.value_on(Date::of(1970, 1, 15).plus_months(begin + i));
    RC_ASSERT(found != nullptr);
    RC_ASSERT(found->value == values[static_cast<std::size_t>(i)]);
  }
}

}  // namespace
}  // namespace restituo
