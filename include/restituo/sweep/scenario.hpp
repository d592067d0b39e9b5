// A Scenario is one line of a sweep: a value for each axis. It follows from its number alone.
//
//   scenario_at(sweep, 17).cells[0].text      // "30"
//
// So scenarios can be computed in any order, on any machine, and again.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <restituo/sweep/sweep.hpp>

namespace restituo {

// The value of one axis. An empty text is the value that the case has.
struct Cell {
  std::string text;
  std::optional<Exact> number;
  const AxisValue* value = nullptr;  // of the sweep; nothing for a number made by the design
};

struct Scenario {
  std::uint64_t number = 0;  // from 1
  std::vector<Cell> cells;   // one an axis
};

// 1 <= number <= sweep.count (our bug otherwise).
Scenario scenario_at(const Sweep& sweep, std::uint64_t number);

// What is changed in the case file.
std::vector<Amendment> amendments_of(const Sweep& sweep, const Scenario& scenario);

// Scenarios that show whether the sweep can be run at all: each choice of an axis once, each number at its ends, with
// the first values of the others; in order, each once, at most `most`. For designs that do not have those, its first
// ones.
std::vector<Scenario> trial_scenarios(const Sweep& sweep, std::size_t most);

}  // namespace restituo
