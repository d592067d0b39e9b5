// How the other side's view is put into words: the same words on the page, in the table and on the terminal.
#pragma once

#include <string>

#include <restituo/challenge/challenge.hpp>

#include "report_index.hpp"

namespace restituo {

// "37" of 0.374; "0" of what is below 0 by chance.
std::string of_100(double share);
// "37 (35 to 39)", or "1 (not told from none)".
std::string share_in_words(const ReportIndex& index, const SobolShare& share);

// What to prove, in words: the dates of a period, or an input by its name.
std::string thing_to_prove(const ReportIndex& index, InputId input);
// The sentences "prove … first", "then prove …"; empty where nothing was drawn.
std::vector<std::string> advice_on_proof(const ReportIndex& index, const Challenge& challenge);
// Whether knowing an input narrows the range by more than chance does.
bool is_narrowing(const Challenge& challenge, const Narrowing& narrowing);

// Where the draws come from.
std::string draws_in_words(const ReportIndex& index, const Challenge& challenge);
// The sentence on where the claim breaks.
std::string breaking_in_words(const ReportIndex& index, const Challenge& challenge);
std::string limit_in_words(const ReportIndex& index, InputId input, double low, double high);

Says words_of(FallBack fall_back);
struct AttackWords {
  Says attack, answer, in_short;
};
AttackWords words_of(AttackKind kind);
// What an attack is aimed at: its inputs, its source, figure or period.
std::string aim_in_words(const ReportIndex& index, const Attack& attack);
// What a note of the checker says, and of which input.
std::string note_in_words(const ReportIndex& index, const NotedAttack& noted);
// Of a period named "a.new-york".
std::string period_name(const ReportIndex& index, const std::string& id);
std::string source_name(const ReportIndex& index, const std::string& id);

}  // namespace restituo
