#include <restituo/challenge/switching_value.hpp>

#include <restituo/base/must.hpp>

namespace restituo {

std::optional<SwitchingValue> switching_value(const std::function<std::optional<Exact>(const Exact&)>& figure,
                                              const Exact& from, const Exact& until, const Exact& step,
                                              const Exact& sum) {
  must(step.sign() > 0, "a grid has a step");
  const auto start = figure(from);
  if (!start || from == until) {
    return std::nullopt;
  }
  const bool upwards = until > from;
  const auto below = [&](const Exact& value) { return value < sum; };
  const bool starts_below = below(*start);

  // Multiples of the step: `near` is the one at or just before `from`, `far` the last one before `until`.
  Exact near = upwards ? (from / step).floor() : (from / step).ceiling();
  Exact far = upwards ? (until / step).floor() : (until / step).ceiling();
  if (near == far) {
    return std::nullopt;
  }
  const auto at_far = figure(far * step);
  if (!at_far || below(*at_far) == starts_below) {
    return std::nullopt;
  }
  Exact after = *at_far;
  Exact before = *start;
  while ((far - near).magnitude() > Exact(1)) {
    const Exact middle = ((near + far) / Exact(2)).floor();
    const auto found = figure(middle * step);
    if (!found) {
      return std::nullopt;
    }
    if (below(*found) == starts_below) {
      near = middle;
      before = *found;
    } else {
      far = middle;
      after = *found;
    }
  }
  return SwitchingValue{far * step, after, before};
}

}  // namespace restituo
