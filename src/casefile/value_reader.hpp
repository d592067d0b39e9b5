// Reads one value table of a case file: docs/formats/case.md, "One value".
#pragma once

#include <string>
#include <vector>

#include "draft.hpp"

namespace restituo {

// What values may name beyond themselves.
struct ValueContext {
  std::vector<std::string> counts;  // units that models declare for themselves
  BesideFile beside;                // reads a file beside the case
};

// `name` is a key of the table that `owner` reads.
std::optional<WrittenValue> read_value(TableReader& owner, const std::string& name, const ValueContext& context,
                                       Faults& faults);

// Every member of the table under `key`, as inputs by name; empty where there is no such table.
DraftInputs read_inputs(TableReader& owner, const std::string& key, const ValueContext& context, Faults& faults);

// Source, pin, grade and note, which a value and the dates of a period have in common. False where the grade is missing
// or none of the five.
bool read_evidence(TableReader& reader, GivenValue& into, std::vector<WrittenName>& sources);

// A list of quoted numbers; a fault for each that is none.
std::vector<Exact> exact_numbers(const Entry& list, Faults& faults);

}  // namespace restituo
