// Reads a case file into a Draft: its form, not yet whether it makes sense.
#pragma once

#include "draft.hpp"

namespace restituo {

// Nothing where the file is not even a TOML document; otherwise what could be read, with the faults noted.
std::optional<Draft> read_draft(const FileText& file, const Library& library, const BesideFile& beside, Faults& faults,
                                std::span<const Amendment> amendments);

}  // namespace restituo
