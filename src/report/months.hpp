// The months of periods, for the report, its data files and its workbook.
#pragma once

#include <string>
#include <vector>

#include <restituo/estimate/monthly.hpp>

#include "report_index.hpp"

namespace restituo {

// "months 1 to 12 of the period", where the period has no dates.
std::string month_name(const ReportIndex& index, const MonthlySchedule& schedule, int first, int last);
// Those of the figure a reader is first told; none in a public copy.
std::vector<MonthlySchedule> main_monthly_schedules(const ReportIndex& index);

}  // namespace restituo
