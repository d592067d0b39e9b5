#include <restituo/report/traced_assets.hpp>

#include <map>

#include "catalogue.hpp"

namespace restituo {
namespace {

// Numbers for names, in the order in which they are met.
class Numbered {
 public:
  explicit Numbered(Language language) : language_(language) {}
  std::string operator()(Says form, const std::string& name) {
    if (name.empty()) return name;
    const auto [at, added] = numbers_.try_emplace(name, numbers_.size() + 1);
    return say(language_, form, {std::to_string(at->second)});
  }

 private:
  Language language_;
  std::map<std::string, std::size_t> numbers_;
};

}  // namespace

TracedAssets redacted(const TracedAssets& traced, const Estimate& full, const Estimate& copy, Language language) {
  TracedAssets made = traced;
  Numbered accounts(language);
  Numbered claims(language);
  const auto& before = full.source_case->setting.victims;
  const auto& after = copy.source_case->setting.victims;
  const auto account = [&](std::string& name) { name = accounts(Says::traced_redacted_account, name); };
  constexpr std::string_view bank = "bank:";
  const auto label = [&](std::string& text) {
    for (std::size_t i = 0; i < before.size() && i < after.size(); ++i) {
      if (before[i].id == text) {
        text = after[i].id;
        return;
      }
    }
    if (text == "own" || text == "unknown" || text == "unattributed") return;
    if (text.starts_with(bank)) {
      text = std::string(bank) + accounts(Says::traced_redacted_account, text.substr(bank.size()));
    } else {
      text = claims(Says::traced_redacted_claim, text);
    }
  };
  made.ledger_file.clear();
  made.rules_file.clear();
  for (std::string& claim : made.claims) label(claim);
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
    thing.valued.clear();
    for (Entitlement& claim : thing.answer.claims) label(claim.label);
  }
  for (TracedBackward& one : made.backward) {
    label(one.label);
    label(one.lender);
    one.evidence.clear();
  }
  for (TracedSeizure& seizure : made.seizures) account(seizure.account);
  made.warnings.clear();
  return made;
}

}  // namespace restituo
