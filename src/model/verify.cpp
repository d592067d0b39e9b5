#include <restituo/model/verify.hpp>

#include <algorithm>

#include <restituo/base/text.hpp>
#include <restituo/formula/exact_run.hpp>
#include <restituo/model/binding.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>

namespace restituo {
namespace {

// Makes a setting of what a check gives, and compares what comes out with what was published.
class CheckRun {
 public:
  CheckRun(const Library& library, const Model& model, const ModelCheck& check)
      : library_(library), model_(model), check_(check) {}

  Outcome<BoundProgram> program() {
    const Setting setting = make_setting();
    if (!faults_.empty()) {
      return refuse(std::move(faults_));
    }
    auto bound = bind(library_, setting);
    if (!bound) {
      return refuse(std::move(bound.error()));
    }
    return std::move(bound->value);
  }

  Faults run() {
    auto bound = this->program();
    if (!bound) {
      return std::move(bound.error());
    }
    const Program& program = bound->program;
    const ExactRun run = run_exactly(program, bound->central_values());
    append(faults_, run.faults(program));
    for (const Expectation& expectation : check_.expect) {
      compare(program, run, expectation);
    }
    return std::move(faults_);
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details) {
    faults_.push_back({std::move(code), place, std::move(details)});
  }

  std::optional<GivenValue> value_of(const std::string& name, const Written& written) {
    GivenValue given;
    given.place = written.place;
    given.grade = Grade::D;
    given.citation = check_.citation;
    std::string_view number = written.text;
    if (name.starts_with("case_")) {
      given.unit = Unit::of(check_.currency);
    } else if (name == "length" || name == "days" || name == "amount" || name == "rate") {
      const auto blank = number.find(' ');
      const auto unit =
          Unit::parse(blank == std::string_view::npos ? "" : trimmed(number.substr(blank)), written.place);
      if (!unit) {
        fault("check-length-without-unit", written.place, {written.text});
        return std::nullopt;
      }
      given.unit = *unit;
      number = number.substr(0, blank);
    } else if (name == "causation_share") {
      given.unit = Unit();  // of an item, whatever inputs the forum has
    } else if (const ModelInput* input = model_.input(name)) {
      given.unit = input->unit.with_currency(check_.currency);
    } else if (const ModelParameter* parameter = model_.parameter(name)) {
      given.unit = parameter->unit.with_currency(check_.currency);
    } else {
      std::vector<std::string> known{"length"};
      for (const auto& one : model_.inputs) known.push_back(one.id);
      for (const auto& one : model_.parameters) known.push_back(one.id);
      fault("key-unknown", written.place, {name, nearest_or_all(name, known)});
      return std::nullopt;
    }
    auto value = read_number(number, written.place);
    if (!value) {
      append(faults_, std::move(value.error()));
      return std::nullopt;
    }
    given.value = *value;
    return given;
  }

  bool is_choice(const std::string& name) const { return model_.forum && model_.forum->choice(name) != nullptr; }

  GivenValues values_of(const WrittenValues& written) {
    GivenValues values;
    for (const auto& [name, text] : written) {
      if (name == "from" || name == "to" || name == "victim" || is_choice(name)) continue;
      if (auto value = value_of(name, text)) {
        values.emplace(name, std::move(*value));
      }
    }
    return values;
  }

  Setting make_setting() {
    Setting setting;
    setting.currency = check_.currency;
    setting.valuation_date = Date::of(2100, 1, 1);  // the latest of dated parameters
    setting.allow_unverified = check_.uses == Status::recalled;
    setting.place = check_.place;
    if (!Currency::from_code(check_.currency)) {
      fault("currency-unknown", check_.place, {check_.currency});
    }
    if (!check_.calendar.empty()) {
      setting.calendar = CalendarConvention::from_name(check_.calendar);
      if (!setting.calendar) {
        std::vector<std::string> known(CalendarConvention::names().begin(), CalendarConvention::names().end());
        fault("choice-unknown", check_.place, {"calendar", check_.calendar, joined(known)});
      }
    }
    const bool in_periods = model_.use != Use::population && !check_.periods.empty();
    if (model_.use == Use::forum) {
      make_forum(setting);
      return setting;
    }
    if (in_periods) {
      setting.inputs = values_of(check_.given);
    } else {
      SettingModel use;
      use.model = model_.id;
      use.place = check_.place;
      use.inputs = values_of(check_.given);
      const bool compares =
          std::any_of(check_.expect.begin(), check_.expect.end(), [&](const Expectation& expectation) {
            const ModelStep* step = model_.step(expectation.name);
            return step != nullptr && !step->compares_with.empty();
          });
      use.use = compares ? ModelUse::cross_check : ModelUse::study;
      for (const auto& [set, keys] : check_.keyed) {
        for (const auto& [key, values] : keys) use.keyed[set][key] = values_of(values);
      }
      for (const auto& [set, key] : check_.choose) use.choices[set] = key.text;
      setting.models.push_back(std::move(use));
    }
    if (!check_.periods.empty()) {
      SettingVictim person;
      person.id = "check";
      for (std::size_t i = 0; i < check_.periods.size(); ++i) {
        person.periods.push_back(make_period(i, in_periods));
      }
      setting.victims.push_back(std::move(person));
    }
    return setting;
  }

  // -- of a forum: facts and dates, persons with their periods and dated amounts, defendants, exchange rates --

  std::optional<Date> date_of(const WrittenValues& written, const std::string& name) {
    const auto found = written.find(name);
    if (found == written.end()) return std::nullopt;
    const auto date = Date::parse(found->second.text, found->second.place);
    if (!date) append(faults_, date.error());
    return date ? std::optional(*date) : std::nullopt;
  }

  void make_forum(Setting& setting) {
    SettingForum forum;
    forum.forum = model_.id;
    forum.place = check_.place;
    setting.forums.push_back(std::move(forum));
    setting.inputs = values_of(check_.given);
    for (const auto& [name, written] : check_.facts) {
      if (is_choice(name)) {
        setting.facts[name] = {written.text, written.place};
      } else if (name == "valuation_date") {
        setting.valuation_date = date_of(check_.facts, name).value_or(setting.valuation_date);
      } else if (model_.forum->date(name) != nullptr) {
        if (const auto date = date_of(check_.facts, name)) setting.dates[name] = *date;
      } else {
        std::vector<std::string> known{"valuation_date"};
        for (const ForumChoice& one : model_.forum->choices) known.push_back(one.id);
        for (const ForumDate& one : model_.forum->dates) known.push_back(one.id);
        fault("key-unknown", written.place, {name, nearest_or_all(name, known)});
      }
    }
    for (std::size_t i = 0; i < check_.periods.size(); ++i) {
      SettingPeriod period = make_period(i, false);
      for (const auto& [name, written] : check_.periods[i]) {
        if (is_choice(name)) period.facts[name] = {written.text, written.place};
      }
      for (auto one = period.inputs.begin(); one != period.inputs.end();) {
        if (!one->first.starts_with("case_")) {
          ++one;
          continue;
        }
        period.figures.emplace(one->first.substr(5), std::move(one->second));
        one = period.inputs.erase(one);
      }
      person(setting, check_.periods[i]).periods.push_back(std::move(period));
    }
    for (const WrittenValues& written : check_.items) make_item(setting, written);
    for (std::size_t i = 0; i < check_.defendants.size(); ++i) {
      SettingDefendant defendant;
      defendant.id = "d" + std::to_string(i + 1);
      defendant.place = check_.place;
      if (const auto share = check_.defendants[i].find("share"); share != check_.defendants[i].end()) {
        GivenValue given;
        given.place = share->second.place;
        auto number = read_number(share->second.text, given.place);
        if (!number) append(faults_, std::move(number.error()));
        if (number) given.value = *number;
        defendant.share = given;
      }
      setting.defendants.push_back(std::move(defendant));
    }
    for (const WrittenValues& written : check_.exchange) {
      SettingExchange exchange;
      exchange.place = check_.place;
      const auto rate = written.find("rate");
      const auto given = rate == written.end() ? std::nullopt : value_of("rate", rate->second);
      if (given) exchange.rate = *given;
      exchange.from = date_of(written, "from").value_or(Date::of(1900, 1, 1));
      exchange.until = date_of(written, "to").value_or(Date::of(2200, 1, 1));
      setting.exchange.push_back(std::move(exchange));
    }
  }

  // The person that a row belongs to; the first where it names none.
  static SettingVictim& person(Setting& setting, const WrittenValues& written) {
    const auto named = written.find("victim");
    const std::string id = named == written.end() ? "check" : named->second.text;
    for (SettingVictim& one : setting.victims) {
      if (one.id == id) return one;
    }
    SettingVictim made;
    made.id = id;
    made.label = {id, id};
    setting.victims.push_back(std::move(made));
    return setting.victims.back();
  }

  void make_item(Setting& setting, const WrittenValues& written) {
    SettingItem item;
    SettingVictim& owner = person(setting, written);
    item.id = "item" + std::to_string(owner.items.size() + 1);
    item.label = {item.id, item.id};
    item.place = check_.place;
    const auto text = [&](const char* name) {
      const auto found = written.find(name);
      return found == written.end() ? std::string() : found->second.text;
    };
    item.head = text("head");
    item.sort = text("sort");
    item.date = date_of(written, "date").value_or(setting.valuation_date);
    const auto amount = written.find("amount");
    if (amount != written.end()) {
      if (auto value = value_of("amount", amount->second)) item.amount = std::move(*value);
    } else {
      fault("key-missing", check_.place, {"amount"});
    }
    if (const auto share = written.find("causation_share"); share != written.end()) {
      item.causation_share = value_of("causation_share", share->second);
    }
    owner.items.push_back(std::move(item));
  }

  SettingPeriod make_period(std::size_t index, bool with_model) {
    const WrittenValues& written = check_.periods[index];
    SettingPeriod period;
    period.id = "p" + std::to_string(index + 1);
    period.label = {period.id, period.id};
    period.place = check_.place;
    if (with_model) period.models = {model_.id};
    period.inputs = values_of(written);
    if (const auto length = period.inputs.find("length"); length != period.inputs.end()) {
      period.length = std::move(length->second);
      period.inputs.erase(length);
    }
    const auto from = written.find("from");
    const auto to = written.find("to");
    if (from != written.end() && to != written.end()) {
      const auto first = Date::parse(from->second.text, from->second.place);
      const auto last = Date::parse(to->second.text, to->second.place);
      if (!first) append(faults_, first.error());
      if (!last) append(faults_, last.error());
      if (first && last && *first <= *last) {
        period.dates = Period(*first, *last, DayRule::both);
      } else if (first && last) {
        fault("period-reversed", from->second.place, {first->text(), last->text()});
      }
      period.dates_evidence.grade = Grade::D;
    }
    if (!period.dates && !period.length) {
      // A model that counts its own weeks or days needs no length; 1 day keeps the period well formed.
      GivenValue day;
      day.value = 1;
      day.unit = Unit::of("day");
      period.length = day;
    }
    return period;
  }

  // The total where there is one, else the only instance of the step.
  std::optional<StepId> find(const Program& program, const Expectation& expectation) const {
    const auto dot = expectation.name.find('.');
    const std::string name = expectation.name.substr(0, dot);
    const std::string key = dot == std::string::npos ? "" : expectation.name.substr(dot + 1);
    std::optional<StepId> best;
    for (StepId i = 0; i < program.steps.size(); ++i) {
      const Step& step = program.steps[i];
      const bool hers = model_.use == Use::forum && (step.owner.victim == key || step.owner.period == key);
      if (step.name != name || (step.owner.key != key && !key.empty() && !hers)) continue;
      const auto depth = [](const Step& s) { return !s.owner.victim.empty() + !s.owner.period.empty(); };
      if (!best || depth(step) < depth(program.steps[*best])) {
        best = i;
      }
    }
    return best;
  }

  void compare(const Program& program, const ExactRun& run, const Expectation& expectation) {
    const auto step = find(program, expectation);
    if (!step) {
      std::vector<std::string> known;
      for (const auto& one : model_.steps) known.push_back(one.id);
      fault("check-step-unknown", expectation.written.place,
            {expectation.name, nearest_or_all(expectation.name, known)});
      return;
    }
    const auto& computed = run.at(program.steps[*step].root);
    if (!computed) {
      return;  // the run has said why
    }
    const auto allowed = tolerance(expectation);
    if (!allowed) {
      fault("check-tolerance-form", check_.place, {check_.within});
      return;
    }
    const Exact difference = *computed - expectation.value;
    if (difference.magnitude() > *allowed) {
      fault("check-differs", expectation.written.place,
            {expectation.name, readable_text(expectation.value, 12), readable_text(*computed, 12),
             readable_text(difference, 12), check_.within});
    }
  }

  // "0", "0.1" absolute, "2%" relative, or "rounding": half of the last digit as published.
  std::optional<Exact> tolerance(const Expectation& expectation) const {
    const std::string& within = check_.within;
    if (within == "rounding") {
      const std::string& text = expectation.written.text;
      const auto point = text.find('.');
      const int decimals = point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
      return Exact::power_of_ten(-decimals) / 2;
    }
    if (!within.empty() && within.back() == '%') {
      const auto percent = read_number(std::string_view(within).substr(0, within.size() - 1), check_.place);
      if (!percent) return std::nullopt;
      return expectation.value.magnitude() * *percent / 100;
    }
    const auto absolute = read_number(within, check_.place);
    if (!absolute) return std::nullopt;
    return *absolute;
  }

  const Library& library_;
  const Model& model_;
  const ModelCheck& check_;
  Faults faults_;
};

}  // namespace

Outcome<BoundProgram> bind_check(const Library& library, const Model& model, const ModelCheck& check) {
  return CheckRun(library, model, check).program();
}

std::vector<CheckResult> verify_models(const Library& library) {
  std::vector<CheckResult> results;
  for (const auto& [id, model] : library.models) {
    for (const ModelCheck& check : model.checks) {
      CheckResult result;
      result.model = id;
      result.check = &check;
      result.faults = in_order(CheckRun(library, model, check).run());
      result.passed = !refuses(result.faults);
      results.push_back(std::move(result));
    }
  }
  return results;
}

}  // namespace restituo
