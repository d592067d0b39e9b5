// Boxes, trees and refusals as JSON, the same in every file that has them.
#pragma once

#include <functional>
#include <string>

#include <restituo/challenge/scenario_box.hpp>
#include <restituo/challenge/scenario_tree.hpp>

#include "json_writer.hpp"

namespace restituo {

// Writes the members that say which input a limit or a question is about.
using NameInput = std::function<void(JsonWriter& json, std::size_t input)>;

// The members "poor", "box" and "trajectory"; null where there is no box.
void write_search(JsonWriter& json, const BoxSearch* search, const NameInput& name);
// The member "tree".
void write_tree(JsonWriter& json, const ScenarioTree& tree, const NameInput& name);
// The member "refused".
void write_refused(JsonWriter& json, const Faults& faults, Language language);

}  // namespace restituo
