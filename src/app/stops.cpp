#include "stops.hpp"

#include <cstdlib>

namespace restituo {
namespace {

volatile std::sig_atomic_t stopped_by = 0;

void note(int signal) { stopped_by = signal; }

}  // namespace

Stops::Stops() {
  struct sigaction action {};
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < signals.size(); ++i) {
    sigaction(signals[i], &action, &before_[i]);
    if (before_[i].sa_handler == SIG_IGN) {  // nohup means it
      sigaction(signals[i], &before_[i], nullptr);
    }
  }
}

Stops::~Stops() {
  for (std::size_t i = 0; i < signals.size(); ++i) {
    sigaction(signals[i], &before_[i], nullptr);
  }
}

bool Stops::asked() { return stopped_by != 0; }

void Stops::obey() {
  const int signal = stopped_by;
  std::signal(signal, SIG_DFL);
  std::raise(signal);
  std::_Exit(128 + signal);
}

}  // namespace restituo
