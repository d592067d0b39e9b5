// A Statement is what a bank says about one account and one period: entries, and the balances printed beside them.
//
//   auto statements = read_statements(file, {.account = "BBVA-55", ...});     // the form is told by the first bytes
//
// Forms: ISO 20022 CAMT.053 (every version, any namespace), SWIFT MT940, OFX (1 and 2), CSV with a profile that says
// which column is what. Amounts are exact and signed: what comes into the account is positive. The printed balances
// stay with the entries, for they are the evidence that nothing is missing (reconciliation.hpp).
//
// What it refuses, each with file, row and, where there is one, column: an amount or date that is not one, dates that
// may be read in two ways, more than one currency in an account, a statement that names no account. What it leaves out
// it says: entries that the bank had not booked yet, corrections that replace or delete an earlier entry. Authorities:
// ISO 20022 message definition camt.053 (ReversalIndicator does not turn the sign of an entry: it says that this entry
// takes an earlier one back); SWIFT MT940 field specifications (RC is a debit that takes a credit back); OFX 2.2,
// section 11.4 (statement download; a comma may stand for the point).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/ledger/minor_units.hpp>
#include <restituo/quantity/date.hpp>

namespace restituo {

struct StatementEntry {
  MinorUnits amount = 0;  // positive: into the account
  Date booked;
  std::optional<Date> value_date;
  std::optional<MinorUnits> balance;  // of the account after this entry, as printed
  std::string text;
  std::string bank_id;          // the bank's own reference of the entry
  std::string counter_account;  // the account on the other side, as printed
  std::string counter_party;    // who is on the other side, as printed
  bool reversal = false;        // takes an earlier entry back
  Place place;
};

struct PrintedBalance {
  MinorUnits amount = 0;
  std::optional<Date> date;
  Place place;
};

struct Statement {
  std::string account;   // as the statement prints it, or as the plan names it
  std::string currency;  // "MXN"; empty where the file does not say
  std::string number;    // of the statement, where it has one
  std::optional<PrintedBalance> opening;
  std::optional<PrintedBalance> closing;
  std::vector<StatementEntry> entries;  // oldest first as far as the file shows
  Place place;
};

// Which column of a CSV statement is what. Names are compared without regard to capitals and accents.
struct CsvProfile {
  char separator = 0;  // 0: as the rows show
  char decimal = 0;    // '.' or ','; 0: as the amounts show, refused where they do not
  // "dmy", "mdy" or "ymd"; empty: as the dates show, refused where they can be read in two ways.
  std::string date_order;
  // Empty: the usual Spanish and English names are tried.
  std::string date;
  std::string value_date;
  std::string amount;  // signed; or else:
  std::string debit;
  std::string credit;
  std::string balance;
  std::string bank_id;
  std::string counter_account;
  std::string counter_party;
  std::vector<std::string> text;  // joined with a space
  // Lines below the entries that are no entries (totals), by the beginning of their first cell.
  std::vector<std::string> ignore_rows_that_begin;
};

enum class TextEncoding { utf_8, windows_1252 };

struct StatementSettings {
  int decimals = 2;
  std::string account;                   // where the file itself names none (CSV), or to call it otherwise
  std::optional<TextEncoding> encoding;  // nothing: as the file says, else UTF-8
  CsvProfile profile;
};

enum class StatementForm { csv, camt053, mt940, ofx };

// By the first bytes of the file; CSV where nothing else is plain.
StatementForm form_of_statement(std::string_view text);

Outcome<Checked<std::vector<Statement>>> read_statements(const std::string& name, std::string text,
                                                         const StatementSettings& settings);

// Every letter of windows-1252 in UTF-8; the five bytes that it does not define become U+FFFD.
std::string utf_8_from_windows_1252(std::string_view bytes);

}  // namespace restituo
