// What the report says: fills the document tree from an estimate, section by section. No figure is worked out here.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <restituo/report/report.hpp>

#include "report_index.hpp"

namespace restituo {

ReportDocument document_of(const Estimate& estimate, const ReportContext& context);

// A document of this case with its title, banners and running words, and no section yet.
ReportDocument framed_document(const ReportIndex& index);

// The sections, in the order in which they are printed.
std::vector<Block> front_matter(const ReportIndex& index);
Section answer_section(const ReportIndex& index);
// The three inputs that move the answer most, and all of them. What to prove next is said by the challenge, if there is
// one.
Section changes_section(const ReportIndex& index, const Challenge* challenge);
Section swing_section(const ReportIndex& index);
Section schedule_section(const ReportIndex& index);
Section claim_section(const ReportIndex& index);
Section months_section(const ReportIndex& index);
Section persons_section(const ReportIndex& index);
Section working_section(const ReportIndex& index);
Section assumptions_section(const ReportIndex& index);
Section certainty_section(const ReportIndex& index);
Section traced_section(const ReportIndex& index, const TracedAssets& traced);
Section literature_section(const ReportIndex& index);
Section models_section(const ReportIndex& index);
Section sources_section(const ReportIndex& index);
Section notes_section(const ReportIndex& index);
// A remark of the checker with the words of the report for names of files.
Fault in_readers_words(const ReportIndex& index, Fault fault);
Section rerun_section(const ReportIndex& index, const ReportContext& context);
Section glossary_section(const ReportIndex& index);
Section limits_section(const ReportIndex& index, const ReportContext& context);
// What a court asks for, and where in `others` it stands.
Section list_section(const ReportIndex& index, const std::vector<Block>& others);
Section adoption_section(const ReportIndex& index);

// How a calendar convention counts, in words.
Says calendar_sentence(const CalendarConvention& calendar);
// A method of drawing, by its name in the manifest.
Says words_of_method(std::string_view name);

// Sections that other sections point to.
inline constexpr const char* schedule_id = "schedule";
inline constexpr const char* assumptions_id = "assumptions";
inline constexpr const char* models_id = "models";
inline constexpr const char* sources_id = "sources";
inline constexpr const char* notes_id = "notes";
inline constexpr const char* glossary_id = "glossary";
inline constexpr const char* limits_id = "limits";
inline constexpr const char* traced_id = "traced";
inline constexpr const char* claim_id = "claim";

// -- short ways to write blocks --
inline Block block(Paragraph paragraph) { return {std::move(paragraph)}; }
inline Block paragraph(Inlines content, Paragraph::Role role = Paragraph::Role::body) {
  return {Paragraph{role, std::move(content)}};
}
inline Block paragraph(std::string words, Paragraph::Role role = Paragraph::Role::body) {
  return {Paragraph{role, {plain(std::move(words))}}};
}
Section section(std::string id, std::string title);
// A section inside a numbered one that has a heading but no number of its own.
Section unnumbered(std::string id, std::string title);

// "1 March 2010 to 5 May 2011", "12 months"; years only in a public copy.
Inlines time_of(const ReportIndex& index, const SettingPeriod& period);
// "model", "data file": what a part of the manifest is.
std::string part_in_words(const ReportIndex& index, const std::string& what);
// A date in words that also carries its ISO form.
Inline date_inline(const Date& date, Language language);
// Several texts below each other in one cell.
Inlines stacked(const std::vector<Inlines>& lines);
// Marks and pin of a source with the grade before: "Grade C; [3], p. 5".
Inlines grade_and_marks(const ReportIndex& index, Grade grade, const Inlines& marks);

}  // namespace restituo
