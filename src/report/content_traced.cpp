// Where the money was traced to, and what of it can be collected.
#include <algorithm>
#include <map>
#include <set>

#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>
#include <restituo/quantity/rounding.hpp>
#include <restituo/tracing/method.hpp>

#include "content.hpp"
#include "format.hpp"
#include "picture.hpp"
#include "traced_words.hpp"

namespace restituo {
namespace {

constexpr std::string_view bank = "bank:";

Inlines words(std::string text) { return {plain(std::move(text))}; }

const SettingVictim* person_of(const ReportIndex& index, const std::string& label) {
  for (const SettingVictim& victim : index.source_case().setting.victims) {
    if (victim.id == label) return &victim;
  }
  return nullptr;
}

// An amount that was traced, with the id of its row and which amount of it this is.
Inline amount(const ReportIndex& index, const std::string& id, std::string aspect, const Exact& exact) {
  Inline result = amount_inline(traced_amount(index, exact));
  result.form = Inline::Form::figure;
  result.target = id;
  result.aspect = std::move(aspect);
  return result;
}

Inlines amount_or_nothing(const ReportIndex& index, const std::string& id, std::string aspect,
                          const std::optional<Exact>& exact) {
  return exact ? Inlines{amount(index, id, std::move(aspect), *exact)} : Inlines{};
}

// Claims in the order of the trace, and all together where there are several.
std::vector<const TracedClaim*> claims_of(const TracedAssets& traced) {
  std::vector<const TracedClaim*> claims;
  for (const TracedClaim& claim : traced.claims) claims.push_back(&claim);
  if (traced.all) claims.push_back(&*traced.all);
  return claims;
}

std::string claim_in_words(const ReportIndex& index, const TracedAssets& traced, const TracedClaim& claim) {
  return claim.label.empty() ? index.say(Says::traced_all_claims) : label_in_words(index, traced, claim.label);
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::string day(const ReportIndex& index, const Date& date) {
  return index.public_copy() ? std::to_string(date.year()) : long_date(date, index.language());
}

Table owed_table(const ReportIndex& index, const TracedAssets& traced) {
  const Figure* main = index.main_figure();
  Table table;
  table.id = "traced-owed";
  table.caption = index.say(Says::traced_owed_caption, {main == nullptr ? "" : index.in(main->label)});
  table.columns = {
      {index.say(Says::traced_column_person), false, 20}, {index.say(Says::traced_column_owed), true, 16},
      {index.say(Says::traced_column_paid_in), true, 16}, {index.say(Says::traced_column_reached), true, 16},
      {index.say(Says::traced_column_least), true, 16},   {index.say(Says::traced_column_most), true, 16}};
  for (const TracedClaim* claim : claims_of(traced)) {
    const Figure* figure = index.her_part_of_the_answer(claim->label);
    Inlines owed = words(index.say(Says::traced_not_counted));
    if (claim->label.empty()) {
      owed = claim->owed ? words(traced_amount(index, *claim->owed)) : Inlines{};
    } else if (figure != nullptr) {
      owed = {index.figure(*figure)};
    }
    const auto cell = [&](const char* aspect, const Exact& exact) {
      return Inlines{amount(index, claim->id, aspect, exact)};
    };
    table.rows.push_back(
        {claim->label.empty() ? Table::RowRole::total : Table::RowRole::line,
         anchor_of_step(claim->id),
         {words(claim_in_words(index, traced, *claim)), std::move(owed), cell("paid_in", claim->paid_in),
          cell("reached", claim->reached), cell("least", claim->least), cell("most", claim->most)}});
  }
  return table;
}

// Lines by claims: beside one another where a page holds them, else claim by claim. A line's id stands at its first
// row.
struct ClaimLine {
  Table::RowRole role = Table::RowRole::line;
  std::string id;  // may be empty: no amount of a trace
  std::string name;
  std::vector<Inlines> cells;  // one for each claim
};
constexpr std::size_t most_columns = 5;

Table by_claims(const ReportIndex& index, const TracedAssets& traced, const std::vector<const TracedClaim*>& claims,
                std::string heading, const std::vector<ClaimLine>& lines, int name_width) {
  Table table;
  if (claims.size() <= most_columns) {
    const int count = static_cast<int>(claims.size());
    const int width = (100 - name_width) / count;
    table.columns.push_back({std::move(heading), false, 100 - width * count});
    for (const TracedClaim* claim : claims) {
      table.columns.push_back(
          {claim->label.empty() ? index.say(Says::traced_column_in_all) : claim_in_words(index, traced, *claim), true,
           width});
    }
    for (const ClaimLine& line : lines) {
      std::vector<Inlines> cells{words(line.name)};
      cells.insert(cells.end(), line.cells.begin(), line.cells.end());
      table.rows.push_back({line.role, line.id.empty() ? "" : anchor_of_step(line.id), std::move(cells)});
    }
    return table;
  }
  table.columns = {{std::move(heading), false, 65}, {index.say(Says::column_amount), true, 35}};
  for (std::size_t i = 0; i < claims.size(); ++i) {
    table.rows.push_back({Table::RowRole::group, {}, {words(claim_in_words(index, traced, *claims[i]))}});
    for (const ClaimLine& line : lines) {
      table.rows.push_back(
          {line.role, i == 0 && !line.id.empty() ? anchor_of_step(line.id) : "", {words(line.name), line.cells[i]}});
    }
  }
  return table;
}

std::string title_of_method(const ReportIndex& index, const ReachedByMethod& method) {
  const std::string& title = index.in(method.title);
  return method.adds_up ? title : index.say(Says::traced_contact, {title});
}

Table methods_table(const ReportIndex& index, const TracedAssets& traced) {
  std::vector<const TracedClaim*> claims;
  for (const TracedClaim& claim : traced.claims) claims.push_back(&claim);
  std::vector<ClaimLine> lines;
  for (const ReachedByMethod& method : traced.reached) {
    ClaimLine line{Table::RowRole::line, method.id, title_of_method(index, method), {}};
    for (std::size_t i = 0; i < claims.size(); ++i) {
      line.cells.push_back({amount(index, method.id, claims[i]->key, method.amounts[i])});
    }
    lines.push_back(std::move(line));
  }
  Table table = by_claims(index, traced, claims, index.say(Says::traced_column_method), lines, 43);
  table.id = "traced-methods";
  table.caption = index.say(Says::traced_methods_caption);
  return table;
}

// What came in, where it ended, what of it is reached, and what is owed beside it. It closes, line by line.
Table ends_table(const ReportIndex& index, const TracedAssets& traced) {
  const auto claims = claims_of(traced);
  std::vector<ClaimLine> lines;
  for (const TracedLine& line : traced_lines()) {
    const std::string name = line.name;
    const bool always = name == "paid-in" || name == "reached";
    const bool any = std::any_of(claims.begin(), claims.end(),
                                 [&](const TracedClaim* claim) { return (claim->*line.amount).sign() != 0; });
    if (!always && !any) continue;
    ClaimLine told{name == "reached" ? Table::RowRole::subtotal : Table::RowRole::line,
                   "traced.ends." + name,
                   index.say(words_of_line(name)),
                   {}};
    for (const TracedClaim* claim : claims) {
      told.cells.push_back({amount(index, told.id, claim->key, claim->*line.amount)});
    }
    lines.push_back(std::move(told));
  }
  if (std::any_of(claims.begin(), claims.end(), [](const TracedClaim* claim) { return claim->owed.has_value(); })) {
    ClaimLine owed{Table::RowRole::line, {}, index.say(Says::traced_ends_owed), {}};
    ClaimLine open{Table::RowRole::total, "traced.ends.not-traced", index.say(Says::traced_ends_not_traced), {}};
    for (const TracedClaim* claim : claims) {
      const Figure* figure = index.her_part_of_the_answer(claim->label);
      owed.cells.push_back(figure != nullptr ? Inlines{index.figure(*figure)}
                           : claim->owed     ? words(traced_amount(index, *claim->owed))
                                             : words(index.say(Says::traced_not_counted)));
      open.cells.push_back(amount_or_nothing(index, open.id, claim->key, claim->not_traced));
    }
    lines.push_back(std::move(owed));
    lines.push_back(std::move(open));
  }
  Table table = by_claims(index, traced, claims, index.say(Says::traced_column_ends), lines, 36);
  table.id = "traced-ends";
  table.caption = index.say(Says::traced_ends_caption);
  return table;
}

// Accounts first, then things, cash and payees; of the payees only those that claim money reached.
Table holdings_table(const ReportIndex& index, const TracedAssets& traced) {
  Table table;
  table.id = "traced-holdings";
  table.caption = index.say(Says::traced_holdings_caption);
  table.columns = {{index.say(Says::traced_column_whose), false, 60}, {index.say(Says::column_amount), true, 40}};
  std::set<std::string> reached;
  for (const TracedHolding& holding : traced.holdings) {
    const bool claimed = std::any_of(traced.claims.begin(), traced.claims.end(),
                                     [&](const TracedClaim& claim) { return claim.label == holding.label; });
    if (claimed || holding.place == TracedPlace::account || holding.place == TracedPlace::thing) {
      reached.insert(holding.account);
    }
  }
  for (const auto& [place, says] :
       {std::pair{TracedPlace::account, Says::traced_place_account},
        std::pair{TracedPlace::thing, Says::traced_place_thing}, std::pair{TracedPlace::cash, Says::traced_place_cash},
        std::pair{TracedPlace::payee, Says::traced_place_payee}}) {
    std::string account;
    for (const TracedHolding& holding : traced.holdings) {
      if (holding.place != place || !reached.contains(holding.account)) continue;
      if (holding.account != account) {
        account = holding.account;
        table.rows.push_back(
            {Table::RowRole::group, {}, {words(index.say(says, {account_in_words(index, traced, account)}))}});
      }
      table.rows.push_back({Table::RowRole::line,
                            anchor_of_step(holding.id),
                            {words(label_in_words(index, traced, holding.label)),
                             {amount(index, holding.id, "exact", holding.amount)}}});
    }
  }
  return table;
}

Inlines share_in_words(const ReportIndex& index, const std::string& id, const Exact& share) {
  Inline result =
      plain(index.say(Says::traced_share,
                      {localized(rounded_decimal_text(share * 100, 2, RoundingMode::half_even), index.language())}));
  result.form = Inline::Form::figure;
  result.target = id;
  result.aspect = "share";
  return {result};
}

std::string thing_in_words(const ReportIndex& index, const TracedAssets& traced, const TracedThing& thing) {
  const std::string name = account_in_words(index, traced, thing.answer.name);
  return thing.backward ? index.say(Says::traced_thing_backward, {name}) : name;
}

Table things_table(const ReportIndex& index, const TracedAssets& traced) {
  Table table;
  table.id = "traced-things";
  table.caption = index.say(Says::traced_things_caption);
  table.columns = {
      {index.say(Says::traced_column_thing), false, 22}, {index.say(Says::traced_column_paid), true, 16},
      {index.say(Says::traced_column_share), true, 14},  {index.say(Says::traced_column_share_value), true, 16},
      {index.say(Says::traced_column_lien), true, 16},   {index.say(Says::traced_column_elected), true, 16}};
  const auto say_inlines = [&](Says says, const std::vector<Inlines>& put_in) {
    return say_with(index.language(), says, put_in);
  };
  for (const TracedThing& thing : traced.things) {
    Inlines head = words(thing_in_words(index, traced, thing));
    head = thing.value ? say_inlines(Says::traced_thing, {head, {amount(index, thing.id, "value", *thing.value)}})
                       : say_inlines(Says::traced_thing_unvalued, {head});
    if (thing.answer.owed.sign() != 0) {
      head = say_inlines(Says::traced_thing_owed, {head, {amount(index, thing.id, "owed", thing.answer.owed)}});
    }
    if (const std::string& valued = index.in(thing.valued); !valued.empty()) {
      append(head, say_inlines(Says::traced_thing_valued, {words(valued)}));
    }
    table.rows.push_back({Table::RowRole::group, anchor_of_step(thing.id), {std::move(head)}});
    for (std::size_t i = 0; i < thing.answer.claims.size(); ++i) {
      const Entitlement& claim = thing.answer.claims[i];
      const std::string& id = thing.claim_ids[i];
      table.rows.push_back(
          {Table::RowRole::line,
           anchor_of_step(id),
           {words(label_in_words(index, traced, claim.label)), amount_or_nothing(index, id, "paid", claim.paid),
            share_in_words(index, id, claim.share), amount_or_nothing(index, id, "share_value", claim.share_value),
            amount_or_nothing(index, id, "lien", claim.lien), amount_or_nothing(index, id, "claimed", claim.elected)}});
    }
  }
  return table;
}

// What the table alone does not tell: why a claim is less than the larger, and what the other way to count a loan
// gives.
void add_remarks_on_things(const ReportIndex& index, const TracedAssets& traced, Section& things) {
  for (const TracedThing& thing : traced.things) {
    if (thing.answer.claims.empty()) continue;
    const std::string name = thing_in_words(index, traced, thing);
    if (thing.answer.cut_down) {
      things.blocks.push_back(
          paragraph(say_with(index.language(), Says::traced_cut_down,
                             {words(name), {amount(index, thing.id, "together", thing.together)}})));
    }
    if (!thing.answer.against_wrongdoer) {
      things.blocks.push_back(paragraph(index.say(Says::traced_no_wrongdoer, {name})));
    }
    if (!thing.lent || !thing.value) continue;
    Inlines amounts;
    for (std::size_t i = 0; i < thing.answer.claims.size() && i < thing.by_other_loan.size(); ++i) {
      if (!thing.by_other_loan[i]) continue;
      if (!amounts.empty()) amounts.push_back(plain(", "));
      append(amounts, say_with(index.language(), Says::traced_claim_amount,
                               {words(label_in_words(index, traced, thing.answer.claims[i].label)),
                                {amount(index, thing.claim_ids[i], "other_loan", *thing.by_other_loan[i])}}));
    }
    if (amounts.empty()) continue;
    things.blocks.push_back(paragraph(
        say_with(index.language(),
                 traced.loan == LoanConvention::by_cost ? Says::traced_loan_by_cost : Says::traced_loan_by_equity,
                 {words(name), std::move(amounts)})));
  }
}

Table arrows_table(const ReportIndex& index, const TracedAssets& traced) {
  Table table;
  table.id = "traced-arrows";
  table.caption = index.say(Says::traced_network_caption);
  table.columns = {{index.say(Says::traced_column_number), true, 8},
                   {index.say(Says::traced_column_from), false, 24},
                   {index.say(Says::traced_column_to), false, 24},
                   {index.say(Says::traced_column_carried), true, 20},
                   {index.say(Says::traced_column_rows), false, 24}};
  for (std::size_t i = 0; i < traced.network.arrows.size(); ++i) {
    const NetworkArrow& arrow = traced.network.arrows[i];
    std::vector<std::string> rows;
    for (const std::int64_t row : arrow.rows) rows.push_back(std::to_string(row));
    const std::string& id = traced.arrow_ids[i];
    table.rows.push_back({Table::RowRole::line,
                          anchor_of_step(id),
                          {words(std::to_string(i + 1)),
                           words(account_in_words(index, traced, arrow.from)),
                           words(account_in_words(index, traced, arrow.to)),
                           {amount(index, id, "exact", arrow.amount * Exact::power_of_ten(-traced.network.decimals))},
                           words(listed(rows))}});
  }
  return table;
}

Table rules_table(const ReportIndex& index, const TracedAssets& traced) {
  Table table;
  table.id = "traced-rules";
  table.caption = index.say(Says::traced_rules_caption);
  table.columns = {{index.say(Says::traced_column_row), true, 8}, {index.say(Says::traced_column_said), false, 52}};
  if (!index.public_copy()) table.columns.push_back({index.say(Says::traced_column_evidence), false, 40});
  const auto add = [&](std::int64_t row, std::string said, const Words& evidence) {
    std::vector<Inlines> cells{words(std::to_string(row)), words(std::move(said))};
    if (!index.public_copy()) {
      cells.push_back(words(index.in(evidence).empty() ? index.say(Says::traced_no_evidence) : index.in(evidence)));
    }
    table.rows.push_back({Table::RowRole::line, {}, std::move(cells)});
  };
  for (const RowRule& rule : traced.rules.rows) {
    std::string said;
    switch (rule.kind) {
      case RowRule::Kind::reversal: said = index.say(Says::traced_rule_reversal, {std::to_string(rule.of)}); break;
      case RowRule::Kind::interest:
        said = index.say(rule.interest == InterestRule::own         ? Says::traced_rule_interest_own
                         : rule.interest == InterestRule::at_credit ? Says::traced_rule_interest_credit
                                                                    : Says::traced_rule_interest);
        break;
      case RowRule::Kind::exchange: said = index.say(Says::traced_rule_exchange); break;
      case RowRule::Kind::cash_link: said = index.say(Says::traced_rule_cash); break;
      case RowRule::Kind::backward:
        said = index.say(Says::traced_rule_backward, {loan_in_words(index, traced, rule.lender)});
        break;
    }
    add(rule.sequence, std::move(said), rule.evidence);
  }
  for (const BetweenRule& rule : traced.rules.between) {
    const std::string account = account_in_words(index, traced, rule.account);
    add(rule.after,
        rule.kind == BetweenRule::Kind::gap
            ? index.say(Says::traced_rule_gap, {account})
            : index.say(Says::traced_rule_substitution, {account, label_in_words(index, traced, rule.label)}),
        rule.evidence);
  }
  return table;
}

// Each method that ran once, with its rule and the forums that were read to take it.
BulletList methods_list(const ReportIndex& index, const TracedAssets& traced) {
  BulletList list;
  for (const ReachedByMethod& method : traced.reached) {
    if (index.in(method.sentence).empty()) continue;
    std::vector<std::string> taken;
    const auto which = method_from_name(method.method);
    for (const TracingForum& forum : forums()) {
      if (!which || std::find(forum.methods.begin(), forum.methods.end(), *which) == forum.methods.end()) continue;
      taken.push_back(index.say(Says::traced_forum_standing, {index.in(forum.forum), index.in(forum.standing)}));
    }
    std::string told = index.say(Says::traced_method_line, {index.in(method.title), index.in(method.sentence)}) + " ";
    std::string named;
    for (const std::string& forum : taken) named += (named.empty() ? "" : "; ") + forum;
    told += taken.empty() ? index.say(Says::traced_method_no_forum) : index.say(Says::traced_method_forums, {named});
    list.items.push_back(words(std::move(told)));
  }
  return list;
}

std::vector<std::string> accounts_at(const ReportIndex& index, const TracedAssets& traced, TracedPlace place) {
  std::vector<std::string> names;
  for (const TracedHolding& holding : traced.holdings) {
    if (holding.place != place) continue;
    std::string name = account_in_words(index, traced, holding.account);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

// The method, why it was taken, what it was told, and what it counts.
Section basis_section(const ReportIndex& index, const TracedAssets& traced) {
  Section made = section("traced-basis", index.say(Says::traced_basis_title));
  const ReachedByMethod& shown = traced.reached.front();
  std::string method = index.say(Says::traced_method, {index.in(shown.title), index.in(shown.sentence)});
  if (traced.whole_units) method += " " + index.say(Says::traced_whole);
  made.blocks.push_back(paragraph(std::move(method)));
  const std::string& why = index.in(traced.why);
  made.blocks.push_back(paragraph(why.empty() ? index.say(Says::traced_no_why) : index.say(Says::traced_why, {why})));

  std::string basis;
  if (!index.public_copy() && !traced.ledger_digest.empty()) {
    basis = index.say(Says::traced_ledger, {traced.ledger_file, traced.ledger_digest}) + " ";
  }
  made.blocks.push_back(paragraph(basis + index.say(Says::traced_assumed)));

  std::string counted;
  if (const auto accounts = accounts_at(index, traced, TracedPlace::account); !accounts.empty()) {
    counted = index.say(Says::traced_counted, {listed(accounts)}) + " ";
  }
  counted += index.say(Says::traced_counted_rule);
  for (const auto& [place, says] : {std::pair{TracedPlace::payee, Says::traced_not_counted_payees},
                                    std::pair{TracedPlace::cash, Says::traced_not_counted_cash}}) {
    if (const auto names = accounts_at(index, traced, place); !names.empty()) {
      counted += " " + index.say(says, {listed(names)});
    }
  }
  if (!traced.rules.good_faith.empty()) {
    std::vector<std::string> names;
    for (const std::string& name : traced.rules.good_faith) names.push_back(account_in_words(index, traced, name));
    counted += " " + index.say(Says::traced_good_faith, {listed(names)});
  }
  made.blocks.push_back(paragraph(std::move(counted)));
  if (!traced.rules.rows.empty() || !traced.rules.between.empty()) made.blocks.push_back({rules_table(index, traced)});

  if (!traced.claims.empty()) {
    made.blocks.push_back({methods_table(index, traced)});
    std::string span = index.say(Says::traced_methods_span, {std::to_string(traced.reached.size())});
    if (!traced.could_not_run.empty()) {
      std::string names;
      for (const TracedMethodName& one : traced.could_not_run) {
        names += (names.empty() ? "" : "; ") + index.in(one.title);
      }
      span += " " + index.say(Says::traced_methods_left_out, {names});
    }
    made.blocks.push_back(paragraph(std::move(span)));
  }
  Section methods = unnumbered("traced-method-list", index.say(Says::traced_methods_title));
  methods.blocks.push_back(paragraph(index.say(Says::traced_methods_intro)));
  methods.blocks.push_back({methods_list(index, traced)});
  made.blocks.push_back({std::move(methods)});
  return made;
}

Section backward_section(const ReportIndex& index, const TracedAssets& traced) {
  Section made = section("traced-backward-section", index.say(Says::traced_backward_title));
  made.blocks.push_back(paragraph(index.say(Says::traced_backward)));
  Table table;
  table.id = "traced-backward";
  table.caption = index.say(Says::traced_backward_caption);
  table.columns = {{index.say(Says::traced_column_debt), false, 40},
                   {index.say(Says::traced_column_person), false, 30},
                   {index.say(Says::column_amount), true, 30}};
  for (const TracedRepayment& one : traced.backward) {
    table.rows.push_back({Table::RowRole::line,
                          anchor_of_step(one.id),
                          {words(loan_in_words(index, traced, one.told.lender)),
                           words(label_in_words(index, traced, one.told.label)),
                           {amount(index, one.id, "exact", one.told.amount)}}});
  }
  made.blocks.push_back({std::move(table)});
  return made;
}

Section seizure_section(const ReportIndex& index, const TracedAssets& traced) {
  Section made = section("traced-seizures-section", index.say(Says::traced_seizure_title));
  made.blocks.push_back(paragraph(index.say(Says::traced_seizure)));
  Table table;
  table.id = "traced-seizures";
  table.caption = index.say(Says::traced_seizure_caption);
  table.columns = {{index.say(Says::traced_column_account), false, 40},
                   {index.say(Says::traced_column_begun), false, 30},
                   {index.say(Says::traced_column_at_most), true, 30}};
  for (const TracedSeizure& seizure : traced.seizures) {
    table.rows.push_back({Table::RowRole::line,
                          anchor_of_step(seizure.id),
                          {words(account_in_words(index, traced, seizure.account)),
                           words(day(index, seizure.commenced)),
                           {amount(index, seizure.id, "exact", seizure.reach)}}});
  }
  made.blocks.push_back({std::move(table)});
  return made;
}

}  // namespace

Says words_of_line(std::string_view name) {
  static const std::map<std::string_view, Says> known{
      {"paid-in", Says::traced_ends_paid_in},         {"followed", Says::traced_ends_followed},
      {"replaced", Says::traced_ends_replaced},       {"in-accounts", Says::traced_ends_in_accounts},
      {"into-things", Says::traced_ends_into_things}, {"in-cash", Says::traced_ends_in_cash},
      {"with-payees", Says::traced_ends_with_payees}, {"repaid", Says::traced_ends_repaid},
      {"unexplained", Says::traced_ends_unexplained}, {"change-of-things", Says::traced_ends_change},
      {"reached", Says::traced_ends_reached}};
  return known.at(name);
}

std::string account_in_words(Language language, const std::map<std::string, Words>& names, const std::string& account) {
  if (account.empty()) return say(language, Says::traced_outside);
  const auto found = names.find(account);
  return found == names.end() ? account : found->second.in(language);
}

std::string account_in_words(const ReportIndex& index, const TracedAssets& traced, const std::string& account) {
  return account_in_words(index.language(), traced.names, account);
}

// The tracer's own label for an overdraft is "bank:" and the account; a loan has a name that is no account.
std::string loan_in_words(const ReportIndex& index, const TracedAssets& traced, const std::string& lender) {
  if (const auto named = traced.names.find(lender); named != traced.names.end()) return index.in(named->second);
  const std::string name = lender.starts_with(bank) ? lender.substr(bank.size()) : lender;
  const auto& accounts = traced.network.accounts;
  const bool overdrawn = std::find(accounts.begin(), accounts.end(), name) != accounts.end() ||
                         std::any_of(traced.holdings.begin(), traced.holdings.end(),
                                     [&](const TracedHolding& holding) { return holding.account == name; });
  return overdrawn ? index.say(Says::traced_overdraft, {account_in_words(index, traced, name)})
                   : index.say(Says::traced_loan, {account_in_words(index, traced, name)});
}

std::string label_in_words(const ReportIndex& index, const TracedAssets& traced, const std::string& label) {
  if (const SettingVictim* person = person_of(index, label)) return index.in(person->label);
  if (label == "own") return index.say(Says::traced_own);
  if (label == "unknown") return index.say(Says::traced_unknown);
  if (label == "unattributed") return index.say(Says::traced_unattributed);
  if (label.starts_with(bank)) return index.say(Says::traced_bank, {loan_in_words(index, traced, label)});
  return account_in_words(index, traced, label);
}

std::string traced_amount(const ReportIndex& index, const Exact& amount) {
  const std::string& code_of_currency = index.source_case().setting.currency;
  const auto currency = Currency::from_code(code_of_currency);
  const int decimals = currency ? currency->decimals() : 2;
  const std::string number = rounded_decimal_text(amount, decimals, RoundingMode::half_even);
  return localized(number, index.language()) + "\u00A0" + code_of_currency;
}

std::string arrow_amount(const ReportIndex& index, const TracedAssets& traced, const NetworkArrow& arrow) {
  return traced_amount(index, arrow.amount * Exact::power_of_ten(-traced.network.decimals));
}

Section traced_section(const ReportIndex& index, const TracedAssets& traced) {
  Section made = section(traced_id, index.say(Says::traced_title));
  std::string intro = index.say(Says::traced_intro, {localized(std::to_string(traced.rows), index.language())});
  if (traced.first && traced.last) {
    intro += " " + index.say(Says::traced_dates, {day(index, *traced.first), day(index, *traced.last)});
  }
  if (!traced.end_is_stated) intro += " " + index.say(Says::traced_end_open);
  made.blocks.push_back(paragraph(std::move(intro)));
  if (!traced.claims.empty()) made.blocks.push_back({owed_table(index, traced)});
  made.blocks.push_back(paragraph(index.say(Says::traced_rounded) + " " + index.say(Says::traced_not_promised)));

  Section where = section("traced-where", index.say(Says::traced_where_title));
  if (!traced.claims.empty()) where.blocks.push_back({ends_table(index, traced)});
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
    add_remarks_on_things(index, traced, things);
    made.blocks.push_back({std::move(things)});
  }
  if (!traced.backward.empty()) made.blocks.push_back({backward_section(index, traced)});
  if (!traced.seizures.empty()) made.blocks.push_back({seizure_section(index, traced)});
  made.blocks.push_back({basis_section(index, traced)});
  if (!traced.warnings.empty() && !index.public_copy()) {
    Section remarks = section("traced-remarks", index.say(Says::traced_warnings));
    BulletList list;
    for (const Fault& fault : traced.warnings) {
      list.items.push_back(words(what_is_wrong(fault, index.language()) + " " + what_to_do(fault, index.language())));
    }
    remarks.blocks.push_back({std::move(list)});
    made.blocks.push_back({std::move(remarks)});
  }
  return made;
}

}  // namespace restituo
