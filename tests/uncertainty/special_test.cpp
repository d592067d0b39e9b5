// The incomplete functions that tables are made from, against Boost at 50 digits.
#include "../../src/uncertainty/special.hpp"

#include <cmath>
#include <random>

#include <boost/math/special_functions.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <gtest/gtest.h>

namespace restituo {
namespace {

using Wide = boost::multiprecision::cpp_bin_float_50;

class Numbers {
 public:
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(random_() >> 11) * 0x1p-53);
  }
  double of_size(double low, double high) { return std::exp(between(std::log(low), std::log(high))); }

 private:
  std::mt19937_64 random_{20261123};
};

void expect_close(double got, const Wide& want, const char* what, double a, double b, double x) {
  if (want > 1e-290) {
    ASSERT_LT(std::abs(static_cast<double>((got - want) / want)), 1e-13) << what << " " << a << " " << b << " " << x;
  }
}

TEST(SpecialFunctions, IncompleteGammaAgreesInBothTails) {
  Numbers numbers;
  for (int i = 0; i < 250; ++i) {
    const double a = numbers.of_size(0.01, i % 10 == 0 ? 20000 : 300);
    const double x = i % 3 == 0 ? a * numbers.between(0.9, 1.1) : 3 * a * numbers.between(0, 1);
    const TailsAt at = GammaFunction(a).at(x);
    expect_close(at.below, boost::math::gamma_p(Wide(a), Wide(x)), "below", a, 0, x);
    expect_close(at.above, boost::math::gamma_q(Wide(a), Wide(x)), "above", a, 0, x);
    expect_close(at.density, boost::math::gamma_p_derivative(Wide(a), Wide(x)), "density", a, 0, x);
  }
}

TEST(SpecialFunctions, IncompleteBetaAgreesInBothTails) {
  Numbers numbers;
  for (int i = 0; i < 250; ++i) {
    const double a = numbers.of_size(0.1, 300);
    const double b = numbers.of_size(0.1, 300);
    const double x = i % 3 == 0 ? std::min(0.999, a / (a + b) * numbers.between(0.9, 1.1)) : numbers.between(0, 1);
    const double rest = 1 - x;
    const TailsAt at = BetaFunction(a, b).at(x, rest);
    expect_close(at.below, boost::math::ibeta(Wide(a), Wide(b), Wide(x)), "below", a, b, x);
    expect_close(at.above, boost::math::ibetac(Wide(a), Wide(b), Wide(x)), "above", a, b, x);
    expect_close(at.density, boost::math::ibeta_derivative(Wide(a), Wide(b), Wide(x)), "density", a, b, x);
  }
}

TEST(SpecialFunctions, LogGammaAgrees) {
  Numbers numbers;
  for (int i = 0; i < 500; ++i) {
    const double z = numbers.of_size(0.001, 1e7);
    const Wide want = lgamma(Wide(z));
    ASSERT_LT(std::abs(static_cast<double>(log_gamma(z) - want)), 1e-15 * (3 + std::abs(static_cast<double>(want))))
        << z;
  }
}

TEST(SpecialFunctions, NormalTailAgrees) {
  Numbers numbers;
  for (int i = 0; i < 500; ++i) {
    const double z = i % 2 == 0 ? numbers.between(0, 37) : numbers.between(0, 3);
    expect_close(upper_normal_tail(z), erfc(Wide(z) / sqrt(Wide(2))) / 2, "normal tail", 0, 0, z);
  }
  EXPECT_EQ(upper_normal_tail(0), 0.5);
  EXPECT_EQ(upper_normal_tail(50), 0);
}

}  // namespace
}  // namespace restituo
