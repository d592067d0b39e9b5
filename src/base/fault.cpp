#include <restituo/base/fault.hpp>

#include <algorithm>
#include <tuple>

#include <restituo/base/must.hpp>
#include "fault_catalogue.hpp"

namespace restituo {
namespace {

const FaultSentences& sentences_of(std::string_view code, Language language) {
  const auto catalogue = fault_catalogue(language);
  const auto found =
      std::find_if(catalogue.begin(), catalogue.end(), [&](const auto& entry) { return entry.code == code; });
  must(found != catalogue.end(), "every fault code stands in the catalogue; missing: " + std::string(code));
  return *found;
}

std::string filled(std::string_view sentence, const std::vector<std::string>& details) {
  std::string text;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] == '{' && i + 2 < sentence.size() && sentence[i + 2] == '}') {
      const auto index = static_cast<std::size_t>(sentence[i + 1] - '0');
      must(index < details.size(), "a fault brings every detail its sentence asks for: " + std::string(sentence));
      text += details[index];
      i += 2;
    } else {
      text += sentence[i];
    }
  }
  return text;
}

std::string_view heading(Severity severity, Language language) {
  const bool english = language == Language::en;
  switch (severity) {
    case Severity::refuse: return "error";
    case Severity::warn: return english ? "warning" : "advertencia";
    case Severity::note: return english ? "note" : "nota";
  }
  report_bug("a severity has a name", std::source_location::current());
}

}  // namespace

std::string text_of(const Place& place) {
  std::string text = place.file;
  if (place.line != 0) {
    text += ':' + std::to_string(place.line);
    if (place.column != 0) {
      text += ':' + std::to_string(place.column);
    }
  }
  return text;
}

std::string what_is_wrong(const Fault& fault, Language language) {
  return filled(sentences_of(fault.code, language).what, fault.details);
}

std::string what_to_do(const Fault& fault, Language language) {
  return filled(sentences_of(fault.code, language).remedy, fault.details);
}

std::string text_of(const Fault& fault, Language language) {
  std::string text = text_of(fault.place);
  if (!text.empty()) {
    text += ": ";
  }
  text += heading(fault.severity, language);
  text += ": " + what_is_wrong(fault, language);
  text += language == Language::en ? "\n  Do: " : "\n  Haga esto: ";
  text += what_to_do(fault, language) + " [" + fault.code + "]";
  return text;
}

bool refuses(const Faults& faults) {
  return std::any_of(faults.begin(), faults.end(),
                     [](const Fault& fault) { return fault.severity == Severity::refuse; });
}

Faults in_order(Faults faults) {
  const auto key = [](const Fault& f) {
    return std::tie(f.place.file, f.place.line, f.place.column, f.code, f.details, f.severity);
  };
  std::stable_sort(faults.begin(), faults.end(), [&](const Fault& a, const Fault& b) { return key(a) < key(b); });
  faults.erase(std::unique(faults.begin(), faults.end()), faults.end());
  return faults;
}

void append(Faults& to, Faults from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

std::vector<std::string_view> all_fault_codes() {
  std::vector<std::string_view> codes;
  for (const auto& entry : fault_catalogue(Language::en)) {
    codes.push_back(entry.code);
  }
  return codes;
}

}  // namespace restituo
