#include <restituo/challenge/dispute_split.hpp>

#include <bit>
#include <cstdint>

namespace restituo {
namespace {

using Total = std::function<std::optional<Exact>(const Conceded&)>;

std::optional<Exact> difference(const std::optional<Exact>& more, const std::optional<Exact>& less) {
  return more && less ? std::optional(*more - *less) : std::nullopt;
}

// By the bits of its number, the total of every set of conceded disputes; empty where one has no value.
std::vector<Exact> all_totals(std::size_t disputes, const Total& total) {
  std::vector<Exact> totals;
  for (std::uint32_t set = 0; set < std::uint32_t{1} << disputes; ++set) {
    Conceded conceded(disputes);
    for (std::size_t i = 0; i < disputes; ++i) conceded[i] = (set >> i & 1U) != 0;
    auto one = total(conceded);
    if (!one) return {};
    totals.push_back(std::move(*one));
  }
  return totals;
}

std::vector<Exact> shapley_parts(std::size_t disputes, const std::vector<Exact>& totals) {
  // The share of orders in which exactly a given set of `size` stands before dispute i: size! (n - 1 - size)! / n!.
  std::vector<Exact> weights;
  for (std::size_t size = 0; size < disputes; ++size) {
    Exact weight = 1;
    for (std::size_t k = 1; k <= size; ++k) {
      weight *= Exact::fraction(static_cast<std::int64_t>(k), static_cast<std::int64_t>(disputes - k));
    }
    weights.push_back(weight / Exact(static_cast<std::int64_t>(disputes)));
  }
  std::vector<Exact> parts;
  for (std::size_t i = 0; i < disputes; ++i) {
    const std::size_t own = std::size_t{1} << i;
    // Terms of one weight together: the weights have large denominators.
    std::vector<Exact> by_size(disputes);
    for (std::size_t conceded = 0; conceded < totals.size(); ++conceded) {
      if ((conceded & own) == 0) {
        by_size[static_cast<std::size_t>(std::popcount(conceded))] += totals[conceded] - totals[conceded | own];
      }
    }
    Exact part;
    for (std::size_t size = 0; size < disputes; ++size) {
      part += by_size[size] * weights[size];
    }
    parts.push_back(part);
  }
  return parts;
}

}  // namespace

DisputeSplit split_disputes(std::size_t disputes, const Total& total) {
  const Conceded nothing(disputes, false);
  const Conceded everything(disputes, true);
  DisputeSplit split{total(nothing), total(everything), {}, {}, {}};
  for (std::size_t i = 0; i < disputes; ++i) {
    Conceded alone = nothing;
    alone[i] = true;
    Conceded but_last = everything;
    but_last[i] = false;
    split.alone.push_back(difference(split.claimed, total(alone)));
    split.last.push_back(difference(total(but_last), split.conceded));
  }
  if (disputes > 0 && disputes <= most_disputes) {
    if (const std::vector<Exact> totals = all_totals(disputes, total); !totals.empty()) {
      split.parts = shapley_parts(disputes, totals);
    }
  }
  return split;
}

}  // namespace restituo
