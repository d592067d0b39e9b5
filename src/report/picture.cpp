#include "picture.hpp"

#include <algorithm>
#include <cmath>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>

#include "format.hpp"

namespace restituo {
namespace {

using Mark = Picture::Shape;

// A round number of the form 1, 2 or 5 × 10^n that cuts `length` into few parts: the fewer the longer their labels are,
// so that labels stand apart on a telephone too.
double step_for(double length) {
  const int most_parts = length >= 1e9 ? 2 : length >= 5e5 ? 4 : 6;
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

class Axis {
 public:
  Axis(double low, double high, int left, int right) : low_(std::min(0.0, low)), left_(left), right_(right) {
    double length = std::max(high, 0.0) - low_;
    if (!(length > 0)) length = 1;
    step_ = step_for(length);
    low_ = std::floor(low_ / step_) * step_;
    high_ = low_;
    while (high_ < high) high_ += step_;
    if (!(high_ > low_)) high_ = low_ + step_;
  }

  int at(double value) const {
    return left_ + static_cast<int>(std::floor((value - low_) / (high_ - low_) * (right_ - left_) + 0.5));
  }

  std::vector<double> ticks() const {
    std::vector<double> result;
    for (int i = 0;; ++i) {
      const double value = low_ + i * step_;
      if (value > high_ + step_ / 2) {
        return result;
      }
      result.push_back(value);
    }
  }

 private:
  double low_;
  double high_ = 0;
  double step_ = 1;
  int left_, right_;
};

Mark line(int x, int y, int x2, int y2, Mark::Tone tone) {
  Mark shape;
  shape.form = Mark::Form::line;
  shape.tone = tone;
  shape.x = x;
  shape.y = y;
  shape.x2 = x2;
  shape.y2 = y2;
  return shape;
}

Mark mark(Mark::Form form, int x, int y, Mark::Tone tone) {
  Mark shape;
  shape.form = form;
  shape.tone = tone;
  shape.x = x;
  shape.y = y;
  return shape;
}

Mark label(Mark::Form form, int x, int y, std::string text) {
  Mark shape = mark(form, x, y, Mark::Tone::ink);
  shape.text = std::move(text);
  return shape;
}

}  // namespace

Picture spread_picture(const ReportIndex& index, const Figure& figure) {
  must(figure.spread.has_value(), "only a figure with a spread is drawn");
  const SpreadSummary& spread = *figure.spread;
  const Language language = index.language();
  const auto shown = [&](double value) { return simulated_text(value, figure.unit, language); };

  Picture picture;
  picture.id = "picture." + figure.id;
  const std::string unit = unit_words(figure.unit, language, true);
  picture.title = unit.empty() ? index.say(Says::picture_title_plain, {index.figure_label(figure)})
                               : index.say(Says::picture_title, {index.figure_label(figure), unit});
  picture.description =
      index.say(Says::picture_description, {shown(spread.p05), shown(spread.p95), shown(spread.p25), shown(spread.p75),
                                            shown(spread.p50), index.exact_text(figure, figure.exact)});
  if (figure.floor.value) {
    picture.description += " " + index.say(Says::picture_floor, {index.exact_text(figure, *figure.floor.value)});
  }
  picture.width = 640;
  picture.height = 130;
  constexpr int left = 40, right = 556, middle = 62, floor_line = 96;

  const double claim = figure.exact.to_double();
  const double floor = figure.floor.value ? figure.floor.value->to_double() : spread.p05;
  const Axis axis(std::min({spread.p05, claim, floor}), std::max({spread.p95, claim, floor}), left, right);

  for (const double tick : axis.ticks()) {
    const int x = axis.at(tick);
    picture.shapes.push_back(line(x, 36, x, floor_line, Mark::Tone::faint));
    Exact value = rounded_to_significant(exact_value_of_double(tick), 6);
    picture.shapes.push_back(label(Mark::Form::label_middle, x, floor_line + 20,
                                   localized(exact_decimal_text(value).value_or("0"), language)));
  }
  picture.shapes.push_back(line(left, floor_line, right, floor_line, Mark::Tone::ink));
  picture.shapes.push_back(line(axis.at(spread.p05), middle, axis.at(spread.p95), middle, Mark::Tone::accent));
  for (const double end : {spread.p05, spread.p95}) {
    picture.shapes.push_back(line(axis.at(end), middle - 7, axis.at(end), middle + 7, Mark::Tone::accent));
  }
  Mark box = mark(Mark::Form::box, axis.at(spread.p25), middle - 13, Mark::Tone::soft);
  box.x2 = axis.at(spread.p75);
  box.y2 = middle + 13;
  picture.shapes.push_back(box);
  picture.shapes.push_back(line(axis.at(spread.p50), middle - 13, axis.at(spread.p50), middle + 13, Mark::Tone::ink));
  if (figure.floor.value) {
    picture.shapes.push_back(mark(Mark::Form::dot, axis.at(floor), middle, Mark::Tone::ink));
  }
  const int claimed = axis.at(claim);
  picture.shapes.push_back(mark(Mark::Form::diamond, claimed, 34, Mark::Tone::ink));
  const Mark::Form side = claimed > (left + right) / 2 ? Mark::Form::label_end : Mark::Form::label_start;
  picture.shapes.push_back(label(side, side == Mark::Form::label_end ? claimed + 6 : claimed - 6, 18,
                                 index.exact_text(figure, figure.exact)));
  return picture;
}

}  // namespace restituo
