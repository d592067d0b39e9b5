// The claim: what each court gives, head by head, and why they differ.
#include <algorithm>

#include "content.hpp"
#include "format.hpp"

namespace restituo {
namespace {

const Figure* figure_with(const ReportIndex& index, const std::string& id) {
  const auto& figures = index.estimate().figures;
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& one) { return one.id == id; });
  return found == figures.end() ? nullptr : &*found;
}

// Under which article a rule stands here, or why it gives nothing.
Inlines basis_of(const ReportIndex& index, const Rule& rule, const BoundRule& bound) {
  if (bound.state == BoundRule::State::not_claimed) return {plain(index.say(Says::claim_not_claimed))};
  if (bound.state == BoundRule::State::not_in_force) {
    return {plain(index.say(Says::claim_not_in_force, {bound.chosen_on ? bound.chosen_on->text() : ""}))};
  }
  const RuleText& text = rule.texts[bound.text.value_or(0)];
  const LegalBasis& basis = text.basis;
  if (bound.state == BoundRule::State::off_recalled) {
    return {plain(index.say(Says::claim_off, {basis.article}))};
  }
  const std::string article =
      text.until ? index.say(Says::claim_in_force_until, {basis.article, long_date(*text.until, index.language())})
                 : basis.article;
  Inlines words{plain(article)};
  if (Inlines mark = index.mark(basis.citation); !mark.empty()) {
    words.push_back(plain(" "));
    append(words, std::move(mark));
  }
  return words;
}

void add_rule(const ReportIndex& index, const Rule& rule, const std::string& forum, const std::string& victim,
              Table& table) {
  const Words head = head_label(rule.head);
  const std::string heading = "E" + std::to_string(rule.head) + " " + index.in(head);
  if (rule.head == head_count) {
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(heading)},
                           {plain(index.in(rule.label))},
                           {plain("0")},
                           {plain(index.in(rule.measure) + " " + rule.texts.front().basis.article)}}});
    return;
  }
  for (const BoundRule& bound : index.estimate().bound.rules) {
    if (bound.forum != forum || bound.rule != rule.id || bound.victim != victim) continue;
    const Figure* figure = figure_with(index, bound.step);
    if (figure == nullptr) continue;
    std::string label = index.in(rule.label);
    if (!bound.period.empty()) {
      label = index.say(Says::label_of_owner, {label, index.period_label(victim, bound.period)});
    }
    if (!rule.counts) label = index.say(Says::claim_shown_only, {label});
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(heading)}, {plain(label)}, {index.figure(*figure)}, basis_of(index, rule, bound)}});
  }
}

// The court and the person head the table, so a row names neither.
void add_total(const ReportIndex& index, const std::string& id, Says label, const std::string& put_in,
               Table::RowRole role, Table& table) {
  if (const Figure* figure = figure_with(index, id)) {
    table.rows.push_back({role, {}, {{}, {plain(index.say(label, {put_in}))}, {index.figure(*figure)}, {}}});
  }
}

Table table_of(const ReportIndex& index, const SettingVictim& victim) {
  Table table;
  table.id = "claim." + victim.id;
  table.caption = index.say(Says::claim_caption, {index.in(victim.label)});
  table.columns = {{index.say(Says::claim_head), false, 24},
                   {index.say(Says::column_description), false, 30},
                   {index.say(Says::column_amount), true, 18},
                   {index.say(Says::claim_basis), false, 28}};
  table.row_header = 1;
  for (const SettingForum& chosen : index.source_case().setting.forums) {
    const Model* model = index.estimate().library->model(chosen.forum);
    table.rows.push_back({Table::RowRole::group, {}, {{plain(index.in(model->title))}}});
    for (const Rule& rule : model->forum->rules) add_rule(index, rule, chosen.forum, victim.id, table);
    using enum Table::RowRole;
    add_total(index, chosen.forum + ".award." + victim.id, Says::claim_award, {}, total, table);
    add_total(index, chosen.forum + ".still_to_pay." + victim.id, Says::claim_still_to_pay, {}, subtotal, table);
    for (const SettingDefendant& defendant : index.source_case().setting.defendants) {
      add_total(index, chosen.forum + ".owed." + victim.id + "." + defendant.id, Says::claim_owed_by,
                index.in(defendant.label), subtotal, table);
    }
  }
  return table;
}

// What each court's law was told, or took where the case says nothing, and what it still wants to see.
DefinitionList reasons(const ReportIndex& index) {
  DefinitionList list;
  const Setting& setting = index.source_case().setting;
  for (const SettingForum& chosen : setting.forums) {
    const Model* model = index.estimate().library->model(chosen.forum);
    const Forum& forum = *model->forum;
    std::vector<Inlines> meanings{{plain(forum.liability_basis.article)}};
    const auto made = index.estimate().bound.choices_made.find(chosen.forum);
    if (made != index.estimate().bound.choices_made.end()) {
      for (const auto& [name, word] : made->second) {
        const ForumChoice* choice = forum.choice(name);
        const auto* option = choice == nullptr ? nullptr : choice->option(word);
        if (option == nullptr) continue;
        Inlines line{plain(index.say(Says::claim_choice, {index.in(choice->label), index.in(option->label)}))};
        if (Inlines mark = index.mark(option->citation); !mark.empty()) {
          line.push_back(plain(" "));
          append(line, std::move(mark));
        }
        meanings.push_back(std::move(line));
      }
    }
    for (const Rule& rule : forum.rules) {
      for (const ProofNeeded& proof : rule.proof) {
        const auto has = [&](const std::vector<std::string>& there) {
          return std::find(there.begin(), there.end(), proof.id) != there.end();
        };
        const bool given =
            has(setting.proof) ||
            std::any_of(setting.victims.begin(), setting.victims.end(), [&](const SettingVictim& one) {
              return has(one.proof) || std::any_of(one.items.begin(), one.items.end(),
                                                   [&](const SettingItem& item) { return has(item.proof); });
            });
        if (!given) {
          meanings.push_back({plain(index.say(Says::claim_needs, {index.in(rule.label), index.in(proof.label)}))});
        }
      }
    }
    list.entries.push_back({{}, {plain(index.in(model->title))}, std::move(meanings)});
  }
  return list;
}

}  // namespace

Section claim_section(const ReportIndex& index) {
  Section made = section("claim", index.say(Says::claim_title));
  if (index.source_case().setting.forums.empty()) return made;
  made.blocks.push_back(paragraph(index.say(Says::claim_intro)));
  for (const SettingVictim& victim : index.source_case().setting.victims) {
    made.blocks.push_back({table_of(index, victim)});
  }
  made.blocks.push_back(paragraph(index.say(Says::claim_why)));
  made.blocks.push_back({reasons(index)});
  return made;
}

}  // namespace restituo
