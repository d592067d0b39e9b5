#include <optional>

#include <restituo/base/text.hpp>

#include "content.hpp"
#include "format.hpp"

namespace restituo {
namespace {

// A name of the case or model file in the words a reader knows it by; nothing where it is no such name.
std::optional<std::string> words_for(const ReportIndex& index, const std::string& name) {
  const Estimate& estimate = index.estimate();
  for (InputId i = 0; i < estimate.bound.inputs.size(); ++i) {
    if (estimate.bound.inputs[i].name == name) return index.input_name(i);
  }
  for (const SettingVictim& victim : index.source_case().setting.victims) {
    if (victim.id == name) return index.in(victim.label);
    for (const SettingPeriod& period : victim.periods) {
      if (period.id == name) return index.in(period.label);
    }
    for (const SettingItem& item : victim.items) {
      if (item.id == name) return index.in(item.label);
    }
  }
  // "figure.key" and "parameter[key]"
  const std::size_t cut = name.find_first_of(".[");
  const std::string stem = name.substr(0, cut);
  const std::string key = cut == std::string::npos ? "" : name.substr(cut + 1, name.find(']', cut) - cut - 1);
  for (const std::string& id : estimate.bound.models_used) {
    const Model* model = estimate.library->model(id);
    if (model == nullptr) continue;
    if (id == name) return index.in(model->title);
    const ModelStep* step = model->step(stem);
    const ModelParameter* parameter = model->parameter(stem);
    if (step != nullptr || parameter != nullptr) {
      const std::string label = index.in(step != nullptr ? step->label : parameter->label);
      return key.empty() ? label : index.say(Says::joined_label, {label, index.key_label(id, key)});
    }
    if (!model->forum) continue;
    for (const ForumDate& date : model->forum->dates) {
      if (date.id == name) return index.in(date.label);
    }
    for (const Rule& rule : model->forum->rules) {
      for (const ProofNeeded& proof : rule.proof) {
        if (proof.id == name) return index.in(proof.label);
      }
    }
  }
  return std::nullopt;
}

// "[V27]" is the number of a rule of docs/method/validator.md; in the report it would read like a source.
std::string without_rule_number(std::string text) {
  for (auto begin = text.find(" [V"); begin != std::string::npos; begin = text.find(" [V", begin)) {
    const auto end = text.find(']', begin);
    if (end == std::string::npos) break;
    text.erase(begin, end + 1 - begin);
  }
  return text;
}

// "case.toml:44:11": the folder is the writer's own affair.
std::string without_folder(const std::string& place) { return place.substr(place.find_last_of('/') + 1); }

}  // namespace

// A remark of the checker names keys of files, for whoever mends them. The report names what they stand for, and of a
// long list the first few and how many more there are; the file and the line lead to the rest.
Fault in_readers_words(const ReportIndex& index, Fault fault) {
  constexpr std::size_t most = 3;
  for (std::string& detail : fault.details) {
    std::vector<std::string> parts;
    bool known = false;
    for (const std::string_view part : split(detail, ',')) {
      const std::string name(trimmed(part));
      const auto words = words_for(index, name);
      known = known || words.has_value();
      parts.push_back(words.value_or(name));
    }
    if (!known) continue;
    const std::size_t more = parts.size() > most + 1 ? parts.size() - most : 0;
    parts.resize(parts.size() - more);
    const std::string told = joined(parts, "; ");
    detail = more == 0 ? told : index.say(Says::list_and_more, {told, std::to_string(more)});
  }
  return fault;
}

Section notes_section(const ReportIndex& index) {
  Section made = section(notes_id, index.say(Says::notes_title));
  const Language language = index.language();
  made.blocks.push_back(paragraph(index.say(Says::notes_looked_at)));
  if (index.public_copy()) {
    made.blocks.push_back(paragraph(index.say(Says::notes_withheld)));
    return made;
  }
  Table table;
  table.id = "notes-table";
  table.caption = index.say(Says::notes_caption);
  table.columns = {{index.say(Says::column_severity), false, 10},
                   {index.say(Says::column_where), false, 24},
                   {index.say(Says::column_what), false, 34},
                   {index.say(Says::column_remedy), false, 32}};
  table.row_header = 1;
  for (const Fault& fault : index.estimate().warnings) {
    const Says severity = fault.severity == Severity::note   ? Says::severity_note
                          : fault.severity == Severity::warn ? Says::severity_warn
                                                             : Says::severity_refuse;
    const std::string where = without_folder(text_of(fault.place));
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(index.say(severity))},
                           {where.empty() ? plain(index.say(Says::notes_whole_case)) : code(where)},
                           {plain(without_rule_number(what_is_wrong(in_readers_words(index, fault), language)))},
                           {plain(without_rule_number(what_to_do(fault, language)))}}});
  }
  if (table.rows.empty()) {
    made.blocks.push_back(paragraph(index.say(Says::notes_none)));
  } else {
    made.blocks.push_back({std::move(table)});
  }
  return made;
}

std::string part_in_words(const ReportIndex& index, const std::string& what) {
  return what == "case"      ? index.say(Says::part_case)
         : what == "model"   ? index.say(Says::part_model)
         : what == "series"  ? index.say(Says::part_series)
         : what == "data"    ? index.say(Says::part_data)
         : what == "program" ? index.say(Says::part_program)
                             : what;
}

Section rerun_section(const ReportIndex& index, const ReportContext& context) {
  Section made = section("rerun", index.say(Says::rerun_title));
  made.blocks.push_back(paragraph(index.say(Says::rerun_intro)));
  const Manifest& manifest = index.estimate().manifest;
  DefinitionList list;
  const auto entry = [&](Says term, Inline meaning) {
    list.entries.push_back({{}, {plain(index.say(term))}, {{std::move(meaning)}}});
  };
  if (!context.command.empty()) {
    entry(Says::rerun_command, code(context.command));
  }
  entry(Says::rerun_version, plain("restituo " + manifest.program_version));
  entry(Says::rerun_draws, plain(localized(std::to_string(manifest.draws), index.language())));
  entry(Says::rerun_seed, code(std::to_string(manifest.seed)));
  entry(Says::rerun_method, plain(index.say(words_of_method(manifest.method))));
  entry(Says::rerun_digest, code(index.estimate().digest));
  made.blocks.push_back({std::move(list)});

  Table table;
  table.id = "manifest";
  table.caption = index.say(Says::rerun_caption);
  table.columns = {{index.say(Says::column_kind_of_part), false},
                   {index.say(Says::column_name), false},
                   {index.say(Says::column_digest), false}};
  table.row_header = 1;
  for (const ManifestEntry& part : manifest.entries) {
    const std::string what = part_in_words(index, part.what);
    table.rows.push_back({Table::RowRole::line, {}, {{plain(what)}, {code(part.name)}, {code(part.digest)}}});
  }
  if (!table.rows.empty()) {
    made.blocks.push_back({std::move(table)});
  }
  return made;
}

Section glossary_section(const ReportIndex& index) {
  Section made = section(glossary_id, index.say(Says::glossary_title));
  DefinitionList list;
  list.role = DefinitionList::Role::glossary;
  for (const auto& [term, meaning] : {std::pair{Says::term_gross, Says::term_gross_text},
                                      {Says::term_net, Says::term_net_text},
                                      {Says::term_wage, Says::term_wage_text},
                                      {Says::term_floor, Says::term_floor_text},
                                      {Says::term_bounds, Says::term_bounds_text},
                                      {Says::term_world, Says::term_world_text},
                                      {Says::term_p05, Says::term_p05_text},
                                      {Says::term_error, Says::term_error_text},
                                      {Says::term_cross_check, Says::term_cross_check_text},
                                      {Says::term_grade_a, Says::term_grade_a_text},
                                      {Says::term_grade_b, Says::term_grade_b_text},
                                      {Says::term_grade_c, Says::term_grade_c_text},
                                      {Says::term_grade_d, Says::term_grade_d_text},
                                      {Says::term_grade_e, Says::term_grade_e_text},
                                      {Says::term_status, Says::term_status_text},
                                      {Says::term_seed, Says::term_seed_text},
                                      {Says::term_digest, Says::term_digest_text}}) {
    list.entries.push_back({{}, {plain(index.say(term))}, {{plain(index.say(meaning))}}});
  }
  made.blocks.push_back({std::move(list)});
  return made;
}

Section limits_section(const ReportIndex& index, const ReportContext& context) {
  Section made = section(limits_id, index.say(Says::limits_title));
  BulletList list;
  const bool courts = !index.source_case().setting.forums.empty();
  for (const Says sentence : {courts ? Says::limits_advice_courts : Says::limits_advice, Says::limits_expert,
                              Says::limits_people, Says::limits_heads}) {
    list.items.push_back({plain(index.say(sentence))});
  }
  list.items.push_back(context.traced == nullptr ? Inlines{plain(index.say(Says::limits_collect))}
                                                 : say_with(index.language(), Says::limits_collect_traced,
                                                            {{link_to(traced_id, index.say(Says::traced_title))}}));
  list.items.push_back(
      say_with(index.language(), Says::limits_models, {{link_to(models_id, index.say(Says::models_title))}}));
  made.blocks.push_back({std::move(list)});
  return made;
}

Section adoption_section(const ReportIndex& index) {
  Section made = section("adoption", index.say(Says::adopt_title));
  made.starts_page = true;
  made.blocks.push_back(paragraph(index.say(Says::adopt_intro)));
  DefinitionList list;
  list.role = DefinitionList::Role::to_fill_in;
  for (const Says term : {Says::adopt_court, Says::adopt_name, Says::adopt_record, Says::adopt_instructions,
                          Says::adopt_questions, Says::adopt_payments, Says::adopt_earlier, Says::adopt_duty,
                          Says::adopt_opinion, Says::adopt_truth, Says::adopt_signature}) {
    list.entries.push_back({{}, {plain(index.say(term))}, {{}}});
  }
  made.blocks.push_back({std::move(list)});
  return made;
}

}  // namespace restituo
