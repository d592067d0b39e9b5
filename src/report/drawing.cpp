#include "drawing.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/quantity/rounding.hpp>

#include "format.hpp"

namespace restituo {
namespace {

using Mark = Picture::Shape;

// A round number of the form 1, 2 or 5 × 10^n that cuts `length` into few parts.
double step_for(double length, double largest, int width) {
  // A label has a digit for each power of ten, with commas, and some room beside it.
  const int digits = largest >= 1 ? static_cast<int>(std::log10(largest)) + 1 : 4;
  const int label = 7 * digits + 4 * (digits / 3) + 24;
  const int most_parts = std::clamp(width / label, 2, largest >= 1e9 ? 2 : largest >= 5e5 ? 4 : 6);
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
    : low_(low), left_(left), right_(right) {
  const bool far_from_zero = low > 0 && high - low < 0.4 * high;
  if (from_zero && !far_from_zero) {
    low_ = std::min(0.0, low);
    high = std::max(high, 0.0);
  }
  double length = high - low_;
  if (!(length > 0)) length = 1;
  step_ = step_for(length, std::max(std::fabs(low_), std::fabs(high)), right > left ? right - left : 550);
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

// The widths of Liberation Serif at the size svg.cpp sets, in classes.
int drawn_width(std::string_view text) {
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

void draw_label(Picture& picture, Mark::Form form, int x, int y, std::string text) {
  const int width = drawn_width(text);
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

std::vector<std::string> lines_within(const std::string& text, int most) {
  std::vector<std::string> lines{{}};
  for (const std::string_view word : split(text, ' ')) {
    const std::string longer = lines.back() + (lines.back().empty() ? "" : " ") + std::string(word);
    if (!lines.back().empty() && drawn_width(longer) > most) {
      lines.emplace_back(word);
    } else {
      lines.back() = longer;
    }
  }
  return lines;
}

std::vector<int> apart(std::vector<int> wanted, const std::vector<int>& widths, int left, int right) {
  must(wanted.size() == widths.size(), "each label has a width");
  const auto gap = [&](std::size_t i) { return (widths[i - 1] + widths[i]) / 2 + 6; };
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    wanted[i] = std::max(wanted[i], i == 0 ? left + widths[0] / 2 : wanted[i - 1] + gap(i));
  }
  // What stands too far to the right moves back, and with it what it meets.
  for (std::size_t i = wanted.size(); i-- > 0;) {
    wanted[i] = std::min(wanted[i], i + 1 == wanted.size() ? right - widths[i] / 2 : wanted[i + 1] - gap(i + 1));
  }
  return wanted;
}

namespace {

constexpr int label_line = 17;
constexpr int label_width = bars_left - label_left - 12;

}  // namespace

int bar_row_height(const std::string& label) {
  return std::max(34, static_cast<int>(lines_within(label, label_width).size()) * label_line + 12);
}

int draw_bar_label(Picture& picture, const std::string& label, int y) {
  const std::vector<std::string> lines = lines_within(label, label_width);
  const int middle = y + bar_row_height(label) / 2;
  int line_at = middle - static_cast<int>(lines.size()) * label_line / 2 + 13;
  for (const std::string& line : lines) {
    picture.shapes.push_back(label_mark(Mark::Form::label_start, label_left, line_at, line));
    line_at += label_line;
  }
  return middle;
}

void draw_claim(Picture& picture, int x, const std::string& words, int top, int bottom) {
  picture.shapes.push_back(line_mark(x, top - 10, x, bottom, Mark::Tone::ink));
  const int half = drawn_width(words) / 2;
  const int begin = std::clamp(x - half, label_left, std::max(label_left, picture.width - 2 * half - label_left));
  picture.shapes.push_back(label_mark(Mark::Form::label_start, begin, top - 18, words));
}

void draw_signs(Picture& picture, const std::vector<Sign>& signs) {
  constexpr int indent = 44;
  for (const Sign& sign : signs) {
    const int y = picture.height + 6;
    if (sign.form == Sign::Form::box) {
      picture.shapes.push_back(box_mark(12, y - 4, 36, y + 6, sign.tone));
    } else {
      const Mark::Tone tone = sign.form == Sign::Form::thick_line ? Mark::Tone::accent : Mark::Tone::ink;
      picture.shapes.push_back(line_mark(24, y - 7, 24, y + 9, tone));
    }
    int line_at = y + 6;
    for (const std::string& line : lines_within(sign.words, picture.width - indent - 4)) {
      picture.shapes.push_back(label_mark(Mark::Form::label_start, indent, line_at, line));
      line_at += label_line;
    }
    picture.height = line_at + 4;
  }
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
  if (axis.is_cut()) {  // two strokes through the line: it does not begin at zero
    for (const int x : {left + 4, left + 10}) {
      picture.shapes.push_back(line_mark(x - 3, bottom + 6, x + 3, bottom - 6, Mark::Tone::ink));
    }
  }
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
    // Before or behind its line: where no line of a label above passes through it.
    const int width = drawn_width(line.words);
    const auto crossed = [&](bool before) {
      const int begin = before ? x - 6 - width : x + 6;
      return std::any_of(plot.lines.data(), &line, [&](const DotPlot::Line& above) {
        return axis.at(above.value) >= begin - 2 && axis.at(above.value) <= begin + width + 2;
      });
    };
    bool far = x > (left + right) / 2;
    const bool other_fits = far ? x + 6 + width <= picture.width : x - 6 - width >= 0;
    if (crossed(far) && other_fits && !crossed(!far)) far = !far;
    draw_label(picture, far ? Mark::Form::label_end : Mark::Form::label_start, far ? x - 6 : x + 6, label_at,
               line.words);
    label_at += 24;
  }
  const int row = bottom + 40;
  std::vector<int> places_of_labels;
  std::vector<int> widths;
  for (const DotPlot::Percentile& one : plot.percentiles) {
    places_of_labels.push_back(axis.at(one.value));
    widths.push_back(drawn_width(one.words));
  }
  places_of_labels = apart(places_of_labels, widths, 0, picture.width);
  for (std::size_t i = 0; i < plot.percentiles.size(); ++i) {
    const DotPlot::Percentile& one = plot.percentiles[i];
    picture.shapes.push_back(box_mark(axis.at(one.low), row - 5, std::max(axis.at(one.low) + 2, axis.at(one.high)),
                                      row + 5, Mark::Tone::soft));
    picture.shapes.push_back(line_mark(axis.at(one.value), row - 9, axis.at(one.value), row + 9, Mark::Tone::accent));
    picture.shapes.push_back(
        label_mark(Mark::Form::label_start, places_of_labels[i] - widths[i] / 2, row + 26, one.words));
  }
}

TimeAxis::TimeAxis(const Date& first, const Date& last, int left, int right, bool years_only)
    : first_(years_only ? Date::of(first.year(), 1, 1) : first.first_of_month()),
      last_(years_only ? Date::of(last.year() + 1, 1, 1) : last),
      left_(left),
      right_(right) {
  const int months = (last_.year() - first_.year()) * 12 + last_.month() - first_.month() + 1;
  constexpr int most_ticks = 8;
  for (const int step : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200}) {
    months_ = step;
    if (months / step < most_ticks && !(years_only && step < 12)) break;
  }
}

int TimeAxis::at(const Date& date) const {
  const double days = std::max<double>(1, static_cast<double>(last_.serial() - first_.serial()));
  const double share = static_cast<double>(date.serial() - first_.serial()) / days;
  return left_ + static_cast<int>(std::floor(std::clamp(share, 0.0, 1.0) * (right_ - left_) + 0.5));
}

std::vector<TimeAxis::Tick> TimeAxis::ticks(Language language) const {
  std::vector<Tick> result;
  for (int month = first_.year() * 12 + first_.month() - 1;; ++month) {
    const Date date = Date::of(month / 12, month % 12 + 1, 1);
    if (date > last_) return result;
    if (month % months_ != 0) continue;
    result.push_back({date, months_ < 12 ? short_month_and_year(date, language) : std::to_string(date.year())});
  }
}

void draw_time_axis(Picture& picture, const TimeAxis& axis, int top, int bottom, int left, int right,
                    Language language) {
  for (const TimeAxis::Tick& tick : axis.ticks(language)) {
    const int x = axis.at(tick.date);
    picture.shapes.push_back(line_mark(x, top, x, bottom, Mark::Tone::faint));
    // A word at the edge begins or ends there, so that all of it lies inside.
    const int half = drawn_width(tick.words) / 2;
    const Mark::Form form = x < half                   ? Mark::Form::label_start
                            : x + half > picture.width ? Mark::Form::label_end
                                                       : Mark::Form::label_middle;
    const int at = x < half ? 0 : x + half > picture.width ? picture.width : x;
    picture.shapes.push_back(label_mark(form, at, bottom + 20, tick.words));
  }
  picture.shapes.push_back(line_mark(left, bottom, right, bottom, Mark::Tone::ink));
}

}  // namespace restituo
