// Whose money a lot is, as one number. In the plain form the number says it itself: 0 is the holder's own, an even one
// a label of the ledger, an odd one what a bank lent in an account. Where paths are kept, a number stands for an entry
// that also says by which movement the money came and from which entry.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <restituo/base/must.hpp>
#include <restituo/ledger/ledger.hpp>
#include <restituo/quantity/exact.hpp>

namespace restituo {

// A piece of money taken out of its queue, for the rare events that rebuild one: exchange, substitution, returned
// items.
template <class Amount>
struct LotPart {
  std::uint32_t lot = 0;
  Amount amount{};
  std::uint32_t origin = 0;
};

using LabelCode = std::uint32_t;
inline constexpr LabelCode own_code = 0;
// Money of which a method does not say whose it is.
inline constexpr LabelCode unattributed_code = std::numeric_limits<LabelCode>::max();
// Money that came from cash or through a gap in the statements; it ranks with the claims, not with the holder's.
inline constexpr LabelCode unknown_code = unattributed_code - 1;

// Money that several labels share in fixed parts without an order among them: a credit of interest. Numbers below
// `unknown_code`, downwards; no ledger has so many names.
inline constexpr LabelCode first_mixture_code = unknown_code - 1;
inline constexpr LabelCode last_mixture_code = first_mixture_code - (1U << 20);

constexpr LabelCode code_of(LabelId label) { return 2 * number_of(label); }
constexpr LabelCode bank_code(AccountId account) { return 2 * number_of(account) + 1; }

// Who bears a payment first, under the rules that rank.
enum class LabelRank : std::uint8_t { own, bank, claim };

class LabelBook {
 public:
  LabelBook(const LedgerNames& names, bool keep_paths) : names_(&names), keep_paths_(keep_paths) {}

  bool keeps_paths() const { return keep_paths_; }

  LabelRank rank_of(std::uint32_t lot) {
    const LabelCode code = code_of_lot(lot);
    if (code == own_code) return LabelRank::own;
    if (code == unknown_code) return LabelRank::claim;
    if (code & 1U) return LabelRank::bank;
    const std::uint32_t label = code / 2;
    while (ranks_.size() <= label) {
      const auto next = static_cast<std::uint32_t>(ranks_.size());
      ranks_.push_back(names_->labels.name(next).starts_with("bank:") ? LabelRank::bank : LabelRank::claim);
    }
    return ranks_[label];
  }

  LabelCode code_of_lot(std::uint32_t lot) const { return keep_paths_ ? entries_[lot].code : lot; }

  // The number of money that arrives with this movement; `from` is the number it had before, or none.
  static constexpr std::uint32_t nothing_before = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t arriving(LabelCode code, std::uint32_t movement, std::uint32_t from) {
    if (!keep_paths_) {
      return code;
    }
    // Parts of one payment that had one number keep one number.
    if (movement != last_movement_) {
      last_movement_ = movement;
      of_this_movement_.clear();
    }
    const auto [place, is_new] =
        of_this_movement_.try_emplace({from, code}, static_cast<std::uint32_t>(entries_.size()));
    if (is_new) {
      entries_.push_back({code, movement, from});
    }
    return place->second;
  }

  // Each label with its part of one.
  using Mixture = std::vector<std::pair<LabelCode, Exact>>;
  static constexpr bool is_mixture(LabelCode code) { return code <= first_mixture_code && code > last_mixture_code; }
  LabelCode mixed(Mixture parts) {
    must(mixtures_.size() < first_mixture_code - last_mixture_code,
         "fewer than a million credits are shared by labels");
    mixtures_.push_back(std::move(parts));
    return first_mixture_code - static_cast<LabelCode>(mixtures_.size() - 1);
  }
  const Mixture& mixture(LabelCode code) const { return mixtures_[first_mixture_code - code]; }

  struct Entry {
    LabelCode code;
    std::uint32_t movement;
    std::uint32_t from;
  };
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  const LedgerNames* names_;
  bool keep_paths_;
  std::vector<LabelRank> ranks_;
  std::vector<Entry> entries_;
  std::vector<Mixture> mixtures_;
  std::uint32_t last_movement_ = nothing_before;
  std::map<std::pair<std::uint32_t, LabelCode>, std::uint32_t> of_this_movement_;
};

}  // namespace restituo
