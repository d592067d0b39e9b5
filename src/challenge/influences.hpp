// What moves the figure: every method on one sample and one design.
#pragma once

#include <restituo/challenge/challenge.hpp>

#include "case_response.hpp"

namespace restituo {

// The sample is what the estimate drew, or its first part.
Influences influences_of(const Estimate& estimate, const CaseResponse& response, const Sample& sample,
                         const ChallengeSettings& settings);

// Which input to prove first, and what each of the others adds once the first is known.
std::vector<ToProve> order_of_proof(const Influences& influences, const CaseResponse& response, const Sample& sample);

std::optional<BreakingScenario> scenario_of(const CaseResponse& response, const Sample& sample, double sum,
                                            std::uint64_t seed);

// Amounts in the middle of each of so many equal parts of the worlds, and those between them.
std::vector<double> middles_of(std::span<const double> results, std::size_t parts);
std::vector<double> borders_of(std::span<const double> results, std::size_t parts);

}  // namespace restituo
