// A Movement is one payment as a ledger has it: on this day, so much went from this account to that one.
//
//   seq,date,from,to,amount,label
//   1,2015-03-01,,BBVA-55,1200.00,survivor      money from outside, whose it is stands in `label`
//   2,2015-03-02,BBVA-55,CASH,800.00,           a payment; what it carries away is what a tracing method decides
//
// Accounts and labels are numbers into the tables of the ledger (name_table.hpp). An account is any name: a bank
// account, a cash box, an asset, a payee. A payment beyond the balance is an overdraft, which the next deposit repays
// first.
//
// What it does not hold: currencies (a ledger has one), balances (they follow from the movements), and text that no
// computation needs; `line` leads back to the row of the file where all of it stands.
#pragma once

#include <cstdint>
#include <optional>

#include <restituo/ledger/minor_units.hpp>
#include <restituo/quantity/date.hpp>

namespace restituo {

enum class AccountId : std::uint32_t { outside = 0 };
enum class LabelId : std::uint32_t { own = 0 };  // the holder's own money

constexpr std::uint32_t number_of(AccountId account) { return static_cast<std::uint32_t>(account); }
constexpr std::uint32_t number_of(LabelId label) { return static_cast<std::uint32_t>(label); }

struct Movement {
  std::int64_t sequence = 0;  // as written; strictly increasing in an accepted ledger
  MinorUnits amount = 0;      // not negative
  AccountId from = AccountId::outside;
  AccountId to = AccountId::outside;
  LabelId label = LabelId::own;
  std::uint32_t line = 0;  // of the file, from 1; the header is line 1
  std::optional<Date> date;

  friend bool operator==(const Movement&, const Movement&) = default;
};

}  // namespace restituo
