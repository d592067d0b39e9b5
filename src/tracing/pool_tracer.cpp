// Methods that do not attribute payments: what is left in an account is shared by a rule of its own, or a payment is
// matched, or contact is all that counts. Each keeps balances as every other method does.
#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include <restituo/base/must.hpp>
#include "tracer_base.hpp"

namespace restituo {
namespace {

class PoolTracer : public Tracer {
 public:
  PoolTracer(const TraceChoices& choices, const LedgerNames& names)
      : choices_(choices), names_(names), book_(names, false), map_(choices_.rules, names) {
    result_.method = choices.method;
  }

  void take(std::span<const Movement> block) override {
    map_.grow();
    accounts_.resize(map_.size());
    grow(map_.size());
    for (const Movement& movement : block) {
      ++result_.rows;
      const std::uint32_t from = map_.of(movement.from);
      const std::uint32_t to = map_.of(movement.to);
      if (from == to && from != 0 && movement.from != movement.to) {
        ++result_.dropped_within_groups;
        continue;
      }
      if (from != 0) {
        accounts_[from].balance -= movement.amount;
        accounts_[from].pays = true;
        paid(movement, from, to);
      }
      accounts_[to].balance += movement.amount;
      if (from == 0) {
        const bool claim = book_.rank_of(code_of(movement.label)) == LabelRank::claim;
        accounts_[to].outside = true;
        came_in(movement, to, claim ? code_of(movement.label) : own_code, claim);
      } else {
        accounts_[to].mixed = true;
        received(movement, from, to);
      }
    }
  }

  Outcome<Trace> finish() override {
    close();
    for (std::uint32_t number = 1; number < accounts_.size(); ++number) {
      if (!map_.stands_alone(number)) continue;
      const MinorUnits balance = accounts_[number].balance;
      AccountHoldings account{AccountId{number},
                              map_.shown(number),
                              {},
                              std::max<MinorUnits>(0, balance),
                              std::max<MinorUnits>(0, -balance),
                              accounts_[number].pays || accounts_[number].outside};
      account.holdings = holdings(number, account.balance);
      result_.accounts.push_back(std::move(account));
    }
    return std::move(result_);
  }

 protected:
  struct Standing {
    MinorUnits balance = 0;  // below zero: an overdraft
    bool pays = false;
    bool outside = false;  // money came in from outside
    bool mixed = false;    // money came in from another account
  };

  virtual void grow(std::uint32_t accounts) = 0;
  // After the balances have moved. `from` and `to` are never the outside.
  virtual void paid(const Movement& movement, std::uint32_t from, std::uint32_t to) = 0;
  virtual void came_in(const Movement& movement, std::uint32_t to, LabelCode code, bool claim) = 0;
  virtual void received(const Movement& /*movement*/, std::uint32_t /*from*/, std::uint32_t /*to*/) {}
  virtual void close() {}
  virtual Holdings holdings(std::uint32_t account, MinorUnits balance) = 0;

  // Money that no claim takes: the holder's own where none came from another account.
  LabelCode rest_of(std::uint32_t account) const { return accounts_[account].mixed ? unattributed_code : own_code; }

  TraceChoices choices_;
  const LedgerNames& names_;
  LabelBook book_;
  AccountMap map_;
  std::vector<Standing> accounts_;
  Trace result_;
};

class WorkBackTracer final : public PoolTracer {
 public:
  using PoolTracer::PoolTracer;

 private:
  struct Deposit {
    LabelCode code;
    MinorUnits amount;
    MinorUnits lowest;  // balance from here to the next claim's deposit
  };

  void grow(std::uint32_t accounts) override { deposits_.resize(accounts); }
  void paid(const Movement&, std::uint32_t from, std::uint32_t) override {
    if (!deposits_[from].empty()) {
      Deposit& last = deposits_[from].back();
      last.lowest = std::min(last.lowest, std::max<MinorUnits>(0, accounts_[from].balance));
    }
  }
  void came_in(const Movement& movement, std::uint32_t to, LabelCode code, bool claim) override {
    if (claim) {
      deposits_[to].push_back({code, movement.amount, std::max<MinorUnits>(0, accounts_[to].balance)});
    }
  }
  Holdings holdings(std::uint32_t account, MinorUnits balance) override {
    HoldingsBuilder sums;
    MinorUnits rest = balance;
    auto& deposits = deposits_[account];
    for (auto deposit = deposits.rbegin(); deposit != deposits.rend(); ++deposit) {
      const MinorUnits pay = std::min({deposit->amount, deposit->lowest, rest});
      sums.add(deposit->code, Exact(pay));
      rest -= pay;
    }
    sums.add(rest_of(account), Exact(rest));
    return sums.take();
  }

  std::vector<std::vector<Deposit>> deposits_;
};

class PariPassuTracer final : public PoolTracer {
 public:
  using PoolTracer::PoolTracer;

 private:
  void grow(std::uint32_t accounts) override { contributed_.resize(accounts); }
  void paid(const Movement&, std::uint32_t, std::uint32_t) override {}
  void came_in(const Movement& movement, std::uint32_t to, LabelCode code, bool claim) override {
    if (claim) contributed_[to][code] += movement.amount;
  }
  Holdings holdings(std::uint32_t account, MinorUnits balance) override {
    HoldingsBuilder sums;
    Exact all;
    for (const auto& [code, amount] : contributed_[account]) all += Exact(amount);
    const Exact shared = std::min(all, Exact(balance));
    for (const auto& [code, amount] : contributed_[account]) {
      if (amount != 0) sums.add(code, shared * Exact(amount) / all);
    }
    sums.add(rest_of(account), Exact(balance) - shared);
    return sums.take();
  }

  std::vector<std::map<LabelCode, MinorUnits>> contributed_;
};

class DirectMatchTracer final : public PoolTracer {
 public:
  using PoolTracer::PoolTracer;

 private:
  struct Deposit {
    std::int64_t sequence;
    LabelCode code;
    MinorUnits amount;
    std::optional<Date> date;
    std::uint32_t account;
    std::vector<std::size_t> payments;
  };
  struct Payment {
    std::int64_t sequence;
    std::uint32_t to;
    MinorUnits amount;
    std::vector<std::size_t> deposits;
  };

  void grow(std::uint32_t accounts) override { open_.resize(accounts); }

  void came_in(const Movement& movement, std::uint32_t to, LabelCode code, bool claim) override {
    if (!claim) return;
    open_[to].emplace(movement.amount, deposits_.size());
    deposits_.push_back({movement.sequence, code, movement.amount, movement.date, to, {}});
  }

  void paid(const Movement& movement, std::uint32_t from, std::uint32_t to) override {
    auto& open = open_[from];
    const auto low = open.lower_bound(std::max<MinorUnits>(0, movement.amount - choices_.match_tolerance));
    std::vector<std::size_t> found;
    for (auto place = low; place != open.end() && place->first - choices_.match_tolerance <= movement.amount;) {
      const Deposit& deposit = deposits_[place->second];
      if (movement.date && deposit.date && *movement.date > deposit.date->plus_days(choices_.match_days)) {
        place = open.erase(place);  // too old for every later payment as well
        continue;
      }
      if (!(movement.date && deposit.date && *movement.date < *deposit.date)) found.push_back(place->second);
      ++place;
    }
    if (!found.empty()) payments_.push_back({movement.sequence, to, movement.amount, std::move(found)});
  }

  // Only now is it known which accounts pay money on: a payment to one of them is a leg of a transfer, no purchase.
  void close() override {
    for (std::size_t i = 0; i < payments_.size(); ++i) {
      if (accounts_[payments_[i].to].pays) continue;
      for (const std::size_t deposit : payments_[i].deposits) deposits_[deposit].payments.push_back(i);
    }
    for (const Deposit& deposit : deposits_) {
      ::restituo::DirectMatch match{deposit.sequence, 0, traced_label(deposit.code), Exact(deposit.amount),
                                    deposit.payments.size()};
      if (deposit.payments.size() == 1 && payments_[deposit.payments.front()].deposits.size() == 1) {
        const Payment& payment = payments_[deposit.payments.front()];
        match.payment = payment.sequence;
        match.amount = Exact(std::min(payment.amount, deposit.amount));
        matched_[payment.to][deposit.code] += std::min(payment.amount, deposit.amount);
      }
      result_.matches.push_back(std::move(match));
    }
  }

  Holdings holdings(std::uint32_t account, MinorUnits balance) override {
    HoldingsBuilder sums;
    Exact rest(balance);
    if (const auto found = matched_.find(account); found != matched_.end()) {
      for (const auto& [code, amount] : found->second) {
        sums.add(code, Exact(amount));
        rest -= Exact(amount);
      }
    }
    sums.add(unattributed_code, rest);
    return sums.take();
  }

  std::vector<Deposit> deposits_;
  std::vector<Payment> payments_;
  std::vector<std::multimap<MinorUnits, std::size_t>> open_;
  std::map<std::uint32_t, std::map<LabelCode, MinorUnits>> matched_;
};

class PoisonTracer final : public PoolTracer {
 public:
  using PoolTracer::PoolTracer;

 private:
  void grow(std::uint32_t accounts) override { contact_.resize(accounts); }
  void came_in(const Movement& movement, std::uint32_t to, LabelCode code, bool claim) override {
    if (claim && movement.amount > 0) add(contact_[to], {code});
  }
  void paid(const Movement&, std::uint32_t, std::uint32_t) override {}
  void received(const Movement& movement, std::uint32_t from, std::uint32_t to) override {
    if (movement.amount > 0 && from != to) add(contact_[to], contact_[from]);
  }
  Holdings holdings(std::uint32_t account, MinorUnits balance) override {
    HoldingsBuilder sums;
    for (const LabelCode code : contact_[account]) sums.add(code, Exact(balance));
    if (contact_[account].empty()) sums.add(own_code, Exact(balance));
    return sums.take();
  }

  static void add(std::vector<LabelCode>& to, const std::vector<LabelCode>& from) {
    if (std::includes(to.begin(), to.end(), from.begin(), from.end())) return;
    std::vector<LabelCode> both;
    std::set_union(to.begin(), to.end(), from.begin(), from.end(), std::back_inserter(both));
    to = std::move(both);
  }

  std::vector<std::vector<LabelCode>> contact_;  // sorted
};

}  // namespace

std::unique_ptr<Tracer> pool_tracer(const TraceChoices& choices, const LedgerNames& names) {
  switch (choices.method) {
    case Method::libr_work_back: return std::make_unique<WorkBackTracer>(choices, names);
    case Method::pari_passu: return std::make_unique<PariPassuTracer>(choices, names);
    case Method::direct_match: return std::make_unique<DirectMatchTracer>(choices, names);
    default: must(choices.method == Method::poison, "the methods without lots are four"); break;
  }
  return std::make_unique<PoisonTracer>(choices, names);
}

}  // namespace restituo
