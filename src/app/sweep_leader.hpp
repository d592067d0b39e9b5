// Scenarios out to threads and ranks, results into the store.
//
// One thread, the main one of rank 0, has the store and the terminal and speaks to the other ranks; who is ready gets
// the next scenarios. Every scenario is computed from its number alone, and the table is written from the store in
// order: who computed what changes no byte.
#pragma once

#include <functional>

#include "ranks.hpp"
#include "sweep_store.hpp"
#include "sweep_work.hpp"

namespace restituo {

struct SweepProgress {
  std::uint64_t done = 0;    // with what earlier runs did
  std::uint64_t wanted = 0;  // of this shard
};

struct LeaderSettings {
  Shard shard;
  unsigned threads = 1;
  std::function<void(const SweepProgress&)> show;
  // Called after everything that was computed is stored, when somebody stops the run; does not come back.
  std::function<void(const SweepProgress&)> stopped;
};

// Rank 0: until all is done. Faults are those of the store.
Outcome<SweepProgress> lead(const SweepWork& work, SweepStore& store, const Ranks& ranks,
                            const LeaderSettings& settings);

// Rank 0, before `lead`: what the others compute from. Nothing: they are sent home.
void hand_out(const Ranks& ranks, const SweepWork* work);

// The other ranks, from beginning to end.
void follow(const Ranks& ranks, unsigned threads);

}  // namespace restituo
