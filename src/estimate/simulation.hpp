// The spread: the program run over draws of every input that has a distribution.
#pragma once

#include <restituo/estimate/estimate.hpp>

namespace restituo {

// One summary for each of `steps`, nothing where nothing it rests on is drawn.
Outcome<std::vector<std::optional<SpreadSummary>>> simulate(const BoundProgram& bound, const ExactRun& central,
                                                            std::span<const StepId> steps,
                                                            const EstimateSettings& settings);

}  // namespace restituo
