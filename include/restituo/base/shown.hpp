// What the user wrote, made fit to stand inside a message.
#pragma once

#include <string>
#include <string_view>

namespace restituo {

// At most 60 characters, the rest cut off with "…"; control characters and bytes that are not UTF-8 become "?".
std::string shown(std::string_view text);

}  // namespace restituo
