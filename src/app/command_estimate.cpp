#include <algorithm>
#include <thread>

#include <fmt/core.h>
#include <restituo/base/must.hpp>
#include <restituo/casefile/case.hpp>
#include <restituo/challenge/challenge.hpp>
#include <restituo/estimate/estimate.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/report/report.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "inputs.hpp"
#include "terminal.hpp"

namespace restituo {
namespace {

constexpr std::uint64_t usual_points = 131'072;  // Sobol' points come in powers of two
constexpr std::uint64_t most_until = std::uint64_t{1} << 26;
constexpr std::uint64_t usual_outer = 400;
constexpr std::uint64_t usual_inner = 1'000;

int code_of(const Estimate& result) { return result.converged ? code_for(result.warnings) : exit_not_converged; }

std::string command_text(const EstimateWishes& wishes, const EstimateSettings& settings, Language language) {
  std::string text = fmt::format("restituo estimate {} --draws {} --seed {}", quoted_word(wishes.case_file),
                                 settings.draws, settings.seed);
  if (settings.method != SamplingMethod::monte_carlo) {
    text += fmt::format(" --method {}", name_of(settings.method));
  }
  if (settings.until) {
    text += " --until " + double_text(*settings.until);
  }
  if (wishes.outer_draws || wishes.inner_draws) {
    text += fmt::format(" --outer {} --inner {}", settings.outer_draws, settings.inner_draws);
  }
  return text + fmt::format(" --lang {}", code_of(language));
}

// The command line wins over the case, the case over what is usual.
EstimateSettings settings_of(const EstimateWishes& wishes, const Case& source_case) {
  const SpreadWishes& spread = source_case.spread;
  EstimateSettings settings;
  settings.method = wishes.method.empty() ? spread.method.value_or(SamplingMethod::monte_carlo)
                                          : sampling_method_from_name(wishes.method).value();
  settings.until = wishes.until ? wishes.until : wishes.draws ? std::optional<double>() : spread.until;
  const std::uint64_t usual = settings.until                             ? most_until
                              : settings.method == SamplingMethod::sobol ? usual_points
                                                                         : usual_draws;
  // Draws that the case gives for another method or without a precision are no wish for this one.
  const bool as_the_case = wishes.method.empty() && !wishes.until;
  settings.draws = wishes.draws.value_or(as_the_case ? spread.draws.value_or(usual) : usual);
  settings.seed = wishes.seed.value_or(spread.seed.value_or(usual_seed));
  settings.threads = wishes.threads != 0 ? wishes.threads : std::max(1U, std::thread::hardware_concurrency());
  settings.outer_draws = wishes.outer_draws.value_or(spread.outer_draws.value_or(usual_outer));
  settings.inner_draws = wishes.inner_draws.value_or(spread.inner_draws.value_or(usual_inner));
  return settings;
}

std::vector<OutputFile> rendered(const Estimate& result, const ReportContext& context,
                                 const std::vector<std::string>& formats) {
  std::vector<OutputFile> files;
  for (const std::string& format : formats) {
    if (format == "json") {
      files.push_back({"result.json", json_report(result, context)});
    } else if (format == "html") {
      files.push_back({fmt::format("report.{}.html", code_of(context.language)), html_report(result, context)});
    } else {
      must(format == "csv", "the command line lets only known formats through");
      files.push_back({"figures.csv", csv_report(result, context)});
      if (!result.source_case->setting.forums.empty()) {
        files.push_back({"schedule-months.csv", schedule_csv(result, false)});
        files.push_back({"schedule-weeks.csv", schedule_csv(result, true)});
      }
    }
  }
  return files;
}

}  // namespace

int estimate_command(const CommonWishes& common, const EstimateWishes& wishes) {
  if (wishes.out_folder.empty() && wishes.formats.size() > 1) {
    print_faults({{.code = "formats-without-folder", .place = {}, .details = {}}}, common.language);
    return exit_refused;
  }
  const auto library = usable_library(common);
  if (!library) {
    return exit_refused;
  }
  const auto source_case = usable_case(wishes.case_file, *library, common.language);
  if (!source_case) {
    return exit_refused;
  }

  EstimateSettings settings = settings_of(wishes, *source_case);
  Outcome<Estimate> result = [&] {
    Progress progress(common.language, wishes.quiet);
    settings.progress = [&](std::uint64_t done, std::uint64_t wanted) { progress.show(done, wanted); };
    return estimate(*source_case, *library, settings);
  }();
  if (!result) {
    print_faults(result.error(), common.language);
    return exit_refused;
  }
  print_faults(result->warnings, common.language);

  ReportContext context{common.language, command_text(wishes, settings, common.language), wishes.case_file};
  std::optional<Challenge> challenged;
  if (wishes.challenge) {
    ChallengeSettings asked;
    asked.draws = settings.draws;
    asked.seed = settings.seed;
    asked.threads = settings.threads;
    auto found = challenge(*result, asked);
    if (!found) {
      print_faults(found.error(), common.language);
      return exit_refused;
    }
    challenged = std::move(*found);
    context.challenge = &*challenged;
    context.command += " --challenge";
  }
  if (wishes.out_folder.empty()) {
    const std::string answer = wishes.formats.empty() ? answer_in_brief(*result, context)
                                                      : rendered(*result, context, wishes.formats).front().content;
    if (std::fwrite(answer.data(), 1, answer.size(), stdout) != answer.size() || std::fflush(stdout) != 0) {
      print_faults({{.code = "file-not-written", .place = {}, .details = {"standard output", "write failed"}}},
                   common.language);
      return exit_refused;
    }
    return code_of(*result);
  }

  const std::vector<std::string> all{"html", "json", "csv"};
  const auto files = rendered(*result, context, wishes.formats.empty() ? all : wishes.formats);
  if (const Faults faults = write_files(wishes.out_folder, files); !faults.empty()) {
    print_faults(faults, common.language);
    return exit_refused;
  }
  fmt::print("{}", answer_in_brief(*result, context));
  for (const OutputFile& file : files) {
    fmt::print("{}/{}\n", wishes.out_folder, file.name);
  }
  return code_of(*result);
}

int check_command(const CommonWishes& common, const std::string& case_file) {
  const auto library = usable_library(common);
  if (!library) {
    return exit_refused;
  }
  const auto source_case = usable_case(case_file, *library, common.language);
  if (!source_case) {
    return exit_refused;
  }
  auto bound = bind(*library, source_case->setting);
  if (!bound) {
    print_faults(bound.error(), common.language);
    return exit_refused;
  }
  Faults faults = source_case->warnings;
  append(faults, bound->faults);
  const ExactRun run = run_exactly(bound->value.program, bound->value.central_values());
  append(faults, run.faults(bound->value.program));
  append(faults, law_faults(*library, bound->value, run, source_case->setting));
  if (!refuses(faults)) {
    // Correlations are held against the inputs that are drawn.
    if (auto simulation = Simulation::make(bound->value, run, {}); !simulation) {
      append(faults, std::move(simulation.error()));
    }
  }
  faults = in_order(std::move(faults));
  for (const Fault& fault : faults) {  // a check prints the notes too
    fmt::print(stderr, "{}\n", text_of(fault, common.language));
  }
  if (refuses(faults)) {
    return exit_refused;
  }
  const bool english = common.language == Language::en;
  if (faults.empty()) {
    fmt::print("{}: {}\n", case_file, english ? "no fault found" : "no se encontró ninguna falta");
  }
  return code_for(faults);
}

}  // namespace restituo
