#include "scenario_file.hpp"

#include <algorithm>

#include <restituo/base/text.hpp>

namespace restituo {
namespace {

class Reader {
 public:
  explicit Reader(const FileText& file) : file_(file), rest_(file.text) {
    if (rest_.substr(0, 3) == "\xEF\xBB\xBF") {
      rest_.remove_prefix(3);
    }
    const std::string_view first = rest_.substr(0, rest_.find('\n'));
    separator_ = first.find(',') == std::string_view::npos && first.find(';') != std::string_view::npos ? ';' : ',';
  }

  Outcome<std::vector<CsvRow>> read() {
    while (!rest_.empty() && faults_.empty()) {
      CsvRow row = read_row();
      if (row.size() == 1 && trimmed(row.front().text).empty()) {
        continue;
      }
      if (!rows_.empty() && row.size() != rows_.front().size()) {
        faults_.push_back({.code = "sweep-line-length",
                           .place = {file_.name, row.front().place.line, 0},
                           .details = {std::to_string(row.size()), std::to_string(rows_.front().size())}});
      }
      rows_.push_back(std::move(row));
    }
    if (!faults_.empty()) {
      return refuse(std::move(faults_));
    }
    return std::move(rows_);
  }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++column_;
    }
    return c;
  }

  bool at_end_of_row() const { return rest_.empty() || rest_.front() == '\n' || rest_.substr(0, 2) == "\r\n"; }

  CsvRow read_row() {
    CsvRow row;
    while (true) {
      row.push_back(read_cell());
      if (!faults_.empty() || at_end_of_row()) {
        break;
      }
      take();  // the separator
    }
    while (!rest_.empty() && take() != '\n') {
    }
    return row;
  }

  CsvCell read_cell() {
    CsvCell cell{"", {file_.name, line_, column_}};
    if (rest_.empty() || rest_.front() != '"') {
      while (!at_end_of_row() && rest_.front() != separator_) {
        if (rest_.front() == '"') {
          quotes_fault(cell);
          return cell;
        }
        cell.text += take();
      }
      cell.text = std::string(trimmed(cell.text));
      return cell;
    }
    take();
    while (true) {
      if (rest_.empty()) {
        quotes_fault(cell);
        return cell;
      }
      const char c = take();
      if (c != '"') {
        cell.text += c;
      } else if (!rest_.empty() && rest_.front() == '"') {
        cell.text += take();
      } else {
        break;
      }
    }
    if (!at_end_of_row() && rest_.front() != separator_) {
      quotes_fault(cell);
    }
    return cell;
  }

  void quotes_fault(const CsvCell& cell) {
    faults_.push_back({.code = "sweep-quotes", .place = cell.place, .details = {}});
  }

  const FileText& file_;
  std::string_view rest_;
  char separator_ = ',';
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
  std::vector<CsvRow> rows_;
  Faults faults_;
};

}  // namespace

Outcome<std::vector<CsvRow>> read_csv(const FileText& file) {
  if (const auto invalid = first_invalid_utf8(file.text)) {
    const auto before = std::string_view(file.text).substr(0, *invalid);
    const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
    return refuse({.code = "file-not-utf8", .place = {file.name, line, 0}, .details = {}});
  }
  return Reader(file).read();
}

}  // namespace restituo
