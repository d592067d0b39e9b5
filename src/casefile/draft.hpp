// A Draft is a case file as it was read, before it is held against the library: every number still knows its line.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <restituo/casefile/case.hpp>

namespace restituo {

struct WrittenName {
  std::string name;
  Place place;
};

struct WrittenNumber {
  std::string key;  // "value", "low", "prior.high"
  Exact value;
  Place place;
};

struct WrittenValue {
  GivenValue given;
  std::vector<WrittenNumber> numbers;
  std::vector<WrittenName> sources;
  Place unit_place;
};

struct DraftInput {
  std::optional<WrittenValue> value;  // nothing where it could not be read; its faults are noted
  Place place;                        // of its name
};
using DraftInputs = std::map<std::string, DraftInput>;

// A date, or the range in which it lies; the three are equal where it is known.
struct DateRange {
  Date earliest;
  Date likely;
  Date latest;
  bool in_order = true;
  Place place;

  bool is_range() const { return earliest != latest; }
};

struct DraftPeriod {
  std::string id;
  Place id_place;
  Place place;
  Words label;
  Words venue;
  std::vector<WrittenName> models;
  bool has_dates = false;
  bool has_length = false;
  Place dates_place;
  std::optional<DateRange> from;
  std::optional<DateRange> to;
  Shape dates_shape = Shape::triangular;
  GivenValue dates_evidence;
  std::vector<WrittenName> dates_sources;
  std::optional<WrittenValue> length;
  std::optional<WrittenValue> hours_open;
  std::vector<WrittenName> alongside;
  DraftInputs inputs;
  std::optional<Period> dates;  // by the likely dates; set by the validation where they make a period
};

struct DraftVictim {
  std::string id;
  Place id_place;
  Place place;
  Words label;
  Place label_place;
  DraftInputs inputs;
  std::vector<DraftPeriod> periods;
};

struct DraftUse {
  SettingModel setting;  // its inputs are still empty
  Place model_place;
  DraftInputs inputs;
  std::map<std::string, std::map<std::string, DraftInputs>> keyed;
};

struct Draft {
  Case head;  // everything but persons, periods, values and runs of models
  std::optional<DayRule> day_rule;
  bool day_rule_given = false;
  bool calendar_given = false;
  std::optional<Date> valuation_date;
  std::vector<WrittenName> case_sources;  // ids with their places
  DraftInputs inputs;
  std::vector<DraftVictim> victims;
  std::vector<DraftUse> uses;
};

}  // namespace restituo
