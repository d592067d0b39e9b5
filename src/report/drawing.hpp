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

// A label on ground of its own, so that no line of the drawing crosses its letters.
void draw_label(Picture& picture, Picture::Shape::Form form, int x, int y, std::string text);

// Cut at a letter, for a line of the drawing; the whole stands in the table.
std::string short_label(const std::string& text, std::size_t longest);

// The number of a tick as the language writes it.
std::string tick_text(double value, Language language);

// Upright hairlines at the ticks from `top` to `bottom`, a line at the bottom, and the numbers below it.
void draw_axis(Picture& picture, const DrawingAxis& axis, int top, int bottom, int left, int right, Language language);

// Equally likely worlds as dots on one another (a quantile dot plot): what a spread is, to be counted. Lines mark
// single amounts; below the axis stand percentiles with their bounds.
struct DotPlot {
  struct Line {
    double value = 0;
    std::string words;
    bool dashed = false;
  };
  struct Percentile {
    std::string words;
    double value = 0, low = 0, high = 0;
  };
  std::vector<double> dots;
  std::vector<Line> lines;
  std::vector<Percentile> percentiles;
};
// Fills width, height and shapes of `picture`.
void draw_dots(Picture& picture, const DotPlot& plot, Language language);

}  // namespace restituo
