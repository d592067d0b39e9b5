#include <restituo/uncertainty/elicitation.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <restituo/base/fault.hpp>

namespace restituo {
namespace {

using Pairs = std::vector<QuantilePair>;

Pairs quantiles_of(const Distribution& shape, const std::vector<double>& p) {
  Pairs pairs;
  for (const double share : p) {
    pairs.push_back({share, shape.quantile(share)});
  }
  return pairs;
}

struct Known {
  std::string name;
  Distribution shape;
  std::size_t parameters;
};

std::vector<Known> known() {
  using D = Distribution;
  return {{"uniform", D::uniform(3, 9).value(), 2},
          {"normal", D::normal(100, 15).value(), 2},
          {"lognormal", D::lognormal(18, 0.25).value(), 2},
          {"weibull", D::weibull(1.7, 40).value(), 2},
          {"gamma", D::gamma(3.2, 9).value(), 2},
          {"gamma", D::gamma(0.4, 9).value(), 2},
          {"gamma", D::gamma(500, 1).value(), 2},
          {"triangular", D::triangular(10, 25, 60).value(), 3},
          {"triangular", D::triangular(-5, 1, 1.5).value(), 3},
          {"pert", D::pert(10, 25, 60).value(), 3},
          {"pert", D::pert(1, 3, 3.2).value(), 3}};
}

// Issue 2401 of OpenTURNS, the third case: coherent quantiles, and a fit that has nothing to do with them.
TEST(Elicitation, FindsTheShapeThatTheQuantilesWereTakenFrom) {
  for (const Known& k : known()) {
    for (const bool more : {false, true}) {
      const std::vector<double> p = more                ? std::vector{0.02, 0.1, 0.3, 0.5, 0.8, 0.99}
                                    : k.parameters == 2 ? std::vector{0.1, 0.8}
                                                        : std::vector{0.05, 0.5, 0.95};
      const auto fitted = from_quantiles(k.name, quantiles_of(k.shape, p));
      ASSERT_TRUE(fitted) << k.name;
      const double range = k.shape.quantile(0.99) - k.shape.quantile(0.01);
      EXPECT_TRUE(fitted->warnings.empty()) << k.name;
      EXPECT_EQ(fitted->residuals.size(), p.size());
      for (const double u : {0.001, 0.05, 0.2, 0.5, 0.7, 0.95, 0.999}) {
        EXPECT_NEAR(fitted->distribution.quantile(u), k.shape.quantile(u), (more ? 1e-6 : 2e-9) * range)
            << k.name << " " << u;
      }
    }
  }
}

// The first case: pairs beyond the number of parameters were ignored in silence.
TEST(Elicitation, CountsEveryPair) {
  for (const Known& k : known()) {
    const Pairs pairs = quantiles_of(k.shape, {0.05, 0.25, 0.5, 0.75, 0.95});
    const Distribution whole = from_quantiles(k.name, pairs)->distribution;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      Pairs moved = pairs;
      moved[i].q += 0.1 * (pairs[std::min<std::size_t>(i + 1, 4)].q - pairs[std::min<std::size_t>(i, 3)].q);
      const auto fitted = from_quantiles(k.name, moved);
      ASSERT_TRUE(fitted) << k.name;
      double change = 0;
      for (const double u : {0.1, 0.3, 0.5, 0.7, 0.9}) {
        change = std::max(change, std::abs(fitted->distribution.quantile(u) - whole.quantile(u)));
      }
      EXPECT_GT(change, 1e-4 * (pairs[4].q - pairs[0].q)) << k.name << " pair " << i;
      if (k.parameters == 2) {  // with three, four pairs may say one side and the fifth the other
        EXPECT_GT(fitted->worst_residual, 1e-3) << k.name << " pair " << i;
      }
    }
  }
}

// The second case: shares that rise and values that do not.
TEST(Elicitation, RefusesQuantilesOutOfOrderWhereverTheyStand) {
  const Place place{"case.toml", 9, 2};
  for (const Pairs& pairs : {Pairs{{0.05, 10}, {0.5, 30}, {0.95, 20}}, Pairs{{0.05, 10}, {0.95, 20}, {0.5, 30}},
                             Pairs{{0.05, 10}, {0.5, 10}, {0.95, 20}}, Pairs{{0.05, 10}, {0.05, 15}, {0.95, 20}}}) {
    for (const std::string_view shape : shapes_from_quantiles()) {
      const auto refused = from_quantiles(shape, pairs, place);
      ASSERT_FALSE(refused) << shape;
      EXPECT_EQ(refused.error()[0].code, "elicitation-out-of-order");
      EXPECT_EQ(refused.error()[0].place, place);
      EXPECT_FALSE(text_of(refused.error()[0], Language::es).empty());
    }
    EXPECT_FALSE(beta_from_quantiles(pairs, 0, 100));
  }
}

// The fourth and fifth: some parameters known (here the ends of a beta), with just enough quantiles and with more.
TEST(Elicitation, FitsABetaBetweenKnownEnds) {
  const Distribution truth = Distribution::beta(2.5, 6, 10, 90).value();
  for (const std::vector<double>& p :
       {std::vector{0.1, 0.9}, std::vector{0.05, 0.5, 0.95}, std::vector{0.1, 0.3, 0.5, 0.7, 0.9}}) {
    const auto fitted = beta_from_quantiles(quantiles_of(truth, p), 10, 90);
    ASSERT_TRUE(fitted);
    for (const double u : {0.01, 0.4, 0.99}) {
      EXPECT_NEAR(fitted->distribution.quantile(u), truth.quantile(u), 1e-6);
    }
    EXPECT_EQ(fitted->distribution.low(), 10);
    EXPECT_EQ(fitted->distribution.high(), 90);
  }
  const Pairs rough{{0.05, 20}, {0.5, 30}, {0.95, 80}};
  const auto fitted = beta_from_quantiles(rough, 10, 90);
  ASSERT_TRUE(fitted);
  EXPECT_GT(fitted->worst_residual, 0.001);
  EXPECT_EQ(beta_from_quantiles(rough, 25, 90).error()[0].code, "elicitation-outside");
}

// Of all shapes of the family none has a smaller sum of squares.
TEST(Elicitation, IsTheLeastSumOfSquares) {
  const Pairs pairs{{0.05, 20}, {0.25, 26}, {0.5, 30}, {0.95, 60}};
  const auto squares = [&](const Distribution& shape, bool of_logarithms) {
    double sum = 0;
    for (const QuantilePair& pair : pairs) {
      const double q = shape.quantile(pair.p);
      const double off = of_logarithms ? std::log(q / pair.q) : q - pair.q;
      sum += off * off;
    }
    return sum;
  };
  using D = Distribution;
  const D normal = from_quantiles("normal", pairs)->distribution;
  const D lognormal = from_quantiles("lognormal", pairs)->distribution;
  const D gamma = from_quantiles("gamma", pairs)->distribution;
  const D triangular = from_quantiles("triangular", pairs)->distribution;
  const double sd = std::sqrt(normal.variance());
  const double log_sd = std::sqrt(std::log1p(lognormal.variance() / (lognormal.mean() * lognormal.mean())));
  const double scale = gamma.variance() / gamma.mean();
  const double shape = gamma.mean() / scale;
  const double mode = 3 * triangular.mean() - triangular.low() - triangular.high();
  for (const double a : {-1e-3, 0.0, 1e-3}) {
    for (const double b : {-1e-3, 0.0, 1e-3}) {
      if (a == 0 && b == 0) {
        continue;
      }
      EXPECT_GT(squares(D::normal(normal.mean() * (1 + a), sd * (1 + b)).value(), false), squares(normal, false));
      EXPECT_GT(squares(D::lognormal(lognormal.quantile(0.5) * (1 + a), log_sd * (1 + b)).value(), true),
                squares(lognormal, true));
      EXPECT_GT(squares(D::gamma(shape * (1 + a), scale * (1 + b)).value(), true), squares(gamma, true));
      // Its mode is at the low end already: only the ends can move.
      EXPECT_GE(squares(D::triangular(triangular.low() * (1 + a), std::max(mode, triangular.low() * (1 + a)),
                                      triangular.high() * (1 + b))
                            .value(),
                        false),
                squares(triangular, false));
    }
  }
}

TEST(Elicitation, ReportsFittedMinusStated) {
  const Pairs pairs{{0.05, 20}, {0.5, 30}, {0.95, 60}};
  const auto fitted = from_quantiles("normal", pairs);
  ASSERT_TRUE(fitted);
  double worst = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    EXPECT_DOUBLE_EQ(fitted->residuals[i], fitted->distribution.quantile(pairs[i].p) - pairs[i].q);
    worst = std::max(worst, std::abs(fitted->residuals[i]));
  }
  EXPECT_DOUBLE_EQ(fitted->worst_residual, worst / 40);
  ASSERT_EQ(fitted->warnings.size(), 1U);
  EXPECT_EQ(fitted->warnings[0].severity, Severity::warn);
}

// The most lopsided triangle has (p95 - p50) / (p50 - p05) = 1.807: mode at the low end.
TEST(Elicitation, TakesTheMostLopsidedTriangleWhereNoneIsLopsidedEnough) {
  const auto at_the_limit = from_quantiles("triangular", Pairs{{0.05, 10}, {0.5, 20}, {0.95, 38}});
  ASSERT_TRUE(at_the_limit);
  EXPECT_LT(at_the_limit->worst_residual, 1e-12);
  const auto beyond = from_quantiles("triangular", Pairs{{0.05, 10}, {0.5, 20}, {0.95, 40}});
  ASSERT_TRUE(beyond);
  EXPECT_GT(beyond->worst_residual, 1e-3);
  const Distribution& d = beyond->distribution;
  EXPECT_NEAR(3 * d.mean() - d.low() - d.high(), d.low(), 1e-9);  // the mode
}

}  // namespace
}  // namespace restituo
