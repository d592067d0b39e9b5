#include <restituo/ledger/csv_reader.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#define CSV_IO_NO_THREAD  // of the parser only what cuts a line into cells is used
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
bool has_bare_return(const char* at, std::size_t size) {
  const char* const end = at + size;
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

// Hands over line after line of a file, whatever the file does. The parser's own reader of lines is not used: it takes
// a disk error for the end, reads beyond its buffer where a large file lacks its last line break, and touches 48 MB.
class Lines {
 public:
  Lines(TextSource source, const CsvSettings& settings)
      : source_(std::move(source)), separator_(settings.separator), joins_lines_(settings.cells_hold_line_breaks) {
    buffer_.resize(usual_size);
    fill();
    const std::string_view begin(buffer_.data(), end_);
    if (begin.substr(0, 2) == "\xFF\xFE" || begin.substr(0, 2) == "\xFE\xFF") {
      wrong_ = "csv-utf-16";
    } else if (begin.find('\n') == std::string_view::npos && has_bare_return(buffer_.data(), end_)) {
      wrong_ = "csv-old-line-ends";
    }
    if (begin.substr(0, 3) == "\xEF\xBB\xBF") {
      at_ = 3;
    }
    if (separator_ == 0) {
      separator_ = likely_separator(begin.substr(at_));
    }
    quotes_ = QuoteState(separator_);
    watch(at_);
  }

  char separator() const { return separator_; }
  // Some byte near this line asks for a closer look at it.
  bool is_careful() const { return careful_; }
  bool last_is_whole() const { return whole_; }
  // Why there is no further line, where that is not the end of the file.
  const char* wrong() const { return wrong_; }

  // The line without its break, with a zero behind it, to be changed at will; nothing at the end.
  char* next(std::size_t& length) {
    if (wrong_ != nullptr) {
      return nullptr;
    }
    std::size_t searched = at_;
    while (true) {
      char* const begin = buffer_.data() + at_;
      auto* const found = static_cast<char*>(std::memchr(buffer_.data() + searched, '\n', end_ - searched));
      if (found != nullptr) {
        length = static_cast<std::size_t>(found - begin);
        if (length > longest_line) {
          wrong_ = "csv-line-too-long";
          return nullptr;
        }
        at_ += length + 1;
        *found = '\0';
        if (length > 0 && begin[length - 1] == '\r') {
          begin[--length] = '\0';
        }
        return begin;
      }
      if (ended_) {
        return last_line(length);
      }
      searched = end_ - at_;
      if (!make_room()) {
        return nullptr;
      }
      fill();
      watch(searched);
    }
  }

 private:
  static constexpr std::size_t usual_size = std::size_t{1} << 18U;
  static constexpr std::size_t longest_line = std::size_t{1} << 24U;

  char* last_line(std::size_t& length) {
    if (failed_) {
      wrong_ = "csv-not-read-to-end";
      return nullptr;
    }
    if (at_ == end_) {
      return nullptr;
    }
    whole_ = false;
    char* const begin = buffer_.data() + at_;
    length = end_ - at_;
    begin[length] = '\0';  // make_room leaves one byte
    at_ = end_;
    return begin;
  }

  // Moves what is left to the front; a line longer than the buffer makes it grow, up to a limit.
  bool make_room() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(at_), buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
              buffer_.begin());
    careful_ = careful_ && at_ != end_;
    end_ -= at_;
    at_ = 0;
    if (end_ > longest_line) {
      wrong_ = "csv-line-too-long";
      return false;
    }
    if (2 * end_ > buffer_.size()) {
      buffer_.resize(2 * buffer_.size());
    }
    return true;
  }

  // The last byte of the buffer stays free for the zero behind a last line without break.
  void fill() {
    while (end_ + 1 < buffer_.size() && !ended_) {
      const auto count = source_.read(std::span<char>(buffer_).subspan(end_, buffer_.size() - 1 - end_));
      failed_ = !count;
      ended_ = !count || *count == 0;
      end_ += count.value_or(0);
    }
  }

  // Looks at the bytes that came in, and keeps cells with a line break on one line.
  void watch(std::size_t from) {
    const std::span<char> block(buffer_.data() + from, end_ - from);
    if (block.empty()) {
      return;
    }
    const bool has_quotes = has(block, '"');
    const bool has_foreign = has(block, '\0') || has(block, broken_line) || has(block, foreign);
    if (has_foreign) {
      for (char& c : block) {
        c = c == '\0' || c == broken_line || c == foreign ? foreign : c;
      }
    }
    const bool bare_return = has_bare_return(block.data(), block.size()) || (last_ == '\r' && block.front() != '\n');
    careful_ = careful_ || has_quotes || has_foreign || bare_return || !is_ascii(block);
    if (joins_lines_ && (has_quotes || quotes_.is_open())) {
      keep_cells_on_one_line(block);
    } else if (joins_lines_) {
      follow_last_line(block);
    }
    last_ = block.back();
  }

  // Without quotation marks only the last line matters for what follows.
  void follow_last_line(std::span<const char> block) {
    std::size_t begin = block.size();
    while (begin > 0 && block[begin - 1] != '\n') {
      --begin;
    }
    if (begin > 0) {
      quotes_ = QuoteState(separator_);
    }
    for (const char c : block.subspan(begin)) {
      quotes_.take(c);
    }
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
  char separator_;
  bool joins_lines_;
  QuoteState quotes_{','};
  std::vector<char> buffer_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::uint32_t lines_inside_ = 0;
  const char* wrong_ = nullptr;
  char last_ = '\n';
  bool careful_ = false;
  bool whole_ = true;
  bool ended_ = false;
  bool failed_ = false;
};

// Quotes is the parser's policy: where a cell ends, and how its quotation marks are taken off.
template <class Quotes>
void cut(char* row, std::vector<std::string_view>& cells) {
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

struct Cutters {
  void (*plain)(char*, std::vector<std::string_view>&);
  void (*quoted)(char*, std::vector<std::string_view>&);
};

template <char separator>
constexpr Cutters cutters{cut<io::no_quote_escape<separator>>, cut<io::double_quote_escape<separator, '"'>>};

Cutters cutters_for(char separator) {
  switch (separator) {
    case ';': return cutters<';'>;
    case '\t': return cutters<'\t'>;
    case '|': return cutters<'|'>;
    default: return cutters<','>;
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
  Lines lines;
  Cutters cut;
  bool comments = false;
};

CsvReader::CsvReader(TextSource source, const CsvSettings& settings) : file_(source.name) {
  must(settings.separator == 0 ||
           std::find(separators.begin(), separators.end(), settings.separator) != separators.end(),
       "the separator is one that the reader has");
  Lines lines(std::move(source), settings);
  const Cutters cut = cutters_for(lines.separator());
  reading_ = std::make_unique<Reading>(Reading{std::move(lines), cut, settings.comments});
}

CsvReader::~CsvReader() = default;

char CsvReader::separator() const { return reading_->lines.separator(); }
bool CsvReader::last_line_is_whole() const { return reading_->lines.last_is_whole(); }

bool CsvReader::next() {
  skipped_before_ = 0;
  while (true) {
    std::size_t length = 0;
    char* const row = reading_->lines.next(length);
    if (row == nullptr) {
      say_why_it_ended();
      return false;
    }
    line_ = next_line_++;
    if (io::empty_line_comment::is_comment(row)) {
      continue;
    }
    if (take_row(row, length)) {
      return true;
    }
    ++skipped_before_;
  }
}

void CsvReader::say_why_it_ended() {
  const char* const code = reading_->lines.wrong();
  if (code == nullptr || ended_) {
    return;
  }
  ended_ = true;
  if (std::string_view(code) == "csv-line-too-long") {
    line_ = next_line_;
    fault_of_row(code, {});
  } else {
    fault_of_file(code, {});
  }
}

bool CsvReader::take_row(char* row, std::size_t length) {
  row_begin_ = row;
  is_comment_ = reading_->comments && *row == '#';
  const bool careful = reading_->lines.is_careful();
  bool broken = false;
  if (careful) {
    raw_.assign(row, length);
    const auto breaks = static_cast<std::uint32_t>(std::count(raw_.begin(), raw_.end(), broken_line));
    next_line_ += breaks;
    broken = breaks != 0;
    if (!is_sound(raw_)) {
      return false;
    }
  } else {
    raw_.clear();
  }
  if (is_comment_) {
    cells_.assign(1, std::string_view(row, length));
    return true;
  }
  (careful ? reading_->cut.quoted : reading_->cut.plain)(row, cells_);
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
  QuoteState quotes(reading_->lines.separator());
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
