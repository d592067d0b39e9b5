// The gallery of errors: each broken case of tests/errors gives the messages beside it, word for word, in both
// languages.
//
// RESTITUO_REWRITE_GALLERY=1 writes the messages anew. Read every changed one as a lawyer would before you commit it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include <restituo/formula/exact_run.hpp>
#include <restituo/model/binding.hpp>

#include "shipped_library.hpp"

namespace restituo {
namespace {

std::filesystem::path gallery() { return test::source_folder() / "tests" / "errors"; }

// What `restituo check` prints: the faults of the case, of binding it to its models, and of the exact run, in order.
Faults faults_of(const FileText& file) {
  const auto read = read_case(file, test::shipped_library());
  if (!read) {
    return read.error();
  }
  const auto bound = bind(test::shipped_library(), read->setting);
  if (!bound) {
    return bound.error();
  }
  Faults faults = read->warnings;
  append(faults, bound->faults);
  append(faults, run_exactly(bound->value.program, bound->value.central_values()).faults(bound->value.program));
  return in_order(std::move(faults));
}

// A broken model has a folder and a test of its own; a .command file is for the program.
std::vector<std::filesystem::path> broken_cases() {
  std::vector<std::filesystem::path> cases;
  for (const auto& path : test::files_under(gallery(), ".toml")) {
    auto command = path;
    if (path.parent_path() == gallery() && !std::filesystem::exists(command.replace_extension(".command"))) {
      cases.push_back(path);
    }
  }
  return cases;
}

std::filesystem::path message_file(std::filesystem::path input, Language language) {
  return input.replace_extension(language == Language::en ? ".expected" : ".es.expected");
}

class BrokenCase : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(BrokenCase, GivesTheMessageBesideIt) {
  const std::filesystem::path& input = GetParam();
  const std::string code = input.stem().string();
  const Faults faults = faults_of({input.filename().string(), test::text_of_file(input)});
  for (const Language language : all_languages()) {
    const std::string printed = test::all_messages(faults, language) + "\n";
    const auto path = message_file(input, language);
    if (std::getenv("RESTITUO_REWRITE_GALLERY") != nullptr) {
      std::ofstream(path, std::ios::binary) << printed;
    }
    ASSERT_TRUE(std::filesystem::exists(path)) << code << " has no " << path.filename();
    EXPECT_EQ(printed, test::text_of_file(path));
    EXPECT_NE(printed.find("[" + code + "]"), std::string::npos) << "the input causes another fault than its name says";
  }
}

INSTANTIATE_TEST_SUITE_P(Gallery, BrokenCase, testing::ValuesIn(broken_cases()), [](const auto& input) {
  std::string name = input.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(ErrorGallery, HasAtLeastTwentyBrokenCases) { EXPECT_GE(broken_cases().size(), 20U); }

TEST(ErrorGallery, TheFaultThatAnInputIsNamedAfterStandsInItAndHasALine) {
  for (const auto& input : broken_cases()) {
    for (const Fault& fault : faults_of({input.filename().string(), test::text_of_file(input)})) {
      if (fault.code == input.stem()) {
        EXPECT_EQ(fault.place.file, input.filename().string()) << text_of(fault, Language::en);
        EXPECT_GT(fault.place.line, 0U) << text_of(fault, Language::en);
      }
    }
  }
}

// A refusal without any refusing fault, or an answer with one, would be a half answer.
TEST(ErrorGallery, OnlyWarningsAndNotesLetACaseThrough) {
  for (const auto& input : broken_cases()) {
    const auto read = read_case({input.filename().string(), test::text_of_file(input)}, test::shipped_library());
    EXPECT_EQ(read.has_value(), !refuses(read ? read->warnings : read.error())) << input;
  }
}

}  // namespace
}  // namespace restituo
