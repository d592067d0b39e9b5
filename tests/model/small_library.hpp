// A library made of texts in a test, and one case setting to put into it.
#pragma once

#include <string>
#include <vector>

#include <restituo/model/binding.hpp>
#include <restituo/model/library.hpp>

namespace restituo {

inline const std::string one_source = R"(
[[source]]
id = "exhibit"
kind = "exhibit"
cite = "Exhibit 1"
)";

// The head that every model file needs; tests add what they are about.
inline std::string model_head(const std::string& id, const std::string& use = "person") {
  return "format = 1\nid = \"" + id + "\"\ntitle = { en = \"T\", es = \"T\" }\nuse = \"" + use +
         "\"\nanswers = { en = \"A\", es = \"A\" }\nnot_for = [ { en = \"N\", es = \"N\" } ]\nmethod = {}\n";
}

inline std::string input_text(const std::string& id, const std::string& unit, const std::string& per = "period") {
  return "[[input]]\nid = \"" + id + "\"\nper = \"" + per + "\"\nunit = \"" + unit + "\"\nlabel = { en = \"" + id +
         "\", es = \"" + id + "\" }\n";
}

struct StepText {
  std::string id;
  std::string unit;
  std::string formula;
  std::string kind = "";
  std::string per = "period";
  std::string more = "";
};

inline std::string step_text(const StepText& step) {
  return "[[step]]\nid = \"" + step.id + "\"\nper = \"" + step.per + "\"\nunit = \"" + step.unit + "\"\n" +
         (step.kind.empty() ? "" : "kind = \"" + step.kind + "\"\n") + "label = { en = \"" + step.id + "\", es = \"" +
         step.id + "\" }\nsays = { en = \"s\", es = \"s\" }\nformula = '" + step.formula + "'\n" + step.more;
}

inline const std::string to_cents =
    "round = { to = \"0.01\", mode = \"half-even\", because = { en = \"cents\", es = \"centavos\" } }\n";

inline Checked<Library> library_of(const std::vector<FileText>& models) {
  std::vector<FileText> files{{"sources/one.toml", one_source}};
  files.insert(files.end(), models.begin(), models.end());
  return load_library(files);
}

inline GivenValue given(const Exact& value, const std::string& unit, Grade grade = Grade::B) {
  GivenValue made;
  made.value = value;
  made.unit = Unit::parse(unit, {}).value();
  made.citation = {"exhibit", "p. 1"};
  made.grade = grade;
  return made;
}

inline SettingPeriod period_with(const std::string& id, const std::string& model) {
  SettingPeriod period;
  period.id = id;
  period.label = {id, id};
  period.models = {model};
  period.place = {"case.toml", 9, 1};
  return period;
}

inline Setting setting_of(std::vector<SettingPeriod> periods) {
  Setting setting;
  setting.currency = "USD";
  setting.valuation_date = Date::of(2026, 11, 23);
  setting.place = {"case.toml", 1, 1};
  SettingVictim victim;
  victim.id = "a";
  victim.label = {"Survivor A", "Sobreviviente A"};
  victim.periods = std::move(periods);
  setting.victims.push_back(std::move(victim));
  return setting;
}

inline std::vector<std::string> codes_of(const Faults& faults) {
  std::vector<std::string> codes;
  for (const Fault& fault : faults) codes.push_back(fault.code);
  return codes;
}

}  // namespace restituo
