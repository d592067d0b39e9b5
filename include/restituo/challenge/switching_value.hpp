// A SwitchingValue is how far one number must move, all others as claimed, to bring a figure under a stated sum.
//
//   auto months = switching_value(figure_at, 60, 0, Exact::fraction(1, 10), 500'000);
//   months->value;       // 29.3: the first tenth of a month at which the figure is under 500,000
//   months->before;      // the figure one tenth earlier, which is not
//
// The search walks a grid of printable values by exact bisection, so that the number printed is the number tried: the
// figure at `value` and its neighbour on the grid are both worked out exactly and lie on either side of the sum. Where
// the figure is already under the sum, it is the value that brings it to the sum or above.
//
// A figure that turns around between may cross more than once; then one crossing is found, and both neighbours still
// prove it.
#pragma once

#include <functional>
#include <optional>

#include <restituo/quantity/exact.hpp>

namespace restituo {

struct SwitchingValue {
  Exact value;   // the first value on the grid, seen from the claimed one, on the other side of the sum
  Exact after;   // the figure there
  Exact before;  // the figure one step nearer to the claimed value
};

// Searches from `from` towards `until` in multiples of `step` (above 0). Nothing where the figure at the last multiple
// before `until` lies on the same side of `sum` as at `from`, or has no value.
std::optional<SwitchingValue> switching_value(const std::function<std::optional<Exact>(const Exact&)>& figure,
                                              const Exact& from, const Exact& until, const Exact& step,
                                              const Exact& sum);

}  // namespace restituo
