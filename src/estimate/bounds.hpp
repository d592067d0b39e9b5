// The documented floor and the stacked bounds of each figure.
#pragma once

#include <restituo/estimate/estimate.hpp>

namespace restituo {

struct FloorAndBounds {
  DocumentedFloor floor;
  std::optional<StackedBounds> bounds;
};

// One for each of `steps`.
std::vector<FloorAndBounds> floor_and_bounds(const BoundProgram& bound, const ExactRun& central,
                                             std::span<const StepId> steps);

}  // namespace restituo
