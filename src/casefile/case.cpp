#include <restituo/casefile/case.hpp>

#include "case_reader.hpp"
#include "validation.hpp"

namespace restituo {
namespace {

GivenValues values_of(DraftInputs inputs) {
  GivenValues values;
  for (auto& [name, input] : inputs) {
    if (input.value) {
      values.emplace(name, std::move(input.value->given));
    }
  }
  return values;
}

// How many days the true day may lie from the likely one.
std::optional<GivenValue> doubt_of(const DateRange& range, const DraftPeriod& period) {
  if (!range.is_range()) {
    return std::nullopt;
  }
  GivenValue doubt = period.dates_evidence;
  doubt.value = 0;
  doubt.unit = Unit::of("day");
  doubt.low = Exact(range.earliest.serial() - range.likely.serial());
  doubt.high = Exact(range.latest.serial() - range.likely.serial());
  doubt.place = range.place;
  Spread spread;
  spread.low = *doubt.low;
  spread.likely = Exact(0);
  spread.high = *doubt.high;
  spread.means = period.dates_shape == Shape::uniform ? Means::min_max : Means::min_mode_max;
  spread.shape = period.dates_shape;
  spread.place = range.place;
  doubt.spread = std::move(spread);
  return doubt;
}

SettingPeriod setting_of(DraftPeriod period) {
  SettingPeriod setting;
  setting.id = period.id;
  setting.label = period.label;
  for (WrittenName& model : period.models) {
    setting.models.push_back(std::move(model.name));
  }
  setting.dates = period.dates;
  if (period.dates) {
    setting.doubt = {doubt_of(*period.from, period), doubt_of(*period.to, period)};
  }
  setting.dates_evidence = period.dates_evidence;
  if (period.length) {
    setting.length = std::move(period.length->given);
  }
  setting.inputs = values_of(std::move(period.inputs));
  setting.facts = std::move(period.facts);
  for (WrittenName& forum : period.forums) {
    setting.forums.push_back(std::move(forum.name));
  }
  setting.place = period.place;
  return setting;
}

Case case_of(Draft draft) {
  Case result = std::move(draft.head);
  Setting& setting = result.setting;
  setting.valuation_date = draft.valuation_date.value_or(Date());
  setting.inputs = values_of(std::move(draft.inputs));
  for (DraftVictim& victim : draft.victims) {
    SettingVictim person;
    person.id = victim.id;
    person.label = victim.label;
    person.inputs = values_of(std::move(victim.inputs));
    person.facts = std::move(victim.facts);
    person.dates = std::move(victim.dates);
    person.items = std::move(victim.items);
    person.proof = std::move(victim.proof);
    for (DraftPeriod& period : victim.periods) {
      result.period_facts.push_back({victim.id, period.id, period.label, period.venue});
      person.periods.push_back(setting_of(std::move(period)));
    }
    setting.victims.push_back(std::move(person));
  }
  for (DraftUse& use : draft.uses) {
    SettingModel model = std::move(use.setting);
    model.inputs = values_of(std::move(use.inputs));
    for (auto& [set, keys] : use.keyed) {
      for (auto& [key, inputs] : keys) {
        model.keyed[set][key] = values_of(std::move(inputs));
      }
    }
    setting.models.push_back(std::move(model));
  }
  return result;
}

}  // namespace

Outcome<Case> read_case(const FileText& file, const Library& library) {
  return read_case(file, library, std::span<const Amendment>());
}

Outcome<Case> read_case(const FileText& file, const Library& library, const BesideFile& beside) {
  return read_case(file, library, std::span<const Amendment>(), beside);
}

Outcome<Case> read_case(const FileText& file, const Library& library, std::span<const Amendment> amendments,
                        const BesideFile& beside) {
  Faults faults;
  auto draft = read_draft(file, library, beside, faults, amendments);
  if (draft) {
    validate(*draft, library, faults);
  }
  faults = in_order(std::move(faults));
  if (!draft || refuses(faults)) {
    return refuse(std::move(faults));
  }
  Case result = case_of(std::move(*draft));
  result.warnings = std::move(faults);
  return result;
}

}  // namespace restituo
