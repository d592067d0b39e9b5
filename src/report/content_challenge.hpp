// The other side's view, as sections of a report.
#pragma once

#include <restituo/challenge/challenge.hpp>

#include "content.hpp"

namespace restituo {

// One after another, for a page of their own.
std::vector<Section> challenge_sections(const ReportIndex& index, const Challenge& challenge);
// The same as parts of one section, for a report of the estimate.
Section challenge_section(const ReportIndex& index, const Challenge& challenge);
// What is asked of which figure, and the shortest answer.
std::vector<Block> challenge_opening(const ReportIndex& index, const Challenge& challenge);

}  // namespace restituo
