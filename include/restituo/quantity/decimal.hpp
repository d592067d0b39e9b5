// Decimal text in and out: "1234.56" is exact, and everything that might mean two things is refused with its reason.
//
//   read_decimal("1234.56", place)     -> 123456/100
//   read_decimal("1.234,56", place)    -> refused [number-comma]
//
// Accepted: an optional minus, digits, and where wanted a point with digits on both sides. Refused, each with a reason
// of its own: nothing at all, spaces, a plus, a comma, an exponent (1e5), hexadecimal (0x1F), nan and inf, a second
// point, a point without digits before or after it, a leading zero (007), currency signs, an apostrophe or underscore
// between digits, any other trailing text, and more than 400 characters. Boost's own reader accepts several of these
// silently and reads "12,5" as 12 (reference/dependencies.md section 1): no text reaches it unchecked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <restituo/base/outcome.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/quantity/rounding.hpp>

namespace restituo {

Outcome<Exact> read_decimal(std::string_view text, const Place& place);

// A decimal, or two decimals with a slash between: "365.25/84". For shares and calendar factors that have no decimal.
Outcome<Exact> read_number(std::string_view text, const Place& place);

// The decimal text of a number that has one ("0.125"); nothing for 1/3. No trailing zeros.
std::optional<std::string> exact_decimal_text(const Exact& value);

// Rounded to `places` decimals and written with exactly that many: 1/3 with 4 places is "0.3333".
std::string rounded_decimal_text(const Exact& value, int places, RoundingMode mode);

// The number as a person should see it in a working: its exact decimal where that has at most `most_places` decimals,
// otherwise its fraction and, marked with "≈", the decimal to that many places: "1/3 ≈ 0.333333".
std::string readable_text(const Exact& value, int most_places = 6);

// The shortest text that reads back as the same double ("0.1"), point as the decimal mark, in every locale.
std::string double_text(double value);

}  // namespace restituo
