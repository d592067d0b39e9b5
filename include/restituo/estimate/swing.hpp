// A Swing is how far one input alone moves a figure: the figure with that input at its low end, and at its high end,
// all others as claimed. Exact, from the same program; no probability. The largest first: what would change the answer
// most.
//
// It says nothing of inputs that move together; the challenge's shares do.
#pragma once

#include <vector>

#include <restituo/estimate/estimate.hpp>

namespace restituo {

struct Swing {
  InputId input = 0;
  Exact at_low;   // the figure with the input at its low end
  Exact at_high;  // at its high end
  Exact size;     // how far the two lie apart, never negative
};

// Of every input with a range that the figure rests on and that moves it; ends at which the figure has no value are
// left out. Those of one size stand in the order of the inputs.
std::vector<Swing> swings_of(const Estimate& estimate, const Figure& figure);

}  // namespace restituo
