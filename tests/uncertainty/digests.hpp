// One digest of the bits for each thing that a sampled figure is made from. They may never change: a report names its
// seed, and must come out the same from another compiler, on another machine, in another year.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <restituo/base/digest.hpp>
#include <restituo/uncertainty/arithmetic.hpp>
#include <restituo/uncertainty/copula.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/elicitation.hpp>
#include <restituo/uncertainty/latin.hpp>
#include <restituo/uncertainty/line_points.hpp>
#include <restituo/uncertainty/line_sample.hpp>
#include <restituo/uncertainty/sampling.hpp>
#include <restituo/uncertainty/selection.hpp>
#include <restituo/uncertainty/sobol.hpp>
#include <restituo/uncertainty/stream.hpp>
#include <restituo/uncertainty/summary.hpp>

#include "shapes.hpp"

namespace restituo::test {

// SHA-256 of the numbers as IEEE 754 bits, each with its lowest byte first.
inline std::string digest_of_bits(std::span<const double> numbers) {
  Sha256 digest;
  for (const double number : numbers) {
    const auto bits = std::bit_cast<std::uint64_t>(number);
    std::string bytes;
    for (int shift = 0; shift < 64; shift += 8) {
      bytes += static_cast<char>(bits >> shift & 0xff);
    }
    digest.add(bytes);
  }
  return digest.hex();
}

inline std::vector<std::pair<std::string, std::string>> all_digests() {
  constexpr std::size_t draws = 4096;
  std::vector<std::pair<std::string, std::string>> digests;
  const auto add = [&](std::string name, std::span<const double> numbers) {
    digests.emplace_back(std::move(name), digest_of_bits(numbers));
  };

  std::vector<double> u(draws);
  Stream(1, "u").fill(0, u);
  add("stream", u);
  std::vector<double> z(draws);
  normal_quantile(u, z);
  add("normal_quantile", z);

  std::vector<double> out(draws);
  normal_cdf(z, out);
  add("normal_cdf", out);
  reproducible_exp(z, out);
  add("exp", out);
  reproducible_log(u, out);
  add("log", out);
  reproducible_pow(u, z, out);
  add("pow", out);

  // The far ends, which 4096 draws do not reach.
  for (std::size_t i = 0; i < 64; ++i) {
    const double end = 1.25 / static_cast<double>(std::uint64_t{1} << (i % 53 + 1));
    u[i] = i % 2 == 0 ? end : 1 - end / 2;
  }
  for (const NamedShape& named : all_shapes()) {
    named.shape.quantiles(u, out);
    add(named.name, out);
    named.shape.quantiles_of_scores(z, out);
    add(named.name + ", of scores", out);
  }

  // Three inputs coupled, with the last stream shared by them where the copula is Student's.
  const std::vector<std::string> names{"price", "acts", "days"};
  const RankCorrelation together[]{{"price", "acts", -0.4, {}}, {"acts", "days", 0.3, {}}};
  std::vector<std::vector<double>> uniforms(4, std::vector<double>(draws));
  std::vector<std::vector<double>> coupled(3, std::vector<double>(draws));
  std::vector<const double*> in;
  std::vector<double*> to;
  for (std::size_t i = 0; i < uniforms.size(); ++i) {
    Stream(1, "coordinate " + std::to_string(i)).fill(0, uniforms[i]);
    in.push_back(uniforms[i].data());
  }
  for (std::vector<double>& input : coupled) {
    to.push_back(input.data());
  }
  const auto gaussian = Copula::gaussian(names, together, CorrelationMeasure::spearman).value();
  gaussian.couple(std::span(in).first(3), to, draws);
  add("gaussian copula", coupled[2]);
  gaussian.scores(std::span(in).first(3), to, draws);
  add("gaussian copula, scores", coupled[2]);
  Copula::student(4, names, together, CorrelationMeasure::spearman)->couple(in, to, draws);
  add("student copula", coupled[2]);

  const auto points = SobolPoints::make(1, names, draws).value();
  points.fill(2, 15, 0, out);
  add("sobol", out);
  LatinHypercube(1, 5000).fill("price", 0, out);
  add("latin hypercube", out);

  // What a sampled program does with its draws, and what is said of them.
  std::vector<double> x(draws);
  Stream(1, "x").fill(0, x);
  std::vector<double> prices(draws);
  Distribution::lognormal(18, 0.25)->quantiles(x, prices);
  const auto arithmetic = [&](std::string name, void (*of)(const double*, const double*, double*, std::size_t)) {
    of(prices.data(), z.data(), out.data(), draws);
    add(std::move(name), out);
  };
  arithmetic("sum", add_blocks);
  arithmetic("difference", subtract_blocks);
  arithmetic("product", multiply_blocks);
  arithmetic("quotient", divide_blocks);
  round_far_from_ties(prices.data(), 0.01, 1e-9, 1e-14, out.data(), draws);
  add("rounded", out);

  for (const SamplingMethod method :
       {SamplingMethod::monte_carlo, SamplingMethod::latin_hypercube, SamplingMethod::sobol}) {
    Sampling::make(method, 1, names, draws)->fill(1, 0, out);
    add("sampling, " + std::string(name_of(method)), out);
  }
  const auto add_moments = [&](std::string name, const Moments& moments) {
    const double both[]{moments.mean, moments.variance, moments.standard_error()};
    add(std::move(name), both);
  };
  add_moments("moments", moments_of(prices));
  RunningMoments running;
  for (std::size_t first = 0; first < draws; first += 100) {
    running.add(std::span(prices).subspan(first, std::min<std::size_t>(100, draws - first)));
  }
  add_moments("running moments", running.moments());
  const std::uint64_t ranks[]{1, 205, 206, 2048, 3891, draws};
  add("values at ranks", values_at_ranks(prices, ranks));
  const OrderBounds bounds = quantile_confidence(draws, 0.05, 0.95);
  const double of_bounds[]{static_cast<double>(bounds.lower_rank), static_cast<double>(bounds.upper_rank),
                           bounds.coverage};
  add("quantile confidence", of_bounds);
  const QuantilePair said[]{{0.05, 8}, {0.5, 20}, {0.95, 45}};
  for (const std::string_view shape : shapes_from_quantiles()) {
    if (const auto fitted = from_quantiles(shape, std::span(said).first(shape == "uniform" ? 2 : 3))) {
      fitted->distribution.quantiles(std::span(x).first(512), std::span(out).first(512));
      add("elicited " + std::string(shape), std::span(out).first(512));
    }
  }

  const double direction[]{0.6, -0.3, 0.5};
  const LinePoints on_lines = LinePoints::make(1, names, direction, 512).value();
  LinePoints::Lines lines;
  on_lines.fill(0, 512, lines);
  std::vector<double> values(LinePoints::on_a_line * lines.count);
  for (std::size_t position = 0; position < LinePoints::on_a_line; ++position) {
    on_lines.uniforms(lines, position, to);
    for (std::size_t i = 0; i < lines.count; ++i) {
      const double product = coupled[0][i] * (1 + coupled[2][i]) / (2 + coupled[1][i]);
      values[LinePoints::on_a_line * i + position] = product;
    }
  }
  add("line points", values);
  lines.free_place.resize(lines.count);
  const LineSample sample(std::move(values), lines.free_place, 16);
  for (const double p : {0.05, 0.5, 0.95}) {
    const LineSample::Percentile found = sample.percentile(p, 0.95);
    const double three[]{found.value, found.low, found.high};
    add("line sample, percentile " + std::to_string(static_cast<int>(100 * p + 0.5)), three);
  }
  add_moments("line sample, moments", sample.moments());
  return digests;
}

}  // namespace restituo::test
