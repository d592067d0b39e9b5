// How the report names what a trace names: accounts, and whose money it is.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <restituo/report/traced_assets.hpp>

#include "report_index.hpp"

namespace restituo {

// The account by the label that the rules give it, else as the ledger writes it; "paid in from outside" where there is
// none.
std::string account_in_words(Language language, const std::map<std::string, Words>& names, const std::string& account);
std::string account_in_words(const ReportIndex& index, const TracedAssets& traced, const std::string& account);
// "Survivor A", "own money of the holder", "lent by the bank as overdraft of checking"; a label that is nobody's here
// as the ledger writes it.
std::string label_in_words(const ReportIndex& index, const TracedAssets& traced, const std::string& label);
// "bank:mortgage": the loan, or the overdraft of an account.
std::string loan_in_words(const ReportIndex& index, const TracedAssets& traced, const std::string& lender);
// An amount in the currency of the case, to the cent; the exact one stands in traced.csv.
std::string traced_amount(const ReportIndex& index, const Exact& amount);
std::string arrow_amount(const ReportIndex& index, const TracedAssets& traced, const NetworkArrow& arrow);
// A line of traced_lines().
Says words_of_line(std::string_view name);

}  // namespace restituo
