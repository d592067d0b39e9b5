// Blocks of Philox4x32-10, one at a time and many at once, and the uniforms that draws are cut from them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "clones.hpp"
#include "elementary_kernels.hpp"

namespace restituo::philox {

inline constexpr std::uint32_t multiplier_0 = 0xD2511F53;
inline constexpr std::uint32_t multiplier_1 = 0xCD9E8D57;
inline constexpr std::uint32_t key_step_0 = 0x9E3779B9;
inline constexpr std::uint32_t key_step_1 = 0xBB67AE85;
inline constexpr std::size_t rounds = 10;
inline constexpr std::uint64_t low_half = 0xffffffff;

// Draws are served in groups of 64: the first halves of 32 blocks, then their second halves.
inline constexpr std::uint64_t group = 64;
inline constexpr std::uint64_t blocks_in_group = group / 2;

// The four words of a block, each in the lower half of 64 bits: the products need the room.
struct Words {
  std::uint64_t a, b, c, d;

  std::uint64_t first_half() const { return a | b << 32; }
  std::uint64_t second_half() const { return c | d << 32; }
};

RESTITUO_INLINE Words enciphered(Words w, std::uint64_t seed) {
  auto key_0 = static_cast<std::uint32_t>(seed & low_half);
  auto key_1 = static_cast<std::uint32_t>(seed >> 32);
  for (std::size_t round = 0; round < rounds; ++round) {
    const std::uint64_t product_0 = w.a * multiplier_0;
    const std::uint64_t product_1 = w.c * multiplier_1;
    w = {(product_1 >> 32) ^ w.b ^ key_0, product_1 & low_half, (product_0 >> 32) ^ w.d ^ key_1, product_0 & low_half};
    key_0 += key_step_0;
    key_1 += key_step_1;
  }
  return w;
}

RESTITUO_INLINE Words block_at(std::uint64_t block, std::uint64_t name_hash, std::uint64_t seed) {
  return enciphered({block & low_half, block >> 32, name_hash & low_half, name_hash >> 32}, seed);
}

// The upper 52 bits, k, give (2k + 1) / 2^53: as the mantissa of a number in [1, 2), less 1 - 2^-53. Nothing is
// rounded.
RESTITUO_INLINE double uniform_of(std::uint64_t bits) {
  return kernel::double_of(bits >> 12 | 0x3ff0000000000000U) - (1 - 0x1p-53);
}

// How many blocks are enciphered side by side.
enum class Width { one = 1, four = 4, eight = 8 };

// The widest this processor has instructions for.
Width widest();
// The draws of whole groups, from the one whose first block this is. The width changes the speed only.
void fill_groups(Width width, std::uint64_t first_block, std::uint64_t name_hash, std::uint64_t seed, double* out,
                 std::size_t groups);

}  // namespace restituo::philox
