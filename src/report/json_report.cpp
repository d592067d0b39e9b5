#include <restituo/quantity/decimal.hpp>
#include <restituo/report/report.hpp>
#include <restituo/report/traced_assets.hpp>

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

template <class Items, class Write>
void list_of(JsonWriter& json, std::string_view name, const Items& items, Write write) {
  json.key(name);
  json.begin_list();
  for (const auto& item : items) {
    write(item);
  }
  json.end_list();
}

// How sure the simulated values are, how they came to be so, and what else they could have been.
void write_certainty(JsonWriter& json, const Figure& figure) {
  json.key("supported");
  if (figure.spread) {
    const SpreadSummary& s = *figure.spread;
    json.begin_object();
    json.member("mean", s.supported("mean", s.mean));
    json.member("p05", s.supported("p05", s.p05));
    json.member("p25", s.supported("p25", s.p25));
    json.member("p50", s.supported("p50", s.p50));
    json.member("p75", s.supported("p75", s.p75));
    json.member("p95", s.supported("p95", s.p95));
    json.end_object();
  } else {
    json.null();
  }
  list_of(json, "convergence", figure.convergence, [&](const ConvergencePoint& point) {
    json.begin_object();
    json.member("draws", point.draws);
    json.member("p05", point.p05);
    pair_of(json, "p05_limits", point.p05_low, point.p05_high);
    json.member("p50", point.p50);
    pair_of(json, "p50_limits", point.p50_low, point.p50_high);
    json.member("p95", point.p95);
    pair_of(json, "p95_limits", point.p95_low, point.p95_high);
    json.end_object();
  });
  list_of(json, "experts", figure.experts, [&](const FigureOfExpert& alone) {
    json.begin_object();
    json.member("input", alone.input);
    json.member("expert", alone.expert);
    json.member("mean", alone.spread.mean);
    json.member("p05", alone.spread.p05);
    json.member("p50", alone.spread.p50);
    json.member("p95", alone.spread.p95);
    json.end_object();
  });
  json.key("band");
  if (figure.band) {
    json.begin_list();
    for (const BandOfPercentile& one : *figure.band) {
      json.begin_object();
      json.member("p", one.p);
      json.member("least", one.least);
      json.member("p05", one.p05);
      json.member("p50", one.p50);
      json.member("p95", one.p95);
      json.member("largest", one.largest);
      json.end_object();
    }
    json.end_list();
  } else {
    json.null();
  }
}

void write_spread(JsonWriter& json, const Spread& spread) {
  json.begin_object();
  json.member("shape", restituo::name_of(spread.shape));
  json.member("means", restituo::name_of(spread.means));
  optional_number(json, "low", spread.bounded ? std::optional(spread.low) : std::nullopt, 0);
  optional_number(json, "likely", spread.likely, 0);
  optional_number(json, "high", spread.bounded ? std::optional(spread.high) : std::nullopt, 0);
  optional_number(json, "at_least", spread.at_least, 0);
  optional_number(json, "at_most", spread.at_most, 0);
  list_of(json, "numbers", spread.numbers, [&](const SpreadNumber& number) {
    json.begin_object();
    json.member("name", number.name);
    json.member("value", exact_data_text(number.value, 0));
    json.end_object();
  });
  list_of(json, "residuals", residuals_of(spread), [&](double residual) { json.value(residual); });
  json.member("values", std::uint64_t{spread.means == Means::list ? spread.values.size() : 0});
  json.member("file", spread.file);
  list_of(json, "experts", spread.experts, [&](const SpreadExpert& expert) {
    json.begin_object();
    json.member("id", expert.id);
    json.member("weight", exact_data_text(expert.weight, 0));
    json.member("source", expert.source);
    json.member("pin", expert.pin);
    json.key("drawn");
    write_spread(json, expert.spread);
    json.end_object();
  });
  json.end_object();
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
    pair_of(json, "p25_limits", s.p25_low, s.p25_high);
    pair_of(json, "p50_limits", s.p50_low, s.p50_high);
    pair_of(json, "p75_limits", s.p75_low, s.p75_high);
    pair_of(json, "p95_limits", s.p95_low, s.p95_high);
    json.member("at_or_above_exact", s.at_or_above_claim);
  } else {
    for (const char* name : {"standard_deviation", "p05_limits", "p25_limits", "p50_limits", "p75_limits", "p95_limits",
                             "at_or_above_exact"}) {
      json.member_null(name);
    }
  }
  write_certainty(json, figure);
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
    write_spread(json, *given.spread);
  } else {
    json.null();
  }
  json.member("varies", given.varies);
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
  json.member("cite", source == nullptr ? std::string() : index.in(source->cite));
  json.member("where", source == nullptr ? std::string() : source->where);
  json.member("seen", source == nullptr ? std::string() : index.in(source->seen));
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

std::string exact_words(const Exact& value) { return exact_decimal_text(value).value_or(value.fraction_text()); }

void money_or_null(JsonWriter& json, std::string_view key, const std::optional<Exact>& value) {
  if (value) {
    json.member(key, exact_words(*value));
  } else {
    json.member_null(key);
  }
}

// The ledger that a case names, traced. Only a case that names one has it. Every row has an id, as figures have; its
// amounts are the members beside it.
void write_tracing(JsonWriter& json, const TracedAssets& traced) {
  json.key("tracing");
  json.begin_object();
  json.member("method", traced.method);
  json.member("rows", traced.rows);
  json.member("loan", restituo::name_of(traced.loan));
  list_of(json, "reached", traced.reached, [&](const ReachedByMethod& method) {
    json.begin_object();
    json.member("id", method.id);
    json.member("method", method.method);
    json.member("adds_up", method.adds_up);
    json.key("claims");
    json.begin_object();
    for (std::size_t i = 0; i < traced.claims.size(); ++i) {
      json.member(traced.claims[i].label, exact_words(method.amounts[i]));
    }
    json.end_object();
    json.end_object();
  });
  std::vector<std::string> left_out;
  for (const TracedMethodName& one : traced.could_not_run) left_out.push_back(one.method);
  json.texts("methods_left_out", left_out);
  std::vector<const TracedClaim*> claims;
  for (const TracedClaim& claim : traced.claims) claims.push_back(&claim);
  if (traced.all) claims.push_back(&*traced.all);
  list_of(json, "claims", claims, [&](const TracedClaim* claim) {
    json.begin_object();
    json.member("id", claim->id);
    json.member("key", claim->key);
    json.member("label", claim->label);
    json.member("paid_in", exact_words(claim->paid_in));
    json.member("reached", exact_words(claim->reached));
    json.member("least", exact_words(claim->least));
    json.member("most", exact_words(claim->most));
    json.end_object();
  });
  const auto end = [&](const std::string& name, const auto& amount_of) {
    json.begin_object();
    json.member("id", "traced.ends." + name);
    json.key("claims");
    json.begin_object();
    for (const TracedClaim* claim : claims) money_or_null(json, claim->key, amount_of(*claim));
    json.end_object();
    json.end_object();
  };
  json.key("ends");
  json.begin_list();
  for (const TracedLine& line : traced_lines()) {
    end(line.name, [&](const TracedClaim& claim) { return std::optional<Exact>(claim.*line.amount); });
  }
  end("not-traced", [](const TracedClaim& claim) { return claim.not_traced; });
  json.end_list();
  list_of(json, "holdings", traced.holdings, [&](const TracedHolding& holding) {
    json.begin_object();
    json.member("id", holding.id);
    json.member("account", holding.account);
    json.member("label", holding.label);
    json.member("amount", exact_words(holding.amount));
    json.end_object();
  });
  list_of(json, "things", traced.things, [&](const TracedThing& thing) {
    json.begin_object();
    json.member("id", thing.id);
    json.member("account", thing.answer.name);
    json.member("backward", thing.backward);
    money_or_null(json, "value", thing.value);
    json.member("cost", exact_words(thing.answer.cost));
    json.member("owed", exact_words(thing.answer.owed));
    json.member("together", exact_words(thing.together));
    json.member("cut_down", thing.answer.cut_down);
    json.key("claims");
    json.begin_list();
    for (std::size_t i = 0; i < thing.answer.claims.size(); ++i) {
      const Entitlement& claim = thing.answer.claims[i];
      json.begin_object();
      json.member("id", thing.claim_ids[i]);
      json.member("label", claim.label);
      json.member("paid", exact_words(claim.paid));
      json.member("share", exact_words(claim.share));
      money_or_null(json, "share_value", claim.share_value);
      json.member("lien", exact_words(claim.lien));
      money_or_null(json, "claimed", claim.elected);
      money_or_null(json, "other_loan", i < thing.by_other_loan.size() ? thing.by_other_loan[i] : std::nullopt);
      json.end_object();
    }
    json.end_list();
    json.end_object();
  });
  list_of(json, "backward", traced.backward, [&](const TracedRepayment& one) {
    json.begin_object();
    json.member("id", one.id);
    json.member("debt", one.told.lender);
    json.member("label", one.told.label);
    json.member("amount", exact_words(one.told.amount));
    json.end_object();
  });
  list_of(json, "seizures", traced.seizures, [&](const TracedSeizure& seizure) {
    json.begin_object();
    json.member("id", seizure.id);
    json.member("account", seizure.account);
    json.member("amount", exact_words(seizure.reach));
    json.end_object();
  });
  json.key("arrows");
  json.begin_list();
  for (std::size_t i = 0; i < traced.network.arrows.size(); ++i) {
    const NetworkArrow& arrow = traced.network.arrows[i];
    json.begin_object();
    json.member("id", traced.arrow_ids[i]);
    json.member("from", arrow.from);
    json.member("to", arrow.to);
    json.member("amount", exact_words(arrow.amount * Exact::power_of_ten(-traced.network.decimals)));
    json.end_object();
  }
  json.end_list();
  json.end_object();
}

}  // namespace

std::string json_report(const Estimate& estimate, const ReportContext& context) {
  const ReportIndex index(estimate, context.language, context.public_copy);
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
  list_of(json, "correlations", estimate.bound.correlations, [&](const SettingCorrelation& one) {
    json.begin_object();
    json.member("first", one.first);
    json.member("second", one.second);
    json.member("value", exact_data_text(one.value, 0));
    json.member("measure", one.measure == CorrelationMeasure::spearman  ? "spearman"
                           : one.measure == CorrelationMeasure::kendall ? "kendall"
                                                                        : "normal-scores");
    json.member("copula", one.degrees_of_freedom ? "student" : "gaussian");
    optional_number(json, "degrees_of_freedom", one.degrees_of_freedom, 0);
    json.member("source", one.citation.source);
    json.member("pin", one.citation.pin);
    json.end_object();
  });
  json.key("steps");
  json.begin_list();
  for (const LineGroup& group : index.lines()) {
    for (const StepId step : group.steps) {
      write_step(json, index, step);
    }
  }
  json.end_list();
  list_of(json, "sources", index.sources(), [&](const std::string& id) { write_source(json, index, id); });

  if (context.traced != nullptr) write_tracing(json, *context.traced);

  const Manifest& manifest = estimate.manifest;
  json.key("manifest");
  json.begin_object();
  json.member("program", "restituo");
  json.member("version", manifest.program_version);
  json.member("method", manifest.method);
  json.member("draws", manifest.draws);
  json.member("most_draws", manifest.most_draws);
  json.member("replicates", std::uint64_t{manifest.replicates});
  if (manifest.until) {
    json.member("until", *manifest.until);
  } else {
    json.member_null("until");
  }
  json.member("converged", estimate.converged);
  json.member("outer_draws", manifest.outer_draws);
  json.member("inner_draws", manifest.inner_draws);
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
