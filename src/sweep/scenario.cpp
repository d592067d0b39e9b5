#include <restituo/sweep/scenario.hpp>

#include <algorithm>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/uncertainty/latin.hpp>

namespace restituo {
namespace {

Cell cell_of(const AxisValue& value) { return {value.text, value.number, &value}; }

// Where a uniform number between 0 and 1 falls among so many equal parts.
std::size_t part_of(double uniform, std::size_t parts) {
  return std::min(static_cast<std::size_t>(uniform * static_cast<double>(parts)), parts - 1);
}

Cell number_cell(const Axis::Range& range, double uniform) {
  const Exact place = range.from + (range.to - range.from) * exact_value_of_double(uniform);
  const Exact number = rounded(place, {Exact::power_of_ten(-range.decimals), RoundingMode::half_even});
  return {exact_decimal_text(number).value_or(""), number, nullptr};
}

Cell end_cell(const Exact& number) {
  return {exact_decimal_text(number).value_or(number.fraction_text()), number, nullptr};
}

std::vector<Cell> grid_cells(const Sweep& sweep, std::uint64_t index) {
  std::vector<Cell> cells(sweep.axes.size());
  for (std::size_t i = sweep.axes.size(); i-- > 0;) {
    const auto& values = sweep.axes[i].values;
    cells[i] = cell_of(values[index % values.size()]);
    index /= values.size();
  }
  return cells;
}

std::vector<Cell> lone_cells(const Sweep& sweep, std::uint64_t index) {
  std::vector<Cell> cells(sweep.axes.size());
  for (std::size_t i = 0; i < sweep.axes.size() && index > 0; ++i) {
    const auto& values = sweep.axes[i].values;
    if (index <= values.size()) {
      cells[i] = cell_of(values[index - 1]);
      break;
    }
    index -= values.size();
  }
  return cells;
}

std::vector<Cell> latin_cells(const Sweep& sweep, std::uint64_t index) {
  const LatinHypercube latin(sweep.seed, sweep.count);
  std::vector<Cell> cells;
  cells.reserve(sweep.axes.size());
  for (const Axis& axis : sweep.axes) {
    double uniform = 0;
    latin.fill(axis.id, index, {&uniform, 1});
    cells.push_back(axis.range ? number_cell(*axis.range, uniform)
                               : cell_of(axis.values[part_of(uniform, axis.values.size())]));
  }
  return cells;
}

}  // namespace

Scenario scenario_at(const Sweep& sweep, std::uint64_t number) {
  must(number >= 1 && number <= sweep.count, "a scenario of this sweep");
  const std::uint64_t index = number - 1;
  Scenario scenario{number, {}};
  switch (sweep.design) {
    case Design::grid: scenario.cells = grid_cells(sweep, index); break;
    case Design::list:
      for (const Axis& axis : sweep.axes) scenario.cells.push_back(cell_of(axis.values[index]));
      break;
    case Design::one_at_a_time: scenario.cells = lone_cells(sweep, index); break;
    case Design::latin_hypercube: scenario.cells = latin_cells(sweep, index); break;
    case Design::file:
      for (const AxisValue& value : sweep.lines[index]) scenario.cells.push_back(cell_of(value));
      break;
  }
  return scenario;
}

std::vector<Amendment> amendments_of(const Sweep& sweep, const Scenario& scenario) {
  std::vector<Amendment> amendments;
  const auto add = [&](std::vector<Amendment> more) {
    amendments.insert(amendments.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
    const Axis& axis = sweep.axes[i];
    const Cell& cell = scenario.cells[i];
    if (cell.text.empty()) {
      continue;
    }
    if (cell.number && axis.is_number) {
      add(amendments_for_number(axis, cell.text, cell.value != nullptr ? cell.value->place : axis.place));
    } else {
      must(cell.value != nullptr, "what is no number stands in the sweep");
      add(cell.value->amendments);
    }
  }
  return amendments;
}

std::vector<Scenario> trial_scenarios(const Sweep& sweep, std::size_t most) {
  std::vector<Scenario> trials;
  const bool crossed = sweep.design == Design::grid || sweep.design == Design::latin_hypercube;
  if (!crossed) {
    for (std::uint64_t number = 1; number <= sweep.count && trials.size() < most; ++number) {
      trials.push_back(scenario_at(sweep, number));
    }
    return trials;
  }
  Scenario first;
  for (const Axis& axis : sweep.axes) {
    first.cells.push_back(axis.range ? end_cell(axis.range->from) : cell_of(axis.values.front()));
  }
  trials.push_back(first);
  const auto with = [&](std::size_t i, Cell cell) {
    if (trials.size() < most) {
      trials.push_back(first);
      trials.back().cells[i] = std::move(cell);
    }
  };
  for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
    const Axis& axis = sweep.axes[i];
    if (axis.range) {
      with(i, end_cell(axis.range->to));
    } else if (axis.is_number) {
      const auto [low, high] =
          std::minmax_element(axis.values.begin(), axis.values.end(),
                              [](const AxisValue& a, const AxisValue& b) { return *a.number < *b.number; });
      with(i, cell_of(*low));
      with(i, cell_of(*high));
    } else {
      for (std::size_t k = 1; k < axis.values.size(); ++k) with(i, cell_of(axis.values[k]));
    }
  }
  return trials;
}

}  // namespace restituo
