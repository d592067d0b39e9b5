// Lots by age of origin: a heap for each account, the oldest origin on top. Money keeps the movement with which it
// first came in through every transfer. Pieces of one origin that meet again are one piece when they leave.
#pragma once

#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include <restituo/ledger/minor_units.hpp>
#include "label_book.hpp"

namespace restituo {

class OriginLots {
 public:
  struct Lot {
    std::uint32_t origin = 0;  // number of the movement in the ledger
    std::uint32_t lot = 0;
    MinorUnits amount = 0;
  };
  using Amount = MinorUnits;
  struct Queue {
    std::vector<Lot> heap;
    MinorUnits sum = 0;
  };
  struct Moved {
    std::vector<Lot> lots;  // oldest first
    MinorUnits sum = 0;
  };
  static constexpr bool integral = true;
  static constexpr bool ordered = true;

  explicit OriginLots(LabelBook& /*book*/) {}

  MinorUnits total(const Queue& queue) const { return queue.sum; }
  MinorUnits total(const Moved& moved) const { return moved.sum; }

  Moved fresh(std::uint32_t lot, MinorUnits amount, std::uint32_t movement) {
    Moved moved;
    if (amount != 0) {
      moved.lots.push_back({movement, lot, amount});
      moved.sum = amount;
    }
    return moved;
  }

  Moved take(Queue& queue, MinorUnits amount) {
    Moved moved;
    moved.sum = amount;
    queue.sum -= amount;
    while (amount > 0) {
      Lot& oldest = queue.heap.front();
      const MinorUnits part = std::min(amount, oldest.amount);
      if (!moved.lots.empty() && moved.lots.back().origin == oldest.origin && moved.lots.back().lot == oldest.lot) {
        moved.lots.back().amount += part;
      } else {
        moved.lots.push_back({oldest.origin, oldest.lot, part});
      }
      amount -= part;
      oldest.amount -= part;
      if (oldest.amount == 0) {
        std::pop_heap(queue.heap.begin(), queue.heap.end(), younger);
        queue.heap.pop_back();
      }
    }
    return moved;
  }

  Moved repay(Moved& moved, MinorUnits amount) {
    Moved gone;
    gone.sum = amount;
    moved.sum -= amount;
    std::size_t used = 0;
    while (amount > 0) {
      Lot& front = moved.lots[used];
      const MinorUnits part = std::min(amount, front.amount);
      gone.lots.push_back({front.origin, front.lot, part});
      amount -= part;
      front.amount -= part;
      used += front.amount == 0 ? 1 : 0;
    }
    moved.lots.erase(moved.lots.begin(), moved.lots.begin() + static_cast<std::ptrdiff_t>(used));
    return gone;
  }

  void append(Moved& moved, Moved more) {
    moved.lots.insert(moved.lots.end(), more.lots.begin(), more.lots.end());
    moved.sum += more.sum;
  }

  void put(Queue& queue, Moved moved) {
    for (const Lot& lot : moved.lots) {
      queue.heap.push_back(lot);
      std::push_heap(queue.heap.begin(), queue.heap.end(), younger);
    }
    queue.sum += moved.sum;
  }

  // Its age is its place.
  void put_back(Queue& queue, Moved moved, MinorUnits /*lowest_since*/) { put(queue, std::move(moved)); }

  template <class Visit>
  void for_each(const Queue& queue, Visit&& visit) const {
    for (const Lot& lot : queue.heap) visit(lot.lot, lot.amount);
  }
  template <class Visit>
  void for_each(const Moved& moved, Visit&& visit) const {
    for (const Lot& lot : moved.lots) visit(lot.lot, lot.amount);
  }

  template <class Lots>
  std::vector<LotPart<MinorUnits>> parts_of(const Lots& from) const {
    std::vector<LotPart<MinorUnits>> parts;
    if constexpr (std::is_same_v<Lots, Queue>) {
      for (const Lot& lot : from.heap) parts.push_back({lot.lot, lot.amount, lot.origin});
    } else {
      for (const Lot& lot : from.lots) parts.push_back({lot.lot, lot.amount, lot.origin});
    }
    return parts;
  }
  Moved of_parts(const std::vector<LotPart<MinorUnits>>& parts) {
    Moved moved;
    for (const auto& part : parts) {
      if (part.amount == 0) continue;
      moved.lots.push_back({part.origin, part.lot, part.amount});
      moved.sum += part.amount;
    }
    return moved;
  }

  void discard(Moved /*moved*/) {}

 private:
  // Equal origins (pieces of one deposit in two labels: interest) go by label, so that no heap decides.
  static bool younger(const Lot& a, const Lot& b) { return a.origin != b.origin ? a.origin > b.origin : a.lot > b.lot; }
};

}  // namespace restituo
