#include "missing_numbers.hpp"

#include <algorithm>
#include <iterator>

namespace restituo {
namespace {

constexpr std::size_t most_gaps = 10'000;

}  // namespace

MissingNumbers::Place MissingNumbers::take_other(std::int64_t number, std::uint32_t line) {
  if (!any_) {
    any_ = true;
    smallest_ = number;
    first_line_ = line;
    next_ = number + 1;
    unread_ = 0;
    return Place::in_order;
  }
  if (number < next_) {
    if (number < smallest_) {
      smallest_ = number;
      return Place::out_of_order;
    }
    return fill(number) ? Place::out_of_order : Place::again;
  }
  if (number - next_ > unread_) {
    if (gaps_.size() < most_gaps) {
      gaps_.emplace(next_, Gap{next_, number - 1, line});
    } else {
      ++gaps_not_kept_;
    }
  }
  unread_ = 0;
  next_ = number + 1;
  return Place::in_order;
}

// Takes the number out of the gap it lies in; false where it lies in none.
bool MissingNumbers::fill(std::int64_t number) {
  auto at = gaps_.upper_bound(number);
  if (at == gaps_.begin()) {
    return false;
  }
  --at;
  const Gap gap = at->second;
  if (number > gap.last) {
    return false;
  }
  gaps_.erase(at);
  if (gap.first < number) {
    gaps_.emplace(gap.first, Gap{gap.first, number - 1, gap.line});
  }
  if (number < gap.last) {
    gaps_.emplace(number + 1, Gap{number + 1, gap.last, gap.line});
  }
  return true;
}

std::vector<MissingNumbers::Gap> MissingNumbers::gaps() const {
  std::vector<Gap> gaps;
  gaps.reserve(gaps_.size());
  std::transform(gaps_.begin(), gaps_.end(), std::back_inserter(gaps), [](const auto& entry) { return entry.second; });
  return gaps;
}

}  // namespace restituo
