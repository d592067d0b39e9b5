// A Forum is the law of one court as data: which heads of loss it gives back, by which rule, in force from when to
// when, and what it needs to see. docs/formats/forum.md is its format, for the lawyer who adds one.
//
// A forum is a Model whose steps are rules. Every rule belongs to one of the heads E1 to E14 (reference/legal-heads.md
// section 0), so that the same loss under two local names is still seen to be one loss:
//
//   E1 what the exploiter took   E2 wages              E3 statutory multiplier   E4 extorted or retained   E5 past care
//   E6 future care               E7 earning capacity   E8 lost opportunity       E9 non-pecuniary          E10 punitive
//   E11 fees and costs           E12 interest, index   E13 offsets               E14 measures without money
//
// What the reader refuses, because courts have: the takings and the wages of the same work both counted (18 U.S.C.
// 1593: the greater of the two); two statutory multipliers on one wage (887 F.3d 118, 2d Cir. 2018); a multiplier of a
// multiplied sum, or one that is added instead of being the total (439 Md. 646, 2014); a cap of a State payment that
// reaches the claim against the offender (Ley General de Víctimas 67, AR 473/2022); a rule without article, source, pin
// and status.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <restituo/formula/expression.hpp>
#include <restituo/model/source.hpp>

namespace restituo {

inline constexpr int head_count = 14;
// The head's plain name; `number` from 1 to 14.
Words head_label(int number);

// Who says so: the article as a lawyer cites it, and where it was read.
struct LegalBasis {
  std::string article;
  Citation citation;
  Status status = Status::read;
  std::string note;
};

// One version of a rule. Which one counts, the date that the rule is chosen by decides.
struct RuleText {
  LegalBasis basis;
  std::optional<Date> from;   // first day in force
  std::optional<Date> until;  // last day in force
  std::string formula;        // where this version computes otherwise than the rule says
  Expression expression;
  Place place;

  bool in_force_on(const Date& day) const { return (!from || *from <= day) && (!until || day <= *until); }
};

// What the court wants to see before it grants the head: "care-plan".
struct ProofNeeded {
  std::string id;
  Words label;
};

struct Rule {
  std::string id;  // of the step that computes it; a measure without money has none
  int head = 0;    // 1 to 14
  Words label;
  bool counts = false;    // it is part of the award against the defendant
  bool by_state = false;  // the State pays it; never part of the award
  bool after_award = false;
  std::vector<std::string> greater_of;  // ids of its limbs, all of which are computed and printed
  std::string multiplier_on;            // a statutory multiplier: the rule whose amount is multiplied
  std::string chosen_by;                // the date that chooses among `texts`
  std::optional<Expression> applies;    // claimed only where this settled condition holds
  std::string applies_text;
  Words measure;  // of E14: what the court orders
  std::vector<ProofNeeded> proof;
  std::vector<RuleText> texts;
  Place place;
};

// A word that the case gives: a fact ("live-in"), or a reading on which courts differ.
struct ForumChoice {
  struct Option {
    std::string id;
    Words label;
    Citation citation;
    Status status = Status::read;
    std::string warns;  // code of what `check` says of a case that chooses it; empty: nothing
  };
  std::string id;
  std::string per;  // "case", "victim", "period": the lowest level at which it may differ
  Words label;
  std::vector<Option> options;
  std::string otherwise;  // empty: the case must say
  Place place;

  const Option* option(std::string_view id) const;
};

struct ForumDate {
  std::string id;  // "judgment_date"
  Words label;
  std::string otherwise;  // a date that stands in for it; empty: the case must say
  Place place;
};

struct ForumDeadline {
  std::string id;
  Words label;
  std::string from;  // a date
  int days = 0;
  int months = 0;
  LegalBasis basis;
  std::string done_by;  // the date on which the case did it; empty where the case cannot say
  Place place;
};

// What was paid already, and where it comes off; `never` where the law says that it does not, `refused` where a claim
// that names it is wrong (her board and lodging, where gross means gross).
struct ForumOffset {
  enum class Stage { from_total, at_payment, never, refused };
  std::string sort;  // of the E13 items
  Stage stage = Stage::from_total;
  Words label;
  LegalBasis basis;
  Place place;
};

// Rules of which only one may give money to one person: the same harm under two names.
struct ForumExclusion {
  std::vector<std::string> rules;
  LegalBasis basis;
  Place place;
};

enum class Liability { joint_and_several, shares };

struct Forum {
  std::string currency;  // "CUR": that of the case
  Words jurisdiction;
  Liability liability = Liability::joint_and_several;
  LegalBasis liability_basis;
  std::vector<ForumDate> dates;
  std::vector<ForumChoice> choices;
  std::vector<Rule> rules;
  std::vector<ForumDeadline> deadlines;
  std::vector<ForumOffset> offsets;
  std::vector<ForumExclusion> exclusions;

  const Rule* rule(std::string_view id) const;
  const ForumChoice* choice(std::string_view id) const;
  const ForumOffset* offset(std::string_view sort) const;
  const ForumDate* date(std::string_view id) const;
};

}  // namespace restituo
