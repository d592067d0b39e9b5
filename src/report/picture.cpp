#include "picture.hpp"

#include <algorithm>
#include <optional>

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
  constexpr std::size_t most = 10;
  const Language language = index.language();
  Picture picture;
  picture.id = "swing." + figure.id;
  const std::string unit = unit_words(figure.unit, language, true);
  picture.title = index.say(Says::swing_picture_title, {index.figure_label(figure), unit});
  picture.description = index.say(Says::swing_description, {index.exact_text(figure, figure.exact)});
  const std::size_t rows = std::min(most, swings.size());
  constexpr int top = 36;
  int bottom = top + 4;
  for (std::size_t i = 0; i < rows; ++i) bottom += bar_row_height(index.input_label(swings[i].input));
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
  const DrawingAxis axis(low, high, bars_left, bars_right);
  draw_axis(picture, axis, top, bottom, bars_left, bars_right, language);
  const int claim = axis.at(claimed);
  int y = top;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string label = index.input_label(swings[i].input);
    const int middle = draw_bar_label(picture, label, y);
    picture.shapes.push_back(
        bar_mark(axis.at(swings[i].at_low.to_double()), middle - 8, claim, middle + 8, Mark::Tone::soft));
    picture.shapes.push_back(
        bar_mark(claim, middle - 8, axis.at(swings[i].at_high.to_double()), middle + 8, Mark::Tone::accent));
    y += bar_row_height(label);
  }
  draw_claim(
      picture, claim,
      index.say(Says::labelled_amount, {index.say(Says::column_claimed), index.exact_text(figure, figure.exact)}), top,
      bottom);
  draw_signs(picture, {{Sign::Form::box, Mark::Tone::soft, index.say(Says::swing_sign_low)},
                       {Sign::Form::box, Mark::Tone::accent, index.say(Says::swing_sign_high)}});
  return picture;
}

namespace {

// A period as a drawing shows it: whose it is, and its time in words.
std::string time_words(const ReportIndex& index, const Date& first, const Date& last) {
  if (index.public_copy()) {
    const std::string from = std::to_string(first.year());
    const std::string to = std::to_string(last.year());
    return from == to ? index.say(Says::redacted_year, {from}) : index.say(Says::redacted_years, {from, to});
  }
  return index.say(Says::time_from_to, {long_date(first, index.language()), long_date(last, index.language())});
}

double in_months(const GivenValue& length) {
  const std::string unit = length.unit.text();
  return length.value.to_double() * (unit == "week"   ? 7 / 30.4375
                                     : unit == "day"  ? 1 / 30.4375
                                     : unit == "year" ? 12.0
                                                      : 1.0);
}

// An axis of months, with its unit below it.
void draw_months_axis(Picture& picture, const ReportIndex& index, const DrawingAxis& axis, int top, int bottom,
                      int left, int right, Says unit) {
  draw_axis(picture, axis, top, bottom, left, right, index.language());
  picture.shapes.push_back(label_mark(Mark::Form::label_end, right, bottom + 40, index.say(unit)));
}

// Labels in lines above their bar; says where the bar begins.
int draw_lines(Picture& picture, const std::vector<std::string>& lines, int x, int y) {
  for (const std::string& line : lines) {
    draw_label(picture, Mark::Form::label_start, x, y + 14, line);
    y += 17;
  }
  return y + 3;
}

}  // namespace

Picture timeline_picture(const ReportIndex& index) {
  struct Bar {
    std::vector<std::string> lines;
    int begin = 0, end = 0;
  };
  constexpr int left = 12, right = 612, bar_height = 14, below_bar = 10;
  const auto& victims = index.source_case().setting.victims;
  std::vector<Date> days;
  bool all_dated = true;
  double longest = 0;
  for (const SettingVictim& victim : victims) {
    double so_far = 0;
    for (const SettingPeriod& period : victim.periods) {
      all_dated = all_dated && period.dates.has_value();
      if (period.dates) {
        days.push_back(period.dates->first());
        days.push_back(period.dates->last().plus_days(1));
      }
      so_far += period.length ? in_months(*period.length) : period.dates ? period.dates->days() / 30.4375 : 0;
    }
    longest = std::max(longest, so_far);
  }
  Picture picture;
  picture.id = "timeline";
  picture.title = index.say(Says::timeline_title);
  picture.width = drawing_width;
  std::optional<TimeAxis> dates;
  if (all_dated && !days.empty()) {
    dates.emplace(*std::min_element(days.begin(), days.end()), *std::max_element(days.begin(), days.end()), left, right,
                  index.public_copy());
  }
  const DrawingAxis months(0, std::max(longest, 1.0), left, right);
  std::vector<Bar> bars;
  std::string told;
  int bottom = 8;
  for (const SettingVictim& victim : victims) {
    double so_far = 0;
    for (const SettingPeriod& period : victim.periods) {
      const std::string owner = index.owner_label(victim.id, period.id);
      const std::string time = period.dates ? time_words(index, period.dates->first(), period.dates->last())
                               : period.length
                                   ? quantity_text(period.length->value, period.length->unit, index.language())
                                   : std::string();
      Bar bar;
      if (dates) {
        Date first = period.dates->first();
        Date last = period.dates->last().plus_days(1);
        if (index.public_copy()) {  // a bar tells no more than the years do
          first = Date::of(first.year(), 1, 1);
          last = Date::of(period.dates->last().year() + 1, 1, 1);
        }
        bar.begin = dates->at(first);
        bar.end = dates->at(last);
      } else {
        bar.begin = months.at(so_far);
        so_far += period.length ? in_months(*period.length) : period.dates ? period.dates->days() / 30.4375 : 0;
        bar.end = months.at(so_far);
      }
      told += (told.empty() ? "" : " ") + owner + ": " + time + ".";
      bar.lines = lines_within(owner + ": " + time, right - left - 4);
      bottom += 17 * static_cast<int>(bar.lines.size()) + 3 + bar_height + below_bar;
      bars.push_back(std::move(bar));
    }
  }
  must(!bars.empty(), "a drawing of periods has a period");
  picture.description = index.say(Says::timeline_description, {told}) + " " +
                        index.say(all_dated ? Says::timeline_dated : Says::timeline_undated);
  picture.height = bottom + (dates ? 34 : 50);
  if (dates) {
    draw_time_axis(picture, *dates, 4, bottom, left, right, index.language());
  } else {
    draw_months_axis(picture, index, months, 4, bottom, left, right, Says::timeline_axis);
  }
  int y = 4;
  for (const Bar& bar : bars) {
    y = draw_lines(picture, bar.lines, left + 2, y);
    picture.shapes.push_back(bar_mark(bar.begin, y, bar.end, y + bar_height, Mark::Tone::soft));
    y += bar_height + below_bar;
  }
  return picture;
}

Picture months_picture(const ReportIndex& index, const std::string& what,
                       const std::vector<MonthlySchedule>& schedules) {
  must(!schedules.empty(), "a drawing of months has a month");
  const Language language = index.language();
  const auto& figures = index.estimate().figures;
  const Figure& one = figures[schedules.front().figure];
  constexpr int left = 12, right = 612;
  Exact highest;
  std::vector<std::string> names;
  std::vector<Date> days;
  bool all_dated = true;
  double longest = 0;
  // One that has no dates counts from its own beginning, in its own units.
  const auto months_in = [](const MonthlySchedule& schedule, int count) {
    return schedule.counted_in == "week"  ? count * 7 / 30.4375
           : schedule.counted_in == "day" ? count / 30.4375
                                          : static_cast<double>(count);
  };
  for (const MonthlySchedule& schedule : schedules) {
    const Figure& figure = figures[schedule.figure];
    names.push_back(index.owner_label(figure.victim, figure.period));
    for (const MonthlyPart& part : schedule.parts) {
      highest = std::max(highest, part.amount);
      all_dated = all_dated && part.dates.has_value();
      if (part.dates) {
        days.push_back(part.dates->first());
        days.push_back(part.dates->last().plus_days(1));
      } else {
        longest = std::max(longest, months_in(schedule, part.last));
      }
    }
  }
  Picture picture;
  picture.id = "months-picture";
  picture.title = index.say(Says::months_picture, {what, unit_words(one.unit, language, true)});
  picture.description =
      index.say(Says::months_description, {list_text(names, language), index.exact_text(one, highest)});
  picture.width = drawing_width;
  std::optional<TimeAxis> dates;
  if (all_dated && !days.empty()) {
    dates.emplace(*std::min_element(days.begin(), days.end()), *std::max_element(days.begin(), days.end()), left, right,
                  false);
  }
  // Without dates for all, each period is counted from its own beginning.
  for (const MonthlySchedule& schedule : schedules) {
    longest = std::max(longest, dates ? 0.0 : static_cast<double>(schedule.parts.size()));
  }
  const DrawingAxis months(0, std::max(longest, 1.0), left, right);
  // Each period has a strip of its own, all of one scale, so that periods of the same time stand below each other.
  const int strip = schedules.size() > 6 ? 30 : 40;
  std::vector<std::vector<std::string>> labels;
  int bottom = 8;
  for (std::size_t s = 0; s < schedules.size(); ++s) {
    const auto& parts = schedules[s].parts;
    Exact most;
    for (const MonthlyPart& part : parts) most = std::max(most, part.amount);
    std::string label = names[s];
    if (!parts.empty() && parts.front().dates && parts.back().dates) {
      label = index.say(Says::labelled_amount,
                        {label, time_words(index, parts.front().dates->first(), parts.back().dates->last())});
    }
    label = index.say(Says::months_strip, {label, index.exact_text(one, most)});
    labels.push_back(lines_within(label, right - left - 4));
    bottom += 17 * static_cast<int>(labels.back().size()) + 6 + strip + 8;
  }
  picture.height = bottom + (dates ? 34 : 50);
  if (dates) {
    draw_time_axis(picture, *dates, 4, bottom, left, right, language);
  } else {
    draw_months_axis(picture, index, months, 4, bottom, left, right, Says::months_axis);
  }
  const double most = highest.to_double();
  const double scale = most > 0 ? strip / most : 0;
  int y = 4;
  for (std::size_t s = 0; s < schedules.size(); ++s) {
    y = draw_lines(picture, labels[s], left + 2, y) + 3;
    const int ground = y + strip;
    const auto& parts = schedules[s].parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const MonthlyPart& part = parts[i];
      const int begin = dates        ? dates->at(part.dates->first())
                        : part.dates ? months.at(static_cast<double>(i))
                                     : months.at(months_in(schedules[s], part.first - 1));
      const int end = dates        ? dates->at(part.dates->last().plus_days(1))
                      : part.dates ? months.at(static_cast<double>(i + 1))
                                   : months.at(months_in(schedules[s], part.last));
      const int height = static_cast<int>(std::max(0.0, part.amount.to_double()) * scale);
      picture.shapes.push_back(bar_mark(begin, ground - height, end, ground, Mark::Tone::soft));
    }
    y = ground + 8;
  }
  return picture;
}

}  // namespace restituo
