#include "value_reader.hpp"

#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

class ValueReader {
 public:
  ValueReader(std::string name, const Entry& entry, const ValueContext& context, Faults& faults)
      : name_(std::move(name)), entry_(entry), reader_(entry, faults), context_(context), faults_(faults) {}

  std::optional<WrittenValue> read() {
    read_numbers();
    const auto unit = reader_.unit("unit", context_.counts);
    value_.unit_place = reader_.place_of("unit");
    const bool graded = read_evidence(reader_, value_.given, value_.sources);
    read_prior();
    read_rival();
    read_proof();
    value_.given.varies = reader_.truth("varies", false);
    reader_.finish();
    value_.given.place = reader_.place();
    if (!claimed_ || !unit) {
      return std::nullopt;
    }
    value_.given.value = *claimed_;
    value_.given.unit = *unit;
    warn_of_thousands_points();
    check_range(graded);
    return std::move(value_);
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details,
             Severity severity = Severity::refuse) {
    faults_.push_back({std::move(code), place, std::move(details), severity});
  }

  // A number that is there and can be read, remembered with its place.
  std::optional<Exact> number(TableReader& reader, const std::string& key, const std::string& prefix = "") {
    auto found = reader.optional_number(key);
    if (found) {
      value_.numbers.push_back({prefix + key, *found, reader.place_of(key)});
    }
    return found;
  }

  // "40.000" is forty here; a lawyer who writes forty thousand so must hear of it.
  void warn_of_thousands_points() {
    if (value_.given.unit.currency().empty()) {
      return;
    }
    for (const char* key : {"value", "low", "likely", "high"}) {
      const auto entry = reader_.optional_entry(key);
      if (!entry || entry->form() != EntryForm::text) {
        continue;
      }
      const std::string& text = entry->text();
      const auto point = text.find('.');
      if (point != std::string::npos && point >= 1 && point <= 3 && text.size() - point == 4 && text.front() != '0') {
        std::string without = text;
        without.erase(point, 1);
        fault("amount-like-thousands", entry->place(), {text, text.substr(0, point), without}, Severity::warn);
      }
    }
  }

  void read_numbers() {
    const auto value = number(reader_, "value");
    const auto likely = number(reader_, "likely");
    claimed_ = reader_.has("value") ? value : likely;
    if (!reader_.has("value") && !reader_.has("likely")) {
      fault("value-without-number", reader_.place(), {name_});
    }
    low_ = number(reader_, "low");
    high_ = number(reader_, "high");
    // Beside a prior, low and high only bound the figure and need no shape of their own.
    const bool bounds_only = reader_.has("prior") && !reader_.has("means") && !reader_.has("shape") &&
                             !reader_.has("at_least") && !reader_.has("at_most");
    if (bounds_only) {
      if (bounds_reversed()) {
        fault("bounds-reversed", reader_.place_of("low"), {name_, readable_text(*low_), readable_text(*high_)});
      }
    } else if (has_spread(reader_)) {
      value_.given.spread = checked(read_spread(reader_, faults_, middle(), context_.beside));
    }
    value_.given.low = low_;
    value_.given.high = high_;
    if (const auto& spread = value_.given.spread; spread && !low_ && !high_ && spread->bounded) {
      value_.given.low = spread->low;
      value_.given.high = spread->high;
      value_.numbers.push_back({"low", spread->low, reader_.place_of("shape")});
      value_.numbers.push_back({"high", spread->high, reader_.place_of("shape")});
    }
    note_sources(value_.given.spread);
  }

  bool bounds_reversed() const { return low_ && high_ && *low_ > *high_; }

  // The value claimed lies outside its own range. (Where `likely` does, the reader of the spread says so.)
  bool value_is_outside() const {
    const bool outside = claimed_ && ((low_ && *claimed_ < *low_) || (high_ && *claimed_ > *high_));
    return outside && !bounds_reversed() && reader_.has("value");
  }

  // The likely value where the table names none. A value that has a fault already gives way to one that is in order.
  std::optional<Exact> middle() const {
    const bool faulty = reader_.has("value") && (!claimed_ || value_is_outside());
    return faulty && low_ && high_ ? (*low_ + *high_) / 2 : claimed_;
  }

  void note_sources(const std::optional<Spread>& spread) {
    if (spread) {
      sources_in(*spread, [&](const std::string& id, const Place& place) { value_.sources.push_back({id, place}); });
    }
  }

  // Three quantiles that no curve of the named shape goes through are found here, not in the middle of a run.
  std::optional<Spread> checked(std::optional<Spread> spread) {
    if (spread) {
      if (auto distribution = distribution_of(*spread); !distribution) {
        append(faults_, std::move(distribution.error()));
      }
    }
    return spread;
  }

  void read_prior() {
    const auto table = reader_.optional_table("prior");
    if (!table) {
      return;
    }
    TableReader prior(*table, faults_);
    number(prior, "low", "prior.");
    number(prior, "likely", "prior.");
    number(prior, "high", "prior.");
    auto spread = checked(read_spread(prior, faults_, {}, context_.beside));
    note_sources(spread);
    if (!has_spread(prior) && !prior.has("likely")) {
      fault("spread-incomplete", prior.place(), {"low"});
    }
    value_.given.spread_citation = {prior.text("source").value_or(""), prior.optional_text("pin").value_or("")};
    if (!value_.given.spread_citation.source.empty()) {
      value_.sources.push_back({value_.given.spread_citation.source, prior.place_of("source")});
    }
    prior.optional_words_or_text("note");
    prior.finish();
    if (spread && spread->bounded && !bounds_reversed() &&
        ((low_ && spread->low < *low_) || (high_ && spread->high > *high_))) {
      fault("prior-beyond-range", prior.place(),
            {name_, readable_text(spread->low), readable_text(spread->high), low_ ? readable_text(*low_) : "-",
             high_ ? readable_text(*high_) : "-"},
            Severity::note);
    }
    value_.given.spread = std::move(spread);
  }

  void read_rival() {
    const auto table = reader_.optional_table("rival");
    if (!table) {
      return;
    }
    TableReader reader(*table, faults_);
    Rival rival;
    if (!reader.has("value")) {
      reader.number("value");
    }
    const auto value = number(reader, "value", "rival.");
    if (!reader.has("says")) {
      reader.words("says");
    }
    rival.says = reader.optional_words_or_text("says").value_or(Words{});
    rival.citation = {reader.text("source").value_or(""), reader.optional_text("pin").value_or("")};
    if (!rival.citation.source.empty()) {
      value_.sources.push_back({rival.citation.source, reader.place_of("source")});
    }
    reader.finish();
    if (!value) {
      return;
    }
    rival.value = *value;
    if (claimed_ && *value == *claimed_) {
      fault("rival-same-value", reader.place_of("value"), {name_, readable_text(*value)}, Severity::note);
    }
    value_.given.rival = std::move(rival);
  }

  // A required number of a small table, with its place.
  static std::optional<WrittenNumber> placed(TableReader& reader, const std::string& key) {
    const auto found = reader.number(key);
    return found ? std::optional(WrittenNumber{key, *found, reader.place_of(key)}) : std::nullopt;
  }

  void cite(TableReader& reader) {
    const std::string source = reader.text("source").value_or("");
    reader.optional_text("pin");
    if (!source.empty()) {
      value_.sources.push_back({source, reader.place_of("source")});
    }
  }

  void read_proof() {
    WrittenProof& proof = value_.proof;
    if (const auto table = reader_.optional_table("basis")) {
      TableReader basis(*table, faults_);
      proof.basis = WrittenBasis{placed(basis, "total"), placed(basis, "covers"), std::nullopt, basis.place()};
      if (basis.has("divided_by")) {
        proof.basis->divided_by = placed(basis, "divided_by");
      }
      basis.finish();
    }
    if (const auto list = reader_.optional_entry("mean_of")) {
      proof.mean_place = reader_.place_of("mean_of");
      proof.mean_of = exact_numbers(*list, faults_);
    }
    proof.rounding_said = reader_.optional_words_or_text("rounded_because").has_value();
    if (const auto table = reader_.optional_table("advertised")) {
      TableReader advertised(*table, faults_);
      proof.advertised_low = placed(advertised, "low");
      proof.advertised_high = placed(advertised, "high");
      cite(advertised);
      advertised.finish();
    }
    if (const auto table = reader_.optional_table("counted")) {
      TableReader counted(*table, faults_);
      proof.counted = placed(counted, "value");
      cite(counted);
      counted.finish();
    }
    if (const auto table = reader_.optional_table("supersedes")) {
      TableReader superseded(*table, faults_);
      proof.superseded = placed(superseded, "value");
      superseded.optional_words_or_text("because");
      cite(superseded);
      superseded.finish();
    }
    proof.measure = reader_.optional_one_of("measure", {"paid", "advertised", "list"}).value_or("");
    proof.measure_place = reader_.place_of("measure");
  }

  void check_range(bool graded) {
    if (value_is_outside()) {
      fault("value-outside-range", reader_.place_of("value"),
            {name_, readable_text(*claimed_), low_ ? readable_text(*low_) : "-", high_ ? readable_text(*high_) : "-"});
    }
    if (graded && !is_documented(value_.given.grade) && !low_ && !high_ && !value_.given.spread) {
      fault("value-without-range", reader_.place(), {name_, std::string(1, letter_of(value_.given.grade))},
            Severity::note);
    }
  }

  std::string name_;
  Entry entry_;
  TableReader reader_;
  const ValueContext& context_;
  Faults& faults_;
  WrittenValue value_;
  std::optional<Exact> claimed_;
  std::optional<Exact> low_;
  std::optional<Exact> high_;
};

}  // namespace

std::vector<Exact> exact_numbers(const Entry& list, Faults& faults) {
  std::vector<Exact> numbers;
  if (list.form() != EntryForm::list || list.items().empty()) {
    faults.push_back({.code = "number-wrong-form", .place = list.place(), .details = {"[ ]", "[ ]"}});
    return numbers;
  }
  for (const Entry& item : list.items()) {
    auto number = exact_number(item);
    if (number) {
      numbers.push_back(*number);
    } else {
      append(faults, std::move(number.error()));
    }
  }
  return numbers;
}

bool read_evidence(TableReader& reader, GivenValue& into, std::vector<WrittenName>& sources) {
  into.citation = {reader.text("source").value_or(""), reader.optional_text("pin").value_or("")};
  if (!into.citation.source.empty()) {
    sources.push_back({into.citation.source, reader.place_of("source")});
  }
  const auto grade = reader.one_of("grade", {"A", "B", "C", "D", "E"});
  into.grade = grade_from_text(grade.value_or("E")).value_or(Grade::E);
  into.note = reader.optional_words_or_text("note").value_or(Words{});
  return grade.has_value();
}

std::optional<WrittenValue> read_value(TableReader& owner, const std::string& name, const ValueContext& context,
                                       Faults& faults) {
  const auto entry = owner.optional_entry(name);
  if (!entry) {
    return std::nullopt;
  }
  const EntryForm form = entry->form();
  if (form == EntryForm::text || form == EntryForm::whole_number || form == EntryForm::decimal_number) {
    faults.push_back({.code = "value-bare", .place = entry->place(), .details = {name}});
    return std::nullopt;
  }
  const auto table = owner.optional_table(name);
  return table ? ValueReader(name, *table, context, faults).read() : std::nullopt;
}

DraftInputs read_inputs(TableReader& owner, const std::string& key, const ValueContext& context, Faults& faults) {
  DraftInputs inputs;
  if (const auto table = owner.optional_table(key)) {
    TableReader reader(*table, faults);
    for (const auto& [name, entry] : table->members()) {
      const Place place = table->key_place(name);
      inputs[name] = {read_value(reader, name, context, faults), place};
    }
  }
  return inputs;
}

}  // namespace restituo
