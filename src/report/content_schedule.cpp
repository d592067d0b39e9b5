#include <algorithm>

#include "content.hpp"
#include "format.hpp"
#include "picture.hpp"

namespace restituo {
namespace {

using Part = ReportIndex::Part;

Inlines rests_on(const ReportIndex& index, StepId step) {
  const auto grade = index.weakest_grade(step);
  const Inlines marks = index.marks_of(step);
  return grade ? grade_and_marks(index, *grade, marks) : marks;
}

Table::Row row_of(const ReportIndex& index, const Figure& figure, Table::RowRole role, std::string description) {
  Table::Row row;
  row.role = role;
  row.cells = {{link_to(anchor_of_step(figure.id), index.line_number(figure.step))},
               {plain(std::move(description))},
               {plain(index.working(figure.step).numbers)},
               {index.figure(figure)},
               rests_on(index, figure.step)};
  return row;
}

// Figures that belong into one schedule: of one name, kind and unit. Sums are made over just these.
bool alike(const Figure& a, const Figure& b) { return a.name == b.name && a.kind == b.kind && a.unit == b.unit; }

std::string description_of(const ReportIndex& index, const Figure& figure) {
  std::string text = index.period_label(figure.victim, figure.period);
  return figure.key.empty() ? text : index.say(Says::joined_label, {text, index.key_label(figure.model, figure.key)});
}

Table schedule_of(const ReportIndex& index, const Figure& first) {
  const auto& figures = index.estimate().figures;
  Table table;
  table.id = "schedule." + first.name + (first.kind == Kind::none ? "" : "." + std::string(name_of(first.kind)));
  table.caption = index.say(Says::schedule_caption, {index.in(index.program().steps[first.step].label)});
  table.columns = {{index.say(Says::column_line), true, 7},
                   {index.say(Says::column_description), false, 22},
                   {index.say(Says::column_quantity_rate), false, 29},
                   {index.say(Says::column_amount), true, 17},
                   {index.say(Says::column_rests_on), false, 25}};
  table.row_header = 1;
  for (const SettingVictim& victim : index.source_case().setting.victims) {
    std::vector<Table::Row> rows;
    for (const SettingPeriod& period : victim.periods) {
      for (const Figure& figure : figures) {
        if (alike(figure, first) && figure.victim == victim.id && figure.period == period.id) {
          rows.push_back(row_of(index, figure, Table::RowRole::line, description_of(index, figure)));
        }
      }
    }
    for (const Figure& figure : figures) {
      if (alike(figure, first) && figure.victim == victim.id && figure.period.empty()) {
        const bool sum = figure.model.empty();
        rows.push_back(
            row_of(index, figure, sum ? Table::RowRole::subtotal : Table::RowRole::line,
                   sum ? index.say(Says::schedule_subtotal, {index.in(victim.label)}) : index.figure_label(figure)));
      }
    }
    if (!rows.empty()) {
      Table::Row group;
      group.role = Table::RowRole::group;
      group.cells = {{plain(index.in(victim.label))}};
      table.rows.push_back(std::move(group));
      table.rows.insert(table.rows.end(), rows.begin(), rows.end());
    }
  }
  for (const Figure& figure : figures) {
    if (alike(figure, first) && index.part_of(figure) == Part::total) {
      table.rows.push_back(row_of(index, figure, Table::RowRole::total, index.say(Says::schedule_total)));
    }
  }
  return table;
}

// The figures of models run beside the case, under the names of the models.
Table studies_of(const ReportIndex& index) {
  Table table;
  table.id = "schedule.studies";
  table.caption = index.say(Says::answer_all_figures);
  table.columns = {{index.say(Says::column_line), true, 7},
                   {index.say(Says::column_figure), false, 33},
                   {index.say(Says::column_amount), true, 22},
                   {index.say(Says::column_worlds_90), true, 22},
                   {index.say(Says::column_rests_on), false, 16}};
  table.row_header = 1;
  for (const auto& [title, figures] : index.grouped_figures()) {
    bool begun = false;
    for (const Figure* figure : figures) {
      if (index.part_of(*figure) != Part::study) {
        continue;
      }
      if (!begun) {
        table.rows.push_back({Table::RowRole::group, {}, {{plain(title)}}});
        begun = true;
      }
      Inlines worlds{plain(index.say(Says::persons_not_drawn))};
      if (figure->spread) {
        worlds = say_with(index.language(), Says::between_values,
                          {{index.figure_number(*figure, "p05", figure->spread->p05)},
                           {index.figure_number(*figure, "p95", figure->spread->p95)}});
      }
      table.rows.push_back({Table::RowRole::line,
                            {},
                            {{link_to(anchor_of_step(figure->id), index.line_number(figure->step))},
                             {plain(index.in(index.program().steps[figure->step].label))},
                             {index.figure(*figure)},
                             std::move(worlds),
                             rests_on(index, figure->step)}});
    }
  }
  return table;
}

// ---------------------------------------------------------------------------------------------------------- each
// person

Says name_for(Kind kind) {
  switch (kind) {
    case Kind::none: break;
    case Kind::gross: return Says::kind_gross;
    case Kind::net: return Says::kind_net;
    case Kind::cost: return Says::kind_cost;
    case Kind::wage: return Says::kind_wage;
    case Kind::loss: return Says::kind_loss;
    case Kind::harm: return Says::kind_harm;
    case Kind::award: return Says::kind_award;
  }
  return Says::kind_none;
}

Says sentence_for(DayRule rule) {
  switch (rule) {
    case DayRule::both: return Says::day_rule_both;
    case DayRule::first_only: return Says::day_rule_first_only;
    case DayRule::last_only: return Says::day_rule_last_only;
    case DayRule::neither: break;
  }
  return Says::day_rule_neither;
}

Inlines place_of(const ReportIndex& index, const std::string& victim, const std::string& period) {
  for (const CasePeriodFacts& facts : index.source_case().period_facts) {
    if (facts.victim == victim && facts.period == period) {
      return stacked({facts.place == Words{} ? Inlines{} : Inlines{plain(index.in(facts.place))},
                      facts.venue == Words{} ? Inlines{} : Inlines{plain(index.in(facts.venue))}});
    }
  }
  return {};
}

Table periods_of(const ReportIndex& index, const SettingVictim& victim) {
  Table table;
  table.id = "periods." + victim.id;
  table.caption = index.say(Says::persons_periods, {index.in(victim.label)});
  table.columns = {{index.say(Says::column_period), false, 18},
                   {index.say(Says::column_place), false, 26},
                   {index.say(Says::column_time), false, 20},
                   {index.say(Says::column_models), false, 20},
                   {index.say(Says::column_evidence), false, 16}};
  for (const SettingPeriod& period : victim.periods) {
    std::vector<Inlines> models;
    for (const std::string& id : period.models) {
      const Model* model = index.estimate().library->model(id);
      models.push_back({link_to("model." + id, model != nullptr ? index.in(model->title) : id)});
    }
    const GivenValue& evidence = period.length ? *period.length : period.dates_evidence;
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(index.in(period.label))},
                           place_of(index, victim.id, period.id),
                           time_of(index, period),
                           stacked(models),
                           grade_and_marks(index, evidence.grade, index.mark(evidence.citation))}});
  }
  return table;
}

Table figures_of(const ReportIndex& index, const SettingVictim& victim) {
  Table table;
  table.id = "figures." + victim.id;
  table.caption = index.say(Says::persons_figures, {index.in(victim.label)});
  table.columns = {{index.say(Says::column_figure), false, 37},
                   {index.say(Says::column_amount), true, 21},
                   {index.say(Says::column_documented_floor), true, 21},
                   {index.say(Says::column_at_least_95), true, 21}};
  for (const Figure& figure : index.estimate().figures) {
    if (figure.victim != victim.id || !figure.period.empty() || index.repeats_another(figure) ||
        index.is_part_of_award(figure)) {
      continue;
    }
    Inlines floor{plain(index.say(Says::persons_no_floor))};
    if (figure.floor.value) {
      floor = {index.figure(figure, "floor", *figure.floor.value)};
    }
    Inlines spread{plain(index.say(Says::persons_not_drawn))};
    if (figure.spread) {
      spread = {index.figure(figure, "p05", figure.spread->p05)};
    }
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(index.in(index.program().steps[figure.step].label))},
                           {index.figure(figure)},
                           std::move(floor),
                           std::move(spread)}});
  }
  return table;
}

// Which periods count in which amount, by the name of the amount.
Table counted_of(const ReportIndex& index) {
  Table table;
  table.id = "counted";
  table.caption = index.say(Says::counted_caption);
  table.columns = {{index.say(Says::column_figure), false, 34},
                   {index.say(Says::column_kind), false, 18},
                   {index.say(Says::column_counts), false, 48}};
  std::vector<const Figure*> done;
  for (const Figure& first : index.estimate().figures) {
    if (index.part_of(first) != Part::period || index.repeats_another(first) || index.is_of_forum(first) ||
        std::any_of(done.begin(), done.end(), [&](const Figure* other) { return alike(*other, first); })) {
      continue;
    }
    done.push_back(&first);
    std::vector<Inlines> periods;
    for (const Figure& figure : index.estimate().figures) {
      if (alike(figure, first) && index.part_of(figure) == Part::period && figure.key.empty()) {
        periods.push_back({plain(index.owner_label(figure.victim, figure.period))});
      }
    }
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(index.in(index.program().steps[first.step].label))},
                           {plain(index.say(name_for(first.kind)))},
                           stacked(periods)}});
  }
  return table;
}

}  // namespace

Inlines time_of(const ReportIndex& index, const SettingPeriod& period) {
  const Language language = index.language();
  if (period.dates && index.public_copy()) {
    const std::string first = std::to_string(period.dates->first().year());
    const std::string last = std::to_string(period.dates->last().year());
    return {plain(first == last ? index.say(Says::redacted_year, {first})
                                : index.say(Says::redacted_years, {first, last}))};
  }
  if (period.dates) {
    return stacked(
        {say_with(language, Says::time_from_to,
                  {{date_inline(period.dates->first(), language)}, {date_inline(period.dates->last(), language)}}),
         {plain(index.say(sentence_for(period.dates->rule())))}});
  }
  return period.length ? Inlines{plain(quantity_text(period.length->value, period.length->unit, language))} : Inlines{};
}

Section schedule_section(const ReportIndex& index) {
  Section made = section(schedule_id, index.say(Says::schedule_title));
  std::vector<const Figure*> done;
  for (const bool by_period : {true, false}) {
    for (const Figure& figure : index.estimate().figures) {
      const Part part = index.part_of(figure);
      const bool wanted = by_period ? part == Part::period : part == Part::victim || part == Part::total;
      const bool had =
          std::any_of(done.begin(), done.end(), [&](const Figure* other) { return alike(*other, figure); });
      // What a court gives stands under its own law, in the section that follows.
      if (wanted && !had && !index.repeats_another(figure) && !index.is_of_forum(figure)) {
        if (done.empty()) {
          made.blocks.push_back(paragraph(index.say(Says::schedule_intro)));
        }
        done.push_back(&figure);
        made.blocks.push_back({schedule_of(index, figure)});
      }
    }
  }
  if (Table studies = studies_of(index); !studies.rows.empty()) {
    made.blocks.push_back({std::move(studies)});
  }
  if (made.blocks.empty()) {
    made.blocks.push_back(paragraph(index.say(Says::schedule_none)));
  }
  return made;
}

Section persons_section(const ReportIndex& index) {
  Section made = section("persons", index.say(Says::persons_title));
  if (index.source_case().setting.victims.empty()) {
    return made;
  }
  made.blocks.push_back({timeline_picture(index)});
  for (const SettingVictim& victim : index.source_case().setting.victims) {
    Section person = section("person." + victim.id, index.in(victim.label));
    person.blocks.push_back({periods_of(index, victim)});
    if (Table figures = figures_of(index, victim); !figures.rows.empty()) {
      person.blocks.push_back({std::move(figures)});
    }
    made.blocks.push_back({std::move(person)});
  }
  if (Table counted = counted_of(index); !counted.rows.empty()) {
    Section once = section("once", index.say(Says::counted_title));
    once.blocks.push_back(paragraph(index.say(Says::counted_intro)));
    once.blocks.push_back({std::move(counted)});
    made.blocks.push_back({std::move(once)});
  }
  return made;
}

}  // namespace restituo
