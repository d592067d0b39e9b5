#include <restituo/ledger/minor_units.hpp>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {

Outcome<MinorUnits> read_minor_units(std::string_view text, int decimals, const Place& place) {
  must(decimals >= 0 && decimals <= most_decimals, "a currency has between 0 and 18 decimals");
  auto amount = read_decimal(text, place);
  if (!amount) {
    return refuse(std::move(amount.error()));
  }
  const Exact units = *amount * Exact::power_of_ten(decimals);
  if (!units.is_integer()) {
    return refuse(
        {.code = "amount-decimals", .place = place, .details = {std::string(text), std::to_string(decimals)}});
  }
  if (!units.fits_int64()) {
    return refuse({.code = "amount-too-large", .place = place, .details = {std::string(text)}});
  }
  return units.to_int64();
}

std::string minor_units_text(MinorUnits amount, int decimals) {
  must(decimals >= 0 && decimals <= most_decimals, "a currency has between 0 and 18 decimals");
  // The magnitude without a sign: the lowest 64-bit number has no positive counterpart.
  const bool negative = amount < 0;
  std::string digits =
      std::to_string(negative ? 0 - static_cast<std::uint64_t>(amount) : static_cast<std::uint64_t>(amount));
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) {
    digits.insert(0, places + 1 - digits.size(), '0');
  }
  if (places != 0) {
    digits.insert(digits.size() - places, 1, '.');
  }
  return negative ? "-" + digits : digits;
}

bool add_checked(MinorUnits& to, MinorUnits amount) {
  MinorUnits sum = 0;
  if (__builtin_add_overflow(to, amount, &sum)) {
    return false;
  }
  to = sum;
  return true;
}

}  // namespace restituo
