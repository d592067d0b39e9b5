#include "json_writer.hpp"

#include <cmath>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {

void JsonWriter::separate() {
  if (behind_key_) {
    behind_key_ = false;
    return;
  }
  if (!filled_.empty()) {
    if (filled_.back()) {
      text_ += ',';
    }
    filled_.back() = true;
    text_ += '\n';
    text_.append(2 * filled_.size(), ' ');
  }
}

void JsonWriter::begin(char bracket) {
  separate();
  text_ += bracket;
  filled_.push_back(false);
}

void JsonWriter::end(char bracket) {
  must(!filled_.empty() && !behind_key_, "a bracket that closes was opened");
  const bool filled = filled_.back();
  filled_.pop_back();
  if (filled) {
    text_ += '\n';
    text_.append(2 * filled_.size(), ' ');
  }
  text_ += bracket;
}

void JsonWriter::quote(std::string_view text) {
  text_ += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"': text_ += "\\\""; break;
      case '\\': text_ += "\\\\"; break;
      case '\n': text_ += "\\n"; break;
      case '\t': text_ += "\\t"; break;
      case '\r': text_ += "\\r"; break;
      default:
        if (byte < 0x20 || byte == 0x7F) {
          constexpr std::string_view digits = "0123456789abcdef";
          text_ += "\\u00";
          text_ += digits[byte >> 4];
          text_ += digits[byte & 15];
        } else {
          text_ += c;
        }
    }
  }
  text_ += '"';
}

void JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  text_ += ": ";
  behind_key_ = true;
}

void JsonWriter::value(std::string_view text) {
  separate();
  quote(text);
}

void JsonWriter::value(double number) {
  must(std::isfinite(number), "JSON has no word for a number that is not finite");
  separate();
  text_ += double_text(number);
}

void JsonWriter::value(std::uint64_t number) {
  separate();
  text_ += std::to_string(number);
}

void JsonWriter::value(bool truth) {
  separate();
  text_ += truth ? "true" : "false";
}

void JsonWriter::null() {
  separate();
  text_ += "null";
}

void JsonWriter::texts(std::string_view name, const std::vector<std::string>& items) {
  key(name);
  begin_list();
  for (const std::string& item : items) {
    value(item);
  }
  end_list();
}

std::string JsonWriter::take() {
  must(filled_.empty(), "every bracket is closed");
  return std::move(text_) + "\n";
}

}  // namespace restituo
