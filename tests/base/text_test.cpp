#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <restituo/base/text.hpp>

namespace restituo {
namespace {

using Strings = std::vector<std::string>;

TEST(Trimmed, TakesBlanksOffBothEndsOnly) {
  EXPECT_EQ(trimmed("  a b\t\r\n"), "a b");
  EXPECT_EQ(trimmed(" \t\n"), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(split(",", ','), (std::vector<std::string_view>{"", ""}));
}

TEST(Joined, PutsTheSeparatorBetween) {
  EXPECT_EQ(joined(Strings{"a", "b", "c"}), "a, b, c");
  EXPECT_EQ(joined(Strings{"a", "b"}, " or "), "a or b");
  EXPECT_EQ(joined(Strings{}), "");
}

// Waits for joined to count items instead of looking at the text so far.
TEST(Joined, KeepsAnEmptyFirstItem) { EXPECT_EQ(joined(Strings{"", "b"}), ", b"); }

TEST(NearestName, FindsASlipOfTheKeyboard) {
  const Strings known{"act", "client", "day", "month", "person"};
  EXPECT_EQ(nearest_name("mnoth", known), "month");     // two neighbours exchanged
  EXPECT_EQ(nearest_name("persson", known), "person");  // one letter too many
  EXPECT_EQ(nearest_name("clint", known), "client");    // one missing
  EXPECT_EQ(nearest_name("MONTH", known), "month");     // letter case is no difference
}

TEST(NearestName, GivesNothingWhereNothingIsNear) {
  const Strings known{"act", "client", "month"};
  EXPECT_EQ(nearest_name("zzzzzz", known), std::nullopt);
  EXPECT_EQ(nearest_name("", known), std::nullopt);
  EXPECT_EQ(nearest_name("act", Strings{}), std::nullopt);
}

TEST(NearestName, TakesTheFirstOfSeveralEquallyNear) {
  EXPECT_EQ(nearest_name("bat", Strings{"cat", "hat"}), "cat");
  EXPECT_EQ(nearest_name("hat", Strings{"cat", "hat"}), "hat");
}

// Unicode 15, table 3-7, written a second time: which bytes may follow which lead byte.
bool is_valid(const std::string& bytes) {
  const auto in = [](unsigned char c, int low, int high) { return c >= low && c <= high; };
  std::size_t i = 0;
  while (i < bytes.size()) {
    std::vector<unsigned char> b;
    for (std::size_t k = i; k < bytes.size() && k < i + 4; ++k) {
      b.push_back(static_cast<unsigned char>(bytes[k]));
    }
    b.resize(4, 0);
    const bool second = in(b[1], 0x80, 0xBF);
    const bool third = in(b[2], 0x80, 0xBF);
    const bool fourth = in(b[3], 0x80, 0xBF);
    if (b[0] <= 0x7F) {
      i += 1;
    } else if (in(b[0], 0xC2, 0xDF) && second) {
      i += 2;
    } else if (((b[0] == 0xE0 && in(b[1], 0xA0, 0xBF)) || (in(b[0], 0xE1, 0xEC) && second) ||
                (b[0] == 0xED && in(b[1], 0x80, 0x9F)) || (in(b[0], 0xEE, 0xEF) && second)) &&
               third) {
      i += 3;
    } else if (((b[0] == 0xF0 && in(b[1], 0x90, 0xBF)) || (in(b[0], 0xF1, 0xF3) && second) ||
                (b[0] == 0xF4 && in(b[1], 0x80, 0x8F))) &&
               third && fourth) {
      i += 4;
    } else {
      return false;
    }
  }
  return true;
}

TEST(InvalidUtf8, AgreesWithTheTableOfUnicodeForEveryTwoBytes) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text{static_cast<char>(a), static_cast<char>(b)};
      EXPECT_EQ(first_invalid_utf8(text).has_value(), !is_valid(text)) << a << " " << b;
    }
  }
}

TEST(InvalidUtf8, AgreesWithTheTableOfUnicodeAtTheEdgesOfLongerForms) {
  const std::vector<int> edges{0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
  for (int lead = 0xC0; lead < 256; ++lead) {
    for (const int b : edges) {
      for (const int c : edges) {
        for (const int d : edges) {
          const std::string text{static_cast<char>(lead), static_cast<char>(b), static_cast<char>(c),
                                 static_cast<char>(d)};
          for (std::size_t length = 1; length <= 4; ++length) {
            EXPECT_EQ(first_invalid_utf8(text.substr(0, length)).has_value(), !is_valid(text.substr(0, length)));
          }
        }
      }
    }
  }
}

TEST(InvalidUtf8, SaysWhereTheFirstWrongByteStands) {
  EXPECT_EQ(first_invalid_utf8("México €1"), std::nullopt);
  EXPECT_EQ(first_invalid_utf8("ab\xFF"), 2U);
  EXPECT_EQ(first_invalid_utf8("M\xE9xico"), 1U);         // Latin-1, as old spreadsheets write it
  EXPECT_EQ(first_invalid_utf8("\xC0\x80"), 0U);          // NUL in two bytes
  EXPECT_EQ(first_invalid_utf8("a\xED\xA0\x80"), 1U);     // half of a surrogate pair
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // beyond U+10FFFF
  EXPECT_EQ(first_invalid_utf8("abc\xE2\x82"), 3U);       // cut off
}

TEST(Identifier, HasSmallLettersDigitsAndTwoMarks) {
  EXPECT_TRUE(is_identifier("new-york_2"));
  for (const char* text : {"", "New", "a b", "á", "a.b", "a/b"}) {
    EXPECT_FALSE(is_identifier(text)) << text;
  }
}

}  // namespace
}  // namespace restituo
