// The event loop that all methods with lots share (asset-tracing.md section 2). The method is in `Lots`: how a queue
// gives up an amount, how a block joins one. Rules for single rows and rare events are kept out of the way of ordinary
// payments.
#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <restituo/base/must.hpp>
#include <restituo/tracing/apportionment.hpp>
#include <restituo/tracing/trace.hpp>
#include "label_book.hpp"
#include "tracer_base.hpp"

namespace restituo {

template <class Lots>
class LotTracer final : public Tracer {
 public:
  using Amount = typename Lots::Amount;
  using Queue = typename Lots::Queue;
  using Moved = typename Lots::Moved;
  // Under the rateable methods every payment may split every path; beyond this the table of payments is the trail.
  static constexpr std::size_t most_path_entries = std::size_t{1} << 17;

  LotTracer(const TraceChoices& choices, const LedgerNames& names)
      : choices_(choices),
        names_(names),
        book_(names, choices.record_paths || returns_a_deposit(choices.rules)),
        lots_(book_),
        map_(choices_.rules, names) {
    for (const RowRule& rule : choices_.rules.rows) {
      at_row_[rule.sequence] = &rule;
      if (rule.kind == RowRule::Kind::reversal) returned_later_[rule.of] = &rule;
    }
    for (const BetweenRule& rule : choices_.rules.between) between_.push_back(&rule);
    std::stable_sort(between_.begin(), between_.end(),
                     [](const BetweenRule* a, const BetweenRule* b) { return a->after < b->after; });
    bears_interest_ = std::any_of(choices_.rules.rows.begin(), choices_.rules.rows.end(), [](const RowRule& rule) {
      return rule.kind == RowRule::Kind::interest && rule.interest == InterestRule::time_weighted;
    });
    substitutes_ = std::any_of(choices_.rules.between.begin(), choices_.rules.between.end(),
                               [](const BetweenRule& rule) { return rule.kind == BetweenRule::Kind::substitution; });
    plain_ = choices_.rules.rows.empty() && choices_.rules.between.empty() && !choices_.record_payments &&
             !book_.keeps_paths();
    result_.method = choices.method;
    result_.whole_units = Lots::integral && choices.whole_units;
  }

  void take(std::span<const Movement> block) override {
    grow();
    for (std::size_t i = 0; i < block.size(); ++i) {
      const Movement& movement = block[i];
      if (stopped_) return;  // what came before counts for nothing
      look_ahead(block, i);
      const std::uint32_t from = map_.of(movement.from);
      const std::uint32_t to = map_.of(movement.to);
      ++result_.rows;
      if (from == to && from != 0 && movement.from != movement.to) {
        ++result_.dropped_within_groups;
        continue;
      }
      if (book_.keeps_paths()) sequence_of_.push_back(movement.sequence);
      if (plain_ && !accounts_[from].special && !accounts_[to].special) {
        ordinary(movement, from, to);
      } else {
        with_rules(movement, from, to);
      }
      ++index_;
    }
  }

  bool stopped() const override { return stopped_; }

  Outcome<Trace> finish() override {
    run_between(std::numeric_limits<std::int64_t>::max());
    if (stopped_) return refuse(std::move(faults_));
    for (const auto& [sequence, held] : held_) {
      faults_.push_back(
          {.code = "rule-row-missing", .place = held.rule->place, .details = {std::to_string(held.rule->sequence)}});
    }
    for (const auto& [sequence, rule] : at_row_) {
      if (rule != nullptr && !(rule->kind == RowRule::Kind::reversal && held_.contains(rule->of))) {
        faults_.push_back({.code = "rule-row-missing", .place = rule->place, .details = {std::to_string(sequence)}});
      }
    }
    for (const auto& [sequence, rule] : returned_later_) {
      if (rule != nullptr) {
        faults_.push_back({.code = "rule-row-missing", .place = rule->place, .details = {std::to_string(sequence)}});
      }
    }
    if (!faults_.empty()) return refuse(in_order(std::move(faults_)));
    collect();
    return std::move(result_);
  }

 private:
  // Over many accounts nearly every row waits for memory: what the next rows will touch is asked for before.
  void look_ahead(std::span<const Movement> block, std::size_t i) {
    constexpr std::size_t accounts_ahead = 8;
    constexpr std::size_t lots_ahead = 4;
    if (i + accounts_ahead < block.size()) {
      const Movement& later = block[i + accounts_ahead];
      __builtin_prefetch(&accounts_[map_.of(later.from)]);
      __builtin_prefetch(&accounts_[map_.of(later.to)]);
    }
    if constexpr (requires { lots_.prefetch(Queue{}); }) {
      if (i + lots_ahead < block.size()) {
        const Movement& later = block[i + lots_ahead];
        lots_.prefetch(accounts_[map_.of(later.from)].lots);
        lots_.prefetch(accounts_[map_.of(later.to)].lots);
      }
    }
  }

  struct Account {
    Queue lots{};
    MinorUnits balance = 0;
    MinorUnits debt = 0;
    bool pays = false;
    bool special = false;  // good faith, cash, watched for a return, or accruing interest
    bool good_faith = false;
    bool cash = false;
  };
  // A payment that will come back: its money waits here and never reaches the payee.
  struct Held {
    const RowRule* rule;
    Moved moved;
    MinorUnits funded;
    MinorUnits lent;
    MinorUnits lowest;
    std::uint32_t from;
    std::uint32_t to;
  };

  static bool overlapping(Method method) { return method == Method::libr_cap || method == Method::libr_individual; }

  static bool returns_a_deposit(const TracingRules& rules) {
    // Which of the reversals are of deposits is known only when their rows come.
    return std::any_of(rules.rows.begin(), rules.rows.end(),
                       [](const RowRule& rule) { return rule.kind == RowRule::Kind::reversal; });
  }

  void grow() {
    map_.grow();
    for (auto next = static_cast<std::uint32_t>(accounts_.size()); next < map_.size(); ++next) {
      Account& account = accounts_.emplace_back();
      const auto named = [&](const std::vector<std::string>& list) {
        return !list.empty() && std::find(list.begin(), list.end(), map_.shown(next)) != list.end();
      };
      account.good_faith = named(choices_.rules.good_faith);
      account.cash = named(choices_.rules.cash);
      account.special = account.good_faith || account.cash;
    }
  }

  void check(const Account& account) const {
    must(lots_.total(account.lots) == Amount(account.balance),
         "after every payment the lots of an account add up to its balance");
    must(account.balance == 0 || account.debt == 0, "an overdrawn account holds no money");
  }

  // What a payment takes out of an account: money that is there, then money the bank lends.
  Moved withdrawn(std::uint32_t from, MinorUnits amount, MinorUnits& funded) {
    Account& account = accounts_[from];
    account.pays = true;
    funded = std::min(amount, account.balance);
    Moved moved = lots_.take(account.lots, Amount(funded));
    account.balance -= funded;
    if (amount > funded) {
      account.debt += amount - funded;
      lots_.append(moved, lots_.fresh(book_.arriving(bank_code(AccountId{from}), index_, LabelBook::nothing_before),
                                      Amount(amount - funded), index_));
    }
    check(account);
    return moved;
  }

  // The bank is repaid first. What it got comes back, for those who record it.
  Moved deposited(std::uint32_t to, Moved moved, MinorUnits amount) {
    Account& account = accounts_[to];
    Moved gone{};
    const MinorUnits repaid = std::min(amount, account.debt);
    if (repaid > 0) {
      gone = lots_.repay(moved, Amount(repaid));
      account.debt -= repaid;
    }
    lots_.put(account.lots, std::move(moved));
    account.balance += amount - repaid;
    check(account);
    return gone;
  }

  void ordinary(const Movement& movement, std::uint32_t from, std::uint32_t to) {
    Moved moved{};
    if (from == 0) {
      moved = lots_.fresh(code_of(movement.label), Amount(movement.amount), index_);
      accounts_[to].pays = true;
    } else {
      MinorUnits funded = 0;
      moved = withdrawn(from, movement.amount, funded);
    }
    lots_.discard(deposited(to, std::move(moved), movement.amount));
    if constexpr (!Lots::integral) measure(accounts_[to]);
  }

  // The slow way: rules, records and paths.
  void with_rules(const Movement& movement, std::uint32_t from, std::uint32_t to) {
    run_between(movement.sequence);
    accrue(from, movement);
    accrue(to, movement);
    const RowRule* const rule = rule_at(movement.sequence);
    const RowRule* returns = nullptr;
    if (const auto found = returned_later_.find(movement.sequence); found != returned_later_.end()) {
      returns = std::exchange(found->second, nullptr);
    }
    if (rule != nullptr && rule->kind == RowRule::Kind::reversal) {
      reverse(movement, *rule, from, to);
      return;
    }
    if (accounts_[from].good_faith) {
      accounts_[from].good_faith = false;  // told once
      faults_.push_back(
          {.code = "good-faith-pays", .place = {}, .details = {map_.shown(from), std::to_string(movement.sequence)}});
    }
    MinorUnits funded = 0;
    Moved moved{};
    if (from == 0) {
      accounts_[to].pays = true;
      moved = rule != nullptr && rule->kind == RowRule::Kind::interest
                  ? interest(movement, *rule, to)
                  : arriving(code_of(movement.label), movement.amount);
    } else {
      moved = withdrawn(from, movement.amount, funded);
      watch(from);
      if (accounts_[from].cash && !(rule != nullptr && rule->kind == RowRule::Kind::cash_link)) {
        lots_.discard(std::move(moved));
        moved = arriving(unknown_code, movement.amount);
      } else if (book_.keeps_paths()) {
        moved = with_path(std::move(moved));
      }
    }
    if (returns != nullptr && from != 0) {
      hold(movement, *returns, std::move(moved), funded, from, to);
      return;
    }
    if (returns != nullptr) deposit_lot_[movement.sequence] = {last_arrived_, to, movement.amount};
    MinorUnits amount = movement.amount;
    PaymentRecord record{movement, {}, {}};
    const bool flagged = rule != nullptr && rule->kind == RowRule::Kind::backward;
    if (choices_.record_payments || flagged) record.carried = holdings_of(moved);
    if (rule != nullptr && rule->kind == RowRule::Kind::exchange) {
      amount = rule->arrives;
      moved = rescaled(std::move(moved), amount);
    }
    if (accounts_[to].good_faith) {
      lots_.for_each(moved, [&](std::uint32_t lot, const Amount& part) { ended_[to][lot] += Exact(part); });
      lots_.discard(std::move(moved));
      ended_total_[to] += amount;
    } else {
      Moved gone = deposited(to, std::move(moved), amount);
      if (choices_.record_payments || flagged) record.repaid = holdings_of(gone);
      lots_.discard(std::move(gone));
    }
    if constexpr (!Lots::integral) measure(accounts_[to]);
    if (flagged || (choices_.record_payments && carries_claim(record.carried))) {
      result_.payments.push_back(std::move(record));
    }
    if (book_.entries().size() > most_path_entries) stop("paths-too-many", std::to_string(most_path_entries));
  }

  Moved arriving(LabelCode code, MinorUnits amount) {
    last_arrived_ = book_.arriving(code, index_, LabelBook::nothing_before);
    if (substitutes_) {
      each_label(last_arrived_, amount, [&](LabelCode whose, const auto& part) { came_in_[whose] += Exact(part); });
    }
    return lots_.fresh(last_arrived_, Amount(amount), index_);
  }

  Moved with_path(Moved moved) {
    auto parts = lots_.parts_of(moved);
    lots_.discard(std::move(moved));
    for (auto& part : parts) part.lot = book_.arriving(book_.code_of_lot(part.lot), index_, part.lot);
    return lots_.of_parts(parts);
  }

  Moved rescaled(Moved moved, MinorUnits arrives) {
    auto parts = lots_.parts_of(moved);
    lots_.discard(std::move(moved));
    share_out(parts, arrives);
    return lots_.of_parts(parts);
  }

  // The amounts of the parts become their shares of `amount`, in proportion.
  static void share_out(std::vector<LotPart<Amount>>& parts, MinorUnits amount) {
    std::vector<Exact> weights;
    Exact sum;
    for (const auto& part : parts) {
      weights.push_back(Exact(part.amount));
      sum += weights.back();
    }
    if (sum.is_zero()) return;
    if constexpr (Lots::integral) {
      const auto shares = apportioned(Exact(amount), weights);
      for (std::size_t i = 0; i < parts.size(); ++i) parts[i].amount = shares[i].to_int64();
    } else {
      for (auto& part : parts) part.amount = part.amount * Exact(amount) / sum;
    }
  }

  Moved interest(const Movement& movement, const RowRule& rule, std::uint32_t to) {
    std::map<LabelCode, Exact> weights;
    if (rule.interest == InterestRule::time_weighted && accruals_.contains(to)) weights = accruals_[to].weighted;
    if (weights.empty() && rule.interest != InterestRule::own) {
      lots_.for_each(accounts_[to].lots, [&](std::uint32_t lot, const Amount& part) {
        each_label(lot, part, [&](LabelCode code, const auto& whose) { weights[code] += Exact(whose); });
      });
    }
    accruals_[to] = {{}, movement.date};
    std::vector<LotPart<Amount>> parts;
    std::vector<Exact> by;
    Exact sum;
    for (const auto& [code, weight] : weights) {
      if (weight.sign() <= 0) continue;
      by.push_back(weight);
      sum += weight;
      parts.push_back({book_.arriving(code, index_, LabelBook::nothing_before), Amount{}, index_});
    }
    if (parts.empty()) return arriving(own_code, movement.amount);
    // One credit has no order within it: where lots stand in a row it is one lot that the labels share.
    if constexpr (Lots::ordered) {
      if (parts.size() > 1) {
        LabelBook::Mixture mixture;
        for (const auto& [code, weight] : weights) {
          if (weight.sign() > 0) mixture.emplace_back(code, weight / sum);
        }
        return arriving(book_.mixed(std::move(mixture)), movement.amount);
      }
    }
    if constexpr (Lots::integral) {
      const auto shares = apportioned(Exact(movement.amount), by);
      for (std::size_t i = 0; i < parts.size(); ++i) parts[i].amount = shares[i].to_int64();
    } else {
      for (std::size_t i = 0; i < parts.size(); ++i) parts[i].amount = Exact(movement.amount) * by[i] / sum;
    }
    if (substitutes_) {
      for (const auto& part : parts) came_in_[book_.code_of_lot(part.lot)] += Exact(part.amount);
    }
    return lots_.of_parts(parts);
  }

  // Balance times days by label, for accounts that bear interest by time.
  struct Accrual {
    std::map<LabelCode, Exact> weighted;
    std::optional<Date> since;
  };
  void accrue(std::uint32_t account, const Movement& movement) {
    if (account == 0 || !bears_interest_ || !movement.date) return;
    Accrual& accrual = accruals_[account];
    if (accrual.since && *accrual.since < *movement.date) {
      const Exact days(movement.date->serial() - accrual.since->serial());
      lots_.for_each(accounts_[account].lots, [&](std::uint32_t lot, const Amount& part) {
        each_label(lot, part,
                   [&](LabelCode code, const auto& whose) { accrual.weighted[code] += Exact(whose) * days; });
      });
    }
    accrual.since = movement.date;
  }
  void hold(const Movement& movement, const RowRule& rule, Moved moved, MinorUnits funded, std::uint32_t from,
            std::uint32_t to) {
    // The bank's part only ever stood in the debt; it goes when the payment comes back.
    auto parts = lots_.parts_of(moved);
    lots_.discard(std::move(moved));
    const LabelCode lent = bank_code(AccountId{from});
    if (movement.amount > funded) {
      std::erase_if(parts, [&](const LotPart<Amount>& part) { return book_.code_of_lot(part.lot) == lent; });
    }
    held_.insert_or_assign(movement.sequence, Held{&rule, lots_.of_parts(parts), funded, movement.amount - funded,
                                                   accounts_[from].balance, from, to});
  }

  // Every payment out of an account may be the lowest point since a returned payment left it.
  void watch(std::uint32_t from) {
    for (auto& [sequence, held] : held_) {
      if (held.from == from) held.lowest = std::min(held.lowest, accounts_[from].balance);
    }
  }

  void reverse(const Movement& movement, const RowRule& rule, std::uint32_t from, std::uint32_t to) {
    if (const auto found = held_.find(rule.of); found != held_.end()) {
      Held held = std::move(found->second);
      held_.erase(found);
      if (held.from != to || held.to != from || held.funded + held.lent != movement.amount) {
        faults_.push_back({.code = "reversal-differs",
                           .place = rule.place,
                           .details = {std::to_string(rule.sequence), std::to_string(rule.of)}});
        return;
      }
      if (book_.keeps_paths()) held.moved = with_path(std::move(held.moved));  // out and back are two rows
      come_back(std::move(held), rule);
      return;
    }
    const auto deposit = deposit_lot_.find(rule.of);
    if (deposit == deposit_lot_.end() || deposit->second.account != from || deposit->second.amount != movement.amount) {
      faults_.push_back({.code = "reversal-differs",
                         .place = rule.place,
                         .details = {std::to_string(rule.sequence), std::to_string(rule.of)}});
      return;
    }
    // The deposit's own money goes first, as far as it is still there; the rest by the method.
    Account& account = accounts_[from];
    auto parts = lots_.parts_of(account.lots);
    Amount own{};
    for (auto& part : parts) {
      if (first_of(part.lot) == deposit->second.lot) {
        own += part.amount;
        part.amount = Amount{};
      }
    }
    drop(account.lots);
    lots_.put(account.lots, lots_.of_parts(parts));
    // What of it is left is a whole number of units only where nothing was split in proportion; the exact sum goes on.
    const Amount rest = Amount(movement.amount) - own;
    const Amount there = lots_.total(account.lots);
    const Amount taken = std::min(rest, there);
    Moved moved = lots_.take(account.lots, taken);
    const MinorUnits before = account.balance;
    account.balance = std::max<MinorUnits>(0, before - movement.amount);
    account.debt += std::max<MinorUnits>(0, movement.amount - before);
    check(account);
    Moved back = lots_.fresh(deposit->second.lot, own, index_);
    lots_.append(back, std::move(moved));
    if (movement.amount > before) {
      lots_.append(back, lots_.fresh(book_.arriving(bank_code(AccountId{from}), index_, LabelBook::nothing_before),
                                     Amount(movement.amount - before), index_));
    }
    watch(from);
    lots_.discard(deposited(to, std::move(back), movement.amount));
  }

  // With which the money came from outside, wherever it went between.
  std::uint32_t first_of(std::uint32_t lot) const {
    if (!book_.keeps_paths()) return lot;
    while (book_.entries()[lot].from != LabelBook::nothing_before) lot = book_.entries()[lot].from;
    return lot;
  }

  void come_back(Held held, const RowRule& rule) {
    Account& account = accounts_[held.from];
    // The bank's own part cancels the debt it made; then the rest of a debt is repaid as by any deposit.
    const MinorUnits cancelled = std::min(held.lent, account.debt);
    account.debt -= cancelled;
    if (held.lent > cancelled) {
      lots_.append(held.moved,
                   lots_.fresh(book_.arriving(bank_code(AccountId{held.from}), index_, LabelBook::nothing_before),
                               Amount(held.lent - cancelled), index_));
    }
    const MinorUnits amount = held.funded + held.lent - cancelled;
    const MinorUnits repaid = std::min(amount, account.debt);
    if (repaid > 0) {
      lots_.discard(lots_.repay(held.moved, Amount(repaid)));
      account.debt -= repaid;
    }
    if (rule.as_new_arrival) {
      lots_.put(account.lots, std::move(held.moved));
    } else {
      lots_.put_back(account.lots, std::move(held.moved), held.lowest);
    }
    account.balance += amount - repaid;
    check(account);
  }

  void drop(Queue& queue) {
    if constexpr (std::is_same_v<Queue, Moved>) {
      lots_.discard(std::exchange(queue, Moved{}));
    } else {
      queue = Queue{};
    }
  }

  void run_between(std::int64_t before) {
    while (next_between_ < between_.size() && between_[next_between_]->after < before) {
      const BetweenRule& rule = *between_[next_between_++];
      const auto number = map_.find(rule.account);
      if (!number || *number >= accounts_.size()) {
        faults_.push_back({.code = "rule-account-missing", .place = rule.place, .details = {rule.account}});
        continue;
      }
      if (rule.kind == BetweenRule::Kind::substitution) {
        substitute(rule, accounts_[*number]);
      } else {
        cross_gap(rule, *number);
      }
    }
  }

  void substitute(const BetweenRule& rule, Account& account) {
    const auto label = names_.labels.find(rule.label);
    if (!label) {
      faults_.push_back({.code = "rule-label-missing", .place = rule.place, .details = {rule.label}});
      return;
    }
    // Not more than is missing of the claim: what came in from outside less what lies in accounts that pay.
    const LabelCode code = code_of(LabelId{*label});
    Exact missing = came_in_[code];
    for (const Account& other : accounts_) {
      if (!other.pays) continue;
      lots_.for_each(other.lots, [&](std::uint32_t lot, const Amount& part) {
        each_label(lot, part, [&](LabelCode whose, const auto& amount) {
          if (whose == code) missing -= Exact(amount);
        });
      });
    }
    Amount rest{};
    if constexpr (Lots::integral) {
      rest = std::min(rule.amount, std::max(Exact(), missing).floor().to_int64());
    } else {
      rest = std::min(Exact(rule.amount), std::max(Exact(), missing));
    }
    const Amount wanted = rest;
    const std::uint32_t claim = book_.arriving(code, index_, LabelBook::nothing_before);
    std::vector<LotPart<Amount>> changed;
    for (const auto& part : lots_.parts_of(account.lots)) {
      const Amount taken = book_.code_of_lot(part.lot) == own_code ? std::min(rest, part.amount) : Amount{};
      if (taken != Amount{}) changed.push_back({claim, taken, part.origin});
      if (part.amount != taken) changed.push_back({part.lot, part.amount - taken, part.origin});
      rest -= taken;
    }
    drop(account.lots);
    lots_.put(account.lots, lots_.of_parts(changed));
    check(account);
    result_.substituted.push_back(
        {rule.after, rule.account, {TracedLabel::Kind::claim, *label}, Exact(wanted - rest), rule.evidence});
  }

  void cross_gap(const BetweenRule& rule, std::uint32_t number) {
    Account& account = accounts_[number];
    if (rule.amount < account.balance) {
      const MinorUnits gone = account.balance - rule.amount;
      lots_.discard(lots_.take(account.lots, Amount(gone)));
      account.balance -= gone;
    } else if (rule.amount > account.balance) {
      const MinorUnits come = rule.amount - account.balance + account.debt;
      lots_.discard(deposited(number, arriving(unknown_code, come), come));
    }
    check(account);
    lots_.for_each(account.lots, [&](std::uint32_t lot, const Amount& part) { add_to_sums(lot, part); });
    for (Holding& holding : sums_.take()) {
      if (holding.label.kind == TracedLabel::Kind::claim) {
        result_.assumed.push_back({rule.after, rule.account, holding.label, std::move(holding.amount)});
      }
    }
  }

  const RowRule* rule_at(std::int64_t sequence) {
    const auto found = at_row_.find(sequence);
    return found == at_row_.end() ? nullptr : std::exchange(found->second, nullptr);
  }

  Holdings holdings_of(const Moved& moved) {
    lots_.for_each(moved, [&](std::uint32_t lot, const Amount& part) { add_to_sums(lot, part); });
    return sums_.take();
  }

  // What of a lot is whose: all of it one label's, but for credits that several share.
  template <class Number, class Visit>
  void each_label(std::uint32_t lot, const Number& amount, Visit&& visit) const {
    const LabelCode code = book_.code_of_lot(lot);
    if constexpr (Lots::ordered) {
      if (LabelBook::is_mixture(code)) {
        const auto& parts = book_.mixture(code);
        if (choices_.whole_units) {
          std::vector<Exact> weights;
          for (const auto& [label, part] : parts) weights.push_back(part);
          const auto shares = apportioned(Exact(amount), weights);
          for (std::size_t i = 0; i < parts.size(); ++i) visit(parts[i].first, shares[i]);
        } else {
          for (const auto& [label, part] : parts) visit(label, Exact(amount) * part);
        }
        return;
      }
    }
    visit(code, amount);
  }
  template <class Number>
  void add_to_sums(std::uint32_t lot, const Number& amount) {
    each_label(lot, amount, [&](LabelCode code, const auto& part) { sums_.add(code, part); });
  }

  // A lender's money is labelled, but nobody claims it.
  bool carries_claim(const Holdings& holdings) const {
    return std::any_of(holdings.begin(), holdings.end(), [&](const Holding& holding) {
      return holding.label.kind == TracedLabel::Kind::claim &&
             !names_.labels.name(holding.label.id).starts_with("bank:");
    });
  }

  // How long the fractions have become: looked at now and then, for it costs as much as a payment.
  void measure(const Account& account) {
    if (--until_measured_ > 0) return;
    until_measured_ = 16;
    lots_.for_each(account.lots, [&](std::uint32_t, const Amount& part) {
      if (!Exact(part).denominator().fits_int64()) {
        result_.largest_fraction = std::max(result_.largest_fraction, Exact(part).denominator().fraction_text().size());
      }
    });
    if (result_.largest_fraction > choices_.most_digits) {
      stop("fractions-too-long", std::to_string(choices_.most_digits));
    }
  }

  void stop(const char* code, std::string limit) {
    if (stopped_) return;
    stopped_ = true;
    faults_ = {{.code = code, .place = {}, .details = {std::string(name_of(choices_.method)), std::move(limit)}}};
  }

  void collect() {
    result_.accounts.reserve(accounts_.size());
    for (std::uint32_t number = 1; number < accounts_.size(); ++number) {
      if (!map_.stands_alone(number)) continue;
      const Account& account = accounts_[number];
      AccountHoldings holdings{AccountId{number}, map_.shown(number), {}, account.balance, account.debt, account.pays};
      Amount there{};
      lots_.for_each(account.lots, [&](std::uint32_t lot, const Amount& part) {
        add_to_sums(lot, part);
        if (choices_.record_paths) add_path(number, lot, Exact(part));
        if (!overlapping(choices_.method)) there += part;
      });
      // The sums that were kept up to now, against the lots themselves. Caps overlap and add up to nothing.
      must(overlapping(choices_.method) || there == Amount(account.balance),
           "in the end the lots of an account, one by one, add up to its balance");
      if (const auto ended = ended_.find(number); ended != ended_.end()) {
        for (const auto& [lot, amount] : ended->second) {
          add_to_sums(lot, amount);
          if (choices_.record_paths) add_path(number, lot, amount);
        }
        holdings.balance += ended_total_[number];
      }
      holdings.holdings = sums_.take();
      result_.accounts.push_back(std::move(holdings));
    }
  }

  void add_path(std::uint32_t number, std::uint32_t lot, const Exact& amount) {
    std::vector<std::int64_t> rows;
    for (std::uint32_t entry = lot; entry != LabelBook::nothing_before; entry = book_.entries()[entry].from) {
      rows.push_back(sequence_of_[book_.entries()[entry].movement]);
    }
    std::reverse(rows.begin(), rows.end());
    each_label(lot, amount, [&](LabelCode code, const Exact& part) {
      const TracedLabel label = traced_label(code);
      if (label.kind == TracedLabel::Kind::claim) result_.paths.push_back({AccountId{number}, label, part, rows});
    });
  }

  TraceChoices choices_;
  const LedgerNames& names_;
  LabelBook book_;
  Lots lots_;
  AccountMap map_;
  std::vector<Account> accounts_;
  std::uint32_t index_ = 0;
  bool plain_ = true;
  bool bears_interest_ = false;
  bool substitutes_ = false;
  bool stopped_ = false;
  int until_measured_ = 0;
  Trace result_;
  Faults faults_;
  // Rules and what waits for them.
  std::map<std::int64_t, const RowRule*> at_row_;
  std::map<std::int64_t, const RowRule*> returned_later_;
  std::vector<const BetweenRule*> between_;
  std::size_t next_between_ = 0;
  std::map<std::int64_t, Held> held_;
  struct DepositLot {
    std::uint32_t lot;
    std::uint32_t account;
    MinorUnits amount;
  };
  std::map<std::int64_t, DepositLot> deposit_lot_;
  std::uint32_t last_arrived_ = 0;
  std::map<std::uint32_t, Accrual> accruals_;
  std::map<LabelCode, Exact> came_in_;                             // from outside, where something may be substituted
  std::map<std::uint32_t, std::map<std::uint32_t, Exact>> ended_;  // by lot
  std::map<std::uint32_t, MinorUnits> ended_total_;
  std::vector<std::int64_t> sequence_of_;
  HoldingsBuilder sums_;
};

}  // namespace restituo
