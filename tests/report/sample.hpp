// Estimates to make reports of: the shipped examples, and a small case whose every word tries to break a report.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <restituo/report/report.hpp>

namespace restituo::test {

inline std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

inline std::string messages(const Faults& faults) {
  std::string text;
  for (const Fault& fault : faults) {
    text += text_of(fault, Language::en) + "\n";
  }
  return text;
}

// An estimate with the library and the case that it points into.
struct Sample {
  std::unique_ptr<Library> library;
  std::unique_ptr<Case> source_case;
  Estimate estimate;
};

inline Sample sample_of(const std::vector<FileText>& library_files, const FileText& case_file,
                        std::uint64_t draws = 2000) {
  Sample sample;
  auto loaded = load_library(library_files);
  EXPECT_FALSE(refuses(loaded.faults)) << messages(loaded.faults);
  sample.library = std::make_unique<Library>(std::move(loaded.value));
  auto read = read_case(case_file, *sample.library);
  EXPECT_TRUE(read.has_value()) << (read ? "" : messages(read.error()));
  if (!read) {
    return sample;
  }
  sample.source_case = std::make_unique<Case>(std::move(*read));
  EstimateSettings settings;
  settings.draws = draws;
  settings.seed = 7;
  auto estimated = estimate(*sample.source_case, *sample.library, settings);
  EXPECT_TRUE(estimated.has_value()) << (estimated ? "" : messages(estimated.error()));
  if (estimated) {
    sample.estimate = std::move(*estimated);
  }
  return sample;
}

inline Sample example(const std::string& folder) {
  const std::filesystem::path root = RESTITUO_SOURCE_DIR;
  std::vector<FileText> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "models")) {
    if (entry.path().extension() == ".toml") {
      files.push_back({std::filesystem::relative(entry.path(), root).generic_string(), text_of_file(entry.path())});
    }
  }
  std::sort(files.begin(), files.end(), [](const FileText& a, const FileText& b) { return a.name < b.name; });
  return sample_of(files, {"case.toml", text_of_file(root / "examples" / folder / "case.toml")});
}

inline const std::vector<std::string>& example_folders() {
  static const std::vector<std::string> folders{
      "puebla-reynosa-new-york",  "puebla-three-courts", "daily-quota",
      "three-workers-restaurant", "regional-table",      "tracing-three-survivors"};
  return folders;
}

// Two persons, a period of each, an input of each grade, a rival, a spread, a loss that is negative; and in every text
// that people write the signs that HTML, CSV, JSON and CSS give a meaning to.
inline const std::string hostile = R"(<script src=http://evil/>&amp;\"'`{0}{1} =1+1)";

inline Sample hostile_sample() {
  const std::string words = "{ en = \"" + hostile + "\", es = \"" + hostile + "\" }";
  const std::string sources = "[[source]]\nid = \"exhibit\"\nkind = \"exhibit\"\ncite = \"=cmd(" + hostile +
                              ")\"\nwhere = \"" + hostile + "\"\nseen = \"" + hostile +
                              "\"\nretrieved = 2026-11-23\nnote = \"" + hostile + "\"\nchecked = true\n";
  const std::string model = "format = 1\nid = \"hostile\"\ntitle = " + words +
                            "\nuse = \"person\"\nanswers = " + words + "\nnot_for = [ " + words +
                            " ]\ncriticisms = [ { en = \"" + hostile + "\", es = \"" + hostile +
                            "\", source = \"exhibit\", pin = \"" + hostile + "\" } ]\nmethod = {}\n" + R"toml(
[[input]]
id = "price"
per = "period"
unit = "CUR/act"
label = )toml" + words + R"toml(
[[input]]
id = "acts"
per = "period"
unit = "act"
label = { en = "Acts", es = "Actos" }
[[step]]
id = "gross"
per = "period"
unit = "CUR"
kind = "gross"
label = )toml" + words + R"toml(
says = )toml" + words + R"toml(
formula = "price * acts"
round = { to = "0.01", mode = "half-even", because = )toml" +
                            words + R"toml( }
figure = true
adds_up = true
[[step]]
id = "balance"
per = "period"
unit = "CUR"
kind = "net"
label = { en = "Balance", es = "Saldo" }
says = { en = "Less a cost.", es = "Menos un gasto." }
formula = "as_net(gross - as_gross(price * 800[act]))"
round = { to = "0.01", mode = "half-even", because = { en = "cents", es = "centavos" } }
figure = true
adds_up = true
[[step]]
id = "third"
per = "period"
unit = "act"
label = { en = "A third of the acts", es = "Un tercio de los actos" }
says = { en = "A number without a decimal.", es = "Un número sin decimal." }
formula = "acts / 3"
figure = true
)toml";
  const std::string evidence = ", source = \"exhibit\", pin = \"p. 1\", grade = ";
  const std::string the_case = "format = 1\nid = \"hostile\"\ntitle = " + words + "\nnote = " + words +
                               "\ncurrency = \"USD\"\nvaluation_date = 2026-11-23\nday_rule = \"first-and-last\"\n" +
                               R"toml(
[[victim]]
id = "a"
label = )toml" + words + R"toml(
[[victim.period]]
id = "one"
place = )toml" + words + R"toml(
venue = )toml" + words + R"toml(
model = "hostile"
dates = { from = 2015-03-01, to = 2015-03-31, source = "exhibit", grade = "A" }
[victim.period.inputs]
price = { value = "12.5", low = "10", high = "15", means = "min, max", shape = "uniform", unit = "USD/act")toml" +
                               evidence + "\"C\", note = " + words + ", rival = { value = \"9\", says = " + words +
                               R"toml(, source = "exhibit" } }
acts = { value = "100", unit = "act")toml" +
                               evidence + R"toml("B" }
[[victim]]
id = "b"
label = { en = "Survivor B", es = "Sobreviviente B" }
[[victim.period]]
id = "two"
place = { en = "Two", es = "Dos" }
model = "hostile"
dates = { from = 2016-03-01, to = 2016-03-31, source = "exhibit", grade = "E" }
[victim.period.inputs]
price = { value = "20", unit = "USD/act")toml" +
                               evidence + R"toml("E" }
acts = { value = "1000", low = "800", likely = "1000", high = "1200", means = "min, mode, max", shape = "triangular", unit = "act")toml" +
                               evidence + "\"D\" }\n";
  return sample_of({{"models/sources/one.toml", sources}, {"models/profit/hostile.toml", model}},
                   {"case.toml", the_case});
}

inline ReportContext context(Language language) {
  return {language, "restituo estimate 'case.toml' --seed 7 && echo <b>", "case.toml"};
}

}  // namespace restituo::test
