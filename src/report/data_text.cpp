#include "data_text.hpp"

#include <restituo/quantity/decimal.hpp>

namespace restituo {

std::string exact_data_text(const Exact& value, int decimals) {
  const auto text = exact_decimal_text(value);
  if (!text) {
    return value.fraction_text();
  }
  const auto point = text->find('.');
  const auto has = point == std::string::npos ? 0 : static_cast<int>(text->size() - point - 1);
  return has >= decimals ? *text : rounded_decimal_text(value, decimals, RoundingMode::half_even);
}

}  // namespace restituo
