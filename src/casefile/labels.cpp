#include "labels.hpp"

#include <algorithm>
#include <array>

#include <restituo/base/text.hpp>

namespace restituo {
namespace {

constexpr std::array<std::string_view, 38> label_words{
    "Survivor", "Person",      "Worker",     "Victim",  "Witness",  "Claimant",    "Complainant", "Minor",
    "Child",    "Woman",       "Man",        "Girl",    "Boy",      "Doe",         "Roe",         "First",
    "Second",   "Third",       "Number",     "Case",    "Cook",     "Cleaner",     "Waiter",      "Sobreviviente",
    "Persona",  "Trabajadora", "Trabajador", "Víctima", "Testigo",  "Denunciante", "Menor",       "Mujer",
    "Hombre",   "Niña",        "Niño",       "Joven",   "Cocinera", "Cocinero"};

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

}  // namespace restituo
