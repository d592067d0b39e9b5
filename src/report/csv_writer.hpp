// CSV that spreadsheets read without surprise: RFC 4180, UTF-8, and no text that becomes a formula.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace restituo {

// RFC 4180: commas between, quotation marks where needed, lines end in CRLF.
class CsvWriter {
 public:
  // A text from people. Where a spreadsheet would take it for a formula, an apostrophe stands before it.
  void text(std::string_view words) {
    constexpr std::string_view formula_signs = "=+-@\t\r\n";
    const bool formula = !words.empty() && formula_signs.find(words.front()) != std::string_view::npos;
    put(formula ? "'" + std::string(words) : std::string(words));
  }
  // A number that we wrote.
  void number(const std::string& digits) { put(digits); }

  void end_line() {
    csv_ += "\r\n";
    first_ = true;
  }

  std::string take() { return std::move(csv_); }

 private:
  void put(const std::string& words) {
    if (!first_) {
      csv_ += ',';
    }
    first_ = false;
    if (words.find_first_of(",\"\r\n") == std::string::npos) {
      csv_ += words;
      return;
    }
    csv_ += '"';
    for (const char c : words) {
      csv_ += c;
      if (c == '"') {
        csv_ += '"';
      }
    }
    csv_ += '"';
  }

  std::string csv_;
  bool first_ = true;
};

inline void csv_header(CsvWriter& csv, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    csv.text(name);
  }
  csv.end_line();
}

}  // namespace restituo
