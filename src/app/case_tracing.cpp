// The ledger that a case names, traced for its report: by the case's method with its trail, and by all side by side.
#include <algorithm>
#include <tuple>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/money.hpp>
#include "trace_run.hpp"

namespace restituo {
namespace {

Exact major(const Exact& minor, const TraceRun& run) { return minor * Exact::power_of_ten(-run.decimals); }

Words title_in_report(const TracedMethod& method) {
  Words title = title_of(method.trace.method);
  for (const auto& [order, en, es] :
       {std::tuple{"best", ", the best order of each day", ", el mejor orden de cada día"},
        std::tuple{"worst", ", the worst order of each day", ", el peor orden de cada día"}}) {
    if (method.name.find(std::string(", ") + order + " day order") == std::string::npos) continue;
    title.en += en;
    title.es += es;
  }
  return title;
}

ReachedByMethod reached_by(const TracedMethod& method, const TraceRun& run) {
  ReachedByMethod made{method.name, {}, method.trace.method != Method::poison, title_in_report(method), {}, {}};
  if (method.name == name_of(method.trace.method)) made.sentence = sentence_of(method.trace.method);
  for (const TracedLabel& claim : claims_of(run)) made.amounts.push_back(reached(method, run, claim));
  return made;
}

// What a label's money came to by the method shown: read off the holdings and the payments that carried it.
TracedClaim account_of(const TracedLabel& label, const TracedMethod& method, const TraceRun& run) {
  TracedClaim claim;
  claim.label = text_of(label, *run.names);
  const auto of_label = [&](const Holdings& holdings) {
    Exact sum;
    for (const Holding& holding : holdings) {
      if (holding.label == label) sum += major(holding.amount, run);
    }
    return sum;
  };
  for (const PaymentRecord& payment : method.trace.payments) {
    claim.repaid += of_label(payment.repaid);
    if (payment.movement.from != AccountId::outside) continue;
    (number_of(payment.movement.label) == label.id ? claim.paid_in : claim.followed) += of_label(payment.carried);
  }
  for (const SubstitutedHolding& holding : method.trace.substituted) {
    if (holding.label == label) claim.replaced += major(holding.amount, run);
  }
  for (const AccountHoldings& account : method.trace.accounts) {
    const Exact there = of_label(account.holdings);
    switch (place_of(account, run)) {
      case TracedPlace::account: claim.in_accounts += there; break;
      case TracedPlace::thing: claim.into_things += there; break;
      case TracedPlace::cash: claim.in_cash += there; break;
      case TracedPlace::payee: claim.with_payees += there; break;
    }
  }
  claim.unexplained = claim.paid_in + claim.followed + claim.replaced - claim.in_accounts - claim.into_things -
                      claim.in_cash - claim.with_payees - claim.repaid;
  claim.reached = reached(method, run, label);
  claim.change_of_things = claim.reached - claim.in_accounts - claim.into_things;
  return claim;
}

// Each claim with the least and the most that the methods find, and all of them together.
void add_claims(const TracedMethod& shown, const TraceRun& run, TracedAssets& made) {
  TracedClaim all;
  const std::vector<TracedLabel> labels = claims_of(run);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    TracedClaim claim = account_of(labels[i], shown, run);
    claim.least = claim.most = claim.reached;
    for (const ReachedByMethod& method : made.reached) {
      if (!method.adds_up) continue;
      claim.least = std::min(claim.least, method.amounts[i]);
      claim.most = std::max(claim.most, method.amounts[i]);
    }
    for (const TracedLine& line : traced_lines()) all.*line.amount += claim.*line.amount;
    made.claims.push_back(std::move(claim));
  }
  if (labels.size() < 2) return;
  // The least of all together is that of one method, not the sum of each claim's least.
  all.least = all.most = all.reached;
  for (const ReachedByMethod& method : made.reached) {
    if (!method.adds_up) continue;
    Exact sum;
    for (const Exact& amount : method.amounts) sum += amount;
    all.least = std::min(all.least, sum);
    all.most = std::max(all.most, sum);
  }
  made.all = std::move(all);
}

// What the claims on a thing would take if its worth did not bind them.
Exact together_on(const AssetAnswer& answer) {
  Exact sum;
  for (const Entitlement& claim : answer.claims) {
    if (claim.share_value) sum += claim.takes_share ? *claim.share_value : claim.lien;
  }
  return sum;
}

void add_things(const TracedMethod& method, const TraceRun& run, std::vector<TracedThing>& things) {
  const LoanConvention other =
      run.loan == LoanConvention::by_cost ? LoanConvention::by_equity : LoanConvention::by_cost;
  const auto add = [&](const std::vector<AssetAnswer>& answers, const std::vector<Asset>& assets, bool backward) {
    for (std::size_t at = 0; at < answers.size(); ++at) {
      const AssetAnswer& answer = answers[at];
      // A thing that no debt traced backward bought is told once.
      const bool told =
          backward && std::any_of(things.begin(), things.end(), [&](const TracedThing& thing) {
            return thing.answer.name == answer.name && thing.answer.owed == answer.owed &&
                   std::equal(thing.answer.claims.begin(), thing.answer.claims.end(), answer.claims.begin(),
                              answer.claims.end(), [](const Entitlement& a, const Entitlement& b) {
                                return a.label == b.label && a.paid == b.paid;
                              });
          });
      if (told) continue;
      TracedThing thing{.answer = answer, .value = assets[at].value, .backward = backward};
      for (const AssetPart& part : assets[at].parts) {
        thing.lent = thing.lent || (part.kind == Contributor::lender && part.paid.sign() > 0);
      }
      for (const AssetWish& wish : run.file.assets) {
        if (wish.account == answer.name) thing.valued = wish.valued;
      }
      if (thing.lent) {
        for (const Entitlement& claim : entitlements(assets[at], other).claims) {
          thing.by_other_loan.push_back(claim.elected);
        }
      }
      thing.together = together_on(answer);
      things.push_back(std::move(thing));
    }
  };
  add(method.answers, method.assets, false);
  add(method.answers_backward, method.assets_backward, true);
}

// What the case says of the method, held against what there is.
Faults unknown_choices(const CaseTracing& wish) {
  Faults faults;
  const auto method = method_from_name(wish.method);
  if (!method || !attributes_payments(*method)) {
    std::vector<std::string> known;
    for (const Method one : all_methods()) {
      if (attributes_payments(one)) known.emplace_back(name_of(one));
    }
    faults.push_back({.code = "choice-unknown",
                      .place = wish.method_place,
                      .details = {"method", wish.method, nearest_or_all(wish.method, known)}});
  }
  if (!loan_convention_from_name(wish.loan)) {
    const std::vector<std::string> known{std::string(name_of(LoanConvention::by_cost)),
                                         std::string(name_of(LoanConvention::by_equity))};
    faults.push_back({.code = "choice-unknown",
                      .place = wish.loan_place,
                      .details = {"loan", wish.loan, nearest_or_all(wish.loan, known)}});
  }
  return faults;
}

}  // namespace

Outcome<TracedAssets> traced_assets_of(const Case& source_case, const std::string& case_file) {
  must(source_case.tracing.has_value(), "a case that is traced names a ledger");
  const CaseTracing& wish = *source_case.tracing;
  if (Faults faults = unknown_choices(wish); !faults.empty()) return refuse(std::move(faults));
  const std::string folder = case_file.substr(0, case_file.find_last_of('/') + 1);
  const auto currency = Currency::from_code(source_case.setting.currency);
  TraceWishes wishes;
  wishes.ledger_file = folder + wish.movements;
  if (!wish.rules.empty()) wishes.rules_file = folder + wish.rules;
  wishes.method = wish.method;
  wishes.loan = wish.loan;
  wishes.decimals = currency ? currency->decimals() : 2;
  wishes.trail = true;
  LedgerNames names;
  TraceRun run;
  if (Faults faults = run_trace(wishes, run, names); !faults.empty()) return refuse(std::move(faults));
  wishes.method = "all";
  wishes.trail = false;
  LedgerNames names_of_all;
  TraceRun all;
  if (Faults faults = run_trace(wishes, all, names_of_all); !faults.empty()) return refuse(std::move(faults));

  const TracedMethod& shown = run.methods.front();
  TracedAssets made;
  made.ledger_file = wish.movements;
  made.rules_file = wish.rules;
  for (const DataFile& file : source_case.data_files) {
    if (file.name == wish.movements) made.ledger_digest = file.digest;
  }
  made.rules = run.file.rules;
  made.names = run.file.names;
  made.rows = run.summary.rows;
  made.first = run.summary.first_date;
  made.last = run.summary.last_date;
  made.total = major(Exact(run.summary.total), run);
  made.end_is_stated = run.summary.end_is_stated;
  made.method = shown.name;
  made.why = wish.why;
  made.whole_units = shown.trace.whole_units;
  made.loan = run.loan;
  made.reached.push_back(reached_by(shown, run));
  for (const TracedMethod& method : all.methods) {
    if (method.name != shown.name) made.reached.push_back(reached_by(method, all));
  }
  for (const Method method : all_methods()) {
    const bool ran = std::any_of(all.methods.begin(), all.methods.end(),
                                 [&](const TracedMethod& one) { return one.trace.method == method; });
    if (!ran) made.could_not_run.push_back({std::string(name_of(method)), title_of(method)});
  }
  add_claims(shown, run, made);
  for (const AccountHoldings& account : shown.trace.accounts) {
    for (const Holding& holding : account.holdings) {
      made.holdings.push_back(
          {account.name, text_of(holding.label, names), major(holding.amount, run), place_of(account, run)});
    }
  }
  add_things(shown, run, made.things);
  for (const TracedBackward& one : shown.backward) made.backward.push_back({one, {}});
  for (const SeizureAnswer& seizure : run.seizures) {
    made.seizures.push_back({seizure.account, seizure.commenced, seizure.reach, {}});
  }
  made.network = network_of(shown.trace.payments, names, run.decimals);
  for (Fault& fault : run.warnings) {
    if (fault.severity != Severity::note) made.warnings.push_back(std::move(fault));
  }
  name_amounts(made);
  return made;
}

}  // namespace restituo
