#include <restituo/ledger/name_table.hpp>

#include <cstring>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

constexpr std::size_t first_slots = 64;  // a power of two, as every later size

// Multiply and fold, eight bytes at a time. Names are short and come from one file; nobody is served by a stronger
// hash, and the order of numbers does not depend on it.
std::uint32_t hash_of(std::string_view name) {
  std::uint64_t hash = 0x9E3779B97F4A7C15U ^ name.size();
  const char* at = name.data();
  std::size_t left = name.size();
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * 0xD6E8FEB86659FD93U;
    hash ^= hash >> 32U;
  };
  for (; left >= sizeof(std::uint64_t); left -= sizeof(std::uint64_t), at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    mix(word);
  }
  std::uint64_t rest = 0;
  for (std::size_t i = 0; i < left; ++i) {
    rest = rest << 8U | static_cast<unsigned char>(at[i]);
  }
  mix(rest);
  return static_cast<std::uint32_t>(hash >> 16U);
}

}  // namespace

NameTable::NameTable() : names_(1), slots_(first_slots) {}

// Where the name stands, or the free slot where it would.
std::size_t NameTable::slot_of(std::string_view name, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].number != 0 && (slots_[slot].hash != hash || names_[slots_[slot].number] != name)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

void NameTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& entry : old) {
    if (entry.number != 0) {
      std::size_t slot = entry.hash & mask;
      while (slots_[slot].number != 0) {
        slot = (slot + 1) & mask;
      }
      slots_[slot] = entry;
    }
  }
}

std::uint32_t NameTable::number_of(std::string_view name) {
  if (name.empty()) {
    return 0;
  }
  const std::uint32_t hash = hash_of(name);
  std::size_t slot = slot_of(name, hash);
  if (slots_[slot].number == 0) {
    if (2 * names_.size() >= slots_.size()) {
      grow();
      slot = slot_of(name, hash);
    }
    slots_[slot] = {hash, size()};
    names_.emplace_back(name);
  }
  return slots_[slot].number;
}

std::optional<std::uint32_t> NameTable::find(std::string_view name) const {
  if (name.empty()) {
    return 0;
  }
  const std::uint32_t number = slots_[slot_of(name, hash_of(name))].number;
  return number == 0 ? std::nullopt : std::optional(number);
}

std::string_view NameTable::name(std::uint32_t number) const {
  must(number < names_.size(), "the number of a name was given out by this table");
  return names_[number];
}

}  // namespace restituo
