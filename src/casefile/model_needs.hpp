// What a model's formulas ask of a case: which inputs, which lengths, whether it needs dates, a calendar, a chosen key.
#pragma once

#include <set>
#include <string>

#include <restituo/model/model.hpp>

namespace restituo {

struct ModelNeeds {
  std::set<std::string> names;        // every name in the formulas that were looked at
  std::set<std::string> chosen_keys;  // key sets of which a formula uses the case's choice
  bool length_in_days = false;
  bool length_in_weeks = false;
  bool length_in_months = false;
  bool calendar_factors = false;  // weeks_per_month, days_per_month
  bool case_months = false;
  std::string dates;  // what needs dates ("sum(months, ...)", "period_start"); empty where nothing does
};

enum class NeededFor { period, study, cross_check };

// A study leaves out the steps that compare with a case; a cross-check looks only at those and what they rest on.
ModelNeeds needs_of(const Model& model, NeededFor purpose);

}  // namespace restituo
