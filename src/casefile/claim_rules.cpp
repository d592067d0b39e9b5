#include "claim_rules.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "claim_reader.hpp"

namespace restituo {
namespace {

// Inputs by which a forum asks for the wages of a period; beside them it must hear what was paid.
constexpr std::array<std::string_view, 5> wage_inputs{"hours_per_week", "monthly_wage", "hourly_wage", "wages_due",
                                                      "stated_wage"};

std::string head_name(int head) { return "E" + std::to_string(head); }

class ClaimRules {
 public:
  ClaimRules(const Draft& draft, const Library& library, Faults& faults)
      : draft_(draft), setting_(draft.head.setting), faults_(faults), forums_(forums_of(draft, library)) {}

  void check() {
    for (std::size_t i = 0; i < forums_.size(); ++i) {
      const Model& forum = *forums_[i];
      const Place& place = setting_.forums[i].place;
      check_words(forum, setting_.forums[i]);
      check_price_index(forum, place);
      check_deadlines(forum, place);
      for (const DraftVictim& victim : draft_.victims) {
        for (const SettingItem& item : victim.items) {
          check_item(forum, victim, item);
        }
        for (const DraftPeriod& period : victim.periods) {
          if (counts_for(period, forum.id)) {
            check_period(forum, setting_.forums[i], victim, period);
          }
        }
        list_missing_proof(forum, victim, place);
      }
    }
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details, Severity severity) {
    Fault made{std::move(code), place, std::move(details), severity};
    if (std::find(faults_.begin(), faults_.end(), made) == faults_.end()) {
      faults_.push_back(std::move(made));
    }
  }

  static bool counts_for(const DraftPeriod& period, const std::string& forum) {
    return period.forums.empty() || std::any_of(period.forums.begin(), period.forums.end(),
                                                [&](const WrittenName& named) { return named.name == forum; });
  }

  bool gives(const DraftVictim& victim, const DraftPeriod* period, const std::string& name) const {
    return (period != nullptr && period->inputs.contains(name)) || victim.inputs.contains(name) ||
           draft_.inputs.contains(name);
  }

  // The word for a choice: of the period, of her, of the forum in this case, of the case; else the forum's own.
  static const GivenWord* word(const std::string& name, std::initializer_list<const GivenWords*> from) {
    for (const GivenWords* words : from) {
      if (words == nullptr) continue;
      if (const auto found = words->find(name); found != words->end()) return &found->second;
    }
    return nullptr;
  }

  // ------------------------------------------------------------------------------------------------------------ items

  std::set<std::string> proof_of(const DraftVictim& victim, const SettingItem& item) const {
    std::set<std::string> there(item.proof.begin(), item.proof.end());
    there.insert(victim.proof.begin(), victim.proof.end());
    there.insert(setting_.proof.begin(), setting_.proof.end());
    return there;
  }

  // The first proof that the forum wants for a head and the case does not have.
  static const ProofNeeded* missing_proof(const Model& forum, int head, const std::set<std::string>& there) {
    for (const Rule& rule : forum.forum->rules) {
      if (rule.head != head) continue;
      for (const ProofNeeded& proof : rule.proof) {
        if (!there.contains(proof.id)) return &proof;
      }
    }
    return nullptr;
  }

  void check_item(const Model& forum, const DraftVictim& victim, const SettingItem& item) {
    const int head = item.head.size() > 1 ? std::stoi(item.head.substr(1)) : 0;
    const ProofNeeded* proof = missing_proof(forum, head, proof_of(victim, item));
    const auto said = [&](const char* code) {
      fault(code, item.place, {item.id, forum.id, proof->id, proof->label.en, proof->label.es}, Severity::warn);
    };
    if (head == 6 && proof != nullptr) {
      said("care-without-plan");  // V9: Clayton, Minor 2
    } else if ((head == 5 || head == 11) && proof != nullptr) {
      said("expense-unproved");  // V10: Dulghieru
    } else if (head == 7 && proof != nullptr && draft_.valuation_date && item.date > *draft_.valuation_date) {
      said("future-income-unfounded");  // V14: Cienfuegos
    }
    if (head == 4 && !is_documented(item.amount.grade)) {  // V10
      fault("extorted-unproved", item.place, {item.id, std::string(1, letter_of(item.amount.grade))}, Severity::warn);
    }
    // V11: in days in which others harmed her too, a bill is not all the work of these offences.
    if (head >= 5 && head <= 9 && !item.causation_share) {
      const auto period = std::find_if(victim.periods.begin(), victim.periods.end(), [&](const DraftPeriod& one) {
        return one.harm_by_others && counts_for(one, forum.id);
      });
      if (period != victim.periods.end()) {
        const bool asked = forum.input("causation_share") != nullptr;
        fault("others-harm-in-item", item.place, {item.id, period->id, forum.id},
              asked ? Severity::refuse : Severity::warn);
      }
    }
    // V19: gross means gross (Williams, 11th Cir. 2021).
    const ForumOffset* offset = head == 13 ? forum.forum->offset(item.sort) : nullptr;
    if (offset != nullptr && offset->stage == ForumOffset::Stage::refused) {
      fault("living-costs-deducted", item.place, {item.id, forum.id}, Severity::refuse);
    }
  }

  // What the forum wants to see for the heads claimed, beside what the rules above have said already.
  void list_missing_proof(const Model& forum, const DraftVictim& victim, const Place& place) {
    std::set<std::string> there(victim.proof.begin(), victim.proof.end());
    there.insert(setting_.proof.begin(), setting_.proof.end());
    for (const Rule& rule : forum.forum->rules) {
      const bool of_periods = rule.head == 1 || rule.head == 2;
      const bool claimed = of_periods || std::any_of(victim.items.begin(), victim.items.end(), [&](const auto& item) {
                             return item.head == head_name(rule.head);
                           });
      const bool said = rule.head == 5 || rule.head == 6 || rule.head == 7 || rule.head == 11;
      for (const ProofNeeded& proof : rule.proof) {
        if (claimed && !said && !there.contains(proof.id)) {
          fault("proof-still-needed", place,
                {forum.id, victim.id, proof.id, proof.label.en, proof.label.es, rule.label.en, rule.label.es},
                Severity::note);
        }
      }
    }
  }

  // ---------------------------------------------------------------------------------------------------------- periods

  void check_period(const Model& forum, const SettingForum& chosen, const DraftVictim& victim,
                    const DraftPeriod& period) {
    check_others_harm(forum, victim, period);
    check_paid(forum, victim, period);
    check_by_month(forum, period);
    for (const ForumChoice& choice : forum.forum->choices) {
      if (choice.per != "period") continue;
      check_word(choice, word(choice.id, {&period.facts, &victim.facts, &chosen.choices, &setting_.facts}), period.id);
    }
  }

  // What the forum file says against a word that the case chose: V7, V17, V19 (the net is the rule), V28.
  void check_word(const ForumChoice& choice, const GivenWord* given, const std::string& detail) {
    const ForumChoice::Option* option = given == nullptr ? nullptr : choice.option(given->word);
    if (option == nullptr || option->warns.empty()) return;
    // V7. Fu Sheng Kuo, Rendon-Reyes: the statute of conviction selects the formula; it harms only who claims takings.
    if (option->warns == "statute-gives-no-takings" && !claims_takings()) return;
    fault(option->warns, given->place, {detail}, Severity::warn);
  }

  bool claims_takings() const {
    return std::any_of(draft_.victims.begin(), draft_.victims.end(), [](const DraftVictim& victim) {
      return std::any_of(victim.periods.begin(), victim.periods.end(),
                         [](const DraftPeriod& period) { return !period.models.empty(); });
    });
  }

  // V11. Anthony, Pearson: harm that others did is carved out.
  void check_others_harm(const Model& forum, const DraftVictim& victim, const DraftPeriod& period) {
    const bool asked = forum.input("causation_share") != nullptr;
    if (period.harm_by_others && asked && !gives(victim, &period, "causation_share")) {
      fault("others-harm-not-carved-out", period.place, {period.id, forum.id}, Severity::refuse);
    }
  }

  // V15. [2024] FCA 918; D.N.M.I. 1:18-cv-00030: what was paid comes off, and a claim that is silent on it is read as
  // hiding it.
  void check_paid(const Model& forum, const DraftVictim& victim, const DraftPeriod& period) {
    if (forum.input("paid") == nullptr || gives(victim, &period, "paid")) return;
    const bool claims_wages = std::any_of(wage_inputs.begin(), wage_inputs.end(), [&](std::string_view name) {
      const std::string input(name);
      return forum.input(input) != nullptr && gives(victim, &period, input);
    });
    if (claims_wages) {
      fault("paid-unsaid", period.place, {period.id, forum.id}, Severity::warn);
    }
  }

  // V13. BAG 5 AZR 93/19: no global sum.
  void check_by_month(const Model& forum, const DraftPeriod& period) {
    if (period.has_dates) return;
    const bool by_month = std::any_of(forum.steps.begin(), forum.steps.end(), [](const ModelStep& step) {
      return step.formula.find("sum(months") != std::string::npos;
    });
    if (by_month) {
      fault("global-sum", period.place, {period.id, forum.id}, Severity::refuse);
    }
  }

  // ------------------------------------------------------------------------------------------------------- whole forum

  void check_words(const Model& forum, const SettingForum& chosen) {
    for (const ForumChoice& choice : forum.forum->choices) {
      if (choice.per == "period") continue;
      check_word(choice, word(choice.id, {&chosen.choices, &setting_.facts}), forum.id);
      for (const DraftVictim& victim : draft_.victims) {
        if (choice.per == "victim") check_word(choice, word(choice.id, {&victim.facts}), forum.id);
      }
    }
  }

  // V20. Argentina, Colombia, Mexico: an amount of one date at the prices of another.
  void check_price_index(const Model& forum, const Place& place) {
    for (const ModelInput& input : forum.inputs) {
      if (input.role != "price-index") continue;
      const bool given = draft_.inputs.contains(input.id) ||
                         std::any_of(draft_.victims.begin(), draft_.victims.end(),
                                     [&](const DraftVictim& victim) { return gives(victim, nullptr, input.id); });
      if (!given) {
        fault("price-index-missing", place, {forum.id, input.id, input.label.en, input.label.es}, Severity::warn);
      }
    }
  }

  // V22. Salta, first instance: filed after the procedural moment.
  void check_deadlines(const Model& forum, const Place& place) {
    for (const ForumDeadline& deadline : forum.forum->deadlines) {
      const auto from = date_of(*forum.forum, deadline.from);
      const std::vector<std::string> words{forum.id, deadline.label.en, deadline.label.es, deadline.basis.article};
      if (!from) {
        auto details = words;
        details.push_back(deadline.from);
        fault("deadline-date-missing", place, std::move(details), Severity::note);
        continue;
      }
      const Date due = from->plus_months(deadline.months).plus_days(deadline.days);
      const auto done = deadline.done_by.empty() ? std::nullopt : given_date(deadline.done_by);
      auto details = words;
      details.push_back(due.text());
      if (done) {
        details.push_back(done->text());
        if (*done > due) fault("deadline-missed", place, std::move(details), Severity::warn);
      } else if (draft_.valuation_date && *draft_.valuation_date > due) {
        // Where the forum has no date on which it was done, nobody can say that it was not.
        if (!deadline.done_by.empty()) fault("deadline-passed", place, std::move(details), Severity::warn);
      } else {
        fault("deadline-ahead", place, std::move(details), Severity::note);
      }
    }
  }

  std::optional<Date> given_date(const std::string& name) const {
    if (const auto found = setting_.dates.find(name); found != setting_.dates.end()) return found->second;
    return std::nullopt;
  }

  std::optional<Date> date_of(const Forum& forum, const std::string& name) const {
    if (name == "valuation_date") return draft_.valuation_date;
    if (const auto given = given_date(name)) return given;
    const ForumDate* date = forum.date(name);
    return date == nullptr || date->otherwise.empty() || date->otherwise == name ? std::nullopt
                                                                                 : date_of(forum, date->otherwise);
  }

  const Draft& draft_;
  const Setting& setting_;
  Faults& faults_;
  std::vector<const Model*> forums_;
};

}  // namespace

void check_claim_rules(const Draft& draft, const Library& library, Faults& faults) {
  if (forums_of(draft, library).size() == draft.head.setting.forums.size()) {
    ClaimRules(draft, library, faults).check();
  }
}

}  // namespace restituo
