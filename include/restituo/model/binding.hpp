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

#include <string>
#include <vector>

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

struct BoundProgram {
  Program program;
  std::vector<BoundInput> inputs;  // one for each of program.inputs, in its order
  std::vector<std::string> models_used;
  std::vector<std::string> series_used;

  std::vector<Exact> central_values() const;
};

// The program, and warnings about what was left out; or every fault that stands in the way.
Outcome<Checked<BoundProgram>> bind(const Library& library, const Setting& setting);

}  // namespace restituo
