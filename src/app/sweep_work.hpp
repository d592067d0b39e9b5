// All that scenarios of a sweep are computed from, and where its files lie.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <restituo/sweep/scenario_run.hpp>
#include "commands.hpp"
#include "sweep_message.hpp"

namespace restituo {

struct SweepWork {
  SweepInputs inputs;
  Library library;
  Sweep sweep;
  std::unique_ptr<ScenarioRunner> runner;
  Faults warnings;
};

// `read_beside` reads a file beside the case; without it the files are those that the inputs already have.
Outcome<std::unique_ptr<SweepWork>> work_from(SweepInputs inputs, const BesideFile& read_beside = {});
// The files that a sweep file names lie beside it.
Outcome<std::unique_ptr<SweepWork>> read_work(const CommonWishes& common, const std::string& sweep_path);

// Every n-th scenario, for a computer of its own.
struct Shard {
  std::uint64_t part = 1;
  std::uint64_t of = 1;

  bool whole() const { return of == 1; }
  bool has(std::uint64_t number) const { return (number - 1) % of == part - 1; }
};

// "3/8"; all of it for an empty text, nothing for what is no part.
std::optional<Shard> shard_from(const std::string& text);

std::string table_path(const SweepWishes& wishes, const Sweep& sweep);
std::string store_path(const std::string& table, const Shard& shard);

}  // namespace restituo
