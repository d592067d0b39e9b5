#include "tracing_rules_file.hpp"

#include <restituo/ledger/minor_units.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

// An amount in the major unit as minor units of the ledger.
MinorUnits minor_units(TableReader& table, std::string_view key, int decimals) {
  const auto amount = table.number(key);
  if (!amount) return 0;
  const Exact minor = *amount * Exact::power_of_ten(decimals);
  if (minor.sign() < 0 || !minor.fits_int64()) {
    table.fault("rule-amount", table.place_of(key),
                {std::string(key), readable_text(*amount), std::to_string(decimals)});
    return 0;
  }
  return minor.to_int64();
}

std::int64_t row_number(TableReader& table, std::string_view key) {
  if (const auto number = table.optional_count(key)) return static_cast<std::int64_t>(*number);
  if (!table.has(key)) table.fault("rule-without-row", table.place_of(key), {std::string(key)});
  return 0;
}

RowRule read_row(TableReader& table, int decimals) {
  RowRule rule;
  rule.place = table.place();
  const std::string kind =
      table.one_of("kind", {"reversal", "interest", "exchange", "cash-link", "backward"}).value_or("");
  rule.sequence = row_number(table, "seq");
  rule.evidence = table.optional_words_or_text("evidence").value_or(Words());
  if (kind == "reversal") {
    rule.kind = RowRule::Kind::reversal;
    rule.of = row_number(table, "of");
    rule.as_new_arrival = table.optional_one_of("place", {"old", "new"}).value_or("old") == "new";
  } else if (kind == "interest") {
    rule.kind = RowRule::Kind::interest;
    const std::string follows =
        table.optional_one_of("follows", {"time-weighted", "at-credit", "own"}).value_or("time-weighted");
    rule.interest = follows == "own"         ? InterestRule::own
                    : follows == "at-credit" ? InterestRule::at_credit
                                             : InterestRule::time_weighted;
  } else if (kind == "exchange") {
    rule.kind = RowRule::Kind::exchange;
    rule.arrives = minor_units(table, "arrives", decimals);
  } else if (kind == "cash-link") {
    rule.kind = RowRule::Kind::cash_link;
  } else if (kind == "backward") {
    rule.kind = RowRule::Kind::backward;
    rule.lender = table.text("lender").value_or("");
  }
  table.finish();
  return rule;
}

BetweenRule read_between(TableReader& table, int decimals) {
  BetweenRule rule;
  rule.place = table.place();
  const std::string kind = table.one_of("kind", {"substitution", "gap"}).value_or("");
  rule.after = row_number(table, "after");
  rule.account = table.text("account").value_or("");
  rule.evidence = table.optional_words_or_text("evidence").value_or(Words());
  if (kind == "substitution") {
    rule.label = table.text("label").value_or("");
    rule.amount = minor_units(table, "amount", decimals);
  } else if (kind == "gap") {
    rule.kind = BetweenRule::Kind::gap;
    rule.amount = minor_units(table, "balance", decimals);
  }
  table.finish();
  return rule;
}

AssetWish read_asset(TableReader& table) {
  AssetWish asset;
  asset.account = table.text("account").value_or("");
  asset.value = table.optional_number("value");
  asset.outstanding = table.optional_number("outstanding");
  asset.valued = table.optional_words_or_text("valued").value_or(Words());
  asset.lien_interest_rate = table.optional_number("lien_interest").value_or(Exact());
  table.finish();
  return asset;
}

}  // namespace

Outcome<TracingFile> read_tracing_file(const FileText& file, int decimals) {
  auto document = Document::parse(file);
  if (!document) {
    return refuse(std::move(document.error()));
  }
  Faults faults;
  TracingFile result;
  TableReader table(document->root(), faults);
  table.format_version();
  result.rules.good_faith = table.texts("good_faith");
  result.rules.cash = table.texts("cash");
  for (const std::string& label : table.texts("innocent")) result.innocent.insert(label);
  for (const Entry& entry : table.tables("group")) {
    TableReader group(entry, faults);
    AccountGroup read{group.text("name").value_or(""), group.texts("accounts")};
    group.finish();
    result.rules.groups.push_back(std::move(read));
  }
  for (const Entry& entry : table.tables("row")) {
    TableReader row(entry, faults);
    result.rules.rows.push_back(read_row(row, decimals));
  }
  for (const Entry& entry : table.tables("between")) {
    TableReader between(entry, faults);
    result.rules.between.push_back(read_between(between, decimals));
  }
  for (const Entry& entry : table.tables("asset")) {
    TableReader asset(entry, faults);
    result.assets.push_back(read_asset(asset));
  }
  for (const Entry& entry : table.tables("seizure")) {
    TableReader seizure(entry, faults);
    SeizureWish wish{seizure.text("account").value_or(""), seizure.date("commenced").value_or(Date())};
    seizure.finish();
    result.seizures.push_back(std::move(wish));
  }
  if (const auto entry = table.optional_table("substitute")) {
    TableReader substitute(*entry, faults);
    SubstituteWish wish;
    wish.obtained = substitute.number("obtained").value_or(Exact());
    wish.forfeited = substitute.number("forfeited").value_or(Exact());
    wish.ground = substitute.optional_one_of("ground", {"a", "b", "c", "d", "e"}).value_or("");
    wish.evidence = substitute.optional_words_or_text("evidence").value_or(Words());
    substitute.finish();
    result.substitute = std::move(wish);
  }
  if (const auto entry = table.optional_table("names")) {
    TableReader names(*entry, faults);
    for (const auto& [account, label] : entry->members()) {
      if (auto words = names.optional_words_or_text(account)) result.names[account] = std::move(*words);
    }
    names.finish();
  }
  table.finish();
  append(faults, faults_of(result.rules));
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  return result;
}

}  // namespace restituo
