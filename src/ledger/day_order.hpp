// In which order the entries of one day happened, as far as the balances printed beside them tell.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <restituo/ledger/minor_units.hpp>

namespace restituo {

struct DayEntry {
  MinorUnits amount = 0;
  std::optional<MinorUnits> balance;  // printed after it
};

struct DayOrder {
  std::vector<std::size_t> order;    // of all entries; as they stood where no other is known
  bool found_from_balances = false;  // and it is not the order in which they stood
  // Money came in and went out, and nothing says in which order.
  bool is_uncertain = false;
  // The lowest balance of the day against that of the evening before: with all that came in first, and all that went
  // out.
  MinorUnits lowest_at_best = 0;
  MinorUnits lowest_at_worst = 0;
  std::optional<std::size_t> broken_at;  // the entry whose printed balance follows from no order
  MinorUnits expected = 0;               // what should stand there
  std::optional<MinorUnits> balance_after;
};

DayOrder order_of_day(const std::vector<DayEntry>& day, std::optional<MinorUnits> before);

// The balance before the first entry of the day; nothing where the printed balances leave it open.
std::optional<MinorUnits> balance_before(const std::vector<DayEntry>& day);

}  // namespace restituo
