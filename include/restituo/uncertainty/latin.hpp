// A Latin hypercube draws each input once from each of n equally likely parts of its range, in an order of its own.
//
//   const LatinHypercube latin(seed, 10'000);
//   latin.fill("a.price", first, uniforms);      // as a Stream would give it; draws `first` and on
//
// The order of an input is a permutation with an address: where draw i goes is computed from seed, name and i, without
// the others. (The points of another n are others: keep to the n that was chosen.) Means come out with a smaller error
// than from plain draws, the more so the more nearly the result is a sum over inputs; quantile bounds by order
// statistics do not hold for it, since its draws are not independent.
//
// Sources: M. D. McKay, R. J. Beckman, W. J. Conover (1979); permutations by a Feistel network with cycle walking,
// after J. Black and P. Rogaway, "Ciphers with arbitrary finite domains" (2002).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace restituo {

class LatinHypercube {
 public:
  static constexpr std::uint64_t most_points = std::uint64_t{1} << 32;

  // 1 <= points <= 2^32 (our bug otherwise).
  LatinHypercube(std::uint64_t seed, std::uint64_t points);

  std::uint64_t points() const { return points_; }
  // out[i] lies in the part that draw first + i of this input has. first + out.size() <= points().
  void fill(std::string_view name, std::uint64_t first, std::span<double> out) const;
  // Which part a draw of an input has: from 0 to points() - 1, each once.
  std::uint64_t part(std::string_view name, std::uint64_t draw) const;

 private:
  std::uint64_t seed_;
  std::uint64_t points_;
};

}  // namespace restituo
