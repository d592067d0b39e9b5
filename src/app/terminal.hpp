// Faults and progress, as a person at a terminal sees them. Standard output carries answers only.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

#include <restituo/base/fault.hpp>

namespace restituo {

// All of them on standard error, refusals first; notes are left to the report.
void print_faults(const Faults& faults, Language language);

// A bar on a terminal, a plain line every few seconds elsewhere, nothing for what is done at once. With the time left,
// from the pace so far.
class Progress {
 public:
  Progress(Language language, bool quiet, Words doing = {"simulating", "simulando"});
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::uint64_t done, std::uint64_t wanted);
  // Takes the bar off the terminal.
  void clear();

 private:
  Language language_;
  bool quiet_;
  bool on_terminal_;
  bool shown_ = false;
  Words doing_;
  std::chrono::steady_clock::time_point begin_;
  std::optional<std::uint64_t> done_at_begin_;  // what an earlier run did says nothing of the pace
  std::chrono::steady_clock::time_point last_;
};

}  // namespace restituo
