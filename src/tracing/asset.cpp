#include <restituo/tracing/asset.hpp>

#include <algorithm>

#include <restituo/base/must.hpp>

namespace restituo {

std::string_view name_of(LoanConvention convention) {
  return convention == LoanConvention::by_cost ? "by-cost" : "by-equity";
}

std::optional<LoanConvention> loan_convention_from_name(std::string_view name) {
  if (name == "by-cost") return LoanConvention::by_cost;
  if (name == "by-equity") return LoanConvention::by_equity;
  return std::nullopt;
}

AssetAnswer entitlements(const Asset& asset, LoanConvention convention) {
  AssetAnswer answer;
  answer.name = asset.name;
  Exact lent;
  for (const AssetPart& part : asset.parts) {
    must(part.paid.sign() >= 0, "nobody puts in less than nothing");
    answer.cost += part.paid;
    if (part.kind == Contributor::lender) lent += part.paid;
    answer.against_wrongdoer =
        answer.against_wrongdoer || part.kind == Contributor::holder || part.kind == Contributor::lender;
  }
  answer.owed = asset.outstanding.value_or(lent);
  const Exact base = convention == LoanConvention::by_cost ? answer.cost : answer.cost - lent;
  // By cost the lender is paid out of the holder's part; by equity off the top.
  const auto worth = [&](const Exact& value) {
    return convention == LoanConvention::by_cost ? value : std::max(Exact(), value - answer.owed);
  };
  Exact together;
  for (const AssetPart& part : asset.parts) {
    if (part.kind != Contributor::claim && part.kind != Contributor::innocent) continue;
    Entitlement entry;
    entry.label = part.label;
    entry.paid = part.paid;
    entry.share = base.is_zero() ? Exact() : part.paid / base;
    entry.lien = part.paid + part.paid * asset.lien_interest_rate;
    if (asset.value) {
      entry.share_value = entry.share * worth(*asset.value);
      // An innocent contributor shares; a claim among innocents alone shares as well.
      entry.takes_share =
          part.kind == Contributor::innocent || !answer.against_wrongdoer || *entry.share_value >= entry.lien;
      entry.elected = entry.takes_share ? *entry.share_value : entry.lien;
      together += *entry.elected;
    }
    answer.claims.push_back(std::move(entry));
  }
  if (asset.value && together > worth(*asset.value)) {
    answer.cut_down = true;
    for (Entitlement& entry : answer.claims) {
      entry.elected = *entry.elected * worth(*asset.value) / together;
    }
  }
  return answer;
}

std::vector<TracedBackward> trace_backward(std::vector<Asset>& assets, const std::vector<DebtRepayment>& repayments) {
  std::vector<TracedBackward> result;
  for (const DebtRepayment& repayment : repayments) {
    std::vector<AssetPart> parts = repayment.parts;
    for (Asset& asset : assets) {
      Exact available;
      for (const AssetPart& part : parts) available += part.paid;
      const auto lender = std::find_if(asset.parts.begin(), asset.parts.end(), [&](const AssetPart& part) {
        return part.kind == Contributor::lender && part.label == repayment.lender;
      });
      if (lender == asset.parts.end() || available.is_zero()) continue;
      const Exact replaced = std::min(available, lender->paid);
      lender->paid -= replaced;
      for (AssetPart& part : parts) {
        const Exact moved = part.paid * replaced / available;
        if (moved.is_zero()) continue;
        part.paid -= moved;
        const auto same = std::find_if(asset.parts.begin(), asset.parts.end(), [&](const AssetPart& other) {
          return other.label == part.label && other.kind == part.kind;
        });
        if (same != asset.parts.end()) {
          same->paid += moved;
        } else {
          asset.parts.push_back({part.label, part.kind, moved});
        }
        if (part.kind != Contributor::holder && part.kind != Contributor::lender) {
          result.push_back({part.label, repayment.lender, moved, repayment.evidence});
        }
      }
    }
  }
  return result;
}

Exact reach_984(const Exact& balance_at_seizure, const std::vector<ProceedsDeposit>& proceeds, const Date& commenced) {
  Exact within;
  for (const ProceedsDeposit& deposit : proceeds) {
    if (deposit.date <= commenced && deposit.date >= commenced.plus_days(-365)) within += deposit.amount;
  }
  return std::min(std::max(Exact(), balance_at_seizure), within);
}

Exact substitute_853p(const Exact& obtained, const Exact& directly_forfeited, bool ground_recorded) {
  return ground_recorded ? std::max(Exact(), obtained - directly_forfeited) : Exact();
}

Exact swollen_assets_ceiling(const Exact& claim, const Exact& traced, const Exact& free_assets) {
  return std::min(std::max(Exact(), claim - traced), std::max(Exact(), free_assets));
}

}  // namespace restituo
