// Runs a stored result again from its manifest and says in what the new run differs.
#include <algorithm>
#include <filesystem>
#include <thread>

#include <fmt/core.h>
#include <restituo/estimate/estimate.hpp>
#include <restituo/report/report.hpp>
#include <restituo/report/verification.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "inputs.hpp"
#include "terminal.hpp"
#include "trace_run.hpp"

namespace restituo {
namespace {

namespace fs = std::filesystem;

// The case as it was named, seen from here; else beside the result, where a bundle for the other side has it.
std::string case_file_of(const StoredResult& stored, const VerifyWishes& wishes) {
  if (!wishes.case_file.empty()) {
    return wishes.case_file;
  }
  const fs::path beside = fs::path(wishes.result_file).parent_path() / fs::path(stored.case_file).filename();
  std::error_code error;
  if (!fs::exists(stored.case_file, error) && fs::exists(beside, error)) {
    return beside.string();
  }
  return stored.case_file;
}

}  // namespace

int verify_command(const CommonWishes& common, const VerifyWishes& wishes) {
  const auto file = read_file(wishes.result_file);
  if (!file) {
    print_faults(file.error(), common.language);
    return exit_refused;
  }
  const auto stored = read_stored_result(file->text, wishes.result_file);
  if (!stored) {
    print_faults(stored.error(), common.language);
    return exit_refused;
  }
  const std::string case_file = case_file_of(*stored, wishes);
  std::error_code error;
  if (!fs::exists(case_file, error)) {
    print_faults({{.code = "verify-case-missing", .place = {}, .details = {case_file}}}, common.language);
    return exit_refused;
  }

  // From here on whatever stands in the way is a change since the result was made.
  const auto library = usable_library(common);
  if (!library) {
    return exit_verify_failed;
  }
  const auto source_case = usable_case(case_file, *library, common.language);
  if (!source_case) {
    return exit_verify_failed;
  }
  EstimateSettings settings;
  settings.draws = stored->until ? stored->most_draws : stored->draws;
  settings.method = sampling_method_from_name(stored->method).value_or(SamplingMethod::monte_carlo);
  settings.until = stored->until;
  settings.outer_draws = stored->outer_draws;
  settings.inner_draws = stored->inner_draws;
  settings.seed = stored->seed;
  settings.threads = wishes.threads != 0 ? wishes.threads : std::max(1U, std::thread::hardware_concurrency());
  Outcome<Estimate> again = [&] {
    Progress progress(common.language, wishes.quiet);
    settings.progress = [&](std::uint64_t done, std::uint64_t wanted) { progress.show(done, wanted); };
    return estimate(*source_case, *library, settings);
  }();
  if (!again) {
    print_faults(again.error(), common.language);
    return exit_verify_failed;
  }
  ReportContext context{stored->language, stored->command, stored->case_file};
  std::optional<TracedAssets> traced;
  if (source_case->tracing) {
    auto found = traced_assets_of(*source_case, case_file);
    if (!found) {
      print_faults(found.error(), common.language);
      return exit_verify_failed;
    }
    traced = std::move(*found);
    set_against_owed(*traced, *again);
    context.traced = &*traced;
  }
  const Faults faults = differences(file->text, json_report(*again, context));
  const bool english = common.language == Language::en;
  if (faults.empty()) {
    fmt::print("{}: {} {}\n", wishes.result_file,
               english ? "verified. A new run gives the same result, digest"
                       : "verificado. Una nueva corrida da el mismo resultado, huella",
               again->digest);
    return exit_answer;
  }
  print_faults(faults, common.language);
  fmt::print("{}: {}: {}\n", wishes.result_file, english ? "NOT verified, differences" : "NO verificado, diferencias",
             faults.size());
  return exit_verify_failed;
}

}  // namespace restituo
