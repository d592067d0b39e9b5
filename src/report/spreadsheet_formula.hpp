// Steps of a program as formulas of a spreadsheet.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <restituo/formula/exact_run.hpp>
#include <restituo/formula/program.hpp>

namespace restituo {

// A part of a formula that stands in a cell of its own, because it is needed more than once or is too long.
struct SpreadsheetPiece {
  std::string formula;
  double value = 0;
  StepId step = 0;  // the first that uses it
};

// A number that no case gave and that has a meaning: a convention, a value of a dated series.
struct SpreadsheetConstant {
  std::string name;
  Words label;
  std::string origin;
  Exact value;
  Unit unit;
};

struct SpreadsheetStep {
  std::string before_rounding;  // empty where the step does not round
  std::string formula;          // in terms of `before_cell` where it rounds
};

class SpreadsheetFormulas {
 public:
  // `pieces_sheet`: the sheet in whose second column the pieces stand, from row `pieces_row` (counted from 1) on.
  SpreadsheetFormulas(const Program& program, const ExactRun& run, std::string pieces_sheet, std::size_t pieces_row);

  const std::string& name_of_input(InputId input) const { return input_names_[input]; }
  const std::string& name_of_step(StepId step) const { return step_names_[step]; }
  // `before_cell`: where the step's value before rounding stands, as "F12".
  SpreadsheetStep formula_of(StepId step, const std::string& before_cell);

  const std::vector<SpreadsheetPiece>& pieces() const { return pieces_; }
  const std::vector<SpreadsheetConstant>& constants() const { return constants_; }

 private:
  struct Rendered {
    std::string text;
    int binding = 0;
    int depth = 0;
  };

  std::string unique_name(const std::string& id);
  Rendered render(NodeId node);
  Rendered compute(NodeId node);
  Rendered infix(NodeId node, const char* sign, int binding, bool strict_right);
  Rendered call(const char* function, const std::vector<std::string>& arguments, int depth);
  std::string bracketed(NodeId node, int least);
  std::string cell_of(NodeId node);  // the node's value in one short reference
  Rendered listed(const char* function, NodeId node);
  double value_of(NodeId node) const;
  std::string cleaned(const std::string& text, double magnitude) const;
  std::string rounded(const std::string& cell, const Rounding& rounding, double magnitude) const;
  std::string piece(std::string formula, double value);

  const Program& program_;
  const ExactRun& run_;
  std::string pieces_sheet_;
  std::size_t pieces_row_;
  std::set<std::string> taken_;
  std::vector<std::string> input_names_;
  std::vector<std::string> step_names_;
  std::map<std::uint32_t, std::string> constant_names_;  // by index into the program's constants
  std::map<NodeId, Rendered> known_;
  std::vector<SpreadsheetPiece> pieces_;
  std::vector<SpreadsheetConstant> constants_;
  StepId current_ = 0;
};

}  // namespace restituo
