// Reads one value table of a case file: docs/formats/case.md, "One value".
#pragma once

#include <string>
#include <vector>

#include "draft.hpp"

namespace restituo {

// `name` is a key of the table that `owner` reads. `counts`: units that models declare for themselves.
std::optional<WrittenValue> read_value(TableReader& owner, const std::string& name,
                                       const std::vector<std::string>& counts, Faults& faults);

// Every member of the table under `key`, as inputs by name; empty where there is no such table.
DraftInputs read_inputs(TableReader& owner, const std::string& key, const std::vector<std::string>& counts,
                        Faults& faults);

// Source, pin, grade and note, which a value and the dates of a period have in common. False where the grade is missing
// or none of the five.
bool read_evidence(TableReader& reader, GivenValue& into, std::vector<WrittenName>& sources);

// A list of quoted numbers; a fault for each that is none.
std::vector<Exact> exact_numbers(const Entry& list, Faults& faults);

}  // namespace restituo
