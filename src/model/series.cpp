#include <restituo/model/series.hpp>

#include <algorithm>

#include <restituo/base/digest.hpp>

namespace restituo {

namespace {

// The row that holds on `date`, be its value known or missing.
const SeriesValue* row_on(const Series& series, const Date& date) {
  const auto& values = series.values;
  if (values.empty() || date > series.until) {
    return nullptr;
  }
  const auto after = std::upper_bound(values.begin(), values.end(), date,
                                      [](const Date& day, const SeriesValue& value) { return day < value.from; });
  if (after == values.begin()) {
    return nullptr;
  }
  const SeriesValue& value = *std::prev(after);
  const bool same_year = value.from.year() == date.year();
  const bool holds_then = series.holds == Holds::until_next ||
                          (same_year && (series.holds == Holds::year || value.from.month() == date.month()));
  return holds_then ? &value : nullptr;
}

}  // namespace

const SeriesValue* Series::value_on(const Date& date) const {
  const SeriesValue* row = row_on(*this, date);
  return row == nullptr || !row->missing.empty() ? nullptr : row;
}

Fault Series::no_value_on(const Date& date, const Place& at) const {
  const SeriesValue* row = row_on(*this, date);
  if (row != nullptr && !row->missing.empty()) {
    return {.code = "series-value-missing", .place = at, .details = {id, date.text(), row->missing}};
  }
  return {
      .code = "series-outside", .place = at, .details = {id, date.text(), values.front().from.text(), until.text()}};
}

std::optional<Date> Series::first_day_without(const Period& period) const {
  for (Date day = period.first_counted(); period.days() > 0 && day <= period.last_counted(); day = day.plus_days(1)) {
    if (value_on(day) == nullptr) {
      return day;
    }
  }
  return std::nullopt;
}

std::optional<std::vector<Period>> Series::spans_of(const Period& period) const {
  std::vector<Period> spans;
  if (period.days() == 0) {
    return spans;
  }
  Date begin = period.first_counted();
  const SeriesValue* current = value_on(begin);
  if (current == nullptr) {
    return std::nullopt;
  }
  for (Date day = begin; day <= period.last_counted(); day = day.plus_days(1)) {
    const SeriesValue* value = value_on(day);
    if (value == nullptr) {
      return std::nullopt;
    }
    if (value != current) {
      spans.emplace_back(begin, day.plus_days(-1), DayRule::both);
      begin = day;
      current = value;
    }
  }
  spans.emplace_back(begin, period.last_counted(), DayRule::both);
  return spans;
}

std::optional<Series> read_series(const FileText& file, Faults& faults) {
  const std::size_t before = faults.size();
  auto document = Document::parse(file);
  if (!document) {
    append(faults, std::move(document.error()));
    return std::nullopt;
  }
  TableReader reader(document->root(), faults);
  Series series;
  series.place = {file.name, 1, 0};
  series.digest = sha256_hex(file.text);
  reader.format_version();
  series.id = reader.identifier("id").value_or("");
  series.title = reader.words("title").value_or(Words{});
  series.unit = reader.unit("unit").value_or(Unit());
  series.direction = reader.optional_text("direction").value_or("");
  const std::string holds = reader.one_of("holds", {"until-next", "month", "year"}).value_or("until-next");
  series.holds = holds == "month" ? Holds::month : holds == "year" ? Holds::year : Holds::until_next;
  series.until = reader.date("until").value_or(Date());
  for (const Entry& row : reader.tables("value")) {
    TableReader value(row, faults);
    SeriesValue entry;
    entry.place = value.place();
    const auto from = value.date("from");
    entry.missing = value.optional_text("missing").value_or("");
    std::optional<Exact> number = Exact(0);
    if (entry.missing.empty()) {
      number = value.number("value");
      entry.citation = {value.text("source").value_or(""), value.text("pin").value_or("")};
      entry.status = status_from_name(value.one_of("status", {"read", "derived", "recalled"}).value_or("read")).value();
    }
    entry.note = value.optional_text("note").value_or("");
    if (entry.status == Status::derived && entry.note.empty()) {
      value.fault("derived-without-note", entry.place, {series.id});
    }
    value.finish();
    if (from && number) {
      entry.from = *from;
      entry.value = *number;
      if (!series.values.empty() && entry.from <= series.values.back().from) {
        faults.push_back({.code = "series-out-of-order",
                          .place = entry.place,
                          .details = {entry.from.text(), series.values.back().from.text()}});
      }
      if (entry.from > series.until) {
        faults.push_back(
            {.code = "series-beyond-end", .place = entry.place, .details = {entry.from.text(), series.until.text()}});
      }
      series.values.push_back(std::move(entry));
    }
  }
  for (const Entry& row : reader.tables("caution")) {
    TableReader table(row, faults);
    const auto first = table.date("from");
    const auto last = table.date("to");
    Words says = table.words("says").value_or(Words{});
    table.finish();
    if (first && last && *last < *first) {
      table.fault("period-reversed", table.place(), {first->text(), last->text()});
    } else if (first && last) {
      series.cautions.push_back({*first, *last, std::move(says), table.place()});
    }
  }
  for (const Entry& row : reader.tables("source")) {
    if (auto source = read_source(row, faults)) {
      series.sources.push_back(std::move(*source));
    }
  }
  if (!reader.has("value")) {
    faults.push_back({.code = "key-missing", .place = series.place, .details = {"[[value]]"}});
  }
  reader.finish();
  if (faults.size() != before && refuses(Faults(faults.begin() + static_cast<std::ptrdiff_t>(before), faults.end()))) {
    return std::nullopt;
  }
  return series;
}

}  // namespace restituo
