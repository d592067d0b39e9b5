// A NameTable gives each name of a ledger (an account, a label) a small number, in the order of first appearance.
//
//   NameTable accounts;
//   accounts.number_of("BBVA 0182-55");   // 1, and 1 again whenever the name comes back
//   accounts.name(1);                     // "BBVA 0182-55"
//
// The number 0 always stands for the empty name: money from outside where it is an account, the holder's own money
// where it is a label. Numbers have no gaps, so whoever keeps something for each account keeps a vector of size()
// entries and grows it as the ledger is read. A table grows with the number of different names, never with the number
// of rows.
//
// What it refuses: nothing. Two names are one only where every byte is the same; "A1" and "a1" are two accounts, and
// who reads a ledger says where two names differ in capitals alone.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace restituo {

class NameTable {
 public:
  NameTable();

  // The number of this name, which is a new one where the name has not been seen.
  std::uint32_t number_of(std::string_view name);
  // The number of a name already seen.
  std::optional<std::uint32_t> find(std::string_view name) const;
  // Valid as long as the table; the number must have been given out (our bug otherwise).
  std::string_view name(std::uint32_t number) const;
  // How many numbers have been given out, 0 among them.
  std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // 0: free
  };

  std::size_t slot_of(std::string_view name, std::uint32_t hash) const;
  void grow();

  std::deque<std::string> names_;
  std::vector<Slot> slots_;
};

}  // namespace restituo
