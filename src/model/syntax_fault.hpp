// What is wrong with one line that the TOML reader stopped at, in words a lawyer can act on.
//
// The reader says what it expected of the grammar ("expected '=', saw ':'"), in English. The mistakes people make are
// few: a quotation mark left out or curled by a word processor, a date or a number as they write it at home, a colon
// for the sign =, a bracket left open. The line is read again for these; what is none of them keeps the reader's words.
#pragma once

#include <string_view>

#include <restituo/base/fault.hpp>

namespace restituo {

// `line`: the whole line, which is no part of a longer text; `place`: where in it the reader stopped; `description`:
// the reader's words.
Fault syntax_fault(std::string_view line, const Place& place, std::string_view description);

// Whether the line is part of a text over several lines; `before` is all that stands above it.
bool is_within_long_text(std::string_view before, std::string_view line);

}  // namespace restituo
