// How the other side's view is put into words: the same words on the page, in the table and on the terminal.
#pragma once

#include <string>

#include <restituo/challenge/challenge.hpp>

#include "report_index.hpp"

namespace restituo {

// "37" of 0.374; "0" of what is below 0 by chance.
std::string of_100(double share);
// A simulated amount with no more digits than the middle of the figure's own draws supports, so that what is read of
// the same draws in several places is written alike.
double settled(const Challenge& challenge, double value);
std::string settled_text(const ReportIndex& index, const Challenge& challenge, double value);
// "37 (35 to 39)", or "1 (not told from zero)".
std::string share_in_words(const ReportIndex& index, const SobolShare& share);

// What to prove, in words: the dates or the length of a period, or an input by its name.
std::string thing_to_prove(const ReportIndex& index, InputId input);
// What proof would narrow the range most, and what beside it; empty where nothing was drawn or chance does as much.
std::vector<std::string> advice_on_proof(const ReportIndex& index, const Challenge& challenge);
// Whether knowing an input narrows the range by more than chance does.
bool is_narrowing(const Challenge& challenge, const Narrowing& narrowing);

// Where the draws come from.
std::string draws_in_words(const ReportIndex& index, const Challenge& challenge);
// Whether a few limits describe where the claim breaks.
bool tells_limits(const BreakingScenario& scenario);
// The sentence on where the claim breaks.
std::string breaking_in_words(const ReportIndex& index, const Challenge& challenge);
// A value of an input that was found in draws, in three digits.
std::string rounded_value_text(double value, const Unit& unit, Language language);
std::string limit_in_words(const ReportIndex& index, InputId input, double low, double high);

Says words_of(FallBack fall_back);
struct AttackWords {
  Says attack, answer, in_short;
};
AttackWords words_of(AttackKind kind);
// What an attack is aimed at: its inputs with what it puts for them, its source, figure or period.
std::string aim_in_words(const ReportIndex& index, const Attack& attack);
// What a note of the checker says, and of which input.
std::string note_in_words(const ReportIndex& index, const NotedAttack& noted);
// Of a period named "a.new-york".
std::string period_name(const ReportIndex& index, const std::string& id);
std::string source_name(const ReportIndex& index, const std::string& id);

}  // namespace restituo
