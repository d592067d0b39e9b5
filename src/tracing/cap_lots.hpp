// Each claim alone, everything else counted as the holder's (LIBR as a cap). An account keeps, for each claim that is
// in it, how much of the balance that claim can reach at most. A payment takes the holder's money first, so a cap falls
// only as far as the balance does; what leaves under the cap travels with the payment, and an overdraft is repaid by
// the holder's part of a deposit first. For one claim this is the recurrence of asset-tracing.md 3.1 and the same as
// own money first; for several the caps overlap and do not add up.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <restituo/ledger/minor_units.hpp>
#include "label_book.hpp"

namespace restituo {

class CapLots {
 public:
  struct Entry {
    std::uint32_t lot = 0;
    MinorUnits amount = 0;
  };
  using Amount = MinorUnits;
  struct Moved {
    std::vector<Entry> caps;  // by lot number, no zeros, claims only
    MinorUnits sum = 0;       // of the money, whosever it is
  };
  using Queue = Moved;
  static constexpr bool integral = true;
  static constexpr bool ordered = false;

  explicit CapLots(LabelBook& book) : book_(&book) {}

  MinorUnits total(const Moved& moved) const { return moved.sum; }

  Moved fresh(std::uint32_t lot, MinorUnits amount, std::uint32_t /*movement*/) {
    Moved moved;
    moved.sum = amount;
    if (amount != 0 && book_->rank_of(lot) == LabelRank::claim) {
      moved.caps.push_back({lot, amount});
    }
    return moved;
  }

  Moved take(Moved& queue, MinorUnits amount) {
    Moved moved;
    moved.sum = amount;
    queue.sum -= amount;
    bool emptied = false;
    for (Entry& entry : queue.caps) {
      if (entry.amount > queue.sum) {
        moved.caps.push_back({entry.lot, entry.amount - queue.sum});
        entry.amount = queue.sum;
        emptied = emptied || entry.amount == 0;
      }
    }
    if (emptied) {
      std::erase_if(queue.caps, [](const Entry& entry) { return entry.amount == 0; });
    }
    return moved;
  }

  Moved repay(Moved& moved, MinorUnits amount) { return take(moved, amount); }

  void append(Moved& moved, Moved more) { put(moved, std::move(more)); }

  void put(Queue& queue, Moved moved) {
    queue.sum += moved.sum;
    auto place = queue.caps.begin();
    for (const Entry& entry : moved.caps) {
      place = std::lower_bound(place, queue.caps.end(), entry,
                               [](const Entry& a, const Entry& b) { return a.lot < b.lot; });
      if (place != queue.caps.end() && place->lot == entry.lot) {
        place->amount += entry.amount;
      } else {
        place = queue.caps.insert(place, entry);
      }
    }
  }

  void put_back(Queue& queue, Moved moved, MinorUnits /*lowest_since*/) { put(queue, std::move(moved)); }

  // The caps, and the rest of the money as the holder's own where they leave one.
  template <class Visit>
  void for_each(const Moved& moved, Visit&& visit) const {
    MinorUnits rest = moved.sum;
    for (const Entry& entry : moved.caps) {
      visit(entry.lot, entry.amount);
      rest = rest > entry.amount ? rest - entry.amount : 0;
    }
    if (rest > 0) visit(own_code, rest);
  }

  // Caps overlap, so they are no parts of the money: rules that rebuild a queue are refused before a run begins.
  std::vector<LotPart<MinorUnits>> parts_of(const Moved& /*moved*/) const {
    must(false, "the rules of a run by caps need no parts");
    return {};
  }
  Moved of_parts(const std::vector<LotPart<MinorUnits>>& /*parts*/) { return {}; }

  void discard(Moved /*moved*/) {}

 private:
  LabelBook* book_;
};

}  // namespace restituo
