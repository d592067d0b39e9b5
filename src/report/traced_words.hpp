// How the report names what a trace names: accounts, and whose money it is.
#pragma once

#include <string>

#include <restituo/report/traced_assets.hpp>

#include "report_index.hpp"

namespace restituo {

// The account as the ledger writes it; "outside" where there is none.
std::string account_in_words(const ReportIndex& index, const std::string& account);
// "Survivor A", "the holder's own", "lent by a bank in checking"; a label that is nobody's here as the ledger writes
// it.
std::string label_in_words(const ReportIndex& index, const std::string& label);
// An amount in the currency of the case, to the cent (a share of a cent is cut for the eye and marked).
std::string traced_amount(const ReportIndex& index, const Exact& amount);
std::string arrow_amount(const ReportIndex& index, const TracedAssets& traced, const NetworkArrow& arrow);

}  // namespace restituo
