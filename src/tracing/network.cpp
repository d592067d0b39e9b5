#include <restituo/tracing/network.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace restituo {

Network network_of(const std::vector<PaymentRecord>& payments, const LedgerNames& names, int decimals,
                   std::size_t most_accounts) {
  std::map<std::pair<std::string, std::string>, NetworkArrow> arrows;
  std::vector<std::string> order;
  std::map<std::string, Exact> weight;
  const auto name_of_account = [&](AccountId account) { return std::string(names.accounts.name(number_of(account))); };
  for (const PaymentRecord& payment : payments) {
    Exact claims;
    for (const Holding& holding : payment.carried) {
      if (holding.label.kind == TracedLabel::Kind::claim) claims += holding.amount;
    }
    if (claims.is_zero()) continue;
    const std::string from = name_of_account(payment.movement.from);
    const std::string to = name_of_account(payment.movement.to);
    for (const std::string& account : {from, to}) {
      if (!account.empty() && weight.try_emplace(account).second) order.push_back(account);
      if (!account.empty()) weight[account] += claims;
    }
    NetworkArrow& arrow = arrows[{from, to}];
    arrow.from = from;
    arrow.to = to;
    arrow.amount += claims;
    arrow.rows.push_back(payment.movement.sequence);
  }
  Network network;
  network.decimals = decimals;
  std::vector<std::string> by_weight = order;
  std::stable_sort(by_weight.begin(), by_weight.end(),
                   [&](const std::string& a, const std::string& b) { return weight[a] > weight[b]; });
  if (by_weight.size() > most_accounts) {
    network.left_out = by_weight.size() - most_accounts;
    by_weight.resize(most_accounts);
  }
  const std::set<std::string> drawn(by_weight.begin(), by_weight.end());
  for (const std::string& account : order) {
    if (drawn.contains(account)) network.accounts.push_back(account);
  }
  for (auto& [ends, arrow] : arrows) {
    if ((arrow.from.empty() || drawn.contains(arrow.from)) && drawn.contains(arrow.to)) {
      network.arrows.push_back(std::move(arrow));
    }
  }
  return network;
}

}  // namespace restituo
