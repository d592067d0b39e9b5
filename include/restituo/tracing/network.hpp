// The trail as a network: accounts, and the claim money that went between them, each arrow with its rows of the ledger.
//
//   Network network = network_of(trace.payments, names, 2);
//
// It computes no share: the sums are those of the payment records. The report draws it. What it refuses: more accounts
// than a page can show; then the largest are kept and `left_out` says how many are not.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

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

}  // namespace restituo
