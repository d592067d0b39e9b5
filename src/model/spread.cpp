#include <restituo/model/spread.hpp>

#include <array>
#include <utility>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/uncertainty/elicitation.hpp>

namespace restituo {
namespace {

constexpr std::array<std::pair<Means, std::string_view>, 4> means_names{{
    {Means::min_mode_max, "min, mode, max"},
    {Means::min_max, "min, max"},
    {Means::p05_p50_p95, "p05, p50, p95"},
    {Means::p10_p50_p90, "p10, p50, p90"},
}};

constexpr std::array<std::pair<Shape, std::string_view>, 5> shape_names{{
    {Shape::triangular, "triangular"},
    {Shape::pert, "pert"},
    {Shape::uniform, "uniform"},
    {Shape::normal, "normal"},
    {Shape::lognormal, "lognormal"},
}};

template <class Table>
std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& row : table) {
    names.emplace_back(row.second);
  }
  return names;
}

template <class Table>
auto value_named(const Table& table, std::string_view name) {
  for (const auto& row : table) {
    if (row.second == name) {
      return row.first;
    }
  }
  report_bug("the reader let only known names through", std::source_location::current());
}

bool go_together(Means means, Shape shape) {
  switch (means) {
    case Means::min_mode_max: return shape == Shape::triangular || shape == Shape::pert;
    case Means::min_max: return shape == Shape::uniform;
    case Means::p05_p50_p95:
    case Means::p10_p50_p90: return shape != Shape::uniform;
  }
  return false;
}

}  // namespace

std::string_view name_of(Means means) {
  for (const auto& row : means_names) {
    if (row.first == means) {
      return row.second;
    }
  }
  report_bug("a meaning has a name", std::source_location::current());
}

std::string_view name_of(Shape shape) {
  for (const auto& row : shape_names) {
    if (row.first == shape) {
      return row.second;
    }
  }
  report_bug("a shape has a name", std::source_location::current());
}

std::optional<Spread> read_spread(TableReader& table, Faults& faults, const std::optional<Exact>& likely_elsewhere) {
  const bool any =
      table.has("low") || table.has("likely") || table.has("high") || table.has("means") || table.has("shape");
  const auto low = table.optional_number("low");
  auto likely = table.optional_number("likely");
  if (!table.has("likely")) {
    likely = likely_elsewhere;
  }
  const auto high = table.optional_number("high");
  const auto means = table.optional_one_of("means", names_of(means_names));
  const auto shape = table.optional_one_of("shape", names_of(shape_names));
  if (!any) {
    return std::nullopt;
  }
  // Keys that are there but wrong have their fault already; only what is missing is said here.
  bool complete = true;
  const auto need = [&](std::string_view key, bool there) {
    if (!there && !table.has(key)) {
      faults.push_back({.code = "spread-incomplete", .place = table.place(), .details = {std::string(key)}});
    }
    complete = complete && there;
  };
  need("low", low.has_value());
  need("high", high.has_value());
  need("means", means.has_value());
  need("shape", shape.has_value());
  if (!complete || (table.has("likely") && !likely)) {
    return std::nullopt;
  }

  Spread spread;
  spread.low = *low;
  spread.likely = likely;
  spread.high = *high;
  spread.means = value_named(means_names, *means);
  spread.shape = value_named(shape_names, *shape);
  spread.place = table.place();
  if (!go_together(spread.means, spread.shape)) {
    faults.push_back(
        {.code = "spread-shape-and-meaning", .place = table.place_of("shape"), .details = {*shape, *means}});
    return std::nullopt;
  }
  if (spread.means != Means::min_max && !likely) {
    faults.push_back({.code = "spread-incomplete", .place = table.place(), .details = {"likely"}});
    return std::nullopt;
  }
  const Exact middle = spread.likely.value_or(spread.low);
  const bool may_touch = spread.means == Means::min_mode_max || spread.means == Means::min_max;
  const bool ordered =
      may_touch ? spread.low <= middle && middle <= spread.high : spread.low < middle && middle < spread.high;
  if (!ordered) {
    faults.push_back({.code = "spread-out-of-order",
                      .place = table.place_of("low"),
                      .details = {readable_text(spread.low), spread.likely ? readable_text(*spread.likely) : "-",
                                  readable_text(spread.high)}});
    return std::nullopt;
  }
  if (spread.shape == Shape::lognormal && spread.low.sign() <= 0) {
    faults.push_back({.code = "spread-lognormal-not-positive",
                      .place = table.place_of("low"),
                      .details = {readable_text(spread.low)}});
    return std::nullopt;
  }
  return spread;
}

Outcome<Checked<Distribution>> distribution_of(const Spread& spread) {
  const double low = spread.low.to_double();
  const double high = spread.high.to_double();
  const double likely = spread.likely ? spread.likely->to_double() : low;
  if (spread.means == Means::p05_p50_p95 || spread.means == Means::p10_p50_p90) {
    const double tail = spread.means == Means::p05_p50_p95 ? 0.05 : 0.10;
    const std::array<QuantilePair, 3> pairs{{{tail, low}, {0.5, likely}, {1 - tail, high}}};
    auto fitted = from_quantiles(name_of(spread.shape), pairs, spread.place);
    if (!fitted) {
      return refuse(std::move(fitted.error()));
    }
    return Checked<Distribution>{std::move(fitted->distribution), std::move(fitted->warnings)};
  }
  auto made = spread.low == spread.high        ? Distribution::point(low, spread.place)
              : spread.shape == Shape::pert    ? Distribution::pert(low, likely, high, 4, spread.place)
              : spread.means == Means::min_max ? Distribution::uniform(low, high, spread.place)
                                               : Distribution::triangular(low, likely, high, spread.place);
  if (!made) {
    return refuse(std::move(made.error()));
  }
  return Checked<Distribution>{std::move(*made), {}};
}

}  // namespace restituo
