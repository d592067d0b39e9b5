#include <restituo/quantity/exact.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <utility>

#include <restituo/base/must.hpp>

#include "exact_access.hpp"

namespace restituo {
namespace {

// The product of two machine words always fits, and so does the sum of two such products.
__extension__ typedef __int128 Wide;                   // NOLINT: `using` cannot say __extension__ to every compiler
__extension__ typedef unsigned __int128 UnsignedWide;  // NOLINT

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

std::uint64_t size_of(std::int64_t value) {
  return value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

bool fits(Wide value) { return value >= least && value <= most; }
bool fits(const cpp_int& value) { return value >= least && value <= most; }

std::int64_t remainder(Wide value, std::int64_t divisor) {
  return fits(value) ? static_cast<std::int64_t>(value) % divisor : static_cast<std::int64_t>(value % divisor);
}

cpp_int big_integer(Wide value) {
  const UnsignedWide size =
      value < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
  cpp_int result = static_cast<std::uint64_t>(size >> 64);
  result <<= 64;
  result += static_cast<std::uint64_t>(size);
  return value < 0 ? cpp_int(-result) : result;
}

// n * 2^shift / d, rounded to a whole number with ties to even; n and d positive.
cpp_int shifted_quotient(cpp_int n, cpp_int d, int shift) {
  if (shift >= 0) {
    n <<= static_cast<unsigned>(shift);
  } else {
    d <<= static_cast<unsigned>(-shift);
  }
  cpp_int quotient;
  cpp_int remainder;
  boost::multiprecision::divide_qr(n, d, quotient, remainder);
  remainder *= 2;
  const int side = remainder.compare(d);
  if (side > 0 || (side == 0 && bit_test(quotient, 0))) {
    ++quotient;
  }
  return quotient;
}

double nearest_double(const cpp_int& n, const cpp_int& d) {
  int exponent =
      static_cast<int>(msb(n)) - static_cast<int>(msb(d));  // the value lies in [2^exponent, 2^(exponent + 1)), or half
  const bool below =
      exponent >= 0 ? n < (d << static_cast<unsigned>(exponent)) : (n << static_cast<unsigned>(-exponent)) < d;
  exponent -= below ? 1 : 0;
  if (exponent > std::numeric_limits<double>::max_exponent) {
    return std::numeric_limits<double>::infinity();
  }
  // The weight of the last bit: 53 bits of mantissa, but never finer than the smallest subnormal.
  const int last_bit = std::max(exponent - 52, -1074);
  if (exponent < -1080) {
    return 0.0;
  }
  return std::ldexp(static_cast<double>(shifted_quotient(n, d, -last_bit).convert_to<std::uint64_t>()), last_bit);
}

}  // namespace

cpp_int ExactAccess::numerator(const Exact& value) {
  return value.big_ ? boost::multiprecision::numerator(value.big_->value) : cpp_int(value.numerator_);
}

cpp_int ExactAccess::denominator(const Exact& value) {
  return value.big_ ? boost::multiprecision::denominator(value.big_->value) : cpp_int(value.denominator_);
}

cpp_rational ExactAccess::rational(const Exact& value) {
  return value.big_ ? value.big_->value : cpp_rational(value.numerator_, value.denominator_);
}

Exact ExactAccess::from(const cpp_int& value) {
  if (fits(value)) {
    return Exact(value.convert_to<std::int64_t>());
  }
  return from(cpp_rational(value));
}

Exact ExactAccess::from(cpp_rational value) {
  Exact result;
  const cpp_int n = boost::multiprecision::numerator(value);
  const cpp_int d = boost::multiprecision::denominator(value);
  if (fits(n) && fits(d)) {
    result.numerator_ = n.convert_to<std::int64_t>();
    result.denominator_ = d.convert_to<std::int64_t>();
  } else {
    result.big_ = std::make_shared<const Exact::Big>(Exact::Big{std::move(value)});
  }
  return result;
}

Exact Exact::fraction(std::int64_t numerator, std::int64_t denominator) {
  must(denominator != 0, "nothing is divided by zero");
  return Exact(numerator) / Exact(denominator);
}

Exact Exact::from_digits(const std::string& digits) {
  // By chunks, because the reader of cpp_int takes a leading zero for octal.
  constexpr std::size_t chunk = 18;
  const std::size_t begin = digits.starts_with('-') ? 1 : 0;
  must(digits.size() > begin && digits.find_first_not_of("0123456789", begin) == std::string::npos,
       "from_digits is given digits");
  const auto word = [&](std::size_t from, std::size_t count) {
    std::int64_t value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      value = value * 10 + (digits[i] - '0');
    }
    return value;
  };
  const std::size_t first = (digits.size() - begin - 1) % chunk + 1;
  const std::int64_t head = word(begin, first);
  if (begin + first == digits.size()) {
    return Exact(begin == 1 ? -head : head);
  }
  cpp_int value = head;
  for (std::size_t i = begin + first; i < digits.size(); i += chunk) {
    value *= std::int64_t{1'000'000'000'000'000'000};
    value += word(i, chunk);
  }
  return ExactAccess::from(begin == 1 ? cpp_int(-value) : value);
}

Exact Exact::power_of_ten(int exponent) {
  if (exponent < -18 || exponent > 18) {
    return Exact(10).power(exponent);
  }
  Exact result;
  std::int64_t power = 1;
  for (int i = std::abs(exponent); i != 0; --i) {
    power *= 10;
  }
  result.numerator_ = exponent < 0 ? 1 : power;
  result.denominator_ = exponent < 0 ? power : 1;
  return result;
}

Exact& Exact::operator+=(const Exact& other) {
  if (big_ || other.big_) {
    return *this = ExactAccess::from(cpp_rational(ExactAccess::rational(*this) + ExactAccess::rational(other)));
  }
  if (denominator_ == 1 && other.denominator_ == 1) {
    const Wide sum = Wide{numerator_} + other.numerator_;
    if (fits(sum)) {
      numerator_ = static_cast<std::int64_t>(sum);
      return *this;
    }
    return *this = ExactAccess::from(big_integer(sum));
  }
  // Knuth, TAOCP 4.5.1: any common factor of the sum's two halves divides the factor the denominators share.
  const std::int64_t shared =
      denominator_ == other.denominator_ ? denominator_ : std::gcd(denominator_, other.denominator_);
  const Wide sum = Wide{numerator_} * (other.denominator_ / shared) + Wide{other.numerator_} * (denominator_ / shared);
  const std::int64_t left = remainder(sum, shared);
  const std::int64_t common = std::gcd(left < 0 ? -left : left, shared);
  if (fits(sum)) {  // words divide much faster
    const Wide d = Wide{denominator_ / shared} * (other.denominator_ / common);
    if (fits(d)) {
      numerator_ = static_cast<std::int64_t>(sum) / common;
      denominator_ = static_cast<std::int64_t>(d);
      return *this;
    }
  }
  const Wide n = sum / common;
  const Wide d = Wide{denominator_ / shared} * (other.denominator_ / common);
  if (fits(n) && fits(d)) {
    numerator_ = static_cast<std::int64_t>(n);
    denominator_ = static_cast<std::int64_t>(d);
    return *this;
  }
  return *this = ExactAccess::from(cpp_rational(big_integer(n), big_integer(d)));
}

Exact& Exact::operator-=(const Exact& other) { return *this += -other; }

Exact& Exact::operator*=(const Exact& other) {
  if (big_ || other.big_) {
    return *this = ExactAccess::from(cpp_rational(ExactAccess::rational(*this) * ExactAccess::rational(other)));
  }
  // Each divisor is at most a positive machine word, because each denominator is.
  const auto a = static_cast<std::int64_t>(std::gcd(size_of(numerator_), size_of(other.denominator_)));
  const auto b = static_cast<std::int64_t>(std::gcd(size_of(other.numerator_), size_of(denominator_)));
  const Wide n = Wide{numerator_ / a} * (other.numerator_ / b);
  const Wide d = Wide{denominator_ / b} * (other.denominator_ / a);
  if (fits(n) && fits(d)) {
    numerator_ = static_cast<std::int64_t>(n);
    denominator_ = static_cast<std::int64_t>(d);
    return *this;
  }
  return *this = ExactAccess::from(cpp_rational(big_integer(n), big_integer(d)));
}

Exact& Exact::operator/=(const Exact& other) {
  must(!other.is_zero(), "nothing is divided by zero");
  Exact inverse;
  if (other.big_ || other.numerator_ == least) {
    inverse = ExactAccess::from(cpp_rational(ExactAccess::denominator(other), ExactAccess::numerator(other)));
  } else {
    inverse.numerator_ = other.numerator_ < 0 ? -other.denominator_ : other.denominator_;
    inverse.denominator_ = other.numerator_ < 0 ? -other.numerator_ : other.numerator_;
  }
  return *this *= inverse;
}

Exact Exact::operator-() const {
  if (big_ || numerator_ == least) {
    return ExactAccess::from(cpp_rational(-ExactAccess::rational(*this)));
  }
  Exact result = *this;
  result.numerator_ = -numerator_;
  return result;
}

bool operator==(const Exact& a, const Exact& b) {
  if (a.big_ && b.big_) {
    return a.big_->value == b.big_->value;
  }
  return !a.big_ && !b.big_ && a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
}

std::strong_ordering operator<=>(const Exact& a, const Exact& b) {
  if (a.big_ || b.big_) {
    return ExactAccess::rational(a).compare(ExactAccess::rational(b)) <=> 0;
  }
  const Wide left = Wide{a.numerator_} * b.denominator_;
  const Wide right = Wide{b.numerator_} * a.denominator_;
  return left < right ? std::strong_ordering::less
                      : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
}

int Exact::sign() const {
  if (big_) {
    return big_->value.sign();
  }
  return (numerator_ > 0 ? 1 : 0) - (numerator_ < 0 ? 1 : 0);
}

bool Exact::is_integer() const {
  return big_ ? boost::multiprecision::denominator(big_->value) == 1 : denominator_ == 1;
}

Exact Exact::numerator() const { return big_ ? ExactAccess::from(ExactAccess::numerator(*this)) : Exact(numerator_); }

Exact Exact::denominator() const {
  return big_ ? ExactAccess::from(ExactAccess::denominator(*this)) : Exact(denominator_);
}

Exact Exact::floor() const {
  if (!big_) {
    const std::int64_t towards_zero = numerator_ / denominator_;
    return Exact(towards_zero - (numerator_ % denominator_ < 0 ? 1 : 0));
  }
  cpp_int quotient;
  cpp_int remainder;
  boost::multiprecision::divide_qr(ExactAccess::numerator(*this), ExactAccess::denominator(*this), quotient, remainder);
  if (remainder < 0) {
    --quotient;
  }
  return ExactAccess::from(quotient);
}

Exact Exact::ceiling() const { return -(-*this).floor(); }

Exact Exact::magnitude() const { return sign() < 0 ? -*this : *this; }

Exact Exact::power(std::int64_t exponent) const {
  must(exponent >= 0 || !is_zero(), "zero has no negative power");
  // Squaring never needs a common factor looked for: powers of coprime numbers are coprime.
  Exact base = exponent < 0 ? Exact(1) / *this : *this;
  Exact result = 1;
  for (std::uint64_t left = size_of(exponent); left != 0; left >>= 1) {
    if ((left & 1) != 0) {
      result *= base;
    }
    if (left > 1) {
      base *= base;
    }
  }
  return result;
}

bool Exact::fits_int64() const { return !big_ && denominator_ == 1; }

std::int64_t Exact::to_int64() const {
  must(fits_int64(), "the number is an integer of 64 bits");
  return numerator_;
}

double Exact::to_double() const {
  constexpr std::int64_t exact_below = std::int64_t{1} << 53;
  if (!big_ && size_of(numerator_) <= exact_below && denominator_ <= exact_below) {
    return static_cast<double>(numerator_) / static_cast<double>(denominator_);  // both exact, so rounded once
  }
  const cpp_int n = ExactAccess::numerator(*this);
  const double size = nearest_double(abs(n), ExactAccess::denominator(*this));
  return n < 0 ? -size : size;
}

std::string Exact::fraction_text() const {
  std::string text = big_ ? ExactAccess::numerator(*this).str() : std::to_string(numerator_);
  if (!is_integer()) {
    text += '/';
    text += big_ ? ExactAccess::denominator(*this).str() : std::to_string(denominator_);
  }
  return text;
}

Exact exact_value_of_double(double value) {
  must(std::isfinite(value), "only a finite double has an exact value");
  int exponent = 0;
  const double mantissa = std::frexp(value, &exponent);
  return Exact(static_cast<std::int64_t>(std::ldexp(mantissa, 53))) * Exact(2).power(exponent - 53);
}

}  // namespace restituo
