#include "special.hpp"

#include <restituo/base/must.hpp>

#include "elementary_kernels.hpp"

namespace restituo {
namespace {

constexpr double half_log_two_pi = 0.91893853320467274178;
constexpr double two_pi = 6.28318530717958647692;
constexpr double least_step = 0x1p-54;
constexpr int most_steps = 200'000;  // the largest parameters need some 10^4

// Keeps the denominators of Lentz's method off zero.
double off_zero(double x) { return kernel::absolute(x) < 1e-290 ? 1e-290 : x; }

}  // namespace

double stirling_remainder(double z) {
  // Recurrence up to where the asymptotic series has all digits; remainder(z) = remainder(z + 1) + (z + 1/2) log(1 +
  // 1/z) - 1.
  double shifted = 0;
  while (z < 16) {
    // (z + 1/2) log(1 + 1/z) - 1 = w^2/3 + w^4/5 + ... with w = 1 / (2z + 1): no cancellation.
    const double w = 1 / (2 * z + 1);
    if (w < 0.25) {
      const double w2 = w * w;
      double sum = 0;
      double power = w2;
      for (int n = 3; power > least_step * sum && n < 60; n += 2) {
        sum += power / n;
        power *= w2;
      }
      shifted += sum;
    } else {
      shifted += (z + 0.5) * kernel::log1p(1 / z) - 1;
    }
    z += 1;
  }
  const double r = 1 / z;
  const double r2 = r * r;
  double series = 1.0 / 156;
  series = series * r2 - 691.0 / 360360;
  series = series * r2 + 1.0 / 1188;
  series = series * r2 - 1.0 / 1680;
  series = series * r2 + 1.0 / 1260;
  series = series * r2 - 1.0 / 360;
  series = series * r2 + 1.0 / 12;
  return shifted + series * r;
}

double log_gamma(double z) {
  // Gamma(z) = Gamma(z + 1) / z
  return stirling_remainder(z) + (z - 0.5) * kernel::log(z) - z + half_log_two_pi;
}

double deviance(double x, double m) {
  const double difference = x - m;
  const double v = difference / (x + m);
  if (kernel::absolute(v) < 0.1) {
    // log(x / m) = 2 artanh v
    const double v2 = v * v;
    double series = 1.0 / 17;
    for (int n = 15; n >= 3; n -= 2) {
      series = series * v2 + 1.0 / n;
    }
    return difference * v + 2 * x * (v * v2) * series;
  }
  const double ratio = x / m;
  const bool within_range = ratio > 0 && ratio < kernel::infinity;
  return x * (within_range ? kernel::log(ratio) : kernel::log(x) - kernel::log(m)) - difference;
}

GammaFunction::GammaFunction(double shape)
    : shape_(shape), log_factor_(-stirling_remainder(shape) - 0.5 * kernel::log(two_pi * shape)) {}

TailsAt GammaFunction::at(double x) const {
  // x^a e^-x / Gamma(a + 1)
  const double factor = kernel::exp(log_factor_ - deviance(shape_, x));
  const double density = factor * shape_ / x;
  if (x < shape_ + 1) {
    double term = 1;
    double sum = 1;
    for (int n = 1; n < most_steps; ++n) {
      term *= x / (shape_ + n);
      sum += term;
      if (term < least_step * sum) {
        break;
      }
    }
    const double below = factor * sum;
    return {below, 1 - below, density};
  }
  double b = x + 1 - shape_;
  double c = 1e290;
  double d = 1 / b;
  double h = d;
  for (int n = 1; n < most_steps; ++n) {
    const double a = -n * (n - shape_);
    b += 2;
    d = 1 / off_zero(a * d + b);
    c = off_zero(b + a / c);
    const double step = d * c;
    h *= step;
    if (kernel::absolute(step - 1) < 2 * least_step) {
      break;
    }
  }
  const double above = factor * shape_ * h;
  return {1 - above, above, density};
}

BetaFunction::BetaFunction(double alpha, double beta)
    : alpha_(alpha),
      beta_(beta),
      log_factor_(stirling_remainder(alpha + beta) - stirling_remainder(alpha) - stirling_remainder(beta) +
                  0.5 * kernel::log((alpha + beta) / alpha / (two_pi * beta))) {}

TailsAt BetaFunction::at(double x, double one_minus_x) const {
  const double sum = alpha_ + beta_;
  // Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) x^a (1 - x)^b
  const double mass = kernel::exp(log_factor_ - deviance(alpha_, sum * x) - deviance(beta_, sum * one_minus_x));
  const double factor = mass * alpha_ * beta_ / sum;  // x^a (1 - x)^b / B(a, b)
  const double density = factor / (x * one_minus_x);
  // The fraction converges fast below the mean; above it the tails change places.
  const bool swapped = x * (sum + 2) > alpha_ + 1;
  const double a = swapped ? beta_ : alpha_;
  const double b = swapped ? alpha_ : beta_;
  const double y = swapped ? one_minus_x : x;
  double c = 1;
  double d = 1 / off_zero(1 - sum * y / (a + 1));
  double h = d;
  for (int m = 1; m < most_steps; ++m) {
    const double even = m * (b - m) * y / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / off_zero(1 + even * d);
    c = off_zero(1 + even / c);
    h *= d * c;
    const double odd = -(a + m) * (sum + m) * y / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / off_zero(1 + odd * d);
    c = off_zero(1 + odd / c);
    const double step = d * c;
    h *= step;
    if (kernel::absolute(step - 1) < 2 * least_step) {
      break;
    }
  }
  const double tail = factor * h / a;
  return swapped ? TailsAt{1 - tail, tail, density} : TailsAt{tail, 1 - tail, density};
}

double normal_density(double z) {
  // z^2 in two parts: near z = 8 one alone would cost four digits of the exponential.
  const kernel::TwoPart square = kernel::exact_product(z, z);
  return 0x1.9884533d43651p-2 * kernel::exp(-0.5 * square.high, -0.5 * square.low);
}

double upper_normal_tail(double z) {
  must(z >= 0, "the upper tail is asked for at or above the middle");
  if (z > 40) {
    return 0;
  }
  const double density = normal_density(z);
  if (z < 1) {
    // 1/2 - phi(z) (z + z^3/3 + z^5/15 + ...)
    double term = z;
    double sum = z;
    for (int n = 3; term > least_step * sum; n += 2) {
      term *= z * z / n;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  // phi(z) / (z + 1/(z + 2/(z + 3/(z + ...)))), from the far end backwards
  double fraction = z;
  for (int n = static_cast<int>(20 + 300 / (z * z)); n >= 1; --n) {
    fraction = z + n / fraction;
  }
  return density / fraction;
}

}  // namespace restituo
