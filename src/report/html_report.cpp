#include <restituo/report/report.hpp>

#include "content.hpp"
#include "fodt.hpp"
#include "html.hpp"

namespace restituo {

std::string html_report(const Estimate& estimate, const ReportContext& context) {
  return html_of(document_of(estimate, context));
}

std::string court_page(const Estimate& estimate, const ReportContext& context) {
  return html_of(document_of(estimate, context), Medium::court);
}

std::string editable_report(const Estimate& estimate, const ReportContext& context) {
  return fodt_of(document_of(estimate, context));
}

}  // namespace restituo
