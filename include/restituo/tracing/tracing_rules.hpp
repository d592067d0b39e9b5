// Tracing rules are what a person decides about single rows and accounts of a ledger, each a named choice with its
// evidence, printed with every result.
//
// A ledger says who paid whom. That a payment bounced, that a credit is interest, that a payee gave value in good
// faith, that cash drawn here was paid in there: somebody asserts it. Without an assertion the general rule stands.
//
//   good faith     the trail ends at this payee; follow what the holder received instead
//
//   cash           money drawn goes on only where a deposit is linked with evidence; otherwise the deposit is "unknown"
//
//   group          several accounts counted as one: payments between them are dropped before anything is traced
//
//   reversal       a returned payment brings back the very parts that left, in their old place (or as a new arrival); a
//                  returned deposit takes its own remaining parts first and the rest by the method
//
//   interest       follows the principal, by time-weighted balances or by the balances at credit, or is the holder's;
//                  one credit is one lot, which the labels share without an order among them
//
//   exchange       the amount that arrived in the other currency, label by label in proportion
//
//   substitution   own money meant to replace what was taken becomes claim money, at most what is asserted and at most
//                  what the claim has lost
//
//   gap            pages are missing: only the balance on both sides is known; what a claim has after is assumed
//
//   backward       a debt repaid with claim money had bought an asset, and the two were coordinated (Durant [2015]
//                  UKPC 35)
//
// What they refuse: a row that the ledger does not have, a reversal that differs from its payment, a payee in good
// faith that pays money on, two rules for one row. Authority: asset-tracing.md sections 4 and 5.4.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/fault.hpp>
#include <restituo/base/language.hpp>
#include <restituo/ledger/minor_units.hpp>

namespace restituo {

struct AccountGroup {
  std::string name{};
  std::vector<std::string> accounts{};
};

enum class InterestRule { time_weighted, at_credit, own };

// What one row of the ledger is besides a payment. `sequence` is the row's number.
struct RowRule {
  enum class Kind { reversal, interest, exchange, cash_link, backward };
  Kind kind = Kind::reversal;
  std::int64_t sequence = 0;
  std::int64_t of = 0;                                  // reversal: the row that came back
  bool as_new_arrival = false;                          // reversal
  InterestRule interest = InterestRule::time_weighted;  // interest
  MinorUnits arrives = 0;                               // exchange
  std::string lender{};                                 // backward: whose loan or overdraft was repaid
  Words evidence{};                                     // cash_link and backward must have it
  Place place{};
};

// What happens between two rows, after the row with this number.
struct BetweenRule {
  enum class Kind { substitution, gap };
  Kind kind = Kind::substitution;
  std::int64_t after = 0;
  std::string account{};
  std::string label{};    // substitution: whose money it becomes
  MinorUnits amount = 0;  // substitution: at most; gap: the balance on the far side
  Words evidence{};
  Place place{};
};

struct TracingRules {
  std::vector<std::string> good_faith{};
  std::vector<std::string> cash{};
  std::vector<AccountGroup> groups{};
  std::vector<RowRule> rows{};
  std::vector<BetweenRule> between{};

  bool empty() const { return good_faith.empty() && cash.empty() && groups.empty() && rows.empty() && between.empty(); }
};

// "reversal", "interest", ...; "time-weighted", "at-credit", "own"; "substitution", "gap": as the rules file has them.
std::string_view name_of(RowRule::Kind kind);
std::string_view name_of(InterestRule rule);
std::string_view name_of(BetweenRule::Kind kind);

// What is wrong with the rules in themselves: two for one row, an account in two groups, evidence that is missing.
Faults faults_of(const TracingRules& rules);

}  // namespace restituo
