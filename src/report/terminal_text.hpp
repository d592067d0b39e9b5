// Text as a terminal shows it: lines of at most 100 characters, and spaces that any terminal has.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace restituo {

// Characters, not bytes: every byte that does not continue one.
std::size_t characters_in(std::string_view text);

// Lines of at most 100 characters, broken at spaces. The first begins with `first_indent` spaces, the others with
// `indent`.
std::string wrapped_for_terminal(std::string_view text, std::size_t indent, std::size_t first_indent = 0);

// On a terminal an ordinary space is safer than one that does not break.
std::string plain_spaces(std::string text);

}  // namespace restituo
