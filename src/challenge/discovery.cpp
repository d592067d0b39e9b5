#include <restituo/challenge/discovery.hpp>

#include <algorithm>
#include <set>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

// The column of an axis, where all of its cells are numbers.
std::optional<std::vector<double>> numbers_of(const SweptFigure& swept, std::size_t axis) {
  std::vector<double> column;
  for (const SweptFigure::Row& row : swept.rows) {
    const auto number = read_number(row.cells[axis], {});
    if (!number) return std::nullopt;
    column.push_back(number->to_double());
  }
  return column;
}

}  // namespace

Discovery discover(const SweptFigure& swept, const Exact& below, const BoxSettings& settings) {
  Discovery found;
  found.scenarios = swept.rows.size();
  std::vector<bool> hits;
  for (const SweptFigure::Row& row : swept.rows) {
    must(row.cells.size() == swept.axes.size(), "a scenario has a cell for each axis");
    hits.push_back(row.figure < below);
  }
  found.hits = static_cast<std::size_t>(std::count(hits.begin(), hits.end(), true));

  Columns values;
  for (std::size_t axis = 0; axis < swept.axes.size(); ++axis) {
    std::set<std::string> words;
    for (const SweptFigure::Row& row : swept.rows) words.insert(row.cells[axis]);
    if (words.size() < 2) continue;
    if (auto numbers = numbers_of(swept, axis)) {
      found.columns.push_back({axis, std::nullopt});
      values.push_back(std::move(*numbers));
      continue;
    }
    if (words.size() == 2) words.erase(words.begin());
    for (const std::string& word : words) {
      found.columns.push_back({axis, word});
      std::vector<double> column;
      for (const SweptFigure::Row& row : swept.rows) column.push_back(row.cells[axis] == word ? 1 : 0);
      values.push_back(std::move(column));
    }
  }
  if (values.empty()) {
    found.refused.push_back({.code = "discovery-nothing-varies", .place = {}, .details = {swept.id}});
    return found;
  }
  auto box = discover_box(values, hits, settings);
  if (!box) {
    found.refused = std::move(box.error());
    return found;
  }
  found.box = std::move(*box);
  found.tree = grow_tree(values, hits, {});
  return found;
}

}  // namespace restituo
