// wants: conversion from .int. to non-scalar type .*Money|no viable conversion from .int. to .*Money
// An amount of money has a currency and a rounding.
#include <restituo/quantity/money.hpp>

namespace restituo {

Money five() {
  Money money = 5;
  return money;
}

}  // namespace restituo
