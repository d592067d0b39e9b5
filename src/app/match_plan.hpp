// The plan of a reconciliation: which statements there are, how their columns are called, which accounts are known and
// whose the deposits are. Its form: docs/formats/statements.md.
#pragma once

#include <string>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/ledger/reconciliation.hpp>
#include <restituo/model/document.hpp>

namespace restituo {

struct PlannedStatement {
  std::string file;  // as it can be opened
  StatementSettings settings;
};

struct MatchPlan {
  std::vector<PlannedStatement> statements;
  ReconciliationSettings settings;
};

// Files are named relative to the folder of the plan.
Outcome<MatchPlan> read_match_plan(const FileText& file);

}  // namespace restituo
