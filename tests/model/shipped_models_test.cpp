// Every model that ships: it loads without a fault, gives its published answers, and both interpreters agree on it.
#include <gtest/gtest.h>

#include <algorithm>

#include <restituo/formula/sampled_run.hpp>
#include <restituo/model/verify.hpp>

#include "shipped_models.hpp"

namespace restituo {
namespace {

TEST(ShippedModels, LoadWithoutAFault) {
  for (const Fault& fault : shipped().faults) {
    ADD_FAILURE() << text_of(fault, Language::en);
  }
  EXPECT_GE(shipped().value.models.size(), 15U);
}

TEST(ShippedModels, GiveAtLeastFiftyPublishedAnswers) {
  std::size_t passed = 0;
  for (const CheckResult& result : verify_models(shipped().value)) {
    for (const Fault& fault : result.faults) {
      if (!result.passed)
        ADD_FAILURE() << result.model << ": " << result.check->says << "\n" << text_of(fault, Language::en);
    }
    passed += result.passed;
  }
  EXPECT_GE(passed, 50U);
}

TEST(ShippedModels, AreReadAlikeByBothInterpreters) {
  constexpr double tolerance = 1e-12;
  std::size_t compared = 0;
  for (const auto& [id, model] : shipped().value.models) {
    for (const ModelCheck& check : model.checks) {
      const auto bound = bind_check(shipped().value, model, check);
      ASSERT_TRUE(bound) << id;
      const Program& program = bound->program;
      const std::vector<Exact> values = bound->central_values();
      const ExactRun run = run_exactly(program, values);
      std::vector<InputId> drawn;
      std::vector<double> numbers;
      for (InputId i = 0; i < values.size(); ++i) {
        drawn.push_back(i);
        numbers.push_back(values[i].to_double());
      }
      std::vector<const double*> inputs;
      for (const double& number : numbers) inputs.push_back(&number);
      std::vector<StepId> steps;
      for (StepId i = 0; i < program.steps.size(); ++i) {
        if (run.at(program.steps[i].root)) steps.push_back(i);
      }
      std::vector<double> answers(steps.size());
      std::vector<double*> outputs;
      for (double& answer : answers) outputs.push_back(&answer);
      const SampledProgram sampled(program, run, drawn, steps);
      SampledProgram::Workspace workspace(sampled);
      sampled.run(inputs, outputs, 1, workspace);
      for (std::size_t k = 0; k < steps.size(); ++k) {
        const double exact = run.value_of(program, steps[k]).to_double();
        EXPECT_NEAR(answers[k], exact, tolerance * std::max(1.0, exact < 0 ? -exact : exact))
            << id << " " << program.steps[steps[k]].id << " in check: " << check.says;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 300U);
}

}  // namespace
}  // namespace restituo
