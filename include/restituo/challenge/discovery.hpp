// A Discovery says where in a sweep a figure falls below a sum: in a few limits of its axes, whether these are numbers
// ("length is at most 31") or words ("calendar is not four-week-month").
//
//   const Discovery found = discover(table, Exact(500'000), {});
//   found.box->best().limits;      // of columns; found.columns says which axis, and which word of it, each stands for
//   found.tree.leaves;             // the same asked one question after another
//
// Each scenario counts once, however likely it is: a sweep says what is possible, a simulation (challenge.hpp) how
// often. An axis all of whose values are numbers is one column. An axis of words is one column for each word, 1 where
// the scenario has it and 0 where it has not; with two words one column tells both. An axis with one value tells
// nothing and is left out, and so is an empty cell's axis treated as one of words: "" is the value of the case.
//
// What it refuses, in its place: fewer scenarios of either kind than tell anything (scenario_box.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <restituo/challenge/scenario_box.hpp>
#include <restituo/challenge/scenario_tree.hpp>
#include <restituo/quantity/exact.hpp>

namespace restituo {

// One figure over the scenarios of a sweep.
struct SweptFigure {
  struct Row {
    std::vector<std::string> cells;  // one for each axis
    Exact figure;
  };
  std::string id;
  std::string unit;
  std::vector<std::string> axes;
  std::vector<Row> rows;
};

struct DiscoveryColumn {
  std::size_t axis = 0;
  std::optional<std::string> word;  // nothing: the number of the axis itself
};

struct Discovery {
  std::vector<DiscoveryColumn> columns;
  std::size_t scenarios = 0;
  std::size_t hits = 0;
  std::optional<BoxSearch> box;  // nothing where it was refused, or no axis has two values
  ScenarioTree tree;
  Faults refused;
};

Discovery discover(const SweptFigure& swept, const Exact& below, const BoxSettings& settings);

}  // namespace restituo
