#include <restituo/quantity/decimal.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/money.hpp>

#include <restituo/base/shown.hpp>
#include "exact_access.hpp"

namespace restituo {
namespace {

constexpr std::size_t most_characters = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// The one grammar of a decimal: -?(0|[1-9][0-9]*)(\.[0-9]+)?
bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) {
    text.remove_prefix(1);
  }
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!all_digits(whole) || (whole.size() > 1 && whole[0] == '0')) {
    return false;
  }
  return point == std::string_view::npos || all_digits(text.substr(point + 1));
}

Exact value_of_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) {
    return Exact::from_digits(std::string(text));
  }
  const std::string_view decimals = text.substr(point + 1);
  return Exact::from_digits(std::string(text.substr(0, point)) + std::string(decimals)) *
         Exact::power_of_ten(-static_cast<int>(decimals.size()));
}

// What follows only chooses among reasons for a refusal: it never lets a text pass.

struct CodePoint {
  char32_t value = 0;
  std::string_view bytes;
};

// Bytes that are not UTF-8 come as U+FFFD, one each.
std::vector<CodePoint> code_points(std::string_view text) {
  std::vector<CodePoint> points;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 1;
    while (length < 4 && i + length < text.size() && first_invalid_utf8(text.substr(i, length))) {
      ++length;
    }
    const std::string_view bytes = text.substr(i, length);
    if (first_invalid_utf8(bytes)) {
      points.push_back({0xFFFD, text.substr(i, 1)});
      ++i;
      continue;
    }
    constexpr std::array<unsigned, 5> lead_bits{0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t value = static_cast<unsigned char>(bytes[0]) & lead_bits[length];
    for (const char c : bytes.substr(1)) {
      value = value << 6 | (static_cast<unsigned char>(c) & 0x3F);
    }
    points.push_back({value, bytes});
    i += length;
  }
  return points;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 ||
         c == 0x3000 || c == 0xFEFF;
}

bool is_currency_sign(char32_t c) { return c == '$' || (c >= 0xA2 && c <= 0xA5) || (c >= 0x20A0 && c <= 0x20CF); }

// Signs that look like a minus and are not the hyphen of the keyboard.
bool is_other_minus(char32_t c) { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D; }

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == '_' || c == '`' || c == 0xB4 || c == 0x2BC || c == 0x2018 || c == 0x2019 || c == 0x2032 ||
         c == 0x66C;
}

bool is_other_digit(char32_t c) {
  constexpr std::array<char32_t, 14> zeros{0x660, 0x6F0, 0x7C0, 0x966, 0x9E6,  0xA66,  0xAE6,
                                           0xBE6, 0xC66, 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10};
  return std::any_of(zeros.begin(), zeros.end(), [&](char32_t zero) { return c >= zero && c < zero + 10; });
}

bool is_other_comma(char32_t c) { return c == 0x66B || c == 0x201A || c == 0xFF0C || c == 0x60C; }

bool starts_as_hexadecimal(std::string_view text) {
  text.remove_prefix(!text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0);
  return text.size() > 1 && text[0] == '0' && lower(text[1]) == 'x';
}

// "1e5", "1.5E-3": digits and points, an e, an optional sign, digits.
bool has_exponent(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || (!is_digit(text[e - 1]) && text[e - 1] != '.')) {
    return false;
  }
  std::string_view power = text.substr(e + 1);
  power.remove_prefix(!power.empty() && (power[0] == '-' || power[0] == '+') ? 1 : 0);
  return all_digits(power);
}

bool names_a_currency(std::string_view letters) {
  std::string upper(letters);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return is_letter(c) ? static_cast<char>(c & ~0x20) : c; });
  return Currency::from_code(upper).has_value();
}

struct Reason {
  std::string_view code;
  std::string detail = {};  // NOLINT: g++ wants it where a reason is written without
};

Reason why_refused(std::string_view text) {
  const std::vector<CodePoint> points = code_points(text);
  const auto any = [&](auto is) {
    return std::any_of(points.begin(), points.end(), [&](const CodePoint& p) { return is(p.value); });
  };
  const auto has = [&](char32_t c) { return any([&](char32_t p) { return p == c; }); };

  if (std::all_of(points.begin(), points.end(), [](const CodePoint& p) { return is_space(p.value); })) {
    return {"number-empty"};
  }
  std::string letters;
  std::copy_if(text.begin(), text.end(), std::back_inserter(letters), is_letter);
  std::string word = letters;
  std::transform(word.begin(), word.end(), word.begin(), lower);
  const bool has_digit = any([](char32_t c) { return c < 0x80 && is_digit(static_cast<char>(c)); });
  // From here on the order is the order of helpfulness: what was most likely meant comes first.
  if (!has_digit && (word == "nan" || word == "inf" || word == "infinity" || word == "infinito" || has(0x221E))) {
    return {"number-not-a-number"};
  }
  if (starts_as_hexadecimal(text)) {
    return {"number-hexadecimal"};
  }
  if (any(is_currency_sign) || (has_digit && names_a_currency(letters))) {
    return {"number-currency-sign"};
  }
  if (has('%') || has(0x2030)) {
    return {"number-percent"};
  }
  // Before the signs below, which digits of another script would bring with them.
  if (any(is_other_digit)) {
    return {"number-other-digits"};
  }
  if (any([](char32_t c) { return c == ',' || is_other_comma(c); })) {
    return {"number-comma"};
  }
  if (has_digit && has('(') && has(')')) {
    return {"number-parentheses"};
  }
  if (any(is_other_minus)) {
    return {"number-minus"};
  }
  if (has_exponent(text)) {
    return {"number-exponent"};
  }
  // The first character that no number has, if there is one: it says more than the spaces around it.
  for (const CodePoint& p : points) {
    const bool belongs =
        p.value < 0x80 && (is_digit(static_cast<char>(p.value)) || p.value == '.' || p.value == '-' || p.value == '+');
    if (!belongs && !is_space(p.value) && !is_apostrophe(p.value)) {
      return has_digit && p.value == '/' ? Reason{"number-fraction"} : Reason{"number-trailing", shown(p.bytes)};
    }
  }
  if (any(is_space)) {
    return {"number-space"};
  }
  if (any(is_apostrophe)) {
    return {"number-grouping"};
  }
  if (has('+')) {
    return {"number-plus"};
  }
  if (!has_digit || std::count(text.begin(), text.end(), '-') > (text.starts_with('-') ? 1 : 0)) {
    return {"number-minus"};
  }
  if (std::count(text.begin(), text.end(), '.') > 1) {
    return {"number-two-points"};
  }
  const std::string_view unsigned_text = text.substr(text.starts_with('-') ? 1 : 0);
  if (unsigned_text.starts_with('.') || unsigned_text.ends_with('.')) {
    return {"number-bare-point"};
  }
  return {"number-leading-zero"};
}

// `numerator` / 10^places as text, the point where it belongs.
std::string with_point(const std::string& numerator, std::size_t places) {
  const bool negative = numerator.starts_with('-');
  std::string digits = numerator.substr(negative ? 1 : 0);
  if (digits.size() <= places) {
    digits.insert(0, places + 1 - digits.size(), '0');
  }
  if (places != 0) {
    digits.insert(digits.size() - places, 1, '.');
  }
  return (negative ? "-" : "") + digits;
}

// How often `factor` divides `value`, which is left without it.
int taken_out(cpp_int& value, unsigned factor) {
  int times = 0;
  while (value % factor == 0) {
    value /= factor;
    ++times;
  }
  return times;
}

// The decimals after which the number ends; nothing for 1/3.
std::optional<int> decimals_of(const Exact& value) {
  // A decimal ends where the denominator is made of twos and fives, after as many places as it has of the commoner one.
  cpp_int denominator = ExactAccess::denominator(value);
  const int twos = static_cast<int>(lsb(denominator));
  denominator >>= static_cast<unsigned>(twos);
  const int fives = taken_out(denominator, 5);
  if (denominator != 1) {
    return std::nullopt;
  }
  return std::max(twos, fives);
}

std::string ended_decimal(const Exact& value, int places) {
  return with_point((value * Exact::power_of_ten(places)).fraction_text(), static_cast<std::size_t>(places));
}

// The first two digits of a number too small for the places it is shown with.
std::string first_digits(const Exact& value) {
  const Exact two_digits = rounded_to_significant(value, 2);
  return ended_decimal(two_digits, decimals_of(two_digits).value_or(0));
}

}  // namespace

Outcome<Exact> read_decimal(std::string_view text, const Place& place) {
  if (text.size() > most_characters) {
    return refuse({.code = "number-too-long",
                   .place = place,
                   .details = {std::to_string(text.size()), std::to_string(most_characters)}});
  }
  if (is_decimal(text)) {
    return value_of_decimal(text);
  }
  const Reason reason = why_refused(text);
  Fault fault{.code = std::string(reason.code), .place = place, .details = {}};
  if (reason.code != "number-empty") {
    fault.details.push_back(shown(text));
  }
  if (!reason.detail.empty()) {
    fault.details.push_back(reason.detail);
  }
  return refuse(std::move(fault));
}

Outcome<Exact> read_number(std::string_view text, const Place& place) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || text.size() > most_characters) {
    return read_decimal(text, place);
  }
  const auto above = read_decimal(text.substr(0, slash), place);
  const auto below = read_decimal(text.substr(slash + 1), place);
  if (!above || !below) {
    Faults faults = above ? Faults{} : above.error();
    append(faults, below ? Faults{} : below.error());
    return refuse(in_order(std::move(faults)));
  }
  if (below->is_zero()) {
    return refuse({.code = "fraction-zero-denominator", .place = place, .details = {shown(text)}});
  }
  return *above / *below;
}

std::optional<std::string> exact_decimal_text(const Exact& value) {
  const auto places = decimals_of(value);
  if (!places) {
    return std::nullopt;
  }
  return ended_decimal(value, *places);
}

std::string rounded_decimal_text(const Exact& value, int places, RoundingMode mode) {
  must(places >= 0, "a number has no fewer than zero decimals");
  return with_point(rounded(value * Exact::power_of_ten(places), {.to = 1, .mode = mode}).fraction_text(),
                    static_cast<std::size_t>(places));
}

std::string exact_data_text(const Exact& value, int decimals) {
  const auto text = exact_decimal_text(value);
  if (!text) {
    return value.fraction_text();
  }
  const auto point = text->find('.');
  const auto has = point == std::string::npos ? 0 : static_cast<int>(text->size() - point - 1);
  return has >= decimals ? *text : rounded_decimal_text(value, decimals, RoundingMode::half_even);
}

std::string readable_text(const Exact& value, int most_places) {
  const auto places = decimals_of(value);
  if (places && *places <= most_places) {
    return ended_decimal(value, *places);
  }
  constexpr std::size_t most_of_a_fraction = 40;
  const std::string fraction = value.fraction_text();
  std::string text = fraction.size() <= most_of_a_fraction ? fraction + " ≈ " : "≈ ";
  const Exact shown_value = rounded(value, {.to = Exact::power_of_ten(-most_places), .mode = RoundingMode::half_even});
  if (shown_value.is_zero()) {
    return text + first_digits(value);
  }
  return text + rounded_decimal_text(shown_value, most_places, RoundingMode::half_even);
}

std::string double_text(double value) {
  const double size = std::fabs(value);
  // A person meets no exponent among amounts and shares; the limits are those of JSON's usual writers.
  const bool ordinary = size == 0 || (size >= 1e-6 && size < 1e21) || !std::isfinite(value);
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 ordinary ? std::chars_format::fixed : std::chars_format::scientific);
  return {buffer.data(), end.ptr};
}

}  // namespace restituo
