// A DisputeSplit says what each disputed number is worth: conceded alone, conceded last, and as its fair part of the
// gap.
//
//   auto split = split_disputes(3, [&](std::uint32_t conceded) { return total_with(conceded); });
//   split->alone[0];      // what conceding dispute 0 costs while all others are held
//   split->last[0];       // what it costs when all others are conceded already
//   split->parts[0];      // its Shapley part: its cost averaged over every order of conceding
//
// Alone and last differ because claims are products: a price conceded costs less once the acts are conceded too. Only
// the parts add up, exactly, to the gap between the claim and the other side's total, since all is rational arithmetic.
//
// What it refuses: the parts of more than 12 disputes (2^12 totals are worked out); alone and last are given then
// without them. Costs may be negative: the other side's number may be the larger one.
//
// Source: L. S. Shapley, "A value for n-person games" (1953).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <restituo/quantity/exact.hpp>

namespace restituo {

inline constexpr std::size_t most_disputes = 12;

struct DisputeSplit {
  Exact claimed;   // nothing conceded
  Exact conceded;  // everything conceded
  std::vector<Exact> alone;
  std::vector<Exact> last;
  std::vector<Exact> parts;  // empty where there are more than `most_disputes`

  Exact gap() const { return claimed - conceded; }
};

// `total(conceded)`: bit i says whether dispute i is conceded; nothing where the figure then has no value, and then
// there is no split. At most 32 disputes.
std::optional<DisputeSplit> split_disputes(std::size_t disputes,
                                           const std::function<std::optional<Exact>(std::uint32_t)>& total);

}  // namespace restituo
