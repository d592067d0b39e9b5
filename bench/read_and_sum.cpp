// Reads a ledger of movements with the project's own reader and adds its amounts up, nothing else: read_and_sum FILE.
// The measure that tracing is held against: bench/tracing_against_python.py RESTITUO --reader
// build/release/bench/read_and_sum.
#include <cstdio>
#include <memory>

#include <restituo/ledger/ledger.hpp>

int main(int count, char** words) {
  using namespace restituo;
  if (count != 2) {
    std::fputs("read_and_sum FILE\n", stderr);
    return 2;
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(words[1], "rb"), std::fclose);
  if (!file) {
    std::perror(words[1]);
    return 2;
  }
  const TextSource source{words[1], [&](std::span<char> room) -> std::optional<std::size_t> {
                            const std::size_t read = std::fread(room.data(), 1, room.size(), file.get());
                            return std::ferror(file.get()) != 0 ? std::nullopt : std::optional(read);
                          }};
  LedgerNames names;
  MinorUnits sum = 0;
  const auto summary = read_movements(source, {}, names, [&](std::span<const Movement> block) {
    for (const Movement& movement : block) sum += movement.amount;
  });
  if (!summary) {
    std::fputs("refused: restituo check says why\n", stderr);
    return 2;
  }
  std::printf("%s\n", minor_units_text(sum, 2).c_str());
  return 0;
}
