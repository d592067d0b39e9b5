#include <restituo/ledger/statement.hpp>

#include <array>

#include <restituo/base/text.hpp>

#include "statement_forms.hpp"

namespace restituo {
namespace {

// 0x80 to 0x9F of windows-1252; the rest is Latin-1, whose numbers Unicode shares.
constexpr std::array<std::uint16_t, 32> windows_letters{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// OFX 1 says so in its header, XML in its declaration.
bool says_windows_1252(std::string_view text) {
  const std::string_view head = text.substr(0, 400);
  return contains(head, "CHARSET:1252") || contains(head, "encoding=\"windows-1252\"") ||
         contains(head, "encoding=\"ISO-8859-1\"") || contains(head, "encoding=\"iso-8859-1\"");
}

}  // namespace

std::string utf_8_from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
      continue;
    }
    const unsigned letter = byte < 0xA0 ? windows_letters[byte - 0x80U] : byte;
    if (letter >= 0x800) {
      text += static_cast<char>(0xE0U | letter >> 12U);
      text += static_cast<char>(0x80U | (letter >> 6U & 0x3FU));
    } else {
      text += static_cast<char>(0xC0U | letter >> 6U);
    }
    text += static_cast<char>(0x80U | (letter & 0x3FU));
  }
  return text;
}

StatementForm form_of_statement(std::string_view text) {
  const std::string_view head = trimmed(text.substr(0, 4000));
  if (contains(head, "<OFX>") || contains(head, "OFXHEADER")) {
    return StatementForm::ofx;
  }
  if (contains(head, "BkToCstmrStmt")) {
    return StatementForm::camt053;
  }
  if (contains(head, ":20:") && contains(head, ":25")) {
    return StatementForm::mt940;
  }
  return StatementForm::csv;
}

Outcome<Checked<std::vector<Statement>>> read_statements(const std::string& name, std::string text,
                                                         const StatementSettings& settings) {
  if (settings.encoding == TextEncoding::windows_1252 || (!settings.encoding && says_windows_1252(text))) {
    text = utf_8_from_windows_1252(text);
  }
  const StatementForm form = form_of_statement(text);
  // The guard of the CSV reader finds such bytes itself, with their row.
  if (form != StatementForm::csv) {
    if (const auto byte = first_invalid_utf8(text)) {
      return refuse({.code = "csv-not-utf-8", .place = FieldPlaces(name, text).of(*byte), .details = {}});
    }
  }
  switch (form) {
    case StatementForm::camt053: return read_camt053(name, text, settings);
    case StatementForm::mt940: return read_mt940(name, text, settings);
    case StatementForm::ofx: return read_ofx(name, text, settings);
    case StatementForm::csv: break;
  }
  return read_csv_statement(name, std::move(text), settings);
}

}  // namespace restituo
