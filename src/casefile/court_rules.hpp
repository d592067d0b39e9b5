// What courts have cut or refused a claim for, held against a draft: rules V1 to V28 of docs/method/validator.md, each
// with the decision it comes from. Those that a plain fault of the file already is (a day counted twice, more hours
// than a day has) stand in validation.cpp and roles.cpp; those that need heads of claim and a forum come with them.
//
// A rule speaks only of what the case says: a fact that the file does not give is not assumed, either way.
#pragma once

#include <restituo/model/library.hpp>

#include "draft.hpp"

namespace restituo {

// The words that a fact of a period may be, where these rules ask for it without any forum; empty for all others.
std::vector<std::string> words_of_court_rules(const std::string& name);

void check_court_rules(const Draft& draft, const Library& library, Faults& faults);

}  // namespace restituo
