// A CsvReader hands over the rows of a table in text form, one by one, in memory that does not grow with the file.
//
//   CsvReader rows(source, {});
//   while (rows.next()) {
//     use(rows.cells());                                     // text, without quotation marks and outer spaces
//     rows.fault("csv-cells-few", 2, {"..."});               // with file, line and column of the third cell
//   }
//   Faults faults = rows.take_faults();
//
// fast-cpp-csv-parser (libfccp) takes the lines and cells apart. Between it and the file stands a guard, because the
// parser alone cuts a cell at a zero byte, runs into an endless loop where a large file lacks its last line break,
// gives up at a line break inside quotation marks, keeps reading after a disk error, and takes `"A"junk` for text
// (reference/dependencies.md, section 2, where each was measured; each is a test here). No number passes through the
// parser: cells are text, and quantity and minor_units.hpp read them.
//
// What it refuses, each row with its place while the others go on: bytes that are not UTF-8, zero and separator bytes,
// quotation marks that stand inside a cell or are never closed. What it refuses as a whole: UTF-16, a file that could
// not be read to its end, line ends of old Macs, a line beyond 16 million bytes. What it accepts: a byte-order mark,
// CRLF, empty lines, line breaks inside quotation marks, no final line break (`last_line_is_whole` tells). Authority
// for the form: RFC 4180; the separator may also be `;`, a tab or `|`.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/ledger/text_source.hpp>

namespace restituo {

struct CsvSettings {
  // ',', ';', '\t' or '|'; 0 lets the first lines decide: the one that cuts most of them into the same number of cells.
  char separator = 0;
  // Lines that begin with # are handed over whole, as one cell.
  bool comments = false;
  // A line break inside quotation marks belongs to the cell. Where cells are names and numbers it never does, and an
  // unclosed quotation mark is told at its own line.
  bool cells_hold_line_breaks = true;
};

class CsvReader {
 public:
  CsvReader(TextSource source, const CsvSettings& settings);
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  // Goes to the next row that is neither empty nor faulty; false at the end.
  bool next();
  // Valid until the next call of next().
  std::span<const std::string_view> cells() const { return cells_; }
  bool is_comment() const { return is_comment_; }
  // Of the file, from 1: where the row begins.
  std::uint32_t line() const { return line_; }
  // How many faulty rows were left out between this row and the one before.
  std::uint32_t skipped_before() const { return skipped_before_; }

  Place place_of(std::size_t cell) const;
  // Notes a fault at a cell of this row, or at the whole row.
  void fault(std::string code, std::size_t cell, std::vector<std::string> details,
             Severity severity = Severity::refuse);
  void fault_of_row(std::string code, std::vector<std::string> details, Severity severity = Severity::refuse);
  void fault_of_file(std::string code, std::vector<std::string> details, Severity severity = Severity::refuse);
  void add(Fault fault);
  void count_not_listed(std::uint64_t faults) { not_listed_ += faults; }
  bool refuses() const { return refuses_; }
  // Sorted by place. Beyond ten thousand they are counted, not listed, and the last one says how many there are.
  Faults take_faults();

  char separator() const;
  const std::string& file() const { return file_; }
  // False where the file does not end with a line break: it may have been cut there. Known at the end.
  bool last_line_is_whole() const;

 private:
  struct Reading;  // holds the parser

  bool take_row(char* row, std::size_t length);
  void say_why_it_ended();
  bool is_sound(std::string_view row);

  std::unique_ptr<Reading> reading_;
  std::string file_;
  std::vector<std::string_view> cells_;
  std::string raw_;  // the row as it stood in the file, where it has more than plain ASCII without quotation marks
  const char* row_begin_ = nullptr;
  std::uint32_t line_ = 0;
  std::uint32_t next_line_ = 1;
  bool is_comment_ = false;
  std::uint32_t skipped_before_ = 0;
  bool refuses_ = false;
  bool ended_ = false;
  Faults faults_;
  std::uint64_t not_listed_ = 0;
};

// Where each wanted column stands in a header row: names without regard to capitals, each column once.
// Faults go to the reader, whose current row the header is.
struct CsvColumns {
  std::vector<std::size_t> at;        // one for each wanted name; only where all were found
  std::vector<std::string> not_read;  // names of the header that nobody asked for
  bool all_found = false;
};
CsvColumns find_columns(CsvReader& reader, std::span<const std::string_view> wanted);

}  // namespace restituo
