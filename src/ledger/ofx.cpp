// OFX 1 (SGML, whose elements need no end tags) and OFX 2 (XML), read by one tokenizer: a tag, and the text behind it.
// libofx would read both, but hands amounts over as doubles.
#include <algorithm>
#include <map>

#include <restituo/base/shown.hpp>
#include <restituo/base/text.hpp>

#include "statement_forms.hpp"

namespace restituo {
namespace {

struct Element {
  std::string tag;  // "/STMTTRN" where it closes
  std::string text;
  std::size_t at = 0;
};

// Entities of XML; others stay as they stand.
std::string without_entities(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}};
  for (const auto& [written, meant] : entities) {
    for (auto at = text.find(written); at != std::string::npos; at = text.find(written, at + meant.size())) {
      text.replace(at, written.size(), meant);
    }
  }
  return text;
}

std::vector<Element> elements_of(std::string_view text) {
  std::vector<Element> elements;
  std::size_t at = text.find('<');
  while (at < text.size()) {
    const std::size_t close = text.find('>', at);
    if (close == std::string_view::npos) {
      break;
    }
    const std::size_t next = std::min(text.find('<', close), text.size());
    std::string tag(text.substr(at + 1, close - at - 1));
    std::transform(tag.begin(), tag.end(), tag.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (!tag.empty() && tag.front() != '?' && tag.front() != '!') {
      elements.push_back({tag, without_entities(squeezed(text.substr(close + 1, next - close - 1))), at});
    }
    at = next;
  }
  return elements;
}

class Ofx {
 public:
  Ofx(const std::string& name, const std::string& text, const StatementSettings& settings)
      : name_(name), text_(text), settings_(settings), places_(name, text) {}

  Statements read() {
    bool ended = false;
    for (const Element& element : elements_of(text_)) {
      ended = element.tag == "/OFX";
      take(element);
    }
    if (!ended) {
      faults_.push_back({"statement-cut", {name_, 0, 0}, {"</OFX>"}, Severity::refuse});
    } else {
      must_be_closed();
      if (in_statement_) {
        faults_.push_back({"statement-element-missing", statement_.place, {"</STMTRS>"}, Severity::refuse});
      }
    }
    if (statements_.empty() && faults_.empty()) {
      faults_.push_back({"statement-empty", {name_, 0, 0}, {}, Severity::refuse});
    }
    return checked(std::move(statements_), std::move(faults_));
  }

 private:
  using Values = std::map<std::string, Element>;

  void fault(const char* code, const Element& element, std::vector<std::string> details,
             Severity severity = Severity::refuse) {
    faults_.push_back({code, places_.of(element.at), std::move(details), severity});
  }

  void take(const Element& element) {
    if (element.tag == "STMTRS" || element.tag == "CCSTMTRS") {
      must_be_closed();
      if (in_statement_) {
        fault("statement-element-missing", element, {"</STMTRS>"});
      }
      in_statement_ = true;
      statement_ = {};
      statement_.place = places_.of(element.at);
      statement_.account = settings_.account;
    } else if (element.tag == "/STMTRS" || element.tag == "/CCSTMTRS") {
      must_be_closed();
      if (!in_statement_) {
        fault("statement-element-missing", element, {"<STMTRS>"});
      }
      in_statement_ = false;
      if (statement_.account.empty()) {
        fault("statement-without-account", element, {});
      }
      correct_entries();
      statements_.push_back(std::move(statement_));
      statement_ = {};
    } else if (element.tag == "CURDEF") {
      statement_.currency = element.text;
    } else if (element.tag == "STMTTRN" || element.tag == "LEDGERBAL" || element.tag == "BANKACCTTO") {
      if (element.tag != "BANKACCTTO") {
        must_be_closed();
        if (!in_statement_) {
          fault("statement-element-missing", element, {"<STMTRS>"});
        }
        values_.clear();
        begin_ = element;
      }
      inside_ += (inside_.empty() ? "" : "/") + element.tag;
    } else if (element.tag == "/BANKACCTTO") {
      if (inside_ == "STMTTRN/BANKACCTTO") leave();
    } else if (element.tag == "/STMTTRN") {
      if (left("STMTTRN", element)) read_entry();
    } else if (element.tag == "/LEDGERBAL") {
      if (left("LEDGERBAL", element)) read_balance();
    } else if (element.tag == "/BANKTRANLIST") {
      must_be_closed();
    } else if (!inside_.empty()) {
      values_[(inside_.find("BANKACCTTO") != std::string::npos ? "TO/" : "") + element.tag] = element;
    } else if (element.tag == "ACCTID" && settings_.account.empty() && statement_.account.empty()) {
      statement_.account = element.text;
    }
  }

  // An entry that nothing closes would be lost, and one that nothing opens would be the last one again.
  void must_be_closed() {
    if (inside_.empty()) return;
    fault("statement-element-missing", begin_, {"</" + begin_.tag + ">"});
    inside_.clear();
  }

  bool left(const char* tag, const Element& element) {
    if (inside_ == tag) {
      inside_.clear();
      return true;
    }
    if (inside_.empty()) {
      fault("statement-element-missing", element, {std::string("<") + tag + ">"});
    } else {
      must_be_closed();
    }
    return false;
  }

  void leave() {
    const auto slash = inside_.rfind('/');
    inside_ = slash == std::string::npos ? "" : inside_.substr(0, slash);
  }

  std::string text_of(const char* tag) const {
    const auto found = values_.find(tag);
    return found == values_.end() ? "" : found->second.text;
  }

  // A comma may stand for the point.
  std::optional<MinorUnits> amount_of(const char* tag) {
    const auto found = values_.find(tag);
    if (found == values_.end()) {
      fault("statement-element-missing", begin_, {tag});
      return std::nullopt;
    }
    const char mark = found->second.text.find(',') == std::string::npos ? '.' : ',';
    return amount_with_mark(found->second.text, mark, settings_.decimals, places_.of(found->second.at), faults_);
  }

  std::optional<Date> date_of(const char* tag, bool required) {
    const auto found = values_.find(tag);
    if (found == values_.end()) {
      if (required) {
        fault("statement-element-missing", begin_, {tag});
      }
      return std::nullopt;
    }
    // The day as the bank wrote it, in its own time: a zone behind it moves no booking to another day.
    return packed_date(found->second.text, places_.of(found->second.at), faults_);
  }

  void read_balance() {
    if (const auto amount = amount_of("BALAMT")) {
      statement_.closing = PrintedBalance{*amount, date_of("DTASOF", false), places_.of(begin_.at)};
    }
  }

  struct Correction {
    std::string corrected_id;
    bool deletes = false;
    Element at;
    MinorUnits amount = 0;
  };

  void read_entry() {
    StatementEntry entry;
    const auto amount = amount_of("TRNAMT");
    const auto booked = date_of("DTPOSTED", true);
    if (!amount || !booked) {
      return;
    }
    entry.amount = *amount;
    entry.booked = *booked;
    entry.bank_id = text_of("FITID");
    entry.counter_party = text_of("NAME");
    entry.text = squeezed(text_of("NAME") + " " + text_of("MEMO"));
    entry.counter_account = text_of("TO/ACCTID");
    entry.place = places_.of(begin_.at);
    if (const std::string corrects = text_of("CORRECTFITID"); !corrects.empty()) {
      const bool deletes = text_of("CORRECTACTION") == "DELETE";
      corrections_.push_back({corrects, deletes, begin_, *amount});
      if (deletes) {
        return;
      }
    }
    statement_.entries.push_back(std::move(entry));
  }

  // An entry that the bank itself replaced or deleted later is left out, and said.
  void correct_entries() {
    for (const Correction& correction : corrections_) {
      auto& entries = statement_.entries;
      const auto old = std::find_if(entries.begin(), entries.end(), [&](const StatementEntry& entry) {
        return entry.bank_id == correction.corrected_id;
      });
      if (old == entries.end()) {
        fault("statement-correction-of-nothing", correction.at, {shown(correction.corrected_id)}, Severity::warn);
        continue;
      }
      fault("statement-entry-corrected", correction.at,
            {minor_units_text(old->amount, settings_.decimals), std::to_string(old->place.line),
             minor_units_text(correction.deletes ? 0 : correction.amount, settings_.decimals)},
            Severity::warn);
      entries.erase(old);
    }
    corrections_.clear();
  }

  const std::string& name_;
  const std::string& text_;
  const StatementSettings& settings_;
  FieldPlaces places_;
  std::vector<Statement> statements_;
  Statement statement_;
  Values values_;
  Element begin_;
  std::string inside_;
  bool in_statement_ = false;
  std::vector<Correction> corrections_;
  Faults faults_;
};

}  // namespace

Statements read_ofx(const std::string& name, const std::string& text, const StatementSettings& settings) {
  return Ofx(name, text, settings).read();
}

}  // namespace restituo
