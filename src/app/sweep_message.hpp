// What ranks of a sweep send each other, as bytes: the inputs once, then numbers of scenarios out and results back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/sweep/scenario_run.hpp>

namespace restituo {

// All texts a sweep is computed from. Rank 0 reads them and hands them out, so that every rank computes from the same.
struct SweepInputs {
  std::string program_version;
  std::vector<FileText> models;
  FileText sweep_file;
  FileText case_file;
  FileText scenario_file;
  std::vector<FileText> beside;  // what values of the case name, under the names they use
};

std::string packed(const SweepInputs& inputs);
std::string packed(const std::vector<std::uint64_t>& numbers);
std::string packed(const std::vector<ScenarioResult>& results);

SweepInputs unpacked_inputs(std::string_view bytes);
std::vector<std::uint64_t> unpacked_numbers(std::string_view bytes);
std::vector<ScenarioResult> unpacked_results(std::string_view bytes);

}  // namespace restituo
