// A Sweep is one case many times over, each time with some of its values changed: docs/formats/sweep.md is its format.
//
//   format = 1
//   id = "price-and-acts"
//   case = "case.toml"
//   design = "grid"
//   [[vary]]
//   id = "price"
//   set = "victim.a.period.new-york.inputs.price"
//   values = ["25", "30", "35"]
//
// One such choice of values is a scenario. It gives what `restituo estimate` would give of the case file with these
// values written into it by hand; so anything a case file can say can be varied: inputs, parameters, models, regions,
// calendars. Scenarios have numbers from 1, and scenario n depends on the sweep alone, not on who computes it or what
// came before.
//
// A path that leads to an input fixes it: value, source and grade stay, its range goes. One that leads into an input
// (….price.low) changes that key only.
//
// What it refuses: a value that the case file could not have (with the place where the sweep file says it), an axis
// that changes nothing, a figure that no scenario has, more than a thousand million scenarios.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/model/document.hpp>
#include <restituo/model/library.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/uncertainty/sampling.hpp>

namespace restituo {

inline constexpr std::uint64_t most_scenarios = 1'000'000'000;

// How scenarios are made of the values of the axes.
enum class Design {
  grid,             // every combination; the last axis changes fastest
  list,             // first values together, second values together, and so on
  one_at_a_time,    // the case as it is, then each value of each axis alone
  latin_hypercube,  // `points` scenarios in which each axis takes every part of its range once
  file              // one scenario for each line of a CSV file
};

// What one axis may take. `text` is how the table of results writes it.
struct AxisValue {
  std::string text;
  std::optional<Exact> number;        // where the axis is one number
  std::vector<Amendment> amendments;  // to the case file; for a number they follow from the axis
  Place place;
};

struct Axis {
  std::string id;
  bool is_number = false;
  std::string value_path;         // of what takes the value
  std::string beside_value;       // not empty: the value goes into a table there, beside these keys
  std::vector<Amendment> before;  // what else is changed with it
  Place place;

  std::vector<AxisValue> values;
  // Of a Latin hypercube, in place of values: from, to, and to how many decimals a scenario is rounded.
  struct Range {
    Exact from;
    Exact to;
    int decimals = 0;
  };
  std::optional<Range> range;
};

// What is simulated beside the exact figures.
struct SweepSpread {
  std::vector<std::string> figures;  // ids, with * for anything; empty: all that the table has
  std::uint64_t draws = 0;
  std::uint64_t seed = 1;
  SamplingMethod method = SamplingMethod::monte_carlo;
};

struct Sweep {
  std::string id;
  Words title;
  FileText case_file;
  std::vector<FileText> beside;  // the files that values of the case name
  Design design = Design::grid;
  std::vector<Axis> axes;
  std::uint64_t count = 0;  // of scenarios
  std::uint64_t seed = 1;   // of the Latin hypercube
  // Of a file of scenarios: for each line, one value an axis; an empty text is the value the case has.
  std::vector<std::vector<AxisValue>> lines;
  std::vector<std::string> figures;  // ids, with * for anything; empty: all
  Place figures_place;
  std::optional<SweepSpread> spread;
  bool record_refusals =
      false;           // a scenario that the case file could not be is a line of the result, from the first on
  std::string digest;  // of everything the results depend on
};

// The files that a sweep file names, as it names them; the second is empty where there is none.
struct SweepFiles {
  std::string case_file;
  std::string scenario_file;
};

Outcome<SweepFiles> files_of_sweep(const FileText& sweep_file);

// `scenario_file` is read where the design is a file. `beside`: the files that the case names, by the names it uses.
Outcome<Sweep> read_sweep(const FileText& sweep_file, const FileText& case_file, const FileText& scenario_file,
                          const Library& library, std::vector<FileText> beside = {});

// The changes to the case file that fix a number axis at `text`.
std::vector<Amendment> amendments_for_number(const Axis& axis, const std::string& text, const Place& place);

}  // namespace restituo
