// A ScenarioBox says in a few limits where a claim breaks: "fewer than 31 months in New York and fewer than 14 acts".
//
//   auto found = discover_box(sample.values, is_below, {});
//   found->best().limits;             // one for each input that matters
//   found->best().coverage;           // of the worlds below the sum, the share that the box catches
//   found->best().density;            // of the worlds in the box, the share that is below the sum
//
// The patient rule induction method (PRIM): from the box of all worlds, again and again the slice is peeled off, at an
// end of one input, whose loss makes the rest densest for each world that goes; each box on that way is kept (the
// trajectory), so that coverage can be traded for density; the best one is pasted out again where that loses nothing,
// and limits that chance explains as well (a binomial test) are taken back. Halves of the sample, drawn anew, show
// whether the same inputs come out.
//
// A box with sides along the inputs cannot follow a slanting border; `is_poor` says so, and then no sentence is made
// of it.
//
// What it refuses: fewer than `fewest_hits` worlds of either kind, in which no rule can be told from chance.
//
// Sources: J. H. Friedman, N. I. Fisher, "Bump hunting in high-dimensional data" (1999); B. P. Bryant, R. J. Lempert,
// "Thinking inside the box" (2010), who choose by coverage and density and test each limit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <restituo/challenge/response.hpp>

namespace restituo {

struct BoxLimit {
  std::size_t input = 0;
  // Worlds in the box have low <= value <= high; infinite where that side is open.
  double low = 0;
  double high = 0;
  double chance = 0;    // the probability of as many hits in the box if this limit told nothing
  double repeated = 0;  // share of the halves in which this input was limited too
};

struct ScenarioBox {
  std::vector<BoxLimit> limits;
  double coverage = 1;
  double density = 0;
  double mass = 1;  // share of all worlds that lie in it

  // Less than half caught, or less than 7 of 10 hits.
  bool is_poor() const { return coverage < 0.5 || density < 0.7; }
};

struct BoxSearch {
  std::vector<ScenarioBox> trajectory;  // from the box of all worlds inwards
  ScenarioBox chosen;                   // the best of both, pasted and tested

  const ScenarioBox& best() const { return chosen; }
};

struct BoxSettings {
  std::uint64_t seed = 1;    // for the halves
  double peel = 0.05;        // share of the worlds in the box that one step takes away
  double least_mass = 0.02;  // of all worlds; peeling ends there
  std::size_t halves = 10;
};

inline constexpr std::size_t fewest_hits = 30;

// `hits[k]`: whether world k is of the kind looked for. As many as each column has values.
Outcome<BoxSearch> discover_box(const Columns& values, const std::vector<bool>& hits, const BoxSettings& settings,
                                const Place& place = {});

}  // namespace restituo
