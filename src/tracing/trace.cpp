#include <restituo/tracing/trace.hpp>

#include <algorithm>
#include <set>

#include "cap_lots.hpp"
#include "lot_tracer.hpp"
#include "origin_lots.hpp"
#include "rateable_lots.hpp"
#include "rope_lots.hpp"
#include "tracer_base.hpp"

namespace restituo {
namespace {

template <RateableOrder order>
std::unique_ptr<Tracer> rateable(const TraceChoices& choices, const LedgerNames& names) {
  if (choices.whole_units) {
    return std::make_unique<LotTracer<RateableLots<MinorUnits, order>>>(choices, names);
  }
  return std::make_unique<LotTracer<RateableLots<Exact, order>>>(choices, names);
}

// The caps of each claim, cut down where together they exceed the balance.
class IndividualTracer final : public Tracer {
 public:
  IndividualTracer(const TraceChoices& choices, const LedgerNames& names) : caps_(choices, names) {}
  void take(std::span<const Movement> block) override { caps_.take(block); }
  Outcome<Trace> finish() override {
    auto result = caps_.finish();
    if (!result) return result;
    for (AccountHoldings& account : result->accounts) {
      Exact sum;
      for (const Holding& holding : account.holdings) sum += holding.amount;
      if (sum > Exact(account.balance)) {
        for (Holding& holding : account.holdings) holding.amount = holding.amount * Exact(account.balance) / sum;
      }
    }
    return result;
  }

 private:
  LotTracer<CapLots> caps_;
};

// Holds the rows of a day back until the next day begins, and hands them on in the order chosen.
class DayOrderTracer final : public Tracer {
 public:
  DayOrderTracer(std::unique_ptr<Tracer> inner, SameDayOrder order, const LedgerNames& names)
      : inner_(std::move(inner)), order_(order), book_(names, false) {}

  void take(std::span<const Movement> block) override {
    for (const Movement& movement : block) {
      if (!day_.empty() && (!movement.date || movement.date != day_.front().date)) hand_on();
      day_.push_back(movement);
    }
  }
  Outcome<Trace> finish() override {
    hand_on();
    return inner_->finish();
  }
  bool stopped() const override { return inner_->stopped(); }

 private:
  void hand_on() {
    std::stable_sort(day_.begin(), day_.end(),
                     [&](const Movement& a, const Movement& b) { return place_of(a) < place_of(b); });
    inner_->take(day_);
    day_.clear();
  }
  int place_of(const Movement& movement) {
    if (movement.from != AccountId::outside) return 1;
    const bool claim = book_.rank_of(code_of(movement.label)) == LabelRank::claim;
    return claim == (order_ == SameDayOrder::best) ? 2 : 0;
  }

  std::unique_ptr<Tracer> inner_;
  SameDayOrder order_;
  LabelBook book_;
  std::vector<Movement> day_;
};

Faults faults_for_method(const TraceChoices& choices) {
  Faults faults = faults_of(choices.rules);
  if (attributes_payments(choices.method)) {
    return faults;
  }
  const auto cannot = [&](const Place& place, const std::string& what) {
    faults.push_back(
        {.code = "rule-not-for-method", .place = place, .details = {std::string(name_of(choices.method)), what}});
  };
  for (const RowRule& rule : choices.rules.rows) {
    cannot(rule.place, std::to_string(rule.sequence));
  }
  for (const BetweenRule& rule : choices.rules.between) {
    cannot(rule.place, std::to_string(rule.after));
  }
  return faults;
}

std::unique_ptr<Tracer> plain_tracer(const TraceChoices& choices, const LedgerNames& names) {
  switch (choices.method) {
    case Method::libr: return rateable<RateableOrder::own_first>(choices, names);
    case Method::pro_rata: return rateable<RateableOrder::together>(choices, names);
    case Method::dirty_first: return rateable<RateableOrder::claims_first>(choices, names);
    case Method::fifo: return std::make_unique<LotTracer<RopeLots<RopeOrder::first_in>>>(choices, names);
    case Method::lifo: return std::make_unique<LotTracer<RopeLots<RopeOrder::last_in>>>(choices, names);
    case Method::lifo_as_popped:
      return std::make_unique<LotTracer<RopeLots<RopeOrder::last_in_as_popped>>>(choices, names);
    case Method::fifo_oldest_origin: return std::make_unique<LotTracer<OriginLots>>(choices, names);
    case Method::libr_cap: return std::make_unique<LotTracer<CapLots>>(choices, names);
    case Method::libr_individual: return std::make_unique<IndividualTracer>(choices, names);
    case Method::libr_work_back:
    case Method::pari_passu:
    case Method::direct_match:
    case Method::poison: return pool_tracer(choices, names);
  }
  must(false, "every method has its tracer");
  return nullptr;
}

}  // namespace

std::string_view name_of(RowRule::Kind kind) {
  switch (kind) {
    case RowRule::Kind::reversal: return "reversal";
    case RowRule::Kind::interest: return "interest";
    case RowRule::Kind::exchange: return "exchange";
    case RowRule::Kind::cash_link: return "cash-link";
    case RowRule::Kind::backward: return "backward";
  }
  return {};
}

std::string_view name_of(InterestRule rule) {
  return rule == InterestRule::own ? "own" : rule == InterestRule::at_credit ? "at-credit" : "time-weighted";
}

std::string_view name_of(BetweenRule::Kind kind) { return kind == BetweenRule::Kind::gap ? "gap" : "substitution"; }

Faults faults_of(const TracingRules& rules) {
  Faults faults;
  std::set<std::int64_t> rows;
  std::set<std::string> grouped;
  std::set<std::int64_t> returned;
  for (const RowRule& rule : rules.rows) {
    if (!rows.insert(rule.sequence).second ||
        (rule.kind == RowRule::Kind::reversal && !returned.insert(rule.of).second)) {
      faults.push_back({.code = "rule-twice", .place = rule.place, .details = {std::to_string(rule.sequence)}});
    }
    const bool asserts = rule.kind == RowRule::Kind::cash_link || rule.kind == RowRule::Kind::backward;
    if (asserts && rule.evidence.en.empty()) {
      faults.push_back(
          {.code = "rule-without-evidence", .place = rule.place, .details = {std::to_string(rule.sequence)}});
    }
    if (rule.kind == RowRule::Kind::reversal && rule.of >= rule.sequence) {
      faults.push_back({.code = "reversal-before-payment",
                        .place = rule.place,
                        .details = {std::to_string(rule.sequence), std::to_string(rule.of)}});
    }
  }
  for (const BetweenRule& rule : rules.between) {
    if (rule.evidence.en.empty()) {
      faults.push_back({.code = "rule-without-evidence", .place = rule.place, .details = {std::to_string(rule.after)}});
    }
  }
  for (const AccountGroup& group : rules.groups) {
    for (const std::string& account : group.accounts) {
      if (!grouped.insert(account).second) {
        faults.push_back({.code = "account-in-two-groups", .place = {}, .details = {account}});
      }
    }
  }
  return faults;
}

std::string text_of(const TracedLabel& label, const LedgerNames& names) {
  switch (label.kind) {
    case TracedLabel::Kind::own: return "own";
    case TracedLabel::Kind::claim: return std::string(names.labels.name(label.id));
    case TracedLabel::Kind::bank: return "bank:" + std::string(names.accounts.name(label.id));
    case TracedLabel::Kind::unknown: return "unknown";
    case TracedLabel::Kind::unattributed: return "unattributed";
  }
  return {};
}

Outcome<std::unique_ptr<Tracer>> Tracer::of(const TraceChoices& choices, const LedgerNames& names) {
  if (Faults faults = faults_for_method(choices); !faults.empty()) {
    return refuse(std::move(faults));
  }
  auto tracer = plain_tracer(choices, names);
  if (choices.day_order != SameDayOrder::as_written) {
    tracer = std::make_unique<DayOrderTracer>(std::move(tracer), choices.day_order, names);
  }
  return tracer;
}

Outcome<Trace> trace(const Ledger& ledger, const TraceChoices& choices) {
  auto tracer = Tracer::of(choices, ledger.names);
  if (!tracer) {
    return refuse(std::move(tracer.error()));
  }
  (*tracer)->take(ledger.movements);
  return (*tracer)->finish();
}

}  // namespace restituo
