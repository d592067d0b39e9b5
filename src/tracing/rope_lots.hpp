// Lots in a fixed order (FIFO, LIFO) as ropes: each account is a balanced tree of lots in its order, and every node
// knows the sum below it. A payment cuts the tree at an amount, a transfer joins two trees: both take time in
// proportion to the logarithm of the lots in the account, however many lots move and however long the history. Naive
// lists move every lot again at each hop (asset-tracing.md 11.4 measured 3 to 4 a movement).
//
// The balance of a treap rests on priorities; they come from a counter, so every run builds the same tree.
#pragma once

#include <cstdint>
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
  using Queue = std::uint32_t;  // root; 0 is the empty tree
  using Moved = std::uint32_t;
  static constexpr bool integral = true;

  explicit RopeLots(LabelBook& book) : book_(&book) { nodes_.emplace_back(); }

  MinorUnits total(Queue queue) const { return nodes_[queue].sum; }

  Moved fresh(std::uint32_t lot, MinorUnits amount, std::uint32_t /*movement*/) {
    return amount == 0 ? 0 : new_node(lot, amount);
  }

  // The first `amount` units in the order of the method, taken off the queue. There are as many.
  Moved take(Queue& queue, MinorUnits amount) {
    if (amount == 0) {
      return 0;
    }
    if (amount == nodes_[queue].sum) {
      const Moved all = std::exchange(queue, 0U);
      return popped(all);
    }
    if constexpr (order == RopeOrder::first_in) {
      const auto [front, back] = cut(queue, amount);
      queue = back;
      return front;
    } else {
      const auto [bottom, top] = cut(queue, nodes_[queue].sum - amount);
      queue = bottom;
      return popped(top);
    }
  }

  // What the bank keeps of an incoming block to cover a debt: in listed order, so off its front.
  Moved repay(Moved& moved, MinorUnits amount) {
    if (amount == nodes_[moved].sum) {
      return std::exchange(moved, 0U);
    }
    const auto [front, back] = cut(moved, amount);
    moved = back;
    return front;
  }

  void append(Moved& moved, Moved more) { moved = join(moved, more); }

  void put(Queue& queue, Moved moved) {
    if (moved == 0) {
      return;
    }
    if (queue == 0) {
      queue = moved;
      return;
    }
    // Neighbours of one label are one lot: nothing that a method reads tells them apart.
    if (is_single(moved) && nodes_[last(queue)].lot == nodes_[moved].lot) {
      add_to_last(queue, nodes_[moved].amount);
      release(moved);
      return;
    }
    queue = join(queue, moved);
  }

  // A returned block takes its old place: the front of a queue; on a stack above what lay there all the time, which is
  // the lowest balance since it left.
  void put_back(Queue& queue, Moved moved, MinorUnits lowest_since) {
    if constexpr (order == RopeOrder::first_in) {
      queue = join(moved, queue);
    } else {
      moved = popped(moved);  // in age order again
      if (lowest_since >= nodes_[queue].sum) {
        queue = join(queue, moved);
        return;
      }
      const auto [bottom, top] = lowest_since == 0 ? std::pair{0U, queue} : cut(queue, lowest_since);
      queue = join(join(bottom, moved), top);
    }
  }

  template <class Visit>
  void for_each(std::uint32_t root, Visit&& visit) const {
    walk(root, false, visit);
  }

  std::vector<LotPart<MinorUnits>> parts_of(std::uint32_t root) const {
    std::vector<LotPart<MinorUnits>> parts;
    for_each(root, [&](std::uint32_t lot, MinorUnits amount) { parts.push_back({lot, amount, 0}); });
    return parts;
  }
  Moved of_parts(const std::vector<LotPart<MinorUnits>>& parts) {
    Moved built = 0;
    for (const auto& part : parts) {
      if (part.amount != 0) built = join(built, new_node(part.lot, part.amount));
    }
    return built;
  }

  void discard(Moved moved) {
    pending_.clear();
    if (moved != 0) pending_.push_back(moved);
    while (!pending_.empty()) {
      const std::uint32_t node = pending_.back();
      pending_.pop_back();
      if (nodes_[node].left != 0) pending_.push_back(nodes_[node].left);
      if (nodes_[node].right != 0) pending_.push_back(nodes_[node].right);
      release(node);
    }
  }

  // How many lots live now: what memory grows with.
  std::size_t live() const { return nodes_.size() - 1 - free_.size(); }

 private:
  struct Node {
    MinorUnits amount = 0;
    MinorUnits sum = 0;
    std::uint32_t lot = 0;
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    std::uint32_t priority = 0;  // the lowest bit says that the order below is turned around
  };

  static constexpr bool can_turn = order == RopeOrder::last_in_as_popped;

  std::uint32_t new_node(std::uint32_t lot, MinorUnits amount) {
    counter_ = counter_ * 1664525U + 1013904223U;
    // The high bits of this sequence are good, the low ones are not.
    const std::uint32_t priority = (counter_ ^ (counter_ >> 15)) & ~1U;
    const Node node{amount, amount, lot, 0, 0, priority};
    if (!free_.empty()) {
      const std::uint32_t place = free_.back();
      free_.pop_back();
      nodes_[place] = node;
      return place;
    }
    must(nodes_.size() < LabelBook::nothing_before, "fewer than four billion lots live at a time");
    nodes_.push_back(node);
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  void release(std::uint32_t node) { free_.push_back(node); }

  bool is_single(std::uint32_t node) const { return nodes_[node].left == 0 && nodes_[node].right == 0; }

  void gather(std::uint32_t node) {
    Node& here = nodes_[node];
    here.sum = here.amount + nodes_[here.left].sum + nodes_[here.right].sum;
  }

  void settle(std::uint32_t node) {
    if constexpr (can_turn) {
      Node& here = nodes_[node];
      if (here.priority & 1U) {
        here.priority &= ~1U;
        std::swap(here.left, here.right);
        turn(here.left);
        turn(here.right);
      }
    }
  }

  void turn(std::uint32_t node) {
    if (node != 0) nodes_[node].priority ^= 1U;
  }

  Moved popped(Moved block) {
    if constexpr (can_turn) turn(block);
    return block;
  }

  std::uint32_t last(std::uint32_t node) {
    settle(node);
    while (nodes_[node].right != 0) {
      node = nodes_[node].right;
      settle(node);
    }
    return node;
  }

  void add_to_last(std::uint32_t node, MinorUnits amount) {
    while (true) {
      nodes_[node].sum += amount;
      if (nodes_[node].right == 0) {
        nodes_[node].amount += amount;
        return;
      }
      node = nodes_[node].right;
    }
  }

  std::uint32_t join(std::uint32_t a, std::uint32_t b) {
    if (a == 0) return b;
    if (b == 0) return a;
    if ((nodes_[a].priority | 1U) >= (nodes_[b].priority | 1U)) {
      settle(a);
      nodes_[a].sum += nodes_[b].sum;
      const std::uint32_t joined = join(nodes_[a].right, b);
      nodes_[a].right = joined;
      return a;
    }
    settle(b);
    nodes_[b].sum += nodes_[a].sum;
    const std::uint32_t joined = join(a, nodes_[b].left);
    nodes_[b].left = joined;
    return b;
  }

  // The first `amount` units and the rest; 0 < amount < sum. A lot on the border becomes two.
  std::pair<std::uint32_t, std::uint32_t> cut(std::uint32_t node, MinorUnits amount) {
    settle(node);
    const std::uint32_t left = nodes_[node].left;
    const MinorUnits before = nodes_[left].sum;
    if (amount < before) {
      const auto [front, back] = cut(left, amount);
      nodes_[node].left = back;
      nodes_[node].sum -= amount;
      return {front, node};
    }
    if (amount == before) {
      nodes_[node].left = 0;
      nodes_[node].sum -= before;
      return {left, node};
    }
    const MinorUnits through = before + nodes_[node].amount;
    if (amount > through) {
      const MinorUnits kept = nodes_[node].sum - amount;
      const auto [front, back] = cut(nodes_[node].right, amount - through);
      nodes_[node].right = front;
      nodes_[node].sum -= kept;
      return {node, back};
    }
    const std::uint32_t right = nodes_[node].right;
    if (amount == through) {
      nodes_[node].right = 0;
      nodes_[node].sum -= nodes_[right].sum;
      return {node, right};
    }
    // The border runs through this lot. The node stays with the back part; a new one goes to the front.
    const MinorUnits taken = amount - before;
    nodes_[node].left = 0;
    nodes_[node].amount -= taken;
    nodes_[node].sum -= amount;
    const std::uint32_t piece = new_node(nodes_[node].lot, taken);
    return {join(left, piece), node};
  }

  template <class Visit>
  void walk(std::uint32_t node, bool turned, Visit& visit) const {
    if (node == 0) return;
    const Node& here = nodes_[node];
    const bool turned_here = turned != (can_turn && (here.priority & 1U) != 0);
    walk(turned_here ? here.right : here.left, turned_here, visit);
    visit(here.lot, here.amount);
    walk(turned_here ? here.left : here.right, turned_here, visit);
  }

  LabelBook* book_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> free_;
  std::vector<std::uint32_t> pending_;
  std::uint32_t counter_ = 1;
};

}  // namespace restituo
