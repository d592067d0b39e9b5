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
//
// Instead of low, likely and high a number may be given one of these; the shape is always named:
//
// parameters = { ... }          those of the shape: gamma { shape, scale }, beta { alpha, beta, low, high }, ...
// quantiles = { p10 = "20" }    two or more, fitted to uniform, normal, lognormal, weibull, gamma, beta, triangular,
// pert values, weights               a list: discrete; or empirical, where each value was seen once; edges, weights:
// histogram file = "prices.csv"           the same list from a file beside the case experts = [ { ... }, ... ]    shape
// "pool": each with an id, a weight and a spread of any of these kinds; the pool is
//                               their true mixture, and each is reported alone as well
//
// at_least and at_most cut any of them off, in the unit of the value.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/model/document.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/uncertainty/distribution.hpp>

namespace restituo {

enum class Means { min_mode_max, min_max, p05_p50_p95, p10_p50_p90, parameters, quantiles, list, experts };
enum class Shape {
  triangular,
  pert,
  uniform,
  normal,
  lognormal,
  beta,
  gamma,
  weibull,
  student_t,
  poisson,
  binomial,
  discrete,
  histogram,
  empirical,
  pool
};

std::string_view name_of(Means means);
std::string_view name_of(Shape shape);

struct SpreadNumber {
  std::string name;  // "scale"; for a quantile its share, "p05"
  Exact value;
};

struct SpreadExpert;

struct Spread {
  // What bounds it: the ends of the range, of the list, of the outer quantiles said, of the shape; only where
  // `bounded`.
  Exact low;
  std::optional<Exact> likely;
  Exact high;
  bool bounded = true;
  Means means = Means::min_mode_max;
  Shape shape = Shape::triangular;
  std::vector<SpreadNumber> numbers;  // parameters, or quantiles in the order of their shares
  std::vector<Exact> values;          // of a list; of a histogram its edges
  std::vector<Exact> weights;
  std::string file;  // that the list came from
  std::vector<SpreadExpert> experts;
  std::optional<Exact> at_least;
  std::optional<Exact> at_most;
  Place place;
};

struct SpreadExpert {
  std::string id;
  Exact weight = 1;
  Spread spread;
  std::string source;
  std::string pin;
  Place source_place;
};

// Reads a file beside the one that is read, by the name it has there.
using BesideFile = std::function<Outcome<FileText>(const std::string& name)>;

// Reads the keys above from the table where any of them is there; nothing where none is. Notes a fault where one is
// missing, out of order, or where meaning and shape do not go together. `likely_elsewhere` is taken where the table
// has no `likely` (a parameter of a model has its likely value in `value`). Without `beside` no file can be named.
std::optional<Spread> read_spread(TableReader& table, Faults& faults, const std::optional<Exact>& likely_elsewhere = {},
                                  const BesideFile& beside = {});

// Whether the table has any key of a spread; `likely` alone is none.
bool has_spread(const TableReader& table);

// The distribution that is drawn from, and a warning where its shape cannot meet what was said.
Outcome<Checked<Distribution>> distribution_of(const Spread& spread);

// For quantiles that were said: the fitted one less the said one, in their order. Empty otherwise.
std::vector<double> residuals_of(const Spread& spread);

// The numbers as a person reads them, without the name of the shape: "4; 12; 25", "shape 4; scale 8".
std::string numbers_text(const Spread& spread, const std::function<std::string(const Exact&)>& shown);

// Each source that an expert of the spread names, with its place.
void sources_in(const Spread& spread, const std::function<void(const std::string&, const Place&)>& each);

}  // namespace restituo
