// Sobol' points fill the space of all inputs far more evenly than random draws: fewer runs give the same certainty.
//
//   auto points = SobolPoints::make(seed, {"price", "acts", "days"}, 4096, place);
//   points->fill(0, replicate, first, uniforms);      // "price", as a Stream would give it
//
// A set of 2^m points is scrambled at random (Owen), which keeps it as even as it was and makes every point uniform:
// means over it are unbiased. One set cannot tell its own error; `replicates` of them, scrambled independently, can:
// the standard error is that of their estimates (moments_of). Point i of a replicate has an address, like any draw:
// nothing hangs on order.
//
// What it refuses: a number of points that is not a power of two (the net would have holes), more than 2^32 of them,
// more than 3667 inputs. It never drops the first point: that too would leave a hole.
//
// Sources: direction numbers of S. Joe and F. Y. Kuo (2008) as Boost.Random holds them; scrambling of A. B. Owen (1995)
// by a hash, after S. Laine and T. Karras (2011) and B. Burley (2020): bit k of a point is flipped or not by a hash of
// its higher bits. Why the first point stays: A. B. Owen, "On dropping the first Sobol' point" (2020).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <restituo/base/outcome.hpp>

namespace restituo {

class SobolPoints {
 public:
  static constexpr std::size_t replicates = 16;
  static constexpr std::size_t most_dimensions = 3667;

  // One dimension for each name, in order; the name keys its scrambling. `points` in each replicate.
  static Outcome<SobolPoints> make(std::uint64_t seed, std::span<const std::string> names, std::uint64_t points,
                                   const Place& place = {});

  std::uint64_t points() const { return points_; }
  std::size_t dimensions() const { return dimensions_.size(); }
  // Strictly between 0 and 1. index < points(), replicate < replicates.
  double at(std::size_t dimension, std::size_t replicate, std::uint64_t index) const;
  // out[i] = at(dimension, replicate, first + i)
  void fill(std::size_t dimension, std::size_t replicate, std::uint64_t first, std::span<double> out) const;

 private:
  // Numbers with the bit of 1/2 lowest: so scrambling is arithmetic that carries upwards.
  struct Dimension {
    std::vector<std::uint32_t> directions;    // for each bit of the index
    std::vector<std::uint32_t> first_points;  // the first 512 points, or all
    std::vector<std::uint64_t> keys;          // two for each replicate
  };

  std::uint64_t points_ = 0;
  std::vector<Dimension> dimensions_;
};

}  // namespace restituo
