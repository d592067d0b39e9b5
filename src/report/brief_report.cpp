#include <restituo/report/report.hpp>

#include "format.hpp"
#include "report_index.hpp"
#include "terminal_text.hpp"

namespace restituo {
namespace {

// "    label ............ value"
std::string row(const std::string& label, const std::string& value) {
  constexpr std::size_t column = 44;
  const std::size_t used = characters_in(label);
  return "  " + label + std::string(used < column ? column - used : 1, ' ') + value + '\n';
}

}  // namespace

std::string answer_in_brief(const Estimate& estimate, const ReportContext& context) {
  const ReportIndex index(estimate, context.language, context.public_copy);
  const Language language = context.language;
  const Case& source_case = index.source_case();
  std::string text =
      wrapped_for_terminal(index.say(Says::label_of_owner, {index.in(source_case.title), source_case.id}), 2);
  if (source_case.illustration) {
    text += wrapped_for_terminal(
        index.say(Says::brief_answer, {index.say(Says::alarm_illustration), index.say(Says::alarm_illustration_text)}),
        2);
  }
  if (source_case.setting.allow_unverified) {
    text += wrapped_for_terminal(index.say(Says::alarm_unverified) + ".", 2);
  }
  text += '\n';

  // Studies have many figures: one line each, under the name of the model.
  std::string run;
  for (const Figure& figure : estimate.figures) {
    const auto simulated = [&](std::string_view aspect, double value) {
      return simulated_text(figure.spread->supported(aspect, value), figure.unit, language);
    };
    const std::string exact = index.exact_text(figure, figure.exact);
    if (index.part_of(figure) == ReportIndex::Part::study) {
      if (const std::string& title = index.group_title(figure.step); title != run) {
        text += (run.empty() ? "" : "\n") + wrapped_for_terminal(title, 2);
        run = title;
      }
      const std::string value =
          figure.spread ? index.say(Says::brief_range,
                                    {exact, simulated("p05", figure.spread->p05), simulated("p95", figure.spread->p95)})
                        : exact;
      text += wrapped_for_terminal(
          index.say(Says::brief_answer, {index.in(index.program().steps[figure.step].label), value}), 6, 2);
    }
    if (index.part_of(figure) != ReportIndex::Part::total) {
      continue;
    }
    text += wrapped_for_terminal(index.say(Says::brief_answer, {index.figure_label(figure), exact}), 2);
    text += row(index.say(Says::brief_floor),
                figure.floor.value ? index.exact_text(figure, *figure.floor.value) : index.say(Says::brief_no_floor));
    if (figure.spread) {
      const SpreadSummary& spread = *figure.spread;
      text += row(index.say(Says::brief_p05), simulated("p05", spread.p05));
      text += row(index.say(Says::brief_p50), simulated("p50", spread.p50));
      text += row(index.say(Says::brief_p95), simulated("p95", spread.p95));
      const OutOfHundred share = out_of_hundred(spread.at_or_above_claim);
      const Says sentence = share.form == OutOfHundred::Form::none             ? Says::share_none
                            : share.form == OutOfHundred::Form::fewer_than_one ? Says::share_fewer
                            : share.form == OutOfHundred::Form::number         ? Says::share_number
                            : share.form == OutOfHundred::Form::more_than_99   ? Says::share_more
                                                                               : Says::share_all;
      text += row(index.say(Says::brief_share), index.say(sentence, {share.number}));
    }
    if (figure.bounds) {
      text += row(index.say(Says::brief_bounds),
                  index.say(Says::between_values, {index.exact_text(figure, figure.bounds->low),
                                                   index.exact_text(figure, figure.bounds->high)}));
    }
  }
  for (const Comparison& comparison : estimate.comparisons) {
    for (const std::size_t i : comparison.cross_checks) {
      const Figure& other = estimate.figures[i];
      text += wrapped_for_terminal(
          index.say(Says::brief_beside, {index.figure_label(other), index.exact_text(other, other.exact)}), 2);
    }
  }
  text += '\n' + wrapped_for_terminal(index.say(Says::brief_digest, {estimate.digest}), 2);
  return plain_spaces(std::move(text));
}

}  // namespace restituo
