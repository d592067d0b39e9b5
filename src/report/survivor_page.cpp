#include <algorithm>

#include <restituo/report/report.hpp>

#include "content.hpp"
#include "format.hpp"
#include "html.hpp"

namespace restituo {
namespace {

Section plain_section(const ReportIndex& index, const char* id, Says title) { return unnumbered(id, index.say(title)); }

// The sentence for an amount of each kind; other kinds are named by their label.
Inlines told(const ReportIndex& index, const Figure& figure) {
  const std::string amount = simulated_text(figure.exact.to_double(), figure.unit, index.language());
  switch (figure.kind) {
    case Kind::gross: return {plain(index.say(Says::page_gross, {amount}))};
    case Kind::net: return {plain(index.say(Says::page_net, {amount}))};
    case Kind::wage: return {plain(index.say(Says::page_wage, {amount}))};
    default: return {plain(index.say(Says::page_other, {index.in(index.program().steps[figure.step].label), amount}))};
  }
}

std::string page_of(const ReportIndex& index, const SettingVictim& victim) {
  const Language language = index.language();
  ReportDocument document;
  document.language = language;
  document.title = index.say(Says::page_title, {index.in(victim.label)});
  document.subtitle = index.say(Says::page_subtitle);
  document.description = document.subtitle;
  document.running_head = document.title;
  document.skip_to_content = index.say(Says::page_skip);
  document.page_word = index.say(Says::page_word);
  document.of_word = index.say(Says::page_of);
  document.credit = index.say(Says::page_credit_plain, {index.estimate().manifest.program_version});

  // Her own sums: of each kind the one that covers all her periods, told once.
  std::vector<const Figure*> hers;
  for (const Figure& figure : index.estimate().figures) {
    const bool sum = figure.victim == victim.id && figure.period.empty() && figure.key.empty();
    const bool had = std::any_of(hers.begin(), hers.end(), [&](const Figure* one) { return one->kind == figure.kind; });
    if (sum && figure.unit.is_money() && figure.kind != Kind::cost && !index.repeats_another(figure) && !had) {
      hers.push_back(&figure);
    }
  }
  Section about = plain_section(index, "answer", Says::page_about);
  for (const Figure* figure : hers) about.blocks.push_back(paragraph(told(index, *figure), Paragraph::Role::lead));
  if (hers.empty()) about.blocks.push_back(paragraph(index.say(Says::answer_none)));
  about.blocks.push_back(paragraph(index.say(Says::page_how)));
  document.blocks.push_back({std::move(about)});

  Section times = plain_section(index, "times", Says::page_periods);
  BulletList list;
  for (const SettingPeriod& period : victim.periods) {
    const Inlines time = time_of(index, period);
    list.items.push_back(say_with(language, Says::labelled_amount, {{plain(index.in(period.label))}, time}));
  }
  times.blocks.push_back({std::move(list)});
  document.blocks.push_back({std::move(times)});

  Section sure = plain_section(index, "sure", Says::page_sure);
  const Figure* drawn = nullptr;
  for (const Figure* figure : hers) {
    if (figure->spread && drawn == nullptr) drawn = figure;
  }
  if (drawn != nullptr) {
    sure.blocks.push_back(
        paragraph(index.say(Says::page_range, {simulated_text(drawn->spread->p05, drawn->unit, language),
                                               simulated_text(drawn->spread->p95, drawn->unit, language)})));
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
