// What one draw costs: uniforms, quantiles of each shape, copulas, better points. Blocks of 512, as the sampled run
// uses them.
//
// "items" are draws; items_per_second of 10^9 is one nanosecond a draw. ".../build" is what a shape costs before its
// first draw, which counts where a sweep makes shapes anew for few draws.
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <restituo/uncertainty/copula.hpp>
#include <restituo/uncertainty/distribution.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/latin.hpp>
#include <restituo/uncertainty/line_points.hpp>
#include <restituo/uncertainty/line_sample.hpp>
#include <restituo/uncertainty/sobol.hpp>
#include <restituo/uncertainty/stream.hpp>

namespace restituo {
namespace {

constexpr std::size_t block = 512;
using Block = std::vector<double>;

void count_draws(benchmark::State& state, std::size_t inputs = 1) {
  state.SetItemsProcessed(static_cast<std::int64_t>(static_cast<std::size_t>(state.iterations()) * block * inputs));
}

Block some_uniforms(std::string_view name = "bench") {
  Block u(block);
  Stream(1, name).fill(0, u);
  return u;
}

Block some_scores() {
  Block z = some_uniforms();
  normal_quantile(z, z);
  return z;
}

void uniforms(benchmark::State& state) {
  const Stream stream(1, "bench");
  Block u(block);
  std::uint64_t draw = 0;
  for (auto _ : state) {
    stream.fill(draw, u);
    draw += block;
    benchmark::DoNotOptimize(u.data());
  }
  count_draws(state);
}
BENCHMARK(uniforms);

void sobol_points(benchmark::State& state) {
  const std::vector<std::string> names{"a", "b"};
  const SobolPoints points = SobolPoints::make(1, names, std::uint64_t{1} << 20).value();
  Block u(block);
  std::uint64_t first = 0;
  for (auto _ : state) {
    points.fill(1, 3, first, u);
    first = (first + block) % points.points();
    benchmark::DoNotOptimize(u.data());
  }
  count_draws(state);
}
BENCHMARK(sobol_points);

void latin_hypercube(benchmark::State& state) {
  const LatinHypercube latin(1, 1'000'000);
  Block u(block);
  std::uint64_t first = 0;
  for (auto _ : state) {
    latin.fill("a", first, u);
    first = (first + block) % (latin.points() - block);
    benchmark::DoNotOptimize(u.data());
  }
  count_draws(state);
}
BENCHMARK(latin_hypercube);

// Uniform draws of 24 inputs on lines, as a Sobol' run of the workload W1 makes them; items are single uniforms.
void line_points_of_24_inputs(benchmark::State& state) {
  constexpr std::size_t inputs = 24;
  std::vector<std::string> names;
  std::vector<double> direction;
  for (std::size_t i = 0; i < inputs; ++i) {
    names.push_back("input " + std::to_string(i));
    direction.push_back(1.0 / static_cast<double>(i + 1));
  }
  const LinePoints points = LinePoints::make(1, names, direction, 1 << 14).value();
  std::vector<Block> columns(inputs, Block(block));
  std::vector<double*> to;
  for (Block& column : columns) to.push_back(column.data());
  LinePoints::Lines lines;
  std::uint64_t first = 0;
  for (auto _ : state) {
    points.fill(first, block, lines);
    for (std::size_t position = 0; position < LinePoints::on_a_line; ++position) {
      points.uniforms(lines, position, to);
      benchmark::DoNotOptimize(to.front());
    }
    first = (first + block) % points.lines();
  }
  count_draws(state, inputs * LinePoints::on_a_line);
}
BENCHMARK(line_points_of_24_inputs);

// One percentile with its bounds from 8,192 lines; items are the 131,072 draws.
void percentile_of_lines(benchmark::State& state) {
  const std::uint64_t count = 8'192;
  const std::vector<std::string> names{"a", "b"};
  const LinePoints points = LinePoints::make(1, names, std::vector<double>{1, 0.5}, count).value();
  std::vector<double> values(LinePoints::on_a_line * count);
  std::vector<double> places;
  std::vector<Block> columns(2, Block(block));
  double* to[]{columns[0].data(), columns[1].data()};
  for (std::uint64_t first = 0; first < count; first += block) {
    LinePoints::Lines lines;
    points.fill(first, block, lines);
    places.insert(places.end(), lines.free_place.begin(), lines.free_place.end());
    for (std::size_t position = 0; position < LinePoints::on_a_line; ++position) {
      points.uniforms(lines, position, to);
      for (std::size_t i = 0; i < block; ++i) {
        values[LinePoints::on_a_line * (first + i) + position] = (1 + columns[0][i]) * (2 + columns[1][i]);
      }
    }
  }
  const LineSample sample(std::move(values), std::move(places), 16);
  for (auto _ : state) {
    benchmark::DoNotOptimize(sample.percentile(0.05, 0.95));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(LinePoints::on_a_line * count));
}
BENCHMARK(percentile_of_lines);

template <class Function>
void over_block(benchmark::State& state, const Function& function) {
  Block out(block);
  for (auto _ : state) {
    function(out);
    benchmark::DoNotOptimize(out.data());
  }
  count_draws(state);
}

struct Shape {
  const char* name;
  Outcome<Distribution> (*make)();
};
using D = Distribution;
constexpr Shape shapes[]{
    {"uniform", [] { return D::uniform(0, 20); }},
    {"triangular", [] { return D::triangular(4, 6, 7); }},
    {"pert", [] { return D::pert(1, 3, 6); }},
    {"normal", [] { return D::normal(100, 15); }},
    {"lognormal", [] { return D::lognormal(18, 0.25); }},
    {"student-t", [] { return D::student_t(4, 0, 1); }},
    {"gamma", [] { return D::gamma(2.5, 1); }},
    {"weibull", [] { return D::weibull(1.5, 1); }},
    {"poisson", [] { return D::poisson(12); }},
    {"pert truncated", [] { return D::pert(1, 3, 6)->truncated(2, 5); }},
    {"mixture",
     [] {
       return D::mixture({D::lognormal(20, 0.3).value(), D::pert(10, 30, 70).value()}, {1, 1});
     }},
};

void quantiles(benchmark::State& state, const Shape& shape) {
  const Distribution distribution = shape.make().value();
  const Block u = some_uniforms();
  over_block(state, [&](Block& out) { distribution.quantiles(u, out); });
}

void quantiles_of_scores(benchmark::State& state, const Shape& shape) {
  const Distribution distribution = shape.make().value();
  const Block z = some_scores();
  over_block(state, [&](Block& out) { distribution.quantiles_of_scores(z, out); });
}

void build(benchmark::State& state, const Shape& shape) {
  shape.make().value();  // the tables of the normal distribution, which all share
  for (auto _ : state) {
    auto made = shape.make();
    benchmark::DoNotOptimize(made);
  }
}

// Draw and value of 24 inputs with tables of their own, as in the workload W1: what the caches make of it.
void pert_of_24_inputs(benchmark::State& state) {
  std::vector<Distribution> inputs;
  std::vector<Stream> streams;
  for (int i = 0; i < 24; ++i) {
    inputs.push_back(D::pert(1, 2 + 0.1 * i, 6).value());
    streams.emplace_back(1, "input " + std::to_string(i));
  }
  Block u(block);
  std::uint64_t draw = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      streams[i].fill(draw, u);
      inputs[i].quantiles(u, u);
      benchmark::DoNotOptimize(u.data());
    }
    draw += block;
  }
  count_draws(state, inputs.size());
}
BENCHMARK(pert_of_24_inputs);

void gaussian_copula_of_two(benchmark::State& state) {
  const RankCorrelation together[]{{"price", "acts", -0.4, {}}};
  const Copula copula = Copula::gaussian({"price", "acts"}, together, CorrelationMeasure::spearman).value();
  const Block a = some_uniforms("a");
  const Block b = some_uniforms("b");
  Block x(block);
  Block y(block);
  const double* in[]{a.data(), b.data()};
  double* out[]{x.data(), y.data()};
  for (auto _ : state) {
    copula.scores(in, out, block);
    benchmark::DoNotOptimize(y.data());
  }
  count_draws(state, 2);
}
BENCHMARK(gaussian_copula_of_two);

void student_copula_of_two(benchmark::State& state) {
  const RankCorrelation together[]{{"price", "acts", -0.4, {}}};
  const Copula copula = Copula::student(4, {"price", "acts"}, together, CorrelationMeasure::kendall).value();
  const Block a = some_uniforms("a");
  const Block b = some_uniforms("b");
  const Block c = some_uniforms("c");
  Block x(block);
  Block y(block);
  const double* in[]{a.data(), b.data(), c.data()};
  double* out[]{x.data(), y.data()};
  for (auto _ : state) {
    copula.couple(in, out, block);
    benchmark::DoNotOptimize(y.data());
  }
  count_draws(state, 2);
}
BENCHMARK(student_copula_of_two);

void elementary(benchmark::State& state, void (*function)(std::span<const double>, std::span<double>), bool positive) {
  const Block x = positive ? some_uniforms() : some_scores();
  over_block(state, [&](Block& out) { function(x, out); });
}
BENCHMARK_CAPTURE(elementary, exp, reproducible_exp, false);
BENCHMARK_CAPTURE(elementary, log, reproducible_log, true);
BENCHMARK_CAPTURE(elementary, normal_cdf, normal_cdf, false);
BENCHMARK_CAPTURE(elementary, normal_quantile, normal_quantile, true);

void power(benchmark::State& state) {
  const Block base = some_uniforms();
  const Block exponent = some_scores();
  over_block(state, [&](Block& out) { reproducible_pow(base, exponent, out); });
}
BENCHMARK(power);

}  // namespace
}  // namespace restituo

int main(int argc, char** argv) {
  for (const auto& shape : restituo::shapes) {
    const std::string name = shape.name;
    benchmark::RegisterBenchmark((name + "/quantiles").c_str(),
                                 [&shape](benchmark::State& state) { restituo::quantiles(state, shape); });
    benchmark::RegisterBenchmark((name + "/quantiles_of_scores").c_str(),
                                 [&shape](benchmark::State& state) { restituo::quantiles_of_scores(state, shape); });
    benchmark::RegisterBenchmark((name + "/build").c_str(),
                                 [&shape](benchmark::State& state) { restituo::build(state, shape); });
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
