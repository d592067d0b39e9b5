// A distribution shares a recovered pool among those who lost money, by one named rule.
//
//   auto shared = distribute(claims, {.rule = SharingRule::rising_tide, .pools = {200'000}});
//   shared.value.shares[2].exact         // 250000/3
//   shared.value.shares[2].payment       // 83333.33
//
// Every rule is one picture: a level rises, each claimant's award rises with it along straight lines, and what she has
// from earlier tranches is taken off. The level at which the pool is spent is found exactly.
//
//   net-loss        paid in less received, in proportion (Madoff, 654 F.3d 229)
//   gross           paid in, in proportion; what was received before does not count
//   rising-tide     everybody is lifted to the same share of what she paid in, counting what she received (SEC v Huber,
//                   702 F.3d 903; CCWB v Milligan, 112 F.4th 171)
//   last-statement  the balance last stated to her, in proportion (rejected in Madoff; for comparison)
//   per-capita      equal awards up to each net loss
//   equal-losses    equal shortfalls
//   talmud          equal awards up to half the loss, then equal shortfalls (Aumann and Maschler's contested garment)
//
// Nobody is paid more than she lost; what is left then is a surplus for the next class. Nobody is asked to pay back.
// What it refuses: negative amounts, a claimant named twice, a rule that needs a column which is not there, and a pool
// that is no whole number of minor units. Authority: asset-tracing.md section 6.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/language.hpp>
#include <restituo/base/outcome.hpp>
#include <restituo/quantity/exact.hpp>

namespace restituo {

enum class SharingRule { net_loss, gross, rising_tide, last_statement, per_capita, equal_losses, talmud };

std::string_view name_of(SharingRule rule);
std::optional<SharingRule> sharing_rule_from_name(std::string_view name);
std::vector<std::string> sharing_rule_names();
// The rule in a sentence, with the court or author that took it: printed with every result.
Words sentence_of(SharingRule rule);

// What one person put in and has had back. All amounts are in the major unit and not negative.
struct LossClaim {
  std::string claimant{};
  Exact paid_in{};                // or her loss, where nothing was "paid in": what she was made to hand over or earned
  Exact received{};               // from the wrongdoer, before the pool
  Exact collateral{};             // recovered elsewhere from security; counts as received (CCWB v Milligan)
  Exact reinvested{};             // taken out and put in again; in both of the above, see Rollover
  Exact earlier{};                // from earlier tranches of this pool
  std::optional<Exact> stated{};  // what the last statement said
  bool disputed = false;          // its share is computed and held back
  Place place{};

  // paid_in - received - collateral, or zero. Earlier tranches are not in it: the claim stays fixed.
  Exact net_loss() const;
};

// Whether money taken out and put back counts as received and paid in again (`as_written`) or not at all (`set_off`).
// Huber and CCWB leave it to the judge.
enum class Rollover { as_written, set_off };

struct SharingWishes {
  SharingRule rule = SharingRule::net_loss;
  std::vector<Exact> pools{};  // one, or several tranches in order
  Exact minor_unit = Exact::fraction(1, 100);
  Rollover rollover = Rollover::as_written;
  std::optional<Exact> least_payment{};  // smaller payments are dropped and the rule is run once more without them
};

struct Share {
  std::string claimant{};
  Exact claim{};                    // what the rule counts: net loss, paid in or stated
  Exact exact{};                    // her share, all tranches together
  Exact payment{};                  // the same in whole minor units
  Exact reserved{};                 // the part of `payment` held back because the claim is disputed
  Exact after{};                    // what she has lost even so: net loss less earlier tranches and payment, or zero
  bool dropped = false;             // below the least payment
  std::vector<Exact> by_tranche{};  // payments, adding up to `payment`
};

struct PoolDistribution {
  SharingRule rule = SharingRule::net_loss;
  Exact pool{};                  // all tranches
  std::vector<Share> shares{};   // in the order of the claims
  Exact surplus{};               // beyond what everybody lost: for the next class
  Exact left_over{};             // minor units that no payment could take, below one a claimant
  std::optional<Exact> level{};  // the share of each claim that is met, or the equal award or shortfall; see level_name
};

// What `level` is under a rule: "share", "award" or "shortfall"; nothing under the Talmud's, which has two.
std::string_view level_name(SharingRule rule);

Outcome<PoolDistribution> distribute(const std::vector<LossClaim>& claims, const SharingWishes& wishes);

// Money that one investor's account passed to another's carries principal only as far as there was any: the receiver is
// credited min(amount, net principal of the giver), and the giver's principal falls by as much (Madoff, 522 B.R. 41).
struct AccountTransfer {
  std::string from{};
  std::string to{};
  Exact amount{};
  Place place{};
};
struct CreditedTransfer {
  AccountTransfer transfer{};
  Exact credit{};
};
// In the order given. Changes paid_in of the receiver and received of the giver.
Outcome<std::vector<CreditedTransfer>> credit_transfers(std::vector<LossClaim>& claims,
                                                        const std::vector<AccountTransfer>& transfers);

}  // namespace restituo
