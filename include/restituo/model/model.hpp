// A Model is one way of working out a figure, as data: inputs with units, parameters with sources, steps with formulas,
// and the published answers it must give. docs/formats/model.md is its format, for those who write one.
//
// What the reader refuses: a number without unit, source, pin and status; a step whose unit or kind is not what its
// formula gives; a name used before it is defined; a figure of money that does not say how it is rounded; a model that
// does not say what it may not be used for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <restituo/formula/expression.hpp>
#include <restituo/formula/kind.hpp>
#include <restituo/model/forum.hpp>
#include <restituo/model/source.hpp>
#include <restituo/model/spread.hpp>
#include <restituo/quantity/rounding.hpp>

namespace restituo {

enum class Use { person, venue, population, forum };
std::string_view name_of(Use use);

struct ModelKey {
  std::string id;
  Words label;
};

struct ModelInput {
  std::string id;
  std::string per;  // "case", "victim", "period", or the name of a key
  Unit unit;
  Words label;
  std::optional<Exact> at_least;
  std::optional<Exact> at_most;
  std::string role;               // empty where it has none
  std::optional<Exact> fallback;  // `optional`
  Place place;
};

struct ParameterValue {
  Exact value;
  std::optional<Spread> spread;
  std::string key;  // id of the key where the parameter is per key
  std::optional<Date> from;
  Citation citation;
  Status status = Status::read;
  Words note;
  Place place;
};

struct ModelParameter {
  std::string id;
  std::string per;  // "case" or the name of a key
  Unit unit;
  Words label;
  std::vector<ParameterValue> values;
  Place place;
};

struct ModelStep {
  std::string id;
  std::string per;
  Unit unit;
  Kind kind = Kind::none;
  Words label;
  Words says;
  std::string formula;
  Expression expression;
  std::optional<Rounding> rounding;
  Words rounding_because;
  bool figure = false;
  bool adds_up = false;
  std::string compares_with;
  Place place;
};

// A value as the file has it: a quoted number in the unit of its input; `length` and `days` say theirs ("60 month").
struct Written {
  std::string text;
  Place place;
};
using WrittenValues = std::map<std::string, Written>;

struct Expectation {
  std::string name;  // of a step, with ".key" where it is per key
  Exact value;
  Written written;
};

struct ModelCheck {
  std::string says;
  std::string currency = "USD";
  std::string calendar;
  WrittenValues given;
  std::map<std::string, std::map<std::string, WrittenValues>> keyed;  // key name -> key id -> inputs
  WrittenValues choose;
  std::vector<WrittenValues> periods;
  WrittenValues facts;                  // of a forum: choices and dates
  std::vector<WrittenValues> items;     // and dated payments
  std::vector<WrittenValues> exchange;  // and exchange rates
  std::vector<WrittenValues> defendants;
  std::vector<Expectation> expect;
  std::string within = "0";
  std::string because;
  Citation citation;
  Status uses = Status::read;
  Place place;
};

struct Criticism {
  Words text;
  Citation citation;  // may be empty
};

struct Model {
  std::string id;
  Words title;
  Use use = Use::person;
  Words answers;
  std::vector<Words> not_for;
  std::vector<Criticism> criticisms;
  Citation method;
  std::map<std::string, std::vector<ModelKey>> keys;
  std::vector<std::string> count_units;  // things counted that only this model knows
  std::vector<ModelInput> inputs;
  std::vector<ModelParameter> parameters;
  std::vector<ModelStep> steps;
  std::vector<ModelCheck> checks;
  std::optional<Forum> forum;  // where `use` is forum
  std::string digest;          // of the file
  Place place;

  const ModelInput* input(std::string_view name) const;
  const ModelParameter* parameter(std::string_view name) const;
  const ModelStep* step(std::string_view name) const;
  const ModelKey* key(std::string_view set, std::string_view key_id) const;
};

// Reads one model file; nothing where it cannot be used. Names of sources are checked by the library, which knows them.
std::optional<Model> read_model(const FileText& file, Faults& faults);

}  // namespace restituo
