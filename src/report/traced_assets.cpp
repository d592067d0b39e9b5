#include <restituo/report/traced_assets.hpp>

#include <algorithm>
#include <set>
#include <span>

#include "report_index.hpp"
#include "traced_words.hpp"

namespace restituo {
namespace {

// Numbers for names, in the order in which they are met, and the names in ids that go with them.
class Numbered {
 public:
  Numbered(Language language, Says form, std::string key) : language_(language), form_(form), key_(std::move(key)) {}
  std::string operator()(const std::string& name) {
    if (name.empty()) return name;
    const auto [at, added] = numbers_.try_emplace(name, numbers_.size() + 1);
    const std::string number = std::to_string(at->second);
    std::string shown = say(language_, form_, {number});
    keys_[shown] = key_ + "-" + number;
    return shown;
  }
  const std::map<std::string, std::string>& keys() const { return keys_; }

 private:
  Language language_;
  Says form_;
  std::string key_;
  std::map<std::string, std::size_t> numbers_;
  std::map<std::string, std::string> keys_;
};

constexpr std::string_view bank = "bank:";
constexpr const char* in_all = "in-all";

// Names as they stand in ids: small letters, digits and hyphens, none twice.
class Keys {
 public:
  explicit Keys(std::map<std::string, std::string> known, std::set<std::string> taken = {})
      : keys_(std::move(known)), taken_(std::move(taken)) {
    for (const auto& [name, key] : keys_) taken_.insert(key);
  }
  const std::string& operator()(const std::string& name) {
    if (const auto found = keys_.find(name); found != keys_.end()) return found->second;
    std::string plain;
    for (const char c : name) {
      if (c >= 'A' && c <= 'Z') {
        plain += static_cast<char>(c - 'A' + 'a');
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        plain += c;
      } else if (!plain.empty() && plain.back() != '-') {
        plain += '-';
      }
    }
    while (!plain.empty() && plain.back() == '-') plain.pop_back();
    if (plain.empty()) plain = "unnamed";
    std::string key = plain;
    for (int i = 2; !taken_.insert(key).second; ++i) key = plain + "-" + std::to_string(i);
    return keys_[name] = key;
  }

 private:
  std::map<std::string, std::string> keys_;
  std::set<std::string> taken_;
};

void name_amounts_by(TracedAssets& traced, Keys accounts, Keys labels) {
  Keys methods({});
  for (TracedClaim& claim : traced.claims) {
    claim.key = labels(claim.label);
    claim.id = "traced.claim." + claim.key;
  }
  if (traced.all) {
    traced.all->key = in_all;
    traced.all->id = "traced.claims";
  }
  for (ReachedByMethod& method : traced.reached) method.id = "traced.reached." + methods(method.method);
  for (TracedHolding& holding : traced.holdings) {
    holding.id = "traced.lies." + accounts(holding.account) + "." + labels(holding.label);
  }
  for (TracedThing& thing : traced.things) {
    thing.id = (thing.backward ? "traced.thing-backward." : "traced.thing.") + accounts(thing.answer.name);
    thing.claim_ids.clear();
    for (const Entitlement& claim : thing.answer.claims)
      thing.claim_ids.push_back(thing.id + "." + labels(claim.label));
  }
  for (std::size_t i = 0; i < traced.backward.size(); ++i) {
    traced.backward[i].id = "traced.backward." + std::to_string(i + 1);
  }
  for (std::size_t i = 0; i < traced.seizures.size(); ++i) {
    traced.seizures[i].id = "traced.seizure." + std::to_string(i + 1);
  }
  traced.arrow_ids.clear();
  for (std::size_t i = 0; i < traced.network.arrows.size(); ++i) {
    traced.arrow_ids.push_back("traced.arrow." + std::to_string(i + 1));
  }
}

constexpr TracedLine lines[] = {
    {"paid-in", &TracedClaim::paid_in, TracedLine::Role::comes},
    {"followed", &TracedClaim::followed, TracedLine::Role::comes},
    {"replaced", &TracedClaim::replaced, TracedLine::Role::comes},
    {"in-accounts", &TracedClaim::in_accounts, TracedLine::Role::ends},
    {"into-things", &TracedClaim::into_things, TracedLine::Role::ends},
    {"in-cash", &TracedClaim::in_cash, TracedLine::Role::ends},
    {"with-payees", &TracedClaim::with_payees, TracedLine::Role::ends},
    {"repaid", &TracedClaim::repaid, TracedLine::Role::ends},
    {"unexplained", &TracedClaim::unexplained, TracedLine::Role::ends},
    {"change-of-things", &TracedClaim::change_of_things, TracedLine::Role::sum},
    {"reached", &TracedClaim::reached, TracedLine::Role::sum},
};

}  // namespace

std::span<const TracedLine> traced_lines() { return lines; }

void name_amounts(TracedAssets& traced) { name_amounts_by(traced, Keys({}), Keys({}, {in_all, "exact"})); }

void set_against_owed(TracedAssets& traced, const Estimate& estimate) {
  const ReportIndex index(estimate, Language::en);
  const auto set = [](TracedClaim& claim, const Exact& owed) {
    claim.owed = owed;
    claim.not_traced = owed - claim.reached;
  };
  bool each = !traced.claims.empty();
  Exact sum;
  for (TracedClaim& claim : traced.claims) {
    const Figure* owed = index.her_part_of_the_answer(claim.label);
    if (owed != nullptr) {
      set(claim, owed->exact);
      sum += owed->exact;
    }
    each = each && owed != nullptr;
  }
  if (traced.all && each) set(*traced.all, sum);
}

std::vector<TracedAmount> amounts_of(const TracedAssets& traced) {
  std::vector<TracedAmount> all;
  std::vector<const TracedClaim*> claims;
  for (const TracedClaim& claim : traced.claims) claims.push_back(&claim);
  if (traced.all) claims.push_back(&*traced.all);
  for (const ReachedByMethod& method : traced.reached) {
    for (std::size_t i = 0; i < traced.claims.size(); ++i) {
      all.push_back(
          {method.id, traced.claims[i].key, "reached", method.method, "", traced.claims[i].label, method.amounts[i]});
    }
  }
  for (const TracedClaim* claim : claims) {
    const auto add = [&](const char* aspect, const Exact& amount) {
      all.push_back({claim->id, aspect, aspect, traced.method, "", claim->label, amount});
    };
    add("paid_in", claim->paid_in);
    add("reached", claim->reached);
    add("least", claim->least);
    add("most", claim->most);
  }
  const auto line = [&](const std::string& name, const TracedClaim& claim, const Exact& amount) {
    all.push_back({"traced.ends." + name, claim.key, "ends-" + name, traced.method, "", claim.label, amount});
  };
  for (const TracedLine& one : traced_lines()) {
    for (const TracedClaim* claim : claims) line(one.name, *claim, claim->*one.amount);
  }
  for (const TracedClaim* claim : claims) {
    if (claim->not_traced) line("not-traced", *claim, *claim->not_traced);
  }
  for (const TracedHolding& holding : traced.holdings) {
    all.push_back({holding.id, "exact", "lies", traced.method, holding.account, holding.label, holding.amount});
  }
  for (const TracedThing& thing : traced.things) {
    const auto add = [&](const std::string& id, const char* aspect, const std::string& label,
                         const std::optional<Exact>& amount, bool share = false) {
      if (!amount) return;
      all.push_back({id, aspect, (thing.backward ? "thing-backward-" : "thing-") + std::string(aspect), traced.method,
                     thing.answer.name, label, *amount, share});
    };
    add(thing.id, "value", "", thing.value);
    add(thing.id, "cost", "", thing.answer.cost);
    add(thing.id, "owed", "", thing.answer.owed);
    add(thing.id, "together", "", thing.together);
    for (std::size_t i = 0; i < thing.answer.claims.size(); ++i) {
      const Entitlement& claim = thing.answer.claims[i];
      const std::string& id = thing.claim_ids[i];
      add(id, "paid", claim.label, claim.paid);
      add(id, "share", claim.label, claim.share, true);
      add(id, "share_value", claim.label, claim.share_value);
      add(id, "lien", claim.label, claim.lien);
      add(id, "claimed", claim.label, claim.elected);
      if (i < thing.by_other_loan.size()) add(id, "other_loan", claim.label, thing.by_other_loan[i]);
    }
  }
  for (const TracedRepayment& one : traced.backward) {
    all.push_back({one.id, "exact", "backward", traced.method, one.told.lender, one.told.label, one.told.amount});
  }
  for (const TracedSeizure& seizure : traced.seizures) {
    all.push_back({seizure.id, "exact", "seizure", traced.method, seizure.account, "", seizure.reach});
  }
  for (std::size_t i = 0; i < traced.network.arrows.size(); ++i) {
    all.push_back({traced.arrow_ids[i], "exact", "arrow", traced.method, traced.network.arrows[i].to, "",
                   traced.network.arrows[i].amount * Exact::power_of_ten(-traced.network.decimals)});
  }
  return all;
}

TracedAssets redacted(const TracedAssets& traced, const Estimate& full, const Estimate& copy, Language language) {
  TracedAssets made = traced;
  Numbered accounts(language, Says::traced_redacted_account, "account");
  Numbered claims(language, Says::traced_redacted_claim, "claim");
  const auto& before = full.source_case->setting.victims;
  const auto& after = copy.source_case->setting.victims;
  const auto account = [&](std::string& name) { name = accounts(name); };
  std::map<std::string, std::string> label_keys;
  const auto label = [&](std::string& text) {
    for (std::size_t i = 0; i < before.size() && i < after.size(); ++i) {
      if (before[i].id == text) {
        text = after[i].id;
        return;
      }
    }
    if (text.empty() || text == "own" || text == "unknown" || text == "unattributed") return;
    if (text.starts_with(bank)) {
      const std::string shown = accounts(text.substr(bank.size()));
      text = std::string(bank) + shown;
      label_keys[text] = "bank-" + accounts.keys().at(shown);
    } else {
      text = claims(text);
      label_keys[text] = claims.keys().at(text);
    }
  };
  made.ledger_file.clear();
  made.ledger_digest.clear();
  made.rules_file.clear();
  made.names.clear();
  made.why = {};
  for (TracedClaim& claim : made.claims) label(claim.label);
  for (std::string& name : made.network.accounts) account(name);
  for (NetworkArrow& arrow : made.network.arrows) {
    account(arrow.from);
    account(arrow.to);
  }
  for (TracedHolding& holding : made.holdings) {
    account(holding.account);
    label(holding.label);
  }
  for (TracedThing& thing : made.things) {
    account(thing.answer.name);
    thing.valued = {};
    for (Entitlement& claim : thing.answer.claims) label(claim.label);
  }
  for (TracedRepayment& one : made.backward) {
    label(one.told.label);
    label(one.told.lender);
    one.told.evidence = {};
  }
  for (TracedSeizure& seizure : made.seizures) account(seizure.account);
  for (std::vector<std::string>* names : {&made.rules.good_faith, &made.rules.cash}) {
    for (std::string& name : *names) account(name);
  }
  made.rules.groups.clear();
  for (RowRule& rule : made.rules.rows) {
    if (!rule.lender.empty()) label(rule.lender);
    rule.evidence = {};
    rule.place = {};
  }
  for (BetweenRule& rule : made.rules.between) {
    account(rule.account);
    label(rule.label);
    rule.evidence = {};
    rule.place = {};
  }
  made.warnings.clear();
  name_amounts_by(made, Keys(accounts.keys()), Keys(label_keys, {in_all, "exact"}));
  return made;
}

}  // namespace restituo
