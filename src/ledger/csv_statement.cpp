// A CSV statement: rows above the header (the bank's name, the period), the header, entries, perhaps totals below. The
// profile says which column is what; where it does not, the names that Spanish and English banks use are tried. What
// may mean two things (03/04/2015, 1.234) is decided by the other rows of the file or not at all.
#include <algorithm>
#include <array>

#include <restituo/base/shown.hpp>
#include <restituo/base/text.hpp>
#include <restituo/ledger/csv_reader.hpp>

#include "statement_forms.hpp"

namespace restituo {
namespace {

// Small letters without accents, so that "Descripción" is found where "DESCRIPCION" stands.
std::string folded(std::string_view text) {
  static constexpr std::pair<std::string_view, char> accents[] = {
      {"á", 'a'}, {"é", 'e'}, {"í", 'i'}, {"ó", 'o'}, {"ú", 'u'}, {"ü", 'u'}, {"ñ", 'n'}, {"Á", 'a'},
      {"É", 'e'}, {"Í", 'i'}, {"Ó", 'o'}, {"Ú", 'u'}, {"Ü", 'u'}, {"Ñ", 'n'}, {"ç", 'c'}, {"Ç", 'c'}};
  std::string result;
  const std::string one_line = squeezed(text);
  for (std::size_t i = 0; i < one_line.size();) {
    const auto accent = std::find_if(std::begin(accents), std::end(accents), [&](const auto& pair) {
      return one_line.compare(i, pair.first.size(), pair.first) == 0;
    });
    if (accent != std::end(accents)) {
      result += accent->second;
      i += accent->first.size();
      continue;
    }
    const char c = one_line[i++];
    result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

enum Column {
  date,
  value_date,
  amount,
  debit,
  credit,
  balance,
  bank_id,
  counter_account,
  counter_party,
  text,
  columns
};

// Names of banks for each column, folded; the first that the header has is taken.
const std::array<std::vector<std::string_view>, columns>& usual_names() {
  static const std::array<std::vector<std::string_view>, columns> names{{
      {"fecha", "fecha operacion", "fecha de operacion", "f. operacion", "fecha contable", "fecha mov.", "date",
       "booking date", "transaction date", "posting date", "posted date"},
      {"fecha valor", "fecha de valor", "f. valor", "value date"},
      {"importe", "monto", "cantidad", "valor", "amount", "transaction amount"},
      {"cargo", "cargos", "retiro", "retiros", "debe", "debito", "debitos", "egreso", "debit", "debits", "debit amount",
       "withdrawal", "withdrawals", "paid out", "money out"},
      {"abono", "abonos", "deposito", "depositos", "haber", "credito", "creditos", "ingreso", "credit", "credits",
       "credit amount", "deposit", "deposits", "paid in", "money in"},
      {"saldo", "saldo disponible", "balance", "running balance", "saldo contable"},
      {"referencia", "folio", "num. movimiento", "no. movimiento", "numero de operacion", "reference", "transaction id",
       "fitid"},
      {"cuenta contraparte", "cuenta destino", "cuenta origen", "clabe", "iban contraparte", "counterparty account",
       "counter account", "counterparty iban"},
      {"contraparte", "beneficiario", "ordenante", "nombre", "counterparty", "payee", "name"},
      {"concepto", "descripcion", "detalle", "movimiento", "observaciones", "description", "details", "memo",
       "narrative", "transaction description"},
  }};
  return names;
}

struct Row {
  std::vector<std::string> cells;
  std::vector<Place> places;
  Place place;
};

class CsvStatement {
 public:
  CsvStatement(const std::string& name, std::string text, const StatementSettings& settings)
      : reader_(source_from(name, std::move(text)), {.separator = settings.profile.separator}),
        name_(name),
        settings_(settings),
        profile_(settings.profile) {}

  Statements read() {
    statement_.account = settings_.account;
    statement_.place = {name_, 0, 0};
    if (statement_.account.empty()) {
      reader_.fault_of_file("statement-without-account", {});
    }
    if (find_header()) {
      read_rows();
      decide_date_order();
      decide_decimal_mark();
      if (!reader_.refuses()) {
        for (const Row& row : rows_) {
          read_entry(row);
        }
        put_oldest_first();
      }
    }
    std::vector<Statement> statements;
    statements.push_back(std::move(statement_));
    return checked(std::move(statements), reader_.take_faults());
  }

 private:
  // The wanted name of a column in the header; nothing where it is not there. A name of the profile must be.
  std::optional<std::size_t> place_in_header(const std::vector<std::string>& header, const std::string& named,
                                             Column column) const {
    const auto find = [&](std::string_view name) -> std::optional<std::size_t> {
      const auto found = std::find(header.begin(), header.end(), name);
      return found == header.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - header.begin()));
    };
    if (!named.empty()) {
      return find(folded(named));
    }
    for (const std::string_view name : usual_names()[column]) {
      if (const auto at = find(name)) {
        return at;
      }
    }
    return std::nullopt;
  }

  // The header is the first row with a date column and an amount.
  bool find_header() {
    constexpr int most_rows_above = 50;
    std::string first_row;
    for (int above = 0; above < most_rows_above && reader_.next(); ++above) {
      std::vector<std::string> header;
      std::vector<std::string> names;
      for (const std::string_view cell : reader_.cells()) {
        header.push_back(folded(cell));
        names.push_back(shown(cell));
      }
      if (first_row.empty()) {
        first_row = joined(names);
      }
      const std::array<const std::string*, text> named{
          &profile_.date,    &profile_.value_date, &profile_.amount,          &profile_.debit,        &profile_.credit,
          &profile_.balance, &profile_.bank_id,    &profile_.counter_account, &profile_.counter_party};
      for (std::size_t column = 0; column < named.size(); ++column) {
        at_[column] = place_in_header(header, *named[column], static_cast<Column>(column));
      }
      if (!at_[date] && at_[value_date] && profile_.date.empty()) {
        at_[date] = at_[value_date];
      }
      const bool has_amount = at_[amount] || (at_[debit] && at_[credit]);
      if (!at_[date] || !has_amount) {
        above_.push_back({{}, {}, {name_, reader_.line(), 0}});
        for (const std::string_view cell : reader_.cells()) above_.back().cells.push_back(squeezed(cell));
        continue;
      }
      bool all_there = true;
      for (std::size_t column = 0; column < named.size(); ++column) {
        if (!named[column]->empty() && !at_[column]) {
          reader_.fault_of_row("csv-column-missing", {shown(*named[column]), joined(names), shown(*named[column])});
          all_there = false;
        }
      }
      for (std::size_t i = 0; i < header.size(); ++i) {
        if (!header[i].empty() && std::find(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(i),
                                            header[i]) != header.begin() + static_cast<std::ptrdiff_t>(i)) {
          reader_.fault("csv-column-twice", i, {names[i]});
          all_there = false;
        }
      }
      find_text_columns(header, names);
      width_ = header.size();
      check_rows_above();
      return all_there;
    }
    if (!reader_.refuses()) {
      reader_.fault_of_file("statement-header-missing", {first_row.empty() ? "–" : first_row});
    }
    return false;
  }

  // Names and numbers of the account stand above a header; an entry there would be lost.
  void check_rows_above() {
    for (const Row& row : above_) {
      if (row.cells.size() != width_ || !numbers_of(cell(row, date))) continue;
      const bool holds_amount = std::any_of(row.cells.begin(), row.cells.end(), [&](const std::string& text) {
        return &text != &cell(row, date) && looks_like_amount(text);
      });
      if (holds_amount) {
        reader_.add({"statement-row-above-header", row.place, {shown(joined(row.cells))}, Severity::refuse});
      }
    }
  }

  static bool looks_like_amount(std::string_view text) {
    return !text.empty() && std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
           text.find_first_not_of("0123456789.,-+$() ") == std::string_view::npos;
  }

  void find_text_columns(const std::vector<std::string>& header, const std::vector<std::string>& names) {
    if (profile_.text.empty()) {
      for (std::size_t i = 0; i < header.size(); ++i) {
        const auto& known = usual_names()[text];
        if (std::find(known.begin(), known.end(), header[i]) != known.end()) {
          texts_.push_back(i);
        }
      }
      return;
    }
    for (const std::string& name : profile_.text) {
      const auto found = std::find(header.begin(), header.end(), folded(name));
      if (found == header.end()) {
        reader_.fault_of_row("csv-column-missing", {shown(name), joined(names), shown(name)});
      } else {
        texts_.push_back(static_cast<std::size_t>(found - header.begin()));
      }
    }
  }

  void read_rows() {
    while (reader_.next()) {
      const auto cells = reader_.cells();
      const bool ignored =
          std::any_of(profile_.ignore_rows_that_begin.begin(), profile_.ignore_rows_that_begin.end(),
                      [&](const std::string& begin) { return folded(cells[0]).rfind(folded(begin), 0) == 0; });
      if (ignored) {
        reader_.fault_of_row("statement-row-ignored", {shown(cells[0])}, Severity::note);
        continue;
      }
      // Some banks end every row, but not the header, with the separator.
      const bool one_empty_more = cells.size() == width_ + 1 && cells.back().empty();
      if (cells.size() != width_ && !one_empty_more) {
        reader_.fault_of_row(cells.size() < width_ ? "csv-cells-few" : "csv-cells-many",
                             {std::to_string(cells.size()), std::to_string(width_)});
        continue;
      }
      Row row;
      row.place = {name_, reader_.line(), 0};
      for (std::size_t i = 0; i < width_; ++i) {
        row.cells.push_back(squeezed(cells[i]));
        row.places.push_back(reader_.place_of(i));
      }
      if (std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); })) {
        continue;
      }
      rows_.push_back(std::move(row));
    }
    if (!reader_.last_line_is_whole()) {
      reader_.add({"csv-last-line-open", {name_, reader_.line(), 0}, {}, Severity::warn});
    }
  }

  const std::string& cell(const Row& row, Column column) const {
    static const std::string none;
    return at_[column] ? row.cells[*at_[column]] : none;
  }

  void fault(const char* code, const Row& row, Column column, std::vector<std::string> details,
             Severity severity = Severity::refuse) {
    reader_.add({code, row.places[*at_[column]], std::move(details), severity});
  }

  struct Numbers {
    std::array<int, 3> values{};
    bool year_first = false;
  };

  // Three numbers with one kind of mark between them; a time behind them is left off.
  static std::optional<Numbers> numbers_of(std::string_view written) {
    written = written.substr(0, written.find(' '));
    if (const auto time = written.find('T'); time != std::string_view::npos) {
      written = written.substr(0, time);
    }
    const auto mark = written.find_first_of("/-.");
    if (mark == std::string_view::npos) {
      return std::nullopt;
    }
    const auto parts = split(written, written[mark]);
    if (parts.size() != 3) {
      return std::nullopt;
    }
    Numbers numbers;
    for (std::size_t i = 0; i < 3; ++i) {
      if (parts[i].empty() || parts[i].size() > 4) {
        return std::nullopt;
      }
      for (const char c : parts[i]) {
        if (c < '0' || c > '9') {
          return std::nullopt;
        }
        numbers.values[i] = numbers.values[i] * 10 + (c - '0');
      }
    }
    numbers.year_first = parts[0].size() == 4;
    if (!numbers.year_first && parts[2].size() != 4) {
      return std::nullopt;  // 03/04/15 could be the year too
    }
    return numbers;
  }

  // Day or month first: what the profile says, or what no row contradicts while one proves it.
  void decide_date_order() {
    day_first_ = profile_.date_order != "mdy";
    if (!profile_.date_order.empty()) {
      return;
    }
    bool day_possible = true;
    bool month_possible = true;
    const Row* first_unclear = nullptr;
    for (const Row& row : rows_) {
      for (const Column column : {date, value_date}) {
        const auto numbers = numbers_of(cell(row, column));
        if (!numbers || numbers->year_first) {
          continue;
        }
        if (numbers->values[0] > 12) {
          month_possible = false;
        } else if (numbers->values[1] > 12) {
          day_possible = false;
        } else if (numbers->values[0] != numbers->values[1] && first_unclear == nullptr) {
          first_unclear = &row;
        }
      }
    }
    if (day_possible && month_possible && first_unclear != nullptr) {
      fault("statement-date-order", *first_unclear, date, {shown(cell(*first_unclear, date))});
    } else if (!day_possible && !month_possible && first_unclear != nullptr) {
      fault("statement-date-orders-mixed", *first_unclear, date, {shown(cell(*first_unclear, date))});
    }
    day_first_ = day_possible;
  }

  std::optional<Date> date_of(const Row& row, Column column) {
    const std::string& written = cell(row, column);
    const auto numbers = numbers_of(written);
    if (!numbers) {
      fault("statement-date-form", row, column, {shown(written)});
      return std::nullopt;
    }
    const auto& [one, two, three] = numbers->values;
    const int year = numbers->year_first ? one : three;
    const int month = numbers->year_first || day_first_ ? two : one;
    const int day = numbers->year_first ? three : (day_first_ ? one : two);
    if (!Date::exists(year, month, day)) {
      fault("date-does-not-exist", row, column, {shown(written)});
      return std::nullopt;
    }
    return Date::of(year, month, day);
  }

  // The mark that stands last in an amount with both, or twice in none; a single mark before three digits proves
  // nothing.
  void decide_decimal_mark() {
    mark_ = profile_.decimal;
    if (mark_ != 0) {
      return;
    }
    bool point = false;
    bool comma = false;
    const Row* first_unclear = nullptr;
    Column unclear_column = amount;
    for (const Row& row : rows_) {
      for (const Column column : {amount, debit, credit, balance}) {
        const std::string& written = cell(row, column);
        const auto last_point = written.rfind('.');
        const auto last_comma = written.rfind(',');
        const bool has_point = last_point != std::string::npos;
        const bool has_comma = last_comma != std::string::npos;
        const auto digits_behind = [&](std::size_t at) {
          return static_cast<std::size_t>(std::count_if(written.begin() + static_cast<std::ptrdiff_t>(at),
                                                        written.end(), [](char c) { return c >= '0' && c <= '9'; }));
        };
        if (has_point && has_comma) {
          (last_point > last_comma ? point : comma) = true;
        } else if (has_point && (std::count(written.begin(), written.end(), '.') > 1)) {
          comma = true;
        } else if (has_comma && (std::count(written.begin(), written.end(), ',') > 1)) {
          point = true;
        } else if (has_point && digits_behind(last_point) != 3) {
          point = true;
        } else if (has_comma && digits_behind(last_comma) != 3) {
          comma = true;
        } else if ((has_point || has_comma) && first_unclear == nullptr) {
          first_unclear = &row;
          unclear_column = column;
        }
      }
    }
    if (point && comma) {
      reader_.fault_of_file("statement-decimal-marks-mixed", {});
    } else if (!point && !comma && first_unclear != nullptr) {
      fault("statement-decimal-mark", *first_unclear, unclear_column, {shown(cell(*first_unclear, unclear_column))});
    }
    mark_ = comma ? ',' : '.';
  }

  // "-1.234,56", "1.234,56-", "(1,234.56)", "$ 1,234.56": what statements have beside the plain number.
  std::optional<MinorUnits> amount_of(const Row& row, Column column) {
    const std::string& written = cell(row, column);
    const char grouping = mark_ == ',' ? '.' : ',';
    std::string plain;
    bool negative = false;
    bool sound = true;
    for (std::size_t i = 0; i < written.size(); ++i) {
      const char c = written[i];
      if (c == grouping) {
        // Groups are of three digits, before the decimal mark.
        const bool behind_digit = i > 0 && written[i - 1] >= '0' && written[i - 1] <= '9';
        std::size_t digits = 0;
        while (i + 1 + digits < written.size() && written[i + 1 + digits] >= '0' && written[i + 1 + digits] <= '9') {
          ++digits;
        }
        sound = sound && behind_digit && digits == 3 && plain.find('.') == std::string::npos;
      } else if (c == mark_) {
        plain += '.';
      } else if (c == '-' || c == '(') {
        sound = sound && !negative;
        negative = true;
      } else if (c != ')' && c != '$' && c != ' ' && c != '+') {
        plain += c;
      }
    }
    if (!sound) {
      fault("statement-amount-form", row, column, {shown(written), std::string(1, mark_)});
      return std::nullopt;
    }
    // 1.200 where two decimals are usual is one and a fifth, or a thousand and two hundred: zeros make it no plainer.
    const auto point = plain.find('.');
    if (point != std::string::npos && plain.size() - point - 1 > static_cast<std::size_t>(settings_.decimals)) {
      fault("amount-decimals", row, column, {shown(written), std::to_string(settings_.decimals)});
      return std::nullopt;
    }
    Faults faults;
    const auto value = amount_with_mark(plain, '.', settings_.decimals, row.places[*at_[column]], faults);
    for (Fault& wrong : faults) {
      reader_.add(std::move(wrong));
    }
    return value && negative ? -*value : value;
  }

  // One signed column, or money out and money in in two, of which a row fills one.
  std::optional<MinorUnits> entry_amount(const Row& row) {
    if (at_[amount]) {
      return amount_of(row, amount);
    }
    const bool out = !cell(row, debit).empty();
    const bool in = !cell(row, credit).empty();
    if (!out && !in) {
      fault("number-empty", row, debit, {});
      return std::nullopt;
    }
    // Some banks write the other column as zero, and some write money out with its minus.
    const auto debited = out ? amount_of(row, debit) : std::optional<MinorUnits>(0);
    const auto credited = in ? amount_of(row, credit) : std::optional<MinorUnits>(0);
    if (!debited || !credited) {
      return std::nullopt;
    }
    if (*debited != 0 && *credited != 0) {
      fault("statement-debit-and-credit", row, debit, {shown(cell(row, debit)), shown(cell(row, credit))});
      return std::nullopt;
    }
    if (*credited < 0) {
      fault("movement-amount-negative", row, credit, {shown(cell(row, credit))});
      return std::nullopt;
    }
    return *debited != 0 ? (*debited < 0 ? *debited : -*debited) : *credited;
  }

  void read_entry(const Row& row) {
    const auto value = entry_amount(row);
    const auto booked = date_of(row, date);
    StatementEntry entry;
    entry.place = row.place;
    if (!cell(row, value_date).empty() && at_[value_date] != at_[date]) {
      entry.value_date = date_of(row, value_date);
    }
    if (!cell(row, balance).empty()) {
      entry.balance = amount_of(row, balance);
    }
    if (!value || !booked) {
      return;
    }
    entry.amount = *value;
    entry.booked = *booked;
    entry.bank_id = cell(row, bank_id);
    entry.counter_account = cell(row, counter_account);
    entry.counter_party = cell(row, counter_party);
    for (const std::size_t at : texts_) {
      entry.text += (entry.text.empty() || row.cells[at].empty() ? "" : " ") + row.cells[at];
    }
    statement_.entries.push_back(std::move(entry));
  }

  // Many banks print the newest entry first.
  void put_oldest_first() {
    auto& entries = statement_.entries;
    if (entries.size() < 2) {
      return;
    }
    bool newest_first = entries.front().booked > entries.back().booked;
    if (entries.front().booked == entries.back().booked) {
      // One day alone: the printed balances tell, where they chain in one direction only.
      const auto chains = [&](bool backwards) {
        for (std::size_t i = 1; i < entries.size(); ++i) {
          const StatementEntry& before = entries[backwards ? i : i - 1];
          const StatementEntry& after = entries[backwards ? i - 1 : i];
          if (!before.balance || !after.balance || *before.balance + after.amount != *after.balance) {
            return false;
          }
        }
        return true;
      };
      newest_first = !chains(false) && chains(true);
    }
    if (newest_first) {
      std::reverse(entries.begin(), entries.end());
    }
  }

  CsvReader reader_;
  const std::string& name_;
  const StatementSettings& settings_;
  const CsvProfile& profile_;
  Statement statement_;
  std::array<std::optional<std::size_t>, columns> at_;
  std::vector<std::size_t> texts_;
  std::vector<Row> rows_;
  std::vector<Row> above_;  // above the header
  std::size_t width_ = 0;
  bool day_first_ = true;
  char mark_ = '.';
};

}  // namespace

Statements read_csv_statement(const std::string& name, std::string text, const StatementSettings& settings) {
  return CsvStatement(name, std::move(text), settings).read();
}

}  // namespace restituo
