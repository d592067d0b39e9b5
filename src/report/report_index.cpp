#include "report_index.hpp"

#include <algorithm>
#include <set>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/challenge/challenge.hpp>

#include "format.hpp"

namespace restituo {

std::string source_anchor(std::size_t number) { return "source." + std::to_string(number); }

Inline amount_inline(std::string text) {
  Inline result = plain(text);
  if (is_negative_text(text)) {
    result.text = with_parentheses(text);
    result.spoken = std::move(text);
  }
  return result;
}

ReportIndex::ReportIndex(const Estimate& estimate, Language language, bool public_copy)
    : estimate_(estimate), language_(language), public_copy_(public_copy) {
  must(estimate.source_case != nullptr && estimate.library != nullptr, "an estimate knows its case and its library");
  find_supports();
  number_lines();
  number_sources();
}

// Nodes stand after their operands, so one pass collects what every node rests on. Steps are few beside nodes: only a
// step's own nodes are held at a time, and what an earlier step rests on is taken from it.
void ReportIndex::find_supports() {
  const Program& all = program();
  supports_.resize(all.steps.size());
  std::vector<bool> seen(all.nodes.size());
  for (StepId step = 0; step < all.steps.size(); ++step) {
    std::set<InputId> inputs;
    std::set<std::string> series;
    std::vector<NodeId> open{all.operands_of(all.steps[step].root).front()};
    std::vector<NodeId> visited;
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      if (seen[node]) {
        continue;
      }
      seen[node] = true;
      visited.push_back(node);
      const Node& what = all.nodes[node];
      if (what.op == Op::input) {
        inputs.insert(what.payload);
      } else if (what.op == Op::constant) {
        if (all.constants[what.payload].origin.find('@') != std::string::npos) {
          series.insert(all.constants[what.payload].origin);
        }
        if (const auto& rests_on = all.constants[what.payload].rests_on) inputs.insert(*rests_on);
      } else if (what.op == Op::result) {
        const Support& earlier = supports_[what.payload];
        inputs.insert(earlier.inputs.begin(), earlier.inputs.end());
        series.insert(earlier.series.begin(), earlier.series.end());
      } else {
        const auto operands = all.operands_of(node);
        open.insert(open.end(), operands.begin(), operands.end());
      }
    }
    for (const NodeId node : visited) {
      seen[node] = false;
    }
    supports_[step].inputs.assign(inputs.begin(), inputs.end());
    supports_[step].series.assign(series.begin(), series.end());
  }
}

void ReportIndex::number_lines() {
  const Program& all = program();
  const auto add = [&](std::string id, std::string title, auto belongs) {
    LineGroup group{std::move(id), std::move(title), {}};
    for (StepId step = 0; step < all.steps.size(); ++step) {
      if (line_numbers_[step] == 0 && belongs(all.steps[step])) {
        group.steps.push_back(step);
      }
    }
    for (const StepId step : group.steps) {
      line_numbers_[step] = 1;  // taken; the number itself comes below
    }
    if (!group.steps.empty()) {
      lines_.push_back(std::move(group));
    }
  };
  line_numbers_.assign(all.steps.size(), 0);
  for (const SettingVictim& victim : source_case().setting.victims) {
    for (const SettingPeriod& period : victim.periods) {
      add("lines." + victim.id + "." + period.id, owner_label(victim.id, period.id),
          [&](const Step& step) { return step.owner.victim == victim.id && step.owner.period == period.id; });
    }
    add("lines." + victim.id, in(victim.label), [&](const Step& step) { return step.owner.victim == victim.id; });
  }
  add("lines", say(Says::working_whole_case), [&](const Step& step) { return run_label(step).empty(); });
  std::vector<std::string> runs;
  for (const Step& step : all.steps) {
    if (const std::string run = run_label(step);
        !run.empty() && std::find(runs.begin(), runs.end(), run) == runs.end()) {
      runs.push_back(run);
      add("lines.run." + std::to_string(runs.size()), run, [&](const Step& other) { return run_label(other) == run; });
    }
  }
  std::size_t number = 0;
  for (const LineGroup& group : lines_) {
    for (const StepId step : group.steps) {
      line_numbers_[step] = ++number;
    }
  }
  must(number == all.steps.size(), "each step has its line");
}

void ReportIndex::number_source(const std::string& id) {
  if (!id.empty() && numbers_.emplace(id, sources_.size() + 1).second) {
    sources_.push_back(id);
  }
}

void ReportIndex::number_sources() {
  for (const SettingVictim& victim : source_case().setting.victims) {
    for (const SettingPeriod& period : victim.periods) {
      if (period.dates) {
        number_source(period.dates_evidence.citation.source);
      }
    }
  }
  for (const BoundInput& input : estimate_.bound.inputs) {
    number_source(input.given.citation.source);
    number_source(input.given.spread_citation.source);
    if (input.given.rival) {
      number_source(input.given.rival->citation.source);
    }
  }
  for (const Support& support : supports_) {
    for (const std::string& origin : support.series) {
      if (const SeriesValue* value = series_value(origin)) {
        number_source(value->citation.source);
      }
    }
  }
  for (const std::string& id : estimate_.bound.models_used) {
    const Model* model = estimate_.library->model(id);
    must(model != nullptr, "a model that was used is in the library");
    number_source(model->method.source);
    if (model->forum) {
      for (const Rule& rule : model->forum->rules) {
        for (const RuleText& text : rule.texts) number_source(text.basis.citation.source);
      }
      for (const ForumChoice& choice : model->forum->choices) {
        for (const auto& option : choice.options) number_source(option.citation.source);
      }
    }
    for (const Criticism& criticism : model->criticisms) {
      number_source(criticism.citation.source);
    }
  }
}

// ------------------------------------------------------------------------------------------------ people and periods

std::string ReportIndex::victim_label(const std::string& victim) const {
  for (const SettingVictim& one : source_case().setting.victims) {
    if (one.id == victim) {
      return in(one.label);
    }
  }
  return victim;
}

std::string ReportIndex::period_label(const std::string& victim, const std::string& period) const {
  for (const SettingVictim& one : source_case().setting.victims) {
    for (const SettingPeriod& candidate : one.periods) {
      if (one.id == victim && candidate.id == period) {
        return in(candidate.label);
      }
    }
  }
  return period;
}

std::string ReportIndex::owner_label(const std::string& victim, const std::string& period) const {
  if (victim.empty()) {
    return {};
  }
  return period.empty() ? victim_label(victim)
                        : say(Says::joined_label, {victim_label(victim), period_label(victim, period)});
}

std::string ReportIndex::key_label(const std::string& model_id, const std::string& key) const {
  for (const std::string& used : estimate_.bound.models_used) {
    if (!model_id.empty() && used != model_id) {
      continue;
    }
    const Model* model = estimate_.library->model(used);
    must(model != nullptr, "a model that was used is in the library");
    for (const auto& [set, keys] : model->keys) {
      for (const ModelKey& one : keys) {
        if (one.id == key) {
          return in(one.label);
        }
      }
    }
  }
  return key;
}

std::string ReportIndex::run_label(const Step& step) const {
  const Model* model = estimate_.library->model(step.owner.model);
  if (model == nullptr || !step.owner.victim.empty()) {
    return {};
  }
  // The step's id names the keys that were chosen; of two runs of a model they tell which one it is.
  const auto parts = split(step.id, '.');
  for (const SettingModel& run : source_case().setting.models) {
    const bool chosen = std::all_of(run.choices.begin(), run.choices.end(), [&](const auto& choice) {
      return std::find(parts.begin(), parts.end(), choice.second) != parts.end();
    });
    if (run.model == step.owner.model && chosen) {
      std::string label = in(model->title);
      for (const auto& [set, key] : run.choices) {
        label = say(Says::joined_label, {label, key_label(run.model, key)});
      }
      return label;
    }
  }
  return {};
}

std::string ReportIndex::people() const {
  std::vector<std::string> labels;
  for (const SettingVictim& victim : source_case().setting.victims) {
    labels.push_back(in(victim.label));
  }
  return list_text(labels, language_);
}

// ------------------------------------------------------------------------------------------------- figures and lines

ReportIndex::Part ReportIndex::part_of(const Figure& figure) const {
  if (!program().steps[figure.step].compares_with.empty()) {
    return Part::cross_check;
  }
  if (!figure.period.empty()) {
    return Part::period;
  }
  if (!figure.victim.empty()) {
    return Part::victim;
  }
  return run_label(program().steps[figure.step]).empty() ? Part::total : Part::study;
}

std::string ReportIndex::step_label(StepId id) const {
  const Step& step = program().steps[id];
  // Sums over periods and persons carry the person in their label already; they belong to no model.
  if (step.owner.model.empty()) {
    return in(step.label);
  }
  std::string owner = owner_label(step.owner.victim, step.owner.period);
  if (owner.empty()) {
    owner = run_label(step);
  }
  return owner.empty() ? in(step.label) : say(Says::label_of_owner, {in(step.label), owner});
}

std::string ReportIndex::figure_label(const Figure& figure) const { return step_label(figure.step); }

const std::string& ReportIndex::group_title(StepId step) const {
  for (const LineGroup& group : lines_) {
    if (std::find(group.steps.begin(), group.steps.end(), step) != group.steps.end()) {
      return group.title;
    }
  }
  report_bug("each step has its line", std::source_location::current());
}

std::vector<std::pair<std::string, std::vector<const Figure*>>> ReportIndex::grouped_figures() const {
  std::vector<std::pair<std::string, std::vector<const Figure*>>> groups;
  const bool one_person = source_case().setting.victims.size() == 1;
  for (const Figure& figure : estimate_.figures) {
    const bool hers = part_of(figure) == Part::victim;
    const bool same_as_total = one_person && hers && (figure.model.empty() || is_of_forum(figure));
    const bool same_as_period = hers && figure.model.empty() && has_one_period(figure.victim);
    if (part_of(figure) == Part::cross_check || same_as_total || same_as_period || repeats_another(figure) ||
        is_part_of_award(figure)) {
      continue;
    }
    const std::string& title = group_title(figure.step);
    auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.first == title; });
    if (group == groups.end()) {
      groups.push_back({title, {}});
      group = std::prev(groups.end());
    }
    group->second.push_back(&figure);
  }
  return groups;
}

bool ReportIndex::has_one_period(const std::string& victim) const {
  const auto& victims = source_case().setting.victims;
  return std::any_of(victims.begin(), victims.end(),
                     [&](const SettingVictim& one) { return one.id == victim && one.periods.size() == 1; });
}

bool ReportIndex::is_of_forum(const Figure& figure) const {
  const Model* model = estimate_.library->model(figure.model);
  return model != nullptr && model->forum.has_value();
}

bool ReportIndex::is_part_of_award(const Figure& figure) const {
  return is_of_forum(figure) && figure.name != "award" && figure.name != "award_in_all";
}

Inline ReportIndex::line_link(StepId step) const {
  return link_to(anchor_of_step(program().steps[step].id), say(Says::line_reference, {line_number(step)}));
}

bool ReportIndex::repeats_another(StepId id) const {
  const Program& all = program();
  const Step& step = all.steps[id];
  std::vector<NodeId> open{all.operands_of(step.root).front()};
  std::vector<StepId> results;
  bool neutral_share = false;
  while (!open.empty()) {
    const Node& node = all.nodes[open.back()];
    const auto operands = all.operands_of(open.back());
    open.pop_back();
    switch (node.op) {
      case Op::result: results.push_back(node.payload); break;
      case Op::constant: {
        const ProgramConstant& constant = all.constants[node.payload];
        if (constant.origin != "default" || constant.value != Exact(1)) return false;
        neutral_share = true;
        break;
      }
      case Op::multiply:
      case Op::convert:
      case Op::round:
      case Op::sum: open.insert(open.end(), operands.begin(), operands.end()); break;
      default: return false;
    }
  }
  if (step.owner.model.empty()) {  // a sum over periods or persons
    return !results.empty() &&
           std::all_of(results.begin(), results.end(), [&](StepId result) { return repeats_another(result); });
  }
  return neutral_share && results.size() == 1 &&
         estimate_.central.value_of(all, results.front()) == estimate_.central.value_of(all, id);
}

// Gross takings come first and what they are reduced by after them; of wages the last one is what is still owed.
const Figure* ReportIndex::total_of_kind(Kind kind) const {
  const Figure* found = nullptr;
  for (const Figure& figure : estimate_.figures) {
    if (figure.kind == kind && part_of(figure) == Part::total && (found == nullptr || kind == Kind::wage)) {
      found = &figure;
    }
  }
  return found;
}

const Figure* ReportIndex::main_figure() const {
  const auto first = first_figure(estimate_);
  return first ? &estimate_.figures[*first] : nullptr;
}

const Figure* ReportIndex::figure_with(const std::string& id) const {
  const auto found =
      std::find_if(estimate_.figures.begin(), estimate_.figures.end(), [&](const Figure& one) { return one.id == id; });
  return found == estimate_.figures.end() ? nullptr : &*found;
}

const Figure* ReportIndex::figure_of(const std::string& victim, const std::string& name) const {
  const Figure* main = main_figure();
  if (main == nullptr || victim.empty()) return nullptr;
  for (const Figure& figure : estimate_.figures) {
    if (figure.name == name && figure.victim == victim && figure.period.empty() && figure.model == main->model) {
      return &figure;
    }
  }
  return nullptr;
}

const Figure* ReportIndex::her_part_of_the_answer(const std::string& victim) const {
  const Figure* main = main_figure();
  return main == nullptr ? nullptr : figure_of(victim, main->name == "award_in_all" ? "award" : main->name);
}

// --------------------------------------------------------------------------------------------- how figures are written

std::string ReportIndex::exact_text(const Figure& figure, const Exact& value) const {
  return figure_text(value, figure.decimals, figure.unit, language_);
}

Inline ReportIndex::figure(const Figure& figure_, const std::string& aspect, const Exact& value) const {
  Inline result = amount_inline(exact_text(figure_, value));
  result.form = Inline::Form::figure;
  result.target = figure_.id;
  result.aspect = aspect;
  return result;
}

Inline ReportIndex::figure(const Figure& figure_) const { return figure(figure_, "exact", figure_.exact); }

Inline ReportIndex::figure(const Figure& figure_, const std::string& aspect, double value) const {
  return figure(figure_, aspect, value, value);
}

Inline ReportIndex::figure(const Figure& figure_, const std::string& aspect, double value, double beside) const {
  const double shown = figure_.spread ? figure_.spread->supported(aspect, value) : value;
  Inline result = amount_inline(simulated_text(shown, beside, figure_.unit, language_));
  result.form = Inline::Form::figure;
  result.target = figure_.id;
  result.aspect = aspect;
  return result;
}

Inline ReportIndex::figure_number(const Figure& figure_, const std::string& aspect, double value) const {
  const double shown = figure_.spread ? figure_.spread->supported(aspect, value) : value;
  Inline result = amount_inline(simulated_number(shown, value, figure_.unit, language_));
  result.form = Inline::Form::figure;
  result.target = figure_.id;
  result.aspect = aspect;
  return result;
}

Working ReportIndex::working(StepId step) const {
  const Language language = language_;
  const WorkingStyle style{
      language, [language](const Exact& value, const Unit& unit) { return quantity_text(value, unit, language); }};
  return working_of(program(), estimate_.central, step, style);
}

// --------------------------------------------------------------------------------------------- what stands behind them

std::vector<const Figure*> ReportIndex::figures_on(InputId input) const {
  std::vector<const Figure*> result;
  for (const Figure& one : estimate_.figures) {
    const auto& inputs = supports_[one.step].inputs;
    if (std::binary_search(inputs.begin(), inputs.end(), input)) {
      result.push_back(&one);
    }
  }
  return result;
}

std::string ReportIndex::input_name(InputId id) const {
  const BoundInput& meaning = estimate_.bound.inputs[id];
  const std::string label = in(program().inputs[id].label);
  return meaning.key.empty() ? label : say(Says::joined_label, {label, key_label(meaning.model, meaning.key)});
}

std::string ReportIndex::input_label(InputId id) const {
  const BoundInput& meaning = estimate_.bound.inputs[id];
  const std::string owner = owner_label(meaning.victim, meaning.period);
  return owner.empty() ? input_name(id) : say(Says::label_of_owner, {input_name(id), owner});
}

std::optional<Grade> ReportIndex::weakest_grade(StepId step) const {
  std::optional<Grade> weakest;
  for (const InputId input : supports_[step].inputs) {
    const Grade grade = estimate_.bound.inputs[input].given.grade;
    weakest = weakest ? std::max(*weakest, grade) : grade;
  }
  return weakest;
}

const Series* ReportIndex::series_of(const std::string& origin) const {
  return estimate_.library->series_named(origin.substr(0, origin.find('@')));
}

const SeriesValue* ReportIndex::series_value(const std::string& origin) const {
  const Series* series = series_of(origin);
  if (series == nullptr) {
    return nullptr;
  }
  const std::string from = origin.substr(origin.find('@') + 1);
  for (const SeriesValue& value : series->values) {
    if (value.from.text() == from) {
      return &value;
    }
  }
  return nullptr;
}

// ------------------------------------------------------------------------------------------------------------- sources

const Source* ReportIndex::source(const std::string& id) const {
  for (const Source& source : source_case().sources) {
    if (source.id == id) {
      return &source;
    }
  }
  return estimate_.library->source(id);
}

Inlines ReportIndex::mark(const std::string& source_id) const {
  const auto number = numbers_.find(source_id);
  if (number == numbers_.end()) {
    return {};
  }
  return {link_to(source_anchor(number->second), say(Says::source_mark, {std::to_string(number->second)}))};
}

Inlines ReportIndex::mark(const Citation& citation) const {
  Inlines marked = mark(citation.source);
  if (marked.empty() || citation.pin.empty()) {
    return marked;
  }
  const std::string pin = citation.pin == "n/v" ? say(Says::pin_not_seen) : citation.pin;
  return say_with(language_, Says::pin_of_source, {marked, {plain(pin)}});
}

Inlines ReportIndex::marks_of(StepId step) const {
  std::set<std::size_t> numbers;
  const auto add = [&](const std::string& id) {
    if (const auto number = numbers_.find(id); number != numbers_.end()) {
      numbers.insert(number->second);
    }
  };
  for (const InputId input : supports_[step].inputs) {
    add(estimate_.bound.inputs[input].given.citation.source);
  }
  for (const std::string& origin : supports_[step].series) {
    if (const SeriesValue* value = series_value(origin)) {
      add(value->citation.source);
    }
  }
  Inlines result;
  for (const std::size_t number : numbers) {
    if (!result.empty()) {
      result.push_back(plain("\u2002"));  // wide enough that a finger hits one mark and not its neighbour
    }
    result.push_back(link_to(source_anchor(number), say(Says::source_mark, {std::to_string(number)})));
  }
  return result;
}

std::size_t ReportIndex::unchecked_sources() const {
  return static_cast<std::size_t>(std::count_if(sources_.begin(), sources_.end(), [&](const std::string& id) {
    const Source* found = source(id);
    return found == nullptr || !found->checked;
  }));
}

}  // namespace restituo
