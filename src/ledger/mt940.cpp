// SWIFT MT940. A file may hold several messages, with or without the blocks {1:...}{4: of the network around them.
#include <algorithm>
#include <array>

#include <restituo/base/shown.hpp>
#include <restituo/base/text.hpp>

#include "statement_forms.hpp"

namespace restituo {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

struct Field {
  std::string tag;   // "61"
  std::string text;  // further lines follow after '\n'
  std::size_t at = 0;
  std::size_t text_at = 0;
};

// ":61:" or ":60F:" at the beginning of a line.
std::string tag_of(std::string_view line) {
  if (line.size() < 4 || line[0] != ':' || !is_digit(line[1]) || !is_digit(line[2])) {
    return {};
  }
  const std::size_t end = is_capital(line[3]) ? 4 : 3;
  return line.size() > end && line[end] == ':' ? std::string(line.substr(1, end - 1)) : std::string();
}

std::vector<Field> fields_of(std::string_view text) {
  std::vector<Field> fields;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\r') {
      line.remove_suffix(1);
    }
    std::size_t at = begin;
    // The header of the network stands before the first field, on its line or on lines of its own.
    if (const auto body = line.rfind("{4:"); body != std::string_view::npos) {
      at += body + 3;
      line.remove_prefix(body + 3);
    }
    const std::string tag = tag_of(line);
    if (!tag.empty()) {
      fields.push_back({tag, std::string(line.substr(tag.size() + 2)), at, at + tag.size() + 2});
    } else if (line == "-" || line.rfind("-}", 0) == 0) {
      fields.push_back({"-", "", at, at});
    } else if (!fields.empty() && fields.back().tag != "-" && !line.empty() && line.front() != '{') {
      fields.back().text += "\n" + std::string(line);
    }
    begin = end + 1;
  }
  return fields;
}

class Mt940 {
 public:
  Mt940(const std::string& name, const std::string& text, const StatementSettings& settings)
      : name_(name), text_(text), settings_(settings), places_(name, text) {}

  Statements read() {
    for (const Field& field : fields_of(text_)) {
      if (field.tag == "20") {
        begin(field);
      } else if (!open_) {
        if (field.tag != "-") {
          fault("statement-field-order", field, {field.tag});
        }
      } else {
        take(field);
      }
    }
    close();
    if (statements_.empty() && faults_.empty()) {
      faults_.push_back({"statement-empty", {name_, 0, 0}, {}, Severity::refuse});
    }
    return checked(std::move(statements_), std::move(faults_));
  }

 private:
  void fault(const char* code, const Field& field, std::vector<std::string> details,
             Severity severity = Severity::refuse) {
    faults_.push_back({code, places_.of(field.at), std::move(details), severity});
  }

  void begin(const Field& field) {
    close();
    open_ = true;
    statement_ = {};
    statement_.place = places_.of(field.at);
    statement_.account = settings_.account;
  }

  void close() {
    if (!open_) {
      return;
    }
    if (statement_.account.empty()) {
      faults_.push_back({"statement-without-account", statement_.place, {}, Severity::refuse});
    }
    // Both balances are mandatory in the form; a file that ends before the second was cut.
    if (!has_opening_) {
      faults_.push_back({"statement-element-missing", statement_.place, {":60F:"}, Severity::refuse});
    }
    if (!has_closing_) {
      faults_.push_back({"statement-cut", statement_.place, {":62F:"}, Severity::refuse});
    }
    has_opening_ = has_closing_ = false;
    statements_.push_back(std::move(statement_));
    statement_ = {};
    open_ = false;
  }

  void take(const Field& field) {
    if (field.tag == "-") {
      close();
    } else if (field.tag == "25" || field.tag == "25P") {
      if (settings_.account.empty()) {
        statement_.account = squeezed(std::string_view(field.text).substr(0, field.text.find('\n')));
      }
    } else if (field.tag == "28" || field.tag == "28C") {
      statement_.number = squeezed(field.text);
    } else if (field.tag == "60F" || field.tag == "60M") {
      has_opening_ = true;
      statement_.opening = balance_of(field);
    } else if (field.tag == "62F" || field.tag == "62M") {
      has_closing_ = true;
      statement_.closing = balance_of(field);
    } else if (field.tag == "61") {
      read_entry(field);
    } else if (field.tag == "86") {
      read_details(field);
    }
    // 64 and 65 are available balances, which are no check of the entries; 13 and 21 are references of the message.
    last_tag_ = field.tag;
  }

  // YYMMDD; the years of the form reach from 1980 to 2079.
  std::optional<Date> short_date(std::string_view digits, const Field& field) {
    if (digits.size() != 6 || !std::all_of(digits.begin(), digits.end(), is_digit)) {
      fault("statement-field-form", field, {field.tag, shown(field.text)});
      return std::nullopt;
    }
    const std::string century = digits[0] >= '8' ? "19" : "20";
    return packed_date(century + std::string(digits), places_.of(field.text_at), faults_);
  }

  // D or C, date, currency, amount: "C150301MXN1234,56"
  std::optional<PrintedBalance> balance_of(const Field& field) {
    const std::string_view text = trimmed(field.text);
    if (text.size() < 11 || (text[0] != 'C' && text[0] != 'D') ||
        !std::all_of(text.begin() + 7, text.begin() + 10, is_capital)) {
      fault("statement-field-form", field, {field.tag, shown(text)});
      return std::nullopt;
    }
    const std::string currency(text.substr(7, 3));
    if (statement_.currency.empty()) {
      statement_.currency = currency;
    } else if (statement_.currency != currency) {
      fault("statement-two-currencies", field, {statement_.currency, currency});
    }
    const auto date = short_date(text.substr(1, 6), field);
    const auto amount =
        amount_with_mark(text.substr(10), ',', settings_.decimals, places_.of(field.text_at + 10), faults_);
    if (!date || !amount) {
      return std::nullopt;
    }
    return PrintedBalance{text[0] == 'D' ? -*amount : *amount, date, places_.of(field.at)};
  }

  // Value date, entry date without its year, sign, amount, kind, references: "1503010302C1200,00NTRFNONREF//B4"
  void read_entry(const Field& field) {
    entry_is_open_ = false;
    std::string_view rest = field.text;
    const auto line_end = rest.find('\n');
    const std::string_view supplement = line_end == std::string_view::npos ? "" : rest.substr(line_end + 1);
    rest = rest.substr(0, line_end);
    const auto malformed = [&] { fault("statement-field-form", field, {field.tag, shown(field.text)}); };
    if (rest.size() < 10) {
      return malformed();
    }
    const auto valued = short_date(rest.substr(0, 6), field);
    if (!valued) {
      return;
    }
    rest.remove_prefix(6);
    std::optional<Date> booked = valued;
    if (rest.size() >= 4 && std::all_of(rest.begin(), rest.begin() + 4, is_digit)) {
      booked = nearest_year(*valued, rest.substr(0, 4), field);
      rest.remove_prefix(4);
      if (!booked) {
        return;
      }
    }
    StatementEntry entry;
    // R: takes an earlier entry back; E: expected, not booked yet.
    const bool reversal = !rest.empty() && rest[0] == 'R';
    const bool expected = !rest.empty() && rest[0] == 'E';
    rest.remove_prefix(reversal || expected ? 1 : 0);
    if (rest.empty() || (rest[0] != 'C' && rest[0] != 'D')) {
      return malformed();
    }
    // RC takes a credit back, so the money goes out.
    const bool goes_out = (rest[0] == 'D') != reversal;
    rest.remove_prefix(1);
    if (!rest.empty() && is_capital(rest[0])) {
      rest.remove_prefix(1);  // third letter of the currency
    }
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789,"), rest.size());
    const auto offset = static_cast<std::size_t>(rest.data() - field.text.data());
    const auto amount =
        amount_with_mark(rest.substr(0, digits), ',', settings_.decimals, places_.of(field.text_at + offset), faults_);
    rest.remove_prefix(digits);
    if (!amount) {
      return;
    }
    const bool has_kind =
        rest.size() >= 4 && std::string_view("NFS").find(rest[0]) != std::string_view::npos &&
        std::all_of(rest.begin() + 1, rest.begin() + 4, [](char c) { return is_capital(c) || is_digit(c); });
    if (!has_kind) {
      return malformed();
    }
    rest.remove_prefix(4);  // kind of transaction: N, F or S and three letters
    const auto slashes = rest.find("//");
    if (slashes != std::string_view::npos) {
      entry.bank_id = squeezed(rest.substr(slashes + 2));
    }
    entry.text = squeezed(supplement);
    entry.amount = goes_out ? -*amount : *amount;
    entry.booked = *booked;
    entry.value_date = valued;
    entry.reversal = reversal;
    entry.place = places_.of(field.at);
    if (expected) {
      fault("statement-entry-pending", field, {minor_units_text(entry.amount, settings_.decimals), "E"},
            Severity::warn);
      return;
    }
    statement_.entries.push_back(std::move(entry));
    entry_is_open_ = true;
  }

  // MMDD in the year that brings it nearest to the value date: 1231 beside 2 January is the day before, not a year
  // after.
  std::optional<Date> nearest_year(const Date& valued, std::string_view month_day, const Field& field) {
    const int month = (month_day[0] - '0') * 10 + (month_day[1] - '0');
    const int day = (month_day[2] - '0') * 10 + (month_day[3] - '0');
    std::optional<Date> nearest;
    for (const int year : {valued.year() - 1, valued.year(), valued.year() + 1}) {
      if (!Date::exists(year, month, day)) {
        continue;
      }
      const Date date = Date::of(year, month, day);
      if (!nearest || std::abs(date.serial() - valued.serial()) < std::abs(nearest->serial() - valued.serial())) {
        nearest = date;
      }
    }
    if (!nearest) {
      fault("statement-field-form", field, {field.tag, shown(field.text)});
    }
    return nearest;
  }

  // Free text, or the numbered parts of German and Polish banks: ?20 to ?29 text, ?31 account, ?32 and ?33 name; or the
  // words between slashes of Dutch ones: /IBAN/ /NAME/ /REMI/.
  void read_details(const Field& field) {
    if (last_tag_ != "61" || !entry_is_open_) {
      return;  // text on the whole statement, or of an entry that was left out
    }
    StatementEntry& entry = statement_.entries.back();
    std::string joined_lines = field.text;
    std::erase(joined_lines, '\r');
    if (joined_lines.size() > 3 && joined_lines.find("?20") != std::string::npos) {
      std::erase(joined_lines, '\n');
      for (const std::string_view part : split(joined_lines, '?')) {
        const std::string_view number = part.substr(0, 2);
        const std::string value = part.size() > 2 ? squeezed(part.substr(2)) : "";
        if ((number >= "20" && number <= "29") || (number >= "60" && number <= "63")) {
          entry.text += (entry.text.empty() ? "" : " ") + value;
        } else if (number == "31") {
          entry.counter_account = value;
        } else if (number == "32" || number == "33") {
          entry.counter_party += value;
        }
      }
      return;
    }
    const std::string flat = squeezed(joined_lines);
    entry.text += (entry.text.empty() ? "" : " ") + flat;
    entry.counter_account = between_slashes(flat, "/IBAN/");
    entry.counter_party = between_slashes(flat, "/NAME/");
  }

  static std::string between_slashes(const std::string& text, std::string_view word) {
    const auto at = text.find(word);
    if (at == std::string::npos) {
      return {};
    }
    const std::size_t begin = at + word.size();
    return squeezed(std::string_view(text).substr(begin, text.find('/', begin) - begin));
  }

  const std::string& name_;
  const std::string& text_;
  const StatementSettings& settings_;
  FieldPlaces places_;
  std::vector<Statement> statements_;
  Statement statement_;
  std::string last_tag_;
  bool open_ = false;
  bool entry_is_open_ = false;
  bool has_opening_ = false;
  bool has_closing_ = false;
  Faults faults_;
};

}  // namespace

Statements read_mt940(const std::string& name, const std::string& text, const StatementSettings& settings) {
  return Mt940(name, text, settings).read();
}

}  // namespace restituo
