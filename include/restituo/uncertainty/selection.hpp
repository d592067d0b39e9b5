// A RankSelection finds exact order statistics of draws that are never held all at once: a billion, in a few megabytes.
//
//   RankSelection selection(count, ranks, sample);            // sample: some of the draws, to know roughly where to
//   look RankSelection::Tally tally;                               // one for each thread, say selection.add(block,
//   tally);                              // every block once, in any order RankSelection::merge(all, tally); auto
//   values = selection.values(all);                      // the draws with these ranks, as if all had been sorted
//
// A sample says between which two values a rank almost surely lies. Draws below are counted, draws between are kept,
// and the rank is found among those: the answer is exact and the same whatever the sample, the blocks or the threads.
// Where the sample misled (1 time in a million for independent draws) there is no answer, and the draws, which have
// addresses, are made again for a selection from a larger sample.
//
// Method: R. W. Floyd, R. L. Rivest, "Expected time bounds for selection" (1975).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace restituo {

class RankSelection {
 public:
  // Ranks from 1 (the smallest) to `count`; the sample has at least one draw.
  RankSelection(std::uint64_t count, std::vector<std::uint64_t> ranks, std::span<const double> sample);

  struct Tally {
    std::vector<std::uint64_t> below;   // each bracket: draws below it
    std::vector<std::uint64_t> within;  // draws within it
    std::vector<double> between;        // those within any bracket that holds more than one value
  };

  // Adds a block of draws, none of which is NaN.
  void add(std::span<const double> draws, Tally& tally) const;
  static void merge(Tally& into, const Tally& from);
  // In the order of the ranks; nothing where a rank lies outside its bracket.
  std::optional<std::vector<double>> values(Tally tally) const;

 private:
  struct Bracket {
    double low;
    double high;
  };

  std::vector<std::uint64_t> ranks_;
  std::vector<Bracket> brackets_;  // ascending, apart from one another
  std::vector<std::size_t> bracket_of_rank_;
};

// The draws with these ranks, where all are held: several times faster than sorting them.
std::vector<double> values_at_ranks(std::span<const double> draws, std::span<const std::uint64_t> ranks);

}  // namespace restituo
