// What tables of reports share beyond CsvWriter.
#pragma once

#include <initializer_list>

#include <restituo/base/csv.hpp>

namespace restituo {

inline void csv_header(CsvWriter& csv, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    csv.text(name);
  }
  csv.end_line();
}

}  // namespace restituo
