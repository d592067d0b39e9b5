#include "tracing_output.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

using Json = nlohmann::ordered_json;

// An object whose keys are known to differ: put in without looking for each among the others.
class ObjectBuilder {
 public:
  void add(std::string key, Json value) { members_.emplace_back(std::move(key), std::move(value)); }
  Json take() {
    Json result = Json::object();
    auto& object = result.get_ref<Json::object_t&>();
    object.reserve(members_.size());
    for (auto& [key, value] : members_) object.push_back({std::move(key), std::move(value)});
    return result;
  }

 private:
  std::vector<std::pair<std::string, Json>> members_;
};

Exact major(const Exact& minor, const TraceRun& run) { return minor * Exact::power_of_ten(-run.decimals); }

std::string amount_text(const Exact& minor, const TraceRun& run) { return exact_text(major(minor, run)); }

// Two labels may read alike: one that the ledger writes ("bank:X", "unknown") and one of ours. They are one member.
bool labels_may_read_alike(const TraceRun& run) {
  for (std::uint32_t id = 1; id < run.names->labels.size(); ++id) {
    const std::string_view name = run.names->labels.name(id);
    if (name.starts_with("bank:") || name == "unknown" || name == "unattributed") return true;
  }
  return false;
}

Json labels_json(const Holdings& holdings, const TraceRun& run, bool may_read_alike) {
  ObjectBuilder object;
  if (!may_read_alike) {
    for (const Holding& holding : holdings)
      object.add(text_of(holding.label, *run.names), amount_text(holding.amount, run));
    return object.take();
  }
  std::vector<std::string> order;
  std::map<std::string, Exact> sums;
  for (const Holding& holding : holdings) {
    std::string text = text_of(holding.label, *run.names);
    const auto [place, is_new] = sums.try_emplace(text);
    place->second += holding.amount;
    if (is_new) order.push_back(std::move(text));
  }
  for (const std::string& text : order) object.add(text, amount_text(sums.at(text), run));
  return object.take();
}

void write_quoted(std::string& to, std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
  });
  to += plain ? "\"" : "";
  to += plain ? std::string(text) : Json(text).dump();
  to += plain ? "\"" : "";
}

// As amount_text, for whole minor units without a detour.
void write_amount(std::string& to, const Exact& minor, const TraceRun& run) {
  if (!minor.is_integer() || !minor.fits_int64() || minor.sign() < 0) {
    to += amount_text(minor, run);
    return;
  }
  std::string digits = std::to_string(minor.to_int64());
  const auto decimals = static_cast<std::size_t>(run.decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  std::string_view fraction = std::string_view(digits).substr(digits.size() - decimals);
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  to.append(digits, 0, digits.size() - decimals);
  if (!fraction.empty()) (to += '.') += fraction;
}

// The object of all balances, laid out as the library lays out the rest; building it there would take more time than
// tracing a long ledger.
std::string balances_text(const TracedMethod& method, const TraceRun& run, const std::string& indent) {
  const bool alike = labels_may_read_alike(run);
  std::string text = "{";
  for (const AccountHoldings& account : method.trace.accounts) {
    text += text.size() == 1 ? "\n" : ",\n";
    text += indent;
    text += "  ";
    write_quoted(text, account.name);
    text += ": {";
    const Json merged = alike ? labels_json(account.holdings, run, true) : Json();
    bool first = true;
    const auto begin_member = [&](std::string_view label) {
      text += first ? "\n" : ",\n";
      first = false;
      text += indent;
      text += "    ";
      write_quoted(text, label);
      text += ": \"";
    };
    if (alike) {
      for (const auto& [label, amount] : merged.items()) {
        begin_member(label);
        text += amount.get<std::string>() + "\"";
      }
    } else {
      for (const Holding& holding : account.holdings) {
        begin_member(text_of(holding.label, *run.names));
        write_amount(text, holding.amount, run);
        text += '"';
      }
    }
    text += first ? "}" : "\n" + indent + "  }";
  }
  return text + (text.size() == 1 ? "}" : "\n" + indent + "}");
}

// Puts the balances of each method, in their order, where its object has them as null. Line breaks within texts are
// escaped, so nothing that a user wrote can look like such a line.
std::string with_balances(const std::string& json, const TraceRun& run, const std::string& indent) {
  const std::string mark = "\n" + indent + "\"balances\": ";
  std::string text;
  std::size_t at = 0;
  for (const TracedMethod& method : run.methods) {
    const std::size_t found = json.find(mark + "null", at);
    must(found != std::string::npos, "every method has its balances");
    text.append(json, at, found - at);
    text += mark + balances_text(method, run, indent);
    at = found + mark.size() + 4;
  }
  return text.append(json, at);
}

Json asset_json(const Asset& asset, const AssetAnswer& answer, const TraceRun& run) {
  Json json;
  json["name"] = asset.name;
  json["convention"] = name_of(run.loan);
  json["cost"] = exact_text(answer.cost);
  json["owed_to_lenders"] = exact_text(answer.owed);
  json["value"] = asset.value ? Json(exact_text(*asset.value)) : Json();
  Json parts = Json::object();
  for (const AssetPart& part : asset.parts) parts[part.label] = exact_text(part.paid);
  json["paid_by"] = std::move(parts);
  Json claims = Json::object();
  for (const Entitlement& claim : answer.claims) {
    Json entry;
    entry["paid"] = exact_text(claim.paid);
    entry["share"] = exact_text(claim.share);
    entry["share_value"] = claim.share_value ? Json(exact_text(*claim.share_value)) : Json();
    entry["lien"] = exact_text(claim.lien);
    entry["elected"] = claim.elected ? Json(exact_text(*claim.elected)) : Json();
    entry["measure"] = claim.takes_share ? "share" : "lien";
    claims[claim.label] = std::move(entry);
  }
  json["claims"] = std::move(claims);
  json["cut_down_to_value"] = answer.cut_down;
  return json;
}

Json method_json(const TracedMethod& method, const TraceRun& run, Language language) {
  const Trace& trace = method.trace;
  const bool alike = labels_may_read_alike(run);
  Json json;
  json["method"] = method.name;
  json["rule"] = sentence_of(trace.method).in(language);
  json["shares"] = trace.whole_units ? "cents" : "exact";
  json["additive"] = trace.method != Method::poison && trace.method != Method::libr_cap;
  json["follows_payments"] = attributes_payments(trace.method);
  json["balances"] = Json();  // balances_text writes them: they are nearly all of a long answer
  ObjectBuilder overdrafts;
  for (const AccountHoldings& account : trace.accounts) {
    if (account.overdraft != 0) overdrafts.add(account.name, amount_text(Exact(account.overdraft), run));
  }
  json["overdrafts"] = overdrafts.take();
  json["rows"] = trace.rows;
  json["rows_within_groups"] = trace.dropped_within_groups;
  if (trace.method == Method::direct_match) {
    Json matches = Json::array();
    for (const DirectMatch& match : trace.matches) {
      Json entry;
      entry["deposit"] = match.deposit;
      entry["label"] = text_of(match.label, *run.names);
      entry["candidates"] = match.candidates;
      entry["payment"] = match.payment == 0 ? Json() : Json(match.payment);
      entry["amount"] = amount_text(match.amount, run);
      matches.push_back(std::move(entry));
    }
    json["matches"] = std::move(matches);
  }
  // Money that a rule put there: after which row, where and whose.
  const auto put_there = [&](const auto& holding) {
    Json entry;
    entry["after"] = holding.after;
    entry["account"] = holding.account;
    entry["label"] = text_of(holding.label, *run.names);
    return entry;
  };
  if (!trace.assumed.empty()) {
    Json assumed = Json::array();
    for (const AssumedHolding& holding : trace.assumed) {
      Json entry = put_there(holding);
      entry["at_least"] = "0";
      entry["at_most"] = amount_text(holding.at_most, run);
      assumed.push_back(std::move(entry));
    }
    json["assumed"] = std::move(assumed);
  }
  if (!trace.substituted.empty()) {
    Json substituted = Json::array();
    for (const SubstitutedHolding& holding : trace.substituted) {
      Json entry = put_there(holding);
      entry["amount"] = amount_text(holding.amount, run);
      entry["evidence"] = holding.evidence.in(language);
      substituted.push_back(std::move(entry));
    }
    json["substituted"] = std::move(substituted);
  }
  if (!method.assets.empty()) {
    Json assets = Json::array();
    for (std::size_t i = 0; i < method.assets.size(); ++i) {
      assets.push_back(asset_json(method.assets[i], method.answers[i], run));
    }
    json["assets"] = std::move(assets);
  }
  if (!method.backward.empty()) {
    Json backward;
    Json traced = Json::array();
    for (const TracedBackward& item : method.backward) {
      Json entry;
      entry["label"] = item.label;
      entry["lender"] = item.lender;
      entry["amount"] = exact_text(item.amount);
      entry["evidence"] = item.evidence.in(language);
      traced.push_back(std::move(entry));
    }
    backward["traced"] = std::move(traced);
    Json assets = Json::array();
    for (const AssetAnswer& answer : method.answers_backward) {
      Json entry;
      entry["name"] = answer.name;
      for (const Entitlement& claim : answer.claims) {
        entry["claims"][claim.label]["paid"] = exact_text(claim.paid);
        entry["claims"][claim.label]["elected"] = claim.elected ? Json(exact_text(*claim.elected)) : Json();
      }
      assets.push_back(std::move(entry));
    }
    backward["assets"] = std::move(assets);
    json["backward"] = std::move(backward);
  }
  if (!trace.payments.empty()) {
    Json trail = Json::array();
    for (const PaymentRecord& payment : trace.payments) {
      Json entry;
      entry["seq"] = payment.movement.sequence;
      entry["date"] = payment.movement.date ? Json(payment.movement.date->text()) : Json();
      entry["from"] = run.names->accounts.name(number_of(payment.movement.from));
      entry["to"] = run.names->accounts.name(number_of(payment.movement.to));
      entry["amount"] = amount_text(Exact(payment.movement.amount), run);
      entry["carried"] = labels_json(payment.carried, run, alike);
      if (!payment.repaid.empty()) entry["repaid_bank"] = labels_json(payment.repaid, run, alike);
      trail.push_back(std::move(entry));
    }
    json["trail"] = std::move(trail);
  }
  if (!trace.paths.empty()) {
    Json paths = Json::array();
    for (const UnitPath& path : trace.paths) {
      Json entry;
      entry["label"] = text_of(path.label, *run.names);
      entry["account"] = run.names->accounts.name(number_of(path.account));
      entry["amount"] = amount_text(path.amount, run);
      entry["rows"] = path.rows;
      paths.push_back(std::move(entry));
    }
    json["paths"] = std::move(paths);
  }
  return json;
}

std::string_view name_of(SameDayOrder order) {
  return order == SameDayOrder::best ? "best" : order == SameDayOrder::worst ? "worst" : "as-written";
}

// What somebody asserted of rows and accounts, as it was asserted: each is a choice that the figure rests on.
Json assertions_json(const TraceRun& run, Language language) {
  Json list = Json::array();
  for (const RowRule& rule : run.file.rules.rows) {
    Json entry;
    entry["seq"] = rule.sequence;
    entry["kind"] = name_of(rule.kind);
    switch (rule.kind) {
      case RowRule::Kind::reversal:
        entry["of"] = rule.of;
        entry["place"] = rule.as_new_arrival ? "new" : "old";
        break;
      case RowRule::Kind::interest: entry["follows"] = name_of(rule.interest); break;
      case RowRule::Kind::exchange: entry["arrives"] = amount_text(Exact(rule.arrives), run); break;
      case RowRule::Kind::backward: entry["lender"] = rule.lender; break;
      case RowRule::Kind::cash_link: break;
    }
    if (!rule.evidence.en.empty()) entry["evidence"] = rule.evidence.in(language);
    list.push_back(std::move(entry));
  }
  for (const BetweenRule& rule : run.file.rules.between) {
    const bool substitution = rule.kind == BetweenRule::Kind::substitution;
    Json entry;
    entry["after"] = rule.after;
    entry["kind"] = name_of(rule.kind);
    entry["account"] = rule.account;
    if (substitution) entry["label"] = rule.label;
    entry[substitution ? "at_most" : "balance"] = amount_text(Exact(rule.amount), run);
    entry["evidence"] = rule.evidence.in(language);
    list.push_back(std::move(entry));
  }
  return list;
}

void add_run(Json& json, const TraceRun& run, Language language) {
  Json choices;
  choices["day_order"] = name_of(run.day_order);
  choices["overdraft"] = "the next deposit repays the bank first";
  choices["unknown_money"] = "ranks with the claims";
  choices["loan"] = restituo::name_of(run.loan);
  choices["match_days"] = run.match_days;
  choices["match_tolerance"] = exact_text(run.match_tolerance);
  if (!run.rules_file.empty()) choices["rules_file"] = run.rules_file;
  for (const auto& [key, names] : {std::pair{"good_faith", run.file.rules.good_faith}, {"cash", run.file.rules.cash}}) {
    if (!names.empty()) choices[key] = names;
  }
  for (const AccountGroup& group : run.file.rules.groups) choices["groups"][group.name] = group.accounts;
  if (!run.file.innocent.empty()) choices["innocent"] = run.file.innocent;
  if (Json asserted = assertions_json(run, language); !asserted.empty()) choices["asserted"] = std::move(asserted);
  json["choices"] = std::move(choices);
  Json ledger;
  ledger["file"] = run.ledger_file;
  if (!run.ledger_digest.empty()) ledger["sha256"] = run.ledger_digest;
  ledger["rows"] = run.summary.rows;
  ledger["total"] = amount_text(Exact(run.summary.total), run);
  ledger["first_date"] = run.summary.first_date ? Json(run.summary.first_date->text()) : Json();
  ledger["last_date"] = run.summary.last_date ? Json(run.summary.last_date->text()) : Json();
  ledger["end_is_stated"] = run.summary.end_is_stated;
  json["ledger"] = std::move(ledger);
  if (!run.seizures.empty()) {
    Json seizures = Json::array();
    for (const SeizureAnswer& seizure : run.seizures) {
      Json entry;
      entry["account"] = seizure.account;
      entry["commenced"] = seizure.commenced.text();
      entry["reach_18_usc_984"] = exact_text(seizure.reach);
      seizures.push_back(std::move(entry));
    }
    json["seizures"] = std::move(seizures);
  }
  if (run.file.substitute) {
    const SubstituteWish& wish = *run.file.substitute;
    Json substitute;
    substitute["obtained"] = exact_text(wish.obtained);
    substitute["forfeited"] = exact_text(wish.forfeited);
    substitute["ground"] = wish.ground;
    substitute["evidence"] = wish.evidence.in(language);
    substitute["at_most_21_usc_853p"] =
        exact_text(substitute_853p(wish.obtained, wish.forfeited, !wish.ground.empty() && !wish.evidence.en.empty()));
    json["substitute"] = std::move(substitute);
  }
  Json warnings = Json::array();
  for (const Fault& fault : run.warnings) {
    if (fault.severity == Severity::note) continue;
    Json entry;
    entry["code"] = fault.code;
    entry["text"] = text_of(fault, language);
    warnings.push_back(std::move(entry));
  }
  json["warnings"] = std::move(warnings);
  Json notes = Json::array();
  for (const Fault& fault : run.warnings) {
    if (fault.severity == Severity::note) notes.push_back({{"code", fault.code}, {"text", text_of(fault, language)}});
  }
  json["notes"] = std::move(notes);
  json["command"] = run.command;
}

Json forums_json(Language language) {
  Json list = Json::array();
  for (const TracingForum& forum : forums()) {
    Json entry;
    entry["forum"] = forum.forum.in(language);
    entry["wrongdoer_account"] = forum.wrongdoer_account.in(language);
    entry["among_victims"] = forum.among_victims.in(language);
    entry["standing"] = forum.standing.in(language);
    Json methods = Json::array();
    for (const Method method : forum.methods) methods.push_back(name_of(method));
    entry["methods"] = std::move(methods);
    list.push_back(std::move(entry));
  }
  return list;
}

std::string rounded(const Exact& minor, const TraceRun& run) {
  return rounded_decimal_text(major(minor, run), run.decimals, RoundingMode::half_even);
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_asset(const TraceRun& run, const std::string& account) {
  return std::any_of(run.file.assets.begin(), run.file.assets.end(),
                     [&](const AssetWish& asset) { return asset.account == account; });
}

// The assertions as lines: what, of which row, on what evidence.
std::string asserted_text(const TraceRun& run, Language language) {
  const auto say = [&](const char* en, const char* es) { return std::string(language == Language::en ? en : es); };
  std::string text;
  const auto line = [&](std::int64_t row, bool behind, const std::string& what, const std::string& evidence) {
    text += fmt::format("  {} {}: {}{}\n", behind ? say("after row", "tras la fila") : say("row", "fila"), row, what,
                        evidence.empty() ? "" : " (" + evidence + ")");
  };
  for (const RowRule& rule : run.file.rules.rows) {
    std::string what;
    switch (rule.kind) {
      case RowRule::Kind::reversal:
        what = fmt::format("{} {}, {}", say("returns row", "devuelve la fila"), rule.of,
                           rule.as_new_arrival ? say("as a new arrival", "como llegada nueva")
                                               : say("to its old place", "a su lugar anterior"));
        break;
      case RowRule::Kind::interest:
        what = fmt::format("{}, {}", say("interest", "intereses"),
                           rule.interest == InterestRule::time_weighted
                               ? say("by balances over time", "según los saldos en el tiempo")
                           : rule.interest == InterestRule::at_credit
                               ? say("by the balances at credit", "según los saldos al abonarse")
                               : say("the holder's", "del titular"));
        break;
      case RowRule::Kind::exchange:
        what = fmt::format("{} {}", say("exchange; arrives", "cambio; llega"), rounded(Exact(rule.arrives), run));
        break;
      case RowRule::Kind::cash_link: what = say("cash that can be followed", "efectivo que puede seguirse"); break;
      case RowRule::Kind::backward:
        what =
            fmt::format("{} {}", say("repays, coordinated with the purchase,", "paga, en coordinación con la compra,"),
                        rule.lender);
        break;
    }
    line(rule.sequence, false, what, rule.evidence.in(language));
  }
  for (const BetweenRule& rule : run.file.rules.between) {
    line(rule.after, true,
         rule.kind == BetweenRule::Kind::gap
             ? fmt::format("{} {}; {} {}", say("pages are missing in", "faltan páginas en"), rule.account,
                           say("balance behind them", "saldo después"), rounded(Exact(rule.amount), run))
             : fmt::format("{} {} {} {} {}", say("own money in", "dinero propio en"), rule.account,
                           say("replaces, for", "repone, para"), rule.label,
                           say("at most ", "como máximo ") + rounded(Exact(rule.amount), run)),
         rule.evidence.in(language));
  }
  return text;
}

// Hallett leaves the claim in the account, Oatway takes it into what was bought; the election is the claimant's.
struct Election {
  TracedLabel label;
  Exact hallett;
  Exact oatway;
};
std::vector<Election> elections(const TraceRun& run) {
  const auto by = [&](std::string_view name) {
    return std::find_if(run.methods.begin(), run.methods.end(),
                        [&](const TracedMethod& method) { return method.name == name; });
  };
  const auto own_first = by("libr");
  const auto claims_first = by("dirty-first");
  std::vector<Election> result;
  if (own_first == run.methods.end() || claims_first == run.methods.end()) return result;
  for (const TracedLabel& label : claims_of(run)) {
    result.push_back({label, reached(*own_first, run, label), reached(*claims_first, run, label)});
  }
  return result;
}

Json bounds_json(const TraceRun& run) {
  Json json;
  json["left_out"] = run.bounds->left_out.empty() ? Json() : Json(run.bounds->left_out);
  json["reached_by_some_attribution"] = run.bounds->exact;
  Json claims = Json::array();
  for (const BoundsOfClaim& claim : run.bounds->claims) {
    Json entry;
    entry["label"] = text_of(claim.label, *run.names);
    const bool known = run.bounds->left_out.empty();
    entry["floor"] = known ? Json(exact_text(claim.floor)) : Json();
    entry["ceiling"] = known ? Json(exact_text(claim.ceiling)) : Json();
    entry["libr_by_day_order"] = {{"worst", exact_text(claim.day_worst)},
                                  {"as_written", exact_text(claim.day_as_written)},
                                  {"best", exact_text(claim.day_best)}};
    claims.push_back(std::move(entry));
  }
  json["claims"] = std::move(claims);
  return json;
}

std::string bounds_text(const TraceRun& run, Language language) {
  const auto say = [&](const char* en, const char* es) { return std::string(language == Language::en ? en : es); };
  const auto money = [&](const Exact& amount) {
    return rounded_decimal_text(amount, run.decimals, RoundingMode::half_even);
  };
  std::string text =
      "\n" + say("Floor and ceiling: no attribution of payments gives less or more. Bounds, no results\n",
                 "Mínimo y máximo: ninguna atribución de los pagos da menos ni más. Límites, no resultados\n");
  const bool known = run.bounds->left_out.empty();
  std::vector<std::vector<std::string>> rows{{say("claim", "reclamo"), say("floor", "mínimo"), say("ceiling", "máximo"),
                                              say("libr: worst order of days", "libr: peor orden de los días"),
                                              say("as written", "como está escrito"), say("best", "mejor")}};
  for (const BoundsOfClaim& claim : run.bounds->claims) {
    rows.push_back({text_of(claim.label, *run.names), known ? money(claim.floor) : "–",
                    known ? money(claim.ceiling) : "–", money(claim.day_worst), money(claim.day_as_written),
                    money(claim.day_best)});
  }
  text += in_columns(rows, 1);
  if (run.bounds->left_out == "rules-for-rows") {
    text += say("  no floor and ceiling: rules for single rows change what a row is\n",
                "  sin mínimo ni máximo: hay reglas que cambian lo que es una fila\n");
  } else if (run.bounds->left_out == "cash") {
    text += say("  no floor and ceiling: money that was drawn in cash was paid in again\n",
                "  sin mínimo ni máximo: se volvió a ingresar dinero retirado en efectivo\n");
  } else if (run.bounds->left_out == "asset-pays") {
    text += say("  no floor and ceiling: an asset pays money on\n", "  sin mínimo ni máximo: un bien paga dinero\n");
  } else if (!known) {
    text += say("  no floor and ceiling: by equity the worth of a share depends on the method\n",
                "  sin mínimo ni máximo: por el valor neto, lo que vale una parte depende del método\n");
  } else if (!run.bounds->exact) {
    text += say("  several accounts: bounds from outside, which no attribution need reach\n",
                "  varias cuentas: límites exteriores, que ninguna atribución tiene que alcanzar\n");
  }
  return text;
}

std::string forum_table(Language language) {
  std::string text = language == Language::en ? "\nWhich forum takes which (check before use)\n"
                                              : "\nQué foro acepta cuál (verificar antes de usar)\n";
  for (const TracingForum& forum : forums()) {
    std::string methods;
    for (const Method method : forum.methods) methods += (methods.empty() ? "" : ", ") + std::string(name_of(method));
    text += fmt::format("  {} [{}]\n    {}\n", forum.forum.in(language), forum.standing.in(language), methods);
    text += fmt::format("    {}: {}\n", language == Language::en ? "wrongdoer's account" : "cuenta del autor",
                        forum.wrongdoer_account.in(language));
    text += fmt::format("    {}: {}\n", language == Language::en ? "among victims" : "entre víctimas",
                        forum.among_victims.in(language));
  }
  return text;
}

}  // namespace

std::string exact_text(const Exact& value) { return exact_decimal_text(value).value_or(value.fraction_text()); }

std::string in_columns(const std::vector<std::vector<std::string>>& rows, std::size_t text_columns) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - characters(row[i]), ' ');
      line += "  " + (i < text_columns ? row[i] + pad : pad + row[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::vector<TracedLabel> claims_of(const TraceRun& run) {
  std::vector<TracedLabel> labels;
  for (std::uint32_t id = 1; id < run.names->labels.size(); ++id) {
    if (!run.names->labels.name(id).starts_with("bank:")) labels.push_back({TracedLabel::Kind::claim, id});
  }
  return labels;
}

TracedPlace place_of(const AccountHoldings& account, const TraceRun& run) {
  if (is_asset(run, account.name)) return TracedPlace::thing;
  const std::vector<std::string>& cash = run.file.rules.cash;
  if (std::find(cash.begin(), cash.end(), account.name) != cash.end()) return TracedPlace::cash;
  return account.is_payer ? TracedPlace::account : TracedPlace::payee;
}

Exact reached(const TracedMethod& method, const TraceRun& run, const TracedLabel& label) {
  Exact sum;
  const std::string text = text_of(label, *run.names);
  for (const AccountHoldings& account : method.trace.accounts) {
    const TracedPlace place = place_of(account, run);
    // A method that follows no payment knows no shares of a thing: there a thing that pays counts as an account.
    const bool counted =
        place == TracedPlace::account || (place == TracedPlace::thing && method.answers.empty() && account.is_payer);
    if (!counted) continue;
    for (const Holding& holding : account.holdings) {
      if (holding.label == label) sum += major(holding.amount, run);
    }
  }
  for (const AssetAnswer& answer : method.answers) {
    for (const Entitlement& claim : answer.claims) {
      if (claim.label == text) sum += claim.elected.value_or(claim.paid);
    }
  }
  return sum;
}

std::string trace_json(const TraceRun& run, Language language) {
  Json json;
  if (!run.all) {
    json = method_json(run.methods.front(), run, language);
    if (run.bounds) json["bounds"] = bounds_json(run);
    add_run(json, run, language);
    return with_balances(json.dump(2) + "\n", run, "  ");
  }
  json["method"] = "all";
  Json methods = Json::object();
  for (const TracedMethod& method : run.methods) methods[method.name] = method_json(method, run, language);
  json["methods"] = std::move(methods);
  Json table = Json::array();
  for (const TracedLabel& label : claims_of(run)) {
    Json row;
    row["label"] = text_of(label, *run.names);
    for (const TracedMethod& method : run.methods) {
      row["reached"][method.name] = exact_text(reached(method, run, label));
    }
    table.push_back(std::move(row));
  }
  json["side_by_side"] = std::move(table);
  Json election = Json::array();
  for (const Election& choice : elections(run)) {
    Json entry;
    entry["label"] = text_of(choice.label, *run.names);
    entry["hallett"] = exact_text(choice.hallett);
    entry["oatway"] = exact_text(choice.oatway);
    entry["larger"] = choice.hallett == choice.oatway ? "equal" : choice.hallett > choice.oatway ? "hallett" : "oatway";
    election.push_back(std::move(entry));
  }
  json["election"] = std::move(election);
  if (run.bounds) json["bounds"] = bounds_json(run);
  json["forums"] = forums_json(language);
  add_run(json, run, language);
  return with_balances(json.dump(2) + "\n", run, "      ");
}

namespace {

// What was read, so that a table that is printed and put into a file tells of a ledger that was cut.
std::string ledger_line(const TraceRun& run, Language language) {
  const auto say = [&](const char* en, const char* es) { return std::string(language == Language::en ? en : es); };
  return fmt::format("{}: {} {}, {} {}; {}\n\n", run.ledger_file, run.summary.rows, say("rows", "filas"),
                     say("total", "total"), rounded(Exact(run.summary.total), run),
                     run.summary.end_is_stated
                         ? say("the file says that this is all", "el archivo dice que eso es todo")
                         : say("the file does not say whether that is all: compare with the original",
                               "el archivo no dice si eso es todo: comparar con el original"));
}

}  // namespace

std::string trace_table(const TraceRun& run, Language language) {
  const auto say = [&](const char* en, const char* es) { return std::string(language == Language::en ? en : es); };
  std::string text = ledger_line(run, language);
  if (run.all) {
    text +=
        say("What each claim reaches: in the accounts that pay, and in assets by the measure it would elect\n\n",
            "Lo que alcanza cada reclamo: en las cuentas que pagan y en los bienes según la medida que elegiría\n\n");
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> head{say("method", "método")};
    const auto labels = claims_of(run);
    for (const TracedLabel& label : labels) head.push_back(text_of(label, *run.names));
    rows.push_back(head);
    for (const TracedMethod& method : run.methods) {
      std::vector<std::string> row{method.name + (method.trace.method == Method::poison ? " *" : "")};
      for (const TracedLabel& label : labels) {
        row.push_back(rounded_decimal_text(reached(method, run, label), run.decimals, RoundingMode::half_even));
      }
      rows.push_back(std::move(row));
    }
    text += in_columns(rows, 1);
    text += say("  * contact only: these sums do not add up\n", "  * solo contacto: estas sumas no se suman\n");
    text += "\n";
    for (const TracedMethod& method : run.methods) {
      if (method.trace.method == method_from_name(method.name)) {
        text += fmt::format("  {}: {}\n", method.name, sentence_of(method.trace.method).in(language));
      }
    }
    const auto choices = elections(run);
    if (!choices.empty()) {
      text +=
          "\n" +
          say("Hallett (own money first) or Oatway (the claim's money bought what was bought): the claimant elects\n",
              "Hallett (primero lo propio) u Oatway (el dinero del reclamo compró lo comprado): elige quien reclama\n");
      std::vector<std::vector<std::string>> lines{{say("claim", "reclamo"), "Hallett", "Oatway"}};
      for (const Election& choice : choices) {
        lines.push_back({text_of(choice.label, *run.names),
                         rounded_decimal_text(choice.hallett, run.decimals, RoundingMode::half_even),
                         rounded_decimal_text(choice.oatway, run.decimals, RoundingMode::half_even)});
      }
      text += in_columns(lines, 1);
    }
    if (run.bounds) text += bounds_text(run, language);
    return text + forum_table(language);
  }
  const TracedMethod& method = run.methods.front();
  text += fmt::format("{}: {}\n", method.name, sentence_of(method.trace.method).in(language));
  text +=
      fmt::format("{}; {}: {}\n\n",
                  method.trace.whole_units
                      ? say("shares in whole minor units, largest remainder", "partes en unidades mínimas, mayor resto")
                      : say("shares exact, shown to the cent", "partes exactas, mostradas al centavo"),
                  say("order of a day", "orden del día"), name_of(run.day_order));
  std::vector<std::vector<std::string>> rows{
      {say("account", "cuenta"), say("whose", "de quién"), say("amount", "monto")}};
  for (const AccountHoldings& account : method.trace.accounts) {
    bool first = true;
    for (const Holding& holding : account.holdings) {
      rows.push_back({first ? account.name : "", text_of(holding.label, *run.names), rounded(holding.amount, run)});
      first = false;
    }
    if (account.overdraft != 0) {
      rows.push_back(
          {first ? account.name : "", say("(overdrawn)", "(sobregiro)"), "-" + rounded(Exact(account.overdraft), run)});
      first = false;
    }
    if (first) rows.push_back({account.name, "–", rounded(Exact(), run)});
  }
  text += in_columns(rows, 2);
  for (const DirectMatch& match : method.trace.matches) {
    text += match.payment != 0 ? fmt::format(fmt::runtime(say("  deposit {} matched by payment {}: {}\n",
                                                              "  depósito {} casado con el pago {}: {}\n")),
                                             match.deposit, match.payment, rounded(match.amount, run))
                               : fmt::format(fmt::runtime(say("  deposit {}: refused, {} candidates\n",
                                                              "  depósito {}: rechazado, {} candidatos\n")),
                                             match.deposit, match.candidates);
  }
  for (const AssumedHolding& holding : method.trace.assumed) {
    text +=
        fmt::format(fmt::runtime(say("  after row {}, {} in {}: assumed, from 0 to {}\n",
                                     "  tras la fila {}, {} en {}: supuesto, de 0 a {}\n")),
                    holding.after, text_of(holding.label, *run.names), holding.account, rounded(holding.at_most, run));
  }
  for (const SubstitutedHolding& holding : method.trace.substituted) {
    text += fmt::format(fmt::runtime(say("  after row {}, {} of own money in {} counted as {}'s: {}\n",
                                         "  tras la fila {}, {} de dinero propio en {} contado como de {}: {}\n")),
                        holding.after, rounded(holding.amount, run), holding.account,
                        text_of(holding.label, *run.names), holding.evidence.in(language));
  }
  const auto show_assets = [&](const std::vector<AssetAnswer>& answers) {
    for (const AssetAnswer& answer : answers) {
      for (const Entitlement& claim : answer.claims) {
        text += fmt::format("  {}: {} {} {}, {} {}, {} {}{}\n", answer.name, claim.label, say("paid", "pagó"),
                            readable_text(claim.paid), say("share", "parte"), readable_text(claim.share),
                            say("lien", "gravamen"), readable_text(claim.lien),
                            claim.elected
                                ? fmt::format("; {} {} ({})", say("elects", "elige"), readable_text(*claim.elected),
                                              claim.takes_share ? say("share", "parte") : say("lien", "gravamen"))
                                : "");
      }
    }
  };
  if (!method.answers.empty()) {
    text += fmt::format("\n{} ({})\n", say("Assets", "Bienes"), restituo::name_of(run.loan));
    show_assets(method.answers);
  }
  if (!method.backward.empty()) {
    text +=
        fmt::format("\n{}\n", say("With backward tracing, as flagged", "Con rastreo hacia atrás, según lo señalado"));
    for (const TracedBackward& item : method.backward) {
      text += fmt::format("  {} ← {}: {} ({})\n", item.lender, item.label, readable_text(item.amount),
                          item.evidence.in(language));
    }
    show_assets(method.answers_backward);
  }
  for (const SeizureAnswer& seizure : run.seizures) {
    text += fmt::format("\n  18 USC 984: {} {}\n", seizure.account, readable_text(seizure.reach));
  }
  if (run.bounds) text += bounds_text(run, language);
  if (const std::string asserted = asserted_text(run, language); !asserted.empty()) {
    text += fmt::format("\n{}\n{}", say("Asserted of rows and accounts", "Afirmado sobre filas y cuentas"), asserted);
  }
  if (!method.trace.payments.empty()) {
    text += fmt::format("\n{}\n", say("The trail: what each payment carried", "El rastro: lo que llevó cada pago"));
    std::vector<std::vector<std::string>> trail{{say("row", "fila"), say("date", "fecha"), say("from", "de"),
                                                 say("to", "a"), say("whose", "de quién"), say("amount", "monto"),
                                                 say("carried", "llevó")}};
    for (const PaymentRecord& payment : method.trace.payments) {
      bool first = true;
      for (const Holding& holding : payment.carried) {
        const std::string from(run.names->accounts.name(number_of(payment.movement.from)));
        trail.push_back({first ? std::to_string(payment.movement.sequence) : "",
                         first && payment.movement.date ? payment.movement.date->text() : "",
                         first ? (from.empty() ? say("outside", "exterior") : from) : "",
                         first ? std::string(run.names->accounts.name(number_of(payment.movement.to))) : "",
                         text_of(holding.label, *run.names), first ? rounded(Exact(payment.movement.amount), run) : "",
                         rounded(holding.amount, run)});
        first = false;
      }
    }
    text += in_columns(trail, 5);
  }
  if (!method.trace.paths.empty()) {
    text += fmt::format("\n{}\n", say("Paths: by which rows each sum came to where it lies",
                                      "Caminos: por qué filas llegó cada suma a donde está"));
    for (const UnitPath& path : method.trace.paths) {
      std::string steps;
      for (const std::int64_t row : path.rows) steps += (steps.empty() ? "" : " → ") + std::to_string(row);
      text += fmt::format("  {} {} {}: {}\n", run.names->accounts.name(number_of(path.account)),
                          text_of(path.label, *run.names), rounded(path.amount, run), steps);
    }
  }
  return text;
}

namespace {
std::string csv_cell(std::string_view text) {
  std::string cell(text);
  if (cell.find_first_of(",\"\n\r") == std::string::npos) {
    // A spreadsheet would take these for a formula.
    return cell.find_first_of("=+-@") == 0 ? "\"'" + cell + "\"" : cell;
  }
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}
}  // namespace

std::string balances_csv(const TraceRun& run) {
  std::string csv = "method,account,label,amount,exact\n";
  for (const TracedMethod& method : run.methods) {
    for (const AccountHoldings& account : method.trace.accounts) {
      for (const Holding& holding : account.holdings) {
        csv += fmt::format("{},{},{},{},{}\n", method.name, csv_cell(account.name),
                           csv_cell(text_of(holding.label, *run.names)), rounded(holding.amount, run),
                           amount_text(holding.amount, run));
      }
    }
  }
  return csv;
}

std::string trail_csv(const TraceRun& run) {
  std::string csv = "method,seq,date,from,to,amount,label,carried\n";
  for (const TracedMethod& method : run.methods) {
    for (const PaymentRecord& payment : method.trace.payments) {
      for (const Holding& holding : payment.carried) {
        csv += fmt::format("{},{},{},{},{},{},{},{}\n", method.name, payment.movement.sequence,
                           payment.movement.date ? payment.movement.date->text() : "",
                           csv_cell(run.names->accounts.name(number_of(payment.movement.from))),
                           csv_cell(run.names->accounts.name(number_of(payment.movement.to))),
                           amount_text(Exact(payment.movement.amount), run),
                           csv_cell(text_of(holding.label, *run.names)), amount_text(holding.amount, run));
      }
    }
  }
  return csv;
}

}  // namespace restituo
