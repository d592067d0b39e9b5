// `restituo sweep`, `sweep merge` and `sweep slurm`.
#include <algorithm>
#include <exception>
#include <filesystem>
#include <set>
#include <thread>

#include <fmt/core.h>
#include <restituo/base/digest.hpp>
#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/sweep/sweep_table.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "inputs.hpp"
#include "stops.hpp"
#include "sweep_leader.hpp"
#include "terminal.hpp"

namespace restituo {
namespace {

namespace fs = std::filesystem;

int refused(const Faults& faults, Language language) {
  print_faults(faults, language);
  return exit_refused;
}

Faults make_folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) {
    fs::create_directories(folder, error);
  }
  return error ? Faults{{.code = "file-not-written", .place = {}, .details = {folder.string(), error.message()}}}
               : Faults{};
}

// What the table shows of refused scenarios, in one warning.
struct Refusals {
  std::uint64_t count = 0;
  std::uint64_t first = 0;
  std::string codes;

  void include(const ScenarioResult& result) {
    if (!result.refused.empty() && ++count == 1) {
      first = result.number;
      codes = result.refused;
    }
  }
};

struct Table {
  Refusals refusals;
  std::string digest;  // SHA-256 of its bytes
};

// Without a fault and without a table where somebody stopped it.
Outcome<Table> write_table(const std::string& path, const SweepStore& store, const Sweep& sweep) {
  FileBeside file(path);
  Table table;
  bool stopped = false;
  Sha256 digest;
  const auto add = [&](const std::string& lines) {
    digest.add(lines);
    return file.add(lines);
  };
  Faults faults = add(table_header(sweep));
  if (faults.empty()) {
    faults = store.each([&](const ScenarioResult& result) {
      table.refusals.include(result);
      stopped = Stops::asked();
      return stopped ? Faults{{.code = "sweep-refused", .place = {}, .details = {}}} : add(table_lines(sweep, result));
    });
  }
  if (stopped) {
    return refuse(Faults{});
  }
  if (faults.empty()) {
    faults = file.put_in_place();
  }
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  table.digest = digest.hex();
  return table;
}

// Says how to go on, and ends as whoever stopped it asked.
[[noreturn]] void stop(SweepStore& store, const SweepProgress& progress, Language language) {
  store.close();
  fmt::print(
      stderr,
      fmt::runtime(language == Language::en ? "Stopped after {} of {} scenarios. The same command goes on from there.\n"
                                            : "Detenido tras {} de {} escenarios. El mismo comando sigue desde ahí.\n"),
      progress.done, progress.wanted);
  Stops::obey();
}

// The table, and what there is to say of it. The store is whole.
int finish(const std::string& path, SweepStore& store, const SweepWork& work, Faults warnings, Language language) {
  const Stops stops;
  const auto table = write_table(path, store, work.sweep);
  if (!table && table.error().empty()) {
    stop(store, {work.sweep.count, work.sweep.count}, language);
  }
  if (!table) {
    return refused(table.error(), language);
  }
  const Refusals& refusals = table->refusals;
  if (refusals.count > 0) {
    warnings.push_back({.code = "sweep-refused",
                        .place = {work.inputs.sweep_file.name, 0, 0},
                        .details = {std::to_string(refusals.count), std::to_string(work.sweep.count),
                                    std::to_string(refusals.first), refusals.codes},
                        .severity = Severity::warn});
  }
  print_faults(warnings, language);
  const bool english = language == Language::en;
  fmt::print("{}: {}\n{}\n{}\nSHA-256 {}: {}\n", english ? "Scenarios" : "Escenarios", work.sweep.count, path,
             store.path(), english ? "of the table" : "de la tabla", table->digest);
  return code_for(warnings);
}

// Rank 0, or the only process there is.
int lead_command(const CommonWishes& common, const SweepWishes& wishes, const Ranks& ranks) {
  const auto shard = shard_from(wishes.shard);
  if (!shard) {
    hand_out(ranks, nullptr);
    return refused({{.code = "sweep-shard-form", .place = {}, .details = {wishes.shard}}}, common.language);
  }
  auto read = read_work(common, wishes.sweep_file);
  Faults faults = read ? (*read)->runner->check() : std::move(read.error());
  if (refuses(faults)) {
    hand_out(ranks, nullptr);
    return refused(faults, common.language);
  }
  const SweepWork& work = **read;
  Faults warnings = work.warnings;
  append(warnings, std::move(faults));
  const std::string table = table_path(wishes, work.sweep);
  if (Faults unusable = make_folder_of(table); !unusable.empty()) {
    hand_out(ranks, nullptr);
    return refused(unusable, common.language);
  }
  auto store = SweepStore::open(store_path(table, *shard), work.sweep);
  if (!store) {
    hand_out(ranks, nullptr);
    return refused(store.error(), common.language);
  }
  hand_out(ranks, &work);

  LeaderSettings settings;
  settings.shard = *shard;
  // Under mpirun there is a process for each processor already.
  const unsigned usual = ranks.size() > 1 ? 1U : std::max(1U, std::thread::hardware_concurrency());
  settings.threads = wishes.threads != 0 ? wishes.threads : usual;
  Outcome<SweepProgress> progress = [&] {
    const Stops stops;
    Progress bar(common.language, wishes.quiet, {"scenarios", "escenarios"});
    settings.show = [&](const SweepProgress& now) { bar.show(now.done, now.wanted); };
    settings.stopped = [&](const SweepProgress& now) {
      bar.clear();
      stop(*store, now, common.language);
    };
    return lead(work, *store, ranks, settings);
  }();
  if (!progress) {
    return refused(progress.error(), common.language);
  }
  if (shard->whole()) {
    return finish(table, *store, work, std::move(warnings), common.language);
  }
  print_faults(warnings, common.language);
  fmt::print(fmt::runtime(common.language == Language::en ? "Part {} of {}: {} scenarios\n{}\n"
                                                          : "Parte {} de {}: {} escenarios\n{}\n"),
             shard->part, shard->of, progress->done, store->path());
  return exit_answer;  // the warnings belong to the answer, which is the merge's
}

// -----------------------------------------------------------------------------------------------------------------
// merge

// How many parts lie beside the table, by the names of their files.
std::set<std::uint64_t> divisions_beside(const std::string& table) {
  std::set<std::uint64_t> divisions;
  const fs::path any = store_path(table, {1, 2});
  const std::string name = any.filename().string();
  const std::string before = name.substr(0, name.size() - std::string("1-of-2.sqlite").size());
  std::error_code error;
  const fs::path folder = any.parent_path().empty() ? fs::path(".") : any.parent_path();
  for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const std::string file = entry->path().filename().string();
    if (file.rfind(before, 0) != 0 || entry->path().extension() != ".sqlite") {
      continue;
    }
    const std::string parts = entry->path().stem().string().substr(before.size());  // "3-of-8"
    const auto middle = parts.find("-of-");
    const auto shard = middle == std::string::npos
                           ? std::nullopt
                           : shard_from(parts.substr(0, middle) + '/' + parts.substr(middle + 4));
    if (shard) {
      divisions.insert(shard->of);
    }
  }
  return divisions;
}

// Puts the results of a part that are not in the store yet into it.
Faults take_over(const std::string& part, SweepStore& store, const Sweep& sweep, std::vector<bool>& done) {
  constexpr std::size_t at_a_time = 10'000;
  auto other = SweepStore::open(part, sweep);
  if (!other) {
    return other.error();
  }
  std::vector<ScenarioResult> results;
  const auto flush = [&] {
    Faults faults = store.put(results);
    results.clear();
    return faults;
  };
  Faults faults = other->each([&](const ScenarioResult& result) {
    if (done[result.number - 1]) {
      return Faults{};
    }
    done[result.number - 1] = true;
    results.push_back(result);
    return results.size() < at_a_time ? Faults{} : flush();
  });
  return faults.empty() ? flush() : faults;
}

// -----------------------------------------------------------------------------------------------------------------
// Slurm

std::string slurm_script(const std::string& program, const std::string& models, const std::string& sweep_file,
                         const std::string& table, const std::string& id, const SweepWishes& wishes) {
  const std::string words =
      fmt::format("{} --models {} --out {}", quoted_word(sweep_file), quoted_word(models), quoted_word(table));
  return fmt::format(R"(#!/bin/bash
# Made by `restituo sweep slurm`. Run it where sbatch is:  bash THIS-FILE
# It submits itself as an array of {shards} parts, and then the merge, which begins when every part has ended well.
# A part that is stopped (time limit, node failure) goes on where it was: run the file again. Nothing is done twice.
#SBATCH --job-name={id}
#SBATCH --array=1-{shards}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={threads}
#SBATCH --requeue
#SBATCH --open-mode=append
set -euo pipefail
if [[ -z ${{SLURM_ARRAY_TASK_ID-}} ]]; then
  job=$(sbatch --parsable "$0")
  sbatch --job-name={id}-merge --dependency="afterok:${{job%%;*}}" --wrap {merge}
  echo "array $job"
  exit
fi
# exec: a signal of Slurm reaches the program itself.
exec {program} sweep {words} --shard "$SLURM_ARRAY_TASK_ID/{shards}" --threads {threads} --quiet
)",
                     fmt::arg("shards", wishes.shards), fmt::arg("id", id),
                     fmt::arg("threads", std::max(1U, wishes.threads)), fmt::arg("program", quoted_word(program)),
                     fmt::arg("words", words),
                     fmt::arg("merge", quoted_word(quoted_word(program) + " sweep merge " + words)));
}

}  // namespace

int sweep_command(const CommonWishes& common, const SweepWishes& wishes) {
  if (wishes.sweep_file.empty()) {
    return refused({{.code = "sweep-file-missing", .place = {}, .details = {}}}, common.language);
  }
  const auto ranks = Ranks::join();
  if (!ranks) {
    return refused(ranks.error(), common.language);
  }
  try {
    int code = exit_answer;
    if (ranks->leads()) {
      code = lead_command(common, wishes, *ranks);
    } else {
      follow(*ranks, std::max(1U, wishes.threads));
    }
    ranks->finish();
    return code;
  } catch (const std::exception& bug) {
    if (ranks->size() > 1) {  // the others would wait for ever
      fmt::print(stderr, "restituo, rank {}: {}\n", ranks->rank(), bug.what());
      ranks->abandon(exit_bug);
    }
    throw;
  }
}

int sweep_merge_command(const CommonWishes& common, const SweepWishes& wishes) {
  auto read = read_work(common, wishes.sweep_file);
  Faults faults = read ? (*read)->runner->check() : std::move(read.error());
  if (refuses(faults)) {
    return refused(faults, common.language);
  }
  const SweepWork& work = **read;
  append(faults, work.warnings);
  const std::string table = table_path(wishes, work.sweep);
  const auto divisions = divisions_beside(table);
  if (divisions.size() != 1) {
    return refused({{.code = divisions.empty() ? "sweep-shards-none" : "sweep-shards-mixed",
                     .place = {},
                     .details = {store_path(table, {1, 2})}}},
                   common.language);
  }
  const std::uint64_t of = *divisions.begin();
  auto store = SweepStore::open(store_path(table, {}), work.sweep);
  if (!store) {
    return refused(store.error(), common.language);
  }
  auto done = store->done();
  if (!done) {
    return refused(done.error(), common.language);
  }
  for (std::uint64_t part = 1; part <= of; ++part) {
    const std::string path = store_path(table, {part, of});
    std::error_code error;
    if (!fs::exists(path, error)) {
      continue;  // its scenarios are missing below
    }
    if (const Faults unusable = take_over(path, *store, work.sweep, *done); !unusable.empty()) {
      return refused(unusable, common.language);
    }
  }
  std::set<std::uint64_t> incomplete;
  for (std::uint64_t number = 1; number <= work.sweep.count; ++number) {
    if (!(*done)[number - 1]) {
      incomplete.insert((number - 1) % of + 1);
    }
  }
  if (!incomplete.empty()) {
    std::vector<std::string> parts;
    for (const std::uint64_t part : incomplete) {
      parts.push_back(fmt::format("{}/{}", part, of));
    }
    const auto left = std::count(done->begin(), done->end(), false);
    return refused({{.code = "sweep-shards-incomplete",
                     .place = {},
                     .details = {std::to_string(left), joined(parts), wishes.sweep_file, table}}},
                   common.language);
  }
  return finish(table, *store, work, in_order(std::move(faults)), common.language);
}

int sweep_slurm_command(const CommonWishes& common, const SweepWishes& wishes) {
  auto read = read_work(common, wishes.sweep_file);
  Faults faults = read ? (*read)->runner->check() : std::move(read.error());
  print_faults(faults, common.language);
  if (refuses(faults)) {
    return exit_refused;
  }
  std::error_code error;
  const auto whole = [](const std::string& path) { return fs::absolute(path).lexically_normal().string(); };
  const std::string program = fs::read_symlink("/proc/self/exe", error).string();
  fmt::print("{}", slurm_script(program, whole(common.models_folder), whole(wishes.sweep_file),
                                whole(table_path(wishes, (*read)->sweep)), (*read)->sweep.id, wishes));
  return code_for(faults);
}

}  // namespace restituo
