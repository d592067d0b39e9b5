// Every sentence of the report exists once in each language, or the program does not compile.
//
// catalogue_en.inc names the sentences and gives the English ones, with how the language writes numbers, dates and
// units; each other language is one file with the same names in the same order. To add one is to add its file, with
// its ISO 639 code in the name: the build finds it. Nothing else of the report knows a language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/language.hpp>

#include "document_tree.hpp"

namespace restituo {

enum class Says : unsigned short {
#define SAY(name, sentence) name,
#include "catalogue_en.inc"
#undef SAY
};

struct Sentence {
  Says name;
  std::string_view id;
  std::string_view text;
};

// All sentences of a language, in the order of Says: for the tests.
std::vector<Sentence> sentences_of(Language language);

// The sentence with {0}, {1}, ... replaced; it must have exactly as many places as are put in, or fewer (our bug
// otherwise).
std::string say(Language language, Says name, const std::vector<std::string>& put_in = {});
// The same with links and figures inside the sentence.
Inlines say_with(Language language, Says name, const std::vector<Inlines>& put_in);

}  // namespace restituo
