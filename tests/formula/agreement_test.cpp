// The two interpreters read the same program: over thousands of random programs they must agree to 1e-12.
#include <gtest/gtest.h>

#include <random>

#include <restituo/formula/exact_run.hpp>
#include <restituo/formula/program.hpp>
#include <restituo/formula/sampled_run.hpp>

namespace restituo {
namespace {

constexpr int programs = 6000;
const Place nowhere;

double magnitude(double x) { return x < 0 ? -x : x; }

struct RandomProgram {
  Program program;
  std::vector<Exact> inputs;
};

// Inputs are short decimals and halves, so that exact ties (a floor of a whole number, a rounding at half, a comparison
// of equals) happen often and on purpose.
RandomProgram random_program(std::mt19937_64& random) {
  const auto below = [&](std::uint64_t n) { return random() % n; };
  ProgramBuilder builder;
  RandomProgram made;
  std::vector<NodeId> numbers;
  std::vector<NodeId> truths;
  const std::size_t inputs = 1 + below(5);
  for (std::size_t i = 0; i < inputs; ++i) {
    numbers.push_back(builder.input("x" + std::to_string(i), {}, Unit()));
    const std::int64_t scale = std::array<std::int64_t, 4>{1, 2, 10, 100}[below(4)];
    made.inputs.push_back(Exact::fraction(static_cast<std::int64_t>(below(4001)) - 2000, scale));
  }
  const auto number = [&] { return numbers[below(numbers.size())]; };
  for (int i = 0; i < 14; ++i) {
    const NodeId a = number();
    const NodeId b = number();
    switch (below(17)) {
      case 0:
      case 1: numbers.push_back(*builder.add(a, b, nowhere)); break;
      case 2:
      case 3: numbers.push_back(*builder.subtract(a, b, nowhere)); break;
      case 4:
      case 5: numbers.push_back(*builder.multiply(a, b, nowhere)); break;
      case 6: numbers.push_back(*builder.divide(a, b, nowhere)); break;
      case 7: numbers.push_back(*builder.minimum(std::array{a, b, number()}, nowhere)); break;
      case 8: numbers.push_back(*builder.maximum(std::array{a, b, number()}, nowhere)); break;
      case 9: numbers.push_back(*builder.floor(a, nowhere)); break;
      case 10: numbers.push_back(*builder.ceiling(a, nowhere)); break;
      case 11: {
        const auto mode = static_cast<RoundingMode>(below(6));
        const Exact to = std::array<Exact, 3>{Exact::fraction(1, 100), Exact(1), Exact::fraction(1, 20)}[below(3)];
        numbers.push_back(*builder.round(a, {to, mode}, nowhere));
        break;
      }
      case 12: numbers.push_back(*builder.absolute(a, nowhere)); break;
      case 13: numbers.push_back(*builder.sum(std::array{a, b, number()}, {}, nowhere)); break;
      case 14:
        numbers.push_back(*builder.power(a, builder.literal(static_cast<int>(below(5)) - 1, Unit()), nowhere));
        break;
      case 15:
        truths.push_back(*builder.compare(std::array{Op::less, Op::less_equal, Op::equal}[below(3)], a, b, nowhere));
        break;
      default:
        if (truths.empty()) break;
        if (below(3) == 0) truths.push_back(*builder.negation(truths[below(truths.size())], nowhere));
        if (below(3) == 0) {
          truths.push_back(*builder.combine(below(2) ? Op::logical_and : Op::logical_or, truths[below(truths.size())],
                                            truths[below(truths.size())], nowhere));
        }
        numbers.push_back(*builder.select(truths[below(truths.size())], a, b, nowhere));
        break;
    }
  }
  Step step;
  step.id = step.name = "answer";
  EXPECT_TRUE(builder.finish(std::move(step), numbers.back(), Unit(), Kind::none, {}));
  made.program = builder.take();
  return made;
}

// How far rounding errors of doubles may have carried each node, relative to one unit in the last place; negative where
// a near miss of a tie lets doubles honestly fall on the other side.
double error_scale(const Program& program, const ExactRun& run, NodeId root) {
  std::vector<double> scale(program.nodes.size(), 0);
  const auto value = [&](NodeId id) { return run.at(id) ? run.at(id)->to_double() : 0; };
  bool fragile = false;
  const auto near_miss = [&](const Exact& distance, double size) {
    const double d = magnitude(distance.to_double());
    fragile = fragile || (d != 0 && d < std::max(1e-8, 1e-13 * size)) || (d == 0 && size > 1e7);
  };
  for (NodeId id = 0; id <= root; ++id) {
    const Node& node = program.nodes[id];
    const auto operands = program.operands_of(id);
    double s = magnitude(value(id));
    const auto of = [&](std::size_t i) { return scale[operands[i]]; };
    switch (node.op) {
      case Op::multiply: s = std::max(s, of(0) * of(1)); break;
      case Op::divide: {
        const double b = magnitude(value(operands[1]));
        if (b != 0) s = std::max(s, of(0) / b * std::max(1.0, of(1) / b));
        break;
      }
      case Op::power: {
        const double base = magnitude(value(operands[0]));
        const double amplified = base == 0 ? 1 : of(0) / base;
        s = std::max(s, s * amplified * 4);
        if (s < of(0) && s < 1) s = std::max(s, of(0));
        break;
      }
      case Op::less:
      case Op::less_equal:
      case Op::equal:
        if (run.at(operands[0]) && run.at(operands[1])) {
          const Exact distance = *run.at(operands[0]) - *run.at(operands[1]);
          const double size = std::max(magnitude(value(operands[0])), magnitude(value(operands[1])));
          const double d = magnitude(distance.to_double());
          fragile = fragile || (d != 0 && d < 1e-10 * size) || std::max(of(0), of(1)) > 1e2 * std::max(size, 1e-3);
        }
        break;
      case Op::floor:
      case Op::ceiling:
      case Op::round:
        if (run.at(operands[0])) {
          const Exact to = node.op == Op::round ? program.roundings[node.payload].to : Exact(1);
          const Exact q = *run.at(operands[0]) / to;
          const double size = std::max(magnitude(q.to_double()), of(0) / to.to_double());
          near_miss(q - rounded(q, {1, RoundingMode::half_even}), size);
          near_miss(q - rounded(q, {1, RoundingMode::floor}) - Exact::fraction(1, 2), size);
        }
        s = std::max(s, of(0));
        break;
      default:
        for (const NodeId operand : operands)
          s = std::max(
              s, scale[operand] * (node.op == Op::sum || node.op == Op::add || node.op == Op::subtract ? 1.5 : 1));
        break;
    }
    scale[id] = s;
  }
  return fragile ? -1 : scale[root];
}

TEST(Interpreters, AgreeOnThousandsOfRandomPrograms) {
  std::mt19937_64 random(20261123);
  int compared = 0;
  int without_value = 0;
  for (int i = 0; i < programs; ++i) {
    const RandomProgram made = random_program(random);
    const ExactRun run = run_exactly(made.program, made.inputs);
    const auto& exact = run.at(made.program.steps[0].root);
    if (!exact) {
      ++without_value;
      continue;
    }
    const double scale = error_scale(made.program, run, made.program.steps[0].root);
    if (scale < 0 || scale > 1e12) {
      continue;
    }
    std::vector<InputId> drawn;
    std::vector<std::vector<double>> columns;
    for (InputId k = 0; k < made.inputs.size(); ++k) {
      drawn.push_back(k);
      columns.emplace_back(3, made.inputs[k].to_double());
    }
    std::vector<const double*> inputs;
    for (const auto& column : columns) inputs.push_back(column.data());
    const StepId wanted = 0;
    const SampledProgram sampled(made.program, run, drawn, std::span(&wanted, 1));
    SampledProgram::Workspace workspace(sampled);
    std::vector<double> answers(3);
    double* output = answers.data();
    sampled.run(inputs, std::span(&output, 1), 3, workspace);
    for (const double answer : answers) {
      ASSERT_NEAR(answer, exact->to_double(), 1e-12 * std::max(scale, magnitude(exact->to_double())))
          << "program " << i << "\n"
          << made.program.canonical_text();
    }
    ++compared;
  }
  EXPECT_GT(compared, programs / 2) << "most random programs must be comparable, or the test proves little";
  EXPECT_GT(without_value, 0);
}

TEST(SampledInterpreter, TakesWhatIsNotDrawnFromTheExactRun) {
  ProgramBuilder builder;
  const NodeId a = builder.input("a", {}, Unit());
  const NodeId b = builder.input("b", {}, Unit());
  const NodeId tenth = *builder.divide(a, builder.literal(Exact::fraction(1, 10), Unit()), nowhere);
  const NodeId whole = *builder.floor(tenth, nowhere);  // floor(0.3 / 0.1): 3 exactly, 2 in plain doubles
  Step step;
  step.id = step.name = "answer";
  ASSERT_TRUE(builder.finish(step, *builder.multiply(whole, b, nowhere), Unit(), Kind::none, {}));
  const Program program = builder.take();
  const ExactRun run = run_exactly(program, std::vector<Exact>{Exact::fraction(3, 10), Exact(1)});
  const std::vector<InputId> drawn{1};
  const std::vector<StepId> wanted{0};
  const SampledProgram sampled(program, run, drawn, wanted);
  SampledProgram::Workspace workspace(sampled);
  const std::vector<double> draws{0.5, 2, 10};
  std::vector<double> out(3);
  const double* input = draws.data();
  double* output = out.data();
  sampled.run(std::span(&input, 1), std::span(&output, 1), 3, workspace);
  EXPECT_EQ(out, (std::vector<double>{1.5, 6, 30}));
}

}  // namespace
}  // namespace restituo
