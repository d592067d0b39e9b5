// Ctrl-C, and a time limit of a cluster: a long run hears of it, ends what must be whole, and then stops as told.
#pragma once

#include <array>
#include <csignal>

namespace restituo {

class Stops {
 public:
  Stops();   // from here on the signals are only noted
  ~Stops();  // and from here on they do again what they did before
  Stops(const Stops&) = delete;
  Stops& operator=(const Stops&) = delete;

  static bool asked();
  // Ends this process by the signal that asked, as if nobody had caught it: whoever waits for it sees the same.
  [[noreturn]] static void obey();

 private:
  static constexpr std::array<int, 3> signals{SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, 3> before_{};
};

}  // namespace restituo
