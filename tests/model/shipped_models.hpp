// The library as it is shipped, read from models/ once.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <restituo/model/library.hpp>

namespace restituo {

inline const Checked<Library>& shipped() {
  static const Checked<Library> loaded = [] {
    const std::filesystem::path folder = std::filesystem::path(RESTITUO_SOURCE_DIR) / "models";
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".toml") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<FileText> files;
    for (const auto& path : paths) {
      std::ifstream file(path, std::ios::binary);
      files.push_back({path.string(), std::string(std::istreambuf_iterator<char>(file), {})});
    }
    return load_library(files);
  }();
  return loaded;
}

}  // namespace restituo
