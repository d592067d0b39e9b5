#include "quantile_table.hpp"

#include <algorithm>

#include <restituo/base/must.hpp>

#include "normal.hpp"

namespace restituo {
namespace {

constexpr std::size_t points = 20;  // of a panel
constexpr double converged = 1e-14;
constexpr double noise = 1e-11;  // terms below it that halving does not shrink are rounding of the probabilities themselves
constexpr double log_half = -0.69314718055994530942;
constexpr double log_least = 53 * log_half;
constexpr double least_panel = 0.01;

// cos(pi (k + 1/2) / 20), k = 0 ... 19, and all multiples of pi / 40 that the transform needs, from one quarter of a circle.
constexpr std::array<double, 21> quarter_cosines{
    1.0, 0.9969173337331279762, 0.98768834059513772619, 0.97236992039767660183, 0.95105651629515357212,
    0.92387953251128675613, 0.89100652418836786236, 0.85264016435409222152, 0.8090169943749474241,
    0.76040596560003093817, 0.7071067811865475244, 0.64944804833018365573, 0.58778525229247312917,
    0.52249856471594886499, 0.45399049973954679156, 0.38268343236508977173, 0.3090169943749474241,
    0.23344536385590541177, 0.15643446504023086901, 0.078459095727844945033, 0.0};

// cos(pi m / 40)
double cosine(std::size_t m) {
  m %= 80;
  m = m > 40 ? 80 - m : m;
  return m <= 20 ? quarter_cosines[m] : -quarter_cosines[40 - m];
}

struct Panel {
  double from;
  double to;
  std::array<double, points> series;  // of Chebyshev polynomials on [from, to]
};

// Solves for log y from the median outwards; each solution is the start of the next.
class Solver {
 public:
  explicit Solver(const Tail& tail) : tail_(tail), log_y_(tail.log_start) {}

  double log_y_at(double s) {
    TailAt now = tail_.at(log_y_);
    double lowest = -kernel::infinity;
    double highest = tail_.log_limit;
    for (int step = 0; step < 200; ++step) {
      const double miss = now.log_probability - s;
      if (kernel::absolute(miss) < 1e-8) {
        return log_y_ -= miss / now.elasticity;  // the last step squares what is missing
      }
      // Which side the solution lies on, whether the probability grows or falls with y.
      ((miss > 0) == (now.elasticity > 0) ? highest : lowest) = log_y_;
      double next = log_y_ - std::clamp(miss / now.elasticity, -30.0, 30.0);
      if (!(next > lowest && next < highest)) {
        next = lowest > -kernel::infinity && highest < kernel::infinity ? 0.5 * (lowest + highest)
               : next >= highest                                        ? 0.5 * (log_y_ + highest)
                                                                        : next;
      }
      log_y_ = next;
      now = tail_.at(log_y_);
    }
    return log_y_;
  }

 private:
  const Tail& tail_;
  double log_y_;
};

// Panels from `to` down to `from`, each halved until its last terms are rounding. `before`: those of twice the panel.
void add_panels(Solver& solver, double from, double to, double before, std::vector<Panel>& panels) {
  std::array<double, points> values{};
  const double middle = 0.5 * (from + to);
  const double half = 0.5 * (to - from);
  for (std::size_t k = 0; k < points; ++k) {
    values[k] = solver.log_y_at(middle + half * cosine(2 * k + 1));
  }
  Panel panel{from, to, {}};
  for (std::size_t n = 0; n < points; ++n) {
    double sum = 0;
    for (std::size_t k = 0; k < points; ++k) {
      sum += (values[k] - values[points / 2]) * cosine(n * (2 * k + 1));
    }
    panel.series[n] = sum * (n == 0 ? 1.0 : 2.0) / points;
  }
  panel.series[0] += values[points / 2];
  const double last = kernel::absolute(panel.series[points - 1]) + kernel::absolute(panel.series[points - 2]);
  const double size = 1 + kernel::absolute(panel.series[0]);
  const bool stalled = last < noise * size && last > 0.1 * before;
  if (last > converged * size && !stalled && to - from > least_panel) {
    add_panels(solver, middle, to, last, panels);
    add_panels(solver, from, middle, last, panels);
  } else {
    panels.push_back(panel);
  }
}

RESTITUO_CLONES void evaluate(const Panel& panel, const double* s, double* out, std::size_t count) {
  const double scale = 2 / (panel.to - panel.from);
  for (std::size_t i = 0; i < count; ++i) {
    const double x = ((s[i] - panel.from) - (panel.to - s[i])) * (0.5 * scale);
    double b1 = 0;
    double b2 = 0;
    for (std::size_t n = points - 1; n > 0; --n) {
      const double b = (2 * x * b1 - b2) + panel.series[n];
      b2 = b1;
      b1 = b;
    }
    out[i] = (x * b1 - b2) + panel.series[0];
  }
}

RESTITUO_CLONES void distances(const double* log_y, double origin, double direction, double* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = origin + direction * kernel::exp(log_y[i]);
  }
}

constexpr std::uint64_t cell_shift = 49;  // 3 bits of the mantissa stay in the number of the cell
constexpr std::uint64_t first_cell = std::uint64_t{0x3ca0000000000000} >> cell_shift;  // 2^-53
static_assert(std::bit_cast<std::uint64_t>(least_probability) >> cell_shift == first_cell);

// The cells of both tails stand in one table; the last cell of each is for p = 1/2.
RESTITUO_INLINE double looked_up(const Cell* cells, double p, bool upper) {
  const std::uint64_t bits = kernel::bits_of(kernel::at_least(p, least_probability));
  const std::uint64_t cell = (bits >> cell_shift) - first_cell + (upper ? cells_in_tail + 1 : 0);
  // The mantissa below the cell's number, stretched over [2, 4), then over [-1, 1).
  const double t = kernel::double_of((bits << 3 & 0x000fffffffffffffU) | 0x4000000000000000U) - 3;
  return value_in_cell(cells[cell].c.data(), t);
}

RESTITUO_INLINE double within(double x, double low, double high) {
  return kernel::at_most(kernel::at_least(x, low), high);
}

RESTITUO_CLONES void values_of_draws(const Cell* cells, double low, double high, const double* u, double* out,
                                     std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const bool upper = u[i] > 0.5;
    out[i] = within(looked_up(cells, upper ? 1 - u[i] : u[i], upper), low, high);
  }
}

RESTITUO_CLONES void values_of_scores(const Cell* cells, const Cell* scores, double low, double high, const double* z,
                                      double* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = within(looked_up(cells, kernel::at_most(tail_of_score(scores, z[i]), 0.5), z[i] > 0), low, high);
  }
}

// Where the cells hold log y: `side[i]` is what looked_up decided on.
RESTITUO_CLONES void steep_values(std::array<double, 2> origins, std::array<double, 2> directions, double low,
                                  double high, const double* u, double middle, double* log_y, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const bool upper = u[i] > middle;
    const double y = kernel::exp(log_y[i]);
    log_y[i] = within(upper ? origins[1] + directions[1] * y : origins[0] + directions[0] * y, low, high);
  }
}

constexpr std::size_t block = 512;

std::vector<Cell> cells_through(const std::vector<double>& lower, const std::vector<double>& upper) {
  must(lower.size() == nodes_in_tail && upper.size() == nodes_in_tail, "a tail has a value at each of its nodes");
  std::vector<Cell> cells;
  cells.reserve(2 * (cells_in_tail + 1));
  for (const std::vector<double>* tail : {&lower, &upper}) {
    for (std::size_t cell = 0; cell < cells_in_tail; ++cell) {
      std::array<double, cell_points> values;
      std::copy_n(tail->begin() + static_cast<std::ptrdiff_t>(cell * (cell_points - 1)), cell_points, values.begin());
      cells.push_back(Cell::through(values));
    }
    Cell median;
    median.c[0] = tail->back();
    cells.push_back(median);
  }
  return cells;
}

}  // namespace

double node_probability(std::size_t node) {
  const std::size_t cell = std::min(node / (cell_points - 1), cells_in_tail - 1);
  const std::size_t within_cell = node - cell * (cell_points - 1);
  const double octave = kernel::double_of((std::uint64_t{cell / cells_in_octave} + 1023 - 53) << 52);
  const auto eighth = static_cast<double>(cell % cells_in_octave);
  return octave * (1 + (eighth + 0.5 + 0.5 * cell_nodes[within_cell]) / 8);
}

const std::vector<double>& node_log_probabilities() {
  static const std::vector<double> logarithms = [] {
    std::vector<double> made(nodes_in_tail);
    for (std::size_t node = 0; node < nodes_in_tail; ++node) {
      made[node] = kernel::log(node_probability(node));
    }
    return made;
  }();
  return logarithms;
}

double solved(const Tail& tail, double log_probability) { return Solver(tail).log_y_at(log_probability); }

std::vector<double> solved_nodes(const Tail& tail) {
  std::vector<Panel> panels;
  Solver solver(tail);
  for (double to = log_half; to > log_least;) {
    // Each panel is as long as it is far from p = 1, where the other tail begins.
    const double from = 4 * to < log_least ? log_least : 2 * to;
    add_panels(solver, from, to, kernel::infinity, panels);
    to = from;
  }
  const std::vector<double>& s = node_log_probabilities();
  std::vector<double> log_y(nodes_in_tail);
  std::size_t end = nodes_in_tail;
  for (const Panel& panel : panels) {
    // Panels come from the median outwards, nodes stand the other way round.
    std::size_t begin = end;
    while (begin > 0 && (s[begin - 1] >= panel.from || panel.from == log_least)) {
      --begin;
    }
    evaluate(panel, s.data() + begin, log_y.data() + begin, end - begin);
    end = begin;
  }
  return log_y;
}

QuantileTable QuantileTable::of_values(const std::vector<double>& lower, const std::vector<double>& upper, double low,
                                       double high) {
  QuantileTable table;
  table.cells_ = cells_through(lower, upper);
  table.low_ = low;
  table.high_ = high;
  return table;
}

QuantileTable QuantileTable::of_logarithms(const std::vector<double>& log_lower, const std::vector<double>& log_upper,
                                           std::array<double, 2> origins, std::array<double, 2> directions, double low,
                                           double high) {
  QuantileTable table = of_values(log_lower, log_upper, low, high);
  table.steep_ = true;
  table.origins_ = origins;
  table.directions_ = directions;
  return table;
}

QuantileTable QuantileTable::of_tails(const Tail& lower, const Tail& upper, double low, double high, bool steep) {
  std::vector<double> below = solved_nodes(lower);
  std::vector<double> above = solved_nodes(upper);
  if (steep) {
    return of_logarithms(below, above, {lower.origin, upper.origin}, {lower.direction, upper.direction}, low, high);
  }
  distances(below.data(), lower.origin, lower.direction, below.data(), below.size());
  distances(above.data(), upper.origin, upper.direction, above.data(), above.size());
  return of_values(below, above, low, high);
}

void QuantileTable::quantiles(const double* u, double* out, std::size_t count) const {
  if (!steep_) {
    values_of_draws(cells_.data(), low_, high_, u, out, count);
    return;
  }
  std::array<double, block> draws;
  for (std::size_t i = 0; i < count; i += block) {
    const std::size_t size = std::min(block, count - i);
    std::copy_n(u + i, size, draws.begin());
    values_of_draws(cells_.data(), -kernel::infinity, kernel::infinity, draws.data(), out + i, size);
    steep_values(origins_, directions_, low_, high_, draws.data(), 0.5, out + i, size);
  }
}

void QuantileTable::quantiles_of_scores(const double* z, double* out, std::size_t count) const {
  if (!steep_) {
    values_of_scores(cells_.data(), score_table(), low_, high_, z, out, count);
    return;
  }
  std::array<double, block> scores;
  for (std::size_t i = 0; i < count; i += block) {
    const std::size_t size = std::min(block, count - i);
    std::copy_n(z + i, size, scores.begin());
    values_of_scores(cells_.data(), score_table(), -kernel::infinity, kernel::infinity, scores.data(), out + i, size);
    steep_values(origins_, directions_, low_, high_, scores.data(), 0.0, out + i, size);
  }
}

double QuantileTable::moment(double about, int power) const {
  // Eight points of Gauss and Legendre on each cell, exact to degree 15.
  constexpr std::array<double, 4> abscissas{0.18343464249564980494, 0.52553240991632898582, 0.79666647741362673959,
                                            0.96028985649753623168};
  constexpr std::array<double, 4> weights{0.36268378337836198297, 0.31370664587788728734, 0.22238103445337447054,
                                          0.10122853629037625915};
  std::vector<double> u;
  for (std::size_t cell = 0; cell < cells_in_tail; ++cell) {
    const double from = node_probability(cell * (cell_points - 1));
    const double to = node_probability((cell + 1) * (cell_points - 1));
    for (std::size_t i = 0; i < 8; ++i) {
      const double x = i < 4 ? -abscissas[3 - i] : abscissas[i - 4];
      u.push_back(0.5 * (from + to) + 0.5 * (to - from) * x);
    }
  }
  double sum = 0;
  std::vector<double> p = u;
  std::vector<double> values(u.size());
  for (const bool upper : {false, true}) {
    if (upper) {
      std::transform(p.begin(), p.end(), u.begin(), [](double tail) { return 1 - tail; });
    }
    quantiles(u.data(), values.data(), u.size());
    for (std::size_t cell = 0; cell < cells_in_tail; ++cell) {
      const double width = node_probability((cell + 1) * (cell_points - 1)) - node_probability(cell * (cell_points - 1));
      double within_cell = 0;
      for (std::size_t i = 0; i < 8; ++i) {
        const double x = values[cell * 8 + i] - about;
        within_cell += weights[i < 4 ? 3 - i : i - 4] * (power == 1 ? x : x * x);
      }
      sum += 0.5 * width * within_cell;
    }
  }
  return sum;
}

}  // namespace restituo
