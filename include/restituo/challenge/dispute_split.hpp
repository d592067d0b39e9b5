// A DisputeSplit says what each disputed number is worth: conceded alone, conceded last, and as its fair part of the
// gap.
//
//   auto split = split_disputes(3, [&](const Conceded& conceded) { return total_with(conceded); });
//   split.alone[0];      // what conceding dispute 0 costs while all others are held
//   split.last[0];       // what it costs when all others are conceded already
//   split.parts[0];      // its Shapley part: its cost averaged over every order of conceding
//
// Alone and last differ because claims are products: a price conceded costs less once the acts are conceded too. Only
// the parts add up, exactly, to the gap between the claim and the other side's total, since all is rational arithmetic.
//
// What it refuses: the parts of more than 12 disputes (2^12 totals are worked out), or of disputes that leave no figure
// when some of them are conceded together; alone and last are given without them, each where it has a value. Costs may
// be negative: the other side's number may be the larger one.
//
// Source: L. S. Shapley, "A value for n-person games" (1953).
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include <restituo/quantity/exact.hpp>

namespace restituo {

inline constexpr std::size_t most_disputes = 12;

// Whether each dispute is conceded.
using Conceded = std::vector<bool>;

// Nothing stands for what has no value because the figure then has none.
struct DisputeSplit {
  std::optional<Exact> claimed;   // nothing conceded
  std::optional<Exact> conceded;  // everything conceded
  std::vector<std::optional<Exact>> alone;
  std::vector<std::optional<Exact>> last;
  std::vector<Exact> parts;  // empty where they were refused

  // Where both totals have a value.
  Exact gap() const { return *claimed - *conceded; }
};

DisputeSplit split_disputes(std::size_t disputes,
                            const std::function<std::optional<Exact>(const Conceded& conceded)>& total);

}  // namespace restituo
