#include <restituo/uncertainty/copula.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>

#include <restituo/base/fault.hpp>
#include <restituo/base/must.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/stream.hpp>

#include "../../src/uncertainty/correlation.hpp"

namespace restituo {
namespace {

const double pi = std::acos(-1.0);

struct Sample {
  std::vector<std::vector<double>> coupled;

  Sample(const Copula& copula, std::size_t draws) : coupled(copula.inputs().size(), std::vector<double>(draws)) {
    std::vector<std::vector<double>> uniforms(copula.uniforms_needed(), std::vector<double>(draws));
    std::vector<const double*> in;
    std::vector<double*> out;
    for (std::size_t i = 0; i < uniforms.size(); ++i) {
      Stream(1, "coordinate " + std::to_string(i)).fill(0, uniforms[i]);
      in.push_back(uniforms[i].data());
    }
    for (auto& input : coupled) {
      out.push_back(input.data());
    }
    copula.couple(in, out, draws);
  }
};

std::vector<double> ranks(const std::vector<double>& x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  std::vector<double> rank(x.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = static_cast<double>(i);
  }
  return rank;
}

double spearman(const std::vector<double>& x, const std::vector<double>& y) {
  const std::vector<double> a = ranks(x);
  const std::vector<double> b = ranks(y);
  const auto n = static_cast<double>(x.size());
  double squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    squares += (a[i] - b[i]) * (a[i] - b[i]);
  }
  return 1 - 6 * squares / (n * (n * n - 1));
}

// Counts inversions by merge sort (Knight 1966).
std::size_t inversions(std::vector<double>& y, std::vector<double>& space, std::size_t from, std::size_t to) {
  if (to - from < 2) {
    return 0;
  }
  const std::size_t middle = from + (to - from) / 2;
  std::size_t count = inversions(y, space, from, middle) + inversions(y, space, middle, to);
  std::size_t a = from;
  std::size_t b = middle;
  for (std::size_t k = from; k < to; ++k) {
    if (b == to || (a < middle && y[a] <= y[b])) {
      space[k] = y[a++];
    } else {
      count += middle - a;
      space[k] = y[b++];
    }
  }
  std::copy(space.begin() + static_cast<std::ptrdiff_t>(from), space.begin() + static_cast<std::ptrdiff_t>(to),
            y.begin() + static_cast<std::ptrdiff_t>(from));
  return count;
}

double kendall(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  std::vector<double> by_x;
  for (const std::size_t i : order) {
    by_x.push_back(y[i]);
  }
  std::vector<double> space(x.size());
  const auto n = static_cast<double>(x.size());
  return 1 - 4 * static_cast<double>(inversions(by_x, space, 0, by_x.size())) / (n * (n - 1));
}

Outcome<Copula> pair_of(double value, CorrelationMeasure measure, double degrees_of_freedom = 0) {
  const RankCorrelation pairs[]{{"price", "acts", value, {}}};
  return degrees_of_freedom > 0 ? Copula::student(degrees_of_freedom, {"price", "acts"}, pairs, measure)
                                : Copula::gaussian({"price", "acts"}, pairs, measure);
}

constexpr std::size_t many = 1 << 16;
constexpr double close_enough = 0.012;  // three standard errors of tau with 2^16 draws

TEST(Copula, HasTheKendallTauOfItsClosedForm) {
  for (const double r : {-0.95, -0.4, 0.0, 0.3, 0.8}) {
    for (const double degrees : {0.0, 1.0, 4.0, 30.0}) {
      const Sample sample(pair_of(r, CorrelationMeasure::normal_scores, degrees).value(), many);
      EXPECT_NEAR(kendall(sample.coupled[0], sample.coupled[1]), 2 / pi * std::asin(r), close_enough)
          << r << " " << degrees;
    }
  }
}

TEST(Copula, HasTheRankCorrelationItWasGiven) {
  for (const double rho : {-0.9, -0.4, 0.2, 0.7}) {
    for (const double degrees : {0.0, 2.0, 5.0}) {
      const Sample by_ranks(pair_of(rho, CorrelationMeasure::spearman, degrees).value(), many);
      EXPECT_NEAR(spearman(by_ranks.coupled[0], by_ranks.coupled[1]), rho, close_enough) << rho << " " << degrees;
      const Sample by_pairs(pair_of(rho, CorrelationMeasure::kendall, degrees).value(), many);
      EXPECT_NEAR(kendall(by_pairs.coupled[0], by_pairs.coupled[1]), rho, close_enough) << rho << " " << degrees;
    }
  }
}

TEST(Copula, LeavesEachInputUniform) {
  for (const double degrees : {0.0, 1.0, 3.0, 1000.0}) {
    Sample sample(pair_of(-0.6, CorrelationMeasure::spearman, degrees).value(), many);
    for (std::vector<double>& u : sample.coupled) {
      std::sort(u.begin(), u.end());
      ASSERT_GT(u.front(), 0);
      ASSERT_LT(u.back(), 1);
      double farthest = 0;
      for (std::size_t i = 0; i < u.size(); ++i) {
        farthest = std::max(farthest, std::abs(u[i] - (static_cast<double>(i) + 0.5) / static_cast<double>(many)));
      }
      EXPECT_LT(farthest * std::sqrt(static_cast<double>(many)), 1.95) << degrees;  // Kolmogorov, 1 in 1000
    }
  }
}

TEST(Copula, AtItsLimitsIsOneInputOrItsMirrorImage) {
  const Sample together(pair_of(1, CorrelationMeasure::spearman).value(), 1000);
  EXPECT_EQ(together.coupled[0], together.coupled[1]);
  const Sample mirrored(pair_of(-1, CorrelationMeasure::kendall).value(), 1000);
  for (std::size_t k = 0; k < 1000; ++k) {
    ASSERT_NEAR(mirrored.coupled[1][k], 1 - mirrored.coupled[0][k], 2e-16);  // 1 - u is rounded
  }
  const Sample student(pair_of(1, CorrelationMeasure::spearman, 3).value(), 1000);
  EXPECT_EQ(student.coupled[0], student.coupled[1]);
}

TEST(Copula, WithoutCorrelationGivesTheUniformsBack) {
  const Sample sample(pair_of(0, CorrelationMeasure::spearman).value(), 1000);
  std::vector<double> own(1000);
  Stream(1, "coordinate 1").fill(0, own);
  for (std::size_t k = 0; k < own.size(); ++k) {
    EXPECT_NEAR(sample.coupled[1][k], own[k], 1e-11);
  }
}

TEST(Copula, StudentUniformsAreTheTCdf) {
  // With one input the coupled uniform must be the t cdf of z / sqrt(mixing).
  for (const double degrees : {1.0, 2.5, 8.0, 300.0}) {
    const Copula copula = Copula::student(degrees, {"price"}, {}, CorrelationMeasure::kendall).value();
    const Sample sample(copula, 3000);
    std::vector<double> u(3000);
    std::vector<double> m(3000);
    Stream(1, "coordinate 0").fill(0, u);
    Stream(1, "coordinate 1").fill(0, m);
    const Distribution mixing = Distribution::gamma(degrees / 2, 2 / degrees).value();
    const boost::math::students_t oracle(degrees);
    for (std::size_t k = 0; k < u.size(); ++k) {
      const double t = normal_quantile(u[k]) / std::sqrt(mixing.quantile(m[k]));
      ASSERT_NEAR(sample.coupled[0][k], boost::math::cdf(oracle, t), 1e-10) << t;
    }
  }
}

TEST(Copula, StudentLetsExtremesFallTogether) {
  const auto both_extreme = [](const Sample& sample) {
    std::size_t count = 0;
    for (std::size_t k = 0; k < many; ++k) {
      count += sample.coupled[0][k] > 0.99 && sample.coupled[1][k] > 0.99;
    }
    return count;
  };
  const auto student = both_extreme(Sample(pair_of(0.5, CorrelationMeasure::kendall, 2).value(), many));
  const auto gaussian = both_extreme(Sample(pair_of(0.5, CorrelationMeasure::kendall).value(), many));
  EXPECT_GT(static_cast<double>(student), 1.3 * static_cast<double>(gaussian));
}

TEST(Copula, GivesTheSameDrawWhateverTheBlock) {
  const RankCorrelation pairs[]{{"a", "b", 0.5, {}}, {"b", "c", -0.3, {}}};
  for (const bool student : {false, true}) {
    const Copula copula = student ? Copula::student(4, {"a", "b", "c"}, pairs, CorrelationMeasure::kendall).value()
                                  : Copula::gaussian({"a", "b", "c"}, pairs, CorrelationMeasure::kendall).value();
    const Sample whole(copula, 1500);
    const Sample start(copula, 7);
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t k = 0; k < 7; ++k) {
        EXPECT_EQ(whole.coupled[i][k], start.coupled[i][k]);
      }
    }
  }
}

TEST(Copula, GivesScoresOnlyWhereTheyAreNormal) {
  const Copula copula = pair_of(-0.4, CorrelationMeasure::normal_scores).value();
  std::vector<double> u(5000);
  std::vector<double> v(5000);
  Stream(1, "coordinate 0").fill(0, u);
  Stream(1, "coordinate 1").fill(0, v);
  std::vector<double> a(5000);
  std::vector<double> b(5000);
  const double* in[]{u.data(), v.data()};
  double* out[]{a.data(), b.data()};
  copula.scores(in, out, 5000);
  for (std::size_t k = 0; k < 5000; ++k) {
    const double z0 = normal_quantile(u[k]);
    EXPECT_EQ(a[k], z0);
    EXPECT_NEAR(b[k], -0.4 * z0 + std::sqrt(1 - 0.16) * normal_quantile(v[k]), 1e-14);
  }
  const Copula student = pair_of(-0.4, CorrelationMeasure::kendall, 4).value();
  const double* three[]{u.data(), v.data(), u.data()};
  EXPECT_THROW(student.scores(three, out, 5000), Bug);
}

TEST(Copula, RefusesCorrelationsThatCannotHoldTogetherAndShowsTheNearest) {
  const RankCorrelation pairs[]{{"price", "acts", 0.9, {}}, {"acts", "days", 0.9, {}}, {"price", "days", -0.9, {}}};
  const Place place{"case.toml", 40, 1};
  const auto refused = Copula::gaussian({"price", "acts", "days"}, pairs, CorrelationMeasure::normal_scores, place);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().size(), 1U);
  EXPECT_EQ(refused.error()[0].code, "copula-cannot-hold");
  EXPECT_EQ(refused.error()[0].place, place);
  // By symmetry the nearest has 1/2, 1/2, -1/2, where the smallest eigenvalue is 0; what is shown lies 0.003 inside.
  EXPECT_EQ(refused.error()[0].details[0], "price / acts: 0.499, price / days: -0.499, acts / days: 0.499");
  const RankCorrelation nearest[]{
      {"price", "acts", 0.499, {}}, {"acts", "days", 0.499, {}}, {"price", "days", -0.499, {}}};
  EXPECT_TRUE(Copula::gaussian({"price", "acts", "days"}, nearest, CorrelationMeasure::normal_scores));
}

TEST(Copula, RefusesPairsThatAreNone) {
  const std::vector<std::string> inputs{"price", "acts"};
  const Place place{"case.toml", 3, 4};
  const auto code = [&](std::vector<RankCorrelation> pairs) {
    const auto outcome = Copula::gaussian(inputs, pairs, CorrelationMeasure::spearman);
    EXPECT_FALSE(outcome);
    EXPECT_EQ(outcome.error().front().place, place);
    for (const Language language : all_languages()) {
      EXPECT_FALSE(text_of(outcome.error().front(), language).empty());
    }
    return outcome.error().front().code;
  };
  EXPECT_EQ(code({{"price", "act", 0.5, place}}), "copula-unknown-input");
  EXPECT_EQ(code({{"price", "price", 0.5, place}}), "copula-one-input");
  EXPECT_EQ(code({{"price", "acts", 1.5, place}}), "copula-out-of-range");
  EXPECT_EQ(code({{"price", "acts", std::nan(""), place}}), "copula-out-of-range");
  EXPECT_EQ(code({{"price", "acts", 0.5, place}, {"acts", "price", 0.4, place}}), "copula-pair-twice");
  EXPECT_FALSE(Copula::student(0.5, inputs, {}, CorrelationMeasure::kendall));
}

// The example of N. J. Higham, "Computing the nearest correlation matrix" (2002), section 4, as recalled: 0.7607 and
// 0.1573.
TEST(NearestCorrelation, IsHighamsForHisExample) {
  const Matrix nearest = nearest_correlation({1, 1, 0, 1, 1, 1, 0, 1, 1}, 3, 0);
  EXPECT_NEAR(nearest[1], 0.7607, 5e-5);
  EXPECT_NEAR(nearest[2], 0.1573, 5e-5);
  EXPECT_NEAR(nearest[5], 0.7607, 5e-5);
  EXPECT_EQ(nearest[4], 1);
}

TEST(NearestCorrelation, IsACorrelationMatrixNearerThanOthers) {
  std::mt19937_64 random(3);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-52 - 1; };
  for (int round = 0; round < 20; ++round) {
    const std::size_t n = 2 + random() % 5;
    Matrix given(n * n, 1.0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        given[i * n + j] = given[j * n + i] = uniform();
      }
    }
    const auto distance = [&](const Matrix& m) {
      double sum = 0;
      for (std::size_t i = 0; i < m.size(); ++i) {
        sum += (m[i] - given[i]) * (m[i] - given[i]);
      }
      return sum;
    };
    const Matrix nearest = nearest_correlation(given, n, 1e-6);
    ASSERT_TRUE(cholesky_factor(nearest, n));
    if (cholesky_factor(given, n)) {
      EXPECT_LT(distance(nearest), 1e-8);
      continue;
    }
    // Random correlation matrices, and ones between it and them, are all further away.
    for (int other = 0; other < 50; ++other) {
      Matrix x(n * n);
      std::vector<std::vector<double>> rows(n, std::vector<double>(n));
      for (auto& row : rows) {
        double size = 0;
        for (double& v : row) {
          v = uniform();
          size += v * v;
        }
        for (double& v : row) {
          v /= std::sqrt(size);
        }
      }
      const double share = other % 2 == 0 ? 1 : 0.05;
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
          const double dot = std::inner_product(rows[i].begin(), rows[i].end(), rows[j].begin(), 0.0);
          x[i * n + j] = share * dot + (1 - share) * nearest[i * n + j];
        }
      }
      EXPECT_GE(distance(x), distance(nearest) - 1e-5);
    }
  }
}

TEST(Sine, AndItsInverseAreThoseOfTheTextbook) {
  for (double x = -1.57; x <= 1.57; x += 0.01) {
    EXPECT_NEAR(sine(x), std::sin(x), 3e-16);
    EXPECT_NEAR(arcsine(std::sin(x)), std::asin(std::sin(x)), 1e-15);
  }
}

// Any part of an elliptical law is one of the same family: its correlations are those of the whole.
TEST(CopulaMargin, OfSomeInputsKeepsTheirCorrelationsAndTheFamily) {
  const RankCorrelation pairs[]{{"a", "b", 0.5, {}}, {"b", "c", -0.4, {}}, {"a", "d", 0.3, {}}};
  const auto whole = Copula::student(3, {"a", "b", "c", "d"}, pairs, CorrelationMeasure::normal_scores);
  ASSERT_TRUE(whole);
  const std::size_t some[]{3, 0, 2};
  const Copula part = whole->margin(some);
  EXPECT_EQ(part.inputs(), (std::vector<std::string>{"d", "a", "c"}));
  EXPECT_EQ(part.degrees_of_freedom(), 3.0);
  EXPECT_EQ(part.uniforms_needed(), 4U);
  EXPECT_EQ(part.correlation(0, 1), whole->correlation(3, 0));
  EXPECT_EQ(part.correlation(1, 2), 0.0);
  const Sample drawn(part, 50'000);
  const Sample of_all(*whole, 50'000);
  EXPECT_NEAR(spearman(drawn.coupled[0], drawn.coupled[1]), spearman(of_all.coupled[3], of_all.coupled[0]), .02);
  const auto gaussian = Copula::gaussian({"a", "b"}, {}, CorrelationMeasure::kendall);
  EXPECT_TRUE(gaussian->margin(std::vector<std::size_t>{1}).is_gaussian());
}

}  // namespace
}  // namespace restituo
