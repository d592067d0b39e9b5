// The table of results: one line for each figure of each scenario, in order, the same bytes whoever computed it.
//
//   scenario,refused,<axes>,figure,name,of_model,of_victim,of_period,of_key,kind,unit,exact
//   and where something is simulated                           ,mean,p05,p25,p50,p75,p95,error
//
// A scenario without a figure has one line that says why. RFC 4180, UTF-8, lines end in CRLF; no words of any language,
// so that it is the same in each.
#pragma once

#include <string>

#include <restituo/sweep/scenario_run.hpp>

namespace restituo {

// Columns that no axis may be called.
const std::vector<std::string>& columns_of_results();

std::string table_header(const Sweep& sweep);
// Ends in a line end; figures in their order.
std::string table_lines(const Sweep& sweep, const ScenarioResult& result);

}  // namespace restituo
