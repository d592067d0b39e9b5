#include "challenge_words.hpp"

#include <algorithm>
#include <cmath>

#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>

#include "content.hpp"
#include "format.hpp"

namespace restituo {

std::string of_100(double share) {
  const double rounded = std::floor(std::max(0.0, share) * 100 + 0.5);
  return std::to_string(static_cast<int>(std::min(rounded, 100.0)));
}

double settled(const Challenge& challenge, double value) {
  const auto& spread = challenge.of().spread;
  return spread ? spread->supported("p50", value) : value;
}

std::string settled_text(const ReportIndex& index, const Challenge& challenge, double value) {
  return simulated_text(settled(challenge, value), challenge.of().unit, index.language());
}

std::string share_in_words(const ReportIndex& index, const SobolShare& share) {
  return share.is_told_from_zero()
             ? index.say(Says::share_with_limits, {of_100(share.value), of_100(share.low), of_100(share.high)})
             : index.say(Says::share_not_told, {of_100(share.value)});
}

std::string thing_to_prove(const ReportIndex& index, InputId input) {
  const BoundInput& meaning = index.estimate().bound.inputs[input];
  const std::string& name = meaning.name;
  const bool dates = name == "days" || name == "first_day_later" || name == "last_day_later";
  if ((dates || name == "length") && !meaning.period.empty()) {
    const bool alone = index.source_case().setting.victims.size() == 1;
    return index.say(dates ? Says::prove_dates : Says::prove_length,
                     {alone ? index.period_label(meaning.victim, meaning.period)
                            : index.owner_label(meaning.victim, meaning.period)});
  }
  return index.say(Says::prove_input, {index.input_label(input)});
}

bool is_narrowing(const Challenge& challenge, const Narrowing& narrowing) {
  const double noise = std::fabs(1 - challenge.influences->noise_narrowing.share_left());
  return 1 - narrowing.share_left() > 2 * noise + 0.005;
}

std::vector<std::string> advice_on_proof(const ReportIndex& index, const Challenge& challenge) {
  std::vector<std::string> advice;
  const auto shown = [&](double value) { return settled_text(index, challenge, value); };
  const auto& order = challenge.to_prove;
  if (order.empty() || !is_narrowing(challenge, order[0].narrowing)) {
    return advice;
  }
  advice.push_back(index.say(Says::prove_first, {thing_to_prove(index, order[0].input), shown(order[0].narrowing.known),
                                                 shown(order[0].narrowing.width)}));
  if (order.size() > 1 && order[1].after_first && is_narrowing(challenge, order[1].narrowing)) {
    advice.push_back(
        index.say(Says::prove_then, {thing_to_prove(index, order[1].input), shown(order[1].after_first->known)}));
  }
  return advice;
}

std::string draws_in_words(const ReportIndex& index, const Challenge& challenge) {
  const Manifest& manifest = index.estimate().manifest;
  const auto count = [&](std::uint64_t draws) { return localized(std::to_string(draws), index.language()); };
  // Of designs, a part is none: fewer points are a design of their own; and Sobol' runs of an estimate weigh theirs.
  const bool own_points = manifest.method == "sobol" || (manifest.method == "lhs" && challenge.draws < manifest.draws);
  return index.say(own_points                         ? Says::draws_intro_points
                   : challenge.draws < manifest.draws ? Says::draws_intro_first
                                                      : Says::draws_intro,
                   {count(challenge.draws), index.say(words_of_method(manifest.method)), std::to_string(manifest.seed),
                    count(manifest.draws)});
}

std::string rounded_value_text(double value, const Unit& unit, Language language) {
  return simulated_text(rounded_to_significant(exact_value_of_double(value), 3).to_double(), unit, language);
}

std::string limit_in_words(const ReportIndex& index, InputId input, double low, double high) {
  const Unit& unit = index.estimate().bound.inputs[input].given.unit;
  const auto shown = [&](double value) { return rounded_value_text(value, unit, index.language()); };
  const std::string label = index.input_label(input);
  if (!(low > -HUGE_VAL)) return index.say(Says::breaks_limit_below, {label, shown(high)});
  if (!(high < HUGE_VAL)) return index.say(Says::breaks_limit_above, {label, shown(low)});
  return index.say(Says::breaks_limit_between, {label, shown(low), shown(high)});
}

bool tells_limits(const BreakingScenario& scenario) {
  return scenario.box && !scenario.box->best().is_poor() && !scenario.box->best().limits.empty();
}

std::string breaking_in_words(const ReportIndex& index, const Challenge& challenge) {
  const BreakingScenario& scenario = *challenge.scenario;
  if (!scenario.box) {
    const Fault& fault = scenario.refused.front();
    return index.say(Says::moves_refused,
                     {what_is_wrong(fault, index.language()), what_to_do(fault, index.language())});
  }
  const ScenarioBox& box = scenario.box->best();
  const std::string sum = index.exact_text(challenge.of(), challenge.sum);
  if (!tells_limits(scenario)) {
    return index.say(Says::breaks_poor, {of_100(box.coverage), of_100(box.density)});
  }
  std::vector<std::string> limits;
  for (const BoxLimit& limit : box.limits) {
    limits.push_back(limit_in_words(index, scenario.inputs[limit.input], limit.low, limit.high));
  }
  constexpr double nearly_all = 0.95;
  return index.say(box.coverage >= nearly_all ? Says::breaks_box_only : Says::breaks_box,
                   {sum, joined(limits, "; "), of_100(box.coverage), of_100(box.density)});
}

Says words_of(FallBack fall_back) {
  switch (fall_back) {
    case FallBack::wider_value: return Says::fall_back_wider;
    case FallBack::model_value: return Says::fall_back_model;
    case FallBack::rival_value: return Says::fall_back_rival;
    case FallBack::none: break;
  }
  return Says::strike_no_answer;
}

AttackWords words_of(AttackKind kind) {
  switch (kind) {
    case AttackKind::maximum_as_mean:
      return {Says::attack_maximum_as_mean, Says::attack_maximum_as_mean_answer, Says::attack_maximum_as_mean_short};
    case AttackKind::rest_days:
      return {Says::attack_rest_days, Says::attack_rest_days_answer, Says::attack_rest_days_short};
    case AttackKind::calendar:
      return {Says::attack_calendar, Says::attack_calendar_answer, Says::attack_calendar_short};
    case AttackKind::day_count:
      return {Says::attack_day_count, Says::attack_day_count_answer, Says::attack_day_count_short};
    case AttackKind::one_source:
      return {Says::attack_one_source, Says::attack_one_source_answer, Says::attack_one_source_short};
    case AttackKind::gross_against_net:
      return {Says::attack_gross_against_net, Says::attack_gross_against_net_answer,
              Says::attack_gross_against_net_short};
    case AttackKind::double_counting:
      return {Says::attack_double_counting, Says::attack_double_counting_answer, Says::attack_double_counting_short};
    case AttackKind::undocumented:
      return {Says::attack_undocumented, Says::attack_undocumented_answer, Says::attack_undocumented_short};
    case AttackKind::published_average:
      return {Says::attack_published_average, Says::attack_published_average_answer,
              Says::attack_published_average_short};
    case AttackKind::false_precision:
      return {Says::attack_false_precision, Says::attack_false_precision_answer, Says::attack_false_precision_short};
    case AttackKind::hidden_spread:
      return {Says::attack_hidden_spread, Says::attack_hidden_spread_answer, Says::attack_hidden_spread_short};
    case AttackKind::selection:
      return {Says::attack_selection, Says::attack_selection_answer, Says::attack_selection_short};
    case AttackKind::memory: return {Says::attack_memory, Says::attack_memory_answer, Says::attack_memory_short};
    case AttackKind::sources_disagree: break;
  }
  return {Says::attack_sources_disagree, Says::attack_sources_disagree_answer, Says::attack_sources_disagree_short};
}

std::string note_in_words(const ReportIndex& index, const NotedAttack& noted) {
  // The checker speaks of the name in the case file, to whoever writes it; a reader is told the input and its unit.
  Fault fault = index.estimate().warnings[noted.warning];
  if (noted.inputs.empty()) return what_is_wrong(in_readers_words(index, std::move(fault)), index.language());
  const BoundInput& meaning = index.estimate().bound.inputs[noted.inputs.front()];
  const std::string label = index.input_label(noted.inputs.front());
  const bool says_numbers = fault.code == "range-wide" || fault.code == "value-superseded" ||
                            fault.code == "price-outside-advertised" || fault.code == "mean-rounded-unsaid";
  for (std::string& detail : fault.details) {
    if (detail == meaning.name) {
      detail = label;
    } else if (const auto number = read_number(detail, {}); says_numbers && number) {
      detail = quantity_text(*number, meaning.given.unit, index.language());
    }
  }
  std::string said = what_is_wrong(fault, index.language());
  const std::string bare = '"' + label + '"';
  if (const auto at = said.find(bare); at != std::string::npos) {
    said.replace(at, bare.size(), index.say(Says::prove_input, {label}));
  }
  return said;
}

std::string period_name(const ReportIndex& index, const std::string& id) {
  const auto dot = id.find('.');
  return dot == std::string::npos ? id : index.owner_label(id.substr(0, dot), id.substr(dot + 1));
}

std::string source_name(const ReportIndex& index, const std::string& id) {
  const Source* source = index.source(id);
  return source == nullptr ? id : index.in(source->cite);
}

std::string aim_in_words(const ReportIndex& index, const Attack& attack) {
  std::string aimed;
  const auto figure_named = [&](std::string_view id) {
    for (const Figure& figure : index.estimate().figures) {
      if (figure.id == id) return index.figure_label(figure);
    }
    return std::string(id);
  };
  switch (attack.kind) {
    case AttackKind::one_source: aimed = source_name(index, attack.aimed_at) + ": "; break;
    case AttackKind::published_average:
    case AttackKind::gross_against_net: aimed = figure_named(attack.aimed_at); break;
    case AttackKind::sources_disagree: {
      std::vector<std::string> labels;
      for (const std::string_view id : split(attack.aimed_at, '/')) labels.push_back(figure_named(trimmed(id)));
      aimed = list_text(labels, index.language());
      break;
    }
    case AttackKind::double_counting: aimed = period_name(index, attack.aimed_at); break;
    case AttackKind::calendar: {
      const auto calendar = CalendarConvention::from_name(attack.aimed_at);
      aimed = calendar ? index.say(calendar_sentence(*calendar)) : attack.aimed_at;
      break;
    }
    case AttackKind::day_count: aimed = index.say(Says::day_rule_first_only); break;
    default: aimed = attack.aimed_at;
  }
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < attack.inputs.size(); ++i) {
    const std::string label = index.input_label(attack.inputs[i]);
    const GivenValue& given = index.estimate().bound.inputs[attack.inputs[i]].given;
    const auto shown = [&](const Exact& value) { return quantity_text(value, given.unit, index.language()); };
    labels.push_back(attack.values.empty()
                         ? label
                         : index.say(Says::attack_puts, {label, shown(attack.values[i]), shown(given.value)}));
  }
  constexpr std::size_t most = 3;
  const std::size_t more = labels.size() > most + 1 ? labels.size() - most : 0;
  labels.resize(labels.size() - more);
  const std::string told = aimed + joined(labels, "; ");
  return more == 0 ? told : index.say(Says::list_and_more, {told, std::to_string(more)});
}

}  // namespace restituo
