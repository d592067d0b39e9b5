#include <restituo/uncertainty/selection.hpp>

#include <algorithm>
#include <array>
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

// Also marks in `kept` the draws that lie between.
RESTITUO_CLONES Counts counts_of(const double* draws, std::size_t count, double low, double high, std::uint64_t* kept) {
  Counts counts{0, 0};
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t below = draws[i] < low ? 1 : 0;
    const std::uint64_t above = draws[i] > high ? 1 : 0;
    counts.below += below;
    counts.above += above;
    kept[i] |= 1 - below - above;
  }
  return counts;
}

// Puts each place of `places` (ascending) as a sort of the whole would; what lies between is in no order.
void select_places(double* values, std::size_t begin, std::size_t end, std::span<const std::size_t> places) {
  if (places.empty() || end - begin < 2) {
    return;
  }
  const std::size_t middle = places.size() / 2;
  const std::size_t place = places[middle];
  std::nth_element(values + begin, values + place, values + end);
  std::size_t before = middle;
  while (before > 0 && places[before - 1] == place) {
    --before;
  }
  std::size_t after = middle + 1;
  while (after < places.size() && places[after] == place) {
    ++after;
  }
  select_places(values, begin, place, places.first(before));
  select_places(values, place + 1, end, places.subspan(after));
}

void select_places(std::span<double> values, std::vector<std::size_t> places) {
  std::sort(places.begin(), places.end());
  select_places(values.data(), 0, values.size(), places);
}

}  // namespace

RankSelection::RankSelection(std::uint64_t count, std::vector<std::uint64_t> ranks, std::span<const double> sample)
    : ranks_(std::move(ranks)), bracket_of_rank_(ranks_.size()) {
  must(!sample.empty(), "a selection begins with a sample");
  std::vector<double> sorted(sample.begin(), sample.end());  // as far as is looked at
  const auto size = static_cast<double>(sorted.size());
  const auto ends_of = [&](std::uint64_t rank) {
    const double p = (static_cast<double>(rank) - 0.5) / static_cast<double>(count);
    const double off = reach * __builtin_sqrt(size * p * (1 - p)) + 8;
    return std::array{p * size - off, p * size + off};
  };
  std::vector<std::size_t> places;
  for (const std::uint64_t rank : ranks_) {
    must(rank >= 1 && rank <= count, "a rank is one of the draws");
    const auto [from, to] = ends_of(rank);
    if (from >= 0) places.push_back(static_cast<std::size_t>(from));
    if (to < size) places.push_back(static_cast<std::size_t>(to));
  }
  select_places(sorted, std::move(places));

  std::vector<std::size_t> by_rank(ranks_.size());
  std::iota(by_rank.begin(), by_rank.end(), std::size_t{0});
  std::sort(by_rank.begin(), by_rank.end(), [&](std::size_t a, std::size_t b) { return ranks_[a] < ranks_[b]; });
  for (const std::size_t which : by_rank) {
    const auto [from, to] = ends_of(ranks_[which]);
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
    std::array<std::uint64_t, block> kept{};
    std::array<std::uint64_t, block> ignored{};
    std::uint64_t between = 0;
    for (std::size_t b = 0; b < brackets_.size(); ++b) {
      const auto [low, high] = brackets_[b];
      // Equal draws are counted only: a figure may have one value in half of its draws.
      const bool counted_only = low == high;
      const Counts counts = counts_of(some.data(), some.size(), low, high, counted_only ? ignored.data() : kept.data());
      const std::uint64_t within = some.size() - counts.below - counts.above;
      tally.below[b] += counts.below;
      tally.within[b] += within;
      between += counted_only ? 0 : within;
    }
    if (between == 0) {
      continue;
    }
    // One place more than is filled: every draw is written, and kept where it belongs.
    std::size_t end = tally.between.size();
    tally.between.resize(end + between + 1);
    double* const to = tally.between.data();
    for (std::size_t i = 0; i < some.size(); ++i) {
      to[end] = some[i];
      end += kept[i];
    }
    tally.between.pop_back();
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
  for (std::size_t r = 0; r < ranks_.size(); ++r) {
    const std::size_t b = bracket_of_rank_[r];
    if (ranks_[r] <= tally.below[b] || ranks_[r] > tally.below[b] + tally.within[b]) {
      return std::nullopt;
    }
  }
  // Brackets are apart from one another: one after the other, each is a stretch of the draws kept.
  std::vector<std::size_t> starts;
  std::size_t start = 0;
  for (std::size_t b = 0; b < brackets_.size(); ++b) {
    starts.push_back(start);
    start += brackets_[b].low == brackets_[b].high ? 0 : tally.within[b];
  }
  std::vector<std::size_t> places;
  const auto place_of = [&](std::size_t r) {
    const std::size_t b = bracket_of_rank_[r];
    return starts[b] + static_cast<std::size_t>(ranks_[r] - tally.below[b] - 1);
  };
  for (std::size_t r = 0; r < ranks_.size(); ++r) {
    const Bracket& bracket = brackets_[bracket_of_rank_[r]];
    if (bracket.low != bracket.high) {
      places.push_back(place_of(r));
    }
  }
  select_places(tally.between, std::move(places));
  std::vector<double> found(ranks_.size());
  for (std::size_t r = 0; r < ranks_.size(); ++r) {
    const auto [low, high] = brackets_[bracket_of_rank_[r]];
    found[r] = low == high ? low : tally.between[place_of(r)];
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
  std::vector<double> sorted(draws.begin(), draws.end());  // as far as is looked at
  std::vector<std::size_t> places;
  for (const std::uint64_t rank : ranks) {
    must(rank >= 1 && rank <= sorted.size(), "a rank is one of the draws");
    places.push_back(rank - 1);
  }
  select_places(sorted, std::move(places));
  std::vector<double> values;
  for (const std::uint64_t rank : ranks) {
    values.push_back(sorted[rank - 1]);
  }
  return values;
}

}  // namespace restituo
