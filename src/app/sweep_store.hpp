// The results of a sweep, kept in one SQLite file while it runs: what is in it is done, whatever happens to the
// process.
//
// Results go in by whole transactions. A process that is killed, a full disk, a power cut leave the file as it was
// after the last one; opened again, it says which scenarios are done, and the run goes on with the others. One process
// at a time has it. A file made from another case, model, sweep or version of the program is refused, not mixed.
//
//   sweep(key, value)                                         what it was made from
//   scenario(scenario, refused, <one column an axis>)
//   figure(figure, id, name, model, victim, period, key, kind, unit)
//   result(scenario, place, figure, exact, mean, p05, p25, p50, p75, p95, error)
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <restituo/sweep/scenario_run.hpp>

namespace restituo {

class SweepStore {
 public:
  // Makes the file where there is none. `sweep` outlives the store.
  static Outcome<SweepStore> open(const std::string& path, const Sweep& sweep);
  SweepStore(SweepStore&&) noexcept;
  SweepStore& operator=(SweepStore&&) = delete;
  ~SweepStore();

  const std::string& path() const;
  // Before a process ends in the middle; nothing else may be asked of it then.
  void close();
  // done()[n - 1] where scenario n is in it.
  Outcome<std::vector<bool>> done() const;
  // In one transaction: all of them or none. None may be in it yet.
  Faults put(std::span<const ScenarioResult> results);
  // Every scenario in order; stops at the first faults that `visit` gives.
  Faults each(const std::function<Faults(const ScenarioResult&)>& visit) const;

 private:
  struct Inside;
  explicit SweepStore(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace restituo
