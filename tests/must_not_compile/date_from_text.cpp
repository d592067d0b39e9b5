// wants: conversion from .*char.* to non-scalar type .*Date|no viable conversion from .*char.* to .*Date
// A text becomes a date only through Date::parse, which may refuse it.
#include <restituo/quantity/date.hpp>

namespace restituo {

Date day() {
  Date date = "01/03/2015";
  return date;
}

}  // namespace restituo
