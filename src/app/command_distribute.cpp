// `distribute CLAIMS --pool AMOUNT --rule ...`: a recovered pool shared among those who lost, by one named rule.
#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>
#include <restituo/tracing/claims_table.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "terminal.hpp"
#include "tracing_output.hpp"

namespace restituo {
namespace {

using Json = nlohmann::ordered_json;

// The claims that `estimate` computed: of each survivor the one figure of this head that stands for all her periods.
Outcome<std::vector<LossClaim>> claims_of_result(const FileText& file, const std::string& head) {
  const Place place{file.name, 0, 0};
  const auto json = nlohmann::json::parse(file.text, nullptr, false);
  if (json.is_discarded() || !json.is_object() || !json.contains("figures") || !json["figures"].is_array()) {
    return refuse({.code = "result-not-claims", .place = place, .details = {}});
  }
  std::vector<LossClaim> claims;
  std::vector<std::string> heads;
  std::vector<std::string> units;
  Faults faults;
  for (const auto& figure : json["figures"]) {
    const auto text = [&](const char* key) {
      return figure.is_object() && figure.contains(key) && figure[key].is_string() ? figure[key].get<std::string>()
                                                                                   : std::string();
    };
    const auto add_new = [](std::vector<std::string>& to, const std::string& name) {
      if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
    };
    if (text("part") != "victim") continue;
    add_new(heads, text("head"));
    if (text("head") != head) continue;
    add_new(units, text("unit"));
    auto exact = read_number(text("exact"), place);
    if (!exact) {
      append(faults, std::move(exact.error()));
      continue;
    }
    claims.push_back({.claimant = text("victim"), .paid_in = *exact, .place = place});
  }
  if (claims.empty() && faults.empty()) {
    faults.push_back(
        {.code = "result-without-head", .place = place, .details = {head, heads.empty() ? "–" : joined(heads)}});
  }
  if (units.size() > 1) {
    faults.push_back({.code = "result-two-currencies", .place = place, .details = {joined(units)}});
  }
  if (!faults.empty()) return refuse(std::move(faults));
  return claims;
}

Outcome<std::vector<LossClaim>> claims_of_file(const DistributeWishes& wishes) {
  if (wishes.claims_file.ends_with(".json")) {
    auto file = read_file(wishes.claims_file);
    if (!file) return refuse(std::move(file.error()));
    return claims_of_result(*file, wishes.head);
  }
  auto source = open_source(wishes.claims_file);
  if (!source) return refuse(std::move(source.error()));
  return read_claims(std::move(*source));
}

std::string json_text(const PoolDistribution& shared, const std::vector<CreditedTransfer>& credits,
                      const SharingWishes& settings, Language language) {
  Json json;
  json["rule"] = name_of(shared.rule);
  json["sentence"] = sentence_of(shared.rule).in(language);
  json["pool"] = exact_text(shared.pool);
  Json shares = Json::object();
  Json payments = Json::object();
  Json claims = Json::object();
  Json reserved = Json::object();
  Json after = Json::object();
  Json dropped = Json::array();
  Json tranches = Json::array();
  for (const Share& share : shared.shares) {
    shares[share.claimant] = exact_text(share.exact);
    payments[share.claimant] = exact_text(share.payment);
    claims[share.claimant] = exact_text(share.claim);
    after[share.claimant] = exact_text(share.after);
    if (!share.reserved.is_zero()) reserved[share.claimant] = exact_text(share.reserved);
    if (share.dropped) dropped.push_back(share.claimant);
  }
  for (std::size_t i = 0; i < settings.pools.size() && settings.pools.size() > 1; ++i) {
    Json tranche;
    tranche["pool"] = exact_text(settings.pools[i]);
    for (const Share& share : shared.shares) tranche["payments"][share.claimant] = exact_text(share.by_tranche[i]);
    tranches.push_back(std::move(tranche));
  }
  json["shares"] = std::move(shares);
  json["payments"] = std::move(payments);
  json["claims"] = std::move(claims);
  json["still_lost"] = std::move(after);
  json["reserved"] = std::move(reserved);
  json["dropped"] = std::move(dropped);
  json["surplus"] = exact_text(shared.surplus);
  json["left_over"] = exact_text(shared.left_over);
  json["minor_unit"] = exact_text(settings.minor_unit);
  if (shared.level) json["level"] = {{"of", level_name(shared.rule)}, {"value", exact_text(*shared.level)}};
  if (!tranches.empty()) json["tranches"] = std::move(tranches);
  if (!credits.empty()) {
    Json list = Json::array();
    for (const CreditedTransfer& credit : credits) {
      Json entry;
      entry["from"] = credit.transfer.from;
      entry["to"] = credit.transfer.to;
      entry["amount"] = exact_text(credit.transfer.amount);
      entry["credited"] = exact_text(credit.credit);
      list.push_back(std::move(entry));
    }
    json["transfers"] = std::move(list);
  }
  return json.dump(2) + "\n";
}

std::string table_text(const PoolDistribution& shared, const std::vector<CreditedTransfer>& credits, int decimals,
                       Language language) {
  const auto say = [&](const char* en, const char* es) { return std::string(language == Language::en ? en : es); };
  const auto money = [&](const Exact& amount) {
    return rounded_decimal_text(amount, decimals, RoundingMode::half_even);
  };
  std::string text = fmt::format("{}: {}\n\n", name_of(shared.rule), sentence_of(shared.rule).in(language));
  std::vector<std::vector<std::string>> rows{{say("claimant", "reclamante"), say("claim", "reclamo"),
                                              say("share", "parte"), say("payment", "pago"),
                                              say("held back", "reservado"), say("still lost", "aún perdido")}};
  Exact paid;
  for (const Share& share : shared.shares) {
    rows.push_back({share.claimant + (share.dropped ? say(" (below the least payment)", " (bajo el pago mínimo)") : ""),
                    money(share.claim), readable_text(share.exact), money(share.payment), money(share.reserved),
                    money(share.after)});
    paid += share.payment;
  }
  text += in_columns(rows, 1);
  text += fmt::format("\n  {} {} = {} {} + {} {} + {} {}\n", say("pool", "fondo"), money(shared.pool),
                      say("paid", "pagado"), money(paid), say("surplus", "excedente"), readable_text(shared.surplus),
                      say("left over", "sobrante"), readable_text(shared.left_over));
  if (shared.level) {
    const std::string_view what = level_name(shared.rule);
    text +=
        fmt::format("  {} {}\n",
                    what == "award"       ? say("equal award", "pago igual")
                    : what == "shortfall" ? say("equal shortfall", "faltante igual")
                                          : say("share of each claim that is met", "parte cubierta de cada reclamo"),
                    readable_text(*shared.level));
  }
  for (const CreditedTransfer& credit : credits) {
    text +=
        fmt::format("  {} → {}: {} {} {}\n", credit.transfer.from, credit.transfer.to, money(credit.transfer.amount),
                    say("of it credited", "de ello acreditado"), money(credit.credit));
  }
  return text;
}

}  // namespace

int distribute_command(const CommonWishes& common, const DistributeWishes& wishes) {
  Faults faults;
  SharingWishes settings;
  settings.rule = sharing_rule_from_name(wishes.rule).value();
  settings.rollover = wishes.rollover == "set-off" ? Rollover::set_off : Rollover::as_written;
  int decimals = 2;
  if (!wishes.currency.empty()) {
    if (const auto currency = Currency::from_code(wishes.currency)) {
      settings.minor_unit = currency->minor_unit();
      decimals = currency->decimals();
    } else {
      faults.push_back({.code = "currency-unknown", .place = {}, .details = {wishes.currency, wishes.currency}});
    }
  }
  const auto amount = [&](const std::string& text) {
    auto read = read_decimal(text, {});
    if (!read) append(faults, std::move(read.error()));
    return read ? *read : Exact();
  };
  for (const std::string& pool : wishes.pools) settings.pools.push_back(amount(pool));
  if (!wishes.least_payment.empty()) settings.least_payment = amount(wishes.least_payment);
  auto claims = claims_of_file(wishes);
  if (!claims) append(faults, std::move(claims.error()));
  std::vector<CreditedTransfer> credits;
  if (claims && !wishes.transfers_file.empty()) {
    auto source = open_source(wishes.transfers_file);
    auto transfers = source ? read_account_transfers(std::move(*source))
                            : Outcome<std::vector<AccountTransfer>>(refuse(std::move(source.error())));
    auto credited = transfers ? credit_transfers(*claims, *transfers)
                              : Outcome<std::vector<CreditedTransfer>>(refuse(std::move(transfers.error())));
    if (credited) {
      credits = std::move(*credited);
    } else {
      append(faults, std::move(credited.error()));
    }
  }
  if (faults.empty()) {
    if (auto shared = distribute(*claims, settings)) {
      fmt::print("{}", wishes.format == "json" ? json_text(*shared, credits, settings, common.language)
                                               : table_text(*shared, credits, decimals, common.language));
      return exit_answer;
    } else {
      append(faults, std::move(shared.error()));
    }
  }
  print_faults(in_order(std::move(faults)), common.language);
  return exit_refused;
}

}  // namespace restituo
