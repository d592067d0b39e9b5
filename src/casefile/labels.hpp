// Survivors appear in a case by a label. A file may be filed, shared or leaked; a name in it cannot be taken back.
#pragma once

#include <string_view>

namespace restituo {

// Two words side by side that begin with a capital and are no words of a label: "Ana Flores", not "Survivor A".
bool reads_like_a_full_name(std::string_view label);

// A label of several people: "Survivors", "Group of six", "Víctimas 1 a 6".
bool reads_like_a_group(std::string_view label);

}  // namespace restituo
