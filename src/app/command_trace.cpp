// `trace MOVEMENTS.csv --method ...`: whose money lies where, by one method or by all side by side.
#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <fmt/core.h>
#include <restituo/base/digest.hpp>
#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/tracing/network.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "terminal.hpp"
#include "trace_run.hpp"
#include "tracing_output.hpp"

namespace restituo {
namespace {

struct WantedTrace {
  std::string name;
  TraceChoices choices;
  bool shown = true;  // false: only for the bounds by the order of a day
};

SameDayOrder day_order_of(const std::string& name) {
  return name == "best" ? SameDayOrder::best : name == "worst" ? SameDayOrder::worst : SameDayOrder::as_written;
}

// Own money first, in each order of the days.
std::vector<WantedTrace> by_day_order(TraceChoices choices) {
  std::vector<WantedTrace> result;
  choices.method = Method::libr;
  choices.record_payments = choices.record_paths = false;
  for (const auto& [order, name] : {std::pair{SameDayOrder::as_written, "libr, days as written"},
                                    std::pair{SameDayOrder::best, "libr, best day order"},
                                    std::pair{SameDayOrder::worst, "libr, worst day order"}}) {
    choices.day_order = order;
    result.push_back({name, choices, false});
  }
  return result;
}

std::vector<WantedTrace> wanted(const TraceWishes& wishes, const TraceRun& run, bool whole_units) {
  TraceChoices choices;
  choices.whole_units = whole_units;
  choices.day_order = run.day_order;
  choices.record_payments = wishes.trail || !wishes.out_folder.empty() || wishes.format == "svg";
  choices.record_paths = wishes.paths;
  choices.match_days = wishes.match_days;
  choices.match_tolerance = (run.match_tolerance * Exact::power_of_ten(run.decimals)).floor().to_int64();
  choices.rules = run.file.rules;
  if (!run.all) {
    choices.method = method_from_name(wishes.method).value();
    std::vector<WantedTrace> result{{wishes.method, choices}};
    if (wishes.bounds) {
      for (WantedTrace& more : by_day_order(choices)) result.push_back(std::move(more));
    }
    return result;
  }
  std::vector<WantedTrace> result;
  choices.record_payments = wishes.trail;
  for (const Method method : all_methods()) {
    choices.method = method;
    // Rules for rows can be followed only where payments are attributed; the other methods then say nothing true.
    if (!attributes_payments(method) && !(run.file.rules.rows.empty() && run.file.rules.between.empty())) continue;
    result.push_back({std::string(name_of(method)), choices});
    if (method == Method::libr && run.day_order == SameDayOrder::as_written) {
      for (WantedTrace& other : by_day_order(choices)) {
        if (other.choices.day_order == SameDayOrder::as_written) continue;
        other.shown = true;
        other.choices.record_payments = choices.record_payments;
        other.choices.record_paths = choices.record_paths;
        result.push_back(std::move(other));
      }
    }
  }
  if (run.day_order != SameDayOrder::as_written) {
    for (WantedTrace& more : by_day_order(choices)) result.push_back(std::move(more));
  }
  return result;
}

// What was paid to an asset, by whom, in the major unit.
Asset asset_of(const AssetWish& wish, const Trace& trace, const TraceRun& run) {
  Asset asset;
  asset.name = wish.account;
  asset.value = wish.value;
  asset.outstanding = wish.outstanding;
  asset.lien_interest_rate = wish.lien_interest_rate;
  for (const AccountHoldings& account : trace.accounts) {
    if (account.name != wish.account) continue;
    for (const Holding& holding : account.holdings) {
      const std::string label = text_of(holding.label, *run.names);
      const Contributor kind = holding.label.kind == TracedLabel::Kind::own ? Contributor::holder
                               : label.starts_with("bank:")                 ? Contributor::lender
                               : run.file.innocent.contains(label)          ? Contributor::innocent
                                                                            : Contributor::claim;
      asset.parts.push_back({label, kind, holding.amount * Exact::power_of_ten(-run.decimals)});
    }
  }
  return asset;
}

TracedMethod with_assets(std::string name, Trace trace, const TraceRun& run) {
  TracedMethod method{std::move(name), std::move(trace), {}, {}, {}, {}, {}};
  if (!attributes_payments(method.trace.method)) {
    return method;
  }
  for (const AssetWish& wish : run.file.assets) {
    method.assets.push_back(asset_of(wish, method.trace, run));
    method.answers.push_back(entitlements(method.assets.back(), run.loan));
  }
  std::vector<DebtRepayment> repayments;
  for (const RowRule& rule : run.file.rules.rows) {
    if (rule.kind != RowRule::Kind::backward) continue;
    for (const PaymentRecord& payment : method.trace.payments) {
      if (payment.movement.sequence != rule.sequence) continue;
      // An overdraft is repaid by what the bank kept; a loan by the payment itself.
      const bool overdraft =
          rule.lender == "bank:" + std::string(run.names->accounts.name(number_of(payment.movement.to)));
      DebtRepayment repayment{rule.lender, {}, rule.evidence};
      for (const Holding& holding : overdraft ? payment.repaid : payment.carried) {
        const std::string label = text_of(holding.label, *run.names);
        repayment.parts.push_back({label,
                                   holding.label.kind == TracedLabel::Kind::own ? Contributor::holder
                                   : label.starts_with("bank:")                 ? Contributor::lender
                                   : run.file.innocent.contains(label)          ? Contributor::innocent
                                                                                : Contributor::claim,
                                   holding.amount * Exact::power_of_ten(-run.decimals)});
      }
      repayments.push_back(std::move(repayment));
    }
  }
  if (!repayments.empty()) {
    method.assets_backward = method.assets;
    method.backward = trace_backward(method.assets_backward, repayments);
    for (const Asset& asset : method.assets_backward) method.answers_backward.push_back(entitlements(asset, run.loan));
  }
  return method;
}

// One reading of the ledger for all methods. Nothing where the caller must stop; the faults are printed.
struct Reading {
  std::vector<Outcome<Trace>> traces;
  std::vector<std::vector<ProceedsDeposit>> proceeds;  // for each seizure
  std::unique_ptr<BoundsBook> bounds;
};

// Rules that change what a row is leave no flows to bound, and by equity an asset's worth depends on the method.
std::string why_no_bounds(const TraceRun& run) {
  if (!run.file.rules.rows.empty() || !run.file.rules.between.empty()) return "rules-for-rows";
  return run.loan == LoanConvention::by_equity && !run.file.assets.empty() ? "loan-by-equity" : "";
}

Outcome<Reading> read_and_trace(const TraceWishes& wishes, TraceRun& run, LedgerNames& names,
                                const std::vector<WantedTrace>& methods) {
  auto source = open_source(wishes.ledger_file);
  if (!source) return refuse(std::move(source.error()));
  const auto digest = std::make_shared<Sha256>();
  if (!wishes.out_folder.empty()) {
    source->read = [inner = std::move(source->read), digest](std::span<char> room) {
      const auto count = inner(room);
      if (count) digest->add({room.data(), *count});
      return count;
    };
  }
  std::vector<std::unique_ptr<Tracer>> tracers;
  for (const WantedTrace& wanted : methods) {
    auto tracer = Tracer::of(wanted.choices, names);
    if (!tracer) return refuse(std::move(tracer.error()));
    tracers.push_back(std::move(*tracer));
  }
  Reading reading;
  reading.proceeds.resize(run.file.seizures.size());
  if (run.bounds && run.bounds->left_out.empty()) {
    reading.bounds = std::make_unique<BoundsBook>(run.file.rules, names);
  }
  // Neither what the holder put in himself, nor what was lent, nor what an innocent contributor put in.
  const auto may_be_proceeds = [&](LabelId label) {
    const std::string name(names.labels.name(number_of(label)));
    return label != LabelId::own && !name.starts_with("bank:") && !run.file.innocent.contains(name);
  };
  auto summary =
      read_movements(std::move(*source), {.decimals = run.decimals}, names, [&](std::span<const Movement> block) {
        for (const auto& tracer : tracers) {
          if (!tracer->stopped()) tracer->take(block);
        }
        if (reading.bounds) reading.bounds->take(block);
        for (std::size_t i = 0; i < reading.proceeds.size(); ++i) {
          const auto account = names.accounts.find(run.file.seizures[i].account);
          for (const Movement& movement : block) {
            if (account && movement.to == AccountId{*account} && movement.from == AccountId::outside &&
                may_be_proceeds(movement.label) && movement.date) {
              reading.proceeds[i].push_back(
                  {*movement.date, Exact(movement.amount) * Exact::power_of_ten(-run.decimals)});
            }
          }
        }
      });
  if (!summary) return refuse(std::move(summary.error()));
  run.summary = summary->value;
  append(run.warnings, std::move(summary->faults));
  if (!wishes.out_folder.empty()) run.ledger_digest = digest->hex();
  for (const auto& tracer : tracers) reading.traces.push_back(tracer->finish());
  return reading;
}

bool too_long(const Outcome<Trace>& trace) {
  return !trace && trace.error().size() == 1 && trace.error().front().code == "fractions-too-long";
}

// What a unit paid for an asset can be had back for. Against the wrongdoer a fallen asset gives between the share and
// the lien; where innocent contributors share with the claims, the least is left at nothing.
std::map<std::string, PayeeWorth> worth_of_assets(const TraceRun& run) {
  std::map<std::string, PayeeWorth> worth;
  for (const AssetWish& asset : run.file.assets) {
    PayeeWorth& unit = worth[asset.account] = {1, 1};
    for (const AccountHoldings& account : run.methods.front().trace.accounts) {
      if (account.name != asset.account || !asset.value || account.balance == 0) continue;
      const Exact by_share = *asset.value / (Exact(account.balance) * Exact::power_of_ten(-run.decimals));
      unit.least = run.file.innocent.empty() ? std::min(by_share, Exact(1)) : Exact();
      if (by_share > Exact(1) && run.file.innocent.empty() && asset.lien_interest_rate.is_zero()) unit.least = by_share;
      unit.most = std::max(by_share, Exact(1) + asset.lien_interest_rate);
    }
  }
  return worth;
}

void answer_bounds(TraceRun& run, const std::vector<TracedMethod>& by_day, const BoundsBook* book) {
  const auto ordered = [&](std::string_view name) -> const TracedMethod& {
    for (const auto* methods : {&by_day, &std::as_const(run.methods)}) {
      for (const TracedMethod& method : *methods) {
        if (method.name == name) return method;
      }
    }
    return run.methods.front();
  };
  const TracedMethod& as_written = ordered(by_day.empty() ? "libr" : "libr, days as written");
  const TracedMethod& best = ordered("libr, best day order");
  const TracedMethod& worst = ordered("libr, worst day order");
  for (const AccountHoldings& account : as_written.trace.accounts) {
    const bool asset = std::any_of(run.file.assets.begin(), run.file.assets.end(),
                                   [&](const AssetWish& wish) { return wish.account == account.name; });
    if (!account.is_payer || !run.bounds->left_out.empty()) continue;
    if (asset) run.bounds->left_out = "asset-pays";
    // The bounds count a unit in any account that pays; what lies in a cash box is not reached.
    if (place_of(account, run) == TracedPlace::cash) run.bounds->left_out = "cash";
  }
  std::map<std::uint32_t, ClaimBounds> found;
  if (book != nullptr && run.bounds->left_out.empty()) {
    LedgerBounds bounds = book->finish(worth_of_assets(run));
    run.bounds->exact = bounds.exact;
    for (ClaimBounds& claim : bounds.claims) found[number_of(claim.claim)] = std::move(claim);
  }
  const Exact unit = Exact::power_of_ten(-run.decimals);
  for (const TracedLabel& label : claims_of(run)) {
    const ClaimBounds bounds = found[label.id];
    run.bounds->claims.push_back({label, bounds.floor * unit, bounds.ceiling * unit, reached(worst, run, label),
                                  reached(as_written, run, label), reached(best, run, label)});
  }
}

// Exactly where that stays readable, otherwise in whole minor units and with a warning; or as the user says.
Faults run_methods(const TraceWishes& wishes, TraceRun& run, LedgerNames& names) {
  auto methods = wanted(wishes, run, wishes.shares == "cents");
  if (run.all || wishes.bounds) run.bounds = BoundsAnswer{{}, false, why_no_bounds(run)};
  auto reading = read_and_trace(wishes, run, names, methods);
  if (!reading) return std::move(reading.error());
  // Those that only the bounds need may be rounded whatever the user said of her method.
  std::vector<WantedTrace> again;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < methods.size(); ++i) {
    if (!too_long(reading->traces[i]) || (methods[i].shown && wishes.shares != "auto")) continue;
    again.push_back(methods[i]);
    again.back().choices.whole_units = true;
    places.push_back(i);
    if (!methods[i].shown) continue;
    run.warnings.push_back({.code = "fractions-rounded",
                            .place = {},
                            .details = reading->traces[i].error().front().details,
                            .severity = Severity::warn});
  }
  if (!again.empty()) {
    // The ledger is read once more: nothing of it was kept.
    const Faults warnings = run.warnings;
    auto second = read_and_trace(wishes, run, names, again);
    if (!second) return std::move(second.error());
    run.warnings = warnings;
    for (std::size_t i = 0; i < places.size(); ++i) reading->traces[places[i]] = std::move(second->traces[i]);
  }
  Faults faults;
  std::vector<TracedMethod> by_day;
  for (std::size_t i = 0; i < methods.size(); ++i) {
    if (!reading->traces[i]) {
      append(faults, std::move(reading->traces[i].error()));
      continue;
    }
    (methods[i].shown ? run.methods : by_day)
        .push_back(with_assets(methods[i].name, std::move(*reading->traces[i]), run));
  }
  if (!faults.empty()) return in_order(std::move(faults));
  if (run.bounds) answer_bounds(run, by_day, reading->bounds.get());
  // Other orders of the days are worth a line only where they change something.
  if (run.all) {
    const auto as_written = std::find_if(run.methods.begin(), run.methods.end(),
                                         [](const TracedMethod& method) { return method.name == "libr"; });
    const std::vector<AccountHoldings> usual = as_written->trace.accounts;
    std::erase_if(run.methods, [&](const TracedMethod& method) {
      return method.trace.method == Method::libr && method.name != "libr" && method.trace.accounts == usual;
    });
  }
  for (std::size_t i = 0; i < run.file.seizures.size(); ++i) {
    const SeizureWish& wish = run.file.seizures[i];
    Exact balance;
    for (const AccountHoldings& account : run.methods.front().trace.accounts) {
      if (account.name == wish.account) balance = Exact(account.balance) * Exact::power_of_ten(-run.decimals);
    }
    run.seizures.push_back({wish.account, wish.commenced, reach_984(balance, reading->proceeds[i], wish.commenced)});
  }
  return {};
}

std::string command_text(const TraceWishes& wishes) {
  std::string text = fmt::format("restituo trace {} --method {} --shares {} --day-order {} --loan {}",
                                 wishes.ledger_file, wishes.method, wishes.shares, wishes.day_order, wishes.loan);
  if (wishes.decimals != 2) text += fmt::format(" --decimals {}", wishes.decimals);
  if (!wishes.rules_file.empty()) text += " --rules " + wishes.rules_file;
  if (wishes.match_days != 5) text += fmt::format(" --match-days {}", wishes.match_days);
  if (wishes.match_tolerance != "0") text += " --match-tolerance " + wishes.match_tolerance;
  return text + (wishes.trail ? " --trail" : "") + (wishes.paths ? " --paths" : "") +
         (wishes.bounds ? " --bounds" : "");
}

std::string network_of_run(const TraceRun& run, Language language) {
  const TracedMethod& method = run.methods.front();
  return trail_drawing(network_of(method.trace.payments, *run.names, run.decimals), title_of(method.trace.method),
                       run.file.names, language);
}

int print(const std::string& answer, Language language) {
  if (std::fwrite(answer.data(), 1, answer.size(), stdout) != answer.size() || std::fflush(stdout) != 0) {
    print_faults({{.code = "file-not-written", .place = {}, .details = {"standard output", "write failed"}}}, language);
    return exit_refused;
  }
  return exit_answer;
}

}  // namespace

Faults run_trace(const TraceWishes& wishes, TraceRun& run, LedgerNames& names) {
  run.names = &names;
  run.ledger_file = wishes.ledger_file;
  run.rules_file = wishes.rules_file;
  run.decimals = wishes.decimals;
  run.command = command_text(wishes);
  run.day_order = day_order_of(wishes.day_order);
  run.loan = loan_convention_from_name(wishes.loan).value();
  run.match_days = wishes.match_days;
  run.all = wishes.method == "all";
  const auto tolerance = read_decimal(wishes.match_tolerance, {});
  if (!tolerance) return tolerance.error();
  run.match_tolerance = *tolerance;
  if (!wishes.rules_file.empty()) {
    auto file = read_file(wishes.rules_file);
    if (!file) return file.error();
    auto rules = read_tracing_file(*file, wishes.decimals);
    if (!rules) return rules.error();
    run.file = std::move(*rules);
  }
  return run_methods(wishes, run, names);
}

int trace_command(const CommonWishes& common, const TraceWishes& wishes) {
  LedgerNames names;
  TraceRun run;
  if (const Faults faults = run_trace(wishes, run, names); !faults.empty()) {
    print_faults(faults, common.language);
    return exit_refused;
  }
  print_faults(run.warnings, common.language);
  for (const Fault& fault : run.warnings) {  // a figure says as well how much was read, and whether the file says it
    if (fault.severity == Severity::note) fmt::print(stderr, "{}\n", text_of(fault, common.language));
  }
  const bool warned = std::any_of(run.warnings.begin(), run.warnings.end(),
                                  [](const Fault& fault) { return fault.severity == Severity::warn; });
  if (!wishes.out_folder.empty()) {
    std::vector<OutputFile> files{
        {"trace.json", trace_json(run, common.language)},
        {"balances.csv", balances_csv(run)},
        {fmt::format("trace.{}.txt", code_of(common.language)), trace_table(run, common.language)}};
    if (!run.all && attributes_payments(run.methods.front().trace.method)) {
      files.push_back({"trail.csv", trail_csv(run)});
      files.push_back({fmt::format("network.{}.svg", code_of(common.language)), network_of_run(run, common.language)});
    }
    if (const Faults faults = write_files(wishes.out_folder, files); !faults.empty()) {
      print_faults(faults, common.language);
      return exit_refused;
    }
    for (const OutputFile& file : files) fmt::print("{}/{}\n", wishes.out_folder, file.name);
    return warned ? exit_warnings : exit_answer;
  }
  const std::string answer = wishes.format == "json"  ? trace_json(run, common.language)
                             : wishes.format == "csv" ? balances_csv(run)
                             : wishes.format == "svg" ? network_of_run(run, common.language)
                                                      : trace_table(run, common.language);
  const int printed = print(answer, common.language);
  return printed != exit_answer ? printed : warned ? exit_warnings : exit_answer;
}

}  // namespace restituo
