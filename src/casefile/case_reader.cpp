#include "case_reader.hpp"

#include <algorithm>
#include <charconv>

#include <restituo/base/digest.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>

#include "claim_reader.hpp"
#include "value_reader.hpp"

namespace restituo {
namespace {

// Fewer draws say nothing about one case in twenty; more would not end within a working day.
constexpr std::uint64_t most_draws = 10'000'000'000;

std::vector<std::string> texts_of(std::span<const std::string_view> names) { return {names.begin(), names.end()}; }

// A file of a case lies beside it or deeper. Anything else would not go along when the case is handed over; and a case
// from somebody else shall not make this program quote other files of this machine.
bool leads_outside(std::string_view name) {
  const auto parts = split(name, '/');
  return name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos ||
         std::find(parts.begin(), parts.end(), "..") != parts.end();
}

class CaseReader {
 public:
  CaseReader(const FileText& file, const Library& library, const BesideFile& beside, Faults& faults)
      : file_(file), library_(library), faults_(faults) {
    for (const auto& [id, model] : library.models) {
      context_.counts.insert(context_.counts.end(), model.count_units.begin(), model.count_units.end());
    }
    if (beside) {
      context_.beside = [this, beside](const std::string& name) {
        if (leads_outside(name)) {
          return Outcome<FileText>(refuse({.code = "spread-file-outside", .place = {}, .details = {name}}));
        }
        auto read = beside(name);
        auto& files = draft_.head.data_files;
        if (read && std::none_of(files.begin(), files.end(), [&](const DataFile& one) { return one.name == name; })) {
          files.push_back({name, sha256_hex(read->text)});
        }
        return read;
      };
    }
  }
  CaseReader(const CaseReader&) = delete;
  CaseReader& operator=(const CaseReader&) = delete;

  std::optional<Draft> read(std::span<const Amendment> amendments) {
    auto document = Document::parse(file_, amendments);
    if (!document) {
      append(faults_, std::move(document.error()));
      return std::nullopt;
    }
    TableReader reader(document->root(), faults_);
    draft_.head.setting.place = {file_.name, 1, 0};
    draft_.head.file_name = file_.name;
    draft_.head.digest = digest_of(amendments);
    read_head(reader);
    read_conventions(reader);
    for (const Entry& entry : reader.tables("source")) {
      read_source_table(entry);
    }
    draft_.inputs = read_inputs(reader, "inputs", context_, faults_);
    ClaimReader claim(draft_, library_, context_, faults_);
    claim.read_case(reader);
    for (const Entry& entry : reader.tables("victim")) {
      read_victim(entry);
    }
    for (const Entry& entry : reader.tables("cross_check")) {
      read_use(entry, ModelUse::cross_check);
    }
    for (const Entry& entry : reader.tables("study")) {
      read_use(entry, ModelUse::study);
    }
    for (const Entry& entry : reader.tables("stated")) {
      read_stated(entry);
    }
    for (const Entry& entry : reader.tables("correlation")) {
      read_correlation(entry);
    }
    if (const auto spread = reader.optional_table("spread")) {
      read_spread_wishes(*spread);
    }
    if (const auto tracing = reader.optional_table("tracing")) {
      read_tracing(*tracing);
    }
    if (!reader.has("victim") && !reader.has("study")) {
      fault("case-without-person", draft_.head.setting.place, {});
    }
    reader.finish();
    return std::move(draft_);
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details,
             Severity severity = Severity::refuse) {
    faults_.push_back({std::move(code), place, std::move(details), severity});
  }

  std::string digest_of(std::span<const Amendment> amendments) const {
    std::string text = file_.text;
    for (const Amendment& amendment : amendments) {
      text += '\0' + amendment.path + '\0' + amendment.value.value_or("");
    }
    return sha256_hex(text);
  }

  // An id becomes part of the names of figures: small letters, digits and '-', and never an underscore.
  std::string identifier(TableReader& reader) {
    const auto id = reader.identifier("id");
    if (id && id->find('_') != std::string::npos) {
      fault("id-underscore", reader.place_of("id"), {*id});
    }
    return id.value_or("");
  }

  void read_head(TableReader& reader) {
    reader.format_version();
    Case& head = draft_.head;
    head.id = identifier(reader);
    head.title = reader.words("title").value_or(Words{});
    head.note = reader.optional_words_or_text("note").value_or(Words{});
    head.illustration = reader.truth("illustration", false);
    head.setting.allow_unverified = reader.truth("allow_unverified", false);
    if (const auto currency = reader.text("currency")) {
      head.setting.currency = *currency;
      if (!Currency::from_code(*currency)) {
        fault("currency-unknown", reader.place_of("currency"), {*currency});
        head.setting.currency.clear();
      }
    }
    draft_.valuation_date = reader.date("valuation_date");
  }

  void read_conventions(TableReader& reader) {
    draft_.calendar_given = reader.has("calendar");
    if (const auto name = reader.optional_one_of("calendar", texts_of(CalendarConvention::names()))) {
      draft_.head.setting.calendar = CalendarConvention::from_name(*name);
    }
    draft_.day_rule_given = reader.has("day_rule");
    if (const auto name =
            reader.optional_one_of("day_rule", {"first-and-last", "first-only", "last-only", "neither"})) {
      draft_.day_rule = day_rule_from_name(*name);
    }
  }

  void read_source_table(const Entry& entry) {
    auto source = read_source(entry, faults_);
    if (!source) {
      return;
    }
    const Place place = entry.key_place("id");
    const bool twice = std::any_of(draft_.head.sources.begin(), draft_.head.sources.end(),
                                   [&](const Source& other) { return other.id == source->id; });
    if (twice) {
      fault("name-twice", place, {source->id});
    } else if (const Source* taken = library_.source(source->id)) {
      fault("source-id-taken", place, {source->id, taken->cite.en, taken->cite.es});
    } else {
      draft_.head.sources.push_back(std::move(*source));
    }
  }

  void read_victim(const Entry& entry) {
    TableReader reader(entry, faults_);
    DraftVictim victim;
    victim.place = reader.place();
    victim.id = identifier(reader);
    victim.id_place = reader.place_of("id");
    victim.label = reader.words("label").value_or(Words{});
    victim.label_place = reader.place_of("label");
    victim.inputs = read_inputs(reader, "inputs", context_, faults_);
    for (const Entry& period : reader.tables("period")) {
      victim.periods.push_back(read_period(period));
    }
    ClaimReader(draft_, library_, context_, faults_).read_victim(reader, victim);
    if (!reader.has("period")) {
      fault("victim-without-period", victim.place, {victim.id});
    }
    reader.finish();
    draft_.victims.push_back(std::move(victim));
  }

  DraftPeriod read_period(const Entry& entry) {
    TableReader reader(entry, faults_);
    DraftPeriod period;
    period.place = reader.place();
    period.id = identifier(reader);
    period.id_place = reader.place_of("id");
    period.label = reader.words("place").value_or(Words{});
    period.venue = reader.optional_words_or_text("venue").value_or(Words{});
    read_models(reader, period);
    period.has_dates = reader.has("dates");
    period.has_length = reader.has("length");
    if (period.has_dates == period.has_length) {
      fault(period.has_dates ? "period-dates-and-length" : "period-without-dates",
            period.has_dates ? reader.place_of("length") : period.place, {period.id});
    }
    read_dates(reader, period);
    period.length = read_value(reader, "length", context_, faults_);
    period.hours_open = read_value(reader, "hours_open", context_, faults_);
    period.alongside = names_in_list(reader, "alongside");
    period.supersedes = names_in_list(reader, "supersedes");
    period.harm_by_others = reader.truth("harm_by_others", false);
    period.inputs = read_inputs(reader, "inputs", context_, faults_);
    period.facts = ClaimReader::words(reader, "facts", faults_);
    period.forums = names_in_list(reader, "forums");
    reader.finish();
    return period;
  }

  void read_models(TableReader& reader, DraftPeriod& period) {
    if (reader.has("model") == reader.has("models")) {
      fault("period-model-or-models", reader.has("models") ? reader.place_of("models") : period.place, {period.id});
    }
    if (const auto model = reader.optional_text("model")) {
      period.models.push_back({*model, reader.place_of("model")});
    }
    for (WrittenName& name : names_in_list(reader, "models")) {
      const bool twice = std::any_of(period.models.begin(), period.models.end(),
                                     [&](const WrittenName& other) { return other.name == name.name; });
      if (twice) {
        fault("name-twice", name.place, {name.name});
      } else {
        period.models.push_back(std::move(name));
      }
    }
  }

  std::vector<WrittenName> names_in_list(TableReader& reader, const std::string& key) {
    std::vector<WrittenName> names;
    reader.texts(key);  // notes what is no list of texts
    const auto list = reader.optional_entry(key);
    if (!list || list->form() != EntryForm::list) {
      return names;
    }
    for (const Entry& item : list->items()) {
      if (item.form() == EntryForm::text) {
        names.push_back({item.text(), item.place()});
      }
    }
    if (list->items().empty()) {
      fault("text-empty", list->place(), {key});
    }
    return names;
  }

  void read_dates(TableReader& owner, DraftPeriod& period) {
    const auto table = owner.optional_table("dates");
    period.dates_place = owner.place_of("dates");
    if (!table) {
      return;
    }
    TableReader reader(*table, faults_);
    period.from = read_date_range(reader, "from");
    period.to = read_date_range(reader, "to");
    const bool ranged = (period.from && period.from->is_range()) || (period.to && period.to->is_range());
    const auto shape = ranged ? reader.one_of("shape", {"triangular", "uniform"})
                              : reader.optional_one_of("shape", {"triangular", "uniform"});
    period.dates_shape = shape == "uniform" ? Shape::uniform : Shape::triangular;
    read_evidence(reader, period.dates_evidence, period.dates_sources);
    period.dates_evidence.unit = Unit::of("day");
    period.dates_evidence.place = reader.place();
    reader.finish();
  }

  std::optional<DateRange> read_date_range(TableReader& owner, const std::string& key) {
    const auto entry = owner.optional_entry(key);
    if (!entry || entry->form() != EntryForm::table) {
      const auto date = owner.date(key);
      return date ? std::optional(DateRange{*date, *date, *date, true, owner.place_of(key)}) : std::nullopt;
    }
    TableReader reader(*entry, faults_);
    const auto earliest = reader.date("earliest");
    const auto likely = reader.date("likely");
    const auto latest = reader.date("latest");
    reader.finish();
    if (!earliest || !likely || !latest) {
      return std::nullopt;
    }
    DateRange range{*earliest, *likely, *latest, *earliest <= *likely && *likely <= *latest, owner.place_of(key)};
    if (!range.in_order) {
      fault("dates-out-of-order", range.place, {earliest->text(), likely->text(), latest->text()});
    }
    return range;
  }

  void read_use(const Entry& entry, ModelUse purpose) {
    TableReader reader(entry, faults_);
    DraftUse use;
    use.setting.use = purpose;
    use.setting.place = reader.place();
    use.setting.model = reader.text("model").value_or("");
    use.model_place = reader.place_of("model");
    use.setting.because = reader.optional_words_or_text("because").value_or(Words{});
    const Model* model = library_.model(use.setting.model);
    use.inputs = read_inputs(reader, "inputs", context_, faults_);
    if (const auto keyed = reader.optional_table("keyed")) {
      read_keyed(*keyed, model, use);
    }
    if (model != nullptr) {
      for (const auto& [set, keys] : model->keys) {
        if (const auto choice = reader.optional_one_of(set, ids_of(keys))) {
          use.setting.choices[set] = *choice;
        }
      }
      reader.finish();  // without the model nobody knows which keys it has
    }
    draft_.uses.push_back(std::move(use));
  }

  static std::vector<std::string> ids_of(const std::vector<ModelKey>& keys) {
    std::vector<std::string> ids;
    ids.reserve(keys.size());
    for (const ModelKey& key : keys) {
      ids.push_back(key.id);
    }
    return ids;
  }

  // [study.keyed.region.africa]: set, then key, then the inputs.
  void read_keyed(const Entry& table, const Model* model, DraftUse& use) {
    TableReader sets(table, faults_);
    for (const auto& [set, entry] : table.members()) {
      const auto keys =
          model == nullptr ? std::map<std::string, std::vector<ModelKey>>::const_iterator{} : model->keys.find(set);
      if (model == nullptr || keys == model->keys.end()) {
        continue;  // finish() says so where the model is known
      }
      const auto of_set = sets.optional_table(set);
      if (!of_set) {
        continue;
      }
      const std::vector<std::string> known = ids_of(keys->second);
      TableReader reader(*of_set, faults_);
      for (const auto& [key, inputs] : of_set->members()) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
          const auto nearest = nearest_name(key, known);
          fault("key-not-in-set", of_set->key_place(key), {key, set, nearest ? *nearest : joined(known)});
          if (nearest) {
            use.keyed[set][*nearest] = read_inputs(reader, key, context_, faults_);  // meant, so not missing too
          }
        } else {
          use.keyed[set][key] = read_inputs(reader, key, context_, faults_);
        }
      }
    }
    if (model != nullptr) {
      for (const auto& [set, keys] : model->keys) {
        sets.optional_entry(set);
      }
      sets.finish();
    }
  }

  void read_stated(const Entry& entry) {
    TableReader reader(entry, faults_);
    DraftStated stated;
    stated.place = reader.place();
    reader.words("says");
    if (const auto total = reader.number("total")) {
      stated.total = WrittenNumber{"total", *total, reader.place_of("total")};
    }
    if (const auto parts = reader.optional_entry("parts")) {
      stated.parts = exact_numbers(*parts, faults_);
    } else {
      fault("key-missing", reader.place(), {"parts"});
    }
    const std::string source = reader.text("source").value_or("");
    if (!source.empty()) {
      stated.sources.push_back({source, reader.place_of("source")});
    }
    reader.optional_text("pin");
    reader.finish();
    draft_.stated.push_back(std::move(stated));
  }

  void read_correlation(const Entry& entry) {
    TableReader reader(entry, faults_);
    SettingCorrelation correlation;
    correlation.place = reader.place();
    const std::vector<std::string> names = reader.texts("between");
    if (names.size() != 2) {
      fault("correlation-between", reader.place_of("between"), {std::to_string(names.size())});
    }
    const auto value = reader.number("value");
    const auto measure = reader.one_of("measure", {"spearman", "kendall", "normal-scores"});
    const auto copula = reader.optional_one_of("copula", {"gaussian", "student"}).value_or("gaussian");
    correlation.degrees_of_freedom = copula == "student" ? reader.number("degrees_of_freedom") : std::optional<Exact>();
    correlation.citation = {reader.text("source").value_or(""), reader.optional_text("pin").value_or("")};
    if (!correlation.citation.source.empty()) {
      draft_.correlation_sources.push_back({correlation.citation.source, reader.place_of("source")});
    }
    correlation.because = reader.optional_words_or_text("because").value_or(Words{});
    reader.finish();
    if (names.size() != 2 || !value || !measure) {
      return;
    }
    correlation.first = names[0];
    correlation.second = names[1];
    correlation.value = *value;
    correlation.measure = *measure == "spearman"  ? CorrelationMeasure::spearman
                          : *measure == "kendall" ? CorrelationMeasure::kendall
                                                  : CorrelationMeasure::normal_scores;
    draft_.head.setting.correlations.push_back(std::move(correlation));
  }

  void read_tracing(const Entry& entry) {
    TableReader reader(entry, faults_);
    CaseTracing tracing;
    tracing.movements = reader.text("movements").value_or("");
    tracing.rules = reader.optional_text("rules").value_or("");
    tracing.method_place = reader.place_of("method");
    tracing.method = reader.optional_text("method").value_or(tracing.method);
    tracing.loan_place = reader.place_of("loan");
    tracing.loan = reader.optional_text("loan").value_or(tracing.loan);
    tracing.why = reader.optional_words_or_text("why").value_or(Words());
    reader.finish();
    // Read here so that their digests stand in the manifest: a changed ledger is a changed result.
    for (const auto& [key, name] : {std::pair("movements", tracing.movements), {"rules", tracing.rules}}) {
      if (name.empty() || !context_.beside) continue;
      auto file = context_.beside(name);
      if (file) continue;
      for (Fault& why : file.error()) {
        if (why.place.file.empty()) why.place = reader.place_of(key);
        faults_.push_back(std::move(why));
      }
    }
    draft_.head.tracing = std::move(tracing);
  }

  void read_spread_wishes(const Entry& entry) {
    TableReader reader(entry, faults_);
    if (const auto method = reader.optional_one_of("method", texts_of(sampling_method_names()))) {
      draft_.head.spread.method = sampling_method_from_name(*method);
    }
    if (const auto until = reader.optional_number("until")) {
      if (until->sign() <= 0 || *until >= 1) {
        fault("until-out-of-range", reader.place_of("until"), {readable_text(*until)});
      } else {
        draft_.head.spread.until = until->to_double();
      }
    }
    draft_.head.spread.outer_draws = reader.optional_count("outer_draws");
    draft_.head.spread.inner_draws = reader.optional_count("inner_draws");
    draft_.head.spread.draws = reader.optional_count("draws");
    if (const auto draws = draft_.head.spread.draws; draws && (*draws < fewest_draws || *draws > most_draws)) {
      fault("draws-out-of-range", reader.place_of("draws"),
            {std::to_string(*draws), std::to_string(fewest_draws), std::to_string(most_draws)});
    }
    if (const auto seed = reader.optional_text("seed")) {
      std::uint64_t number = 0;
      const auto [end, error] = std::from_chars(seed->data(), seed->data() + seed->size(), number);
      if (error != std::errc() || end != seed->data() + seed->size()) {
        fault("seed-form", reader.place_of("seed"), {*seed});
      } else {
        draft_.head.spread.seed = number;
      }
    }
    reader.finish();
  }

  const FileText& file_;
  const Library& library_;
  Faults& faults_;
  ValueContext context_;
  Draft draft_;
};

}  // namespace

std::optional<Draft> read_draft(const FileText& file, const Library& library, const BesideFile& beside, Faults& faults,
                                std::span<const Amendment> amendments) {
  return CaseReader(file, library, beside, faults).read(amendments);
}

}  // namespace restituo
