// Exact is the number of the court's figure: a rational number without limit of size, never a double.
//
//   Exact::fraction(1, 3) * 3 == 1          // true, which no decimal floating point gives
//
// Almost every number of a claim has a small numerator and denominator; those are kept in two machine words, and only
// when one no longer fits does the value move into a Boost.Multiprecision cpp_rational behind a pointer. The value is
// always in lowest terms with a positive denominator, so equal numbers are equal representations.
//
// What it refuses: division by zero (our bug: callers check and give the user a fault), and any way in from a double
// but `exact_value_of_double`, the one named door.
//
// Authority: exact rational arithmetic needs none; DESIGN.md, "Numbers", says why not cpp_dec_float (it truncates).
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>

namespace restituo {

class Exact {
 public:
  Exact() = default;
  Exact(int value) : numerator_(value) {}           // NOLINT: a whole number is an exact number
  Exact(std::int64_t value) : numerator_(value) {}  // NOLINT
  template <std::floating_point Inexact>
  Exact(Inexact) = delete;  // a double has lost cents already; exact_value_of_double is the one way in
  static Exact fraction(std::int64_t numerator, std::int64_t denominator);
  // `digits` is an optional '-' and decimal digits, as checked by the caller.
  static Exact from_digits(const std::string& digits);
  // 10 to the power `exponent`, which may be negative.
  static Exact power_of_ten(int exponent);

  Exact& operator+=(const Exact& other);
  Exact& operator-=(const Exact& other);
  Exact& operator*=(const Exact& other);
  Exact& operator/=(const Exact& other);
  friend Exact operator+(Exact a, const Exact& b) { return a += b; }
  friend Exact operator-(Exact a, const Exact& b) { return a -= b; }
  friend Exact operator*(Exact a, const Exact& b) { return a *= b; }
  friend Exact operator/(Exact a, const Exact& b) { return a /= b; }
  Exact operator-() const;

  friend bool operator==(const Exact& a, const Exact& b);
  friend std::strong_ordering operator<=>(const Exact& a, const Exact& b);

  int sign() const;
  bool is_zero() const { return sign() == 0; }
  bool is_integer() const;
  Exact numerator() const;
  Exact denominator() const;
  // The largest integer not above, the smallest not below.
  Exact floor() const;
  Exact ceiling() const;
  Exact magnitude() const;
  // `exponent` may be negative where the value is not zero. The result has as many digits as the power has: whoever
  // takes an exponent from a user bounds it first.
  Exact power(std::int64_t exponent) const;

  // The value where it is an integer that fits; our bug otherwise. `fits_int64` asks first.
  bool fits_int64() const;
  std::int64_t to_int64() const;

  // The nearest double, ties to even; infinite beyond the range of doubles.
  double to_double() const;
  // "-3/4", or "12" where the denominator is 1.
  std::string fraction_text() const;

 private:
  struct Big;  // holds the cpp_rational

  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
  // Where set, it is the value, and the words stand at 0/1: so what a move leaves behind is a number too.
  std::shared_ptr<const Big> big_;

  friend struct ExactAccess;
};

// The audited door for a double (a simulated number that must be compared with an exact one): its exact binary value.
// Refuses infinities and not-a-number as our bug.
Exact exact_value_of_double(double value);

}  // namespace restituo
