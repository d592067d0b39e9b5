#include <restituo/report/challenge_report.hpp>

#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>

#include "challenge_words.hpp"
#include "content_challenge.hpp"
#include "csv_writer.hpp"
#include "format.hpp"
#include "html.hpp"
#include "json_writer.hpp"
#include "picture_challenge.hpp"
#include "scenario_json.hpp"
#include "terminal_text.hpp"

namespace restituo {
namespace {

constexpr int most_decimals_of_inputs = 0;  // inputs are written with as many decimals as they have

std::vector<Picture> pictures_of(const ReportIndex& index, const Challenge& challenge) {
  std::vector<Picture> pictures;
  if (challenge.influences) pictures.push_back(tornado_picture(index, challenge));
  if (challenge.defence.conceded && !challenge.defence.disputes.empty() && challenge.defence.disputes.front().part) {
    pictures.push_back(waterfall_picture(index, challenge));
  }
  if (challenge.scenario && tells_limits(*challenge.scenario)) pictures.push_back(trajectory_picture(index, challenge));
  if (!challenge.dots.empty()) {
    pictures.push_back(dots_picture(index, challenge));
    pictures.push_back(convergence_picture(index, challenge));
  }
  if (challenge.of().band) pictures.push_back(band_picture(index, challenge));
  return pictures;
}

// Writes one challenge, table by table, in the order of docs/formats/challenge.md.
class JsonTeller {
 public:
  JsonTeller(const ReportIndex& index, const Challenge& challenge) : index_(index), challenge_(challenge) {}

  std::string text() {
    json_.begin_object();
    json_.member("format", std::uint64_t{1});
    json_.member("language", code_of(index_.language()));
    json_.member("case", index_.source_case().id);
    head();
    influences();
    defence();
    std::vector<std::string> of_law;
    for (const InputId input : challenge_.of_law) of_law.push_back(id(input));
    json_.texts("of_law", of_law);
    switches();
    json_.key("strikes");
    json_.begin_object();
    strikes("single", challenge_.strikes.single);
    strikes("pairs", challenge_.strikes.pairs);
    json_.end_object();
    attacks();
    scenario();
    to_prove();
    draws();
    json_.member("estimate_digest", index_.estimate().digest);
    json_.end_object();
    return json_.take();
  }

 private:
  const std::string& id(InputId input) const { return index_.program().inputs[input].id; }
  void exact(std::string_view name, const Exact& value) {
    json_.member(name, exact_data_text(value, challenge_.of().decimals));
  }
  void exact(std::string_view name, const std::optional<Exact>& value) {
    if (value) {
      exact(name, *value);
    } else {
      json_.member_null(name);
    }
  }
  void of_input(std::string_view name, const Exact& value) {
    json_.member(name, exact_data_text(value, most_decimals_of_inputs));
  }
  void optional(std::string_view name, const std::optional<double>& value) {
    if (value) {
      json_.member(name, *value);
    } else {
      json_.member_null(name);
    }
  }
  void share(std::string_view name, const std::optional<SobolShare>& value) {
    if (!value) return json_.member_null(name);
    json_.key(name);
    json_.begin_object();
    json_.member("value", value->value);
    json_.member("low", value->low);
    json_.member("high", value->high);
    json_.end_object();
  }
  void numbers(std::string_view name, std::initializer_list<double> values) {
    json_.key(name);
    json_.begin_list();
    for (const double value : values) json_.value(value);
    json_.end_list();
  }
  void refused(const Faults& faults) { write_refused(json_, faults, index_.language()); }
  void narrowing(std::string_view name, const std::optional<Narrowing>& value) {
    if (!value) return json_.member_null(name);
    json_.key(name);
    json_.begin_object();
    json_.member("width", value->width);
    json_.member("known", value->known);
    json_.member("variance_left", value->variance_left);
    json_.end_object();
  }

  void head() {
    const Figure& figure = challenge_.of();
    json_.key("figure");
    json_.begin_object();
    json_.member("id", figure.id);
    json_.member("label", index_.figure_label(figure));
    json_.member("unit", figure.unit.text());
    json_.member("kind", name_of(figure.kind));
    exact("exact", figure.exact);
    json_.end_object();
    exact("sum", challenge_.sum);
    json_.member("sum_was_given", challenge_.sum_was_given);
    json_.member("draws", challenge_.draws);
    const Manifest& manifest = index_.estimate().manifest;
    json_.member("draws_of_estimate", manifest.draws);
    json_.member("method", manifest.method);
    json_.member("seed", std::to_string(manifest.seed));
  }

  void influences() {
    refused(challenge_.refused);
    if (!challenge_.influences) return json_.member_null("influences");
    const Influences& found = *challenge_.influences;
    json_.key("influences");
    json_.begin_object();
    json_.member("base_points", found.base_points);
    json_.member("runs", found.runs);
    optional("rank_fit", found.rank_fit);
    json_.key("noise");
    json_.begin_object();
    share("first", found.inputs.front().first ? std::optional(found.noise_first) : std::nullopt);
    numbers("fifths", {found.noise_means.low, found.noise_means.high});
    numbers("pawn", {found.noise_pawn.median, found.noise_pawn.largest});
    narrowing("narrowing", found.noise_narrowing);
    json_.end_object();
    json_.key("inputs");
    json_.begin_list();
    for (const InputInfluence& one : found.inputs) {
      json_.begin_object();
      json_.member("id", id(one.input));
      json_.member("label", index_.input_label(one.input));
      json_.member("unit", index_.program().inputs[one.input].unit.text());
      numbers("range", {one.p05, one.p95});
      numbers("figure", {one.at_p05, one.at_p95});
      numbers("fifths", {one.means.low, one.means.high});
      share("shapley", one.shapley);
      share("first", one.first);
      share("total", one.total);
      optional("rank", one.rank);
      numbers("pawn", {one.pawn.median, one.pawn.largest});
      narrowing("narrowing", one.narrowing);
      json_.end_object();
    }
    json_.end_list();
    refused(found.refused);
    json_.end_object();
  }

  void defence() {
    json_.key("defence");
    json_.begin_object();
    exact("conceded", challenge_.defence.conceded);
    exact("gap", challenge_.defence.conceded ? std::optional(challenge_.defence.gap) : std::nullopt);
    json_.key("disputes");
    json_.begin_list();
    for (const Dispute& dispute : challenge_.defence.disputes) {
      const GivenValue& given = challenge_.meaning(dispute.input).given;
      json_.begin_object();
      json_.member("id", id(dispute.input));
      json_.member("label", index_.input_label(dispute.input));
      json_.member("unit", given.unit.text());
      of_input("claimed", given.value);
      of_input("rival", given.rival->value);
      json_.member("source", given.rival->citation.source);
      exact("alone", dispute.alone);
      exact("last", dispute.last);
      exact("part", dispute.part);
      json_.end_object();
    }
    json_.end_list();
    json_.end_object();
  }

  void switches() {
    json_.key("switches");
    json_.begin_list();
    for (const InputSwitch& one : challenge_.switches) {
      json_.begin_object();
      json_.member("id", id(one.input));
      json_.member("label", index_.input_label(one.input));
      json_.member("unit", index_.program().inputs[one.input].unit.text());
      of_input("claimed", one.claimed);
      if (one.found) {
        of_input("value", one.found->value);
        exact("figure", one.found->after);
        exact("figure_before", one.found->before);
      } else {
        for (const char* name : {"value", "figure", "figure_before"}) json_.member_null(name);
      }
      if (one.last_day) {
        json_.member("last_day", one.last_day->text());
      } else {
        json_.member_null("last_day");
      }
      json_.end_object();
    }
    json_.end_list();
  }

  void strikes(std::string_view name, const std::vector<Strike>& list) {
    json_.key(name);
    json_.begin_list();
    for (const Strike& strike : list) {
      json_.begin_object();
      json_.texts("sources", strike.sources);
      json_.texts("periods", strike.periods);
      json_.member("answered", strike.is_answered());
      exact("left", strike.left);
      exact("cost", strike.cost);
      json_.key("inputs");
      json_.begin_list();
      for (const StruckInput& one : strike.inputs) {
        json_.begin_object();
        json_.member("id", id(one.input));
        json_.member("falls_back_on", name_of(one.fall_back));
        if (one.value) {
          of_input("value", *one.value);
        } else {
          json_.member_null("value");
        }
        json_.member("source", one.source);
        json_.end_object();
      }
      json_.end_list();
      json_.end_object();
    }
    json_.end_list();
  }

  void attacks() {
    json_.key("attacks");
    json_.begin_object();
    json_.key("fitting");
    json_.begin_list();
    for (const Attack& attack : challenge_.attacks.fitting) {
      const AttackWords words = words_of(attack.kind);
      json_.begin_object();
      json_.member("kind", name_of(attack.kind));
      json_.member("says", index_.say(words.attack));
      json_.member("answer", index_.say(words.answer));
      json_.member("aimed_at", attack.aimed_at);
      std::vector<std::string> aimed;
      for (const InputId input : attack.inputs) aimed.push_back(id(input));
      json_.texts("inputs", aimed);
      std::vector<std::string> values;
      for (const Exact& value : attack.values) values.push_back(exact_data_text(value, most_decimals_of_inputs));
      json_.texts("values", values);
      exact("after", attack.after);
      exact("cost", attack.cost);
      json_.end_object();
    }
    json_.end_list();
    const auto kinds = [&](std::string_view name, const std::vector<AttackKind>& list) {
      std::vector<std::string> names;
      for (const AttackKind kind : list) names.emplace_back(name_of(kind));
      json_.texts(name, names);
    };
    kinds("costless", challenge_.attacks.costless);
    kinds("not_found", challenge_.attacks.not_found);
    json_.key("noted");
    json_.begin_list();
    for (const NotedAttack& one : challenge_.attacks.noted) {
      const Fault& fault = index_.estimate().warnings[one.warning];
      json_.begin_object();
      json_.member("code", fault.code);
      json_.member("place", text_of(fault.place));
      json_.member("says", what_is_wrong(fault, index_.language()));
      json_.member("answer", what_to_do(fault, index_.language()));
      std::vector<std::string> aimed;
      for (const InputId input : one.inputs) aimed.push_back(id(input));
      json_.texts("inputs", aimed);
      exact("after", one.after);
      exact("cost", one.cost);
      json_.end_object();
    }
    json_.end_list();
    json_.end_object();
  }

  void scenario() {
    if (!challenge_.scenario) return json_.member_null("scenario");
    const BreakingScenario& found = *challenge_.scenario;
    json_.key("scenario");
    json_.begin_object();
    json_.member("share_below", found.share_below);
    json_.member("says", breaking_in_words(index_, challenge_));
    const auto name = [&](JsonWriter& json, std::size_t input) { json.member("id", id(found.inputs[input])); };
    write_search(json_, found.box ? &*found.box : nullptr, name);
    write_tree(json_, found.tree, name);
    refused(found.refused);
    json_.end_object();
  }

  void to_prove() {
    json_.key("to_prove");
    json_.begin_object();
    json_.texts("says", advice_on_proof(index_, challenge_));
    json_.key("order");
    json_.begin_list();
    for (const ToProve& one : challenge_.to_prove) {
      json_.begin_object();
      json_.member("id", id(one.input));
      json_.member("label", index_.input_label(one.input));
      json_.member("grade", std::string(1, letter_of(challenge_.meaning(one.input).given.grade)));
      narrowing("narrowing", one.narrowing);
      narrowing("with_the_first", one.after_first);
      json_.end_object();
    }
    json_.end_list();
    json_.end_object();
  }

  void draws() {
    json_.key("dots");
    json_.begin_list();
    for (const double amount : challenge_.dots) json_.value(amount);
    json_.end_list();
    json_.key("convergence");
    json_.begin_list();
    for (const ConvergencePoint& row : challenge_.of().convergence) {
      json_.begin_object();
      json_.member("draws", row.draws);
      numbers("p05", {row.p05, row.p05_low, row.p05_high});
      numbers("p50", {row.p50, row.p50_low, row.p50_high});
      numbers("p95", {row.p95, row.p95_low, row.p95_high});
      json_.end_object();
    }
    json_.end_list();
    const auto& band = challenge_.of().band;
    if (!band) return json_.member_null("band");
    json_.key("band");
    json_.begin_list();
    for (const BandOfPercentile& one : *band) {
      json_.begin_object();
      json_.member("p", one.p);
      numbers("over_what_is_not_known", {one.least, one.p05, one.p50, one.p95, one.largest});
      json_.end_object();
    }
    json_.end_list();
  }

  const ReportIndex& index_;
  const Challenge& challenge_;
  JsonWriter json_;
};

}  // namespace

std::string challenge_html(const Challenge& challenge, const ReportContext& context) {
  const ReportIndex index(*challenge.estimate, context.language);
  ReportDocument document = framed_document(index);
  document.subtitle = index.say(Says::challenge_of_figure, {index.figure_label(challenge.of())});
  // A page begins with its answer: here, what to prove next and where the claim breaks.
  Section opening = section("answer", index.say(Says::challenge_title));
  opening.numbered = false;
  opening.blocks = challenge_opening(index, challenge);
  for (const std::string& sentence : advice_on_proof(index, challenge)) {
    opening.blocks.push_back(paragraph(sentence));
  }
  if (challenge.scenario) opening.blocks.push_back(paragraph(breaking_in_words(index, challenge)));
  document.blocks.push_back({std::move(opening)});
  document.blocks.push_back({Contents{index.say(Says::page_contents)}});
  for (Section& part : challenge_sections(index, challenge)) {
    document.blocks.push_back({std::move(part)});
  }
  for (Section made : {sources_section(index), notes_section(index), rerun_section(index, context)}) {
    if (!made.blocks.empty()) document.blocks.push_back({std::move(made)});
  }
  return html_of(document);
}

std::string challenge_json(const Challenge& challenge, const ReportContext& context) {
  const ReportIndex index(*challenge.estimate, context.language);
  return JsonTeller(index, challenge).text();
}

std::string challenge_csv(const Challenge& challenge, const ReportContext& context) {
  const ReportIndex index(*challenge.estimate, context.language);
  const std::string unit = challenge.of().unit.text();
  const int decimals = challenge.of().decimals;
  CsvWriter csv;
  csv_header(csv, {"table", "subject", "label", "aspect", "value", "unit"});
  const auto line = [&](std::string_view table, std::string_view subject, std::string_view label,
                        std::string_view aspect, const std::string& value, std::string_view unit_of) {
    for (const std::string_view text : {table, subject, label, aspect}) csv.text(text);
    csv.number(value);
    csv.text(unit_of);
    csv.end_line();
  };
  const auto exact = [&](const Exact& value) { return exact_data_text(value, decimals); };
  const auto of_input = [&](const Exact& value) { return exact_data_text(value, most_decimals_of_inputs); };
  const auto& inputs = index.program().inputs;
  if (challenge.influences) {
    for (const InputInfluence& one : challenge.influences->inputs) {
      const std::string label = index.input_label(one.input);
      const auto add = [&](std::string_view aspect, double value, std::string_view unit_of) {
        line("influences", inputs[one.input].id, label, aspect, double_text(value), unit_of);
      };
      add("p05", one.p05, inputs[one.input].unit.text());
      add("p95", one.p95, inputs[one.input].unit.text());
      add("figure_at_p05", one.at_p05, unit);
      add("figure_at_p95", one.at_p95, unit);
      add("mean_low_fifth", one.means.low, unit);
      add("mean_high_fifth", one.means.high, unit);
      for (const auto& [name, share] :
           {std::pair{"shapley", one.shapley}, {"first", one.first}, {"total", one.total}}) {
        if (!share) continue;
        add(name, share->value, "1");
        add(std::string(name) + "_low", share->low, "1");
        add(std::string(name) + "_high", share->high, "1");
      }
      if (one.rank) add("rank", *one.rank, "1");
      add("pawn", one.pawn.median, "1");
      add("width_once_known", one.narrowing.known, unit);
    }
  }
  for (const Dispute& dispute : challenge.defence.disputes) {
    const GivenValue& given = challenge.meaning(dispute.input).given;
    const auto add = [&](std::string_view aspect, const std::string& value, std::string_view unit_of) {
      line("disputes", inputs[dispute.input].id, index.input_label(dispute.input), aspect, value, unit_of);
    };
    add("claimed", of_input(given.value), given.unit.text());
    add("rival", of_input(given.rival->value), given.unit.text());
    for (const auto& [aspect, value] :
         {std::pair{"alone", dispute.alone}, {"last", dispute.last}, {"part", dispute.part}}) {
      if (value) add(aspect, exact(*value), unit);
    }
  }
  for (const InputSwitch& one : challenge.switches) {
    if (!one.found) continue;
    line("switches", inputs[one.input].id, index.input_label(one.input), "value", of_input(one.found->value),
         inputs[one.input].unit.text());
    line("switches", inputs[one.input].id, index.input_label(one.input), "figure", exact(one.found->after), unit);
  }
  for (const auto* list : {&challenge.strikes.single, &challenge.strikes.pairs}) {
    for (const Strike& strike : *list) {
      std::vector<std::string> names;
      for (const std::string& id : strike.sources) names.push_back(source_name(index, id));
      const std::string subject = joined(strike.sources, " + ");
      const std::string label = joined(names, " + ");
      if (strike.left)
        line("strikes", subject, label, strike.is_answered() ? "left" : "left_of_other_parts", exact(*strike.left),
             unit);
      line("strikes", subject, label, "cost", exact(strike.cost), unit);
    }
  }
  if (challenge.of().band) {
    for (const BandOfPercentile& one : *challenge.of().band) {
      const std::string subject = "p" + std::string(one.p < 0.1 ? "0" : "") + of_100(one.p);
      for (const auto& [aspect, value] : {std::pair{"least", one.least},
                                          {"p05", one.p05},
                                          {"p50", one.p50},
                                          {"p95", one.p95},
                                          {"largest", one.largest}}) {
        line("band", subject, "", aspect, double_text(value), unit);
      }
    }
  }
  for (const Attack& attack : challenge.attacks.fitting) {
    line("attacks", name_of(attack.kind), index.say(words_of(attack.kind).attack), "cost", exact(attack.cost), unit);
  }
  for (const NotedAttack& one : challenge.attacks.noted) {
    if (!one.cost) continue;
    const Fault& fault = index.estimate().warnings[one.warning];
    line("noted", fault.code, what_is_wrong(fault, context.language), "cost", exact(*one.cost), unit);
  }
  return csv.take();
}

std::string challenge_in_brief(const Challenge& challenge, const ReportContext& context) {
  const ReportIndex index(*challenge.estimate, context.language);
  const Language language = context.language;
  const Figure& figure = challenge.of();
  constexpr std::size_t most_rows = 5;
  const auto exact = [&](const Exact& value) { return index.exact_text(figure, value); };
  const auto simulated = [&](double value) { return settled_text(index, challenge, value); };
  const auto of_input = [&](InputId input, const Exact& value) {
    return quantity_text(value, challenge.meaning(input).given.unit, language);
  };
  const auto heading = [&](Says name, const std::vector<std::string>& put_in = {}) {
    return '\n' + wrapped_for_terminal(index.say(name, put_in), 2);
  };
  const auto row = [&](const std::string& words) { return wrapped_for_terminal(words, 6, 2); };

  std::string text = wrapped_for_terminal(
      index.say(Says::brief_answer,
                {index.say(Says::challenge_of_figure, {index.figure_label(figure)}), exact(figure.exact)}),
      2);
  if (challenge.scenario) {
    text += wrapped_for_terminal(
        index.say(Says::challenge_brief_sum, {exact(challenge.sum), of_100(challenge.scenario->share_below)}), 2);
  }
  for (const Fault& fault : challenge.refused) {
    text += heading(Says::challenge_brief_moves) +
            row(index.say(Says::moves_refused_all, {what_is_wrong(fault, language), what_to_do(fault, language)}));
  }
  if (challenge.influences) {
    text += heading(Says::challenge_brief_moves);
    const auto& inputs = challenge.influences->inputs;
    for (std::size_t i = 0; i < std::min(inputs.size(), most_rows); ++i) {
      const InputInfluence& one = inputs[i];
      const double part = one.shapley ? one.shapley->value : 1 - one.narrowing.variance_left;
      text += row(index.say(Says::challenge_brief_move, {of_100(part), index.input_label(one.input),
                                                         simulated(one.at_p05), simulated(one.at_p95)}));
    }
    for (const Fault& fault : challenge.influences->refused) {
      text += row(index.say(Says::moves_refused, {what_is_wrong(fault, language), what_to_do(fault, language)}));
    }
  }
  if (const auto advice = advice_on_proof(index, challenge); !advice.empty()) {
    text += heading(Says::challenge_brief_prove);
    for (const std::string& sentence : advice) text += row(sentence);
  }
  text += heading(Says::challenge_brief_defence);
  const Defence& defence = challenge.defence;
  if (defence.disputes.empty()) {
    text += row(index.say(Says::defence_none));
  } else {
    text += row(!defence.conceded
                    ? index.say(Says::defence_no_value)
                    : index.say(defence.gap.sign() < 0 ? Says::defence_lead_more : Says::defence_lead,
                                {exact(*defence.conceded), exact(figure.exact), exact(defence.gap.magnitude())}));
    for (const Dispute& dispute : defence.disputes) {
      const GivenValue& given = challenge.meaning(dispute.input).given;
      const std::vector<std::string> told{index.input_label(dispute.input), of_input(dispute.input, given.rival->value),
                                          of_input(dispute.input, given.value)};
      text += row(!dispute.alone ? index.say(Says::challenge_brief_dispute_no_value, told)
                                 : index.say(dispute.alone->sign() < 0 ? Says::challenge_brief_dispute_more
                                                                       : Says::challenge_brief_dispute,
                                             {exact(dispute.alone->magnitude()), told[0], told[1], told[2]}));
    }
  }
  const bool under = figure.exact < challenge.sum;
  std::string rows;
  for (std::size_t i = 0; i < std::min(challenge.switches.size(), most_rows); ++i) {
    const InputSwitch& one = challenge.switches[i];
    if (!one.found) continue;
    rows += row(index.say(
        Says::challenge_brief_switch_row,
        {index.input_label(one.input), of_input(one.input, one.found->value), of_input(one.input, one.claimed)}));
  }
  if (!rows.empty()) {
    text += heading(under ? Says::challenge_brief_switch_over : Says::challenge_brief_switch, {exact(challenge.sum)}) +
            rows;
  }
  if (!challenge.strikes.single.empty()) {
    text += heading(Says::challenge_brief_strike);
    for (std::size_t i = 0; i < std::min(challenge.strikes.single.size(), most_rows); ++i) {
      const Strike& strike = challenge.strikes.single[i];
      std::vector<std::string> refused;
      for (const std::string& id : strike.periods)
        refused.push_back(index.say(Says::prove_dates, {period_name(index, id)}));
      for (const StruckInput& one : strike.inputs) {
        if (!one.value) refused.push_back(index.input_label(one.input));
      }
      text +=
          row(index.say(Says::challenge_brief_strike_row,
                        {exact(strike.cost), source_name(index, strike.sources.front()),
                         refused.empty() ? "" : index.say(Says::challenge_brief_refused, {joined(refused, "; ")})}));
    }
  }
  if (!challenge.attacks.fitting.empty()) {
    text += heading(Says::challenge_brief_attack);
    for (const Attack& attack : challenge.attacks.fitting) {
      const std::string words = index.say(words_of(attack.kind).attack);
      text += row(attack.cost.is_zero() ? index.say(Says::attack_no_cost) + ": " + words
                                        : index.say(Says::challenge_brief_attack_row, {exact(attack.cost), words}));
    }
    for (const NotedAttack& one : challenge.attacks.noted) {
      if (!one.cost) continue;
      text += row(index.say(Says::challenge_brief_attack_row, {exact(*one.cost), note_in_words(index, one)}));
    }
  }
  if (challenge.scenario) {
    text += heading(Says::challenge_brief_breaks) + row(breaking_in_words(index, challenge));
  }
  return plain_spaces(std::move(text));
}

std::vector<DrawingFile> challenge_drawings(const Challenge& challenge, const ReportContext& context) {
  const ReportIndex index(*challenge.estimate, context.language);
  constexpr std::string_view before_name = "picture.challenge.";
  std::vector<DrawingFile> files;
  for (const Picture& picture : pictures_of(index, challenge)) {
    files.push_back({picture.id.substr(before_name.size()) + "." + std::string(code_of(context.language)) + ".svg",
                     svg_of(picture, context.language)});
  }
  return files;
}

}  // namespace restituo
