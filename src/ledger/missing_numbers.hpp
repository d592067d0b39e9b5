// Which numbers of a sequence have not come. A row out of its place is told once, and the hole it left is no second
// fault.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace restituo {

class MissingNumbers {
 public:
  enum class Place { in_order, again, out_of_order };
  struct Gap {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::uint32_t line = 0;  // of the row behind the gap
  };

  Place take(std::int64_t number, std::uint32_t line) {
    if (number == next_ && any_) [[likely]] {
      ++next_;
      unread_ = 0;
      return Place::in_order;
    }
    return take_other(number, line);
  }
  // Rows whose number could not be read: so many may be missing without being a gap.
  void skip(std::uint32_t rows) { unread_ += rows; }

  std::int64_t smallest() const { return smallest_; }
  std::int64_t largest() const { return next_ - 1; }
  std::uint32_t first_line() const { return first_line_; }
  // By their numbers. At most ten thousand are kept; `gaps_not_kept` counts the others.
  std::vector<Gap> gaps() const;
  std::uint64_t gaps_not_kept() const { return gaps_not_kept_; }

 private:
  Place take_other(std::int64_t number, std::uint32_t line);
  bool fill(std::int64_t number);

  std::map<std::int64_t, Gap> gaps_;  // by their first number
  std::uint64_t gaps_not_kept_ = 0;
  std::int64_t smallest_ = 0;
  std::int64_t next_ = 0;
  std::uint32_t first_line_ = 0;
  std::uint32_t unread_ = 0;
  bool any_ = false;
};

}  // namespace restituo
