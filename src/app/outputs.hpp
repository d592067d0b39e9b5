// The files of a report, in every format that was asked for.
#pragma once

#include <string>
#include <vector>

#include <restituo/report/report.hpp>

#include "files.hpp"

namespace restituo {

struct Outputs {
  std::vector<OutputFile> files;
  Faults faults;  // a format that could not be made is left out and said
};

Outputs outputs_of(const Estimate& estimate, const ReportContext& context, const std::vector<std::string>& formats);

}  // namespace restituo
