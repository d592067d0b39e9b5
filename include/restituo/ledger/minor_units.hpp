// Amounts of a ledger are whole minor units (cents) in 64 bits, each with its sign.
//
//   read_minor_units("1234.5", 2, place)   ->  123450
//   minor_units_text(123450, 2)            ->  "1234.50"
//
// 64 bits hold 92 quadrillion dollars and cents. The reader of a ledger refuses one whose amounts, all rows added
// together, do not fit; so no balance, debt or sum of lots of a ledger that was accepted can overflow, and whoever adds
// its amounts needs no further check. Products of two amounts do not fit: a proportional share needs 128 bits.
//
// What it refuses: whatever read_decimal refuses (a comma, a thousands mark, an exponent, a currency sign), more
// decimals than the currency has, and more than fits. Nothing is rounded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <restituo/base/outcome.hpp>

namespace restituo {

using MinorUnits = std::int64_t;

// How many decimals an amount may have at most: 18 is what the smallest unit of a crypto-asset has.
inline constexpr int most_decimals = 18;

Outcome<MinorUnits> read_minor_units(std::string_view text, int decimals, const Place& place);

// Always with `decimals` decimals, point as the decimal mark.
std::string minor_units_text(MinorUnits amount, int decimals);

// The sum, or false where it does not fit; `to` is then unchanged.
[[nodiscard]] bool add_checked(MinorUnits& to, MinorUnits amount);

}  // namespace restituo
