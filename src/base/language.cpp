#include <restituo/base/language.hpp>

#include <array>
#include <iterator>

namespace restituo {
namespace {

// What the build writes from the names of the catalogues; a program built by hand has none further.
constexpr std::string_view codes[] = {
    "en",
    "es",
#if __has_include("further_languages.inc")
#include "further_languages.inc"
#endif
};

constexpr auto languages = [] {
  std::array<Language, std::size(codes)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Language>(i);
  return all;
}();

}  // namespace

std::span<const Language> all_languages() { return languages; }

std::optional<Language> language_from_code(std::string_view code) {
  for (const Language language : languages) {
    if (code_of(language) == code) return language;
  }
  return std::nullopt;
}

std::string_view code_of(Language language) { return codes[static_cast<std::size_t>(language)]; }

}  // namespace restituo
