#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <restituo/base/parallel.hpp>

namespace restituo {
namespace {

TEST(ForEachBlock, DoesEveryBlockOnceOnAnyNumberOfThreads) {
  for (const unsigned threads : {0U, 1U, 2U, 7U}) {
    for (const std::size_t blocks : {0U, 1U, 2U, 6U, 7U, 1000U}) {
      std::vector<std::atomic<int>> visits(blocks);
      for_each_block(blocks, threads, [&](std::size_t block) { ++visits.at(block); });
      for (std::size_t i = 0; i < blocks; ++i) {
        EXPECT_EQ(visits[i], 1) << "block " << i << " of " << blocks << " on " << threads << " threads";
      }
    }
  }
}

TEST(ForEachBlock, GivesTheSameSumOnAnyNumberOfThreads) {
  const auto sum = [](unsigned threads) {
    std::vector<double> parts(500);
    for_each_block(parts.size(), threads,
                   [&](std::size_t block) { parts[block] = 1.0 / (1.0 + static_cast<double>(block)); });
    double total = 0;
    for (const double part : parts) {
      total += part;
    }
    return total;
  };
  EXPECT_EQ(sum(1), sum(2));
  EXPECT_EQ(sum(1), sum(7));
}

TEST(ForEachBlock, HandsOnAnException) {
  for (const unsigned threads : {1U, 2U, 7U}) {
    EXPECT_THROW(for_each_block(100, threads,
                                [](std::size_t block) {
                                  if (block == 40) {
                                    throw std::runtime_error("block 40");
                                  }
                                }),
                 std::runtime_error);
  }
}

// Every block waits until as many threads as there are blocks have begun, so that all of them throw at once.
TEST(ForEachBlock, HandsOnTheExceptionOfTheLowestBlock) {
  for (const unsigned threads : {2U, 7U}) {
    for (int round = 0; round < 50; ++round) {
      std::atomic<unsigned> begun{0};
      try {
        for_each_block(threads, threads, [&](std::size_t block) {
          ++begun;
          while (begun < threads) {
            std::this_thread::yield();
          }
          throw std::runtime_error(std::to_string(block));
        });
        FAIL() << "nothing was thrown";
      } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "0");
      }
    }
  }
}

TEST(ForEachBlock, BeginsNoFurtherBlockAfterAnException) {
  std::atomic<int> done{0};
  EXPECT_THROW(for_each_block(100'000, 1,
                              [&](std::size_t) {
                                ++done;
                                throw std::runtime_error("first");
                              }),
               std::runtime_error);
  EXPECT_EQ(done, 1);
}

}  // namespace
}  // namespace restituo
