// The public copy of an estimate: the same figures, without what could tell who she is or where she was.
//
// Persons, periods and places become numbered labels, and their ids with them, in every step, input, figure and file
// name. Dates become years. What people wrote in the case (its title, notes, what the other side says, the exhibits and
// their pages, the checker's remarks, which quote the file) is withheld, because no program can know what a sentence
// gives away. Figures, ranges, models, published sources and the digest stay: they are those of the full copy.
//
// Whoever holds the case file can verify the full result; the public copy names no file and cannot be verified alone.
#pragma once

#include <memory>

#include <restituo/estimate/estimate.hpp>

namespace restituo {

// An estimate with the case that it points into. The library is that of the full one and must outlive it.
struct Redacted {
  std::unique_ptr<Case> source_case;
  Estimate estimate;
};

Redacted redacted_copy(const Estimate& full);

}  // namespace restituo
