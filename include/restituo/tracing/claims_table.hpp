// The claims of a distribution as a table: CSV with the columns claimant, paid_in, received, and where they are needed
// stated, disputed, earlier, collateral, reinvested. An empty cell of an optional column is zero (of `stated`: not
// given).
//
//   claimant,paid_in,received
//   survivor-a,400000,150000
//
// What it refuses: an amount that might mean two things, a negative one, an empty claimant, `disputed` other than yes
// and no.
#pragma once

#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/ledger/text_source.hpp>
#include <restituo/tracing/distribution.hpp>

namespace restituo {

Outcome<std::vector<LossClaim>> read_claims(TextSource source);

// Columns from, to, amount.
Outcome<std::vector<AccountTransfer>> read_account_transfers(TextSource source);

}  // namespace restituo
