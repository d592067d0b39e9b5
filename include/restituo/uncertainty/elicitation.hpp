// Elicitation turns what a witness or an expert can say into a shape: "half the time below 30, 1 in 20 above 60".
//
//   const std::array said{QuantilePair{0.05, 20}, QuantilePair{0.5, 30}, QuantilePair{0.95, 60}};
//   auto price = from_quantiles("lognormal", said, place);
//   price->distribution.quantile(0.5);     // near 30
//   price->residuals;                      // fitted quantile minus said quantile, one for each pair
//
// All pairs count. Where the shape has as many parameters as there are pairs the fit meets each pair, or comes as near
// as the shape can (a triangle cannot be very lopsided); with more pairs than parameters it is the least sum of squares
// of the table. The residuals say by how much it misses.
//
// shape        free parameters     pairs   least squares of
// uniform      low, high           2+      q
// normal       mean, sd            2+      q (a straight line in the normal score of p)
// lognormal    median, log sd      2+      log q (same)
// weibull      shape, scale        2+      log q (a straight line in log(-log(1 - p)))
// gamma        shape, scale        2+      log q
// beta         alpha, beta         2+      q; the ends [low, high] are given
// triangular   min, mode, max      3+      q
// pert         min, mode, max      3+      q, weight 4
//
// What it refuses: fewer pairs than parameters, p outside (0, 1), p or q not increasing, a q outside the shape's
// support.
//
// Source: A. O'Hagan et al., "Uncertain Judgements" (2006), chapter 6; the SHELF software fits by least squares too.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/uncertainty/distribution.hpp>

namespace restituo {

// The value q that a share p of the plausible worlds stays below.
struct QuantilePair {
  double p = 0;
  double q = 0;
};

struct Elicited {
  Distribution distribution;
  std::vector<double>
      residuals;  // fitted quantile minus stated one, in the unit of the value, in the order of the pairs
  // The largest residual as a share of the stated range (last q minus first q).
  double worst_residual = 0;
  // A warning where that share is above 2 in 100: the shape cannot say what was said.
  Faults warnings;
};

// `shape` as in the table above, but beta.
Outcome<Elicited> from_quantiles(std::string_view shape, std::span<const QuantilePair> pairs, const Place& place = {});
Outcome<Elicited> beta_from_quantiles(std::span<const QuantilePair> pairs, double low, double high,
                                      const Place& place = {});

// Words of the table above that from_quantiles knows.
std::span<const std::string_view> shapes_from_quantiles();

}  // namespace restituo
