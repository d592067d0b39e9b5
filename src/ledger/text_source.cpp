#include <restituo/ledger/text_source.hpp>

#include <algorithm>
#include <memory>

namespace restituo {

TextSource source_from(std::string name, std::string text) {
  struct Reading {
    std::string text;
    std::size_t at = 0;
  };
  // Shared, because a std::function must be copyable.
  auto reading = std::make_shared<Reading>(Reading{std::move(text), 0});
  return {std::move(name), [reading](std::span<char> room) -> std::optional<std::size_t> {
            const std::size_t count = std::min(room.size(), reading->text.size() - reading->at);
            std::copy_n(reading->text.data() + reading->at, count, room.data());
            reading->at += count;
            return count;
          }};
}

}  // namespace restituo
