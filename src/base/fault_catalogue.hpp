// Where the sentences of all faults are found, one array per language.
#pragma once

#include <span>

#include <restituo/base/fault.hpp>

namespace restituo {

std::span<const FaultSentences> fault_catalogue(Language language);

}  // namespace restituo
