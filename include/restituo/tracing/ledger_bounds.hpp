// How little and how much each claim can be worth in a whole ledger, whatever the method: bounds.hpp says it for one
// account, this for all accounts of the holder together, with transfers between them and overdrafts.
//
//   BoundsBook book(rules, names);
//   book.take(block);                        // as often as there are blocks
//   book.finish({{"house", {1, 1.35}}});     // what a unit paid for the house can be had back for
//
// The holder's accounts are those that pay money on or are paid into from outside; all else is a payee. A transfer
// between the holder's accounts carries what it carries; what of it repays an overdraft may be claim money or not. A
// unit in one of the accounts counts one, a unit with a payee what `worth` says, and nothing where it is silent.
//
// With one account the bounds are exact: some attribution reaches them. With several they are bounds from outside,
// because the balances of the single accounts bind an attribution further. No method that attributes payments lies
// outside; tests hold thousands of random ledgers to it. It is shown as a bound, never as a result.
//
// It refuses rules that change what a row is (returned items, interest, exchange, gaps, substitution): their caller
// asks for no bounds then. Work: M log M for M rows, once for each claim; memory in proportion to the rows, unlike a
// tracer's. Authority: asset-tracing.md section 5.2.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <restituo/ledger/ledger.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/tracing/tracing_rules.hpp>

namespace restituo {

// Of a unit that was paid there: at least and at most.
struct PayeeWorth {
  Exact least{};
  Exact most{};
};

struct ClaimBounds {
  LabelId claim = LabelId::own;
  Exact floor{};    // minor units
  Exact ceiling{};  // minor units
};

struct LedgerBounds {
  std::vector<ClaimBounds> claims{};  // in the order in which the labels first appear
  bool exact = false;                 // one account: some attribution reaches them
};

class BoundsBook {
 public:
  // `names` must outlive the book and hold every name of a block before it is handed over.
  BoundsBook(const TracingRules& rules, const LedgerNames& names);
  ~BoundsBook();
  BoundsBook(const BoundsBook&) = delete;
  BoundsBook& operator=(const BoundsBook&) = delete;

  void take(std::span<const Movement> block);
  // By the name of the payee, as the holdings of a trace show it.
  LedgerBounds finish(const std::map<std::string, PayeeWorth>& worth) const;

 private:
  struct Book;
  std::unique_ptr<Book> book_;
};

}  // namespace restituo
