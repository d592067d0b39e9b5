// What each command is asked, and its exit code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <restituo/base/language.hpp>
#include <restituo/model/series_import.hpp>

namespace restituo {

enum ExitCode {
  exit_answer = 0,
  exit_warnings = 1,
  exit_refused = 2,
  exit_not_converged = 3,
  exit_verify_failed = 4,
  exit_bug = 70
};

struct CommonWishes {
  Language language = Language::en;
  std::string models_folder;
};

// "html", "pdf", ... in the order in which they are made and listed.
const std::vector<std::string>& all_formats();
// What a folder gets where no format was named: all that needs no program from outside.
const std::vector<std::string>& usual_formats();

// How a case is to be drawn; what is left empty is as the case says, or as is usual.
struct DrawWishes {
  std::optional<std::uint64_t> draws;
  std::optional<std::uint64_t> seed;
  std::string method;  // mc, lhs, sobol
  std::optional<double> until;
  std::optional<std::uint64_t> outer_draws;
  std::optional<std::uint64_t> inner_draws;
  unsigned threads = 0;  // 0: as many as the machine has
  bool quiet = false;
};

struct EstimateWishes : DrawWishes {
  std::string case_file;
  std::string out_folder;            // empty: print on standard output
  std::vector<std::string> formats;  // empty: a brief answer, or the usual ones with a folder
  std::string paper = "letter";      // or a4: of the PDF and the editable text
  bool redact = false;               // the public copy
  bool challenge = true;             // a section of the report on the other side's view
};

struct ChallengeWishes : DrawWishes {
  std::string case_file;
  std::string out_folder;
  std::vector<std::string> formats;  // html, json, csv, svg
  std::string figure;                // id; empty: the first a reader is told
  std::string below;                 // a decimal; empty: chosen from the range
};

struct VerifyWishes {
  std::string result_file;
  std::string case_file;  // empty: as the result names it
  unsigned threads = 0;
  bool quiet = false;
};

// What --from, --to, --until and --where hold, as they were typed.
struct SeriesImportWishes {
  std::string table;
  std::string out;  // empty: print on standard output
  std::vector<std::string> filters;
  std::string from;
  std::string to;
  std::string until;
  SeriesWishes series;
};

struct SweepWishes {
  std::string sweep_file;
  std::string out_file;  // CSV; empty: the id of the sweep, in the folder one is in
  std::string shard;     // "3/8"; empty: all of it
  unsigned shards = 0;   // of a script for Slurm
  unsigned threads = 0;  // 0: as many as the machine has
  bool quiet = false;
};

struct DiscoverWishes {
  std::string results_file;
  std::string figure;  // id; empty where the table has only one
  std::string below;
  std::string format;      // json; empty: a text to read
  std::uint64_t seed = 1;  // of the halves in which a limit is looked for again
};

struct TraceWishes {
  std::string ledger_file;
  std::string method;
  std::string format;      // json, csv, svg; empty: a table to read
  std::string out_folder;  // empty: print on standard output
  std::string rules_file;
  std::string shares = "auto";  // exact, cents, auto
  std::string day_order = "as-written";
  std::string loan = "by-cost";
  std::string match_tolerance = "0";
  int match_days = 5;
  int decimals = 2;
  bool trail = false;
  bool paths = false;
  bool bounds = false;  // floor and ceiling; always with `all`
};

struct DistributeWishes {
  std::string claims_file;  // CSV, or a result.json of `estimate`
  std::vector<std::string> pools;
  std::string rule;
  std::string format;
  std::string least_payment;
  std::string transfers_file;
  std::string rollover = "as-written";
  std::string currency;
  std::string head = "net";  // which figure of each survivor, where the claims are a result.json
};

struct IndirectWishes {
  std::string schedule_file;
  std::string format;
};

struct MatchWishes {
  std::vector<std::string> files;  // one plan (.toml), or statements
  std::string account;             // of statements that name none
  std::string currency;            // for its decimals
  std::string out_folder;          // empty: the ledger on standard output
};

int estimate_command(const CommonWishes& common, const EstimateWishes& wishes);
int verify_command(const CommonWishes& common, const VerifyWishes& wishes);
int challenge_command(const CommonWishes& common, const ChallengeWishes& wishes);
int sweep_command(const CommonWishes& common, const SweepWishes& wishes);
int sweep_merge_command(const CommonWishes& common, const SweepWishes& wishes);
int sweep_slurm_command(const CommonWishes& common, const SweepWishes& wishes);
int sweep_discover_command(const CommonWishes& common, const DiscoverWishes& wishes);
int check_command(const CommonWishes& common, const std::string& case_file);
int check_ledger_command(const CommonWishes& common, const std::string& ledger_file, int decimals);
int trace_command(const CommonWishes& common, const TraceWishes& wishes);
int distribute_command(const CommonWishes& common, const DistributeWishes& wishes);
int indirect_command(const CommonWishes& common, const IndirectWishes& wishes);
int match_command(const CommonWishes& common, const MatchWishes& wishes);
int models_list_command(const CommonWishes& common);
int models_show_command(const CommonWishes& common, const std::string& id);
int models_verify_command(const CommonWishes& common);
int series_list_command(const CommonWishes& common);
int series_show_command(const CommonWishes& common, const std::string& id);
int series_import_command(const CommonWishes& common, SeriesImportWishes wishes);

}  // namespace restituo
