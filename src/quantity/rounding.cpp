#include <restituo/quantity/rounding.hpp>

#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

constexpr std::array<std::string_view, 6> mode_names{"half-even", "half-away", "down", "up", "floor", "ceiling"};

bool is_even(const Exact& integer) { return (integer / 2).is_integer(); }

// From floor and the distance to it alone, so that a negative value needs no rule of its own but where the mode names
// zero.
Exact to_integer(const Exact& value, RoundingMode mode) {
  Exact below = value.floor();
  if (below == value) {
    return value;
  }
  Exact above = below + 1;
  const bool negative = value.sign() < 0;
  switch (mode) {
    case RoundingMode::floor: return below;
    case RoundingMode::ceiling: return above;
    case RoundingMode::down: return negative ? above : below;
    case RoundingMode::up: return negative ? below : above;
    case RoundingMode::half_even:
    case RoundingMode::half_away: break;
  }
  const auto side = value - below <=> Exact::fraction(1, 2);
  if (side != 0) {
    return side < 0 ? below : above;
  }
  if (mode == RoundingMode::half_away) {
    return negative ? below : above;
  }
  return is_even(below) ? below : above;
}

}  // namespace

Exact rounded(const Exact& value, const Rounding& rounding) {
  must(rounding.to.sign() > 0, "one rounds to a positive step");
  return to_integer(value / rounding.to, rounding.mode) * rounding.to;
}

Exact rounded_to_significant(const Exact& value, int digits) {
  must(digits > 0, "a number has at least one significant digit");
  if (value.is_zero()) {
    return value;
  }
  const Exact size = value.magnitude();
  // Digits above less digits below the line are the decimal exponent, or one more than it.
  int exponent = static_cast<int>(size.numerator().fraction_text().size()) -
                 static_cast<int>(size.denominator().fraction_text().size());
  if (size < Exact::power_of_ten(exponent)) {
    --exponent;
  }
  return rounded(value, {.to = Exact::power_of_ten(exponent - digits + 1), .mode = RoundingMode::half_even});
}

std::string_view name_of(RoundingMode mode) { return mode_names[static_cast<std::size_t>(mode)]; }

std::optional<RoundingMode> rounding_mode_from_name(std::string_view name) {
  const auto found = std::find(mode_names.begin(), mode_names.end(), name);
  if (found == mode_names.end()) {
    return std::nullopt;
  }
  return static_cast<RoundingMode>(found - mode_names.begin());
}

}  // namespace restituo
