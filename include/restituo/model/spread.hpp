// A Spread is what is known of a number that is not known exactly: low, likely, high, what the three are, and the
// shape.
//
//   { low = "25", likely = "30", high = "35", means = "min, mode, max", shape = "triangular" }
//
// Three numbers without a meaning are refused: a range of the middle nine tenths is not a range of all that is
// possible.
//
// means            what low, likely and high are                  shapes
// min, mode, max   the smallest, most likely, largest possible    triangular, pert
// min, max         the smallest and largest possible              uniform
// p05, p50, p95    1 in 20 below, 1 in 2 below, 1 in 20 above     normal, lognormal, triangular, pert
// p10, p50, p90    1 in 10 below, 1 in 2 below, 1 in 10 above     normal, lognormal, triangular, pert
#pragma once

#include <optional>
#include <string_view>

#include <restituo/base/outcome.hpp>
#include <restituo/model/document.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/uncertainty/distribution.hpp>

namespace restituo {

enum class Means { min_mode_max, min_max, p05_p50_p95, p10_p50_p90 };
enum class Shape { triangular, pert, uniform, normal, lognormal };

std::string_view name_of(Means means);
std::string_view name_of(Shape shape);

struct Spread {
  Exact low;
  std::optional<Exact> likely;
  Exact high;
  Means means = Means::min_mode_max;
  Shape shape = Shape::triangular;
  Place place;
};

// Reads low, likely, high, means and shape from the table where any of them is there; nothing where none is. Notes a
// fault where one is missing, out of order, or where meaning and shape do not go together. `likely_elsewhere` is taken
// where the table has no `likely` (a parameter of a model has its likely value in `value`).
std::optional<Spread> read_spread(TableReader& table, Faults& faults,
                                  const std::optional<Exact>& likely_elsewhere = {});

// The distribution that is drawn from, and a warning where its shape cannot meet the three numbers.
Outcome<Checked<Distribution>> distribution_of(const Spread& spread);

}  // namespace restituo
