// A stored result.json is verified by running it again: what it was made from, and everything in which a new run
// differs.
//
//   read_stored_result(text, "result.json")   -> the case file, draws, seed and language to run again with
//   differences(text, json_report(again))     -> nothing, or one fault for each part, input and figure that differs
//
// The causes come first: the version, the case file, a model, a series by name; then the inputs whose value, range or
// evidence changed; then the figures and lines that came out differently. So a hostile expert who edits one price in a
// result, or a clerk who updates one series, reads which one it was. Where a result differs in nothing but its digest,
// that is said too.
//
// What it refuses: a text that is no result of format 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <restituo/base/fault.hpp>
#include <restituo/base/outcome.hpp>

namespace restituo {

struct StoredResult {
  Language language = Language::en;
  std::string case_file;  // as it was named when the result was made
  std::string command;
  std::string version;
  std::string method;
  std::uint64_t draws = 0;
  std::uint64_t most_draws = 0;  // allowed, where a precision was asked for
  std::optional<double> until;
  std::uint64_t outer_draws = 0;
  std::uint64_t inner_draws = 0;
  std::uint64_t seed = 0;
  std::string digest;
};

Outcome<StoredResult> read_stored_result(const std::string& json, const std::string& file);

// `again` is json_report of the new run, in the language of the stored one. Where a result was named by another path,
// or made by another command that gives the same result, it does not differ. Both are results (our bug otherwise).
Faults differences(const std::string& stored, const std::string& again);

}  // namespace restituo
