// wants: conversion from .*char.* to non-scalar type .*Exact|no viable conversion from .*char.* to .*Exact
// A text becomes a number only through read_decimal, which may refuse it.
#include <restituo/quantity/exact.hpp>

namespace restituo {

Exact twelve() {
  Exact value = "12,5";
  return value;
}

}  // namespace restituo
