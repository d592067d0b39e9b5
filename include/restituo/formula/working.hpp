// The Working is what a hostile expert checks with a pencil: for each step the sentence, the symbols, the numbers put
// in, the result, and the rounding where there is one.
//
//   Gross takings, New York
//   Price of one act × Acts a day × Days a week × Weeks worked
//   30 USD/act × 20 act/day × 6 day/week × 240 week
//   = 864,000 USD
//
// A number computed in an earlier step is put in as that step's result and named by its label, so every line can be
// checked alone.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <restituo/formula/exact_run.hpp>
#include <restituo/formula/program.hpp>

namespace restituo {

struct WorkingStyle {
  Language language = Language::en;
  // How a value with its unit is written; a report passes its own.
  std::function<std::string(const Exact&, const Unit&)> quantity;
};

// A style that writes 1234.5 USD/act, for tests and plain output.
WorkingStyle plain_working_style(Language language);

struct Working {
  std::string symbols;
  std::string numbers;
  std::string result;
  // Where the step rounds: the value before, as text; empty otherwise.
  std::string before_rounding;
  std::string rounding;        // "to 0.01, half to even"
  bool approximated = false;   // a power was rounded to 34 digits on the way
  std::vector<NodeId> leaves;  // the inputs, constants and earlier results that went in, in order
};

Working working_of(const Program& program, const ExactRun& run, StepId step, const WorkingStyle& style);

}  // namespace restituo
