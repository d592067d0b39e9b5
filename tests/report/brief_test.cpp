// The answer on a terminal.
#include <gtest/gtest.h>

#include <sstream>

#include "sample.hpp"

namespace restituo {
namespace {

TEST(AnswerInBrief, TellsTheFigureTheRangeAndWhatStandsBesideIt) {
  const auto made = test::example("puebla-reynosa-new-york");
  const std::string en = answer_in_brief(made.estimate, test::context(Language::en));
  EXPECT_NE(en.find("941,760.00 USD"), std::string::npos) << en;
  EXPECT_NE(en.find("659,232.00 USD"), std::string::npos) << en;
  EXPECT_NE(en.find("in 95 of 100 simulated worlds"), std::string::npos) << en;
  EXPECT_NE(en.find("never averaged"), std::string::npos) << en;
  EXPECT_NE(en.find("ILLUSTRATION"), std::string::npos) << en;
  EXPECT_NE(en.find(made.estimate.digest), std::string::npos) << en;
  const std::string es = answer_in_brief(made.estimate, test::context(Language::es));
  EXPECT_NE(es.find("941,760.00 USD"), std::string::npos) << es;
  EXPECT_NE(es.find("en 95 de 100 mundos simulados"), std::string::npos) << es;
}

TEST(AnswerInBrief, StaysWithinAHundredCharacters) {
  for (const std::string& folder : test::example_folders()) {
    const auto made = test::example(folder);
    for (const Language language : all_languages()) {
      const std::string text = answer_in_brief(made.estimate, test::context(language));
      EXPECT_EQ(text.back(), '\n');
      std::istringstream lines(text);
      for (std::string line; std::getline(lines, line);) {
        const auto characters = std::count_if(line.begin(), line.end(),
                                              [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
        EXPECT_LE(characters, 100) << line;
        EXPECT_EQ(line.find("\u00A0"), std::string::npos);
        EXPECT_TRUE(line.empty() || line.back() != ' ') << "'" << line << "'";
      }
    }
  }
}

}  // namespace
}  // namespace restituo
