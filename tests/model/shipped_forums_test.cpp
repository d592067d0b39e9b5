// Every forum that ships: what a lawyer reads of it in either language is in her language.
#include <gtest/gtest.h>

#include <regex>

#include "shipped_models.hpp"

namespace restituo {
namespace {

// An article is a citation and stands untranslated in both languages, so it has no sentence in it; what it says in
// words belongs to the note.
TEST(ShippedForums, ArticlesAreCitationsWithoutSentences) {
  const std::regex words(R"(\b(former|text|before|from|since|as|the|with|without|for|up to|than|lost|paid|first)\b)");
  int seen = 0;
  for (const auto& [id, model] : shipped().value.models) {
    if (!model.forum) continue;
    std::vector<LegalBasis> all{model.forum->liability_basis};
    for (const Rule& rule : model.forum->rules) {
      for (const RuleText& text : rule.texts) all.push_back(text.basis);
    }
    for (const ForumDeadline& deadline : model.forum->deadlines) all.push_back(deadline.basis);
    for (const ForumOffset& offset : model.forum->offsets) all.push_back(offset.basis);
    for (const ForumExclusion& exclusion : model.forum->exclusions) all.push_back(exclusion.basis);
    for (const LegalBasis& basis : all) {
      ++seen;
      EXPECT_FALSE(std::regex_search(basis.article, words)) << id << ": " << basis.article;
    }
  }
  EXPECT_GT(seen, 200);
}

}  // namespace
}  // namespace restituo
