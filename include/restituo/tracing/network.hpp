// The trail as a drawing: accounts as boxes, the claim money that went between them as arrows, thicker where more.
//
//   Network network = network_of(trace.payments, names, 2);
//   std::string svg = network_svg(network, {"Trail of survivor-a", "Rastro de survivor-a"}, Language::es);
//
// An account stands one column behind the account that gave it most. An arrow back to an earlier column (a cycle), or
// within a column, is dashed and runs round the left side. The drawing says everything in grey: no colour carries a
// meaning, every arrow has its sum and its rows of the ledger beside its tip, and a title and a description stand for
// the picture where it cannot be seen. It computes no share: the sums are those of the payment records. What it
// refuses: more accounts than a page can show; then the largest are drawn and the description says how many are not.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <restituo/base/language.hpp>
#include <restituo/tracing/trace.hpp>

namespace restituo {

struct NetworkArrow {
  std::string from;  // empty: from outside
  std::string to;
  Exact amount;  // claim money, minor units, all labels together
  std::vector<std::int64_t> rows;
};

struct Network {
  std::vector<std::string> accounts;  // in order of first appearance
  std::vector<NetworkArrow> arrows;
  std::size_t left_out = 0;
  int decimals = 2;
};

// `shown` names an account as the report does (its own name, or its group's).
Network network_of(const std::vector<PaymentRecord>& payments, const LedgerNames& names, int decimals,
                   std::size_t most_accounts = 24);

std::string network_svg(const Network& network, const Words& title, Language language);

}  // namespace restituo
