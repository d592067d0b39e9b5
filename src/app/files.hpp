// Files in and out. What is written is complete or not there: it is written beside its place, then renamed.
#pragma once

#include <string>
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

// One file at a path, in the same way.
Faults write_file(const std::string& path, const std::string& content);

// Where models are looked for: RESTITUO_MODELS, beside the program, or the folder the program was built from.
std::string default_models_folder();

}  // namespace restituo
