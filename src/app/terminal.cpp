#include "terminal.hpp"

#include <cstdio>

#include <fmt/core.h>
#include <unistd.h>

namespace restituo {
namespace {

constexpr auto between_bars = std::chrono::milliseconds(200);
constexpr auto between_lines = std::chrono::seconds(5);

}  // namespace

void print_faults(const Faults& faults, Language language) {
  for (const Severity severity : {Severity::refuse, Severity::warn}) {
    for (const Fault& fault : faults) {
      if (fault.severity == severity) {
        fmt::print(stderr, "{}\n", text_of(fault, language));
      }
    }
  }
}

Progress::Progress(Language language, bool quiet)
    : language_(language),
      quiet_(quiet),
      on_terminal_(::isatty(STDERR_FILENO) == 1),
      last_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (shown_ && on_terminal_) {
    fmt::print(stderr, "\r\x1b[K");
  }
}

void Progress::show(std::uint64_t done, std::uint64_t wanted) {
  const auto now = std::chrono::steady_clock::now();
  if (quiet_ || wanted == 0 ||
      now - last_ < (on_terminal_ ? std::chrono::steady_clock::duration(between_bars) : between_lines)) {
    return;
  }
  last_ = now;
  shown_ = true;
  const auto percent = static_cast<int>(done * 100 / wanted);
  const char* const simulating = language_ == Language::en ? "simulating" : "simulando";
  if (on_terminal_) {
    const auto filled = static_cast<std::size_t>(percent / 4);
    fmt::print(stderr, "\r{} [{:<25}] {:3}%", simulating, std::string(filled, '#'), percent);
  } else {
    fmt::print(stderr, "{} {}%\n", simulating, percent);
  }
  std::fflush(stderr);
}

}  // namespace restituo
