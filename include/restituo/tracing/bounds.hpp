// How little and how much one claim can be worth, whatever the attribution: the floor and the ceiling over every way of
// saying which payments carried claim money.
//
//   auto bounds = bounds_of({{Flow::claim_in, 100}, {Flow::own_in, 50}, {Flow::out, 80, 0}});
//   bounds.floor     // 20: the payment carried 80 of the claim
//   bounds.ceiling   // 70: it carried the holder's money first
//
// Each payment may carry any amount of the claim that leaves no more than the balance and no less than nothing. A unit
// left in the account counts one; a unit that was paid away counts what it can be had back for (zero where dissipated,
// value by cost where it bought an asset). No named method can lie outside. The ceiling is the best that free choice
// could reach (cherry-picking, which courts resist where enough remains: Turner v Jacob); it is shown as a bound, never
// as a result.
//
// Work: M log M for M rows. Authority: asset-tracing.md section 5.2 and 4.2.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <restituo/ledger/ledger.hpp>
#include <restituo/quantity/exact.hpp>

namespace restituo {

struct Flow {
  enum class Kind { claim_in, own_in, out };
  Kind kind = Kind::own_in;
  Exact amount{};
  Exact value = 0;  // of a unit paid out
};

struct Bounds {
  Exact floor{};
  Exact ceiling{};
};

// One account, one claim; everything else is the holder's.
Bounds bounds_of(const std::vector<Flow>& flows);

// LIBR for one claim where the order within a day is not known. Best: own credits, payments, claim credits; worst:
// claim credits, payments, own credits. Days follow the order of the ledger; rows without a date are taken as they
// stand.
struct SameDayBounds {
  Exact as_written{};
  Exact best{};
  Exact worst{};
  std::size_t days_open = 0;  // days on which the order makes a difference to the kinds of rows
};
SameDayBounds same_day_bounds(const Ledger& ledger, AccountId account, LabelId claim);

// The flows of one claim in one account of a ledger. `value_of` gives what a unit paid to an account is worth.
std::vector<Flow> flows_of(const Ledger& ledger, AccountId account, LabelId claim,
                           const std::vector<Exact>& value_of = {});

}  // namespace restituo
