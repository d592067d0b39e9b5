// What a claim can have of an asset that was bought with mixed money.
//
//   share     paid in by the claim / everything paid; times the value, up and down
//   lien      the amount paid in, secured on the asset; it does not rise, and it does not fall before the value does
//   election  the larger of the two, against a wrongdoer only (Foskett v McKeown [2000] UKHL 29); among innocent
//             contributors shares only, because none may gain from the other's loss
//
// Money that a lender put in is counted by a convention that must be named, for they differ by half in the reference
// case:
//   by cost    the loan counts as the contribution of whoever bears it, the holder; the lender is paid out of his part
//   by equity  the loan comes off the value first, the rest goes by the cash put in
//
// Backward tracing: where a debt was repaid with claim money, that money takes the lender's place in what the loan had
// bought, but only where somebody flags the two as coordinated, with evidence (Brazil v Durant [2015] UKPC 35). Without
// the flag the creditor gave value and the trail ends. What is traced so stands in a column of its own.
// It changes who paid, never how much is still owed: what the case says is outstanding has the repayment in it already.
//
// What it refuses, as our own bug: negative amounts. Claims are never given more than the asset is worth: where liens
// exceed it, they fall rateably. Authority: asset-tracing.md sections 5.1, 5.4 and 5.5.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/language.hpp>
#include <restituo/quantity/date.hpp>
#include <restituo/quantity/exact.hpp>

namespace restituo {

enum class Contributor { holder, claim, innocent, lender };

struct AssetPart {
  std::string label{};
  Contributor kind = Contributor::claim;
  Exact paid{};
};

struct Asset {
  std::string name{};
  std::vector<AssetPart> parts{};      // together the cost
  std::optional<Exact> value{};        // now, or on the date that counts; nothing: not known, then no share in money
  std::optional<Exact> outstanding{};  // what is still owed to lenders; otherwise what they put in
  Exact lien_interest_rate{};          // simple, of the paid amount, where the law of the forum adds it
};

enum class LoanConvention { by_cost, by_equity };
std::string_view name_of(LoanConvention convention);
std::optional<LoanConvention> loan_convention_from_name(std::string_view name);

struct Entitlement {
  std::string label{};
  Exact paid{};
  Exact share{};                       // a fraction of the asset
  std::optional<Exact> share_value{};  // that fraction of the value
  Exact lien{};
  std::optional<Exact> elected{};  // the larger, within what the asset is worth
  bool takes_share = false;        // which of the two `elected` is
};

struct AssetAnswer {
  std::string name{};
  Exact cost{};
  Exact owed{};  // to lenders
  bool against_wrongdoer = false;
  std::vector<Entitlement> claims{};  // claims and innocent contributors
  bool cut_down = false;              // liens and shares together exceeded what the asset is worth
};

AssetAnswer entitlements(const Asset& asset, LoanConvention convention);

struct DebtRepayment {
  std::string lender{};            // the label under which it stands in the asset
  std::vector<AssetPart> parts{};  // what the repayment carried
  Words evidence{};
};
struct TracedBackward {
  std::string label{};
  std::string lender{};
  Exact amount{};
  Words evidence{};
};
// The parts take the lender's place in the assets, in their order, each repayment rateably over its own labels.
std::vector<TracedBackward> trace_backward(std::vector<Asset>& assets, const std::vector<DebtRepayment>& repayments);

// 18 USC 984: identical property in the same account is forfeitable without tracing, as far as offences of the year
// before the action began put proceeds there. A year counts 365 days.
struct ProceedsDeposit {
  Date date{};
  Exact amount{};
};
Exact reach_984(const Exact& balance_at_seizure, const std::vector<ProceedsDeposit>& proceeds, const Date& commenced);

// 21 USC 853(p): substitute property up to what was obtained and could not be forfeited directly; nothing without a
// recorded ground (a cannot be found, b with a third party, c beyond the court, d lost value, e commingled).
Exact substitute_853p(const Exact& obtained, const Exact& directly_forfeited, bool ground_recorded);

// Swollen assets, a ceiling that most forums reject: what tracing did not find, as a charge on all that is free.
Exact swollen_assets_ceiling(const Exact& claim, const Exact& traced, const Exact& free_assets);

}  // namespace restituo
