#include <algorithm>
#include <cstdio>

#include <fmt/core.h>
#include <restituo/base/must.hpp>
#include <restituo/challenge/challenge.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/report/challenge_report.hpp>
#include "commands.hpp"
#include "draws.hpp"
#include "files.hpp"
#include "inputs.hpp"
#include "terminal.hpp"

namespace restituo {
namespace {

std::string command_text(const ChallengeWishes& wishes, const EstimateSettings& settings, Language language) {
  std::string text = fmt::format("restituo challenge {}{} --lang {}", quoted_word(wishes.case_file),
                                 text_of(wishes, settings), code_of(language));
  if (!wishes.figure.empty()) text += " --figure " + quoted_word(wishes.figure);
  if (!wishes.below.empty()) text += " --below " + quoted_word(wishes.below);
  return text;
}

std::vector<OutputFile> rendered(const Challenge& challenge, const ReportContext& context,
                                 const std::vector<std::string>& formats) {
  std::vector<OutputFile> files;
  for (const std::string& format : formats) {
    if (format == "json") {
      files.push_back({"challenge.json", challenge_json(challenge, context)});
    } else if (format == "html") {
      files.push_back(
          {fmt::format("challenge.{}.html", code_of(context.language)), challenge_html(challenge, context)});
    } else if (format == "csv") {
      files.push_back({"challenge.csv", challenge_csv(challenge, context)});
    } else {
      must(format == "svg", "the command line lets only known formats through");
      for (DrawingFile& drawing : challenge_drawings(challenge, context)) {
        files.push_back({std::move(drawing.name), std::move(drawing.svg)});
      }
    }
  }
  return files;
}

}  // namespace

int challenge_command(const CommonWishes& common, const ChallengeWishes& wishes) {
  const bool drawings = std::find(wishes.formats.begin(), wishes.formats.end(), "svg") != wishes.formats.end();
  if (wishes.out_folder.empty() && (wishes.formats.size() > 1 || drawings)) {
    print_faults({{.code = "formats-without-folder", .place = {}, .details = {}}}, common.language);
    return exit_refused;
  }
  std::optional<Exact> below;
  if (!wishes.below.empty()) {
    const auto read = read_decimal(wishes.below, {"--below", 0, 0});
    if (!read) {
      print_faults(read.error(), common.language);
      return exit_refused;
    }
    below = *read;
  }
  const auto library = usable_library(common);
  if (!library) {
    return exit_refused;
  }
  const auto source_case = usable_case(wishes.case_file, *library, common.language);
  if (!source_case) {
    return exit_refused;
  }
  const EstimateSettings draws = settings_of(wishes, *source_case);
  const auto result = usable_estimate(*source_case, *library, draws, wishes.quiet, common.language);
  if (!result) {
    return exit_refused;
  }
  ChallengeSettings settings;
  settings.figure = wishes.figure;
  settings.below = below;
  settings.threads = draws.threads;
  const auto found = challenge(*result, settings);
  if (!found) {
    print_faults(found.error(), common.language);
    return exit_refused;
  }
  const ReportContext context{common.language, command_text(wishes, draws, common.language), wishes.case_file, nullptr};
  if (wishes.out_folder.empty()) {
    const std::string answer = wishes.formats.empty() ? challenge_in_brief(*found, context)
                                                      : rendered(*found, context, wishes.formats).front().content;
    if (std::fwrite(answer.data(), 1, answer.size(), stdout) != answer.size() || std::fflush(stdout) != 0) {
      print_faults({{.code = "file-not-written", .place = {}, .details = {"standard output", "write failed"}}},
                   common.language);
      return exit_refused;
    }
    return code_of(*result);
  }
  const std::vector<std::string> all{"html", "json", "csv", "svg"};
  const auto files = rendered(*found, context, wishes.formats.empty() ? all : wishes.formats);
  if (const Faults faults = write_files(wishes.out_folder, files); !faults.empty()) {
    print_faults(faults, common.language);
    return exit_refused;
  }
  fmt::print("{}", challenge_in_brief(*found, context));
  for (const OutputFile& file : files) {
    fmt::print("{}/{}\n", wishes.out_folder, file.name);
  }
  return code_of(*result);
}

}  // namespace restituo
