#include <restituo/base/csv.hpp>

#include <utility>

namespace restituo {

void CsvWriter::text(std::string_view words) {
  constexpr std::string_view formula_signs = "=+-@\t\r\n";
  if (!words.empty() && formula_signs.find(words.front()) != std::string_view::npos) {
    put("'" + std::string(words));
  } else {
    put(words);
  }
}

void CsvWriter::end_line() {
  csv_ += "\r\n";
  first_ = true;
}

std::string CsvWriter::take() {
  first_ = true;
  return std::exchange(csv_, {});
}

void CsvWriter::put(std::string_view words) {
  if (!first_) {
    csv_ += ',';
  }
  first_ = false;
  if (words.find_first_of(",\"\r\n") == std::string_view::npos) {
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

}  // namespace restituo
