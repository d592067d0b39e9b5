// Decimal text in and out: "1234.56" is exact, and everything that might mean two things is refused with its reason.
//
//   read_decimal("1234.56", place)     -> 123456/100
//   read_decimal("1.234,56", place)    -> refused [number-comma]
//
// Accepted: an optional minus, digits, and where wanted a point with digits on both sides; -0 is 0. Refused, each with
// a reason of its own and what to write instead: nothing at all, spaces (of any kind), a plus, a comma, an exponent
// (1e5), hexadecimal (0x1F), nan and inf, a second point, a point without digits before or after it, a leading zero
// (007), currency signs and codes, a percent sign, an apostrophe or underscore between digits, parentheses for a loss,
// a dash that only looks like a minus, digits of other scripts, a fraction, any other trailing text, and more than 400
// characters. Where several apply, the reason is the one that helps most: "1.234.567,89" is told about its comma, not
// its points. Boost's own reader accepts several of these silently and reads "12,5" as 12 (reference/dependencies.md
// section 1): no text reaches it unchecked.
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

// Rounded to `places` decimals and written with exactly that many: 1/3 with 4 places is "0.3333". A zero has no minus.
std::string rounded_decimal_text(const Exact& value, int places, RoundingMode mode);

// As data files write it, in every language: "941760.00" with at least `decimals` decimals, more where the value has
// more; "487/112" where it has no decimal.
std::string exact_data_text(const Exact& value, int decimals);

// The number as a person should see it in a working: its exact decimal where that has at most `most_places` decimals,
// otherwise its fraction and, marked with "≈", the decimal to that many places: "1/3 ≈ 0.333333". A number too small
// for them shows its first two digits, for nothing but zero may look like zero; a fraction of more than 40 characters,
// which nobody reads, is left out: "≈ 1.051140".
std::string readable_text(const Exact& value, int most_places = 6);

// The shortest text that reads back as the same double ("0.1"), point as the decimal mark, in every locale. With an
// exponent ("1e+21") only below 0.000001 and from 10^21 on.
std::string double_text(double value);

}  // namespace restituo
