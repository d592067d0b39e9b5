#include <restituo/model/binding.hpp>

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/formula/scope.hpp>
#include "binder.hpp"

namespace restituo {
namespace {

constexpr int none = -1;

// Where a formula is being put in: for which victim, period, run of a population model, key, and part of a period.
struct Frame {
  const Model* model = nullptr;
  int use = none;     // index into setting.models
  int victim = none;  // index into setting.victims
  int period = none;  // index into her periods
  int forum = none;   // index into setting.forums
  int item = none;    // index into her items
  int defendant = none;
  std::map<std::string, std::string> keys;
  std::optional<Period> part;
};

// Faults that mean "this number is not to be had", as against "this is wrong".
bool only_unavailable(const Faults& faults) {
  return std::all_of(faults.begin(), faults.end(), [](const Fault& fault) {
    return fault.code == "value-recalled" || fault.code == "value-not-found";
  });
}

std::string dotted(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!part.empty()) {
      text += (text.empty() ? "" : ".") + part;
    }
  }
  return text;
}

class Binder {
 public:
  Binder(const Library& library, const Setting& setting, bool specimen)
      : library_(library), setting_(setting), specimen_(specimen) {}

  Outcome<Checked<BoundProgram>> bind();
  Faults check();

 private:
  friend class BindingScope;

  // -- inputs --
  NodeId input_node(const std::string& id, const Words& label, const GivenValue& given, BoundInput meaning);
  Outcome<NodeId> given_or_default(const Frame& frame, const std::string& name, const std::string& key,
                                   const Place& place);
  std::optional<NodeId> given(const Frame& frame, const std::string& name, const std::string& per,
                              const std::string& key, const Unit& unit, const Words& label, Faults& faults);
  Outcome<NodeId> parameter(const Frame& frame, const ModelParameter& parameter, const std::string& key,
                            const Place& place);
  Outcome<NodeId> step_result(const Frame& frame, const ModelStep& step, const std::string& key, const Place& place);

  // -- lengths and calendars --
  Outcome<NodeId> length_in(int victim, int period, std::string_view unit, const Place& place);
  Outcome<NodeId> per_month(std::string_view unit, const Place& place);
  Outcome<NodeId> case_months(const Place& place);
  NodeId days_of_dates(const SettingVictim& victim, const SettingPeriod& period);
  NodeId days_from_dates(const SettingVictim& victim, const SettingPeriod& period);

  // -- steps --
  void emit_person_models();
  void emit_uses();
  void emit_step(const ModelStep& step, Frame frame);
  void emit_step(const ModelStep& step, Frame frame, const Expression& expression, const std::string& formula,
                 const Words& instead);
  std::vector<Frame> frames_of(const ModelStep& step, const Frame& base) const;
  void add_up();
  std::string step_id(const ModelStep& step, const Frame& frame) const;
  std::string free_id(std::string id, const Model& model);
  std::string result_key(const ModelStep& step, const Frame& frame, const std::string& key) const;
  std::string owner_prefix(const Frame& frame) const;

  // A forum looks at every period, unless the period names the forums that count it.
  bool uses_model(const SettingPeriod& period, const Frame& frame) const {
    if (frame.forum != none) {
      return period.forums.empty() ||
             std::find(period.forums.begin(), period.forums.end(), frame.model->id) != period.forums.end();
    }
    return std::find(period.models.begin(), period.models.end(), frame.model->id) != period.models.end();
  }
  bool concerns(const Frame& frame, int victim) const {
    const SettingVictim& person = setting_.victims[static_cast<std::size_t>(victim)];
    return std::any_of(person.periods.begin(), person.periods.end(),
                       [&](const SettingPeriod& period) { return uses_model(period, frame); });
  }
  const SettingItem& item(const Frame& frame) const {
    return victim(frame).items[static_cast<std::size_t>(frame.item)];
  }
  const SettingForum& forum(const Frame& frame) const { return setting_.forums[static_cast<std::size_t>(frame.forum)]; }
  Place forum_place(const Frame& frame) const { return frame.forum == none ? setting_.place : forum(frame).place; }

  // -- forums --
  NodeId item_amount(const Frame& frame);
  NodeId exchange_input(const SettingExchange& given);
  const SettingExchange* exchange_given(const std::string& to, const std::string& from, const Date& day) const;
  Outcome<NodeId> defendant_share(const Frame& frame);
  Outcome<NodeId> case_figure(const Frame& frame, const std::string& name, const Place& place);
  Outcome<std::optional<std::string>> choice(const Frame& frame, const ForumChoice& choice);
  bool is_given(const Frame& frame, const ModelInput& input) const;
  void emit_forums();
  void emit_rule(const Rule& rule, const ModelStep& step, const Frame& frame);
  Outcome<NodeId> nothing(const ModelStep& step, const Words& why);
  void note_items();
  bool knows_who_owes(const Forum& forum, const SettingForum& chosen);
  const SettingVictim& victim(const Frame& frame) const {
    return setting_.victims[static_cast<std::size_t>(frame.victim)];
  }
  const SettingPeriod& period(const Frame& frame) const {
    return victim(frame).periods[static_cast<std::size_t>(frame.period)];
  }
  const SettingModel* use(const Frame& frame) const {
    return frame.use == none ? nullptr : &setting_.models[static_cast<std::size_t>(frame.use)];
  }

  const Library& library_;
  const Setting& setting_;
  bool specimen_;
  ProgramBuilder builder_;
  BoundProgram bound_;
  Faults faults_;
  Faults warnings_;
  std::map<std::string, NodeId> inputs_;
  std::map<std::string, NodeId> lengths_;
  std::map<std::string, Outcome<NodeId>>
      results_;  // the faults of a step that was left out go on to those that rest on it
  std::set<std::string> ids_;
  struct Addend {
    const Model* model;
    const ModelStep* step;
    int victim;
    int period;
    NodeId node;
  };
  std::vector<Addend> addends_;
  // What each study cannot give, and the numbers it lacks: one warning a study.
  struct LeftOut {
    std::vector<std::string> figures;
    std::set<std::string> values;
  };
  std::map<int, LeftOut> left_out_;
  // Figures of the case by name, person and period, for the forums; and what they took of it.
  std::map<std::string, NodeId> case_figures_;
  std::set<std::string> figures_missed_;
  std::set<std::tuple<int, int, int>> items_counted_;  // forum, person, item
};

class BindingScope : public Scope {
 public:
  BindingScope(Binder& binder, Frame frame) : binder_(binder), frame_(std::move(frame)) {}

  Outcome<NodeId> value(const std::string& name, const Place& place) override;
  Outcome<NodeId> value_at_key(const std::string& name, const std::string& key, const Place& place) override;
  Outcome<std::string> key(const std::string& name, const Place& place) override;
  Outcome<Date> date(const std::string& name, const Place& place) override;
  bool is_date(const std::string& name) const override;
  bool is_specimen() const override { return binder_.specimen_; }
  Outcome<NodeId> series_at(const std::string& series, const Date& day, const Place& place) override;
  Outcome<std::optional<std::string>> choice(const std::string& name, const std::string& compared_with,
                                             const Place& place) override;
  Outcome<std::optional<bool>> is_given(const std::string& name, const Place& place) override;
  Outcome<NodeId> case_figure(const std::string& name, const Place& place) override;
  Outcome<std::optional<NodeId>> exchange_rate(const std::string& currency, const Date& day,
                                               const Place& place) override;
  Outcome<Members> members(const std::string& set, const std::vector<std::string>& arguments,
                           const Place& place) override;
  Outcome<Siblings> siblings(const Place& place) override;

 private:
  tl::unexpected<Faults> unknown(const std::string& name, const Place& place) const;
  tl::unexpected<Faults> wrong_level(const std::string& name, const std::string& per, const Place& place) const;
  Outcome<NodeId> reserved(const std::string& name, const Place& place);
  Outcome<Members> parts(const std::string& set, const std::vector<std::string>& series, const Place& place);
  Outcome<Members> items(const std::vector<std::string>& head_and_sorts, const Place& place);
  Outcome<NodeId> series_value(const Series& series, const Date& day, const Place& place);
  const Forum* forum() const { return frame_.model->forum ? &*frame_.model->forum : nullptr; }
  Outcome<const Series*> series_called(const std::string& name, const Place& place) const;
  std::unique_ptr<Scope> inner(Frame frame) const { return std::make_unique<BindingScope>(binder_, std::move(frame)); }
  bool reaches(const std::string& per) const {
    if (per == "defendant") return frame_.defendant != none;
    if (per == "period") return frame_.period != none || frame_.use != none;
    if (per == "victim") return frame_.victim != none || frame_.use != none;
    return true;
  }

  Binder& binder_;
  Frame frame_;
};

// ----------------------------------------------------------------------------------------------------------------
// names

tl::unexpected<Faults> BindingScope::unknown(const std::string& name, const Place& place) const {
  std::vector<std::string> known;
  for (const auto& input : frame_.model->inputs) known.push_back(input.id);
  for (const auto& parameter : frame_.model->parameters) known.push_back(parameter.id);
  for (const auto& step : frame_.model->steps) known.push_back(step.id);
  return refuse({.code = "formula-unknown-name", .place = place, .details = {name, nearest_or_all(name, known)}});
}

tl::unexpected<Faults> BindingScope::wrong_level(const std::string& name, const std::string& per,
                                                 const Place& place) const {
  return refuse({.code = "formula-wrong-level", .place = place, .details = {name, per}});
}

Outcome<NodeId> BindingScope::value(const std::string& name, const Place& place) {
  const Model& model = *frame_.model;
  const ModelInput* input = model.input(name);
  const ModelParameter* parameter = model.parameter(name);
  const ModelStep* step = model.step(name);
  const std::string& per = input != nullptr       ? input->per
                           : parameter != nullptr ? parameter->per
                           : step != nullptr      ? step->per
                                                  : name;
  if (input == nullptr && parameter == nullptr && step == nullptr) {
    return is_reserved_name(name) ? reserved(name, place) : unknown(name, place);
  }
  if (model.keys.count(per) != 0) {
    return refuse({.code = "formula-needs-key", .place = place, .details = {name, per}});
  }
  if (!reaches(per)) {
    return wrong_level(name, per, place);
  }
  if (step != nullptr) {
    return binder_.step_result(frame_, *step, "", place);
  }
  return parameter != nullptr ? binder_.parameter(frame_, *parameter, "", place)
                              : binder_.given_or_default(frame_, name, "", place);
}

Outcome<NodeId> BindingScope::value_at_key(const std::string& name, const std::string& key, const Place& place) {
  const Model& model = *frame_.model;
  const ModelInput* input = model.input(name);
  const ModelParameter* parameter = model.parameter(name);
  const ModelStep* step = model.step(name);
  if (input == nullptr && parameter == nullptr && step == nullptr) {
    return unknown(name, place);
  }
  const std::string& per = input != nullptr ? input->per : parameter != nullptr ? parameter->per : step->per;
  const auto keys = model.keys.find(per);
  if (keys == model.keys.end()) {
    return refuse({.code = "formula-has-no-key", .place = place, .details = {name, per}});
  }
  if (model.key(per, key) == nullptr) {
    std::vector<std::string> known;
    for (const ModelKey& one : keys->second) known.push_back(one.id);
    return refuse({.code = "key-not-in-set", .place = place, .details = {key, per, nearest_or_all(key, known)}});
  }
  if (step != nullptr) {
    return binder_.step_result(frame_, *step, key, place);
  }
  return parameter != nullptr ? binder_.parameter(frame_, *parameter, key, place)
                              : binder_.given_or_default(frame_, name, key, place);
}

Outcome<std::string> BindingScope::key(const std::string& name, const Place& place) {
  if (const auto bound = frame_.keys.find(name); bound != frame_.keys.end()) {
    return bound->second;
  }
  const auto set = frame_.model->keys.find(name);
  if (set == frame_.model->keys.end()) {
    return refuse({.code = "formula-unknown-key-set", .place = place, .details = {name}});
  }
  std::vector<std::string> known;
  for (const ModelKey& one : set->second) known.push_back(one.id);
  if (const SettingModel* use = binder_.use(frame_)) {
    if (const auto chosen = use->choices.find(name); chosen != use->choices.end()) {
      if (frame_.model->key(name, chosen->second) == nullptr) {
        return refuse({.code = "key-not-in-set",
                       .place = use->place,
                       .details = {chosen->second, name, nearest_or_all(chosen->second, known)}});
      }
      return chosen->second;
    }
    if (!binder_.specimen_) {
      return refuse(
          {.code = "key-not-chosen", .place = use->place, .details = {frame_.model->id, name, joined(known)}});
    }
  }
  if (binder_.specimen_) {
    return set->second.front().id;
  }
  return refuse({.code = "key-not-chosen", .place = place, .details = {frame_.model->id, name, joined(known)}});
}

Outcome<NodeId> BindingScope::reserved(const std::string& name, const Place& place) {
  if (name == "amount") {
    if (frame_.item == none && !binder_.specimen_) return wrong_level(name, "items(...)", place);
    return binder_.item_amount(frame_);
  }
  if (name == "defendant_share") {
    if (frame_.defendant == none) return wrong_level(name, "defendant", place);
    return binder_.defendant_share(frame_);
  }
  if (name == "weeks_per_month") return binder_.per_month("week", place);
  if (name == "days_per_month") return binder_.per_month("day", place);
  if (name == "case_months") {
    if (frame_.victim != none) return wrong_level(name, "case", place);
    return binder_.case_months(place);
  }
  if (name == "part_days" || name == "part_weeks") {
    if (!frame_.part) return wrong_level(name, "months", place);
    const Words label{fmt::format("days from {} to {}", frame_.part->first().text(), frame_.part->last().text()),
                      fmt::format("días del {} al {}", frame_.part->first().text(), frame_.part->last().text())};
    const SettingPeriod& period = binder_.victim(frame_).periods[static_cast<std::size_t>(frame_.period)];
    const InputId dates = binder_.builder_.node(binder_.days_of_dates(binder_.victim(frame_), period)).payload;
    const NodeId days = binder_.builder_.constant(frame_.part->days(), Unit::of("day"), label, {}, dates);
    if (name == "part_days") return days;
    const NodeId week = binder_.builder_.literal(7, Unit::of("day") / Unit::of("week"));
    return binder_.builder_.divide(days, week, place);
  }
  for (const std::string_view unit : {"day", "week", "month"}) {
    if (name == "length_in_" + std::string(unit) + "s") {
      if (frame_.period == none) {
        if (!binder_.specimen_) return wrong_level(name, "period", place);
        return binder_.builder_.constant(1, Unit::of(unit), {"length", "duración"});
      }
      return binder_.length_in(frame_.victim, frame_.period, unit, place);
    }
  }
  return refuse({.code = "formula-name-misplaced", .place = place, .details = {name}});
}

bool BindingScope::is_date(const std::string& name) const {
  static const std::set<std::string> built_in{"valuation_date", "part_start", "part_end",
                                              "period_start",   "period_end", "item_date"};
  return built_in.contains(name) || (forum() != nullptr && forum()->date(name) != nullptr);
}

Outcome<Date> BindingScope::date(const std::string& name, const Place& place) {
  const Setting& setting = binder_.setting_;
  if (name == "valuation_date") {
    return setting.valuation_date;
  }
  if (name == "part_start" || name == "part_end") {
    if (!frame_.part) return refuse({.code = "formula-wrong-level", .place = place, .details = {name, "months"}});
    return name == "part_start" ? frame_.part->first() : frame_.part->last();
  }
  if (name == "item_date") {
    if (binder_.specimen_) return setting.valuation_date;
    if (frame_.item == none) return refuse({.code = "formula-wrong-level", .place = place, .details = {name, "items"}});
    return binder_.item(frame_).date;
  }
  if (name == "period_start" || name == "period_end") {
    if (frame_.period == none)
      return refuse({.code = "formula-wrong-level", .place = place, .details = {name, "period"}});
    const auto& dates = binder_.period(frame_).dates;
    if (!dates) {
      return refuse(
          {.code = "period-needs-dates", .place = binder_.period(frame_).place, .details = {frame_.model->id, name}});
    }
    return name == "period_start" ? dates->first() : dates->last();
  }
  const ForumDate* wanted = forum() == nullptr ? nullptr : forum()->date(name);
  if (wanted == nullptr) {
    return refuse({.code = "formula-not-a-date", .place = place, .details = {name}});
  }
  if (binder_.specimen_) return setting.valuation_date;
  if (frame_.victim != none) {
    const GivenDates& hers = binder_.victim(frame_).dates;
    if (const auto found = hers.find(name); found != hers.end()) return found->second;
  }
  if (const auto found = setting.dates.find(name); found != setting.dates.end()) return found->second;
  if (!wanted->otherwise.empty() && wanted->otherwise != name) return date(wanted->otherwise, place);
  return refuse({.code = "law-date-missing",
                 .place = binder_.forum_place(frame_),
                 .details = {name, frame_.model->id, wanted->label.en, wanted->label.es}});
}

Outcome<std::optional<std::string>> BindingScope::choice(const std::string& name, const std::string& compared_with,
                                                         const Place& place) {
  const ForumChoice* choice = forum() == nullptr ? nullptr : forum()->choice(name);
  if (choice == nullptr) {
    std::vector<std::string> known;
    if (forum() != nullptr) {
      for (const ForumChoice& one : forum()->choices) known.push_back(one.id);
    }
    return refuse({.code = "formula-unknown-choice", .place = place, .details = {name, nearest_or_all(name, known)}});
  }
  if (choice->option(compared_with) == nullptr) {
    std::vector<std::string> known;
    for (const auto& option : choice->options) known.push_back(option.id);
    return refuse({.code = "choice-unknown",
                   .place = place,
                   .details = {name, compared_with, nearest_or_all(compared_with, known)}});
  }
  if (!reaches(choice->per)) {
    return wrong_level(name, choice->per, place);
  }
  if (binder_.specimen_) return std::optional<std::string>();
  return binder_.choice(frame_, *choice);
}

Outcome<std::optional<bool>> BindingScope::is_given(const std::string& name, const Place& place) {
  const ModelInput* input = frame_.model->input(name);
  if (input == nullptr) return unknown(name, place);
  if (!reaches(input->per)) return wrong_level(name, input->per, place);
  if (binder_.specimen_) return std::optional<bool>();
  return std::optional(binder_.is_given(frame_, *input));
}

Outcome<NodeId> BindingScope::case_figure(const std::string& name, const Place& place) {
  return binder_.case_figure(frame_, name, place);
}

Outcome<std::optional<NodeId>> BindingScope::exchange_rate(const std::string& currency, const Date& day,
                                                           const Place& place) {
  if (forum() == nullptr) {
    return refuse({.code = "formula-name-misplaced", .place = place, .details = {"exchange"}});
  }
  const std::string to = forum()->currency == "CUR" ? binder_.setting_.currency : forum()->currency;
  if (currency.empty() || currency == to) return std::optional<NodeId>();
  const Unit unit = Unit::of(to) / Unit::of(currency);
  if (binder_.specimen_) {
    return std::optional(binder_.builder_.constant(1, unit, {"exchange rate", "tipo de cambio"}));
  }
  if (const SettingExchange* given = binder_.exchange_given(to, currency, day)) {
    const NodeId rate = binder_.exchange_input(*given);
    if (given->rate.unit == unit) return std::optional(rate);
    const NodeId one = binder_.builder_.literal(1, Unit());
    auto inverse = binder_.builder_.divide(one, rate, place);
    if (!inverse) return refuse(std::move(inverse.error()));
    return std::optional(*inverse);
  }
  for (const auto& [id, series] : binder_.library_.series) {
    const bool direct = series.unit == unit;
    if ((!direct && series.unit != unit.inverse()) || series.value_on(day) == nullptr) continue;
    auto rate = series_value(series, day, place);
    if (!rate) return refuse(std::move(rate.error()));
    if (direct) return std::optional(*rate);
    auto inverse = binder_.builder_.divide(binder_.builder_.literal(1, Unit()), *rate, place);
    if (!inverse) return refuse(std::move(inverse.error()));
    return std::optional(*inverse);
  }
  return refuse({.code = "exchange-rate-missing",
                 .place = binder_.forum_place(frame_),
                 .details = {currency, to, day.text(), frame_.model->id}});
}

Outcome<Scope::Siblings> BindingScope::siblings(const Place& place) {
  if (frame_.victim == none || frame_.period != none) {
    return refuse({.code = "formula-wrong-level", .place = place, .details = {"allocate(...)", "victim"}});
  }
  Siblings siblings;
  for (int v = 0; v < static_cast<int>(binder_.setting_.victims.size()); ++v) {
    if (!binder_.concerns(frame_, v)) continue;
    if (v == frame_.victim) siblings.own = siblings.members.size();
    Frame frame = frame_;
    frame.victim = v;
    siblings.members.push_back({binder_.setting_.victims[static_cast<std::size_t>(v)].label, inner(std::move(frame))});
  }
  return siblings;
}

Outcome<const Series*> BindingScope::series_called(const std::string& name, const Place& place) const {
  const Series* series = binder_.library_.series_named(name);
  if (series == nullptr) {
    std::vector<std::string> known;
    for (const auto& [id, one] : binder_.library_.series) {
      known.push_back(id);
      std::replace(known.back().begin(), known.back().end(), '-', '_');
    }
    return refuse({.code = "series-unknown", .place = place, .details = {name, nearest_or_all(name, known)}});
  }
  return series;
}

Outcome<NodeId> BindingScope::series_at(const std::string& name, const Date& day, const Place& place) {
  const auto series = series_called(name, place);
  if (!series) {
    return refuse(series.error());
  }
  return series_value(**series, day, place);
}

Outcome<NodeId> BindingScope::series_value(const Series& found, const Date& day, const Place& place) {
  const Unit unit = found.unit.with_currency(binder_.setting_.currency);
  if (binder_.specimen_) {
    return binder_.builder_.constant(1, unit, found.title);
  }
  const SeriesValue* value = found.value_on(day);
  if (value == nullptr) {
    return refuse(found.no_value_on(day, place));
  }
  if (value->status == Status::recalled && !binder_.setting_.allow_unverified) {
    return refuse({.code = "value-recalled", .place = value->place, .details = {found.id + " " + value->from.text()}});
  }
  for (const SeriesCaution& caution : found.cautions) {
    if (day >= caution.from && day <= caution.to) {
      Fault warning{.code = "series-caution",
                    .place = caution.place,
                    .details = {found.id, caution.from.text(), caution.to.text(), caution.says.en, caution.says.es},
                    .severity = Severity::warn};
      if (std::find(binder_.warnings_.begin(), binder_.warnings_.end(), warning) == binder_.warnings_.end()) {
        binder_.warnings_.push_back(std::move(warning));
      }
    }
  }
  auto& used = binder_.bound_.series_used;
  if (std::find(used.begin(), used.end(), found.id) == used.end()) {
    used.push_back(found.id);
  }
  const Words label{found.title.en + " on " + day.text(), found.title.es + " el " + day.text()};
  return binder_.builder_.constant(value->value, unit, label, found.id + "@" + value->from.text());
}

Outcome<Scope::Members> BindingScope::members(const std::string& set, const std::vector<std::string>& arguments,
                                              const Place& place) {
  Members members;
  const Setting& setting = binder_.setting_;
  if (set == "periods") {
    if (frame_.period != none || frame_.use != none) {
      return refuse({.code = "formula-wrong-level", .place = place, .details = {"sum(periods, ...)", "victim"}});
    }
    members.over = {"periods", "los periodos"};
    for (int v = 0; v < static_cast<int>(setting.victims.size()); ++v) {
      if (frame_.victim != none && frame_.victim != v) continue;
      const SettingVictim& victim = setting.victims[static_cast<std::size_t>(v)];
      for (int p = 0; p < static_cast<int>(victim.periods.size()); ++p) {
        const SettingPeriod& period = victim.periods[static_cast<std::size_t>(p)];
        if (!binder_.uses_model(period, frame_)) continue;
        Frame frame = frame_;
        frame.victim = v;
        frame.period = p;
        members.members.push_back({period.label, inner(std::move(frame))});
      }
    }
    return members;
  }
  if (set == "victims") {
    if (frame_.victim != none || frame_.use != none) {
      return refuse({.code = "formula-wrong-level", .place = place, .details = {"sum(victims, ...)", "case"}});
    }
    members.over = {"persons", "las personas"};
    for (int v = 0; v < static_cast<int>(setting.victims.size()); ++v) {
      const SettingVictim& victim = setting.victims[static_cast<std::size_t>(v)];
      if (!binder_.concerns(frame_, v)) {
        continue;
      }
      Frame frame = frame_;
      frame.victim = v;
      members.members.push_back({victim.label, inner(std::move(frame))});
    }
    return members;
  }
  if (set == "months" || set == "weeks" || set == "spans") {
    return parts(set, arguments, place);
  }
  if (set == "items") {
    return items(arguments, place);
  }
  const auto keys = frame_.model->keys.find(set);
  if (keys == frame_.model->keys.end()) {
    std::vector<std::string> known{"periods", "victims", "months", "weeks", "spans(series)"};
    for (const auto& [name, list] : frame_.model->keys) known.push_back(name);
    return refuse({.code = "formula-unknown-set", .place = place, .details = {set, nearest_or_all(set, known)}});
  }
  members.over = {set, set};
  for (const ModelKey& key : keys->second) {
    Frame frame = frame_;
    frame.keys[set] = key.id;
    members.members.push_back({key.label, inner(std::move(frame))});
  }
  return members;
}

// The stretches of a period: calendar months, weeks, or those in which a series keeps one value.
Outcome<Scope::Members> BindingScope::parts(const std::string& set, const std::vector<std::string>& series_names,
                                            const Place& place) {
  if (frame_.period == none) {
    return refuse({.code = "formula-wrong-level", .place = place, .details = {"sum(" + set + ", ...)", "period"}});
  }
  std::vector<const Series*> series;
  for (const std::string& name : series_names) {
    const auto found = series_called(name, place);
    if (!found) {
      return refuse(found.error());
    }
    series.push_back(*found);
  }
  const SettingPeriod& period = binder_.period(frame_);
  if (!period.dates || period.doubt.first || period.doubt.last) {
    return refuse({.code = period.dates ? "period-needs-sure-dates" : "period-needs-dates",
                   .place = period.place,
                   .details = {frame_.model->id, "sum(" + set + ", ...)"}});
  }
  std::vector<Period> stretches;
  if (set == "months") stretches = period.dates->by_calendar_month();
  if (set == "weeks") stretches = period.dates->by_week();
  if (set == "spans") stretches = {*period.dates};
  if (set == "spans" && !binder_.specimen_) {
    // Cut at every day on which any of the series changes.
    for (const Series* one : series) {
      std::vector<Period> cut;
      for (const Period& stretch : stretches) {
        auto spans = one->spans_of(stretch);
        if (!spans) {
          const Date gap = one->first_day_without(stretch).value_or(stretch.first());
          return refuse(one->no_value_on(gap, period.place));
        }
        cut.insert(cut.end(), spans->begin(), spans->end());
      }
      stretches = std::move(cut);
    }
  }
  Members members;
  members.over = set == "months"  ? Words{"calendar months", "los meses de calendario"}
                 : set == "weeks" ? Words{"weeks", "las semanas"}
                                  : Words{"stretches of one rate", "los tramos de una misma tasa"};
  for (const Period& stretch : stretches) {
    Frame frame = frame_;
    frame.part = stretch;
    const std::string text =
        set == "months" ? stretch.first().text().substr(0, 7) : stretch.first().text() + " / " + stretch.last().text();
    members.members.push_back({{text, text}, inner(std::move(frame))});
  }
  return members;
}

// The dated amounts of one head, of all sorts or of those named.
Outcome<Scope::Members> BindingScope::items(const std::vector<std::string>& head_and_sorts, const Place& place) {
  if (frame_.victim == none || frame_.period != none) {
    return refuse({.code = "formula-wrong-level", .place = place, .details = {"sum(items(...), ...)", "victim"}});
  }
  Members members;
  members.over = {"dated amounts", "los montos con fecha"};
  if (binder_.specimen_) {
    Frame frame = frame_;
    frame.item = 0;
    members.members.push_back({{"item", "monto"}, inner(std::move(frame))});
    return members;
  }
  const auto& all = binder_.victim(frame_).items;
  for (int i = 0; i < static_cast<int>(all.size()); ++i) {
    const SettingItem& item = all[static_cast<std::size_t>(i)];
    const bool of_sort = head_and_sorts.size() == 1 ||
                         std::find(head_and_sorts.begin() + 1, head_and_sorts.end(), item.sort) != head_and_sorts.end();
    if (item.head != head_and_sorts.front() || !of_sort) continue;
    Frame frame = frame_;
    frame.item = i;
    binder_.items_counted_.insert({frame_.forum, frame_.victim, i});
    members.members.push_back({item.label, inner(std::move(frame))});
  }
  return members;
}

// ---------------------------------------------------------------------------------------------------------------
// inputs

NodeId Binder::input_node(const std::string& id, const Words& label, const GivenValue& given, BoundInput meaning) {
  if (const auto known = inputs_.find(id); known != inputs_.end()) {
    return known->second;
  }
  if (given.spread && !specimen_) {
    auto distribution = distribution_of(*given.spread);
    append(distribution ? warnings_ : faults_,
           distribution ? std::move(distribution->faults) : std::move(distribution.error()));
  }
  const NodeId node = builder_.input(id, label, given.unit);
  meaning.given = given;
  bound_.inputs.push_back(std::move(meaning));
  inputs_.emplace(id, node);
  return node;
}

// The value that the case gives for a name, the nearest one: period, then victim, then case.
std::optional<NodeId> Binder::given(const Frame& frame, const std::string& name, const std::string& per,
                                    const std::string& key, const Unit& unit, const Words& label, Faults& faults) {
  const Unit wanted = unit.with_currency(setting_.currency);
  const auto take = [&](const GivenValue& value, const std::string& id, BoundInput meaning) -> std::optional<NodeId> {
    if (value.unit != wanted) {
      const bool currencies = value.unit.currency() != wanted.currency() && !value.unit.currency().empty();
      faults.push_back({.code = currencies ? "input-currency-differs" : "input-unit-differs",
                        .place = value.place,
                        .details = {name, value.unit.text(), wanted.text()}});
      return std::nullopt;
    }
    meaning.name = name;
    meaning.key = key;
    return input_node(id, label, value, std::move(meaning));
  };
  const auto found = [&](const GivenValues& values) {
    const auto value = values.find(name);
    return value == values.end() ? nullptr : &value->second;
  };

  if (const SettingModel* model_use = use(frame)) {
    if (!key.empty()) {
      const auto set = model_use->keyed.find(per);
      if (set != model_use->keyed.end()) {
        if (const auto of_key = set->second.find(key); of_key != set->second.end()) {
          if (const GivenValue* value = found(of_key->second)) {
            return take(*value, dotted({owner_prefix(frame), name, key}), {});
          }
        }
      }
      return std::nullopt;
    }
    if (const GivenValue* value = found(model_use->inputs)) {
      return take(*value, dotted({owner_prefix(frame), name}), {});
    }
  }
  if (!key.empty()) {
    return std::nullopt;
  }
  if (frame.period != none && per != "victim") {
    if (const GivenValue* value = found(period(frame).inputs)) {
      BoundInput meaning;
      meaning.victim = victim(frame).id;
      meaning.period = period(frame).id;
      return take(*value, dotted({meaning.victim, meaning.period, name}), meaning);
    }
  }
  if (frame.victim != none) {
    if (const GivenValue* value = found(victim(frame).inputs)) {
      BoundInput meaning;
      meaning.victim = victim(frame).id;
      return take(*value, dotted({meaning.victim, name}), meaning);
    }
  }
  if (const GivenValue* value = found(setting_.inputs)) {
    return take(*value, dotted({"case", name}), {});
  }
  return std::nullopt;
}

Outcome<NodeId> Binder::given_or_default(const Frame& frame, const std::string& name, const std::string& key,
                                         const Place& place) {
  const ModelInput& input = *frame.model->input(name);
  if (specimen_) {
    GivenValue specimen;
    specimen.value = 1;
    specimen.unit = input.unit.with_currency(setting_.currency);
    return input_node(dotted({frame.model->id, name, key, std::to_string(frame.period)}), input.label, specimen, {});
  }
  Faults faults;
  if (const auto node = given(frame, name, input.per, key, input.unit, input.label, faults)) {
    return *node;
  }
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  if (input.fallback) {
    return builder_.constant(*input.fallback, input.unit.with_currency(setting_.currency), input.label, "default");
  }
  const SettingModel* model_use = use(frame);
  const Place where = model_use != nullptr          ? model_use->place
                      : frame.period != none        ? period(frame).place
                      : setting_.place.file.empty() ? place
                                                    : setting_.place;
  return refuse(
      {.code = "input-missing",
       .place = where,
       .details = {key.empty() ? name : name + "[" + key + "]", input.unit.with_currency(setting_.currency).text(),
                   frame.model->id, input.label.en, input.label.es}});
}

Outcome<NodeId> Binder::parameter(const Frame& frame, const ModelParameter& parameter, const std::string& key,
                                  const Place& place) {
  Faults faults;
  if (const auto node = given(frame, parameter.id, parameter.per, key, parameter.unit, parameter.label, faults)) {
    return *node;
  }
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  const ParameterValue* chosen = nullptr;
  for (const ParameterValue& value : parameter.values) {
    const bool applies = value.key == key && (!value.from || *value.from <= setting_.valuation_date);
    if (applies && (chosen == nullptr || !chosen->from || (value.from && *value.from > *chosen->from))) {
      chosen = &value;
    }
  }
  GivenValue given;
  given.unit = parameter.unit.with_currency(setting_.currency);
  if (specimen_ && chosen == nullptr) {
    given.value = 1;
  } else if (chosen == nullptr) {
    return refuse({.code = "value-not-found",
                   .place = place,
                   .details = {key.empty() ? parameter.id : parameter.id + "[" + key + "]"}});
  } else if (chosen->status == Status::recalled && !setting_.allow_unverified && !specimen_) {
    return refuse({.code = "value-recalled",
                   .place = chosen->place,
                   .details = {key.empty() ? parameter.id : parameter.id + "[" + key + "]"}});
  } else {
    given.value = chosen->value;
    given.spread = chosen->spread;
    if (chosen->spread) {
      given.low = chosen->spread->low;
      given.high = chosen->spread->high;
    }
    given.citation = chosen->citation;
    // The text of a law is a document; the literature speaks of this case by analogy only.
    const Source* source = library_.source(chosen->citation.source);
    given.grade = source != nullptr && source->kind == "statute" ? Grade::A : Grade::D;
    given.status = chosen->status;
    given.note = chosen->note;
    given.place = chosen->place;
  }
  BoundInput meaning;
  meaning.name = parameter.id;
  meaning.model = frame.model->id;
  meaning.key = key;
  const std::string id = frame.model->id + "/" + dotted({parameter.id, key});
  const bool first = inputs_.count(id) == 0;
  const NodeId node = input_node(id, parameter.label, given, std::move(meaning));
  if (first && given.status == Status::recalled && !specimen_) {
    warnings_.push_back({.code = "uses-unverified", .place = given.place, .details = {id}, .severity = Severity::warn});
  }
  return node;
}

std::string Binder::result_key(const ModelStep& step, const Frame& frame, const std::string& key) const {
  std::string text = frame.model->id + "|" + step.id + "|" + std::to_string(frame.use) + "|";
  if (step.per != "case") text += std::to_string(frame.victim);
  text += "|";
  if (step.per == "period") text += std::to_string(frame.period);
  if (step.per == "defendant") text += "d" + std::to_string(frame.defendant);
  return text + "|" + key;
}

Outcome<NodeId> Binder::step_result(const Frame& frame, const ModelStep& step, const std::string& key,
                                    const Place& place) {
  const auto found = results_.find(result_key(step, frame, key));
  if (found == results_.end()) {  // a study has no comparison for another step to rest on
    return refuse(
        {.code = "value-not-found", .place = place, .details = {key.empty() ? step.id : step.id + "[" + key + "]"}});
  }
  return found->second;
}

// -------------------------------------------------------------------------------------------------- lengths and
// calendars

// The days of the period's likely dates, as one input: its evidence is that of the dates.
NodeId Binder::days_of_dates(const SettingVictim& victim, const SettingPeriod& period) {
  const Period& dates = *period.dates;
  const Words rule =
      dates.rule() == DayRule::both ? Words{"first and last day counted", "contados el primer y el último día"}
      : dates.rule() == DayRule::first_only ? Words{"last day not counted", "sin contar el último día"}
      : dates.rule() == DayRule::last_only  ? Words{"first day not counted", "sin contar el primer día"}
                                            : Words{"neither end counted", "sin contar ninguno de los dos extremos"};
  const Words label{fmt::format("Days from {} to {}, {}", dates.first().text(), dates.last().text(), rule.en),
                    fmt::format("Días del {} al {}, {}", dates.first().text(), dates.last().text(), rule.es)};
  GivenValue days = period.dates_evidence;
  days.value = dates.days();
  days.unit = Unit::of("day");
  BoundInput meaning;
  meaning.name = "days";
  meaning.victim = victim.id;
  meaning.period = period.id;
  return input_node(dotted({victim.id, period.id, "days"}), label, days, meaning);
}

NodeId Binder::days_from_dates(const SettingVictim& victim, const SettingPeriod& period) {
  NodeId node = days_of_dates(victim, period);
  BoundInput meaning;
  meaning.victim = victim.id;
  meaning.period = period.id;
  const auto must_have = [](Outcome<NodeId> made) {
    must(made.has_value(), "days add up");
    return *made;
  };
  if (period.doubt.last) {
    meaning.name = "last_day_later";
    const Words later{"Last day later by", "Último día más tarde por"};
    const NodeId shift =
        input_node(dotted({victim.id, period.id, "last_day_later"}), later, *period.doubt.last, meaning);
    node = must_have(builder_.add(node, shift, period.place));
  }
  if (period.doubt.first) {
    meaning.name = "first_day_later";
    const Words later{"First day later by", "Primer día más tarde por"};
    const NodeId shift =
        input_node(dotted({victim.id, period.id, "first_day_later"}), later, *period.doubt.first, meaning);
    node = must_have(builder_.subtract(node, shift, period.place));
  }
  return node;
}

Outcome<NodeId> Binder::per_month(std::string_view unit, const Place& place) {
  if (!setting_.calendar) {
    if (specimen_) {
      return builder_.constant(1, Unit::of(unit) / Unit::of("month"), {"calendar", "calendario"});
    }
    return refuse(
        {.code = "calendar-missing", .place = setting_.place.file.empty() ? place : setting_.place, .details = {}});
  }
  const CalendarConvention& calendar = *setting_.calendar;
  if (unit == "week") {
    return builder_.constant(
        calendar.weeks_per_month(), Unit::of("week") / Unit::of("month"),
        {"Weeks a month, by the calendar of this case", "Semanas por mes, según el calendario del caso"}, "calendar");
  }
  return builder_.constant(calendar.days_per_month(), Unit::of("day") / Unit::of("month"),
                           {"Days a month, by the calendar of this case", "Días por mes, según el calendario del caso"},
                           "calendar");
}

Outcome<NodeId> Binder::length_in(int victim_index, int period_index, std::string_view unit, const Place& place) {
  const SettingVictim& victim = setting_.victims[static_cast<std::size_t>(victim_index)];
  const SettingPeriod& period = victim.periods[static_cast<std::size_t>(period_index)];
  const std::string cached = dotted({victim.id, period.id, std::string(unit)});
  if (const auto known = lengths_.find(cached); known != lengths_.end()) {
    return known->second;
  }

  NodeId node = 0;
  std::string from = "day";
  if (period.length) {
    BoundInput meaning;
    meaning.name = "length";
    meaning.victim = victim.id;
    meaning.period = period.id;
    node = input_node(dotted({victim.id, period.id, "length"}), {"Length of the period", "Duración del periodo"},
                      *period.length, meaning);
    from = period.length->unit.text();
  } else {
    must(period.dates.has_value(), "a period has dates or a length");
    node = days_from_dates(victim, period);
  }

  const std::string path = from + ">" + std::string(unit);
  const auto by = [&](bool times, Outcome<NodeId> factor) -> Outcome<NodeId> {
    if (!factor) return factor;
    return times ? builder_.multiply(node, *factor, place) : builder_.divide(node, *factor, place);
  };
  const auto seven = [&]() -> Outcome<NodeId> { return builder_.literal(7, Unit::of("day") / Unit::of("week")); };
  const auto twelve = [&]() -> Outcome<NodeId> { return builder_.literal(12, Unit::of("month") / Unit::of("year")); };
  if (from == "year") {
    auto months = by(true, twelve());
    if (!months) return months;
    node = *months;
    from = "month";
  }
  Outcome<NodeId> converted = node;
  if (from == "day" && unit == "week") converted = by(false, seven());
  if (from == "week" && unit == "day") converted = by(true, seven());
  if (from == "day" && unit == "month") converted = by(false, per_month("day", place));
  if (from == "week" && unit == "month") converted = by(false, per_month("week", place));
  if (from == "month" && unit == "day") converted = by(true, per_month("day", place));
  if (from == "month" && unit == "week") converted = by(true, per_month("week", place));
  if (converted) {
    lengths_.emplace(cached, *converted);
  }
  return converted;
}

Outcome<NodeId> Binder::case_months(const Place& place) {
  if (const auto known = lengths_.find("case"); known != lengths_.end()) {
    return known->second;
  }
  std::vector<NodeId> months;
  ProgramSum meaning{{"all periods of all persons", "todos los periodos de todas las personas"}, {}};
  Faults faults;
  for (int v = 0; v < static_cast<int>(setting_.victims.size()); ++v) {
    const SettingVictim& victim = setting_.victims[static_cast<std::size_t>(v)];
    for (int p = 0; p < static_cast<int>(victim.periods.size()); ++p) {
      auto length = length_in(v, p, "month", place);
      if (!length) {
        append(faults, std::move(length.error()));
        continue;
      }
      months.push_back(*length);
      meaning.terms.push_back(victim.periods[static_cast<std::size_t>(p)].label);
    }
  }
  if (months.empty() && faults.empty() && !specimen_) {
    faults.push_back({.code = "case-without-periods", .place = setting_.place, .details = {}});
  }
  if (!faults.empty()) {
    return refuse(in_order(std::move(faults)));
  }
  const NodeId person = builder_.literal(1, Unit::of("person"));
  if (months.empty()) {
    return builder_.constant(1, Unit::of("person") * Unit::of("month"), {"months of the case", "meses del caso"});
  }
  auto sum = builder_.sum(months, std::move(meaning), place);
  if (!sum) return sum;
  auto person_months = builder_.multiply(*sum, person, place);
  if (person_months) {
    lengths_.emplace("case", *person_months);
  }
  return person_months;
}

// ----------------------------------------------------------------------------------------------------------------
// steps

std::string Binder::owner_prefix(const Frame& frame) const {
  const SettingModel& model_use = *use(frame);
  std::string id = model_use.model;
  for (const auto& [set, key] : model_use.choices) {
    id += "." + key;
  }
  // The same model with the same choices twice: the second is told apart by its number.
  int before = 0;
  for (int i = 0; i < frame.use; ++i) {
    const SettingModel& other = setting_.models[static_cast<std::size_t>(i)];
    before += other.model == model_use.model && other.choices == model_use.choices && other.use == model_use.use;
  }
  if (before > 0) {
    id += "." + std::to_string(before + 1);
  }
  return model_use.use == ModelUse::cross_check ? "cross_check." + id : id;
}

std::string Binder::step_id(const ModelStep& step, const Frame& frame) const {
  std::string key;
  if (const auto bound = frame.keys.find(step.per); bound != frame.keys.end()) {
    key = bound->second;
  }
  if (frame.use != none) {
    const bool the_comparison = use(frame)->use == ModelUse::cross_check && !step.compares_with.empty();
    if (!the_comparison) {
      return dotted({owner_prefix(frame), step.id, key});
    }
    // A model that compares both gross and net says which; one that compares once needs not.
    const auto comparisons = std::count_if(frame.model->steps.begin(), frame.model->steps.end(),
                                           [](const ModelStep& one) { return !one.compares_with.empty(); });
    return dotted({owner_prefix(frame), comparisons > 1 ? step.id : std::string()});
  }
  std::string id = frame.forum == none ? step.id : frame.model->id + "." + step.id;
  if (frame.victim != none) id += "." + victim(frame).id;
  if (frame.period != none) id += "." + period(frame).id;
  if (frame.defendant != none) id += "." + setting_.defendants[static_cast<std::size_t>(frame.defendant)].id;
  return dotted({id, key});
}

std::string Binder::free_id(std::string id, const Model& model) {
  if (!ids_.insert(id).second) {
    id += "@" + model.id;
    must(ids_.insert(id).second, "the name of a step is free: " + id);
  }
  return id;
}

// One frame for each instance of a step.
std::vector<Frame> Binder::frames_of(const ModelStep& step, const Frame& base) const {
  std::vector<Frame> frames;
  if (const auto keys = base.model->keys.find(step.per); keys != base.model->keys.end()) {
    for (const ModelKey& key : keys->second) {
      Frame frame = base;
      frame.keys[step.per] = key.id;
      frames.push_back(std::move(frame));
    }
    return frames;
  }
  if (step.per == "case" || base.use != none) {
    return {base};
  }
  for (int v = 0; v < static_cast<int>(setting_.victims.size()); ++v) {
    const auto& periods = setting_.victims[static_cast<std::size_t>(v)].periods;
    bool any = false;
    for (int p = 0; p < static_cast<int>(periods.size()); ++p) {
      if (!uses_model(periods[static_cast<std::size_t>(p)], base)) continue;
      any = true;
      if (step.per == "period") {
        Frame frame = base;
        frame.victim = v;
        frame.period = p;
        frames.push_back(std::move(frame));
      }
    }
    if (any && step.per == "victim") {
      Frame frame = base;
      frame.victim = v;
      frames.push_back(std::move(frame));
    }
    for (int d = 0; any && step.per == "defendant" && d < static_cast<int>(setting_.defendants.size()); ++d) {
      Frame frame = base;
      frame.victim = v;
      frame.defendant = d;
      frames.push_back(std::move(frame));
    }
  }
  return frames;
}

void Binder::emit_step(const ModelStep& step, Frame frame) {
  emit_step(step, std::move(frame), step.expression, step.formula, {});
}

// `instead`: why the step is nothing here; empty where it is computed.
void Binder::emit_step(const ModelStep& step, Frame frame, const Expression& expression, const std::string& formula,
                       const Words& instead) {
  std::string key;
  if (const auto bound = frame.keys.find(step.per); bound != frame.keys.end()) {
    key = bound->second;
  }
  const std::string result = result_key(step, frame, key);
  const SettingModel* model_use = use(frame);
  const bool cross_check = model_use != nullptr && model_use->use == ModelUse::cross_check;

  Step made;
  made.name = step.id;
  made.owner.model = frame.model->id;
  if (frame.victim != none) made.owner.victim = victim(frame).id;
  if (frame.period != none) made.owner.period = period(frame).id;
  made.owner.key = key;
  made.label = step.label;
  if (!key.empty()) {
    const ModelKey* label = frame.model->key(step.per, key);
    made.label = {step.label.en + ", " + label->label.en, step.label.es + ", " + label->label.es};
  }
  if (frame.defendant != none) {
    const Words& label = setting_.defendants[static_cast<std::size_t>(frame.defendant)].label;
    made.label = {made.label.en + " " + label.en, made.label.es + " " + label.es};
  }
  if (frame.forum != none) {
    made.label = {frame.model->title.en + ": " + made.label.en, frame.model->title.es + ": " + made.label.es};
  }
  made.says = instead.en.empty() ? step.says : instead;
  made.formula = formula;
  made.rounding_because = step.rounding_because;
  made.figure = cross_check ? !step.compares_with.empty() : step.figure;
  made.compares_with = cross_check ? step.compares_with : "";
  made.place = step.place;
  const std::string id = step_id(step, frame);

  BindingScope scope(*this, frame);
  auto value = instead.en.empty() ? emit(expression, scope, builder_) : nothing(step, instead);
  if (!value) {
    results_.insert_or_assign(result, refuse(value.error()));
    const bool may_be_left_out = frame.use != none && only_unavailable(value.error()) && !(cross_check && made.figure);
    if (!may_be_left_out) {
      append(faults_, std::move(value.error()));
    } else if (made.figure) {
      LeftOut& left_out = left_out_[frame.use];
      left_out.figures.push_back(dotted({step.id, key}));
      for (const Fault& fault : value.error()) left_out.values.insert(fault.details.front());
    }
    return;
  }
  made.id = free_id(id, *frame.model);
  auto finished =
      builder_.finish(std::move(made), *value, step.unit.with_currency(setting_.currency), step.kind, step.rounding);
  if (!finished) {
    append(faults_, finished.error());
    results_.insert_or_assign(result, refuse(std::move(finished.error())));
    return;
  }
  results_.insert_or_assign(result, *finished);
  if (step.adds_up && frame.use == none) {
    addends_.push_back({frame.model, &step, frame.victim, frame.period, *finished});
  }
}

// ----------------------------------------------------------------------------------------------------------------
// forums

NodeId Binder::item_amount(const Frame& frame) {
  if (specimen_) {
    return builder_.constant(1, Unit::of(setting_.currency), {"amount", "monto"});
  }
  const SettingItem& of = item(frame);
  BoundInput meaning;
  meaning.name = "amount";
  meaning.victim = victim(frame).id;
  const std::string id = dotted({meaning.victim, "item", of.id});
  const NodeId amount = input_node(id, of.label, of.amount, meaning);
  if (!of.causation_share) return amount;
  meaning.name = "causation_share";
  const NodeId share = input_node(
      id + ".causation_share",
      {of.label.en + ": share that these offences caused", of.label.es + ": parte que causaron estos delitos"},
      *of.causation_share, std::move(meaning));
  const auto caused = builder_.multiply(amount, share, of.place);
  must(caused.has_value(), "a sum of money times a pure number has a unit");
  return *caused;
}

NodeId Binder::exchange_input(const SettingExchange& given) {
  BoundInput meaning;
  meaning.name = "exchange_rate";
  return input_node(
      "exchange." + given.rate.unit.text() + "." + given.from.text(),
      {"Exchange rate, " + given.rate.unit.text() + ", from " + given.from.text() + " to " + given.until.text(),
       "Tipo de cambio, " + given.rate.unit.text() + ", del " + given.from.text() + " al " + given.until.text()},
      given.rate, std::move(meaning));
}

const SettingExchange* Binder::exchange_given(const std::string& to, const std::string& from, const Date& day) const {
  const Unit unit = Unit::of(to) / Unit::of(from);
  for (const SettingExchange& given : setting_.exchange) {
    const bool pair = given.rate.unit == unit || given.rate.unit == unit.inverse();
    if (pair && given.from <= day && day <= given.until) return &given;
  }
  return nullptr;
}

Outcome<NodeId> Binder::defendant_share(const Frame& frame) {
  if (specimen_) {
    return builder_.constant(1, Unit(), {"share", "parte"});
  }
  const SettingDefendant& defendant = setting_.defendants[static_cast<std::size_t>(frame.defendant)];
  if (!defendant.share) {
    return refuse(
        {.code = "defendant-without-share", .place = defendant.place, .details = {defendant.id, frame.model->id}});
  }
  BoundInput meaning;
  meaning.name = "share";
  return input_node(dotted({"defendant", defendant.id, "share"}),
                    {"Share of " + defendant.label.en, "Parte de " + defendant.label.es}, *defendant.share,
                    std::move(meaning));
}

// Of a period its own, of a person the sum over her periods; nothing, with a warning, where the case has no such
// figure.
Outcome<NodeId> Binder::case_figure(const Frame& frame, const std::string& name, const Place& place) {
  const auto kind_of = [&]() -> std::optional<Kind> {
    for (const auto& [id, model] : library_.models) {
      const ModelStep* step = model.step(name);
      if (step != nullptr && step->adds_up && step->unit.is_money()) return step->kind;
    }
    return std::nullopt;
  };
  const auto kind = kind_of();
  if (!kind) {
    std::vector<std::string> known;
    for (const auto& [id, model] : library_.models) {
      for (const ModelStep& step : model.steps) {
        if (step.adds_up && step.unit.is_money()) known.push_back(step.id);
      }
    }
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    return refuse({.code = "formula-unknown-figure", .place = place, .details = {name, nearest_or_all(name, known)}});
  }
  const Unit unit = Unit::of(setting_.currency);
  if (specimen_) {
    return builder_.convert(builder_.constant(1, unit, {name, name}), *kind, place);
  }
  if (frame.victim == none) {
    return refuse({.code = "formula-wrong-level", .place = place, .details = {"figure(...)", "victim"}});
  }
  std::vector<NodeId> terms;
  ProgramSum over{{"her periods", "sus periodos"}, {}};
  const SettingVictim& person = victim(frame);
  for (int p = 0; p < static_cast<int>(person.periods.size()); ++p) {
    const SettingPeriod& one = person.periods[static_cast<std::size_t>(p)];
    if ((frame.period != none && frame.period != p) || !uses_model(one, frame)) continue;
    if (const auto given = one.figures.find(name); given != one.figures.end()) {
      BoundInput meaning;
      meaning.name = name;
      meaning.victim = person.id;
      meaning.period = one.id;
      const NodeId node = input_node(dotted({person.id, one.id, "figure", name}), {name, name}, given->second, meaning);
      auto converted = builder_.convert(node, *kind, place);
      if (!converted) return converted;
      terms.push_back(*converted);
      over.terms.push_back(one.label);
    }
    const auto found = case_figures_.find(dotted({name, person.id, one.id}));
    if (found != case_figures_.end()) {
      terms.push_back(found->second);
      over.terms.push_back(one.label);
    }
  }
  if (terms.empty() && frame.period == none) {
    // A model that answers once for the person.
    const auto found = case_figures_.find(dotted({name, person.id}));
    if (found != case_figures_.end()) return found->second;
  }
  if (terms.size() == 1) return terms.front();
  if (!terms.empty()) return builder_.sum(terms, std::move(over), place);
  if (figures_missed_.insert(dotted({frame.model->id, name, person.id})).second) {
    warnings_.push_back({.code = "law-figure-missing",
                         .place = forum_place(frame),
                         .details = {frame.model->id, name, person.id},
                         .severity = Severity::warn});
  }
  return builder_.convert(builder_.literal(0, Unit()), *kind, place);
}

// The nearest word: for this forum only, of the period, of the person, of the case; else the forum's own.
Outcome<std::optional<std::string>> Binder::choice(const Frame& frame, const ForumChoice& choice) {
  std::vector<const GivenWords*> places{&forum(frame).choices};
  if (frame.period != none && choice.per == "period") places.push_back(&period(frame).facts);
  if (frame.victim != none && choice.per != "case") places.push_back(&victim(frame).facts);
  places.push_back(&setting_.facts);
  std::string word = choice.otherwise;
  for (const GivenWords* words : places) {
    const auto found = words->find(choice.id);
    if (found == words->end()) continue;
    if (choice.option(found->second.word) == nullptr) {
      std::vector<std::string> known;
      for (const auto& option : choice.options) known.push_back(option.id);
      return refuse({.code = "choice-unknown",
                     .place = found->second.place,
                     .details = {choice.id, found->second.word, nearest_or_all(found->second.word, known)}});
    }
    word = found->second.word;
    break;
  }
  if (word.empty()) {
    std::vector<std::string> known;
    for (const auto& option : choice.options) known.push_back(option.id);
    const bool of_period = frame.period != none && choice.per == "period";
    return refuse({.code = "law-choice-missing",
                   .place = of_period ? period(frame).place : forum_place(frame),
                   .details = {choice.id, frame.model->id, joined(known), choice.label.en, choice.label.es}});
  }
  const ForumChoice::Option& option = *choice.option(word);
  if (option.status == Status::recalled && !setting_.allow_unverified) {
    return refuse({.code = "value-recalled", .place = forum_place(frame), .details = {choice.id + " = " + word}});
  }
  bound_.choices_made[frame.model->id][choice.id] = word;
  return std::optional(word);
}

bool Binder::is_given(const Frame& frame, const ModelInput& input) const {
  const auto has = [&](const GivenValues& values) { return values.contains(input.id); };
  return (frame.period != none && input.per != "victim" && has(period(frame).inputs)) ||
         (frame.victim != none && has(victim(frame).inputs)) || has(setting_.inputs);
}

Outcome<NodeId> Binder::nothing(const ModelStep& step, const Words& why) {
  const NodeId zero = builder_.constant(0, step.unit.with_currency(setting_.currency), why);
  return step.kind == Kind::none ? zero : builder_.convert(zero, step.kind, step.place);
}

void Binder::emit_rule(const Rule& rule, const ModelStep& step, const Frame& frame) {
  BoundRule bound;
  bound.forum = frame.model->id;
  bound.rule = rule.id;
  if (frame.victim != none) bound.victim = victim(frame).id;
  if (frame.period != none) bound.period = period(frame).id;
  bound.step = step_id(step, frame);
  if (specimen_) {  // every version must hold
    for (const RuleText& text : rule.texts) {
      if (text.formula.empty() || text.formula == step.formula) continue;
      BindingScope scope(*this, frame);
      auto value = emit(text.expression, scope, builder_);
      if (value) {
        Step made;
        made.id = free_id(step.id + "@" + text.basis.article, *frame.model);
        made.place = text.place;
        value = builder_.finish(std::move(made), *value, step.unit.with_currency(setting_.currency), step.kind, {});
      }
      if (!value) append(faults_, std::move(value.error()));
    }
    if (rule.applies) {
      BindingScope scope(*this, frame);
      auto settled = settle(*rule.applies, scope);
      if (settled && !settled->is_settled) {
        settled = refuse({.code = "rule-applies-unsettled", .place = rule.place, .details = {rule.id}});
      }
      if (!settled) append(faults_, std::move(settled.error()));
    }
    emit_step(step, frame);
    return;
  }

  BindingScope scope(*this, frame);
  if (rule.applies) {
    const auto settled = settle(*rule.applies, scope);
    if (!settled) {
      append(faults_, settled.error());
      results_.insert_or_assign(result_key(step, frame, ""), refuse(settled.error()));
      return;
    }
    if (settled->value && !*settled->value) {
      bound.state = BoundRule::State::not_claimed;
      bound_.rules.push_back(bound);
      emit_step(step, frame, step.expression, step.formula, {"Does not apply here.", "No se aplica aquí."});
      return;
    }
  }
  const RuleText* text = &rule.texts.front();
  if (!rule.chosen_by.empty()) {
    const auto day = scope.date(rule.chosen_by, rule.place);
    if (!day) {
      append(faults_, day.error());
      results_.insert_or_assign(result_key(step, frame, ""), refuse(day.error()));
      return;
    }
    const auto in_force =
        std::find_if(rule.texts.begin(), rule.texts.end(), [&](const RuleText& one) { return one.in_force_on(*day); });
    bound.chosen_on = *day;
    if (in_force == rule.texts.end()) {
      bound.state = BoundRule::State::not_in_force;
      bound_.rules.push_back(bound);
      emit_step(step, frame, step.expression, step.formula,
                {"Not in force on " + day->text() + ".", "No estaba en vigor el " + day->text() + "."});
      return;
    }
    text = &*in_force;
  }
  bound.text = static_cast<std::size_t>(text - rule.texts.data());
  if (text->basis.status == Status::recalled && !setting_.allow_unverified) {
    bound.state = BoundRule::State::off_recalled;
    bound_.rules.push_back(bound);
    warnings_.push_back({.code = "rule-off",
                         .place = forum_place(frame),
                         .details = {frame.model->id, rule.id, text->basis.article},
                         .severity = Severity::note});
    emit_step(step, frame, step.expression, step.formula,
              {"Off: " + text->basis.article + " was only recalled, not read.",
               "Apagada: " + text->basis.article + " solo se recuerda; no se leyó."});
    return;
  }
  if (text->basis.status == Status::recalled) {
    warnings_.push_back({.code = "uses-unverified",
                         .place = text->place,
                         .details = {frame.model->id + "." + rule.id},
                         .severity = Severity::warn});
  }
  bound_.rules.push_back(bound);
  const bool own = !text->formula.empty();
  emit_step(step, frame, own ? text->expression : step.expression, own ? text->formula : step.formula, {});
}

// Who owes what among several defendants is a rule of law too: only recalled, it is off.
bool Binder::knows_who_owes(const Forum& forum, const SettingForum& chosen) {
  const LegalBasis& basis = forum.liability_basis;
  if (basis.status != Status::recalled || specimen_ || setting_.defendants.empty()) return true;
  if (setting_.allow_unverified) {
    warnings_.push_back({.code = "uses-unverified",
                         .place = chosen.place,
                         .details = {chosen.forum + ".liability"},
                         .severity = Severity::warn});
    return true;
  }
  warnings_.push_back({.code = "liability-recalled",
                       .place = chosen.place,
                       .details = {chosen.forum, basis.article},
                       .severity = Severity::note});
  return false;
}

void Binder::emit_forums() {
  for (int i = 0; i < static_cast<int>(setting_.forums.size()); ++i) {
    const SettingForum& chosen = setting_.forums[static_cast<std::size_t>(i)];
    const Model* model = library_.model(chosen.forum);
    if (model == nullptr || model->use != Use::forum) {
      std::vector<std::string> known;
      for (const auto& [id, one] : library_.models) {
        if (one.use == Use::forum) known.push_back(id);
      }
      faults_.push_back({.code = "forum-unknown",
                         .place = chosen.place,
                         .details = {chosen.forum, nearest_or_all(chosen.forum, known)}});
      continue;
    }
    bound_.models_used.push_back(model->id);
    Frame base;
    base.model = model;
    base.forum = i;
    const bool shares_known = knows_who_owes(*model->forum, chosen);
    for (const ModelStep& step : model->steps) {
      if (step.per == "defendant" && !shares_known) continue;
      const Rule* rule = model->forum->rule(step.id);
      for (Frame& frame : frames_of(step, base)) {
        if (rule == nullptr) {
          emit_step(step, std::move(frame));
        } else {
          emit_rule(*rule, step, frame);
        }
      }
    }
  }
  note_items();
}

// An amount that a forum has no rule for is said, not lost.
void Binder::note_items() {
  for (int f = 0; f < static_cast<int>(setting_.forums.size()); ++f) {
    for (int v = 0; v < static_cast<int>(setting_.victims.size()); ++v) {
      const auto& items = setting_.victims[static_cast<std::size_t>(v)].items;
      for (int i = 0; i < static_cast<int>(items.size()); ++i) {
        if (items_counted_.contains({f, v, i})) continue;
        const SettingItem& item = items[static_cast<std::size_t>(i)];
        const Model* model = library_.model(setting_.forums[static_cast<std::size_t>(f)].forum);
        const bool never_off =
            model != nullptr && model->forum && item.head == "E13" && model->forum->offset(item.sort) != nullptr;
        if (never_off) continue;
        warnings_.push_back({.code = "item-not-counted",
                             .place = item.place,
                             .details = {item.id, setting_.forums[static_cast<std::size_t>(f)].forum, item.head,
                                         item.sort.empty() ? "-" : item.sort},
                             .severity = item.head == "E13" ? Severity::warn : Severity::note});
      }
    }
  }
}

void Binder::emit_person_models() {
  std::vector<const Model*> used;
  for (const SettingVictim& victim : setting_.victims) {
    for (const SettingPeriod& period : victim.periods) {
      for (const std::string& id : period.models) {
        const Model* model = library_.model(id);
        if (model == nullptr) {
          const auto known = library_.model_ids();
          faults_.push_back(
              {.code = "model-unknown", .place = period.place, .details = {id, nearest_or_all(id, known)}});
        } else if ((model->use == Use::population && !specimen_) || model->use == Use::forum) {
          faults_.push_back({.code = "model-not-for-a-person", .place = period.place, .details = {id}});
        } else if (std::find(used.begin(), used.end(), model) == used.end()) {
          used.push_back(model);
        }
      }
    }
  }
  for (const Model* model : used) {
    bound_.models_used.push_back(model->id);
    Frame base;
    base.model = model;
    for (const ModelStep& step : model->steps) {
      for (Frame& frame : frames_of(step, base)) {
        emit_step(step, std::move(frame));
      }
    }
  }
}

// The steps that the comparison of a cross-check needs: itself and what it uses.
std::set<std::string> needed_for_comparison(const Model& model) {
  std::set<std::string> needed;
  for (auto step = model.steps.rbegin(); step != model.steps.rend(); ++step) {
    if (!step->compares_with.empty() || needed.count(step->id) != 0) {
      needed.insert(step->id);
      for (std::string& name : names_in(step->expression)) needed.insert(std::move(name));
    }
  }
  return needed;
}

void Binder::emit_uses() {
  for (int i = 0; i < static_cast<int>(setting_.models.size()); ++i) {
    const SettingModel& model_use = setting_.models[static_cast<std::size_t>(i)];
    const Model* model = library_.model(model_use.model);
    if (model == nullptr) {
      const auto known = library_.model_ids();
      faults_.push_back({.code = "model-unknown",
                         .place = model_use.place,
                         .details = {model_use.model, nearest_or_all(model_use.model, known)}});
      continue;
    }
    const bool cross_check = model_use.use == ModelUse::cross_check;
    const bool compares = std::any_of(model->steps.begin(), model->steps.end(),
                                      [](const ModelStep& step) { return !step.compares_with.empty(); });
    if (cross_check && !compares) {
      faults_.push_back({.code = "model-has-no-cross-check", .place = model_use.place, .details = {model->id}});
      continue;
    }
    if (std::find(bound_.models_used.begin(), bound_.models_used.end(), model->id) == bound_.models_used.end()) {
      bound_.models_used.push_back(model->id);
    }
    const std::set<std::string> needed = cross_check ? needed_for_comparison(*model) : std::set<std::string>{};
    Frame base;
    base.model = model;
    base.use = i;
    for (const ModelStep& step : model->steps) {
      // A study has no months of a case to compare with.
      if (cross_check ? needed.count(step.id) == 0 : !step.compares_with.empty() && !specimen_) {
        continue;
      }
      for (Frame& frame : frames_of(step, base)) {
        emit_step(step, std::move(frame));
      }
    }
  }
}

// Totals over the periods of each victim and over the victims, for every step name that adds up, over all models.
void Binder::add_up() {
  const auto models_of = [](const SettingVictim& person) {
    std::vector<std::string> models;
    for (const SettingPeriod& period : person.periods) {
      for (const std::string& model : period.models) {
        if (std::find(models.begin(), models.end(), model) == models.end()) models.push_back(model);
      }
    }
    return models;
  };
  std::vector<std::string> names;
  for (const Addend& addend : addends_) {
    if (std::find(names.begin(), names.end(), addend.step->id) == names.end()) {
      names.push_back(addend.step->id);
    }
    // What a model gives once for a person covers all her periods: beside it no period may count again.
    const SettingVictim& person = setting_.victims[static_cast<std::size_t>(addend.victim)];
    const bool clash = std::any_of(addends_.begin(), addends_.end(), [&](const Addend& other) {
      return &other < &addend && other.step->id == addend.step->id && other.victim == addend.victim &&
             (other.period == addend.period || other.period == none || addend.period == none);
    });
    if (clash) {
      const SettingPeriod& period = person.periods[static_cast<std::size_t>(std::max(addend.period, 0))];
      faults_.push_back(
          {.code = "period-counted-twice",
           .place = period.place,
           .details = {addend.period == none ? person.id : period.id, addend.step->id, joined(models_of(person))}});
    }
  }
  if (!faults_.empty()) {
    return;
  }
  for (const std::string& name : names) {
    const auto first =
        std::find_if(addends_.begin(), addends_.end(), [&](const Addend& a) { return a.step->id == name; });
    const ModelStep& like = *first->step;
    const auto finish = [&](std::span<const NodeId> terms, ProgramSum meaning, Step step) -> std::optional<NodeId> {
      auto sum = builder_.sum(terms, std::move(meaning), like.place);
      if (!sum) {
        append(faults_, std::move(sum.error()));
        return std::nullopt;
      }
      step.name = name;
      step.formula = step.owner.victim.empty() ? "sum(victims, " + name + ")" : "sum(periods, " + name + ")";
      step.figure = like.figure;
      step.place = like.place;
      step.id = free_id(std::move(step.id), *first->model);
      auto finished =
          builder_.finish(std::move(step), *sum, like.unit.with_currency(setting_.currency), like.kind, std::nullopt);
      if (!finished) {
        append(faults_, std::move(finished.error()));
        return std::nullopt;
      }
      return *finished;
    };

    for (const Addend& addend : addends_) {
      if (addend.step->id != name) continue;
      const SettingVictim& person = setting_.victims[static_cast<std::size_t>(addend.victim)];
      const std::string of_period =
          addend.period == none ? std::string() : person.periods[static_cast<std::size_t>(addend.period)].id;
      case_figures_.emplace(dotted({name, person.id, of_period}), addend.node);
    }
    std::vector<NodeId> of_victims;
    ProgramSum over_victims{{"persons", "las personas"}, {}, like.label};
    for (int v = 0; v < static_cast<int>(setting_.victims.size()); ++v) {
      const SettingVictim& victim = setting_.victims[static_cast<std::size_t>(v)];
      std::vector<NodeId> terms;
      ProgramSum over_periods{{"her periods", "sus periodos"}, {}};
      for (const Addend& addend : addends_) {
        if (addend.step->id != name || addend.victim != v) continue;
        terms.push_back(addend.node);
        if (addend.period != none) {
          over_periods.terms.push_back(victim.periods[static_cast<std::size_t>(addend.period)].label);
        }
      }
      if (terms.empty()) continue;
      if (over_periods.terms.empty()) {  // given once for the person: it is her total already
        of_victims.push_back(terms.front());
        over_victims.terms.push_back(victim.label);
        continue;
      }
      Step step;
      step.id = dotted({name, victim.id});
      step.owner.victim = victim.id;
      step.label = {like.label.en + ", " + victim.label.en, like.label.es + ", " + victim.label.es};
      step.says = {"The sum over her periods.", "La suma de sus periodos."};
      if (const auto total = finish(terms, std::move(over_periods), std::move(step))) {
        of_victims.push_back(*total);
        over_victims.terms.push_back(victim.label);
      }
    }
    Step step;
    step.id = name;
    step.label = {like.label.en + ", total", like.label.es + ", total"};
    step.says = {"The sum over all persons.", "La suma de todas las personas."};
    finish(of_victims, std::move(over_victims), std::move(step));
  }
}

Outcome<Checked<BoundProgram>> Binder::bind() {
  emit_person_models();
  emit_uses();
  if (!refuses(faults_)) {
    add_up();
  }
  if (!refuses(faults_)) {
    emit_forums();
  }
  if (refuses(faults_)) {
    append(faults_, std::move(warnings_));
    return refuse(in_order(std::move(faults_)));
  }
  for (const auto& [number, left_out] : left_out_) {
    if (!left_out.figures.empty()) {
      const SettingModel& model_use = setting_.models[static_cast<std::size_t>(number)];
      const std::vector<std::string> values(left_out.values.begin(), left_out.values.end());
      warnings_.push_back({.code = "figures-left-out",
                           .place = model_use.place,
                           .details = {model_use.model, joined(left_out.figures), joined(values)},
                           .severity = Severity::warn});
    }
  }
  bound_.program = builder_.take();
  bound_.correlations = setting_.correlations;
  must(bound_.inputs.size() == bound_.program.inputs.size(), "every input of the program has its meaning");
  append(faults_, std::move(warnings_));
  return Checked<BoundProgram>{std::move(bound_), in_order(std::move(faults_))};
}

Faults Binder::check() {
  emit_person_models();
  emit_uses();
  emit_forums();
  return in_order(std::move(faults_));
}

}  // namespace

std::vector<Exact> BoundProgram::central_values() const {
  std::vector<Exact> values;
  values.reserve(inputs.size());
  for (const BoundInput& input : inputs) {
    values.push_back(input.given.value);
  }
  return values;
}

Outcome<Checked<BoundProgram>> bind(const Library& library, const Setting& setting) {
  return Binder(library, setting, false).bind();
}

Faults law_faults(const Library& library, const BoundProgram& bound, const ExactRun& run, const Setting& setting) {
  Faults faults;
  for (const SettingForum& chosen : setting.forums) {
    const Model* model = library.model(chosen.forum);
    if (model == nullptr || !model->forum) continue;
    for (const ForumExclusion& exclusion : model->forum->exclusions) {
      for (const SettingVictim& victim : setting.victims) {
        std::vector<std::string> giving;
        for (const std::string& rule : exclusion.rules) {
          const bool gives = std::any_of(bound.rules.begin(), bound.rules.end(), [&](const BoundRule& one) {
            if (one.forum != chosen.forum || one.rule != rule || one.victim != victim.id) return false;
            const auto step = bound.program.step_with_id(one.step);
            const auto& value = step ? run.at(bound.program.steps[*step].root) : std::optional<Exact>();
            return value && !value->is_zero();
          });
          if (gives) giving.push_back(rule);
        }
        if (giving.size() > 1) {
          faults.push_back({.code = "one-harm-twice",
                            .place = chosen.place,
                            .details = {chosen.forum, joined(giving), victim.id, exclusion.basis.article}});
        }
      }
    }
  }
  return faults;
}

Faults check_formulas(const Library& library, const Model& model) {
  Setting setting;
  setting.currency =
      "CUR";  // so that messages about a model speak of the currency of the case, and it never meets another
  setting.place = model.place;
  setting.allow_unverified = true;
  SettingVictim victim;
  victim.id = "specimen";
  SettingPeriod period;
  period.id = "specimen";
  period.dates = Period(Date::of(2015, 1, 1), Date::of(2015, 3, 31), DayRule::both);
  period.place = model.place;
  if (model.use == Use::forum) {
    SettingForum forum;
    forum.forum = model.id;
    forum.place = model.place;
    setting.forums.push_back(std::move(forum));
    SettingDefendant defendant;
    defendant.id = "specimen";
    setting.defendants.push_back(std::move(defendant));
  } else if (model.use != Use::population) {
    period.models = {model.id};
  } else {
    SettingModel study;
    study.model = model.id;
    study.place = model.place;
    setting.models.push_back(std::move(study));
  }
  victim.periods.push_back(std::move(period));
  setting.victims.push_back(std::move(victim));
  return Binder(library, setting, true).check();
}

}  // namespace restituo
