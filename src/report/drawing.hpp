// What all drawings of the report are made with: an axis with round numbers, and marks on it.
#pragma once

#include <string>
#include <vector>

#include <restituo/quantity/date.hpp>

#include "document_tree.hpp"

namespace restituo {

// An axis from `left` to `right` in the drawing's own units. Its ends are round numbers, and it has few of them: the
// fewer the longer their labels are, so that they stand apart on a telephone too.
class DrawingAxis {
 public:
  // Holds both values and, where `from_zero`, zero, unless that would press all into the far end of the drawing.
  DrawingAxis(double low, double high, int left, int right, bool from_zero = true);

  int at(double value) const;
  std::vector<double> ticks() const;
  // Zero lies outside: the drawing marks it.
  bool is_cut() const { return low_ > 0 || high_ < 0; }

 private:
  double low_;
  double high_ = 0;
  double step_ = 1;
  int left_, right_;
};

// Time from one day to another, with a tick at the first of some months or years.
class TimeAxis {
 public:
  // `years_only` begins and ends at years and names no month, for a public copy.
  TimeAxis(const Date& first, const Date& last, int left, int right, bool years_only);

  int at(const Date& date) const;
  struct Tick {
    Date date;
    std::string words;  // "2017", "apr 2017"
  };
  std::vector<Tick> ticks(Language language) const;

 private:
  Date first_, last_;
  int left_, right_;
  int months_ = 12;  // from tick to tick
};

Picture::Shape line_mark(int x, int y, int x2, int y2, Picture::Shape::Tone tone, bool dashed = false);
Picture::Shape box_mark(int x, int y, int x2, int y2, Picture::Shape::Tone tone);
Picture::Shape point_mark(Picture::Shape::Form form, int x, int y, Picture::Shape::Tone tone);
Picture::Shape label_mark(Picture::Shape::Form form, int x, int y, std::string text);

// A label on ground of its own, so that no line of the drawing crosses its letters.
void draw_label(Picture& picture, Picture::Shape::Form form, int x, int y, std::string text);

// Cut at a letter, for a line of the drawing; the whole stands in the table.
std::string short_label(const std::string& text, std::size_t longest);

// A text in lines, each at most `most` units of the drawing wide; a word longer than that has a line of its own.
std::vector<std::string> lines_within(const std::string& text, int most);

// Places for labels `widths` wide near `wanted`, in order and apart from each other, from `left` to `right`.
std::vector<int> apart(std::vector<int> wanted, const std::vector<int>& widths, int left, int right);

// About how wide a text is drawn.
int drawn_width(std::string_view text);

// A bar with its label before it, for drawings of one bar a row. Labels stand left of `bars_left` in as many lines as
// they need.
inline constexpr int label_left = 4;
inline constexpr int bars_left = 262;
inline constexpr int bars_right = 604;
int bar_row_height(const std::string& label);
// Draws the label of the row that begins at `y`, and says where the bar's middle lies.
int draw_bar_label(Picture& picture, const std::string& label, int y);

// The line of what is claimed, unbroken in every drawing, with its words on top. What is broken is another amount.
void draw_claim(Picture& picture, int x, const std::string& words, int top, int bottom);

// What the signs of a drawing mean, below it: each a box of its tone, or a line, and its words. Adds to the height.
struct Sign {
  enum class Form { box, line, thick_line };
  Form form = Form::box;
  Picture::Shape::Tone tone = Picture::Shape::Tone::soft;
  std::string words;
};
void draw_signs(Picture& picture, const std::vector<Sign>& signs);

// The number of a tick as the language writes it.
std::string tick_text(double value, Language language);

// Upright hairlines at the ticks from `top` to `bottom`, a line at the bottom, and the numbers below it. A line that
// does not begin at zero has two strokes through its beginning.
void draw_axis(Picture& picture, const DrawingAxis& axis, int top, int bottom, int left, int right, Language language);

void draw_time_axis(Picture& picture, const TimeAxis& axis, int top, int bottom, int left, int right,
                    Language language);

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
