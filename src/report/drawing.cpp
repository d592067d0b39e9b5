#include "drawing.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/quantity/rounding.hpp>

#include "format.hpp"

namespace restituo {
namespace {

using Mark = Picture::Shape;

// A round number of the form 1, 2 or 5 × 10^n that cuts `length` into few parts.
double step_for(double length, double largest) {
  const int most_parts = largest >= 1e9 ? 2 : largest >= 5e5 ? 4 : 6;
  double power = 1;
  while (power * 10 < length) power *= 10;
  while (power > length) power /= 10;
  for (const double factor : {0.2, 0.5, 1.0, 2.0, 5.0}) {
    if (length / (power * factor) <= most_parts) {
      return power * factor;
    }
  }
  return power * 10;
}

}  // namespace

DrawingAxis::DrawingAxis(double low, double high, int left, int right, bool from_zero)
    : low_(from_zero ? std::min(0.0, low) : low), left_(left), right_(right) {
  if (from_zero) high = std::max(high, 0.0);
  double length = high - low_;
  if (!(length > 0)) length = 1;
  step_ = step_for(length, std::max(std::fabs(low_), std::fabs(high)));
  low_ = std::floor(low_ / step_) * step_;
  high_ = low_;
  while (high_ < high) high_ += step_;
  if (!(high_ > low_)) high_ = low_ + step_;
}

int DrawingAxis::at(double value) const {
  return left_ + static_cast<int>(std::floor((value - low_) / (high_ - low_) * (right_ - left_) + 0.5));
}

std::vector<double> DrawingAxis::ticks() const {
  std::vector<double> result;
  for (int i = 0;; ++i) {
    const double value = low_ + i * step_;
    if (value > high_ + step_ / 2) {
      return result;
    }
    result.push_back(value);
  }
}

Mark line_mark(int x, int y, int x2, int y2, Mark::Tone tone, bool dashed) {
  Mark mark = point_mark(Mark::Form::line, x, y, tone);
  mark.x2 = x2;
  mark.y2 = y2;
  mark.dashed = dashed;
  return mark;
}

Mark box_mark(int x, int y, int x2, int y2, Mark::Tone tone) {
  Mark mark = point_mark(Mark::Form::box, std::min(x, x2), std::min(y, y2), tone);
  mark.x2 = std::max(x, x2);
  mark.y2 = std::max(y, y2);
  return mark;
}

Mark point_mark(Mark::Form form, int x, int y, Mark::Tone tone) {
  Mark mark;
  mark.form = form;
  mark.tone = tone;
  mark.x = x;
  mark.y = y;
  return mark;
}

Mark label_mark(Mark::Form form, int x, int y, std::string text) {
  Mark mark = point_mark(form, x, y, Mark::Tone::ink);
  mark.text = std::move(text);
  return mark;
}

namespace {

// About how wide a label is: the widths of Liberation Serif at the size svg.cpp sets, in classes.
int width_of(std::string_view text) {
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;
    width += c >= 'A' && c <= 'Z'                                                 ? 9.6
             : c == 'm' || c == 'w'                                               ? 10.5
             : std::string_view(" .,:;()'ijlt").find(c) != std::string_view::npos ? 4.0
                                                                                  : 6.9;
  }
  return static_cast<int>(width) + 1;
}

}  // namespace

void draw_label(Picture& picture, Mark::Form form, int x, int y, std::string text) {
  const int width = width_of(text);
  const int from = form == Mark::Form::label_start ? x : form == Mark::Form::label_end ? x - width : x - width / 2;
  picture.shapes.push_back(
      box_mark(std::max(0, from - 2), y - 12, std::min(picture.width, from + width + 2), y + 4, Mark::Tone::paper));
  picture.shapes.push_back(label_mark(form, x, y, std::move(text)));
}

std::string short_label(const std::string& text, std::size_t longest) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (++letters > longest) return text.substr(0, i) + "…";
  }
  return text;
}

std::string tick_text(double value, Language language) {
  const Exact rounded = rounded_to_significant(exact_value_of_double(value), 6);
  return localized(exact_decimal_text(rounded).value_or("0"), language);
}

void draw_axis(Picture& picture, const DrawingAxis& axis, int top, int bottom, int left, int right, Language language) {
  for (const double tick : axis.ticks()) {
    const int x = axis.at(tick);
    picture.shapes.push_back(line_mark(x, top, x, bottom, Mark::Tone::faint));
    picture.shapes.push_back(label_mark(Mark::Form::label_middle, x, bottom + 20, tick_text(tick, language)));
  }
  picture.shapes.push_back(line_mark(left, bottom, right, bottom, Mark::Tone::ink));
}

void draw_dots(Picture& picture, const DotPlot& plot, Language language) {
  must(!plot.dots.empty(), "there are worlds to show");
  constexpr int left = 40, right = 556, column_width = 14, highest_stack = 224;
  picture.width = 640;
  double low = plot.dots.front();
  double high = plot.dots.back();
  for (const DotPlot::Line& line : plot.lines) {
    low = std::min(low, line.value);
    high = std::max(high, line.value);
  }
  const DrawingAxis axis(low, high, left, right);
  std::map<int, int> heights;
  std::vector<std::pair<int, int>> places;
  int tallest = 0;
  for (const double amount : plot.dots) {
    const int column = axis.at(amount) / column_width;
    const int height = heights[column]++;
    places.emplace_back(column * column_width + column_width / 2, height);
    tallest = std::max(tallest, height + 1);
  }
  // Where all worlds lie close together the dots are smaller, so that the drawing stays on its page.
  const int step = std::max(4, std::min(column_width, highest_stack / tallest));
  const int top = 10 + 24 * static_cast<int>(plot.lines.size());
  const int bottom = top + tallest * step + 6;
  picture.height = bottom + (plot.percentiles.empty() ? 34 : 76);
  draw_axis(picture, axis, top, bottom, left, right, language);
  for (const auto& [x, height] : places) {
    Mark dot = point_mark(Mark::Form::dot, x, bottom - 2 - step / 2 - height * step, Mark::Tone::soft);
    dot.x2 = std::max(1, step / 2 - 1);
    picture.shapes.push_back(dot);
  }
  int label_at = 18;
  for (const DotPlot::Line& line : plot.lines) {  // each on a line of its own, so that no two meet
    const int x = axis.at(line.value);
    picture.shapes.push_back(line_mark(x, label_at - 10, x, bottom, Mark::Tone::ink, line.dashed));
    const bool far = x > (left + right) / 2;
    draw_label(picture, far ? Mark::Form::label_end : Mark::Form::label_start, far ? x - 6 : x + 6, label_at,
               line.words);
    label_at += 24;
  }
  const int row = bottom + 40;
  for (std::size_t i = 0; i < plot.percentiles.size(); ++i) {
    const DotPlot::Percentile& one = plot.percentiles[i];
    picture.shapes.push_back(box_mark(axis.at(one.low), row - 5, std::max(axis.at(one.low) + 2, axis.at(one.high)),
                                      row + 5, Mark::Tone::soft));
    picture.shapes.push_back(line_mark(axis.at(one.value), row - 8, axis.at(one.value), row + 8, Mark::Tone::ink));
    // The first label to the left of its mark, the last to the right: however close they are, none lies on another.
    const bool first = i == 0;
    const bool last = i + 1 == plot.percentiles.size();
    constexpr int half = 7;  // of a label of two digits
    picture.shapes.push_back(label_mark(first ? Mark::Form::label_end : Mark::Form::label_start,
                                        first  ? axis.at(one.value) - half - 2
                                        : last ? axis.at(one.value) + half + 2
                                               : axis.at(one.value) - half,
                                        row + 26, one.words));
  }
}

}  // namespace restituo
