// A block of draws on its way through a table of cells.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace restituo {

// Small enough that what a kernel reads and writes stays in the nearest cache.
inline constexpr std::size_t block = 512;

using BlockOfDoubles = std::array<double, block>;
using FourDoubles [[gnu::vector_size(32)]] = double;
using FourWords [[gnu::vector_size(32)]] = std::uint64_t;

// Which cell each draw falls in, as an offset in bytes, and where in it, from -1 to 1.
struct Places {
  alignas(64) std::array<std::uint64_t, block> offset;
  alignas(64) BlockOfDoubles t;

  // Kernels work on whole fours: the rest of the last one falls in the first cell.
  std::size_t filled_up(std::size_t count) {
    for (; count % 4 != 0; ++count) {
      offset[count] = 0;
      t[count] = 0;
    }
    return count;
  }
};

}  // namespace restituo
