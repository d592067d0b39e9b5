#include "court_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <restituo/quantity/decimal.hpp>

#include "labels.hpp"

namespace restituo {
namespace {

// A range whose ends lie further apart than this says little of the middle.
constexpr int wide_range = 3;

class CourtRules {
 public:
  CourtRules(const Draft& draft, const Library& library, Faults& faults)
      : draft_(draft), library_(library), faults_(faults) {}

  void check() {
    check_inputs(draft_.inputs);
    for (const DraftVictim& victim : draft_.victims) {
      check_one_person(victim);
      check_inputs(victim.inputs);
      for (std::size_t i = 0; i < victim.periods.size(); ++i) {
        const DraftPeriod& period = victim.periods[i];
        check_inputs(period.inputs);
        if (period.length) {
          check_value("length", *period.length);
        }
        check_superseded_periods(victim, period);
        for (std::size_t j = 0; j < i; ++j) {
          check_alike(victim.periods[j], period);
        }
        check_occupation(victim, period);
        check_venue_model(period);
      }
    }
    for (const DraftUse& use : draft_.uses) {
      check_inputs(use.inputs);
    }
    for (const DraftStated& stated : draft_.stated) {
      check_stated(stated);
    }
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details, Severity severity) {
    faults_.push_back({std::move(code), place, std::move(details), severity});
  }

  // ------------------------------------------------------------------------------------------------------- one number

  void check_inputs(const DraftInputs& inputs) {
    for (const auto& [name, input] : inputs) {
      if (input.value) {
        check_value(name, *input.value);
      }
    }
  }

  void check_value(const std::string& name, const WrittenValue& value) {
    check_basis(name, value);
    check_mean(name, value);
    check_advertised(name, value);
    check_counted(name, value);
    check_superseded(name, value);
    check_measure(name, value);
    check_wide_range(name, value);
  }

  // V2. Hoge Raad 10 September 2024: a cost of 240 weeks divided by 295.
  void check_basis(const std::string& name, const WrittenValue& value) {
    if (!value.proof.basis || !value.proof.basis->total || !value.proof.basis->covers) {
      return;
    }
    const WrittenBasis& basis = *value.proof.basis;
    const Exact& covers = basis.covers->value;
    const Exact& divisor = basis.divided_by ? basis.divided_by->value : covers;
    if (covers.sign() <= 0 || divisor.sign() <= 0) {
      fault("length-not-positive", basis.place, {readable_text(covers.sign() <= 0 ? covers : divisor), ""},
            Severity::refuse);
      return;
    }
    const Exact rate = basis.total->value / covers;
    if (divisor != covers) {
      fault("basis-other-time", basis.divided_by->place,
            {name, readable_text(covers), readable_text(divisor), readable_text(rate),
             readable_text(basis.total->value / divisor)},
            Severity::refuse);
    } else if (!is_rounding_of(value.given.value, rate)) {
      fault("basis-gives-another-rate", basis.place, {name, readable_text(value.given.value), readable_text(rate)},
            Severity::refuse);
    }
  }

  // The written number is the exact one, or that one rounded to the digits written.
  static bool is_rounding_of(const Exact& written, const Exact& exact) {
    const auto text = exact_decimal_text(written);
    if (!text) {
      return written == exact;
    }
    const auto point = text->find('.');
    const auto places = static_cast<int>(point == std::string::npos ? 0 : text->size() - point - 1);
    return rounded_decimal_text(exact, places, RoundingMode::half_even) == *text ||
           rounded_decimal_text(exact, places, RoundingMode::half_away) == *text;
  }

  // V21. Quarles: a mean rounded before it is multiplied is another figure than one rounded after.
  void check_mean(const std::string& name, const WrittenValue& value) {
    const WrittenProof& proof = value.proof;
    if (proof.mean_of.empty()) {
      return;
    }
    Exact mean = 0;
    for (const Exact& one : proof.mean_of) {
      mean += one;
    }
    mean /= Exact(static_cast<std::int64_t>(proof.mean_of.size()));
    const Exact& claimed = value.given.value;
    if (claimed == mean) {
      return;
    }
    const std::vector<std::string> details{name, readable_text(claimed), readable_text(mean)};
    if (!is_rounding_of(claimed, mean)) {
      fault("mean-differs", proof.mean_place, details, Severity::refuse);
    } else if (!proof.rounding_said) {
      fault("mean-rounded-unsaid", proof.mean_place, details, Severity::warn);
    }
  }

  // V23. A price that no advertisement bears out.
  void check_advertised(const std::string& name, const WrittenValue& value) {
    const WrittenProof& proof = value.proof;
    if (!proof.advertised_low || !proof.advertised_high) {
      return;
    }
    const Exact& low = proof.advertised_low->value;
    const Exact& high = proof.advertised_high->value;
    if (low > high) {
      fault("bounds-reversed", proof.advertised_low->place, {name, readable_text(low), readable_text(high)},
            Severity::refuse);
    } else if (value.given.value < low || value.given.value > high) {
      fault("price-outside-advertised", proof.advertised_low->place,
            {name, readable_text(value.given.value), readable_text(low), readable_text(high)}, Severity::warn);
    }
  }

  // V25. Sheffield: where the exact count exists, no estimate.
  void check_counted(const std::string& name, const WrittenValue& value) {
    const auto& counted = value.proof.counted;
    const GivenValue& given = value.given;
    if (counted && (counted->value != given.value || given.low || given.high || given.spread)) {
      fault("count-exists", counted->place, {name, readable_text(counted->value), readable_text(given.value)},
            Severity::refuse);
    }
  }

  // V24. Williams: the estimate that was withdrawn stayed in the total.
  void check_superseded(const std::string& name, const WrittenValue& value) {
    const auto& superseded = value.proof.superseded;
    if (!superseded) {
      return;
    }
    const bool still_there = superseded->value == value.given.value;
    fault(still_there ? "superseded-still-used" : "value-superseded", superseded->place,
          {name, readable_text(superseded->value), readable_text(value.given.value)},
          still_there ? Severity::refuse : Severity::note);
  }

  // V12. Borders: what a thing is offered for is not what was lost.
  void check_measure(const std::string& name, const WrittenValue& value) {
    if (value.proof.measure == "list" || value.proof.measure == "advertised") {
      fault("price-not-paid", value.proof.measure_place,
            {name, value.proof.measure == "list" ? "list" : "advertised",
             value.proof.measure == "list" ? "de lista" : "anunciado"},
            Severity::warn);
    }
  }

  // V27. Gold King: a method whose margin is wide and not said. Where something else is said of it already, this would
  // only be in the way.
  void check_wide_range(const std::string& name, const WrittenValue& value) {
    const GivenValue& given = value.given;
    const bool said = std::any_of(faults_.begin(), faults_.end(), [&](const Fault& fault) {
      return fault.severity == Severity::refuse || fault.place == given.place;
    });
    if (!said && given.low && given.high && given.low->sign() > 0 && *given.high > *given.low * wide_range) {
      fault("range-wide", given.place, {name, readable_text(*given.low), readable_text(*given.high)}, Severity::note);
    }
  }

  // -------------------------------------------------------------------------------------------------- persons, periods

  // V26. Gold King, and in Spain one offence for each victim: a group has no claim, its members have.
  void check_one_person(const DraftVictim& victim) {
    for (const std::string& label : {victim.label.en, victim.label.es}) {
      if (reads_like_a_group(label)) {
        fault("label-like-group", victim.label_place, {label}, Severity::warn);
        return;
      }
    }
  }

  void check_venue_model(const DraftPeriod& period) {
    if (draft_.victims.size() < 2) {
      return;
    }
    for (const WrittenName& written : period.models) {
      const Model* model = library_.model(written.name);
      if (model != nullptr && model->use == Use::venue) {
        fault("venue-for-one-of-many", written.place, {written.name, std::to_string(draft_.victims.size())},
              Severity::warn);
      }
    }
  }

  // V24 for periods.
  void check_superseded_periods(const DraftVictim& victim, const DraftPeriod& period) {
    for (const WrittenName& old : period.supersedes) {
      const bool still_there = std::any_of(victim.periods.begin(), victim.periods.end(),
                                           [&](const DraftPeriod& other) { return other.id == old.name; });
      if (still_there) {
        fault("period-superseded-still-counted", old.place, {old.name, period.id}, Severity::refuse);
      }
    }
  }

  // V1. Sheffield; Hoge Raad 19 April 2022: one work period in two lists. Without dates, only the likeness is seen.
  void check_alike(const DraftPeriod& earlier, const DraftPeriod& period) {
    if (!earlier.length || !period.length || names(period, earlier) || names(earlier, period)) {
      return;
    }
    const bool alike = earlier.label.en == period.label.en &&
                       earlier.length->given.value == period.length->given.value &&
                       earlier.length->given.unit == period.length->given.unit && same_numbers(earlier, period);
    if (alike) {
      fault("periods-alike", period.place, {period.id, earlier.id}, Severity::warn);
    }
  }

  static bool names(const DraftPeriod& period, const DraftPeriod& other) {
    return std::any_of(period.alongside.begin(), period.alongside.end(),
                       [&](const WrittenName& name) { return name.name == other.id; });
  }

  static bool same_numbers(const DraftPeriod& a, const DraftPeriod& b) {
    return a.inputs.size() == b.inputs.size() && std::all_of(a.inputs.begin(), a.inputs.end(), [&](const auto& one) {
             const auto other = b.inputs.find(one.first);
             return other != b.inputs.end() && one.second.value && other->second.value &&
                    one.second.value->given.value == other->second.value->given.value;
           });
  }

  // V8. Sabhnani, 29 U.S.C. 213(b)(12) and (21): some workers have no federal overtime.
  void check_occupation(const DraftVictim& victim, const DraftPeriod& period) {
    const std::string occupation = fact("occupation", victim, period);
    const bool third_party = fact("employer", victim, period) == "third-party";
    const bool farm = occupation == "farm" || occupation == "small-farm";
    const bool exempt = farm || (occupation == "live-in-domestic" && !third_party);
    const bool no_wage_law = occupation == "small-farm" || (occupation == "companion" && !third_party);
    if (!exempt && !no_wage_law) {
      return;
    }
    for (const WrittenName& written : period.models) {
      const Model* model = library_.model(written.name);
      const ModelInput* exemption = model == nullptr ? nullptr : model->input("overtime_exempt");
      if (exemption == nullptr) {
        continue;
      }
      const DraftInput* given = nullptr;
      for (const DraftInputs* inputs : {&period.inputs, &victim.inputs, &draft_.inputs}) {
        const auto found = inputs->find(exemption->id);
        given = given == nullptr && found != inputs->end() ? &found->second : given;
      }
      const bool said = given != nullptr && given->value && given->value->given.value == 1;
      if (!said) {
        fault("overtime-for-exempt", given == nullptr ? period.place : given->place,
              {period.id, occupation_in(Language::en, occupation), occupation_in(Language::es, occupation)},
              Severity::refuse);
      } else if (no_wage_law) {
        fault("minimum-wage-for-exempt", period.place,
              {period.id, occupation_in(Language::en, occupation), occupation_in(Language::es, occupation)},
              Severity::warn);
      }
    }
  }

  std::string fact(const std::string& name, const DraftVictim& victim, const DraftPeriod& period) const {
    for (const GivenWords* words : {&period.facts, &victim.facts, &draft_.head.setting.facts}) {
      if (const auto found = words->find(name); found != words->end()) {
        return found->second.word;
      }
    }
    return "";
  }

  static std::string occupation_in(Language language, const std::string& occupation) {
    const bool english = language == Language::en;
    if (occupation == "farm" || occupation == "small-farm") {
      return english ? "farm work" : "trabajo agrícola";
    }
    return occupation == "companion" ? (english ? "companionship" : "acompañamiento")
                                     : (english ? "live-in domestic work" : "trabajo doméstico con residencia");
  }

  // ------------------------------------------------------------------------------------------------------ stated sums

  // V18. a judgment with 749,531 beside 749,351. A difference that 9 divides is the mark of two digits exchanged.
  void check_stated(const DraftStated& stated) {
    if (!stated.total || stated.parts.empty()) {
      return;
    }
    Exact sum = 0;
    for (const Exact& part : stated.parts) {
      sum += part;
    }
    const Exact difference = stated.total->value - sum;
    if (difference.sign() == 0) {
      return;
    }
    const bool exchanged = (difference * 100 / 9).is_integer();
    fault(exchanged ? "stated-sum-transposed" : "stated-sum-differs", stated.total->place,
          {readable_text(stated.total->value), readable_text(sum), readable_text(difference)}, Severity::refuse);
  }

  const Draft& draft_;
  const Library& library_;
  Faults& faults_;
};

}  // namespace

std::vector<std::string> words_of_court_rules(const std::string& name) {
  if (name == "occupation") {
    return {"live-in-domestic", "companion", "farm", "small-farm", "other"};
  }
  return name == "employer" ? std::vector<std::string>{"household", "third-party"} : std::vector<std::string>();
}

void check_court_rules(const Draft& draft, const Library& library, Faults& faults) {
  CourtRules(draft, library, faults).check();
}

}  // namespace restituo
