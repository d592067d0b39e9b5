// JSON text in a fixed order of keys, the same bytes on every run and in every locale.
//
// A writer of our own and not a library's: doubles must be written as quantity writes them everywhere (double_text, the
// shortest text that reads back as the same double), and a library gives no place for that.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace restituo {

class JsonWriter {
 public:
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_list() { begin('['); }
  void end_list() { end(']'); }

  void key(std::string_view name);
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(double number);  // must be finite
  void value(std::uint64_t number);
  void value(bool truth);
  void null();

  template <class T>
  void member(std::string_view name, const T& what) {
    key(name);
    value(what);
  }
  void member_null(std::string_view name) {
    key(name);
    null();
  }
  void texts(std::string_view name, const std::vector<std::string>& items);

  // The whole text, with a final newline. Ends the writer.
  std::string take();

 private:
  void begin(char bracket);
  void end(char bracket);
  void separate();
  void quote(std::string_view text);

  std::string text_;
  std::vector<bool> filled_;  // for each open bracket: whether something stands in it
  bool behind_key_ = false;
};

}  // namespace restituo
