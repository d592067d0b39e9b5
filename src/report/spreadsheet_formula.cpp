#include "spreadsheet_formula.hpp"

#include <algorithm>
#include <cmath>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

enum Binding { adding = 1, multiplying, raising, single };

// Excel takes 8,192 characters, 255 arguments and 64 levels of brackets; pieces keep far below that.
constexpr std::size_t longest_part = 1000;
constexpr std::size_t most_arguments = 30;
constexpr int deepest = 30;
constexpr int digits_of_doubles = 15;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "b12" and "r1c1" are places in a sheet and no names.
bool looks_like_a_cell(const std::string& name) {
  std::size_t letters = 0;
  while (letters < name.size() && is_letter(name[letters])) ++letters;
  const bool digits_follow =
      letters < name.size() && std::all_of(name.begin() + static_cast<std::ptrdiff_t>(letters), name.end(), is_digit);
  if (digits_follow && letters <= 3) return true;
  if (name == "r" || name == "c") return true;
  return (name[0] == 'r' || name[0] == 'c') && name.find_first_not_of("rc0123456789") == std::string::npos;
}

std::string decimal_or_fraction(const Exact& value) {
  const auto text = exact_decimal_text(value);
  const auto digits = [](const std::string& number) {
    return static_cast<int>(std::count_if(number.begin(), number.end(), is_digit));
  };
  if (text && digits(*text) <= digits_of_doubles) {
    return *text;
  }
  const std::string above = value.numerator().fraction_text();
  const std::string below = value.denominator().fraction_text();
  if (digits(above) <= digits_of_doubles && digits(below) <= digits_of_doubles) {
    return below == "1" ? above : above + "/" + below;
  }
  return double_text(value.to_double());
}

// Digits before the point.
int whole_digits(double magnitude) {
  int digits = 1;
  for (double bound = 10; bound <= std::fabs(magnitude); bound *= 10) ++digits;
  return digits;
}

}  // namespace

SpreadsheetFormulas::SpreadsheetFormulas(const Program& program, const ExactRun& run, std::string pieces_sheet,
                                         std::size_t pieces_row)
    : program_(program), run_(run), pieces_sheet_(std::move(pieces_sheet)), pieces_row_(pieces_row) {
  for (const Step& step : program.steps) {
    step_names_.push_back(unique_name(step.id));
  }
  for (const ProgramInput& input : program.inputs) {
    input_names_.push_back(unique_name(input.id));
  }
  std::map<std::pair<std::string, std::string>, std::string> alike;
  for (NodeId id = 0; id < program.nodes.size(); ++id) {
    const Node& node = program.nodes[id];
    if (node.op != Op::constant) continue;
    const ProgramConstant& constant = program.constants[node.payload];
    if (constant.label == Words{} || constant_names_.count(node.payload) != 0) continue;
    const auto key = std::pair(constant.label.en + "\n" + constant.origin,
                               constant.value.fraction_text() + " " + program.unit_of(id).text());
    const auto found = alike.find(key);
    if (found != alike.end()) {
      constant_names_.emplace(node.payload, found->second);
      continue;
    }
    const bool dated = constant.origin.find('@') != std::string::npos;
    const std::string name = unique_name(dated ? constant.origin : constant.label.en);
    alike.emplace(key, name);
    constant_names_.emplace(node.payload, name);
    constants_.push_back({name, constant.label, constant.origin, constant.value, program.unit_of(id)});
  }
}

// Letters, digits and underscores, different from every other name whatever the case of its letters.
std::string SpreadsheetFormulas::unique_name(const std::string& id) {
  std::string name;
  for (const char c : id) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_letter(lower) || is_digit(lower)) {
      name += lower;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  constexpr std::size_t longest_name = 120;
  name = name.substr(0, longest_name);
  if (name.empty() || is_digit(name[0])) name = "n_" + name;
  if (looks_like_a_cell(name) || name == "true" || name == "false") name += "_";
  std::string free = name;
  for (int i = 2; !taken_.insert(free).second; ++i) {
    free = name + "_" + std::to_string(i) + "_";
  }
  return free;
}

double SpreadsheetFormulas::value_of(NodeId node) const {
  const auto& value = run_.at(node);
  return value ? value->to_double() : 0;
}

std::string SpreadsheetFormulas::piece(std::string formula, double value) {
  pieces_.push_back({std::move(formula), value, current_});
  return "'" + pieces_sheet_ + "'!$B$" + std::to_string(pieces_row_ + pieces_.size() - 1);
}

SpreadsheetFormulas::Rendered SpreadsheetFormulas::render(NodeId node) {
  if (const auto found = known_.find(node); found != known_.end()) {
    return found->second;
  }
  Rendered made = compute(node);
  if (made.text.size() > longest_part || made.depth > deepest) {
    made = {piece(std::move(made.text), value_of(node)), single, 0};
  }
  known_.emplace(node, made);
  return made;
}

std::string SpreadsheetFormulas::bracketed(NodeId node, int least) {
  const Rendered inner = render(node);
  return inner.binding < least ? "(" + inner.text + ")" : inner.text;
}

std::string SpreadsheetFormulas::cell_of(NodeId node) {
  const Op op = program_.nodes[node].op;
  Rendered made = render(node);
  if (op == Op::input || op == Op::result || (op == Op::constant && made.binding == single) ||
      made.text.starts_with("'" + pieces_sheet_)) {
    return made.text;
  }
  Rendered cell{piece(std::move(made.text), value_of(node)), single, 0};
  known_[node] = cell;
  return cell.text;
}

SpreadsheetFormulas::Rendered SpreadsheetFormulas::infix(NodeId node, const char* sign, int binding,
                                                         bool strict_right) {
  const auto operands = program_.operands_of(node);
  std::string text = bracketed(operands[0], binding);
  text += sign;
  text += bracketed(operands[1], strict_right ? binding + 1 : binding);
  return {std::move(text), binding, 1 + std::max(render(operands[0]).depth, render(operands[1]).depth)};
}

SpreadsheetFormulas::Rendered SpreadsheetFormulas::call(const char* function, const std::vector<std::string>& arguments,
                                                        int depth) {
  std::string text = std::string(function) + "(";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    text += (i == 0 ? "" : ",") + arguments[i];
  }
  return {text + ")", single, depth + 1};
}

// SUM, MIN and MAX over any number of terms, in heaps of thirty.
SpreadsheetFormulas::Rendered SpreadsheetFormulas::listed(const char* function, NodeId node) {
  const auto operands = program_.operands_of(node);
  if (operands.empty()) {
    return {"0", single, 0};
  }
  std::vector<std::string> terms;
  std::vector<double> values;
  int depth = 0;
  for (const NodeId operand : operands) {
    const Rendered term = render(operand);
    terms.push_back(term.text);
    values.push_back(value_of(operand));
    depth = std::max(depth, term.depth);
  }
  const std::string name = function;
  const auto joined = [&](const std::vector<double>& some) {
    double result = some.front();
    for (std::size_t i = 1; i < some.size(); ++i) {
      result = name == "SUM" ? result + some[i] : name == "MIN" ? std::min(result, some[i]) : std::max(result, some[i]);
    }
    return result;
  };
  while (terms.size() > most_arguments) {
    std::vector<std::string> heaps;
    std::vector<double> sums;
    for (std::size_t i = 0; i < terms.size(); i += most_arguments) {
      const std::size_t end = std::min(terms.size(), i + most_arguments);
      const std::vector<double> some(values.begin() + static_cast<std::ptrdiff_t>(i),
                                     values.begin() + static_cast<std::ptrdiff_t>(end));
      sums.push_back(joined(some));
      heaps.push_back(piece(
          call(function,
               {terms.begin() + static_cast<std::ptrdiff_t>(i), terms.begin() + static_cast<std::ptrdiff_t>(end)}, 0)
              .text,
          sums.back()));
    }
    terms = std::move(heaps);
    values = std::move(sums);
    depth = 0;
  }
  return call(function, terms, depth);
}

// Without the digits that only doubles have.
std::string SpreadsheetFormulas::cleaned(const std::string& text, double magnitude) const {
  const int digits = std::max(1, digits_of_doubles - 2 - whole_digits(magnitude));
  return "ROUND(" + text + "," + std::to_string(digits) + ")";
}

std::string SpreadsheetFormulas::rounded(const std::string& cell, const Rounding& rounding, double magnitude) const {
  const Exact parts = Exact(1) / rounding.to;
  const bool shares = parts.is_integer();  // a cent is a hundredth: dividing by 100 gives the nearest double
  const std::string size = decimal_or_fraction(shares ? parts : rounding.to);
  const std::string scaled = size == "1" ? cell : cell + (shares ? "*" : "/") + size;
  const std::string n = cleaned(scaled, magnitude / rounding.to.to_double());
  std::string whole;
  switch (rounding.mode) {
    case RoundingMode::half_even:
      whole = "IF(ABS(" + n + "-TRUNC(" + n + "))=0.5,2*ROUND(" + n + "/2,0),ROUND(" + n + ",0))";
      break;
    case RoundingMode::half_away: whole = "ROUND(" + n + ",0)"; break;
    case RoundingMode::down: whole = "TRUNC(" + n + ")"; break;
    case RoundingMode::up: whole = "ROUNDUP(" + n + ",0)"; break;
    case RoundingMode::floor: whole = "INT(" + n + ")"; break;
    case RoundingMode::ceiling: whole = "-INT(-" + n + ")"; break;
  }
  return size == "1" ? whole : whole + (shares ? "/" : "*") + size;
}

SpreadsheetFormulas::Rendered SpreadsheetFormulas::compute(NodeId id) {
  const Node& node = program_.nodes[id];
  const auto operands = program_.operands_of(id);
  const auto truth = [&](const std::string& condition, int depth) { return call("IF", {condition, "1", "0"}, depth); };
  const auto depth_of = [&] {
    int depth = 0;
    for (const NodeId operand : operands) depth = std::max(depth, render(operand).depth);
    return depth;
  };
  const auto difference = [&] {  // of two values that are compared, without the noise of doubles
    const double size = std::max(std::fabs(value_of(operands[0])), std::fabs(value_of(operands[1])));
    return cleaned(bracketed(operands[0], adding) + "-" + bracketed(operands[1], multiplying), size);
  };
  const auto holds = [&](std::size_t i) { return bracketed(operands[i], adding) + "<>0"; };
  switch (node.op) {
    case Op::input: return {input_names_[node.payload], single, 0};
    case Op::result: return {step_names_[node.payload], single, 0};
    case Op::constant: {
      if (const auto named = constant_names_.find(node.payload); named != constant_names_.end()) {
        return {named->second, single, 0};
      }
      std::string number = decimal_or_fraction(program_.constants[node.payload].value);
      const bool bare = std::all_of(number.begin(), number.end(), [](char c) { return is_digit(c) || c == '.'; });
      return {bare ? number : "(" + number + ")", single, 0};
    }
    case Op::convert: return render(operands[0]);
    case Op::round:
      return {rounded(cell_of(operands[0]), program_.roundings[node.payload], value_of(operands[0])), multiplying, 4};
    case Op::add: return infix(id, "+", adding, false);
    case Op::subtract: return infix(id, "-", adding, true);
    case Op::multiply: return infix(id, "*", multiplying, false);
    case Op::divide: return infix(id, "/", multiplying, true);
    case Op::power:
      return {bracketed(operands[0], single) + "^" + bracketed(operands[1], single), raising, 1 + depth_of()};
    case Op::negate: return {"(-" + bracketed(operands[0], single) + ")", single, 1 + depth_of()};
    case Op::absolute: return call("ABS", {render(operands[0]).text}, depth_of());
    case Op::floor: return call("INT", {cleaned(render(operands[0]).text, value_of(operands[0]))}, 1 + depth_of());
    case Op::ceiling:
      return {"(-INT(-" + cleaned(render(operands[0]).text, value_of(operands[0])) + "))", single, 3 + depth_of()};
    case Op::sum: return listed("SUM", id);
    case Op::minimum: return listed("MIN", id);
    case Op::maximum: return listed("MAX", id);
    case Op::less: return truth(difference() + "<0", 1 + depth_of());
    case Op::less_equal: return truth(difference() + "<=0", 1 + depth_of());
    case Op::equal: return truth(difference() + "=0", 1 + depth_of());
    case Op::logical_not: return truth(bracketed(operands[0], adding) + "=0", depth_of());
    case Op::logical_and: return truth("AND(" + holds(0) + "," + holds(1) + ")", 1 + depth_of());
    case Op::logical_or: return truth("OR(" + holds(0) + "," + holds(1) + ")", 1 + depth_of());
    case Op::select: return call("IF", {holds(0), render(operands[1]).text, render(operands[2]).text}, depth_of());
  }
  report_bug("every operation is a formula", std::source_location::current());
}

SpreadsheetStep SpreadsheetFormulas::formula_of(StepId step, const std::string& before_cell) {
  current_ = step;
  NodeId inner = program_.operands_of(program_.steps[step].root).front();
  while (program_.nodes[inner].op == Op::convert) {
    inner = program_.operands_of(inner).front();
  }
  if (program_.nodes[inner].op != Op::round) {
    return {{}, render(inner).text};
  }
  const NodeId before = program_.operands_of(inner).front();
  return {render(before).text,
          rounded(before_cell, program_.roundings[program_.nodes[inner].payload], value_of(before))};
}

}  // namespace restituo
