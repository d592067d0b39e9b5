#include "validation.hpp"

#include <algorithm>
#include <set>

#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>

#include "claim_reader.hpp"
#include "claim_rules.hpp"
#include "court_rules.hpp"
#include "labels.hpp"
#include "model_needs.hpp"
#include "roles.hpp"

namespace restituo {
namespace {

// A claim for longer than this is a slip of the pen.
constexpr int most_years = 100;
// The fourth input on one source is worth a line: if the source falls, so do all of them.
constexpr std::size_t inputs_on_one_source = 3;

class Validator {
 public:
  Validator(Draft& draft, const Library& library, Faults& faults) : draft_(draft), library_(library), faults_(faults) {}

  void validate() {
    check_sources();
    check_names();
    for (DraftVictim& victim : draft_.victims) {
      for (DraftPeriod& period : victim.periods) {
        check_period_models(period);
        check_dates(period);
        check_length(period);
        check_hours_open(period);
      }
      check_overlaps(victim);
    }
    check_input_names();
    for (DraftVictim& victim : draft_.victims) {
      for (DraftPeriod& period : victim.periods) {
        check_period_inputs(victim, period);
      }
    }
    for (DraftUse& use : draft_.uses) {
      check_use(use);
    }
    check_conventions();
    check_claim(draft_, library_, faults_);
    check_one_source_under_many();
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details,
             Severity severity = Severity::refuse) {
    faults_.push_back({std::move(code), place, std::move(details), severity});
  }

  // ------------------------------------------------------------------------------------------------ sources and names

  template <class Visit>
  void each_value(Visit visit) const {
    const auto of = [&](const DraftInputs& inputs) {
      for (const auto& [name, input] : inputs) {
        if (input.value) {
          visit(*input.value);
        }
      }
    };
    of(draft_.inputs);
    for (const DraftVictim& victim : draft_.victims) {
      of(victim.inputs);
      for (const DraftPeriod& period : victim.periods) {
        of(period.inputs);
        if (period.length) {
          visit(*period.length);
        }
        if (period.hours_open) {
          visit(*period.hours_open);
        }
      }
    }
    for (const DraftUse& use : draft_.uses) {
      of(use.inputs);
      for (const auto& [set, keys] : use.keyed) {
        for (const auto& [key, inputs] : keys) {
          of(inputs);
        }
      }
    }
  }

  void check_sources() {
    std::vector<std::string> known;
    known.reserve(draft_.head.sources.size() + library_.sources.size());
    for (const Source& source : draft_.head.sources) {
      known.push_back(source.id);
    }
    for (const auto& [id, source] : library_.sources) {
      known.push_back(id);
    }
    const auto check = [&](const WrittenName& cited) {
      if (std::find(known.begin(), known.end(), cited.name) == known.end()) {
        const auto nearest = nearest_name(cited.name, known);
        fault("source-unknown", cited.place, {cited.name, nearest ? *nearest : "[[source]], models/sources/"});
      }
    };
    each_value([&](const WrittenValue& value) { std::for_each(value.sources.begin(), value.sources.end(), check); });
    for (const DraftStated& stated : draft_.stated) {
      std::for_each(stated.sources.begin(), stated.sources.end(), check);
    }
    std::for_each(draft_.correlation_sources.begin(), draft_.correlation_sources.end(), check);
    for (const DraftVictim& victim : draft_.victims) {
      for (const DraftPeriod& period : victim.periods) {
        std::for_each(period.dates_sources.begin(), period.dates_sources.end(), check);
      }
    }
    std::for_each(draft_.claim_sources.begin(), draft_.claim_sources.end(), check);
  }

  void check_names() {
    std::vector<std::string> victims;
    for (const DraftVictim& victim : draft_.victims) {
      check_new(victim.id, victim.id_place, victims);
      for (const std::string& label : {victim.label.en, victim.label.es}) {
        if (reads_like_a_full_name(label)) {
          fault("label-like-name", victim.label_place, {label}, Severity::warn);
          break;
        }
      }
      std::vector<std::string> periods;
      for (const DraftPeriod& period : victim.periods) {
        check_new(period.id, period.id_place, periods);
      }
    }
  }

  void check_new(const std::string& id, const Place& place, std::vector<std::string>& seen) {
    if (!id.empty() && std::find(seen.begin(), seen.end(), id) != seen.end()) {
      fault("name-twice", place, {id});
    }
    seen.push_back(id);
  }

  const Model* known_model(const WrittenName& written) {
    const Model* model = library_.model(written.name);
    if (model == nullptr && !written.name.empty()) {
      const auto known = library_.model_ids();
      const auto nearest = nearest_name(written.name, known);
      fault("model-unknown", written.place, {written.name, nearest ? *nearest : joined(known)});
    }
    return model;
  }

  // The models of a period that are known and may speak for one person.
  std::vector<const Model*> models_of(const DraftPeriod& period) const {
    std::vector<const Model*> models;
    for (const WrittenName& written : period.models) {
      const Model* model = library_.model(written.name);
      if (model != nullptr && model->use != Use::population && model->use != Use::forum) {
        models.push_back(model);
      }
    }
    return models;
  }

  bool all_models_known(const DraftPeriod& period) const { return models_of(period).size() == period.models.size(); }

  void check_period_models(const DraftPeriod& period) {
    for (const WrittenName& written : period.models) {
      const Model* model = known_model(written);
      if (model != nullptr && (model->use == Use::population || model->use == Use::forum)) {
        fault("model-not-for-a-person", written.place, {written.name});
      }
    }
  }

  // ------------------------------------------------------------------------------------------------- dates and lengths

  void check_dates(DraftPeriod& period) {
    if (!period.from || !period.to || !period.from->in_order || !period.to->in_order) {
      return;
    }
    const DateRange& from = *period.from;
    const DateRange& to = *period.to;
    if (from.likely > to.likely) {
      fault("period-reversed", from.place, {from.likely.text(), to.likely.text()});
      return;
    }
    if (from.latest > to.earliest) {
      fault("period-may-be-reversed", from.place, {from.latest.text(), to.earliest.text()});
      return;
    }
    if (draft_.valuation_date && to.latest > *draft_.valuation_date) {
      fault("period-after-valuation", to.place, {to.latest.text(), draft_.valuation_date->text()});
    }
    if (from.earliest.plus_months(12 * most_years) < to.latest) {
      fault("period-too-long", from.place, {period.id, std::to_string(most_years)});
    }
    const DayRule rule = draft_.day_rule.value_or(DayRule::both);
    period.dates.emplace(from.likely, to.likely, rule);
    if (period.dates->days() == 0) {
      fault("period-without-days", from.place, {from.likely.text(), to.likely.text(), std::string(name_of(rule))});
    }
  }

  void check_length(const DraftPeriod& period) {
    if (!period.length) {
      return;
    }
    const GivenValue& length = period.length->given;
    const bool known_unit =
        length.unit == Unit::of("month") || length.unit == Unit::of("week") || length.unit == Unit::of("day");
    if (!known_unit) {
      fault("length-unit", period.length->unit_place, {length.unit.text()});
      return;
    }
    const int a_year = length.unit == Unit::of("month") ? 12 : length.unit == Unit::of("week") ? 53 : 366;
    for (const WrittenNumber& number : period.length->numbers) {
      if (number.value.sign() < 0 || (number.key == "value" && number.value.sign() == 0)) {
        fault("length-not-positive", number.place, {readable_text(number.value), length.unit.text()});
      } else if (number.value > a_year * most_years) {
        fault("period-too-long", number.place, {period.id, std::to_string(most_years)});
      }
    }
  }

  void check_hours_open(const DraftPeriod& period) {
    if (period.hours_open) {
      if (check_unit("hours_open", *period.hours_open, Unit::of("hour") / Unit::of("day"))) {
        check_role("hours_open", "hours-per-day", *period.hours_open, faults_);
      }
    }
  }

  void check_overlaps(const DraftVictim& victim) {
    std::vector<std::string> ids;
    ids.reserve(victim.periods.size());
    for (const DraftPeriod& period : victim.periods) {
      ids.push_back(period.id);
    }
    const auto names = [](const DraftPeriod& period, const DraftPeriod& other) {
      return std::any_of(period.alongside.begin(), period.alongside.end(),
                         [&](const WrittenName& name) { return name.name == other.id; });
    };
    for (std::size_t i = 0; i < victim.periods.size(); ++i) {
      const DraftPeriod& period = victim.periods[i];
      for (const WrittenName& name : period.alongside) {
        if (name.name == period.id || std::find(ids.begin(), ids.end(), name.name) == ids.end()) {
          std::vector<std::string> others = ids;
          others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
          const auto nearest = nearest_name(name.name, others);
          fault("alongside-unknown", name.place,
                {name.name, nearest          ? *nearest
                            : others.empty() ? "-"
                                             : joined(others)});
        }
      }
      for (std::size_t j = 0; j < i; ++j) {
        const DraftPeriod& earlier = victim.periods[j];
        const int days = period.dates && earlier.dates ? period.dates->days_shared_with(*earlier.dates) : 0;
        if (days > 0) {
          const bool said = names(period, earlier) || names(earlier, period);
          fault(said ? "periods-alongside" : "periods-overlap", period.dates_place,
                {period.id, earlier.id, std::to_string(days)}, said ? Severity::warn : Severity::refuse);
        }
      }
    }
  }

  // ------------------------------------------------------------------------------------------------------------ inputs

  // Every name that is given somewhere must be asked for by a model that it can reach.
  void check_input_names() {
    const std::vector<const Model*> forums = forums_of(draft_, library_);
    std::vector<const Model*> all = forums;
    bool all_known = forums.size() == draft_.head.setting.forums.size();
    for (const DraftVictim& victim : draft_.victims) {
      std::vector<const Model*> hers = forums;
      bool hers_known = all_known;
      for (const DraftPeriod& period : victim.periods) {
        std::vector<const Model*> models = models_of(period);
        const bool known = all_models_known(period) && !period.models.empty();
        models.insert(models.end(), forums.begin(), forums.end());
        if (known) {
          check_known(period.inputs, models, "period");
        }
        hers.insert(hers.end(), models.begin(), models.end());
        hers_known = hers_known && known;
      }
      if (hers_known && !hers.empty()) {
        check_known(victim.inputs, hers, "victim");
      }
      all.insert(all.end(), hers.begin(), hers.end());
      all_known = all_known && hers_known;
    }
    for (const DraftUse& use : draft_.uses) {
      const Model* model = library_.model(use.setting.model);
      if (model != nullptr) {
        all.push_back(model);
      } else {
        all_known = false;
      }
    }
    if (all_known && !all.empty()) {
      check_known(draft_.inputs, all, "case");
    }
  }

  void check_known(const DraftInputs& inputs, const std::vector<const Model*>& models, const std::string& level) {
    for (const auto& [name, input] : inputs) {
      std::vector<std::string> known;
      bool found = false;
      for (const Model* model : models) {
        for (const ModelInput& one : model->inputs) {
          known.push_back(one.id);
        }
        for (const ModelParameter& one : model->parameters) {
          known.push_back(one.id);
        }
        found = check_against(name, input, *model, level) || found;
      }
      const std::vector<std::string> others =
          found
              ? std::vector<std::string>()
              : forums_asking(library_, [&, &wanted = name](const Model& one) { return one.input(wanted) != nullptr; });
      if (!found && !others.empty()) {
        fault("asked-by-other-forums", input.place, {name, joined(others)}, Severity::note);
      } else if (!found) {
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        const auto nearest = nearest_name(name, known);
        fault("input-unknown", input.place, {name, nearest ? *nearest : joined(known)});
        if (nearest) {
          meant_.emplace(&inputs, *nearest);
        }
      }
    }
  }

  // Whether the model knows the name; then its unit, its bounds, its role and the level at which it stands are checked.
  bool check_against(const std::string& name, const DraftInput& input, const Model& model, const std::string& level) {
    const ModelInput* wanted = model.input(name);
    const ModelParameter* parameter = model.parameter(name);
    if (wanted == nullptr && parameter == nullptr) {
      return false;
    }
    const std::string& per = wanted != nullptr ? wanted->per : parameter->per;
    if (model.keys.contains(per)) {
      if (level != per) {
        fault("input-wrong-level", input.place, {name, "[study.keyed." + per + ". ...]", model.id});
      }
    } else if (model.keys.contains(level)) {
      fault("input-wrong-level", input.place, {name, "inputs = { ... }", model.id});
    } else if (!may_stand_at(name, per, level, model, parameter != nullptr)) {
      fault("input-wrong-level", input.place, {name, per == "case" ? "[inputs]" : "[victim.inputs]", model.id});
    }
    if (input.value) {
      const Unit unit = wanted != nullptr ? wanted->unit : parameter->unit;
      if (check_unit(name, *input.value, in_case_currency(unit)) && wanted != nullptr) {
        Faults impossible;
        check_role(name, wanted->role, *input.value, impossible);
        check_bounds(name, *input.value, *wanted, impossible);
        append(faults_, std::move(impossible));
      }
    }
    return true;
  }

  // What a model wants once for the case cannot be given for one period. A parameter can, where only steps of that
  // level (or below) use it.
  bool may_stand_at(const std::string& name, const std::string& per, const std::string& level, const Model& model,
                    bool is_parameter) const {
    const auto depth = [](const std::string& of) { return of == "period" ? 2 : of == "victim" ? 1 : 0; };
    if (!is_parameter) {
      return depth(level) <= depth(per);
    }
    return std::all_of(model.steps.begin(), model.steps.end(), [&](const ModelStep& step) {
      const auto names = names_in(step.expression);
      return depth(level) <= depth(step.per) || std::find(names.begin(), names.end(), name) == names.end();
    });
  }

  bool check_unit(const std::string& name, const WrittenValue& value, const Unit& wanted) {
    const Unit& unit = value.given.unit;
    if (unit == wanted || draft_.head.setting.currency.empty()) {
      return unit == wanted;
    }
    const bool other_currency =
        !unit.currency().empty() && !wanted.currency().empty() && unit.currency() != wanted.currency();
    fault(other_currency ? "input-currency-differs" : "input-unit-differs", value.unit_place,
          {name, unit.text(), wanted.text()});
    return false;
  }

  // The model's own bounds, for the numbers that are not impossible already.
  static void check_bounds(const std::string& name, const WrittenValue& value, const ModelInput& wanted,
                           Faults& faults) {
    for (const WrittenNumber& number : value.numbers) {
      const auto said = [&](const Fault& earlier) { return earlier.place == number.place; };
      if (std::any_of(faults.begin(), faults.end(), said)) {
        continue;
      }
      const auto out_of = [&](std::string code, const Exact& bound) {
        faults.push_back({.code = std::move(code),
                          .place = number.place,
                          .details = {written_name(name, number), readable_text(number.value), readable_text(bound)}});
      };
      if (wanted.at_least && number.value < *wanted.at_least) {
        out_of("input-below-least", *wanted.at_least);
      }
      if (wanted.at_most && number.value > *wanted.at_most) {
        out_of("input-above-most", *wanted.at_most);
      }
    }
  }

  // A misspelt name stands for the one it was nearest to, so that one slip gives one message.
  bool was_meant(const DraftVictim& victim, const DraftPeriod& period, const std::string& name) const {
    return meant_.count({&period.inputs, name}) + meant_.count({&victim.inputs, name}) +
               meant_.count({&draft_.inputs, name}) !=
           0;
  }

  // The nearest input of that name above a period.
  const DraftInput* input_for(const DraftVictim& victim, const DraftPeriod& period, const std::string& name) const {
    for (const DraftInputs* inputs : {&period.inputs, &victim.inputs, &std::as_const(draft_.inputs)}) {
      if (const auto found = inputs->find(name); found != inputs->end()) {
        return &found->second;
      }
    }
    return nullptr;
  }

  void missing(const ModelInput& input, const std::string& name, const Model& model, const Place& place) {
    fault("input-missing", place,
          {name, in_case_currency(input.unit).text(), model.id, input.label.en, input.label.es});
  }

  Unit in_case_currency(const Unit& unit) const {
    const std::string& currency = draft_.head.setting.currency;
    return currency.empty() ? unit : unit.with_currency(currency);
  }

  void check_period_inputs(const DraftVictim& victim, const DraftPeriod& period) {
    for (const Model* model : models_of(period)) {
      const ModelNeeds needs = needs_of(*model, NeededFor::period);
      for (const ModelInput& input : model->inputs) {
        const DraftInput* given = input_for(victim, period, input.id);
        const bool needed = !input.fallback && needs.names.contains(input.id) && !model->keys.contains(input.per);
        if (given == nullptr && needed && !was_meant(victim, period, input.id)) {
          missing(input, input.id, *model, period.place);
        }
        if (given == nullptr || !given->value) {
          continue;
        }
        if (input.role == "acts-per-day") {
          check_acts_per_day(input.id, *given->value, period.hours_open, faults_);
        } else if (const auto days = days_of(period); days && input.role == "days-worked") {
          check_days_worked(input.id, *given->value, *days, faults_);
        }
      }
      if (!needs.dates.empty() && !period.has_dates && period.has_length) {
        fault("period-needs-dates", period.place, {model->id, needs.dates});
      }
      const bool ranges = period.dates && (period.from->is_range() || period.to->is_range());
      if (ranges && needs.dates.starts_with("sum(")) {
        fault("period-needs-sure-dates", period.place, {model->id, needs.dates});
      }
    }
  }

  // The most days that the period may have, where that is known.
  std::optional<Exact> days_of(const DraftPeriod& period) const {
    if (period.dates) {
      const int later = period.to->latest.serial() - period.to->likely.serial();
      const int earlier = period.from->likely.serial() - period.from->earliest.serial();
      return Exact(period.dates->days() + later + earlier);
    }
    if (!period.length) {
      return std::nullopt;
    }
    const GivenValue& length = period.length->given;
    Exact longest = length.high.value_or(length.value);
    if (length.unit == Unit::of("day")) {
      return longest;
    }
    if (length.unit == Unit::of("week")) {
      return longest * 7;
    }
    if (length.unit == Unit::of("month")) {
      // Without a convention the longest months: nothing is refused that could have been.
      return longest * (draft_.head.setting.calendar ? draft_.head.setting.calendar->days_per_month() : Exact(31));
    }
    return std::nullopt;
  }

  // ------------------------------------------------------------------------------------- studies and literature models

  void check_use(DraftUse& use) {
    const bool cross_check = use.setting.use == ModelUse::cross_check;
    if (cross_check && draft_.victims.empty()) {
      fault("cross-check-without-person", use.setting.place, {use.setting.model});
    }
    const Model* model = known_model({use.setting.model, use.model_place});
    if (model == nullptr) {
      return;
    }
    const bool compares = std::any_of(model->steps.begin(), model->steps.end(),
                                      [](const ModelStep& step) { return !step.compares_with.empty(); });
    if (model->use == Use::person || model->use == Use::forum) {
      fault("model-only-for-a-person", use.model_place, {model->id});
      return;
    }
    if (cross_check && !compares) {
      fault("model-has-no-cross-check", use.model_place, {model->id});
      return;
    }
    check_known(use.inputs, {model}, "case of a study");
    for (const auto& [set, keys] : use.keyed) {
      for (const auto& [key, inputs] : keys) {
        check_known(inputs, {model}, set);
      }
    }
    const ModelNeeds needs = needs_of(*model, cross_check ? NeededFor::cross_check : NeededFor::study);
    for (const std::string& set : needs.chosen_keys) {
      if (!use.setting.choices.contains(set)) {
        std::vector<std::string> known;
        for (const ModelKey& key : model->keys.at(set)) {
          known.push_back(key.id);
        }
        fault("key-not-chosen", use.setting.place, {model->id, set, joined(known)});
      }
    }
    check_use_inputs(use, *model, needs);
  }

  void check_use_inputs(const DraftUse& use, const Model& model, const ModelNeeds& needs) {
    for (const ModelInput& input : model.inputs) {
      if (input.fallback || !needs.names.contains(input.id)) {
        continue;
      }
      const auto keys = model.keys.find(input.per);
      if (keys == model.keys.end()) {
        const bool given = use.inputs.count(input.id) + draft_.inputs.count(input.id) != 0;
        if (!given && meant_.count({&use.inputs, input.id}) + meant_.count({&draft_.inputs, input.id}) == 0) {
          missing(input, input.id, model, use.setting.place);
        }
        continue;
      }
      for (const ModelKey& key : keys->second) {
        const auto set = use.keyed.find(input.per);
        const auto of_key =
            set == use.keyed.end() ? std::map<std::string, DraftInputs>::const_iterator{} : set->second.find(key.id);
        const DraftInputs* inputs = set == use.keyed.end() || of_key == set->second.end() ? nullptr : &of_key->second;
        if (inputs == nullptr || (inputs->count(input.id) == 0 && !meant_.contains({inputs, input.id}))) {
          missing(input, input.id + "[" + key.id + "]", model, use.setting.place);
        }
      }
    }
  }

  // ------------------------------------------------------------------------------------------------------- conventions

  void check_conventions() {
    const bool months_wanted = std::any_of(draft_.uses.begin(), draft_.uses.end(), [&](const DraftUse& use) {
      const Model* model = library_.model(use.setting.model);
      return model != nullptr && use.setting.use == ModelUse::cross_check &&
             needs_of(*model, NeededFor::cross_check).case_months;
    });
    bool said_calendar = draft_.calendar_given;
    bool said_day_rule = draft_.day_rule_given;
    for (const DraftVictim& victim : draft_.victims) {
      for (const DraftPeriod& period : victim.periods) {
        if (period.has_dates && !said_day_rule) {
          fault("day-rule-missing", period.dates_place, {});
          said_day_rule = true;
        }
        if (!said_calendar && needs_calendar(period, months_wanted)) {
          fault("calendar-missing", period.place, {});
          said_calendar = true;
        }
      }
    }
  }

  bool needs_calendar(const DraftPeriod& period, bool months_wanted) const {
    const bool in_months = period.length && period.length->given.unit == Unit::of("month");
    const bool known = period.has_dates || period.length;
    const std::vector<const Model*> models = models_of(period);
    return known &&
           ((months_wanted && !in_months) || std::any_of(models.begin(), models.end(), [&](const Model* model) {
              const ModelNeeds needs = needs_of(*model, NeededFor::period);
              return needs.calendar_factors ||
                     (in_months ? needs.length_in_days || needs.length_in_weeks : needs.length_in_months);
            }));
  }

  // ---------------------------------------------------------------------------------------------------------- evidence

  // A figure that stands on one source falls with it.
  void check_one_source_under_many() {
    std::vector<std::string> said;
    for (const DraftVictim& victim : draft_.victims) {
      for (const DraftPeriod& period : victim.periods) {
        std::map<std::string, std::vector<std::string>> inputs_by_source;
        const auto add = [&](const std::string& name, const GivenValue& value) {
          if (!value.citation.source.empty()) {
            inputs_by_source[value.citation.source].push_back(name);
          }
        };
        DraftInputs all = period.inputs;
        all.insert(victim.inputs.begin(), victim.inputs.end());
        all.insert(draft_.inputs.begin(), draft_.inputs.end());
        const std::vector<const Model*> models = models_of(period);
        for (const auto& [name, input] : all) {
          const std::string& one = name;
          const bool used = std::any_of(models.begin(), models.end(), [&](const Model* model) {
            return model->input(one) != nullptr || model->parameter(one) != nullptr;
          });
          if (used && input.value) {
            add(name, input.value->given);
          }
        }
        if (period.length) {
          add("length", period.length->given);
        }
        if (period.has_dates) {
          add("dates", period.dates_evidence);
        }
        for (const auto& [source, names] : inputs_by_source) {
          if (names.size() > inputs_on_one_source && std::find(said.begin(), said.end(), source) == said.end()) {
            said.push_back(source);
            fault("source-under-many", period.place, {source, joined(names), std::to_string(names.size())},
                  Severity::note);
          }
        }
      }
    }
  }

  Draft& draft_;
  const Library& library_;
  Faults& faults_;
  std::set<std::pair<const DraftInputs*, std::string>> meant_;
};

}  // namespace

void validate(Draft& draft, const Library& library, Faults& faults) {
  Validator(draft, library, faults).validate();
  check_court_rules(draft, library, faults);
  check_claim_rules(draft, library, faults);
}

}  // namespace restituo
