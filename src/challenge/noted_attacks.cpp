#include <algorithm>
#include <array>

#include <restituo/quantity/decimal.hpp>

#include "case_response.hpp"
#include "defence.hpp"

namespace restituo {
namespace {

// What the other side would make of a note, and with it of the figure.
enum class Reading {
  at_detail_1,        // the number at what the note names: its low end, its earlier value
  at_detail_2,        // the exact mean
  at_nearest_bound,   // at the end of the advertised range it lies beyond
  at_ceiling,         // at the most acts that any account gives
  at_low,             // at the low end of its own range
  without_number,     // what rests on it falls
  without_item,       // the amount falls
  without_period,     // the period falls
  without_takings,    // the forum gives no takings
  without_forum,      // nothing is given there
  interest_on_wages,  // interest on the wages only
  nobody_can_tell,    // a fact is missing that the case does not give
};

struct NoteReading {
  std::string_view code;
  Reading reading;
};

// The rules V1 to V28 of docs/method/validator.md that leave a case an answer. Those not here refuse it, or are among
// the known attacks already (V1 periods-alongside; source-under-many), or speak of what is still to come (deadlines
// ahead).
constexpr std::array note_readings{
    NoteReading{"periods-alike", Reading::without_period},
    NoteReading{"statute-gives-no-takings", Reading::without_takings},
    NoteReading{"minimum-wage-for-exempt", Reading::without_period},
    NoteReading{"care-without-plan", Reading::without_item},
    NoteReading{"expense-unproved", Reading::without_item},
    NoteReading{"extorted-unproved", Reading::without_item},
    NoteReading{"price-not-paid", Reading::at_low},
    NoteReading{"future-income-unfounded", Reading::without_item},
    NoteReading{"paid-unsaid", Reading::nobody_can_tell},
    NoteReading{"reparation-beside-compensation", Reading::nobody_can_tell},
    NoteReading{"costs-not-deducted", Reading::nobody_can_tell},
    NoteReading{"price-index-missing", Reading::nobody_can_tell},
    NoteReading{"mean-rounded-unsaid", Reading::at_detail_2},
    NoteReading{"deadline-missed", Reading::without_forum},
    NoteReading{"deadline-passed", Reading::without_forum},
    NoteReading{"acts-beyond-ceiling", Reading::at_ceiling},
    NoteReading{"price-outside-advertised", Reading::at_nearest_bound},
    NoteReading{"value-superseded", Reading::at_detail_1},
    NoteReading{"label-like-group", Reading::nobody_can_tell},
    NoteReading{"venue-for-one-of-many", Reading::nobody_can_tell},
    NoteReading{"value-without-range", Reading::without_number},
    NoteReading{"range-wide", Reading::at_detail_1},
    NoteReading{"interest-beyond-wages", Reading::interest_on_wages},
};

constexpr int most_acts_of_any_account = 48;  // Polaris, "Residential Brothels" (profit-models.md 5.2)

bool stands_before(const Place& a, const Place& b) {
  return a.file == b.file && (a.line != b.line ? a.line < b.line : a.column <= b.column);
}

class Noting {
 public:
  Noting(const Estimate& estimate, const Figure& figure)
      : estimate_(estimate),
        figure_(figure),
        exact_(estimate.bound, figure.step),
        inputs_(inputs_of(estimate.bound.program, figure.step)) {}

  std::vector<NotedAttack> all() const {
    std::vector<NotedAttack> found;
    for (std::size_t i = 0; i < estimate_.warnings.size(); ++i) {
      const Fault& fault = estimate_.warnings[i];
      const auto reading = std::find_if(note_readings.begin(), note_readings.end(),
                                        [&](const NoteReading& one) { return one.code == fault.code; });
      if (reading == note_readings.end()) continue;
      if (auto attack = read(fault, reading->reading)) {
        attack->warning = i;
        found.push_back(std::move(*attack));
      }
    }
    std::stable_sort(found.begin(), found.end(), [](const NotedAttack& a, const NotedAttack& b) {
      if (a.cost.has_value() != b.cost.has_value()) return a.cost.has_value();
      return a.cost && *a.cost > *b.cost;
    });
    return found;
  }

 private:
  using Found = std::optional<NotedAttack>;

  const Setting& setting() const { return estimate_.source_case->setting; }

  // An attack that costs nothing is none.
  Found costing(std::optional<Exact> after, std::vector<InputId> inputs = {}) const {
    const Exact cost = figure_.exact - after.value_or(Exact(0));
    if (cost.sign() <= 0) return std::nullopt;
    return NotedAttack{0, std::move(inputs), std::move(after), cost};
  }

  Found read(const Fault& fault, Reading reading) const {
    switch (reading) {
      case Reading::without_item: return costing(after_without_item(fault.place));
      case Reading::without_period: return costing(after_without_period(fault.details.front(), fault.place));
      case Reading::without_takings: return without_takings();
      case Reading::without_forum: return without_forum(fault.details.front());
      case Reading::interest_on_wages: return costing(after_other_word(fault.place, "interest_base", "wages"));
      case Reading::nobody_can_tell: return NotedAttack{0, {}, std::nullopt, std::nullopt};
      default: return of_number(fault, reading);
    }
  }

  // The input that a note on a number speaks of: of those with its name, the last one written before the note's place.
  std::optional<InputId> input_of(const Fault& fault) const {
    std::optional<InputId> found;
    for (InputId input = 0; input < estimate_.bound.inputs.size(); ++input) {
      const BoundInput& meaning = estimate_.bound.inputs[input];
      const bool may = meaning.name == fault.details.front() && stands_before(meaning.given.place, fault.place);
      if (may && (!found || stands_before(estimate_.bound.inputs[*found].given.place, meaning.given.place))) {
        found = input;
      }
    }
    // One that the figure does not rest on is another figure's weak point.
    const bool is_own = found && std::find(inputs_.begin(), inputs_.end(), *found) != inputs_.end();
    return is_own ? found : std::nullopt;
  }

  Found of_number(const Fault& fault, Reading reading) const {
    const auto input = input_of(fault);
    if (!input) return std::nullopt;
    const GivenValue& given = estimate_.bound.inputs[*input].given;
    if (reading == Reading::without_number) {
      const InputId missing[]{*input};
      return costing(exact_.without({}, missing), {*input});
    }
    // "89/3 ≈ 29.666667" is exact in front; what is only near is no number to work with.
    const auto detail = [&](std::size_t i) -> std::optional<Exact> {
      const std::string& text = fault.details.at(i);
      const auto read = read_number(text.substr(0, text.find(" ≈")), {});
      return read ? std::optional(*read) : std::nullopt;
    };
    std::optional<Exact> value;
    switch (reading) {
      case Reading::at_detail_1: value = detail(1); break;
      case Reading::at_detail_2: value = detail(2); break;
      case Reading::at_nearest_bound: value = detail(given.value < detail(2).value_or(given.value) ? 2 : 3); break;
      case Reading::at_ceiling: value = Exact(most_acts_of_any_account); break;
      default: value = given.low;
    }
    if (!value) return NotedAttack{0, {*input}, std::nullopt, std::nullopt};
    return costing(exact_.with(*input, *value), {*input});
  }

  std::optional<Exact> after_without_item(const Place& place) const {
    Setting changed = setting();
    for (SettingVictim& victim : changed.victims) {
      std::erase_if(victim.items, [&](const SettingItem& item) { return item.place == place; });
    }
    return figure_after(estimate_, changed, figure_.id);
  }

  std::optional<Exact> after_without_period(const std::string& id, const Place& place) const {
    Setting changed = setting();
    for (SettingVictim& victim : changed.victims) {
      std::erase_if(victim.periods,
                    [&](const SettingPeriod& period) { return period.id == id && period.place == place; });
    }
    std::erase_if(changed.victims, [](const SettingVictim& victim) { return victim.periods.empty(); });
    return figure_after(estimate_, changed, figure_.id);
  }

  std::optional<Exact> after_other_word(const Place& place, const std::string& name, const std::string& word) const {
    Setting changed = setting();
    const auto change = [&](GivenWords& words) {
      const auto found = words.find(name);
      if (found != words.end() && found->second.place == place) found->second.word = word;
    };
    change(changed.facts);
    for (SettingForum& forum : changed.forums) change(forum.choices);
    return figure_after(estimate_, changed, figure_.id);
  }

  Found without_takings() const {
    if (figure_.kind != Kind::gross && figure_.kind != Kind::net && !is_of_forum()) return std::nullopt;
    Setting changed = setting();
    for (SettingVictim& victim : changed.victims) {
      for (SettingPeriod& period : victim.periods) period.models.clear();
    }
    return costing(figure_after(estimate_, changed, figure_.id));
  }

  bool is_of_forum() const {
    const Model* model = estimate_.library->model(figure_.model);
    return model != nullptr && model->forum;
  }

  // A figure that is no forum's own falls with the only forum of the case; with several nobody can tell.
  Found without_forum(const std::string& forum) const {
    if (is_of_forum()) return figure_.model == forum ? costing(std::nullopt) : std::nullopt;
    return setting().forums.size() == 1 ? costing(std::nullopt) : NotedAttack{0, {}, std::nullopt, std::nullopt};
  }

  const Estimate& estimate_;
  const Figure& figure_;
  ExactFigure exact_;
  std::vector<InputId> inputs_;
};

}  // namespace

std::vector<NotedAttack> noted_attacks_of(const Estimate& estimate, const Figure& figure) {
  return Noting(estimate, figure).all();
}

}  // namespace restituo
