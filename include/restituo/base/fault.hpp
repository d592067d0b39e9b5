// A Fault is one thing wrong with what the user gave: where it stands, what was found, what is wanted, what to do.
//
// Faults are values. A reader collects all of them to the end of the file and hands them back together, so that a
// lawyer corrects a file once and not twenty times. The sentences live in one catalogue per language
// (src/base/faults/*_en.inc, *_es.inc), keyed by `code`; a code missing from a catalogue does not compile, and
// every code has a broken file in tests/errors/ that causes it.
//
//   Fault{.code = "period-reversed", .place = at(file, node), .details = {"2016-05-01", "2015-05-01"}}
//
// prints, in English,
//
//   case.toml:12:8: error: The period ends before it begins: 2016-05-01 to 2015-05-01.
//     Do: Exchange the two dates, or correct the wrong one. [period-reversed]
//
// What it refuses: a code that no catalogue knows, and fewer details than a sentence asks for; both are our own bugs
// and end in `must`. A detail that only one language needs (a word already translated) is not asked for by the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/language.hpp>

namespace restituo {

// `refuse`: no answer is given. `warn`: an answer, with exit code 1. `note`: printed in the report only.
enum class Severity { note, warn, refuse };

// Lines and columns count from 1; 0 means that the fault is about the whole file (or, for a column, the whole line).
// Columns count characters (code points), as an editor shows them.
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

struct Fault {
  std::string code;
  Place place;
  std::vector<std::string> details;
  Severity severity = Severity::refuse;

  friend bool operator==(const Fault&, const Fault&) = default;
};

using Faults = std::vector<Fault>;

// One entry of a catalogue. {0}, {1}, ... stand for the details, in order; a language may use them in another order.
struct FaultSentences {
  std::string_view code;
  std::string_view what;
  std::string_view remedy;
};

// "file:line:column", without the parts that are 0; empty where there is no file.
std::string text_of(const Place& place);
// The whole message, in two or more lines, without a final newline.
std::string text_of(const Fault& fault, Language language);
// What is wrong, and what to do, each as one sentence without place and code.
std::string what_is_wrong(const Fault& fault, Language language);
std::string what_to_do(const Fault& fault, Language language);

bool refuses(const Faults& faults);
// Sorted by file, line and column; equal faults once. What a person sees is always in this order.
Faults in_order(Faults faults);
void append(Faults& to, Faults from);

// Every code the program can print: for the gallery of errors and its test.
std::vector<std::string_view> all_fault_codes();

}  // namespace restituo
