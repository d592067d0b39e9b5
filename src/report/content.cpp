#include "content.hpp"

#include "content_challenge.hpp"
#include "format.hpp"

namespace restituo {

Says words_of_method(std::string_view name) {
  return name == "mc" ? Says::method_mc : name == "lhs" ? Says::method_lhs : Says::method_sobol;
}

Section section(std::string id, std::string title) {
  Section result;
  result.id = std::move(id);
  result.title = std::move(title);
  return result;
}

Section unnumbered(std::string id, std::string title) {
  Section result = section(std::move(id), std::move(title));
  result.numbered = false;
  return result;
}

Inline date_inline(const Date& date, Language language) {
  return inline_of(Inline::Form::date, long_date(date, language), date.text());
}

Inlines stacked(const std::vector<Inlines>& lines) {
  Inlines result;
  for (const Inlines& line : lines) {
    if (line.empty()) {
      continue;
    }
    if (!result.empty()) {
      result.push_back(line_break());
    }
    append(result, line);
  }
  return result;
}

Inlines grade_and_marks(const ReportIndex& index, Grade grade, const Inlines& marks) {
  const std::string letter(1, letter_of(grade));
  return marks.empty() ? Inlines{plain(index.say(Says::grade_alone, {letter}))}
                       : say_with(index.language(), Says::grade_and_sources, {{plain(letter)}, marks});
}

ReportDocument framed_document(const ReportIndex& index) {
  const Case& source_case = index.source_case();
  ReportDocument document;
  document.language = index.language();
  document.title = index.in(source_case.title);
  const Figure* main = index.main_figure();
  const bool gained = main != nullptr && (main->kind == Kind::gross || main->kind == Kind::net);
  document.subtitle = source_case.setting.victims.empty()
                          ? index.say(Says::title_study)
                          : index.say(gained ? Says::title_persons : Says::title_owed, {index.people()});
  document.description = index.say(Says::page_description, {document.title});
  document.running_head = document.title;
  if (source_case.illustration) {
    document.mark = index.say(Says::alarm_illustration);
  }
  if (index.unchecked_sources() != 0) {
    document.mark += (document.mark.empty() ? "" : " · ") + index.say(Says::alarm_draft);
  }
  document.skip_to_content = index.say(Says::page_skip);
  document.page_word = index.say(Says::page_word);
  document.of_word = index.say(Says::page_of);
  document.credit = index.say(Says::page_credit, {index.estimate().manifest.program_version});
  document.front = front_matter(index);
  return document;
}

ReportDocument document_of(const Estimate& estimate, const ReportContext& context) {
  const ReportIndex index(estimate, context.language, context.public_copy);
  ReportDocument document = framed_document(index);
  document.letter_paper = context.letter_paper;
  document.counts_paragraphs = true;
  document.blocks.push_back({answer_section(index)});
  if (Section changes = changes_section(index, context.challenge); !changes.blocks.empty()) {
    document.blocks.push_back({std::move(changes)});
  }
  document.blocks.push_back({Contents{index.say(Says::page_contents)}});
  for (Section made : {schedule_section(index), claim_section(index), months_section(index), persons_section(index),
                       working_section(index), assumptions_section(index), certainty_section(index),
                       context.challenge != nullptr ? challenge_section(index, *context.challenge) : Section{},
                       context.traced != nullptr ? traced_section(index, *context.traced) : Section{},
                       literature_section(index), models_section(index), sources_section(index), notes_section(index),
                       rerun_section(index, context), glossary_section(index), limits_section(index, context)}) {
    if (!made.blocks.empty()) {
      document.blocks.push_back({std::move(made)});
    }
  }
  document.blocks.push_back({list_section(index, document.blocks)});
  document.blocks.push_back({adoption_section(index)});
  return document;
}

}  // namespace restituo
