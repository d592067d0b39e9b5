// Drawings of figures: where a picture's lines and boxes stand. What they show stands in a table beside each.
#pragma once

#include <restituo/estimate/monthly.hpp>
#include <restituo/estimate/swing.hpp>
#include <restituo/report/traced_assets.hpp>

#include "report_index.hpp"

namespace restituo {

// The figure must have a spread (our bug otherwise).
Picture spread_picture(const ReportIndex& index, const Figure& figure);
// Each input moved alone, the largest first; at most eight. There must be one (our bug otherwise).
Picture swing_picture(const ReportIndex& index, const Figure& figure, const std::vector<Swing>& swings);
// A bar for each period; there must be one.
Picture timeline_picture(const ReportIndex& index);
// A bar for each month of each schedule, one schedule after the other; there must be one.
Picture months_picture(const ReportIndex& index, const std::string& what,
                       const std::vector<MonthlySchedule>& schedules);

// The trail of traced money: boxes for accounts, numbered arrows for payments, as in the table beside it.
Picture network_picture(const ReportIndex& index, const TracedAssets& traced);

}  // namespace restituo
