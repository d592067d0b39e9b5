#include <restituo/challenge/scenario_tree.hpp>

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

using Rows = std::vector<std::uint32_t>;

// Gini's impurity times the number of worlds.
double impurity(std::size_t worlds, std::size_t hits) {
  if (worlds == 0) return 0;
  const double share = static_cast<double>(hits) / static_cast<double>(worlds);
  return 2 * share * (1 - share) * static_cast<double>(worlds);
}

class Grower {
 public:
  Grower(const Columns& values, const std::vector<bool>& hits, const TreeSettings& settings)
      : values_(values), hits_(hits), settings_(settings) {
    least_leaf_ =
        std::max<std::size_t>(1, static_cast<std::size_t>(settings.least_leaf * static_cast<double>(hits.size())));
    whole_ = impurity(hits.size(), static_cast<std::size_t>(std::count(hits.begin(), hits.end(), true)));
  }

  void grow(Rows rows, std::vector<TreeQuestion> path, ScenarioTree& tree) const {
    const std::size_t hits = count_hits(rows);
    const auto split = path.size() < settings_.deepest ? best_split(rows, hits) : std::nullopt;
    if (!split) {
      tree.leaves.push_back({std::move(path), rows.size(), hits});
      return;
    }
    Rows below;
    Rows others;
    for (const std::uint32_t k : rows) {
      (values_[split->input][k] < split->limit ? below : others).push_back(k);
    }
    for (const bool is_below : {true, false}) {
      std::vector<TreeQuestion> longer = path;
      longer.push_back({split->input, is_below, split->limit});
      grow(std::move(is_below ? below : others), std::move(longer), tree);
    }
  }

 private:
  struct Split {
    std::size_t input;
    double limit;
    double gain;
  };

  std::size_t count_hits(const Rows& rows) const {
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](std::uint32_t k) { return hits_[k]; }));
  }

  std::optional<Split> best_split(Rows rows, std::size_t hits) const {
    std::optional<Split> best;
    const double before = impurity(rows.size(), hits);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::vector<double>& column = values_[i];
      std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        return column[a] != column[b] ? column[a] < column[b] : a < b;
      });
      std::size_t left_hits = 0;
      for (std::size_t left = 1; left < rows.size(); ++left) {
        left_hits += hits_[rows[left - 1]] ? 1 : 0;
        const double here = column[rows[left - 1]];
        const double next = column[rows[left]];
        if (here == next || left < least_leaf_ || rows.size() - left < least_leaf_) continue;
        const double gain = before - impurity(left, left_hits) - impurity(rows.size() - left, hits - left_hits);
        if (gain >= settings_.least_gain * whole_ && gain > 0 && (!best || gain > best->gain)) {
          best = Split{i, here + (next - here) / 2, gain};
        }
      }
    }
    return best;
  }

  const Columns& values_;
  const std::vector<bool>& hits_;
  const TreeSettings& settings_;
  std::size_t least_leaf_ = 1;
  double whole_ = 0;
};

}  // namespace

std::vector<LeafLimit> TreeLeaf::limits() const {
  constexpr double open = std::numeric_limits<double>::infinity();
  std::vector<LeafLimit> limits;
  for (const TreeQuestion& question : path) {
    auto limit =
        std::find_if(limits.begin(), limits.end(), [&](const LeafLimit& one) { return one.input == question.input; });
    if (limit == limits.end()) limit = limits.insert(limit, {question.input, -open, open});
    if (question.below) {
      limit->high = std::min(limit->high, question.limit);
    } else {
      limit->low = std::max(limit->low, question.limit);
    }
  }
  return limits;
}

ScenarioTree grow_tree(const Columns& values, const std::vector<bool>& hits, const TreeSettings& settings) {
  for (const std::vector<double>& column : values) {
    must(column.size() == hits.size(), "one hit or miss for each world");
  }
  Rows rows(hits.size());
  std::iota(rows.begin(), rows.end(), 0U);
  ScenarioTree tree;
  Grower(values, hits, settings).grow(std::move(rows), {}, tree);
  return tree;
}

}  // namespace restituo
