// What `trace` prints: JSON for programs, tables for people, CSV for a workbook.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <restituo/ledger/ledger.hpp>
#include <restituo/report/traced_assets.hpp>
#include <restituo/tracing/asset.hpp>
#include <restituo/tracing/ledger_bounds.hpp>
#include <restituo/tracing/trace.hpp>

#include "tracing_rules_file.hpp"

namespace restituo {

// One method's answer with what follows from it.
struct TracedMethod {
  std::string name;  // of the method, with the order of the day where that was chosen
  Trace trace;
  std::vector<Asset> assets;             // before backward tracing
  std::vector<AssetAnswer> answers;      // in the order of the assets
  std::vector<TracedBackward> backward;  // empty where nothing was flagged
  std::vector<Asset> assets_backward;
  std::vector<AssetAnswer> answers_backward;
};

struct SeizureAnswer {
  std::string account;
  Date commenced;
  Exact reach;  // major units
};

// The least and the most that a claim can be worth, and own money first by the order of its days.
struct BoundsOfClaim {
  TracedLabel label;
  Exact floor;  // major units, as all here
  Exact ceiling;
  Exact day_worst;
  Exact day_as_written;
  Exact day_best;
};
struct BoundsAnswer {
  std::vector<BoundsOfClaim> claims;
  bool exact = false;    // some attribution reaches floor and ceiling
  std::string left_out;  // why there are none: a code, see docs/formats/trace.md
};

// Everything a run knows, handed to the printers.
struct TraceRun {
  std::string command;  // how the run is repeated
  std::string ledger_file;
  std::string ledger_digest;  // where files are written: reading every byte once more costs as much as tracing
  LedgerSummary summary;
  const LedgerNames* names = nullptr;
  int decimals = 2;
  SameDayOrder day_order = SameDayOrder::as_written;
  LoanConvention loan = LoanConvention::by_cost;
  std::int32_t match_days = 5;
  Exact match_tolerance;
  TracingFile file;
  std::string rules_file;
  std::vector<TracedMethod> methods;  // one, or all
  std::vector<SeizureAnswer> seizures;
  std::optional<BoundsAnswer> bounds;  // where asked for
  Faults warnings;
  bool all = false;
};

// An account that pays money on, or is paid into from outside, is counted as the holder's. Money drawn in cash lies
// nobody knows where, and what a mere payee has is hers.
TracedPlace place_of(const AccountHoldings& account, const TraceRun& run);
// What a claim reached under a method: in the holder's accounts, and in assets by the measure it would elect.
Exact reached(const TracedMethod& method, const TraceRun& run, const TracedLabel& label);
std::vector<TracedLabel> claims_of(const TraceRun& run);

std::string trace_json(const TraceRun& run, Language language);
std::string trace_table(const TraceRun& run, Language language);
std::string balances_csv(const TraceRun& run);
std::string trail_csv(const TraceRun& run);

// A number as the contract wants it: a decimal where it has one, else a fraction.
std::string exact_text(const Exact& value);

// Words in columns, the last columns to the right; widths count characters.
std::string in_columns(const std::vector<std::vector<std::string>>& rows, std::size_t text_columns);

}  // namespace restituo
