#include "philox.hpp"

#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(RESTITUO_NO_CLONES)
#define RESTITUO_WIDE_PHILOX 1
#include <immintrin.h>
#endif

namespace restituo::philox {
namespace {

void fill_one_by_one(std::uint64_t first_block, std::uint64_t name_hash, std::uint64_t seed, double* out,
                     std::size_t groups) {
  for (std::size_t g = 0; g < groups; ++g) {
    double* const first = out + g * group;
    for (std::uint64_t i = 0; i < blocks_in_group; ++i) {
      const Words w = block_at(first_block + g * blocks_in_group + i, name_hash, seed);
      first[i] = uniform_of(w.first_half());
      first[i + blocks_in_group] = uniform_of(w.second_half());
    }
  }
}

#ifdef RESTITUO_WIDE_PHILOX

// g++ and clang do not find the instruction that multiplies lower halves, the heart of the cipher, in a plain loop; so
// it is written down. It leaves the upper halves of words undefined until the end, where the multiplication ignores
// them. Whole-number arithmetic: the same bits as one by one.

using Eight [[gnu::vector_size(64)]] = std::uint64_t;
using EightDoubles [[gnu::vector_size(64)]] = double;
using Four [[gnu::vector_size(32)]] = std::uint64_t;
using FourDoubles [[gnu::vector_size(32)]] = double;

constexpr std::uint64_t exponent_of_one = 0x3ff0000000000000U;

__attribute__((target("avx512f"))) void fill_by_eight(std::uint64_t first_block, std::uint64_t name_hash,
                                                      std::uint64_t seed, double* out, std::size_t groups) {
  const __m512i times_0 = _mm512_set1_epi64(multiplier_0);
  const __m512i times_1 = _mm512_set1_epi64(multiplier_1);
  Eight block = first_block + Eight{0, 1, 2, 3, 4, 5, 6, 7};
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t i = 0; i < blocks_in_group; i += 8) {
      Eight a = block;
      Eight b = block >> 32;
      Eight c = Eight{} + (name_hash & low_half);
      Eight d = Eight{} + (name_hash >> 32);
      std::uint64_t key_0 = seed & low_half;
      std::uint64_t key_1 = seed >> 32;
      for (std::size_t round = 0; round < rounds; ++round) {
        // The plain form of the intrinsic draws a warning from g++ 12's own header.
        const Eight product_0 =
            reinterpret_cast<Eight>(_mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(a), times_0));
        const Eight product_1 =
            reinterpret_cast<Eight>(_mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(c), times_1));
        a = (product_1 >> 32) ^ b ^ key_0;
        c = (product_0 >> 32) ^ d ^ key_1;
        b = product_1;
        d = product_0;
        key_0 = (key_0 + key_step_0) & low_half;
        key_1 = (key_1 + key_step_1) & low_half;
      }
      const Eight first = ((a & low_half) | b << 32) >> 12 | exponent_of_one;
      const Eight second = ((c & low_half) | d << 32) >> 12 | exponent_of_one;
      const EightDoubles first_draws = reinterpret_cast<EightDoubles>(first) - (1 - 0x1p-53);
      const EightDoubles second_draws = reinterpret_cast<EightDoubles>(second) - (1 - 0x1p-53);
      std::memcpy(out + g * group + i, &first_draws, sizeof first_draws);
      std::memcpy(out + g * group + blocks_in_group + i, &second_draws, sizeof second_draws);
      block += 8;
    }
  }
}

__attribute__((target("avx2"))) void fill_by_four(std::uint64_t first_block, std::uint64_t name_hash,
                                                  std::uint64_t seed, double* out, std::size_t groups) {
  const __m256i times_0 = _mm256_set1_epi64x(multiplier_0);
  const __m256i times_1 = _mm256_set1_epi64x(multiplier_1);
  Four block = first_block + Four{0, 1, 2, 3};
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t i = 0; i < blocks_in_group; i += 4) {
      Four a = block;
      Four b = block >> 32;
      Four c = Four{} + (name_hash & low_half);
      Four d = Four{} + (name_hash >> 32);
      std::uint64_t key_0 = seed & low_half;
      std::uint64_t key_1 = seed >> 32;
      for (std::size_t round = 0; round < rounds; ++round) {
        const Four product_0 = reinterpret_cast<Four>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), times_0));
        const Four product_1 = reinterpret_cast<Four>(_mm256_mul_epu32(reinterpret_cast<__m256i>(c), times_1));
        a = (product_1 >> 32) ^ b ^ key_0;
        c = (product_0 >> 32) ^ d ^ key_1;
        b = product_1;
        d = product_0;
        key_0 = (key_0 + key_step_0) & low_half;
        key_1 = (key_1 + key_step_1) & low_half;
      }
      const Four first = ((a & low_half) | b << 32) >> 12 | exponent_of_one;
      const Four second = ((c & low_half) | d << 32) >> 12 | exponent_of_one;
      const FourDoubles first_draws = reinterpret_cast<FourDoubles>(first) - (1 - 0x1p-53);
      const FourDoubles second_draws = reinterpret_cast<FourDoubles>(second) - (1 - 0x1p-53);
      std::memcpy(out + g * group + i, &first_draws, sizeof first_draws);
      std::memcpy(out + g * group + blocks_in_group + i, &second_draws, sizeof second_draws);
      block += 4;
    }
  }
}

#endif

}  // namespace

Width widest() {
#ifdef RESTITUO_WIDE_PHILOX
  if (__builtin_cpu_supports("avx512f")) {
    return Width::eight;
  }
  if (__builtin_cpu_supports("avx2")) {
    return Width::four;
  }
#endif
  return Width::one;
}

void fill_groups(Width width, std::uint64_t first_block, std::uint64_t name_hash, std::uint64_t seed, double* out,
                 std::size_t groups) {
  switch (width) {
#ifdef RESTITUO_WIDE_PHILOX
    case Width::eight: fill_by_eight(first_block, name_hash, seed, out, groups); return;
    case Width::four: fill_by_four(first_block, name_hash, seed, out, groups); return;
#endif
    default: fill_one_by_one(first_block, name_hash, seed, out, groups); return;
  }
}

}  // namespace restituo::philox
