#include <restituo/base/must.hpp>

#include <string>

namespace restituo {

void report_bug(std::string_view expectation, const std::source_location& place) {
  throw Bug(std::string(place.file_name()) + ":" + std::to_string(place.line()) + ": expected that " +
            std::string(expectation));
}

}  // namespace restituo
