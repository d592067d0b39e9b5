// A Source is a document, an exhibit or a testimony that a number rests on; a Citation is the place in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <restituo/model/document.hpp>
#include <restituo/quantity/date.hpp>

namespace restituo {

struct Source {
  std::string id;
  std::string kind;   // report, book, article, court, statute, press, dataset, exhibit, testimony, expert
  Words cite;         // as a court would cite it
  std::string where;  // address, publisher, exhibit number
  Words seen;         // what was really read, where it was not the document itself
  std::optional<Date> retrieved;
  bool checked = false;  // a person has compared every number with the document
  Words note;
  Place place;
};

struct Citation {
  std::string source;  // id
  std::string pin;     // page, article, minute
};

// How a number in a model came there. The weakest one of what a figure rests on is the figure's.
enum class Status { read, derived, recalled };
std::string_view name_of(Status status);
std::optional<Status> status_from_name(std::string_view name);

// What stands behind a fact of the case: A document, B two independent accounts, C one sworn account, D by analogy
// (a market price, the literature), E assumed (reference/users-and-reports.md section 4).
enum class Grade { A, B, C, D, E };
char letter_of(Grade grade);
std::optional<Grade> grade_from_text(std::string_view text);
inline bool is_documented(Grade grade) { return grade <= Grade::C; }

// Reads one [[source]] table.
std::optional<Source> read_source(const Entry& table, Faults& faults);

}  // namespace restituo
