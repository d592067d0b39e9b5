// What the sections of a report ask of an estimate again and again: who a figure belongs to, on which line it stands,
// what it rests on, which number a source has.
//
// It looks up, walks the program's graph and sorts; it computes no figure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <restituo/estimate/estimate.hpp>
#include <restituo/formula/working.hpp>

#include "catalogue.hpp"

namespace restituo {

// What a figure rests on: inputs of the program, and values of dated series.
struct Support {
  std::vector<InputId> inputs;
  std::vector<std::string> series;  // origins, "us-federal-minimum-wage@2009-07-24"
};

// Lines of the working that belong together, in the order in which they are printed.
struct LineGroup {
  std::string id;
  std::string title;
  std::vector<StepId> steps;
};

class ReportIndex {
 public:
  enum class Part { total, victim, period, study, cross_check };

  ReportIndex(const Estimate& estimate, Language language, bool public_copy = false);

  const Estimate& estimate() const { return estimate_; }
  const Case& source_case() const { return *estimate_.source_case; }
  const Program& program() const { return estimate_.bound.program; }
  Language language() const { return language_; }
  bool public_copy() const { return public_copy_; }

  std::string say(Says name, const std::vector<std::string>& put_in = {}) const {
    return restituo::say(language_, name, put_in);
  }
  const std::string& in(const Words& words) const { return words.in(language_); }

  // -- people and periods --
  std::string victim_label(const std::string& victim) const;
  std::string period_label(const std::string& victim, const std::string& period) const;
  // "Survivor A, New York"; empty for the whole case.
  std::string owner_label(const std::string& victim, const std::string& period) const;
  // In the words of `model`, or of any model of the run where it is empty.
  std::string key_label(const std::string& model, const std::string& key) const;
  // The run of a model beside the case that a step belongs to, "Profits and poverty, World"; empty where it is none.
  std::string run_label(const Step& step) const;
  std::string people() const;  // "Survivor A and Survivor B"

  // -- figures and lines --
  Part part_of(const Figure& figure) const;
  // The label with whose figure it is: "Gross takings (Survivor A, New York)".
  std::string figure_label(const Figure& figure) const;
  std::string step_label(StepId step) const;
  // Lines count through all groups: those of each period, then of each person, of the case, and of models run beside
  // it.
  const std::vector<LineGroup>& lines() const { return lines_; }
  // The title of the group in which a step stands: "Survivor A, New York".
  const std::string& group_title(StepId step) const;
  // Figures but those of literature models, under the titles of their groups: totals first. Where there is one person
  // only, her sums are the totals; where a person has one period only, her sums are its figures: both are left out.
  std::vector<std::pair<std::string, std::vector<const Figure*>>> grouped_figures() const;
  std::size_t line_of(StepId step) const { return line_numbers_[step]; }
  std::string line_number(StepId step) const { return std::to_string(line_numbers_[step]); }
  // True for a figure that is another one times a share that nobody gave, which is then 1: told once is enough. A sum
  // of such figures is one too.
  bool repeats_another(const Figure& figure) const { return repeats_another(figure.step); }
  // What a court's law works out on the way to its award, a sum of money each: told once, where each court's law is.
  bool is_part_of_award(const Figure& figure) const;
  bool is_of_forum(const Figure& figure) const;
  bool has_one_period(const std::string& victim) const;
  // The figure a reader is first told: gross before net before the others, the total before its parts.
  const Figure* main_figure() const;
  const Figure* total_of_kind(Kind kind) const;
  const Figure* figure_with(const std::string& id) const;
  // A person's own figure of that name, over all her periods, of the model that gives the answer.
  const Figure* figure_of(const std::string& victim, const std::string& name) const;
  // Hers of the same name as the figure that a reader is first told.
  const Figure* her_part_of_the_answer(const std::string& victim) const;
  // A step in words for a link: "line 12".
  Inline line_link(StepId step) const;

  // -- how figures are written --
  std::string exact_text(const Figure& figure, const Exact& value) const;
  Inline figure(const Figure& figure) const;  // its exact value
  Inline figure(const Figure& figure, const std::string& aspect,
                const Exact& value) const;                                             // "floor", "low_bound", ...
  Inline figure(const Figure& figure, const std::string& aspect, double value) const;  // "p05", ...
  Inline figure(const Figure& figure, const std::string& aspect, double value, double beside) const;
  Inline figure_number(const Figure& figure, const std::string& aspect, double value) const;  // without its unit

  // The working of a line, with numbers and units as the language writes them.
  Working working(StepId step) const;

  // -- what stands behind them --
  const Support& support_of(StepId step) const { return supports_[step]; }
  std::vector<const Figure*> figures_on(InputId input) const;
  std::string input_name(InputId input) const;   // "Price of one act"
  std::string input_label(InputId input) const;  // with whose it is: "Price of one act (Survivor A, New York)"
  std::optional<Grade> weakest_grade(StepId step) const;
  const SeriesValue* series_value(const std::string& origin) const;
  const Series* series_of(const std::string& origin) const;

  // -- sources --
  const Source* source(const std::string& id) const;
  const std::vector<std::string>& sources() const { return sources_; }  // ids, in the order of their numbers
  // "[3]", a link to it; nothing for a citation without a source.
  Inlines mark(const std::string& source_id) const;
  // "[3], p. 12"
  Inlines mark(const Citation& citation) const;
  Inlines marks_of(StepId step) const;
  std::size_t unchecked_sources() const;

 private:
  bool repeats_another(StepId step) const;
  void find_supports();
  void number_lines();
  void number_sources();
  void number_source(const std::string& id);

  const Estimate& estimate_;
  Language language_;
  bool public_copy_;
  std::vector<Support> supports_;  // by step
  std::vector<LineGroup> lines_;
  std::vector<std::size_t> line_numbers_;       // by step
  std::map<std::string, std::size_t> numbers_;  // of sources, from 1
  std::vector<std::string> sources_;
};

// Text of an amount as an Inline that a screen reader speaks with its minus.
Inline amount_inline(std::string text);

std::string source_anchor(std::size_t number);

}  // namespace restituo
