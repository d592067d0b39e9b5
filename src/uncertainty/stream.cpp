#include <restituo/uncertainty/stream.hpp>

#include <algorithm>
#include <string>

#include <restituo/base/digest.hpp>
#include <restituo/base/must.hpp>

#include "philox.hpp"

namespace restituo {
namespace {

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
  const philox::Words w =
      philox::enciphered({counter[0], counter[1], counter[2], counter[3]}, key[0] | std::uint64_t{key[1]} << 32);
  return {static_cast<std::uint32_t>(w.a), static_cast<std::uint32_t>(w.b), static_cast<std::uint32_t>(w.c),
          static_cast<std::uint32_t>(w.d)};
}

Stream::Stream(std::uint64_t seed, std::string_view name) : seed_(seed), name_hash_(hash_of(name)) {}

std::uint64_t Stream::bits(std::uint64_t draw) const {
  using namespace philox;
  const Words w = block_at(draw / group * blocks_in_group + draw % blocks_in_group, name_hash_, seed_);
  return draw % group < blocks_in_group ? w.first_half() : w.second_half();
}

double Stream::uniform(std::uint64_t draw) const { return philox::uniform_of(bits(draw)); }

void Stream::fill(std::uint64_t first_draw, std::span<double> out) const {
  must(out.empty() || first_draw + (out.size() - 1) >= first_draw, "a block of draws does not pass the last draw");
  std::size_t i = 0;
  while (i < out.size() && (first_draw + i) % philox::group != 0) {
    out[i] = uniform(first_draw + i);
    ++i;
  }
  const std::size_t groups = (out.size() - i) / philox::group;
  philox::fill_groups(philox::widest(), (first_draw + i) / philox::group * philox::blocks_in_group, name_hash_, seed_,
                      out.data() + i, groups);
  for (i += groups * philox::group; i < out.size(); ++i) {
    out[i] = uniform(first_draw + i);
  }
}

}  // namespace restituo
