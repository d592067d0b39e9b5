// Lots in a fixed order (FIFO, LIFO) as ropes. An account is a row of leaves, each of up to 32 lots side by side: one
// leaf at the front and one at the back, where nearly all payments happen and cost a few lots, and between them a
// balanced tree of leaves that knows its sums. A payment cuts the row at an amount, a transfer joins two rows: both
// take time in proportion to the logarithm of the lots in the account, however many lots move and however long the
// history. Naive lists move every lot again at each hop (asset-tracing.md 11.4 measured 3 to 4 a movement); a tree of
// single lots waits for memory at each level (docs/method/tracing.md has the figures before and after).
//
// Two leaves that were joined at an end hold more than one leaf could, so leaves are at least half full but for the
// places where a row was cut. The balance of the tree rests on priorities; they come from a counter, so every run
// builds the same tree.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <restituo/ledger/minor_units.hpp>
#include "label_book.hpp"

namespace restituo {

enum class RopeOrder { first_in, last_in, last_in_as_popped };

template <RopeOrder order>
class RopeLots {
 public:
  using Amount = MinorUnits;
  // Leaves by number; 0 is none.
  struct Queue {
    std::uint32_t front = 0;
    std::uint32_t middle = 0;  // root of the tree between the two
    std::uint32_t back = 0;
  };
  using Moved = Queue;
  static constexpr bool integral = true;
  static constexpr bool ordered = true;

  explicit RopeLots(LabelBook& book) : book_(&book) { new_leaf(); }

  MinorUnits total(const Queue& queue) const {
    return leaf(queue.front).own + leaf(queue.middle).sum + leaf(queue.back).own;
  }

  Moved fresh(std::uint32_t lot, MinorUnits amount, std::uint32_t /*movement*/) {
    Moved moved;
    if (amount != 0) {
      moved.back = new_leaf();
      add_lot(leaf(moved.back), lot, amount);
    }
    return moved;
  }

  // A payment touches the leaf at one end and its lots; both are asked for here.
  void prefetch(const Queue& queue) const {
    for (const std::uint32_t number : {queue.front, queue.back}) {
      if (number == 0) continue;
      const auto* const begin = reinterpret_cast<const char*>(&leaf(number));
      __builtin_prefetch(begin);
      __builtin_prefetch(begin + 64);
    }
  }

  // The first `amount` units in the order of the method, taken off the queue. There are as many.
  Moved take(Queue& queue, MinorUnits amount) {
    if (amount == 0) {
      return {};
    }
    if (amount == total(queue)) {
      return popped(std::exchange(queue, {}));
    }
    return order == RopeOrder::first_in ? cut_front(queue, amount) : popped(cut_back(queue, amount));
  }

  // What the bank keeps of an incoming block to cover a debt: in listed order, so off its front.
  Moved repay(Moved& moved, MinorUnits amount) {
    return amount == total(moved) ? std::exchange(moved, {}) : cut_front(moved, amount);
  }

  void append(Moved& moved, Moved more) { put(moved, more); }

  void put(Queue& queue, Moved moved) {
    if (is_empty(queue)) {
      queue = moved;
      return;
    }
    if (moved.front != 0) append_leaf(queue, moved.front);
    if (moved.middle != 0) {
      if (queue.back != 0) queue.middle = join(queue.middle, std::exchange(queue.back, 0U));
      queue.middle = join(queue.middle, moved.middle);
    }
    if (moved.back != 0) append_leaf(queue, moved.back);
  }

  // A returned block takes its old place: the front of a queue; on a stack above what lay there all the time, which is
  // the lowest balance since it left.
  void put_back(Queue& queue, Moved moved, MinorUnits lowest_since) {
    if constexpr (order == RopeOrder::first_in) {
      put(moved, queue);
      queue = moved;
    } else {
      Queue bottom;
      if (lowest_since >= total(queue)) {
        bottom = std::exchange(queue, {});
      } else if (lowest_since > 0) {
        bottom = cut_front(queue, lowest_since);
      }
      put(bottom, popped(moved));  // in age order again
      put(bottom, queue);
      queue = bottom;
    }
  }

  template <class Visit>
  void for_each(const Queue& queue, Visit&& visit) const {
    walk_leaf(leaf(queue.front), false, visit);
    walk(queue.middle, false, visit);
    walk_leaf(leaf(queue.back), false, visit);
  }

  std::vector<LotPart<MinorUnits>> parts_of(const Queue& queue) const {
    std::vector<LotPart<MinorUnits>> parts;
    for_each(queue, [&](std::uint32_t lot, MinorUnits amount) { parts.push_back({lot, amount, 0}); });
    return parts;
  }
  Moved of_parts(const std::vector<LotPart<MinorUnits>>& parts) {
    Moved built;
    for (const auto& part : parts) put(built, fresh(part.lot, part.amount, 0));
    return built;
  }

  void discard(const Moved& moved) {
    if (moved.front != 0) release(moved.front);
    if (moved.back != 0) release(moved.back);
    if (moved.middle == 0) return;
    pending_.assign(1, moved.middle);
    while (!pending_.empty()) {
      const std::uint32_t number = pending_.back();
      pending_.pop_back();
      if (leaf(number).left != 0) pending_.push_back(leaf(number).left);
      if (leaf(number).right != 0) pending_.push_back(leaf(number).right);
      release(number);
    }
  }

 private:
  static constexpr std::uint32_t most_lots = 32;
  static constexpr bool can_turn = order == RopeOrder::last_in_as_popped;

  struct Leaf {
    MinorUnits own = 0;  // what its lots add up to
    MinorUnits sum = 0;  // with all leaves below it in the tree
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    std::uint32_t priority = 0;
    std::uint16_t begin = 0;  // its lots are those from here to before `end`
    std::uint8_t end = 0;
    bool turned = false;  // everything here and below stands the other way round
    std::array<MinorUnits, most_lots> amounts;
    std::array<std::uint32_t, most_lots> lots;

    std::uint32_t size() const { return end - std::uint32_t{begin}; }
  };

  // Leaves are kept in slabs, so that they never move and growth copies nothing.
  static constexpr std::uint32_t slab_bits = 10;
  static constexpr std::uint32_t slab_size = 1U << slab_bits;
  Leaf& leaf(std::uint32_t number) { return slabs_[number >> slab_bits][number & (slab_size - 1)]; }
  const Leaf& leaf(std::uint32_t number) const { return slabs_[number >> slab_bits][number & (slab_size - 1)]; }

  std::uint32_t new_leaf() {
    std::uint32_t number = 0;
    if (!free_.empty()) {
      number = free_.back();
      free_.pop_back();
    } else {
      must(used_ < LabelBook::nothing_before, "fewer than four billion leaves live at a time");
      if ((used_ & (slab_size - 1)) == 0) slabs_.push_back(std::make_unique_for_overwrite<Leaf[]>(slab_size));
      number = used_++;
    }
    counter_ = counter_ * 1664525U + 1013904223U;
    Leaf& made = leaf(number);
    made.own = made.sum = 0;
    made.left = made.right = 0;
    made.priority = counter_ ^ (counter_ >> 15);  // the high bits of this sequence are good, the low ones are not
    made.begin = made.end = 0;
    made.turned = false;
    return number;
  }

  void release(std::uint32_t number) { free_.push_back(number); }

  static bool is_empty(const Queue& queue) { return (queue.front | queue.middle | queue.back) == 0; }

  void set_own(Leaf& here, MinorUnits amount) { here.own = here.sum = amount; }

  // At the end of a leaf outside the tree that has room. Neighbours of one label are one lot: nothing that a method
  // reads tells them apart.
  static void add_lot(Leaf& here, std::uint32_t lot, MinorUnits amount) {
    if (here.end > here.begin && here.lots[here.end - 1U] == lot) {
      here.amounts[here.end - 1U] += amount;
    } else {
      here.lots[here.end] = lot;
      here.amounts[here.end] = amount;
      ++here.end;
    }
    here.own += amount;
    here.sum += amount;
  }

  // A leaf joins the back of a queue that is not empty.
  void append_leaf(Queue& queue, std::uint32_t number) {
    std::uint32_t* const last = queue.back != 0 ? &queue.back : queue.middle == 0 ? &queue.front : nullptr;
    if (last == nullptr) {
      queue.back = number;
      return;
    }
    Leaf& back = leaf(*last);
    const Leaf& more = leaf(number);
    if (back.size() + more.size() <= most_lots) {
      if (back.end + more.size() > most_lots) {
        std::copy(back.amounts.begin() + back.begin, back.amounts.begin() + back.end, back.amounts.begin());
        std::copy(back.lots.begin() + back.begin, back.lots.begin() + back.end, back.lots.begin());
        back.end = static_cast<std::uint8_t>(back.size());
        back.begin = 0;
      }
      for (std::uint32_t i = more.begin; i < more.end; ++i) add_lot(back, more.lots[i], more.amounts[i]);
      release(number);
      return;
    }
    if (last == &queue.back) queue.middle = join(queue.middle, queue.back);
    queue.back = number;
  }

  // The first `amount` units of a leaf outside the tree, as a leaf of their own; 0 < amount < own. A lot on the border
  // becomes two.
  std::uint32_t split_front(std::uint32_t number, MinorUnits amount) {
    const std::uint32_t first = new_leaf();
    Leaf& front = leaf(first);
    Leaf& here = leaf(number);
    MinorUnits rest = amount;
    std::uint32_t at = here.begin;
    for (; here.amounts[at] <= rest; ++at) {
      rest -= here.amounts[at];
      front.amounts[front.end] = here.amounts[at];
      front.lots[front.end++] = here.lots[at];
      if (rest == 0) {
        ++at;
        break;
      }
    }
    if (rest > 0) {
      front.amounts[front.end] = rest;
      front.lots[front.end++] = here.lots[at];
      here.amounts[at] -= rest;
    }
    here.begin = static_cast<std::uint16_t>(at);
    set_own(front, amount);
    set_own(here, here.own - amount);
    return first;
  }

  // The last `amount` units, in the order in which they stood.
  std::uint32_t split_back(std::uint32_t number, MinorUnits amount) {
    const std::uint32_t last = new_leaf();
    Leaf& back = leaf(last);
    Leaf& here = leaf(number);
    MinorUnits rest = amount;
    std::uint32_t at = here.end;
    while (rest > 0 && here.amounts[at - 1] <= rest) rest -= here.amounts[--at];
    if (rest > 0) {
      back.amounts[back.end] = rest;
      back.lots[back.end++] = here.lots[at - 1];
      here.amounts[at - 1] -= rest;
    }
    for (std::uint32_t i = at; i < here.end; ++i) {
      back.amounts[back.end] = here.amounts[i];
      back.lots[back.end++] = here.lots[i];
    }
    here.end = static_cast<std::uint8_t>(at);
    set_own(back, amount);
    set_own(here, here.own - amount);
    return last;
  }

  // 0 < amount < total, here and below.
  Queue cut_front(Queue& queue, MinorUnits amount) {
    Queue first;
    if (queue.front == 0 && queue.middle != 0) queue.front = pull(queue.middle, true);
    if (queue.front != 0) {
      const MinorUnits own = leaf(queue.front).own;
      if (amount < own) {
        first.front = split_front(queue.front, amount);
        return first;
      }
      first.front = std::exchange(queue.front, 0U);
      amount -= own;
      if (amount == 0) return first;
    }
    if (queue.middle != 0) {
      const MinorUnits sum = leaf(queue.middle).sum;
      if (amount < sum) {
        const Cut cut = cut_tree(queue.middle, amount);
        first.middle = cut.before;
        if (cut.inside > 0) first.back = split_front(cut.border, cut.inside);
        queue.front = cut.border;
        queue.middle = cut.behind;
        return first;
      }
      first.middle = std::exchange(queue.middle, 0U);
      amount -= sum;
      if (amount == 0) return first;
    }
    first.back = split_front(queue.back, amount);
    return first;
  }

  Queue cut_back(Queue& queue, MinorUnits amount) {
    Queue last;
    if (queue.back == 0 && queue.middle != 0) queue.back = pull(queue.middle, false);
    if (queue.back != 0) {
      const MinorUnits own = leaf(queue.back).own;
      if (amount < own) {
        last.back = split_back(queue.back, amount);
        return last;
      }
      last.back = std::exchange(queue.back, 0U);
      amount -= own;
      if (amount == 0) return last;
    }
    if (queue.middle != 0) {
      const MinorUnits sum = leaf(queue.middle).sum;
      if (amount < sum) {
        const Cut cut = cut_tree(queue.middle, sum - amount);
        if (cut.inside > 0) queue.back = split_front(cut.border, cut.inside);
        queue.middle = cut.before;
        last.front = cut.border;
        last.middle = cut.behind;
        return last;
      }
      last.middle = std::exchange(queue.middle, 0U);
      amount -= sum;
      if (amount == 0) return last;
    }
    last.front = split_back(queue.front, amount);
    return last;
  }

  void gather(Leaf& here) { here.sum = here.own + leaf(here.left).sum + leaf(here.right).sum; }

  void turn_lots(Leaf& here) {
    std::reverse(here.amounts.begin() + here.begin, here.amounts.begin() + here.end);
    std::reverse(here.lots.begin() + here.begin, here.lots.begin() + here.end);
  }

  // Turning a tree marks its root; the mark moves down when somebody looks.
  void settle(std::uint32_t number) {
    if constexpr (can_turn) {
      Leaf& here = leaf(number);
      if (here.turned) {
        here.turned = false;
        std::swap(here.left, here.right);
        turn_lots(here);
        if (here.left != 0) leaf(here.left).turned = !leaf(here.left).turned;
        if (here.right != 0) leaf(here.right).turned = !leaf(here.right).turned;
      }
    }
  }

  Moved popped(Moved block) {
    if constexpr (can_turn) {
      std::swap(block.front, block.back);
      if (block.front != 0) turn_lots(leaf(block.front));
      if (block.back != 0) turn_lots(leaf(block.back));
      if (block.middle != 0) leaf(block.middle).turned = !leaf(block.middle).turned;
    }
    return block;
  }

  std::uint32_t join(std::uint32_t a, std::uint32_t b) {
    if (a == 0) return b;
    if (b == 0) return a;
    if (leaf(a).priority >= leaf(b).priority) {
      settle(a);
      const std::uint32_t joined = join(leaf(a).right, b);
      leaf(a).right = joined;
      gather(leaf(a));
      return a;
    }
    settle(b);
    const std::uint32_t joined = join(a, leaf(b).left);
    leaf(b).left = joined;
    gather(leaf(b));
    return b;
  }

  // The first or last leaf of a tree, taken out of it.
  std::uint32_t pull(std::uint32_t& root, bool first) {
    settle(root);
    Leaf& here = leaf(root);
    std::uint32_t& side = first ? here.left : here.right;
    if (side != 0) {
      const std::uint32_t pulled = pull(side, first);
      here.sum -= leaf(pulled).own;
      return pulled;
    }
    const std::uint32_t pulled = root;
    root = first ? here.right : here.left;
    here.left = here.right = 0;
    here.sum = here.own;
    return pulled;
  }

  // A tree on both sides of the leaf in which the border lies, `inside` units behind its beginning and before its end.
  struct Cut {
    std::uint32_t before = 0;
    std::uint32_t border = 0;
    std::uint32_t behind = 0;
    MinorUnits inside = 0;
  };
  Cut cut_tree(std::uint32_t number, MinorUnits amount) {
    settle(number);
    Leaf& here = leaf(number);
    const MinorUnits before = leaf(here.left).sum;
    if (amount < before) {
      Cut cut = cut_tree(here.left, amount);
      here.left = std::exchange(cut.behind, number);
      gather(here);
      return cut;
    }
    if (amount >= before + here.own) {
      Cut cut = cut_tree(here.right, amount - before - here.own);
      here.right = std::exchange(cut.before, number);
      gather(here);
      return cut;
    }
    const Cut cut{here.left, number, here.right, amount - before};
    here.left = here.right = 0;
    here.sum = here.own;
    return cut;
  }

  template <class Visit>
  static void walk_leaf(const Leaf& here, bool turned, Visit& visit) {
    for (std::uint32_t i = 0; i < here.size(); ++i) {
      const std::uint32_t at = turned ? here.end - 1U - i : here.begin + i;
      visit(here.lots[at], here.amounts[at]);
    }
  }

  template <class Visit>
  void walk(std::uint32_t number, bool turned, Visit& visit) const {
    if (number == 0) return;
    const Leaf& here = leaf(number);
    const bool turned_here = turned != here.turned;
    walk(turned_here ? here.right : here.left, turned_here, visit);
    walk_leaf(here, turned_here, visit);
    walk(turned_here ? here.left : here.right, turned_here, visit);
  }

  LabelBook* book_;
  std::vector<std::unique_ptr<Leaf[]>> slabs_;
  std::uint32_t used_ = 0;
  std::vector<std::uint32_t> free_;
  std::vector<std::uint32_t> pending_;
  std::uint32_t counter_ = 1;
};

}  // namespace restituo
