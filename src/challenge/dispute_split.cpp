#include <restituo/challenge/dispute_split.hpp>

#include <bit>

#include <restituo/base/must.hpp>

namespace restituo {

std::optional<DisputeSplit> split_disputes(std::size_t disputes,
                                           const std::function<std::optional<Exact>(std::uint32_t)>& total) {
  must(disputes <= 32, "a bit for each dispute");
  const auto bit = [](std::size_t i) { return std::uint32_t{1} << i; };
  const std::uint32_t everything = disputes == 32 ? ~std::uint32_t{0} : bit(disputes) - 1;
  const auto none = total(0);
  const auto all = total(everything);
  if (!none || !all) {
    return std::nullopt;
  }
  DisputeSplit split{*none, *all, {}, {}, {}};
  for (std::size_t i = 0; i < disputes; ++i) {
    const auto alone = total(bit(i));
    const auto but_last = total(everything & ~bit(i));
    if (!alone || !but_last) {
      return std::nullopt;
    }
    split.alone.push_back(*none - *alone);
    split.last.push_back(*but_last - *all);
  }
  if (disputes > most_disputes) {
    return split;
  }

  std::vector<Exact> totals;
  for (std::uint32_t conceded = 0; conceded <= everything; ++conceded) {
    const auto one = total(conceded);
    if (!one) {
      return std::nullopt;
    }
    totals.push_back(*one);
  }
  // The share of orders in which exactly a given set of `size` stands before dispute i: size! (n - 1 - size)! / n!.
  std::vector<Exact> weights;
  for (std::size_t size = 0; size < disputes; ++size) {
    Exact weight = 1;
    for (std::size_t k = 1; k <= size; ++k) {
      weight *= Exact::fraction(static_cast<std::int64_t>(k), static_cast<std::int64_t>(disputes - k));
    }
    weights.push_back(weight / Exact(static_cast<std::int64_t>(disputes)));
  }
  for (std::size_t i = 0; i < disputes; ++i) {
    // Terms of one weight together: the weights have large denominators.
    std::vector<Exact> by_size(disputes);
    for (std::uint32_t conceded = 0; conceded <= everything; ++conceded) {
      if ((conceded & bit(i)) == 0) {
        by_size[static_cast<std::size_t>(std::popcount(conceded))] += totals[conceded] - totals[conceded | bit(i)];
      }
    }
    Exact part;
    for (std::size_t size = 0; size < disputes; ++size) {
      part += by_size[size] * weights[size];
    }
    split.parts.push_back(part);
  }
  return split;
}

}  // namespace restituo
