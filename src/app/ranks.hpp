// The processes of one `mpirun`: who we are among them, and messages between rank 0 and the others.
//
// Nothing of MPI is linked. Under mpirun (its environment says so) the shared object librestituo_mpi.so beside the
// program is loaded; anywhere else there is one process, and no MPI need be installed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <restituo/base/outcome.hpp>

struct RestituoRanks;

namespace restituo {

struct RankMessage {
  int from = 0;
  std::string bytes;
};

class Ranks {
 public:
  // A fault where mpirun started several processes and they cannot find each other. Call once.
  static Outcome<Ranks> join();

  int rank() const;
  int size() const;
  bool leads() const { return rank() == 0; }

  void send(int to, std::string_view bytes) const;
  // The next message; nothing where none came within so many milliseconds (below 0: however long it takes).
  std::optional<RankMessage> receive(int milliseconds) const;
  // Ends all ranks at once.
  void abandon(int exit_code) const;
  // Every rank comes here at its end.
  void finish() const;

 private:
  const RestituoRanks* part_ = nullptr;  // nothing where there is one process
};

}  // namespace restituo
