// The rules of courts that a claim under a forum can break (V7, V9 to V11, V13 to V15, V19, V20, V22), and what the
// forum still needs: proof of each head, and its deadlines worked out from the case's own dates.
#pragma once

#include <restituo/model/library.hpp>

#include "draft.hpp"

namespace restituo {

void check_claim_rules(const Draft& draft, const Library& library, Faults& faults);

}  // namespace restituo
