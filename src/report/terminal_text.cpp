#include "terminal_text.hpp"

#include <restituo/base/text.hpp>

namespace restituo {
namespace {

constexpr std::size_t width = 100;

}  // namespace

std::size_t characters_in(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }
  return count;
}

std::string wrapped_for_terminal(std::string_view text, std::size_t indent, std::size_t first_indent) {
  std::string result(first_indent, ' ');
  std::size_t used = first_indent;
  bool begun = false;
  for (const std::string_view word : split(text, ' ')) {
    const std::size_t length = characters_in(word);
    if (begun && used + 1 + length > width) {
      result += '\n' + std::string(indent, ' ');
      used = indent;
    } else if (begun) {
      result += ' ';
      ++used;
    }
    begun = true;
    result += word;
    used += length;
  }
  return result + '\n';
}

std::string plain_spaces(std::string text) {
  constexpr std::string_view no_break_space = "\u00A0";
  for (auto at = text.find(no_break_space); at != std::string::npos; at = text.find(no_break_space, at)) {
    text.replace(at, no_break_space.size(), " ");
  }
  return text;
}

}  // namespace restituo
