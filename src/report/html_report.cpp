#include <restituo/report/report.hpp>

#include "content.hpp"
#include "html.hpp"

namespace restituo {

std::string html_report(const Estimate& estimate, const ReportContext& context) {
  return html_of(document_of(estimate, context));
}

}  // namespace restituo
