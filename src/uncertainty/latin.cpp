#include <restituo/uncertainty/latin.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <string>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/stream.hpp>

#include "clones.hpp"
#include "elementary_kernels.hpp"
#include "places.hpp"

namespace restituo {
namespace {

constexpr std::size_t rounds = 8;

// A permutation of the numbers below 2^bits: a Feistel network of two halves, the right one the longer by at most one
// bit.
struct Network {
  unsigned bits = 2;
  std::array<std::uint32_t, rounds> keys{};

  Network(std::uint64_t seed, std::string_view name, std::uint64_t points)
      : bits(std::max(2U, static_cast<unsigned>(std::bit_width(points - 1)))) {
    const Stream stream(seed, "latin hypercube order of " + std::string(name));
    for (std::size_t round = 0; round < rounds; ++round) {
      keys[round] = static_cast<std::uint32_t>(stream.bits(round) >> 32);
    }
  }
};

// The finalizer of MurmurHash3 (A. Appleby).
RESTITUO_INLINE std::uint32_t mixed(std::uint32_t x) {
  x ^= x >> 16;
  x *= 0x85ebca6bU;
  x ^= x >> 13;
  x *= 0xc2b2ae35U;
  return x ^ x >> 16;
}

RESTITUO_CLONES void permute(const Network& network, std::uint32_t* x, std::size_t count) {
  const unsigned left_bits = network.bits / 2;
  const unsigned right_bits = network.bits - left_bits;
  const std::uint32_t left_mask = (std::uint32_t{1} << left_bits) - 1;
  const std::uint32_t right_mask = (std::uint32_t{1} << right_bits) - 1;
  const auto keys = network.keys;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t left = x[i] >> right_bits;
    std::uint32_t right = x[i] & right_mask;
    for (std::size_t round = 0; round < rounds; round += 2) {
      left ^= mixed(right ^ keys[round]) & left_mask;
      right ^= mixed(left * 0x9e3779b1U ^ keys[round + 1]) & right_mask;
    }
    x[i] = left << right_bits | right;
  }
}

// Where draws first, first + 1, ... go: the network is walked until it comes back among the points.
void parts_of(const Network& network, std::uint64_t points, std::uint64_t first, std::uint32_t* parts,
              std::size_t count) {
  std::array<std::uint32_t, block> walking;
  std::array<std::uint32_t, block> owner;
  for (std::size_t i = 0; i < count; ++i) {
    walking[i] = static_cast<std::uint32_t>(first + i);
    owner[i] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t left = count; left > 0;) {
    permute(network, walking.data(), left);
    std::size_t still = 0;
    for (std::size_t i = 0; i < left; ++i) {
      if (walking[i] < points) {
        parts[owner[i]] = walking[i];
      } else {
        walking[still] = walking[i];
        owner[still] = owner[i];
        ++still;
      }
    }
    left = still;
  }
}

// From a uniform draw to one within a part: (part + share) / n, the share a whole number of steps and a half. A draw is
// an odd multiple of 2^-53, so that rounding half a step lower never meets a tie: it cuts off, without a detour through
// integers.
RESTITUO_CLONES void within_parts(const std::uint32_t* parts, double steps, double n, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double step = ((out[i] * steps - 0.5) + 0x1p52) - 0x1p52;
    const double part = kernel::double_of(0x4330000000000000U | parts[i]) - 0x1p52;
    out[i] = (part + (step + 0.5) / steps) / n;
  }
}

}  // namespace

LatinHypercube::LatinHypercube(std::uint64_t seed, std::uint64_t points) : seed_(seed), points_(points) {
  must(points >= 1 && points <= most_points, "a Latin hypercube has from 1 to 2^32 points");
}

std::uint64_t LatinHypercube::part(std::string_view name, std::uint64_t draw) const {
  must(draw < points_, "a draw of a Latin hypercube is one of its points");
  std::uint32_t part = 0;
  if (points_ > 1) {
    parts_of(Network(seed_, name, points_), points_, draw, &part, 1);
  }
  return part;
}

void LatinHypercube::fill(std::string_view name, std::uint64_t first, std::span<double> out) const {
  must(first <= points_ && out.size() <= points_ - first, "only points of the Latin hypercube are asked for");
  const Network network(seed_, name, points_);
  const Stream stream(seed_, name);
  // Within its part a draw has as many bits as leave part + share exact.
  const double steps = static_cast<double>(std::uint64_t{1} << (52 - static_cast<unsigned>(std::bit_width(points_))));
  const auto n = static_cast<double>(points_);
  std::array<std::uint32_t, block> parts{};
  for (std::size_t i = 0; i < out.size(); i += block) {
    const std::size_t size = std::min(block, out.size() - i);
    if (points_ > 1) {
      parts_of(network, points_, first + i, parts.data(), size);
    }
    stream.fill(first + i, out.subspan(i, size));
    within_parts(parts.data(), steps, n, out.data() + i, size);
  }
}

}  // namespace restituo
