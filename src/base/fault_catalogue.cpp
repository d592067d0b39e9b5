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

constexpr bool catalogues_agree() {
  if (std::size(english) != std::size(spanish)) {
    return false;
  }
  for (std::size_t i = 0; i < std::size(english); ++i) {
    if (english[i].code != spanish[i].code || english[i].what.empty() || spanish[i].what.empty() ||
        english[i].remedy.empty() || spanish[i].remedy.empty()) {
      return false;
    }
  }
  return true;
}

static_assert(catalogues_agree(), "both catalogues of faults have the same codes in the same order");

}  // namespace

std::span<const FaultSentences> fault_catalogue(Language language) {
  if (language == Language::es) {
    return spanish;
  }
  return english;
}

}  // namespace restituo
