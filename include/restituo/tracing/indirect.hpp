// Indirect methods show income that no book shows, from what a person came to own, spent, or paid into banks.
//
//   net worth       what she or he owns at the end less the beginning, at cost, plus what was spent, less what is no
//   income expenditures    the same facts as flows: everything applied less every known source bank deposits   deposits
//   less transfers, returned items and what is no income, plus cash spent outside the bank
//
// The three look at one schedule, so they must agree, or this says to the cent why they do not: an asset carried at a
// moving value, withdrawals that no expense explains, statements that do not reconcile, non-taxable receipts that were
// not banked, deductions that only one of them takes off.
//
// What it refuses (Holland v United States, 348 U.S. 121, and IRM 9.5.9): a schedule without a firm opening cash on
// hand, without a likely source or the exclusion of non-taxable ones, or without the leads that were run down. An asset
// at market value is warned of and shown both ways: the fall of a car is no expense of its owner's. Authority:
// asset-tracing.md section 8.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <restituo/base/language.hpp>
#include <restituo/base/outcome.hpp>
#include <restituo/quantity/exact.hpp>

namespace restituo {

struct ScheduleAmount {
  std::string label{};
  Exact amount{};
  Exact times = 1;     // 12 for a monthly amount
  bool banked = true;  // a receipt: whether it was paid into one of the accounts

  Exact total() const { return amount * times; }
};

struct ScheduleBalance {
  std::string label{};
  Exact opening{};
  Exact closing{};
  bool bank = false;    // an account in the bank-deposits analysis
  bool at_cost = true;  // otherwise the values move with the market and `bought` says what was spent
  Exact bought{};       // less what was sold, at cost; only where not at cost
};

struct Safeguards {
  std::optional<Exact> opening_cash{};  // on hand, firmly established; zero is a statement too
  std::optional<Exact> closing_cash{};
  std::string cash_evidence{};
  std::string likely_source{};       // where the income likely came from
  std::string sources_excluded{};    // or how non-taxable sources were excluded
  std::vector<std::string> leads{};  // each with its outcome
};

// One period; several are computed one by one.
struct IndirectSchedule {
  std::string period{};
  std::vector<ScheduleBalance> assets{};       // cash on hand stands in the safeguards
  std::vector<ScheduleBalance> liabilities{};  // opening and closing
  std::vector<ScheduleAmount> living{};        // and other spending that is not deductible
  std::vector<ScheduleAmount> taxes{};
  std::vector<ScheduleAmount> non_taxable{};  // gifts, inheritances, refunds; loans stand in liabilities
  Exact reported{};                           // income already known
  // Bank deposits; where `deposits` is not given the method is left out.
  std::optional<Exact> deposits{};
  std::optional<Exact> withdrawals{};
  Exact transfers{};  // between the accounts of the analysis
  Exact returned{};   // redeposits and returned items
  Exact loans_banked{};
  Exact cash_spent{};  // never through a bank
  Exact deductions{};  // costs that reduce income
  Safeguards safeguards{};
  Place place{};
};

enum class IndirectMethod { net_worth, expenditures, bank_deposits };

struct WorkingLine {
  Words what{};
  Exact amount{};  // with its sign in the sum
};

struct IndirectAnswer {
  IndirectMethod method = IndirectMethod::net_worth;
  std::vector<WorkingLine> working{};  // adds up to `understatement`
  Exact understatement{};
};

struct IndirectResult {
  std::string period{};
  std::vector<IndirectAnswer> answers{};
  Exact net_worth_at_cost{};  // equals expenditures by construction; checked
  std::vector<WorkingLine>
      net_worth_against_expenditures{};  // what explains a difference, each line above or below zero
  std::vector<WorkingLine> deposits_against_expenditures{};
  bool agree = false;
  Exact spread{};  // (largest - smallest) / mean, zero where the mean is
};

std::string_view name_of(IndirectMethod method);

Outcome<IndirectResult> indirect(const IndirectSchedule& schedule);

}  // namespace restituo
