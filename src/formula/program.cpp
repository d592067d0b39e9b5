#include <restituo/formula/program.hpp>

#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

Fault unit_mismatch(std::string_view operation, const Unit& a, const Unit& b, const Place& place) {
  return {.code = "formula-units-differ", .place = place, .details = {std::string(operation), a.text(), b.text()}};
}

std::string readable(Kind kind) { return kind == Kind::none ? "-" : std::string(name_of(kind)); }

Fault kind_mismatch(std::string_view operation, Kind a, Kind b, const Place& place) {
  return {
      .code = "formula-kinds-differ", .place = place, .details = {std::string(operation), readable(a), readable(b)}};
}

Fault not_a_quantity(std::string_view operation, const Place& place) {
  return {.code = "formula-truth-as-number", .place = place, .details = {std::string(operation)}};
}

Fault not_a_truth(std::string_view operation, const Place& place) {
  return {.code = "formula-number-as-truth", .place = place, .details = {std::string(operation)}};
}

}  // namespace

std::string_view name_of(Op op) {
  switch (op) {
    case Op::input: return "input";
    case Op::constant: return "constant";
    case Op::result: return "result";
    case Op::add: return "+";
    case Op::subtract: return "-";
    case Op::multiply: return "*";
    case Op::divide: return "/";
    case Op::power: return "^";
    case Op::negate: return "-";
    case Op::absolute: return "abs";
    case Op::floor: return "floor";
    case Op::ceiling: return "ceiling";
    case Op::convert: return "as";
    case Op::round: return "round";
    case Op::sum: return "sum";
    case Op::minimum: return "min";
    case Op::maximum: return "max";
    case Op::less: return "<";
    case Op::less_equal: return "<=";
    case Op::equal: return "==";
    case Op::logical_not: return "not";
    case Op::logical_and: return "and";
    case Op::logical_or: return "or";
    case Op::select: return "if";
  }
  report_bug("an operation has a name", std::source_location::current());
}

std::optional<StepId> Program::step_with_id(std::string_view id) const {
  for (StepId i = 0; i < steps.size(); ++i) {
    if (steps[i].id == id) {
      return i;
    }
  }
  return std::nullopt;
}

std::optional<InputId> Program::input_with_id(std::string_view id) const {
  for (InputId i = 0; i < inputs.size(); ++i) {
    if (inputs[i].id == id) {
      return i;
    }
  }
  return std::nullopt;
}

std::string Program::canonical_text() const {
  std::string text = "restituo program 1\n";
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& node = nodes[id];
    text += std::string(name_of(node.op)) + ' ' + std::string(name_of(node.kind)) + ' ' + units[node.unit].text();
    for (const NodeId operand : operands_of(id)) {
      text += ' ' + std::to_string(operand);
    }
    switch (node.op) {
      case Op::input: text += " input " + inputs[node.payload].id; break;
      case Op::constant: text += " value " + constants[node.payload].value.fraction_text(); break;
      case Op::round:
        text += " to " + roundings[node.payload].to.fraction_text() + ' ' +
                std::string(name_of(roundings[node.payload].mode));
        break;
      case Op::result: text += " step " + steps[node.payload].id; break;
      default: break;
    }
    text += '\n';
  }
  return text;
}

ProgramBuilder::ProgramBuilder() { program_.units.emplace_back(); }

std::uint32_t ProgramBuilder::index_of(const Unit& unit) {
  const auto found = std::find(program_.units.begin(), program_.units.end(), unit);
  if (found != program_.units.end()) {
    return static_cast<std::uint32_t>(found - program_.units.begin());
  }
  program_.units.push_back(unit);
  return static_cast<std::uint32_t>(program_.units.size() - 1);
}

NodeId ProgramBuilder::append(Op op, std::span<const NodeId> operands, const Unit& unit, Kind kind,
                              std::uint32_t payload) {
  Node node;
  node.op = op;
  node.kind = kind;
  node.unit = index_of(unit);
  node.first = static_cast<std::uint32_t>(program_.operands.size());
  node.count = static_cast<std::uint32_t>(operands.size());
  node.payload = payload;
  program_.operands.insert(program_.operands.end(), operands.begin(), operands.end());
  program_.nodes.push_back(node);
  return static_cast<NodeId>(program_.nodes.size() - 1);
}

NodeId ProgramBuilder::input(std::string id, Words label, Unit unit, Kind kind) {
  must(!program_.input_with_id(id), "an input's name stands once in a program: " + id);
  const auto index = static_cast<std::uint32_t>(program_.inputs.size());
  const NodeId node = append(Op::input, {}, unit, kind, index);
  program_.inputs.push_back({std::move(id), std::move(label), std::move(unit), node});
  return node;
}

NodeId ProgramBuilder::constant(const Exact& value, Unit unit, Words label, std::string origin,
                                std::optional<InputId> rests_on) {
  const auto index = static_cast<std::uint32_t>(program_.constants.size());
  program_.constants.push_back({value, std::move(label), std::move(origin), rests_on});
  return append(Op::constant, {}, unit, Kind::none, index);
}

NodeId ProgramBuilder::literal(const Exact& value, Unit unit) {
  const bool plain_zero = value.is_zero() && unit.is_pure_number();
  const NodeId node = constant(value, std::move(unit));
  program_.nodes[node].any_unit = plain_zero;
  return node;
}

// Operands that must have one unit and one kind: min, max, sums, both branches of an if. A plain 0 takes what the
// others have.
Outcome<NodeId> ProgramBuilder::alike(Op op, std::span<const NodeId> values, std::uint32_t payload,
                                      const Place& place) {
  const NodeId* first = nullptr;
  for (const NodeId& value : values) {
    if (node(value).truth) {
      return refuse(not_a_quantity(name_of(op), place));
    }
    if (node(value).any_unit) {
      continue;
    }
    if (first == nullptr) {
      first = &value;
      continue;
    }
    if (unit_of(*first) != unit_of(value)) {
      return refuse(unit_mismatch(name_of(op), unit_of(*first), unit_of(value), place));
    }
    if (!kind_of_sum(node(*first).kind, node(value).kind)) {
      return refuse(kind_mismatch(name_of(op), node(*first).kind, node(value).kind, place));
    }
  }
  const NodeId result = first == nullptr ? append(op, values, Unit(), Kind::none, payload)
                                         : append(op, values, unit_of(*first), node(*first).kind, payload);
  program_.nodes[result].any_unit = first == nullptr;
  return result;
}

Outcome<NodeId> ProgramBuilder::add(NodeId a, NodeId b, const Place& place) {
  const std::array operands{a, b};
  return alike(Op::add, operands, 0, place);
}

Outcome<NodeId> ProgramBuilder::subtract(NodeId a, NodeId b, const Place& place) {
  const std::array operands{a, b};
  const auto difference = kind_of_difference(node(a).kind, node(b).kind);
  if (difference && !node(a).truth && !node(b).truth && unit_of(a) == unit_of(b)) {
    return append(Op::subtract, operands, unit_of(a), *difference);
  }
  return alike(Op::subtract, operands, 0, place);
}

Outcome<NodeId> ProgramBuilder::multiply(NodeId a, NodeId b, const Place& place) {
  const std::array operands{a, b};
  if (node(a).truth || node(b).truth) {
    return refuse(not_a_quantity("*", place));
  }
  const auto kind = kind_of_product(node(a).kind, node(b).kind);
  if (!kind) {
    return refuse(kind_mismatch("*", node(a).kind, node(b).kind, place));
  }
  const NodeId product = append(Op::multiply, operands, unit_of(a) * unit_of(b), *kind);
  program_.nodes[product].any_unit = node(a).any_unit || node(b).any_unit;
  return product;
}

Outcome<NodeId> ProgramBuilder::divide(NodeId a, NodeId b, const Place& place) {
  const std::array operands{a, b};
  if (node(a).truth || node(b).truth) {
    return refuse(not_a_quantity("/", place));
  }
  const NodeId quotient =
      append(Op::divide, operands, unit_of(a) / unit_of(b), kind_of_quotient(node(a).kind, node(b).kind));
  program_.nodes[quotient].any_unit = node(a).any_unit;
  return quotient;
}

Outcome<NodeId> ProgramBuilder::power(NodeId base, NodeId exponent, const Place& place) {
  const std::array operands{base, exponent};
  if (node(base).truth || node(exponent).truth) {
    return refuse(not_a_quantity("^", place));
  }
  if (!unit_of(exponent).is_pure_number() || node(exponent).kind != Kind::none || node(base).kind != Kind::none) {
    return refuse(
        {.code = "formula-power-units", .place = place, .details = {unit_of(base).text(), unit_of(exponent).text()}});
  }
  Unit unit;
  if (!unit_of(base).is_pure_number()) {
    const Node& by = node(exponent);
    const Exact* value = by.op == Op::constant ? &program_.constants[by.payload].value : nullptr;
    if (value == nullptr || !value->is_integer() || value->magnitude() > Exact(9)) {
      return refuse(
          {.code = "formula-power-units", .place = place, .details = {unit_of(base).text(), unit_of(exponent).text()}});
    }
    unit = unit_of(base).power(static_cast<int>(value->to_int64()));
  }
  return append(Op::power, operands, unit, Kind::none);
}

Outcome<NodeId> ProgramBuilder::negate(NodeId a, const Place& place) {
  return alike(Op::negate, std::array{a}, 0, place);
}
Outcome<NodeId> ProgramBuilder::absolute(NodeId a, const Place& place) {
  return alike(Op::absolute, std::array{a}, 0, place);
}
Outcome<NodeId> ProgramBuilder::floor(NodeId a, const Place& place) {
  return alike(Op::floor, std::array{a}, 0, place);
}
Outcome<NodeId> ProgramBuilder::ceiling(NodeId a, const Place& place) {
  return alike(Op::ceiling, std::array{a}, 0, place);
}

Outcome<NodeId> ProgramBuilder::convert(NodeId a, Kind kind, const Place& place) {
  const std::array operands{a};
  if (node(a).truth) {
    return refuse(not_a_quantity("as", place));
  }
  const NodeId converted = append(Op::convert, operands, unit_of(a), kind);
  program_.nodes[converted].any_unit = node(a).any_unit;
  return converted;
}

Outcome<NodeId> ProgramBuilder::round(NodeId a, const Rounding& rounding, const Place& place) {
  must(rounding.to.sign() > 0, "one rounds to a positive step");
  auto found = std::find(program_.roundings.begin(), program_.roundings.end(), rounding);
  const auto index = static_cast<std::uint32_t>(found - program_.roundings.begin());
  if (found == program_.roundings.end()) {
    program_.roundings.push_back(rounding);
  }
  return alike(Op::round, std::array{a}, index, place);
}

Outcome<NodeId> ProgramBuilder::sum(std::span<const NodeId> terms, ProgramSum meaning, const Place& place) {
  const auto index = static_cast<std::uint32_t>(program_.sums.size());
  program_.sums.push_back(std::move(meaning));
  return alike(Op::sum, terms, index, place);
}

Outcome<NodeId> ProgramBuilder::minimum(std::span<const NodeId> values, const Place& place) {
  return alike(Op::minimum, values, 0, place);
}

Outcome<NodeId> ProgramBuilder::maximum(std::span<const NodeId> values, const Place& place) {
  return alike(Op::maximum, values, 0, place);
}

Outcome<NodeId> ProgramBuilder::compare(Op op, NodeId a, NodeId b, const Place& place) {
  const std::array operands{a, b};
  if (node(a).truth || node(b).truth) {
    return refuse(not_a_quantity(name_of(op), place));
  }
  // Amounts of different kinds may be compared ("the greater of gross and wage"): comparing adds nothing up.
  if (!node(a).any_unit && !node(b).any_unit && unit_of(a) != unit_of(b)) {
    return refuse(unit_mismatch(name_of(op), unit_of(a), unit_of(b), place));
  }
  const NodeId result = append(op, operands, Unit(), Kind::none);
  program_.nodes[result].truth = true;
  return result;
}

Outcome<NodeId> ProgramBuilder::combine(Op op, NodeId a, NodeId b, const Place& place) {
  const std::array operands{a, b};
  if (!node(a).truth || !node(b).truth) {
    return refuse(not_a_truth(op == Op::logical_and ? "and" : "or", place));
  }
  const NodeId result = append(op, operands, Unit(), Kind::none);
  program_.nodes[result].truth = true;
  return result;
}

Outcome<NodeId> ProgramBuilder::negation(NodeId a, const Place& place) {
  const std::array operands{a};
  if (!node(a).truth) {
    return refuse(not_a_truth("not", place));
  }
  const NodeId result = append(Op::logical_not, operands, Unit(), Kind::none);
  program_.nodes[result].truth = true;
  return result;
}

Outcome<NodeId> ProgramBuilder::select(NodeId condition, NodeId then, NodeId otherwise, const Place& place) {
  if (!node(condition).truth) {
    return refuse(not_a_truth("if", place));
  }
  const std::array branches{then, otherwise};
  auto result = alike(Op::select, branches, 0, place);
  if (result) {
    // `alike` has appended the two branches as the node's operands; the condition goes before them.
    Node& made = program_.nodes[*result];
    program_.operands.insert(program_.operands.begin() + made.first, condition);
    made.count = 3;
  }
  return result;
}

Outcome<NodeId> ProgramBuilder::finish(Step step, NodeId value, const Unit& declared_unit, Kind declared_kind,
                                       const std::optional<Rounding>& rounding) {
  if (node(value).truth) {
    return refuse(not_a_quantity(step.name, step.place));
  }
  Faults faults;
  const bool zero = node(value).any_unit;
  if (!zero && unit_of(value) != declared_unit) {
    faults.push_back({.code = "step-unit-differs",
                      .place = step.place,
                      .details = {step.name, declared_unit.text(), unit_of(value).text()}});
  }
  const Kind kind = node(value).kind;
  if (!zero && kind != Kind::none && kind != declared_kind) {
    faults.push_back({.code = "step-kind-differs",
                      .place = step.place,
                      .details = {step.name, readable(declared_kind), readable(kind),
                                  declared_kind == Kind::none ? "kind = \"" + readable(kind) + "\""
                                                              : "as_" + readable(declared_kind) + "(...)"}});
  }
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  if (rounding) {
    auto rounded = round(value, *rounding, step.place);
    must(rounded.has_value(), "a quantity can be rounded");
    value = *rounded;
  }
  const std::array operands{value};
  step.root =
      append(Op::result, operands, declared_unit, declared_kind, static_cast<std::uint32_t>(program_.steps.size()));
  program_.steps.push_back(std::move(step));
  return program_.steps.back().root;
}

}  // namespace restituo
