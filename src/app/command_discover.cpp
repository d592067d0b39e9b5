#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include <fmt/core.h>
#include <restituo/base/text.hpp>
#include <restituo/ledger/csv_reader.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/report/discovery_report.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "inputs.hpp"
#include "terminal.hpp"

namespace restituo {
namespace {

// Of a table that restituo sweep wrote; the axes stand between the second and the third.
constexpr std::array<std::string_view, 5> columns{"scenario", "refused", "figure", "unit", "exact"};
enum Column : std::size_t { scenario, refused, figure, unit, exact };

class ResultsReader {
 public:
  ResultsReader(TextSource source, std::string wanted)
      : rows_(std::move(source), {.separator = ','}), wanted_(std::move(wanted)) {}

  Outcome<SweptFigure> read() {
    if (!rows_.next()) {
      rows_.fault_of_file("table-empty", {});
      return refuse(rows_.take_faults());
    }
    header_ = find_columns(rows_, columns);
    if (!header_.all_found) {
      return refuse(rows_.take_faults());
    }
    const auto cells = rows_.cells();
    width_ = cells.size();
    for (std::size_t i = header_.at[refused] + 1; i < header_.at[figure]; ++i) {
      swept_.axes.emplace_back(cells[i]);
    }
    while (rows_.next()) {
      take_row();
    }
    check_figure();
    Faults faults = rows_.take_faults();
    if (refuses(faults)) {
      return refuse(std::move(faults));
    }
    return std::move(swept_);
  }

 private:
  std::string_view cell(Column column) const { return rows_.cells()[header_.at[column]]; }

  void take_row() {
    if (rows_.cells().size() != width_) {
      const bool few = rows_.cells().size() < width_;
      rows_.fault_of_row(few ? "csv-cells-few" : "csv-cells-many",
                         {std::to_string(rows_.cells().size()), std::to_string(width_)});
      return;
    }
    const std::string id(cell(figure));
    if (id.empty()) return;  // a scenario that was refused
    if (std::find(ids_.begin(), ids_.end(), id) == ids_.end()) ids_.push_back(id);
    if (!wanted_.empty() ? id != wanted_ : id != ids_.front()) return;
    auto value = read_number(cell(exact), rows_.place_of(header_.at[exact]));
    if (!value) {
      for (Fault& fault : value.error()) rows_.add(std::move(fault));
      return;
    }
    if (!scenarios_.emplace(cell(scenario)).second) {
      rows_.fault("discovery-scenario-twice", header_.at[scenario], {std::string(cell(scenario)), id});
    }
    SweptFigure::Row row;
    for (std::size_t i = header_.at[refused] + 1; i < header_.at[figure]; ++i) {
      row.cells.emplace_back(rows_.cells()[i]);
    }
    row.figure = std::move(*value);
    swept_.id = id;
    swept_.unit = cell(unit);
    swept_.rows.push_back(std::move(row));
  }

  void check_figure() {
    if (ids_.empty()) {
      rows_.fault_of_file("discovery-no-scenario", {});
    } else if (wanted_.empty() && ids_.size() > 1) {
      rows_.fault_of_file("discovery-figure-unsaid", {std::to_string(ids_.size()), joined(ids_)});
    } else if (!wanted_.empty() && std::find(ids_.begin(), ids_.end(), wanted_) == ids_.end()) {
      rows_.fault_of_file("discovery-figure-unknown", {wanted_, nearest_or_all(wanted_, ids_)});
    }
  }

  CsvReader rows_;
  std::string wanted_;
  CsvColumns header_;
  std::size_t width_ = 0;
  std::vector<std::string> ids_;
  std::set<std::string> scenarios_;
  SweptFigure swept_;
};

}  // namespace

int sweep_discover_command(const CommonWishes& common, const DiscoverWishes& wishes) {
  Faults faults;
  auto below = read_decimal(wishes.below, {"--below", 0, 0});
  if (!below) append(faults, std::move(below.error()));
  std::optional<SweptFigure> swept;
  if (auto source = open_source(wishes.results_file)) {
    if (auto read = ResultsReader(std::move(*source), wishes.figure).read()) {
      swept = std::move(*read);
    } else {
      append(faults, std::move(read.error()));
    }
  } else {
    append(faults, std::move(source.error()));
  }
  if (!faults.empty()) {
    print_faults(faults, common.language);
    return exit_refused;
  }
  BoxSettings settings;
  settings.seed = wishes.seed;
  const Discovery found = discover(*swept, *below, settings);
  const std::string answer = wishes.format == "json" ? discovery_json(*swept, found, *below, common.language)
                                                     : discovery_in_brief(*swept, found, *below, common.language);
  if (std::fwrite(answer.data(), 1, answer.size(), stdout) != answer.size() || std::fflush(stdout) != 0) {
    print_faults({{.code = "file-not-written", .place = {}, .details = {"standard output", "write failed"}}},
                 common.language);
    return exit_refused;
  }
  return exit_answer;
}

}  // namespace restituo
