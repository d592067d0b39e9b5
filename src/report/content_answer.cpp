#include <algorithm>

#include "content.hpp"
#include "format.hpp"

namespace restituo {

Says calendar_sentence(const CalendarConvention& calendar) {
  const std::string_view name = calendar.name();
  if (name == "four-week-month") return Says::calendar_four_week_month;
  if (name == "thirty-day-month") return Says::calendar_thirty_day_month;
  if (name == "30.4-day-month") return Says::calendar_30_4_day_month;
  if (name == "52-week-year") return Says::calendar_52_week_year;
  if (name == "365-day-year") return Says::calendar_365_day_year;
  return Says::calendar_average_gregorian;
}

namespace {

Inlines to_section(const ReportIndex& index, const char* id, Says title) { return {link_to(id, index.say(title))}; }

Block alarm(std::string label, std::vector<Block> blocks) {
  return {Callout{Callout::Role::alarm, std::move(label), std::move(blocks)}};
}

void add_alarms(const ReportIndex& index, std::vector<Block>& blocks) {
  const Estimate& estimate = index.estimate();
  const Language language = index.language();
  if (index.source_case().illustration) {
    blocks.push_back(alarm(index.say(Says::alarm_illustration), {paragraph(index.say(Says::alarm_illustration_text))}));
  }
  if (index.public_copy()) {
    blocks.push_back(alarm(index.say(Says::alarm_public), {paragraph(index.say(Says::alarm_public_text))}));
  }
  if (const std::size_t open = index.unchecked_sources(); open != 0) {
    const Inlines all{plain(std::to_string(index.sources().size()))};
    blocks.push_back(
        alarm(index.say(Says::alarm_draft),
              {paragraph(say_with(
                  language, open == 1 ? Says::alarm_draft_one : Says::alarm_draft_many,
                  {{plain(std::to_string(open))}, all, to_section(index, sources_id, Says::sources_title)}))}));
  }
  if (index.source_case().setting.allow_unverified) {
    std::vector<std::string> recalled;
    for (InputId i = 0; i < estimate.bound.inputs.size(); ++i) {
      if (estimate.bound.inputs[i].given.status == Status::recalled) {
        recalled.push_back(index.input_label(i));
      }
    }
    blocks.push_back(
        alarm(index.say(Says::alarm_unverified),
              {paragraph(say_with(language, Says::alarm_unverified_text,
                                  {to_section(index, assumptions_id, Says::assumptions_title)})),
               paragraph(recalled.empty() ? index.say(Says::alarm_unverified_none)
                                          : index.say(Says::alarm_unverified_list, {list_text(recalled, language)}))}));
  }
  const auto warnings = std::count_if(estimate.warnings.begin(), estimate.warnings.end(),
                                      [](const Fault& fault) { return fault.severity != Severity::note; });
  if (warnings != 0) {
    blocks.push_back(alarm(
        index.say(Says::alarm_warnings),
        {paragraph(say_with(language, warnings == 1 ? Says::alarm_warnings_one : Says::alarm_warnings_many,
                            {{plain(std::to_string(warnings))}, to_section(index, notes_id, Says::notes_title)}))}));
  }
}

Says sentence_for(Kind kind) {
  switch (kind) {
    case Kind::gross: return Says::answer_gross;
    case Kind::net: return Says::answer_net;
    case Kind::cost: return Says::answer_cost;
    case Kind::loss: return Says::answer_loss;
    case Kind::harm: return Says::answer_harm;
    case Kind::award: return Says::answer_award;
    case Kind::wage:  // due, paid and still owed are all wages: the label says which
    case Kind::none: break;
  }
  return Says::answer_plain;
}

Says claim_sentence(OutOfHundred::Form form) {
  switch (form) {
    case OutOfHundred::Form::none: return Says::range_claim_none;
    case OutOfHundred::Form::fewer_than_one: return Says::range_claim_fewer;
    case OutOfHundred::Form::number: return Says::range_claim;
    case OutOfHundred::Form::more_than_99: return Says::range_claim_more;
    case OutOfHundred::Form::all: break;
  }
  return Says::range_claim_all;
}

// How far the figure may be off, each way of saying so in a sentence of its own.
std::vector<Inlines> range_in_words(const ReportIndex& index, const Figure& main) {
  const Language language = index.language();
  std::vector<Inlines> range;
  if (main.floor.value) {
    range.push_back(say_with(language, Says::range_floor, {{index.figure(main, "floor", *main.floor.value)}}));
  } else {
    range.push_back({plain(index.say(Says::range_no_floor))});
  }
  range.back().push_back(footnote(index.say(Says::term_floor_text)));
  if (main.spread) {
    const SpreadSummary& spread = *main.spread;
    range.push_back(say_with(language, Says::range_worlds,
                             {{index.figure(main, "p05", spread.p05)},
                              {index.figure(main, "p95", spread.p95)},
                              {index.figure(main, "p50", spread.p50)}}));
    range.back().push_back(footnote(index.say(Says::term_world_text)));
    const OutOfHundred share = out_of_hundred(spread.at_or_above_claim);
    range.push_back(say_with(language, claim_sentence(share.form), {{plain(share.number)}, {index.figure(main)}}));
    if (spread.at_or_above_claim < 0.5) {
      range.back().push_back(plain(" " + index.say(Says::range_claim_above_most)));
    }
  } else {
    range.push_back({plain(index.say(Says::range_no_spread))});
  }
  if (main.bounds) {
    range.push_back(say_with(
        language, Says::range_bounds,
        {{index.figure(main, "low_bound", main.bounds->low)}, {index.figure(main, "high_bound", main.bounds->high)}}));
    range.back().push_back(footnote(index.say(Says::term_bounds_text)));
  }
  return range;
}

// A run without persons has no one answer: the first figure of each model, and where the others are.
Section answer_of_studies(const ReportIndex& index, Section made) {
  const Language language = index.language();
  Callout box{Callout::Role::answer, {}, {}};
  box.blocks.push_back(paragraph(index.say(Says::answer_study), Paragraph::Role::lead));
  DefinitionList firsts;
  for (const auto& [title, figures] : index.grouped_figures()) {
    const Figure& first = *figures.front();
    firsts.entries.push_back(
        {{},
         {plain(title)},
         {say_with(language, Says::labelled_amount,
                   {{plain(index.in(index.program().steps[first.step].label))}, {index.figure(first)}})}});
  }
  box.blocks.push_back({std::move(firsts)});
  box.blocks.push_back(
      paragraph(say_with(language, Says::answer_study_more, {to_section(index, schedule_id, Says::schedule_title)}),
                Paragraph::Role::small));
  made.blocks.push_back({std::move(box)});
  made.blocks.push_back(
      paragraph(say_with(language, Says::answer_limits, {to_section(index, limits_id, Says::limits_title)}),
                Paragraph::Role::small));
  return made;
}

}  // namespace

std::vector<Block> front_matter(const ReportIndex& index) {
  const Case& source_case = index.source_case();
  const Setting& setting = source_case.setting;
  const Language language = index.language();
  std::vector<Block> blocks;
  add_alarms(index, blocks);

  DefinitionList facts;
  const auto fact = [&](Says term, Inlines meaning) {
    facts.entries.push_back({{}, {plain(index.say(term))}, {std::move(meaning)}});
  };
  fact(Says::fact_case, {plain(source_case.id)});
  if (!setting.victims.empty()) {
    fact(Says::fact_persons, {plain(index.people())});
  }
  fact(Says::fact_currency, {plain(setting.currency)});
  fact(Says::fact_valuation_date,
       say_with(language, Says::fact_date,
                {{date_inline(setting.valuation_date, language)},
                 {inline_of(Inline::Form::date, setting.valuation_date.text(), setting.valuation_date.text())}}));
  if (setting.calendar) {
    fact(Says::fact_calendar, {plain(index.say(calendar_sentence(*setting.calendar)))});
  }
  const Manifest& manifest = index.estimate().manifest;
  fact(Says::fact_run, {plain(index.say(Says::fact_run_value, {localized(std::to_string(manifest.draws), language),
                                                               std::to_string(manifest.seed)}))});
  blocks.push_back({std::move(facts)});
  if (!index.in(source_case.note).empty()) {
    blocks.push_back(paragraph(index.in(source_case.note), Paragraph::Role::small));
  }
  return blocks;
}

Section answer_section(const ReportIndex& index) {
  const Language language = index.language();
  Section made = section("answer", index.say(Says::answer_title));
  made.numbered = false;
  const Figure* main = index.main_figure();
  if (main == nullptr) {
    made.blocks.push_back(paragraph(index.say(Says::answer_none)));
    return made;
  }

  if (index.source_case().setting.victims.empty()) {
    return answer_of_studies(index, std::move(made));
  }

  Callout box{Callout::Role::answer, {}, {}};
  const bool about_persons =
      index.part_of(*main) == ReportIndex::Part::total && !index.source_case().setting.victims.empty();
  const Says sentence = about_persons ? sentence_for(main->kind) : Says::answer_plain;
  const std::string whose = sentence == Says::answer_plain ? index.figure_label(*main) : index.people();
  box.blocks.push_back(
      paragraph(say_with(language, sentence, {{index.figure(*main)}, {plain(whose)}}), Paragraph::Role::lead));
  if (about_persons && main->kind == Kind::gross) {
    Inlines owed{plain(index.say(Says::answer_owed_gross, {index.people()}))};
    if (const Figure* net = index.total_of_kind(Kind::net)) {
      owed.push_back(plain(" "));
      append(owed, say_with(language, Says::answer_owed_net, {{index.figure(*net)}}));
    }
    box.blocks.push_back(paragraph(std::move(owed)));
  }
  DefinitionList others;
  for (const Figure& figure : index.estimate().figures) {
    const bool told = &figure == main || (main->kind == Kind::gross && &figure == index.total_of_kind(Kind::net));
    if (about_persons && !told && !index.repeats_another(figure) && index.part_of(figure) == ReportIndex::Part::total) {
      others.entries.push_back({{}, {plain(index.figure_label(figure))}, {{index.figure(figure)}}});
    }
  }
  if (!others.entries.empty()) {
    box.blocks.push_back({std::move(others)});
  }
  const Inlines day{date_inline(index.source_case().setting.valuation_date, language)};
  box.blocks.push_back(paragraph(
      index.source_case().setting.forums.empty()
          ? say_with(language, Says::answer_basis, {day})
          : say_with(language, Says::answer_basis_courts, {day, to_section(index, claim_id, Says::claim_title)}),
      Paragraph::Role::small));
  made.blocks.push_back({std::move(box)});

  Section range = unnumbered("range", index.say(Says::answer_range));
  BulletList list;
  list.items = range_in_words(index, *main);
  range.blocks.push_back({std::move(list)});
  range.blocks.push_back(
      paragraph(say_with(language, Says::answer_limits, {to_section(index, limits_id, Says::limits_title)}),
                Paragraph::Role::small));
  made.blocks.push_back({std::move(range)});
  return made;
}

}  // namespace restituo
