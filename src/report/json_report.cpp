#include <restituo/quantity/decimal.hpp>
#include <restituo/report/report.hpp>

#include "format.hpp"
#include "json_writer.hpp"
#include "report_index.hpp"

namespace restituo {
namespace {

std::string_view name_of(ReportIndex::Part part) {
  switch (part) {
    case ReportIndex::Part::total: return "total";
    case ReportIndex::Part::victim: return "victim";
    case ReportIndex::Part::period: return "period";
    case ReportIndex::Part::study: return "study";
    case ReportIndex::Part::cross_check: break;
  }
  return "cross-check";
}

std::string_view name_of_severity(Severity severity) {
  switch (severity) {
    case Severity::note: return "note";
    case Severity::warn: return "warn";
    case Severity::refuse: break;
  }
  return "refuse";
}

void optional_number(JsonWriter& json, std::string_view name, const std::optional<Exact>& value, int decimals) {
  if (value) {
    json.member(name, exact_data_text(*value, decimals));
  } else {
    json.member_null(name);
  }
}

void pair_of(JsonWriter& json, std::string_view name, double low, double high) {
  json.key(name);
  json.begin_list();
  json.value(low);
  json.value(high);
  json.end_list();
}

void write_figure(JsonWriter& json, const ReportIndex& index, const Figure& figure) {
  // Where nothing is drawn every quantile is the figure itself, so that a reader always finds a number.
  const double central = figure.exact.to_double();
  SpreadSummary s;
  s.mean = s.p05 = s.p25 = s.p50 = s.p75 = s.p95 = central;
  if (figure.spread) {
    s = *figure.spread;
  }
  json.begin_object();
  json.member("id", figure.id);
  json.member("label", index.figure_label(figure));
  json.member("victim", figure.victim);
  json.member("head", figure.name);
  json.member("kind", restituo::name_of(figure.kind));
  json.member("unit", figure.unit.text());
  json.member("exact", exact_data_text(figure.exact, figure.decimals));
  json.member("mean", s.mean);
  json.member("p05", s.p05);
  json.member("p25", s.p25);
  json.member("p50", s.p50);
  json.member("p75", s.p75);
  json.member("p95", s.p95);
  json.member("error", s.error);
  json.member("drawn", figure.spread.has_value());
  if (figure.spread) {
    json.member("standard_deviation", s.standard_deviation);
    pair_of(json, "p05_limits", s.p05_low, s.p05_high);
    pair_of(json, "p50_limits", s.p50_low, s.p50_high);
    pair_of(json, "p95_limits", s.p95_low, s.p95_high);
    json.member("at_or_above_exact", s.at_or_above_claim);
  } else {
    for (const char* name : {"standard_deviation", "p05_limits", "p50_limits", "p95_limits", "at_or_above_exact"}) {
      json.member_null(name);
    }
  }
  optional_number(json, "floor", figure.floor.value, figure.decimals);
  json.texts("floor_left_out", figure.floor.left_out);
  optional_number(json, "low_bound", figure.bounds ? std::optional(figure.bounds->low) : std::nullopt, figure.decimals);
  optional_number(json, "high_bound", figure.bounds ? std::optional(figure.bounds->high) : std::nullopt,
                  figure.decimals);
  json.member("name", figure.name);
  json.member("model", figure.model);
  json.member("period", figure.period);
  json.member("key", figure.key);
  json.member("part", name_of(index.part_of(figure)));
  json.end_object();
}

void write_input(JsonWriter& json, const ReportIndex& index, InputId id) {
  const BoundInput& input = index.estimate().bound.inputs[id];
  const GivenValue& given = input.given;
  json.begin_object();
  json.member("id", index.program().inputs[id].id);
  json.member("label", index.input_label(id));
  json.member("unit", given.unit.text());
  json.member("value", exact_data_text(given.value, 0));
  optional_number(json, "low", given.low, 0);
  optional_number(json, "high", given.high, 0);
  json.key("drawn");
  if (given.spread) {
    json.begin_object();
    json.member("shape", restituo::name_of(given.spread->shape));
    json.member("means", restituo::name_of(given.spread->means));
    json.member("low", exact_data_text(given.spread->low, 0));
    optional_number(json, "likely", given.spread->likely, 0);
    json.member("high", exact_data_text(given.spread->high, 0));
    json.end_object();
  } else {
    json.null();
  }
  json.member("grade", std::string(1, letter_of(given.grade)));
  json.member("status", restituo::name_of(given.status));
  json.member("source", given.citation.source);
  json.member("pin", given.citation.pin);
  json.key("rival");
  if (given.rival) {
    json.begin_object();
    json.member("value", exact_data_text(given.rival->value, 0));
    json.member("says", index.in(given.rival->says));
    json.member("source", given.rival->citation.source);
    json.end_object();
  } else {
    json.null();
  }
  json.member("victim", input.victim);
  json.member("period", input.period);
  json.member("key", input.key);
  json.member("model", input.model);
  json.end_object();
}

void write_step(JsonWriter& json, const ReportIndex& index, StepId id) {
  const Program& program = index.program();
  const Step& step = program.steps[id];
  const WorkingStyle style{index.language(), [&](const Exact& value, const Unit& unit) {
                             const std::string number = exact_data_text(value, 0);
                             return unit.is_pure_number() ? number : number + " " + unit.text();
                           }};
  const Working working = working_of(program, index.estimate().central, id, style);
  json.begin_object();
  json.member("id", step.id);
  json.member("line", std::uint64_t{index.line_of(id)});
  json.member("label", index.step_label(id));
  json.member("says", index.in(step.says));
  json.member("figure", step.figure);
  json.member("kind", restituo::name_of(program.nodes[step.root].kind));
  json.member("unit", program.unit_of(step.root).text());
  json.member("value", exact_data_text(index.estimate().central.value_of(program, id), 0));
  json.member("formula", step.formula);
  json.member("symbols", working.symbols);
  json.member("numbers", working.numbers);
  json.member("rounding", working.rounding);
  std::vector<std::string> inputs;
  for (const InputId input : index.support_of(id).inputs) {
    inputs.push_back(program.inputs[input].id);
  }
  json.texts("rests_on", inputs);
  json.texts("series", index.support_of(id).series);
  json.end_object();
}

void write_source(JsonWriter& json, const ReportIndex& index, const std::string& id) {
  const Source* source = index.source(id);
  json.begin_object();
  json.member("id", id);
  json.member("kind", source == nullptr ? std::string() : source->kind);
  json.member("cite", source == nullptr ? std::string() : source->cite);
  json.member("where", source == nullptr ? std::string() : source->where);
  json.member("seen", source == nullptr ? std::string() : source->seen);
  json.member("retrieved", source != nullptr && source->retrieved ? source->retrieved->text() : std::string());
  json.member("checked", source != nullptr && source->checked);
  json.end_object();
}

void write_warning(JsonWriter& json, const Fault& fault, Language language) {
  json.begin_object();
  json.member("code", fault.code);
  json.member("severity", name_of_severity(fault.severity));
  json.member("file", fault.place.file);
  json.member("line", static_cast<std::uint64_t>(fault.place.line));
  json.member("column", static_cast<std::uint64_t>(fault.place.column));
  json.member("message", what_is_wrong(fault, language));
  json.member("remedy", what_to_do(fault, language));
  json.end_object();
}

template <class Items, class Write>
void list_of(JsonWriter& json, std::string_view name, const Items& items, Write write) {
  json.key(name);
  json.begin_list();
  for (const auto& item : items) {
    write(item);
  }
  json.end_list();
}

}  // namespace

std::string json_report(const Estimate& estimate, const ReportContext& context) {
  const ReportIndex index(estimate, context.language);
  const Case& source_case = index.source_case();
  JsonWriter json;
  json.begin_object();
  json.member("format", std::uint64_t{1});
  json.member("language", code_of(context.language));

  json.key("case");
  json.begin_object();
  json.member("id", source_case.id);
  json.member("title", index.in(source_case.title));
  json.member("currency", source_case.setting.currency);
  json.member("valuation_date", source_case.setting.valuation_date.text());
  json.member("calendar", source_case.setting.calendar ? source_case.setting.calendar->name() : std::string_view());
  json.member("illustration", source_case.illustration);
  json.member("draft", index.unchecked_sources() != 0);
  json.member("allow_unverified", source_case.setting.allow_unverified);
  json.end_object();

  list_of(json, "figures", estimate.figures, [&](const Figure& figure) { write_figure(json, index, figure); });
  list_of(json, "comparisons", estimate.comparisons, [&](const Comparison& comparison) {
    json.begin_object();
    json.member("kind", restituo::name_of(comparison.kind));
    json.member("case_figure", estimate.figures[comparison.case_figure].id);
    std::vector<std::string> others;
    for (const std::size_t other : comparison.cross_checks) {
      others.push_back(estimate.figures[other].id);
    }
    json.texts("cross_checks", others);
    json.end_object();
  });
  list_of(json, "warnings", estimate.warnings,
          [&](const Fault& fault) { write_warning(json, fault, context.language); });

  json.key("inputs");
  json.begin_list();
  for (InputId id = 0; id < estimate.bound.inputs.size(); ++id) {
    write_input(json, index, id);
  }
  json.end_list();
  json.key("steps");
  json.begin_list();
  for (const LineGroup& group : index.lines()) {
    for (const StepId step : group.steps) {
      write_step(json, index, step);
    }
  }
  json.end_list();
  list_of(json, "sources", index.sources(), [&](const std::string& id) { write_source(json, index, id); });

  const Manifest& manifest = estimate.manifest;
  json.key("manifest");
  json.begin_object();
  json.member("program", "restituo");
  json.member("version", manifest.program_version);
  json.member("method", manifest.method);
  json.member("draws", manifest.draws);
  json.member("seed", std::to_string(manifest.seed));
  json.member("command", context.command);
  json.member("case_file", context.case_file);
  list_of(json, "entries", manifest.entries, [&](const ManifestEntry& entry) {
    json.begin_object();
    json.member("what", entry.what);
    json.member("name", entry.name);
    json.member("digest", entry.digest);
    json.end_object();
  });
  json.end_object();
  json.member("digest", estimate.digest);
  json.end_object();
  return json.take();
}

}  // namespace restituo
