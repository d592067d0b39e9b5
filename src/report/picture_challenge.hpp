// Drawings of the other side's view. Each has its table beside it; what they show is told by position and length, never
// by colour alone, so that they read the same in grey.
#pragma once

#include <restituo/challenge/challenge.hpp>

#include "report_index.hpp"

namespace restituo {

Picture tornado_picture(const ReportIndex& index, const Challenge& challenge);
Picture waterfall_picture(const ReportIndex& index, const Challenge& challenge);
Picture dots_picture(const ReportIndex& index, const Challenge& challenge);
Picture convergence_picture(const ReportIndex& index, const Challenge& challenge);
// Of a two-level run: how far each percentile of what varies moves with what is not known.
Picture band_picture(const ReportIndex& index, const Challenge& challenge);
Picture trajectory_picture(const ReportIndex& index, const Challenge& challenge);

}  // namespace restituo
