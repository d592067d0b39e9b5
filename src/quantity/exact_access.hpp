// The inside of Exact, for the sources of this module that must work with whole numbers of any size.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <restituo/quantity/exact.hpp>

namespace restituo {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

struct Exact::Big {
  cpp_rational value;
};

struct ExactAccess {
  static cpp_int numerator(const Exact& value);
  static cpp_int denominator(const Exact& value);
  static cpp_rational rational(const Exact& value);
  static Exact from(const cpp_int& value);
  static Exact from(cpp_rational value);
};

}  // namespace restituo
