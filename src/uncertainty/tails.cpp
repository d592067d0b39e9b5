// The tails of the beta and gamma distributions, as their quantiles are solved for.
#include "elementary_kernels.hpp"
#include "quantile_table.hpp"
#include "special.hpp"

namespace restituo {
namespace {

// Far below every probability that is asked for, a tail is a power of the distance from its end: the straight line
// there.
constexpr double deep = -100;
template <class At>
TailAt straight_below_deep(double log_y, const At& at) {
  if (log_y >= deep) {
    return at(log_y);
  }
  const TailAt edge = at(deep);
  return {edge.log_probability + edge.elasticity * (log_y - deep), edge.elasticity};
}

// Near the median: shape - 1/3 for large shapes (Wilson and Hilferty), the power law of the lower end for small ones.
double near_gamma_median(double shape) {
  return shape > 1 ? kernel::log(shape - 1.0 / 3) : (kernel::log(0.5) + log_gamma(shape + 1)) / shape;
}

}  // namespace

Tail beta_tail(double alpha, double beta) {
  Tail tail;
  tail.log_start = kernel::log(alpha / (alpha + beta));
  tail.log_limit = 0;
  tail.at = [function = BetaFunction(alpha, beta)](double log_y) {
    return straight_below_deep(log_y, [&](double v) {
      const double y = kernel::exp(v);
      const TailsAt now = function.at(y, -kernel::expm1(v));
      return TailAt{kernel::log(now.below), now.density * y / now.below};
    });
  };
  return tail;
}

Tail lower_gamma_tail(double shape) {
  Tail tail;
  tail.log_start = near_gamma_median(shape);
  tail.at = [function = GammaFunction(shape)](double log_y) {
    return straight_below_deep(log_y, [&](double v) {
      const double y = kernel::exp(v);
      const TailsAt now = function.at(y);
      return TailAt{kernel::log(now.below), y * now.density / now.below};
    });
  };
  return tail;
}

Tail upper_gamma_tail(double shape) {
  Tail tail;
  tail.log_start = near_gamma_median(shape);
  tail.at = [function = GammaFunction(shape)](double log_y) {
    const double y = kernel::exp(log_y);
    const TailsAt now = function.at(y);
    return TailAt{kernel::log(now.above), -y * now.density / now.above};
  };
  return tail;
}

}  // namespace restituo
