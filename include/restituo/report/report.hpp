// The report, in Spanish or English: a self-contained HTML page, the pages of the court's PDF, an editable text, the
// JSON of the contract, and CSV. (The workbook: workbook.hpp. Files and outside tools: app.)
//
// A report computes nothing: every figure it prints is a step of the program and carries its id. Amounts are formatted
// here and nowhere else. The page needs no script and no network, prints on A4 and Letter, and keeps the order that
// courts and lawyers expect (reference/interfaces.md section 2.1).
#pragma once

#include <string>
#include <vector>

#include <restituo/base/language.hpp>
#include <restituo/estimate/estimate.hpp>

namespace restituo {

struct Challenge;
struct TracedAssets;

// What the report prints about its own making: the command that repeats it, and the case file as the user named it.
struct ReportContext {
  Language language = Language::en;
  std::string command;
  std::string case_file;
  // Where there is one, the report has a section on the other side's view.
  const Challenge* challenge = nullptr;
  // Where there is one, the report says where the money was traced to.
  const TracedAssets* traced = nullptr;
  bool public_copy = false;  // of a redacted_copy: what it withholds is said
  bool letter_paper = true;  // of a PDF and an editable text; else A4
};

std::string html_report(const Estimate& estimate, const ReportContext& context);
// docs/formats/result.md: `figures`, `warnings`, `manifest`, `digest`.
std::string json_report(const Estimate& estimate, const ReportContext& context);
// Every figure, one line each, RFC 4180, UTF-8; texts that a spreadsheet could take for a formula are quoted off with
// an apostrophe.
// What each forum awards, by calendar month or week, person and rule: docs/formats/result.md.
std::string schedule_csv(const Estimate& estimate, bool weeks);
std::string csv_report(const Estimate& estimate, const ReportContext& context);
// Every line of the working, one line each: sentence, symbols, numbers put in, result, sources. Same form.
std::string working_csv(const Estimate& estimate, const ReportContext& context);
// The figure of each period spread evenly over its months (monthly.hpp), one line each. Same form.
std::string months_csv(const Estimate& estimate, const ReportContext& context);
// Where the traced money lies, and what each claim reaches by each method, one line each. Same form; it needs
// `context.traced`.
std::string traced_csv(const Estimate& estimate, const ReportContext& context);
// The page for the tool that makes a PDF of it: html_report as a court wants it on paper.
std::string court_page(const Estimate& estimate, const ReportContext& context);
// The same report as a flat OpenDocument text, for word processors.
std::string editable_report(const Estimate& estimate, const ReportContext& context);

// A page in plain words for each person, about her alone.
struct SurvivorPage {
  std::string person;  // id
  std::string html;
};
std::vector<SurvivorPage> survivor_pages(const Estimate& estimate, const ReportContext& context);

// The answer in a few lines for the terminal, at most 100 characters wide; it ends in a newline.
std::string answer_in_brief(const Estimate& estimate, const ReportContext& context);

}  // namespace restituo
