// The rules of a tracing as a TOML file: docs/formats/tracing-rules.md.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <restituo/base/language.hpp>
#include <restituo/base/outcome.hpp>
#include <restituo/model/document.hpp>
#include <restituo/tracing/asset.hpp>
#include <restituo/tracing/tracing_rules.hpp>

namespace restituo {

// An account of the ledger that is a thing: what was paid to it bought it.
struct AssetWish {
  std::string account;
  std::optional<Exact> value;
  std::optional<Exact> outstanding;
  Words valued;  // who valued it and when
  Exact lien_interest_rate;
};

// An account that was seized, for 18 USC 984.
struct SeizureWish {
  std::string account;
  Date commenced;
};

struct SubstituteWish {
  Exact obtained;
  Exact forfeited;
  std::string ground;
  Words evidence;
};

struct TracingFile {
  TracingRules rules;
  std::vector<AssetWish> assets;
  std::set<std::string> innocent;  // labels of people who are neither wrongdoer nor claimant
  std::vector<SeizureWish> seizures;
  std::optional<SubstituteWish> substitute;
  std::map<std::string, Words> names;  // what a report calls an account or a lender; the ledger's name elsewhere
};

Outcome<TracingFile> read_tracing_file(const FileText& file, int decimals);

}  // namespace restituo
