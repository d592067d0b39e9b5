#include <restituo/quantity/money.hpp>

#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

struct Listed {
  std::string_view code;
  int decimals;
};

// ISO 4217 list one, with the funds in which Latin American judgments are fixed (CLF, COU, MXV, UYI, UYW), and from
// list three the currencies withdrawn since about 1995 in which an older exploitation may have been paid.
constexpr Listed listed[] = {
    {"AED", 2}, {"AFN", 2}, {"ALL", 2}, {"AMD", 2}, {"ANG", 2}, {"AOA", 2}, {"ARS", 2}, {"ATS", 2}, {"AUD", 2},
    {"AWG", 2}, {"AZN", 2}, {"BAM", 2}, {"BBD", 2}, {"BDT", 2}, {"BEF", 0}, {"BGN", 2}, {"BHD", 3}, {"BIF", 0},
    {"BMD", 2}, {"BND", 2}, {"BOB", 2}, {"BOV", 2}, {"BRL", 2}, {"BSD", 2}, {"BTN", 2}, {"BWP", 2}, {"BYN", 2},
    {"BYR", 0}, {"BZD", 2}, {"CAD", 2}, {"CDF", 2}, {"CHE", 2}, {"CHF", 2}, {"CHW", 2}, {"CLF", 4}, {"CLP", 0},
    {"CNY", 2}, {"COP", 2}, {"COU", 2}, {"CRC", 2}, {"CUC", 2}, {"CUP", 2}, {"CVE", 2}, {"CYP", 2}, {"CZK", 2},
    {"DEM", 2}, {"DJF", 0}, {"DKK", 2}, {"DOP", 2}, {"DZD", 2}, {"EEK", 2}, {"EGP", 2}, {"ERN", 2}, {"ESP", 0},
    {"ETB", 2}, {"EUR", 2}, {"FIM", 2}, {"FJD", 2}, {"FKP", 2}, {"FRF", 2}, {"GBP", 2}, {"GEL", 2}, {"GHS", 2},
    {"GIP", 2}, {"GMD", 2}, {"GNF", 0}, {"GRD", 0}, {"GTQ", 2}, {"GYD", 2}, {"HKD", 2}, {"HNL", 2}, {"HRK", 2},
    {"HTG", 2}, {"HUF", 2}, {"IDR", 2}, {"IEP", 2}, {"ILS", 2}, {"INR", 2}, {"IQD", 3}, {"IRR", 2}, {"ISK", 0},
    {"ITL", 0}, {"JMD", 2}, {"JOD", 3}, {"JPY", 0}, {"KES", 2}, {"KGS", 2}, {"KHR", 2}, {"KMF", 0}, {"KPW", 2},
    {"KRW", 0}, {"KWD", 3}, {"KYD", 2}, {"KZT", 2}, {"LAK", 2}, {"LBP", 2}, {"LKR", 2}, {"LRD", 2}, {"LSL", 2},
    {"LTL", 2}, {"LUF", 0}, {"LVL", 2}, {"LYD", 3}, {"MAD", 2}, {"MDL", 2}, {"MGA", 2}, {"MKD", 2}, {"MMK", 2},
    {"MNT", 2}, {"MOP", 2}, {"MRO", 2}, {"MRU", 2}, {"MTL", 2}, {"MUR", 2}, {"MVR", 2}, {"MWK", 2}, {"MXN", 2},
    {"MXV", 2}, {"MYR", 2}, {"MZN", 2}, {"NAD", 2}, {"NGN", 2}, {"NIO", 2}, {"NLG", 2}, {"NOK", 2}, {"NPR", 2},
    {"NZD", 2}, {"OMR", 3}, {"PAB", 2}, {"PEN", 2}, {"PGK", 2}, {"PHP", 2}, {"PKR", 2}, {"PLN", 2}, {"PTE", 0},
    {"PYG", 0}, {"QAR", 2}, {"RON", 2}, {"RSD", 2}, {"RUB", 2}, {"RWF", 0}, {"SAR", 2}, {"SBD", 2}, {"SCR", 2},
    {"SDG", 2}, {"SEK", 2}, {"SGD", 2}, {"SHP", 2}, {"SIT", 2}, {"SKK", 2}, {"SLE", 2}, {"SLL", 2}, {"SOS", 2},
    {"SRD", 2}, {"SSP", 2}, {"STD", 2}, {"STN", 2}, {"SVC", 2}, {"SYP", 2}, {"SZL", 2}, {"THB", 2}, {"TJS", 2},
    {"TMT", 2}, {"TND", 3}, {"TOP", 2}, {"TRL", 0}, {"TRY", 2}, {"TTD", 2}, {"TWD", 2}, {"TZS", 2}, {"UAH", 2},
    {"UGX", 0}, {"USD", 2}, {"UYI", 0}, {"UYU", 2}, {"UYW", 4}, {"UZS", 2}, {"VEB", 2}, {"VED", 2}, {"VEF", 2},
    {"VES", 2}, {"VND", 0}, {"VUV", 0}, {"WST", 2}, {"XAF", 0}, {"XCD", 2}, {"XCG", 2}, {"XOF", 0}, {"XPF", 0},
    {"YER", 2}, {"ZAR", 2}, {"ZMK", 2}, {"ZMW", 2}, {"ZWG", 2}, {"ZWL", 2},
};

constexpr bool before(const Listed& a, const Listed& b) { return a.code < b.code; }
static_assert(std::is_sorted(std::begin(listed), std::end(listed), before), "from_code searches by halves");

constexpr auto codes = [] {
  std::array<std::string_view, std::size(listed)> result{};
  std::transform(std::begin(listed), std::end(listed), result.begin(), [](const Listed& entry) { return entry.code; });
  return result;
}();

}  // namespace

std::optional<Currency> Currency::from_code(std::string_view code) {
  const auto* const found = std::lower_bound(std::begin(listed), std::end(listed), Listed{code, 0}, before);
  if (found == std::end(listed) || found->code != code) {
    return std::nullopt;
  }
  Currency currency;
  std::copy_n(code.begin(), 3, currency.code_);
  currency.decimals_ = found->decimals;
  return currency;
}

Exact Currency::minor_unit() const { return Exact::power_of_ten(-decimals_); }

std::span<const std::string_view> known_currency_codes() { return codes; }

std::optional<Money> Money::exactly(const Exact& amount, const Currency& currency) {
  Exact minor = amount / currency.minor_unit();
  if (!minor.is_integer()) {
    return std::nullopt;
  }
  return Money(currency, std::move(minor));
}

Money Money::rounded(const Exact& amount, const Currency& currency, RoundingMode mode) {
  return {currency, restituo::rounded(amount / currency.minor_unit(), {.to = 1, .mode = mode})};
}

Exact Money::amount() const { return minor_ * currency_.minor_unit(); }

std::string Money::text() const {
  return rounded_decimal_text(amount(), currency_.decimals(), RoundingMode::half_even);
}

Money operator+(const Money& a, const Money& b) {
  must(a.currency_ == b.currency_, "only amounts of one currency are added");
  return {a.currency_, a.minor_ + b.minor_};
}

Money operator-(const Money& a, const Money& b) { return a + -b; }

Money Money::operator-() const { return {currency_, -minor_}; }

std::partial_ordering operator<=>(const Money& a, const Money& b) {
  if (a.currency_ != b.currency_) {
    return std::partial_ordering::unordered;
  }
  return a.minor_ <=> b.minor_;
}

}  // namespace restituo
