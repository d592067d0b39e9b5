// A Guide finds the place of a draw in a list of cumulative probabilities in about one step, however long the list is.
// Source: H. C. Chen, Y. Asau, "On generating random variates from an empirical distribution" (1974).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace restituo {

class Guide {
 public:
  Guide() = default;
  // `cumulative` ascends to 1.
  explicit Guide(std::span<const double> cumulative)
      : starts_(std::clamp<std::size_t>(2 * cumulative.size(), 16, 65536)) {
    std::size_t at = 0;
    for (std::size_t slot = 0; slot < starts_.size(); ++slot) {
      const double from = static_cast<double>(slot) / static_cast<double>(starts_.size());
      while (cumulative[at] < from) {
        ++at;
      }
      starts_[slot] = static_cast<std::uint32_t>(at);
    }
  }

  // The first i with cumulative[i] >= u; u in (0, 1).
  std::size_t first_at_least(std::span<const double> cumulative, double u) const {
    std::size_t at = starts_[static_cast<std::size_t>(u * static_cast<double>(starts_.size()))];
    // The product may have been rounded up to the next slot.
    while (at > 0 && cumulative[at - 1] >= u) {
      --at;
    }
    while (cumulative[at] < u) {
      ++at;
    }
    return at;
  }

 private:
  std::vector<std::uint32_t> starts_;
};

}  // namespace restituo
