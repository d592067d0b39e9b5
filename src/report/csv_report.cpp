#include <restituo/base/must.hpp>
#include <restituo/estimate/monthly.hpp>
#include <restituo/estimate/schedule.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/report/report.hpp>
#include <restituo/report/traced_assets.hpp>

#include "csv_writer.hpp"
#include "format.hpp"
#include "report_index.hpp"

namespace restituo {

std::string schedule_csv(const Estimate& estimate, bool weeks) {
  CsvWriter csv;
  csv_header(csv, {"forum", "victim", "head", "rule", "period", "from", "to", "amount", "currency", "basis"});
  for (const ScheduleRow& row : schedule_of(estimate, weeks ? ScheduleParts::weeks : ScheduleParts::months)) {
    csv.text(row.forum);
    csv.text(row.victim);
    csv.text("E" + std::to_string(row.head));
    csv.text(row.rule);
    csv.text(row.period);
    csv.text(row.from);
    csv.text(row.to);
    csv.number(exact_data_text(row.amount, 2));
    csv.text(row.unit.text());
    csv.text(row.basis == ScheduleRow::Basis::computed  ? "computed"
             : row.basis == ScheduleRow::Basis::by_days ? "by-days"
                                                        : "once");
    csv.end_line();
  }
  return csv.take();
}

std::string csv_report(const Estimate& estimate, const ReportContext& context) {
  const ReportIndex index(estimate, context.language, context.public_copy);
  CsvWriter csv;
  csv_header(csv,
             {"id",  "label", "victim", "head",  "kind",      "unit",       "exact", "mean",  "p05",    "p25", "p50",
              "p75", "p95",   "error",  "floor", "low_bound", "high_bound", "name",  "model", "period", "key"});
  for (const Figure& figure : estimate.figures) {
    csv.text(figure.id);
    csv.text(index.figure_label(figure));
    csv.text(figure.victim);
    csv.text(figure.name);
    csv.text(name_of(figure.kind));
    csv.text(figure.unit.text());
    csv.number(exact_data_text(figure.exact, figure.decimals));
    SpreadSummary s;
    s.mean = s.p05 = s.p25 = s.p50 = s.p75 = s.p95 = figure.exact.to_double();
    if (figure.spread) {
      s = *figure.spread;
    }
    for (const double value : {s.mean, s.p05, s.p25, s.p50, s.p75, s.p95, s.error}) {
      csv.number(double_text(value));
    }
    csv.number(figure.floor.value ? exact_data_text(*figure.floor.value, figure.decimals) : std::string());
    csv.number(figure.bounds ? exact_data_text(figure.bounds->low, figure.decimals) : std::string());
    csv.number(figure.bounds ? exact_data_text(figure.bounds->high, figure.decimals) : std::string());
    csv.text(figure.name);
    csv.text(figure.model);
    csv.text(figure.period);
    csv.text(figure.key);
    csv.end_line();
  }
  return csv.take();
}

std::string working_csv(const Estimate& estimate, const ReportContext& context) {
  const ReportIndex index(estimate, context.language, context.public_copy);
  CsvWriter csv;
  csv_header(csv, {"line", "id", "figure", "label", "victim", "period", "key", "model", "says", "symbols", "numbers",
                   "value", "unit", "rounding", "weakest_grade", "sources"});
  for (const LineGroup& group : index.lines()) {
    for (const StepId id : group.steps) {
      const Step& step = index.program().steps[id];
      const Working working = index.working(id);
      csv.number(index.line_number(id));
      csv.text(step.id);
      csv.text(step.figure ? "yes" : "no");
      csv.text(index.step_label(id));
      csv.text(step.owner.victim);
      csv.text(step.owner.period);
      csv.text(step.owner.key);
      csv.text(step.owner.model);
      csv.text(index.in(step.says));
      csv.text(working.symbols);
      csv.text(working.numbers);
      csv.number(exact_data_text(estimate.central.value_of(index.program(), id), 0));
      csv.text(index.program().unit_of(step.root).text());
      csv.text(working.rounding);
      const auto grade = index.weakest_grade(id);
      csv.text(grade ? std::string(1, letter_of(*grade)) : std::string());
      std::string sources;
      for (const Inline& mark : index.marks_of(id)) {
        sources += mark.text;
      }
      csv.text(sources);
      csv.end_line();
    }
  }
  return csv.take();
}

std::string months_csv(const Estimate& estimate, const ReportContext& context) {
  const ReportIndex index(estimate, context.language, context.public_copy);
  CsvWriter csv;
  csv_header(csv, {"id", "label", "victim", "period", "part", "from", "to", "amount", "running_total", "unit"});
  if (index.public_copy()) {
    return csv.take();
  }
  for (const MonthlySchedule& schedule : monthly_schedules(estimate)) {
    const Figure& figure = estimate.figures[schedule.figure];
    for (std::size_t i = 0; i < schedule.parts.size(); ++i) {
      const MonthlyPart& part = schedule.parts[i];
      csv.text(figure.id);
      csv.text(index.figure_label(figure));
      csv.text(figure.victim);
      csv.text(figure.period);
      csv.number(std::to_string(i + 1));
      csv.text(part.dates ? part.dates->first().text() : schedule.counted_in + " " + std::to_string(part.first));
      csv.text(part.dates ? part.dates->last().text() : schedule.counted_in + " " + std::to_string(part.last));
      csv.number(exact_data_text(part.amount, 2));
      csv.number(exact_data_text(part.running_total, 2));
      csv.text(figure.unit.text());
      csv.end_line();
    }
  }
  return csv.take();
}

std::string traced_csv(const Estimate& estimate, const ReportContext& context) {
  must(context.traced != nullptr, "a table of what was traced has a trace");
  CsvWriter csv;
  csv_header(csv, {"id", "what", "method", "account", "label", "amount", "exact", "unit"});
  for (const TracedAmount& one : amounts_of(*context.traced)) {
    csv.text(one.aspect == "exact" ? one.id : one.id + "." + one.aspect);
    csv.text(one.what);
    csv.text(one.method);
    csv.text(one.account);
    csv.text(one.label);
    csv.number(rounded_decimal_text(one.amount, one.share ? 4 : 2, RoundingMode::half_even));
    csv.text(exact_decimal_text(one.amount).value_or(one.amount.fraction_text()));
    csv.text(one.share ? "1" : estimate.source_case->setting.currency);
    csv.end_line();
  }
  return csv.take();
}

}  // namespace restituo
