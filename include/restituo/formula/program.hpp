// A Program is a case and its models compiled into one flat, unit-checked list; everything that is a figure is a step
// of it.
//
// Nodes stand in the order in which they can be computed: operands always come before the node that uses them. A step
// is a named line of the working: a stretch of nodes that ends in a `result` node. The same program is read by the
// exact interpreter (exact_run.hpp), by the sampled one (sampled_run.hpp), and by the working (working.hpp); it holds
// no values of inputs, so it can be run again with other ones.
//
// A ProgramBuilder is the only way to make one. Each of its operations works out unit and kind of the result and
// refuses operands that do not go together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/formula/kind.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/quantity/rounding.hpp>
#include <restituo/quantity/unit.hpp>

namespace restituo {

using NodeId = std::uint32_t;
using InputId = std::uint32_t;
using StepId = std::uint32_t;

enum class Op : std::uint8_t {
  input,     // payload: index into inputs
  constant,  // payload: index into constants
  result,    // payload: index into steps; the value of the step
  add,
  subtract,
  multiply,
  divide,
  power,  // two operands
  negate,
  absolute,
  floor,
  ceiling,
  convert,  // one; `convert` changes the kind only
  round,    // one; payload: index into roundings
  sum,      // any number, also none; payload: index into sums
  minimum,
  maximum,  // one or more
  less,
  less_equal,
  equal,  // two; value 1 or 0
  logical_not,
  logical_and,
  logical_or,  // truth values
  select,      // condition, then, otherwise
};

struct Node {
  Op op = Op::constant;
  Kind kind = Kind::none;
  bool truth = false;       // it is true (1) or false (0), not a quantity
  bool any_unit = false;    // the literal 0, which goes with every unit and kind
  std::uint32_t unit = 0;   // index into units
  std::uint32_t first = 0;  // into operands
  std::uint32_t count = 0;
  std::uint32_t payload = 0;
};

// A number the case or a model brings in, with a name that never changes: the name of its stream of random numbers.
struct ProgramInput {
  std::string id;  // "a.new-york.price", "ilo-2014-sexual-exploitation/cost_share"
  Words label;     // "Price of one act"
  Unit unit;
  NodeId node = 0;
};

// A number that stands in a formula or follows from dates and conventions.
struct ProgramConstant {
  Exact value;
  Words label;  // empty where it is a plain number; else how the working names it: "weeks a month (average Gregorian)"
  std::string origin;  // for a value of a series: the series and the date; else empty
  // An input whose evidence is its own too: the days of one month of a period rest on the evidence of the period's
  // dates. Where that input is missing it has no value either.
  std::optional<InputId> rests_on;
};

// What a sum runs over, and the name of each term, for the working.
struct ProgramSum {
  Words over;
  std::vector<Words> terms;
  // What each term is, where their labels differ by whose they are; else the first term stands for all.
  Words each = {};
};

// Where a step belongs; empty where it belongs to none.
struct StepOwner {
  std::string model;
  std::string victim;
  std::string period;
  std::string key;
  friend bool operator==(const StepOwner&, const StepOwner&) = default;
};

struct Step {
  std::string id;    // "gross.a.new-york"; never used again for another meaning
  std::string name;  // "gross"
  StepOwner owner;
  Words label;
  Words says;
  std::string formula;  // as the model file has it
  Words rounding_because;
  bool figure = false;
  std::string compares_with;
  Place place;      // in the model file
  NodeId root = 0;  // its `result` node
};

struct Program {
  std::vector<Node> nodes;
  std::vector<NodeId> operands;
  std::vector<Unit> units;
  std::vector<ProgramInput> inputs;
  std::vector<ProgramConstant> constants;
  std::vector<Rounding> roundings;
  std::vector<ProgramSum> sums;
  std::vector<Step> steps;

  const Unit& unit_of(NodeId node) const { return units[nodes[node].unit]; }
  std::span<const NodeId> operands_of(NodeId node) const {
    return std::span(operands).subspan(nodes[node].first, nodes[node].count);
  }
  std::optional<StepId> step_with_id(std::string_view id) const;
  std::optional<InputId> input_with_id(std::string_view id) const;
  // A text that is the same for the same program and differs for any other: what the digest is made of.
  std::string canonical_text() const;
};

class ProgramBuilder {
 public:
  ProgramBuilder();

  NodeId input(std::string id, Words label, Unit unit, Kind kind = Kind::none);
  NodeId constant(const Exact& value, Unit unit, Words label = {}, std::string origin = {},
                  std::optional<InputId> rests_on = std::nullopt);
  // A number written in a formula. A plain 0 goes with every unit and kind.
  NodeId literal(const Exact& value, Unit unit);

  Outcome<NodeId> add(NodeId a, NodeId b, const Place& place);
  Outcome<NodeId> subtract(NodeId a, NodeId b, const Place& place);
  Outcome<NodeId> multiply(NodeId a, NodeId b, const Place& place);
  Outcome<NodeId> divide(NodeId a, NodeId b, const Place& place);
  // A unit needs a whole literal exponent; a pure number takes any pure number.
  Outcome<NodeId> power(NodeId base, NodeId exponent, const Place& place);
  Outcome<NodeId> negate(NodeId a, const Place& place);
  Outcome<NodeId> absolute(NodeId a, const Place& place);
  Outcome<NodeId> floor(NodeId a, const Place& place);
  Outcome<NodeId> ceiling(NodeId a, const Place& place);
  Outcome<NodeId> convert(NodeId a, Kind kind, const Place& place);
  Outcome<NodeId> round(NodeId a, const Rounding& rounding, const Place& place);
  Outcome<NodeId> sum(std::span<const NodeId> terms, ProgramSum meaning, const Place& place);
  Outcome<NodeId> minimum(std::span<const NodeId> values, const Place& place);
  Outcome<NodeId> maximum(std::span<const NodeId> values, const Place& place);
  Outcome<NodeId> compare(Op op, NodeId a, NodeId b, const Place& place);  // less, less_equal, equal
  Outcome<NodeId> combine(Op op, NodeId a, NodeId b, const Place& place);  // logical_and, logical_or
  Outcome<NodeId> negation(NodeId a, const Place& place);
  Outcome<NodeId> select(NodeId condition, NodeId then, NodeId otherwise, const Place& place);

  // Ends a step: checks the unit and kind it declares against what `value` has.
  Outcome<NodeId> finish(Step step, NodeId value, const Unit& declared_unit, Kind declared_kind,
                         const std::optional<Rounding>& rounding);

  const Program& program() const { return program_; }
  const Node& node(NodeId id) const { return program_.nodes[id]; }
  const Unit& unit_of(NodeId id) const { return program_.unit_of(id); }
  Program take() { return std::move(program_); }

 private:
  NodeId append(Op op, std::span<const NodeId> operands, const Unit& unit, Kind kind, std::uint32_t payload = 0);
  std::uint32_t index_of(const Unit& unit);
  Outcome<NodeId> alike(Op op, std::span<const NodeId> values, std::uint32_t payload, const Place& place);

  Program program_;
};

std::string_view name_of(Op op);

}  // namespace restituo
