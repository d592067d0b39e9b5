// A small case that is right, as text, and the faults of what a test makes of it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "shipped_library.hpp"

namespace restituo::test {

inline constexpr const char* small_case = R"(format = 1
id = "small"
title = { en = "A small case", es = "Un caso pequeño" }
currency = "USD"
valuation_date = 2020-01-01
illustration = true
day_rule = "first-and-last"
calendar = "average-gregorian"

[[source]]
id = "exhibit-1"
kind = "exhibit"
cite = "A statement, made up"

[[source]]
id = "exhibit-2"
kind = "exhibit"
cite = "A register, made up"

[[victim]]
id = "a"
label = { en = "Survivor A", es = "Sobreviviente A" }

  [[victim.period]]
  id = "city"
  place = { en = "City", es = "Ciudad" }
  model = "price-acts"
  dates = { from = 2018-01-01, to = 2018-06-30, source = "exhibit-1", grade = "A" }
  hours_open = { value = "12", unit = "hour/day", source = "exhibit-1", grade = "A" }

    [victim.period.inputs]
    price = { value = "30", unit = "USD/act", source = "exhibit-1", grade = "A" }
    acts_per_day = { value = "10", unit = "act/day", source = "exhibit-1", grade = "A" }
    days_per_week = { value = "6", unit = "day/week", source = "exhibit-2", grade = "A" }
    weeks_worked_per_year = { value = "48", unit = "week/year", source = "exhibit-2", grade = "A" }
)";

// `small_case` with each first text put in place of the second; each must occur in it.
inline std::string with(const std::vector<std::pair<std::string, std::string>>& changes) {
  std::string text = small_case;
  for (const auto& [from, to] : changes) {
    const auto place = text.find(from);
    EXPECT_NE(place, std::string::npos) << "the small case has no " << from;
    if (place != std::string::npos) text.replace(place, from.size(), to);
  }
  return text;
}

inline Outcome<Case> read(const std::string& text) { return read_case({"case.toml", text}, shipped_library()); }

// The codes of all faults, warnings and notes, in the order in which a person sees them.
inline std::vector<std::string> codes_of(const std::string& text) {
  const auto outcome = read(text);
  std::vector<std::string> codes;
  for (const Fault& fault : outcome ? outcome->warnings : outcome.error()) codes.push_back(fault.code);
  return codes;
}

inline const std::vector<std::string> none;
inline std::vector<std::string> only(std::string code) { return {std::move(code)}; }

}  // namespace restituo::test
