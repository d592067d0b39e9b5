#include <restituo/uncertainty/line_sample.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/distribution.hpp>
#include <restituo/uncertainty/elementary.hpp>

#include "elementary_kernels.hpp"
#include "root.hpp"
#include "special.hpp"

namespace restituo {
namespace {

constexpr std::array<double, 15> nodes = LinePoints::nodes;
constexpr std::size_t last = nodes.size() - 1;
constexpr std::size_t on_a_line = LinePoints::on_a_line;
constexpr std::size_t free_position = LinePoints::free_position;

double sign_of(double x) { return x < 0 ? -1 : 1; }

double chord(const double* y, std::size_t cell) { return (y[cell + 1] - y[cell]) / (nodes[cell + 1] - nodes[cell]); }

// The slope of the parabola through a node and its neighbours, cut so that the cubic stays between the nodes: F. N.
// Fritsch, R. E. Carlson, "Monotone piecewise cubic interpolation" (1980).
double slope(const double* y, std::size_t node) {
  if (node == 0 || node == last) {
    const std::size_t near = node == 0 ? 0 : last - 1;
    const std::size_t next = node == 0 ? 1 : last - 2;
    const double h = nodes[near + 1] - nodes[near];
    const double further = nodes[next + 1] - nodes[next];
    const double d = chord(y, near);
    const double parabola = ((2 * h + further) * d - h * chord(y, next)) / (h + further);
    if (parabola * d <= 0) {
      return 0;
    }
    return kernel::absolute(parabola) > 3 * kernel::absolute(d) ? 3 * d : parabola;
  }
  const double before = chord(y, node - 1);
  const double after = chord(y, node);
  if (before * after <= 0) {
    return 0;
  }
  const double left = nodes[node] - nodes[node - 1];
  const double right = nodes[node + 1] - nodes[node];
  const double parabola = (right * before + left * after) / (left + right);
  const double steepest = 3 * std::min(kernel::absolute(before), kernel::absolute(after));
  return kernel::absolute(parabola) > steepest ? steepest * sign_of(before) : parabola;
}

// A cell of the curve as a cubic of t from 0 to 1, without its constant, which is y[cell].
struct Cubic {
  Cubic(const double* y, std::size_t cell) {
    const double width = nodes[cell + 1] - nodes[cell];
    const double rise = y[cell + 1] - y[cell];
    const double right = slope(y, cell + 1) * width;
    c1 = slope(y, cell) * width;
    c2 = 3 * rise - 2 * c1 - right;
    c3 = c1 + right - 2 * rise;
  }
  double at(double t) const { return t * (c1 + t * (c2 + t * c3)); }
  double derivative(double t) const { return c1 + t * (2 * c2 + 3 * t * c3); }

  // Where it equals `rise`, which lies between 0 and at(1): Newton's method, halving where that leaves the bracket.
  double solved(double rise) const {
    const double upwards = at(1) < 0 ? -1 : 1;
    double low = 0;
    double high = 1;
    double t = kernel::at_most(kernel::at_least(rise / (c1 + c2 + c3), 0), 1);
    for (int step = 0; step < 60; ++step) {
      const double miss = at(t) - rise;
      if (miss == 0) {
        break;
      }
      (upwards * miss < 0 ? low : high) = t;
      double next = t - miss / derivative(t);
      if (!(next >= low && next <= high)) {
        next = 0.5 * (low + high);
      }
      const double moved = kernel::absolute(next - t);
      t = next;
      if (moved < 1e-12) {
        break;
      }
    }
    return t;
  }

  double c1, c2, c3;
};

double curve_at(const double* y, double place) {
  if (place <= nodes[0]) {
    return y[0] + slope(y, 0) * (place - nodes[0]);
  }
  if (place >= nodes[last]) {
    return y[last] + slope(y, last) * (place - nodes[last]);
  }
  std::size_t cell = 0;
  while (place > nodes[cell + 1]) {
    ++cell;
  }
  return y[cell] + Cubic(y, cell).at((place - nodes[cell]) / (nodes[cell + 1] - nodes[cell]));
}

// What the mean of the curve over a line is made of: in each cell the means of 1, t, t^2, t^3 over the normal
// distribution, beyond the ends those of 1 and of the distance from the end.
struct CurveWeights {
  CurveWeights() {
    for (std::size_t cell = 0; cell < last; ++cell) {
      const double a = nodes[cell];
      const double b = nodes[cell + 1];
      const double at_a = normal_density(a);
      const double at_b = normal_density(b);
      const double width = b - a;
      const double x0 = normal_cdf(b) - normal_cdf(a);
      const double x1 = at_a - at_b;
      const double x2 = x0 + a * at_a - b * at_b;
      const double x3 = 2 * x1 + a * a * at_a - b * b * at_b;
      cells[cell] = {x0, (x1 - a * x0) / width, (x2 - 2 * a * x1 + a * a * x0) / (width * width),
                     (x3 - 3 * a * x2 + 3 * a * a * x1 - a * a * a * x0) / (width * width * width)};
    }
    beyond = normal_cdf(nodes[0]);
    distance = normal_density(nodes[0]) + nodes[0] * beyond;  // places lie as far left as right of the middle
  }

  double mean_of(const double* y) const {
    double mean = y[0] * beyond - slope(y, 0) * distance;
    for (std::size_t cell = 0; cell < last; ++cell) {
      const Cubic cubic(y, cell);
      const auto& [m0, m1, m2, m3] = cells[cell];
      mean += y[cell] * m0 + cubic.c1 * m1 + cubic.c2 * m2 + cubic.c3 * m3;
    }
    return mean + (y[last] * beyond + slope(y, last) * distance);
  }

  std::array<std::array<double, 4>, last> cells{};
  double beyond = 0;
  double distance = 0;
};

}  // namespace

LineSample::LineSample(std::vector<double> values, std::vector<double> free_places, std::size_t replicates)
    : values_(std::move(values)), free_places_(std::move(free_places)), replicates_(replicates) {
  must(replicates > 0 && !free_places_.empty() && free_places_.size() % replicates == 0,
       "lines make replicates of one size");
  must(values_.size() == on_a_line * free_places_.size(), "a line has sixteen values");
  in_replicate_ = free_places_.size() / replicates;
  fitted_.resize(free_places_.size());
  for (std::size_t line = 0; line < fitted_.size(); ++line) {
    fitted_[line] = curve_at(&values_[on_a_line * line], free_places_[line]);
  }
  for (std::size_t line = 0; line < fitted_.size(); ++line) {
    sorted_free_.push_back(values_[on_a_line * line + free_position]);
  }
  std::sort(sorted_free_.begin(), sorted_free_.end());
  const auto [least, largest] = std::minmax_element(values_.begin(), values_.end());
  least_ = *least;
  largest_ = *largest;
}

std::vector<double> LineSample::shares(double value, Side side, std::uint64_t few) const {
  const auto below = [&](double x) { return side == Side::below ? x < value : x <= value; };
  const std::uint64_t lines = few == 0 ? in_replicate_ : few;
  std::vector<double> found;
  std::vector<double> crossings;  // in normal scores
  std::vector<double> signs;
  for (std::size_t r = 0; r < replicates_; ++r) {
    crossings.clear();
    signs.clear();
    double whole = 0;  // lines that end below, and what the sixteenth draws put right
    for (std::uint64_t line = r * in_replicate_; line < r * in_replicate_ + lines; ++line) {
      const double* const y = &values_[on_a_line * line];
      const double first_slope = slope(y, 0);
      const double last_slope = slope(y, last);
      bool was = first_slope == 0 ? below(y[0]) : first_slope > 0;
      const auto cross = [&](bool is, auto place) {
        if (is != was) {
          crossings.push_back(place());
          signs.push_back(was ? 1 : -1);
          was = is;
        }
      };
      cross(below(y[0]), [&] { return nodes[0] + (value - y[0]) / first_slope; });
      for (std::size_t cell = 0; cell < last; ++cell) {
        cross(below(y[cell + 1]),
              [&] { return nodes[cell] + (nodes[cell + 1] - nodes[cell]) * Cubic(y, cell).solved(value - y[cell]); });
      }
      cross(last_slope == 0 ? below(y[last]) : last_slope < 0,
            [&] { return nodes[last] + (value - y[last]) / last_slope; });
      whole += (was ? 1 : 0) + (below(y[free_position]) ? 1 : 0) - (below(fitted_[line]) ? 1 : 0);
    }
    normal_cdf(crossings, crossings);
    double sum = 0;
    for (std::size_t i = 0; i < crossings.size(); ++i) {
      sum += signs[i] * crossings[i];
    }
    found.push_back((whole + sum) / static_cast<double>(lines));
  }
  return found;
}

double LineSample::solved(double p, std::uint64_t few) const {
  const auto miss_at = [&](double value) { return moments_of(shares(value, Side::at_or_below, few)).mean - p; };
  // The sixteenth draws alone tell roughly where to look.
  const auto lines = static_cast<double>(sorted_free_.size());
  const double wide = 2 + 3 * __builtin_sqrt(lines * kernel::at_least(p * (1 - p), 0));
  const auto at_rank = [&](double rank) {
    return sorted_free_[static_cast<std::size_t>(std::clamp(rank, 0.0, lines - 1))];
  };
  double low = at_rank(p * lines - wide);
  double high = at_rank(p * lines + wide);
  double miss_low = miss_at(low);
  double miss_high = miss_at(high);
  if (miss_low >= 0) {
    low = least_;
    miss_low = miss_at(low);
  }
  if (miss_high < 0) {
    high = largest_;
    miss_high = miss_at(high);
  }
  if (miss_low >= 0 || miss_high < 0) {
    return miss_low >= 0 ? low : high;
  }
  return solved_between(low, high, miss_low, miss_high, miss_at, 1e-13, 1e-13);
}

LineSample::Percentile LineSample::percentile(double p, double confidence, std::uint64_t few) const {
  Percentile found;
  found.value = solved(p, few);
  const double error = moments_of(shares(found.value, Side::at_or_below, few)).standard_error();
  const double t =
      Distribution::student_t(static_cast<double>(replicates_ - 1), 0, 1).value().quantile(0.5 * (1 + confidence));
  found.low = std::min(found.value, solved(p - t * error, few));
  found.high = std::max(found.value, solved(p + t * error, few));
  return found;
}

double LineSample::share_at_or_above(double value) const { return 1 - moments_of(shares(value, Side::below, 0)).mean; }

std::vector<double> LineSample::mean_powers(int power) const {
  static const CurveWeights weights;
  const double centre = values_.front();
  std::vector<double> found;
  std::vector<double> each(in_replicate_);
  for (std::size_t r = 0; r < replicates_; ++r) {
    for (std::uint64_t i = 0; i < in_replicate_; ++i) {
      const std::uint64_t line = r * in_replicate_ + i;
      std::array<double, on_a_line> y;
      for (std::size_t position = 0; position < on_a_line; ++position) {
        const double x = values_[on_a_line * line + position] - centre;
        y[position] = power == 2 ? x * x : x;
      }
      each[i] = weights.mean_of(y.data()) + (y[free_position] - curve_at(y.data(), free_places_[line]));
    }
    found.push_back(moments_of(each).mean);
  }
  return found;
}

std::vector<double> LineSample::replicate_means() const {
  std::vector<double> means = mean_powers(1);
  for (double& mean : means) {
    mean += values_.front();
  }
  return means;
}

Moments LineSample::moments() const {
  const double about_centre = moments_of(mean_powers(1)).mean;
  const double squares = moments_of(mean_powers(2)).mean;
  const auto draws = static_cast<double>(values_.size());
  Moments found;
  found.count = values_.size();
  found.mean = values_.front() + about_centre;
  found.variance = std::max(0.0, squares - about_centre * about_centre) * (draws / (draws - 1));
  return found;
}

double LineSample::misfit() const {
  std::vector<double> distances;
  for (std::size_t line = 0; line < fitted_.size(); ++line) {
    distances.push_back(kernel::absolute(values_[on_a_line * line + free_position] - fitted_[line]));
  }
  return moments_of(distances).mean;
}

}  // namespace restituo
