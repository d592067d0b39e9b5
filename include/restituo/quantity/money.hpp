// Money is a whole number of minor units (cents) of one currency. It adds only to its own currency and never multiplies
// with money: dollars squared mean nothing, and that line does not compile.
//
//   Outcome<Money> wage = Money::exactly(amount, usd);            // refused where a part of a cent is left over
//   Money owed = Money::rounded(amount, usd, RoundingMode::half_even);
//
// Adding two currencies is our own bug (`must`): the unit check has refused it long before.
// Authority for the number of decimals: ISO 4217 list one.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <restituo/quantity/exact.hpp>
#include <restituo/quantity/rounding.hpp>

namespace restituo {

class Currency {
 public:
  // "USD" where ISO 4217 knows it; nothing for other text.
  static std::optional<Currency> from_code(std::string_view code);

  std::string_view code() const { return {code_, 3}; }
  int decimals() const { return decimals_; }  // 2 for USD, 0 for CLP, 3 for KWD
  Exact minor_unit() const;                   // 1/100 for USD
  friend bool operator==(const Currency&, const Currency&) = default;

 private:
  Currency() = default;

  char code_[4] = {};
  int decimals_ = 2;
};

std::span<const std::string_view> known_currency_codes();

class Money {
 public:
  // Nothing where the amount is not a whole number of minor units.
  static std::optional<Money> exactly(const Exact& amount, const Currency& currency);
  static Money rounded(const Exact& amount, const Currency& currency, RoundingMode mode);

  const Currency& currency() const { return currency_; }
  Exact amount() const;                                // in the major unit: 12.34
  const Exact& minor_units() const { return minor_; }  // 1234
  std::string text() const;                            // "12.34", always with the currency's decimals

  friend Money operator+(const Money& a, const Money& b);
  friend Money operator-(const Money& a, const Money& b);
  Money operator-() const;
  // An amount times a pure number is no longer whole cents: it is an Exact again, to be rounded by a rule.
  friend Exact operator*(const Money& a, const Exact& factor) { return a.amount() * factor; }
  friend bool operator==(const Money&, const Money&) = default;
  friend std::partial_ordering operator<=>(const Money& a, const Money& b);  // unordered across currencies

 private:
  Money(Currency currency, Exact minor) : currency_(currency), minor_(std::move(minor)) {}
  Currency currency_;
  Exact minor_;
};

}  // namespace restituo
