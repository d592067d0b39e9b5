// A Challenge is a claim seen through the other side's eyes, before the other side does it.
//
//   auto found = challenge(estimate, {.below = Exact(500'000)});
//   found->influences      what moves the figure, by several methods that check one another
//   found->defence         every disputed number at the other side's value: alone, last, and its exact part of the gap
//   found->switches        how far each number must move to bring the figure under the sum
//   found->strikes         each source (and each pair) left out: what is left, and what cannot be answered any more
//   found->attacks         the known attacks that fit this case, and what each would cost
//   found->scenario        where in the range of the inputs the figure falls under the sum
//   found->to_prove        which number, once proved, would narrow the range most
//
// Amounts that a court may be shown as "what the other side's number would give" are exact: they come from the same
// compiled program with other inputs. Ranges come from the draws of the estimate itself, by its method and coupled as
// it couples them; Sobol' and Shapley shares need designs of their own, with its seed.
//
// A number whose source is struck falls back on: the next wider value of the case for it, the model's own value, the
// other side's value; each only where its own source still stands. Where there is none it is refused: no answer rests
// on it, and what is left of the figure is the sum of the parts that do not need it.
//
// What it refuses: a figure the case does not give. What a single method refuses (Sobol' shares where inputs are drawn
// together) is said in its place; the others stand.
//
// Authority: the methods' own headers; the list of attacks is reference/profit-models.md section 7.1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <restituo/challenge/dispute_split.hpp>
#include <restituo/challenge/given_data.hpp>
#include <restituo/challenge/scenario_box.hpp>
#include <restituo/challenge/scenario_tree.hpp>
#include <restituo/challenge/shapley_effects.hpp>
#include <restituo/challenge/sobol_shares.hpp>
#include <restituo/challenge/switching_value.hpp>
#include <restituo/estimate/estimate.hpp>

namespace restituo {

struct ChallengeSettings {
  std::string figure;          // its id; empty: the one a reader is first told
  std::optional<Exact> below;  // the stated sum; nothing: a round amount below the claim, told by the draws
  std::uint64_t base_points = std::uint64_t{1} << 14;  // of Sobol' shares; as many rows of Shapley shares
  unsigned threads = 1;
};

// Of the draws of the estimate, at most so many are looked at one by one.
inline constexpr std::uint64_t most_challenge_draws = std::uint64_t{1} << 18;

// What one drawn input does to the figure.
struct InputInfluence {
  InputId input = 0;
  double p05 = 0, p95 = 0;        // of the input
  double at_p05 = 0, at_p95 = 0;  // the figure there, all others as claimed
  ConditionalMeans means;
  std::optional<SobolShare> first, total;  // nothing where the method was refused
  std::optional<SobolShare> shapley;
  std::optional<double> rank;  // standardised rank regression coefficient
  PawnIndex pawn;
  Narrowing narrowing;
};

struct Influences {
  std::vector<InputInfluence> inputs;  // by Shapley share (by narrowing where there is none), the largest first
  // What the same methods find in an input that does nothing.
  SobolShare noise_first;
  ConditionalMeans noise_means;
  PawnIndex noise_pawn;
  Narrowing noise_narrowing;
  std::optional<double> rank_fit;
  std::uint64_t base_points = 0;
  std::uint64_t runs = 0;  // of all methods together
  Faults refused;          // methods that do not hold here
};

// Nothing stands for what has no value because the figure then has none.
struct Dispute {
  InputId input = 0;
  std::optional<Exact> alone;
  std::optional<Exact> last;
  std::optional<Exact> part;
};

struct Defence {
  std::vector<Dispute> disputes;  // by what conceding them alone costs, the largest first
  std::optional<Exact> conceded;  // the figure with every dispute conceded; nothing where it has no value then
  Exact gap;                      // the claim less that
};

struct InputSwitch {
  InputId input = 0;
  Exact claimed;
  std::optional<SwitchingValue> found;  // nothing: this number alone does not do it
  // Where a model counts by the dates themselves: the last day of the period at `found`, which is what was moved.
  std::optional<Date> last_day;
};

enum class FallBack { wider_value, model_value, rival_value, none };
std::string_view name_of(FallBack fall_back);

struct StruckInput {
  InputId input = 0;
  FallBack fall_back = FallBack::none;
  std::optional<Exact> value;
  std::string source;  // that the value now rests on; empty where there is none
};

// One source, or two, left out.
struct Strike {
  std::vector<std::string> sources;
  std::vector<StruckInput> inputs;
  std::vector<std::string> periods;  // "a.new-york": those whose dates nothing else says; they are left out whole
  std::optional<Exact> left;  // the figure, or the sum of its parts that still have an answer; nothing where none has
  Exact cost;                 // the claim less what is left

  bool is_answered() const;  // no input and no period was refused
};

struct Strikes {
  std::vector<Strike> single;  // by cost, the largest first
  std::vector<Strike> pairs;   // only where two cost more than the dearer of them alone; by cost
};

enum class AttackKind {
  maximum_as_mean,    // an amount of work above the value drawn most often (or the middle, where none is)
  rest_days,          // no day of rest or illness taken off
  calendar,           // another convention for months gives less
  day_count,          // first or last day not counted
  one_source,         // one source carries several inputs
  gross_against_net,  // costs taken off, or her own loss instead of their takings
  double_counting,    // two periods on the same days
  undocumented,       // inputs that rest on analogy or assumption left out
  published_average,  // an average held against her facts
  false_precision,    // cents in a figure whose range is wide
  hidden_spread,      // an average over places that differ
  selection,          // numbers by analogy with other cases, which are the gravest ones
  memory,             // a rate that rests on one account, halved
  sources_disagree,   // published models that do not agree with one another
};
inline constexpr std::size_t attack_kinds = 14;
std::string_view name_of(AttackKind kind);

struct Attack {
  AttackKind kind = AttackKind::maximum_as_mean;
  std::vector<InputId> inputs;  // that it is aimed at
  std::vector<Exact> values;    // what it puts for each of them; empty where it puts no other numbers
  std::string aimed_at;         // id of a source, figure, period or calendar; empty where there is none
  std::optional<Exact> after;   // the figure if the attack succeeds; nothing where nothing is left, or it costs nothing
  Exact cost;
};

// What the validator noted about the case, seen as an attack.
struct NotedAttack {
  std::size_t warning = 0;      // index into the warnings of the estimate
  std::vector<InputId> inputs;  // that it is aimed at
  std::optional<Exact> after;   // the figure if the attack succeeds; nothing where nothing is left, or nobody can tell
  std::optional<Exact> cost;    // nothing where the case does not tell
};

struct Attacks {
  std::vector<Attack> fitting;        // by cost, the largest first
  std::vector<NotedAttack> noted;     // by cost, the largest first; then those whose cost the case does not tell
  std::vector<AttackKind> costless;   // there, but what the other side would put takes nothing off
  std::vector<AttackKind> not_found;  // looked for, and not there
};

// Where the figure falls under the sum.
struct BreakingScenario {
  double share_below = 0;        // of the simulated worlds
  std::vector<InputId> inputs;   // those that the indices in box and tree stand for
  std::optional<BoxSearch> box;  // nothing where it was refused
  ScenarioTree tree;
  Faults refused;
};

// Inputs in the order in which to prove them.
struct ToProve {
  InputId input = 0;
  Narrowing narrowing;                   // once this one is known
  std::optional<Narrowing> after_first;  // once the first of the list is known too
};

struct Challenge {
  const Estimate* estimate = nullptr;  // outlives the challenge
  std::size_t figure = 0;              // index into its figures
  Exact sum;
  bool sum_was_given = false;
  bool sum_is_half = false;  // of the claim, because no draws tell a better one
  std::uint64_t draws = 0;   // that were looked at one by one; 0 where nothing the figure rests on is drawn

  std::optional<Influences> influences;  // nothing where nothing the figure rests on is drawn, or nothing moves it
  Faults refused;                        // why nothing moves it
  std::vector<InputId> of_law;           // inputs that a law sets: no evidence, so neither moved nor struck below
  Defence defence;
  std::vector<InputSwitch> switches;  // by how small a part of the claimed value it takes, the smallest first
  Strikes strikes;
  Attacks attacks;
  std::optional<BreakingScenario> scenario;
  std::vector<ToProve> to_prove;
  std::vector<double> dots;     // 50 amounts, each for 2 of 100 worlds
  std::vector<double> deciles;  // 9 amounts, which 10, 20, ... 90 of 100 worlds stay below

  const Figure& of() const { return estimate->figures[figure]; }
  const BoundInput& meaning(InputId input) const { return estimate->bound.inputs[input]; }
};

Outcome<Challenge> challenge(const Estimate& estimate, const ChallengeSettings& settings);

// The figure a reader is first told: gross before net before others, the whole case before its parts.
std::optional<std::size_t> first_figure(const Estimate& estimate);

}  // namespace restituo
