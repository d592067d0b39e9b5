// A Series is a number that the law or a statistical office sets from time to time: a minimum wage, a price index, a
// rate.
//
// Each value holds from its date until the next one, or for its month or year only; the series ends on the last day
// that was checked. A date outside is an error, never an extrapolation; so is a stretch for which no text that was read
// gives the value, which stands in the file as `missing`. A caution (a decree under appeal, one copy of a table only)
// goes with every figure that uses its stretch. A file may describe its own sources, so that one file can be handed on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <restituo/model/source.hpp>
#include <restituo/quantity/period.hpp>
#include <restituo/quantity/unit.hpp>

namespace restituo {

enum class Holds { until_next, month, year };

struct SeriesValue {
  Date from;
  Exact value;
  std::string missing;  // why there is no value from here on; empty where there is one
  Citation citation;
  Status status = Status::read;
  std::string note;
  Place place;
};

// What must be said beside a figure that uses a value of these days.
struct SeriesCaution {
  Date from;
  Date to;
  Words says;
  Place place;
};

struct Series {
  std::string id;
  Words title;
  Unit unit;
  std::string direction;
  Holds holds = Holds::until_next;
  Date until;
  std::vector<SeriesValue> values;  // by date, ascending
  std::vector<SeriesCaution> cautions;
  std::vector<Source> sources;  // described in the file itself
  std::string digest;           // of the file
  Place place;

  // The value that holds on `date`; nothing outside the series or in a gap.
  const SeriesValue* value_on(const Date& date) const;
  // Why it has none: outside, or missing.
  Fault no_value_on(const Date& date, const Place& place) const;
  // The first day of `period` without a value; nothing where every day has one.
  std::optional<Date> first_day_without(const Period& period) const;
  // The stretches of `period` in which one value holds; each counts both its ends. Nothing where a day is outside.
  std::optional<std::vector<Period>> spans_of(const Period& period) const;
};

std::optional<Series> read_series(const FileText& file, Faults& faults);

}  // namespace restituo
