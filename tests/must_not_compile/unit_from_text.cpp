// wants: conversion from .*char.* to non-scalar type .*Unit|no viable conversion from .*char.* to .*Unit
// A text becomes a unit only through Unit::parse, which may refuse it.
#include <restituo/quantity/unit.hpp>

namespace restituo {

Unit day() {
  Unit unit = "dya";
  return unit;
}

}  // namespace restituo
