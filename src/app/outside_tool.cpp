#include "outside_tool.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <restituo/base/text.hpp>

#include "archival_pdf.hpp"

namespace restituo {
namespace {

namespace fs = std::filesystem;

std::string path_list() {
  const char* path = std::getenv("PATH");
  return path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
}

std::string found_program(const std::string& name) {
  const std::string folders = path_list();
  for (const std::string_view folder : split(folders, ':')) {
    const std::string candidate = std::string(folder) + "/" + name;
    if (!folder.empty() && ::access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
  }
  return {};
}

struct Tool {
  const char* program;
  const char* package;  // of Debian
};

constexpr Tool weasyprint{"weasyprint", "weasyprint"};
constexpr Tool libreoffice{"soffice", "libreoffice-writer-nogui"};

// The last line that a program left, as the reason why it failed.
std::string last_line(const std::string& text) {
  std::string last = "?";
  for (const std::string_view line : split(text, '\n')) {
    if (!trimmed(line).empty()) last = trimmed(line);
  }
  constexpr std::size_t longest = 200;
  return last.substr(0, longest);
}

tl::unexpected<Faults> tool_failed(const char* what, const Tool& tool, std::string why) {
  return refuse({.code = "tool-failed",
                 .place = {},
                 .details = {what, tool.program, std::move(why)},
                 .severity = Severity::warn});
}

// Runs it to its end, and reads the file it was to make.
Outcome<std::string> made_by(const Tool& tool, const char* what, std::vector<std::string> arguments,
                             const std::string& result, const ScratchFolder& scratch,
                             const std::vector<std::string>& more_environment) {
  const std::string program = found_program(tool.program);
  if (program.empty()) {
    return refuse({.code = "tool-missing",
                   .place = {},
                   .details = {what, tool.program, tool.package},
                   .severity = Severity::warn});
  }
  std::vector<std::string> environment{"PATH=" + path_list(), "HOME=" + scratch.path(), "TMPDIR=" + scratch.path(),
                                       "LC_ALL=C.UTF-8"};
  environment.insert(environment.end(), more_environment.begin(), more_environment.end());
  arguments.insert(arguments.begin(), program);
  const auto pointers = [](std::vector<std::string>& words) {
    std::vector<char*> list;
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
  };
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(environment);

  const std::string log = scratch.path() + "/log";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    return tool_failed(what, tool, std::strerror(failed));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) {
      return tool_failed(what, tool, std::strerror(errno));
    }
  }
  const bool ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  auto file = ended_well ? read_file(result)
                         : Outcome<FileText>(refuse({.code = "file-missing", .place = {}, .details = {result}}));
  if (!file) {
    const auto said = read_file(log);
    return tool_failed(what, tool, said ? last_line(said->text) : "?");
  }
  return std::move(file->text);
}

}  // namespace

Outcome<std::string> pdf_of(const std::string& page, const std::vector<OutputFile>& attached, const Date& made) {
  const ScratchFolder scratch;
  if (!scratch.fault().empty()) {
    return refuse(scratch.fault());
  }
  std::vector<OutputFile> files = attached;
  files.push_back({"page.html", page});
  if (Faults faults = write_files(scratch.path(), files); !faults.empty()) {
    return refuse(std::move(faults));
  }
  // The date stands in the PDF, and on the files attached to it.
  const std::string epoch = std::to_string(std::int64_t{made.serial()} * 86400);
  std::vector<std::string> arguments{"--quiet", "--pdf-variant", "pdf/a-3b", "--media-type", "print"};
  for (const OutputFile& file : attached) {
    const fs::file_time_type noon(std::chrono::seconds(0));
    std::error_code error;
    fs::last_write_time(scratch.path() + "/" + file.name, noon, error);
    arguments.insert(arguments.end(), {"--attachment", scratch.path() + "/" + file.name});
  }
  const std::string result = scratch.path() + "/report.pdf";
  arguments.insert(arguments.end(), {scratch.path() + "/page.html", result});
  auto pdf = made_by(weasyprint, "PDF", std::move(arguments), result, scratch,
                     {"SOURCE_DATE_EPOCH=" + epoch, "PYTHONHASHSEED=0"});
  if (!pdf) return pdf;
  try {
    return archival_pdf(*pdf);
  } catch (const std::exception& fault) {  // it made something that is no PDF
    return tool_failed("PDF", weasyprint, last_line(fault.what()));
  }
}

Outcome<std::string> converted(const std::string& flat_text, TextFormat format) {
  const ScratchFolder scratch;
  if (!scratch.fault().empty()) {
    return refuse(scratch.fault());
  }
  if (Faults faults = write_files(scratch.path(), {{"report.fodt", flat_text}}); !faults.empty()) {
    return refuse(std::move(faults));
  }
  const char* what = format == TextFormat::odt ? "ODT" : format == TextFormat::docx ? "DOCX" : "PDF (tagged)";
  const std::string kind = format == TextFormat::odt ? "odt" : format == TextFormat::docx ? "docx" : "pdf";
  const std::string filter =
      format == TextFormat::tagged_pdf
          ? R"(pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"},"SelectPdfVersion":{"type":"long","value":"2"},"ExportBookmarks":{"type":"boolean","value":"true"}})"
          : kind;
  return made_by(libreoffice, what,
                 {"-env:UserInstallation=file://" + scratch.path() + "/profile", "--headless", "--norestore",
                  "--convert-to", filter, "--outdir", scratch.path(), scratch.path() + "/report.fodt"},
                 scratch.path() + "/report." + kind, scratch, {});
}

}  // namespace restituo
