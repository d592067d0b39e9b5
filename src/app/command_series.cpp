#include <algorithm>

#include <fmt/core.h>
#include <restituo/base/text.hpp>
#include <restituo/ledger/csv_reader.hpp>
#include <restituo/model/library.hpp>
#include <restituo/model/series_import.hpp>
#include <restituo/quantity/decimal.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace restituo {
namespace {

std::optional<Library> load(const CommonWishes& common) {
  auto files = read_models(common.models_folder);
  if (!files) {
    print_faults(files.error(), common.language);
    return std::nullopt;
  }
  Checked<Library> loaded = load_library(*files);
  print_faults(loaded.faults, common.language);
  return std::move(loaded.value);
}

// The table with its first row as header.
Outcome<TableRows> read_table(const std::string& path) {
  auto file = read_file(path);
  if (!file) {
    return refuse(std::move(file.error()));
  }
  CsvReader reader(source_from(file->name, std::move(file->text)), {});
  TableRows table;
  table.file = path;
  bool header = true;
  while (reader.next()) {
    std::vector<std::string> cells(reader.cells().begin(), reader.cells().end());
    if (header) {
      table.header = std::move(cells);
      table.header_line = reader.line();
      header = false;
    } else {
      table.rows.push_back({reader.line(), std::move(cells)});
    }
  }
  Faults faults = reader.take_faults();
  if (refuses(faults)) {
    return refuse(std::move(faults));
  }
  return table;
}

// "Country=Mexico": the first equals sign parts the two.
bool read_filters(const std::vector<std::string>& filters, SeriesWishes& wishes, Faults& faults) {
  for (const std::string& filter : filters) {
    const auto sign = filter.find('=');
    if (sign == std::string::npos) {
      faults.push_back({.code = "import-filter-form", .place = {}, .details = {filter}});
    } else {
      wishes.where.emplace_back(filter.substr(0, sign), filter.substr(sign + 1));
    }
  }
  return faults.empty();
}

std::optional<Date> read_day(const std::string& text, Faults& faults) {
  if (text.empty()) {
    return std::nullopt;
  }
  auto date = Date::parse(text, {});
  if (!date) {
    append(faults, std::move(date.error()));
    return std::nullopt;
  }
  return *date;
}

}  // namespace

int series_list_command(const CommonWishes& common) {
  const auto library = load(common);
  if (!library) {
    return exit_refused;
  }
  for (const auto& [id, series] : library->series) {
    fmt::print("{:<46} {:<10} {} / {}  {}\n", id, series.unit.text(), series.values.front().from.text(),
               series.until.text(), series.title.in(common.language));
  }
  return exit_answer;
}

int series_show_command(const CommonWishes& common, const std::string& id) {
  const auto library = load(common);
  if (!library) {
    return exit_refused;
  }
  const auto found = library->series.find(id);
  if (found == library->series.end()) {
    std::vector<std::string> known;
    for (const auto& [name, series] : library->series) known.push_back(name);
    print_faults({{.code = "series-unknown", .place = {}, .details = {id, nearest_or_all(id, known)}}},
                 common.language);
    return exit_refused;
  }
  const Series& series = found->second;
  const bool english = common.language == Language::en;
  fmt::print("{} ({})\n{}{}{}: {} / {}\n", series.title.in(common.language), series.id, series.unit.text(),
             series.direction.empty() ? "" : "; " + series.direction, "", series.values.front().from.text(),
             series.until.text());
  for (const SeriesCaution& caution : series.cautions) {
    fmt::print("  ! {} / {}: {}\n", caution.from.text(), caution.to.text(), caution.says.in(common.language));
  }
  for (const SeriesValue& value : series.values) {
    if (!value.missing.empty()) {
      fmt::print("  {}  {}: {}\n", value.from.text(), english ? "missing" : "falta", value.missing);
      continue;
    }
    const std::string_view status = english                           ? name_of(value.status)
                                    : value.status == Status::read    ? "leído"
                                    : value.status == Status::derived ? "derivado"
                                                                      : "recordado";
    fmt::print("  {}  {} [{}, {}] {}{}{}\n", value.from.text(), readable_text(value.value), value.citation.source,
               value.citation.pin, status, value.note.empty() ? "" : "; ", value.note);
  }
  return exit_answer;
}

int series_import_command(const CommonWishes& common, SeriesImportWishes wishes) {
  Faults faults;
  read_filters(wishes.filters, wishes.series, faults);
  wishes.series.from = read_day(wishes.from, faults);
  wishes.series.to = read_day(wishes.to, faults);
  wishes.series.until = read_day(wishes.until, faults);
  if (!faults.empty()) {
    print_faults(faults, common.language);
    return exit_refused;
  }
  const auto table = read_table(wishes.table);
  if (!table) {
    print_faults(table.error(), common.language);
    return exit_refused;
  }
  const auto imported = import_series(*table, wishes.series);
  if (!imported) {
    print_faults(imported.error(), common.language);
    return exit_refused;
  }
  if (wishes.out.empty()) {
    fmt::print("{}", imported->text);
  } else if (const Faults unwritten = write_file(wishes.out, imported->text); !unwritten.empty()) {
    print_faults(unwritten, common.language);
    return exit_refused;
  }
  const Series& series = imported->series;
  const bool english = common.language == Language::en;
  fmt::print(
      stderr, "{}\n",
      fmt::format(fmt::runtime(english ? "{}: {} values, {} missing, {} to {}. Read back: {}"
                                       : "{}: {} valores, {} faltan, {} a {}. Releído: {}"),
                  series.id, series.values.size() - imported->missing, imported->missing,
                  series.values.front().from.text(), series.until.text(), imported->read_back.in(common.language)));
  return exit_answer;
}

}  // namespace restituo
