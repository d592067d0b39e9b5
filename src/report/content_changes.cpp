#include <algorithm>

#include <restituo/challenge/challenge.hpp>
#include <restituo/estimate/swing.hpp>

#include "content.hpp"
#include "format.hpp"
#include "picture.hpp"

namespace restituo {
namespace {

Inline amount(const ReportIndex& index, const Figure& figure, const Exact& value) {
  return amount_inline(index.exact_text(figure, value));
}

Table::Row row_of(const ReportIndex& index, const Figure& figure, const Swing& swing) {
  const GivenValue& given = index.estimate().bound.inputs[swing.input].given;
  const Language language = index.language();
  const Inlines ends{plain(index.say(Says::range_low_high, {quantity_text(*given.low, given.unit, language),
                                                            quantity_text(*given.high, given.unit, language)}))};
  return {Table::RowRole::line,
          {},
          {{link_to("input." + index.program().inputs[swing.input].id, index.input_label(swing.input))},
           ends,
           {amount(index, figure, swing.at_low)},
           {amount(index, figure, swing.at_high)},
           {amount(index, figure, swing.size)}}};
}

Table table_of(const ReportIndex& index, const Figure& figure, const std::vector<Swing>& swings, std::size_t most) {
  Table table;
  table.columns = {{index.say(Says::column_input), false, 28},
                   {index.say(Says::column_ends), false, 24},
                   {index.say(Says::swing_at_low), true, 16},
                   {index.say(Says::swing_at_high), true, 16},
                   {index.say(Says::swing_size), true, 16}};
  for (std::size_t i = 0; i < std::min(most, swings.size()); ++i) {
    table.rows.push_back(row_of(index, figure, swings[i]));
  }
  return table;
}

}  // namespace

Section changes_section(const ReportIndex& index, const Challenge* challenge) {
  Section made = section("changes", index.say(Says::changes_title));
  made.numbered = false;
  const Figure* main = index.main_figure();
  if (main == nullptr || index.source_case().setting.victims.empty()) {
    return made;
  }
  constexpr std::size_t three = 3;
  Table table = table_of(index, *main, swings_of(index.estimate(), *main), three);
  if (table.rows.empty()) {
    made.blocks.push_back(paragraph(index.say(Says::changes_none)));
    return made;
  }
  table.id = "three";
  table.caption = index.say(Says::changes_caption);
  made.blocks.push_back(paragraph(index.say(Says::changes_intro)));
  // One ranking says what to prove next: that of the challenge, in which all inputs move.
  if (challenge != nullptr && !challenge->to_prove.empty()) {
    const Inlines proof{link_to("challenge-prove", index.say(Says::prove_title))};
    made.blocks.push_back(paragraph(say_with(index.language(), Says::changes_proof, {proof})));
  }
  made.blocks.push_back({std::move(table)});
  return made;
}

Section swing_section(const ReportIndex& index) {
  Section made = section("one-at-a-time", index.say(Says::swing_title));
  const Figure* main = index.main_figure();
  if (main == nullptr || index.source_case().setting.victims.empty()) {
    return made;
  }
  const std::vector<Swing> swings = swings_of(index.estimate(), *main);
  if (swings.empty()) {
    return made;
  }
  made.blocks.push_back(paragraph(index.say(Says::swing_intro)));
  made.blocks.push_back({swing_picture(index, *main, swings)});
  Table table = table_of(index, *main, swings, swings.size());
  table.id = "swing-table";
  table.caption = index.say(Says::swing_caption, {index.figure_label(*main)});
  made.blocks.push_back({std::move(table)});
  return made;
}

}  // namespace restituo
