// Known answers: FIPS 180-4 and NIST's example values for SHA-256.
#include <gtest/gtest.h>

#include <string>

#include <restituo/base/digest.hpp>

namespace restituo {
namespace {

TEST(Sha256, MatchesTheStandardsKnownAnswers) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                       "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

TEST(Sha256, MatchesTheKnownAnswerForAMillionLetters) {
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheBytesAreHandedOver) {
  for (std::size_t length = 0; length <= 200; ++length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
      text += static_cast<char>(i * 37 + length);
    }
    const std::string whole = sha256_hex(text);
    for (const std::size_t piece : {1U, 3U, 55U, 56U, 63U, 64U, 65U}) {
      Sha256 digest;
      for (std::size_t i = 0; i < length; i += piece) {
        digest.add(std::string_view(text).substr(i, piece));
      }
      EXPECT_EQ(digest.hex(), whole) << length << " bytes in pieces of " << piece;
    }
  }
}

TEST(Sha256, TellsOneBytesDifference) {
  EXPECT_NE(sha256_hex("1234.56"), sha256_hex("1234.57"));
  EXPECT_NE(sha256_hex(std::string("a\0", 2)), sha256_hex("a"));
}

}  // namespace
}  // namespace restituo
