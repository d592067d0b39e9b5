// wants: conversion from .int. to non-scalar type .*Date|no viable conversion from .int. to .*Date
// 2015 is a year, not a day.
#include <restituo/quantity/date.hpp>

namespace restituo {

Date day() {
  Date date = 2015;
  return date;
}

}  // namespace restituo
