// Where a claim's money was traced to, as the report tells it: what each claim reaches under one method and under all,
// where its money ended, what things it bought, and the trail as a network.
//
//   TracedAssets assets = ...;               // app traces and fills it
//   name_amounts(assets);                    // every amount gets its id
//   set_against_owed(assets, estimate);      // beside what is owed to each person
//   context.traced = &assets;                // the report then has a section on it, its files a table, its picture
//
// The amounts are those of `restituo trace` on the same ledger. What a claim reaches is no promise that it can be
// collected, and methods differ; so each stands beside the others, and none is averaged.
//
// Every amount has an id, as every figure has: that of the row it stands in, and an aspect that says which amount of
// the row it is ("exact" where there is one only). traced.csv writes both as one: "traced.thing.house.survivor-b.lien".
// An account or a label is in it in small letters, digits and hyphens, and no two share a name.
//
// What it refuses, as our own bug: a label without words. A public copy names accounts, lenders and payers by number.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <restituo/base/fault.hpp>
#include <restituo/estimate/estimate.hpp>
#include <restituo/quantity/date.hpp>
#include <restituo/tracing/asset.hpp>
#include <restituo/tracing/network.hpp>
#include <restituo/tracing/tracing_rules.hpp>

namespace restituo {

// What an account of the ledger is: one of the holder's, a thing, a cash box, or somebody who was paid.
enum class TracedPlace { account, thing, cash, payee };

// Money of one label that lies in one account at the end.
struct TracedHolding {
  std::string account;
  std::string label;  // "own", that of a claim, "bank:ACCOUNT", "unknown"
  Exact amount;       // major units, as everywhere here
  TracedPlace place = TracedPlace::account;
  std::string id{};
};

struct ReachedByMethod {
  std::string method;
  std::vector<Exact> amounts;  // in the order of `claims`
  bool adds_up = true;         // false: contact only
  Words title{};
  Words sentence{};  // its rule; empty where another line has told it
  std::string id{};
};

struct TracedMethodName {
  std::string method;
  Words title;
};

// A claim, and where its money ended by the method shown. What came in (`paid_in`, `followed`, `replaced`) is what lies
// or went somewhere (all up to `unexplained`, which is what exchanges, gaps and returned items changed).
struct TracedClaim {
  std::string label;  // one that is a person's id is hers; empty for all claims together
  Exact paid_in{};    // by the ledger, under this label
  Exact followed{};   // interest, and what was credited to it otherwise
  Exact replaced{};   // the holder's own money, by a rule
  Exact in_accounts{};
  Exact into_things{};
  Exact in_cash{};
  Exact with_payees{};
  Exact repaid{};  // of an overdraft, when it came in
  Exact unexplained{};
  Exact change_of_things{};                   // what the claim on the things is worth, less what was paid for them
  Exact reached{};                            // in_accounts + into_things + change_of_things
  Exact least{}, most{};                      // over the methods that add up
  std::optional<Exact> owed{}, not_traced{};  // set_against_owed; what is not traced may be below zero
  std::string key{};                          // its name in the ids
  std::string id{};
};

struct TracedThing {
  AssetAnswer answer;
  std::optional<Exact> value;
  Words valued{};                                     // by whom and when
  bool backward = false;                              // with debts traced backward, as flagged
  bool lent = false;                                  // lenders put money in
  std::vector<std::optional<Exact>> by_other_loan{};  // what each claim would elect by the other convention
  Exact together{};                                   // what all claims on it would take before they are cut down
  std::string id{};
  std::vector<std::string> claim_ids{};
};

struct TracedRepayment {  // one label's part of a debt that was repaid, traced backward
  TracedBackward told;
  std::string id{};
};

struct TracedSeizure {
  std::string account;
  Date commenced;
  Exact reach;
  std::string id{};
};

struct TracedAssets {
  std::string ledger_file;
  std::string ledger_digest;
  std::string rules_file;  // may be empty
  std::uint64_t rows = 0;
  std::optional<Date> first, last;
  Exact total;
  bool end_is_stated = false;
  std::string method;  // the one whose trail is shown
  Words why{};         // why this one, in the words of the case; may be empty
  bool whole_units = false;
  LoanConvention loan = LoanConvention::by_cost;
  std::vector<TracedClaim> claims;
  std::optional<TracedClaim> all{};  // their sums, where there are several
  std::vector<TracedHolding> holdings;
  std::vector<ReachedByMethod> reached;           // the method shown first
  std::vector<TracedMethodName> could_not_run{};  // because of rules for rows
  std::vector<TracedThing> things;
  std::vector<TracedRepayment> backward;
  std::vector<TracedSeizure> seizures;
  TracingRules rules{};
  std::map<std::string, Words> names{};  // what an account or a lender is called; else as the ledger writes it
  Network network;
  std::vector<std::string> arrow_ids{};
  Faults warnings;
};

// The account of claim money, line by line: what came in, where it ended, and what of it is reached.
struct TracedLine {
  enum class Role { comes, ends, sum };
  const char* name;  // in its id
  Exact TracedClaim::*amount;
  Role role;
};
std::span<const TracedLine> traced_lines();

// Gives every amount its id, by the names that `traced` has now.
void name_amounts(TracedAssets& traced);

// Puts beside each claim what is owed to its person: her figure of the same name as the one the report answers with,
// and what of it is not traced.
void set_against_owed(TracedAssets& traced, const Estimate& estimate);

// Every amount with its id, for files and for tests.
struct TracedAmount {
  std::string id;      // of its row
  std::string aspect;  // "exact" where the row has one
  std::string what, method, account, label;
  Exact amount;
  bool share = false;  // of one, not money
};
std::vector<TracedAmount> amounts_of(const TracedAssets& traced);

// The same with numbers for accounts, lenders and payers, years for dates, and nothing that people wrote. `full` and
// `copy` are the estimate before and after redaction: a claim of a person goes under her new id.
TracedAssets redacted(const TracedAssets& traced, const Estimate& full, const Estimate& copy, Language language);

// The trail as a drawing that stands for itself (SVG): boxes for accounts, numbered arrows, and below it what each
// arrow carried and in which rows.
std::string trail_drawing(const Network& network, const Words& method, const std::map<std::string, Words>& names,
                          Language language);

}  // namespace restituo
