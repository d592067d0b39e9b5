// How a case is drawn: what the command line asks for, over what the case says, over what is usual.
#pragma once

#include <optional>
#include <string>

#include <restituo/estimate/estimate.hpp>

#include "commands.hpp"

namespace restituo {

// The command line wins over the case, the case over what is usual.
EstimateSettings settings_of(const DrawWishes& wishes, const Case& source_case);

// " --draws 100000 --seed 1 ...": what gives the same draws again.
std::string text_of(const DrawWishes& wishes, const EstimateSettings& settings);

// Prints faults and warnings, and progress while it runs; nothing where it was refused.
std::optional<Estimate> usable_estimate(const Case& source_case, const Library& library, EstimateSettings settings,
                                        bool quiet, Language language);

// The exit code of an answer.
int code_of(const Estimate& result);

}  // namespace restituo
