// The files of a report, in every format that was asked for.
#pragma once

#include <string>
#include <vector>

#include <restituo/report/report.hpp>

#include "files.hpp"

namespace restituo {

// "html", "pdf", ... in the order in which they are made and listed.
const std::vector<std::string>& all_formats();
// What a folder gets where no format was named: all that needs no program from outside.
const std::vector<std::string>& usual_formats();

struct Outputs {
  std::vector<OutputFile> files;
  Faults faults;  // a format that could not be made is left out and said
};

Outputs outputs_of(const Estimate& estimate, const ReportContext& context, const std::vector<std::string>& formats);

}  // namespace restituo
