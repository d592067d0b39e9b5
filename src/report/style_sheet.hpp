// How the page looks: calm, serif, as a court document; on paper, on a screen, and on a telephone 320 pixels wide.
//
// Contrast of every pair of colours is at least 4.5 to 1 (WCAG 2.2 AA), 3 to 1 for marks; tests/report works it out.
#pragma once

#include <string>
#include <string_view>

#include "document_tree.hpp"

namespace restituo {

// A style sheet without any '<' in it, made only by the two functions below.
class StyleSheet {
 public:
  std::string_view text() const { return text_; }

 private:
  friend StyleSheet style_sheet(const ReportDocument& document);
  friend StyleSheet court_style_sheet(const ReportDocument& document);
  explicit StyleSheet(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

StyleSheet style_sheet(const ReportDocument& document);
// For a PDF: page numbers in the contents, remarks at the foot, numbered paragraphs, full lines on each page. It keeps
// to what WeasyPrint 57 draws (no grid).
StyleSheet court_style_sheet(const ReportDocument& document);

}  // namespace restituo
