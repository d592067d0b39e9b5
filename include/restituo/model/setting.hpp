// A Setting is what a case (or a model's own check) puts into models: persons, periods, values and conventions.
//
// It is the same whether a lawyer's case file or a `[[check]]` of a model made it, so that a check tests the very
// machinery that produces a claim.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <restituo/model/source.hpp>
#include <restituo/model/spread.hpp>
#include <restituo/quantity/calendar.hpp>
#include <restituo/quantity/period.hpp>
#include <restituo/quantity/unit.hpp>
#include <restituo/uncertainty/copula.hpp>

namespace restituo {

struct Rival {
  Exact value;
  Words says;
  Citation citation;
};

// One number with everything that is known about it.
struct GivenValue {
  Exact value;
  Unit unit;
  std::optional<Exact> low;  // bounds of the figure; those of `spread` where it has no others
  std::optional<Exact> high;
  std::optional<Spread> spread;  // what is drawn from; nothing for a number taken as it is
  Citation citation;
  Citation spread_citation;  // where the spread is a prior with a source of its own
  Grade grade = Grade::E;
  Status status = Status::read;
  std::optional<Rival> rival;
  bool varies = false;  // from day to day, rather than being unknown: the inner level of a two-level run
  Words note;
  Place place;
};

using GivenValues = std::map<std::string, GivenValue>;

// Dates that are themselves known only as a range: how many days the first (last) day may lie from the likely one.
struct DateDoubt {
  std::optional<GivenValue> first;  // in day, value 0
  std::optional<GivenValue> last;
};

// Words that the case gives where a forum's law asks for them: occupation = "live-in".
struct GivenWord {
  std::string word;
  Place place;
};
using GivenWords = std::map<std::string, GivenWord>;
using GivenDates = std::map<std::string, Date>;

// A dated amount that is no period's: a bill, a deduction, a fee, a payment received.
struct SettingItem {
  std::string id;
  Words label;
  std::string head;  // "E5"
  std::string sort;  // what the forum's rules tell apart; may be empty
  Date date;
  GivenValue amount;
  std::optional<GivenValue> causation_share;  // of the amount, what these offences caused; without it, all of it
  std::string defendant;                      // id; empty where it is no one's in particular
  std::vector<std::string> proof;
  Place place;
};

struct SettingDefendant {
  std::string id;
  Words label;
  std::optional<GivenValue> share;  // of what is owed, where a forum divides it
  Place place;
};

// What one unit of a currency is in another, from a first to a last day.
struct SettingExchange {
  GivenValue rate;  // MXN/USD
  Date from;
  Date until;
  Place place;
};

struct SettingForum {
  std::string forum;
  GivenWords choices;  // for this forum only
  Place place;
};

struct SettingPeriod {
  std::string id;
  Words label;
  std::vector<std::string> models;
  std::optional<Period> dates;  // with the likely dates
  DateDoubt doubt;
  GivenValue dates_evidence;         // source and grade of the dates; its value is not used
  std::optional<GivenValue> length;  // in month, week or day; exactly one of dates and length is there
  GivenValues inputs;
  GivenWords facts;
  GivenValues figures;              // given outright by a forum's check, where a case has models
  std::vector<std::string> forums;  // only these count it; empty: all
  Place place;
};

struct SettingVictim {
  std::string id;
  Words label;
  GivenValues inputs;
  std::vector<SettingPeriod> periods;
  GivenWords facts;
  GivenDates dates;
  std::vector<SettingItem> items;
  std::vector<std::string> proof;  // what is there: "care-plan"
};

enum class ModelUse { cross_check, study };

// A population or venue model run beside the persons.
struct SettingModel {
  std::string model;
  ModelUse use = ModelUse::study;
  std::map<std::string, std::string> choices;  // key name -> key id
  GivenValues inputs;
  std::map<std::string, std::map<std::string, GivenValues>> keyed;  // key name -> key id -> inputs
  Words because;
  Place place;
};

// Two inputs that go together, by their ids ("a.new-york.price").
struct SettingCorrelation {
  std::string first;
  std::string second;
  Exact value;
  CorrelationMeasure measure = CorrelationMeasure::spearman;
  std::optional<Exact> degrees_of_freedom;  // of a Student copula; nothing for a Gaussian one
  Citation citation;
  Words because;
  Place place;
};

struct Setting {
  std::string currency;
  Date valuation_date;
  std::optional<CalendarConvention> calendar;
  bool allow_unverified = false;
  GivenValues inputs;
  std::vector<SettingVictim> victims;
  std::vector<SettingModel> models;
  std::vector<SettingForum> forums;
  GivenWords facts;
  GivenDates dates;
  std::vector<SettingDefendant> defendants;
  std::vector<SettingExchange> exchange;
  std::vector<std::string> proof;
  std::vector<SettingCorrelation> correlations;
  Place place;
};

}  // namespace restituo
