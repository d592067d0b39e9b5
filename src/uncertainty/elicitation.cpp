#include <restituo/uncertainty/elicitation.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include <fmt/format.h>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/uncertainty/elementary.hpp>

#include "elementary_kernels.hpp"
#include "quantile_table.hpp"

namespace restituo {
namespace {

using Pairs = std::span<const QuantilePair>;

constexpr double tolerated_residual = 0.02;
constexpr double pert_weight = 4;

struct Straight {
  double intercept;
  double slope;
  double squares;  // what is left over
};

// Least squares of y = intercept + slope x.
Straight straight_through(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  double x_mean = 0;
  double y_mean = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    x_mean += x[i] / n;
    y_mean += y[i] / n;
  }
  double xx = 0;
  double xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - x_mean) * (x[i] - x_mean);
    xy += (x[i] - x_mean) * (y[i] - y_mean);
  }
  Straight fit{0, xy / xx, 0};
  fit.intercept = y_mean - fit.slope * x_mean;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double off = y[i] - (fit.intercept + fit.slope * x[i]);
    fit.squares += off * off;
  }
  return fit;
}

template <class Of>
std::vector<double> each(Pairs pairs, const Of& of) {
  std::vector<double> values;
  for (const QuantilePair& pair : pairs) {
    values.push_back(of(pair));
  }
  return values;
}

std::vector<double> stated(Pairs pairs) {
  return each(pairs, [](const QuantilePair& pair) { return pair.q; });
}
std::vector<double> log_stated(Pairs pairs) {
  return each(pairs, [](const QuantilePair& pair) { return kernel::log(pair.q); });
}

double beta_quantile(double alpha, double beta, double p) {
  return p <= 0.5 ? kernel::exp(solved(beta_tail(alpha, beta), kernel::log(p)))
                  : -kernel::expm1(solved(beta_tail(beta, alpha), kernel::log1p(-p)));
}

double log_gamma_quantile(double shape, double p) {
  return p <= 0.5 ? solved(lower_gamma_tail(shape), kernel::log(p))
                  : solved(upper_gamma_tail(shape), kernel::log1p(-p));
}

double triangular_quantile(double mode, double p) {
  return p < mode ? __builtin_sqrt(p * mode) : 1 - __builtin_sqrt((1 - p) * (1 - mode));
}

// The x in [from, to] at which `value` changes its sign; it has different signs at the ends.
double sign_change(double from, double to, const std::function<double(double)>& value) {
  const bool rising = value(from) < 0;
  for (int step = 0; step < 200; ++step) {
    const double x = 0.5 * (from + to);
    if (!(x > from && x < to)) {
      break;
    }
    ((value(x) < 0) == rising ? from : to) = x;
  }
  return 0.5 * (from + to);
}

// The x in [from, to] with the least value: the best of a grid, then golden sections around it.
double least_point(double from, double to, const std::function<double(double)>& value) {
  constexpr int grid = 64;
  const double step = (to - from) / grid;
  int best = 0;
  double best_value = value(from);
  for (int i = 1; i <= grid; ++i) {
    const double now = value(from + step * i);
    if (now < best_value) {
      best = i;
      best_value = now;
    }
  }
  double low = from + step * std::max(0, best - 1);
  double high = from + step * std::min(grid, best + 1);
  constexpr double golden = 0.61803398874989484820;
  for (int i = 0; i < 80; ++i) {
    const double a = high - golden * (high - low);
    const double b = low + golden * (high - low);
    (value(a) < value(b) ? high : low) = value(a) < value(b) ? b : a;
  }
  const double x = 0.5 * (low + high);
  return value(x) <= best_value ? x : from + step * best;
}

// Shapes on [min, max] whose form hangs on where the mode lies between them (0 to 1): given that, min and max - min
// follow by a straight line, so only one number has to be searched.
struct Bounded {
  double min, mode, max;
};
Bounded bounded_fit(Pairs pairs, const std::function<double(double mode, double p)>& standard) {
  const std::vector<double> q = stated(pairs);
  const auto line = [&](double mode) {
    return straight_through(each(pairs, [&](const QuantilePair& pair) { return standard(mode, pair.p); }), q);
  };
  double mode = 0;
  if (pairs.size() == 3) {
    // How lopsided the three are; it falls as the mode moves up.
    const double wanted = (q[2] - q[1]) / (q[1] - q[0]);
    const auto excess = [&](double m) {
      const double middle = standard(m, pairs[1].p);
      return (standard(m, pairs[2].p) - middle) - wanted * (middle - standard(m, pairs[0].p));
    };
    mode = excess(0) <= 0 ? 0 : excess(1) >= 0 ? 1 : sign_change(0, 1, excess);
  } else {
    mode = least_point(0, 1, [&](double m) { return line(m).squares; });
  }
  const Straight fit = line(mode);
  return {fit.intercept, fit.intercept + mode * fit.slope, fit.intercept + fit.slope};
}

// Newton's method of Gauss on numbers that may be anything (logarithms of parameters), halving steps that do not help.
std::array<double, 2> least_squares(std::array<double, 2> at,
                                    const std::function<std::vector<double>(std::array<double, 2>)>& misses) {
  const auto squares = [](const std::vector<double>& r) {
    double sum = 0;
    for (const double x : r) {
      sum += x * x;
    }
    return sum;
  };
  std::vector<double> now = misses(at);
  double best = squares(now);
  for (int round = 0; round < 100; ++round) {
    constexpr double h = 1e-6;
    const std::vector<double> da = misses({at[0] + h, at[1]});
    const std::vector<double> db = misses({at[0], at[1] + h});
    double aa = 0, ab = 0, bb = 0, ar = 0, br = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
      const double a = (da[i] - now[i]) / h;
      const double b = (db[i] - now[i]) / h;
      aa += a * a;
      ab += a * b;
      bb += b * b;
      ar += a * now[i];
      br += b * now[i];
    }
    const double determinant = aa * bb - ab * ab;
    if (!(determinant > 1e-14 * aa * bb)) {
      break;
    }
    double step_a = std::clamp(-(bb * ar - ab * br) / determinant, -1.0, 1.0);
    double step_b = std::clamp(-(aa * br - ab * ar) / determinant, -1.0, 1.0);
    bool better = false;
    for (int halving = 0; halving < 40 && !better; ++halving) {
      const std::array<double, 2> next{at[0] + step_a, at[1] + step_b};
      std::vector<double> then = misses(next);
      const double left = squares(then);
      better = left < best;
      if (better) {
        at = next;
        now = std::move(then);
        best = left;
      }
      step_a *= 0.5;
      step_b *= 0.5;
    }
    if (!better || best == 0) {
      break;
    }
  }
  return at;
}

Outcome<Distribution> gamma_fit(Pairs pairs, const Place& place) {
  const std::vector<double> log_q = log_stated(pairs);
  const auto log_scale = [&](double log_shape) {
    double sum = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      sum += log_q[i] - log_gamma_quantile(kernel::exp(log_shape), pairs[i].p);
    }
    return sum / static_cast<double>(pairs.size());
  };
  constexpr double narrowest = 13.5;  // log of the largest shape that is taken
  constexpr double widest = -4.5;
  double log_shape = 0;
  if (pairs.size() == 2) {
    // The larger the shape, the nearer the two quantiles of the logarithm.
    const auto excess = [&](double v) {
      const double shape = kernel::exp(v);
      return (log_gamma_quantile(shape, pairs[1].p) - log_gamma_quantile(shape, pairs[0].p)) - (log_q[1] - log_q[0]);
    };
    log_shape = excess(widest) <= 0      ? widest
                : excess(narrowest) >= 0 ? narrowest
                                         : sign_change(widest, narrowest, excess);
  } else {
    log_shape = least_point(widest, narrowest, [&](double v) {
      const double scale = log_scale(v);
      double sum = 0;
      for (std::size_t i = 0; i < pairs.size(); ++i) {
        const double off = log_q[i] - scale - log_gamma_quantile(kernel::exp(v), pairs[i].p);
        sum += off * off;
      }
      return sum;
    });
  }
  return Distribution::gamma(kernel::exp(log_shape), kernel::exp(log_scale(log_shape)), place);
}

struct Shape {
  std::string_view name;
  std::size_t parameters;
  bool positive;  // its support begins at 0
  Outcome<Distribution> (*fit)(Pairs pairs, const Place& place);
};

constexpr std::array<Shape, 7> known_shapes{{
    {"uniform", 2, false,
     [](Pairs pairs, const Place& place) {
       const Straight fit =
           straight_through(each(pairs, [](const QuantilePair& pair) { return pair.p; }), stated(pairs));
       return Distribution::uniform(fit.intercept, fit.intercept + fit.slope, place);
     }},
    {"normal", 2, false,
     [](Pairs pairs, const Place& place) {
       const auto z = each(pairs, [](const QuantilePair& pair) { return normal_quantile(pair.p); });
       const Straight fit = straight_through(z, stated(pairs));
       return Distribution::normal(fit.intercept, fit.slope, place);
     }},
    {"lognormal", 2, true,
     [](Pairs pairs, const Place& place) {
       const auto z = each(pairs, [](const QuantilePair& pair) { return normal_quantile(pair.p); });
       const Straight fit = straight_through(z, log_stated(pairs));
       return Distribution::lognormal(kernel::exp(fit.intercept), fit.slope, place);
     }},
    {"weibull", 2, true,
     [](Pairs pairs, const Place& place) {
       const auto x = each(pairs, [](const QuantilePair& pair) { return kernel::log(-kernel::log1p(-pair.p)); });
       const Straight fit = straight_through(x, log_stated(pairs));
       return Distribution::weibull(1 / fit.slope, kernel::exp(fit.intercept), place);
     }},
    {"gamma", 2, true, gamma_fit},
    {"triangular", 3, false,
     [](Pairs pairs, const Place& place) {
       const Bounded fit = bounded_fit(pairs, triangular_quantile);
       return Distribution::triangular(fit.min, fit.mode, fit.max, place);
     }},
    {"pert", 3, false,
     [](Pairs pairs, const Place& place) {
       const Bounded fit = bounded_fit(pairs, [](double mode, double p) {
         return beta_quantile(1 + pert_weight * mode, 1 + pert_weight * (1 - mode), p);
       });
       return Distribution::pert(fit.min, fit.mode, fit.max, pert_weight, place);
     }},
}};

std::string text_of(double x) { return fmt::format("{}", x); }

// What is wrong with the pairs as they stand; values must lie strictly between low and high.
Faults faults_of(std::string_view shape, Pairs pairs, std::size_t parameters, double low, double high,
                 const Place& place) {
  Faults faults;
  const auto add = [&](std::string code, std::vector<std::string> details) {
    faults.push_back({.code = std::move(code), .place = place, .details = std::move(details)});
  };
  if (pairs.size() < parameters) {
    add("elicitation-too-few", {std::string(shape), std::to_string(parameters), std::to_string(pairs.size())});
  }
  for (const QuantilePair& pair : pairs) {
    if (!(pair.p > 0 && pair.p < 1)) {
      add("elicitation-share", {text_of(pair.p)});
    }
    if (!(kernel::absolute(pair.q) < kernel::infinity)) {
      add("shape-not-finite", {std::string(shape), fmt::format("p = {}", pair.p), text_of(pair.q)});
    } else if (!(pair.q > low && pair.q < high)) {
      add("elicitation-outside", {std::string(shape), text_of(pair.q), text_of(low), text_of(high)});
    }
  }
  for (std::size_t i = 0; i + 1 < pairs.size(); ++i) {
    if (!(pairs[i].p < pairs[i + 1].p && pairs[i].q < pairs[i + 1].q)) {
      add("elicitation-out-of-order",
          {text_of(pairs[i].p), text_of(pairs[i].q), text_of(pairs[i + 1].p), text_of(pairs[i + 1].q)});
    }
  }
  return in_order(std::move(faults));
}

Outcome<Elicited> with_residuals(std::string_view shape, Outcome<Distribution> fitted, Pairs pairs,
                                 const Place& place) {
  if (!fitted) {
    return refuse(std::move(fitted.error()));
  }
  Elicited elicited{std::move(*fitted), {}, 0, {}};
  std::size_t worst = 0;
  for (const QuantilePair& pair : pairs) {
    elicited.residuals.push_back(elicited.distribution.quantile(pair.p) - pair.q);
    if (kernel::absolute(elicited.residuals.back()) > kernel::absolute(elicited.residuals[worst])) {
      worst = elicited.residuals.size() - 1;
    }
  }
  elicited.worst_residual = kernel::absolute(elicited.residuals[worst]) / (pairs.back().q - pairs.front().q);
  if (elicited.worst_residual > tolerated_residual) {
    elicited.warnings.push_back(
        {.code = "elicitation-misses",
         .place = place,
         .details = {std::string(shape), fmt::format("{:g}", 100 * pairs[worst].p), text_of(pairs[worst].q),
                     fmt::format("{:.4g}", pairs[worst].q + elicited.residuals[worst])},
         .severity = Severity::warn});
  }
  return elicited;
}

constexpr auto known_names = [] {
  std::array<std::string_view, known_shapes.size()> names;
  std::transform(known_shapes.begin(), known_shapes.end(), names.begin(),
                 [](const Shape& shape) { return shape.name; });
  return names;
}();

}  // namespace

std::span<const std::string_view> shapes_from_quantiles() { return known_names; }

Outcome<Elicited> from_quantiles(std::string_view shape, std::span<const QuantilePair> pairs, const Place& place) {
  const auto known =
      std::find_if(known_shapes.begin(), known_shapes.end(), [&](const Shape& s) { return s.name == shape; });
  if (known == known_shapes.end()) {
    const std::vector<std::string> names(known_names.begin(), known_names.end());
    return refuse(
        {.code = "elicitation-shape-unknown", .place = place, .details = {std::string(shape), joined(names)}});
  }
  const double low = known->positive ? 0 : -kernel::infinity;
  Faults faults = faults_of(shape, pairs, known->parameters, low, kernel::infinity, place);
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  return with_residuals(shape, known->fit(pairs, place), pairs, place);
}

Outcome<Elicited> beta_from_quantiles(std::span<const QuantilePair> pairs, double low, double high,
                                      const Place& place) {
  Faults faults = faults_of("beta", pairs, 2, low, high, place);
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  // In logarithms of alpha and beta, kept where the fit is sure to be taken.
  const auto parameter = [](double v) { return kernel::exp(std::clamp(v, -2.3, 13.5)); };
  const std::array<double, 2> fit = least_squares({0.5, 0.5}, [&](std::array<double, 2> at) {
    return each(pairs, [&](const QuantilePair& pair) {
      return beta_quantile(parameter(at[0]), parameter(at[1]), pair.p) - (pair.q - low) / (high - low);
    });
  });
  return with_residuals("beta", Distribution::beta(parameter(fit[0]), parameter(fit[1]), low, high, place), pairs,
                        place);
}

}  // namespace restituo
