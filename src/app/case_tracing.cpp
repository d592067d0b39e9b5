// The ledger that a case names, traced for its report: by the case's method with its trail, and by all side by side.
#include <algorithm>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/money.hpp>
#include "trace_run.hpp"

namespace restituo {
namespace {

Exact major(const Exact& minor, const TraceRun& run) { return minor * Exact::power_of_ten(-run.decimals); }

ReachedByMethod reached_by(const TracedMethod& method, const TraceRun& run) {
  ReachedByMethod made{method.name, {}, method.trace.method != Method::poison};
  for (const TracedLabel& claim : claims_of(run)) made.amounts.push_back(reached(method, run, claim));
  return made;
}

void add_things(const TracedMethod& method, const TraceRun& run, std::vector<TracedThing>& things) {
  const auto add = [&](const std::vector<AssetAnswer>& answers, bool backward) {
    for (const AssetAnswer& answer : answers) {
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
      TracedThing thing{answer, {}, {}, backward};
      for (const AssetWish& wish : run.file.assets) {
        if (wish.account != answer.name) continue;
        thing.value = wish.value;
        thing.valued = wish.valued;
      }
      things.push_back(std::move(thing));
    }
  };
  add(method.answers, false);
  add(method.answers_backward, true);
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
  made.rows = run.summary.rows;
  made.first = run.summary.first_date;
  made.last = run.summary.last_date;
  made.total = major(Exact(run.summary.total), run);
  made.end_is_stated = run.summary.end_is_stated;
  made.method = shown.name;
  made.sentence = sentence_of(shown.trace.method);
  made.whole_units = shown.trace.whole_units;
  made.loan = run.loan;
  for (const TracedLabel& claim : claims_of(run)) made.claims.push_back(text_of(claim, names));
  made.reached.push_back(reached_by(shown, run));
  for (const TracedMethod& method : all.methods) {
    if (method.name != shown.name) made.reached.push_back(reached_by(method, all));
  }
  for (const AccountHoldings& account : shown.trace.accounts) {
    for (const Holding& holding : account.holdings) {
      made.holdings.push_back({account.name, text_of(holding.label, names), major(holding.amount, run)});
    }
  }
  add_things(shown, run, made.things);
  made.backward = shown.backward;
  for (const SeizureAnswer& seizure : run.seizures) {
    made.seizures.push_back({seizure.account, seizure.commenced, seizure.reach});
  }
  made.network = network_of(shown.trace.payments, names, run.decimals);
  for (Fault& fault : run.warnings) {
    if (fault.severity != Severity::note) made.warnings.push_back(std::move(fault));
  }
  return made;
}

}  // namespace restituo
