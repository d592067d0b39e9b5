// Small ledgers for tests: rows of (from, to, amount, label), the outside and the holder's own as empty text.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <restituo/ledger/ledger.hpp>
#include <restituo/tracing/trace.hpp>

namespace restituo {

struct TestRow {
  std::string from;
  std::string to;
  MinorUnits amount;
  std::string label = {};
  std::string date = {};
};

inline Ledger ledger_of(const std::vector<TestRow>& rows) {
  Ledger ledger;
  std::int64_t sequence = 0;
  for (const TestRow& row : rows) {
    Movement movement;
    movement.sequence = ++sequence;
    movement.line = static_cast<std::uint32_t>(sequence + 1);
    movement.amount = row.amount;
    movement.from = AccountId{ledger.names.accounts.number_of(row.from)};
    movement.to = AccountId{ledger.names.accounts.number_of(row.to)};
    movement.label = LabelId{ledger.names.labels.number_of(row.label == "own" ? "" : row.label)};
    if (!row.date.empty()) movement.date = Date::parse(row.date, {}).value();
    ledger.movements.push_back(movement);
  }
  return ledger;
}

// account -> label -> amount in minor units, as fraction text.
using Book = std::map<std::string, std::map<std::string, std::string>>;

inline Book book_of(const Trace& traced, const LedgerNames& names) {
  Book book;
  for (const AccountHoldings& account : traced.accounts) {
    auto& holdings = book[account.name];
    for (const Holding& holding : account.holdings) {
      holdings[text_of(holding.label, names)] = holding.amount.fraction_text();
    }
  }
  return book;
}

inline Book traced(const std::vector<TestRow>& rows, TraceChoices choices) {
  const Ledger ledger = ledger_of(rows);
  return book_of(trace(ledger, choices).value(), ledger.names);
}

}  // namespace restituo
