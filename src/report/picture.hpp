// Drawings of the report. They place marks on an axis; the numbers themselves come from the figure.
#pragma once

#include "report_index.hpp"

namespace restituo {

// The spread of a figure as a line (90 of 100 worlds) with a box (50 of 100), and the claim above it.
Picture spread_picture(const ReportIndex& index, const Figure& figure);

}  // namespace restituo
