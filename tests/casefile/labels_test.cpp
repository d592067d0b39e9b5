#include <gtest/gtest.h>

#include "../../src/casefile/labels.hpp"

namespace restituo {
namespace {

TEST(Labels, TwoCapitalisedWordsSideBySideReadLikeAName) {
  EXPECT_TRUE(reads_like_a_full_name("Firstname Lastname"));
  EXPECT_TRUE(reads_like_a_full_name("Nombre Ápellido"));
  EXPECT_TRUE(reads_like_a_full_name("the witness Firstname Lastname"));
}

TEST(Labels, OrdinaryLabelsDoNot) {
  for (const char* label : {"Survivor A", "Sobreviviente A", "Worker B", "Trabajadora B", "Jane Doe", "Jane Doe 2", "Minor 1",
                            "Person 2", "A. B.", "Víctima con identidad reservada", "la primera de las tres", "Kitchen worker",
                            "Worker Cook", "", " ", "Q"}) {
    EXPECT_FALSE(reads_like_a_full_name(label)) << label;
  }
}

}  // namespace
}  // namespace restituo
