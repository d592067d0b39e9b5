#include <restituo/model/spread.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/uncertainty/elicitation.hpp>

namespace restituo {
namespace {

constexpr std::array<std::pair<Means, std::string_view>, 4> means_names{{
    {Means::min_mode_max, "min, mode, max"},
    {Means::min_max, "min, max"},
    {Means::p05_p50_p95, "p05, p50, p95"},
    {Means::p10_p50_p90, "p10, p50, p90"},
}};
// Of these the keys themselves say the meaning.
constexpr std::array<std::pair<Means, std::string_view>, 4> other_means_names{{
    {Means::parameters, "parameters"},
    {Means::quantiles, "quantiles"},
    {Means::list, "list"},
    {Means::experts, "experts"},
}};

constexpr std::array<std::pair<Shape, std::string_view>, 15> shape_names{{
    {Shape::triangular, "triangular"},
    {Shape::pert, "pert"},
    {Shape::uniform, "uniform"},
    {Shape::normal, "normal"},
    {Shape::lognormal, "lognormal"},
    {Shape::beta, "beta"},
    {Shape::gamma, "gamma"},
    {Shape::weibull, "weibull"},
    {Shape::student_t, "student-t"},
    {Shape::poisson, "poisson"},
    {Shape::binomial, "binomial"},
    {Shape::discrete, "discrete"},
    {Shape::histogram, "histogram"},
    {Shape::empirical, "empirical"},
    {Shape::pool, "pool"},
}};

constexpr std::array<std::string_view, 14> spread_keys{"low",        "likely",  "high",     "means",  "shape",
                                                       "parameters", "values",  "edges",    "file",   "weights",
                                                       "quantiles",  "experts", "at_least", "at_most"};
constexpr std::size_t most_rows = 1'000'000;

template <class Table>
std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& row : table) {
    names.emplace_back(row.second);
  }
  return names;
}

template <class Table>
auto value_named(const Table& table, std::string_view name) {
  for (const auto& row : table) {
    if (row.second == name) {
      return row.first;
    }
  }
  report_bug("the reader let only known names through", std::source_location::current());
}

bool go_together(Means means, Shape shape) {
  switch (means) {
    case Means::min_mode_max: return shape == Shape::triangular || shape == Shape::pert;
    case Means::min_max: return shape == Shape::uniform;
    case Means::p05_p50_p95:
    case Means::p10_p50_p90:
      return shape == Shape::normal || shape == Shape::lognormal || shape == Shape::triangular || shape == Shape::pert;
    case Means::parameters: return shape < Shape::discrete;
    case Means::quantiles: return shape < Shape::student_t;
    case Means::list: return shape == Shape::discrete || shape == Shape::histogram || shape == Shape::empirical;
    case Means::experts: return shape == Shape::pool;
  }
  return false;
}

// What each shape is made of, in the order in which Distribution takes it.
std::vector<std::string> parameters_of(Shape shape) {
  switch (shape) {
    case Shape::triangular: return {"min", "mode", "max"};
    case Shape::pert: return {"min", "mode", "max", "weight"};
    case Shape::uniform: return {"low", "high"};
    case Shape::normal: return {"mean", "sd"};
    case Shape::lognormal: return {"median", "log_sd"};
    case Shape::beta: return {"alpha", "beta", "low", "high"};
    case Shape::gamma:
    case Shape::weibull: return {"shape", "scale"};
    case Shape::student_t: return {"degrees_of_freedom", "location", "scale"};
    case Shape::poisson: return {"mean"};
    case Shape::binomial: return {"trials", "probability"};
    case Shape::discrete:
    case Shape::histogram:
    case Shape::empirical:
    case Shape::pool: break;
  }
  return {};
}

const Exact* number_named(const Spread& spread, std::string_view name) {
  for (const SpreadNumber& number : spread.numbers) {
    if (number.name == name) {
      return &number.value;
    }
  }
  return nullptr;
}

// "p05" is 0.05 and "p97_5" is 0.975.
std::optional<Exact> share_named(std::string_view name) {
  const auto digit = [&](std::size_t i) { return i < name.size() && name[i] >= '0' && name[i] <= '9'; };
  if (name.size() < 3 || name[0] != 'p' || !digit(1) || !digit(2)) {
    return std::nullopt;
  }
  Exact share = Exact((name[1] - '0') * 10 + (name[2] - '0'));
  if (name.size() > 3) {
    if (name.size() != 5 || name[3] != '_' || !digit(4)) {
      return std::nullopt;
    }
    share += Exact(name[4] - '0') / 10;
  }
  return share.sign() > 0 ? std::optional(share / 100) : std::nullopt;
}

class SpreadReader {
 public:
  SpreadReader(TableReader& table, Faults& faults, const BesideFile& beside)
      : table_(table), faults_(faults), beside_(beside) {}

  std::optional<Spread> read(const std::optional<Exact>& likely_elsewhere) {
    for (const std::string_view key : spread_keys) {
      table_.optional_entry(key);  // known, whether or not it goes with the others
    }
    if (!has_spread(table_) && !table_.has("likely")) {
      return std::nullopt;
    }
    spread_.place = table_.place();
    const auto meaning = other_meaning();
    if (!meaning) {
      return std::nullopt;
    }
    bool good = *meaning == Means::min_mode_max ? read_three(likely_elsewhere) : read_other(*meaning);
    good = read_limits() && good;
    return good ? std::optional(std::move(spread_)) : std::nullopt;
  }

 private:
  bool fault(std::string code, const Place& place, std::vector<std::string> details) {
    faults_.push_back({std::move(code), place, std::move(details)});
    return false;
  }

  // Which of the ways to give a spread; min_mode_max stands for low, likely and high. One way, not two.
  std::optional<Means> other_meaning() {
    std::vector<std::pair<std::string, Means>> ways;
    const auto add = [&](std::string_view key, Means means) {
      if (table_.has(key)) {
        ways.emplace_back(key, means);
      }
    };
    add("means", Means::min_mode_max);
    add("parameters", Means::parameters);
    add("quantiles", Means::quantiles);
    add("values", Means::list);
    add("edges", Means::list);
    add("file", Means::list);
    add("experts", Means::experts);
    if (ways.size() > 1) {
      fault("spread-two-ways", table_.place_of(ways[1].first), {ways[0].first, ways[1].first});
      return std::nullopt;
    }
    return ways.empty() ? Means::min_mode_max : ways.front().second;
  }

  bool read_shape() {
    const auto shape = table_.optional_one_of("shape", names_of(shape_names));
    if (!shape) {
      return table_.has("shape") ? false : fault("spread-incomplete", table_.place(), {"shape"});
    }
    spread_.shape = value_named(shape_names, *shape);
    if (!go_together(spread_.means, spread_.shape)) {
      return fault("spread-shape-and-meaning", table_.place_of("shape"), {*shape, std::string(name_of(spread_.means))});
    }
    return true;
  }

  bool read_three(const std::optional<Exact>& likely_elsewhere) {
    const auto low = table_.optional_number("low");
    auto likely = table_.optional_number("likely");
    if (!table_.has("likely")) {
      likely = likely_elsewhere;
    }
    const auto high = table_.optional_number("high");
    const auto means = table_.optional_one_of("means", names_of(means_names));
    // Keys that are there but wrong have their fault already; only what is missing is said here.
    bool complete = true;
    const auto need = [&](std::string_view key, bool there) {
      if (!there && !table_.has(key)) {
        fault("spread-incomplete", table_.place(), {std::string(key)});
      }
      complete = complete && there;
    };
    need("low", low.has_value());
    need("high", high.has_value());
    need("means", means.has_value());
    if (!means) {
      const auto shape = table_.optional_one_of("shape", names_of(shape_names));
      need("shape", shape.has_value());
      return false;
    }
    spread_.means = value_named(means_names, *means);
    if (!read_shape() || !complete || (table_.has("likely") && !likely)) {
      return false;
    }
    spread_.low = *low;
    spread_.likely = likely;
    spread_.high = *high;
    if (spread_.means != Means::min_max && !likely) {
      return fault("spread-incomplete", table_.place(), {"likely"});
    }
    const Exact middle = spread_.likely.value_or(spread_.low);
    const bool may_touch = spread_.means == Means::min_mode_max || spread_.means == Means::min_max;
    const bool ordered =
        may_touch ? spread_.low <= middle && middle <= spread_.high : spread_.low < middle && middle < spread_.high;
    if (!ordered) {
      return fault("spread-out-of-order", table_.place_of("low"),
                   {readable_text(spread_.low), spread_.likely ? readable_text(*spread_.likely) : "-",
                    readable_text(spread_.high)});
    }
    if (spread_.shape == Shape::lognormal && spread_.low.sign() <= 0) {
      return fault("spread-lognormal-not-positive", table_.place_of("low"), {readable_text(spread_.low)});
    }
    return true;
  }

  bool read_other(Means meaning) {
    spread_.means = meaning;
    spread_.bounded = false;
    if (!read_shape()) {
      return false;
    }
    switch (meaning) {
      case Means::parameters: return read_parameters();
      case Means::quantiles: return read_quantiles();
      case Means::list: return table_.has("file") ? read_file() : read_list();
      default: return read_experts();
    }
  }

  void bound(const Exact& low, const Exact& high) {
    spread_.low = low;
    spread_.high = high;
    spread_.bounded = true;
  }

  bool read_parameters() {
    const auto entry = table_.optional_table("parameters");
    if (!entry) {
      return false;
    }
    TableReader reader(*entry, faults_);
    bool good = true;
    for (const std::string& name : parameters_of(spread_.shape)) {
      if (name == "weight" && !reader.has(name)) {
        reader.optional_entry(name);
        continue;  // 4, as PERT had it first
      }
      const auto value = reader.number(name);
      good = good && value.has_value();
      spread_.numbers.push_back({name, value.value_or(Exact(0))});
    }
    reader.finish();
    if (good) {
      const auto* const low =
          number_named(spread_, spread_.shape == Shape::triangular || spread_.shape == Shape::pert ? "min" : "low");
      const auto* const high =
          number_named(spread_, spread_.shape == Shape::triangular || spread_.shape == Shape::pert ? "max" : "high");
      if (low != nullptr && high != nullptr) {
        bound(*low, *high);
      } else if (spread_.shape == Shape::binomial) {
        bound(0, *number_named(spread_, "trials"));
      }
    }
    return good;
  }

  bool read_quantiles() {
    const auto entry = table_.optional_table("quantiles");
    if (!entry) {
      return false;
    }
    TableReader reader(*entry, faults_);
    bool good = true;
    for (const auto& [name, value] : entry->members()) {
      if ((name == "low" || name == "high") && spread_.shape == Shape::beta) {
        continue;
      }
      const auto share = share_named(name);
      const auto number = reader.number(name);
      if (!share) {
        good = fault("spread-share-form", entry->key_place(name), {name});
      } else if (number) {
        spread_.numbers.push_back({name, *number});
      }
      good = good && number.has_value();
    }
    std::sort(spread_.numbers.begin(), spread_.numbers.end(), [](const SpreadNumber& a, const SpreadNumber& b) {
      return share_named(a.name).value_or(0) < share_named(b.name).value_or(0);
    });
    if (spread_.shape == Shape::beta) {
      for (const char* end : {"low", "high"}) {
        const auto number = reader.number(end);
        good = good && number.has_value();
        spread_.values.push_back(number.value_or(Exact(0)));
      }
    }
    reader.finish();
    if (good && spread_.numbers.empty()) {
      return fault("spread-incomplete", reader.place(), {"quantiles"});
    }
    if (good) {
      bound(spread_.numbers.front().value, spread_.numbers.back().value);
    }
    return good;
  }

  std::optional<std::vector<Exact>> numbers_of(const std::string& key) {
    const auto entry = table_.optional_entry(key);
    if (!entry) {
      fault("spread-incomplete", table_.place(), {key});
      return std::nullopt;
    }
    if (entry->form() != EntryForm::list) {
      table_.texts(key);  // says what is wanted
      return std::nullopt;
    }
    std::vector<Exact> numbers;
    bool good = true;
    for (const Entry& item : entry->items()) {
      auto number = exact_number(item);
      if (number) {
        numbers.push_back(*number);
      } else {
        append(faults_, std::move(number.error()));
        good = false;
      }
    }
    return good ? std::optional(std::move(numbers)) : std::nullopt;
  }

  bool read_list() {
    const bool histogram = spread_.shape == Shape::histogram;
    auto values = numbers_of(histogram ? "edges" : "values");
    std::optional<std::vector<Exact>> weights;
    const bool weighted = spread_.shape != Shape::empirical;
    if (weighted) {
      weights = numbers_of("weights");
    } else if (table_.has("weights")) {
      return fault("spread-two-ways", table_.place_of("weights"), {"values", "weights"});
    }
    if (!values || (weighted && !weights)) {
      return false;
    }
    spread_.values = std::move(*values);
    spread_.weights = weights.value_or(std::vector<Exact>{});
    return finish_list(table_.place_of(histogram ? "edges" : "values"));
  }

  bool finish_list(const Place& place) {
    if (spread_.values.empty()) {
      return fault("text-empty", place, {spread_.shape == Shape::histogram ? "edges" : "values"});
    }
    const auto [least, most] = std::minmax_element(spread_.values.begin(), spread_.values.end());
    bound(*least, *most);
    return true;
  }

  // A header and rows of plain numbers: `value` for empirical, `value,weight` for discrete, `from,to,weight` for a
  // histogram whose bins join.
  bool read_file() {
    const auto name = table_.optional_text("file");
    if (!name) {
      return false;
    }
    const Place place = table_.place_of("file");
    if (!beside_) {
      return fault("spread-file-not-here", place, {*name});
    }
    auto file = beside_(*name);
    if (!file) {
      for (Fault& why : file.error()) {
        why.place = why.place.file.empty() ? place : why.place;
      }
      append(faults_, std::move(file.error()));
      return false;
    }
    spread_.file = *name;
    const std::vector<std::string> columns = spread_.shape == Shape::empirical ? std::vector<std::string>{"value"}
                                             : spread_.shape == Shape::discrete
                                                 ? std::vector<std::string>{"value", "weight"}
                                                 : std::vector<std::string>{"from", "to", "weight"};
    std::uint32_t line = 0;
    std::string_view rest = file->text;
    if (rest.starts_with("\xef\xbb\xbf")) {
      rest.remove_prefix(3);  // some spreadsheets write it
    }
    bool good = true;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view row = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      ++line;
      if (row.ends_with('\r')) {
        row.remove_suffix(1);
      }
      if (row.empty() && rest.empty()) {
        break;
      }
      std::vector<std::string> cells;
      for (std::size_t from = 0; from <= row.size();) {
        const std::size_t comma = std::min(row.find(',', from), row.size());
        cells.emplace_back(row.substr(from, comma - from));
        from = comma + 1;
      }
      const Place here{file->name, line, 1};
      if (line == 1) {
        if (cells != columns) {
          return fault("spread-file-columns", here, {std::string(row), joined_with_commas(columns)});
        }
        continue;
      }
      if (cells.size() != columns.size()) {
        good = fault("spread-file-row", here,
                     {std::to_string(cells.size()), std::to_string(columns.size()), joined_with_commas(columns)});
        continue;
      }
      if (line > most_rows) {
        return fault("spread-file-rows", here, {std::to_string(most_rows)});
      }
      good = read_row(cells, here) && good;
    }
    return good && finish_list(Place{file->name, 0, 0});
  }

  static std::string joined_with_commas(const std::vector<std::string>& columns) {
    std::string text;
    for (const std::string& column : columns) {
      text += (text.empty() ? "" : ",") + column;
    }
    return text;
  }

  bool read_row(const std::vector<std::string>& cells, const Place& here) {
    std::vector<Exact> numbers;
    for (const std::string& cell : cells) {
      auto number = read_decimal(cell, here);
      if (!number) {
        append(faults_, std::move(number.error()));
        return false;
      }
      numbers.push_back(*number);
    }
    if (spread_.shape == Shape::histogram) {
      if (spread_.values.empty()) {
        spread_.values.push_back(numbers[0]);
      } else if (spread_.values.back() != numbers[0]) {
        return fault("spread-file-bins", here, {readable_text(numbers[0]), readable_text(spread_.values.back())});
      }
      spread_.values.push_back(numbers[1]);
      spread_.weights.push_back(numbers[2]);
    } else {
      spread_.values.push_back(numbers[0]);
      if (numbers.size() > 1) {
        spread_.weights.push_back(numbers[1]);
      }
    }
    return true;
  }

  bool read_experts() {
    const std::vector<Entry> entries = table_.tables("experts");
    if (entries.size() < 2) {
      return fault("spread-one-expert", table_.place_of("experts"), {std::to_string(entries.size())});
    }
    bool good = true;
    std::set<std::string> ids;
    for (const Entry& entry : entries) {
      TableReader reader(entry, faults_);
      SpreadExpert expert;
      expert.id = reader.identifier("id").value_or("");
      if (!expert.id.empty() && !ids.insert(expert.id).second) {
        good = fault("name-twice", reader.place_of("id"), {expert.id});
      }
      expert.source = reader.text("source").value_or("");
      expert.source_place = reader.place_of("source");
      expert.pin = reader.optional_text("pin").value_or("");
      if (const auto weight = reader.optional_number("weight")) {
        expert.weight = *weight;
      }
      auto spread = SpreadReader(reader, faults_, beside_).read(std::nullopt);
      if (!spread && !has_spread(reader)) {
        fault("spread-incomplete", reader.place(), {"shape"});
      }
      if (spread && spread->means == Means::experts) {
        good = fault("spread-shape-and-meaning", reader.place_of("shape"), {"pool", "experts"});
      }
      reader.finish();
      if (!spread) {
        good = false;
        continue;
      }
      expert.spread = std::move(*spread);
      spread_.experts.push_back(std::move(expert));
    }
    if (good && std::all_of(spread_.experts.begin(), spread_.experts.end(),
                            [](const SpreadExpert& expert) { return expert.spread.bounded; })) {
      Exact low = spread_.experts.front().spread.low;
      Exact high = spread_.experts.front().spread.high;
      for (const SpreadExpert& expert : spread_.experts) {
        low = std::min(low, expert.spread.low);
        high = std::max(high, expert.spread.high);
      }
      bound(low, high);
    }
    return good;
  }

  bool read_limits() {
    spread_.at_least = table_.optional_number("at_least");
    spread_.at_most = table_.optional_number("at_most");
    if (spread_.bounded && spread_.means != Means::min_mode_max && spread_.means != Means::min_max) {
      if (spread_.at_least) spread_.low = std::max(spread_.low, *spread_.at_least);
      if (spread_.at_most) spread_.high = std::min(spread_.high, *spread_.at_most);
    } else if (!spread_.bounded && spread_.at_least && spread_.at_most) {
      bound(*spread_.at_least, *spread_.at_most);
    }
    return table_.has("at_least") == spread_.at_least.has_value() &&
           table_.has("at_most") == spread_.at_most.has_value();
  }

  TableReader& table_;
  Faults& faults_;
  const BesideFile& beside_;
  Spread spread_;
};

std::vector<double> doubles_of(const std::vector<Exact>& values) {
  std::vector<double> doubles;
  doubles.reserve(values.size());
  for (const Exact& value : values) {
    doubles.push_back(value.to_double());
  }
  return doubles;
}

Outcome<Elicited> fitted(const Spread& spread) {
  std::vector<QuantilePair> pairs;
  if (spread.means == Means::quantiles) {
    for (const SpreadNumber& number : spread.numbers) {
      pairs.push_back({share_named(number.name)->to_double(), number.value.to_double()});
    }
    if (spread.shape == Shape::beta) {
      return beta_from_quantiles(pairs, spread.values[0].to_double(), spread.values[1].to_double(), spread.place);
    }
  } else {
    const double tail = spread.means == Means::p05_p50_p95 ? 0.05 : 0.10;
    pairs = {{tail, spread.low.to_double()}, {0.5, spread.likely->to_double()}, {1 - tail, spread.high.to_double()}};
  }
  return from_quantiles(name_of(spread.shape), pairs, spread.place);
}

Outcome<Distribution> of_parameters(const Spread& spread) {
  const auto at = [&](std::size_t i) { return spread.numbers[i].value.to_double(); };
  const Place& place = spread.place;
  switch (spread.shape) {
    case Shape::triangular: return Distribution::triangular(at(0), at(1), at(2), place);
    case Shape::pert: return Distribution::pert(at(0), at(1), at(2), spread.numbers.size() > 3 ? at(3) : 4, place);
    case Shape::uniform: return Distribution::uniform(at(0), at(1), place);
    case Shape::normal: return Distribution::normal(at(0), at(1), place);
    case Shape::lognormal: return Distribution::lognormal(at(0), at(1), place);
    case Shape::beta: return Distribution::beta(at(0), at(1), at(2), at(3), place);
    case Shape::gamma: return Distribution::gamma(at(0), at(1), place);
    case Shape::weibull: return Distribution::weibull(at(0), at(1), place);
    case Shape::student_t: return Distribution::student_t(at(0), at(1), at(2), place);
    case Shape::poisson: return Distribution::poisson(at(0), place);
    case Shape::binomial: return Distribution::binomial(at(0), at(1), place);
    case Shape::discrete:
    case Shape::histogram:
    case Shape::empirical:
    case Shape::pool: break;
  }
  report_bug("a shape with parameters has them", std::source_location::current());
}

Outcome<Distribution> of_list(const Spread& spread) {
  switch (spread.shape) {
    case Shape::discrete:
      return Distribution::discrete(doubles_of(spread.values), doubles_of(spread.weights), spread.place);
    case Shape::histogram:
      return Distribution::histogram(doubles_of(spread.values), doubles_of(spread.weights), spread.place);
    default: return Distribution::empirical(doubles_of(spread.values), spread.place);
  }
}

Outcome<Distribution> of_range(const Spread& spread) {
  const double low = spread.low.to_double();
  const double high = spread.high.to_double();
  const double likely = spread.likely ? spread.likely->to_double() : low;
  return spread.low == spread.high        ? Distribution::point(low, spread.place)
         : spread.shape == Shape::pert    ? Distribution::pert(low, likely, high, 4, spread.place)
         : spread.means == Means::min_max ? Distribution::uniform(low, high, spread.place)
                                          : Distribution::triangular(low, likely, high, spread.place);
}

Outcome<Checked<Distribution>> whole(const Spread& spread) {
  Faults warnings;
  const auto checked = [&](Outcome<Distribution> made) -> Outcome<Checked<Distribution>> {
    if (!made) {
      return refuse(std::move(made.error()));
    }
    return Checked<Distribution>{std::move(*made), std::move(warnings)};
  };
  switch (spread.means) {
    case Means::min_mode_max:
    case Means::min_max: return checked(of_range(spread));
    case Means::parameters: return checked(of_parameters(spread));
    case Means::list: return checked(of_list(spread));
    case Means::experts: {
      std::vector<Distribution> parts;
      std::vector<double> weights;
      Faults faults;
      for (const SpreadExpert& expert : spread.experts) {
        auto part = distribution_of(expert.spread);
        if (!part) {
          append(faults, std::move(part.error()));
          continue;
        }
        append(warnings, std::move(part->faults));
        parts.push_back(std::move(part->value));
        weights.push_back(expert.weight.to_double());
      }
      if (!faults.empty()) {
        return refuse(std::move(faults));
      }
      return checked(Distribution::mixture(std::move(parts), std::move(weights), spread.place));
    }
    case Means::p05_p50_p95:
    case Means::p10_p50_p90:
    case Means::quantiles: break;
  }
  auto fit = fitted(spread);
  if (!fit) {
    return refuse(std::move(fit.error()));
  }
  return Checked<Distribution>{std::move(fit->distribution), std::move(fit->warnings)};
}

}  // namespace

std::string_view name_of(Means means) {
  for (const auto& row : means_names) {
    if (row.first == means) {
      return row.second;
    }
  }
  for (const auto& row : other_means_names) {
    if (row.first == means) {
      return row.second;
    }
  }
  report_bug("a meaning has a name", std::source_location::current());
}

std::string_view name_of(Shape shape) {
  for (const auto& row : shape_names) {
    if (row.first == shape) {
      return row.second;
    }
  }
  report_bug("a shape has a name", std::source_location::current());
}

bool has_spread(const TableReader& table) {
  return std::any_of(spread_keys.begin(), spread_keys.end(),
                     [&](std::string_view key) { return key != "likely" && table.has(key); });
}

std::optional<Spread> read_spread(TableReader& table, Faults& faults, const std::optional<Exact>& likely_elsewhere,
                                  const BesideFile& beside) {
  return SpreadReader(table, faults, beside).read(likely_elsewhere);
}

Outcome<Checked<Distribution>> distribution_of(const Spread& spread) {
  auto made = whole(spread);
  if (!made || (!spread.at_least && !spread.at_most)) {
    return made;
  }
  constexpr double none = std::numeric_limits<double>::infinity();
  auto cut = made->value.truncated(spread.at_least ? spread.at_least->to_double() : -none,
                                   spread.at_most ? spread.at_most->to_double() : none, spread.place);
  if (!cut) {
    return refuse(std::move(cut.error()));
  }
  made->value = std::move(*cut);
  return made;
}

std::vector<double> residuals_of(const Spread& spread) {
  const bool said =
      spread.means == Means::p05_p50_p95 || spread.means == Means::p10_p50_p90 || spread.means == Means::quantiles;
  if (!said) {
    return {};
  }
  auto fit = fitted(spread);
  return fit ? fit->residuals : std::vector<double>{};
}

std::string numbers_text(const Spread& spread, const std::function<std::string(const Exact&)>& shown) {
  std::vector<std::string> parts;
  switch (spread.means) {
    case Means::parameters:
    case Means::quantiles:
      for (const SpreadNumber& number : spread.numbers) {
        parts.push_back(number.name + " " + shown(number.value));
      }
      break;
    case Means::list:
      parts.push_back(std::to_string(spread.values.size()) + ": " + shown(spread.low));
      parts.push_back(shown(spread.high));
      break;
    case Means::experts:
      for (const SpreadExpert& expert : spread.experts) {
        parts.push_back(expert.id + " (" + shown(expert.weight) + "): " + std::string(name_of(expert.spread.shape)) +
                        " " + numbers_text(expert.spread, shown));
      }
      break;
    default:
      parts.push_back(shown(spread.low));
      if (spread.likely && spread.means != Means::min_max) {
        parts.push_back(shown(*spread.likely));
      }
      parts.push_back(shown(spread.high));
  }
  if (spread.at_least) {
    parts.push_back("\u2265 " + shown(*spread.at_least));
  }
  if (spread.at_most) {
    parts.push_back("\u2264 " + shown(*spread.at_most));
  }
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : "; ") + part;
  }
  return text;
}

void sources_in(const Spread& spread, const std::function<void(const std::string&, const Place&)>& each) {
  for (const SpreadExpert& expert : spread.experts) {
    if (!expert.source.empty()) {
      each(expert.source, expert.source_place);
    }
  }
}

}  // namespace restituo
