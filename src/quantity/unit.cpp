#include <restituo/quantity/unit.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/money.hpp>

#include <restituo/base/shown.hpp>

namespace restituo {
namespace {

constexpr std::string_view case_currency = "CUR";
constexpr std::string_view marks = "*/^";

bool is_currency(std::string_view symbol) { return symbol == case_currency || Currency::from_code(symbol).has_value(); }

// Words that people write for a unit that has another name here; only for the advice in a message.
constexpr std::pair<std::string_view, std::string_view> other_words[] = {
    {"acto", "act"},        {"anuncio", "advert"},    {"ad", "advert"},     {"año", "year"},
    {"cliente", "client"},  {"customer", "client"},   {"dia", "day"},       {"día", "day"},
    {"employee", "worker"}, {"euro", "EUR"},          {"ha", "hectare"},    {"hora", "hour"},
    {"hr", "hour"},         {"kg", "kilogram"},       {"km", "kilometre"},  {"liter", "litre"},
    {"mes", "month"},       {"min", "minute"},        {"noche", "night"},   {"persona", "person"},
    {"pimp", "trafficker"}, {"seller", "trafficker"}, {"semana", "week"},   {"servicio", "service"},
    {"turno", "shift"},     {"user", "client"},       {"victim", "person"}, {"víctima", "person"},
    {"viaje", "trip"},      {"woman", "person"},      {"yr", "year"},       {"£", "GBP"},
    {"€", "EUR"},           {"dollar", "USD"},        {"dólar", "USD"},     {"$", "USD, MXN, COP"},
};

// What the message offers: the word's own translation, a currency in small letters, the nearest name, or the whole
// list.
std::string advice_for(std::string_view symbol, const std::vector<std::string>& also_known) {
  for (const auto& [word, name] : other_words) {
    if (symbol == word) {
      return std::string(name);
    }
  }
  std::vector<std::string> known = known_unit_symbols();
  known.insert(known.end(), also_known.begin(), also_known.end());
  std::string upper(symbol);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (is_currency(upper)) {
    return upper;
  }
  return nearest_name(symbol, known).value_or(joined(known));
}

struct Written {
  std::string symbol;
  int exponent = 1;
};

// One symbol, or one with '^' and a whole number from 1 to 9; nothing for anything else. "1" has no symbol.
std::optional<Written> written_factor(std::string_view text) {
  const std::size_t hat = text.find('^');
  const std::string_view symbol = text.substr(0, hat);
  if (symbol.empty() || symbol.find_first_of(" \t\r\n()") != std::string_view::npos) {
    return std::nullopt;
  }
  if (hat == std::string_view::npos) {
    return symbol == "1" ? Written{} : Written{std::string(symbol), 1};
  }
  const std::string_view power = text.substr(hat + 1);
  if (symbol == "1" || power.size() != 1 || power[0] < '1' || power[0] > '9') {
    return std::nullopt;
  }
  return Written{std::string(symbol), power[0] - '0'};
}

}  // namespace

Outcome<Unit> Unit::parse(std::string_view text, const Place& place, const std::vector<std::string>& also_known) {
  // A unit that is not well formed has no symbols worth naming, so that fault stands alone.
  const auto malformed = [&] { return refuse({.code = "unit-syntax", .place = place, .details = {shown(text)}}); };
  Unit result;
  Faults faults;  // every unknown symbol at once
  bool below = false;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(text.find_first_of("*/", begin), text.size());
    const auto factor = written_factor(text.substr(begin, end - begin));
    if (!factor) {
      return malformed();
    }
    const std::string& symbol = factor->symbol;
    if (symbol.empty()) {
      // "1" stands alone or above the line ("1/day"), where it is needed.
      if (begin != 0 || (end < text.size() && text[end] == '*')) {
        return malformed();
      }
    } else if (is_currency(symbol) || std::find(also_known.begin(), also_known.end(), symbol) != also_known.end() ||
               std::binary_search(known_unit_symbols().begin(), known_unit_symbols().end(), symbol)) {
      result = result * of(symbol).power(below ? -factor->exponent : factor->exponent);
    } else {
      faults.push_back(
          {.code = "unit-unknown-symbol", .place = place, .details = {shown(symbol), advice_for(symbol, also_known)}});
    }
    if (end == text.size()) {
      break;
    }
    below = text[end] == '/';
    begin = end + 1;
  }
  if (!faults.empty()) {
    return refuse(in_order(std::move(faults)));
  }
  return result;
}

Unit Unit::of(std::string_view symbol) {
  must(!symbol.empty() && symbol != "1" && symbol.find_first_of(marks) == std::string_view::npos,
       "a unit is one symbol");
  Unit result;
  result.factors_.push_back({std::string(symbol), 1});
  return result;
}

bool Unit::is_money() const {
  return factors_.size() == 1 && factors_[0].exponent == 1 && is_currency(factors_[0].symbol);
}

std::string Unit::currency() const {
  std::string found;
  for (const Factor& factor : factors_) {
    if (is_currency(factor.symbol)) {
      if (!found.empty()) {
        return {};
      }
      found = factor.symbol;
    }
  }
  return found;
}

bool Unit::has(std::string_view symbol) const {
  return std::any_of(factors_.begin(), factors_.end(), [&](const Factor& factor) { return factor.symbol == symbol; });
}

Unit Unit::with_currency(std::string_view code) const {
  Unit result;
  for (const Factor& factor : factors_) {
    result =
        result * of(factor.symbol == case_currency ? code : std::string_view(factor.symbol)).power(factor.exponent);
  }
  return result;
}

Unit Unit::power(int exponent) const {
  Unit result;
  if (exponent != 0) {
    result.factors_ = factors_;
    for (Factor& factor : result.factors_) {
      factor.exponent *= exponent;
    }
  }
  return result;
}

Unit operator*(const Unit& a, const Unit& b) {
  Unit result = a;
  for (const Unit::Factor& factor : b.factors_) {
    const auto at = std::lower_bound(result.factors_.begin(), result.factors_.end(), factor,
                                     [](const auto& x, const auto& y) { return x.symbol < y.symbol; });
    if (at == result.factors_.end() || at->symbol != factor.symbol) {
      result.factors_.insert(at, factor);
      continue;
    }
    at->exponent += factor.exponent;
    if (at->exponent == 0) {
      result.factors_.erase(at);
    }
  }
  return result;
}

// One text for one unit, however it came about: texts are compared in checks and written into workbooks.
std::string Unit::text() const {
  std::string above;
  std::string below;
  for (const bool currencies : {true, false}) {
    for (const Factor& factor : factors_) {
      if (is_currency(factor.symbol) != currencies) {
        continue;
      }
      std::string& side = factor.exponent < 0 ? below : above;
      if (factor.exponent < 0) {
        side += '/';
      } else if (!side.empty()) {
        side += '*';
      }
      side += factor.symbol;
      if (const int size = std::abs(factor.exponent); size != 1) {
        side += '^';
        side += std::to_string(size);
      }
    }
  }
  return (above.empty() ? "1" : above) + below;
}

const std::vector<std::string>& known_unit_symbols() {
  static const std::vector<std::string> symbols{
      "act",     "advert", "client",     "day",    "hectare", "hour",  "kilogram", "kilometre", "litre", "meal",
      "minute",  "month",  "night",      "person", "piece",   "point", "quarter",  "rental",    "room",  "service",
      "session", "shift",  "trafficker", "trip",   "venue",   "visit", "week",     "worker",    "year"};
  return symbols;
}

}  // namespace restituo
