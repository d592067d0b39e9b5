#include "picture.hpp"

#include <algorithm>
#include <cmath>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>

#include "drawing.hpp"
#include "format.hpp"

namespace restituo {
namespace {

using Mark = Picture::Shape;

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
    picture.shapes.push_back(line_mark(x, 36, x, floor_line, Mark::Tone::faint));
    Exact value = rounded_to_significant(exact_value_of_double(tick), 6);
    picture.shapes.push_back(label_mark(Mark::Form::label_middle, x, floor_line + 20,
                                        localized(exact_decimal_text(value).value_or("0"), language)));
  }
  picture.shapes.push_back(line_mark(left, floor_line, right, floor_line, Mark::Tone::ink));
  picture.shapes.push_back(line_mark(axis.at(spread.p05), middle, axis.at(spread.p95), middle, Mark::Tone::accent));
  for (const double end : {spread.p05, spread.p95}) {
    picture.shapes.push_back(line_mark(axis.at(end), middle - 7, axis.at(end), middle + 7, Mark::Tone::accent));
  }
  Mark box = point_mark(Mark::Form::box, axis.at(spread.p25), middle - 13, Mark::Tone::soft);
  box.x2 = axis.at(spread.p75);
  box.y2 = middle + 13;
  picture.shapes.push_back(box);
  picture.shapes.push_back(
      line_mark(axis.at(spread.p50), middle - 13, axis.at(spread.p50), middle + 13, Mark::Tone::ink));
  if (figure.floor.value) {
    picture.shapes.push_back(point_mark(Mark::Form::dot, axis.at(floor), middle, Mark::Tone::ink));
  }
  const int claimed = axis.at(claim);
  picture.shapes.push_back(point_mark(Mark::Form::diamond, claimed, 34, Mark::Tone::ink));
  const Mark::Form side = claimed > (left + right) / 2 ? Mark::Form::label_end : Mark::Form::label_start;
  picture.shapes.push_back(label_mark(side, side == Mark::Form::label_end ? claimed + 6 : claimed - 6, 18,
                                      index.exact_text(figure, figure.exact)));
  return picture;
}

}  // namespace restituo
