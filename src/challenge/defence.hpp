// The other side's numbers, exactly: disputes, switching values, sources struck, known attacks.
#pragma once

#include <restituo/challenge/challenge.hpp>

namespace restituo {

Defence defence_of(const Estimate& estimate, StepId step);
std::vector<InputSwitch> switches_of(const Estimate& estimate, const Figure& figure, const Exact& sum);
Strikes strikes_of(const Estimate& estimate, const Figure& figure);
// Those of Attacks::noted.
std::vector<NotedAttack> noted_attacks_of(const Estimate& estimate, const Figure& figure);
Attacks attacks_of(const Estimate& estimate, const Figure& figure, const Strikes& strikes);

// A court applies the law without evidence of it: the text of a statute, and the numbers of a forum's rules, are not
// what the other side can shake.
bool is_law(const Estimate& estimate, const std::string& source);
bool is_law(const Estimate& estimate, InputId input);
// The inputs of a figure that are evidence.
std::vector<InputId> evidence_of(const Estimate& estimate, StepId step);

// The model's own description of an input; nothing for lengths, dates and parameters.
const ModelInput* model_input_of(const Estimate& estimate, InputId input);

}  // namespace restituo
