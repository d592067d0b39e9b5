// An Expression is a formula of a model file as a tree, still without units and values.
//
//   price * acts_per_day * 12[month/year]        product of two names and a number with a unit
//   sum(periods, gross)                          call of `sum` on a name and a name
//   profit["africa"]                             a name at a key
//
// Grammar, loosest binding first: or; and; not; one comparison (< <= > >= == !=); + -; * /; unary -; ^ (binds to the
// right). What it refuses: anything else, with the place of the first sign it cannot read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/quantity/unit.hpp>

namespace restituo {

struct Expression {
  enum class Form {
    number,  // `number`, in `unit`
    key,     // "africa", a quoted key, in `name`
    name,    // `name`
    at_key,  // `name` at the one operand, a key or a name that stands for one
    call,    // function `name` on the operands
    prefix,  // operator `name` ("-", "not") on one operand
    infix,   // operator `name` on two operands
  };

  Form form = Form::number;
  std::string name;
  Exact number;
  Unit unit;
  std::vector<Expression> operands;
  Place place;  // of its first character
};

// `place` is that of the formula's first character; the places in the tree count from it.
Outcome<Expression> parse_formula(std::string_view text, const Place& place,
                                  const std::vector<std::string>& also_known_units = {});

// Every name the formula mentions as a value (not functions and quoted keys), once each, in order.
std::vector<std::string> names_in(const Expression& expression);

}  // namespace restituo
