#include "content.hpp"
#include "format.hpp"

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

// The rule of a court that gives nothing here because its condition does not hold.
const Rule* rule_not_applied(const ReportIndex& index, const Step& step) {
  for (const BoundRule& bound : index.estimate().bound.rules) {
    if (bound.step != step.id || bound.state != BoundRule::State::not_claimed) continue;
    const Model* model = index.estimate().library->model(bound.forum);
    if (model == nullptr || !model->forum) continue;
    for (const Rule& rule : model->forum->rules) {
      if (rule.id == bound.rule) return &rule;
    }
  }
  return nullptr;
}

Section line_of(const ReportIndex& index, StepId id) {
  const Step& step = index.program().steps[id];
  const Working working = index.working(id);
  std::string label = index.in(step.label);
  Section line = unnumbered(anchor_of_step(step.id), index.say(Says::working_line, {index.line_number(id), label}));

  DefinitionList list;
  list.role = DefinitionList::Role::working;
  const auto entry = [&](Says term, std::vector<Inlines> meanings) {
    list.entries.push_back({{}, {plain(index.say(term))}, std::move(meanings)});
  };
  if (!index.in(step.says).empty()) {
    entry(Says::working_in_words, {{plain(index.in(step.says))}});
  }
  entry(Says::working_formula, {{plain(working.symbols)}});
  entry(Says::working_numbers, {{plain(working.numbers)}});
  if (!working.before_rounding.empty()) {
    entry(Says::working_before_rounding, {{amount_inline(working.before_rounding)}});
  }
  Inline result = amount_inline(working.result);
  result.form = Inline::Form::strong;
  // The result of a figure is that figure: a test finds each of them here.
  for (const Figure& figure : index.estimate().figures) {
    if (figure.step == id) result = index.figure(figure);
  }
  entry(Says::working_result, {{std::move(result)}});
  if (!working.rounding.empty()) {
    const std::string because = index.in(step.rounding_because);
    const std::string rule =
        because.empty() ? working.rounding : index.say(Says::working_rounding_because, {working.rounding, because});
    entry(Says::working_rounding,
          {{plain(working.before_rounding.empty() ? index.say(Says::working_nothing_to_round, {rule}) : rule)}});
  }
  if (working.approximated) {
    entry(Says::working_approximated, {{plain(index.say(Says::working_approximated_text))}});
  }
  std::vector<Inlines> leaves;
  for (const NodeId leaf : working.leaves) {
    leaves.push_back(leaf_of(index, step.owner, leaf));
  }
  if (!leaves.empty()) {
    entry(Says::working_rests_on, std::move(leaves));
  }
  if (const Model* model = index.estimate().library->model(step.owner.model)) {
    std::vector<Inlines> of_model{
        say_with(index.language(), Says::working_model_formula,
                 {{link_to("model." + model->id, index.in(model->title))}, {code(step.formula)}})};
    if (const Rule* rule = rule_not_applied(index, step)) {
      of_model.push_back({plain(index.say(Says::claim_condition)), code(rule->applies_text)});
    }
    entry(Says::working_model, std::move(of_model));
  }
  line.blocks.push_back({std::move(list)});
  return line;
}

}  // namespace

Section working_section(const ReportIndex& index) {
  Section made = section("working", index.say(Says::working_title));
  made.blocks.push_back(paragraph(index.say(Says::working_intro)));
  for (const LineGroup& group : index.lines()) {
    Section part = section(group.id, group.title);
    for (const StepId step : group.steps) {
      part.blocks.push_back({line_of(index, step)});
    }
    made.blocks.push_back({std::move(part)});
  }
  return made;
}

}  // namespace restituo
