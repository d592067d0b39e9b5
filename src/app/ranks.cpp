#include "ranks.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

#include <dlfcn.h>

#include "ranks_plugin.hpp"

namespace restituo {
namespace {

constexpr const char* file_name = "librestituo_mpi.so";

// How many processes mpirun of Open MPI started; 1 where nobody did.
int processes_started() {
  const char* const size = std::getenv("OMPI_COMM_WORLD_SIZE");
  return size == nullptr ? 1 : std::max(1, std::atoi(size));
}

std::vector<std::filesystem::path> places() {
  std::error_code error;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  return {folder / file_name, folder.parent_path() / "lib" / "restituo" / file_name};
}

}  // namespace

Outcome<Ranks> Ranks::join() {
  Ranks ranks;
  const int processes = processes_started();
  if (processes == 1) {
    return ranks;
  }
  std::string why = file_name;
  for (const auto& place : places()) {
    std::error_code error;
    if (!std::filesystem::exists(place, error)) {
      continue;
    }
    // Open MPI loads parts of itself that look for its symbols among the global ones.
    void* const part = ::dlopen(place.c_str(), RTLD_NOW | RTLD_GLOBAL);
    void* const symbol = part == nullptr ? nullptr : ::dlsym(part, "restituo_join_ranks");
    if (symbol == nullptr) {
      why = ::dlerror();
      continue;
    }
    ranks.part_ = reinterpret_cast<RestituoJoinRanks>(symbol)();
    if (ranks.part_ != nullptr && ranks.part_->layout == 1) {
      return ranks;
    }
    why = place.string();
    ranks.part_ = nullptr;
  }
  return refuse({.code = "sweep-ranks", .place = {}, .details = {std::to_string(processes), why}});
}

int Ranks::rank() const { return part_ == nullptr ? 0 : part_->rank; }

int Ranks::size() const { return part_ == nullptr ? 1 : part_->size; }

void Ranks::send(int to, std::string_view bytes) const { part_->send(to, bytes.data(), bytes.size()); }

std::optional<RankMessage> Ranks::receive(int milliseconds) const {
  RankMessage message;
  const void* bytes = nullptr;
  unsigned long count = 0;
  if (part_->receive(milliseconds, &message.from, &bytes, &count) == 0) {
    return std::nullopt;
  }
  message.bytes.assign(static_cast<const char*>(bytes), count);
  return message;
}

void Ranks::abandon(int exit_code) const {
  if (part_ != nullptr) {
    part_->abandon(exit_code);
  }
}

void Ranks::finish() const {
  if (part_ != nullptr) {
    part_->finish();
  }
}

}  // namespace restituo
