#include <restituo/base/shown.hpp>

#include <restituo/base/text.hpp>

namespace restituo {

std::string shown(std::string_view text) {
  constexpr int most_characters = 60;
  std::string result;
  int characters = 0;
  for (std::size_t i = 0; i < text.size(); ++characters) {
    if (characters == most_characters) {
      return result + "…";
    }
    std::size_t length = 1;
    while (length < 4 && i + length < text.size() && first_invalid_utf8(text.substr(i, length))) {
      ++length;
    }
    if (first_invalid_utf8(text.substr(i, length))) {
      result += '?';
      ++i;
      continue;
    }
    const auto first = static_cast<unsigned char>(text[i]);
    result += first < 0x20 || first == 0x7F ? std::string_view("?") : text.substr(i, length);
    i += length;
  }
  return result;
}

}  // namespace restituo
