#include "statement_forms.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include <restituo/base/must.hpp>
#include <restituo/base/shown.hpp>
#include <restituo/base/text.hpp>

namespace restituo {

FieldPlaces::FieldPlaces(const std::string& name, std::string_view text) : name_(name), text_(text), line_begins_{0} {
  for (std::size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1)) {
    line_begins_.push_back(i + 1);
  }
}

Place FieldPlaces::of(std::size_t byte) const {
  constexpr std::size_t longest_counted = 10'000;
  const auto next = std::upper_bound(line_begins_.begin(), line_begins_.end(), byte);
  Place place{name_, static_cast<std::uint32_t>(next - line_begins_.begin()), 0};
  const std::size_t begin = *std::prev(next);
  if (byte - begin <= longest_counted) {
    const std::string_view before = text_.substr(begin, byte - begin);
    place.column = 1 + static_cast<std::uint32_t>(std::count_if(before.begin(), before.end(), [](char c) {
                     return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                   }));
  }
  return place;
}

Statements checked(std::vector<Statement> statements, Faults faults) {
  faults = in_order(std::move(faults));
  if (refuses(faults)) {
    return refuse(std::move(faults));
  }
  return Checked<std::vector<Statement>>{std::move(statements), std::move(faults)};
}

std::optional<MinorUnits> amount_with_mark(std::string_view text, char mark, int decimals, const Place& place,
                                           Faults& faults) {
  must(mark == '.' || mark == ',', "a decimal mark is a point or a comma");
  std::string plain(trimmed(text));
  const char other = mark == '.' ? ',' : '.';
  if (plain.find(other) != std::string::npos || std::count(plain.begin(), plain.end(), mark) > 1) {
    faults.push_back({"statement-amount-form", place, {shown(text), std::string(1, mark)}, Severity::refuse});
    return std::nullopt;
  }
  std::replace(plain.begin(), plain.end(), mark, '.');
  if (!plain.empty() && plain.back() == '.') {  // MT940 always writes the comma: "100,"
    plain.pop_back();
  }
  if (!plain.empty() && plain.front() == '+') {
    plain.erase(0, 1);
  }
  // Some banks fill amounts with zeros at the left.
  const std::size_t sign = !plain.empty() && plain.front() == '-' ? 1 : 0;
  while (plain.size() > sign + 1 && plain[sign] == '0' && plain[sign + 1] != '.') {
    plain.erase(sign, 1);
  }
  if (plain.size() > sign && plain[sign] == '.') {
    plain.insert(sign, 1, '0');
  }
  auto amount = read_minor_units(plain, decimals, place);
  if (!amount) {
    append(faults, std::move(amount.error()));
    return std::nullopt;
  }
  // The lowest 64-bit number has no positive counterpart, and signs are turned here.
  if (*amount == std::numeric_limits<MinorUnits>::min()) {
    faults.push_back({"amount-too-large", place, {shown(text)}, Severity::refuse});
    return std::nullopt;
  }
  return *amount;
}

std::optional<Date> packed_date(std::string_view text, const Place& place, Faults& faults) {
  std::string iso;
  if (text.size() >= 8) {
    iso = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" + std::string(text.substr(6, 2));
  }
  auto date = Date::parse(iso.empty() ? std::string(text) : iso, place);
  if (!date) {
    append(faults, std::move(date.error()));
    return std::nullopt;
  }
  return *date;
}

std::string squeezed(std::string_view text) {
  std::string result;
  for (const char c : trimmed(text)) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      result += c;
    } else if (result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

std::string bare_account(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') {
      result += static_cast<char>(c - 'a' + 'A');
    } else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0) {
      result += c;
    }
  }
  return result;
}

}  // namespace restituo
