#include <restituo/tracing/apportionment.hpp>

#include <algorithm>
#include <numeric>

#include <restituo/base/must.hpp>

namespace restituo {

WholeUnits whole_units(const Exact& total, std::span<const Exact> shares, std::span<const Exact> ceilings) {
  must(total.is_integer() && total.sign() >= 0, "only whole units are handed out");
  must(ceilings.empty() || ceilings.size() == shares.size(), "each share has its ceiling, or none has");
  WholeUnits result;
  Exact asked;
  Exact given;
  std::vector<Exact> cut_off;
  for (const Exact& share : shares) {
    must(share.sign() >= 0, "a share is not negative");
    asked += share;
    result.units.push_back(share.floor());
    given += result.units.back();
    cut_off.push_back(share - result.units.back());
  }
  must(asked <= total, "shares ask for no more than there is");
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return cut_off[a] > cut_off[b]; });
  // What the shares ask for is handed out, not what they leave: a surplus belongs to the next class.
  Exact rest = asked.floor() - given;
  for (const std::size_t place : order) {
    if (rest.is_zero() || cut_off[place].is_zero()) {
      break;
    }
    if (!ceilings.empty() && result.units[place] + 1 > ceilings[place]) {
      continue;
    }
    result.units[place] += 1;
    given += 1;
    rest -= 1;
  }
  result.left_over = total - given;
  return result;
}

std::vector<Exact> apportioned(const Exact& units, std::span<const Exact> weights) {
  const Exact sum = std::accumulate(weights.begin(), weights.end(), Exact());
  must(sum.sign() > 0, "somebody has a weight");
  std::vector<Exact> shares;
  for (const Exact& weight : weights) {
    shares.push_back(units * weight / sum);
  }
  return whole_units(units, shares).units;
}

}  // namespace restituo
