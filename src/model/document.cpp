#include <restituo/model/document.hpp>

#include <algorithm>
#include <tuple>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <fmt/format.h>
#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {

struct Document::Content {
  std::string file;
  toml::table table;
};

struct Entry::Access {
  static const toml::node& node(const Entry& entry) { return *static_cast<const toml::node*>(entry.node_); }
  static Entry make(const toml::node& node, const std::string& file) {
    Entry entry;
    entry.node_ = &node;
    entry.file_ = &file;
    return entry;
  }
};

namespace {

Place place_of(const toml::source_region& source, const std::string& file) {
  return {file, static_cast<std::uint32_t>(source.begin.line), static_cast<std::uint32_t>(source.begin.column)};
}

std::string form_name(EntryForm form, Language language) {
  const bool english = language == Language::en;
  switch (form) {
    case EntryForm::text: return english ? "a text" : "un texto";
    case EntryForm::whole_number:
    case EntryForm::decimal_number: return english ? "a number without quotes" : "un número sin comillas";
    case EntryForm::truth: return english ? "true or false" : "true o false";
    case EntryForm::date: return english ? "a date" : "una fecha";
    case EntryForm::list: return english ? "a list [ ]" : "una lista [ ]";
    case EntryForm::table: return english ? "a table { }" : "una tabla { }";
    case EntryForm::other: return english ? "a time" : "una hora";
  }
  report_bug("a form has a name", std::source_location::current());
}


}  // namespace

Outcome<Document> Document::parse(const FileText& file) {
  if (const auto invalid = first_invalid_utf8(file.text)) {
    const auto before = std::string_view(file.text).substr(0, *invalid);
    const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
    return refuse({.code = "file-not-utf8", .place = {file.name, line, 0}, .details = {}});
  }
  toml::parse_result result = toml::parse(file.text, file.name);
  if (!result) {
    const toml::parse_error& error = result.error();
    return refuse({.code = "file-not-toml", .place = place_of(error.source(), file.name),
                   .details = {std::string(error.description())}});
  }
  auto content = std::make_shared<Content>();
  content->file = file.name;
  content->table = std::move(result).table();
  Document document;
  document.content_ = std::move(content);
  return document;
}

Entry Document::root() const { return Entry::Access::make(content_->table, content_->file); }

EntryForm Entry::form() const {
  switch (Access::node(*this).type()) {
    case toml::node_type::string: return EntryForm::text;
    case toml::node_type::integer: return EntryForm::whole_number;
    case toml::node_type::floating_point: return EntryForm::decimal_number;
    case toml::node_type::boolean: return EntryForm::truth;
    case toml::node_type::date: return EntryForm::date;
    case toml::node_type::array: return EntryForm::list;
    case toml::node_type::table: return EntryForm::table;
    default: return EntryForm::other;
  }
}

Place Entry::place() const { return place_of(Access::node(*this).source(), *file_); }

Place Entry::text_place() const {
  Place place = this->place();
  place.column += 1;
  return place;
}

const std::string& Entry::text() const {
  must(form() == EntryForm::text, "the entry is a text");
  return Access::node(*this).as_string()->get();
}

bool Entry::truth() const {
  must(form() == EntryForm::truth, "the entry is true or false");
  return Access::node(*this).as_boolean()->get();
}

std::int64_t Entry::whole_number() const {
  must(form() == EntryForm::whole_number, "the entry is a whole number");
  return Access::node(*this).as_integer()->get();
}

Outcome<Date> Entry::date() const {
  must(form() == EntryForm::date, "the entry is a date");
  const toml::date& date = Access::node(*this).as_date()->get();
  return Date::parse(fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day), place());
}

std::vector<Entry> Entry::items() const {
  must(form() == EntryForm::list, "the entry is a list");
  std::vector<Entry> items;
  for (const toml::node& node : *Access::node(*this).as_array()) {
    items.push_back(Access::make(node, *file_));
  }
  return items;
}

std::vector<std::pair<std::string, Entry>> Entry::members() const {
  must(form() == EntryForm::table, "the entry is a table");
  std::vector<std::pair<std::string, Entry>> members;
  for (const auto& [key, node] : *Access::node(*this).as_table()) {
    members.emplace_back(std::string(key.str()), Access::make(node, *file_));
  }
  std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
    const Place x = a.second.place();
    const Place y = b.second.place();
    return std::tie(x.line, x.column) < std::tie(y.line, y.column);
  });
  return members;
}

std::optional<Entry> Entry::member(std::string_view key) const {
  must(form() == EntryForm::table, "the entry is a table");
  const toml::node* node = Access::node(*this).as_table()->get(key);
  if (node == nullptr) {
    return std::nullopt;
  }
  return Access::make(*node, *file_);
}

Place Entry::key_place(std::string_view key) const {
  must(form() == EntryForm::table, "the entry is a table");
  const toml::table& table = *Access::node(*this).as_table();
  const auto found = table.find(key);
  if (found == table.cend()) {
    return place();
  }
  const auto& source = found->first.source();
  return source.begin.line == 0 ? Access::make(found->second, *file_).place() : place_of(source, *file_);
}

TableReader::TableReader(Entry table, Faults& faults) : table_(table), place_(table.place()), faults_(faults) {
  must(table.form() == EntryForm::table, "a table reader reads a table");
}

Place TableReader::place_of(std::string_view key) const { return table_.member(key) ? table_.key_place(key) : place_; }

bool TableReader::has(std::string_view key) const { return table_.member(key).has_value(); }

void TableReader::fault(std::string code, const Place& place, std::vector<std::string> details, Severity severity) {
  faults_.push_back({std::move(code), place, std::move(details), severity});
}

std::optional<Entry> TableReader::find(std::string_view key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) {
    asked_.emplace_back(key);
  }
  return table_.member(key);
}

std::optional<Entry> TableReader::find_required(std::string_view key) {
  auto entry = find(key);
  if (!entry) {
    fault("key-missing", place_, {std::string(key)});
  }
  return entry;
}

bool TableReader::has_form(const Entry& entry, EntryForm form, std::string_view key, std::string_view wanted_en,
                           std::string_view wanted_es) {
  if (entry.form() == form) {
    return true;
  }
  fault("key-wrong-form", entry.place(),
        {std::string(key), form_name(entry.form(), Language::en), std::string(wanted_en), form_name(entry.form(), Language::es),
         std::string(wanted_es)});
  return false;
}

std::optional<std::string> TableReader::optional_text(std::string_view key) {
  const auto entry = find(key);
  if (!entry || !has_form(*entry, EntryForm::text, key, "a text in quotes", "un texto entre comillas")) {
    return std::nullopt;
  }
  if (trimmed(entry->text()).empty()) {
    fault("text-empty", entry->place(), {std::string(key)});
    return std::nullopt;
  }
  return entry->text();
}

std::optional<std::string> TableReader::text(std::string_view key) {
  return find_required(key) ? optional_text(key) : std::nullopt;
}

std::optional<std::string> TableReader::identifier(std::string_view key) {
  auto name = text(key);
  if (name && !is_identifier(*name)) {
    fault("identifier-form", place_of(key), {*name});
    return std::nullopt;
  }
  return name;
}

std::optional<Words> TableReader::optional_words(std::string_view key) {
  const auto entry = find(key);
  if (!entry || !has_form(*entry, EntryForm::table, key, "{ en = \"...\", es = \"...\" }", "{ en = \"...\", es = \"...\" }")) {
    return std::nullopt;
  }
  TableReader reader(*entry, faults_);
  auto en = reader.text("en");
  auto es = reader.text("es");
  reader.finish();
  if (!en || !es) {
    return std::nullopt;
  }
  return Words{std::move(*en), std::move(*es)};
}

std::optional<Words> TableReader::words(std::string_view key) {
  return find_required(key) ? optional_words(key) : std::nullopt;
}

std::optional<Words> TableReader::optional_words_or_text(std::string_view key) {
  const auto entry = find(key);
  if (entry && entry->form() == EntryForm::text) {
    auto one = optional_text(key);
    if (!one) {
      return std::nullopt;
    }
    return Words{*one, *one};
  }
  return optional_words(key);
}

std::optional<Exact> TableReader::optional_number(std::string_view key) {
  const auto entry = find(key);
  if (!entry) {
    return std::nullopt;
  }
  auto value = exact_number(*entry);
  if (!value) {
    append(faults_, std::move(value.error()));
    return std::nullopt;
  }
  return *value;
}

std::optional<Exact> TableReader::number(std::string_view key) {
  return find_required(key) ? optional_number(key) : std::nullopt;
}

std::optional<Unit> TableReader::unit(std::string_view key, const std::vector<std::string>& also_known) {
  const auto written = text(key);
  if (!written) {
    return std::nullopt;
  }
  auto unit = Unit::parse(*written, table_.member(key)->text_place(), also_known);
  if (!unit) {
    append(faults_, std::move(unit.error()));
    return std::nullopt;
  }
  return *unit;
}

std::optional<Date> TableReader::optional_date(std::string_view key) {
  const auto entry = find(key);
  if (!entry) {
    return std::nullopt;
  }
  if (entry->form() == EntryForm::text) {
    fault("date-quoted", entry->place(), {entry->text()});
    return std::nullopt;
  }
  if (!has_form(*entry, EntryForm::date, key, "a date such as 2015-03-01", "una fecha como 2015-03-01")) {
    return std::nullopt;
  }
  auto date = entry->date();
  if (!date) {
    append(faults_, std::move(date.error()));
    return std::nullopt;
  }
  return *date;
}

std::optional<Date> TableReader::date(std::string_view key) { return find_required(key) ? optional_date(key) : std::nullopt; }

std::optional<std::string> TableReader::optional_one_of(std::string_view key, const std::vector<std::string>& allowed) {
  auto written = optional_text(key);
  if (written && std::find(allowed.begin(), allowed.end(), *written) == allowed.end()) {
    fault("choice-unknown", place_of(key), {std::string(key), *written, nearest_or_all(*written, allowed)});
    return std::nullopt;
  }
  return written;
}

std::optional<std::string> TableReader::one_of(std::string_view key, const std::vector<std::string>& allowed) {
  return find_required(key) ? optional_one_of(key, allowed) : std::nullopt;
}

std::optional<Entry> TableReader::optional_table(std::string_view key) {
  const auto entry = find(key);
  if (!entry || !has_form(*entry, EntryForm::table, key, "a table", "una tabla")) {
    return std::nullopt;
  }
  return entry;
}

std::optional<Entry> TableReader::table(std::string_view key) {
  return find_required(key) ? optional_table(key) : std::nullopt;
}

bool TableReader::truth(std::string_view key, bool otherwise) {
  const auto entry = find(key);
  if (!entry || !has_form(*entry, EntryForm::truth, key, "true or false, without quotes", "true o false, sin comillas")) {
    return otherwise;
  }
  return entry->truth();
}

std::optional<std::uint64_t> TableReader::optional_count(std::string_view key) {
  const auto entry = find(key);
  if (!entry || !has_form(*entry, EntryForm::whole_number, key, "a whole number without quotes", "un número entero sin comillas")) {
    return std::nullopt;
  }
  if (entry->whole_number() < 0) {
    fault("count-negative", entry->place(), {std::string(key), std::to_string(entry->whole_number())});
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(entry->whole_number());
}

void TableReader::format_version() {
  if (!find_required("format")) {
    return;
  }
  const auto version = optional_count("format");
  if (version && *version != 1) {
    fault("format-unknown", place_of("format"), {std::to_string(*version)});
  }
}

std::vector<Entry> TableReader::tables(std::string_view key) {
  const auto entry = find(key);
  if (!entry || !has_form(*entry, EntryForm::list, key, "a list of tables, [[...]]", "una lista de tablas, [[...]]")) {
    return {};
  }
  std::vector<Entry> tables;
  for (const Entry& item : entry->items()) {
    if (has_form(item, EntryForm::table, key, "a table", "una tabla")) {
      tables.push_back(item);
    }
  }
  return tables;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  const auto entry = find(key);
  if (!entry || !has_form(*entry, EntryForm::list, key, "a list of texts", "una lista de textos")) {
    return {};
  }
  std::vector<std::string> texts;
  for (const Entry& item : entry->items()) {
    if (has_form(item, EntryForm::text, key, "a text in quotes", "un texto entre comillas")) {
      texts.push_back(item.text());
    }
  }
  return texts;
}

std::optional<Entry> TableReader::optional_entry(std::string_view key) { return find(key); }

void TableReader::finish() {
  for (const auto& [key, entry] : table_.members()) {
    if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) {
      fault("key-unknown", table_.key_place(key), {key, nearest_or_all(key, asked_)});
    }
  }
}

Outcome<Exact> exact_number(const Entry& entry) {
  if (entry.form() == EntryForm::whole_number || entry.form() == EntryForm::decimal_number) {
    return refuse({.code = "number-unquoted", .place = entry.place(), .details = {}});
  }
  if (entry.form() != EntryForm::text) {
    return refuse({.code = "number-wrong-form", .place = entry.place(),
                   .details = {form_name(entry.form(), Language::en), form_name(entry.form(), Language::es)}});
  }
  return read_number(entry.text(), entry.text_place());
}

}  // namespace restituo
