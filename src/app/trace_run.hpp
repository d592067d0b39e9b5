// One run of `trace`, for the command and for a case that names a ledger.
#pragma once

#include <optional>
#include <string>

#include <restituo/casefile/case.hpp>
#include <restituo/report/traced_assets.hpp>
#include "commands.hpp"
#include "tracing_output.hpp"

namespace restituo {

// Reads the rules and the ledger and traces by the method wished for, or by all. `names` must outlive the run.
Faults run_trace(const TraceWishes& wishes, TraceRun& run, LedgerNames& names);

// The ledger that a case names, for its report; the case has one. `case_file` says where its files lie.
Outcome<TracedAssets> traced_assets_of(const Case& source_case, const std::string& case_file);

}  // namespace restituo
