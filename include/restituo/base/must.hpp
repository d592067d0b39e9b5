// must(...) guards what only our own mistake can break. It throws Bug; the program ends with exit code 70.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string_view>

namespace restituo {

class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void report_bug(std::string_view expectation, const std::source_location& place);

inline void must(bool holds, std::string_view expectation,
                 const std::source_location& place = std::source_location::current()) {
  if (!holds) [[unlikely]] {
    report_bug(expectation, place);
  }
}

}  // namespace restituo
