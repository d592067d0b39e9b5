#include "content_challenge.hpp"

#include <algorithm>
#include <cmath>

#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>

#include "challenge_words.hpp"
#include "format.hpp"
#include "picture_challenge.hpp"

namespace restituo {
namespace {

// What every section asks again and again.
class Teller {
 public:
  Teller(const ReportIndex& index, const Challenge& challenge)
      : index_(index), challenge_(challenge), figure_(challenge.of()) {}

  std::vector<Section> sections() const {
    std::vector<Section> made{moves(), defence(), switches(), strikes(), attacks()};
    if (challenge_.scenario) made.push_back(breaks());
    if (!challenge_.to_prove.empty()) made.push_back(prove());
    if (!challenge_.dots.empty()) made.push_back(draws());
    return made;
  }

  std::vector<Block> opening() const {
    const std::string why = challenge_.sum_was_given ? say(Says::challenge_sum_given)
                            : !challenge_.sum_is_half && challenge_.scenario
                                ? say(Says::challenge_sum_chosen, {of_100(challenge_.scenario->share_below)})
                                : say(Says::challenge_sum_half);
    return {paragraph(
        say(Says::challenge_intro, {index_.figure_label(figure_), exact(figure_.exact), exact(challenge_.sum), why}))};
  }

 private:
  std::string say(Says name, const std::vector<std::string>& put_in = {}) const { return index_.say(name, put_in); }
  std::string exact(const Exact& value) const { return index_.exact_text(figure_, value); }
  std::string simulated(double value) const { return settled_text(index_, challenge_, value); }
  std::string of_input(InputId input, const Exact& value) const {
    return quantity_text(value, index_.estimate().bound.inputs[input].given.unit, index_.language());
  }
  static Inlines cell(std::string words) { return {plain(std::move(words))}; }
  static Table::Row row(std::vector<Inlines> cells) { return {Table::RowRole::line, {}, std::move(cells)}; }
  Table table(const char* id, Says caption, std::vector<Table::Column> columns) const {
    Table made;
    made.id = id;
    made.caption = say(caption);
    made.columns = std::move(columns);
    return made;
  }
  void add_refused(Section& section, const Faults& refused, Says sentence = Says::moves_refused) const {
    for (const Fault& fault : refused) {
      section.blocks.push_back(
          paragraph(say(sentence, {what_is_wrong(fault, index_.language()), what_to_do(fault, index_.language())})));
    }
  }

  // -- what moves it --
  Section moves() const {
    Section made = section("challenge-moves", say(Says::moves_title));
    if (!challenge_.influences) {
      if (challenge_.refused.empty()) made.blocks.push_back(paragraph(say(Says::moves_nothing)));
      add_refused(made, challenge_.refused, Says::moves_refused_all);
      return made;
    }
    const Influences& found = *challenge_.influences;
    const auto part = [](const InputInfluence& one) {
      return of_100(one.shapley ? one.shapley->value : 1 - one.narrowing.variance_left);
    };
    const InputInfluence& first = found.inputs.front();
    made.blocks.push_back(
        found.inputs.size() == 1
            ? paragraph(say(Says::moves_lead, {index_.input_label(first.input), part(first)}))
            : paragraph(say(Says::moves_lead_two, {index_.input_label(first.input), part(first),
                                                   index_.input_label(found.inputs[1].input), part(found.inputs[1])})));
    made.blocks.push_back({tornado_picture(index_, challenge_)});
    made.blocks.push_back(paragraph(say(Says::moves_tornado_intro)));
    made.blocks.push_back({tornado_table(found)});
    made.blocks.push_back(paragraph(say(Says::moves_shares_intro)));
    made.blocks.push_back({shares_table(found)});
    add_refused(made, found.refused);
    made.blocks.push_back(paragraph(say(Says::moves_runs, {localized(std::to_string(found.runs), index_.language())}),
                                    Paragraph::Role::small));
    return made;
  }

  Table tornado_table(const Influences& found) const {
    Table made = table("challenge-tornado", Says::moves_tornado_caption,
                       {{say(Says::column_input), false, 26},
                        {say(Says::column_its_range), true, 18},
                        {say(Says::column_at_low), true, 14},
                        {say(Says::column_at_high), true, 14},
                        {say(Says::column_low_fifth), true, 14},
                        {say(Says::column_high_fifth), true, 14}});
    for (const InputInfluence& one : found.inputs) {
      const Unit& unit = index_.estimate().bound.inputs[one.input].given.unit;
      // Two ends of a draw are told with three digits; the unit once.
      const auto few = [](double x) { return rounded_to_significant(exact_value_of_double(x), 3).to_double(); };
      made.rows.push_back(
          row({cell(index_.input_label(one.input)),
               cell(say(Says::between_values, {simulated_number(few(one.p05), one.p95, unit, index_.language()),
                                               simulated_text(few(one.p95), unit, index_.language())})),
               cell(simulated(one.at_p05)), cell(simulated(one.at_p95)), cell(simulated(one.means.low)),
               cell(simulated(one.means.high))}));
    }
    made.rows.push_back(row({cell(say(Says::moves_noise_row)),
                             {},
                             {},
                             {},
                             cell(simulated(found.noise_means.low)),
                             cell(simulated(found.noise_means.high))}));
    return made;
  }

  Table shares_table(const Influences& found) const {
    Table made = table("challenge-shares", Says::moves_shares_caption,
                       {{say(Says::column_input), false, 27},
                        {say(Says::column_share_of_spread), true, 17},
                        {say(Says::column_share_alone), true, 17},
                        {say(Says::column_share_involved), true, 17},
                        {say(Says::column_distribution_moved), true, 11},
                        {say(Says::column_rank_moved), true, 11}});
    const auto share = [&](const std::optional<SobolShare>& one) {
      return cell(one ? share_in_words(index_, *one) : say(Says::share_refused));
    };
    const auto rank = [&](const std::optional<double>& one) {
      if (!one) return cell(say(Says::share_refused));
      return cell(
          localized(rounded_decimal_text(exact_value_of_double(*one), 2, RoundingMode::half_even), index_.language()));
    };
    const auto moved = [&](const PawnIndex& pawn) {
      return pawn.median > found.noise_pawn.largest ? of_100(pawn.median)
                                                    : say(Says::share_not_told, {of_100(pawn.median)});
    };
    for (const InputInfluence& one : found.inputs) {
      made.rows.push_back(row({cell(index_.input_label(one.input)), share(one.shapley), share(one.first),
                               share(one.total), cell(moved(one.pawn)), rank(one.rank)}));
    }
    const bool independent = found.inputs.front().first.has_value();
    made.rows.push_back(row({cell(say(Says::moves_noise_row)),
                             {},
                             independent ? share(found.noise_first) : Inlines{},
                             {},
                             cell(of_100(found.noise_pawn.median)),
                             {}}));
    return made;
  }

  // -- if the other side is right --
  Inlines cost(const std::optional<Exact>& value) const {
    return cell(value ? exact(*value) : say(Says::strike_no_answer));
  }
  Section defence() const {
    Section made = section("challenge-defence", say(Says::defence_title));
    const Defence& found = challenge_.defence;
    if (found.disputes.empty()) {
      made.blocks.push_back(paragraph(say(Says::defence_none)));
      return made;
    }
    const Exact& gap = found.gap;
    if (!found.conceded) {
      made.blocks.push_back(paragraph(say(Says::defence_no_value)));
    } else {
      made.blocks.push_back(paragraph(say(gap.sign() < 0 ? Says::defence_lead_more : Says::defence_lead,
                                          {exact(*found.conceded), exact(figure_.exact), exact(gap.magnitude())})));
    }
    const bool shared = found.disputes.front().part.has_value();
    const bool same = shared && std::all_of(found.disputes.begin(), found.disputes.end(), [](const Dispute& one) {
                        return one.alone == one.part && one.last == one.part;
                      });
    if (shared) made.blocks.push_back({waterfall_picture(index_, challenge_)});
    std::vector<Table::Column> columns{{say(Says::column_input), false, same ? 34 : 25},
                                       {say(Says::column_yours), true, same ? 20 : 13},
                                       {say(Says::column_theirs), true, same ? 24 : 20}};
    if (!same) {
      columns.push_back({say(Says::column_alone), true, 14});
      columns.push_back({say(Says::column_last), true, 14});
    }
    if (shared) columns.push_back({say(same ? Says::column_concede : Says::column_part), true, same ? 22 : 14});
    const std::size_t width = columns.size();
    Table table_ = table("challenge-disputes", Says::defence_caption, std::move(columns));
    for (const Dispute& dispute : found.disputes) {
      const GivenValue& given = index_.estimate().bound.inputs[dispute.input].given;
      Inlines theirs = stacked({cell(of_input(dispute.input, given.rival->value)), index_.mark(given.rival->citation)});
      std::vector<Inlines> cells{cell(index_.input_label(dispute.input)), cell(of_input(dispute.input, given.value)),
                                 std::move(theirs)};
      if (!same) {
        cells.push_back(cost(dispute.alone));
        cells.push_back(cost(dispute.last));
      }
      if (shared) cells.push_back(cell(exact(*dispute.part)));
      table_.rows.push_back(row(std::move(cells)));
    }
    if (shared) {
      std::vector<Inlines> cells(width);
      cells.front() = cell(say(Says::defence_gap));
      cells.back() = cell(exact(gap));
      table_.rows.push_back({Table::RowRole::total, {}, std::move(cells)});
    }
    made.blocks.push_back({std::move(table_)});
    const bool many = found.disputes.size() > most_disputes;
    made.blocks.push_back(same     ? paragraph(say(Says::defence_same), Paragraph::Role::small)
                          : shared ? paragraph(say(Says::defence_parts), Paragraph::Role::small)
                          : many   ? paragraph(say(Says::defence_too_many, {std::to_string(most_disputes)}))
                                   : paragraph(say(Says::defence_not_shared)));
    return made;
  }

  // -- how far a number must move --
  Section switches() const {
    Section made = section("challenge-switches", say(Says::switch_title));
    const bool under = figure_.exact < challenge_.sum;
    made.blocks.push_back(
        paragraph(say(under ? Says::switch_intro_over : Says::switch_intro_under, {exact(challenge_.sum)})));
    made.blocks.push_back(paragraph(say(Says::switch_steps)));
    Table table_ = table("challenge-switching", Says::switch_caption,
                         {{say(Says::column_input), false, 34},
                          {say(Says::column_yours), true, 15},
                          {say(Says::column_must_move), true, 18},
                          {say(Says::column_figure_there), true, 15},
                          {say(Says::column_within), false, 18}});
    for (const InputSwitch& one : challenge_.switches) {
      table_.rows.push_back(
          row({cell(index_.input_label(one.input)), cell(of_input(one.input, one.claimed)), cell(crossing(one)),
               one.found ? cell(exact(one.found->after)) : Inlines{}, one.found ? cell(within(one)) : Inlines{}}));
    }
    made.blocks.push_back({std::move(table_)});
    if (!challenge_.of_law.empty()) {
      std::vector<std::string> names;
      for (const InputId input : challenge_.of_law) {
        names.push_back(say(Says::prove_input, {index_.input_label(input)}));
      }
      made.blocks.push_back(paragraph(say(Says::switch_law, {joined(names, "; ")}), Paragraph::Role::small));
    }
    return made;
  }
  std::string crossing(const InputSwitch& one) const {
    if (!one.found) return say(Says::switch_never);
    const std::string value = of_input(one.input, one.found->value);
    return one.last_day ? say(Says::switch_last_day, {value, long_date(*one.last_day, index_.language())}) : value;
  }
  std::string within(const InputSwitch& one) const {
    const GivenValue& given = index_.estimate().bound.inputs[one.input].given;
    if (!given.low || !given.high) return say(Says::within_none);
    const bool inside = *given.low <= one.found->value && one.found->value <= *given.high;
    // The unit once; of money it sets the decimals too.
    const std::string low =
        given.unit.is_money() ? of_input(one.input, *given.low) : number_text(*given.low, index_.language());
    return say(inside ? Says::within_yes : Says::within_no, {low, of_input(one.input, *given.high)});
  }

  // -- if a source falls --
  Inlines what_is_left(const Strike& strike) const {
    if (!strike.left) return cell(say(Says::attack_nothing_left));
    return cell(strike.is_answered() ? exact(*strike.left) : say(Says::strike_part, {exact(*strike.left)}));
  }
  Inlines carried(const Strike& strike) const {
    std::vector<Inlines> lines;
    for (const std::string& id : strike.periods) {
      lines.push_back(cell(say(Says::strike_period, {period_name(index_, id)})));
    }
    for (const StruckInput& one : strike.inputs) {
      if (!one.value) {
        lines.push_back(cell(say(Says::strike_refused, {index_.input_label(one.input)})));
        continue;
      }
      Inlines line = cell(say(Says::strike_falls_back, {index_.input_label(one.input), of_input(one.input, *one.value),
                                                        say(words_of(one.fall_back))}));
      if (const Inlines mark = index_.mark(one.source); !mark.empty()) {
        line.push_back(plain(" "));
        append(line, mark);
      }
      lines.push_back(std::move(line));
    }
    return stacked(lines);
  }
  Inlines names_of(const Strike& strike) const {
    std::vector<Inlines> lines;
    for (const std::string& id : strike.sources) {
      Inlines line = cell((lines.empty() ? "" : "+ ") + source_name(index_, id) + " ");
      append(line, index_.mark(id));
      lines.push_back(std::move(line));
    }
    return stacked(lines);
  }
  Table strike_table(const char* id, Says caption, std::span<const Strike> strikes) const {
    Table made = table(id, caption,
                       {{say(Says::column_source), false, 30},
                        {say(Says::column_falls_back), false, 34},
                        {say(Says::column_left), true, 20},
                        {say(Says::column_cost), true, 16}});
    for (const Strike& strike : strikes) {
      made.rows.push_back(row({names_of(strike), carried(strike), what_is_left(strike), cell(exact(strike.cost))}));
    }
    return made;
  }
  // What each of two carried stands in the table before.
  Table pairs_table(std::span<const Strike> pairs) const {
    Table made = table("challenge-struck-pairs", Says::strike_pairs_caption,
                       {{say(Says::column_source), false, 56},
                        {say(Says::column_left), true, 24},
                        {say(Says::column_cost), true, 20}});
    for (const Strike& pair : pairs) {
      made.rows.push_back(row({names_of(pair), what_is_left(pair), cell(exact(pair.cost))}));
    }
    return made;
  }
  Section strikes() const {
    constexpr std::size_t most_pairs = 6;
    Section made = section("challenge-strikes", say(Says::strike_title));
    made.blocks.push_back(paragraph(say(Says::strike_intro)));
    const Strikes& found = challenge_.strikes;
    made.blocks.push_back({strike_table("challenge-struck", Says::strike_caption, found.single)});
    if (!found.pairs.empty()) {
      const std::size_t shown = std::min(found.pairs.size(), most_pairs);
      made.blocks.push_back({pairs_table(std::span(found.pairs).first(shown))});
      if (shown < found.pairs.size()) {
        made.blocks.push_back(paragraph(say(Says::strike_pairs_more, {std::to_string(found.pairs.size() - shown)}),
                                        Paragraph::Role::small));
      }
    }
    return made;
  }

  // -- known attacks --
  Section attacks() const {
    Section made = section("challenge-attacks", say(Says::attack_title));
    made.blocks.push_back(paragraph(say(Says::attack_intro)));
    Table table_ = table("challenge-attack-list", Says::attack_caption,
                         {{say(Says::column_attack), false, 19},
                          {say(Says::column_aimed_at), false, 29},
                          {say(Says::column_after), true, 15},
                          {say(Says::column_cost), true, 15},
                          {say(Says::column_answer), false, 22}});
    for (const Attack& attack : challenge_.attacks.fitting) {
      const AttackWords words = words_of(attack.kind);
      const bool costs = attack.cost.sign() > 0;
      Inlines aim = cell(aim_in_words(index_, attack));
      if (attack.kind == AttackKind::one_source) {
        aim.push_back(plain(" "));
        append(aim, index_.mark(attack.aimed_at));
      }
      table_.rows.push_back(row({cell(say(words.attack)), std::move(aim),
                                 cell(!costs         ? say(Says::attack_no_cost)
                                      : attack.after ? exact(*attack.after)
                                                     : say(Says::attack_nothing_left)),
                                 costs ? cell(exact(attack.cost)) : Inlines{}, cell(say(words.answer))}));
    }
    if (!table_.rows.empty()) made.blocks.push_back({std::move(table_)});
    const auto add_kinds = [&](Says sentence, const std::vector<AttackKind>& kinds) {
      if (kinds.empty()) return;
      std::vector<std::string> names;
      for (const AttackKind kind : kinds) names.push_back(say(words_of(kind).in_short));
      made.blocks.push_back(paragraph(say(sentence, {joined(names, "; ")})));
    };
    add_kinds(Says::attack_costless, challenge_.attacks.costless);
    add_kinds(Says::attack_not_found, challenge_.attacks.not_found);
    if (!index_.estimate().warnings.empty()) {
      const bool has_noted = !challenge_.attacks.noted.empty();
      const Inlines notes{link_to(notes_id, say(Says::notes_title))};
      made.blocks.push_back(
          paragraph(say_with(index_.language(), has_noted ? Says::noted_intro : Says::attack_notes, {notes})));
    }
    add_noted(made);
    return made;
  }

  void add_noted(Section& made) const {
    if (challenge_.attacks.noted.empty()) return;
    Table table_ = table(
        "challenge-noted", Says::noted_caption,
        {{say(Says::column_note), false, 60}, {say(Says::column_after), true, 20}, {say(Says::column_cost), true, 20}});
    for (const NotedAttack& one : challenge_.attacks.noted) {
      table_.rows.push_back(row({cell(note_in_words(index_, one)),
                                 cell(!one.cost   ? say(Says::noted_unknown)
                                      : one.after ? exact(*one.after)
                                                  : say(Says::attack_nothing_left)),
                                 one.cost ? cell(exact(*one.cost)) : Inlines{}}));
    }
    made.blocks.push_back({std::move(table_)});
  }

  // -- where it breaks --
  Section breaks() const {
    Section made = section("challenge-breaks", say(Says::breaks_title));
    const BreakingScenario& scenario = *challenge_.scenario;
    made.blocks.push_back(paragraph(say(Says::breaks_share, {of_100(scenario.share_below), exact(challenge_.sum)})));
    made.blocks.push_back(paragraph(breaking_in_words(index_, challenge_)));
    if (!scenario.box) return made;
    if (tells_limits(scenario)) {
      const ScenarioBox& box = scenario.box->best();
      Table table_ = table("challenge-box", Says::breaks_limits_caption,
                           {{say(Says::column_limit), false, 60},
                            {say(Says::column_chance), true, 20},
                            {say(Says::column_repeated), true, 20}});
      for (const BoxLimit& limit : box.limits) {
        const int thousandths = static_cast<int>(limit.chance * 1000 + 0.5);
        table_.rows.push_back(row({cell(limit_in_words(index_, scenario.inputs[limit.input], limit.low, limit.high)),
                                   cell(thousandths == 0 ? say(Says::breaks_chance_small)
                                                         : say(Says::breaks_chance, {std::to_string(thousandths)})),
                                   cell(say(Says::breaks_repeated, {of_100(limit.repeated)}))}));
      }
      made.blocks.push_back({std::move(table_)});
      made.blocks.push_back({trajectory_picture(index_, challenge_)});
      made.blocks.push_back(paragraph(say(Says::trajectory_legend), Paragraph::Role::small));
    }
    if (scenario.tree.leaves.size() > 1) made.blocks.push_back({tree_table(scenario)});
    return made;
  }
  // A column for each input that is asked about; where there are many, one column with all limits.
  Table tree_table(const BreakingScenario& scenario) const {
    constexpr std::size_t most_columns = 3;
    const auto& leaves = scenario.tree.leaves;
    std::vector<std::size_t> asked;
    for (const TreeLeaf& leaf : leaves) {
      for (const TreeQuestion& question : leaf.path) {
        if (std::find(asked.begin(), asked.end(), question.input) == asked.end()) asked.push_back(question.input);
      }
    }
    const bool one_each = asked.size() <= most_columns;
    std::vector<Table::Column> columns;
    constexpr int width_of_limits = 64;
    if (one_each) {
      for (const std::size_t input : asked) {
        columns.push_back(
            {index_.input_label(scenario.inputs[input]), false, width_of_limits / static_cast<int>(asked.size())});
      }
    } else {
      columns.push_back({say(Says::column_limit), false, width_of_limits});
    }
    columns.push_back({say(Says::column_under_sum), true, 18});
    columns.push_back({say(Says::column_of_all_worlds), true, 18});
    Table made = table("challenge-groups", Says::breaks_tree_caption, std::move(columns));
    const std::vector<int> shares = shares_of_all(leaves);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const std::vector<LeafLimit> limits = leaves[i].limits();
      std::vector<Inlines> cells;
      if (one_each) {
        for (const std::size_t input : asked) {
          const auto limit =
              std::find_if(limits.begin(), limits.end(), [&](const LeafLimit& one) { return one.input == input; });
          cells.push_back(cell(limit == limits.end() ? say(Says::leaf_any) : limit_of_leaf(scenario, *limit)));
        }
      } else {
        std::vector<Inlines> lines;
        for (const LeafLimit& limit : limits) {
          lines.push_back(cell(limit_in_words(index_, scenario.inputs[limit.input], limit.low, limit.high)));
        }
        cells.push_back(stacked(lines));
      }
      cells.push_back(cell(of_100(leaves[i].density())));
      cells.push_back(cell(std::to_string(shares[i])));
      made.rows.push_back(row(std::move(cells)));
    }
    return made;
  }
  std::string limit_of_leaf(const BreakingScenario& scenario, const LeafLimit& limit) const {
    const Unit& unit = index_.estimate().bound.inputs[scenario.inputs[limit.input]].given.unit;
    const auto shown = [&](double value) { return rounded_value_text(value, unit, index_.language()); };
    if (!(limit.low > -HUGE_VAL)) return say(Says::leaf_below, {shown(limit.high)});
    if (!(limit.high < HUGE_VAL)) return say(Says::leaf_from, {shown(limit.low)});
    const double low = rounded_to_significant(exact_value_of_double(limit.low), 3).to_double();
    return say(Says::leaf_between, {simulated_number(low, low, unit, index_.language()), shown(limit.high)});
  }
  // Hundredths of all worlds that add up to 100: those with the largest rest are rounded up.
  static std::vector<int> shares_of_all(const std::vector<TreeLeaf>& leaves) {
    std::size_t worlds = 0;
    for (const TreeLeaf& leaf : leaves) worlds += leaf.worlds;
    std::vector<int> shares;
    std::vector<std::pair<std::size_t, std::size_t>> rests;
    int missing = 100;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      shares.push_back(static_cast<int>(100 * leaves[i].worlds / worlds));
      rests.emplace_back(100 * leaves[i].worlds % worlds, i);
      missing -= shares.back();
    }
    std::stable_sort(rests.begin(), rests.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (int i = 0; i < missing; ++i) ++shares[rests[static_cast<std::size_t>(i)].second];
    return shares;
  }

  // -- what to prove next --
  Section prove() const {
    Section made = section("challenge-prove", say(Says::prove_title));
    for (const std::string& sentence : advice_on_proof(index_, challenge_)) {
      made.blocks.push_back(paragraph(sentence));
    }
    Table table_ = table("challenge-proof", Says::prove_caption,
                         {{say(Says::column_input), false, 40},
                          {say(Says::column_once_known), true, 20},
                          {say(Says::column_narrowed), true, 20},
                          {say(Says::column_and_first), true, 20}});
    table_.rows.push_back(
        row({cell(say(Says::prove_now)), cell(simulated(challenge_.to_prove.front().narrowing.width)), {}, {}}));
    for (const ToProve& one : challenge_.to_prove) {
      const std::string grade(1, letter_of(index_.estimate().bound.inputs[one.input].given.grade));
      table_.rows.push_back(
          row({cell(say(Says::joined_label, {index_.input_label(one.input), say(Says::grade_short, {grade})})),
               cell(simulated(one.narrowing.known)),
               cell(is_narrowing(challenge_, one.narrowing)
                        ? say(Says::narrowed_by, {of_100(1 - one.narrowing.share_left())})
                        : say(Says::narrowed_nothing)),
               one.after_first ? cell(simulated(one.after_first->known)) : Inlines{}}));
    }
    made.blocks.push_back({std::move(table_)});
    return made;
  }

  // -- the draws themselves --
  Section draws() const {
    Section made = section("challenge-draws", say(Says::draws_title));
    made.blocks.push_back(paragraph(draws_in_words(index_, challenge_)));
    made.blocks.push_back({dots_picture(index_, challenge_)});
    Table dots = table("challenge-dots", Says::dots_caption,
                       {{say(Says::column_of_100), false, 50}, {say(Says::column_amount), true, 50}});
    for (std::size_t tenth = 1; tenth <= challenge_.deciles.size(); ++tenth) {
      dots.rows.push_back(row({cell(std::to_string(10 * tenth)), cell(simulated(challenge_.deciles[tenth - 1]))}));
    }
    made.blocks.push_back({std::move(dots)});
    made.blocks.push_back({convergence_picture(index_, challenge_)});
    Table table_ = table("challenge-convergence", Says::convergence_caption,
                         {{say(Says::column_draws), false, 16},
                          {say(Says::column_5), true, 28},
                          {say(Says::column_50), true, 28},
                          {say(Says::column_95), true, 28}});
    for (const ConvergencePoint& one : figure_.convergence) {
      const auto with_limits = [&](double value, double low, double high) {
        // As many digits as its own limits support.
        SpreadSummary own;
        own.p50_low = low;
        own.p50_high = high;
        const auto number = [&](double x) {
          return simulated_number(own.supported("p50", x), x, figure_.unit, index_.language());
        };
        return cell(say(Says::share_with_limits, {number(value), number(low), number(high)}));
      };
      table_.rows.push_back(
          row({cell(localized(std::to_string(one.draws), index_.language())),
               with_limits(one.p05, one.p05_low, one.p05_high), with_limits(one.p50, one.p50_low, one.p50_high),
               with_limits(one.p95, one.p95_low, one.p95_high)}));
    }
    made.blocks.push_back({std::move(table_)});
    if (figure_.band) add_band(made);
    return made;
  }

  void add_band(Section& made) const {
    const Manifest& manifest = index_.estimate().manifest;
    const auto count = [&](std::uint64_t draws) { return localized(std::to_string(draws), index_.language()); };
    made.blocks.push_back(paragraph(say(Says::band_intro, {count(manifest.outer_draws), count(manifest.inner_draws)})));
    made.blocks.push_back({band_picture(index_, challenge_)});
    made.blocks.push_back(paragraph(say(Says::band_legend), Paragraph::Role::small));
    Table table_ = table("challenge-band", Says::band_caption,
                         {{say(Says::column_of_what_varies), false, 25},
                          {say(Says::column_band_least), true, 15},
                          {say(Says::column_5), true, 15},
                          {say(Says::column_50), true, 15},
                          {say(Says::column_95), true, 15},
                          {say(Says::column_band_largest), true, 15}});
    for (const BandOfPercentile& one : *figure_.band) {
      table_.rows.push_back(row({cell(of_100(one.p)), cell(simulated(one.least)), cell(simulated(one.p05)),
                                 cell(simulated(one.p50)), cell(simulated(one.p95)), cell(simulated(one.largest))}));
    }
    made.blocks.push_back({std::move(table_)});
  }

  const ReportIndex& index_;
  const Challenge& challenge_;
  const Figure& figure_;
};

}  // namespace

std::vector<Section> challenge_sections(const ReportIndex& index, const Challenge& challenge) {
  return Teller(index, challenge).sections();
}

std::vector<Block> challenge_opening(const ReportIndex& index, const Challenge& challenge) {
  return Teller(index, challenge).opening();
}

Section challenge_section(const ReportIndex& index, const Challenge& challenge) {
  Section made = section("challenge", index.say(Says::challenge_title));
  made.blocks.push_back(paragraph(index.say(Says::challenge_for)));
  for (Block& block : challenge_opening(index, challenge)) {
    made.blocks.push_back(std::move(block));
  }
  for (Section& part : challenge_sections(index, challenge)) {
    made.blocks.push_back({std::move(part)});
  }
  return made;
}

}  // namespace restituo
