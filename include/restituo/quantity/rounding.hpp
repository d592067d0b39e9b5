// Rounding happens where a rule says so: to a unit (a cent, a peso, a whole day), in a named mode.
//
//   rounded(Exact::fraction(2675, 1000), {.to = cent, .mode = RoundingMode::half_even})   // 2.68
//
// half_even: a tie goes to the even neighbour (banker's rounding; IEEE 754 roundTiesToEven).
// half_away: a tie goes away from zero (what most statutes and tax forms mean by "round half up").
// down: towards zero, that is, cut off. up: away from zero. floor and ceiling: towards minus and plus infinity.
#pragma once

#include <optional>
#include <string_view>

#include <restituo/quantity/exact.hpp>

namespace restituo {

enum class RoundingMode { half_even, half_away, down, up, floor, ceiling };

struct Rounding {
  Exact to = 1;  // positive
  RoundingMode mode = RoundingMode::half_even;

  friend bool operator==(const Rounding&, const Rounding&) = default;
};

// The multiple of `rounding.to` that the mode names. The step must be positive (our bug otherwise).
Exact rounded(const Exact& value, const Rounding& rounding);

// To `digits` significant decimal digits, ties to even; zero stays zero.
Exact rounded_to_significant(const Exact& value, int digits);

// "half-even", "half-away", "down", "up", "floor", "ceiling".
std::string_view name_of(RoundingMode mode);
std::optional<RoundingMode> rounding_mode_from_name(std::string_view name);

}  // namespace restituo
