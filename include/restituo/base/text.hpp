// Small text work that several modules need: the nearest known name, characters of UTF-8, lists for sentences.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace restituo {

// Spaces, tabs, carriage returns and newlines at both ends are taken off.
std::string_view trimmed(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);

// The known name that differs least from `written` (Damerau-Levenshtein, letter case ignored), where it differs by no
// more than a third of its length; the first of several equally near.
std::optional<std::string> nearest_name(std::string_view written, std::span<const std::string> known);

// What a message offers in place of a name that nobody knows: the nearest one, else all there are, else a dash.
std::string nearest_or_all(std::string_view written, std::span<const std::string> known);

// Position of the first byte that is not valid UTF-8; nothing where all are.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

// "a, b, c"
std::string joined(std::span<const std::string> items, std::string_view separator = ", ");

// A name that people chose, as part of a step's id: letters a-z, digits, '-' and '_'; nothing else.
bool is_identifier(std::string_view text);

}  // namespace restituo
