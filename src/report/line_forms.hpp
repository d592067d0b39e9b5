// What each line of the working does for the reader: whether it is worked out before her, or told in one row.
#pragma once

#include <optional>
#include <vector>

#include "report_index.hpp"

namespace restituo {

// Only a worked line needs its formula shown.
enum class LineForm {
  worked,
  carries,  // the result of one other line, unchanged
  nothing,  // a court's rule that gives nothing here
  unused,   // it goes into lines that give nothing, and into no other
};

class LineForms {
 public:
  explicit LineForms(const ReportIndex& index);

  LineForm of(StepId id) const { return forms_[id]; }
  // The line whose result this one is; only where it carries one.
  StepId source_of(StepId id) const { return *carried_[id]; }

 private:
  std::vector<LineForm> forms_;
  std::vector<std::optional<StepId>> carried_;
};

// The court by whose law a line goes; nothing where it goes by none.
const Model* court_of(const ReportIndex& index, StepId id);

}  // namespace restituo
