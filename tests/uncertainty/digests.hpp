// One digest of the bits for each thing that a sampled figure is made from. They may never change: a report names its
// seed, and must come out the same from another compiler, on another machine, in another year.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <restituo/base/digest.hpp>
#include <restituo/uncertainty/copula.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/latin.hpp>
#include <restituo/uncertainty/sobol.hpp>
#include <restituo/uncertainty/stream.hpp>

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
  return digests;
}

}  // namespace restituo::test
