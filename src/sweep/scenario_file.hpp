// Reads a file of scenarios: CSV as RFC 4180 has it, one line a scenario, its first line the ids of the axes.
//
// fast-cpp-csv-parser fixes the number of columns when it is compiled; a file of scenarios has as many as there are
// axes.
#pragma once

#include <string>
#include <vector>

#include <restituo/model/document.hpp>

namespace restituo {

struct CsvCell {
  std::string text;
  Place place;
};
using CsvRow = std::vector<CsvCell>;

// The rows with something in them. Commas, or semicolons where the first line has those and no comma, as a Spanish
// spreadsheet writes them. Refuses bytes that are not UTF-8, quotation marks that do not pair, and rows that are longer
// or shorter than the first.
Outcome<std::vector<CsvRow>> read_csv(const FileText& file);

}  // namespace restituo
