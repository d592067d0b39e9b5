#include <restituo/model/series_import.hpp>

#include <algorithm>
#include <array>
#include <cctype>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>

namespace restituo {
namespace {

// No consumer price index on record lost a fifth between two of its values; a table of changes does so every few years.
const Exact most_an_index_falls = Exact::fraction(4, 5);
// A rate that is five times another, from one month to the next, is in another currency, or the table has a slip.
constexpr int most_a_rate_moves = 5;
// With fewer rows nothing can be said of how a column behaves.
constexpr std::size_t fewest_rows_to_judge = 12;

struct ReadRow {
  Date date;
  std::optional<Exact> value;
  Place place;
};

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

// As the table has it, with all its digits.
std::string shown(const Exact& value) { return exact_decimal_text(value).value_or(readable_text(value)); }

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return result + '"';
}

class Importer {
 public:
  Importer(const TableRows& table, const SeriesWishes& wishes) : table_(table), wishes_(wishes) {}

  Outcome<ImportedSeries> run() {
    check_wishes();
    const auto date_column = column(wishes_.date_column);
    const auto value_column = column(wishes_.value_column);
    for (const auto& [name, text] : wishes_.where) {
      if (const auto at = column(name)) where_.emplace_back(*at, text);
    }
    if (faults_.empty()) read_rows(*date_column, *value_column);
    if (faults_.empty()) check_dates();
    if (faults_.empty()) check_behaviour();
    if (!faults_.empty()) return refuse(in_order(std::move(faults_)));
    return written();
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details) {
    faults_.push_back({std::move(code), place, std::move(details), Severity::refuse});
  }
  Place header() const { return {table_.file, table_.header_line, 0}; }
  bool means(std::string_view meaning) const { return wishes_.meaning == meaning; }

  // ---------------------------------------------------------------------------------------- what the user has to say

  void wants(const std::string& option, const std::string& said, const char* why_en, const char* why_es) {
    if (said.empty()) fault("import-unsaid", {}, {option, why_en, why_es});
  }

  void check_wishes() {
    wants("--id", wishes_.id, "the name of the series", "el nombre de la serie");
    wants("--title-en", wishes_.title.en, "what the series is, in English", "qué es la serie, en inglés");
    wants("--title-es", wishes_.title.es, "what the series is, in Spanish", "qué es la serie, en español");
    wants("--date-column", wishes_.date_column, "the column of the dates", "la columna de las fechas");
    wants("--value-column", wishes_.value_column, "the column of the values", "la columna de los valores");
    wants("--meaning", wishes_.meaning,
          "whether the numbers are an index, a percent-change, an exchange-rate or an amount",
          "si los números son index (índice), percent-change (variación en %), exchange-rate (tipo de cambio) o amount "
          "(monto)");
    wants("--each", wishes_.each, "how long a value holds: month, year or until-next",
          "cuánto vale un valor: month (mes), year (año) o until-next (hasta el siguiente)");
    wants("--source-id", wishes_.source_id, "the id of the source", "el id de la fuente");
    wants("--cite", wishes_.cite, "the source, as a court would cite it", "la fuente, como la citaría un tribunal");
    if (means("index")) {
      wants("--base", wishes_.base, "when the index is 100", "cuándo el índice es 100");
    } else if (means("percent-change")) {
      wants("--over", wishes_.over, "the change over a month or over a year",
            "la variación en un mes (month) o en un año (year)");
    } else if (means("exchange-rate")) {
      wants("--units-of", wishes_.units_of, "how many units of which currency", "cuántas unidades de qué moneda");
      wants("--per", wishes_.per, "for one unit of which currency", "por una unidad de qué moneda");
      for (const std::string& code : {wishes_.units_of, wishes_.per}) {
        if (!code.empty() && !Currency::from_code(code)) fault("currency-unknown", {}, {code});
      }
      if (!wishes_.per.empty() && wishes_.units_of == wishes_.per) fault("import-one-currency", {}, {wishes_.per});
    } else if (means("amount")) {
      wants("--unit", wishes_.unit, "the unit, such as MXN/day", "la unidad, como MXN/day");
      if (!wishes_.unit.empty()) {
        auto unit = Unit::parse(wishes_.unit, {});
        if (unit) {
          unit_ = *unit;
        } else {
          append(faults_, std::move(unit.error()));
        }
      }
    }
    if (wishes_.each == "until-next" && !wishes_.until) {
      fault("import-unsaid", {}, {"--until", "the last day that was checked", "el último día que se comprobó"});
    }
    if (!wishes_.id.empty() && !is_identifier(wishes_.id)) fault("identifier-form", {}, {wishes_.id});
  }

  std::optional<std::size_t> column(const std::string& name) {
    if (name.empty()) return std::nullopt;
    const auto found = std::find(table_.header.begin(), table_.header.end(), name);
    if (found == table_.header.end()) {
      fault("import-column-unknown", header(), {name, nearest_or_all(name, table_.header)});
      return std::nullopt;
    }
    return static_cast<std::size_t>(found - table_.header.begin());
  }

  // ------------------------------------------------------------------------------------------------------------- rows

  void read_rows(std::size_t date_column, std::size_t value_column) {
    for (const TableRows::Row& row : table_.rows) {
      const Place place{table_.file, row.line, 0};
      if (row.cells.size() != table_.header.size()) {
        fault("import-cells-differ", place, {std::to_string(row.cells.size()), std::to_string(table_.header.size())});
        continue;
      }
      const bool wanted = std::all_of(where_.begin(), where_.end(),
                                      [&](const auto& one) { return row.cells[one.first] == one.second; });
      if (!wanted) continue;
      const auto date = date_of(row.cells[date_column], place);
      if (!date || (wishes_.from && *date < *wishes_.from) || (wishes_.to && *date > *wishes_.to)) continue;
      ReadRow read{*date, std::nullopt, place};
      if (const std::string& text = row.cells[value_column]; !trimmed(text).empty()) {
        auto value = read_decimal(trimmed(text), place);
        if (value) {
          read.value = *value;
        } else {
          append(faults_, std::move(value.error()));
          continue;
        }
      }
      rows_.push_back(std::move(read));
    }
    if (rows_.empty() && faults_.empty()) fault("import-no-rows", header(), {});
    std::stable_sort(rows_.begin(), rows_.end(), [](const ReadRow& a, const ReadRow& b) { return a.date < b.date; });
  }

  // 2015-03-01, 2015-03, 2015. A day or month that is not written is the first.
  std::optional<Date> date_of(std::string_view text, const Place& place) {
    std::string full(trimmed(text));
    if (full.size() == 4) full += "-01-01";
    if (full.size() == 7) full += "-01";
    auto date = Date::parse(full, place);
    if (!date) {
      fault("import-date-form", place, {std::string(text)});
      return std::nullopt;
    }
    return *date;
  }

  // The first day of the stretch for which a value of `date` stands.
  Date stretch(const Date& date) const {
    if (wishes_.each == "month") return Date::of(date.year(), date.month(), 1);
    if (wishes_.each == "year") return Date::of(date.year(), 1, 1);
    return date;
  }

  void check_dates() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      rows_[i].date = stretch(rows_[i].date);
      if (i > 0 && rows_[i].date == rows_[i - 1].date) {
        fault("import-date-twice", rows_[i].place, {rows_[i].date.text(), std::to_string(rows_[i - 1].place.line)});
        return;  // where one date stands twice, mostly all do: a filter is missing
      }
    }
  }

  // --------------------------------------------------------------------------- whether the numbers are what was said

  void check_behaviour() {
    std::vector<const ReadRow*> known;
    for (const ReadRow& row : rows_) {
      if (row.value) known.push_back(&row);
    }
    if (known.empty()) {
      fault("import-no-rows", header(), {});
      return;
    }
    if (means("index") && named_like_a_change()) {
      return;
    }
    if (!means("percent-change")) {
      for (const ReadRow* row : known) {
        if (row->value->sign() <= 0) {
          fault("import-not-positive", row->place, {shown(*row->value), wishes_.meaning});
          return;
        }
      }
    }
    if (means("index")) check_index(known);
    if (means("percent-change")) check_change(known);
    if (means("exchange-rate")) check_rate(known);
  }

  bool named_like_a_change() {
    const std::string small = in_small_letters(wishes_.value_column);
    for (const char* word : {"change", "inflation", "variaci", "inflaci", "rate", "tasa", "%", "pct"}) {
      if (small.find(word) != std::string::npos) {
        fault("import-index-named-change", header(), {wishes_.value_column});
        return true;
      }
    }
    return false;
  }

  void check_index(const std::vector<const ReadRow*>& known) {
    for (std::size_t i = 1; i < known.size(); ++i) {
      const Exact& before = *known[i - 1]->value;
      const Exact& after = *known[i]->value;
      if (after < before * most_an_index_falls) {
        fault("import-not-an-index", known[i]->place, {shown(before), shown(after)});
        return;
      }
    }
  }

  // What begins above eight, moves by less than a seventh from value to value nine times in ten, rises mostly and ends
  // at its height, twice its beginning, is no series of changes. (A year's change month by month is smooth too, but it
  // comes down again.)
  void check_change(const std::vector<const ReadRow*>& known) {
    if (known.size() < fewest_rows_to_judge) return;
    const Exact& first = *known.front()->value;
    const Exact& last = *known.back()->value;
    std::size_t rises = 0;
    std::size_t smooth = 0;
    bool at_its_height = true;
    for (std::size_t i = 1; i < known.size(); ++i) {
      const Exact& before = *known[i - 1]->value;
      const Exact& after = *known[i]->value;
      rises += after >= before ? 1 : 0;
      smooth += (after - before).magnitude() * 7 <= before.magnitude() ? 1 : 0;
      at_its_height = at_its_height && before <= last * Exact::fraction(21, 20);
    }
    const std::size_t steps = known.size() - 1;
    if (first > 8 && last > first * 2 && at_its_height && smooth * 10 >= steps * 9 && rises * 10 >= steps * 7) {
      fault("import-not-a-change", known.back()->place, {shown(first), shown(last)});
    }
  }

  void check_rate(const std::vector<const ReadRow*>& known) {
    for (std::size_t i = 1; i < known.size(); ++i) {
      const Exact& before = *known[i - 1]->value;
      const Exact& after = *known[i]->value;
      if (after > before * most_a_rate_moves || before > after * most_a_rate_moves) {
        fault("import-rate-jumps", known[i]->place,
              {shown(before), shown(after), known[i]->date.text(), known[i - 1]->date.text()});
      }
    }
  }

  // ---------------------------------------------------------------------------------------------------------- the file

  Date next_stretch(const Date& date) const { return date.plus_months(wishes_.each == "year" ? 12 : 1); }

  Words direction() const {
    if (means("index")) return {"index: " + wishes_.base, ""};
    if (means("percent-change")) return {"change over a " + wishes_.over + ", as a share: 0.05 is 5%", ""};
    if (means("exchange-rate")) return {"units of " + wishes_.units_of + " for one " + wishes_.per, ""};
    return {};
  }

  std::string unit_text() const {
    if (means("index")) return "point";
    if (means("percent-change")) return "1";
    return means("exchange-rate") ? wishes_.units_of + "/" + wishes_.per : unit_.text();
  }

  Outcome<ImportedSeries> written() {
    ImportedSeries result;
    const bool stretches = wishes_.each != "until-next";
    std::string values;
    const auto missing = [&](const Date& day) {
      values += "  { from = " + day.text() + ", missing = \"the table has no value\" },\n";
      ++result.missing;
    };
    Date last = rows_.front().date;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const ReadRow& row = rows_[i];
      if (stretches && i > 0) {
        for (Date day = next_stretch(rows_[i - 1].date); day < row.date; day = next_stretch(day)) missing(day);
      }
      last = row.date;
      if (!row.value) {
        missing(row.date);
        continue;
      }
      const Exact value = means("percent-change") ? *row.value / 100 : *row.value;
      values += "  { from = " + row.date.text() + ", value = \"" + exact_decimal_text(value).value() +
                "\", source = " + quoted(wishes_.source_id) +
                ", pin = " + quoted(wishes_.value_column + ", line " + std::to_string(row.place.line)) +
                ", status = \"read\" },\n";
    }
    const Date until = stretches ? next_stretch(last).plus_days(-1) : *wishes_.until;
    std::string text = "# Imported by restituo from " + quoted(file_name()) +
                       ".\nformat = 1\nid = " + quoted(wishes_.id) + "\ntitle.en = " + quoted(wishes_.title.en) +
                       "\ntitle.es = " + quoted(wishes_.title.es) + "\nunit = " + quoted(unit_text()) + "\n";
    if (!direction().en.empty()) text += "direction = " + quoted(direction().en) + "\n";
    text += "holds = " + quoted(wishes_.each) + "\nuntil = " + until.text() + "\n\nvalue = [\n" + values +
            "]\n\n[[source]]\nid = " + quoted(wishes_.source_id) +
            "\nkind = " + quoted(wishes_.source_kind.empty() ? "dataset" : wishes_.source_kind) +
            "\ncite = " + quoted(wishes_.cite) + "\n";
    if (!wishes_.where_found.empty()) text += "where = " + quoted(wishes_.where_found) + "\n";
    text += "checked = false\n";

    Faults faults;
    auto series = read_series({wishes_.id + ".toml", text}, faults);
    if (!series) return refuse(std::move(faults));
    result.series = std::move(*series);
    result.text = std::move(text);
    result.read_back = read_back();
    return result;
  }

  std::string file_name() const {
    const auto slash = table_.file.rfind('/');
    return slash == std::string::npos ? table_.file : table_.file.substr(slash + 1);
  }

  Words read_back() const {
    const auto row =
        std::find_if(rows_.rbegin(), rows_.rend(), [](const ReadRow& one) { return one.value.has_value(); });
    must(row != rows_.rend(), "a table without a value was refused before");
    const std::string date = row->date.text();
    const std::string value = shown(*row->value);
    if (means("exchange-rate")) {
      const std::string both = "1 " + wishes_.per + " = " + value + " " + wishes_.units_of + ", 1 " + wishes_.units_of +
                               " = " + rounded_decimal_text(Exact(1) / *row->value, 6, RoundingMode::half_even) + " " +
                               wishes_.per;
      return {date + ": " + both + ". If that is upside down, exchange --units-of and --per.",
              date + ": " + both + ". Si está al revés, intercambie --units-of y --per."};
    }
    if (means("percent-change")) {
      return {date + ": prices changed by " + value + "% over a " + wishes_.over + ".",
              date + ": los precios cambiaron " + value + "% en un " + (wishes_.over == "year" ? "año" : "mes") + "."};
    }
    const std::string unit = means("index") ? wishes_.base : unit_.text();
    return {date + ": " + value + " (" + unit + ").", date + ": " + value + " (" + unit + ")."};
  }

  const TableRows& table_;
  const SeriesWishes& wishes_;
  std::vector<std::pair<std::size_t, std::string>> where_;
  std::vector<ReadRow> rows_;
  Unit unit_;
  Faults faults_;
};

}  // namespace

Outcome<ImportedSeries> import_series(const TableRows& table, const SeriesWishes& wishes) {
  return Importer(table, wishes).run();
}

}  // namespace restituo
