// `bind` compiles a setting and the models it names into one Program, and keeps what stands behind each of its inputs.
//
// For each model every step is emitted once for each period, victim, key or case it is "per". Steps marked adds_up are
// then summed over the periods of each victim (id "gross.a") and over the victims ("gross"), over all models that use
// the same step name with the same unit and kind; two models that would count one period twice under one name are
// refused.
//
// A step that rests on a number whose status is `recalled`, or on a published number that nobody has found, is left out
// with a warning, unless the case allows unverified numbers; a cross-check that was asked for and cannot be given is
// refused.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <restituo/formula/exact_run.hpp>
#include <restituo/formula/program.hpp>
#include <restituo/model/library.hpp>
#include <restituo/model/setting.hpp>

namespace restituo {

struct BoundInput {
  GivenValue given;
  std::string name;    // "price"
  std::string model;   // where the model brought it along; empty where the case gave it
  std::string victim;  // where it was given: ids, empty for the whole case
  std::string period;
  std::string key;
};

// How a rule of a forum came out for one person (or period, or the whole case): which version, and whether it counts.
struct BoundRule {
  enum class State { computed, not_in_force, not_claimed, off_recalled };
  std::string forum;
  std::string rule;
  std::string victim;  // ids; empty for the whole case
  std::string period;
  State state = State::computed;
  std::optional<std::size_t> text;  // index into the rule's texts
  std::optional<Date> chosen_on;    // the date that chose it
  std::string step;                 // id of its step
};

struct BoundProgram {
  Program program;
  std::vector<BoundInput> inputs;  // one for each of program.inputs, in its order
  std::vector<std::string> models_used;
  std::vector<std::string> series_used;
  std::vector<BoundRule> rules;  // of forums, in the order of their files
  // Of each forum: what its law asked for and the case answered, in words ("liquidated": "yes").
  std::map<std::string, std::map<std::string, std::string>> choices_made;
  std::vector<SettingCorrelation> correlations;  // as the setting has them; whoever draws resolves their names

  std::vector<Exact> central_values() const;
};

// What only numbers show: one harm that gives money under two names (a forum's [[exclusive]]).
Faults law_faults(const Library& library, const BoundProgram& bound, const ExactRun& run, const Setting& setting);

// The program, and warnings about what was left out; or every fault that stands in the way.
Outcome<Checked<BoundProgram>> bind(const Library& library, const Setting& setting);

}  // namespace restituo
