// Runs the published answers of models: `restituo models verify`.
#pragma once

#include <string>
#include <vector>

#include <restituo/model/binding.hpp>
#include <restituo/model/library.hpp>

namespace restituo {

struct CheckResult {
  std::string model;
  const ModelCheck* check = nullptr;
  bool passed = false;
  Faults faults;  // what was expected and what was computed, or why it could not be computed
};

std::vector<CheckResult> verify_models(const Library& library);

// The program of one check, as a case would bind it.
Outcome<BoundProgram> bind_check(const Library& library, const Model& model, const ModelCheck& check);

}  // namespace restituo
