// An Estimate is one run of a case: every figure exactly, its floor and bounds, and its spread by simulation.
//
// The exact figure comes from rationals, the spread from doubles through the same program; both name what they were
// made from in the manifest, and the digest covers all of it. The number of threads is handed in and changes no bit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <restituo/casefile/case.hpp>
#include <restituo/estimate/simulation.hpp>
#include <restituo/formula/exact_run.hpp>
#include <restituo/model/binding.hpp>

namespace restituo {

// A figure that rests only on grades A to C, each at its low end, and what was left out of it.
struct DocumentedFloor {
  std::optional<Exact> value;         // nothing where no part of the figure is documented
  std::vector<std::string> left_out;  // inputs (ids) whose grade is D or E
};

// Every input at once at the end that makes the figure smallest (largest), each end judged with the others at their
// claimed values. A bound, not a probability.
struct StackedBounds {
  Exact low;
  Exact high;
};

// What the figure would be if one expert of a pooled input were believed alone.
struct FigureOfExpert {
  std::string input;  // its id
  std::string expert;
  SpreadSummary spread;
};

struct Figure {
  std::string id;
  StepId step = 0;
  Words label;
  std::string name;  // "gross"
  std::string model;
  std::string victim;  // ids; empty for the whole case
  std::string period;
  std::string key;
  Kind kind = Kind::none;
  Unit unit;
  Exact exact;
  int decimals = 2;  // with which the exact value is written; it is exact with these
  DocumentedFloor floor;
  std::optional<StackedBounds> bounds;        // nothing where no input has a range
  std::optional<SpreadSummary> spread;        // nothing where nothing it rests on is drawn
  std::vector<ConvergencePoint> convergence;  // ascending; the last is the spread itself
  std::vector<double> dots;                   // for a drawing: 50 amounts, each of 2 of 100 worlds; no result
  std::vector<FigureOfExpert> experts;        // one for each expert of each pool it rests on
  std::optional<Band> band;                   // of a two-level run, where it rests on what varies from day to day
};

// The figures of one kind side by side: what the facts of the case give, and what each literature model gives for the
// same months. They are never averaged.
struct Comparison {
  Kind kind = Kind::none;
  std::size_t case_figure = 0;            // index into figures
  std::vector<std::size_t> cross_checks;  // indices into figures
};

struct ManifestEntry {
  std::string what;  // "case", "model", "series", "program"
  std::string name;
  std::string digest;  // SHA-256
};

struct Manifest {
  std::string program_version;
  std::uint64_t draws = 0;
  std::uint64_t seed = 0;
  std::string method = "mc";  // mc, lhs, sobol
  std::size_t replicates = 1;
  std::optional<double> until;   // the precision that was asked for
  std::uint64_t most_draws = 0;  // with which it had to be reached
  std::uint64_t outer_draws = 0;
  std::uint64_t inner_draws = 0;
  std::vector<ManifestEntry> entries;
};

struct Estimate {
  const Case* source_case = nullptr;  // outlives the estimate
  const Library* library = nullptr;
  BoundProgram bound;
  ExactRun central;
  std::vector<Figure> figures;  // totals first, then per victim, per period, then studies and cross-checks
  std::vector<Comparison> comparisons;
  bool converged = true;  // false where a precision was asked for and not reached
  Faults warnings;        // of the case, the binding and the run, in order
  Manifest manifest;
  std::string digest;  // of everything above that is a result; see docs/formats/result.md
};

Outcome<Estimate> estimate(const Case& source_case, const Library& library, const EstimateSettings& settings);

// The inputs that a step rests on, however far down, by their numbers.
std::vector<InputId> inputs_of(const Program& program, StepId step);

}  // namespace restituo
