#include <restituo/uncertainty/selection.hpp>

#include <algorithm>
#include <numeric>

#include <restituo/base/must.hpp>

#include "clones.hpp"
#include "elementary_kernels.hpp"
#include "places.hpp"

namespace restituo {
namespace {

// Standard deviations of the sample's own ranks on either side.
constexpr double reach = 5.5;

struct Counts {
  std::uint64_t below;
  std::uint64_t above;
};

RESTITUO_CLONES Counts counts_of(const double* draws, std::size_t count, double low, double high) {
  Counts counts{0, 0};
  for (std::size_t i = 0; i < count; ++i) {
    counts.below += draws[i] < low ? 1 : 0;
    counts.above += draws[i] > high ? 1 : 0;
  }
  return counts;
}

}  // namespace

RankSelection::RankSelection(std::uint64_t count, std::vector<std::uint64_t> ranks, std::span<const double> sample)
    : ranks_(std::move(ranks)), bracket_of_rank_(ranks_.size()) {
  must(!sample.empty(), "a selection begins with a sample");
  std::vector<double> sorted(sample.begin(), sample.end());
  std::sort(sorted.begin(), sorted.end());
  const auto size = static_cast<double>(sorted.size());

  std::vector<std::size_t> by_rank(ranks_.size());
  std::iota(by_rank.begin(), by_rank.end(), std::size_t{0});
  std::sort(by_rank.begin(), by_rank.end(), [&](std::size_t a, std::size_t b) { return ranks_[a] < ranks_[b]; });
  for (const std::size_t which : by_rank) {
    must(ranks_[which] >= 1 && ranks_[which] <= count, "a rank is one of the draws");
    const double p = (static_cast<double>(ranks_[which]) - 0.5) / static_cast<double>(count);
    const double off = reach * __builtin_sqrt(size * p * (1 - p)) + 8;
    const double from = p * size - off;
    const double to = p * size + off;
    Bracket bracket{from < 0 ? -kernel::infinity : sorted[static_cast<std::size_t>(from)],
                    to >= size ? kernel::infinity : sorted[static_cast<std::size_t>(to)]};
    if (!brackets_.empty() && bracket.low <= brackets_.back().high) {
      brackets_.back().high = std::max(brackets_.back().high, bracket.high);
    } else {
      brackets_.push_back(bracket);
    }
    bracket_of_rank_[which] = brackets_.size() - 1;
  }
}

void RankSelection::add(std::span<const double> draws, Tally& tally) const {
  tally.below.resize(brackets_.size());
  tally.within.resize(brackets_.size());
  for (std::size_t first = 0; first < draws.size(); first += block) {
    const std::span<const double> some = draws.subspan(first, std::min(block, draws.size() - first));
    for (std::size_t b = 0; b < brackets_.size(); ++b) {
      const auto [low, high] = brackets_[b];
      const Counts counts = counts_of(some.data(), some.size(), low, high);
      tally.below[b] += counts.below;
      const std::uint64_t between = some.size() - counts.below - counts.above;
      tally.within[b] += between;
      if (between == 0 || low == high) {
        continue;  // equal draws are counted only: a figure may have one value in half of its draws
      }
      // One place more than is filled: every draw is written, and kept where it belongs.
      std::size_t end = tally.between.size();
      tally.between.resize(end + between + 1);
      for (const double draw : some) {
        tally.between[end] = draw;
        end += draw >= low && draw <= high ? 1 : 0;
        if (end + 1 == tally.between.size()) {
          break;
        }
      }
      tally.between.pop_back();
    }
  }
}

void RankSelection::merge(Tally& into, const Tally& from) {
  into.below.resize(std::max(into.below.size(), from.below.size()));
  into.within.resize(into.below.size());
  for (std::size_t b = 0; b < from.below.size(); ++b) {
    into.below[b] += from.below[b];
    into.within[b] += from.within[b];
  }
  into.between.insert(into.between.end(), from.between.begin(), from.between.end());
}

std::optional<std::vector<double>> RankSelection::values(Tally tally) const {
  tally.below.resize(brackets_.size());
  tally.within.resize(brackets_.size());
  std::sort(tally.between.begin(), tally.between.end());
  std::vector<double> found(ranks_.size());
  for (std::size_t r = 0; r < ranks_.size(); ++r) {
    const std::size_t b = bracket_of_rank_[r];
    const auto [low, high] = brackets_[b];
    if (ranks_[r] <= tally.below[b] || ranks_[r] > tally.below[b] + tally.within[b]) {
      return std::nullopt;
    }
    const auto from = std::lower_bound(tally.between.begin(), tally.between.end(), low);
    found[r] = low == high ? low : from[static_cast<std::ptrdiff_t>(ranks_[r] - tally.below[b] - 1)];
  }
  return found;
}

std::vector<double> values_at_ranks(std::span<const double> draws, std::span<const std::uint64_t> ranks) {
  must(!draws.empty(), "there is at least one draw to select from");
  if (const std::size_t sample_size = draws.size() / 32; sample_size > 1024) {
    std::vector<double> sample;
    for (std::size_t i = 0; i < sample_size; ++i) {
      sample.push_back(draws[i * (draws.size() / sample_size)]);
    }
    const RankSelection selection(draws.size(), {ranks.begin(), ranks.end()}, sample);
    RankSelection::Tally tally;
    selection.add(draws, tally);
    if (auto values = selection.values(std::move(tally))) {
      return std::move(*values);
    }
  }
  std::vector<double> sorted(draws.begin(), draws.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> values;
  for (const std::uint64_t rank : ranks) {
    must(rank >= 1 && rank <= sorted.size(), "a rank is one of the draws");
    values.push_back(sorted[rank - 1]);
  }
  return values;
}

}  // namespace restituo
