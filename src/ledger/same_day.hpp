// The movements of the day that is being read, to find those that differ in nothing but their number. Memory grows with
// the busiest day, not with the file.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <restituo/ledger/movement.hpp>

namespace restituo {

class SameDay {
 public:
  SameDay() : slots_(first_slots) {}

  // The line of an equal movement of the same day that came before; the movement is then known too. It has a date.
  std::optional<std::uint32_t> line_of_equal(const Movement& movement);

 private:
  static constexpr std::size_t first_slots = 1024;  // a power of two, as every later size
  struct Slot {
    std::uint32_t day = 0;  // counted from 1; a slot of an earlier day is free
    std::uint32_t at = 0;   // in today_
  };

  Slot& slot_for(const Movement& movement);
  void grow();

  std::vector<Slot> slots_;
  std::vector<Movement> today_;
  std::uint32_t day_ = 0;
};

}  // namespace restituo
