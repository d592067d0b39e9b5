#include "format.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>

#include "catalogue.hpp"

namespace restituo {
namespace {

constexpr std::string_view no_break_space = "\u00A0";
constexpr std::string_view minus = "−";
constexpr int most_decimals = 6;

constexpr std::array months{Says::month_1, Says::month_2,  Says::month_3,  Says::month_4,
                            Says::month_5, Says::month_6,  Says::month_7,  Says::month_8,
                            Says::month_9, Says::month_10, Says::month_11, Says::month_12};

// "one|many" in the catalogue of each language.
struct UnitWords {
  std::string_view symbol;
  Says words;
};

constexpr UnitWords words_of_units[] = {
    {"act", Says::unit_act},
    {"advert", Says::unit_advert},
    {"client", Says::unit_client},
    {"day", Says::unit_day},
    {"day*person", Says::unit_day_person},
    {"hectare", Says::unit_hectare},
    {"hour", Says::unit_hour},
    {"hour*person", Says::unit_hour_person},
    {"kilogram", Says::unit_kilogram},
    {"kilometre", Says::unit_kilometre},
    {"litre", Says::unit_litre},
    {"meal", Says::unit_meal},
    {"minute", Says::unit_minute},
    {"month", Says::unit_month},
    {"month*person", Says::unit_month_person},
    {"night", Says::unit_night},
    {"person", Says::unit_person},
    {"person*week", Says::unit_person_week},
    {"person*year", Says::unit_person_year},
    {"piece", Says::unit_piece},
    {"point", Says::unit_point},
    {"quarter", Says::unit_quarter},
    {"rental", Says::unit_rental},
    {"room", Says::unit_room},
    {"service", Says::unit_service},
    {"session", Says::unit_session},
    {"shift", Says::unit_shift},
    {"trafficker", Says::unit_trafficker},
    {"trip", Says::unit_trip},
    {"venue", Says::unit_venue},
    {"visit", Says::unit_visit},
    {"week", Says::unit_week},
    {"worker", Says::unit_worker},
    {"year", Says::unit_year},
};

std::string word_of(std::string_view symbol, Language language, bool plural) {
  for (const UnitWords& words : words_of_units) {
    if (words.symbol == symbol) {
      const std::string both = say(language, words.words);
      const std::size_t cut = both.find('|');
      must(cut != std::string::npos, "a unit has a word for one and a word for many");
      return plural ? both.substr(cut + 1) : both.substr(0, cut);
    }
  }
  return std::string(symbol);
}

// The words of a product: one word where the table knows the product, else each with a middle dot between.
std::string words_of_product(std::string_view product, Language language, bool plural) {
  const std::string whole = word_of(product, language, plural);
  if (whole != product || product.find('*') == std::string_view::npos) {
    return whole;
  }
  std::string result;
  for (const std::string_view symbol : split(product, '*')) {
    result += (result.empty() ? "" : "·") + word_of(symbol, language, plural);
  }
  return result;
}

std::string with_unit(const std::string& number, const Unit& unit, Language language, bool plural) {
  const std::string words = unit_words(unit, language, plural);
  if (words.empty()) {
    return number;
  }
  // The number stays with its unit; a longer unit ("USD per person per year") may go on in the next line.
  return number + std::string(no_break_space) + words;
}

int decimals_of(const Unit& unit) {
  const std::string code = unit.currency();
  const auto currency = code.empty() ? std::nullopt : Currency::from_code(code);
  return currency ? currency->decimals() : 0;
}

// The decimal text of the value where it has one of at most six decimals, with at least `least` of them.
std::optional<std::string> decimal_text_of(const Exact& value, int least) {
  auto text = exact_decimal_text(value);
  if (!text) {
    return std::nullopt;
  }
  const auto point = text->find('.');
  const int decimals = point == std::string::npos ? 0 : static_cast<int>(text->size() - point - 1);
  if (decimals > most_decimals) {
    return std::nullopt;
  }
  if (decimals < least) {
    text = rounded_decimal_text(value, least, RoundingMode::half_even);
  }
  return text;
}

// A fraction is shown beside its decimal only where a person could still check it by hand.
bool is_readable_fraction(const Exact& value) {
  return !exact_decimal_text(value) && value.fraction_text().size() <= 9;
}

std::string exact_number_text(const Exact& value, int least_decimals, Language language) {
  if (const auto text = decimal_text_of(value, least_decimals)) {
    return localized(*text, language);
  }
  const std::string decimal = localized(rounded_decimal_text(value, most_decimals, RoundingMode::half_even), language);
  std::string result = "≈" + std::string(no_break_space) + decimal;
  return is_readable_fraction(value) ? localized(value.fraction_text(), language) + std::string(no_break_space) + result
                                     : result;
}

bool needs_plural(const Exact& value) { return value.magnitude() != Exact(1); }

std::string without_trailing_zeros(std::string text) {
  if (text.find('.') != std::string::npos) {
    while (text.back() == '0') {
      text.pop_back();
    }
    if (text.back() == '.') {
      text.pop_back();
    }
  }
  return text;
}

}  // namespace

std::string localized(std::string_view decimal_text, Language language) {
  const std::string group = say(language, Says::locale_group);
  const std::string decimal_mark = say(language, Says::locale_decimal_mark);
  std::string result;
  if (!decimal_text.empty() && decimal_text.front() == '-') {
    result += minus;
    decimal_text.remove_prefix(1);
  }
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  bool behind_point = false;
  for (std::size_t i = 0; i < decimal_text.size(); ++i) {
    const char c = decimal_text[i];
    if (c == '.') {
      result += decimal_mark;
      behind_point = true;
      continue;
    }
    if (!is_digit(c)) {
      result += c;
      behind_point = false;
      continue;
    }
    result += c;
    std::size_t digits_left = 0;
    while (i + 1 + digits_left < decimal_text.size() && is_digit(decimal_text[i + 1 + digits_left])) {
      ++digits_left;
    }
    if (!behind_point && digits_left != 0 && digits_left % 3 == 0) {
      result += group;
    }
  }
  return result;
}

std::string number_text(const Exact& value, Language language) { return exact_number_text(value, 0, language); }

std::string quantity_text(const Exact& value, const Unit& unit, Language language) {
  // A price of 30 dollars an act stays 30; one of 12.50 does not become 12.5. An amount of money always has its cents.
  const bool cents = unit.is_money() || (!unit.currency().empty() && !value.is_integer());
  return figure_text(value, cents ? decimals_of(unit) : 0, unit, language);
}

std::string figure_text(const Exact& value, int decimals, const Unit& unit, Language language) {
  return with_unit(exact_number_text(value, decimals, language), unit, language, needs_plural(value));
}

std::string simulated_text(double value, const Unit& unit, Language language) {
  return simulated_text(value, value, unit, language);
}

std::string simulated_number(double value, double beside, const Unit& unit, Language language) {
  must(std::isfinite(value) && std::isfinite(beside), "a reported simulated value is finite");
  const Exact exact = exact_value_of_double(value);
  std::string number;
  if (unit.is_money()) {
    const bool large = std::fabs(beside) >= 1000;
    number = rounded_decimal_text(exact, large ? 0 : decimals_of(unit), RoundingMode::half_even);
  } else {
    const Exact shown = rounded_to_significant(exact, 6);
    number = exact_decimal_text(shown).value_or("0");
  }
  if (!unit.is_money()) {
    number = without_trailing_zeros(number);
  }
  if (number == "-0") {
    number = "0";
  }
  return localized(number, language);
}

std::string simulated_text(double value, double beside, const Unit& unit, Language language) {
  const std::string number = simulated_number(value, beside, unit, language);
  return with_unit(number, unit, language, number != "1");
}

bool is_negative_text(std::string_view text) { return text.starts_with(minus); }

std::string with_parentheses(std::string_view text) {
  if (!is_negative_text(text)) {
    return std::string(text);
  }
  text.remove_prefix(minus.size());
  const auto end = text.find(no_break_space);
  const std::string_view number = text.substr(0, end);
  const std::string_view rest = end == std::string_view::npos ? std::string_view() : text.substr(end);
  return "(" + std::string(number) + ")" + std::string(rest);
}

std::string unit_words(const Unit& unit, Language language, bool plural) {
  if (unit.is_pure_number()) {
    return {};
  }
  const std::string text = unit.text();
  const auto parts = split(text, '/');
  std::string result;
  if (parts[0] != "1") {
    result = words_of_product(parts[0], language, plural);
  }
  for (std::size_t i = 1; i < parts.size(); ++i) {
    result += (result.empty() ? "" : " ") + say(language, Says::locale_per) + " " + word_of(parts[i], language, false);
  }
  return result;
}

std::string long_date(const Date& date, Language language) {
  return say(language, Says::locale_date,
             {std::to_string(date.day()), say(language, months[static_cast<std::size_t>(date.month() - 1)]),
              std::to_string(date.year())});
}

std::string month_and_year(const Date& date, Language language) {
  return say(language, Says::month_of_year,
             {say(language, months[static_cast<std::size_t>(date.month() - 1)]), std::to_string(date.year())});
}

std::string short_month_and_year(const Date& date, Language language) {
  const std::string name = say(language, months[static_cast<std::size_t>(date.month() - 1)]);
  std::size_t end = 0;
  for (int letters = 0; end < name.size(); ++end) {
    if ((static_cast<unsigned char>(name[end]) & 0xC0U) != 0x80U && ++letters > 3) break;
  }
  return name.substr(0, end) + ' ' + std::to_string(date.year());
}

OutOfHundred out_of_hundred(double share) {
  must(share >= 0 && share <= 1, "a share lies between 0 and 1");
  if (share == 0) {
    return {OutOfHundred::Form::none, "0"};
  }
  if (share == 1) {
    return {OutOfHundred::Form::all, "100"};
  }
  const std::string number = rounded_decimal_text(exact_value_of_double(share) * 100, 0, RoundingMode::half_even);
  if (number == "0") {
    return {OutOfHundred::Form::fewer_than_one, "1"};
  }
  if (number == "100") {
    return {OutOfHundred::Form::more_than_99, "99"};
  }
  return {OutOfHundred::Form::number, number};
}

namespace {

// Spanish says "e" for "y" before the sound of an i: "Ana e Inés", but "agua y hielo".
bool begins_with_i(std::string_view word) {
  const auto starts = [&](std::string_view beginning) { return word.starts_with(beginning); };
  return starts("I") || starts("i") || starts("Í") || starts("í") ||
         ((starts("Hi") || starts("hi")) && !starts("Hie") && !starts("hie"));
}

}  // namespace

std::string list_text(const std::vector<std::string>& items, Language language) {
  std::string result;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i != 0) {
      const bool last = i + 1 == items.size();
      result += !last ? ", "
                      : say(language, begins_with_i(items[i]) ? Says::locale_last_before_i : Says::locale_last_of_list);
    }
    result += items[i];
  }
  return result;
}

}  // namespace restituo
