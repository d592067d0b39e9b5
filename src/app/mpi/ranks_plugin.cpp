// The MPI part of `restituo sweep`: six calls of MPI and nothing that knows what a sweep is.
//
// Waiting is done by looking and sleeping, not by a blocking receive: Open MPI's spins, and would take a processor from
// the threads that compute.
#include "ranks_plugin.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include <mpi.h>

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto shortest_nap = std::chrono::microseconds(20);
constexpr auto longest_nap = std::chrono::microseconds(1000);

void send(int to, const void* bytes, unsigned long count) {
  MPI_Send(bytes, static_cast<int>(count), MPI_BYTE, to, 0, MPI_COMM_WORLD);
}

int receive(int milliseconds, int* from, const void** bytes, unsigned long* count) {
  static std::vector<char> message;
  const auto until = Clock::now() + std::chrono::milliseconds(milliseconds);
  auto nap = shortest_nap;
  while (true) {
    int there = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &there, &status);
    if (there != 0) {
      int size = 0;
      MPI_Get_count(&status, MPI_BYTE, &size);
      message.resize(static_cast<std::size_t>(std::max(size, 1)));
      MPI_Recv(message.data(), size, MPI_BYTE, status.MPI_SOURCE, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
      *from = status.MPI_SOURCE;
      *bytes = message.data();
      *count = static_cast<unsigned long>(size);
      return 1;
    }
    if (milliseconds >= 0 && Clock::now() >= until) {
      return 0;
    }
    std::this_thread::sleep_for(nap);
    nap = std::min(nap * 2, longest_nap);
  }
}

void abandon(int exit_code) { MPI_Abort(MPI_COMM_WORLD, exit_code); }

void finish() { MPI_Finalize(); }

}  // namespace

const RestituoRanks* restituo_join_ranks() {
  static RestituoRanks ranks{1, 0, 1, send, receive, abandon, finish};
  int level = 0;
  if (MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level) != MPI_SUCCESS) {
    return nullptr;
  }
  MPI_Comm_rank(MPI_COMM_WORLD, &ranks.rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks.size);
  return &ranks;
}
