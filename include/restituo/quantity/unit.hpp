// A Unit is what one number counts: USD/act, act/day, week. Units multiply and cancel; nothing is converted silently.
//
//   USD/act * act/day * day/week * week  ==  USD
//
// Every symbol is a unit of its own: a week is not seven days until a formula says `7[day/week]`, and an hour is not a
// day's twenty-fourth part. So every conversion, and above all every calendar convention, is a line of the working that
// the other side can see. A currency is a unit like any other, so dollars and pesos do not add up; `CUR` in a model
// file stands for the currency of the case and is replaced when the case is bound.
//
// Text form: symbols joined by '*' and '/': "USD/act", "person*month", "USD/person/year" (each '/' puts the one symbol
// after it below the line), powers from 1 to 9 as "USD^2"; "1" is a pure number; no spaces.
//
// What it refuses: a symbol that is neither a known unit nor a currency of ISO 4217, with the nearest known one. Units
// are in the singular and each thing has one name, or person and victim would not cancel.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>

namespace restituo {

class Unit {
 public:
  Unit() = default;  // a pure number

  // `also_known`: symbols that a model file declares for itself (things counted: "brick").
  static Outcome<Unit> parse(std::string_view text, const Place& place,
                             const std::vector<std::string>& also_known = {});
  // A single symbol, taken as known.
  static Unit of(std::string_view symbol);

  bool is_pure_number() const { return factors_.empty(); }
  // True for an amount of money: one currency (or CUR) to the first power and nothing else.
  bool is_money() const;
  // The currency code in the unit ("USD", "CUR"), where there is exactly one; empty otherwise.
  std::string currency() const;
  bool has(std::string_view symbol) const;

  Unit with_currency(std::string_view code) const;  // CUR replaced
  Unit power(int exponent) const;
  Unit inverse() const { return power(-1); }
  friend Unit operator*(const Unit& a, const Unit& b);
  friend Unit operator/(const Unit& a, const Unit& b) { return a * b.inverse(); }
  friend bool operator==(const Unit&, const Unit&) = default;

  // Canonical: above the line first, each side sorted with currencies first: "USD*act/day". "1" for a pure number.
  std::string text() const;

 private:
  struct Factor {
    std::string symbol;
    int exponent = 0;
    friend bool operator==(const Factor&, const Factor&) = default;
  };
  std::vector<Factor> factors_;  // sorted by symbol, no zero exponent
};

// The built-in symbols that are not currencies: "act", "client", "day", ... sorted.
const std::vector<std::string>& known_unit_symbols();

}  // namespace restituo
