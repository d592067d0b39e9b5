#include <restituo/estimate/simulation.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include <restituo/base/fault.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

Spread by_parameters(Shape shape, std::vector<SpreadNumber> numbers) {
  Spread spread;
  spread.shape = shape;
  spread.means = Means::parameters;
  spread.bounded = false;
  spread.numbers = std::move(numbers);
  return spread;
}

Spread normal(const std::string& mean, const std::string& sd) {
  return by_parameters(Shape::normal, {{"mean", read_decimal(mean, {}).value()}, {"sd", read_decimal(sd, {}).value()}});
}

Spread uniform(int low, int high) {
  Spread spread;
  spread.low = low;
  spread.high = high;
  spread.means = Means::min_max;
  spread.shape = Shape::uniform;
  return spread;
}

Spread pert(int low, int likely, int high) {
  Spread spread = uniform(low, high);
  spread.likely = likely;
  spread.means = Means::min_mode_max;
  spread.shape = Shape::pert;
  return spread;
}

// A program of pure numbers with one step, made by hand.
struct Made {
  BoundProgram bound;
  ExactRun central;
  std::vector<StepId> steps{0};

  Made(const std::vector<std::pair<std::string, Spread>>& inputs,
       const std::function<NodeId(ProgramBuilder&, const std::vector<NodeId>&)>& formula) {
    ProgramBuilder builder;
    std::vector<NodeId> nodes;
    for (const auto& [id, spread] : inputs) {
      nodes.push_back(builder.input(id, {}, Unit()));
      BoundInput input;
      input.given.value = 1;
      input.given.spread = spread;
      bound.inputs.push_back(std::move(input));
    }
    Step step;
    step.id = "answer";
    builder.finish(step, formula(builder, nodes), Unit(), Kind::none, std::nullopt).value();
    bound.program = builder.take();
    central = run_exactly(bound.program, bound.central_values());
  }

  Simulation simulation() const { return Simulation::make(bound, central, steps).value().value; }
};

NodeId sum_of(ProgramBuilder& builder, const std::vector<NodeId>& nodes) {
  NodeId total = nodes[0];
  for (std::size_t i = 1; i < nodes.size(); ++i) total = builder.add(total, nodes[i], {}).value();
  return total;
}

NodeId product_of(ProgramBuilder& builder, const std::vector<NodeId>& nodes) {
  NodeId total = nodes[0];
  for (std::size_t i = 1; i < nodes.size(); ++i) total = builder.multiply(total, nodes[i], {}).value();
  return total;
}

Made takings() {
  return {{{"months", pert(8, 18, 30)},
           {"price", by_parameters(Shape::lognormal, {{"median", 18}, {"log_sd", Exact(1) / 4}})},
           {"acts", pert(4, 8, 15)},
           {"days", pert(5, 6, 7)},
           {"kept", pert(1, 3, 4)}},
          product_of};
}

EstimateSettings settings(std::uint64_t draws, std::uint64_t seed = 1) {
  EstimateSettings made;
  made.draws = draws;
  made.seed = seed;
  return made;
}

// All draws, made one block after the other and sorted.
std::vector<double> sorted_draws(const Simulation& simulation, std::uint64_t draws, std::uint64_t seed) {
  const auto sampling = Sampling::make(SamplingMethod::monte_carlo, seed, simulation.dimensions(), draws);
  std::vector<double> all(draws);
  SampledProgram::Workspace workspace(simulation.program());
  constexpr std::size_t block = 100;  // another one than the run has
  const std::size_t n = simulation.dimensions().size();
  std::vector<double> memory(2 * n * block);
  for (std::uint64_t first = 0; first < draws; first += block) {
    const std::size_t count = std::min<std::uint64_t>(block, draws - first);
    std::vector<const double*> uniforms;
    std::vector<double*> values;
    for (std::size_t i = 0; i < n; ++i) {
      sampling->fill(i, first, {memory.data() + i * block, count});
      uniforms.push_back(memory.data() + i * block);
      values.push_back(memory.data() + (n + i) * block);
    }
    simulation.values(uniforms, values, count);
    const std::vector<const double*> inputs(values.begin(), values.end());
    double* const out = all.data() + first;
    simulation.figures(inputs, {&out, 1}, count, workspace);
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(Simulation, FindsTheExactPercentilesWithoutHoldingTheDraws) {
  const Made made = takings();
  const Simulation simulation = made.simulation();
  const std::uint64_t draws = 300'007;  // more than the sample, and no whole number of blocks
  const auto result = simulation.run(settings(draws, 5));
  ASSERT_TRUE(result);
  const SpreadSummary& spread = result->summaries[0].value();
  const std::vector<double> all = sorted_draws(simulation, draws, 5);
  EXPECT_EQ(spread.p05, quantile_of_sorted(all, 0.05));
  EXPECT_EQ(spread.p50, quantile_of_sorted(all, 0.50));
  EXPECT_EQ(spread.p95, quantile_of_sorted(all, 0.95));
  const OrderBounds bounds = quantile_confidence(draws, 0.05, 0.95);
  EXPECT_EQ(spread.p05_low, all[bounds.lower_rank - 1]);
  EXPECT_EQ(spread.p05_high, all[bounds.upper_rank - 1]);
  const Moments moments = moments_of(all);
  EXPECT_NEAR(spread.mean, moments.mean, 1e-9 * moments.mean);
  EXPECT_NEAR(spread.standard_deviation, moments.standard_deviation(), 1e-9 * moments.mean);
  EXPECT_EQ(result->convergence[0].back().p05, spread.p05);
}

TEST(Simulation, GivesTheSameBitsOnAnyNumberOfThreads) {
  const Made made = takings();
  const Simulation simulation = made.simulation();
  for (const SamplingMethod method :
       {SamplingMethod::monte_carlo, SamplingMethod::latin_hypercube, SamplingMethod::sobol}) {
    EstimateSettings wanted = settings(1 << 17);
    wanted.method = method;
    const auto one = simulation.run(wanted);
    ASSERT_TRUE(one);
    for (const unsigned threads : {2U, 7U}) {
      wanted.threads = threads;
      const auto more = simulation.run(wanted);
      ASSERT_TRUE(more);
      const SpreadSummary& a = one->summaries[0].value();
      const SpreadSummary& b = more->summaries[0].value();
      for (const auto& [x, y] : {std::pair{a.mean, b.mean},
                                 {a.standard_deviation, b.standard_deviation},
                                 {a.p05, b.p05},
                                 {a.p05_low, b.p05_low},
                                 {a.p95_high, b.p95_high},
                                 {a.error, b.error}}) {
        EXPECT_EQ(x, y) << name_of(method) << ' ' << threads;
      }
    }
  }
}

// 2,000 runs that stop by themselves: looking again and again must not make the bounds miss more than 5 in 100.
TEST(Simulation, StopsWithBoundsThatHoldAsOftenAsTheySay) {
  const Made made({{"x", normal("10", "2")}}, sum_of);
  const Simulation simulation = made.simulation();
  const double truth = 10 - 2 * 1.6448536269514722;
  std::size_t held = 0;
  std::size_t looked_again = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    EstimateSettings wanted = settings(1 << 18, seed);
    wanted.until = 0.011;
    const auto result = simulation.run(wanted);
    ASSERT_TRUE(result && result->converged);
    const SpreadSummary& spread = result->summaries[0].value();
    EXPECT_LE(0.5 * (spread.p05_high - spread.p05_low), 0.011 * spread.p05);
    held += spread.p05_low <= truth && truth <= spread.p05_high ? 1 : 0;
    looked_again += result->draws > 16'384 ? 1 : 0;
  }
  EXPECT_GE(held, 1900U);
  EXPECT_GT(looked_again, 200U) << "the test would say nothing if the first look were always enough";
}

TEST(Simulation, SaysWhenItDidNotConverge) {
  const Made made({{"x", normal("10", "2")}}, sum_of);
  EstimateSettings wanted = settings(50'000);
  wanted.until = 0.0001;
  const auto result = made.simulation().run(wanted);
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->converged);
  EXPECT_EQ(result->draws, 50'000U);
  EXPECT_EQ(result->convergence[0].back().draws, 50'000U);
}

// The same root mean square error of p05, p50 and p95 with a twentieth of the draws and better, 16 replicates and all.
TEST(Simulation, NeedsFarFewerSobolPoints) {
  const Made made = takings();
  const Simulation simulation = made.simulation();
  EstimateSettings exact = settings(1 << 20, 99);
  exact.method = SamplingMethod::sobol;
  const SpreadSummary truth = simulation.run(exact)->summaries[0].value();
  const auto squares = [&](SamplingMethod method, std::uint64_t draws) {
    double sum = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      EstimateSettings wanted = settings(draws, seed);
      wanted.method = method;
      const SpreadSummary one = simulation.run(wanted)->summaries[0].value();
      sum += std::pow(one.p05 / truth.p05 - 1, 2) + std::pow(one.p50 / truth.p50 - 1, 2) +
             std::pow(one.p95 / truth.p95 - 1, 2);
    }
    return sum;
  };
  EXPECT_LT(squares(SamplingMethod::sobol, 1 << 15), squares(SamplingMethod::monte_carlo, 20 * (1 << 15)));
}

// Of a figure that jumps no curve can be drawn, and lines would be worse than points: it is left to points, and what
// it comes to is the same either way.
TEST(Simulation, FindsAFigureOfWholeNumbersByPoints) {
  const Made made(
      {{"x", by_parameters(Shape::poisson, {{"mean", 4}})}, {"y", by_parameters(Shape::poisson, {{"mean", 5}})}},
      sum_of);
  EstimateSettings wanted = settings(1 << 16);
  wanted.method = SamplingMethod::sobol;
  const SpreadSummary found = made.simulation().run(wanted)->summaries[0].value();  // Poisson with mean 9
  EXPECT_EQ(found.p05, 4);
  EXPECT_EQ(found.p50, 9);
  EXPECT_EQ(found.p95, 14);
  EXPECT_NEAR(found.mean, 9, 0.01);
}

// Two figures that have nothing in common are each followed along a direction of their own.
TEST(Simulation, FollowsEachFigureAlongItsOwnDirection) {
  Made made({{"w", normal("10", "2")}, {"x", normal("10", "1")}, {"y", normal("10", "1")}, {"z", normal("10", "2")}},
            [](ProgramBuilder& builder, const std::vector<NodeId>& n) {
              Step beside;
              beside.id = "beside";
              builder.finish(beside, builder.add(n[1], n[2], {}).value(), Unit(), Kind::none, std::nullopt).value();
              return builder.add(n[0], n[3], {}).value();
            });
  made.steps = {0, 1};
  for (const unsigned threads : {1U, 3U}) {
    EstimateSettings wanted = settings(1 << 14);
    wanted.method = SamplingMethod::sobol;
    wanted.threads = threads;
    const auto result = made.simulation().run(wanted);
    ASSERT_TRUE(result);
    for (std::size_t k = 0; k < 2; ++k) {
      const SpreadSummary found = result->summaries[k].value();
      const double sd = std::sqrt(made.bound.program.steps[k].id == "beside" ? 2.0 : 8.0);
      EXPECT_NEAR(found.p05, 20 - 1.6448536269514722 * sd, 2e-3 * sd);  // 16,384 draws are off by 0.016 sd
      EXPECT_NEAR(found.mean, 20, 1e-3 * sd);
      EXPECT_NEAR(found.standard_deviation, sd, 1e-3 * sd);
      EXPECT_NEAR(found.at_or_above_claim, normal_cdf(18 / sd), 1e-4);  // the claim is 2
      EXPECT_GE(result->convergence[k].size(), 2U);
    }
  }
}

TEST(Simulation, ReplicatesTellTheErrorOfSobolPoints) {
  const Made made({{"x", normal("0", "1")}, {"y", normal("0", "1")}}, sum_of);
  const Simulation simulation = made.simulation();
  const double truth = -std::sqrt(2.0) * 1.6448536269514722;
  std::size_t held = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    EstimateSettings wanted = settings(1 << 12, seed);
    wanted.method = SamplingMethod::sobol;
    const SpreadSummary one = simulation.run(wanted)->summaries[0].value();
    held += one.p05_low <= truth && truth <= one.p05_high ? 1 : 0;
  }
  EXPECT_GE(held, 180U);
}

// S. Ferson's example: the probability box of a normal number of which the mean is only known to lie from 0 to 1.
TEST(TwoLevels, GiveTheProbabilityBoxOfANormalWithUnknownMean) {
  Made made({{"mean", uniform(0, 1)}, {"day", normal("0", "1")}}, sum_of);
  made.bound.inputs[1].given.varies = true;
  EstimateSettings wanted = settings(10'000);
  wanted.outer_draws = 500;
  wanted.inner_draws = 20'000;
  const auto result = made.simulation().run(wanted);
  ASSERT_TRUE(result);
  const Band& band = result->bands[0].value();
  const double scores[]{-1.6448536269514722, -0.6744897501960817, 0, 0.6744897501960817, 1.6448536269514722};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_NEAR(band[i].least, scores[i], 0.05) << i;
    EXPECT_NEAR(band[i].p50, scores[i] + 0.5, 0.06) << i;
    EXPECT_NEAR(band[i].largest, scores[i] + 1, 0.05) << i;
  }
}

TEST(TwoLevels, LeaveOutWhatDoesNotVary) {
  const Made made({{"mean", uniform(0, 1)}}, sum_of);
  EstimateSettings wanted = settings(1'000);
  wanted.outer_draws = 100;
  wanted.inner_draws = 100;
  EXPECT_FALSE(made.simulation().run(wanted)->bands[0].has_value());
}

// Kendall's tau of a Gaussian copula is 2 asin(r) / pi; the draws of a simulation must have it.
TEST(Correlations, HaveTheKendallTauThatWasGiven) {
  Made made({{"x", uniform(0, 1)}, {"y", pert(2, 5, 9)}}, sum_of);
  for (const bool student : {false, true}) {
    SettingCorrelation pair;
    pair.first = "x";
    pair.second = "y";
    pair.value = Exact(-2) / 5;
    pair.measure = CorrelationMeasure::kendall;
    if (student) pair.degrees_of_freedom = Exact(4);
    made.bound.correlations = {pair};
    const Simulation simulation = made.simulation();
    ASSERT_EQ(simulation.dimensions().size(), student ? 3U : 2U);
    constexpr std::size_t n = 512;
    const auto sampling = Sampling::make(SamplingMethod::monte_carlo, 3, simulation.dimensions(), 100 * n);
    double concordant = 0;
    double pairs = 0;
    for (std::uint64_t first = 0; first < 100 * n; first += n) {
      std::vector<std::vector<double>> u(simulation.dimensions().size(), std::vector<double>(n));
      std::vector<std::vector<double>> x(2, std::vector<double>(n));
      std::vector<const double*> in;
      for (std::size_t i = 0; i < u.size(); ++i) {
        sampling->fill(i, first, u[i]);
        in.push_back(u[i].data());
      }
      std::vector<double*> out{x[0].data(), x[1].data()};
      simulation.values(in, out, n);
      for (std::size_t i = 1; i < n; ++i) {
        const double sign = (x[0][i] - x[0][i - 1]) * (x[1][i] - x[1][i - 1]);
        concordant += sign > 0 ? 1 : -1;
        ++pairs;
      }
    }
    EXPECT_NEAR(concordant / pairs, -0.4, 0.015) << student;
  }
}

TEST(Experts, ArePooledAndEachIsShownAlone) {
  Spread pool;
  pool.means = Means::experts;
  pool.shape = Shape::pool;
  pool.experts.push_back({"one", 1, uniform(0, 10), "s", "", {}});
  pool.experts.push_back({"two", 3, uniform(20, 40), "s", "", {}});
  const Made made({{"x", pool}}, sum_of);
  const auto result = made.simulation().run(settings(200'000));
  ASSERT_TRUE(result);
  EXPECT_NEAR(result->summaries[0]->mean, 0.25 * 5 + 0.75 * 30, 0.1);
  ASSERT_EQ(result->experts.size(), 2U);
  EXPECT_EQ(result->experts[1].expert, "two");
  EXPECT_NEAR(result->experts[0].summaries[0]->mean, 5, 0.05);
  EXPECT_NEAR(result->experts[1].summaries[0]->mean, 30, 0.1);
  EXPECT_NEAR(result->experts[1].summaries[0]->p05, 21, 0.1);
}

TEST(Summary, PrintsNoMoreDigitsThanItsBoundsSupport) {
  SpreadSummary spread;
  spread.p05 = 326'123.4;
  spread.p05_low = 325'400;
  spread.p05_high = 326'900;  // 750 on either side: hundreds
  EXPECT_EQ(spread.supported("p05", spread.p05), 326'100);
  spread.p50 = 0.123456;
  spread.p50_low = 0.1230;
  spread.p50_high = 0.1240;  // 0.0005: ten-thousandths
  EXPECT_EQ(spread.supported("p50", spread.p50), 0.1235);
  spread.p95 = spread.p95_low = spread.p95_high = 41.25;
  EXPECT_EQ(spread.supported("p95", spread.p95), 41.25) << "without doubt there is nothing to leave out";
  spread.mean = 667'777;
  spread.error = 1'000;
  EXPECT_EQ(spread.supported("mean", spread.mean), 668'000);
}

TEST(Simulation, CountsDrawsThatAreNotFinite) {
  const Made made({{"x", uniform(-1, 1)}}, [](ProgramBuilder& builder, const std::vector<NodeId>& nodes) {
    const NodeId half = builder.literal(Exact(1) / 2, Unit());
    return builder.power(nodes[0], half, {}).value();
  });
  const auto result = made.simulation().run(settings(200'000));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().front().code, "draw-not-finite");
  EXPECT_NEAR(std::stod(result.error().front().details[1]), 100'000, 2'000) << "all draws are counted";
}

}  // namespace
}  // namespace restituo
