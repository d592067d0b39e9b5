#include "inputs.hpp"

#include <algorithm>

#include "files.hpp"
#include "terminal.hpp"

namespace restituo {

std::optional<Library> usable_library(const CommonWishes& common) {
  auto files = read_models(common.models_folder);
  if (!files) {
    print_faults(files.error(), common.language);
    return std::nullopt;
  }
  Checked<Library> loaded = load_library(*files);
  print_faults(loaded.faults, common.language);
  if (refuses(loaded.faults)) {
    return std::nullopt;
  }
  return std::move(loaded.value);
}

std::optional<Case> usable_case(const std::string& path, const Library& library, Language language) {
  auto file = read_file(path);
  if (!file) {
    print_faults(file.error(), language);
    return std::nullopt;
  }
  const std::string folder = path.substr(0, path.find_last_of('/') + 1);
  auto read = read_case(*file, library, [&](const std::string& name) { return read_file(folder + name); });
  if (!read) {
    print_faults(read.error(), language);
    return std::nullopt;
  }
  return std::move(*read);
}

int code_for(const Faults& faults) {
  const bool warned =
      std::any_of(faults.begin(), faults.end(), [](const Fault& fault) { return fault.severity != Severity::note; });
  return warned ? exit_warnings : exit_answer;
}

std::string quoted_word(const std::string& word) {
  constexpr std::string_view plain_signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=,:+@%";
  if (!word.empty() && word.find_first_not_of(plain_signs) == std::string::npos) {
    return word;
  }
  std::string result = "'";
  for (const char c : word) {
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return result + "'";
}

}  // namespace restituo
