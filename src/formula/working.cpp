#include <restituo/formula/working.hpp>

#include <algorithm>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

// How tightly an operation binds, so that brackets stand only where they are needed.
enum Binding { loosest, either, both, inverse, comparing, adding, multiplying, signing, raising, single };

struct Rendered {
  std::string text;
  Binding binding = single;
};

class Renderer {
 public:
  Renderer(const Program& program, const ExactRun& run, const WorkingStyle& style, bool with_numbers)
      : program_(program), run_(run), style_(style), with_numbers_(with_numbers) {}

  std::vector<NodeId> leaves;

  Rendered render(NodeId id) {
    const Node& node = program_.nodes[id];
    const auto operands = program_.operands_of(id);
    switch (node.op) {
      case Op::input: return leaf(id, program_.inputs[node.payload].label);
      case Op::result: return leaf(id, program_.steps[node.payload].label);
      case Op::constant: {
        const ProgramConstant& constant = program_.constants[node.payload];
        if (constant.label == Words{}) {
          return {quantity(constant.value, program_.unit_of(id)), single};
        }
        return leaf(id, constant.label);
      }
      case Op::convert:
      case Op::round: return render(operands[0]);
      case Op::add: return infix(id, " + ", adding, false);
      case Op::subtract: return infix(id, " − ", adding, true);
      case Op::multiply: return infix(id, " × ", multiplying, false);
      case Op::divide: return infix(id, " ÷ ", multiplying, true);
      case Op::power: return infix(id, " ^ ", raising, true);
      case Op::less: return infix(id, " < ", comparing, true);
      case Op::less_equal: return infix(id, " ≤ ", comparing, true);
      case Op::equal: return infix(id, " = ", comparing, true);
      case Op::logical_and: return infix(id, english() ? " and " : " y ", both, false);
      case Op::logical_or: return infix(id, english() ? " or " : " o ", either, false);
      case Op::logical_not: return {(english() ? "not " : "no ") + bracketed(operands[0], inverse), inverse};
      case Op::negate: return {"−" + bracketed(operands[0], signing), signing};
      case Op::absolute: return call(english() ? "absolute value" : "valor absoluto", operands);
      case Op::floor: return call(english() ? "whole part" : "parte entera", operands);
      case Op::ceiling: return call(english() ? "rounded up to whole" : "redondeado al entero superior", operands);
      case Op::minimum: return call(english() ? "smaller of" : "menor de", operands);
      case Op::maximum: return call(english() ? "greater of" : "mayor de", operands);
      case Op::sum: return sum(id);
      case Op::select: {
        const std::string condition = render(operands[0]).text;
        const std::string then = render(operands[1]).text;
        const std::string otherwise = render(operands[2]).text;
        return {english() ? "if " + condition + " then " + then + ", otherwise " + otherwise
                          : "si " + condition + " entonces " + then + ", si no " + otherwise,
                loosest};
      }
    }
    report_bug("every operation can be written", std::source_location::current());
  }

 private:
  bool english() const { return style_.language == Language::en; }

  std::string quantity(const Exact& value, const Unit& unit) const { return style_.quantity(value, unit); }

  Rendered leaf(NodeId id, const Words& label) {
    if (std::find(leaves.begin(), leaves.end(), id) == leaves.end()) {
      leaves.push_back(id);
    }
    if (!with_numbers_) {
      return {label.in(style_.language), single};
    }
    const auto& value = run_.at(id);
    return {value ? quantity(*value, program_.unit_of(id)) : "?", single};
  }

  std::string bracketed(NodeId id, Binding least) {
    Rendered inner = render(id);
    return inner.binding < least ? "(" + inner.text + ")" : inner.text;
  }

  Rendered infix(NodeId id, std::string_view sign, Binding binding, bool strict_right) {
    const auto operands = program_.operands_of(id);
    std::string text = bracketed(operands[0], binding);
    text += sign;
    text += bracketed(operands[1], strict_right ? static_cast<Binding>(binding + 1) : binding);
    return {std::move(text), binding};
  }

  Rendered call(std::string_view name, std::span<const NodeId> operands) {
    std::string text = std::string(name) + " (";
    for (std::size_t i = 0; i < operands.size(); ++i) {
      text += (i == 0 ? "" : "; ") + render(operands[i]).text;
    }
    return {text + ")", single};
  }

  Rendered sum(NodeId id) {
    const auto operands = program_.operands_of(id);
    const ProgramSum& meaning = program_.sums[program_.nodes[id].payload];
    if (operands.empty()) {
      return {"0", single};
    }
    if (!with_numbers_) {
      // One term stands for all: they differ only in what they are put in from.
      std::string over = (english() ? "sum over " : "suma de ") + meaning.over.in(style_.language);
      const std::string& each = meaning.each.in(style_.language);
      const std::string first = render(operands[0]).text;
      for (std::size_t i = 1; i < operands.size(); ++i) {
        render(operands[i]);  // for its leaves
      }
      return {over + " (" + (each.empty() ? first : each) + ")", single};
    }
    std::string text;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      text += (i == 0 ? "" : " + ") + bracketed(operands[i], multiplying);
    }
    return {text, operands.size() == 1 ? multiplying : adding};
  }

  const Program& program_;
  const ExactRun& run_;
  const WorkingStyle& style_;
  bool with_numbers_;
};

std::string rounding_text(const Rounding& rounding, Language language) {
  const std::string to = readable_text(rounding.to);
  const bool english = language == Language::en;
  switch (rounding.mode) {
    case RoundingMode::half_even:
      return english ? "to " + to + "; a half, to the even digit" : "a " + to + "; una mitad, al dígito par";
    case RoundingMode::half_away:
      return english ? "to " + to + "; a half, away from zero" : "a " + to + "; una mitad, lejos de cero";
    case RoundingMode::down:
      return english ? "to " + to + ", cut off towards zero" : "a " + to + ", cortado hacia cero";
    case RoundingMode::up: return english ? "to " + to + ", away from zero" : "a " + to + ", hacia fuera de cero";
    case RoundingMode::floor: return english ? "down to a multiple of " + to : "hacia abajo a un múltiplo de " + to;
    case RoundingMode::ceiling: return english ? "up to a multiple of " + to : "hacia arriba a un múltiplo de " + to;
  }
  report_bug("a rounding mode has a name", std::source_location::current());
}

}  // namespace

WorkingStyle plain_working_style(Language language) {
  return {language, [](const Exact& value, const Unit& unit) {
            const std::string number = readable_text(value);
            return unit.is_pure_number() ? number : number + " " + unit.text();
          }};
}

Working working_of(const Program& program, const ExactRun& run, StepId step_id, const WorkingStyle& style) {
  const Step& step = program.steps[step_id];
  const NodeId inner = program.operands_of(step.root).front();
  const Unit& unit = program.unit_of(step.root);

  Working working;
  Renderer symbols(program, run, style, false);
  working.symbols = symbols.render(inner).text;
  working.leaves = std::move(symbols.leaves);
  working.numbers = Renderer(program, run, style, true).render(inner).text;
  const auto& result = run.at(step.root);
  working.result = result ? style.quantity(*result, unit) : "?";
  const Node& last = program.nodes[inner];
  if (last.op == Op::round) {
    working.rounding = rounding_text(program.roundings[last.payload], style.language);
    const auto& before = run.at(program.operands_of(inner).front());
    if (before && result && *before != *result) {
      working.before_rounding = style.quantity(*before, unit);
    }
  }
  // Powers between this step and the steps it uses.
  std::vector<NodeId> open{inner};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    working.approximated = working.approximated || run.was_approximated(node);
    for (const NodeId operand : program.operands_of(node)) {
      if (program.nodes[operand].op != Op::result) {
        open.push_back(operand);
      }
    }
  }
  return working;
}

}  // namespace restituo
