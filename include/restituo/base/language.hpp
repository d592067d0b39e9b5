// Every sentence a person reads exists in each language of this list, or the program does not compile.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace restituo {

enum class Language { en, es };

inline constexpr std::array<Language, 2> all_languages{Language::en, Language::es};

// "en" or "es"; nothing for any other text.
std::optional<Language> language_from_code(std::string_view code);
std::string_view code_of(Language language);

// One sentence in every language, as model and case files carry it.
struct Words {
  std::string en;
  std::string es;

  const std::string& in(Language language) const { return language == Language::en ? en : es; }
  friend bool operator==(const Words&, const Words&) = default;
};

}  // namespace restituo
