#include <restituo/uncertainty/stream.hpp>

#include <algorithm>
#include <string>

#include <restituo/base/digest.hpp>
#include <restituo/base/must.hpp>

#include "clones.hpp"
#include "elementary_kernels.hpp"

namespace restituo {
namespace {

constexpr std::uint32_t multiplier_0 = 0xD2511F53;
constexpr std::uint32_t multiplier_1 = 0xCD9E8D57;
constexpr std::uint32_t key_step_0 = 0x9E3779B9;
constexpr std::uint32_t key_step_1 = 0xBB67AE85;
constexpr int rounds = 10;
constexpr std::uint64_t low_half = 0xffffffff;

// The four words of a block, each in the lower half of 64 bits: the products need the room.
struct Words {
  std::uint64_t a, b, c, d;
};

RESTITUO_INLINE Words enciphered(Words w, std::uint32_t key_0, std::uint32_t key_1) {
  for (int round = 0; round < rounds; ++round) {
    const std::uint64_t product_0 = (w.a & low_half) * multiplier_0;
    const std::uint64_t product_1 = (w.c & low_half) * multiplier_1;
    w = {(product_1 >> 32) ^ w.b ^ key_0, product_1 & low_half, (product_0 >> 32) ^ w.d ^ key_1, product_0 & low_half};
    key_0 += key_step_0;
    key_1 += key_step_1;
  }
  return w;
}

RESTITUO_INLINE Words block_at(std::uint64_t block, std::uint64_t name_hash, std::uint64_t seed) {
  return enciphered({block & low_half, block >> 32, name_hash & low_half, name_hash >> 32},
                    static_cast<std::uint32_t>(seed & low_half), static_cast<std::uint32_t>(seed >> 32));
}

// Draws are served in groups of 64: the first halves of 32 blocks, then their second halves.
constexpr std::uint64_t group = 64;
constexpr std::uint64_t blocks_in_group = group / 2;

RESTITUO_INLINE std::uint64_t first_half(const Words& w) { return w.a | w.b << 32; }
RESTITUO_INLINE std::uint64_t second_half(const Words& w) { return w.c | w.d << 32; }

RESTITUO_INLINE double uniform_of(std::uint64_t bits) {
  return kernel::double_of(bits >> 12 | 0x3ff0000000000000U) - (1 - 0x1p-53);
}

RESTITUO_CLONES void fill_groups(std::uint64_t first_block, std::uint64_t name_hash, std::uint64_t seed, double* out,
                                 std::size_t groups) {
  for (std::size_t g = 0; g < groups; ++g) {
    double* const first = out + g * group;
    double* const second = first + blocks_in_group;
    const std::uint64_t start = first_block + g * blocks_in_group;
    for (std::uint64_t i = 0; i < blocks_in_group; ++i) {
      const Words w = block_at(start + i, name_hash, seed);
      first[i] = uniform_of(first_half(w));
      second[i] = uniform_of(second_half(w));
    }
  }
}

std::uint64_t hash_of(std::string_view name) {
  const std::string digest = sha256_hex(name);
  std::uint64_t hash = 0;
  for (const char digit : std::string_view(digest).substr(0, 16)) {
    hash = hash << 4 | static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  }
  return hash;
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  const Words w = enciphered({counter[0], counter[1], counter[2], counter[3]}, key[0], key[1]);
  return {static_cast<std::uint32_t>(w.a), static_cast<std::uint32_t>(w.b), static_cast<std::uint32_t>(w.c),
          static_cast<std::uint32_t>(w.d)};
}

Stream::Stream(std::uint64_t seed, std::string_view name) : seed_(seed), name_hash_(hash_of(name)) {}

std::uint64_t Stream::bits(std::uint64_t draw) const {
  const std::uint64_t block = draw / group * blocks_in_group + draw % blocks_in_group;
  const Words w = block_at(block, name_hash_, seed_);
  return draw % group < blocks_in_group ? first_half(w) : second_half(w);
}

double Stream::uniform(std::uint64_t draw) const { return uniform_of(bits(draw)); }

void Stream::fill(std::uint64_t first_draw, std::span<double> out) const {
  must(out.empty() || first_draw + (out.size() - 1) >= first_draw, "a block of draws does not pass the last draw");
  std::size_t i = 0;
  while (i < out.size() && (first_draw + i) % group != 0) {
    out[i] = uniform(first_draw + i);
    ++i;
  }
  const std::size_t groups = (out.size() - i) / group;
  fill_groups((first_draw + i) / group * blocks_in_group, name_hash_, seed_, out.data() + i, groups);
  for (i += groups * group; i < out.size(); ++i) {
    out[i] = uniform(first_draw + i);
  }
}

}  // namespace restituo
