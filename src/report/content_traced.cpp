// Where the money was traced to, and what of it can be collected.
#include <algorithm>
#include <map>

#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>
#include <restituo/quantity/rounding.hpp>

#include "content.hpp"
#include "format.hpp"
#include "picture.hpp"
#include "traced_words.hpp"

namespace restituo {
namespace {

Inlines words(std::string text) { return {plain(std::move(text))}; }

// "bank:mortgage" is who lent.
std::string lender_in_words(const std::string& label) {
  constexpr std::string_view bank = "bank:";
  return label.starts_with(bank) ? label.substr(bank.size()) : label;
}

const SettingVictim* person_of(const ReportIndex& index, const std::string& label) {
  for (const SettingVictim& victim : index.source_case().setting.victims) {
    if (victim.id == label) return &victim;
  }
  return nullptr;
}

// What is owed to a person: her figure of the same name as the one the report answers with.
const Figure* owed_to(const ReportIndex& index, const std::string& victim) {
  const Figure* main = index.main_figure();
  if (main == nullptr) return nullptr;
  const std::string name = main->name == "award_in_all" ? "award" : main->name;
  for (const Figure& figure : index.estimate().figures) {
    if (figure.name == name && figure.victim == victim && figure.period.empty() && figure.model == main->model &&
        figure.kind == main->kind) {
      return &figure;
    }
  }
  return nullptr;
}

Table owed_table(const ReportIndex& index, const TracedAssets& traced) {
  const Figure* main = index.main_figure();
  Table table;
  table.id = "traced-owed";
  table.caption = index.say(Says::traced_owed_caption);
  table.columns = {
      {index.say(Says::traced_column_person), false, 22},
      {index.say(Says::traced_column_owed, {main == nullptr ? "" : index.in(index.program().steps[main->step].label)}),
       true, 24},
      {index.say(Says::traced_column_reached, {traced.method}), true, 18},
      {index.say(Says::traced_column_least), true, 18},
      {index.say(Says::traced_column_most), true, 18}};
  for (std::size_t i = 0; i < traced.claims.size(); ++i) {
    const Figure* owed = owed_to(index, traced.claims[i]);
    Exact least = traced.reached.front().amounts[i];
    Exact most = least;
    for (const ReachedByMethod& method : traced.reached) {
      if (!method.adds_up) continue;
      least = std::min(least, method.amounts[i]);
      most = std::max(most, method.amounts[i]);
    }
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {words(label_in_words(index, traced.claims[i])),
                           owed == nullptr ? words(index.say(Says::traced_not_counted)) : Inlines{index.figure(*owed)},
                           words(traced_amount(index, traced.reached.front().amounts[i])),
                           words(traced_amount(index, least)), words(traced_amount(index, most))}});
  }
  return table;
}

// Claims stand in columns where a page holds them, else below one another.
Table methods_table(const ReportIndex& index, const TracedAssets& traced) {
  constexpr std::size_t most_columns = 5;
  Table table;
  table.id = "traced-methods";
  table.caption = index.say(Says::traced_methods_caption);
  const auto name_of_method = [&](const ReachedByMethod& method) {
    return method.adds_up ? method.method : index.say(Says::traced_contact, {method.method});
  };
  if (traced.claims.size() <= most_columns) {
    const int width = static_cast<int>(70 / traced.claims.size());
    table.columns.push_back(
        {index.say(Says::traced_column_method), false, 100 - width * static_cast<int>(traced.claims.size())});
    for (const std::string& claim : traced.claims) table.columns.push_back({label_in_words(index, claim), true, width});
    for (const ReachedByMethod& method : traced.reached) {
      std::vector<Inlines> cells{words(name_of_method(method))};
      for (const Exact& amount : method.amounts) cells.push_back(words(traced_amount(index, amount)));
      table.rows.push_back({Table::RowRole::line, {}, std::move(cells)});
    }
    return table;
  }
  table.columns = {{index.say(Says::traced_column_method), false, 60}, {index.say(Says::column_amount), true, 40}};
  for (std::size_t i = 0; i < traced.claims.size(); ++i) {
    table.rows.push_back({Table::RowRole::group, {}, {words(label_in_words(index, traced.claims[i]))}});
    for (const ReachedByMethod& method : traced.reached) {
      table.rows.push_back(
          {Table::RowRole::line, {}, {words(name_of_method(method)), words(traced_amount(index, method.amounts[i]))}});
    }
  }
  return table;
}

Table holdings_table(const ReportIndex& index, const TracedAssets& traced) {
  Table table;
  table.id = "traced-holdings";
  table.caption = index.say(Says::traced_holdings_caption);
  table.columns = {{index.say(Says::traced_column_whose), false, 60}, {index.say(Says::column_amount), true, 40}};
  std::string account;
  for (const TracedHolding& holding : traced.holdings) {
    if (table.rows.empty() || holding.account != account) {
      account = holding.account;
      table.rows.push_back({Table::RowRole::group, {}, {words(account_in_words(index, account))}});
    }
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {words(label_in_words(index, holding.label)), words(traced_amount(index, holding.amount))}});
  }
  return table;
}

// Four decimals; the exact fraction stands in the trace itself.
std::string share_in_words(const ReportIndex& index, const Exact& share) {
  const bool whole = rounded(share, {.to = Exact::power_of_ten(-4), .mode = RoundingMode::half_even}) == share;
  return (whole ? "" : "≈ ") + localized(rounded_decimal_text(share, 4, RoundingMode::half_even), index.language());
}

Table things_table(const ReportIndex& index, const TracedAssets& traced) {
  Table table;
  table.id = "traced-things";
  table.caption = index.say(Says::traced_things_caption);
  table.columns = {
      {index.say(Says::traced_column_thing), false, 22}, {index.say(Says::traced_column_paid), true, 16},
      {index.say(Says::traced_column_share), true, 14},  {index.say(Says::traced_column_share_value), true, 16},
      {index.say(Says::traced_column_lien), true, 16},   {index.say(Says::traced_column_elected), true, 16}};
  for (const TracedThing& thing : traced.things) {
    std::string name = account_in_words(index, thing.answer.name);
    if (thing.backward) name = index.say(Says::traced_thing_backward, {name});
    const std::string owed = traced_amount(index, thing.answer.owed);
    std::string head = thing.value ? index.say(Says::traced_thing, {name, traced_amount(index, *thing.value), owed})
                                   : index.say(Says::traced_thing_unvalued, {name, owed});
    if (!thing.valued.empty()) head = index.say(Says::traced_thing_valued, {head, thing.valued});
    table.rows.push_back({Table::RowRole::group, {}, {words(std::move(head))}});
    for (const Entitlement& claim : thing.answer.claims) {
      const auto money = [&](const std::optional<Exact>& amount) {
        return amount ? words(traced_amount(index, *amount)) : Inlines{};
      };
      table.rows.push_back(
          {Table::RowRole::line,
           {},
           {words(label_in_words(index, claim.label)), money(claim.paid), words(share_in_words(index, claim.share)),
            money(claim.share_value), money(claim.lien), money(claim.elected)}});
    }
  }
  return table;
}

Table arrows_table(const ReportIndex& index, const TracedAssets& traced) {
  Table table;
  table.id = "traced-arrows";
  table.caption = index.say(Says::traced_network_caption);
  table.columns = {{index.say(Says::column_line), true, 8},
                   {index.say(Says::traced_column_from), false, 24},
                   {index.say(Says::traced_column_to), false, 24},
                   {index.say(Says::column_amount), true, 20},
                   {index.say(Says::traced_column_rows), false, 24}};
  for (std::size_t i = 0; i < traced.network.arrows.size(); ++i) {
    const NetworkArrow& arrow = traced.network.arrows[i];
    std::string rows;
    for (const std::int64_t row : arrow.rows) rows += (rows.empty() ? "" : ", ") + std::to_string(row);
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {words(std::to_string(i + 1)), words(account_in_words(index, arrow.from)),
                           words(account_in_words(index, arrow.to)), words(arrow_amount(index, traced, arrow)),
                           words(std::move(rows))}});
  }
  return table;
}

}  // namespace

std::string account_in_words(const ReportIndex& index, const std::string& account) {
  return account.empty() ? index.say(Says::traced_outside) : account;
}

std::string label_in_words(const ReportIndex& index, const std::string& label) {
  if (const SettingVictim* person = person_of(index, label)) return index.in(person->label);
  if (label == "own") return index.say(Says::traced_own);
  if (label == "unknown") return index.say(Says::traced_unknown);
  if (label == "unattributed") return index.say(Says::traced_unattributed);
  constexpr std::string_view bank = "bank:";
  return label.starts_with(bank) ? index.say(Says::traced_bank, {label.substr(bank.size())}) : label;
}

std::string traced_amount(const ReportIndex& index, const Exact& amount) {
  const std::string& code_of_currency = index.source_case().setting.currency;
  const auto currency = Currency::from_code(code_of_currency);
  const int decimals = currency ? currency->decimals() : 2;
  const bool whole = rounded(amount, {.to = Exact::power_of_ten(-decimals), .mode = RoundingMode::half_even}) == amount;
  const std::string number = rounded_decimal_text(amount, decimals, RoundingMode::half_even);
  return (whole ? "" : "≈ ") + localized(number, index.language()) + "\u00A0" + code_of_currency;
}

std::string arrow_amount(const ReportIndex& index, const TracedAssets& traced, const NetworkArrow& arrow) {
  return traced_amount(index, arrow.amount * Exact::power_of_ten(-traced.network.decimals));
}

Section traced_section(const ReportIndex& index, const TracedAssets& traced) {
  Section made = section(traced_id, index.say(Says::traced_title));
  const Language language = index.language();
  std::string intro = index.say(Says::traced_intro, {localized(std::to_string(traced.rows), language)});
  if (traced.first && traced.last) {
    const auto day = [&](const Date& date) {
      return index.public_copy() ? std::to_string(date.year()) : long_date(date, language);
    };
    intro += " " + index.say(Says::traced_dates, {day(*traced.first), day(*traced.last)});
  }
  if (!traced.end_is_stated) intro += " " + index.say(Says::traced_end_open);
  made.blocks.push_back(paragraph(std::move(intro)));
  std::string method = index.say(Says::traced_method, {traced.method, index.in(traced.sentence)});
  if (traced.whole_units) method += " " + index.say(Says::traced_whole);
  made.blocks.push_back(paragraph(std::move(method)));
  if (!traced.claims.empty()) {
    made.blocks.push_back({owed_table(index, traced)});
    made.blocks.push_back({methods_table(index, traced)});
  }
  made.blocks.push_back(paragraph(index.say(Says::traced_not_promised)));

  Section where = section("traced-where", index.say(Says::traced_where_title));
  if (!traced.network.arrows.empty()) {
    where.blocks.push_back({network_picture(index, traced)});
    where.blocks.push_back(paragraph(index.say(Says::traced_network_legend), Paragraph::Role::small));
    if (traced.network.left_out != 0) {
      where.blocks.push_back(
          paragraph(index.say(Says::traced_network_left_out, {std::to_string(traced.network.left_out)})));
    }
    where.blocks.push_back({arrows_table(index, traced)});
  }
  where.blocks.push_back({holdings_table(index, traced)});
  made.blocks.push_back({std::move(where)});

  if (!traced.things.empty()) {
    Section things = section("traced-bought", index.say(Says::traced_things_title));
    things.blocks.push_back(paragraph(index.say(Says::traced_things_intro)));
    things.blocks.push_back({things_table(index, traced)});
    for (const TracedBackward& one : traced.backward) {
      std::string told =
          index.say(Says::traced_backward,
                    {traced_amount(index, one.amount), label_in_words(index, one.label), lender_in_words(one.lender)});
      if (!one.evidence.empty()) told += " " + index.say(Says::traced_evidence, {one.evidence});
      things.blocks.push_back(paragraph(std::move(told)));
    }
    made.blocks.push_back({std::move(things)});
  }
  for (const TracedSeizure& seizure : traced.seizures) {
    made.blocks.push_back(paragraph(index.say(
        Says::traced_seizure,
        {account_in_words(index, seizure.account), traced_amount(index, seizure.reach),
         index.public_copy() ? std::to_string(seizure.commenced.year()) : long_date(seizure.commenced, language)})));
  }
  if (!traced.warnings.empty() && !index.public_copy()) {
    Section remarks = section("traced-remarks", index.say(Says::traced_warnings));
    BulletList list;
    for (const Fault& fault : traced.warnings) {
      list.items.push_back(words(what_is_wrong(fault, language) + " " + what_to_do(fault, language)));
    }
    remarks.blocks.push_back({std::move(list)});
    made.blocks.push_back({std::move(remarks)});
  }
  return made;
}

}  // namespace restituo
