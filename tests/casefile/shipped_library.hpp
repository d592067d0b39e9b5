// The library as it is shipped, read from models/: what a lawyer's case meets.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <restituo/casefile/case.hpp>

namespace restituo::test {

inline std::filesystem::path source_folder() { return RESTITUO_SOURCE_DIR; }

inline std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

inline std::vector<std::filesystem::path> files_under(const std::filesystem::path& folder,
                                                      const std::string& extension) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == extension) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline const Library& shipped_library() {
  static const Library library = [] {
    std::vector<FileText> files;
    for (const auto& path : files_under(source_folder() / "models", ".toml")) {
      files.push_back({std::filesystem::relative(path, source_folder()).generic_string(), text_of_file(path)});
    }
    return load_library(files).value;
  }();
  return library;
}

inline std::string all_messages(const Faults& faults, Language language = Language::en) {
  std::string text;
  for (const Fault& fault : faults) {
    text += (text.empty() ? "" : "\n") + text_of(fault, language);
  }
  return text;
}

}  // namespace restituo::test
