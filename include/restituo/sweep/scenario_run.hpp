// A ScenarioRunner works out scenarios: the exact figures, and where the sweep asks for it their spread.
//
// A scenario that only changes numbers of inputs needs no new program: the case is bound once for each choice of
// everything else, what the changing inputs do not reach is worked out once, and the rest is run again with other
// inputs. Whether that is allowed is found by trying: the case is read with each number at both its ends, and with each
// pair of numbers at theirs; only where every one of these gives the same program, and moves only inputs to just that
// number, is the short way taken. Otherwise, and where a scenario has no value, it is read and bound like any case
// file. Both ways give the same result (a test holds them to it).
//
// Nothing here depends on the order in which scenarios are asked for, or by how many threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <restituo/model/library.hpp>
#include <restituo/sweep/scenario.hpp>

namespace restituo {

// Which figure a value is of.
struct FigureHead {
  std::string id;
  std::string name;
  std::string model;
  std::string victim;
  std::string period;
  std::string key;
  std::string kind;
  std::string unit;
};

// What the simulation says of it; docs/formats/result.md names the numbers.
struct FigureSpread {
  double mean = 0;
  double p05 = 0;
  double p25 = 0;
  double p50 = 0;
  double p75 = 0;
  double p95 = 0;
  double error = 0;
};

struct FigureValue {
  std::shared_ptr<const FigureHead> head;
  std::string exact;  // decimal text, or a fraction where there is none
  std::optional<FigureSpread> spread;
};

struct ScenarioResult {
  std::uint64_t number = 0;
  std::vector<std::string> cells;  // texts of the axes
  std::string refused;             // codes of the faults, with spaces between; empty where it has figures
  std::vector<FigureValue> figures;
};

class ScenarioRunner {
 public:
  // Both outlive the runner.
  ScenarioRunner(const Sweep& sweep, const Library& library);
  ~ScenarioRunner();
  ScenarioRunner(const ScenarioRunner&) = delete;
  ScenarioRunner& operator=(const ScenarioRunner&) = delete;

  // What stands in the way of the whole sweep, and warnings of its first scenario, in order.
  Faults check() const;

  // May be called from several threads at once.
  ScenarioResult run(std::uint64_t number) const;
  // Whether that goes the short way.
  bool reuses_a_program(std::uint64_t number) const;
  // The long way, always.
  ScenarioResult run_from_the_file(std::uint64_t number) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace restituo
