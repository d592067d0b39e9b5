// Files in and out. What is written is complete or not there: it is written beside its place, then renamed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/ledger/text_source.hpp>
#include <restituo/model/document.hpp>

namespace restituo {

Outcome<FileText> read_file(const std::string& path);

// The bytes of a file piece by piece, for what is too large to be held; open until the last copy of the source is gone.
Outcome<TextSource> open_source(const std::string& path);

// Every .toml file below the folder, by name, named relative to it.
Outcome<std::vector<FileText>> read_models(const std::string& folder);

struct OutputFile {
  std::string name;
  std::string content;
};

// Makes the folder where it is missing and puts all files into it, readable by the owner alone: all of them or none.
Faults write_files(const std::string& folder, const std::vector<OutputFile>& files);

// What would keep files from being put there, asked before the work that makes them; nothing is created.
Faults folder_faults(const std::string& folder);

// One file at a path, in the same way.
Faults write_file(const std::string& path, const std::string& content);

// One large file, a piece at a time: it stands beside its place, and takes it when it is whole. One that was never put
// in its place is taken away, and what a killed process left is written over: only one process may write a file so.
class FileBeside {
 public:
  explicit FileBeside(const std::string& path);
  ~FileBeside();
  FileBeside(const FileBeside&) = delete;
  FileBeside& operator=(const FileBeside&) = delete;

  Faults add(std::string_view bytes);
  Faults put_in_place();

 private:
  Faults write_pending();

  std::string path_;
  std::string beside_;
  std::string pending_;
  int file_ = -1;
  int error_ = 0;
};

// A folder that its owner alone may read, for what other programs and libraries write; it goes with all that is in it.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::string& path() const { return path_; }
  const Faults& fault() const { return fault_; }  // why there is none

 private:
  std::string path_;
  Faults fault_;
};

// Where models are looked for: RESTITUO_MODELS, beside the program, or the folder the program was built from.
std::string default_models_folder();

}  // namespace restituo
