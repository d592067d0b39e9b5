// A Tracer follows labelled money through a ledger by one method, payment by payment, and says whose money lies where.
//
//   auto tracer = Tracer::of({.method = Method::fifo}, names);
//   tracer->take(block);                    // as often as there are blocks
//   auto trace = tracer->finish();          // holdings of every account, overdrafts, refusals
//
// The balance of an account never depends on the method; only whose money it is does. A deposit into an overdrawn
// account repays the bank first, and a payment beyond the balance carries money that the bank lent ("bank:ACCOUNT").
// After each payment the lots of both accounts are added up and compared with their balances: a difference is our bug
// and stops the run.
//
// Amounts are minor units: whole ones where the method never splits a lot in proportion, otherwise exact fractions or,
// where asked for, whole units by the largest remainder. Exact fractions grow with every split; beyond
// `most_digits` the run stops and says so, and nothing is rounded in silence.
//
// Work for one payment: FIFO and LIFO the logarithm of the lots in the account, however many move; the rateable methods
// the labels that are in the account; no method the number of accounts or the length of the history. Memory: the lots
// that live, not the rows read.
//
// Authority: asset-tracing.md sections 2 to 4 and 11.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <restituo/ledger/ledger.hpp>
#include <restituo/quantity/exact.hpp>
#include <restituo/tracing/method.hpp>
#include <restituo/tracing/tracing_rules.hpp>

namespace restituo {

// Whose money it is.
struct TracedLabel {
  enum class Kind : std::uint8_t { own, claim, bank, unknown, unattributed };
  Kind kind = Kind::own;
  std::uint32_t id = 0;  // claim: the label of the ledger; bank: the account that was overdrawn

  friend auto operator<=>(const TracedLabel&, const TracedLabel&) = default;
};

// "own", the label as the ledger writes it, "bank:ACCOUNT", "unknown", "unattributed".
std::string text_of(const TracedLabel& label, const LedgerNames& names);

struct Holding {
  TracedLabel label{};
  Exact amount{};  // minor units, above zero

  friend bool operator==(const Holding&, const Holding&) = default;
};
using Holdings = std::vector<Holding>;

struct AccountHoldings {
  AccountId account = AccountId::outside;
  std::string name{};      // of the account, or of the group it stands for
  Holdings holdings{};     // own, claims, banks, in this order
  MinorUnits balance = 0;  // what all lots add up to, whatever the method
  MinorUnits overdraft = 0;
  bool is_payer = false;  // it pays money on, or is paid into from outside: no mere end of a payment

  friend bool operator==(const AccountHoldings&, const AccountHoldings&) = default;
};

// What one row carried, where it carried claim money (or where a rule asked for it).
struct PaymentRecord {
  Movement movement{};
  Holdings carried{};
  Holdings repaid{};  // the part of it that went to the bank
};

// One unbroken chain of rows by which money of one label came to where it lies.
struct UnitPath {
  AccountId account = AccountId::outside;
  TracedLabel label{};
  Exact amount{};
  std::vector<std::int64_t> rows{};  // from the deposit to the last payment
};

struct DirectMatch {
  std::int64_t deposit = 0;
  std::int64_t payment = 0;  // 0: none, refused
  TracedLabel label{};
  Exact amount{};
  std::size_t candidates = 0;
};

// A claim that rests on an assumption: after a gap it may be anything from nothing to this.
struct AssumedHolding {
  std::int64_t after = 0;
  std::string account{};
  TracedLabel label{};
  Exact at_most{};
};

// The holder's own money that a rule turned into claim money: asserted, with its evidence, and never more than the
// claim had lost.
struct SubstitutedHolding {
  std::int64_t after = 0;
  std::string account{};
  TracedLabel label{};
  Exact amount{};
  Words evidence{};
};

struct Trace {
  Method method = Method::libr;
  bool whole_units = false;                 // shared by the largest remainder, not exactly
  std::vector<AccountHoldings> accounts{};  // all but the outside, in order of first appearance
  std::vector<PaymentRecord> payments{};    // where asked for
  std::vector<UnitPath> paths{};            // where asked for
  std::vector<DirectMatch> matches{};       // direct-match only
  std::vector<AssumedHolding> assumed{};
  std::vector<SubstitutedHolding> substituted{};
  std::uint64_t rows = 0;
  std::uint64_t dropped_within_groups = 0;
  std::size_t largest_fraction = 0;  // digits of the longest denominator met
};

// In which order the rows of one day are taken. `best` and `worst` are for the claims under LIBR: own credits,
// payments, claim credits, or the other way round (asset-tracing.md 4.2); under other methods and over several accounts
// they are two orders among many, and no bounds.
enum class SameDayOrder { as_written, best, worst };

struct TraceChoices {
  Method method = Method::libr;
  SameDayOrder day_order = SameDayOrder::as_written;
  bool whole_units = false;
  bool record_payments = false;
  bool record_paths = false;
  std::size_t most_digits = 2000;  // of a fraction, then the run stops
  std::int32_t match_days = 5;     // direct-match: how many days after the deposit
  MinorUnits match_tolerance = 0;  // direct-match: how much a fee may take
  TracingRules rules{};
};

class Tracer {
 public:
  virtual ~Tracer() = default;
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  // `names` must outlive the tracer and hold every name of the block before it is handed over. Refuses rules that the
  // method cannot follow.
  static Outcome<std::unique_ptr<Tracer>> of(const TraceChoices& choices, const LedgerNames& names);

  virtual void take(std::span<const Movement> block) = 0;
  // Ends the tracer: call once.
  virtual Outcome<Trace> finish() = 0;
  // True where nothing that follows can change the outcome (a fraction grew beyond its limit): a caller may stop
  // reading.
  virtual bool stopped() const { return false; }

 protected:
  Tracer() = default;
};

// The whole ledger at once.
Outcome<Trace> trace(const Ledger& ledger, const TraceChoices& choices);

}  // namespace restituo
