#include "toml_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace restituo {
namespace {

std::string toml_key(const std::string& key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  return bare ? key : toml_quoted(key);
}

}  // namespace

std::string toml_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string toml_text(const Entry& entry) {
  switch (entry.form()) {
    case EntryForm::text: return toml_quoted(entry.text());
    case EntryForm::whole_number: return std::to_string(entry.whole_number());
    case EntryForm::truth: return entry.truth() ? "true" : "false";
    case EntryForm::date: {
      const auto date = entry.date();
      return date ? date->text() : "";
    }
    case EntryForm::list: {
      std::string text;
      for (const Entry& item : entry.items()) {
        text += (text.empty() ? "" : ", ") + toml_text(item);
      }
      return '[' + text + ']';
    }
    case EntryForm::table: {
      std::string text;
      for (const auto& [key, member] : entry.members()) {
        text += (text.empty() ? "" : ", ") + toml_key(key) + " = " + toml_text(member);
      }
      return "{ " + text + " }";
    }
    case EntryForm::decimal_number:
    case EntryForm::other: break;
  }
  return "";
}

bool is_date_text(std::string_view text) {
  if (text.size() != 10) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') {
      return false;
    }
  }
  return true;
}

}  // namespace restituo
