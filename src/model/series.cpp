#include <restituo/model/series.hpp>

#include <algorithm>

#include <restituo/base/digest.hpp>

namespace restituo {

const SeriesValue* Series::value_on(const Date& date) const {
  if (values.empty() || date > until) {
    return nullptr;
  }
  const auto after = std::upper_bound(values.begin(), values.end(), date,
                                      [](const Date& day, const SeriesValue& value) { return day < value.from; });
  if (after == values.begin()) {
    return nullptr;
  }
  const SeriesValue& value = *std::prev(after);
  const bool same_year = value.from.year() == date.year();
  const bool holds_then =
      holds == Holds::until_next || (same_year && (holds == Holds::year || value.from.month() == date.month()));
  return holds_then ? &value : nullptr;
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
    const auto number = value.number("value");
    entry.citation = {value.text("source").value_or(""), value.text("pin").value_or("")};
    entry.status = status_from_name(value.one_of("status", {"read", "derived", "recalled"}).value_or("read")).value();
    value.optional_text("note");
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
