// Money by label, shared in proportion: rolling pro rata, own money first, claim money first. Each account keeps only
// the labels that are in it, so a ledger with a thousand claims costs what its accounts hold, not accounts times
// claims.
//
// The amount is exact (a fraction) or whole minor units. Whole units are shared by the largest remainder from the
// balances as they stand, so that every account reconciles to the cent; ties go to the label that came first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <restituo/ledger/minor_units.hpp>
#include <restituo/quantity/exact.hpp>
#include "label_book.hpp"

namespace restituo {

enum class RateableOrder { together, own_first, claims_first };

// part × what / of, cut down; the remainder in `rest` (of `of`).
inline MinorUnits scaled_down(MinorUnits part, MinorUnits what, MinorUnits of, MinorUnits& rest) {
  MinorUnits small = 0;
  if (!__builtin_mul_overflow(part, what, &small)) {
    rest = small % of;
    return small / of;
  }
  __extension__ using Wide = __int128;
  const Wide product = static_cast<Wide>(part) * what;
  rest = static_cast<MinorUnits>(product % of);
  return static_cast<MinorUnits>(product / of);
}

template <class Number, RateableOrder order>
class RateableLots {
 public:
  struct Entry {
    std::uint32_t lot = 0;
    Number amount{};
  };
  using Amount = Number;
  using Queue = std::vector<Entry>;  // by lot number, no zeros
  using Moved = std::vector<Entry>;
  static constexpr bool integral = std::is_same_v<Number, MinorUnits>;
  static constexpr bool ordered = false;

  explicit RateableLots(LabelBook& book) : book_(&book) {}

  Number total(const Queue& entries) const {
    Number sum{};
    for (const Entry& entry : entries) sum += entry.amount;
    return sum;
  }

  Moved fresh(std::uint32_t lot, const Number& amount, std::uint32_t /*movement*/) {
    return amount == Number{} ? Moved{} : Moved{{lot, amount}};
  }

  Moved take(Queue& queue, Number amount) {
    Moved moved;
    if (amount == Number{}) {
      return moved;
    }
    if constexpr (order == RateableOrder::together) {
      moved.reserve(queue.size());
      take_from(queue, moved, amount, [](std::uint32_t) { return true; });
    } else {
      constexpr LabelRank own_first[] = {LabelRank::own, LabelRank::bank, LabelRank::claim};
      constexpr LabelRank claims_first[] = {LabelRank::claim, LabelRank::bank, LabelRank::own};
      for (const LabelRank rank : order == RateableOrder::own_first ? own_first : claims_first) {
        take_from(queue, moved, amount, [&](std::uint32_t lot) { return book_->rank_of(lot) == rank; });
        if (amount == Number{}) {
          break;
        }
      }
      std::sort(moved.begin(), moved.end(), by_lot);
    }
    std::erase_if(queue, [](const Entry& entry) { return entry.amount == Number{}; });
    return moved;
  }

  Moved repay(Moved& moved, const Number& amount) { return take(moved, amount); }

  void append(Moved& moved, Moved more) { put(moved, std::move(more)); }

  void put(Queue& queue, Moved moved) {
    if (queue.empty()) {
      queue = std::move(moved);
      return;
    }
    // Labels that are there already are added in place; what is new is merged in from the back, in one pass.
    std::size_t fresh = 0;
    auto place = queue.begin();
    for (Entry& entry : moved) {
      while (place != queue.end() && place->lot < entry.lot) ++place;
      if (place != queue.end() && place->lot == entry.lot) {
        place->amount += entry.amount;
      } else {
        if (&moved[fresh] != &entry) moved[fresh] = std::move(entry);
        ++fresh;
      }
    }
    if (fresh == 0) {
      return;
    }
    std::size_t from = queue.size();
    queue.resize(from + fresh);
    std::size_t to = queue.size();
    while (fresh > 0) {
      if (from > 0 && queue[from - 1].lot > moved[fresh - 1].lot) {
        queue[--to] = std::move(queue[--from]);
      } else {
        queue[--to] = std::move(moved[--fresh]);
      }
    }
  }

  void put_back(Queue& queue, Moved moved, MinorUnits /*lowest_since*/) { put(queue, std::move(moved)); }

  template <class Visit>
  void for_each(const Queue& entries, Visit&& visit) const {
    for (const Entry& entry : entries) visit(entry.lot, entry.amount);
  }

  std::vector<LotPart<Number>> parts_of(const Queue& entries) const {
    std::vector<LotPart<Number>> parts;
    for (const Entry& entry : entries) parts.push_back({entry.lot, entry.amount, 0});
    return parts;
  }
  Moved of_parts(const std::vector<LotPart<Number>>& parts) {
    Moved moved;
    for (const auto& part : parts) put(moved, fresh(part.lot, part.amount, 0));
    return moved;
  }

  void discard(Moved /*moved*/) {}

 private:
  static bool by_lot(const Entry& a, const Entry& b) { return a.lot < b.lot; }

  // Up to `amount` from the entries that `counts` names, in proportion; `amount` falls by what was found.
  template <class Counts>
  void take_from(Queue& queue, Moved& moved, Number& amount, Counts&& counts) {
    Number there{};
    chosen_.clear();
    for (std::size_t i = 0; i < queue.size(); ++i) {
      if (counts(queue[i].lot)) {
        there += queue[i].amount;
        chosen_.push_back({i, {}});
      }
    }
    if (chosen_.empty()) {
      return;
    }
    if (there <= amount) {
      for (const Chosen& chosen : chosen_) {
        moved.push_back(queue[chosen.place]);
        queue[chosen.place].amount = Number{};
      }
      amount -= there;
      return;
    }
    Number rest = amount;
    if constexpr (integral) {
      const std::size_t begin = moved.size();
      for (Chosen& chosen : chosen_) {
        const MinorUnits part = scaled_down(queue[chosen.place].amount, amount, there, chosen.remainder);
        moved.push_back({queue[chosen.place].lot, part});
        rest -= part;
      }
      // The units left over, fewer than there are parts that something was cut off: to the largest pieces cut off, then
      // to the label that came first.
      if (rest > 0) {
        order_.resize(chosen_.size());
        for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = {chosen_[i].remainder, i};
        const auto middle = order_.begin() + static_cast<std::ptrdiff_t>(rest);
        std::nth_element(order_.begin(), middle, order_.end(), [](const CutOff& a, const CutOff& b) {
          return a.remainder != b.remainder ? a.remainder > b.remainder : a.index < b.index;
        });
        std::for_each(order_.begin(), middle, [&](const CutOff& cut) { moved[begin + cut.index].amount += 1; });
      }
      for (std::size_t i = 0; i < chosen_.size(); ++i) queue[chosen_[i].place].amount -= moved[begin + i].amount;
      moved.erase(std::remove_if(moved.begin() + static_cast<std::ptrdiff_t>(begin), moved.end(),
                                 [](const Entry& entry) { return entry.amount == 0; }),
                  moved.end());
    } else {
      const Number share = amount / there;
      for (const Chosen& chosen : chosen_) {
        Entry part{queue[chosen.place].lot, queue[chosen.place].amount * share};
        queue[chosen.place].amount -= part.amount;
        moved.push_back(std::move(part));
      }
    }
    amount = Number{};
  }

  struct Chosen {
    std::size_t place;
    MinorUnits remainder;
  };
  struct CutOff {
    MinorUnits remainder = 0;
    std::size_t index = 0;
  };
  LabelBook* book_;
  std::vector<Chosen> chosen_;
  std::vector<CutOff> order_;
};

}  // namespace restituo
