// A ScenarioTree asks one yes-or-no question after another, each the one that parts low worlds from others best.
//
//   const ScenarioTree tree = grow_tree(sample.values, is_below, {});
//   for (const TreeLeaf& leaf : tree.leaves) ...   // the questions that lead there, and how many worlds are low
//
// It is the second opinion to a box: it finds several ways in which a claim breaks where a box finds one. A split is
// the one with the largest fall of Gini's impurity; a branch ends where it would have too few worlds, is pure, or where
// splitting gains less than `least_gain` of the impurity of the whole.
//
// Source: L. Breiman, J. H. Friedman, R. A. Olshen, C. J. Stone, "Classification and Regression Trees" (1984).
#pragma once

#include <cstdint>
#include <vector>

#include <restituo/challenge/response.hpp>

namespace restituo {

struct TreeQuestion {
  std::size_t input = 0;
  bool below = true;  // value < limit, else value >= limit
  double limit = 0;
};

// What all questions about one input say together: low <= value < high; infinite where that side is open.
struct LeafLimit {
  std::size_t input = 0;
  double low = 0;
  double high = 0;
};

struct TreeLeaf {
  std::vector<TreeQuestion> path;  // from the root
  std::size_t worlds = 0;
  std::size_t hits = 0;

  double density() const { return worlds == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(worlds); }
  // The path in as few words as it can be said: one limit for each input, in the order in which they were first asked
  // about.
  std::vector<LeafLimit> limits() const;
};

struct ScenarioTree {
  std::vector<TreeLeaf> leaves;  // from left (below) to right
};

struct TreeSettings {
  std::size_t deepest = 3;
  double least_leaf = 0.02;   // share of all worlds
  double least_gain = 0.005;  // share of the impurity of all worlds
};

ScenarioTree grow_tree(const Columns& values, const std::vector<bool>& hits, const TreeSettings& settings);

}  // namespace restituo
