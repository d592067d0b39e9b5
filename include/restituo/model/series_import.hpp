// A table of prices, exchange rates or wages as an office publishes it becomes a series file: docs/formats/series.md.
//
//   restituo series import prices.csv --id us-cpi-u --meaning index --base "1982-84 = 100" --date-column Date
//     --value-column Index --each month ...
//
// Nothing is guessed. What the numbers mean (an index, a change in percent, an exchange rate, an amount), which way
// round an exchange rate stands, how long a value holds and who published it must be said; the header of a column is
// no proof of any of it: the World Bank's table of changes calls its column "CPI", and the Federal Reserve prints the
// euro the other way round than the peso.
//
// What it refuses, beside what cannot be read: an index that falls like no index falls, or that is not above zero; a
// change that behaves like an index; an exchange rate that jumps as only a new currency does (the Venezuelan bolívar,
// three times); two rows for one date. A month or year without a row stays missing in the series.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <restituo/model/series.hpp>

namespace restituo {

// The cells of a table as text, the header apart.
struct TableRows {
  struct Row {
    std::uint32_t line = 0;
    std::vector<std::string> cells;
  };
  std::string file;
  std::uint32_t header_line = 1;
  std::vector<std::string> header;
  std::vector<Row> rows;
};

// What the user says of the table; every text is empty where nothing was said.
struct SeriesWishes {
  std::string id;
  Words title;
  std::string date_column;
  std::string value_column;
  std::vector<std::pair<std::string, std::string>> where;  // column, text: only rows with it
  std::string meaning;                                     // index, percent-change, exchange-rate, amount
  std::string base;                                        // of an index: "December 2018 = 100"
  std::string over;                                        // of a change: month, year
  std::string units_of;                                    // of an exchange rate: so many MXN ...
  std::string per;                                         // ... for one USD
  std::string unit;                                        // of an amount: MXN/day
  std::string each;                                        // how long a value holds: month, year, until-next
  std::optional<Date> from;
  std::optional<Date> to;
  std::optional<Date> until;  // of until-next: the last day that was checked
  std::string source_id;
  std::string source_kind;
  std::string cite;
  std::string where_found;
};

struct ImportedSeries {
  Series series;
  std::string text;         // of the file
  std::size_t missing = 0;  // stretches without a value
  Words read_back;          // the last value as a sentence, for the user to compare with the table
};

Outcome<ImportedSeries> import_series(const TableRows& table, const SeriesWishes& wishes);

}  // namespace restituo
