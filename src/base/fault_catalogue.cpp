#include "fault_catalogue.hpp"

#include <array>

namespace restituo {
namespace {

constexpr FaultSentences english[] = {
#include "faults/app_en.inc"
#include "faults/casefile_en.inc"
#include "faults/challenge_en.inc"
#include "faults/estimate_en.inc"
#include "faults/formula_en.inc"
#include "faults/law_en.inc"
#include "faults/ledger_en.inc"
#include "faults/model_en.inc"
#include "faults/quantity_en.inc"
#include "faults/report_en.inc"
#include "faults/sweep_en.inc"
#include "faults/tracing_en.inc"
#include "faults/uncertainty_en.inc"
};

constexpr FaultSentences spanish[] = {
#include "faults/app_es.inc"
#include "faults/casefile_es.inc"
#include "faults/challenge_es.inc"
#include "faults/estimate_es.inc"
#include "faults/formula_es.inc"
#include "faults/law_es.inc"
#include "faults/ledger_es.inc"
#include "faults/model_es.inc"
#include "faults/quantity_es.inc"
#include "faults/report_es.inc"
#include "faults/sweep_es.inc"
#include "faults/tracing_es.inc"
#include "faults/uncertainty_es.inc"
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
  if (language == Language::en) {
    return english;
  }
  return spanish;  // as Words does
}

}  // namespace restituo
