// An Outcome is a value, or all the faults that stood in its way. Nothing in the library throws for a user's mistake.
#pragma once

#include <utility>

#include <tl/expected.hpp>

#include <restituo/base/fault.hpp>

namespace restituo {

template <class T>
using Outcome = tl::expected<T, Faults>;

// `return refuse({.code = "...", ...});`
inline tl::unexpected<Faults> refuse(Fault fault) { return tl::unexpected<Faults>(Faults{std::move(fault)}); }
inline tl::unexpected<Faults> refuse(Faults faults) { return tl::unexpected<Faults>(std::move(faults)); }

// A value that is good as far as it goes, and what was left out of it or is doubtful about it.
template <class T>
struct Checked {
  T value;
  Faults faults;
};

}  // namespace restituo
