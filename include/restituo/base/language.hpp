// Every sentence a person reads exists in English and Spanish, or the program does not compile.
//
// The report may speak further languages: each is one catalogue beside those of src/report, which the build finds by
// its name (docs/formats/report.md). They are numbered behind Spanish; all_languages() has them all.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace restituo {

enum class Language : unsigned char { en, es };

std::span<const Language> all_languages();

// Of a code such as "es"; nothing for any that no catalogue has.
std::optional<Language> language_from_code(std::string_view code);
std::string_view code_of(Language language);

// One sentence in both languages, as model and case files carry it. Further languages of the report show the Spanish.
struct Words {
  std::string en;
  std::string es;

  const std::string& in(Language language) const { return language == Language::en ? en : es; }
  friend bool operator==(const Words&, const Words&) = default;
};

}  // namespace restituo
