// A Case is one case file read and validated: docs/formats/case.md is its format, for the lawyer who writes one.
//
// Persons appear by label only. What is refused: a number without unit, source and grade; an unknown source or model;
// periods of one person that overlap without saying so; dates reversed; more acts, hours or days than there are; a
// population average as one person's estimate; an unknown key (with the nearest known one). All faults come back at
// once.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <restituo/model/library.hpp>
#include <restituo/model/setting.hpp>
#include <restituo/uncertainty/sampling.hpp>

namespace restituo {

// Fewer say nothing of a percentile.
inline constexpr std::uint64_t fewest_draws = 100;

struct SpreadWishes {
  std::optional<std::uint64_t> draws;
  std::optional<std::uint64_t> seed;
  std::optional<SamplingMethod> method;
  std::optional<double> until;
  std::optional<std::uint64_t> outer_draws;
  std::optional<std::uint64_t> inner_draws;
};

// A file beside the case that it names: a list of observed prices.
struct DataFile {
  std::string name;
  std::string digest;  // of its bytes
};

// What the file says of a period beyond what models need, for the report.
struct CasePeriodFacts {
  std::string victim;
  std::string period;
  Words place;
  Words venue;
};

// The ledger that a case names, for whoever traces it: the reader of cases looks only whether the files are there.
struct CaseTracing {
  std::string movements;  // relative to the case
  std::string rules;      // may be empty
  std::string method = "libr";
  std::string loan = "by-cost";
  Words why;  // why this method; may be empty
  Place method_place;
  Place loan_place;
};

struct Case {
  std::string id;
  Words title;
  Words note;
  bool illustration = false;
  Setting setting;
  std::vector<CasePeriodFacts> period_facts;
  std::vector<Source> sources;  // of the case itself
  SpreadWishes spread;
  std::optional<CaseTracing> tracing;
  std::string digest;  // of the file's bytes
  std::string file_name;
  std::vector<DataFile> data_files;
  Faults warnings;  // warnings and notes of the validation, in order
};

// The case, or every fault that stands in the way. `library` is read, not changed; the case's own sources count too.
Outcome<Case> read_case(const FileText& file, const Library& library);
// `beside` reads a file that the case names, relative to it; without it such a case is refused.
Outcome<Case> read_case(const FileText& file, const Library& library, const BesideFile& beside);
// The same case with some of its values changed, as a scenario of a sweep changes them. The digest covers the changes.
Outcome<Case> read_case(const FileText& file, const Library& library, std::span<const Amendment> amendments,
                        const BesideFile& beside = {});

}  // namespace restituo
