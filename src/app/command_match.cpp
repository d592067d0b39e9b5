// `match`: the statements of several accounts become one ledger of movements, and a list of what does not fit.
#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/core.h>
#include <restituo/ledger/reconciliation.hpp>
#include <restituo/quantity/money.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "match_plan.hpp"
#include "terminal.hpp"

namespace restituo {
namespace {

namespace fs = std::filesystem;

constexpr const char* movements_name = "movements.csv";
constexpr const char* sources_name = "movements-sources.csv";
constexpr const char* findings_name = "findings.csv";

bool is_plan(const std::string& path) { return fs::path(path).extension() == ".toml"; }

// Statements named one by one: those that name their account need nothing else.
MatchPlan plan_of(const MatchWishes& wishes, int decimals) {
  MatchPlan plan;
  plan.settings.decimals = decimals;
  for (const std::string& file : wishes.files) {
    StatementSettings settings;
    settings.account = wishes.account;
    plan.statements.push_back({file, std::move(settings)});
  }
  return plan;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",;\"\n\r#") == std::string::npos) {
    return text;
  }
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + "\"";
}

std::string findings_csv(const Faults& findings, Language language) {
  std::string csv = "severity,code,file,line,column,what,what_to_do\n";
  for (const Fault& finding : findings) {
    const char* const severity = finding.severity == Severity::refuse ? "refused"
                                 : finding.severity == Severity::warn ? "warning"
                                                                      : "note";
    csv += fmt::format("{},{},{},{},{},{},{}\n", severity, finding.code, csv_cell(finding.place.file),
                       finding.place.line, finding.place.column, csv_cell(what_is_wrong(finding, language)),
                       csv_cell(what_to_do(finding, language)));
  }
  return csv;
}

void print_summary(const Reconciliation& result, std::size_t files, Language language) {
  const bool english = language == Language::en;
  fmt::print(
      fmt::runtime(
          english
              ? "Files: {}. Entries: {}. Movements: {}. Transfers between the accounts: {}. Entries that stood in two "
                "statements and count once: {}.\n"
              : "Archivos: {}. Asientos: {}. Movimientos: {}. Transferencias entre las cuentas: {}. Asientos que "
                "estaban en "
                "dos estados y cuentan una vez: {}.\n"),
      files, result.entries, result.movements.size(), result.transfers, result.left_out);
  for (const StatementRead& read : result.statements) {
    if (read.prints_opening && read.prints_closing) continue;
    fmt::print(
        fmt::runtime(english ? "{} ({}): {} entries, {} – {}. It does not print its {}, so nothing shows whether "
                               "entries are missing at its ends: compare with the original.\n"
                             : "{} ({}): {} asientos, {} – {}. No imprime {}, así que nada muestra si faltan "
                               "asientos en sus extremos: comparar con el original.\n"),
        read.account, read.file, read.entries, read.first ? read.first->text() : "–",
        read.last ? read.last->text() : "–",
        read.prints_opening   ? (english ? "closing balance" : "su saldo final")
        : read.prints_closing ? (english ? "opening balance" : "su saldo inicial")
                              : (english ? "opening and closing balance" : "sus saldos inicial y final"));
  }
}

}  // namespace

int match_command(const CommonWishes& common, const MatchWishes& wishes) {
  const auto refused = [&](const Faults& faults) {
    print_faults(faults, common.language);
    return static_cast<int>(exit_refused);
  };
  const auto currency = Currency::from_code(wishes.currency);
  if (!wishes.currency.empty() && !currency) {
    return refused({{.code = "currency-unknown", .place = {}, .details = {wishes.currency}}});
  }
  MatchPlan plan;
  if (wishes.files.size() == 1 && is_plan(wishes.files.front())) {
    const auto file = read_file(wishes.files.front());
    auto read = file ? read_match_plan(*file) : tl::unexpected(file.error());
    if (!read) {
      return refused(read.error());
    }
    plan = std::move(*read);
  } else {
    plan = plan_of(wishes, currency ? currency->decimals() : 2);
  }

  std::vector<Statement> statements;
  Faults faults;
  for (PlannedStatement& planned : plan.statements) {
    planned.settings.decimals = plan.settings.decimals;
    auto file = read_file(planned.file);
    if (!file) {
      append(faults, std::move(file.error()));
      continue;
    }
    auto read = read_statements(planned.file, std::move(file->text), planned.settings);
    if (!read) {
      append(faults, std::move(read.error()));
      continue;
    }
    append(faults, std::move(read->faults));
    std::move(read->value.begin(), read->value.end(), std::back_inserter(statements));
  }
  Reconciliation result;
  if (!refuses(faults)) {
    result = reconcile(std::move(statements), plan.settings);
  }
  append(result.findings, std::move(faults));
  result.findings = in_order(std::move(result.findings));
  const Faults& findings = result.findings;
  for (const Fault& finding : findings) {  // notes too: what was left out or put in another order
    fmt::print(stderr, "{}\n", text_of(finding, common.language));
  }
  const bool fits = !refuses(findings);

  if (!wishes.out_folder.empty()) {
    std::vector<OutputFile> files{{findings_name, findings_csv(findings, common.language)}};
    if (fits) {
      files.push_back({movements_name, movements_csv(result, plan.settings.decimals)});
      files.push_back({sources_name, movement_sources_csv(result)});
    } else {
      // What an earlier run left there must not be taken for the answer of this one.
      std::error_code ignored;
      fs::remove(fs::path(wishes.out_folder) / movements_name, ignored);
      fs::remove(fs::path(wishes.out_folder) / sources_name, ignored);
    }
    if (const Faults not_written = write_files(wishes.out_folder, files); !not_written.empty()) {
      return refused(not_written);
    }
    for (const OutputFile& file : files) {
      fmt::print("{}/{}\n", wishes.out_folder, file.name);
    }
    if (fits) {
      print_summary(result, plan.statements.size(), common.language);
    }
  } else if (fits) {
    fmt::print("{}", movements_csv(result, plan.settings.decimals));
  }
  if (!fits) {
    return exit_refused;
  }
  return std::any_of(findings.begin(), findings.end(), [](const Fault& f) { return f.severity == Severity::warn; })
             ? exit_warnings
             : exit_answer;
}

}  // namespace restituo
