// wants: no matching (function for call to .*Period\(|constructor for initialization of .*Period)
// Whether the last day counts is never assumed: courts differ.
#include <restituo/quantity/period.hpp>

namespace restituo {

Period stay(const Date& first, const Date& last) { return Period(first, last); }

}  // namespace restituo
