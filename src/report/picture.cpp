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
  must(figure.spread.has_value() && !figure.dots.empty(), "only a figure with a spread is drawn");
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
  DotPlot plot;
  plot.dots = figure.dots;
  plot.lines.push_back(
      {figure.exact.to_double(),
       index.say(Says::labelled_amount, {index.say(Says::column_claimed), index.exact_text(figure, figure.exact)})});
  if (figure.floor.value) {
    plot.lines.push_back({figure.floor.value->to_double(),
                          index.say(Says::labelled_amount, {index.say(Says::column_documented_floor),
                                                            index.exact_text(figure, *figure.floor.value)}),
                          true});
  }
  plot.percentiles = {{"5", spread.p05, spread.p05_low, spread.p05_high},
                      {"50", spread.p50, spread.p50_low, spread.p50_high},
                      {"95", spread.p95, spread.p95_low, spread.p95_high}};
  draw_dots(picture, plot, language);
  return picture;
}

namespace {

// At least one unit wide, whichever end comes first.
Mark bar_mark(int x, int y, int x2, int y2, Mark::Tone tone) {
  return box_mark(std::min(x, x2), y, std::max(std::min(x, x2) + 1, std::max(x, x2)), y2, tone);
}

constexpr int drawing_width = 640;

}  // namespace

Picture swing_picture(const ReportIndex& index, const Figure& figure, const std::vector<Swing>& swings) {
  must(!swings.empty(), "a drawing of inputs has an input");
  constexpr std::size_t most = 8;
  const Language language = index.language();
  Picture picture;
  picture.id = "swing." + figure.id;
  const std::string unit = unit_words(figure.unit, language, true);
  picture.title = index.say(Says::swing_picture_title, {index.figure_label(figure), unit});
  picture.description = index.say(Says::swing_description, {index.exact_text(figure, figure.exact)});
  constexpr int left = 40, right = 590, row_height = 46;
  const std::size_t rows = std::min(most, swings.size());
  const int bottom = 8 + static_cast<int>(rows) * row_height;
  picture.width = drawing_width;
  picture.height = bottom + 34;
  const double claimed = figure.exact.to_double();
  double low = claimed;
  double high = claimed;
  for (std::size_t i = 0; i < rows; ++i) {
    for (const Exact* end : {&swings[i].at_low, &swings[i].at_high}) {
      low = std::min(low, end->to_double());
      high = std::max(high, end->to_double());
    }
  }
  const DrawingAxis axis(low, high, left, right);
  draw_axis(picture, axis, 4, bottom, left, right, language);
  const int middle = axis.at(claimed);
  picture.shapes.push_back(line_mark(middle, 4, middle, bottom, Mark::Tone::ink));
  for (std::size_t i = 0; i < rows; ++i) {
    const int top = 8 + static_cast<int>(i) * row_height;
    draw_label(picture, Mark::Form::label_start, left + 2, top + 14,
               short_label(index.input_label(swings[i].input), 80));
    picture.shapes.push_back(
        bar_mark(axis.at(swings[i].at_low.to_double()), top + 20, middle, top + 36, Mark::Tone::soft));
    picture.shapes.push_back(
        bar_mark(middle, top + 20, axis.at(swings[i].at_high.to_double()), top + 36, Mark::Tone::accent));
  }
  return picture;
}

Picture timeline_picture(const ReportIndex& index) {
  struct Bar {
    std::string label;
    double begin = 0, end = 0;
  };
  const auto& victims = index.source_case().setting.victims;
  const auto all_dated = std::all_of(victims.begin(), victims.end(), [](const SettingVictim& victim) {
    return std::all_of(victim.periods.begin(), victim.periods.end(),
                       [](const SettingPeriod& period) { return period.dates.has_value(); });
  });
  const auto in_years = [](const Date& date) {
    return date.year() + (date.month() - 1) / 12.0 + (date.day() - 1) / 366.0;
  };
  std::vector<Bar> bars;
  double first = 1e9;
  std::string told;
  for (const SettingVictim& victim : victims) {
    double so_far = 0;
    for (const SettingPeriod& period : victim.periods) {
      Bar bar{index.owner_label(victim.id, period.id), so_far, so_far};
      std::string time;
      if (all_dated) {
        bar.begin = in_years(period.dates->first());
        bar.end = in_years(period.dates->last().plus_days(1));
        time = period.dates->first().text() + " – " + period.dates->last().text();
        if (index.public_copy()) {
          time = std::to_string(period.dates->first().year()) + " – " + std::to_string(period.dates->last().year());
        }
      } else {
        double months = 0;
        if (period.length) {
          const std::string unit = period.length->unit.text();
          months = period.length->value.to_double() * (unit == "week"   ? 7 / 30.4375
                                                       : unit == "day"  ? 1 / 30.4375
                                                       : unit == "year" ? 12.0
                                                                        : 1.0);
          time = quantity_text(period.length->value, period.length->unit, index.language());
        } else if (period.dates) {
          months = period.dates->days() / 30.4375;
          time = std::to_string(period.dates->first().year()) + " – " + std::to_string(period.dates->last().year());
        }
        so_far += months;
        bar.end = so_far;
      }
      first = std::min(first, bar.begin);
      told += (told.empty() ? "" : " ") + bar.label + ": " + time + ".";
      bar.label += ": " + time;
      bars.push_back(std::move(bar));
    }
  }
  must(!bars.empty(), "a drawing of periods has a period");
  Picture picture;
  picture.id = "timeline";
  picture.title = index.say(Says::timeline_title);
  picture.description = index.say(Says::timeline_description, {told}) + " " +
                        index.say(all_dated ? Says::timeline_dated : Says::timeline_undated);
  constexpr int left = 40, right = 590, row_height = 44;
  const int bottom = 8 + static_cast<int>(bars.size()) * row_height;
  picture.width = drawing_width;
  picture.height = bottom + 34;
  double last = first;
  for (const Bar& bar : bars) last = std::max(last, bar.end);
  // An axis of years begins at a year, not at zero.
  const double origin = all_dated ? std::floor(first) : 0;
  const DrawingAxis axis(0, std::max(last - origin, 1.0), left, right);
  const auto at = [&](double value) { return axis.at(value - origin); };
  for (const double tick : axis.ticks()) {
    if (all_dated && tick != std::floor(tick)) continue;
    const int x = axis.at(tick);
    picture.shapes.push_back(line_mark(x, 4, x, bottom, Mark::Tone::faint));
    picture.shapes.push_back(label_mark(Mark::Form::label_middle, x, bottom + 20,
                                        std::to_string(static_cast<long>(std::floor(tick + origin + 0.5)))));
  }
  picture.shapes.push_back(line_mark(left, bottom, right, bottom, Mark::Tone::ink));
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const int top = 8 + static_cast<int>(i) * row_height;
    draw_label(picture, Mark::Form::label_start, left + 2, top + 14, short_label(bars[i].label, 84));
    picture.shapes.push_back(bar_mark(at(bars[i].begin), top + 20, at(bars[i].end), top + 34,
                                      i % 2 == 0 ? Mark::Tone::accent : Mark::Tone::soft));
  }
  return picture;
}

Picture months_picture(const ReportIndex& index, const std::string& what,
                       const std::vector<MonthlySchedule>& schedules) {
  must(!schedules.empty(), "a drawing of months has a month");
  const Language language = index.language();
  const auto& figures = index.estimate().figures;
  const Figure& one = figures[schedules.front().figure];
  std::size_t bars = 0;
  Exact highest;
  std::vector<std::string> names;
  for (const MonthlySchedule& schedule : schedules) {
    const Figure& figure = figures[schedule.figure];
    names.push_back(index.owner_label(figure.victim, figure.period));
    bars += schedule.parts.size();
    for (const MonthlyPart& part : schedule.parts) highest = std::max(highest, part.amount);
  }
  Picture picture;
  picture.id = "months-picture";
  picture.title = index.say(Says::months_picture, {what, unit_words(one.unit, language, true)});
  picture.description =
      index.say(Says::months_description, {list_text(names, language), index.exact_text(one, highest)});
  constexpr int left = 40, right = 620, top = 30, bottom = 190;
  picture.width = drawing_width;
  picture.height = bottom + 8 + 20 * static_cast<int>(names.size());
  const double most = highest.to_double();
  const double scale = most > 0 ? (bottom - top) / most : 0;
  picture.shapes.push_back(line_mark(left, top, right, top, Mark::Tone::faint));
  picture.shapes.push_back(label_mark(Mark::Form::label_start, left, top - 8, index.exact_text(one, highest)));
  std::size_t number = 0;
  for (std::size_t s = 0; s < schedules.size(); ++s) {
    const auto x_of = [&](std::size_t bar) {
      return left + static_cast<int>(static_cast<double>(bar) * (right - left) / static_cast<double>(bars));
    };
    const int begin = x_of(number);
    for (const MonthlyPart& part : schedules[s].parts) {
      const int height = static_cast<int>(std::max(0.0, part.amount.to_double()) * scale);
      const int gap = bars > 150 ? 0 : 1;
      picture.shapes.push_back(bar_mark(x_of(number), bottom - height, x_of(number + 1) - gap, bottom,
                                        s % 2 == 0 ? Mark::Tone::accent : Mark::Tone::soft));
      picture.shapes.back().tone = s % 2 == 0 ? Mark::Tone::ink : Mark::Tone::soft;
      ++number;
    }
    // The last name stands highest: the hairline down to a name passes beside those of later periods.
    const int row = static_cast<int>(schedules.size() - 1 - s);
    picture.shapes.push_back(line_mark(begin, bottom + 3, begin, bottom + 12 + 20 * row, Mark::Tone::faint));
    const bool far = begin > (left + right) / 2;
    draw_label(picture, far ? Mark::Form::label_end : Mark::Form::label_start, far ? x_of(number) : begin + 2,
               bottom + 18 + 20 * row, short_label(names[s], 60));
  }
  picture.shapes.push_back(line_mark(left, bottom, right, bottom, Mark::Tone::ink));
  return picture;
}

}  // namespace restituo
