#include <restituo/report/workbook.hpp>

#include <algorithm>

#include <restituo/quantity/decimal.hpp>

#include "content.hpp"
#include "format.hpp"
#include "report_index.hpp"
#include "spreadsheet_formula.hpp"
#include "traced_words.hpp"

namespace restituo {
namespace {

using Cell = WorkbookCell;
using Look = WorkbookCell::Look;
using Row = std::vector<WorkbookCell>;

Cell text_cell(std::string words, Look look = Look::plain) {
  Cell cell;
  cell.form = words.empty() ? Cell::Form::blank : Cell::Form::text;
  cell.look = look;
  cell.text = std::move(words);
  return cell;
}

Cell number_cell(double number, int decimals = -1) {
  Cell cell;
  cell.form = Cell::Form::number;
  cell.number = number;
  cell.decimals = decimals;
  return cell;
}

Cell formula_cell(std::string formula, double computed, int decimals = -1, Look look = Look::plain) {
  Cell cell;
  cell.form = Cell::Form::formula;
  cell.look = look;
  cell.text = std::move(formula);
  cell.number = computed;
  cell.decimals = decimals;
  return cell;
}

Row headings(const ReportIndex& index, std::initializer_list<Says> names) {
  Row row;
  for (const Says name : names) {
    row.push_back(text_cell(index.say(name), Look::heading));
  }
  return row;
}

int decimals_for(const Unit& unit, const Exact& value, Language language) {
  const std::string text = quantity_text(value, unit, language);
  const auto end = text.find("\u00A0");
  const auto point = text.find('.');
  if (!unit.is_money() || point == std::string::npos || point > end) {
    return unit.is_money() ? 0 : -1;
  }
  return static_cast<int>(std::min(end, text.size()) - point - 1);
}

// Where each step's result stands on the sheet of the working.
constexpr std::size_t column_before = 5, column_result = 6;

std::string place(std::size_t column, std::size_t row) {
  return std::string(1, static_cast<char>('A' + column)) + std::to_string(row + 1);
}

class Book {
 public:
  Book(const Estimate& estimate, const ReportContext& context)
      : index_(estimate, context.language, context.public_copy),
        context_(context),
        formulas_(index_.program(), estimate.central, index_.say(Says::sheet_pieces), 4) {}

  Workbook make() {
    const Case& source_case = index_.source_case();
    book_.title = index_.in(source_case.title);
    book_.subject = index_.say(Says::page_description, {book_.title});
    book_.mark = source_case.illustration ? index_.say(Says::alarm_illustration) : std::string();
    if (index_.unchecked_sources() != 0) {
      book_.mark += (book_.mark.empty() ? "" : " · ") + index_.say(Says::alarm_draft);
    }
    book_.page_word = index_.say(Says::page_word);
    book_.of_word = index_.say(Says::page_of);
    book_.made = source_case.setting.valuation_date;
    book_.sheets.resize(context_.traced == nullptr ? 8 : 9);
    answer();
    schedule();
    inputs();
    working();
    pieces();
    figures();
    sources();
    rerun();
    if (context_.traced != nullptr) traced(*context_.traced);
    // Behind the sheets that names point into, so that none of them moves.
    static_assert(on_pieces > on_working && on_pieces > on_inputs);
    if (formulas_.pieces().empty()) book_.sheets.erase(book_.sheets.begin() + on_pieces);
    return std::move(book_);
  }

 private:
  enum Sheet : std::size_t {
    on_answer,
    on_schedule,
    on_inputs,
    on_working,
    on_pieces,
    on_figures,
    on_sources,
    on_rerun,
    on_traced
  };

  WorkbookSheet& begin(Sheet at, Says name, std::vector<int> widths, std::initializer_list<Says> columns) {
    WorkbookSheet& sheet = book_.sheets[at];
    sheet.name = index_.say(name);
    sheet.widths = std::move(widths);
    sheet.rows.push_back({text_cell(book_.title, Look::title)});
    sheet.rows.push_back({text_cell(book_.mark, Look::alarm)});
    if (columns.size() != 0) {
      sheet.rows.push_back(headings(index_, columns));
      sheet.frozen_rows = 3;
    }
    return sheet;
  }

  void name_cell(const std::string& name, Sheet sheet, std::size_t row, std::size_t column) {
    book_.names.push_back({name, sheet, row, column});
  }

  Cell live(const Figure& figure, Look look = Look::plain) const {
    return formula_cell(formulas_.name_of_step(figure.step), figure.exact.to_double(), figure.decimals, look);
  }

  static Cell simulated(double value) {
    Cell cell = number_cell(value, 2);
    return cell;
  }

  void answer() {
    WorkbookSheet& sheet = begin(on_answer, Says::sheet_answer, {48, 18, 14, 18, 18, 18}, {});
    const auto note = [&](const std::string& words) { sheet.rows.push_back({text_cell(words, Look::small)}); };
    note(index_.say(Says::book_intro, {index_.say(Says::sheet_working), index_.say(Says::sheet_inputs)}));
    note(index_.say(Says::book_digits));
    note(index_.say(Says::limits_expert));
    sheet.rows.push_back({});
    sheet.rows.push_back(headings(index_, {Says::column_figure, Says::column_amount, Says::column_unit,
                                           Says::column_documented_floor, Says::column_at_least_95, Says::column_p95}));
    for (const Figure& figure : index_.estimate().figures) {
      const auto part = index_.part_of(figure);
      if (part != ReportIndex::Part::total && part != ReportIndex::Part::study) continue;
      const bool main = &figure == index_.main_figure();
      Row row{text_cell(index_.figure_label(figure), main ? Look::total : Look::plain),
              live(figure, main ? Look::total : Look::plain),
              text_cell(unit_words(figure.unit, context_.language, true))};
      row.push_back(figure.floor.value ? number_cell(figure.floor.value->to_double(), figure.decimals)
                                       : text_cell(index_.say(Says::persons_no_floor)));
      row.push_back(figure.spread ? simulated(figure.spread->p05) : text_cell(index_.say(Says::persons_not_drawn)));
      row.push_back(figure.spread ? simulated(figure.spread->p95) : text_cell(index_.say(Says::persons_not_drawn)));
      sheet.rows.push_back(std::move(row));
    }
  }

  static bool alike(const Figure& a, const Figure& b) {
    return a.name == b.name && a.kind == b.kind && a.unit == b.unit;
  }

  void schedule() {
    WorkbookSheet& sheet = begin(
        on_schedule, Says::sheet_schedule, {7, 48, 18, 14, 30},
        {Says::column_line, Says::column_description, Says::column_amount, Says::column_unit, Says::column_rests_on});
    const auto& figures = index_.estimate().figures;
    std::vector<const Figure*> done;
    for (const Figure& first : figures) {
      using Part = ReportIndex::Part;
      if (index_.part_of(first) != Part::period ||
          std::any_of(done.begin(), done.end(), [&](const Figure* other) { return alike(*other, first); })) {
        continue;
      }
      done.push_back(&first);
      sheet.rows.push_back({text_cell(index_.in(index_.program().steps[first.step].label), Look::group)});
      const std::size_t begin_row = sheet.rows.size();
      const auto add = [&](const Figure& figure, const std::string& label, Look look) {
        std::string marks;
        for (const Inline& mark : index_.marks_of(figure.step)) marks += mark.text;
        const auto grade = index_.weakest_grade(figure.step);
        sheet.rows.push_back({number_cell(static_cast<double>(index_.line_of(figure.step))), text_cell(label, look),
                              live(figure, look), text_cell(unit_words(figure.unit, context_.language, true)),
                              text_cell((grade ? std::string(1, letter_of(*grade)) + " " : "") + marks)});
      };
      for (const Figure& figure : figures) {
        if (alike(figure, first) && index_.part_of(figure) == Part::period) {
          add(figure, index_.owner_label(figure.victim, figure.period), Look::plain);
        }
      }
      const std::size_t end_row = sheet.rows.size();
      for (const Figure& figure : figures) {
        if (!alike(figure, first) || index_.part_of(figure) != Part::total) continue;
        add(figure, index_.say(Says::schedule_total), Look::total);
        if (figure.model.empty()) {  // a sum over all periods
          sheet.rows.push_back({{},
                                text_cell(index_.say(Says::book_sum_of_lines), Look::small),
                                formula_cell("SUM(" + place(2, begin_row) + ":" + place(2, end_row - 1) + ")",
                                             figure.exact.to_double(), figure.decimals, Look::small)});
        }
      }
      sheet.rows.push_back({});
    }
  }

  void inputs() {
    WorkbookSheet& sheet =
        begin(on_inputs, Says::sheet_inputs, {26, 36, 14, 14, 12, 12, 7, 8, 16},
              {Says::column_cell_name, Says::column_input, Says::column_value, Says::column_unit, Says::column_lowest,
               Says::column_highest, Says::column_grade, Says::column_source, Says::column_exact_text});
    const auto& bound = index_.estimate().bound.inputs;
    for (InputId id = 0; id < bound.size(); ++id) {
      const GivenValue& given = bound[id].given;
      Cell value = number_cell(given.value.to_double());
      value.given = true;
      std::string mark;
      for (const Inline& part : index_.mark(given.citation.source)) mark += part.text;
      name_cell(formulas_.name_of_input(id), on_inputs, sheet.rows.size(), 2);
      sheet.rows.push_back({text_cell(formulas_.name_of_input(id)), text_cell(index_.input_label(id)), value,
                            text_cell(unit_words(given.unit, context_.language, true)),
                            given.low ? number_cell(given.low->to_double()) : Cell{},
                            given.high ? number_cell(given.high->to_double()) : Cell{},
                            text_cell(std::string(1, letter_of(given.grade))), text_cell(mark),
                            text_cell(exact_data_text(given.value, 0))});
    }
    if (formulas_.constants().empty()) return;
    sheet.rows.push_back({text_cell(index_.say(Says::book_fixed), Look::group)});
    for (const SpreadsheetConstant& constant : formulas_.constants()) {
      Cell value = number_cell(constant.value.to_double());
      value.given = true;
      std::string mark;
      if (const SeriesValue* dated = index_.series_value(constant.origin)) {
        for (const Inline& part : index_.mark(dated->citation.source)) mark += part.text;
      }
      name_cell(constant.name, on_inputs, sheet.rows.size(), 2);
      sheet.rows.push_back({text_cell(constant.name),
                            text_cell(index_.in(constant.label)),
                            value,
                            text_cell(unit_words(constant.unit, context_.language, true)),
                            {},
                            {},
                            {},
                            text_cell(mark),
                            text_cell(exact_data_text(constant.value, 0))});
    }
  }

  void working() {
    WorkbookSheet& sheet =
        begin(on_working, Says::sheet_working, {6, 22, 24, 26, 34, 13, 14, 12, 18, 14, 10},
              {Says::column_line, Says::column_cell_name, Says::column_description, Says::working_in_words,
               Says::working_formula, Says::working_before_rounding, Says::working_result, Says::column_unit,
               Says::working_rounding, Says::column_exact_text, Says::column_change});
    const Program& program = index_.program();
    const ExactRun& run = index_.estimate().central;
    for (const LineGroup& group : index_.lines()) {
      sheet.rows.push_back({text_cell(group.title, Look::group)});
      for (const StepId id : group.steps) {
        const Step& step = program.steps[id];
        const std::size_t row = sheet.rows.size();
        const SpreadsheetStep made = formulas_.formula_of(id, place(column_before, row));
        const Exact& value = run.value_of(program, id);
        const Unit& unit = program.unit_of(step.root);
        const int decimals = decimals_for(unit, value, context_.language);
        const Working words = index_.working(id);
        Cell before;
        if (!made.before_rounding.empty()) {
          NodeId inner = program.operands_of(step.root).front();
          while (program.nodes[inner].op != Op::round) inner = program.operands_of(inner).front();
          const auto& unrounded = run.at(program.operands_of(inner).front());
          before = formula_cell(made.before_rounding, unrounded ? unrounded->to_double() : 0);
        }
        name_cell(formulas_.name_of_step(id), on_working, row, column_result);
        const std::string stored = "(" + double_text(value.to_double()) + ")";
        sheet.rows.push_back(
            {number_cell(static_cast<double>(index_.line_of(id))), text_cell(formulas_.name_of_step(id)),
             text_cell(index_.step_label(id)), text_cell(index_.in(step.says)), text_cell(words.symbols), before,
             formula_cell(made.formula, value.to_double(), decimals, step.figure ? Look::total : Look::plain),
             text_cell(unit_words(unit, context_.language, true)), text_cell(words.rounding),
             text_cell(exact_data_text(value, std::max(decimals, 0))),
             formula_cell("ROUND(" + place(column_result, row) + "-" + stored + ",6)", 0, 2)});
      }
    }
  }

  void pieces() {
    WorkbookSheet& sheet =
        begin(on_pieces, Says::sheet_pieces, {44, 24}, {Says::column_description, Says::column_value});
    sheet.rows[1] = {text_cell(index_.say(Says::book_pieces_intro), Look::small)};
    for (const SpreadsheetPiece& piece : formulas_.pieces()) {
      sheet.rows.push_back({text_cell(index_.step_label(piece.step)), formula_cell(piece.formula, piece.value)});
    }
  }

  void figures() {
    WorkbookSheet& sheet =
        begin(on_figures, Says::sheet_figures, {22, 30, 13, 12, 12, 12, 12, 11, 11, 11, 11, 11, 11, 10, 14},
              {Says::column_name, Says::column_figure, Says::column_claimed, Says::column_unit, Says::column_floor,
               Says::column_low_bound, Says::column_high_bound, Says::column_statistic_mean, Says::column_p05,
               Says::column_p25, Says::column_p50, Says::column_p75, Says::column_p95, Says::term_error,
               Says::column_exact_text});
    for (const Figure& figure : index_.estimate().figures) {
      Row row{text_cell(figure.id), text_cell(index_.figure_label(figure)), live(figure),
              text_cell(unit_words(figure.unit, context_.language, true))};
      row.push_back(figure.floor.value ? number_cell(figure.floor.value->to_double(), figure.decimals) : Cell{});
      row.push_back(figure.bounds ? number_cell(figure.bounds->low.to_double(), figure.decimals) : Cell{});
      row.push_back(figure.bounds ? number_cell(figure.bounds->high.to_double(), figure.decimals) : Cell{});
      if (figure.spread) {
        const SpreadSummary& s = *figure.spread;
        for (const double value : {s.mean, s.p05, s.p25, s.p50, s.p75, s.p95, s.error}) row.push_back(simulated(value));
      } else {
        row.resize(row.size() + 7);
      }
      row.push_back(text_cell(exact_data_text(figure.exact, figure.decimals)));
      sheet.rows.push_back(std::move(row));
    }
  }

  void sources() {
    WorkbookSheet& sheet = begin(on_sources, Says::sheet_sources, {7, 66, 44, 14},
                                 {Says::column_line, Says::column_source, Says::column_where, Says::column_what});
    sheet.rows[2][0] = text_cell("[ ]", Look::heading);
    for (std::size_t i = 0; i < index_.sources().size(); ++i) {
      const Source* source = index_.source(index_.sources()[i]);
      if (source == nullptr) continue;
      sheet.rows.push_back({text_cell(index_.say(Says::source_mark, {std::to_string(i + 1)})),
                            text_cell(index_.in(source->cite)), text_cell(source->where),
                            text_cell(index_.say(source->checked ? Says::source_checked : Says::source_not_checked))});
    }
  }

  void rerun() {
    WorkbookSheet& sheet = begin(on_rerun, Says::sheet_rerun, {24, 50, 34},
                                 {Says::column_kind_of_part, Says::column_name, Says::column_digest});
    const Manifest& manifest = index_.estimate().manifest;
    const auto add = [&](std::string what, std::string name, std::string digest) {
      sheet.rows.push_back({text_cell(std::move(what)), text_cell(std::move(name)), text_cell(std::move(digest))});
    };
    add(index_.say(Says::rerun_command), context_.command, {});
    add(index_.say(Says::rerun_version), "restituo " + manifest.program_version, {});
    add(index_.say(Says::rerun_seed), std::to_string(manifest.seed), {});
    for (const ManifestEntry& entry : manifest.entries) {
      add(part_in_words(index_, entry.what), entry.name, entry.digest);
    }
    add(index_.say(Says::rerun_digest), {}, index_.estimate().digest);
  }

  // What was traced is no step of the program: it stands here as it was found. Methods first, then where the money of
  // each claim ended, what is on each thing, and what lies where.
  void traced(const TracedAssets& traced) {
    WorkbookSheet& sheet =
        begin(on_traced, Says::sheet_traced, {46, 34, 20, 30},
              {Says::traced_column_method, Says::traced_column_person, Says::column_amount, Says::column_exact_text});
    const auto block = [&](Says caption, Says first, Says second) {
      sheet.rows.push_back({text_cell(index_.say(caption), Look::group)});
      sheet.rows.push_back(headings(index_, {first, second, Says::column_amount, Says::column_exact_text}));
      sheet.rows.back()[2].text += " (" + index_.source_case().setting.currency + ")";
    };
    const auto add = [&](const std::string& first, const std::string& second, const Exact& amount) {
      sheet.rows.push_back({text_cell(first), text_cell(second), number_cell(amount.to_double(), 2),
                            text_cell(exact_decimal_text(amount).value_or(amount.fraction_text()))});
    };
    const auto of = [&](const TracedClaim& claim) {
      return claim.label.empty() ? index_.say(Says::traced_all_claims) : label_in_words(index_, traced, claim.label);
    };
    block(Says::traced_methods_caption, Says::traced_column_method, Says::traced_column_person);
    for (const ReachedByMethod& method : traced.reached) {
      for (std::size_t i = 0; i < traced.claims.size(); ++i) {
        add(index_.in(method.title), of(traced.claims[i]), method.amounts[i]);
      }
    }
    block(Says::traced_ends_caption, Says::traced_column_ends, Says::traced_column_person);
    std::vector<const TracedClaim*> claims;
    for (const TracedClaim& claim : traced.claims) claims.push_back(&claim);
    if (traced.all) claims.push_back(&*traced.all);
    for (const TracedLine& line : traced_lines()) {
      for (const TracedClaim* claim : claims)
        add(index_.say(words_of_line(line.name)), of(*claim), claim->*line.amount);
    }
    for (const TracedClaim* claim : claims) {
      if (claim->not_traced) add(index_.say(Says::traced_ends_not_traced), of(*claim), *claim->not_traced);
    }
    if (!traced.things.empty()) {
      block(Says::traced_things_caption, Says::traced_column_thing, Says::traced_column_person);
      for (const TracedThing& thing : traced.things) {
        std::string name = account_in_words(index_, traced, thing.answer.name);
        if (thing.backward) name = index_.say(Says::traced_thing_backward, {name});
        for (const Entitlement& claim : thing.answer.claims) {
          if (claim.elected) add(name, label_in_words(index_, traced, claim.label), *claim.elected);
        }
      }
    }
    block(Says::traced_holdings_caption, Says::traced_column_account, Says::traced_column_whose);
    for (const TracedHolding& holding : traced.holdings) {
      add(account_in_words(index_, traced, holding.account), label_in_words(index_, traced, holding.label),
          holding.amount);
    }
  }

  ReportIndex index_;
  const ReportContext& context_;
  SpreadsheetFormulas formulas_;
  Workbook book_;
};

}  // namespace

Workbook workbook_of(const Estimate& estimate, const ReportContext& context) { return Book(estimate, context).make(); }

}  // namespace restituo
