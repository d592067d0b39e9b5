#include "model_needs.hpp"

#include <ranges>

namespace restituo {
namespace {

class NeedsReader {
 public:
  NeedsReader(const Model& model, ModelNeeds& needs) : model_(model), needs_(needs) {}

  void read_step(const ModelStep& step) {
    bound_keys_ = {step.per};
    read(step.expression);
  }

 private:
  void read(const Expression& expression) {
    using Form = Expression::Form;
    if (expression.form == Form::call && expression.name == "sum" && !expression.operands.empty()) {
      read_sum(expression);
      return;
    }
    if (expression.form == Form::name || expression.form == Form::at_key) {
      note_name(expression.name);
    }
    for (const Expression& operand : expression.operands) {
      read(operand);
    }
  }

  // Inside sum(region, ...) the key is the one of the term.
  void read_sum(const Expression& sum) {
    const Expression& over = sum.operands.front();
    if (over.name == "months" || over.name == "weeks" || over.name == "spans") {
      needs_.dates = "sum(" + over.name + ", ...)";
    }
    const bool newly_bound = bound_keys_.insert(over.name).second;
    for (std::size_t i = 1; i < sum.operands.size(); ++i) {
      read(sum.operands[i]);
    }
    if (newly_bound) {
      bound_keys_.erase(over.name);
    }
  }

  void note_name(const std::string& name) {
    needs_.names.insert(name);
    if (model_.keys.contains(name) && !bound_keys_.contains(name)) {
      needs_.chosen_keys.insert(name);
    }
    if (model_.input(name) != nullptr || model_.parameter(name) != nullptr || model_.step(name) != nullptr) {
      return;  // the model's own meaning counts
    }
    needs_.length_in_days = needs_.length_in_days || name == "length_in_days";
    needs_.length_in_weeks = needs_.length_in_weeks || name == "length_in_weeks";
    needs_.length_in_months = needs_.length_in_months || name == "length_in_months";
    needs_.calendar_factors = needs_.calendar_factors || name == "weeks_per_month" || name == "days_per_month";
    needs_.case_months = needs_.case_months || name == "case_months";
    if (needs_.dates.empty() && (name == "period_start" || name == "period_end")) {
      needs_.dates = name;
    }
  }

  const Model& model_;
  ModelNeeds& needs_;
  std::set<std::string> bound_keys_;
};

}  // namespace

ModelNeeds needs_of(const Model& model, NeededFor purpose) {
  ModelNeeds needs;
  NeedsReader reader(model, needs);
  // From the last step to the first: what a comparison rests on stands above it.
  for (const ModelStep& step : std::views::reverse(model.steps)) {
    const bool compares = !step.compares_with.empty();
    const bool used = purpose == NeededFor::study         ? !compares
                      : purpose == NeededFor::cross_check ? compares || needs.names.contains(step.id)
                                                          : true;
    if (used) {
      reader.read_step(step);
    }
  }
  return needs;
}

}  // namespace restituo
