#include "law.hpp"

#include <algorithm>
#include <array>

#include "normal.hpp"
#include "places.hpp"

namespace restituo {

double Law::quantile(double u) const {
  if (!(u > 0)) {
    return u <= 0 ? low() : kernel::not_a_number;
  }
  if (u >= 1) {
    return high();
  }
  double x;
  quantiles(&u, &x, 1);
  return x;
}

void Law::quantiles_of_scores(const double* z, double* out, std::size_t count) const {
  BlockOfDoubles u;
  for (std::size_t first = 0; first < count; first += block) {
    const std::size_t size = std::min(block, count - first);
    tails_of_scores(z + first, u.data(), size);
    for (std::size_t i = 0; i < size; ++i) {
      const double tail = std::max(u[i], least_probability);
      u[i] = z[first + i] > 0 ? 1 - tail : tail;
    }
    quantiles(u.data(), out + first, size);
  }
}

}  // namespace restituo
