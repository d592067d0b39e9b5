// What all drawings of the report are made with: an axis with round numbers, and marks on it.
#pragma once

#include <vector>

#include "document_tree.hpp"

namespace restituo {

// An axis from `left` to `right` in the drawing's own units. Its ends are round numbers, and it has few of them: the
// fewer the longer their labels are, so that they stand apart on a telephone too.
class DrawingAxis {
 public:
  // Holds both values and, where `from_zero`, zero.
  DrawingAxis(double low, double high, int left, int right, bool from_zero = true);

  int at(double value) const;
  std::vector<double> ticks() const;

 private:
  double low_;
  double high_ = 0;
  double step_ = 1;
  int left_, right_;
};

Picture::Shape line_mark(int x, int y, int x2, int y2, Picture::Shape::Tone tone, bool dashed = false);
Picture::Shape box_mark(int x, int y, int x2, int y2, Picture::Shape::Tone tone);
Picture::Shape point_mark(Picture::Shape::Form form, int x, int y, Picture::Shape::Tone tone);
Picture::Shape label_mark(Picture::Shape::Form form, int x, int y, std::string text);

// The number of a tick as the language writes it.
std::string tick_text(double value, Language language);

// Upright hairlines at the ticks from `top` to `bottom`, a line at the bottom, and the numbers below it.
void draw_axis(Picture& picture, const DrawingAxis& axis, int top, int bottom, int left, int right, Language language);

}  // namespace restituo
