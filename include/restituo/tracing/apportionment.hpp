// Apportionment turns exact shares into whole units (cents) that add up: every share is cut down to the unit below, and
// the units left over go one each to the largest parts cut off (Hamilton's method of the largest remainder).
//
//   apportioned(100, {1, 1, 1})      // 34, 33, 33
//
// A tie goes to the earlier share. Never "the last one takes the rest": that would favour one survivor by the order of
// a list. A share may have a ceiling, because nobody is paid more than she lost; what no one may take is left over and
// handed back as such.
//
// What it refuses, as our own bug: negative shares, and shares that ask for more than there is.
// Authority: asset-tracing.md, sections 2 and 4.18, and the vectors own-lrm-1, own-lrm-2 and owl-7.
#pragma once

#include <span>
#include <vector>

#include <restituo/quantity/exact.hpp>

namespace restituo {

// Whole units to hand out in proportion to `weights` (not negative, not all zero).
std::vector<Exact> apportioned(const Exact& units, std::span<const Exact> weights);

struct WholeUnits {
  std::vector<Exact> units;  // as many as shares, each the share's floor or one more
  Exact left_over;           // zero, but where ceilings stand in the way or the shares do not add up to a whole unit
};

// `shares` in units, their sum at most `total` (whole). `ceilings` is empty, or one ceiling a share. A share of zero
// gets no unit.
WholeUnits whole_units(const Exact& total, std::span<const Exact> shares, std::span<const Exact> ceilings = {});

}  // namespace restituo
