// Numbers, money, units and dates as a person reads them. Only the report writes them so; data files never do.
//
// How a language writes numbers stands in its catalogue: another locale is other words there. English and the
// Spanish of Mexico both write 941,760.00; their months, their words for units and their minus in words differ.
//
// Nothing here computes a figure: a value that has more decimals than are shown is marked with "≈".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/language.hpp>
#include <restituo/quantity/date.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/quantity/unit.hpp>

namespace restituo {

// Digits of a plain decimal text ("-1234.50") grouped and marked as the language does: "−1,234.50".
std::string localized(std::string_view decimal_text, Language language);

// A pure number: "1,234.5", "487/112 ≈ 4.348214".
std::string number_text(const Exact& value, Language language);

// An exact value with its unit: "941,760.00 USD", "30 USD per act", "1 week", "240 weeks". Money has at least the
// decimals of its currency, more where it has more. The number never stands
// apart from its unit.
std::string quantity_text(const Exact& value, const Unit& unit, Language language);
// The same with at least `decimals` decimals, for a figure that says how it is written.
std::string figure_text(const Exact& value, int decimals, const Unit& unit, Language language);

// A simulated value, never with more digits than a simulation can give: money from 1,000 upwards without cents, other
// numbers with six significant digits.
std::string simulated_text(double value, const Unit& unit, Language language);
// A value that stands beside another and follows its size: the standard error of a mean.
std::string simulated_text(double value, double beside, const Unit& unit, Language language);
// The same without the unit, for a table whose row names it.
std::string simulated_number(double value, double beside, const Unit& unit, Language language);

// "−12.00 USD" becomes "(12.00) USD", as accounts write it; other texts stay. The first form is what is spoken.
std::string with_parentheses(std::string_view text);
bool is_negative_text(std::string_view text);

// "USD per act", "act per day", with the plural that `value` needs where one is given; the symbol itself where no word
// is known for it; nothing for a pure number.
std::string unit_words(const Unit& unit, Language language, bool plural);

// "1 March 2010", "1 de marzo de 2010".
std::string long_date(const Date& date, Language language);
// "April 2017", "abril de 2017"; and "Apr 2017", for a tick of a drawing.
std::string month_and_year(const Date& date, Language language);
std::string short_month_and_year(const Date& date, Language language);

// A share of simulated worlds as a count out of 100: "21", and "fewer than 1", "more than 99" at the ends.
struct OutOfHundred {
  enum class Form { none, fewer_than_one, number, more_than_99, all };
  Form form = Form::none;
  std::string number;
};
OutOfHundred out_of_hundred(double share);

// "a", "a and b", "a, b and c".
std::string list_text(const std::vector<std::string>& items, Language language);

}  // namespace restituo
