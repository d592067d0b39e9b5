// Roles are what the validator knows an input as: no day has more than 24 hours, no week more than 7 days.
#pragma once

#include <string>

#include "draft.hpp"

namespace restituo {

// "price" for the value claimed, "price.high" for the end of its range.
std::string written_name(const std::string& name, const WrittenNumber& number);

// Bounds that hold whatever the period: hours, days and weeks there are, shares from 0 to 1, nothing below 0.
void check_role(const std::string& name, const std::string& role, const WrittenValue& value, Faults& faults);

// Acts a day against the hours the place was open; without these against the ceiling of 4 acts an hour.
void check_acts_per_day(const std::string& name, const WrittenValue& acts,
                        const std::optional<WrittenValue>& hours_open, Faults& faults);

// Days worked against the days of the period.
void check_days_worked(const std::string& name, const WrittenValue& days, const Exact& days_of_period, Faults& faults);

}  // namespace restituo
