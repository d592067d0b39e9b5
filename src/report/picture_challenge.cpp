#include "picture_challenge.hpp"

#include <algorithm>
#include <map>

#include <restituo/base/must.hpp>

#include "drawing.hpp"
#include "format.hpp"

namespace restituo {
namespace {

using Mark = Picture::Shape;
using Form = Mark::Form;
using Tone = Mark::Tone;

constexpr int width = 640;
constexpr int left = 40;
constexpr int right = 580;
constexpr std::size_t most_bars = 12;
std::string units(const ReportIndex& index, const Challenge& challenge) {
  const std::string words = unit_words(challenge.of().unit, index.language(), true);
  return words.empty() ? challenge.of().unit.text() : words;
}

Picture started(const ReportIndex& index, const Challenge& challenge, const std::string& id, Says title) {
  Picture picture;
  picture.id = "picture.challenge." + id;
  picture.title = index.say(title, {index.figure_label(challenge.of()), units(index, challenge)});
  picture.width = width;
  return picture;
}

void draw_claim_of(Picture& picture, const ReportIndex& index, const Figure& figure, const DrawingAxis& axis, int top,
                   int bottom) {
  draw_claim(picture, axis.at(figure.exact.to_double()),
             index.say(Says::waterfall_claim) + ": " + index.exact_text(figure, figure.exact), top, bottom);
}

}  // namespace

Picture tornado_picture(const ReportIndex& index, const Challenge& challenge) {
  must(challenge.influences.has_value(), "a tornado shows inputs that are drawn");
  const Language language = index.language();
  const Figure& figure = challenge.of();
  Picture picture = started(index, challenge, "tornado", Says::tornado_title);
  std::vector<const InputInfluence*> bars;
  for (const InputInfluence& one : challenge.influences->inputs) bars.push_back(&one);
  std::stable_sort(bars.begin(), bars.end(), [](const InputInfluence* a, const InputInfluence* b) {
    return std::max(a->at_p05, a->at_p95) - std::min(a->at_p05, a->at_p95) >
           std::max(b->at_p05, b->at_p95) - std::min(b->at_p05, b->at_p95);
  });
  bars.resize(std::min(bars.size(), most_bars));

  const double claim = figure.exact.to_double();
  double low = claim;
  double high = claim;
  std::string told;
  for (const InputInfluence* bar : bars) {
    low = std::min({low, bar->at_p05, bar->at_p95});
    high = std::max({high, bar->at_p05, bar->at_p95});
    told +=
        (told.empty() ? "" : " ") +
        index.say(Says::tornado_bar, {index.input_label(bar->input), simulated_text(bar->at_p05, figure.unit, language),
                                      simulated_text(bar->at_p95, figure.unit, language)});
  }
  picture.description = index.say(Says::tornado_description, {index.exact_text(figure, figure.exact), told});
  constexpr int top = 36;
  int bottom = top + 4;
  for (const InputInfluence* bar : bars) bottom += bar_row_height(index.input_label(bar->input));
  picture.height = bottom + 34;
  const DrawingAxis axis(low, high, bars_left, bars_right);
  draw_axis(picture, axis, top, bottom, bars_left, bars_right, language);
  draw_claim_of(picture, index, figure, axis, top, bottom);
  int y = top;
  for (const InputInfluence* bar : bars) {
    const std::string label = index.input_label(bar->input);
    const int middle = draw_bar_label(picture, label, y);
    // The end at the input's low value is marked: which way it works.
    const int at = axis.at(bar->at_p05);
    picture.shapes.push_back(box_mark(at, middle - 8, axis.at(bar->at_p95), middle + 8, Tone::soft));
    picture.shapes.push_back(line_mark(at, middle - 10, at, middle + 10, Tone::accent));
    y += bar_row_height(label);
  }
  draw_signs(picture, {{Sign::Form::thick_line, Tone::accent, index.say(Says::tornado_sign)}});
  return picture;
}

Picture waterfall_picture(const ReportIndex& index, const Challenge& challenge) {
  const Defence& defence = challenge.defence;
  const Figure& figure = challenge.of();
  const Language language = index.language();
  must(defence.conceded.has_value() && !defence.disputes.empty(), "a waterfall leads from one total to another");
  Picture picture = started(index, challenge, "waterfall", Says::waterfall_title);

  struct Bar {
    std::string label;
    std::string amount;
    double from, to;
    bool total;
  };
  std::vector<Bar> bars;
  const double claim = figure.exact.to_double();
  const double conceded = defence.conceded->to_double();
  bars.push_back({index.say(Says::waterfall_claim), index.exact_text(figure, figure.exact), 0, claim, true});
  double at = claim;
  std::string told;
  for (const Dispute& dispute : defence.disputes) {
    if (!dispute.part) continue;
    const double next = at - dispute.part->to_double();
    const std::string amount = simulated_text(next - at, figure.unit, language);
    bars.push_back({index.input_label(dispute.input), amount, at, next, false});
    told += (told.empty() ? "" : " ") + index.say(Says::waterfall_step, {index.input_label(dispute.input), amount});
    at = next;
  }
  bars.push_back({index.say(Says::waterfall_conceded), index.exact_text(figure, *defence.conceded), 0, conceded, true});
  picture.description = index.say(Says::waterfall_description, {index.exact_text(figure, figure.exact), told,
                                                                index.exact_text(figure, *defence.conceded)});
  double low = 0;
  double high = 0;
  for (const Bar& bar : bars) {
    low = std::min({low, bar.from, bar.to});
    high = std::max({high, bar.from, bar.to});
  }
  constexpr int top = 10;
  int bottom = top + 4;
  for (const Bar& bar : bars) bottom += bar_row_height(bar.label + ": " + bar.amount);
  picture.height = bottom + 34;
  const DrawingAxis axis(low, high, bars_left, bars_right);
  draw_axis(picture, axis, top, bottom, bars_left, bars_right, language);
  int y = top;
  for (const Bar& bar : bars) {
    const std::string label = bar.label + ": " + bar.amount;
    const int middle = draw_bar_label(picture, label, y);
    picture.shapes.push_back(
        box_mark(axis.at(bar.from), middle - 8, axis.at(bar.to), middle + 8, bar.total ? Tone::ink : Tone::soft));
    y += bar_row_height(label);
  }
  return picture;
}

Picture dots_picture(const ReportIndex& index, const Challenge& challenge) {
  const Figure& figure = challenge.of();
  must(!challenge.dots.empty(), "there are draws to show");
  Picture picture = started(index, challenge, "dots", Says::dots_title);
  const double claim = figure.exact.to_double();
  const double sum = challenge.sum.to_double();
  const auto below = std::count_if(challenge.dots.begin(), challenge.dots.end(), [&](double x) { return x < sum; });
  picture.description = index.say(
      Says::dots_description,
      {std::to_string(below), index.exact_text(figure, challenge.sum), index.exact_text(figure, figure.exact)});
  DotPlot plot;
  plot.dots = challenge.dots;
  plot.lines = {{claim, index.say(Says::waterfall_claim) + ": " + index.exact_text(figure, figure.exact)},
                {sum, index.exact_text(figure, challenge.sum), true}};
  draw_dots(picture, plot, index.language());
  return picture;
}

Picture convergence_picture(const ReportIndex& index, const Challenge& challenge) {
  const Figure& figure = challenge.of();
  const Language language = index.language();
  const auto& rows = figure.convergence;
  must(!rows.empty(), "there are draws to show");
  Picture picture = started(index, challenge, "convergence", Says::convergence_title);
  const auto shown = [&](double value) { return simulated_text(value, figure.unit, language); };
  picture.description = index.say(
      Says::convergence_description,
      {std::to_string(rows.back().draws), shown(rows.back().p05), shown(rows.back().p50), shown(rows.back().p95)});
  double low = rows.front().p05_low;
  double high = rows.front().p95_high;
  for (const ConvergencePoint& row : rows) {
    low = std::min(low, row.p05_low);
    high = std::max(high, row.p95_high);
  }
  // Amounts run along the page as in every other drawing; draws run down it, one line for each doubling.
  constexpr int column = 112;
  const DrawingAxis axis(low, high, column, right, false);
  constexpr int row_height = 26;
  constexpr int top = 40;
  const int bottom = top + row_height * static_cast<int>(rows.size()) + 6;
  picture.height = bottom + 34;
  draw_axis(picture, axis, top, bottom, column, right, language);
  picture.shapes.push_back(label_mark(Form::label_end, column - 10, top - 8, index.say(Says::column_draws)));
  std::vector<std::string> heads;
  std::vector<int> widths;
  for (const char* share : {"5", "50", "95"}) {
    heads.push_back(index.say(Says::convergence_head, {share}));
    widths.push_back(drawn_width(heads.back()));
  }
  const std::vector<int> places =
      apart({axis.at(rows.back().p05), axis.at(rows.back().p50), axis.at(rows.back().p95)}, widths, column, width);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    picture.shapes.push_back(label_mark(Form::label_start, places[i] - widths[i] / 2, top - 8, heads[i]));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ConvergencePoint& row = rows[i];
    const int y = top + row_height * static_cast<int>(i) + 14;
    picture.shapes.push_back(
        label_mark(Form::label_end, column - 10, y + 5, localized(std::to_string(row.draws), language)));
    struct Point {
      double value, low, high;
    };
    for (const Point& point : {Point{row.p05, row.p05_low, row.p05_high}, Point{row.p50, row.p50_low, row.p50_high},
                               Point{row.p95, row.p95_low, row.p95_high}}) {
      picture.shapes.push_back(box_mark(axis.at(point.low), y - 5, axis.at(point.high), y + 5, Tone::soft));
      picture.shapes.push_back(line_mark(axis.at(point.value), y - 8, axis.at(point.value), y + 8, Tone::ink));
    }
  }
  return picture;
}

Picture band_picture(const ReportIndex& index, const Challenge& challenge) {
  const Figure& figure = challenge.of();
  const Language language = index.language();
  must(figure.band.has_value(), "a band is of a two-level run");
  Picture picture = started(index, challenge, "band", Says::band_title);
  const auto shown = [&](double value) { return simulated_text(value, figure.unit, language); };
  const auto share = [](double p) { return std::to_string(static_cast<int>(p * 100 + 0.5)); };
  const double claim = figure.exact.to_double();
  double low = claim;
  double high = claim;
  std::string told;
  for (const BandOfPercentile& one : *figure.band) {
    low = std::min(low, one.least);
    high = std::max(high, one.largest);
    told += (told.empty() ? "" : " ") + index.say(Says::band_row, {share(one.p), shown(one.least), shown(one.largest),
                                                                   shown(one.p05), shown(one.p95), shown(one.p50)});
  }
  picture.description = index.say(Says::band_description, {told, index.exact_text(figure, figure.exact)});
  constexpr int column = 112;
  constexpr int row_height = 34;
  constexpr int top = 36;
  const int bottom = top + row_height * static_cast<int>(figure.band->size()) + 6;
  picture.height = bottom + 34;
  const DrawingAxis axis(low, high, column, right, false);
  draw_axis(picture, axis, top, bottom, column, right, language);
  int middle = top + 20;
  for (const BandOfPercentile& one : *figure.band) {
    picture.shapes.push_back(
        label_mark(Form::label_end, column - 10, middle + 5, index.say(Says::convergence_head, {share(one.p)})));
    picture.shapes.push_back(line_mark(axis.at(one.least), middle, axis.at(one.largest), middle, Tone::ink));
    picture.shapes.push_back(box_mark(axis.at(one.p05), middle - 9, axis.at(one.p95), middle + 9, Tone::soft));
    picture.shapes.push_back(line_mark(axis.at(one.p50), middle - 11, axis.at(one.p50), middle + 11, Tone::ink));
    middle += row_height;
  }
  draw_claim_of(picture, index, figure, axis, top, bottom);
  return picture;
}

Picture trajectory_picture(const ReportIndex& index, const Challenge& challenge) {
  must(challenge.scenario && challenge.scenario->box, "a trajectory leads to a box");
  const BoxSearch& search = *challenge.scenario->box;
  Picture picture;
  picture.id = "picture.challenge.trajectory";
  picture.title = index.say(Says::trajectory_title);
  const auto of_100 = [](double share) { return std::to_string(static_cast<int>(share * 100 + 0.5)); };
  picture.description = index.say(
      Says::trajectory_description,
      {of_100(search.trajectory.front().density), of_100(search.best().coverage), of_100(search.best().density)});
  picture.width = width;
  constexpr int top = 34, bottom = 330;
  picture.height = bottom + 60;
  const DrawingAxis across(0, 100, left, right);
  const DrawingAxis up(0, 100, bottom, top);
  draw_axis(picture, across, top, bottom, left, right, index.language());
  for (const double tick : up.ticks()) {
    if (tick == 0) continue;
    picture.shapes.push_back(line_mark(left, up.at(tick), right, up.at(tick), Tone::faint));
    picture.shapes.push_back(label_mark(Form::label_end, left - 6, up.at(tick) + 5, tick_text(tick, index.language())));
  }
  picture.shapes.push_back(label_mark(Form::label_start, 4, 18, index.say(Says::trajectory_density)));
  picture.shapes.push_back(label_mark(Form::label_end, width - 4, bottom + 46, index.say(Says::trajectory_coverage)));
  for (std::size_t i = 1; i < search.trajectory.size(); ++i) {
    const ScenarioBox& before = search.trajectory[i - 1];
    const ScenarioBox& box = search.trajectory[i];
    picture.shapes.push_back(line_mark(across.at(100 * before.coverage), up.at(100 * before.density),
                                       across.at(100 * box.coverage), up.at(100 * box.density), Tone::accent));
  }
  picture.shapes.push_back(point_mark(Form::diamond, across.at(100 * search.best().coverage),
                                      up.at(100 * search.best().density), Tone::ink));
  return picture;
}

}  // namespace restituo
