// wants: conversion from .*char.* to non-scalar type .*Currency|no viable conversion from .*char.* to .*Currency
// A text becomes a currency only through from_code, which may refuse it.
#include <restituo/quantity/money.hpp>

namespace restituo {

Currency dollar() {
  Currency currency = "USD";
  return currency;
}

}  // namespace restituo
