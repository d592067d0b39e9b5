// Reads what a forum file has beyond a model: rules, choices, dates, deadlines, offsets, exclusions. See forum.hpp.
#pragma once

#include <functional>

#include <restituo/model/model.hpp>

namespace restituo {

// What the reader of models does for the reader of forums.
struct ModelReading {
  // Reads the keys that a rule has in common with a step; the formula may be missing.
  std::function<ModelStep(TableReader&, const Entry&)> step;
  std::function<void(const std::string& name, const Place& place)> check_new_name;
};

// Reads into model.forum and appends its rules to model.steps, with the steps that follow from them: the total of each
// head, the award, what each defendant owes.
void read_forum(TableReader& reader, Model& model, const ModelReading& reading, Faults& faults);

}  // namespace restituo
