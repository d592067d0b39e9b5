#include "files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace restituo {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = std::size_t{64} << 20;

Fault not_written(const std::string& path, int error) {
  return {.code = "file-not-written", .place = {}, .details = {path, std::strerror(error)}};
}

// Interrupts wait while files take their places, so that none is left half there.
class HeldSignals {
 public:
  HeldSignals() {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(SIG_BLOCK, &held, &before_);
  }
  ~HeldSignals() { sigprocmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

 private:
  sigset_t before_{};
};

// 0, or the error that stood in the way.
int write_whole(const std::string& path, const std::string& content) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) {
    return errno;
  }
  std::size_t done = 0;
  int error = 0;
  while (done < content.size() && error == 0) {
    const ssize_t written = ::write(file, content.data() + done, content.size() - done);
    if (written < 0) {
      error = errno == EINTR ? 0 : errno;
    } else {
      done += static_cast<std::size_t>(written);
    }
  }
  if (error == 0 && ::fsync(file) != 0) {
    error = errno;
  }
  if (::close(file) != 0 && error == 0) {
    error = errno;
  }
  return error;
}

}  // namespace

Outcome<FileText> read_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    return refuse({.code = "file-missing", .place = {}, .details = {path}});
  }
  if (fs::is_directory(status)) {
    return refuse({.code = "file-is-folder", .place = {}, .details = {path}});
  }
  // The limit holds while reading, for a device or a pipe has no size beforehand.
  std::ifstream file(path, std::ios::binary);
  std::string text;
  std::array<char, 1U << 16> block{};
  while (file && text.size() <= largest_file) {
    file.read(block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (!file.is_open() || file.bad()) {
    return refuse({.code = "file-unreadable", .place = {}, .details = {path}});
  }
  if (text.size() > largest_file) {
    return refuse({.code = "file-too-large", .place = {}, .details = {path}});
  }
  return FileText{path, std::move(text)};
}

Outcome<TextSource> open_source(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    return refuse({.code = "file-missing", .place = {}, .details = {path}});
  }
  if (fs::is_directory(status)) {
    return refuse({.code = "file-is-folder", .place = {}, .details = {path}});
  }
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return refuse({.code = "file-unreadable", .place = {}, .details = {path}});
  }
  // Shared, because a std::function must be copyable; closed with the last copy.
  const std::shared_ptr<void> open(nullptr, [file](void*) { ::close(file); });
  return TextSource{path, [file, open](std::span<char> room) -> std::optional<std::size_t> {
                      while (true) {
                        const ssize_t count = ::read(file, room.data(), room.size());
                        if (count >= 0) {
                          return static_cast<std::size_t>(count);
                        }
                        if (errno != EINTR) {
                          return std::nullopt;
                        }
                      }
                    }};
}

Outcome<std::vector<FileText>> read_models(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return refuse({.code = "models-folder-missing", .place = {}, .details = {folder}});
  }
  std::vector<fs::path> paths;
  for (auto entry = fs::recursive_directory_iterator(folder, error); entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    if (entry->is_regular_file(error) && entry->path().extension() == ".toml") {
      paths.push_back(entry->path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<FileText> files;
  Faults faults;
  for (const fs::path& path : paths) {
    auto file = read_file(path.string());
    if (!file) {
      append(faults, std::move(file.error()));
      continue;
    }
    files.push_back(std::move(*file));
  }
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  return files;
}

Faults write_files(const std::string& folder, const std::vector<OutputFile>& files) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return {not_written(folder, error.value())};
  }
  const HeldSignals held;
  const std::string suffix = ".unfinished-" + std::to_string(::getpid());
  const auto beside = [&](const OutputFile& file) { return folder + "/." + file.name + suffix; };
  const auto clean_up = [&] {
    for (const OutputFile& file : files) {
      ::unlink(beside(file).c_str());
    }
  };
  for (const OutputFile& file : files) {
    if (const int failed = write_whole(beside(file), file.content)) {
      clean_up();
      return {not_written(folder + "/" + file.name, failed)};
    }
  }
  for (const OutputFile& file : files) {
    const std::string path = folder + "/" + file.name;
    if (::rename(beside(file).c_str(), path.c_str()) != 0) {
      const int failed = errno;
      clean_up();
      return {not_written(path, failed)};
    }
  }
  return {};
}

Faults folder_faults(const std::string& folder) {
  // The first part of its path that exists takes the rest of it.
  std::error_code error;
  fs::path standing = fs::absolute(folder, error);
  while (!fs::exists(standing, error) && standing.has_parent_path() && standing != standing.parent_path()) {
    standing = standing.parent_path();
  }
  if (!fs::is_directory(standing, error)) {
    return {not_written(folder, ENOTDIR)};
  }
  if (::access(standing.c_str(), W_OK | X_OK) != 0) {
    return {not_written(folder, errno)};
  }
  return {};
}

Faults write_file(const std::string& path, const std::string& content) {
  const fs::path whole(path);
  const std::string folder = whole.parent_path().empty() ? "." : whole.parent_path().string();
  return write_files(folder, {{whole.filename().string(), content}});
}

FileBeside::FileBeside(const std::string& path) : path_(path) {
  const fs::path place(path);
  beside_ = (place.parent_path() / ("." + place.filename().string() + ".unfinished")).string();
  file_ = ::open(beside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  error_ = file_ < 0 ? errno : 0;
}

FileBeside::~FileBeside() {
  if (file_ >= 0) {
    ::close(file_);
    ::unlink(beside_.c_str());
  }
}

Faults FileBeside::add(std::string_view bytes) {
  constexpr std::size_t piece = std::size_t{1} << 20;
  pending_ += bytes;
  return pending_.size() < piece ? Faults{} : write_pending();
}

Faults FileBeside::write_pending() {
  for (std::size_t done = 0; done < pending_.size() && error_ == 0;) {
    const ssize_t written = ::write(file_, pending_.data() + done, pending_.size() - done);
    if (written < 0) {
      error_ = errno == EINTR ? 0 : errno;
    } else {
      done += static_cast<std::size_t>(written);
    }
  }
  pending_.clear();
  return error_ == 0 ? Faults{} : Faults{not_written(path_, error_)};
}

Faults FileBeside::put_in_place() {
  const HeldSignals held;
  if (Faults faults = write_pending(); !faults.empty()) {
    return faults;
  }
  if (::fsync(file_) != 0 || ::rename(beside_.c_str(), path_.c_str()) != 0) {
    error_ = errno;
    return {not_written(path_, error_)};
  }
  ::close(file_);
  file_ = -1;
  return {};
}

ScratchFolder::ScratchFolder() {
  std::error_code error;
  std::string pattern = (fs::temp_directory_path(error) / "restituo-XXXXXX").string();
  if (error || ::mkdtemp(pattern.data()) == nullptr) {  // mode 0700
    fault_ = {not_written(pattern, error ? error.value() : errno)};
    return;
  }
  path_ = std::move(pattern);
}

ScratchFolder::~ScratchFolder() {
  if (!path_.empty()) {
    std::error_code error;
    fs::remove_all(path_, error);
  }
}

std::string default_models_folder() {
  if (const char* named = std::getenv("RESTITUO_MODELS"); named != nullptr && *named != '\0') {
    return named;
  }
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    const fs::path installed = program.parent_path().parent_path() / "share" / "restituo" / "models";
    if (fs::is_directory(installed, error)) {
      return installed.string();
    }
  }
  return RESTITUO_MODELS_FOLDER;
}

}  // namespace restituo
