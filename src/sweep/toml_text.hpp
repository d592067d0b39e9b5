// Values as TOML writes them, for amendments to a case file.
#pragma once

#include <string>
#include <string_view>

#include <restituo/model/document.hpp>

namespace restituo {

std::string toml_quoted(std::string_view text);
// The entry, tables and lists with all that is in them. A time comes back empty.
std::string toml_text(const Entry& entry);
// "2015-03-01", which TOML has as a date and not as a text.
bool is_date_text(std::string_view text);

}  // namespace restituo
