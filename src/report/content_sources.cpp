#include "content.hpp"
#include "format.hpp"

namespace restituo {
namespace {

Says sentence_for(Use use) {
  switch (use) {
    case Use::person: return Says::model_use_person;
    case Use::venue: return Says::model_use_venue;
    case Use::forum: return Says::model_use_forum;
    case Use::population: break;
  }
  return Says::model_use_population;
}

Section model_of(const ReportIndex& index, const Model& model) {
  Section made = section("model." + model.id, index.in(model.title));
  DefinitionList list;
  const auto entry = [&](Says term, std::vector<Inlines> meanings) {
    list.entries.push_back({{}, {plain(index.say(term))}, std::move(meanings)});
  };
  entry(Says::model_answers, {{plain(index.in(model.answers))}});
  entry(Says::model_speaks_for, {{plain(index.say(sentence_for(model.use)))}});
  for (const SettingModel& run : index.source_case().setting.models) {
    if (run.model == model.id && !index.in(run.because).empty()) {
      entry(Says::model_because, {{plain(index.in(run.because))}});
    }
  }
  std::vector<Inlines> limits;
  for (const Words& words : model.not_for) {
    limits.push_back({plain(index.in(words))});
  }
  entry(Says::model_not_for, std::move(limits));
  std::vector<Inlines> criticisms;
  for (const Criticism& criticism : model.criticisms) {
    Inlines text{plain(index.in(criticism.text))};
    if (Inlines mark = index.mark(criticism.citation); !mark.empty()) {
      text.push_back(plain(" "));
      append(text, std::move(mark));
    }
    criticisms.push_back(std::move(text));
  }
  if (criticisms.empty()) {
    criticisms.push_back({plain(index.say(Says::model_no_criticisms))});
  }
  entry(Says::model_criticisms, std::move(criticisms));
  Inlines method = index.mark(model.method);
  entry(Says::model_method, {method.empty() ? Inlines{plain(index.say(Says::model_own_method))} : method});
  made.blocks.push_back({std::move(list)});
  return made;
}

}  // namespace

Section models_section(const ReportIndex& index) {
  Section made = section(models_id, index.say(Says::models_title));
  for (const std::string& id : index.estimate().bound.models_used) {
    if (const Model* model = index.estimate().library->model(id)) {
      made.blocks.push_back({model_of(index, *model)});
    }
  }
  return made;
}

Section sources_section(const ReportIndex& index) {
  Section made = section(sources_id, index.say(Says::sources_title));
  if (index.sources().empty()) {
    made.blocks.push_back(paragraph(index.say(Says::sources_none)));
    return made;
  }
  made.blocks.push_back(paragraph(index.say(Says::sources_intro)));
  DefinitionList list;
  list.role = DefinitionList::Role::glossary;
  for (std::size_t i = 0; i < index.sources().size(); ++i) {
    const Source* source = index.source(index.sources()[i]);
    DefinitionList::Entry entry{
        source_anchor(i + 1), {plain(index.say(Says::source_mark, {std::to_string(i + 1)}))}, {}};
    const auto line = [&](Inlines words) { entry.meanings.push_back(std::move(words)); };
    if (source == nullptr) {
      line({plain(index.say(Says::source_unknown, {index.sources()[i]}))});
    } else {
      line({plain(index.in(source->cite))});
      if (!source->where.empty()) line({plain(index.say(Says::source_where, {source->where}))});
      if (!source->seen.en.empty()) line({plain(index.say(Says::source_seen, {index.in(source->seen)}))});
      Inlines state;
      if (source->retrieved) {
        state =
            say_with(index.language(), Says::source_retrieved, {{date_inline(*source->retrieved, index.language())}});
        state.push_back(plain(" "));
      }
      const std::string checked = index.say(source->checked ? Says::source_checked : Says::source_not_checked);
      state.push_back(source->checked ? plain(checked) : strong(checked));
      line(std::move(state));
      if (!source->note.en.empty()) line({plain(index.say(Says::source_note, {index.in(source->note)}))});
    }
    list.entries.push_back(std::move(entry));
  }
  made.blocks.push_back({std::move(list)});
  return made;
}

}  // namespace restituo
