#include <restituo/challenge/scenario_box.hpp>

#include <algorithm>
#include <limits>
#include <numeric>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/distribution.hpp>
#include <restituo/uncertainty/stream.hpp>

namespace restituo {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double chance_that_counts = 0.05;

struct Side {
  double low = -infinite;
  double high = infinite;
  bool is_open() const { return low == -infinite && high == infinite; }
  bool holds(double value) const { return low <= value && value <= high; }
};

using Rows = std::vector<std::uint32_t>;

class Search {
 public:
  Search(const Columns& values, const std::vector<bool>& hits, Rows rows, const BoxSettings& settings)
      : values_(values), hits_(hits), rows_(std::move(rows)), settings_(settings), sides_(values.size()) {
    all_hits_ = count_hits(rows_);
  }

  // Peels to the end and comes back with the sides of every box on the way.
  std::vector<std::vector<Side>> peel() {
    std::vector<std::vector<Side>> way{sides_};
    Rows inside = rows_;
    const double least = settings_.least_mass * static_cast<double>(rows_.size());
    while (auto next = best_peel(inside)) {
      if (static_cast<double>(next->inside.size()) < least) break;
      sides_ = next->sides;
      inside = std::move(next->inside);
      way.push_back(sides_);
      if (count_hits(inside) == inside.size()) break;  // nothing but hits: a smaller box only catches fewer
    }
    return way;
  }

  // Moves single limits outwards while the box gets no less dense.
  std::vector<Side> paste(std::vector<Side> sides) const {
    const auto density_of = [&](const Rows& inside) {
      return inside.empty() ? 0.0 : static_cast<double>(count_hits(inside)) / static_cast<double>(inside.size());
    };
    Rows inside = inside_of(sides);
    double density = density_of(inside);
    for (bool moved = true; moved;) {
      moved = false;
      std::vector<Side> best = sides;
      double best_density = density;
      std::size_t best_size = inside.size();
      for (std::size_t i = 0; i < sides.size(); ++i) {
        for (const bool at_low : {true, false}) {
          if ((at_low ? sides[i].low : sides[i].high) == (at_low ? -infinite : infinite)) continue;
          std::vector<Side> wider = sides;
          wider[i] = widened(sides, i, at_low, inside.size());
          const Rows more = inside_of(wider);
          const double found = density_of(more);
          if (more.size() > inside.size() &&
              (found > best_density || (found == best_density && more.size() > best_size))) {
            best = wider;
            best_density = found;
            best_size = more.size();
          }
        }
      }
      if (best_size > inside.size() && best_density >= density) {
        sides = best;
        inside = inside_of(sides);
        density = density_of(inside);
        moved = true;
      }
    }
    return sides;
  }

  ScenarioBox box_of(const std::vector<Side>& sides) const {
    ScenarioBox box;
    const Rows inside = inside_of(sides);
    const std::size_t caught = count_hits(inside);
    box.coverage = all_hits_ == 0 ? 0 : static_cast<double>(caught) / static_cast<double>(all_hits_);
    box.density = inside.empty() ? 0 : static_cast<double>(caught) / static_cast<double>(inside.size());
    box.mass = static_cast<double>(inside.size()) / static_cast<double>(rows_.size());
    for (std::size_t i = 0; i < sides.size(); ++i) {
      if (sides[i].is_open()) continue;
      BoxLimit limit{i, sides[i].low, sides[i].high, chance_of(sides, i, inside.size(), caught), 0};
      box.limits.push_back(limit);
    }
    return box;
  }

  std::vector<Side> without_chance_limits(std::vector<Side> sides) const {
    for (;;) {
      const ScenarioBox box = box_of(sides);
      const auto worst = std::max_element(box.limits.begin(), box.limits.end(),
                                          [](const BoxLimit& a, const BoxLimit& b) { return a.chance < b.chance; });
      if (worst == box.limits.end() || worst->chance <= chance_that_counts) {
        return sides;
      }
      sides[worst->input] = {};
    }
  }

 private:
  struct Peeled {
    std::vector<Side> sides;
    Rows inside;
  };

  std::size_t count_hits(const Rows& rows) const {
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](std::uint32_t k) { return hits_[k]; }));
  }

  Rows inside_of(const std::vector<Side>& sides) const {
    Rows inside;
    for (const std::uint32_t k : rows_) {
      bool in = true;
      for (std::size_t i = 0; i < sides.size() && in; ++i) {
        in = sides[i].holds(values_[i][k]);
      }
      if (in) inside.push_back(k);
    }
    return inside;
  }

  // Of every input and both ends, the peel that gains most density for each world it takes away; the first of equals.
  std::optional<Peeled> best_peel(const Rows& inside) const {
    std::optional<std::pair<std::size_t, Side>> best;
    double best_gain = -infinite;
    const double before = static_cast<double>(count_hits(inside)) / static_cast<double>(inside.size());
    std::vector<double> column(inside.size());
    for (std::size_t i = 0; i < values_.size(); ++i) {
      for (std::size_t k = 0; k < inside.size(); ++k) {
        column[k] = values_[i][inside[k]];
      }
      const auto away =
          std::max<std::size_t>(1, static_cast<std::size_t>(settings_.peel * static_cast<double>(inside.size())));
      for (const bool at_low : {true, false}) {
        const std::optional<double> limit = limit_after(column, away, at_low);
        if (!limit) continue;
        std::size_t left = 0;
        std::size_t caught = 0;
        for (const std::uint32_t k : inside) {
          if (at_low ? values_[i][k] >= *limit : values_[i][k] <= *limit) {
            ++left;
            caught += hits_[k] ? 1 : 0;
          }
        }
        // Where values are tied a peel takes more than its share: what counts is the gain for each world that goes.
        const double density = static_cast<double>(caught) / static_cast<double>(left);
        const double gain = (density - before) / static_cast<double>(inside.size() - left);
        if (gain > best_gain) {
          best_gain = gain;
          Side side = sides_[i];
          (at_low ? side.low : side.high) = *limit;
          best = {i, side};
        }
      }
    }
    if (!best) return std::nullopt;
    Peeled peeled{sides_, {}};
    peeled.sides[best->first] = best->second;
    for (const std::uint32_t k : inside) {
      if (best->second.holds(values_[best->first][k])) peeled.inside.push_back(k);
    }
    return peeled;
  }

  // The value at which the box begins (ends) once `away` worlds are gone; equal values go together. Nothing where that
  // would leave nothing.
  static std::optional<double> limit_after(std::vector<double>& column, std::size_t away, bool at_low) {
    if (away >= column.size()) return std::nullopt;
    const auto at = static_cast<std::ptrdiff_t>(at_low ? away : column.size() - 1 - away);
    std::nth_element(column.begin(), column.begin() + at, column.end());
    const double limit = column[static_cast<std::size_t>(at)];
    const auto [least, most] = std::minmax_element(column.begin(), column.end());
    if (limit != (at_low ? *least : *most)) return limit;
    // The outermost value has more worlds than a peel takes: all of them go.
    double next = at_low ? infinite : -infinite;
    for (const double value : column) {
      if (at_low ? value > limit : value < limit) next = at_low ? std::min(next, value) : std::max(next, value);
    }
    return next == infinite || next == -infinite ? std::nullopt : std::optional(next);
  }

  // One side moved out by as many worlds as a hundredth of the box, or opened where there are no more.
  Side widened(const std::vector<Side>& sides, std::size_t input, bool at_low, std::size_t inside) const {
    std::vector<Side> open = sides;
    (at_low ? open[input].low : open[input].high) = at_low ? -infinite : infinite;
    std::vector<double> beyond;
    for (const std::uint32_t k : inside_of(open)) {
      if (!sides[input].holds(values_[input][k])) beyond.push_back(values_[input][k]);
    }
    Side wider = sides[input];
    const std::size_t step = std::max<std::size_t>(1, inside / 100);
    if (beyond.size() <= step) return open[input];
    std::sort(beyond.begin(), beyond.end());
    (at_low ? wider.low : wider.high) = at_low ? beyond[beyond.size() - step] : beyond[step - 1];
    return wider;
  }

  // At least as many hits as were caught, if worlds in the box were hits as often as they are without this limit.
  double chance_of(const std::vector<Side>& sides, std::size_t input, std::size_t inside, std::size_t caught) const {
    std::vector<Side> without = sides;
    without[input] = {};
    const Rows more = inside_of(without);
    const double share = static_cast<double>(count_hits(more)) / static_cast<double>(more.size());
    if (inside == 0 || caught == 0 || share >= 1) return 1;
    const auto binomial = Distribution::binomial(static_cast<double>(inside), share);
    must(binomial.has_value(), "a count and a share make a binomial");
    return 1 - binomial->cdf(static_cast<double>(caught) - 1);
  }

  const Columns& values_;
  const std::vector<bool>& hits_;
  Rows rows_;
  const BoxSettings& settings_;
  std::vector<Side> sides_;
  std::size_t all_hits_ = 0;
};

// Of coverage and density the harmonic mean: a box is no better than the weaker of the two allows.
double merit(const ScenarioBox& box) {
  const double sum = box.coverage + box.density;
  return sum > 0 ? 2 * box.coverage * box.density / sum : 0;
}

// The sides of the best box on the way.
std::vector<Side> best_on_the_way(const Search& search, const std::vector<std::vector<Side>>& way,
                                  std::vector<ScenarioBox>* trajectory) {
  std::size_t best = 0;
  double best_merit = -1;
  for (std::size_t step = 0; step < way.size(); ++step) {
    const ScenarioBox box = search.box_of(way[step]);
    if (merit(box) > best_merit) {
      best = step;
      best_merit = merit(box);
    }
    if (trajectory != nullptr) trajectory->push_back(box);
  }
  return search.without_chance_limits(search.paste(way[best]));
}

}  // namespace

Outcome<BoxSearch> discover_box(const Columns& values, const std::vector<bool>& hits, const BoxSettings& settings,
                                const Place& place) {
  must(!values.empty(), "a search has inputs");
  for (const std::vector<double>& column : values) {
    must(column.size() == hits.size(), "one hit or miss for each world");
  }
  const auto found = static_cast<std::size_t>(std::count(hits.begin(), hits.end(), true));
  if (found < fewest_hits || hits.size() - found < fewest_hits) {
    return refuse({.code = "scenario-too-few",
                   .place = place,
                   .details = {std::to_string(found), std::to_string(hits.size()), std::to_string(fewest_hits)}});
  }
  Rows all(hits.size());
  std::iota(all.begin(), all.end(), 0U);
  Search search(values, hits, all, settings);
  BoxSearch result;
  const std::vector<Side> chosen = best_on_the_way(search, search.peel(), &result.trajectory);
  result.chosen = search.box_of(chosen);

  std::vector<std::size_t> limited(values.size(), 0);
  for (std::size_t half = 0; half < settings.halves; ++half) {
    const Stream coin(settings.seed, "half " + std::to_string(half));
    Rows rows;
    for (const std::uint32_t k : all) {
      if (coin.uniform(k) < 0.5) rows.push_back(k);
    }
    Search again(values, hits, rows, settings);
    const std::vector<Side> sides = best_on_the_way(again, again.peel(), nullptr);
    for (std::size_t i = 0; i < sides.size(); ++i) {
      limited[i] += sides[i].is_open() ? 0 : 1;
    }
  }
  for (BoxLimit& limit : result.chosen.limits) {
    limit.repeated =
        settings.halves == 0 ? 0 : static_cast<double>(limited[limit.input]) / static_cast<double>(settings.halves);
  }
  return result;
}

}  // namespace restituo
