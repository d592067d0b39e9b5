// Sobol' shares of a claim of six periods with 24 uncertain inputs: processor time of one run on one thread, and the
// shares, for bench/peers/sobol_indices.py to hold beside those of other tools.
//
// Usage: sobol_bench [BASE_POINTS]
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <fmt/core.h>

#include <restituo/challenge/sobol_shares.hpp>
#include <restituo/uncertainty/distribution.hpp>

namespace {

using restituo::Distribution;

constexpr std::size_t periods = 6;
constexpr std::size_t of_period = 4;

restituo::Response claim() {
  const Distribution shapes[]{Distribution::triangular(25, 30, 35).value(), Distribution::triangular(8, 18, 30).value(),
                              Distribution::triangular(5, 6, 7).value(),
                              Distribution::triangular(52, 208, 364).value()};
  restituo::Response response;
  for (std::size_t i = 0; i < periods * of_period; ++i) {
    response.inputs.push_back("input " + std::to_string(i));
  }
  response.quantiles = [shapes = std::vector<Distribution>(std::begin(shapes), std::end(shapes))](
                           std::size_t input, std::span<const double> u, std::span<double> x) {
    shapes[input % of_period].quantiles(u, x);
  };
  response.run = [](std::span<const double* const> x, std::span<double> results) {
    for (std::size_t k = 0; k < results.size(); ++k) {
      double sum = 0;
      for (std::size_t p = 0; p < periods; ++p) {
        const auto value = [&](std::size_t i) { return x[of_period * p + i][k]; };
        sum += value(0) * value(1) * value(2) * value(3);
      }
      results[k] = sum;
    }
  };
  return response;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t points = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : std::uint64_t{1} << 14;
  const restituo::Response response = claim();
  const std::clock_t start = std::clock();
  const auto shares = restituo::sobol_shares(response, {.seed = 1, .base_points = points, .threads = 1});
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (!shares) {
    fmt::print(stderr, "{}\n", restituo::text_of(shares.error().front(), restituo::Language::en));
    return 1;
  }
  fmt::print("seconds {:.4f}\nfirst", seconds);
  for (const auto& share : shares->first) fmt::print(" {:.6f}", share.value);
  fmt::print("\ntotal");
  for (const auto& share : shares->total) fmt::print(" {:.6f}", share.value);
  fmt::print("\n");
}
