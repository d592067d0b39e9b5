// Where an ascending function passes zero. T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding
// the zero of a nonlinear function without using derivatives" (1997): quadratic where it is smooth, halving elsewhere.
#pragma once

#include <algorithm>

#include "elementary_kernels.hpp"

namespace restituo {

// miss_at(low) = miss_low < 0 <= miss_high = miss_at(high). A place with |miss| < exact_enough, or else the upper end
// of a bracket no wider than twice `relative_width` of its ends: at a jump the first value that is not below 0.
template <class Miss>
double solved_between(double low, double high, double miss_low, double miss_high, const Miss& miss_at,
                      double exact_enough, double relative_width) {
  double a = high;
  double b = low;
  double miss_a = miss_high;
  double miss_b = miss_low;
  // The solution lies between a and b; c is the end that was left last.
  double c = a;
  double miss_c = miss_a;
  double share = 0.5;
  for (int step = 0; step < 400; ++step) {
    const double x = a + share * (b - a);
    const double miss = miss_at(x);
    if ((miss >= 0) == (miss_a >= 0)) {
      c = a;
      miss_c = miss_a;
    } else {
      c = b;
      miss_c = miss_b;
      b = a;
      miss_b = miss_a;
    }
    a = x;
    miss_a = miss;
    const double width = kernel::absolute(b - a);
    const double least = relative_width * std::max(kernel::absolute(a), kernel::absolute(b));
    if (kernel::absolute(miss) < exact_enough || width <= 2 * least || width < 1e-300) {
      break;
    }
    const double xi = (a - b) / (c - b);
    const double phi = (miss_a - miss_b) / (miss_c - miss_b);
    share = 0.5;
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
      share = miss_a / (miss_b - miss_a) * (miss_c / (miss_b - miss_c)) +
              (c - a) / (b - a) * (miss_a / (miss_c - miss_a)) * (miss_b / (miss_c - miss_b));
    }
    share = std::clamp(share, least / width, 1 - least / width);
  }
  return kernel::absolute(miss_a) < exact_enough || miss_a >= 0 ? a : b;
}

}  // namespace restituo
