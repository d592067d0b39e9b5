// CSV as RFC 4180 has it, out of the program: commas between, quotation marks where needed, lines that end in CRLF.
//
//   CsvWriter csv;
//   csv.text("=SUM(A1)");      // '=SUM(A1): people open these files in spreadsheets, and a text must stay a text
//   csv.number("-12.5");       // -12.5: a number that we wrote stays a number
//   csv.end_line();
#pragma once

#include <string>
#include <string_view>

namespace restituo {

class CsvWriter {
 public:
  // A text from people. Where a spreadsheet would take it for a formula, an apostrophe stands before it.
  void text(std::string_view words);
  // A number that we wrote.
  void number(std::string_view digits) { put(digits); }
  void end_line();

  std::string take();

 private:
  void put(std::string_view words);

  std::string csv_;
  bool first_ = true;
};

}  // namespace restituo
