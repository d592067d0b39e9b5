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
  friend StyleSheet drawing_style_sheet();
  explicit StyleSheet(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

StyleSheet style_sheet(const ReportDocument& document);
// Of a drawing that stands alone: the same tones as on the page.
StyleSheet drawing_style_sheet();

}  // namespace restituo
