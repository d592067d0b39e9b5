#include <restituo/tracing/bounds.hpp>

#include <algorithm>
#include <map>

namespace restituo {
namespace {

struct Step {
  Flow::Kind kind;
  Exact amount;  // of a payment: what was there for it
  Exact value;
  Exact after;  // balance, nothing where overdrawn
  Exact lost;   // of a claim's deposit: what repaid an overdraft
};

std::vector<Step> steps_of(const std::vector<Flow>& flows) {
  std::vector<Step> steps;
  Exact balance;  // below zero: a debt
  for (const Flow& flow : flows) {
    Step step{flow.kind, flow.amount, flow.value, {}, {}};
    if (flow.kind == Flow::Kind::out) {
      step.amount = std::min(flow.amount, std::max(Exact(), balance));
      balance -= flow.amount;
    } else {
      if (balance.sign() < 0) step.lost = std::min(flow.amount, -balance);
      balance += flow.amount;
    }
    step.after = std::max(Exact(), balance);
    steps.push_back(std::move(step));
  }
  return steps;
}

// The worth of s units of the claim, as lengths by slope; the first units are those of the best slope (or of the
// worst).
class Worth {
 public:
  explicit Worth(bool best_first) : best_first_(best_first) {}

  void add(const Exact& slope, const Exact& length) {
    if (length.is_zero()) return;
    lengths_[slope] += length;
    all_ += length;
  }

  void keep(const Exact& length) {
    while (all_ > length) {
      auto last = best_first_ ? lengths_.begin() : std::prev(lengths_.end());
      const Exact cut = std::min(last->second, all_ - length);
      last->second -= cut;
      all_ -= cut;
      if (last->second.is_zero()) lengths_.erase(last);
    }
  }

  Exact take(Exact length) {
    Exact worth;
    while (length.sign() > 0 && !lengths_.empty()) {
      auto first = best_first_ ? std::prev(lengths_.end()) : lengths_.begin();
      const Exact part = std::min(first->second, length);
      worth += part * first->first;
      length -= part;
      all_ -= part;
      first->second -= part;
      if (first->second.is_zero()) lengths_.erase(first);
    }
    return worth;
  }

 private:
  bool best_first_;
  std::map<Exact, Exact> lengths_;
  Exact all_;
};

Exact extreme(const std::vector<Step>& steps, bool best) {
  Worth worth(best);
  if (!steps.empty()) worth.add(1, steps.back().after);
  Exact answer;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    worth.keep(step->after);
    if (step->kind == Flow::Kind::out) {
      worth.add(step->value, step->amount);
    } else if (step->kind == Flow::Kind::claim_in) {
      answer += worth.take(step->amount - step->lost);
    }
  }
  return answer;
}

Exact lowest_intermediate(const std::vector<Flow>& flows) {
  Exact claim;
  for (const Step& step : steps_of(flows)) {
    if (step.kind == Flow::Kind::claim_in) claim += step.amount - step.lost;
    claim = std::min(claim, step.after);
  }
  return claim;
}

}  // namespace

Bounds bounds_of(const std::vector<Flow>& flows) {
  const auto steps = steps_of(flows);
  return {extreme(steps, false), extreme(steps, true)};
}

std::vector<Flow> flows_of(const Ledger& ledger, AccountId account, LabelId claim, const std::vector<Exact>& value_of) {
  std::vector<Flow> flows;
  for (const Movement& movement : ledger.movements) {
    if (movement.from == movement.to) continue;
    if (movement.to == account) {
      const bool is_claim = movement.from == AccountId::outside && movement.label == claim;
      flows.push_back({is_claim ? Flow::Kind::claim_in : Flow::Kind::own_in, Exact(movement.amount), 0});
    } else if (movement.from == account) {
      const std::uint32_t payee = number_of(movement.to);
      flows.push_back({Flow::Kind::out, Exact(movement.amount), payee < value_of.size() ? value_of[payee] : Exact()});
    }
  }
  return flows;
}

SameDayBounds same_day_bounds(const Ledger& ledger, AccountId account, LabelId claim) {
  std::vector<Flow> day;
  std::vector<Flow> best;
  std::vector<Flow> worst;
  std::optional<Date> date;
  SameDayBounds result;
  const auto kind_is = [](Flow::Kind kind) { return [kind](const Flow& flow) { return flow.kind == kind; }; };
  const auto close = [&] {
    const auto add = [&](std::vector<Flow>& to, std::initializer_list<Flow::Kind> order) {
      for (const Flow::Kind kind : order) std::copy_if(day.begin(), day.end(), std::back_inserter(to), kind_is(kind));
    };
    const bool pays = std::any_of(day.begin(), day.end(), kind_is(Flow::Kind::out));
    const bool mixed = day.size() > 1 && pays && !std::all_of(day.begin(), day.end(), kind_is(Flow::Kind::out));
    if (mixed) ++result.days_open;
    add(best, {Flow::Kind::own_in, Flow::Kind::out, Flow::Kind::claim_in});
    add(worst, {Flow::Kind::claim_in, Flow::Kind::out, Flow::Kind::own_in});
    day.clear();
  };
  std::vector<Flow> all;
  for (const Movement& movement : ledger.movements) {
    if ((movement.from != account && movement.to != account) || movement.from == movement.to) continue;
    if (!movement.date || movement.date != date) close();
    date = movement.date;
    Ledger one;
    one.movements = {movement};
    const auto flow = flows_of(one, account, claim);
    day.insert(day.end(), flow.begin(), flow.end());
    all.insert(all.end(), flow.begin(), flow.end());
  }
  close();
  result.as_written = lowest_intermediate(all);
  result.best = lowest_intermediate(best);
  result.worst = lowest_intermediate(worst);
  return result;
}

}  // namespace restituo
