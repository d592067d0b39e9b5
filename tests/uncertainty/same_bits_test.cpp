#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "digests.hpp"

namespace restituo {
namespace {

// A change here changes every report made so far. It needs a reason, a line in the changelog and a new version.
TEST(SameBits, AreThoseThatWereStored) {
  std::ifstream stored(std::string(RESTITUO_SOURCE_DIR) + "/tests/uncertainty/same_bits.expected");
  ASSERT_TRUE(stored);
  for (const auto& [name, digest] : test::all_digests()) {
    std::string line;
    ASSERT_TRUE(std::getline(stored, line)) << "no stored digest for " << name;
    EXPECT_EQ(line, digest + "  " + name);
  }
  std::string more;
  EXPECT_FALSE(std::getline(stored, more)) << more;
}

}  // namespace
}  // namespace restituo
