// The challenge as a report of its own: the same section that a report of the estimate can hold, as a page, JSON, CSV,
// and a few lines for the terminal.
//
// The JSON is the contract of docs/formats/challenge.md. As in every report, nothing is worked out here.
#pragma once

#include <string>
#include <vector>

#include <restituo/challenge/challenge.hpp>
#include <restituo/report/report.hpp>

namespace restituo {

std::string challenge_html(const Challenge& challenge, const ReportContext& context);
std::string challenge_json(const Challenge& challenge, const ReportContext& context);
// One line each: table, subject, aspect, value, unit.
std::string challenge_csv(const Challenge& challenge, const ReportContext& context);
// At most 100 characters wide; ends in a newline.
std::string challenge_in_brief(const Challenge& challenge, const ReportContext& context);

// A drawing that stands alone: the name of its file ("tornado.es.svg") and its text.
struct DrawingFile {
  std::string name;
  std::string svg;
};
std::vector<DrawingFile> challenge_drawings(const Challenge& challenge, const ReportContext& context);

}  // namespace restituo
