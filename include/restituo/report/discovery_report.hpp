// Where a sweep breaks, as a few lines for the terminal and as JSON (docs/formats/sweep.md). Nothing is worked out
// here.
#pragma once

#include <string>

#include <restituo/base/language.hpp>
#include <restituo/challenge/discovery.hpp>

namespace restituo {

// At most 100 characters wide; ends in a newline.
std::string discovery_in_brief(const SweptFigure& swept, const Discovery& found, const Exact& below, Language language);
std::string discovery_json(const SweptFigure& swept, const Discovery& found, const Exact& below, Language language);

}  // namespace restituo
