// What every tracer keeps whatever its method: which account stands for which (groups), which rule waits at which row,
// and how labels are named on the way out.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <restituo/tracing/trace.hpp>
#include "label_book.hpp"

namespace restituo {

inline TracedLabel traced_label(LabelCode code) {
  if (code == own_code) return {TracedLabel::Kind::own, 0};
  if (code == unknown_code) return {TracedLabel::Kind::unknown, 0};
  if (code == unattributed_code) return {TracedLabel::Kind::unattributed, 0};
  return (code & 1U) != 0 ? TracedLabel{TracedLabel::Kind::bank, code / 2}
                          : TracedLabel{TracedLabel::Kind::claim, code / 2};
}

// Sums by label, in the order own, claims, banks. Whole units are added up in place; a builder that is used again for
// the next account costs the labels met, not the labels there are.
class HoldingsBuilder {
 public:
  void add(LabelCode code, MinorUnits amount) {
    if (amount == 0) return;
    const std::size_t slot = slot_of(code);
    if (slot >= whole_.size()) whole_.resize(std::max(slot + 1, 2 * whole_.size()));
    if (whole_[slot] == 0) met_.push_back(traced_label(code));
    whole_[slot] += amount;
  }
  void add(LabelCode code, const Exact& amount) { sums_[traced_label(code)] += amount; }

  Holdings take() {
    Holdings result;
    if (!sums_.empty()) {
      for (const TracedLabel& label : met_) sums_[label] += Exact(std::exchange(whole_[slot_of(label)], 0));
      for (auto& [label, amount] : sums_) {
        if (!amount.is_zero()) result.push_back({label, std::move(amount)});
      }
      sums_.clear();
    } else {
      std::sort(met_.begin(), met_.end());
      result.reserve(met_.size());
      for (const TracedLabel& label : met_) result.push_back({label, Exact(std::exchange(whole_[slot_of(label)], 0))});
    }
    met_.clear();
    return result;
  }

 private:
  static std::size_t slot_of(LabelCode code) {
    return code == own_code ? 0U : code == unknown_code ? 1U : code == unattributed_code ? 2U : std::size_t{code} + 2;
  }
  static std::size_t slot_of(const TracedLabel& label) {
    switch (label.kind) {
      case TracedLabel::Kind::own: return slot_of(own_code);
      case TracedLabel::Kind::unknown: return slot_of(unknown_code);
      case TracedLabel::Kind::unattributed: return slot_of(unattributed_code);
      case TracedLabel::Kind::claim: return slot_of(code_of(LabelId{label.id}));
      case TracedLabel::Kind::bank: return slot_of(bank_code(AccountId{label.id}));
    }
    return 0;
  }

  std::vector<MinorUnits> whole_;  // by slot; zero but for the labels met
  std::vector<TracedLabel> met_;
  std::map<TracedLabel, Exact> sums_;
};

// Accounts by number, after groups.
class AccountMap {
 public:
  AccountMap(const TracingRules& rules, const LedgerNames& names) : rules_(&rules), names_(&names) {}

  // Called once a block: names come before the block that uses them.
  void grow() {
    for (auto next = static_cast<std::uint32_t>(stands_for_.size()); next < names_->accounts.size(); ++next) {
      stands_for_.push_back(next);
      if (rules_->groups.empty()) continue;
      const std::string_view name = names_->accounts.name(next);
      for (std::size_t i = 0; i < rules_->groups.size(); ++i) {
        const auto& members = rules_->groups[i].accounts;
        if (std::find(members.begin(), members.end(), name) != members.end()) {
          const auto [place, first] = first_of_group_.try_emplace(i, next);
          stands_for_.back() = place->second;
          if (first) shown_as_[next] = rules_->groups[i].name;
        }
      }
    }
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(stands_for_.size()); }
  std::uint32_t of(AccountId account) const { return stands_for_[number_of(account)]; }
  bool stands_alone(std::uint32_t account) const { return stands_for_[account] == account; }
  std::string shown(std::uint32_t account) const {
    const auto found = shown_as_.find(account);
    return found != shown_as_.end() ? found->second : std::string(names_->accounts.name(account));
  }
  // The number that stands for an account or a group of this name.
  std::optional<std::uint32_t> find(const std::string& name) const {
    for (const auto& [number, shown] : shown_as_) {
      if (shown == name) return number;
    }
    const auto number = names_->accounts.find(name);
    if (!number || *number >= stands_for_.size()) return std::nullopt;
    return stands_for_[*number];
  }

 private:
  const TracingRules* rules_;
  const LedgerNames* names_;
  std::vector<std::uint32_t> stands_for_;
  std::map<std::size_t, std::uint32_t> first_of_group_;
  std::map<std::uint32_t, std::string> shown_as_;
};

// Makers, one a family.
std::unique_ptr<Tracer> pool_tracer(const TraceChoices& choices, const LedgerNames& names);

}  // namespace restituo
