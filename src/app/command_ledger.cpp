// `check LEDGER.csv`: every fault of a ledger of movements at once, and what it holds.
#include <algorithm>

#include <fmt/core.h>
#include <restituo/ledger/ledger.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace restituo {

int check_ledger_command(const CommonWishes& common, const std::string& ledger_file, int decimals) {
  auto source = open_source(ledger_file);
  if (!source) {
    print_faults(source.error(), common.language);
    return exit_refused;
  }
  LedgerNames names;
  const auto read = read_movements(std::move(*source), {.decimals = decimals}, names, [](std::span<const Movement>) {});
  const Faults& faults = read ? read->faults : read.error();
  for (const Fault& fault : faults) {  // a check prints the notes too
    fmt::print(stderr, "{}\n", text_of(fault, common.language));
  }
  if (!read) {
    return exit_refused;
  }
  const LedgerSummary& summary = read->value;
  const bool english = common.language == Language::en;
  fmt::print("{}: {}\n", ledger_file,
             fmt::format(fmt::runtime(english ? "{} movements, {} accounts, {} labels, total {}"
                                              : "{} movimientos, {} cuentas, {} etiquetas, total {}"),
                         summary.rows, names.accounts.size() - 1, names.labels.size() - 1,
                         minor_units_text(summary.total, decimals)));
  if (summary.first_date) {
    fmt::print("{} – {}\n", summary.first_date->text(), summary.last_date->text());
  }
  return std::any_of(faults.begin(), faults.end(), [](const Fault& fault) { return fault.severity == Severity::warn; })
             ? exit_warnings
             : exit_answer;
}

}  // namespace restituo
