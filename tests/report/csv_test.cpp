// The two CSV files: RFC 4180, safe in a spreadsheet, the same figures as the JSON to the last digit.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sample.hpp"

namespace restituo {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// A strict reader of RFC 4180: quotation marks only around whole cells, CRLF behind each row.
Rows rows_of(const std::string& csv) {
  Rows rows;
  std::vector<std::string> row;
  std::string cell;
  std::size_t i = 0;
  while (i < csv.size()) {
    cell.clear();
    if (csv[i] == '"') {
      for (++i;; ++i) {
        if (i >= csv.size()) {
          ADD_FAILURE() << "a quoted cell without end";
          return rows;
        }
        if (csv[i] == '"' && csv[i + 1] == '"') {
          cell += '"';
          ++i;
        } else if (csv[i] == '"') {
          ++i;
          break;
        } else {
          cell += csv[i];
        }
      }
    } else {
      while (csv[i] != ',' && csv[i] != '\r') {
        EXPECT_NE(csv[i], '"');
        EXPECT_NE(csv[i], '\n');
        cell += csv[i++];
      }
    }
    row.push_back(cell);
    if (csv[i] == ',') {
      ++i;
      continue;
    }
    EXPECT_EQ(csv.substr(i, 2), "\r\n");
    i += 2;
    rows.push_back(std::move(row));
    row.clear();
  }
  return rows;
}

TEST(Csv, HasOneLineForEachFigureWithTheNumbersOfTheJson) {
  for (const std::string& folder : test::example_folders()) {
    const auto made = test::example(folder);
    const Rows rows = rows_of(csv_report(made.estimate, test::context(Language::en)));
    const auto json = nlohmann::ordered_json::parse(json_report(made.estimate, test::context(Language::en)));
    ASSERT_EQ(rows.size(), made.estimate.figures.size() + 1);
    for (std::size_t r = 1; r < rows.size(); ++r) {
      ASSERT_EQ(rows[r].size(), rows[0].size());
      const auto& figure = json["figures"][r - 1];
      for (std::size_t c = 0; c < rows[0].size(); ++c) {
        const auto& value = figure[rows[0][c]];
        if (value.is_string()) {
          EXPECT_EQ(rows[r][c], value.get<std::string>()) << rows[0][c];
        } else if (value.is_number()) {
          EXPECT_EQ(std::stod(rows[r][c]), value.get<double>()) << rows[0][c];
        } else {
          EXPECT_TRUE(value.is_null() && rows[r][c].empty()) << rows[0][c];
        }
      }
    }
  }
}

TEST(Csv, GivesASpreadsheetNoFormulaAndKeepsNegativeNumbersNumbers) {
  auto made = test::hostile_sample();
  Words& label = made.estimate.bound.program.steps.front().label;
  for (const char* evil : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=\"a\",\"b\""}) {
    label = {evil, evil};
    for (const std::string& csv : {csv_report(made.estimate, test::context(Language::en)),
                                   working_csv(made.estimate, test::context(Language::en))}) {
      const Rows rows = rows_of(csv);
      const auto column =
          static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), "label") - rows[0].begin());
      bool found = false;
      for (const auto& row : rows) {
        found = found || row[column].starts_with(std::string("'") + evil);
        EXPECT_EQ(std::string("=+-@\t\r").find(row[column].empty() ? 'x' : row[column][0]), std::string::npos)
            << row[column];
      }
      EXPECT_TRUE(found) << evil;
    }
  }
  const Rows rows = rows_of(csv_report(made.estimate, test::context(Language::en)));
  bool negative = false;
  for (const auto& row : rows) negative = negative || row[6] == "-8750.00";
  EXPECT_TRUE(negative);
}

TEST(WorkingCsv, HasOneLineForEachStepOfTheWorking) {
  const auto made = test::example("puebla-reynosa-new-york");
  const Rows rows = rows_of(working_csv(made.estimate, test::context(Language::es)));
  ASSERT_EQ(rows.size(), made.estimate.bound.program.steps.size() + 1);
  for (std::size_t r = 1; r < rows.size(); ++r) {
    ASSERT_EQ(rows[r].size(), rows[0].size());
    EXPECT_EQ(rows[r][0], std::to_string(r));
    EXPECT_FALSE(rows[r][9].empty());
    EXPECT_FALSE(rows[r][10].empty());
  }
}

}  // namespace
}  // namespace restituo
