// The linear pool: several experts' distributions as one.
//
// Its quantiles come from a table like those of any other shape, but a pool may have kinks, gaps and jumps where no
// polynomial follows. So every cell is tried at four points; one that misses is cut into sixteen; where one of these
// misses too, and in the last 2^-16 of either tail, draws are solved for one by one, between what the ends say.
#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "elementary_kernels.hpp"
#include "law.hpp"
#include "places.hpp"
#include "quantile_table.hpp"
#include "root.hpp"

namespace restituo {
namespace {

class MixtureLaw final : public Law {
 public:
  MixtureLaw(std::vector<LawPointer> components, std::vector<double> weights)
      : components_(std::move(components)), weights_(std::move(weights)) {
    const double total = std::accumulate(weights_.begin(), weights_.end(), 0.0);
    for (double& weight : weights_) {
      weight /= total;
    }
    for (const LawPointer& law : components_) {
      low_ = std::min(low_, law->low());
      high_ = std::max(high_, law->high());
    }
    tabulate();
  }

  void quantiles(const double* u, double* out, std::size_t count) const override {
    BlockOfDoubles draws;  // `out` may be `u`
    for (std::size_t first = 0; first < count; first += block) {
      const std::size_t size = std::min(block, count - first);
      std::copy_n(u + first, size, draws.begin());
      table_.quantiles(draws.data(), out + first, size);
      for (std::size_t i = 0; i < size; ++i) {
        const PlaceOfDraw place = place_of_draw(draws[i]);
        if (const std::uint32_t at = rough_[place.cell]; at != 0) {
          out[first + i] = value_in(rough_cells_[at - 1], draws[i], place.t);
        }
      }
    }
  }
  double cdf(double x) const override {
    return weighted([x](const Law& law) { return law.cdf(x); });
  }
  double cdf_below(double x) const override {
    return weighted([x](const Law& law) { return law.cdf_below(x); });
  }
  double mean() const override {
    return weighted([](const Law& law) { return law.mean(); });
  }
  double variance() const override {
    const double middle = mean();
    return weighted([middle](const Law& law) {
      const double off = law.mean() - middle;
      return law.variance() + off * off;
    });
  }
  double low() const override { return low_; }
  double high() const override { return high_; }
  std::string_view name() const override { return "mixture"; }
  double mass(double from, double to) const override {
    return weighted([=](const Law& law) {
      const double a = std::max(from, law.low());
      const double b = std::min(to, law.high());
      return a <= b ? law.mass(a, b) : 0.0;
    });
  }
  LawPointer truncated(double from, double to) const override {
    std::vector<LawPointer> parts;
    std::vector<double> weights;
    for (std::size_t i = 0; i < components_.size(); ++i) {
      const Law& law = *components_[i];
      const double a = std::max(from, law.low());
      const double b = std::min(to, law.high());
      const double mass = a <= b ? law.mass(a, b) : 0;
      if (mass > 0) {
        const bool whole = a <= law.low() && b >= law.high();
        parts.push_back(whole ? components_[i] : law.truncated(a, b));
        weights.push_back(weights_[i] * mass);
      }
    }
    return parts.size() == 1 ? parts.front() : mixture_law(std::move(parts), std::move(weights));
  }

 private:
  template <class Value>
  double weighted(const Value& value) const {
    double sum = 0;
    for (std::size_t i = 0; i < components_.size(); ++i) {
      sum += weights_[i] * value(*components_[i]);
    }
    return sum;
  }

  // Between which values a draw lies.
  struct Bracket {
    double low = 0;
    double high = 0;
  };

  // A cell of the table that misses, cut into pieces. A piece with a bracket misses too.
  static constexpr std::size_t pieces = 16;
  struct RoughCell {
    std::array<QuantileCell, pieces> cells;
    std::array<Bracket, pieces> brackets;
  };

  double value_in(const RoughCell& rough, double u, double t) const {
    const double scaled = (t + 1) * (0.5 * pieces);
    const auto piece = std::min(static_cast<std::size_t>(scaled), pieces - 1);
    const Bracket& bracket = rough.brackets[piece];
    if (bracket.low < bracket.high) {
      return solved(u, bracket);
    }
    const double at = 2 * (scaled - static_cast<double>(piece)) - 1;
    return std::clamp(rough.cells[piece].at(at), low_, high_);
  }

  Bracket widest(double u) const {
    Bracket bracket{kernel::infinity, -kernel::infinity};
    for (const LawPointer& law : components_) {
      const double x = law->quantile(u);
      bracket.low = std::min(bracket.low, x);
      bracket.high = std::max(bracket.high, x);
    }
    return bracket;
  }

  // The least x with cdf(x) >= u.
  double solved(double u, const Bracket& bracket) const {
    const double miss_high = cdf(bracket.high) - u;
    const double miss_low = cdf(bracket.low) - u;
    if (miss_low >= 0 || miss_high < 0) {
      const Bracket all = widest(u);
      if (all.low < bracket.low || all.high > bracket.high) {
        return solved(u, all);
      }
      return miss_low >= 0 ? bracket.low : bracket.high;
    }
    return solved_between(
        bracket.low, bracket.high, miss_low, miss_high, [&](double x) { return cdf(x) - u; }, exact_enough, 2e-16);
  }

  bool serves(double x, double u) const { return cdf_below(x) - tolerated < u && u < cdf(x) + tolerated; }

  static double draw(bool upper, double p) { return upper ? 1 - p : p; }
  bool fits(const QuantileCell& cell, bool upper, double p0, double p1) const {
    constexpr std::array<double, 4> tried{-0.85, -0.35, 0.35, 0.85};
    return std::all_of(tried.begin(), tried.end(), [&](double t) {
      return serves(cell.at(t), draw(upper, 0.5 * (p0 + p1) + 0.5 * (p1 - p0) * t));
    });
  }
  static Bracket ordered(double a, double b) { return {std::min(a, b), std::max(a, b)}; }

  RoughCell cut(bool upper, double p0, double p1, double value0, double value1) const {
    RoughCell rough;
    for (std::size_t piece = 0; piece < pieces; ++piece) {
      const double from = p0 + (p1 - p0) * static_cast<double>(piece) / pieces;
      const double to = p0 + (p1 - p0) * static_cast<double>(piece + 1) / pieces;
      std::array<double, steps_in_cell + 1> values;
      for (std::size_t node = 0; node <= steps_in_cell; ++node) {
        const double p = 0.5 * (from + to) + 0.5 * (to - from) * cell_nodes[node];
        values[node] = solved(draw(upper, p), ordered(value0, value1));
      }
      rough.cells[piece] = QuantileCell::through(values.data());
      if (!fits(rough.cells[piece], upper, from, to)) {
        rough.brackets[piece] = ordered(values.front(), values.back());
      }
    }
    return rough;
  }

  void tabulate() {
    constexpr std::size_t first_cell = (octaves - tabulated_octaves) * cells_in_octave;
    constexpr std::size_t first_node = first_cell * steps_in_cell;
    std::array<std::vector<double>, 2> nodes;
    for (const bool upper : {false, true}) {
      std::vector<double>& values = nodes[upper];
      values.resize(nodes_in_tail);
      for (std::size_t node = first_node; node < nodes_in_tail; ++node) {
        const double u = draw(upper, node_probability(node));
        Bracket bracket = widest(u);
        if (node > first_node) {
          (upper ? bracket.high : bracket.low) = values[node - 1];
        }
        values[node] = solved(u, bracket);
      }
      std::fill_n(values.begin(), first_node, values[first_node]);
    }
    table_ = QuantileTable::of_values(nodes[0], nodes[1], low_, high_);

    rough_.resize(2 * (cells_in_tail + 1));
    for (const bool upper : {false, true}) {
      // One rough cell serves all of the far tail: a bracket from the end of the support.
      RoughCell far;
      const double last = nodes[upper][first_node];
      const Bracket outer = widest(draw(upper, least_probability));
      for (QuantileCell& cell : far.cells) {
        cell.c0 = last;
      }
      far.brackets.fill(upper ? Bracket{last, std::max(outer.high, last)} : Bracket{std::min(outer.low, last), last});
      rough_cells_.push_back(far);
      const std::size_t tail = upper ? cells_in_tail + 1 : 0;
      std::fill_n(rough_.begin() + static_cast<std::ptrdiff_t>(tail), first_cell, rough_cells_.size());
      for (std::size_t cell = first_cell; cell < cells_in_tail; ++cell) {
        const double* const values = &nodes[upper][cell * steps_in_cell];
        const double p0 = node_probability(cell * steps_in_cell);
        const double p1 = node_probability((cell + 1) * steps_in_cell);
        if (!fits(QuantileCell::through(values), upper, p0, p1)) {
          rough_cells_.push_back(cut(upper, p0, p1, values[0], values[steps_in_cell]));
          rough_[tail + cell] = static_cast<std::uint32_t>(rough_cells_.size());
        }
      }
    }
  }

  static constexpr std::size_t tabulated_octaves = 16;
  static constexpr double tolerated = 2e-11;
  static constexpr double exact_enough = 4e-16;

  QuantileTable table_;
  std::vector<std::uint32_t> rough_;  // for each cell of the table: 0, or 1 + its place in rough_cells_
  std::vector<RoughCell> rough_cells_;
  std::vector<LawPointer> components_;
  std::vector<double> weights_;
  double low_ = kernel::infinity;
  double high_ = -kernel::infinity;
};

}  // namespace

LawPointer mixture_law(std::vector<LawPointer> components, std::vector<double> weights) {
  return std::make_shared<MixtureLaw>(std::move(components), std::move(weights));
}

}  // namespace restituo
