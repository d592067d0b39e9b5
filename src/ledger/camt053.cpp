// ISO 20022 camt.053, every version: elements are found by their local names, so that neither a namespace nor a version
// that moved a code one level down (Sts in .08) matters.
#include <cstring>

#include <pugixml.hpp>

#include <restituo/base/shown.hpp>
#include <restituo/base/text.hpp>

#include "statement_forms.hpp"

namespace restituo {
namespace {

using pugi::xml_node;

std::string_view local_name(const xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

xml_node child(const xml_node& node, std::string_view name) {
  for (const xml_node& candidate : node.children()) {
    if (local_name(candidate) == name) {
      return candidate;
    }
  }
  return {};
}

// "Acct/Id/IBAN"
xml_node at(xml_node node, std::string_view path) {
  for (const std::string_view step : split(path, '/')) {
    node = child(node, step);
  }
  return node;
}

std::string text_at(const xml_node& node, std::string_view path) { return squeezed(at(node, path).text().get()); }

template <class Use>
void for_each(const xml_node& node, std::string_view name, const Use& use) {
  for (const xml_node& candidate : node.children()) {
    if (local_name(candidate) == name) {
      use(candidate);
    }
  }
}

class Camt053 {
 public:
  Camt053(const std::string& name, const std::string& text, const StatementSettings& settings)
      : name_(name), text_(text), settings_(settings), places_(name, text) {}

  Statements read() {
    pugi::xml_document document;
    // Entities beyond the five of XML itself are not expanded by pugixml: no file can grow in memory or name another.
    const pugi::xml_parse_result parsed = document.load_buffer(text_.data(), text_.size());
    if (!parsed) {
      faults_.push_back({"statement-xml",
                         places_.of(static_cast<std::size_t>(parsed.offset)),
                         {parsed.description()},
                         Severity::refuse});
      return checked({}, std::move(faults_));
    }
    // Two files in one are no XML, but the parser takes them; the second would be lost.
    bool first = true;
    for (const xml_node& root : document.children()) {
      if (root.type() != pugi::node_element) continue;
      if (!first) {
        faults_.push_back({"statement-xml", place_of(root), {"a second document begins"}, Severity::refuse});
      }
      first = false;
    }
    for_each(at(document, "Document"), "BkToCstmrStmt", [&](const xml_node& report) {
      for_each(report, "Stmt", [&](const xml_node& node) { read_statement(node); });
    });
    if (statements_.empty() && faults_.empty()) {
      faults_.push_back({"statement-empty", {name_, 0, 0}, {}, Severity::refuse});
    }
    return checked(std::move(statements_), std::move(faults_));
  }

 private:
  Place place_of(const xml_node& node) const {
    const auto offset = node.offset_debug();
    return offset < 0 ? Place{name_, 0, 0} : places_.of(static_cast<std::size_t>(offset));
  }

  void fault(const char* code, const xml_node& node, std::vector<std::string> details,
             Severity severity = Severity::refuse) {
    faults_.push_back({code, place_of(node), std::move(details), severity});
  }

  // The amount with its sign; a fault where it has none.
  std::optional<MinorUnits> amount_of(const xml_node& node, Statement& statement) {
    const xml_node amount = child(node, "Amt");
    const std::string direction = text_at(node, "CdtDbtInd");
    if (!amount || (direction != "CRDT" && direction != "DBIT")) {
      fault("statement-element-missing", node, {!amount ? "Amt" : "CdtDbtInd"});
      return std::nullopt;
    }
    const std::string currency = amount.attribute("Ccy").value();
    if (statement.currency.empty()) {
      statement.currency = currency;
    } else if (currency != statement.currency) {
      fault("statement-two-currencies", amount, {statement.currency, shown(currency)});
      return std::nullopt;
    }
    auto value = amount_with_mark(amount.text().get(), '.', settings_.decimals, place_of(amount), faults_);
    if (value && *value < 0) {
      fault("movement-amount-negative", amount, {shown(amount.text().get())});
      return std::nullopt;
    }
    return value && direction == "DBIT" ? -*value : value;
  }

  // Dt, or the day of DtTm.
  std::optional<Date> date_of(const xml_node& node) {
    const xml_node day = child(node, "Dt") ? child(node, "Dt") : child(node, "DtTm");
    const std::string text = squeezed(day.text().get()).substr(0, 10);
    if (text.empty()) {
      return std::nullopt;
    }
    auto date = Date::parse(text, place_of(day));
    if (!date) {
      append(faults_, std::move(date.error()));
      return std::nullopt;
    }
    return *date;
  }

  void read_statement(const xml_node& node) {
    Statement statement;
    statement.place = place_of(node);
    statement.number = text_at(node, "ElctrncSeqNb");
    if (statement.number.empty()) {
      statement.number = text_at(node, "LglSeqNb");
    }
    statement.account = text_at(node, "Acct/Id/IBAN");
    if (statement.account.empty()) {
      statement.account = text_at(node, "Acct/Id/Othr/Id");
    }
    if (!settings_.account.empty()) {
      statement.account = settings_.account;
    }
    if (statement.account.empty()) {
      fault("statement-without-account", node, {});
    }
    statement.currency = text_at(node, "Acct/Ccy");
    for_each(node, "Bal", [&](const xml_node& balance) { read_balance(balance, statement); });
    for_each(node, "Ntry", [&](const xml_node& entry) { read_entry(entry, statement); });
    statements_.push_back(std::move(statement));
  }

  // OPBD opens, CLBD closes; PRCD, the closing balance of the statement before, stands in where OPBD is missing.
  // Interim and available balances (ITBD, CLAV, FWAV) are no check of the entries.
  void read_balance(const xml_node& node, Statement& statement) {
    const std::string kind = text_at(node, "Tp/CdOrPrtry/Cd");
    const bool opens = kind == "OPBD" || (kind == "PRCD" && !statement.opening);
    if (!opens && kind != "CLBD") {
      return;
    }
    if (const auto amount = amount_of(node, statement)) {
      const PrintedBalance balance{*amount, date_of(child(node, "Dt")), place_of(node)};
      (opens ? statement.opening : statement.closing) = balance;
    }
  }

  void read_entry(const xml_node& node, Statement& statement) {
    const std::string status = child(child(node, "Sts"), "Cd") ? text_at(node, "Sts/Cd") : text_at(node, "Sts");
    const auto amount = amount_of(node, statement);
    const auto booked = date_of(child(node, "BookgDt"));
    const auto valued = date_of(child(node, "ValDt"));
    if (!amount) {
      return;
    }
    if (status != "BOOK" && !status.empty()) {
      fault("statement-entry-pending", node, {minor_units_text(*amount, settings_.decimals), shown(status)},
            Severity::warn);
      return;
    }
    if (!booked && !valued) {
      fault("statement-element-missing", node, {"BookgDt"});
      return;
    }
    StatementEntry entry;
    entry.place = place_of(node);
    entry.amount = *amount;
    entry.booked = booked ? *booked : *valued;
    entry.value_date = valued;
    entry.bank_id = text_at(node, "AcctSvcrRef");
    entry.reversal = text_at(node, "RvslInd") == "true" || text_at(node, "RvslInd") == "1";
    entry.text = text_at(node, "AddtlNtryInf");
    std::size_t parts = 0;
    for_each(node, "NtryDtls", [&](const xml_node& details) {
      for_each(details, "TxDtls", [&](const xml_node& part) {
        ++parts;
        read_part(part, entry);
      });
    });
    if (parts > 1) {
      // Several payments booked as one: no single account stands on the other side.
      entry.counter_account.clear();
      entry.counter_party.clear();
      fault("statement-entry-batch", node, {minor_units_text(*amount, settings_.decimals), std::to_string(parts)},
            Severity::warn);
    }
    statement.entries.push_back(std::move(entry));
  }

  void read_part(const xml_node& part, StatementEntry& entry) {
    const xml_node parties = child(part, "RltdPties");
    const char* const other = entry.amount < 0 ? "Cdtr" : "Dbtr";
    const xml_node account = at(parties, std::string(other) + "Acct/Id");
    entry.counter_account = text_at(account, "IBAN");
    if (entry.counter_account.empty()) {
      entry.counter_account = text_at(account, "Othr/Id");
    }
    entry.counter_party = text_at(parties, std::string(other) + "/Nm");
    if (entry.counter_party.empty()) {
      entry.counter_party = text_at(parties, std::string(other) + "/Pty/Nm");
    }
    for_each(child(part, "RmtInf"), "Ustrd", [&](const xml_node& line) {
      entry.text += (entry.text.empty() ? "" : " ") + squeezed(line.text().get());
    });
  }

  const std::string& name_;
  const std::string& text_;
  const StatementSettings& settings_;
  FieldPlaces places_;
  std::vector<Statement> statements_;
  Faults faults_;
};

}  // namespace

Statements read_camt053(const std::string& name, const std::string& text, const StatementSettings& settings) {
  return Camt053(name, text, settings).read();
}

}  // namespace restituo
