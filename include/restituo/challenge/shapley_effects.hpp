// Shapley effects share out the whole spread of a figure among its inputs, also where they are drawn together: no share
// is negative in truth, and they add up to one.
//
//   auto effects = shapley_effects(response, {.seed = 1}, place);
//   effects->shares[0].value;      // the share of input 0 in the variance
//
// An input's effect is what learning it takes away from the variance, averaged over every order in which the inputs
// could be learnt. What two inputs do only together is halved between them; what one tells about another is too.
//
// How: in each row an order is drawn and the inputs are exchanged for fresh ones, the last of the order first; each
// exchange's part of the squared change belongs to its input (Goda). For inputs that a copula joins the row's order is
// also the order in which they are made, each from those before it and an independent number of its own, so that what
// has been exchanged is always what the rest does not tell: then the same sums estimate the effects of dependent inputs
// without bias (docs/method/challenge.md derives it). Sixteen scrambled Sobol' sets give the error.
//
// What it refuses: fewer than 16 points a set or not a power of two, a figure that nothing moves.
//
// Sources: A. B. Owen, "Sobol' indices and Shapley value" (2014); T. Goda, "A simple algorithm for global sensitivity
// analysis with Shapley effects" (2021); B. Iooss, C. Prieur, "Shapley effects for sensitivity analysis with correlated
// inputs" (2019), whose Gaussian pair is a test.
#pragma once

#include <cstdint>
#include <vector>

#include <restituo/challenge/response.hpp>
#include <restituo/challenge/sobol_shares.hpp>

namespace restituo {

struct ShapleyEffects {
  std::uint64_t runs = 0;
  double variance = 0;
  std::vector<SobolShare> shares;  // by input; the values add up to 1
};

struct ShapleySettings {
  std::uint64_t seed = 1;
  std::uint64_t rows = std::uint64_t{1} << 14;  // in all; each of the 16 sets has a 16th of them
  unsigned threads = 1;
};

Outcome<ShapleyEffects> shapley_effects(const Response& response, const ShapleySettings& settings,
                                        const Place& place = {});

}  // namespace restituo
