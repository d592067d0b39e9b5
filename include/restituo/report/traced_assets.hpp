// Where a claim's money was traced to, as the report tells it: what each claim reaches under one method and under all,
// where it lies, what things it bought, and the trail as a network.
//
//   ReportContext context{...};
//   context.traced = &assets;        // the report then has a section on it, its files a table, its picture
//
// The amounts are those of `restituo trace` on the same ledger: nothing is added up here. What a claim reaches is no
// promise that it can be collected, and methods differ; so each stands beside the others, and none is averaged.
//
// What it refuses, as our own bug: a label without words. A public copy names accounts, lenders and payers by number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <restituo/base/fault.hpp>
#include <restituo/estimate/estimate.hpp>
#include <restituo/quantity/date.hpp>
#include <restituo/tracing/asset.hpp>
#include <restituo/tracing/network.hpp>

namespace restituo {

// Money of one label that lies in one account at the end.
struct TracedHolding {
  std::string account;
  std::string label;  // "own", that of a claim, "bank:ACCOUNT", "unknown"
  Exact amount;       // major units, as everywhere here
};

struct ReachedByMethod {
  std::string method;
  std::vector<Exact> amounts;  // in the order of `claims`
  bool adds_up = true;         // false: contact only
};

struct TracedThing {
  AssetAnswer answer;
  std::optional<Exact> value;
  std::string valued;     // by whom and when
  bool backward = false;  // with debts traced backward, as flagged
};

struct TracedSeizure {
  std::string account;
  Date commenced;
  Exact reach;
};

struct TracedAssets {
  std::string ledger_file;
  std::string rules_file;  // may be empty
  std::uint64_t rows = 0;
  std::optional<Date> first, last;
  Exact total;
  bool end_is_stated = false;
  std::string method;  // the one whose trail is shown
  Words sentence;      // its rule
  bool whole_units = false;
  LoanConvention loan = LoanConvention::by_cost;
  std::vector<std::string> claims;  // labels; one that is a person's id is hers
  std::vector<TracedHolding> holdings;
  std::vector<ReachedByMethod> reached;  // the method shown first
  std::vector<TracedThing> things;
  std::vector<TracedBackward> backward;
  std::vector<TracedSeizure> seizures;
  Network network;
  Faults warnings;
};

// The same with numbers for accounts, lenders and payers, years for dates, and nothing that people wrote. `full` and
// `copy` are the estimate before and after redaction: a claim of a person goes under her new id.
TracedAssets redacted(const TracedAssets& traced, const Estimate& full, const Estimate& copy, Language language);

}  // namespace restituo
