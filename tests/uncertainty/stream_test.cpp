#include <restituo/uncertainty/stream.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include <restituo/base/digest.hpp>
#include <restituo/base/must.hpp>

#include "../../src/uncertainty/philox.hpp"

namespace restituo {
namespace {

using Four = std::array<std::uint32_t, 4>;

// Random123 1.09, tests/kat_vectors, the lines "philox4x32 10".
TEST(Philox, GivesTheKnownAnswersOfRandom123) {
  EXPECT_EQ(philox4x32_10({0, 0, 0, 0}, {0, 0}), (Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Stream, IsPhiloxWithTheSeedAsKeyAndBlockAndNameAsCounter) {
  const std::uint64_t seed = 0x0123456789abcdef;
  const Stream stream(seed, "a.new-york.price");
  EXPECT_EQ(stream.name_hash(), std::stoull(sha256_hex("a.new-york.price").substr(0, 16), nullptr, 16));
  const auto half = [&](std::uint64_t block, std::size_t which) {
    const Four w = philox4x32_10(
        {static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32),
         static_cast<std::uint32_t>(stream.name_hash()), static_cast<std::uint32_t>(stream.name_hash() >> 32)},
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    return w[2 * which] | std::uint64_t{w[2 * which + 1]} << 32;
  };
  EXPECT_EQ(stream.bits(0), half(0, 0));
  EXPECT_EQ(stream.bits(31), half(31, 0));
  EXPECT_EQ(stream.bits(32), half(0, 1));
  EXPECT_EQ(stream.bits(64), half(32, 0));
  EXPECT_EQ(stream.bits(64 * 1'000'000'007ULL + 40), half(32 * 1'000'000'007ULL + 8, 1));
}

TEST(Stream, GivesTheSameDrawAloneAndInAnyBlockInAnyOrder) {
  std::mt19937_64 random(1);
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{20261123}, ~std::uint64_t{0}}) {
    const Stream stream(seed, "acts");
    for (int round = 0; round < 200; ++round) {
      const std::uint64_t first = round < 100 ? random() % 1000 : random() - 1000;
      std::vector<double> block(random() % 700);
      stream.fill(first, block);
      for (std::size_t i = 0; i < block.size(); ++i) {
        ASSERT_EQ(block[i], stream.uniform(first + i)) << first << " + " << i;
      }
    }
  }
}

TEST(Stream, ReachesTheLastDrawOf64Bits) {
  const Stream stream(7, "x");
  std::vector<double> block(130);
  const std::uint64_t first = std::numeric_limits<std::uint64_t>::max() - 129;
  stream.fill(first, block);
  EXPECT_EQ(block.back(), stream.uniform(std::numeric_limits<std::uint64_t>::max()));
  EXPECT_THROW(stream.fill(first + 1, block), Bug);
}

TEST(Stream, IsTheSameHoweverManyBlocksAreEncipheredSideBySide) {
  constexpr std::size_t groups = 7;
  constexpr std::uint64_t first_block =
      (std::uint64_t{1} << 32) - 96;  // the upper word of the counter changes on the way
  std::vector<double> one(groups * philox::group);
  philox::fill_groups(philox::Width::one, first_block, 0xfedcba9876543210, 99, one.data(), groups);
  for (const philox::Width width : {philox::Width::four, philox::Width::eight}) {
    if (width > philox::widest()) {
      continue;  // this processor has no such instructions
    }
    std::vector<double> wide(one.size());
    philox::fill_groups(width, first_block, 0xfedcba9876543210, 99, wide.data(), groups);
    EXPECT_EQ(wide, one);
  }
}

TEST(Stream, KeepsTheFirstDrawsWhenMoreAreDrawn) {
  const Stream stream(3, "price");
  std::vector<double> few(1000);
  std::vector<double> many(10000);
  stream.fill(0, few);
  stream.fill(0, many);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
}

TEST(Stream, HasSeedZeroAsASeedLikeAnyOther) {
  std::set<std::uint64_t> first_draws;
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 32, ~std::uint64_t{0}}) {
    for (const std::string_view name : {"", "a", "b", "a.price", "A.price"}) {
      first_draws.insert(Stream(seed, name).bits(0));
    }
  }
  EXPECT_EQ(first_draws.size(), 20U);
}

TEST(Stream, NeverReachesZeroOrOneAndKeepsOneMinusUExact) {
  const Stream stream(11, "ends");
  for (std::uint64_t draw = 0; draw < 20000; ++draw) {
    const double u = stream.uniform(draw);
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    // An odd multiple of 2^-53.
    const double scaled = u * 0x1p53;
    ASSERT_EQ(static_cast<std::uint64_t>(scaled) % 2, 1U);
    ASSERT_EQ(static_cast<double>(static_cast<std::uint64_t>(scaled)), scaled);
    ASSERT_EQ(static_cast<std::uint64_t>(scaled), stream.bits(draw) >> 12 << 1 | 1);
  }
}

// Chi-square over 100 x 100 boxes of neighbouring draws, of two streams, and of two seeds.
TEST(Stream, FillsPairsEvenly) {
  const std::size_t draws = 1'000'000;
  std::vector<double> a(draws);
  std::vector<double> b(draws);
  Stream(5, "first").fill(0, a);
  const auto statistic = [&](std::span<const double> x, std::span<const double> y) {
    std::vector<int> boxes(10000);
    for (std::size_t i = 0; i < x.size(); ++i) {
      ++boxes[static_cast<std::size_t>(x[i] * 100) * 100 + static_cast<std::size_t>(y[i] * 100)];
    }
    const double expected = static_cast<double>(x.size()) / 10000;
    double sum = 0;
    for (const int count : boxes) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return (sum - 9999) / 141.4;  // its standard deviation
  };
  EXPECT_LT(std::abs(statistic(std::span(a).first(draws - 1), std::span(a).subspan(1))), 5);
  EXPECT_LT(std::abs(statistic(std::span(a).first(draws - 32), std::span(a).subspan(32))), 5);
  Stream(5, "second").fill(0, b);
  EXPECT_LT(std::abs(statistic(a, b)), 5);
  Stream(6, "first").fill(0, b);
  EXPECT_LT(std::abs(statistic(a, b)), 5);
}

}  // namespace
}  // namespace restituo
