// A Workbook is the report as a spreadsheet whose every line computes: change an input, and all that rests on it
// changes.
//
//   B7  = a_new_york_price * a_new_york_acts_per_day * ...      named gross_a_new_york, as line 9 of the working is
//
// Each step of the compiled program becomes a formula over named cells, and each cell carries the engine's own value,
// so that a reader who does not recalculate sees the court's figure. Rounding rules are formulas too. A spreadsheet
// counts in doubles of 15 digits: before a rule rounds, the last digits that only those doubles have are taken off, so
// that a half is a half; tests recalculate every example in LibreOffice and hold it to the cent. The exact value stands
// beside each line as text.
//
// What it refuses: text from people never becomes a formula. It holds the content; `app` writes the file, for only it
// touches files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <restituo/quantity/date.hpp>
#include <restituo/report/report.hpp>

namespace restituo {

struct WorkbookCell {
  enum class Form { blank, text, number, formula };
  enum class Look { plain, small, title, alarm, heading, group, total };
  Form form = Form::blank;
  Look look = Look::plain;
  std::string text;    // the text, or the formula without its "="
  double number = 0;   // the number, or what the engine computed for the formula
  int decimals = -1;   // of a number; -1: as many as it has
  bool given = false;  // an input, which a reader may change
};

struct WorkbookSheet {
  std::string name;
  std::vector<int> widths;  // of the columns, in characters
  std::size_t frozen_rows = 0;
  std::vector<std::vector<WorkbookCell>> rows;
};

struct WorkbookName {
  std::string name;
  std::size_t sheet = 0;
  std::size_t row = 0;
  std::size_t column = 0;
};

struct Workbook {
  std::string title;
  std::string subject;
  std::string mark;  // on each printed page: "DRAFT"; may be empty
  std::string page_word, of_word;
  Date made;  // the valuation date, never the clock
  std::vector<WorkbookSheet> sheets;
  std::vector<WorkbookName> names;
};

Workbook workbook_of(const Estimate& estimate, const ReportContext& context);

}  // namespace restituo
