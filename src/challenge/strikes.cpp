#include <algorithm>
#include <map>
#include <set>

#include "case_response.hpp"
#include "defence.hpp"

namespace restituo {
namespace {

using Struck = std::set<std::string>;

class Striking {
 public:
  Striking(const Estimate& estimate, const Figure& figure)
      : estimate_(estimate), figure_(figure), exact_(estimate.bound, figure.step) {
    inputs_ = evidence_of(estimate, figure.step);
    find_periods();
  }

  // Sources that some input of the figure rests on, in order.
  std::vector<std::string> sources() const {
    Struck found;
    for (const InputId input : inputs_) {
      if (const std::string& source = given(input).citation.source; !source.empty()) found.insert(source);
    }
    for (const auto& [id, period] : dated_) {
      const std::string& source = period->dates_evidence.citation.source;
      if (!source.empty() && !is_law(estimate_, source)) found.insert(source);
    }
    return {found.begin(), found.end()};
  }

  Strike without(const Struck& struck) const {
    Strike strike;
    strike.sources.assign(struck.begin(), struck.end());
    std::vector<ExactFigure::Change> changes;
    std::vector<InputId> missing;
    for (const auto& [id, period] : dated_) {
      if (!stands(period->dates_evidence, struck)) strike.periods.push_back(id);
    }
    for (const InputId input : inputs_) {
      if (struck.count(given(input).citation.source) == 0) continue;
      // The days of a period fall with its dates.
      const BoundInput& meaning = estimate_.bound.inputs[input];
      if (dated_.count(meaning.victim + "." + meaning.period) != 0 && is_of_dates(meaning)) continue;
      StruckInput one = fallen_back(input, struck);
      if (one.value) {
        changes.emplace_back(input, *one.value);
      } else {
        missing.push_back(input);
      }
      strike.inputs.push_back(std::move(one));
    }
    strike.left =
        strike.periods.empty() ? exact_.without(changes, missing) : without_periods(strike.periods, changes, missing);
    strike.cost = figure_.exact - strike.left.value_or(Exact(0));
    return strike;
  }

 private:
  const GivenValue& given(InputId input) const { return estimate_.bound.inputs[input].given; }
  const Setting& setting() const { return estimate_.source_case->setting; }

  static bool stands(const GivenValue& value, const Struck& struck) { return struck.count(value.citation.source) == 0; }

  StruckInput fallen_back(InputId input, const Struck& struck) const {
    const BoundInput& meaning = estimate_.bound.inputs[input];
    if (const GivenValue* wider = wider_value(meaning, struck)) {
      return {input, FallBack::wider_value, wider->value, wider->citation.source};
    }
    if (auto own = models_value(meaning, struck)) {
      return {input, FallBack::model_value, own->first, own->second};
    }
    const auto& rival = meaning.given.rival;
    if (rival && struck.count(rival->citation.source) == 0) {
      return {input, FallBack::rival_value, rival->value, rival->citation.source};
    }
    return {input, FallBack::none, std::nullopt, {}};
  }

  // The value that the case gives for more than this period: for the person, then for all.
  const GivenValue* wider_value(const BoundInput& meaning, const Struck& struck) const {
    const auto in = [&](const GivenValues& values) -> const GivenValue* {
      const auto found = values.find(meaning.name);
      const bool fits =
          found != values.end() && found->second.unit == meaning.given.unit && stands(found->second, struck);
      return fits ? &found->second : nullptr;
    };
    if (!meaning.model.empty() || meaning.victim.empty()) return nullptr;
    if (!meaning.period.empty()) {
      for (const SettingVictim& victim : setting().victims) {
        if (victim.id != meaning.victim) continue;
        if (const GivenValue* found = in(victim.inputs)) return found;
      }
    }
    return in(setting().inputs);
  }

  // What the model takes where the case says nothing: the fall-back of an input, or its own parameter, which the case
  // had replaced.
  std::optional<std::pair<Exact, std::string>> models_value(const BoundInput& meaning, const Struck& struck) const {
    if (!meaning.model.empty()) return std::nullopt;  // it is the model's own value that was struck
    for (const std::string& id : estimate_.bound.models_used) {
      const Model* model = estimate_.library->model(id);
      if (model == nullptr) continue;
      if (const ModelInput* input = model->input(meaning.name)) {
        if (input->fallback) return std::pair{*input->fallback, std::string()};
      }
      if (const ModelParameter* parameter = model->parameter(meaning.name)) {
        const ParameterValue* chosen = nullptr;
        for (const ParameterValue& value : parameter->values) {
          const bool applies = value.key == meaning.key && (!value.from || *value.from <= setting().valuation_date) &&
                               (value.status != Status::recalled || setting().allow_unverified) &&
                               struck.count(value.citation.source) == 0;
          if (applies && (chosen == nullptr || !chosen->from || (value.from && *value.from > *chosen->from))) {
            chosen = &value;
          }
        }
        if (chosen != nullptr) return std::pair{chosen->value, chosen->citation.source};
      }
    }
    return std::nullopt;
  }

  static bool is_of_dates(const BoundInput& meaning) {
    return meaning.name == "days" || meaning.name == "first_day_later" || meaning.name == "last_day_later";
  }

  // The periods with dates that the figure rests on. A model may count their days, months or rates one by one, and then
  // no input stands for them.
  void find_periods() {
    const Program& program = estimate_.bound.program;
    std::vector<char> seen(program.nodes.size(), 0);
    std::vector<NodeId> open{program.steps[figure_.step].root};
    std::set<std::string> reached;
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      if (seen[node] != 0) continue;
      seen[node] = 1;
      if (program.nodes[node].op == Op::result) {
        const StepOwner& owner = program.steps[program.nodes[node].payload].owner;
        if (!owner.period.empty()) reached.insert(owner.victim + "." + owner.period);
      }
      const auto operands = program.operands_of(node);
      open.insert(open.end(), operands.begin(), operands.end());
    }
    for (const SettingVictim& victim : setting().victims) {
      for (const SettingPeriod& period : victim.periods) {
        const std::string id = victim.id + "." + period.id;
        if (period.dates && reached.count(id) != 0) dated_.emplace(id, &period);
      }
    }
  }

  // A period without its dates falls whole.
  std::optional<Exact> without_periods(const std::vector<std::string>& fallen,
                                       std::span<const ExactFigure::Change> changes,
                                       std::span<const InputId> missing) const {
    Setting changed = setting();
    for (SettingVictim& victim : changed.victims) {
      std::erase_if(victim.periods, [&](const SettingPeriod& period) {
        return std::find(fallen.begin(), fallen.end(), victim.id + "." + period.id) != fallen.end();
      });
    }
    std::erase_if(changed.victims, [](const SettingVictim& victim) { return victim.periods.empty(); });
    const auto bound = bind(*estimate_.library, changed);
    if (!bound) return std::nullopt;
    const Program& program = bound->value.program;
    const auto step = program.step_with_id(figure_.id);
    if (!step) return std::nullopt;
    const auto there = [&](InputId input) { return program.input_with_id(estimate_.bound.program.inputs[input].id); };
    std::vector<ExactFigure::Change> changes_there;
    for (const auto& [input, value] : changes) {
      if (const auto id = there(input)) changes_there.emplace_back(*id, value);
    }
    std::vector<InputId> missing_there;
    for (const InputId input : missing) {
      if (const auto id = there(input)) missing_there.push_back(*id);
    }
    return ExactFigure(bound->value, *step).without(changes_there, missing_there);
  }

  const Estimate& estimate_;
  const Figure& figure_;
  ExactFigure exact_;
  std::vector<InputId> inputs_;
  std::map<std::string, const SettingPeriod*> dated_;
};

void by_cost(std::vector<Strike>& strikes) {
  std::stable_sort(strikes.begin(), strikes.end(), [](const Strike& a, const Strike& b) { return a.cost > b.cost; });
}

}  // namespace

bool Strike::is_answered() const {
  return periods.empty() && std::none_of(inputs.begin(), inputs.end(),
                                         [](const StruckInput& input) { return input.fall_back == FallBack::none; });
}

std::string_view name_of(FallBack fall_back) {
  switch (fall_back) {
    case FallBack::wider_value: return "wider-value";
    case FallBack::model_value: return "model-value";
    case FallBack::rival_value: return "rival-value";
    case FallBack::none: break;
  }
  return "none";
}

Strikes strikes_of(const Estimate& estimate, const Figure& figure) {
  const Striking striking(estimate, figure);
  Strikes strikes;
  const std::vector<std::string> sources = striking.sources();
  for (const std::string& source : sources) {
    strikes.single.push_back(striking.without({source}));
  }
  const auto try_pair = [&](const std::string& one, const std::string& other, const Exact& dearer_alone) {
    Strike pair = striking.without({one, other});
    if (pair.cost > dearer_alone) strikes.pairs.push_back(std::move(pair));
  };
  for (std::size_t i = 0; i < sources.size(); ++i) {
    for (std::size_t j = i + 1; j < sources.size(); ++j) {
      try_pair(sources[i], sources[j], std::max(strikes.single[i].cost, strikes.single[j].cost));
    }
    // A source that carries nothing until another falls costs nothing alone.
    Struck caught;
    for (const StruckInput& input : strikes.single[i].inputs) {
      const bool carries = std::binary_search(sources.begin(), sources.end(), input.source);
      if (!input.source.empty() && !carries && !is_law(estimate, input.source)) caught.insert(input.source);
    }
    for (const std::string& source : caught) {
      try_pair(sources[i], source, strikes.single[i].cost);
    }
  }
  by_cost(strikes.single);
  by_cost(strikes.pairs);
  return strikes;
}

}  // namespace restituo
