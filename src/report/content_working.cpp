#include "content.hpp"
#include "format.hpp"
#include "line_forms.hpp"

namespace restituo {
namespace {

// One number that went into a line: what it is, where it comes from, how well it is known.
Inlines leaf_of(const ReportIndex& index, const StepOwner& line, NodeId id) {
  const Program& program = index.program();
  const Node& node = program.nodes[id];
  const auto& value = index.estimate().central.at(id);
  const Inline number = value ? plain(quantity_text(*value, program.unit_of(id), index.language()))
                              : plain(index.say(Says::left_unreached));
  const Language language = index.language();
  if (node.op == Op::result) {
    return say_with(language, Says::leaf_of_line,
                    {{plain(index.step_label(node.payload))}, {number}, {index.line_link(node.payload)}});
  }
  if (node.op == Op::constant) {
    const ProgramConstant& constant = program.constants[node.payload];
    const Inlines label{plain(index.in(constant.label))};
    if (constant.origin == "default") {
      return say_with(language, Says::leaf_default, {label, {number}});
    }
    const SeriesValue* series = index.series_value(constant.origin);
    return series == nullptr
               ? say_with(language, Says::leaf, {label, {number}})
               : say_with(language, Says::leaf_of_series, {label, {number}, index.mark(series->citation)});
  }
  const BoundInput& input = index.estimate().bound.inputs[node.payload];
  const GivenValue& given = input.given;
  const bool of_this_line = input.victim == line.victim && input.period == line.period && input.key.empty();
  const std::string label =
      of_this_line ? index.in(program.inputs[node.payload].label) : index.input_label(node.payload);
  Inlines leaf = say_with(language, Says::leaf, {{plain(label)}, {number}});
  leaf.push_back(plain(". "));
  append(leaf, grade_and_marks(index, given.grade, index.mark(given.citation)));
  if (given.status != Status::read) {
    leaf.push_back(
        plain("; " + index.say(given.status == Status::derived ? Says::status_derived : Says::status_recalled)));
  }
  return leaf;
}

// The rule of a court that a step works out; nothing for any other step.
const BoundRule* bound_rule_of(const ReportIndex& index, const Step& step) {
  for (const BoundRule& bound : index.estimate().bound.rules) {
    if (bound.step == step.id) return &bound;
  }
  return nullptr;
}

// Inside the part of one court its name is not said again.
std::string without(std::string text, const std::string& court) {
  if (court.empty()) return text;
  const std::string prefix = court + ": ";
  for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at)) text.erase(at, prefix.size());
  return text;
}

Inlines without(Inlines content, const std::string& court) {
  for (Inline& part : content) part.text = without(std::move(part.text), court);
  return content;
}

Section line_of(const ReportIndex& index, StepId id, const std::string& court) {
  const Step& step = index.program().steps[id];
  const Working working = index.working(id);
  const std::string label = without(index.in(step.label), court);
  Section line = unnumbered(anchor_of_step(step.id), index.say(Says::working_line, {index.line_number(id), label}));

  DefinitionList list;
  list.role = DefinitionList::Role::working;
  const auto entry = [&](Says term, std::vector<Inlines> meanings) {
    list.entries.push_back({{}, {plain(index.say(term))}, std::move(meanings)});
  };
  if (!index.in(step.says).empty()) {
    entry(Says::working_in_words, {{plain(index.in(step.says))}});
  }
  entry(Says::working_formula, {{plain(without(working.symbols, court))}});
  entry(Says::working_numbers, {{plain(working.numbers)}});
  if (!working.before_rounding.empty()) {
    entry(Says::working_before_rounding, {{amount_inline(working.before_rounding)}});
  }
  Inline result = amount_inline(working.result);
  result.form = Inline::Form::strong;
  // The result of a figure is that figure: a test finds each of them here.
  if (const Figure* figure = index.figure_with(step.id)) result = index.figure(*figure);
  entry(Says::working_result, {{std::move(result)}});
  if (!working.before_rounding.empty()) {
    const std::string because = index.in(step.rounding_because);
    entry(Says::working_rounding,
          {{plain(because.empty() ? working.rounding
                                  : index.say(Says::working_rounding_because, {working.rounding, because}))}});
  }
  if (working.approximated) {
    entry(Says::working_approximated, {{plain(index.say(Says::working_approximated_text))}});
  }
  std::vector<Inlines> leaves;
  for (const NodeId leaf : working.leaves) {
    leaves.push_back(without(leaf_of(index, step.owner, leaf), court));
  }
  if (!leaves.empty()) {
    entry(Says::working_rests_on, std::move(leaves));
  }
  line.blocks.push_back({std::move(list)});
  return line;
}

// Why a line is told in one row.
Inlines reason_of(const ReportIndex& index, const LineForms& forms, StepId id) {
  switch (forms.of(id)) {
    case LineForm::worked: break;
    case LineForm::carries:
      return say_with(index.language(), Says::working_carries, {{index.line_link(forms.source_of(id))}});
    case LineForm::unused: return {plain(index.say(Says::working_unused))};
    case LineForm::nothing: {
      const BoundRule* bound = bound_rule_of(index, index.program().steps[id]);
      const bool off = bound != nullptr && bound->state != BoundRule::State::computed;
      return {plain(index.say(off ? Says::working_off : Says::working_gives_nothing))};
    }
  }
  return {};
}

Table short_lines(const ReportIndex& index, const LineForms& forms, const std::vector<StepId>& steps,
                  const std::string& court) {
  Table table;
  table.caption = index.say(Says::working_short_caption);
  table.columns = {{index.say(Says::column_line), true, 8},
                   {index.say(Says::column_description), false, 36},
                   {index.say(Says::working_result), true, 20},
                   {index.say(Says::working_short_why), false, 36}};
  table.row_header = 1;
  for (const StepId id : steps) {
    const Step& step = index.program().steps[id];
    const Figure* figure = index.figure_with(step.id);
    table.rows.push_back({Table::RowRole::line,
                          anchor_of_step(step.id),
                          {{plain(index.line_number(id))},
                           {plain(without(index.in(step.label), court))},
                           {figure != nullptr ? index.figure(*figure) : amount_inline(index.working(id).result)},
                           reason_of(index, forms, id)}});
  }
  return table;
}

// The model by which these lines go, where it is one; a sum over persons goes by none.
const Model* only_model_of(const ReportIndex& index, const std::vector<StepId>& steps) {
  const Model* found = nullptr;
  for (const StepId id : steps) {
    const Model* model = index.estimate().library->model(index.program().steps[id].owner.model);
    if (model == nullptr) continue;
    if (found != nullptr && model != found) return nullptr;
    found = model;
  }
  return found;
}

// Lines that go together, each worked one in full; the rest in one table behind them.
void add_lines(const ReportIndex& index, const LineForms& forms, const std::vector<StepId>& steps,
               const std::string& court, std::vector<Block>& blocks) {
  if (const Model* model = only_model_of(index, steps); model != nullptr && court.empty()) {
    blocks.push_back(paragraph(
        say_with(index.language(), Says::working_by_model, {{link_to("model." + model->id, index.in(model->title))}}),
        Paragraph::Role::small));
  }
  std::vector<StepId> in_short;
  for (const StepId id : steps) {
    if (forms.of(id) == LineForm::worked) {
      blocks.push_back({line_of(index, id, court)});
    } else {
      in_short.push_back(id);
    }
  }
  if (!in_short.empty()) blocks.push_back({short_lines(index, forms, in_short, court)});
}

}  // namespace

Section working_section(const ReportIndex& index) {
  Section made = section("working", index.say(Says::working_title));
  made.blocks.push_back(paragraph(index.say(Says::working_intro)));
  made.blocks.push_back(paragraph(index.say(Says::working_intro_short)));
  const LineForms forms(index);
  for (const LineGroup& group : index.lines()) {
    Section part = section(group.id, group.title);
    std::vector<StepId> of_models;
    std::vector<std::pair<const Model*, std::vector<StepId>>> of_courts;
    for (const StepId step : group.steps) {
      const Model* court = court_of(index, step);
      if (court == nullptr) {
        of_models.push_back(step);
      } else if (of_courts.empty() || of_courts.back().first != court) {
        of_courts.push_back({court, {step}});
      } else {
        of_courts.back().second.push_back(step);
      }
    }
    add_lines(index, forms, of_models, {}, part.blocks);
    for (std::size_t i = 0; i < of_courts.size(); ++i) {
      const std::string title = index.in(of_courts[i].first->title);
      Section of_court = section(group.id + ".court." + std::to_string(i + 1), title);
      add_lines(index, forms, of_courts[i].second, title, of_court.blocks);
      part.blocks.push_back({std::move(of_court)});
    }
    made.blocks.push_back({std::move(part)});
  }
  return made;
}

}  // namespace restituo
