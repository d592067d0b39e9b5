#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include <restituo/base/must.hpp>
#include <restituo/ledger/name_table.hpp>

namespace restituo {
namespace {

TEST(NameTable, NumbersNamesInTheOrderOfFirstAppearance) {
  NameTable names;
  EXPECT_EQ(names.number_of("BBVA 55"), 1U);
  EXPECT_EQ(names.number_of("caja"), 2U);
  EXPECT_EQ(names.number_of("BBVA 55"), 1U);
  EXPECT_EQ(names.size(), 3U);
  EXPECT_EQ(names.name(2), "caja");
}

TEST(NameTable, KeepsZeroForTheEmptyName) {
  NameTable names;
  EXPECT_EQ(names.number_of(""), 0U);
  EXPECT_EQ(names.find(""), 0U);
  EXPECT_EQ(names.name(0), "");
  EXPECT_EQ(names.size(), 1U);
}

TEST(NameTable, TellsApartWhatDiffersInOneByte) {
  NameTable names;
  EXPECT_NE(names.number_of("A1"), names.number_of("a1"));
  EXPECT_NE(names.number_of(std::string("A\0", 2)), names.number_of("A"));
  EXPECT_NE(names.number_of("12345678"), names.number_of("123456789"));
  EXPECT_EQ(names.find("A2"), std::nullopt);
}

// Against std::map, through several growths, with names of every length up to 40.
TEST(NameTable, AgreesWithAMapOnManyNames) {
  NameTable names;
  std::map<std::string, std::uint32_t> expected;
  std::mt19937 random(20261126);
  for (int i = 0; i < 200'000; ++i) {
    std::string name(1 + random() % 40, 'x');
    name[random() % name.size()] = static_cast<char>('a' + random() % 26);
    name[0] = static_cast<char>('a' + random() % 26);
    name.back() = static_cast<char>('0' + random() % 10);
    const auto next = static_cast<std::uint32_t>(expected.size() + 1);
    const auto [known, is_new] = expected.try_emplace(name, next);
    ASSERT_EQ(names.find(name).has_value(), !is_new);
    ASSERT_EQ(names.number_of(name), known->second);
  }
  ASSERT_GT(expected.size(), 10'000U);
  ASSERT_EQ(names.size(), expected.size() + 1);
  for (const auto& [name, number] : expected) {
    ASSERT_EQ(names.name(number), name);
  }
}

TEST(NameTable, IsOurBugToAskForANumberNeverGivenOut) { EXPECT_THROW(NameTable().name(1), Bug); }

}  // namespace
}  // namespace restituo
