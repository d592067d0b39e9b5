#include <restituo/uncertainty/sampling.hpp>

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <restituo/uncertainty/arithmetic.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

const std::vector<std::string> three{"x1", "x2", "x3"};
const double pi = std::acos(-1.0);

// T. Ishigami, T. Homma (1990), with a = 7 and b = 0.1.
std::vector<double> ishigami(const Sampling& sampling) {
  std::vector<std::vector<double>> x(3, std::vector<double>(sampling.draws()));
  for (std::size_t i = 0; i < 3; ++i) {
    sampling.fill(i, 0, x[i]);
    for (double& one : x[i]) one = pi * (2 * one - 1);
  }
  std::vector<double> y(sampling.draws());
  for (std::size_t k = 0; k < y.size(); ++k) {
    const double second = std::sin(x[1][k]);
    y[k] = std::sin(x[0][k]) + 7 * second * second + 0.1 * std::pow(x[2][k], 4) * std::sin(x[0][k]);
  }
  return y;
}

TEST(Sampling, HasTheMomentsOfIshigamiByEachMethod) {
  const double variance = 49.0 / 8 + 0.1 * std::pow(pi, 4) / 5 + 0.01 * std::pow(pi, 8) / 18 + 0.5;  // 13.8446
  for (const auto& [method, near] : {std::pair{SamplingMethod::monte_carlo, 0.05},
                                     {SamplingMethod::latin_hypercube, 0.05},
                                     {SamplingMethod::sobol, 0.005}}) {
    const auto sampling = Sampling::make(method, 7, three, 1 << 16);
    ASSERT_TRUE(sampling);
    const Moments moments = moments_of(ishigami(*sampling));
    EXPECT_NEAR(moments.mean, 3.5, near) << name_of(method);
    EXPECT_NEAR(moments.variance, variance, 3 * near) << name_of(method);
  }
}

TEST(Sampling, GivesTheSameDrawAloneAndInAnyBlock) {
  for (const std::string_view name : sampling_method_names()) {
    const auto sampling = Sampling::make(*sampling_method_from_name(name), 1, three, 4096);
    ASSERT_TRUE(sampling);
    std::vector<double> all(4096);
    sampling->fill(1, 0, all);
    std::vector<double> part(300);
    sampling->fill(1, 200, part);  // across the end of the first replicate
    for (std::size_t i = 0; i < part.size(); ++i) {
      ASSERT_EQ(part[i], all[200 + i]) << name << ' ' << i;
    }
  }
}

TEST(Sampling, MakesEachLatinReplicateAHypercubeOfItsOwn) {
  const auto sampling = Sampling::make(SamplingMethod::latin_hypercube, 1, three, 1600);
  ASSERT_TRUE(sampling);
  std::vector<double> all(1600);
  sampling->fill(0, 0, all);
  std::vector<double> before;
  for (std::size_t r = 0; r < 16; ++r) {
    std::vector<int> hits(100);
    const std::vector<double> one(all.begin() + static_cast<std::ptrdiff_t>(r * 100),
                                  all.begin() + static_cast<std::ptrdiff_t>(r * 100 + 100));
    for (const double u : one) ++hits[static_cast<std::size_t>(u * 100)];
    EXPECT_EQ(hits, std::vector<int>(100, 1));
    EXPECT_NE(one, before) << "replicates are independent";
    before = one;
  }
}

TEST(Sampling, RefusesDrawsThatMakeNoEqualReplicates) {
  EXPECT_EQ(Sampling::make(SamplingMethod::latin_hypercube, 1, three, 1000).error().front().code,
            "draws-not-in-replicates");
  EXPECT_EQ(Sampling::make(SamplingMethod::sobol, 1, three, 1600).error().front().code, "sobol-not-a-power-of-two");
  EXPECT_EQ(Sampling::make(SamplingMethod::sobol, 1, three, 8).error().front().details.back(), "32");
  EXPECT_TRUE(Sampling::make(SamplingMethod::monte_carlo, 1, three, 7));
}

TEST(RunningMoments, AreThoseOfAllDrawsAtOnce) {
  std::vector<double> draws(10'001);
  const auto sampling = Sampling::make(SamplingMethod::monte_carlo, 3, {"x"}, draws.size());
  sampling->fill(0, 0, draws);
  for (double& draw : draws) draw += 1000;
  const Moments at_once = moments_of(draws);
  RunningMoments first;
  RunningMoments second;
  first.add(std::span(draws).first(777));
  second.add(std::span(draws).subspan(777));
  first.add(second);
  EXPECT_EQ(first.count(), draws.size());
  EXPECT_NEAR(first.moments().mean, at_once.mean, 1e-12);
  EXPECT_NEAR(first.moments().variance, at_once.variance, 1e-12);
  RunningMoments none;
  none.add(first);
  EXPECT_EQ(none.moments().mean, first.moments().mean);
}

TEST(Arithmetic, RoundsWhereNoTieIsNear) {
  const std::vector<double> a{1.234, -7.891, 0.004, -0.004, 1e9 + 0.126};
  std::vector<double> out(a.size());
  ASSERT_TRUE(round_far_from_ties(a.data(), 0.01, 2e-9, 2e-14, out.data(), a.size()));
  EXPECT_DOUBLE_EQ(out[0], 1.23);
  EXPECT_DOUBLE_EQ(out[1], -7.89);
  EXPECT_FALSE(std::signbit(out[3])) << "a zero has no sign";
  EXPECT_DOUBLE_EQ(out[4], 1e9 + 0.13);
  for (const double tie : {0.125, 1.0 / 0.0, std::nan(""), 1e20}) {
    EXPECT_FALSE(round_far_from_ties(&tie, 0.01, 2e-9, 2e-14, out.data(), 1)) << tie;
  }
}

}  // namespace
}  // namespace restituo
