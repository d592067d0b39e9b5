// A Document is one TOML file read strictly; a TableReader takes a table apart and notes every fault with its place.
//
// Every reader of files in restituo works the same way: ask for each key once, go on after a fault, and at the end say
// which keys nobody asked for, with the nearest known one. So a file comes back with all its faults at once.
//
//   TableReader table(document.root(), faults);
//   auto id = table.identifier("id");              // required; a fault where it is missing
//   auto note = table.optional_text("note");
//   table.finish();                                // unknown keys
//
// What it refuses: a number that is not quoted text (a TOML number may already have lost a digit), local date-times,
// bytes that are not UTF-8, and whatever TOML 1.0 refuses (duplicate keys, dates that do not exist).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/quantity/date.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/quantity/unit.hpp>

namespace restituo {

// The text of one file, and the name by which faults and digests call it.
struct FileText {
  std::string name;
  std::string text;
};

// One change to a file as it is read: the value at `path` becomes another, or is taken out. The file itself stays.
//
//   {"victim.a.period.new-york.inputs.price.value", "\"25\"", place}
//
// A path is the keys on the way, with points between. In a list of tables the next word is the `id` of one of them, its
// number (the first is 1), or * for all. A key that is missing is added, and so are tables on the way to it: the reader
// of the file says whether it belongs there, at `place`.
struct Amendment {
  std::string path;
  std::optional<std::string> value;  // as TOML writes it; nothing: the key goes
  Place place;                       // where a person wrote this: what is wrong with the value is said to stand there
};

enum class EntryForm { text, whole_number, decimal_number, truth, date, list, table, other };

// One value in the file. Valid as long as its Document.
class Entry {
 public:
  EntryForm form() const;
  Place place() const;
  // Where the first character of a text stands, behind its quotation mark.
  Place text_place() const;

  const std::string& text() const;
  bool truth() const;
  std::int64_t whole_number() const;
  Outcome<Date> date() const;        // refuses years outside 1800 to 2200
  std::vector<Entry> items() const;  // of a list
  // Of a table, in the order of the file.
  std::vector<std::pair<std::string, Entry>> members() const;
  std::optional<Entry> member(std::string_view key) const;
  Place key_place(std::string_view key) const;

 private:
  friend class Document;
  struct Access;
  const void* node_ = nullptr;
  const std::string* file_ = nullptr;
};

class Document {
 public:
  static Outcome<Document> parse(const FileText& file);
  // With amendments, in their order. Refuses a path that leads nowhere and a value that is not TOML.
  static Outcome<Document> parse(const FileText& file, std::span<const Amendment> amendments);
  Entry root() const;
  // The entries at a path; none where there is none.
  std::vector<Entry> at(std::string_view path) const;

 private:
  struct Content;
  std::shared_ptr<const Content> content_;
};

class TableReader {
 public:
  // `table` must be a table (our bug otherwise).
  TableReader(Entry table, Faults& faults);

  const Place& place() const { return place_; }
  Place place_of(std::string_view key) const;  // of the key, or of the table where it is missing
  bool has(std::string_view key) const;

  // Required ones: where the key is missing or of another form a fault is noted and nothing comes back.
  std::optional<std::string> text(std::string_view key);
  std::optional<std::string> identifier(std::string_view key);
  std::optional<Words> words(std::string_view key);
  std::optional<Exact> number(std::string_view key);
  std::optional<Unit> unit(std::string_view key, const std::vector<std::string>& also_known = {});
  std::optional<Date> date(std::string_view key);
  std::optional<std::string> one_of(std::string_view key, const std::vector<std::string>& allowed);
  std::optional<Entry> table(std::string_view key);

  // The same, where the key may be missing.
  std::optional<std::string> optional_text(std::string_view key);
  std::optional<Words> optional_words(std::string_view key);
  // { en, es }, or one text that stands for both languages.
  std::optional<Words> words_or_text(std::string_view key);
  std::optional<Words> optional_words_or_text(std::string_view key);
  std::optional<Exact> optional_number(std::string_view key);
  std::optional<Date> optional_date(std::string_view key);
  std::optional<std::string> optional_one_of(std::string_view key, const std::vector<std::string>& allowed);
  std::optional<Entry> optional_table(std::string_view key);
  bool truth(std::string_view key, bool otherwise);
  // A count without quotes (draws = 100000); it must not be negative.
  std::optional<std::uint64_t> optional_count(std::string_view key);
  // `format = 1`, which every file begins with; a fault for any other.
  void format_version();
  std::vector<Entry> tables(std::string_view key);  // of a list of tables; empty where missing
  std::vector<std::string> texts(std::string_view key);
  // Any entry, taken as it is.
  std::optional<Entry> optional_entry(std::string_view key);

  // Notes a fault for each key that nobody asked for.
  void finish();

  void fault(std::string code, const Place& place, std::vector<std::string> details,
             Severity severity = Severity::refuse);

 private:
  std::optional<Entry> find(std::string_view key);
  std::optional<Entry> find_required(std::string_view key);
  bool has_form(const Entry& entry, EntryForm form, std::string_view key, std::string_view wanted_en,
                std::string_view wanted_es);

  Entry table_;
  Place place_;
  Faults& faults_;
  std::vector<std::string> asked_;
};

// Quoted decimal or fraction text as an exact number; a fault for a number without quotes.
Outcome<Exact> exact_number(const Entry& entry);

}  // namespace restituo
