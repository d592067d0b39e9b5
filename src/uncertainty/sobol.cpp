#include <restituo/uncertainty/sobol.hpp>

#include <algorithm>
#include <bit>

#include <boost/random/sobol.hpp>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/stream.hpp>

#include "clones.hpp"
#include "elementary_kernels.hpp"

namespace restituo {
namespace {

constexpr std::size_t index_bits = 32;
constexpr std::size_t low_bits = 9;  // of the index, looked up at once
constexpr std::size_t low_points = std::size_t{1} << low_bits;

RESTITUO_INLINE std::uint32_t reversed(std::uint32_t x) {
  x = (x >> 1 & 0x55555555U) | (x & 0x55555555U) << 1;
  x = (x >> 2 & 0x33333333U) | (x & 0x33333333U) << 2;
  x = (x >> 4 & 0x0f0f0f0fU) | (x & 0x0f0f0f0fU) << 4;
  x = (x >> 8 & 0x00ff00ffU) | (x & 0x00ff00ffU) << 8;
  return x >> 16 | x << 16;
}

// Each bit of the result is that of x, flipped or not by what lies below it: addition, multiplication by an odd number,
// and exclusive or with an even multiple of itself all carry upwards only, and each can be undone. So every choice of
// keys permutes the numbers within each half, quarter, eighth ... alike: a nested scrambling. The multipliers are
// arbitrary; a test looks at how evenly flips fall.
RESTITUO_INLINE std::uint32_t scrambled(std::uint32_t x, std::uint32_t key_0, std::uint32_t key_1, std::uint32_t key_2,
                                        std::uint32_t key_3) {
  x += key_0;
  x ^= x * 0x6c50b47cU;
  x *= key_1 | 1;
  x ^= x * 0xb82f1e52U;
  x += key_2;
  x ^= x * 0xc7afe638U;
  x *= key_3 | 1;
  x ^= x * 0x8d22f6e6U;
  return x;
}

// A hash of all bits (the finalizer of MurmurHash3, A. Appleby): digits below the 32 that a point has.
RESTITUO_INLINE std::uint32_t mixed(std::uint32_t x) {
  x ^= x >> 16;
  x *= 0x85ebca6bU;
  x ^= x >> 13;
  x *= 0xc2b2ae35U;
  return x ^ x >> 16;
}

RESTITUO_CLONES void scrambled_uniforms(const std::uint32_t* points, std::uint32_t offset, std::uint64_t keys_0,
                                        std::uint64_t keys_1, double* out, std::size_t count) {
  const auto key_0 = static_cast<std::uint32_t>(keys_0 & 0xffffffffU);
  const auto key_1 = static_cast<std::uint32_t>(keys_0 >> 32);
  const auto key_2 = static_cast<std::uint32_t>(keys_1 & 0xffffffffU);
  const auto key_3 = static_cast<std::uint32_t>(keys_1 >> 32);
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t x = points[i] ^ offset;
    const std::uint64_t digits = reversed(scrambled(x, key_0, key_1, key_2, key_3));
    const std::uint64_t further = mixed((x ^ key_2) * 0x9e3779b1U + key_1) >> 12;
    // 52 bits k, then (2k + 1) / 2^53, as streams have it.
    out[i] = kernel::double_of(digits << 20 | further | 0x3ff0000000000000U) - (1 - 0x1p-53);
  }
}

using Lattice =
    boost::random::qrng_detail::sobol_lattice<std::uint32_t, index_bits, boost::random::default_sobol_table>;

std::uint32_t point_of(std::span<const std::uint32_t> directions, std::uint64_t index) {
  std::uint32_t point = 0;
  for (std::size_t bit = 0; bit < directions.size(); ++bit) {
    point ^= (0 - static_cast<std::uint32_t>(index >> bit & 1)) & directions[bit];
  }
  return point;
}

}  // namespace

Outcome<SobolPoints> SobolPoints::make(std::uint64_t seed, std::span<const std::string> names, std::uint64_t points,
                                       const Place& place) {
  Faults faults;
  if (!std::has_single_bit(points) || points > std::uint64_t{1} << index_bits) {
    const std::uint64_t below =
        std::min(std::bit_floor(std::max<std::uint64_t>(points, 1)), std::uint64_t{1} << index_bits);
    const std::uint64_t above = std::min(below * 2, std::uint64_t{1} << index_bits);
    faults.push_back({.code = "sobol-not-a-power-of-two",
                      .place = place,
                      .details = {std::to_string(points), std::to_string(below), std::to_string(above)}});
  }
  if (names.size() > most_dimensions) {
    faults.push_back({.code = "sobol-too-many-inputs",
                      .place = place,
                      .details = {std::to_string(names.size()), std::to_string(most_dimensions)}});
  }
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }

  SobolPoints made;
  made.points_ = points;
  const Lattice lattice(std::max<std::size_t>(names.size(), 1));
  for (std::size_t d = 0; d < names.size(); ++d) {
    Dimension dimension;
    for (std::size_t bit = 0; bit < index_bits; ++bit) {
      dimension.directions.push_back(reversed(*lattice.iter_at(bit * names.size() + d)));
    }
    for (std::size_t i = 0; i < low_points; ++i) {
      dimension.first_points.push_back(point_of(dimension.directions, i));
    }
    const Stream stream(seed, "sobol scrambling of " + names[d]);
    for (std::size_t key = 0; key < 2 * replicates; ++key) {
      dimension.keys.push_back(stream.bits(key));
    }
    made.dimensions_.push_back(std::move(dimension));
  }
  return made;
}

double SobolPoints::at(std::size_t dimension, std::size_t replicate, std::uint64_t index) const {
  double uniform;
  fill(dimension, replicate, index, {&uniform, 1});
  return uniform;
}

void SobolPoints::fill(std::size_t dimension, std::size_t replicate, std::uint64_t first, std::span<double> out) const {
  must(dimension < dimensions_.size() && replicate < replicates,
       "a point is asked for in a dimension and replicate there is");
  must(first <= points_ && out.size() <= points_ - first, "only points of the net are asked for");
  const Dimension& d = dimensions_[dimension];
  for (std::size_t i = 0; i < out.size();) {
    const std::uint64_t index = first + i;
    const std::size_t low = index % low_points;
    const std::size_t size = std::min(low_points - low, out.size() - i);
    scrambled_uniforms(d.first_points.data() + low, point_of(d.directions, index - low), d.keys[2 * replicate],
                       d.keys[2 * replicate + 1], out.data() + i, size);
    i += size;
  }
}

}  // namespace restituo
