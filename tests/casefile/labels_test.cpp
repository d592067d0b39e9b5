#include <gtest/gtest.h>

#include "case_text.hpp"

namespace restituo {
namespace {

bool is_warned_of(const std::string& label) {
  const auto codes = test::codes_of(test::with({{"Survivor A", label}}));
  return codes == test::only("label-like-name");
}

TEST(Labels, TwoCapitalisedWordsSideBySideReadLikeAName) {
  EXPECT_TRUE(is_warned_of("Firstname Lastname"));
  EXPECT_TRUE(is_warned_of("Nombre Ápellido"));
  EXPECT_TRUE(is_warned_of("the witness Firstname Lastname"));
}

TEST(Labels, OrdinaryLabelsDoNot) {
  for (const char* label :
       {"Survivor B", "Sobreviviente A", "Worker B", "Trabajadora B", "Jane Doe", "Jane Doe 2", "Minor 1", "Person 2",
        "A. B.", "Víctima con identidad reservada", "la primera de las tres", "Kitchen worker", "Worker Cook", "Q"}) {
    EXPECT_FALSE(is_warned_of(label)) << label;
  }
}

TEST(Labels, AreReadInBothLanguages) {
  EXPECT_EQ(test::codes_of(test::with({{"Sobreviviente A", "Nombre Apellido"}})), test::only("label-like-name"));
  EXPECT_TRUE(test::read(test::with({{"Survivor A", "Firstname Lastname"}})).has_value())
      << "a warning lets the case through";
}

}  // namespace
}  // namespace restituo
