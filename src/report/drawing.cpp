#include "drawing.hpp"

#include <algorithm>
#include <cmath>

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

}  // namespace restituo
