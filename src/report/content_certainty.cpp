#include <algorithm>

#include "content.hpp"
#include "format.hpp"
#include "picture.hpp"

namespace restituo {
namespace {

// One row for each figure under the heading of its group; `cells` gives what follows the label, nothing to leave it
// out.
template <class Cells>
void add_rows(const ReportIndex& index, Table& table, Cells cells) {
  for (const auto& [title, figures] : index.grouped_figures()) {
    std::vector<Table::Row> rows;
    for (const Figure* figure : figures) {
      std::vector<Inlines> made = cells(*figure);
      if (!made.empty()) {
        made.insert(made.begin(), Inlines{plain(index.in(index.program().steps[figure->step].label))});
        rows.push_back({Table::RowRole::line, {}, std::move(made)});
      }
    }
    if (!rows.empty()) {
      table.rows.push_back({Table::RowRole::group, {}, {{plain(title)}}});
      table.rows.insert(table.rows.end(), rows.begin(), rows.end());
    }
  }
}

// The inputs that keep a figure out of the floor. A sum has none of its own: they are those of its parts.
Inlines left_out_of(const ReportIndex& index, const Figure& figure) {
  if (figure.floor.left_out.empty()) {
    return {plain(index.say(Says::floor_nothing_left_out))};
  }
  if (figure.model.empty()) {
    return {plain(index.say(Says::floor_of_parts))};
  }
  std::string labels;
  for (const std::string& id : figure.floor.left_out) {
    if (const auto input = index.program().input_with_id(id)) {
      const BoundInput& meaning = index.estimate().bound.inputs[*input];
      const bool own = meaning.victim.empty() || meaning.victim == figure.victim;
      labels += (labels.empty() ? "" : "; ") + (own ? index.input_name(*input) : index.input_label(*input));
    }
  }
  return {plain(std::move(labels))};
}

std::string share_text(const ReportIndex& index, double value) {
  const OutOfHundred share = out_of_hundred(value);
  switch (share.form) {
    case OutOfHundred::Form::none: return index.say(Says::share_none);
    case OutOfHundred::Form::fewer_than_one: return index.say(Says::share_fewer, {share.number});
    case OutOfHundred::Form::number: return index.say(Says::share_number, {share.number});
    case OutOfHundred::Form::more_than_99: return index.say(Says::share_more, {share.number});
    case OutOfHundred::Form::all: break;
  }
  return index.say(Says::share_all);
}

Section floor_section(const ReportIndex& index) {
  Section made = section("floor", index.say(Says::sure_floor_title));
  made.blocks.push_back(paragraph(index.say(Says::sure_floor_intro)));
  Table table;
  table.id = "floors";
  table.caption = index.say(Says::sure_floor_caption);
  table.columns = {{index.say(Says::column_figure), false, 27},
                   {index.say(Says::column_claimed), true, 18},
                   {index.say(Says::column_floor), true, 15},
                   {index.say(Says::column_left_out), false, 40}};
  add_rows(index, table, [&](const Figure& figure) {
    Inlines floor{plain(index.say(Says::persons_no_floor))};
    if (figure.floor.value) {
      floor = {index.figure(figure, "floor", *figure.floor.value)};
    }
    return std::vector<Inlines>{{index.figure(figure)}, std::move(floor), left_out_of(index, figure)};
  });
  made.blocks.push_back({std::move(table)});
  return made;
}

Table spread_table(const ReportIndex& index) {
  Table table;
  table.id = "spread-table";
  table.caption = index.say(Says::sure_spread_caption);
  table.columns = {{index.say(Says::column_figure), false, 22}, {index.say(Says::column_claimed), true, 17},
                   {index.say(Says::column_p05), true, 10},     {index.say(Says::column_p25), true, 10},
                   {index.say(Says::column_p50), true, 10},     {index.say(Says::column_p75), true, 10},
                   {index.say(Says::column_p95), true, 10},     {index.say(Says::column_share), false, 11}};
  add_rows(index, table, [&](const Figure& figure) {
    if (!figure.spread) {
      return std::vector<Inlines>{};
    }
    const SpreadSummary& s = *figure.spread;
    return std::vector<Inlines>{{index.figure(figure)},
                                {index.figure_number(figure, "p05", s.p05)},
                                {index.figure_number(figure, "p25", s.p25)},
                                {index.figure_number(figure, "p50", s.p50)},
                                {index.figure_number(figure, "p75", s.p75)},
                                {index.figure_number(figure, "p95", s.p95)},
                                {plain(share_text(index, s.at_or_above_claim))}};
  });
  return table;
}

Table precision_table(const ReportIndex& index) {
  const Language language = index.language();
  Table table;
  table.id = "precision-table";
  table.caption = index.say(Says::sure_precision_caption);
  table.columns = {{index.say(Says::column_figure), false, 28},
                   {index.say(Says::column_mean), true, 18},
                   {index.say(Says::column_p05_limits), true, 18},
                   {index.say(Says::column_p50_limits), true, 18},
                   {index.say(Says::column_p95_limits), true, 18}};
  add_rows(index, table, [&](const Figure& figure) {
    if (!figure.spread) {
      return std::vector<Inlines>{};
    }
    const SpreadSummary& s = *figure.spread;
    const auto limits = [&](const char* low, double low_value, const char* high, double high_value) {
      return say_with(language, Says::between_values,
                      {{index.figure_number(figure, low, low_value)}, {index.figure_number(figure, high, high_value)}});
    };
    return std::vector<Inlines>{
        say_with(language, Says::plus_minus,
                 {{index.figure(figure, "mean", s.mean)}, {index.figure(figure, "error", s.error, s.mean)}}),
        limits("p05_low", s.p05_low, "p05_high", s.p05_high), limits("p50_low", s.p50_low, "p50_high", s.p50_high),
        limits("p95_low", s.p95_low, "p95_high", s.p95_high)};
  });
  return table;
}

// What the drawing of a figure shows, in numbers: each percentile with its bounds.
Table percentile_table(const ReportIndex& index, const Figure& figure) {
  Table table;
  table.id = "percentiles." + figure.id;
  table.caption = index.say(Says::percentiles_caption,
                            {index.figure_label(figure), unit_words(figure.unit, index.language(), true)});
  table.columns = {{index.say(Says::percentiles_below), false, 40},
                   {index.say(Says::percentiles_amount), true, 20},
                   {index.say(Says::percentiles_low), true, 20},
                   {index.say(Says::percentiles_high), true, 20}};
  const SpreadSummary& s = *figure.spread;
  const auto row = [&](const char* share, const std::string& aspect, double value, double low, double high) {
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(index.say(Says::percentiles_row, {share}))},
                           {index.figure_number(figure, aspect, value)},
                           {index.figure_number(figure, aspect + "_low", low)},
                           {index.figure_number(figure, aspect + "_high", high)}}});
  };
  row("5", "p05", s.p05, s.p05_low, s.p05_high);
  row("25", "p25", s.p25, s.p25_low, s.p25_high);
  row("50", "p50", s.p50, s.p50_low, s.p50_high);
  row("75", "p75", s.p75, s.p75_low, s.p75_high);
  row("95", "p95", s.p95, s.p95_low, s.p95_high);
  return table;
}

Section spread_section(const ReportIndex& index) {
  Section made = section("spread", index.say(Says::sure_spread_title));
  Table table = spread_table(index);
  if (table.rows.empty()) {
    made.blocks.push_back(paragraph(index.say(Says::sure_no_spread)));
    return made;
  }
  const Manifest& manifest = index.estimate().manifest;
  made.blocks.push_back(
      paragraph(index.say(Says::sure_spread_intro, {localized(std::to_string(manifest.draws), index.language()),
                                                    std::to_string(manifest.seed)})));
  made.blocks.push_back({std::move(table)});
  // A picture for the figures a reader is told first.
  std::vector<const Figure*> drawn;
  for (const Figure* figure : {index.main_figure(), index.total_of_kind(Kind::net)}) {
    if (figure != nullptr && figure->spread && !figure->dots.empty() &&
        std::find(drawn.begin(), drawn.end(), figure) == drawn.end()) {
      drawn.push_back(figure);
      made.blocks.push_back({spread_picture(index, *figure)});
      made.blocks.push_back({percentile_table(index, *figure)});
    }
  }
  if (!drawn.empty()) {
    const bool floor =
        std::any_of(drawn.begin(), drawn.end(), [](const Figure* one) { return one->floor.value.has_value(); });
    made.blocks.push_back(paragraph(
        index.say(Says::picture_legend) + (floor ? " " + index.say(Says::picture_legend_floor) : std::string()),
        Paragraph::Role::small));
  }
  return made;
}

Section precision_section(const ReportIndex& index) {
  Section made = section("precision", index.say(Says::sure_precision_title));
  if (Table table = precision_table(index); !table.rows.empty()) {
    made.blocks.push_back(paragraph(index.say(Says::sure_precision_intro)));
    made.blocks.push_back({std::move(table)});
    const Estimate& estimate = index.estimate();
    if (estimate.manifest.replicates > 1) {
      made.blocks.push_back(paragraph(index.say(Says::sure_bounds_replicates), Paragraph::Role::small));
    }
    if (!estimate.converged) {
      made.blocks.push_back(paragraph(index.say(Says::sure_not_converged)));
    }
  }
  return made;
}

Section bounds_section(const ReportIndex& index) {
  Section made = section("bounds", index.say(Says::sure_bounds_title));
  Table table;
  table.id = "bounds-table";
  table.caption = index.say(Says::sure_bounds_caption);
  table.columns = {{index.say(Says::column_figure), false, 40},
                   {index.say(Says::column_claimed), true, 20},
                   {index.say(Says::column_low_bound), true, 20},
                   {index.say(Says::column_high_bound), true, 20}};
  add_rows(index, table, [&](const Figure& figure) {
    if (!figure.bounds) {
      return std::vector<Inlines>{};
    }
    return std::vector<Inlines>{{index.figure(figure)},
                                {index.figure(figure, "low_bound", figure.bounds->low)},
                                {index.figure(figure, "high_bound", figure.bounds->high)}};
  });
  if (!table.rows.empty()) {
    made.blocks.push_back(paragraph(index.say(Says::sure_bounds_intro)));
    made.blocks.push_back({std::move(table)});
  }
  return made;
}

Inlines limits_of(const ReportIndex& index, const Model& model) {
  std::vector<Inlines> lines;
  for (const Words& words : model.not_for) {
    lines.push_back({plain(index.in(words))});
  }
  return stacked(lines);
}

Inlines worlds_of(const ReportIndex& index, const Figure& figure) {
  if (!figure.spread) {
    return {plain(index.say(Says::persons_not_drawn))};
  }
  return say_with(
      index.language(), Says::between_values,
      {{index.figure(figure, "p05", figure.spread->p05)}, {index.figure(figure, "p95", figure.spread->p95)}});
}

}  // namespace

Section certainty_section(const ReportIndex& index) {
  Section made = section("certainty", index.say(Says::sure_title));
  if (!index.source_case().setting.victims.empty()) {
    made.blocks.push_back({floor_section(index)});
  }
  made.blocks.push_back({spread_section(index)});
  for (Section part : {precision_section(index), bounds_section(index)}) {
    if (!part.blocks.empty()) {
      made.blocks.push_back({std::move(part)});
    }
  }
  if (Section swing = swing_section(index); !swing.blocks.empty()) {
    made.blocks.push_back({std::move(swing)});
  }
  Section outside = section("outside", index.say(Says::sure_outside_title));
  BulletList list;
  for (const Says sentence :
       {Says::sure_outside_facts, Says::sure_outside_model, Says::sure_outside_links, Says::sure_outside_fixed}) {
    list.items.push_back({plain(index.say(sentence))});
  }
  outside.blocks.push_back({std::move(list)});
  made.blocks.push_back({std::move(outside)});
  return made;
}

Section literature_section(const ReportIndex& index) {
  Section made = section("literature", index.say(Says::compare_title));
  const Estimate& estimate = index.estimate();
  if (estimate.comparisons.empty()) {
    if (!index.source_case().setting.victims.empty()) {
      made.blocks.push_back(paragraph(index.say(Says::compare_none)));
    }
    return made;
  }
  made.blocks.push_back(paragraph(index.say(Says::compare_intro)));
  for (const Comparison& comparison : estimate.comparisons) {
    const Figure& own = estimate.figures[comparison.case_figure];
    Table table;
    table.id = "compare." + own.id;
    table.caption = index.say(Says::compare_caption, {index.figure_label(own)});
    table.columns = {{index.say(Says::column_from), false, 32},
                     {index.say(Says::column_figure), true, 16},
                     {index.say(Says::column_worlds_90), true, 18},
                     {index.say(Says::column_not_for), false, 34}};
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(index.say(Says::compare_case))}, {index.figure(own)}, worlds_of(index, own), {}}});
    for (const std::size_t i : comparison.cross_checks) {
      const Figure& other = estimate.figures[i];
      const Model* model = estimate.library->model(other.model);
      const std::string run = index.run_label(index.program().steps[other.step]);
      table.rows.push_back({Table::RowRole::line,
                            {},
                            {{link_to("model." + other.model, run.empty() ? other.model : run)},
                             {index.figure(other)},
                             worlds_of(index, other),
                             model == nullptr ? Inlines{} : limits_of(index, *model)}});
    }
    made.blocks.push_back({std::move(table)});
  }
  return made;
}

}  // namespace restituo
