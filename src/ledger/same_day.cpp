#include "same_day.hpp"

namespace restituo {
namespace {

bool equal(const Movement& a, const Movement& b) {
  return a.amount == b.amount && a.from == b.from && a.to == b.to && a.label == b.label;
}

std::uint64_t hash_of(const Movement& movement) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = static_cast<std::uint64_t>(movement.amount) * odd;
  hash ^= (static_cast<std::uint64_t>(number_of(movement.from)) << 32U | number_of(movement.to)) * 0xD6E8FEB86659FD93U;
  hash = (hash ^ number_of(movement.label)) * odd;
  return hash ^ hash >> 29U;
}

}  // namespace

SameDay::Slot& SameDay::slot_for(const Movement& movement) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash_of(movement) & mask;
  while (slots_[slot].day == day_ && !equal(today_[slots_[slot].at], movement)) {
    slot = (slot + 1) & mask;
  }
  return slots_[slot];
}

void SameDay::grow() {
  slots_.assign(slots_.size() * 2, Slot{});
  for (std::uint32_t i = 0; i < today_.size(); ++i) {
    slot_for(today_[i]) = {day_, i};
  }
}

std::optional<std::uint32_t> SameDay::line_of_equal(const Movement& movement) {
  if (today_.empty() || today_.front().date != movement.date) {
    today_.clear();
    ++day_;
  } else if (2 * today_.size() >= slots_.size()) {
    grow();
  }
  Slot& slot = slot_for(movement);
  if (slot.day == day_) {
    return today_[slot.at].line;
  }
  slot = {day_, static_cast<std::uint32_t>(today_.size())};
  today_.push_back(movement);
  return std::nullopt;
}

}  // namespace restituo
