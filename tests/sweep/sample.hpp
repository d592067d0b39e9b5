// Sweeps over the founding case, for tests.
#pragma once

#include <string>

#include <casefile/shipped_library.hpp>
#include <restituo/sweep/sweep.hpp>

namespace restituo::test {

inline FileText founding_case() {
  return {"case.toml", text_of_file(source_folder() / "examples/puebla-reynosa-new-york/case.toml")};
}

inline std::string sweep_head(const std::string& design, const std::string& more = "") {
  return "format = 1\nid = \"trial\"\ncase = \"case.toml\"\ndesign = \"" + design + "\"\n" + more;
}

inline std::string vary(const std::string& id, const std::string& path, const std::string& how) {
  return "[[vary]]\nid = \"" + id + "\"\nset = \"" + path + "\"\n" + how + "\n";
}

inline Outcome<Sweep> sweep_of(const std::string& text, const FileText& case_file = founding_case(),
                               const std::string& scenarios = "") {
  return read_sweep({"sweep.toml", text}, case_file, {"scenarios.csv", scenarios}, shipped_library());
}

// Of those that refuse.
inline std::string codes(const Faults& faults) {
  std::string text;
  for (const Fault& fault : faults) {
    if (fault.severity != Severity::refuse) continue;
    text += (text.empty() ? "" : " ") + fault.code;
  }
  return text;
}

inline const std::string price = "victim.a.period.new-york.inputs.price";
inline const std::string length = "victim.a.period.new-york.length";

}  // namespace restituo::test
