// Reads the six columns of docs/formats/movements.md. The straight road, which nearly every row takes, reads digits
// without any copy; whatever is not plainly right goes the careful road, which finds out why.
#include <restituo/ledger/ledger.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include <restituo/base/must.hpp>
#include <restituo/base/shown.hpp>
#include <restituo/base/text.hpp>
#include <restituo/ledger/csv_reader.hpp>

#include "missing_numbers.hpp"
#include "same_day.hpp"

namespace restituo {
namespace {

constexpr std::array<std::string_view, 6> column_names{"seq", "date", "from", "to", "amount", "label"};
enum Column { seq_column, date_column, from_column, to_column, amount_column, label_column };

constexpr std::size_t block_size = 4096;
constexpr std::string_view end_begins = "# end";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A whole number of at most 18 digits; nothing for anything else.
std::optional<std::int64_t> plain_number(std::string_view text) {
  if (text.empty() || text.size() > 18 || (text[0] == '0' && text.size() > 1)) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

// 1234, 1234.5 or 1234.56 in minor units, where it is plainly that and 18 digits hold it.
std::optional<MinorUnits> plain_amount(std::string_view text, int decimals) {
  std::size_t i = 0;
  MinorUnits value = 0;
  while (i < text.size() && is_digit(text[i])) {
    value = value * 10 + (text[i++] - '0');
    if (i > 18) {
      return std::nullopt;
    }
  }
  const std::size_t whole = i;
  if (whole == 0 || (text[0] == '0' && whole > 1) || whole + static_cast<std::size_t>(decimals) > 18) {
    return std::nullopt;
  }
  int missing = decimals;
  if (i < text.size()) {
    if (text[i++] != '.' || i == text.size()) {
      return std::nullopt;
    }
    for (; i < text.size(); ++i, --missing) {
      if (missing == 0 || !is_digit(text[i])) {
        return std::nullopt;
      }
      value = value * 10 + (text[i] - '0');
    }
  }
  for (; missing > 0; --missing) {
    value *= 10;
  }
  return value;
}

// Outer blanks stand in a cell only where quotation marks held them.
std::string_view name_in(std::string_view cell) {
  const bool plain = cell.empty() || (cell.front() > ' ' && cell.back() > ' ');
  return plain ? cell : trimmed(cell);
}

class Reading {
 public:
  Reading(TextSource source, const LedgerSettings& settings, LedgerNames& names, const MovementTaker& take)
      : rows_(std::move(source), {.separator = 0, .comments = true, .cells_hold_line_breaks = false}),
        settings_(settings),
        names_(names),
        take_(take) {
    must(settings.decimals >= 0 && settings.decimals <= most_decimals, "a currency has between 0 and 18 decimals");
    block_.reserve(block_size);
  }

  Outcome<Checked<LedgerSummary>> run() {
    if (read_header()) {
      while (rows_.next()) {
        rows_.is_comment() ? read_comment() : read_row();
      }
      finish();
    }
    Faults faults = rows_.take_faults();
    if (restituo::refuses(faults)) {
      return refuse(std::move(faults));
    }
    return Checked<LedgerSummary>{summary_, std::move(faults)};
  }

 private:
  bool read_header() {
    do {
      if (!rows_.next()) {
        if (!rows_.refuses()) {
          rows_.fault_of_file("movements-empty", {});
        }
        return false;
      }
    } while (rows_.is_comment());
    const CsvColumns columns = find_columns(rows_, column_names);
    if (!columns.all_found) {
      return false;
    }
    std::copy_n(columns.at.begin(), at_.size(), at_.begin());
    width_ = rows_.cells().size();
    if (!columns.not_read.empty()) {
      rows_.fault_of_row("csv-columns-not-read", {joined(columns.not_read)}, Severity::note);
    }
    return true;
  }

  std::string_view cell(Column column) const { return rows_.cells()[at_[column]]; }

  void fault(const char* code, Column column, std::vector<std::string> details, Severity severity = Severity::refuse) {
    rows_.fault(code, at_[column], std::move(details), severity);
  }

  void read_row() {
    if (end_line_ != 0 && !rows_after_end_) {
      rows_.fault_of_row("movements-after-end", {std::to_string(end_line_)});
      rows_after_end_ = true;
    }
    numbers_.skip(rows_.skipped_before());
    if (rows_.cells().size() != width_) {
      // Which cell is too many or missing is not known, so none is read.
      rows_.fault_of_row(rows_.cells().size() < width_ ? "csv-cells-few" : "csv-cells-many",
                         {std::to_string(rows_.cells().size()), std::to_string(width_)});
      numbers_.skip(1);
      return;
    }
    if (cell(seq_column) == column_names[seq_column] && cell(amount_column) == column_names[amount_column]) {
      rows_.fault_of_row("movements-header-again", {});
      return;
    }
    Movement movement;
    movement.line = rows_.line();
    read_sequence(movement);
    read_date(movement);
    read_accounts(movement);
    read_amount(movement);
    read_label(movement);
    ++summary_.rows;
    if (rows_.refuses()) {
      return;
    }
    if (movement.date) {
      if (const auto line = same_day_.line_of_equal(movement)) {
        rows_.fault_of_row("movement-repeated", {std::to_string(*line)}, Severity::warn);
      }
    }
    block_.push_back(movement);
    if (block_.size() == block_size) {
      hand_over();
    }
  }

  void read_sequence(Movement& movement) {
    const auto number = plain_number(cell(seq_column));
    if (!number) {
      fault("movement-sequence-form", seq_column, {shown(cell(seq_column))});
      numbers_.skip(1);
      return;
    }
    movement.sequence = *number;
    switch (numbers_.take(*number, rows_.line())) {
      case MissingNumbers::Place::in_order: break;
      case MissingNumbers::Place::again:
        fault("movement-sequence-again", seq_column, {std::to_string(*number)});
        numbers_.skip(1);  // the number that the row should have is no further fault
        break;
      case MissingNumbers::Place::out_of_order:
        fault("movement-sequence-order", seq_column, {std::to_string(*number), std::to_string(numbers_.largest())});
        break;
    }
  }

  void read_date(Movement& movement) {
    const std::string_view text = cell(date_column);
    if (text.empty()) {
      if (!first_undated_) {
        first_undated_ = rows_.line();
      }
      return;
    }
    // Rows of one day stand together: the text of the last date is compared before any is read.
    if (text.size() == last_date_text_.size() &&
        std::memcmp(text.data(), last_date_text_.data(), last_date_text_.size()) == 0) {
      movement.date = last_date_;
      return;
    }
    const auto date = Date::parse(text, {});
    if (!date) {
      Fault wrong = date.error().front();
      wrong.place = rows_.place_of(at_[date_column]);
      rows_.add(std::move(wrong));
      return;
    }
    if (last_date_ && *date < *last_date_) {
      fault("movement-date-back", date_column, {date->text(), last_date_->text()}, Severity::warn);
    }
    summary_.first_date = std::min(summary_.first_date.value_or(*date), *date);
    summary_.last_date = std::max(summary_.last_date.value_or(*date), *date);
    last_date_ = *date;
    std::copy(text.begin(), text.end(), last_date_text_.begin());
    movement.date = *date;
  }

  void read_accounts(Movement& movement) {
    const std::string_view from = name_in(cell(from_column));
    const std::string_view to = name_in(cell(to_column));
    if (to.empty()) {
      fault("movement-to-missing", to_column, {});
      return;
    }
    movement.from = AccountId{names_.accounts.number_of(from)};
    movement.to = AccountId{names_.accounts.number_of(to)};
    if (movement.from == movement.to) {
      fault("movement-to-itself", to_column, {shown(to)}, Severity::warn);
    }
  }

  void read_amount(Movement& movement) {
    const std::string_view text = cell(amount_column);
    if (const auto plain = plain_amount(text, settings_.decimals)) {
      movement.amount = *plain;
    } else {
      auto amount = read_minor_units(text, settings_.decimals, rows_.place_of(at_[amount_column]));
      if (!amount) {
        for (Fault& wrong : amount.error()) {
          rows_.add(std::move(wrong));
        }
        return;
      }
      movement.amount = *amount;
    }
    if (movement.amount < 0) {
      fault("movement-amount-negative", amount_column, {shown(text)});
      return;
    }
    if (movement.amount == 0) {
      fault("movement-amount-zero", amount_column, {}, Severity::warn);
    }
    if (!total_is_too_large_ && !add_checked(summary_.total, movement.amount)) {
      fault("movements-total-too-large", amount_column, {});
      total_is_too_large_ = true;
    }
  }

  void read_label(Movement& movement) {
    const std::string_view label = name_in(cell(label_column));
    if (label.empty()) {
      return;
    }
    if (movement.from != AccountId::outside) {
      fault("movement-label-unused", label_column, {shown(label)}, Severity::warn);
    }
    movement.label = label == "own" ? LabelId::own : LabelId{names_.labels.number_of(label)};
  }

  // "# end rows=1000 total=123456.78"
  void read_comment() {
    const std::string_view line = trimmed(rows_.cells()[0]);
    if (line.substr(0, end_begins.size()) != end_begins) {
      return;
    }
    const auto words = split(line.substr(end_begins.size()), ' ');
    std::optional<std::int64_t> rows;
    std::optional<MinorUnits> total;
    bool understood = true;
    for (const std::string_view word : words) {
      if (word.rfind("rows=", 0) == 0) {
        rows = plain_number(word.substr(5));
      } else if (word.rfind("total=", 0) == 0) {
        const auto read = read_minor_units(word.substr(6), settings_.decimals, {});
        total = read ? std::optional(*read) : std::nullopt;
      } else {
        understood = understood && trimmed(word).empty();
      }
    }
    if (!understood || !rows || !total) {
      rows_.fault_of_row("movements-end-form", {shown(line)});
      return;
    }
    end_line_ = rows_.line();
    stated_rows_ = *rows;
    stated_total_ = *total;
  }

  void finish() {
    if (summary_.rows == 0) {
      if (!rows_.refuses()) {
        rows_.fault_of_file("movements-empty", {});
      }
      return;
    }
    summary_.first_sequence = numbers_.smallest();
    summary_.last_sequence = numbers_.largest();
    if (numbers_.smallest() > 1) {
      rows_.add({"movement-sequence-begins",
                 {rows_.file(), numbers_.first_line(), 0},
                 {std::to_string(numbers_.smallest())},
                 Severity::warn});
    }
    for (const MissingNumbers::Gap& gap : numbers_.gaps()) {
      rows_.add({"movement-sequence-gap",
                 {rows_.file(), gap.line, 0},
                 {std::to_string(gap.first), std::to_string(gap.last)},
                 Severity::warn});
    }
    rows_.count_not_listed(numbers_.gaps_not_kept());
    if (first_undated_ && summary_.first_date) {
      rows_.add({"movement-date-missing", {rows_.file(), *first_undated_, 0}, {}, Severity::warn});
    }
    if (end_line_ == 0 && !rows_.refuses()) {
      rows_.fault_of_file("movements-end-not-stated",
                          {std::to_string(summary_.rows), minor_units_text(summary_.total, settings_.decimals)},
                          Severity::note);
    }
    // Rows that could not be read are not counted, and the faults that say so come first.
    if (!rows_.refuses() && end_line_ != 0) {
      if (static_cast<std::uint64_t>(stated_rows_) != summary_.rows || stated_total_ != summary_.total) {
        rows_.add({"movements-end-differs",
                   {rows_.file(), end_line_, 0},
                   {std::to_string(stated_rows_), minor_units_text(stated_total_, settings_.decimals),
                    std::to_string(summary_.rows), minor_units_text(summary_.total, settings_.decimals)},
                   Severity::refuse});
      }
      summary_.end_is_stated = true;
    }
    if (!rows_.last_line_is_whole()) {
      rows_.add({"csv-last-line-open", {rows_.file(), rows_.line(), 0}, {}, Severity::warn});
    }
    warn_of_capitals(names_.accounts);
    warn_of_capitals(names_.labels);
    hand_over();
  }

  // "Survivor" and "survivor" would be two claims, "BBVA" and "bbva" two accounts.
  void warn_of_capitals(const NameTable& names) {
    std::vector<std::pair<std::string, std::uint32_t>> lowered;
    lowered.reserve(names.size());
    for (std::uint32_t number = 1; number < names.size(); ++number) {
      std::string name(names.name(number));
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      lowered.emplace_back(std::move(name), number);
    }
    std::sort(lowered.begin(), lowered.end());
    for (std::size_t i = 1; i < lowered.size(); ++i) {
      if (lowered[i].first == lowered[i - 1].first) {
        rows_.fault_of_file("names-differ-in-capitals",
                            {shown(names.name(lowered[i - 1].second)), shown(names.name(lowered[i].second))},
                            Severity::warn);
      }
    }
  }

  void hand_over() {
    if (!rows_.refuses() && !block_.empty()) {
      take_(block_);
    }
    block_.clear();
  }

  CsvReader rows_;
  LedgerSettings settings_;
  LedgerNames& names_;
  const MovementTaker& take_;
  std::array<std::size_t, column_names.size()> at_{};
  std::size_t width_ = 0;
  std::vector<Movement> block_;
  LedgerSummary summary_;
  MissingNumbers numbers_;
  SameDay same_day_;
  std::optional<Date> last_date_;
  std::array<char, 10> last_date_text_{};
  std::optional<std::uint32_t> first_undated_;
  std::uint32_t end_line_ = 0;
  std::int64_t stated_rows_ = 0;
  MinorUnits stated_total_ = 0;
  bool rows_after_end_ = false;
  bool total_is_too_large_ = false;
};

}  // namespace

Outcome<Checked<LedgerSummary>> read_movements(TextSource source, const LedgerSettings& settings, LedgerNames& names,
                                               const MovementTaker& take) {
  return Reading(std::move(source), settings, names, take).run();
}

Outcome<Checked<Ledger>> read_ledger(TextSource source, const LedgerSettings& settings) {
  Ledger ledger;
  ledger.decimals = settings.decimals;
  ledger.file = source.name;
  auto summary = read_movements(std::move(source), settings, ledger.names, [&](std::span<const Movement> block) {
    ledger.movements.insert(ledger.movements.end(), block.begin(), block.end());
  });
  if (!summary) {
    return refuse(std::move(summary.error()));
  }
  ledger.summary = summary->value;
  return Checked<Ledger>{std::move(ledger), std::move(summary->faults)};
}

}  // namespace restituo
