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

// A rate worked out from a total: the total, what time it covers, and what it was divided by.
struct WrittenBasis {
  std::optional<WrittenNumber> total;
  std::optional<WrittenNumber> covers;
  std::optional<WrittenNumber> divided_by;  // `covers` where it is not said
  Place place;
};

// What a lawyer may say of a number beyond the number itself; only the rules of courts read it (court_rules.hpp).
struct WrittenProof {
  std::optional<WrittenBasis> basis;
  std::vector<Exact> mean_of;
  Place mean_place;
  bool rounding_said = false;  // the mean was rounded, and `rounded_because` says why
  std::optional<WrittenNumber> advertised_low;
  std::optional<WrittenNumber> advertised_high;
  std::optional<WrittenNumber> counted;     // the exact count that exists
  std::optional<WrittenNumber> superseded;  // the figure this one replaces
  std::string measure;                      // of a price: paid, advertised, list
  Place measure_place;
};

struct WrittenValue {
  GivenValue given;
  std::vector<WrittenNumber> numbers;
  std::vector<WrittenName> sources;
  WrittenProof proof;
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
  std::vector<WrittenName> supersedes;  // her earlier accounts of the same days
  bool harm_by_others = false;          // in these days, by people who are no defendants
  DraftInputs inputs;
  GivenWords facts;
  std::vector<WrittenName> forums;
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
  GivenWords facts;
  GivenDates dates;
  std::map<std::string, Place> date_places;
  std::vector<SettingItem> items;
  std::vector<std::string> proof;
};

struct DraftUse {
  SettingModel setting;  // its inputs are still empty
  Place model_place;
  DraftInputs inputs;
  std::map<std::string, std::map<std::string, DraftInputs>> keyed;
};

// A sum that a document states, with its parts: [[stated]].
struct DraftStated {
  std::optional<WrittenNumber> total;
  std::vector<Exact> parts;
  std::vector<WrittenName> sources;
  Place place;
};

struct Draft {
  Case head;  // everything but persons, periods, values and runs of models
  std::optional<DayRule> day_rule;
  bool day_rule_given = false;
  bool calendar_given = false;
  std::optional<Date> valuation_date;
  std::vector<WrittenName> correlation_sources;
  std::vector<WrittenName> case_sources;  // ids with their places
  DraftInputs inputs;
  std::vector<DraftVictim> victims;
  std::vector<DraftUse> uses;
  std::vector<DraftStated> stated;
  std::vector<WrittenName> claim_sources;    // of items, shares and exchange rates
  std::map<std::string, Place> date_places;  // of [dates]; the rest of the claim stands in head.setting
};

}  // namespace restituo
