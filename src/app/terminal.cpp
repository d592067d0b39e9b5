#include "terminal.hpp"

#include <cstdio>
#include <string>

#include <fmt/core.h>
#include <unistd.h>

namespace restituo {
namespace {

constexpr auto between_bars = std::chrono::milliseconds(200);
constexpr auto between_lines = std::chrono::seconds(5);

// ", about 3 min left": as exact as a guess is.
std::string time_left(double seconds, Language language) {
  const char* const form = language == Language::en ? ", about {} left" : ", faltan unos {}";
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  const std::string time = whole < 100          ? fmt::format("{} s", whole)
                           : whole < 100 * 60   ? fmt::format("{} min", (whole + 30) / 60)
                           : whole < 100 * 3600 ? fmt::format("{} h", (whole + 1800) / 3600)
                                                : fmt::format("{} d", (whole + 43200) / 86400);
  return fmt::format(fmt::runtime(form), time);
}

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

Progress::Progress(Language language, bool quiet, Words doing)
    : language_(language),
      quiet_(quiet),
      on_terminal_(::isatty(STDERR_FILENO) == 1),
      doing_(std::move(doing)),
      begin_(std::chrono::steady_clock::now()),
      last_(begin_) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (shown_ && on_terminal_) {
    fmt::print(stderr, "\r\x1b[K");
  }
  shown_ = false;
}

void Progress::show(std::uint64_t done, std::uint64_t wanted) {
  const auto now = std::chrono::steady_clock::now();
  if (!done_at_begin_) {
    done_at_begin_ = done;
  }
  if (quiet_ || wanted == 0 ||
      now - last_ < (on_terminal_ ? std::chrono::steady_clock::duration(between_bars) : between_lines)) {
    return;
  }
  last_ = now;
  shown_ = true;
  const auto percent = static_cast<int>(done * 100 / wanted);
  const std::chrono::duration<double> spent = now - begin_;
  const std::uint64_t here = done - *done_at_begin_;
  const std::string left =
      here == 0 || done >= wanted
          ? std::string()
          : time_left(spent.count() / static_cast<double>(here) * static_cast<double>(wanted - done), language_);
  if (on_terminal_) {
    const auto filled = static_cast<std::size_t>(percent / 4);
    fmt::print(stderr, "\r{} [{:<25}] {:3}%{}\x1b[K", doing_.in(language_), std::string(filled, '#'), percent, left);
  } else {
    fmt::print(stderr, "{} {}%{}\n", doing_.in(language_), percent, left);
  }
  std::fflush(stderr);
}

}  // namespace restituo
