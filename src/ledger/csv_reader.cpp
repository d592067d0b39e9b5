#include <restituo/ledger/csv_reader.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#define CSV_IO_NO_THREAD  // reading ahead in a thread would save nothing here, and a browser page has none
#include <libfccp/csv.h>

#include <restituo/base/must.hpp>
#include <restituo/base/shown.hpp>
#include <restituo/base/text.hpp>

namespace restituo {
namespace {

// What the guard writes in place of bytes that the parser cannot meet; both are refused where a file has them itself.
constexpr char broken_line = '\x1E';  // a line break inside quotation marks
constexpr char foreign = '\x1F';      // a byte that no text has

// An unclosed quotation mark would otherwise swallow the rest of the file.
constexpr std::uint32_t most_lines_in_a_cell = 200;
constexpr std::size_t most_faults_listed = 10'000;
constexpr std::array separators{',', ';', '\t', '|'};

// Follows quotation marks as RFC 4180 has them, one character after the other.
class QuoteState {
 public:
  explicit QuoteState(char separator) : separator_(separator) {}

  bool is_open() const { return state_ == State::open; }
  // A quotation mark where none may stand: behind other text of the cell, or text behind the closing one.
  bool is_stray() const { return stray_; }
  void close() { state_ = State::inside_cell; }

  void take(char c) {
    if (state_ == State::open) {
      if (c == '"') {
        state_ = State::maybe_closed;
      }
      return;
    }
    if (c == separator_ || c == '\n') {
      state_ = State::before_cell;
    } else if (c == '"') {
      stray_ = stray_ || state_ == State::inside_cell || state_ == State::closed;
      // Two marks in a row inside quotation marks are one mark of the text.
      state_ = state_ == State::before_cell || state_ == State::maybe_closed ? State::open : state_;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      state_ = state_ == State::maybe_closed ? State::closed : state_;
    } else {
      stray_ = stray_ || state_ == State::maybe_closed || state_ == State::closed;
      state_ = State::inside_cell;
    }
  }

 private:
  enum class State { before_cell, open, maybe_closed, closed, inside_cell };
  char separator_;
  State state_ = State::before_cell;
  bool stray_ = false;
};

// What the guard has seen of the file so far.
struct Seen {
  bool careful = false;  // some byte asks for a closer look at each row
  bool failed = false;
  bool utf16 = false;
  bool old_line_ends = false;
  bool whole = true;  // the last line ends with a line break
  bool any = false;
};

bool has(std::span<const char> block, char c) { return std::memchr(block.data(), c, block.size()) != nullptr; }

bool is_ascii(std::span<const char> block) {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  std::uint64_t seen = 0;
  std::size_t i = 0;
  for (; i + sizeof seen <= block.size(); i += sizeof seen) {
    std::uint64_t word = 0;
    std::memcpy(&word, block.data() + i, sizeof word);
    seen |= word;
  }
  for (; i < block.size(); ++i) {
    seen |= static_cast<std::uint64_t>(static_cast<unsigned char>(block[i]));
  }
  return (seen & high_bits) == 0;
}

// A carriage return that no line feed follows. The last byte of a block is left to the next.
bool has_bare_return(std::span<const char> block) {
  const char* at = block.data();
  const char* const end = at + block.size();
  while ((at = static_cast<const char*>(std::memchr(at, '\r', static_cast<std::size_t>(end - at)))) != nullptr) {
    if (++at != end && *at != '\n') {
      return true;
    }
  }
  return false;
}

// The one that cuts most of the first lines into the same number of cells; a comma where none does.
char likely_separator(std::string_view begin) {
  constexpr std::size_t lines_looked_at = 40;
  char best = ',';
  std::size_t most = 0;
  for (const char separator : separators) {
    std::vector<std::size_t> counts;
    std::size_t count = 0;
    QuoteState quotes(separator);
    for (const char c : begin) {
      const bool inside = quotes.is_open();
      quotes.take(c);
      if (!inside && c == separator) {
        ++count;
      } else if (!inside && c == '\n') {
        counts.push_back(std::exchange(count, 0));
        if (counts.size() == lines_looked_at) {
          break;
        }
      }
    }
    if (counts.empty()) {
      counts.push_back(count);
    }
    // Twice as many lines that agree weigh more than twice as many cells: a decimal comma also stands in many rows.
    std::size_t score = 0;
    for (const std::size_t cells : counts) {
      const auto lines = static_cast<std::size_t>(std::count(counts.begin(), counts.end(), cells));
      score = std::max(score, cells * lines * lines);
    }
    if (score > most) {
      most = score;
      best = separator;
    }
  }
  return best;
}

// Stands between the file and the parser.
class Guard : public io::ByteSourceBase {
 public:
  Guard(TextSource source, const CsvSettings& settings, std::shared_ptr<Seen> seen)
      : source_(std::move(source)),
        seen_(std::move(seen)),
        separator_(settings.separator),
        joins_lines_(settings.cells_hold_line_breaks),
        quotes_(settings.separator) {
    first_.resize(first_block);
    first_.resize(fill(first_));
    if (first_.size() >= 2 &&
        ((first_[0] == '\xFF' && first_[1] == '\xFE') || (first_[0] == '\xFE' && first_[1] == '\xFF'))) {
      seen_->utf16 = true;
      ended_ = true;
      first_.clear();
    }
    if (separator_ == 0) {
      separator_ = likely_separator(std::string_view(first_.data(), first_.size()));
      quotes_ = QuoteState(separator_);
    }
  }

  char separator() const { return separator_; }

  // The parser takes less than it asked for as the end, so a block is filled before it is handed over.
  int read(char* to, int room) override {
    const std::span<char> block(to, static_cast<std::size_t>(room));
    std::size_t size = std::min(first_.size() - first_taken_, block.size());
    std::copy_n(first_.data() + first_taken_, size, block.data());
    first_taken_ += size;
    if (!ended_) {
      size += fill(block.subspan(size));
    }
    watch(block.first(size));
    if (ended_ && first_taken_ == first_.size() && size < block.size() && seen_->any && last_ != '\n') {
      block[size++] = '\n';
      last_ = '\n';
      seen_->whole = false;
    }
    return static_cast<int>(size);
  }

 private:
  static constexpr std::size_t first_block = std::size_t{1} << 16U;

  std::size_t fill(std::span<char> room) {
    std::size_t size = 0;
    while (size < room.size() && !ended_) {
      const auto count = source_.read(room.subspan(size));
      seen_->failed = seen_->failed || !count;
      ended_ = !count || *count == 0;
      size += count.value_or(0);
    }
    return size;
  }

  void watch(std::span<char> block) {
    if (block.empty()) {
      return;
    }
    const bool has_quotes = has(block, '"');
    const bool has_foreign = has(block, '\0') || has(block, broken_line) || has(block, foreign);
    const bool bare_return = has_bare_return(block) || (last_ == '\r' && block.front() != '\n');
    if (!seen_->any && bare_return && !has(block, '\n')) {
      seen_->old_line_ends = true;
    }
    if (has_foreign) {
      for (char& c : block) {
        c = c == '\0' || c == broken_line || c == foreign ? foreign : c;
      }
    }
    seen_->careful = seen_->careful || has_quotes || has_foreign || bare_return || !is_ascii(block);
    if (joins_lines_ && (has_quotes || quotes_.is_open())) {
      keep_cells_on_one_line(block);
    } else if (joins_lines_) {
      quotes_ = QuoteState(separator_);
      for (std::size_t i = block.size(); i-- > 0;) {  // only the last line matters for what follows
        if (block[i] == '\n') {
          for (const char c : block.subspan(i)) {
            quotes_.take(c);
          }
          break;
        }
      }
    }
    last_ = block.back();
    seen_->any = true;
  }

  void keep_cells_on_one_line(std::span<char> block) {
    for (char& c : block) {
      if (c == '\n' && quotes_.is_open()) {
        if (++lines_inside_ > most_lines_in_a_cell) {
          quotes_.close();
        } else {
          c = broken_line;
          continue;
        }
      }
      quotes_.take(c);
      if (!quotes_.is_open()) {
        lines_inside_ = 0;
      }
    }
  }

  TextSource source_;
  std::shared_ptr<Seen> seen_;
  char separator_;
  bool joins_lines_;
  QuoteState quotes_;
  std::vector<char> first_;
  std::size_t first_taken_ = 0;
  std::uint32_t lines_inside_ = 0;
  char last_ = '\n';
  bool ended_ = false;
};

template <char separator>
void cut(char* row, std::vector<std::string_view>& cells) {
  using Quotes = io::double_quote_escape<separator, '"'>;
  cells.clear();
  while (true) {
    char* const end = row + (Quotes::find_next_column_end(row) - row);
    const bool last = *end == '\0';
    char* from = row;
    char* to = end;
    io::trim_chars<' ', '\t'>::trim(from, to);
    Quotes::unescape(from, to);
    cells.emplace_back(from, static_cast<std::size_t>(to - from));
    if (last) {
      return;
    }
    row = end + 1;
  }
}

using Cutter = void (*)(char*, std::vector<std::string_view>&);

Cutter cutter_for(char separator) {
  switch (separator) {
    case ';': return cut<';'>;
    case '\t': return cut<'\t'>;
    case '|': return cut<'|'>;
    default: return cut<','>;
  }
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

}  // namespace

struct CsvReader::Reading {
  std::shared_ptr<Seen> seen;
  std::optional<io::LineReader> lines;
  char separator = ',';
  Cutter cut_row = nullptr;
  bool comments = false;
  bool ended = false;
};

CsvReader::CsvReader(TextSource source, const CsvSettings& settings)
    : reading_(std::make_unique<Reading>()), file_(source.name) {
  must(settings.separator == 0 ||
           std::find(separators.begin(), separators.end(), settings.separator) != separators.end(),
       "the separator is one that the reader has");
  reading_->seen = std::make_shared<Seen>();
  auto guard = std::make_unique<Guard>(std::move(source), settings, reading_->seen);
  reading_->separator = guard->separator();
  reading_->cut_row = cutter_for(reading_->separator);
  reading_->comments = settings.comments;
  reading_->lines.emplace("", std::unique_ptr<io::ByteSourceBase>(std::move(guard)));
}

CsvReader::~CsvReader() = default;

char CsvReader::separator() const { return reading_->separator; }
bool CsvReader::last_line_is_whole() const { return reading_->seen->whole; }

bool CsvReader::next() {
  skipped_before_ = 0;
  const Seen& seen = *reading_->seen;
  while (!reading_->ended) {
    char* row = nullptr;
    try {
      row = seen.old_line_ends || seen.utf16 ? nullptr : reading_->lines->next_line();
    } catch (const io::error::line_length_limit_exceeded&) {
      line_ = next_line_;
      fault_of_row("csv-line-too-long", {});
      reading_->ended = true;
      return false;
    }
    if (row == nullptr) {
      reading_->ended = true;
      if (seen.failed) {
        fault_of_file("csv-not-read-to-end", {});
      } else if (seen.utf16) {
        fault_of_file("csv-utf-16", {});
      } else if (seen.old_line_ends) {
        fault_of_file("csv-old-line-ends", {});
      }
      return false;
    }
    line_ = next_line_++;
    if (io::empty_line_comment::is_comment(row)) {
      continue;
    }
    if (take_row(row)) {
      return true;
    }
    ++skipped_before_;
  }
  return false;
}

bool CsvReader::take_row(char* row) {
  row_begin_ = row;
  raw_.clear();
  is_comment_ = reading_->comments && *row == '#';
  const bool careful = reading_->seen->careful;
  bool broken = false;
  if (careful) {
    const std::string_view text(row);
    raw_ = text;
    const auto breaks = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), broken_line));
    next_line_ += breaks;
    broken = breaks != 0;
    if (!is_sound(raw_)) {
      return false;
    }
  }
  if (is_comment_) {
    cells_.assign(1, std::string_view(row));
    return true;
  }
  reading_->cut_row(row, cells_);
  if (broken) {
    for (std::string_view& cell : cells_) {
      char* const begin = row + (cell.data() - row);
      char* end = begin;
      for (const char c : cell) {
        if (c != '\r') {
          *end++ = c == broken_line ? '\n' : c;
        }
      }
      cell = std::string_view(begin, static_cast<std::size_t>(end - begin));
    }
  }
  return true;
}

bool CsvReader::is_sound(std::string_view row) {
  const auto fault_at = [&](std::size_t byte, const char* code) {
    cells_.assign(1, std::string_view(row_begin_ + byte, 0));
    fault(code, 0, {});
    return false;
  };
  if (const auto byte = row.find(foreign); byte != std::string_view::npos) {
    return fault_at(byte, "csv-foreign-byte");
  }
  if (const auto byte = row.find('\r'); byte != std::string_view::npos) {
    const bool before_break = byte + 1 < row.size() && row[byte + 1] == broken_line;
    if (!before_break) {
      return fault_at(byte, "csv-foreign-byte");
    }
  }
  if (const auto byte = first_invalid_utf8(row)) {
    return fault_at(*byte, "csv-not-utf-8");
  }
  if (is_comment_ || row.find('"') == std::string_view::npos) {
    return true;
  }
  QuoteState quotes(reading_->separator);
  std::size_t opened = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool was_open = quotes.is_open();
    quotes.take(row[i]);
    if (quotes.is_stray()) {
      return fault_at(i, "csv-stray-quotation-mark");
    }
    if (!was_open && quotes.is_open() && (i == 0 || row[i - 1] != '"')) {
      opened = i;
    }
  }
  return quotes.is_open() ? fault_at(opened, "csv-open-quotation-mark") : true;
}

Place CsvReader::place_of(std::size_t cell) const {
  if (cell >= cells_.size()) {
    return {file_, line_, 0};
  }
  const auto offset = static_cast<std::size_t>(cells_[cell].data() - row_begin_);
  if (raw_.empty()) {
    return {file_, line_, static_cast<std::uint32_t>(offset) + 1};
  }
  Place place{file_, line_, 1};
  for (const char c : std::string_view(raw_).substr(0, offset)) {
    if (c == broken_line) {
      ++place.line;
      place.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++place.column;
    }
  }
  return place;
}

void CsvReader::fault(std::string code, std::size_t cell, std::vector<std::string> details, Severity severity) {
  add({std::move(code), place_of(cell), std::move(details), severity});
}

void CsvReader::fault_of_row(std::string code, std::vector<std::string> details, Severity severity) {
  add({std::move(code), {file_, line_, 0}, std::move(details), severity});
}

void CsvReader::fault_of_file(std::string code, std::vector<std::string> details, Severity severity) {
  add({std::move(code), {file_, 0, 0}, std::move(details), severity});
}

void CsvReader::add(Fault fault) {
  refuses_ = refuses_ || fault.severity == Severity::refuse;
  if (faults_.size() < most_faults_listed) {
    faults_.push_back(std::move(fault));
  } else {
    ++not_listed_;
  }
}

Faults CsvReader::take_faults() {
  Faults faults = in_order(std::exchange(faults_, {}));
  if (not_listed_ != 0) {
    faults.push_back({"csv-faults-not-listed",
                      {file_, 0, 0},
                      {std::to_string(most_faults_listed), std::to_string(not_listed_)},
                      refuses_ ? Severity::refuse : Severity::warn});
  }
  return faults;
}

CsvColumns find_columns(CsvReader& reader, std::span<const std::string_view> wanted) {
  const std::vector<std::string_view> header(reader.cells().begin(), reader.cells().end());
  std::vector<std::string> names;
  for (const std::string_view cell : header) {
    names.push_back(shown(cell));
  }
  CsvColumns columns;
  columns.all_found = true;
  std::vector<bool> used(header.size(), false);
  std::vector<std::string> missing;
  for (const std::string_view name : wanted) {
    std::optional<std::size_t> at;
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (lower(header[i]) != lower(name)) {
        continue;
      }
      used[i] = true;
      if (at) {
        reader.fault("csv-column-twice", i, {names[i]});
        columns.all_found = false;
      } else {
        at = i;
      }
    }
    if (at) {
      columns.at.push_back(*at);
    } else {
      missing.emplace_back(name);
    }
  }
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (!used[i]) {
      columns.not_read.push_back(names[i]);
    }
  }
  const std::vector<std::string> all(wanted.begin(), wanted.end());
  if (missing.size() == wanted.size()) {
    reader.fault_of_row("csv-header-missing", {joined(all), joined(names)});
  } else {
    for (const std::string& name : missing) {
      reader.fault_of_row("csv-column-missing", {name, joined(names), joined(all)});
    }
  }
  columns.all_found = columns.all_found && missing.empty();
  return columns;
}

}  // namespace restituo
