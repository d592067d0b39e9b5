#include <restituo/formula/exact_run.hpp>

#include <algorithm>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

// 40 more digits than the 50 that are promised: they cover what a large exponent loses in log and exp.
using Long = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<90>>;

Long long_value_of(const Exact& value) {
  const auto whole = [](const Exact& part) { return Long(boost::multiprecision::cpp_int(part.fraction_text())); };
  return whole(value.numerator()) / whole(value.denominator());
}

Exact exact_value_of(const Long& value) {
  int exponent = 0;
  Long mantissa = frexp(value, &exponent);
  constexpr int bits = 340;
  const boost::multiprecision::cpp_int digits(ldexp(mantissa, bits));
  const Exact scale = Exact(2).power(exponent - bits);
  return Exact::from_digits(digits.str()) * scale;
}

struct Power {
  std::optional<Exact> value;
  bool approximated = false;
};

constexpr std::int64_t largest_exact_exponent = 100'000;

Power power_of(const Exact& base, const Exact& exponent) {
  if (exponent.is_integer() && exponent.magnitude() <= Exact(largest_exact_exponent)) {
    if (base.is_zero() && exponent.sign() < 0) {
      return {};
    }
    return {base.power(exponent.to_int64()), false};
  }
  if (base.sign() < 0 || (base.is_zero() && exponent.sign() < 0)) {
    return {};
  }
  if (base.is_zero()) {
    return {Exact(0), false};
  }
  const Long result = exp(long_value_of(exponent) * log(long_value_of(base)));
  if (!isfinite(result) || result == 0) {
    return {};
  }
  return {rounded_to_significant(exact_value_of(result), 34), true};
}

}  // namespace

ExactRun run_exactly(const Program& program, std::span<const Exact> inputs) {
  const std::vector<std::optional<Exact>> present(inputs.begin(), inputs.end());
  return run_exactly(program, present, MissingTerms::propagate);
}

ExactRun run_exactly(const Program& program, std::span<const std::optional<Exact>> inputs, MissingTerms missing) {
  must(inputs.size() == program.inputs.size(), "a run brings one value for each input");
  ExactRun run;
  auto& values = run.values_;
  values.resize(program.nodes.size());

  for (NodeId id = 0; id < program.nodes.size(); ++id) {
    const Node& node = program.nodes[id];
    const auto operands = program.operands_of(id);
    const auto operand = [&](std::size_t i) -> const std::optional<Exact>& { return values[operands[i]]; };
    const auto truth = [](bool holds) { return Exact(holds ? 1 : 0); };

    if (node.op == Op::select) {  // only the branch taken needs a value
      if (operand(0)) {
        values[id] = operand(0)->is_zero() ? operand(2) : operand(1);
      }
      continue;
    }
    const auto absent = std::count_if(operands.begin(), operands.end(), [&](NodeId o) { return !values[o]; });
    const bool skips =
        missing == MissingTerms::skip && node.op == Op::sum && absent < static_cast<std::ptrdiff_t>(operands.size());
    if (absent > 0 && !skips) {
      continue;
    }
    switch (node.op) {
      case Op::input: values[id] = inputs[node.payload]; break;
      case Op::constant: {
        const ProgramConstant& constant = program.constants[node.payload];
        if (!constant.rests_on || inputs[*constant.rests_on]) values[id] = constant.value;
        break;
      }
      case Op::result:
      case Op::convert: values[id] = *operand(0); break;
      case Op::add: values[id] = *operand(0) + *operand(1); break;
      case Op::subtract: values[id] = *operand(0) - *operand(1); break;
      case Op::multiply: values[id] = *operand(0) * *operand(1); break;
      case Op::divide:
        if (!operand(1)->is_zero()) {
          values[id] = *operand(0) / *operand(1);
        }
        break;
      case Op::power: {
        Power power = power_of(*operand(0), *operand(1));
        values[id] = std::move(power.value);
        if (power.approximated) {
          run.approximated_.push_back(id);
        }
        break;
      }
      case Op::negate: values[id] = -*operand(0); break;
      case Op::absolute: values[id] = operand(0)->magnitude(); break;
      case Op::floor: values[id] = operand(0)->floor(); break;
      case Op::ceiling: values[id] = operand(0)->ceiling(); break;
      case Op::round: values[id] = rounded(*operand(0), program.roundings[node.payload]); break;
      case Op::sum: {
        Exact total;
        for (const NodeId o : operands) {
          total += values[o].value_or(Exact());
        }
        values[id] = std::move(total);
        break;
      }
      case Op::minimum:
      case Op::maximum: {
        const NodeId* best = &operands.front();
        for (const NodeId& o : operands) {
          const bool better = node.op == Op::minimum ? *values[o] < *values[*best] : *values[*best] < *values[o];
          best = better ? &o : best;
        }
        values[id] = *values[*best];
        break;
      }
      case Op::less: values[id] = truth(*operand(0) < *operand(1)); break;
      case Op::less_equal: values[id] = truth(*operand(0) <= *operand(1)); break;
      case Op::equal: values[id] = truth(*operand(0) == *operand(1)); break;
      case Op::logical_not: values[id] = truth(operand(0)->is_zero()); break;
      case Op::logical_and: values[id] = truth(!operand(0)->is_zero() && !operand(1)->is_zero()); break;
      case Op::logical_or: values[id] = truth(!operand(0)->is_zero() || !operand(1)->is_zero()); break;
      case Op::select: break;
    }
  }
  return run;
}

const Exact& ExactRun::value_of(const Program& program, StepId step) const {
  const auto& value = values_[program.steps[step].root];
  must(value.has_value(), "the step has a value: " + program.steps[step].id);
  return *value;
}

bool ExactRun::was_approximated(NodeId node) const {
  return std::find(approximated_.begin(), approximated_.end(), node) != approximated_.end();
}

Faults ExactRun::faults(const Program& program) const {
  Faults faults;
  for (const Step& step : program.steps) {
    if (values_[step.root]) {
      continue;
    }
    // The step where it failed first says so; later steps that rest on it would only repeat it.
    NodeId node = step.root;
    bool own = true;
    while (true) {
      const auto operands = program.operands_of(node);
      const auto without = std::find_if(operands.begin(), operands.end(), [&](NodeId o) { return !values_[o]; });
      if (without == operands.end()) {
        break;
      }
      node = *without;
      if (program.nodes[node].op == Op::result) {
        own = false;
        break;
      }
    }
    if (own) {
      const bool power = program.nodes[node].op == Op::power;
      faults.push_back(
          {.code = power ? "step-power-undefined" : "step-divides-by-zero", .place = step.place, .details = {step.id}});
    }
  }
  return faults;
}

}  // namespace restituo
