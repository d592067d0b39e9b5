// A TextSource hands over the bytes of a file, piece by piece, without the library having to open it.
//
// `read` fills as much of the room as it can and says how much that was; 0 is the end, nothing at all means that
// reading failed (a disk error, a folder), and then no figure may rest on what came before. Only `app` makes one from a
// file.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace restituo {

struct TextSource {
  std::string name;  // by which faults call the file
  std::function<std::optional<std::size_t>(std::span<char> room)> read;
};

// The whole text at once, for tests and small files.
TextSource source_from(std::string name, std::string text);

}  // namespace restituo
