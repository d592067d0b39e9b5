// compiles
// What the files beside this one forbid, done the right way: so flags and includes are not what stops them.
#include <restituo/quantity/calendar.hpp>
#include <restituo/quantity/day_count.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>
#include <restituo/quantity/period.hpp>
#include <restituo/quantity/unit.hpp>

namespace restituo {

Money sum(const Money& a, const Money& b) { return a + b; }
Exact share(const Money& a, const Money& b) { return a.amount() / b.amount(); }
Exact tenth(const Money& a) { return a * Exact::fraction(1, 10); }
Money cents(const Exact& amount, const Currency& currency) {
  return Money::rounded(amount, currency, RoundingMode::half_even);
}
Exact binary(double value) { return exact_value_of_double(value) + 1; }
bool less(const Exact& a) { return a < 1 && a.to_double() < 0.333; }
Unit product(const Unit& a, const Unit& b) { return a * b; }
Period stay(const Date& first, const Date& last) { return Period(first, last, DayRule::both); }
Exact years(const Date& from, const Date& to) { return year_fraction(DayCount::actual_365, from, to); }
Exact careful() { return read_decimal("12.5", {}).value_or(Exact(0)); }

}  // namespace restituo
