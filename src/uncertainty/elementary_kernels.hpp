// The arithmetic of the elementary functions, one number at a time; without branches where loops over it must
// vectorise.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

#include "clones.hpp"

namespace restituo::kernel {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
// log 2 in two parts: the first has 42 bits, so that a whole number below 2^11 times it is exact.
inline constexpr double ln2_high = 0x1.62e42fefa3800p-1;
inline constexpr double ln2_low = 0x1.ef35793c76730p-45;
inline constexpr double one_over_ln2 = 0x1.71547652b82fep+0;
// Adding it leaves a whole number of size below 2^51 in the low bits of the sum.
inline constexpr double whole_number_shift = 0x1.8p52;

RESTITUO_INLINE std::uint64_t bits_of(double x) { return std::bit_cast<std::uint64_t>(x); }
RESTITUO_INLINE double double_of(std::uint64_t bits) { return std::bit_cast<double>(bits); }
RESTITUO_INLINE double absolute(double x) { return double_of(bits_of(x) & 0x7fffffffffffffffU); }
// Not std::fma, and not std::min: a NaN on the left stays one.
RESTITUO_INLINE double at_most(double x, double limit) { return x > limit ? limit : x; }
RESTITUO_INLINE double at_least(double x, double limit) { return x < limit ? limit : x; }

RESTITUO_INLINE bool whole(double size) { return size >= 0x1p52 || (size + 0x1p52) - 0x1p52 == size; }

// high + low, where low is at most half a unit in the last place of high.
struct TwoPart {
  double high;
  double low;
};

// The sum and its rounding error (Knuth).
RESTITUO_INLINE TwoPart exact_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}
// The same where |a| >= |b| (Dekker).
RESTITUO_INLINE TwoPart exact_sum_ordered(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}
// The product and its rounding error (Veltkamp, Dekker); |a|, |b| below 2^990.
RESTITUO_INLINE TwoPart exact_product(double a, double b) {
  constexpr double splitter = 134217729.0;  // 2^27 + 1
  const double a_shifted = a * splitter;
  const double a_high = a_shifted - (a_shifted - a);
  const double a_low = a - a_high;
  const double b_shifted = b * splitter;
  const double b_high = b_shifted - (b_shifted - b);
  const double b_low = b - b_high;
  const double product = a * b;
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

// exp(x + tail), |tail| tiny.
RESTITUO_INLINE double exp(double x, double tail) {
  const double in_range = at_least(at_most(x, 711.0), -746.0);
  const double shifted = in_range * one_over_ln2 + whole_number_shift;
  const double k = shifted - whole_number_shift;
  const double r = ((in_range - k * ln2_high) - k * ln2_low) + tail;
  // Taylor's series of (exp(r) - 1 - r) / r^2; |r| < 0.3466, so what is left out is below 5e-18.
  double p = 1.0 / 6227020800;
  p = p * r + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  const double e = 1 + (r + r * r * p);
  // 2^k in two factors, so that results below the normal range round once and those above it overflow.
  const std::uint64_t biased = bits_of(shifted) - bits_of(whole_number_shift) + 4096;
  const std::uint64_t half = biased >> 1;
  return e * double_of((half - 1025) << 52) * double_of((biased - half - 1025) << 52);
}
RESTITUO_INLINE double exp(double x) { return exp(x, 0.0); }

// log(x) in two parts, for 0 < x < inf: about 2^-60 of it is lost.
RESTITUO_INLINE TwoPart log_in_two_parts(double x) {
  const bool tiny = x < 0x1p-1022;
  const std::uint64_t bits = bits_of(tiny ? x * 0x1p54 : x);
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd;  // sqrt(1/2)
  const std::uint64_t biased = (bits - root_half + (std::uint64_t{2048} << 52)) >> 52;
  // m in [sqrt(1/2), sqrt(2)), x = m 2^k
  const double m = double_of(bits - ((biased - 2048) << 52));
  const double k = double_of(bits_of(whole_number_shift) + biased) - (whole_number_shift + 2048) - (tiny ? 54.0 : 0.0);
  const double f = m - 1;
  const TwoPart d = exact_sum(m, 1.0);
  const double s = f / d.high;
  const TwoPart sd = exact_product(s, d.high);
  const double s_low = (((f - sd.high) - sd.low) - s * d.low) / d.high;
  // log m = 2 artanh(s) = 2 s + s^3 (2/3 + 2/5 s^2 + ...); s^2 < 0.0295
  const double z = s * s;
  double p = 2.0 / 23;
  p = p * z + 2.0 / 21;
  p = p * z + 2.0 / 19;
  p = p * z + 2.0 / 17;
  p = p * z + 2.0 / 15;
  p = p * z + 2.0 / 13;
  p = p * z + 2.0 / 11;
  p = p * z + 2.0 / 9;
  p = p * z + 2.0 / 7;
  p = p * z + 2.0 / 5;
  p = p * z + 2.0 / 3;
  const TwoPart sum = exact_sum(k * ln2_high, 2 * s);
  const double low = sum.low + (k * ln2_low + (2 * s_low + s * (z * p)));
  return exact_sum_ordered(sum.high, low);
}

RESTITUO_INLINE double log(double x) {
  const TwoPart parts = log_in_two_parts(x);
  double result = parts.high;
  result = x == infinity ? infinity : result;
  result = x == 0 ? -infinity : result;
  return x >= 0 ? result : not_a_number;
}

// Where neither a sign nor a limit decides.
RESTITUO_INLINE bool pow_is_ordinary(double base, double exponent) {
  return base > 0 && base < infinity && absolute(exponent) < 0x1p63;
}
RESTITUO_INLINE double ordinary_pow(double base, double exponent) {
  const TwoPart l = log_in_two_parts(base);
  const TwoPart product = exact_product(exponent, l.high);
  // Beyond the range of exp the second part may be anything; within it, it is below 1e-12.
  return exp(product.high, at_least(at_most(product.low + exponent * l.low, 1e-9), -1e-9));
}

RESTITUO_INLINE double pow(double base, double exponent) {
  if (pow_is_ordinary(base, exponent)) {
    return ordinary_pow(base, exponent);
  }
  if (exponent == 0 || base == 1) {
    return 1;
  }
  if (base != base || exponent != exponent) {
    return not_a_number;
  }
  const double size = absolute(base);
  const double magnitude = absolute(exponent);
  const bool grows = (exponent > 0) == (size > 1);
  if (magnitude >= 0x1p63 || size == 0 || size == infinity) {
    const double limit = size == 1 ? 1 : grows ? infinity : 0.0;
    const bool odd = magnitude < 0x1p53 && whole(magnitude) && !whole(0.5 * magnitude);
    return (bits_of(base) >> 63) != 0 && odd ? -limit : limit;
  }
  // A negative base needs a whole exponent; an odd one keeps the sign.
  if (!whole(magnitude)) {
    return not_a_number;
  }
  const double result = ordinary_pow(size, exponent);
  return whole(0.5 * magnitude) ? result : -result;
}

RESTITUO_INLINE double expm1(double x) {
  // Near 0 the series itself; elsewhere exp(x) - 1 loses no digit that matters.
  const double r = at_least(at_most(x, 0.35), -0.35);
  double p = 1.0 / 87178291200;
  p = p * r + 1.0 / 6227020800;
  p = p * r + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  const double near = r + r * r * p;
  return x == 0 ? x : absolute(x) < 0.35 ? near : exp(x) - 1;
}

RESTITUO_INLINE double log1p(double x) {
  const double u = 1 + x;
  const double lost = absolute(x) < 1 ? x - (u - 1) : 1 - (u - x);
  const double corrected = log(u) + (u > 0 && u < infinity ? lost / u : 0.0);
  return absolute(x) < 0x1p-54 ? x : corrected;
}

}  // namespace restituo::kernel
