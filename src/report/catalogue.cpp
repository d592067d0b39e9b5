#include "catalogue.hpp"

#include <span>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

#define SAY(name, sentence) Sentence{Says::name, #name, sentence},
// One array for each language, `of_es`, and `catalogues` with all of them in the order of all_languages(); the build
// writes it from the names of the catalogues (cmake/RestituoLanguages.cmake).
#include "catalogues.inc"
#undef SAY

// Which places a sentence has, one bit each.
constexpr unsigned places_in(std::string_view sentence) {
  unsigned places = 0;
  for (std::size_t i = 0; i + 2 < sentence.size(); ++i) {
    if (sentence[i] == '{' && sentence[i + 2] == '}') {
      places |= 1U << (sentence[i + 1] - '0');
    }
  }
  return places;
}

constexpr bool is_complete(std::span<const Sentence> sentences) {
  if (sentences.size() != std::size(of_en)) {
    return false;
  }
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (static_cast<std::size_t>(sentences[i].name) != i || sentences[i].text.empty() ||
        places_in(sentences[i].text) != places_in(of_en[i].text)) {
      return false;
    }
  }
  return true;
}

constexpr bool all_are_complete() {
  for (const std::span<const Sentence> one : catalogues) {
    if (!is_complete(one)) return false;
  }
  return true;
}

static_assert(all_are_complete(),
              "each catalogue has the sentences of catalogue_en.inc, in its order, with its places");

std::span<const Sentence> catalogue_of(Language language) {
  must(std::size(catalogues) == all_languages().size(), "each language has its catalogue");
  return catalogues[static_cast<std::size_t>(language)];
}

std::string_view sentence(Language language, Says name) {
  return catalogue_of(language)[static_cast<std::size_t>(name)].text;
}

// Calls `words` for each stretch of text and `place` for each {n}, in order.
template <class TakeText, class TakePlace>
void take_apart(std::string_view text, TakeText take_text, TakePlace take_place) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] == '{' && text[i + 2] == '}') {
      take_text(text.substr(begin, i - begin));
      take_place(static_cast<std::size_t>(text[i + 1] - '0'));
      begin = i + 3;
    }
  }
  take_text(text.substr(begin));
}

}  // namespace

std::vector<Sentence> sentences_of(Language language) {
  const auto all = catalogue_of(language);
  return {all.begin(), all.end()};
}

std::string say(Language language, Says name, const std::vector<std::string>& put_in) {
  std::string result;
  take_apart(
      sentence(language, name), [&](std::string_view words) { result += words; },
      [&](std::size_t place) {
        must(place < put_in.size(), "a sentence gets all it has places for");
        result += put_in[place];
      });
  return result;
}

Inlines say_with(Language language, Says name, const std::vector<Inlines>& put_in) {
  Inlines result;
  take_apart(
      sentence(language, name),
      [&](std::string_view words) {
        if (!words.empty()) {
          result.push_back(plain(std::string(words)));
        }
      },
      [&](std::size_t place) {
        must(place < put_in.size(), "a sentence gets all it has places for");
        append(result, put_in[place]);
      });
  return result;
}

}  // namespace restituo
