// A Reconciliation puts the statements of several accounts together into one list of movements, and says everything
// that does not fit. It adds nothing, and it leaves nothing out without saying so.
//
//   Reconciliation result = reconcile(std::move(statements), {.accounts = {...}, .labels = {...}});
//   movements_csv(result, 2);     // the file that tracing reads (docs/formats/movements.md), with its closing line
//
// What is checked, in this order: each statement (opening balance and entries give the closing balance; printed
// balances chain), statements of one account against one another (one begins where the last ended; no entry is counted
// twice), the order within a day (where each entry has its printed balance, the one order in which they chain is found;
// elsewhere the day is flagged with the lowest balance it can have had at best and at worst, for the lowest balance is
// what caps a claim), transfers between the known accounts (both legs become one movement, and through IN TRANSIT where
// their dates differ).
//
// What it refuses: balances that do not chain or join (rows are missing or changed: no figure may rest on them), an
// entry that is there twice, a label that fits no deposit or several. What it warns of and goes on: days whose order
// nobody knows, transfers with one leg, pairs that only their amount joins, reversals, opening balances that nobody
// printed. Authority: reference asset-tracing.md 1.1 (order of events), 4.2 (days), 4.7 (transfers), 4.15 (entries
// twice).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <restituo/base/fault.hpp>
#include <restituo/ledger/statement.hpp>

namespace restituo {

// An account of the case. Statements and entries may call it by any of its numbers.
struct KnownAccount {
  std::string name;
  std::vector<std::string> numbers;
  std::string opening_label;  // whose the opening balance is; empty: the holder's own
};

// Says whose one deposit is. It must fit exactly one.
struct DepositLabel {
  std::string label;
  std::string account;
  Date date;
  MinorUnits amount = 0;
  std::string bank_id;  // where amount and date fit several
  Place place;
};

struct ReconciliationSettings {
  int decimals = 2;
  std::vector<KnownAccount> accounts;  // accounts that have statements but are not named here are called as these do
  std::vector<DepositLabel> labels;
  int transfer_days = 3;  // how many days apart the two legs of a transfer may be booked
};

struct ReconciledMovement {
  Date date;
  std::string from;  // empty: from outside
  std::string to;
  MinorUnits amount = 0;
  std::string label;
  Place source;                       // the entry, or the opening balance
  std::optional<Place> other_source;  // the other leg of a transfer
  std::string text;
};

// What was read of one statement. One that does not print both its balances cannot show that entries are missing at its
// ends; the ledger says so, for nobody else will.
struct StatementRead {
  std::string file;
  std::string account;
  std::uint64_t entries = 0;
  std::optional<Date> first;
  std::optional<Date> last;
  bool prints_opening = false;
  bool prints_closing = false;
};

struct Reconciliation {
  std::vector<ReconciledMovement> movements;  // in their order; empty where a finding refuses
  Faults findings;
  std::uint64_t entries = 0;                // read, opening balances not among them
  std::uint64_t transfers = 0;              // of which both legs were found
  std::uint64_t left_out = 0;               // counted once though two statements have them
  std::vector<StatementRead> statements{};  // in the order in which they were handed over
};

Reconciliation reconcile(std::vector<Statement> statements, const ReconciliationSettings& settings);

// seq,date,from,to,amount,label and the closing line. Above it a comment line for each statement that does not print
// both its balances.
std::string movements_csv(const Reconciliation& result, int decimals);
// seq,file,line,other_file,other_line,text: which row of which statement each movement comes from.
std::string movement_sources_csv(const Reconciliation& result);

}  // namespace restituo
