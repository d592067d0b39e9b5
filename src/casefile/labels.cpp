#include "labels.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <restituo/base/text.hpp>

namespace restituo {
namespace {

constexpr std::array<std::string_view, 38> label_words{
    "Survivor", "Person",      "Worker",     "Victim",  "Witness",  "Claimant",    "Complainant", "Minor",
    "Child",    "Woman",       "Man",        "Girl",    "Boy",      "Doe",         "Roe",         "First",
    "Second",   "Third",       "Number",     "Case",    "Cook",     "Cleaner",     "Waiter",      "Sobreviviente",
    "Persona",  "Trabajadora", "Trabajador", "Víctima", "Testigo",  "Denunciante", "Menor",       "Mujer",
    "Hombre",   "Niña",        "Niño",       "Joven",   "Cocinera", "Cocinero"};

constexpr std::array<std::string_view, 22> words_for_several{
    "survivors", "victims",  "persons", "people",       "workers", "women",         "men",     "girls",
    "boys",      "children", "minors",  "group",        "grupo",   "víctimas",      "mujeres", "personas",
    "niñas",     "niños",    "menores", "trabajadoras", "hombres", "sobrevivientes"};

// A capital letter of English or Spanish followed by at least two more letters.
bool is_capitalised(std::string_view word) {
  if (word.size() < 3) {
    return false;
  }
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(word[i]); };
  const bool plain = word[0] >= 'A' && word[0] <= 'Z';
  const bool accented = byte(0) == 0xC3 && byte(1) >= 0x80 && byte(1) <= 0x9E;
  const char last = word.back();
  const bool ends_small = (last >= 'a' && last <= 'z') || byte(word.size() - 1) >= 0x80;
  return (plain || accented) && ends_small;
}

}  // namespace

bool reads_like_a_full_name(std::string_view label) {
  bool before = false;
  for (const std::string_view word : split(label, ' ')) {
    const bool capitalised = is_capitalised(word);
    const bool known = std::find(label_words.begin(), label_words.end(), word) != label_words.end();
    if (capitalised && before && !known) {
      return true;
    }
    before = capitalised && !known;
  }
  return false;
}

bool reads_like_a_group(std::string_view label) {
  std::string small(label);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto words = split(small, ' ');
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return std::find(words_for_several.begin(), words_for_several.end(), word) != words_for_several.end();
  });
}

}  // namespace restituo
