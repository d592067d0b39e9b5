#include "fault_catalogue.hpp"

#include <array>

namespace restituo {
namespace {

constexpr FaultSentences english[] = {
#include "fault_catalogue_en.inc"
};

constexpr FaultSentences spanish[] = {
#include "fault_catalogue_es.inc"
};

constexpr int places_in(std::string_view sentence) {
  int places = 0;
  for (std::size_t i = 0; i + 2 < sentence.size(); ++i) {
    if (sentence[i] == '{' && sentence[i + 2] == '}') {
      const int number = sentence[i + 1] - '0' + 1;
      places = number > places ? number : places;
    }
  }
  return places;
}

constexpr int places_in(const FaultSentences& entry) {
  const int what = places_in(entry.what);
  const int remedy = places_in(entry.remedy);
  return what > remedy ? what : remedy;
}

constexpr bool catalogues_agree() {
  if (std::size(english) != std::size(spanish)) {
    return false;
  }
  for (std::size_t i = 0; i < std::size(english); ++i) {
    if (english[i].code != spanish[i].code || places_in(english[i]) != places_in(spanish[i]) ||
        english[i].what.empty() || spanish[i].what.empty() || english[i].remedy.empty() || spanish[i].remedy.empty()) {
      return false;
    }
  }
  return true;
}

static_assert(catalogues_agree(), "both catalogues of faults have the same codes in the same order, with the same places for details");

}  // namespace

std::span<const FaultSentences> fault_catalogue(Language language) {
  if (language == Language::es) {
    return spanish;
  }
  return english;
}

}  // namespace restituo
