// A Stream gives every random number an address: seed, name of the input, number of the draw. Nothing else decides it.
//
//   Stream price(20261123, "a.new-york.price");
//   price.uniform(0);                     // draw 0, on any machine, any thread, in any order, for ever
//   price.fill(first_draw, block);        // the same numbers, a block at a time
//
// Adding an input changes no other stream; draw i never depends on how many are drawn; seed 0 is a seed like any other.
//
// How: Philox4x32-10 with the seed as its key. Its counter is (block, name), where `name` is the first eight bytes of
// the SHA-256 of the stream's name, read big-endian. So two streams of one seed never share a counter unless those
// eight bytes agree. One block of 128 bits serves two draws: draw d takes half (d / 32) mod 2 of block
// 32 (d / 64) + d mod 32. Of its 64 bits the upper 52, k, give the uniform (2k + 1) / 2^53: never 0 and never 1, and
// 1 - u is as exact as u.
//
// Method: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11,
// 2011); the known answers of their library Random123 are tests here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace restituo {

// One block of Philox4x32-10.
std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

class Stream {
 public:
  Stream(std::uint64_t seed, std::string_view name);

  // The 64 random bits of a draw.
  std::uint64_t bits(std::uint64_t draw) const;
  // The draw, strictly between 0 and 1.
  double uniform(std::uint64_t draw) const;
  // out[i] = uniform(first_draw + i). first_draw + out.size() must not pass 2^64.
  void fill(std::uint64_t first_draw, std::span<double> out) const;

  std::uint64_t seed() const { return seed_; }
  // The part of the counter that stands for the name.
  std::uint64_t name_hash() const { return name_hash_; }

 private:
  std::uint64_t seed_;
  std::uint64_t name_hash_;
};

}  // namespace restituo
