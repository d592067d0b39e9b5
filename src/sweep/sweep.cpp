#include <restituo/sweep/sweep.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include <restituo/base/digest.hpp>
#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/casefile/case.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/sweep/sweep_table.hpp>
#include "scenario_file.hpp"
#include "toml_text.hpp"

namespace restituo {
namespace {

// What stays of an input whose value is fixed: what it is and who says so, not how doubtful it was.
constexpr std::array<std::string_view, 5> kept_of_an_input{"unit", "source", "pin", "grade", "note"};
constexpr std::array<std::string_view, 4> number_keys{"value", "low", "likely", "high"};
constexpr std::uint64_t most_values = 1'000'000;
constexpr std::uint64_t most_decimals = 12;
constexpr std::uint64_t most_draws = 100'000'000;  // of one scenario

const std::vector<std::string> design_names{"grid", "list", "one-at-a-time", "latin-hypercube", "file"};

class SweepReader {
 public:
  SweepReader(const FileText& file, const FileText& case_file, const FileText& scenario_file, const Library& library,
              std::vector<FileText> beside)
      : file_(file), scenario_file_(scenario_file), library_(library) {
    sweep_.case_file = case_file;
    sweep_.beside = std::move(beside);
  }

  Outcome<Sweep> read() {
    auto document = Document::parse(file_);
    if (!document) {
      return refuse(std::move(document.error()));
    }
    auto base = Document::parse(sweep_.case_file);
    if (!base) {
      return refuse(std::move(base.error()));
    }
    base_ = std::move(*base);
    TableReader reader(document->root(), faults_);
    read_head(reader);
    const auto axes = reader.tables("vary");
    if (axes.empty()) {
      fault("sweep-nothing-varied", reader.place(), {});
    }
    for (const Entry& entry : axes) {
      read_axis(entry);
    }
    read_design(reader);
    if (const auto spread = reader.optional_table("spread")) {
      read_spread_wishes(*spread);
    }
    reader.finish();
    count_scenarios(reader);
    if (refuses(faults_)) {
      return refuse(in_order(std::move(faults_)));
    }
    sweep_.digest = digest();
    return std::move(sweep_);
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details) {
    faults_.push_back({std::move(code), place, std::move(details)});
  }

  void read_head(TableReader& reader) {
    reader.format_version();
    sweep_.id = reader.identifier("id").value_or("");
    sweep_.title = reader.optional_words_or_text("title").value_or(Words{});
    reader.text("case");
    const auto design = reader.one_of("design", design_names);
    const auto found = std::find(design_names.begin(), design_names.end(), design.value_or(""));
    design_known_ = found != design_names.end();
    if (design_known_) {
      sweep_.design = static_cast<Design>(found - design_names.begin());
    }
    sweep_.figures = reader.texts("figures");
    sweep_.figures_place = reader.place_of("figures");
    sweep_.record_refusals = reader.optional_one_of("refused", {"stop", "record"}).value_or("stop") == "record";
  }

  std::uint64_t read_seed(TableReader& reader) {
    std::uint64_t seed = 1;
    if (const auto text = reader.optional_text("seed")) {
      const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seed);
      if (error != std::errc() || end != text->data() + text->size()) {
        fault("seed-form", reader.place_of("seed"), {*text});
      }
    }
    return seed;
  }

  // ------------------------------------------------------------------------------------------------------------- axes

  void read_axis(const Entry& entry) {
    TableReader reader(entry, faults_);
    Axis axis;
    axis.place = reader.place();
    axis.id = reader.identifier("id").value_or("");
    const auto& taken = columns_of_results();
    const bool reserved = std::find(taken.begin(), taken.end(), axis.id) != taken.end();
    const bool twice =
        std::any_of(sweep_.axes.begin(), sweep_.axes.end(), [&](const Axis& other) { return other.id == axis.id; });
    if (reserved) {
      fault("sweep-name-taken", reader.place_of("id"), {axis.id});
    } else if (twice && !axis.id.empty()) {
      fault("name-twice", reader.place_of("id"), {axis.id});
    }
    const bool from_file = design_known_ && sweep_.design == Design::file;
    const bool ranged = reader.has("from") || reader.has("to");
    const int ways = int{reader.has("values")} + int{ranged} + int{reader.has("option")};
    if (from_file ? reader.has("values") || ranged : ways != 1) {
      fault(from_file ? "sweep-values-in-file" : "sweep-values-form", axis.place, {axis.id});
    }
    if (reader.has("option")) {
      for (const Entry& option : reader.tables("option")) {
        read_option(option, axis);
      }
      options_.push_back(true);
    } else {
      options_.push_back(false);
      if (const auto path = reader.text("set")) {
        aim(axis, *path, reader);
      }
      read_values(reader, axis);
      if (ranged) {
        read_range(reader, axis);
      }
    }
    if (ways == 1) {
      check_values_differ(axis);
    }
    reader.finish();
    sweep_.axes.push_back(std::move(axis));
  }

  // What the path leads to decides whether the axis is a number.
  void aim(Axis& axis, const std::string& path, TableReader& reader) {
    const auto entries = base_.at(path);
    const auto unit = reader.optional_text("unit");
    const auto source = reader.optional_text("source");
    const auto pin = reader.optional_text("pin");
    const auto grade = reader.optional_text("grade");
    const bool is_input = std::any_of(entries.begin(), entries.end(), [](const Entry& entry) {
      return entry.form() == EntryForm::table && (entry.member("value") || entry.member("likely"));
    });
    const auto last = split(path, '.').back();
    axis.value_path = path;
    if (unit && entries.empty()) {
      axis.is_number = true;
      axis.beside_value = "unit = " + toml_quoted(*unit);
      axis.beside_value += source ? ", source = " + toml_quoted(*source) : "";
      axis.beside_value += pin ? ", pin = " + toml_quoted(*pin) : "";
      axis.beside_value += grade ? ", grade = " + toml_quoted(*grade) : "";
    } else if (is_input && entries.size() == 1) {
      axis.is_number = true;
      axis.beside_value = beside_value(entries.front());
    } else if (is_input) {  // several, each with evidence of its own
      axis.is_number = true;
      axis.value_path = path + ".value";
      for (const Entry& entry : entries) {
        remove_doubt(axis, path, entry);
      }
    } else {
      axis.is_number = std::find(number_keys.begin(), number_keys.end(), last) != number_keys.end();
    }
    // A path that leads nowhere is said once, and not again for each value.
    const auto all = amendments_for_number(axis, "0", reader.place_of("set"));
    if (auto amended = Document::parse(sweep_.case_file, all); !amended) {
      append(faults_, std::move(amended.error()));
    }
  }

  static bool is_kept(const std::string& key) {
    return std::find(kept_of_an_input.begin(), kept_of_an_input.end(), key) != kept_of_an_input.end();
  }

  static std::string beside_value(const Entry& input) {
    std::string text;
    for (const auto& [key, member] : input.members()) {
      if (is_kept(key)) {
        text += (text.empty() ? "" : ", ") + key + " = " + toml_text(member);
      }
    }
    return text;
  }

  static void remove_doubt(Axis& axis, const std::string& path, const Entry& input) {
    if (input.form() != EntryForm::table) {
      return;
    }
    for (const auto& [key, member] : input.members()) {
      const Amendment removal{path + '.' + key, std::nullopt, axis.place};
      const bool known = std::any_of(axis.before.begin(), axis.before.end(),
                                     [&](const Amendment& other) { return other.path == removal.path; });
      if (!is_kept(key) && key != "value" && !known) {
        axis.before.push_back(removal);
      }
    }
  }

  // One text, date or truth as a value of the axis; nothing after a fault.
  std::optional<AxisValue> value_of(const Entry& entry, const Axis& axis) {
    AxisValue value;
    value.place = entry.place();
    if (axis.is_number) {
      auto number = exact_number(entry);
      if (!number) {
        append(faults_, std::move(number.error()));
        return std::nullopt;
      }
      value.number = *number;
      value.text = std::string(entry.text());
      return value;
    }
    const bool plain =
        entry.form() == EntryForm::text || entry.form() == EntryForm::date || entry.form() == EntryForm::truth;
    if (!plain) {
      fault("sweep-value-form", value.place, {axis.id});
      return std::nullopt;
    }
    const std::string text = toml_text(entry);
    if (text.empty()) {  // a date out of range says so itself
      append(faults_, entry.date().error());
      return std::nullopt;
    }
    value.text = entry.form() == EntryForm::text ? entry.text() : text;
    value.amendments = axis.before;
    value.amendments.push_back({axis.value_path, text, value.place});
    return value;
  }

  void read_values(TableReader& reader, Axis& axis) {
    const auto list = reader.optional_entry("values");
    if (!list) {
      return;
    }
    if (list->form() != EntryForm::list || list->items().empty()) {
      fault("sweep-values-form", list->place(), {axis.id});
      return;
    }
    for (const Entry& item : list->items()) {
      if (auto value = value_of(item, axis)) {
        axis.values.push_back(std::move(*value));
      }
    }
  }

  void read_range(TableReader& reader, Axis& axis) {
    const auto from = reader.number("from");
    const auto to = reader.number("to");
    const bool latin = sweep_.design == Design::latin_hypercube;
    const char* const how = latin ? "decimals" : "steps";
    const auto number = reader.optional_count(how);
    if (!axis.is_number) {
      fault("sweep-range-of-words", reader.place_of("from"), {axis.id, axis.value_path});
      return;
    }
    if (!reader.has(how)) {
      fault("key-missing", reader.place(), {how});
    }
    if (!from || !to || !number) {
      return;
    }
    const bool number_fits = latin ? *number <= most_decimals : *number >= 2 && *number <= most_values;
    const Exact step = latin && number_fits ? Exact::power_of_ten(-static_cast<int>(*number)) : Exact(1);
    const bool on_steps = !latin || ((*from / step).is_integer() && (*to / step).is_integer());
    if (!(*from < *to) || !number_fits || !on_steps) {
      fault("sweep-range", reader.place_of("from"),
            {axis.id, readable_text(*from), readable_text(*to), how, std::to_string(*number)});
      return;
    }
    if (latin) {
      axis.range = Axis::Range{*from, *to, static_cast<int>(*number)};
      return;
    }
    for (std::uint64_t i = 0; i < *number; ++i) {
      const Exact share = Exact::fraction(static_cast<std::int64_t>(i), static_cast<std::int64_t>(*number) - 1);
      const Exact value = *from + (*to - *from) * share;
      axis.values.push_back(
          {exact_decimal_text(value).value_or(value.fraction_text()), value, {}, reader.place_of("from")});
    }
  }

  void read_option(const Entry& entry, Axis& axis) {
    TableReader reader(entry, faults_);
    AxisValue value;
    value.place = reader.place();
    value.text = reader.identifier("id").value_or("");
    for (const std::string& path : reader.texts("remove")) {
      value.amendments.push_back({path, std::nullopt, reader.place_of("remove")});
    }
    if (const auto changes = reader.optional_table("set")) {
      for (const auto& [path, change] : changes->members()) {
        const std::string text = toml_text(change);
        if (text.empty()) {
          fault("sweep-value-form", change.place(), {axis.id});
          continue;
        }
        value.amendments.push_back({path, text, change.place()});
      }
    }
    reader.finish();
    if (auto amended = Document::parse(sweep_.case_file, value.amendments); !amended) {
      append(faults_, std::move(amended.error()));
    }
    axis.values.push_back(std::move(value));
  }

  void check_values_differ(const Axis& axis) {
    std::vector<std::string> seen;
    seen.reserve(axis.values.size());
    for (const AxisValue& value : axis.values) {
      // "30" and "30.00" are one number, and would give two scenarios that are the same.
      seen.push_back(value.number ? value.number->fraction_text() : value.text);
    }
    std::vector<std::size_t> order(seen.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return seen[a] < seen[b]; });
    const bool may_repeat = sweep_.design == Design::list;  // a list says what goes with what
    for (std::size_t i = 1; i < order.size() && !may_repeat; ++i) {
      if (seen[order[i]] == seen[order[i - 1]]) {
        const AxisValue& again = axis.values[order[i]];
        fault("sweep-value-twice", again.place, {again.text, axis.id});
      }
    }
  }

  // --------------------------------------------------------------------------------------------------------- designs

  void read_design(TableReader& reader) {
    const Design design = sweep_.design;
    if (design_known_ && design == Design::latin_hypercube) {
      sweep_.seed = read_seed(reader);
      if (!reader.has("points")) {
        fault("key-missing", reader.place(), {"points"});
      }
      sweep_.count = reader.optional_count("points").value_or(0);
    }
    if (design_known_ && design == Design::file) {
      if (reader.text("scenarios") && faults_.empty()) {
        read_lines();
      }
    }
  }

  void read_lines() {
    auto rows = read_csv(scenario_file_);
    if (!rows) {
      append(faults_, std::move(rows.error()));
      return;
    }
    if (rows->empty()) {
      fault("sweep-no-scenario", {scenario_file_.name, 0, 0}, {});
      return;
    }
    const CsvRow& header = rows->front();
    std::vector<std::string> ids;
    for (const Axis& axis : sweep_.axes) {
      ids.push_back(axis.id);
    }
    std::vector<std::size_t> column_of(ids.size(), header.size());
    for (std::size_t column = 0; column < header.size(); ++column) {
      const auto axis = std::find(ids.begin(), ids.end(), header[column].text);
      if (axis == ids.end()) {
        fault("sweep-column-unknown", header[column].place,
              {header[column].text, nearest_or_all(header[column].text, ids)});
        continue;
      }
      std::size_t& known = column_of[static_cast<std::size_t>(axis - ids.begin())];
      if (known != header.size()) {
        fault("name-twice", header[column].place, {header[column].text});
      }
      known = column;
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (column_of[i] == header.size()) {
        fault("sweep-column-missing", header.front().place, {ids[i]});
      }
    }
    if (!faults_.empty()) {
      return;
    }
    for (std::size_t row = 1; row < rows->size(); ++row) {
      std::vector<AxisValue> line;
      for (std::size_t i = 0; i < sweep_.axes.size(); ++i) {
        line.push_back(cell_value(i, (*rows)[row][column_of[i]]));
      }
      sweep_.lines.push_back(std::move(line));
    }
    sweep_.count = sweep_.lines.size();
  }

  AxisValue cell_value(std::size_t index, const CsvCell& cell) {
    const Axis& axis = sweep_.axes[index];
    AxisValue value;
    value.place = cell.place;
    value.text = cell.text;
    if (cell.text.empty()) {
      return value;
    }
    if (options_[index]) {
      const auto option = std::find_if(axis.values.begin(), axis.values.end(),
                                       [&](const AxisValue& known) { return known.text == cell.text; });
      if (option == axis.values.end()) {
        std::vector<std::string> known;
        for (const AxisValue& one : axis.values) known.push_back(one.text);
        fault("choice-unknown", cell.place, {axis.id, cell.text, nearest_or_all(cell.text, known)});
        return value;
      }
      return *option;
    }
    if (axis.is_number) {
      auto number = read_number(cell.text, cell.place);
      if (!number) {
        append(faults_, std::move(number.error()));
      } else {
        value.number = *number;
      }
      return value;
    }
    const auto base = base_.at(axis.value_path);
    const bool truth =
        !base.empty() && base.front().form() == EntryForm::truth && (cell.text == "true" || cell.text == "false");
    value.amendments = axis.before;
    value.amendments.push_back(
        {axis.value_path, truth || is_date_text(cell.text) ? cell.text : toml_quoted(cell.text), cell.place});
    return value;
  }

  void count_scenarios(const TableReader& reader) {
    std::uint64_t count = sweep_.count;
    const auto sizes = [&] {
      std::vector<std::uint64_t> all;
      for (const Axis& axis : sweep_.axes) all.push_back(axis.values.size());
      return all;
    }();
    switch (sweep_.design) {
      case Design::grid:
        count = sizes.empty() ? 0 : 1;
        for (const std::uint64_t size : sizes) {
          count = size != 0 && count > most_scenarios / size ? most_scenarios + 1 : count * size;
        }
        break;
      case Design::list: {
        count = sizes.empty() ? 0 : sizes.front();
        for (std::size_t i = 1; i < sizes.size(); ++i) {
          if (sizes[i] != count && faults_.empty()) {
            fault("sweep-lists-differ", sweep_.axes[i].place,
                  {sweep_.axes.front().id, std::to_string(count), sweep_.axes[i].id, std::to_string(sizes[i])});
          }
        }
        break;
      }
      case Design::one_at_a_time:
        count = 1;
        for (const std::uint64_t size : sizes) count += size;
        break;
      case Design::latin_hypercube:
      case Design::file: break;
    }
    if (!faults_.empty()) {
      return;  // the number would only confuse
    }
    if (count == 0 || count > most_scenarios) {
      fault(count == 0 ? "sweep-no-scenario" : "sweep-too-many",
            reader.place_of(sweep_.design == Design::latin_hypercube ? "points" : "design"),
            {std::to_string(most_scenarios)});
    }
    sweep_.count = count;
  }

  // ---------------------------------------------------------------------------------------------------------- spread

  void read_spread_wishes(const Entry& entry) {
    TableReader reader(entry, faults_);
    SweepSpread spread;
    spread.figures = reader.texts("figures");
    if (!reader.has("draws")) {
      fault("key-missing", reader.place(), {"draws"});
    }
    spread.draws = reader.optional_count("draws").value_or(fewest_draws);
    if (spread.draws < fewest_draws || spread.draws > most_draws) {
      fault("draws-out-of-range", reader.place_of("draws"),
            {std::to_string(spread.draws), std::to_string(fewest_draws), std::to_string(most_draws)});
    }
    spread.seed = read_seed(reader);
    if (const auto method =
            reader.optional_one_of("method", {sampling_method_names().begin(), sampling_method_names().end()})) {
      spread.method = sampling_method_from_name(*method).value();
      // Whether so many draws can be made by it does not hang on the inputs.
      if (auto tried = Sampling::make(spread.method, spread.seed, {}, spread.draws, reader.place_of("draws")); !tried) {
        append(faults_, std::move(tried.error()));
      }
    }
    reader.finish();
    sweep_.spread = std::move(spread);
  }

  std::string digest() const {
    Sha256 digest;
    const auto add = [&](std::string_view what) {
      digest.add(std::to_string(what.size()) + ' ');
      digest.add(what);
    };
    add("restituo sweep 1 " RESTITUO_VERSION);
    add(file_.text);
    add(sweep_.case_file.text);
    add(sweep_.design == Design::file ? scenario_file_.text : "");
    for (const FileText& file : sweep_.beside) {
      add(file.name);
      add(file.text);
    }
    for (const auto& [id, model] : library_.models) add(model.digest);
    for (const auto& [id, series] : library_.series) add(series.digest);
    return digest.hex();
  }

  const FileText& file_;
  const FileText& scenario_file_;
  const Library& library_;
  Document base_;
  bool design_known_ = false;
  std::vector<bool> options_;  // an axis each: its values are [[vary.option]]
  Sweep sweep_;
  Faults faults_;
};

}  // namespace

Outcome<SweepFiles> files_of_sweep(const FileText& sweep_file) {
  auto document = Document::parse(sweep_file);
  if (!document) {
    return refuse(std::move(document.error()));
  }
  Faults faults;
  TableReader reader(document->root(), faults);
  SweepFiles files;
  files.case_file = reader.text("case").value_or("");
  files.scenario_file = reader.optional_text("scenarios").value_or("");
  if (!faults.empty()) {
    return refuse(in_order(std::move(faults)));
  }
  return files;
}

Outcome<Sweep> read_sweep(const FileText& sweep_file, const FileText& case_file, const FileText& scenario_file,
                          const Library& library, std::vector<FileText> beside) {
  return SweepReader(sweep_file, case_file, scenario_file, library, std::move(beside)).read();
}

std::vector<Amendment> amendments_for_number(const Axis& axis, const std::string& text, const Place& place) {
  std::vector<Amendment> amendments = axis.before;
  const std::string value = toml_quoted(text);
  amendments.push_back({axis.value_path,
                        axis.beside_value.empty() ? value : "{ value = " + value + ", " + axis.beside_value + " }",
                        place});
  return amendments;
}

}  // namespace restituo
