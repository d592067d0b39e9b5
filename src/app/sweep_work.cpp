#include "sweep_work.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>
#include <restituo/base/text.hpp>
#include <restituo/casefile/case.hpp>
#include "files.hpp"

namespace restituo {
namespace {

namespace fs = std::filesystem;

constexpr unsigned most_shards = 100'000;

Outcome<SweepInputs> read_inputs(const CommonWishes& common, const std::string& sweep_path) {
  SweepInputs inputs;
  inputs.program_version = RESTITUO_VERSION;
  auto sweep_file = read_file(sweep_path);
  if (!sweep_file) {
    return refuse(std::move(sweep_file.error()));
  }
  inputs.sweep_file = std::move(*sweep_file);
  auto named = files_of_sweep(inputs.sweep_file);
  if (!named) {
    return refuse(std::move(named.error()));
  }
  const auto beside = [&](const std::string& name) {
    return (fs::path(sweep_path).parent_path() / name).lexically_normal().string();
  };
  Faults faults;
  const auto take = [&](const std::string& name, FileText& into) {
    auto file = read_file(beside(name));
    file ? static_cast<void>(into = std::move(*file)) : append(faults, std::move(file.error()));
  };
  take(named->case_file, inputs.case_file);
  if (!named->scenario_file.empty()) {
    take(named->scenario_file, inputs.scenario_file);
  }
  auto models = read_models(common.models_folder);
  models ? static_cast<void>(inputs.models = std::move(*models)) : append(faults, std::move(models.error()));
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  return inputs;
}

std::string without_ending(const std::string& table) {
  const fs::path path(table);
  return path.extension() == ".csv" ? (path.parent_path() / path.stem()).string() : table;
}

}  // namespace

Outcome<std::unique_ptr<SweepWork>> work_from(SweepInputs inputs, const BesideFile& read_beside) {
  auto work = std::make_unique<SweepWork>();
  work->inputs = std::move(inputs);
  Checked<Library> library = load_library(work->inputs.models);
  if (refuses(library.faults)) {
    return refuse(std::move(library.faults));
  }
  work->library = std::move(library.value);
  work->warnings = std::move(library.faults);
  if (read_beside) {
    // What the case names is known once it is read; what else is wrong with it shows scenario by scenario.
    std::vector<FileText>& taken = work->inputs.beside;
    static_cast<void>(read_case(work->inputs.case_file, work->library, [&](const std::string& name) {
      auto file = read_beside(name);
      if (file && std::none_of(taken.begin(), taken.end(), [&](const FileText& one) { return one.name == name; })) {
        taken.push_back({name, file->text});
      }
      return file;
    }));
  }
  auto sweep = read_sweep(work->inputs.sweep_file, work->inputs.case_file, work->inputs.scenario_file, work->library,
                          work->inputs.beside);
  if (!sweep) {
    return refuse(std::move(sweep.error()));
  }
  work->sweep = std::move(*sweep);
  work->runner = std::make_unique<ScenarioRunner>(work->sweep, work->library);
  return work;
}

Outcome<std::unique_ptr<SweepWork>> read_work(const CommonWishes& common, const std::string& sweep_path) {
  auto inputs = read_inputs(common, sweep_path);
  if (!inputs) {
    return refuse(std::move(inputs.error()));
  }
  const std::string folder = fs::path(inputs->case_file.name).parent_path().string();
  return work_from(std::move(*inputs),
                   [folder](const std::string& name) { return read_file((fs::path(folder) / name).string()); });
}

std::optional<Shard> shard_from(const std::string& text) {
  if (text.empty()) {
    return Shard{};
  }
  const auto parts = split(text, '/');
  const auto number = [](std::string_view digits) -> std::uint64_t {
    const bool right = !digits.empty() && digits.size() <= 6 &&
                       std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return right ? std::stoull(std::string(digits)) : 0;
  };
  if (parts.size() != 2) {
    return std::nullopt;
  }
  const Shard shard{number(parts[0]), number(parts[1])};
  const bool right = shard.part >= 1 && shard.part <= shard.of && shard.of <= most_shards;
  return right ? std::optional(shard) : std::nullopt;
}

std::string table_path(const SweepWishes& wishes, const Sweep& sweep) {
  return wishes.out_file.empty() ? sweep.id + ".csv" : wishes.out_file;
}

std::string store_path(const std::string& table, const Shard& shard) {
  return shard.whole() ? without_ending(table) + ".sqlite"
                       : fmt::format("{}.shard-{}-of-{}.sqlite", without_ending(table), shard.part, shard.of);
}

}  // namespace restituo
