#include <algorithm>

#include <restituo/quantity/decimal.hpp>

#include "content.hpp"
#include "format.hpp"
#include "line_forms.hpp"

namespace restituo {
namespace {

Says name_for(Shape shape) {
  switch (shape) {
    case Shape::triangular: return Says::shape_triangular;
    case Shape::pert: return Says::shape_pert;
    case Shape::uniform: return Says::shape_uniform;
    case Shape::normal: return Says::shape_normal;
    case Shape::lognormal: return Says::shape_lognormal;
    case Shape::beta: return Says::shape_beta;
    case Shape::gamma: return Says::shape_gamma;
    case Shape::weibull: return Says::shape_weibull;
    case Shape::student_t: return Says::shape_student_t;
    case Shape::poisson: return Says::shape_poisson;
    case Shape::binomial: return Says::shape_binomial;
    case Shape::discrete: return Says::shape_discrete;
    case Shape::histogram: return Says::shape_histogram;
    case Shape::empirical: return Says::shape_empirical;
    case Shape::pool: break;
  }
  return Says::shape_pool;
}

Says name_for(Means means) {
  switch (means) {
    case Means::min_mode_max: return Says::means_min_mode_max;
    case Means::min_max: return Says::means_min_max;
    case Means::p05_p50_p95: return Says::means_p05_p50_p95;
    case Means::p10_p50_p90: return Says::means_p10_p50_p90;
    case Means::parameters: return Says::means_parameters;
    case Means::quantiles: return Says::means_quantiles;
    case Means::list: return Says::means_list;
    case Means::experts: break;
  }
  return Says::means_experts;
}

Inlines range_of(const ReportIndex& index, const GivenValue& given) {
  const Language language = index.language();
  std::vector<Inlines> lines;
  if (given.low && given.high) {
    lines.push_back({plain(
        index.say(Says::range_low_high, {number_text(*given.low, language), number_text(*given.high, language)}))});
  }
  if (given.spread) {
    const Spread& spread = *given.spread;
    const std::string points = numbers_text(spread, [&](const Exact& value) { return number_text(value, language); });
    lines.push_back({plain(
        index.say(Says::range_drawn, {index.say(name_for(spread.shape)), index.say(name_for(spread.means)), points}))});
    if (const Inlines prior = index.mark(given.spread_citation); !prior.empty()) {
      lines.push_back(say_with(language, Says::range_drawn_source, {prior}));
    }
  } else {
    lines.push_back({plain(index.say(Says::range_fixed))});
  }
  return stacked(lines);
}

Inlines rival_of(const ReportIndex& index, const GivenValue& given) {
  if (!given.rival) {
    return {plain(index.say(Says::rival_none))};
  }
  const Rival& rival = *given.rival;
  const Says sentence = rival.value < given.value   ? Says::rival_lower
                        : rival.value > given.value ? Says::rival_higher
                                                    : Says::rival_same;
  return stacked({{plain(index.say(sentence, {quantity_text(rival.value, given.unit, index.language())}))},
                  rival.says == Words{} ? Inlines{} : Inlines{plain(index.in(rival.says))},
                  index.mark(rival.citation)});
}

Table::Row row_of(const ReportIndex& index, InputId id) {
  const BoundInput& input = index.estimate().bound.inputs[id];
  const GivenValue& given = input.given;
  Inlines status;
  if (given.status != Status::read) {
    status = {plain(index.say(given.status == Status::derived ? Says::status_derived : Says::status_recalled))};
  }
  const std::string note = index.in(given.note);
  return {Table::RowRole::line,
          "input." + index.program().inputs[id].id,
          {{plain(index.input_name(id))},
           {plain(quantity_text(given.value, given.unit, index.language()))},
           range_of(index, given),
           {plain(std::string(1, letter_of(given.grade)))},
           stacked({index.mark(given.citation), status, note.empty() ? Inlines{} : Inlines{plain(note)}}),
           rival_of(index, given)}};
}

// The inputs under headings: of the whole case, of each person and period, and those that models bring along.
Table inputs_table(const ReportIndex& index) {
  Table table;
  table.id = "inputs";
  table.caption = index.say(Says::assumptions_caption);
  table.columns = {{index.say(Says::column_input), false, 19},  {index.say(Says::column_ours), false, 13},
                   {index.say(Says::column_range), false, 24},  {index.say(Says::column_grade), false, 6},
                   {index.say(Says::column_source), false, 20}, {index.say(Says::column_theirs), false, 18}};
  const auto& inputs = index.estimate().bound.inputs;
  const auto heading_of = [&](const BoundInput& input) {
    if (!input.model.empty()) {
      const Model* model = index.estimate().library->model(input.model);
      return index.say(Says::assumptions_brought_by_model, {model == nullptr ? input.model : index.in(model->title)});
    }
    const std::string owner = index.owner_label(input.victim, input.period);
    return owner.empty() ? index.say(Says::working_whole_case) : owner;
  };
  std::vector<std::string> headings;
  for (const bool of_models : {false, true}) {
    for (const BoundInput& input : inputs) {
      const std::string heading = heading_of(input);
      if (input.model.empty() != of_models && std::find(headings.begin(), headings.end(), heading) == headings.end()) {
        headings.push_back(heading);
      }
    }
  }
  for (const std::string& heading : headings) {
    table.rows.push_back({Table::RowRole::group, {}, {{plain(heading)}}});
    for (InputId id = 0; id < inputs.size(); ++id) {
      if (heading_of(inputs[id]) == heading) {
        table.rows.push_back(row_of(index, id));
      }
    }
  }
  return table;
}

// What counts although no input of the case says it: what a model takes where the case is silent, and the values of
// dated series.
Table silent_table(const ReportIndex& index) {
  Table table;
  table.id = "silent-inputs";
  table.caption = index.say(Says::assumptions_silent_caption);
  table.columns = {{index.say(Says::column_input), false, 46},
                   {index.say(Says::column_ours), false, 20},
                   {index.say(Says::column_source), false, 34}};
  const Program& program = index.program();
  const LineForms forms(index);
  std::vector<std::string> told;
  for (StepId id = 0; id < program.steps.size(); ++id) {
    if (forms.of(id) == LineForm::nothing || forms.of(id) == LineForm::unused) continue;
    for (const NodeId leaf : index.working(id).leaves) {
      if (program.nodes[leaf].op != Op::constant) continue;
      const ProgramConstant& constant = program.constants[program.nodes[leaf].payload];
      const SeriesValue* series = index.series_value(constant.origin);
      if (series == nullptr && constant.origin != "default") continue;
      const auto& value = index.estimate().central.at(leaf);
      if (!value) continue;
      const std::string label = index.in(constant.label);
      const std::string amount = quantity_text(*value, program.unit_of(leaf), index.language());
      if (std::find(told.begin(), told.end(), label + amount) != told.end()) continue;
      told.push_back(label + amount);
      table.rows.push_back(
          {Table::RowRole::line,
           {},
           {{plain(label)},
            {plain(amount)},
            series != nullptr ? index.mark(series->citation) : Inlines{plain(index.say(Says::assumptions_silent))}}});
    }
  }
  return table;
}

// What depends on an input, one line for each kind of figure: "Gross takings: 77,760.00 USD (Reynosa); 941,760.00 USD
// (total)".
Inlines amounts_on(const ReportIndex& index, InputId id) {
  const Language language = index.language();
  const bool one_person = index.source_case().setting.victims.size() == 1;
  std::vector<const Figure*> figures = index.figures_on(id);
  std::stable_sort(figures.begin(), figures.end(),
                   [&](const Figure* a, const Figure* b) { return index.line_of(a->step) < index.line_of(b->step); });
  std::vector<std::pair<const Figure*, Inlines>> lines;  // each with the figure that gives it its label
  for (const Figure* figure : figures) {
    if (index.repeats_another(*figure) || index.is_part_of_award(*figure)) {
      continue;
    }
    const auto part = index.part_of(*figure);
    if (part == ReportIndex::Part::study || part == ReportIndex::Part::cross_check) {
      lines.push_back({figure, {}});
      const Step& step = index.program().steps[figure->step];
      const std::string label = part == ReportIndex::Part::cross_check ? index.run_label(step) : index.in(step.label);
      append(lines.back().second, say_with(language, Says::labelled_amount, {{plain(label)}, {index.figure(*figure)}}));
      continue;
    }
    if (one_person && part == ReportIndex::Part::victim && (figure->model.empty() || index.is_of_forum(*figure))) {
      continue;
    }
    const std::string whose = part == ReportIndex::Part::total ? index.say(Says::whole_sum)
                              : one_person && !figure->period.empty()
                                  ? index.period_label(figure->victim, figure->period)
                                  : index.owner_label(figure->victim, figure->period);
    const Inlines amount = say_with(language, Says::amount_of, {{index.figure(*figure)}, {plain(whose)}});
    const auto line = std::find_if(lines.begin(), lines.end(), [&](const auto& one) {
      return one.first->name == figure->name && one.first->unit == figure->unit && !one.first->victim.empty();
    });
    if (line == lines.end()) {
      lines.push_back({figure, say_with(language, Says::labelled_amount,
                                        {{plain(index.in(index.program().steps[figure->step].label))}, amount})});
    } else {
      line->second.push_back(plain("; "));
      append(line->second, amount);
    }
  }
  std::vector<Inlines> texts;
  for (auto& [figure, text] : lines) {
    texts.push_back(std::move(text));
  }
  return texts.empty() ? Inlines{plain(index.say(Says::weak_no_figure))} : stacked(texts);
}

Table weak_table(const ReportIndex& index) {
  Table table;
  table.id = "weak-inputs";
  table.caption = index.say(Says::weak_caption);
  table.columns = {{index.say(Says::column_input), false, 34},
                   {index.say(Says::column_grade), false, 8},
                   {index.say(Says::column_depends), false, 58}};
  const auto& inputs = index.estimate().bound.inputs;
  for (InputId id = 0; id < inputs.size(); ++id) {
    if (is_documented(inputs[id].given.grade)) {
      continue;
    }
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(index.input_label(id))},
                           {plain(std::string(1, letter_of(inputs[id].given.grade)))},
                           amounts_on(index, id)}});
  }
  return table;
}

}  // namespace

Section assumptions_section(const ReportIndex& index) {
  Section made = section(assumptions_id, index.say(Says::assumptions_title));
  if (index.estimate().bound.inputs.empty()) {
    made.blocks.push_back(paragraph(index.say(Says::assumptions_none)));
    return made;
  }
  made.blocks.push_back(paragraph(
      say_with(index.language(), Says::assumptions_intro, {{link_to(glossary_id, index.say(Says::glossary_title))}})));
  made.blocks.push_back({inputs_table(index)});
  if (Table silent = silent_table(index); !silent.rows.empty()) made.blocks.push_back({std::move(silent)});

  Section weak = section("weak", index.say(Says::weak_title));
  if (Table table = weak_table(index); table.rows.empty()) {
    weak.blocks.push_back(paragraph(index.say(Says::weak_none)));
  } else {
    weak.blocks.push_back(paragraph(index.say(Says::weak_intro)));
    weak.blocks.push_back({std::move(table)});
  }
  made.blocks.push_back({std::move(weak)});
  return made;
}

}  // namespace restituo
