#include <restituo/base/language.hpp>

namespace restituo {

std::optional<Language> language_from_code(std::string_view code) {
  if (code == "en") {
    return Language::en;
  }
  if (code == "es") {
    return Language::es;
  }
  return std::nullopt;
}

std::string_view code_of(Language language) { return language == Language::en ? "en" : "es"; }

}  // namespace restituo
