#include <restituo/sweep/sweep_table.hpp>

#include <restituo/base/csv.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {

const std::vector<std::string>& columns_of_results() {
  static const std::vector<std::string> columns{"scenario",  "refused", "figure", "name", "of_model", "of_victim",
                                                "of_period", "of_key",  "kind",   "unit", "exact",    "mean",
                                                "p05",       "p25",     "p50",    "p75",  "p95",      "error"};
  return columns;
}

std::string table_header(const Sweep& sweep) {
  CsvWriter csv;
  csv.text("scenario");
  csv.text("refused");
  for (const Axis& axis : sweep.axes) {
    csv.text(axis.id);
  }
  const auto& columns = columns_of_results();
  const std::size_t end = sweep.spread ? columns.size() : columns.size() - 7;
  for (std::size_t i = 2; i < end; ++i) {
    csv.text(columns[i]);
  }
  csv.end_line();
  return csv.take();
}

std::string table_lines(const Sweep& sweep, const ScenarioResult& result) {
  CsvWriter csv;
  const auto begin = [&] {
    csv.number(std::to_string(result.number));
    csv.text(result.refused);
    for (std::size_t i = 0; i < result.cells.size(); ++i) {
      sweep.axes[i].is_number ? csv.number(result.cells[i]) : csv.text(result.cells[i]);
    }
  };
  const int empty = sweep.spread ? 16 : 9;
  if (result.figures.empty()) {
    begin();
    for (int i = 0; i < empty; ++i) {
      csv.text("");
    }
    csv.end_line();
  }
  for (const FigureValue& figure : result.figures) {
    begin();
    const FigureHead& head = *figure.head;
    for (const std::string& text :
         {head.id, head.name, head.model, head.victim, head.period, head.key, head.kind, head.unit}) {
      csv.text(text);
    }
    csv.number(figure.exact);
    if (sweep.spread && figure.spread) {
      const FigureSpread& s = *figure.spread;
      for (const double value : {s.mean, s.p05, s.p25, s.p50, s.p75, s.p95, s.error}) {
        csv.number(double_text(value));
      }
    } else if (sweep.spread) {
      for (int i = 0; i < 7; ++i) csv.text("");
    }
    csv.end_line();
  }
  return csv.take();
}

}  // namespace restituo
