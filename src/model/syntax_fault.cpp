#include "syntax_fault.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <restituo/base/text.hpp>
#include <restituo/quantity/date.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

constexpr std::array<std::string_view, 6> typographic{"\u201c", "\u201d", "\u2018", "\u2019", "\u00ab", "\u00bb"};
constexpr std::array<std::string_view, 2> long_text{"\"\"\"", "'''"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_of_key(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.'; }

// Digits in three groups with '.', '/' or '-' between: a date in whatever order.
bool looks_like_date(std::string_view token) {
  int separators = 0;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (is_digit(token[i])) continue;
    if ((token[i] != '.' && token[i] != '/' && token[i] != '-') || i == 0 || !is_digit(token[i - 1])) return false;
    ++separators;
  }
  return separators == 2 && is_digit(token.back());
}

bool looks_like_truth(std::string_view token) {
  constexpr std::array<std::string_view, 12> words{"True",      "False", "TRUE", "FALSE", "yes", "no",
                                                   "verdadero", "falso", "si",   "sí",    "Sí",  "Yes"};
  return std::find(words.begin(), words.end(), token) != words.end();
}

// Reads one line from left to right and stops at the first mistake it knows.
class LineReader {
 public:
  LineReader(std::string_view line, const Place& place) : line_(line), place_(place) {}

  std::optional<Fault> mistake() {
    skip_spaces();
    if (at_end()) return std::nullopt;
    if (peek() == ']' || peek() == '}') return std::nullopt;  // ends what an earlier line began
    if (peek() == '[') return heading();
    if (peek() == '{' || (peek() == '"' && !has_equals_after_text())) {  // an item of a list over several lines
      if (auto fault = value(1)) return fault;
      return after_value(1);
    }
    if (auto fault = entry_name()) return fault;
    if (auto fault = value(0)) return fault;
    return after_value(0);
  }

 private:
  bool at_end() const { return position_ >= line_.size() || line_[position_] == '#'; }
  char peek() const { return line_[position_]; }
  void skip_spaces() {
    while (position_ < line_.size() && is_space(line_[position_])) ++position_;
  }

  Fault fault(std::string code, std::size_t at, std::vector<std::string> details = {}) const {
    Place place = place_;
    place.column = static_cast<std::uint32_t>(at + 1);
    return {.code = std::move(code), .place = std::move(place), .details = std::move(details)};
  }

  bool has_equals_after_text() const {
    LineReader ahead = *this;
    if (ahead.quoted()) return false;
    ahead.skip_spaces();
    return !ahead.at_end() && ahead.peek() == '=';
  }

  std::optional<Fault> heading() {
    const std::size_t start = position_;
    const std::size_t inside = line_.find_first_not_of("[ ", start);
    if (inside == std::string_view::npos || !is_of_key(line_[inside])) return std::nullopt;  // a list, not a heading
    std::string_view text = line_.substr(start);
    text = trimmed(text.substr(0, std::min(text.find('#'), text.size())));
    const bool two = text.substr(0, 2) == "[[";
    const std::size_t brackets = two ? 2 : 1;
    const std::string_view name = trimmed(text.substr(brackets, text.find_first_of("]", brackets) - brackets));
    const std::string wanted = std::string(two ? "[[" : "[") + std::string(name) + (two ? "]]" : "]");
    if (text != wanted) return fault("syntax-heading", start, {std::string(text), wanted});
    return std::nullopt;
  }

  // "name =", with the position left behind the sign.
  std::optional<Fault> entry_name() {
    skip_spaces();
    const std::size_t start = position_;
    if (!at_end() && peek() == '"') {
      if (auto fault = quoted()) return fault;
    } else {
      while (position_ < line_.size() && is_of_key(line_[position_])) ++position_;
    }
    const std::string name(line_.substr(start, position_ - start));
    skip_spaces();
    if (at_end()) return fault("syntax-no-equals", start, {name});
    if (peek() == '=') {
      ++position_;
      return std::nullopt;
    }
    if (static_cast<unsigned char>(peek()) >= 0x80) {
      const auto end = line_.find_first_of(" \t=", start);
      return fault("syntax-name-letters", start, {std::string(line_.substr(start, end - start))});
    }
    return fault("syntax-no-equals", position_, {name});
  }

  std::optional<Fault> value(int depth) {
    skip_spaces();
    if (at_end()) return depth == 0 ? std::optional(fault("syntax-no-value", position_)) : std::nullopt;
    for (const std::string_view mark : typographic) {
      if (line_.substr(position_, mark.size()) == mark) return fault("syntax-curly-quotes", position_);
    }
    switch (peek()) {
      case '"':
      case '\'': return quoted();
      case '{': return entries(depth);
      case '[': return list(depth);
      default: return bare();
    }
  }

  std::optional<Fault> quoted() {
    const std::size_t start = position_;
    const char mark = peek();
    for (++position_; position_ < line_.size() && peek() != mark; ++position_) {
      if (peek() == '\\' && mark == '"') ++position_;
    }
    if (position_ >= line_.size()) return fault("syntax-quote-open", start);
    ++position_;
    return std::nullopt;
  }

  std::optional<Fault> entries(int depth) {
    const std::size_t start = position_++;
    bool first = true;
    while (true) {
      skip_spaces();
      if (at_end()) return fault("syntax-bracket-open", start, {"{", "}"});
      if (peek() == '}') {
        if (!first) return fault("syntax-comma-extra", position_);
        ++position_;
        return std::nullopt;
      }
      if (peek() == ',') return fault("syntax-comma-extra", position_);
      if (auto fault = entry_name()) return fault;
      skip_spaces();
      if (!at_end() && (peek() == ',' || peek() == '}')) return fault("syntax-no-value", position_);
      if (auto fault = value(depth + 1)) return fault;
      if (auto fault = after_value(depth + 1)) return fault;
      if (at_end()) return fault("syntax-bracket-open", start, {"{", "}"});
      first = peek() == '}';
      if (first) continue;
      ++position_;  // the comma
      first = false;
    }
  }

  // A list may go on in the next lines: an open end is no mistake of this one.
  std::optional<Fault> list(int depth) {
    ++position_;
    while (true) {
      skip_spaces();
      if (at_end()) return std::nullopt;
      if (peek() == ']') {
        ++position_;
        return std::nullopt;
      }
      if (auto fault = value(depth + 1)) return fault;
      if (auto fault = after_value(depth + 1)) return fault;
      if (!at_end() && peek() == ',')
        ++position_;
      else if (!at_end() && peek() == '}')
        return fault("syntax-after-value", position_, {"}"});
    }
  }

  std::optional<Fault> bare() {
    const std::size_t start = position_;
    while (!at_end() && !is_space(peek()) && peek() != ']' && peek() != '}') {
      const bool between_digits = peek() == ',' && position_ + 1 < line_.size() && is_digit(line_[position_ + 1]);
      if (peek() == ',' && !between_digits) break;
      ++position_;
    }
    const std::string_view token = line_.substr(start, position_ - start);
    if (token.empty() || token == "true" || token == "false") return std::nullopt;
    const Place at = fault("", start).place;
    if (looks_like_date(token)) {
      auto date = Date::parse(token, at);
      return date ? std::nullopt : std::optional(std::move(date.error().front()));
    }
    if (looks_like_truth(token)) return fault("syntax-truth", start, {std::string(token)});
    if (is_letter(token.front()) || static_cast<unsigned char>(token.front()) >= 0x80) {
      return fault("syntax-text-without-quotes", start, {text_up_to_next(start)});
    }
    auto number = read_decimal(token, at);
    return number ? std::nullopt : std::optional(std::move(number.error().front()));
  }

  // The whole of an unquoted text: to the comma, the bracket or the end.
  std::string text_up_to_next(std::size_t start) const {
    const std::size_t end = std::min(line_.find_first_of(",}]#\"", start), line_.size());
    return std::string(trimmed(line_.substr(start, end - start)));
  }

  // What may follow a value: at the outside nothing, inside a table or list a comma or its end.
  std::optional<Fault> after_value(int depth) {
    skip_spaces();
    if (at_end()) return std::nullopt;
    if (depth > 0 && (peek() == ',' || peek() == '}' || peek() == ']')) return std::nullopt;
    return fault("syntax-after-value", position_,
                 {text_up_to_next(position_ + 1).empty() ? std::string(1, peek())
                                                         : std::string(1, peek()) + text_up_to_next(position_ + 1)});
  }

  std::string_view line_;
  Place place_;
  std::size_t position_ = 0;
};

std::optional<std::string> name_in(std::string_view description) {
  const auto first = description.find('\'');
  if (first == std::string_view::npos) return std::nullopt;
  const auto last = description.find('\'', first + 1);
  if (last == std::string_view::npos) return std::nullopt;
  return std::string(description.substr(first + 1, last - first - 1));
}

}  // namespace

bool is_within_long_text(std::string_view before, std::string_view line) {
  for (const std::string_view mark : long_text) {
    if (line.find(mark) != std::string_view::npos) return true;
    bool open = false;
    for (auto at = before.find(mark); at != std::string_view::npos; at = before.find(mark, at + mark.size()))
      open = !open;
    if (open) return true;
  }
  return false;
}

Fault syntax_fault(std::string_view line, const Place& place, std::string_view description) {
  if (description.find("redefine") != std::string_view::npos) {
    return {.code = "syntax-name-twice", .place = place, .details = {name_in(description).value_or("")}};
  }
  if (description.find("escape sequence") != std::string_view::npos) {
    return {.code = "syntax-backslash", .place = place, .details = {}};
  }
  if (auto known = LineReader(line, place).mistake()) {
    return std::move(*known);
  }
  return {.code = "file-not-toml", .place = place, .details = {std::string(description)}};
}

}  // namespace restituo
