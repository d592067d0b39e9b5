#include "quantile_table.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include <restituo/base/must.hpp>

#include "normal.hpp"
#include "places.hpp"

namespace restituo {
namespace {

constexpr std::size_t points = 20;  // of a panel
constexpr double converged = 1e-14;
constexpr double noise =
    1e-11;  // terms below it that halving does not shrink are rounding of the probabilities themselves
constexpr double log_half = -0.69314718055994530942;
constexpr double log_least = 53 * log_half;
constexpr double least_panel = 0.01;

// cos(pi (k + 1/2) / 20), k = 0 ... 19, and all multiples of pi / 40 that the transform needs, from one quarter of a
// circle.
constexpr std::array<double, 21> quarter_cosines{1.0,
                                                 0.9969173337331279762,
                                                 0.98768834059513772619,
                                                 0.97236992039767660183,
                                                 0.95105651629515357212,
                                                 0.92387953251128675613,
                                                 0.89100652418836786236,
                                                 0.85264016435409222152,
                                                 0.8090169943749474241,
                                                 0.76040596560003093817,
                                                 0.7071067811865475244,
                                                 0.64944804833018365573,
                                                 0.58778525229247312917,
                                                 0.52249856471594886499,
                                                 0.45399049973954679156,
                                                 0.38268343236508977173,
                                                 0.3090169943749474241,
                                                 0.23344536385590541177,
                                                 0.15643446504023086901,
                                                 0.078459095727844945033,
                                                 0.0};

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

// Solves for log y from the median outwards; each solution and its slope tell where to begin the next.
class Solver {
 public:
  explicit Solver(const Tail& tail) : tail_(tail), log_y_(tail.log_start), slope_(0), bend_(0) {}

  double log_y_at(double s) {
    const double step = s - s_;
    log_y_ += s_ < 0 ? step * (slope_ + 0.5 * step * bend_) : 0;
    if (!(log_y_ < tail_.log_limit)) {
      log_y_ = tail_.log_limit - 1e-3;
    }
    TailAt now = tail_.at(log_y_);
    double lowest = -kernel::infinity;
    double highest = tail_.log_limit;
    for (int round = 0; round < 200; ++round) {
      const double miss = now.log_probability - s;
      if (kernel::absolute(miss) < 1e-8) {
        log_y_ -= miss / now.elasticity;  // the last step squares what is missing
        break;
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
    bend_ = s_ < 0 ? (1 / now.elasticity - slope_) / step : 0;
    slope_ = 1 / now.elasticity;
    s_ = s;
    return log_y_;
  }

 private:
  const Tail& tail_;
  double s_ = 0;  // where log_y_ was solved for; 0 before the first time
  double log_y_;
  double slope_;  // d log y / d s there
  double bend_;   // and how that changes
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

// Clenshaw's recurrence, some nodes side by side.
RESTITUO_CLONES void evaluate(const Panel& panel, const double* s, double* out, std::size_t count) {
  constexpr std::size_t side_by_side = 32;
  const double scale = 1 / (panel.to - panel.from);
  for (std::size_t first = 0; first < count; first += side_by_side) {
    const std::size_t size = std::min(side_by_side, count - first);
    std::array<double, side_by_side> twice_x{};
    std::array<double, side_by_side> b1{};
    std::array<double, side_by_side> b2{};
    for (std::size_t i = 0; i < size; ++i) {
      twice_x[i] = 2 * (((s[first + i] - panel.from) - (panel.to - s[first + i])) * scale);
    }
    for (std::size_t n = points - 1; n > 0; --n) {
      for (std::size_t i = 0; i < side_by_side; ++i) {
        const double b = (twice_x[i] * b1[i] - b2[i]) + panel.series[n];
        b2[i] = b1[i];
        b1[i] = b;
      }
    }
    for (std::size_t i = 0; i < size; ++i) {
      out[first + i] = (0.5 * twice_x[i] * b1[i] - b2[i]) + panel.series[0];
    }
  }
}

RESTITUO_CLONES void distances(const double* log_y, double origin, double direction, double* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = origin + direction * kernel::exp(log_y[i]);
  }
}

constexpr std::uint64_t cell_shift = 47;  // five bits of the mantissa stay in the number of the cell
constexpr std::uint64_t first_cell = std::bit_cast<std::uint64_t>(least_probability) >> cell_shift;
static_assert(cells_in_octave == std::size_t{1} << (52 - cell_shift) && sizeof(QuantileCell) == 32);

// p in either tail (below 2^-53 counts as 2^-53); `upper` is 1 or 0.
RESTITUO_INLINE void place_of(double p, std::uint64_t upper, std::uint64_t& offset, double& t) {
  const std::uint64_t bits = kernel::bits_of(kernel::at_least(p, least_probability));
  offset = ((bits >> cell_shift) - first_cell + ((0 - upper) & (cells_in_tail + 1))) * sizeof(QuantileCell);
  // The mantissa below the cell's number, stretched over [2, 4), then over [-1, 1).
  t = kernel::double_of((bits << (52 - cell_shift) & 0x000fffffffffffffU) | 0x4000000000000000U) - 3;
}

RESTITUO_CLONES void places_of_draws(const double* u, Places& places, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double rest = 1 - u[i];
    const std::uint64_t upper = (kernel::bits_of(0.5) - kernel::bits_of(u[i])) >> 63;  // u > 1/2, without a branch
    place_of(u[i] < rest ? u[i] : rest, upper, places.offset[i], places.t[i]);
  }
}

// `tails`: Q(|z|).
RESTITUO_CLONES void places_of_scores(const double* z, const double* tails, Places& places, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t upper = ~kernel::bits_of(z[i]) >> 63;
    place_of(kernel::at_most(tails[i], 0.5), upper, places.offset[i], places.t[i]);
  }
}

// Where the cells hold log y. `upper` is told by draw > middle.
RESTITUO_CLONES void steep_values(std::array<double, 2> origins, std::array<double, 2> directions, double low,
                                  double high, const double* draw, double middle, double* log_y, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const bool upper = draw[i] > middle;
    const double value =
        (upper ? origins[1] : origins[0]) + (upper ? directions[1] : directions[0]) * kernel::exp(log_y[i]);
    log_y[i] = kernel::at_most(kernel::at_least(value, low), high);
  }
}

std::vector<QuantileCell> cells_through(const std::vector<double>& lower, const std::vector<double>& upper) {
  must(lower.size() == nodes_in_tail && upper.size() == nodes_in_tail, "a tail has a value at each of its nodes");
  std::vector<QuantileCell> cells;
  cells.reserve(2 * (cells_in_tail + 1));
  for (const std::vector<double>* tail : {&lower, &upper}) {
    for (std::size_t cell = 0; cell < cells_in_tail; ++cell) {
      cells.push_back(QuantileCell::through(tail->data() + cell * steps_in_cell));
    }
    QuantileCell median;
    median.c0 = tail->back();
    cells.push_back(median);
  }
  return cells;
}

constexpr double root_half = 0.70710678118654752440;

// The upper half of the bits, rounded to nearest.
std::uint64_t rounded_upper_half(double x) { return (kernel::bits_of(x) + 0x80000000U) & 0xffffffff00000000U; }

}  // namespace

QuantileCell QuantileCell::through(const double* y) {
  // Even and odd part about the middle; each is settled by its values at sqrt(1/2) and at 1.
  const double even_near = 0.5 * (y[1] + y[3]) - y[2];
  const double even_end = 0.5 * (y[0] + y[4]) - y[2];
  const double odd_near = 0.5 * (y[3] - y[1]);
  const double odd_end = 0.5 * (y[4] - y[0]);
  const std::uint64_t c3 = rounded_upper_half(2 * (odd_end - 2 * root_half * odd_near));
  const std::uint64_t c4 = rounded_upper_half(2 * (even_end - 2 * even_near));
  return {y[2], odd_end - kernel::double_of(c3), even_end - kernel::double_of(c4), c3 | c4 >> 32};
}

double QuantileCell::at(double t) const {
  double value = kernel::double_of(c3_and_c4 << 32);
  value = value * t + kernel::double_of(c3_and_c4 & 0xffffffff00000000U);
  value = value * t + c2;
  value = value * t + c1;
  return value * t + c0;
}

const std::array<double, steps_in_cell + 1> cell_nodes{-1, -root_half, 0, root_half, 1};

double node_probability(std::size_t node) {
  const std::size_t cell = std::min(node / steps_in_cell, cells_in_tail - 1);
  const std::size_t within_cell = node - cell * steps_in_cell;
  const double octave = kernel::double_of((std::uint64_t{cell / cells_in_octave} + 1023 - 53) << 52);
  const auto part = static_cast<double>(cell % cells_in_octave);
  return octave * (1 + (part + 0.5 + 0.5 * cell_nodes[within_cell]) / cells_in_octave);
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

// Four cells at a time, loaded whole and turned from rows into columns: cheaper than gathering each coefficient, and
// not subject to what processors do against leaks through gathers. `count` is a multiple of four. Operators only:
// functions of these vectors would differ between the clones.
RESTITUO_CLONES void values_at(const QuantileCell* cells, const Places& places, double low, double high, double* out,
                               std::size_t count) {
  const auto* const table = reinterpret_cast<const unsigned char*>(cells);
  for (std::size_t i = 0; i < count; i += 4) {
    FourDoubles a, b, c, d, t;
    std::memcpy(&a, table + places.offset[i], sizeof a);
    std::memcpy(&b, table + places.offset[i + 1], sizeof b);
    std::memcpy(&c, table + places.offset[i + 2], sizeof c);
    std::memcpy(&d, table + places.offset[i + 3], sizeof d);
    std::memcpy(&t, &places.t[i], sizeof t);
    const FourDoubles ab_02 = __builtin_shufflevector(a, b, 0, 4, 2, 6);
    const FourDoubles ab_13 = __builtin_shufflevector(a, b, 1, 5, 3, 7);
    const FourDoubles cd_02 = __builtin_shufflevector(c, d, 0, 4, 2, 6);
    const FourDoubles cd_13 = __builtin_shufflevector(c, d, 1, 5, 3, 7);
    const FourDoubles c0 = __builtin_shufflevector(ab_02, cd_02, 0, 1, 4, 5);
    const FourDoubles c1 = __builtin_shufflevector(ab_13, cd_13, 0, 1, 4, 5);
    const FourDoubles c2 = __builtin_shufflevector(ab_02, cd_02, 2, 3, 6, 7);
    const FourWords c34 = reinterpret_cast<FourWords>(__builtin_shufflevector(ab_13, cd_13, 2, 3, 6, 7));
    FourDoubles value = reinterpret_cast<FourDoubles>(c34 << 32);
    value = value * t + reinterpret_cast<FourDoubles>(c34 & 0xffffffff00000000U);
    value = value * t + c2;
    value = value * t + c1;
    value = value * t + c0;
    value = value < low ? low + FourDoubles{} : value;
    value = value > high ? high + FourDoubles{} : value;
    std::memcpy(out + i, &value, sizeof value);
  }
}

PlaceOfDraw place_of_draw(double u) {
  const bool upper = u > 0.5;
  std::uint64_t offset = 0;
  double t = 0;
  place_of(upper ? 1 - u : u, upper ? 1 : 0, offset, t);
  return {offset / sizeof(QuantileCell), t};
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

void QuantileTable::values(Places& places, const double* draws, double middle, double* out, std::size_t count) const {
  const double low = steep_ ? -kernel::infinity : low_;
  const double high = steep_ ? kernel::infinity : high_;
  if (!steep_ && count % 4 == 0) {
    values_at(cells_.data(), places, low, high, out, count);
    return;
  }
  // `out` may be where the draws are, and too short for a whole four.
  alignas(64) BlockOfDoubles values;
  values_at(cells_.data(), places, low, high, values.data(), places.filled_up(count));
  if (steep_) {
    steep_values(origins_, directions_, low_, high_, draws, middle, values.data(), count);
  }
  std::copy_n(values.begin(), count, out);
}

void QuantileTable::quantiles(const double* u, double* out, std::size_t count) const {
  Places places;
  for (std::size_t i = 0; i < count; i += block) {
    const std::size_t size = std::min(block, count - i);
    places_of_draws(u + i, places, size);
    values(places, u + i, 0.5, out + i, size);
  }
}

void QuantileTable::quantiles_of_scores(const double* z, double* out, std::size_t count) const {
  Places places;
  alignas(64) BlockOfDoubles tails;
  for (std::size_t i = 0; i < count; i += block) {
    const std::size_t size = std::min(block, count - i);
    tails_of_scores(z + i, tails.data(), size);
    places_of_scores(z + i, tails.data(), places, size);
    values(places, z + i, 0.0, out + i, size);
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
    const double from = node_probability(cell * steps_in_cell);
    const double to = node_probability((cell + 1) * steps_in_cell);
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
      const double width = node_probability((cell + 1) * steps_in_cell) - node_probability(cell * steps_in_cell);
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
