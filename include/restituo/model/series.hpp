// A Series is a number that the law or a statistical office sets from time to time: a minimum wage, a price index, a
// rate.
//
// Each value holds from its date until the next one, or for its month or year only; the series ends on the last day
// that was checked. A date outside is an error, never an extrapolation.
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
  Citation citation;
  Status status = Status::read;
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
  std::string digest;               // of the file
  Place place;

  // The value that holds on `date`; nothing outside the series or in a gap.
  const SeriesValue* value_on(const Date& date) const;
  // The stretches of `period` in which one value holds; each counts both its ends. Nothing where a day is outside.
  std::optional<std::vector<Period>> spans_of(const Period& period) const;
};

std::optional<Series> read_series(const FileText& file, Faults& faults);

}  // namespace restituo
