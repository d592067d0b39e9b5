#include <restituo/model/model.hpp>

#include <algorithm>
#include <array>
#include <set>

#include <restituo/base/digest.hpp>
#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/formula/scope.hpp>
#include "forum_reader.hpp"

namespace restituo {
namespace {

const std::vector<std::string> roles{"acts-per-day",  "acts-per-hour",  "hours-per-day", "hours-per-week",
                                     "days-per-week", "weeks-per-year", "days-worked",   "share",
                                     "price",         "price-index"};

template <class Items>
auto* named(Items& items, std::string_view name) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == name; });
  return found == items.end() ? nullptr : &*found;
}

// Reads one model file from top to bottom, noting faults as it goes.
class ModelReader {
 public:
  ModelReader(const FileText& file, Faults& faults) : file_(file), faults_(faults) {}

  std::optional<Model> read() {
    const std::size_t before = faults_.size();
    auto document = Document::parse(file_);
    if (!document) {
      append(faults_, std::move(document.error()));
      return std::nullopt;
    }
    TableReader reader(document->root(), faults_);
    model_.place = {file_.name, 1, 0};
    model_.digest = sha256_hex(file_.text);
    read_head(reader);
    read_keys(reader);
    for (const Entry& entry : reader.tables("input")) read_input(entry);
    for (const Entry& entry : reader.tables("parameter")) read_parameter(entry);
    for (const Entry& entry : reader.tables("step")) read_step(entry);
    if (model_.use == Use::forum) {
      const ModelReading reading{
          [this](TableReader& rule, const Entry& entry) { return read_step_part(rule, entry, false); },
          [this](const std::string& name, const Place& place) { check_new_name(name, place); }};
      read_forum(reader, model_, reading, faults_);
    }
    for (const Entry& entry : reader.tables("check")) read_check(entry);
    if (!reader.has("step") && model_.use != Use::forum) {
      reader.fault("key-missing", model_.place, {"[[step]]"});
    }
    reader.finish();
    check_names();
    if (refuses(Faults(faults_.begin() + static_cast<std::ptrdiff_t>(before), faults_.end()))) {
      return std::nullopt;
    }
    return std::move(model_);
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details) {
    faults_.push_back({std::move(code), place, std::move(details)});
  }

  void read_head(TableReader& reader) {
    reader.format_version();
    model_.id = reader.identifier("id").value_or("");
    const std::string stem = file_stem();
    if (!model_.id.empty() && model_.id != stem) {
      fault("model-id-not-file-name", reader.place_of("id"), {model_.id, stem});
    }
    model_.title = reader.words("title").value_or(Words{});
    const std::string use = reader.one_of("use", {"person", "venue", "population", "forum"}).value_or("person");
    model_.use = use == "population" ? Use::population
                 : use == "venue"    ? Use::venue
                 : use == "forum"    ? Use::forum
                                     : Use::person;
    model_.answers = reader.words("answers").value_or(Words{});
    for (const Entry& entry : reader.tables("not_for")) {
      TableReader words(entry, faults_);
      model_.not_for.push_back({words.text("en").value_or(""), words.text("es").value_or("")});
      words.finish();
    }
    if (model_.not_for.empty()) {
      fault("model-without-limits", reader.place_of("not_for"), {});
    }
    for (const Entry& entry : reader.tables("criticisms")) {
      TableReader words(entry, faults_);
      Criticism criticism;
      criticism.text = {words.text("en").value_or(""), words.text("es").value_or("")};
      criticism.citation = {words.optional_text("source").value_or(""), words.optional_text("pin").value_or("")};
      words.finish();
      model_.criticisms.push_back(std::move(criticism));
    }
    if (const auto method = reader.table("method")) {
      TableReader words(*method, faults_);
      model_.method = {words.optional_text("source").value_or(""), words.optional_text("pin").value_or("")};
      words.optional_words_or_text("note");
      words.finish();
    }
    for (const std::string& unit : reader.texts("counts")) {
      model_.count_units.push_back(unit);
    }
  }

  std::string file_stem() const {
    std::string_view name = file_.name;
    if (const auto slash = name.find_last_of('/'); slash != std::string_view::npos) {
      name.remove_prefix(slash + 1);
    }
    return std::string(name.substr(0, name.find('.')));
  }

  void read_keys(TableReader& reader) {
    const auto keys = reader.optional_table("keys");
    if (!keys) {
      return;
    }
    for (const auto& [name, list] : keys->members()) {
      TableReader sets(*keys, faults_);
      std::vector<ModelKey> set;
      for (const Entry& entry : sets.tables(name)) {
        TableReader key(entry, faults_);
        const auto id = key.identifier("id");
        Words label{key.text("en").value_or(""), key.text("es").value_or("")};
        key.finish();
        if (id && named(set, *id) != nullptr) {
          fault("name-twice", entry.place(), {*id});
        } else if (id) {
          set.push_back({*id, std::move(label)});
        }
      }
      if (set.empty()) {
        fault("key-missing", list.place(), {name});
      }
      check_new_name(name, list.place());
      model_.keys.emplace(name, std::move(set));
    }
  }

  void check_new_name(const std::string& name, const Place& place) {
    const bool plain =
        !name.empty() && name[0] >= 'a' && name[0] <= 'z' && name.find('-') == std::string::npos && is_identifier(name);
    if (!plain) {
      fault("formula-name-form", place, {name});
    } else if (is_reserved_name(name)) {
      fault("name-reserved", place, {name});
    } else if (!names_.insert(name).second) {
      fault("name-twice", place, {name});
    }
  }

  std::string read_per(TableReader& reader, std::vector<std::string> allowed) {
    for (const auto& [name, set] : model_.keys) {
      allowed.push_back(name);
    }
    return reader.one_of("per", allowed).value_or("case");
  }

  void read_input(const Entry& entry) {
    TableReader reader(entry, faults_);
    ModelInput input;
    input.place = reader.place();
    input.id = reader.text("id").value_or("");
    if (reader.has("id")) check_new_name(input.id, reader.place_of("id"));
    input.per = read_per(reader, {"case", "victim", "period"});
    input.unit = reader.unit("unit", model_.count_units).value_or(Unit());
    input.label = reader.words("label").value_or(Words{});
    input.at_least = reader.optional_number("at_least");
    input.at_most = reader.optional_number("at_most");
    input.role = reader.optional_one_of("role", roles).value_or("");
    input.fallback = reader.optional_number("optional");
    reader.finish();
    model_.inputs.push_back(std::move(input));
  }

  void read_parameter(const Entry& entry) {
    TableReader reader(entry, faults_);
    ModelParameter parameter;
    parameter.place = reader.place();
    parameter.id = reader.text("id").value_or("");
    if (reader.has("id")) check_new_name(parameter.id, reader.place_of("id"));
    parameter.per = read_per(reader, {"case"});
    parameter.unit = reader.unit("unit", model_.count_units).value_or(Unit());
    parameter.label = reader.words("label").value_or(Words{});
    for (const Entry& value : reader.tables("value")) {
      read_parameter_value(value, parameter);
    }
    if (!reader.has("value")) {
      fault("key-missing", parameter.place, {"[[parameter.value]]"});
    }
    reader.finish();
    model_.parameters.push_back(std::move(parameter));
  }

  void read_parameter_value(const Entry& entry, ModelParameter& parameter) {
    TableReader reader(entry, faults_);
    ParameterValue value;
    value.place = reader.place();
    const auto number = reader.number("value");
    const std::string scale = reader.optional_one_of("scale", {"thousand", "million", "billion"}).value_or("");
    const Exact factor = Exact::power_of_ten(scale == "thousand"  ? 3
                                             : scale == "million" ? 6
                                             : scale == "billion" ? 9
                                                                  : 0);
    value.value = number.value_or(Exact()) * factor;
    value.spread = read_parameter_spread(reader, number, factor);
    if (const auto keys = model_.keys.find(parameter.per); keys != model_.keys.end()) {
      std::vector<std::string> ids;
      for (const ModelKey& key : keys->second) ids.push_back(key.id);
      value.key = reader.one_of(parameter.per, ids).value_or("");
    }
    value.from = reader.optional_date("from");
    value.citation = {reader.text("source").value_or(""), reader.text("pin").value_or("")};
    value.status = status_from_name(reader.one_of("status", {"read", "derived", "recalled"}).value_or("read")).value();
    value.note = reader.optional_words_or_text("note").value_or(Words{});
    if (value.status == Status::derived && value.note.en.empty() && reader.has("status")) {
      fault("derived-without-note", value.place, {parameter.id});
    }
    reader.finish();
    for (const ParameterValue& other : parameter.values) {
      if (other.key == value.key && other.from == value.from) {
        fault("parameter-value-twice", value.place, {parameter.id, value.key.empty() ? "-" : value.key});
      }
    }
    parameter.values.push_back(std::move(value));
  }

  static bool has_other_spread(const TableReader& reader) {
    return reader.has("parameters") || reader.has("quantiles") || reader.has("values") || reader.has("edges") ||
           reader.has("experts") || reader.has("file");
  }

  // A parameter has its likely value in `value`; low and high stand beside it.
  std::optional<Spread> read_parameter_spread(TableReader& reader, const std::optional<Exact>& likely,
                                              const Exact& factor) {
    if (!reader.has("low") && !reader.has("high") && !has_other_spread(reader)) {
      reader.optional_text("means");
      reader.optional_text("shape");
      return std::nullopt;
    }
    auto spread = read_spread(reader, faults_, likely);
    if (spread && spread->means != Means::min_mode_max && spread->means != Means::min_max &&
        spread->means != Means::p05_p50_p95 && spread->means != Means::p10_p50_p90 && factor != 1) {
      fault("spread-with-factor", spread->place, {std::string(name_of(spread->means))});
      return std::nullopt;
    }
    if (spread) {
      if (spread->at_least) *spread->at_least *= factor;
      if (spread->at_most) *spread->at_most *= factor;
      spread->low *= factor;
      spread->high *= factor;
      if (spread->likely) *spread->likely *= factor;
    }
    return spread;
  }

  void read_step(const Entry& entry) {
    TableReader reader(entry, faults_);
    ModelStep step = read_step_part(reader, entry, true);
    reader.finish();
    model_.steps.push_back(std::move(step));
  }

  ModelStep read_step_part(TableReader& reader, const Entry& entry, bool needs_formula) {
    ModelStep step;
    step.place = reader.place();
    step.id = reader.text("id").value_or("");
    if (reader.has("id")) check_new_name(step.id, reader.place_of("id"));
    step.per = read_per(reader, {"case", "victim", "period"});
    step.unit = reader.unit("unit", model_.count_units).value_or(Unit());
    const std::string kind =
        reader.optional_one_of("kind", {"gross", "net", "cost", "wage", "loss", "harm", "award"}).value_or("");
    step.kind = kind_from_name(kind).value();
    step.label = reader.words("label").value_or(Words{});
    step.says = reader.words("says").value_or(Words{});
    if (const auto formula = needs_formula ? reader.text("formula") : reader.optional_text("formula")) {
      step.formula = *formula;
      const Place place = entry.member("formula")->text_place();
      auto expression = parse_formula(*formula, place, model_.count_units);
      if (expression) {
        step.expression = std::move(*expression);
      } else {
        append(faults_, std::move(expression.error()));
      }
    }
    if (const auto round = reader.optional_table("round")) {
      read_rounding(*round, step);
    }
    step.figure = reader.truth("figure", !needs_formula);  // a rule is one unless it says otherwise
    step.adds_up = reader.truth("adds_up", false);
    step.compares_with =
        reader.optional_one_of("compares_with", {"gross", "net", "cost", "wage", "loss", "harm", "award"}).value_or("");
    if (step.figure && step.unit.is_money() && !step.rounding) {
      fault("figure-without-rounding", step.place, {step.id});
    }
    if (step.unit.is_money() && step.kind == Kind::none && step.figure) {
      fault("figure-without-kind", step.place, {step.id});
    }
    if (step.adds_up && step.per != "period" && step.per != "victim") {
      fault("adds-up-not-per-period", step.place, {step.id});
    }
    if (!step.compares_with.empty() && step.per != "case") {
      fault("compares-not-per-case", step.place, {step.id});
    }
    return step;
  }

  void read_rounding(const Entry& entry, ModelStep& step) {
    TableReader reader(entry, faults_);
    Rounding rounding;
    const auto to = reader.number("to");
    const auto mode = reader.one_of("mode", {"half-even", "half-away", "down", "up", "floor", "ceiling"});
    step.rounding_because = reader.words("because").value_or(Words{});
    reader.finish();
    if (to && to->sign() <= 0) {
      fault("rounding-step-not-positive", reader.place_of("to"), {});
      return;
    }
    rounding.to = to.value_or(1);
    rounding.mode = rounding_mode_from_name(mode.value_or("half-even")).value();
    step.rounding = rounding;
  }

  // A table of names and quoted numbers, kept as written: the check reads them in the unit of each input.
  WrittenValues read_written(const Entry& table) {
    WrittenValues values;
    TableReader reader(table, faults_);
    for (const auto& [name, entry] : table.members()) {
      if (entry.form() == EntryForm::date) {
        if (const auto date = reader.date(name)) {
          values[name] = {date->text(), entry.place()};
        }
      } else if (auto text = reader.text(name)) {
        values[name] = {std::move(*text), entry.text_place()};
      }
    }
    return values;
  }

  // keyed.region.africa = { victims = "800000" }
  void read_keyed(const Entry& table, ModelCheck& check) {
    TableReader sets(table, faults_);
    for (const auto& [set, entry] : table.members()) {
      const auto of_set = sets.table(set);
      if (!of_set) continue;
      TableReader keys(*of_set, faults_);
      for (const auto& [key, values] : of_set->members()) {
        if (const auto of_key = keys.table(key)) check.keyed[set][key] = read_written(*of_key);
      }
    }
  }

  void read_check(const Entry& entry) {
    TableReader reader(entry, faults_);
    ModelCheck check;
    check.place = reader.place();
    check.says = reader.text("says").value_or("");
    check.currency = reader.optional_text("currency").value_or("USD");
    check.calendar = reader.optional_text("calendar").value_or("");
    if (const auto given = reader.optional_table("given")) check.given = read_written(*given);
    if (const auto keyed = reader.optional_table("keyed")) read_keyed(*keyed, check);
    if (const auto choose = reader.optional_table("choose")) check.choose = read_written(*choose);
    for (const Entry& period : reader.tables("period")) {
      check.periods.push_back(read_written(period));
    }
    if (model_.use == Use::forum) {
      if (const auto facts = reader.optional_table("facts")) check.facts = read_written(*facts);
      for (const Entry& item : reader.tables("item")) check.items.push_back(read_written(item));
      for (const Entry& rate : reader.tables("exchange")) check.exchange.push_back(read_written(rate));
      for (const Entry& one : reader.tables("defendant")) check.defendants.push_back(read_written(one));
    }
    if (const auto expect = reader.table("expect")) {
      TableReader numbers(*expect, faults_);
      for (const auto& [name, value] : expect->members()) {
        if (const auto number = numbers.number(name)) {
          check.expect.push_back({name, *number, {value.text(), value.text_place()}});
        }
      }
      if (check.expect.empty()) {
        fault("check-expects-nothing", check.place, {});
      }
    }
    check.within = reader.optional_text("within").value_or("0");
    check.because = reader.optional_text("because").value_or("");
    check.citation = {reader.text("source").value_or(""), reader.text("pin").value_or("")};
    check.uses = status_from_name(reader.one_of("uses", {"read", "derived", "recalled"}).value_or("read")).value();
    reader.finish();
    if (check.within != "0" && check.because.empty()) {
      fault("check-tolerance-without-reason", check.place, {check.within});
    }
    model_.checks.push_back(std::move(check));
  }

  void check_names() {
    // A step may use the inputs, the parameters and the steps above it; a later one would be a circle.
    std::vector<std::string> known;
    for (const auto& input : model_.inputs) known.push_back(input.id);
    for (const auto& parameter : model_.parameters) known.push_back(parameter.id);
    for (const ModelStep& step : model_.steps) {
      for (const std::string& name : names_in(step.expression)) {
        if (name == step.id ||
            (std::find(known.begin(), known.end(), name) == known.end() && named(model_.steps, name) != nullptr)) {
          fault("step-uses-later-step", step.expression.place, {step.id, name});
        }
      }
      known.push_back(step.id);
    }
  }

  const FileText& file_;
  Faults& faults_;
  Model model_;
  std::set<std::string> names_;
};

}  // namespace

std::string_view name_of(Use use) {
  switch (use) {
    case Use::person: return "person";
    case Use::venue: return "venue";
    case Use::forum: return "forum";
    case Use::population: break;
  }
  return "population";
}

const ModelInput* Model::input(std::string_view name) const { return named(inputs, name); }
const ModelParameter* Model::parameter(std::string_view name) const { return named(parameters, name); }
const ModelStep* Model::step(std::string_view name) const { return named(steps, name); }

const ModelKey* Model::key(std::string_view set, std::string_view key_id) const {
  const auto found = keys.find(std::string(set));
  return found == keys.end() ? nullptr : named(found->second, key_id);
}

std::optional<Model> read_model(const FileText& file, Faults& faults) { return ModelReader(file, faults).read(); }

}  // namespace restituo
