// The claim: what each court gives, head by head, and why they differ.
#include <algorithm>

#include "content.hpp"
#include "format.hpp"

namespace restituo {
namespace {

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

// The heads of a court that give nothing to a person, by name: a reader sees that each was thought of.
struct Zeros {
  std::vector<std::string> comes_to_nothing, does_not_apply;
};

void add_once(std::vector<std::string>& list, const std::string& name) {
  if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
}

void add_rule(const ReportIndex& index, const Rule& rule, const std::string& forum, const std::string& victim,
              Table& table, Zeros& zeros) {
  const Words head = head_label(rule.head);
  const std::string heading = "E" + std::to_string(rule.head) + " " + index.in(head);
  if (rule.head == head_count) {
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(heading)},
                           {plain(index.in(rule.label))},
                           {plain("–")},
                           {plain(index.in(rule.measure) + " " + rule.texts.front().basis.article)}}});
    return;
  }
  for (const BoundRule& bound : index.estimate().bound.rules) {
    if (bound.forum != forum || bound.rule != rule.id || bound.victim != victim) continue;
    const Figure* figure = index.figure_with(bound.step);
    if (figure == nullptr) continue;
    if (figure->exact.is_zero()) {
      const bool computed = bound.state == BoundRule::State::computed;
      const std::string& article = rule.texts[bound.text.value_or(0)].basis.article;
      const std::string name = bound.state == BoundRule::State::not_claimed
                                   ? index.in(rule.label)
                                   : index.say(Says::label_of_owner, {index.in(rule.label), article});
      add_once(computed ? zeros.comes_to_nothing : zeros.does_not_apply, name);
      continue;
    }
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

void add_zeros(const ReportIndex& index, const std::vector<std::string>& names, Says heading, Table& table) {
  if (names.empty()) return;
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : "; ") + name;
  table.rows.push_back(
      {Table::RowRole::line, {}, {{plain(index.say(heading))}, {plain(std::move(list))}, {plain("–")}, {}}});
}

// The court and the person head the table, so a row names neither.
void add_total(const ReportIndex& index, const std::string& id, Says label, const std::string& put_in,
               Table::RowRole role, Table& table) {
  if (const Figure* figure = index.figure_with(id)) {
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
    Zeros zeros;
    for (const Rule& rule : model->forum->rules) add_rule(index, rule, chosen.forum, victim.id, table, zeros);
    add_zeros(index, zeros.comes_to_nothing, Says::claim_comes_to_nothing, table);
    add_zeros(index, zeros.does_not_apply, Says::claim_does_not_apply, table);
    using enum Table::RowRole;
    add_total(index, chosen.forum + ".award." + victim.id, Says::claim_award, {}, total, table);
    add_total(index, chosen.forum + ".still_to_pay." + victim.id, Says::claim_still_to_pay, {}, subtotal, table);
    const auto& defendants = index.source_case().setting.defendants;
    const bool each_the_whole = model->forum->liability == Liability::joint_and_several && defendants.size() > 1;
    for (const SettingDefendant& defendant : defendants) {
      add_total(index, chosen.forum + ".owed." + victim.id + "." + defendant.id,
                each_the_whole ? Says::claim_owed_jointly : Says::claim_owed_by, index.in(defendant.label), subtotal,
                table);
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
    const bool shares = forum.liability == Liability::shares;
    std::vector<Inlines> meanings{{plain(index.say(shares ? Says::claim_liability_shares : Says::claim_liability_joint,
                                                   {forum.liability_basis.article}))}};
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
  Section made = section(claim_id, index.say(Says::claim_title));
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
