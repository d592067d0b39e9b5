#include <restituo/report/report.hpp>

#include "content.hpp"
#include "format.hpp"
#include "html.hpp"

namespace restituo {
namespace {

Section plain_section(const ReportIndex& index, const char* id, Says title) { return unnumbered(id, index.say(title)); }

std::string about(const ReportIndex& index, const Figure& figure) {
  return simulated_text(figure.exact.to_double(), figure.unit, index.language());
}

// The sentence for her sum; a kind that has none is named by its label.
std::string told(const ReportIndex& index, const Figure& figure) {
  const std::string amount = about(index, figure);
  switch (figure.kind) {
    case Kind::gross: return index.say(Says::page_gross, {amount});
    case Kind::net: return index.say(Says::page_net, {amount});
    default: break;
  }
  // The label of her periods: that of the sum names her too.
  StepId step = figure.step;
  for (const Figure& one : index.estimate().figures) {
    if (one.name == figure.name && one.victim == figure.victim && !one.period.empty()) step = one.step;
  }
  return index.say(Says::page_other, {index.in(index.program().steps[step].label), amount});
}

// What the long report answers with, her part of it: one number that she meets again there. Then what each court's law
// would give her.
Section about_the_number(const ReportIndex& index, const SettingVictim& victim, const Figure* hers) {
  Section made = plain_section(index, "answer", Says::page_about);
  if (hers == nullptr) made.blocks.push_back(paragraph(index.say(Says::answer_none)));
  if (hers != nullptr) {
    made.blocks.push_back(paragraph(told(index, *hers), Paragraph::Role::lead));
    if (const Figure* net = index.figure_of(victim.id, "net"); net != nullptr && hers->kind == Kind::gross) {
      made.blocks.push_back(paragraph(told(index, *net)));
    }
  }
  made.blocks.push_back(paragraph(index.say(Says::page_how)));
  BulletList courts;
  for (const SettingForum& chosen : index.source_case().setting.forums) {
    if (const Figure* award = index.figure_with(chosen.forum + ".award." + victim.id)) {
      const Model* model = index.estimate().library->model(chosen.forum);
      courts.items.push_back({plain(index.say(Says::page_court, {index.in(model->title), about(index, *award)}))});
    }
  }
  if (!courts.items.empty()) {
    made.blocks.push_back(paragraph(index.say(Says::page_courts)));
    made.blocks.push_back({std::move(courts)});
  }
  return made;
}

std::string page_of(const ReportIndex& index, const SettingVictim& victim) {
  const Language language = index.language();
  ReportDocument document;
  document.language = language;
  document.title = index.say(Says::page_title, {index.in(victim.label)});
  document.subtitle = index.say(Says::page_subtitle);
  document.description = document.subtitle;
  document.one_page = true;
  document.running_head = document.title;
  document.skip_to_content = index.say(Says::page_skip);
  document.page_word = index.say(Says::page_word);
  document.of_word = index.say(Says::page_of);
  document.credit = index.say(Says::page_credit_plain, {index.estimate().manifest.program_version});

  if (index.source_case().illustration) {
    document.front.push_back({Callout{
        Callout::Role::alarm, index.say(Says::alarm_illustration), {paragraph(index.say(Says::page_illustration))}}});
  } else if (index.unchecked_sources() != 0) {
    document.front.push_back(
        {Callout{Callout::Role::alarm, index.say(Says::alarm_draft), {paragraph(index.say(Says::page_draft))}}});
  }
  const Figure* hers = index.her_part_of_the_answer(victim.id);
  document.blocks.push_back({about_the_number(index, victim, hers)});

  Section times = plain_section(index, "times", Says::page_periods);
  BulletList list;
  for (const SettingPeriod& period : victim.periods) {
    const Inlines time = time_of(index, period);
    list.items.push_back(say_with(language, Says::labelled_amount, {{plain(index.in(period.label))}, time}));
  }
  times.blocks.push_back({std::move(list)});
  document.blocks.push_back({std::move(times)});

  Section sure = plain_section(index, "sure", Says::page_sure);
  if (hers != nullptr && hers->spread) {
    const SpreadSummary& spread = *hers->spread;
    const auto end = [&](const char* name, double value) {
      return simulated_text(spread.supported(name, value), hers->unit, language);
    };
    sure.blocks.push_back(paragraph(
        index.say(Says::page_range, {end("p05", spread.p05), end("p95", spread.p95), end("p50", spread.p50)})));
  } else {
    sure.blocks.push_back(paragraph(index.say(Says::page_no_range)));
  }
  sure.blocks.push_back(paragraph(index.say(Says::page_proof)));
  document.blocks.push_back({std::move(sure)});

  const auto sentences = [&](const char* id, Says title, std::initializer_list<Says> says) {
    Section made = plain_section(index, id, title);
    for (const Says one : says) made.blocks.push_back(paragraph(index.say(one)));
    document.blocks.push_back({std::move(made)});
  };
  sentences("not", Says::page_not, {Says::page_not_sure_money, Says::page_not_worth, Says::page_not_fault});
  sentences("yours", Says::page_yours, {Says::page_decide, Says::page_shown});
  Section ask = plain_section(index, "ask", Says::page_ask);
  BulletList questions;
  for (const Says one : {Says::page_ask_law, Says::page_ask_next, Says::page_ask_safe}) {
    questions.items.push_back({plain(index.say(one))});
  }
  ask.blocks.push_back({std::move(questions)});
  document.blocks.push_back({std::move(ask)});
  return html_of(document);
}

}  // namespace

std::vector<SurvivorPage> survivor_pages(const Estimate& estimate, const ReportContext& context) {
  const ReportIndex index(estimate, context.language, context.public_copy);
  std::vector<SurvivorPage> pages;
  for (const SettingVictim& victim : index.source_case().setting.victims) {
    pages.push_back({victim.id, page_of(index, victim)});
  }
  return pages;
}

}  // namespace restituo
