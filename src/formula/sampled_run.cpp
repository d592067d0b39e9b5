#include <restituo/formula/sampled_run.hpp>

#include <algorithm>
#include <bit>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/arithmetic.hpp>
#include <restituo/uncertainty/elementary.hpp>

namespace restituo {
namespace {

constexpr std::size_t block = SampledProgram::block_size;
constexpr std::uint32_t nowhere = ~std::uint32_t{0};
// How far from a tie a double may lie and still count as on it: what the rounding errors of some dozen operations come
// to.
constexpr double tie_width = 1e-9;
constexpr double relative_tie_width = 1e-14;

double magnitude(double x) { return x < 0 ? -x : x; }

// The largest whole number not above x, by adding and taking away 2^52; above that every double is whole.
double whole_below(double x) {
  constexpr double big = 4503599627370496.0;
  if (magnitude(x) >= big) {
    return x;
  }
  const double near = x >= 0 ? (x + big) - big : (x - big) + big;  // to nearest, ties to even
  return near > x ? near - 1 : near;
}

double nearest_whole(double x) {
  constexpr double big = 4503599627370496.0;
  return magnitude(x) >= big ? x : (x >= 0 ? (x + big) - big : (x - big) + big);
}

bool within_tie(double x, double tie) {
  return magnitude(x - tie) <= std::max(tie_width, relative_tie_width * magnitude(tie));
}

double floor_with_tie(double x) {
  const double near = nearest_whole(x);
  return within_tie(x, near) ? near : whole_below(x);
}

double ceiling_with_tie(double x) { return -floor_with_tie(-x); }

bool is_even(double whole) { return whole_below(whole / 2) * 2 == whole; }

double rounded_with_tie(double x, double to, RoundingMode mode) {
  const double q = x / to;
  const double near = nearest_whole(q);
  if (within_tie(q, near)) {
    return near * to;
  }
  const double below = whole_below(q);
  const bool half = within_tie(q, below + 0.5);
  switch (mode) {
    case RoundingMode::half_even:
      if (half) return (is_even(below) ? below : below + 1) * to;
      return near * to;
    case RoundingMode::half_away:
      if (half) return (q >= 0 ? below + 1 : below) * to;
      return near * to;
    case RoundingMode::down: return (q >= 0 ? below : below + 1) * to;
    case RoundingMode::up: return (q >= 0 ? below + 1 : below) * to;
    case RoundingMode::floor: return below * to;
    case RoundingMode::ceiling: return (below + 1) * to;
  }
  return x;
}

bool same_within_tie(double a, double b) {
  return a == b || magnitude(a - b) <= 100 * relative_tie_width * std::max(magnitude(a), magnitude(b));
}

}  // namespace

SampledProgram::SampledProgram(const Program& program, const ExactRun& central, std::span<const InputId> drawn,
                               std::span<const StepId> wanted) {
  std::vector<char> varies(program.nodes.size(), 0);
  for (const InputId input : drawn) {
    varies[program.inputs[input].node] = 1;
  }
  for (NodeId id = 0; id < program.nodes.size(); ++id) {
    for (const NodeId operand : program.operands_of(id)) {
      varies[id] = static_cast<char>(varies[id] | varies[operand]);
    }
  }
  std::vector<char> needed(program.nodes.size(), 0);
  for (const StepId step : wanted) {
    needed[program.steps[step].root] = 1;
  }
  for (NodeId id = static_cast<NodeId>(program.nodes.size()); id-- > 0;) {
    if (needed[id] && varies[id]) {
      for (const NodeId operand : program.operands_of(id)) {
        needed[operand] = 1;
      }
    }
  }

  std::vector<std::uint32_t> register_of(program.nodes.size(), nowhere);
  const auto new_register = [&] { return static_cast<std::uint32_t>(register_count_++); };
  for (const InputId input : drawn) {
    const NodeId node = program.inputs[input].node;
    register_of[node] = new_register();
    input_registers_.push_back(register_of[node]);
  }
  for (NodeId id = 0; id < program.nodes.size(); ++id) {
    if (!needed[id] || register_of[id] != nowhere) {
      continue;
    }
    const Node& node = program.nodes[id];
    if (!varies[id]) {
      // A branch that is never taken may have no value; not-a-number then shows if it is taken after all.
      const auto& value = central.at(id);
      register_of[id] = new_register();
      fills_.push_back({register_of[id], value ? value->to_double() : std::bit_cast<double>(0x7ff8000000000000ULL)});
      continue;
    }
    if (node.op == Op::result || node.op == Op::convert) {
      register_of[id] = register_of[program.operands_of(id).front()];
      continue;
    }
    Instruction instruction{node.op, new_register(), static_cast<std::uint32_t>(sources_.size()), node.count,
                            node.payload};
    for (const NodeId operand : program.operands_of(id)) {
      sources_.push_back(register_of[operand]);
    }
    register_of[id] = instruction.target;
    instructions_.push_back(instruction);
  }
  for (const StepId step : wanted) {
    output_registers_.push_back(register_of[program.steps[step].root]);
  }
  for (const Rounding& rounding : program.roundings) {
    roundings_.push_back({rounding.to.to_double(), rounding.mode});
  }

  // Results whose last reader has been computed give their register to later ones: few registers stay in a near cache.
  std::vector<std::size_t> last_reader(register_count_, 0);  // its number from 1; 0 once it has been passed
  std::vector<char> shared(register_count_, 0);
  for (std::size_t i = 0; i < instructions_.size(); ++i) {
    shared[instructions_[i].target] = 1;
    for (std::uint32_t k = 0; k < instructions_[i].count; ++k) {
      last_reader[sources_[instructions_[i].first + k]] = i + 1;
    }
  }
  for (const std::uint32_t output : output_registers_) {
    shared[output] = 0;
  }
  std::vector<std::uint32_t> place(register_count_, nowhere);
  std::uint32_t places = 0;
  for (std::size_t i = 0; i < register_count_; ++i) {
    if (!shared[i]) {
      place[i] = places++;
    }
  }
  std::vector<std::uint32_t> free;
  for (std::size_t i = 0; i < instructions_.size(); ++i) {
    Instruction& instruction = instructions_[i];
    if (place[instruction.target] == nowhere) {
      if (free.empty()) {
        free.push_back(places++);
      }
      place[instruction.target] = free.back();
      free.pop_back();
    }
    instruction.target = place[instruction.target];
    for (std::uint32_t k = 0; k < instruction.count; ++k) {
      std::uint32_t& source = sources_[instruction.first + k];
      if (shared[source] && last_reader[source] == i + 1) {
        last_reader[source] = 0;
        free.push_back(place[source]);
      }
      source = place[source];
    }
  }
  for (Fill& fill : fills_) {
    fill.target = place[fill.target];
  }
  for (auto* const of : {&input_registers_, &output_registers_}) {
    for (std::uint32_t& index : *of) {
      index = place[index];
    }
  }
  register_count_ = places;
}

SampledProgram::Workspace::Workspace(const SampledProgram& program) : registers_(program.register_count_ * block) {
  for (const Fill& fill : program.fills_) {
    std::fill_n(registers_.begin() + static_cast<std::ptrdiff_t>(fill.target * block), block, fill.value);
  }
}

void SampledProgram::run(std::span<const double* const> inputs, std::span<double* const> outputs, std::size_t count,
                         Workspace& workspace) const {
  must(count <= block, "a block holds no more than block_size draws");
  must(inputs.size() == input_registers_.size() && outputs.size() == output_registers_.size(),
       "a run brings what the program was made for");
  double* const registers = workspace.registers_.data();
  // Inputs are read where they stand.
  std::vector<const double*> places(register_count_);
  for (std::size_t i = 0; i < register_count_; ++i) {
    places[i] = registers + i * block;
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    places[input_registers_[i]] = inputs[i];
  }
  const auto at = [&](std::uint32_t index) { return places[index]; };

  for (const Instruction& instruction : instructions_) {
    double* const out = registers + std::size_t{instruction.target} * block;
    const std::uint32_t* const source = sources_.data() + instruction.first;
    const double* const a = instruction.count > 0 ? at(source[0]) : nullptr;
    const double* const b = instruction.count > 1 ? at(source[1]) : nullptr;
    const double* const c = instruction.count > 2 ? at(source[2]) : nullptr;
    const auto each = [&](auto operation) {
      for (std::size_t i = 0; i < count; ++i) {
        out[i] = operation(i);
      }
    };
    switch (instruction.op) {
      case Op::add: add_blocks(a, b, out, count); break;
      case Op::subtract: subtract_blocks(a, b, out, count); break;
      case Op::multiply: multiply_blocks(a, b, out, count); break;
      case Op::divide: divide_blocks(a, b, out, count); break;
      case Op::power: reproducible_pow({a, count}, {b, count}, {out, count}); break;
      case Op::negate: each([=](std::size_t i) { return -a[i]; }); break;
      case Op::absolute: each([=](std::size_t i) { return magnitude(a[i]); }); break;
      case Op::floor: each([=](std::size_t i) { return floor_with_tie(a[i]); }); break;
      case Op::ceiling: each([=](std::size_t i) { return ceiling_with_tie(a[i]); }); break;
      case Op::round: {
        const RoundingInDoubles rounding = roundings_[instruction.payload];
        const bool half = rounding.mode == RoundingMode::half_even || rounding.mode == RoundingMode::half_away;
        // Nearly always no value is near a tie. A zero has no sign, whichever way it came about.
        if (half && round_far_from_ties(a, rounding.to, 2 * tie_width, 2 * relative_tie_width, out, count)) {
          break;
        }
        each([=](std::size_t i) { return rounded_with_tie(a[i], rounding.to, rounding.mode) + 0.0; });
        break;
      }
      case Op::sum:
      case Op::minimum:
      case Op::maximum: {
        if (instruction.count == 0) {
          each([](std::size_t) { return 0.0; });
          break;
        }
        std::copy_n(a, count, out);
        for (std::uint32_t k = 1; k < instruction.count; ++k) {
          const double* const next = at(source[k]);
          switch (instruction.op) {
            case Op::sum: add_blocks(out, next, out, count); break;
            case Op::minimum: each([=](std::size_t i) { return next[i] < out[i] ? next[i] : out[i]; }); break;
            default: each([=](std::size_t i) { return out[i] < next[i] ? next[i] : out[i]; }); break;
          }
        }
        break;
      }
      case Op::less:
        each([=](std::size_t i) { return a[i] < b[i] && !same_within_tie(a[i], b[i]) ? 1.0 : 0.0; });
        break;
      case Op::less_equal:
        each([=](std::size_t i) { return a[i] <= b[i] || same_within_tie(a[i], b[i]) ? 1.0 : 0.0; });
        break;
      case Op::equal: each([=](std::size_t i) { return same_within_tie(a[i], b[i]) ? 1.0 : 0.0; }); break;
      case Op::logical_not: each([=](std::size_t i) { return a[i] == 0 ? 1.0 : 0.0; }); break;
      case Op::logical_and: each([=](std::size_t i) { return a[i] != 0 && b[i] != 0 ? 1.0 : 0.0; }); break;
      case Op::logical_or: each([=](std::size_t i) { return a[i] != 0 || b[i] != 0 ? 1.0 : 0.0; }); break;
      case Op::select: each([=](std::size_t i) { return a[i] != 0 ? b[i] : c[i]; }); break;
      case Op::input:
      case Op::constant:
      case Op::result:
      case Op::convert: must(false, "leaves are no instructions"); break;
    }
  }
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    std::copy_n(at(output_registers_[k]), count, outputs[k]);
  }
}

}  // namespace restituo
