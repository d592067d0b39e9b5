#include <algorithm>
#include <thread>

#include <fmt/core.h>
#include <restituo/base/must.hpp>
#include <restituo/casefile/case.hpp>
#include <restituo/challenge/challenge.hpp>
#include <restituo/estimate/estimate.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/report/redaction.hpp>
#include <restituo/report/report.hpp>
#include "commands.hpp"
#include "draws.hpp"
#include "files.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "terminal.hpp"
#include "trace_run.hpp"

namespace restituo {
namespace {

std::string command_text(const EstimateWishes& wishes, const EstimateSettings& settings, Language language) {
  return fmt::format("restituo estimate {}{} --lang {}", quoted_word(wishes.case_file), text_of(wishes, settings),
                     code_of(language));
}

// Whether anything is made that has sections.
bool makes_a_document(const EstimateWishes& wishes) {
  const auto& formats = wishes.formats.empty() ? usual_formats() : wishes.formats;
  const bool has_sections = std::any_of(formats.begin(), formats.end(), [](const std::string& format) {
    return format != "json" && format != "csv" && format != "xlsx" && format != "page";
  });
  return has_sections && (!wishes.out_folder.empty() || !wishes.formats.empty());
}

}  // namespace

int estimate_command(const CommonWishes& common, const EstimateWishes& wishes) {
  if (wishes.out_folder.empty() && wishes.formats.size() > 1) {
    print_faults({{.code = "formats-without-folder", .place = {}, .details = {}}}, common.language);
    return exit_refused;
  }
  if (!wishes.out_folder.empty()) {
    if (const Faults faults = folder_faults(wishes.out_folder); !faults.empty()) {
      print_faults(faults, common.language);
      return exit_refused;
    }
  }
  const auto library = usable_library(common);
  if (!library) {
    return exit_refused;
  }
  const auto source_case = usable_case(wishes.case_file, *library, common.language);
  if (!source_case) {
    return exit_refused;
  }

  const EstimateSettings settings = settings_of(wishes, *source_case);
  const auto result = usable_estimate(*source_case, *library, settings, wishes.quiet, common.language);
  if (!result) {
    return exit_refused;
  }

  ReportContext context{common.language, command_text(wishes, settings, common.language), wishes.case_file};
  // The other side's view belongs to a claim; a study has no other side, a public copy names no inputs.
  std::optional<Challenge> challenged;
  if (wishes.challenge && !wishes.redact && !source_case->setting.victims.empty() && makes_a_document(wishes)) {
    ChallengeSettings asked;
    asked.threads = settings.threads;
    auto found = challenge(*result, asked);
    if (found) {
      challenged = std::move(*found);
      context.challenge = &*challenged;
    } else {
      print_faults(found.error(), common.language);  // the report is made without it
    }
  }
  if (!wishes.challenge) context.command += " --no-challenge";
  std::optional<TracedAssets> traced;
  if (source_case->tracing) {
    auto found = traced_assets_of(*source_case, wishes.case_file);
    if (!found) {
      print_faults(found.error(), common.language);
      return exit_refused;
    }
    print_faults(found->warnings, common.language);
    traced = std::move(*found);
    set_against_owed(*traced, *result);
    context.traced = &*traced;
  }
  context.letter_paper = wishes.paper != "a4";
  // The public copy is made of the same run: its figures are those of the full one.
  const Redacted public_copy = wishes.redact ? redacted_copy(*result) : Redacted{};
  const Estimate& shown = wishes.redact ? public_copy.estimate : *result;
  if (wishes.redact) {
    context.public_copy = true;
    if (traced) traced = redacted(*traced, *result, public_copy.estimate, common.language);
    context.case_file = "CASE.toml";
    EstimateWishes without_path = wishes;
    without_path.case_file = context.case_file;
    context.command = command_text(without_path, settings, common.language);
  }

  if (wishes.out_folder.empty()) {
    std::string answer;
    Faults faults;
    if (wishes.formats.empty()) {
      answer = answer_in_brief(shown, context);
    } else {
      Outputs outputs = outputs_of(shown, context, wishes.formats);
      faults = std::move(outputs.faults);
      answer = outputs.files.empty() ? std::string() : std::move(outputs.files.front().content);
    }
    print_faults(faults, common.language);
    if (answer.empty()) {
      return exit_refused;
    }
    if (std::fwrite(answer.data(), 1, answer.size(), stdout) != answer.size() || std::fflush(stdout) != 0) {
      print_faults({{.code = "file-not-written", .place = {}, .details = {"standard output", "write failed"}}},
                   common.language);
      return exit_refused;
    }
    return code_of(*result);
  }

  const Outputs outputs = outputs_of(shown, context, wishes.formats.empty() ? usual_formats() : wishes.formats);
  print_faults(outputs.faults, common.language);
  if (const Faults faults = write_files(wishes.out_folder, outputs.files); !faults.empty()) {
    print_faults(faults, common.language);
    return exit_refused;
  }
  fmt::print("{}", answer_in_brief(shown, context));
  for (const OutputFile& file : outputs.files) {
    fmt::print("{}/{}\n", wishes.out_folder, file.name);
  }
  return std::max({code_of(*result), code_for(outputs.faults), traced ? code_for(traced->warnings) : exit_answer});
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
