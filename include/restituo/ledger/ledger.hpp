// A Ledger is a list of movements in their order, checked to the last row before anybody computes with it.
//
//   auto ledger = read_ledger(source, {});              // all movements in memory
//   auto summary = read_movements(source, {}, names,    // or block by block, in memory that does not grow with the
//   rows
//                                 [&](std::span<const Movement> block) { engine.take(block); });
//
// The file has the columns seq, date, from, to, amount, label (docs/formats/movements.md), in any order; further
// columns are named in a note and not read. Nothing is dropped: a row is read whole or the ledger is refused, and every
// fault of the file comes back at once, each with line and column.
//
// What it refuses: a sequence that repeats, goes back or is no number; a row without destination or with too few or too
// many cells; a negative amount, more decimals than the currency has, a total beyond 64 bits; a closing line that does
// not agree with the rows. What it warns of: numbers missing in the sequence, a date before that of the row above, two
// rows of a day that differ in nothing but their number, a last line without line break (the file may have been cut
// there), a label where none is used. A figure from a ledger with warnings must carry them.
//
// With streaming, faults that refuse are known only at the end: what was computed from the blocks counts only if the
// outcome is a value. After the first such fault no further block is handed over.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/ledger/movement.hpp>
#include <restituo/ledger/name_table.hpp>
#include <restituo/ledger/text_source.hpp>

namespace restituo {

struct LedgerSettings {
  int decimals = 2;  // of the one currency; 0 to most_decimals
};

struct LedgerNames {
  NameTable accounts;  // 0: outside
  NameTable labels;    // 0: the holder's own; "own" in the file means the same
};

// What was read, to be set against what the file should hold.
struct LedgerSummary {
  std::uint64_t rows = 0;
  std::int64_t first_sequence = 0;
  std::int64_t last_sequence = 0;
  std::optional<Date> first_date;
  std::optional<Date>
      last_date;         // the earliest and the latest date, which need not stand on the first and the last row
  MinorUnits total = 0;  // of all amounts
  // The file ends with a line that states its rows and total, and they agree. Without one nobody can tell whether rows
  // are missing at the end, and the report must say so.
  bool end_is_stated = false;
};

struct Ledger {
  LedgerNames names;
  std::vector<Movement> movements;
  LedgerSummary summary;
  int decimals = 2;
  std::string file;
};

// The names are filled as the rows come, before the block that uses them is handed over.
using MovementTaker = std::function<void(std::span<const Movement> block)>;

Outcome<Checked<LedgerSummary>> read_movements(TextSource source, const LedgerSettings& settings, LedgerNames& names,
                                               const MovementTaker& take);

Outcome<Checked<Ledger>> read_ledger(TextSource source, const LedgerSettings& settings = {});

}  // namespace restituo
