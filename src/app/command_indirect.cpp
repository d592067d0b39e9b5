// `indirect SCHEDULE.toml`: income that no book shows, by three methods on one schedule; docs/formats/indirect.md.
#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <restituo/model/document.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/tracing/indirect.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "terminal.hpp"
#include "tracing_output.hpp"

namespace restituo {
namespace {

using Json = nlohmann::ordered_json;

std::vector<ScheduleBalance> read_balances(TableReader& table, std::string_view key, bool assets, Faults& faults) {
  std::vector<ScheduleBalance> balances;
  for (const Entry& entry : table.tables(key)) {
    TableReader row(entry, faults);
    ScheduleBalance balance;
    balance.label = row.text("label").value_or("");
    balance.opening = row.number("opening").value_or(Exact());
    balance.closing = row.number("closing").value_or(Exact());
    if (assets) {
      balance.bank = row.truth("bank", false);
      balance.at_cost = row.one_of("basis", {"cost", "market"}).value_or("cost") == "cost";
      if (!balance.at_cost) balance.bought = row.number("bought").value_or(Exact());
    }
    row.finish();
    balances.push_back(std::move(balance));
  }
  return balances;
}

std::vector<ScheduleAmount> read_amounts(TableReader& table, std::string_view key, bool receipts, Faults& faults) {
  std::vector<ScheduleAmount> amounts;
  for (const Entry& entry : table.tables(key)) {
    TableReader row(entry, faults);
    ScheduleAmount amount;
    amount.label = row.text("label").value_or("");
    amount.amount = row.number("amount").value_or(Exact());
    amount.times = row.optional_number("times").value_or(Exact(1));
    if (receipts) amount.banked = row.truth("banked", true);
    row.finish();
    amounts.push_back(std::move(amount));
  }
  return amounts;
}

IndirectSchedule read_period(const Entry& entry, Faults& faults) {
  TableReader table(entry, faults);
  IndirectSchedule schedule;
  schedule.place = table.place();
  schedule.period = table.text("period").value_or("");
  schedule.reported = table.number("reported").value_or(Exact());
  schedule.assets = read_balances(table, "asset", true, faults);
  schedule.liabilities = read_balances(table, "liability", false, faults);
  schedule.living = read_amounts(table, "living", false, faults);
  schedule.taxes = read_amounts(table, "tax", false, faults);
  schedule.non_taxable = read_amounts(table, "non_taxable", true, faults);
  if (const auto found = table.optional_table("bank_deposits")) {
    TableReader bank(*found, faults);
    schedule.deposits = bank.number("deposits");
    schedule.withdrawals = bank.optional_number("withdrawals");
    schedule.transfers = bank.number("transfers").value_or(Exact());
    schedule.returned = bank.optional_number("returned").value_or(Exact());
    schedule.loans_banked = bank.optional_number("loans_banked").value_or(Exact());
    schedule.cash_spent = bank.number("cash_spent").value_or(Exact());
    schedule.deductions = bank.optional_number("deductions").value_or(Exact());
    bank.finish();
  }
  if (const auto found = table.optional_table("safeguards")) {
    TableReader safeguards(*found, faults);
    schedule.safeguards.opening_cash = safeguards.optional_number("opening_cash");
    schedule.safeguards.closing_cash = safeguards.optional_number("closing_cash");
    schedule.safeguards.cash_evidence = safeguards.optional_text("cash_evidence").value_or("");
    schedule.safeguards.likely_source = safeguards.optional_text("likely_source").value_or("");
    schedule.safeguards.sources_excluded = safeguards.optional_text("sources_excluded").value_or("");
    schedule.safeguards.leads = safeguards.texts("leads");
    safeguards.finish();
  }
  table.finish();
  return schedule;
}

Outcome<std::vector<IndirectSchedule>> read_schedules(const FileText& file) {
  auto document = Document::parse(file);
  if (!document) return refuse(std::move(document.error()));
  Faults faults;
  std::vector<IndirectSchedule> schedules;
  TableReader table(document->root(), faults);
  table.format_version();
  for (const Entry& entry : table.tables("schedule")) schedules.push_back(read_period(entry, faults));
  if (schedules.empty()) table.fault("schedule-missing", {file.name, 0, 0}, {});
  table.finish();
  if (!faults.empty()) return refuse(std::move(faults));
  return schedules;
}

Json lines_json(const std::vector<WorkingLine>& lines, Language language) {
  Json list = Json::array();
  for (const WorkingLine& line : lines) {
    Json entry;
    entry["what"] = line.what.in(language);
    entry["amount"] = exact_text(line.amount);
    list.push_back(std::move(entry));
  }
  return list;
}

Json result_json(const IndirectResult& result, Language language) {
  Json json;
  json["period"] = result.period;
  Json answers = Json::object();
  for (const IndirectAnswer& answer : result.answers) {
    Json entry;
    entry["understatement"] = exact_text(answer.understatement);
    entry["working"] = lines_json(answer.working, language);
    answers[std::string(name_of(answer.method))] = std::move(entry);
  }
  json["methods"] = std::move(answers);
  json["net_worth_at_cost"] = exact_text(result.net_worth_at_cost);
  json["agree"] = result.agree;
  json["spread"] = exact_text(result.spread);
  json["net_worth_against_expenditures"] = lines_json(result.net_worth_against_expenditures, language);
  json["bank_deposits_against_expenditures"] = lines_json(result.deposits_against_expenditures, language);
  return json;
}

std::string result_table(const IndirectResult& result, Language language) {
  const auto say = [&](const char* en, const char* es) { return std::string(language == Language::en ? en : es); };
  std::string text = fmt::format("{}\n", result.period);
  const auto lines = [&](const std::vector<WorkingLine>& items) {
    std::vector<std::vector<std::string>> rows;
    for (const WorkingLine& line : items) rows.push_back({"  " + line.what.in(language), readable_text(line.amount)});
    return in_columns(rows, 1);
  };
  for (const IndirectAnswer& answer : result.answers) {
    text += fmt::format("\n  {}: {} {}\n{}", name_of(answer.method), say("not reported", "sin declarar"),
                        readable_text(answer.understatement), lines(answer.working));
  }
  if (result.agree) {
    return text + say("\n  The methods agree to the cent.\n", "\n  Los métodos coinciden al centavo.\n");
  }
  text += fmt::format("\n  {} ({} {})\n", say("The methods differ", "Los métodos difieren"),
                      say("spread", "dispersión"), readable_text(result.spread));
  if (!result.net_worth_against_expenditures.empty()) {
    text += fmt::format("  {} {}\n{}",
                        say("net worth less expenditures; at cost it is", "patrimonio menos gastos; al costo es"),
                        readable_text(result.net_worth_at_cost), lines(result.net_worth_against_expenditures));
  }
  if (!result.deposits_against_expenditures.empty()) {
    text += fmt::format("  {}\n{}", say("bank deposits less expenditures", "depósitos menos gastos"),
                        lines(result.deposits_against_expenditures));
  }
  return text;
}

// Values that move and methods that differ, as warnings beside the answer.
void add_warnings(const IndirectSchedule& schedule, const IndirectResult& result, Faults& warnings) {
  for (const ScheduleBalance& asset : schedule.assets) {
    const Exact moved = asset.closing - asset.opening - asset.bought;
    if (!asset.at_cost && !moved.is_zero()) {
      warnings.push_back({.code = "asset-at-market-value",
                          .place = schedule.place,
                          .details = {asset.label, readable_text(moved), readable_text(result.net_worth_at_cost)},
                          .severity = Severity::warn});
    }
  }
  if (result.answers.size() > 2 && result.answers[1].understatement != result.answers[2].understatement) {
    warnings.push_back({.code = "indirect-methods-differ",
                        .place = schedule.place,
                        .details = {readable_text(result.answers[1].understatement),
                                    readable_text(result.answers[2].understatement), result.period},
                        .severity = Severity::warn});
  }
}

}  // namespace

int indirect_command(const CommonWishes& common, const IndirectWishes& wishes) {
  auto file = read_file(wishes.schedule_file);
  auto schedules =
      file ? read_schedules(*file) : Outcome<std::vector<IndirectSchedule>>(refuse(std::move(file.error())));
  if (!schedules) {
    print_faults(in_order(schedules.error()), common.language);
    return exit_refused;
  }
  Faults faults;
  Faults warnings;
  std::vector<IndirectResult> results;
  for (const IndirectSchedule& schedule : *schedules) {
    auto result = indirect(schedule);
    if (!result) {
      append(faults, std::move(result.error()));
      continue;
    }
    add_warnings(schedule, *result, warnings);
    results.push_back(std::move(*result));
  }
  if (!faults.empty()) {
    print_faults(in_order(std::move(faults)), common.language);
    return exit_refused;
  }
  print_faults(warnings, common.language);
  if (wishes.format == "json") {
    Json json;
    json["periods"] = Json::array();
    for (const IndirectResult& result : results) json["periods"].push_back(result_json(result, common.language));
    fmt::print("{}\n", json.dump(2));
  } else {
    for (const IndirectResult& result : results) fmt::print("{}\n", result_table(result, common.language));
  }
  return warnings.empty() ? exit_answer : exit_warnings;
}

}  // namespace restituo
