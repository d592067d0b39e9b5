// The sentences: complete in each language, short, plain, and without the words we do not use.
#include <gtest/gtest.h>

#include <set>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>

#include <../src/report/catalogue.hpp>

namespace restituo {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

// Words of a sentence without signs and places.
std::vector<std::string> words_of(std::string_view sentence) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : lower(sentence)) {
    const bool letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-';
    if (letter)
      word += c;
    else if (!word.empty()) {
      words.push_back(word);
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

TEST(Catalogue, HasEachSentenceOnceInEachLanguage) {
  const auto en = sentences_of(Language::en);
  const auto es = sentences_of(Language::es);
  ASSERT_EQ(en.size(), es.size());
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < en.size(); ++i) {
    EXPECT_EQ(en[i].id, es[i].id);
    EXPECT_TRUE(ids.insert(en[i].id).second) << en[i].id;
    EXPECT_FALSE(first_invalid_utf8(es[i].text)) << es[i].id;
  }
}

TEST(Catalogue, LeavesNoSentenceUntranslated) {
  const auto en = sentences_of(Language::en);
  const auto es = sentences_of(Language::es);
  const std::set<std::string_view> same_in_both{
      "shape_triangular", "shape_pert",        "shape_normal",   "shape_lognormal", "shape_beta",
      "shape_gamma",      "shape_weibull",     "shape_poisson",  "shape_binomial",  "term_p05",
      "severity_refuse",  "schedule_subtotal", "schedule_total", "whole_sum",       "plus_minus"};
  for (std::size_t i = 0; i < en.size(); ++i) {
    const bool has_words = words_of(en[i].text).size() > 0;
    if (has_words && same_in_both.count(en[i].id) == 0) {
      EXPECT_NE(en[i].text, es[i].text) << en[i].id;
    }
  }
}

TEST(Catalogue, NeverCallsAPersonWhatWeDoNotCallHer) {
  // Beginnings of words, so that this file does not say them either. tools/check_words.py reads the catalogues too.
  const std::vector<std::string> forbidden{"slav", "esclav", "prostitut", "pimp", "padrote"};
  const std::vector<std::string> vague{"likely", "unlikely", "probably", "probablemente"};
  for (const Language language : all_languages()) {
    for (const Sentence& sentence : sentences_of(language)) {
      for (const std::string& word : words_of(sentence.text)) {
        const bool said = std::any_of(forbidden.begin(), forbidden.end(),
                                      [&](const std::string& one) { return word.starts_with(one); });
        EXPECT_FALSE(said) << sentence.id << ": " << word;
        const bool unsure = std::find(vague.begin(), vague.end(), word) != vague.end();
        EXPECT_TRUE(!unsure || sentence.id.starts_with("means_")) << sentence.id << ": " << word;
        EXPECT_FALSE(word.ends_with("n't") || word.ends_with("'s") || word.ends_with("'re"))
            << sentence.id << ": " << word;
      }
      EXPECT_EQ(lower(sentence.text).find("and/or"), std::string::npos) << sentence.id;
      EXPECT_EQ(lower(sentence.text).find("y/o"), std::string::npos) << sentence.id;
      EXPECT_EQ(sentence.text.find("  "), std::string::npos) << sentence.id;
    }
  }
}

TEST(Catalogue, KeepsEachSentenceShort) {
  constexpr std::size_t most_words = 32;
  for (const Language language : all_languages()) {
    for (const Sentence& sentence : sentences_of(language)) {
      std::string text(sentence.text);
      for (auto at = text.find(". ");; at = text.find(". ")) {
        const std::string one = text.substr(0, at);
        EXPECT_LE(words_of(one).size(), most_words) << sentence.id << ": " << one;
        if (at == std::string::npos) break;
        text = text.substr(at + 2);
      }
    }
  }
}

// Flesch-Kincaid grade level (Kincaid et al. 1975), with vowel groups for syllables: rough, but it moves with the text.
TEST(Catalogue, ReadsLikeTheEighthGradeOrBelow) {
  double sentences = 0, words = 0, syllables = 0;
  for (const Sentence& sentence : sentences_of(Language::en)) {
    const auto found = words_of(sentence.text);
    if (found.size() < 6) continue;
    for (const char c : sentence.text) sentences += c == '.';
    if (sentence.text.back() != '.') sentences += 1;
    for (const std::string& word : found) {
      words += 1;
      int groups = 0;
      bool inside = false;
      for (std::size_t i = 0; i < word.size(); ++i) {
        const bool vowel = std::string_view("aeiouy").find(word[i]) != std::string_view::npos;
        groups += vowel && !inside;
        inside = vowel;
      }
      if (word.size() > 2 && word.ends_with("e") && !word.ends_with("le") && groups > 1) --groups;
      syllables += std::max(groups, 1);
    }
  }
  const double grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
  EXPECT_LE(grade, 8.0);
  EXPECT_GT(grade, 1.0) << "the measure itself is broken";
}

TEST(Say, FillsEachPlaceInTheOrderTheLanguageWants) {
  EXPECT_EQ(say(Language::en, Says::answer_loss, {"10 USD", "Survivor A"}), "The loss of Survivor A comes to 10 USD.");
  EXPECT_EQ(say(Language::en, Says::range_low_high, {"{1}", "b"}), "{1} to b") << "what is put in is not read again";
  EXPECT_THROW(say(Language::en, Says::answer_loss, {"10 USD"}), Bug);
  const Inlines parts = say_with(Language::es, Says::leaf, {{plain("a")}, {strong("b")}});
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[1].text, ": ");
  EXPECT_EQ(parts[2].form, Inline::Form::strong);
}

// The page for her: shorter sentences and shorter words than the report. English by Flesch-Kincaid (grade), Spanish by
// Fernández Huerta (1959; 60 and above is plain), each with vowel groups for syllables.
TEST(SurvivorPage, ReadsLikeTheSixthGradeOrBelowInBothLanguages) {
  struct Counted {
    double sentences = 0, words = 0, syllables = 0;
  };
  const auto counted = [](Language language) {
    Counted all;
    for (const Sentence& sentence : sentences_of(language)) {
      if (!sentence.id.starts_with("page_") || sentence.text.find(' ') == std::string_view::npos) continue;
      const auto found = words_of(sentence.text);
      if (found.size() < 4) continue;
      const double ends = static_cast<double>(std::count_if(sentence.text.begin(), sentence.text.end(),
                                                            [](char c) { return c == '.' || c == '?' || c == ':'; }));
      all.sentences += std::max(ends, 1.0);
      for (const std::string& word : found) {
        all.words += 1;
        int groups = 0;
        bool inside = false;
        for (std::size_t i = 0; i < word.size(); ++i) {
          // á, é, í, ó, ú, ü begin with the byte C3.
          const bool vowel = std::string_view("aeiouy").find(word[i]) != std::string_view::npos ||
                             (static_cast<unsigned char>(word[i]) == 0xC3 && i + 1 < word.size() &&
                              static_cast<unsigned char>(word[i + 1]) != 0xB1);
          const bool second_byte = (static_cast<unsigned char>(word[i]) & 0xC0U) == 0x80U;
          if (second_byte) continue;
          groups += vowel && !inside;
          inside = vowel;
        }
        if (language == Language::en && word.size() > 2 && word.ends_with("e") && !word.ends_with("le") && groups > 1)
          --groups;
        all.syllables += std::max(groups, 1);
      }
    }
    return all;
  };
  const Counted en = counted(Language::en);
  ASSERT_GT(en.words, 150);
  EXPECT_LE(0.39 * en.words / en.sentences + 11.8 * en.syllables / en.words - 15.59, 6.0);
  const Counted es = counted(Language::es);
  ASSERT_GT(es.words, 150);
  EXPECT_GE(206.84 - 60 * es.syllables / es.words - 1.02 * es.words / es.sentences, 65.0);
}

}  // namespace
}  // namespace restituo
