#include "forum_reader.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/quantity/money.hpp>

namespace restituo {
namespace {

std::vector<std::string> head_names() {
  std::vector<std::string> names;
  for (int i = 1; i <= head_count; ++i) names.push_back("E" + std::to_string(i));
  return names;
}

// What `check` can say of a word that a case chooses (docs/method/validator.md); src/casefile/claim_rules.cpp says it.
const std::vector<std::string> choice_warnings{"statute-gives-no-takings", "costs-not-deducted",
                                               "reparation-beside-compensation", "interest-beyond-wages"};

class ForumReader {
 public:
  ForumReader(TableReader& reader, Model& model, const ModelReading& reading, Faults& faults)
      : reader_(reader), model_(model), reading_(reading), faults_(faults) {}

  void read() {
    read_head();
    for (const Entry& entry : reader_.tables("date")) read_date(entry);
    for (const Entry& entry : reader_.tables("choice")) read_choice(entry);
    for (const Entry& entry : reader_.tables("offset")) read_offset(entry);
    for (const Entry& entry : reader_.tables("rule")) read_rule(entry);
    // Steps and rules count in the order in which the file has them.
    std::stable_sort(model_.steps.begin(), model_.steps.end(),
                     [](const ModelStep& a, const ModelStep& b) { return a.place.line < b.place.line; });
    for (const Entry& entry : reader_.tables("deadline")) read_deadline(entry);
    for (const Entry& entry : reader_.tables("exclusive")) read_exclusion(entry);
    if (!reader_.has("rule")) {
      fault("key-missing", model_.place, {"[[rule]]"});
    }
    check_rules();
    check_exclusions();
    add_totals();
    for (ModelStep& step : after_award_) {
      model_.steps.push_back(std::move(step));
    }
    model_.forum = std::move(forum_);
  }

 private:
  void fault(std::string code, const Place& place, std::vector<std::string> details) {
    faults_.push_back({std::move(code), place, std::move(details)});
  }

  // ------------------------------------------------------------------------------------------------------------ parts

  LegalBasis read_basis(TableReader& reader) {
    LegalBasis basis;
    basis.article = reader.text("article").value_or("");
    basis.citation = {reader.text("source").value_or(""), reader.text("pin").value_or("")};
    basis.status = status_from_name(reader.one_of("status", {"read", "derived", "recalled"}).value_or("read")).value();
    basis.note = reader.optional_text("note").value_or("");
    return basis;
  }

  void read_head() {
    if (const auto currency = reader_.text("currency")) {
      forum_.currency = *currency;
      if (*currency != "CUR" && !Currency::from_code(*currency)) {
        fault("currency-unknown", reader_.place_of("currency"), {*currency});
      }
    }
    forum_.jurisdiction = reader_.words("jurisdiction").value_or(Words{});
    if (const auto table = reader_.table("liability")) {
      TableReader liability(*table, faults_);
      const auto mode = liability.one_of("mode", {"joint-and-several", "shares"});
      forum_.liability = mode == "shares" ? Liability::shares : Liability::joint_and_several;
      forum_.liability_basis = read_basis(liability);
      liability.finish();
    }
  }

  bool is_known_date(const std::string& name) const {
    static const std::set<std::string> built_in{"period_start", "period_end", "valuation_date", "item_date"};
    return built_in.contains(name) || forum_.date(name) != nullptr;
  }

  std::string read_date_name(TableReader& reader, const std::string& key) {
    const std::string name = reader.text(key).value_or("");
    if (!name.empty() && !is_known_date(name)) {
      std::vector<std::string> known{"valuation_date", "period_start", "period_end"};
      for (const ForumDate& date : forum_.dates) known.push_back(date.id);
      fault("forum-date-unknown", reader.place_of(key), {name, nearest_or_all(name, known)});
      return "";
    }
    return name;
  }

  void read_date(const Entry& entry) {
    TableReader reader(entry, faults_);
    ForumDate date;
    date.place = reader.place();
    date.id = reader.text("id").value_or("");
    if (reader.has("id")) reading_.check_new_name(date.id, reader.place_of("id"));
    date.label = reader.words("label").value_or(Words{});
    if (reader.has("otherwise")) date.otherwise = read_date_name(reader, "otherwise");
    reader.finish();
    forum_.dates.push_back(std::move(date));
  }

  void read_choice(const Entry& entry) {
    TableReader reader(entry, faults_);
    ForumChoice choice;
    choice.place = reader.place();
    choice.id = reader.text("id").value_or("");
    if (reader.has("id")) reading_.check_new_name(choice.id, reader.place_of("id"));
    choice.per = reader.one_of("per", {"case", "victim", "period"}).value_or("case");
    choice.label = reader.words("label").value_or(Words{});
    for (const Entry& row : reader.tables("option")) {
      TableReader option(row, faults_);
      ForumChoice::Option made;
      made.id = option.identifier("id").value_or("");
      made.label = {option.text("en").value_or(""), option.text("es").value_or("")};
      made.citation = {option.optional_text("source").value_or(""), option.optional_text("pin").value_or("")};
      const auto status = option.optional_one_of("status", {"read", "derived", "recalled"});
      made.status = status_from_name(status.value_or("read")).value();
      made.warns = option.optional_one_of("warns", choice_warnings).value_or("");
      option.finish();
      if (choice.option(made.id) != nullptr) {
        fault("name-twice", row.place(), {made.id});
      }
      choice.options.push_back(std::move(made));
    }
    if (choice.options.size() < 2) {
      fault("key-missing", choice.place, {"[[choice.option]]"});
    }
    choice.otherwise = reader.optional_text("otherwise").value_or("");
    if (!choice.otherwise.empty() && choice.option(choice.otherwise) == nullptr) {
      fault("choice-unknown", reader.place_of("otherwise"), {"otherwise", choice.otherwise, joined(ids_of(choice))});
    }
    reader.finish();
    forum_.choices.push_back(std::move(choice));
  }

  static std::vector<std::string> ids_of(const ForumChoice& choice) {
    std::vector<std::string> ids;
    for (const auto& option : choice.options) ids.push_back(option.id);
    return ids;
  }

  void read_offset(const Entry& entry) {
    TableReader reader(entry, faults_);
    ForumOffset offset;
    offset.place = reader.place();
    offset.sort = reader.identifier("sort").value_or("");
    const auto stage = reader.one_of("stage", {"from-total", "at-payment", "never", "refused"});
    offset.stage = stage == "at-payment" ? ForumOffset::Stage::at_payment
                   : stage == "never"    ? ForumOffset::Stage::never
                   : stage == "refused"  ? ForumOffset::Stage::refused
                                         : ForumOffset::Stage::from_total;
    offset.label = reader.words("label").value_or(Words{});
    offset.basis = read_basis(reader);
    reader.finish();
    for (const ForumOffset& other : forum_.offsets) {
      if (other.sort == offset.sort) fault("name-twice", offset.place, {offset.sort});
    }
    forum_.offsets.push_back(std::move(offset));
  }

  void read_deadline(const Entry& entry) {
    TableReader reader(entry, faults_);
    ForumDeadline deadline;
    deadline.place = reader.place();
    deadline.id = reader.identifier("id").value_or("");
    deadline.label = reader.words("label").value_or(Words{});
    deadline.from = read_date_name(reader, "from");
    const auto count = [&](const char* key) {
      const auto number = reader.optional_number(key);
      const bool fits = number && number->is_integer() && number->magnitude() <= 40'000;
      if (number && !fits) fault("deadline-form", reader.place_of(key), {});
      return fits ? static_cast<int>(number->to_int64()) : 0;
    };
    const bool said = reader.has("days") || reader.has("months");
    deadline.days = count("days");
    deadline.months = count("months");
    if (!said) fault("key-missing", deadline.place, {"days"});
    if (reader.has("done_by")) deadline.done_by = read_date_name(reader, "done_by");
    deadline.basis = read_basis(reader);
    reader.finish();
    forum_.deadlines.push_back(std::move(deadline));
  }

  void read_exclusion(const Entry& entry) {
    TableReader reader(entry, faults_);
    ForumExclusion exclusion;
    exclusion.place = reader.place();
    exclusion.rules = reader.texts("rules");
    exclusion.basis = read_basis(reader);
    reader.finish();
    forum_.exclusions.push_back(std::move(exclusion));
  }

  // ------------------------------------------------------------------------------------------------------------ rules

  void read_rule(const Entry& entry) {
    TableReader reader(entry, faults_);
    Rule rule;
    rule.place = reader.place();
    const std::string head = reader.one_of("head", head_names()).value_or("E1");
    rule.head = std::stoi(head.substr(1));
    rule.counts = reader.truth("counts", false);
    rule.by_state = reader.optional_one_of("paid_by", {"defendant", "state"}) == "state";
    rule.after_award = reader.truth("after_award", false);
    rule.greater_of = reader.texts("greater_of");
    if (rule.counts && rule.by_state) {
      fault("state-payment-counts", reader.place_of("counts"), {reader.optional_text("id").value_or("")});
    }
    if (reader.has("chosen_by")) rule.chosen_by = read_date_name(reader, "chosen_by");
    if (const auto applies = reader.optional_text("applies")) {
      rule.applies_text = *applies;
      auto parsed = parse_formula(*applies, entry.member("applies")->text_place(), model_.count_units);
      if (parsed) rule.applies = std::move(*parsed);
      if (!parsed) append(faults_, std::move(parsed.error()));
    }
    for (const Entry& row : reader.tables("proof")) {
      TableReader proof(row, faults_);
      ProofNeeded needed;
      needed.id = proof.identifier("id").value_or("");
      needed.label = {proof.text("en").value_or(""), proof.text("es").value_or("")};
      proof.finish();
      rule.proof.push_back(std::move(needed));
    }
    for (const Entry& row : reader.tables("text")) read_text(row, rule);
    if (!reader.has("text")) fault("key-missing", rule.place, {"[[rule.text]]"});
    check_texts(rule);

    if (rule.head == head_count) {  // a measure has no amount
      rule.id = reader.text("id").value_or("");
      rule.label = reader.words("label").value_or(Words{});
      rule.measure = reader.words("measure").value_or(Words{});
      reader.finish();
      forum_.rules.push_back(std::move(rule));
      return;
    }
    std::string multiplier_total;
    if (const auto table = reader.optional_table("multiplier")) {
      TableReader multiplier(*table, faults_);
      rule.multiplier_on = multiplier.text("on").value_or("");
      multiplier_total = multiplier.text("total").value_or("1");
      multiplier.finish();
    }
    ModelStep step = reading_.step(reader, entry);
    reader.finish();
    rule.id = step.id;
    rule.label = step.label;
    const int ways = !step.formula.empty() + !rule.greater_of.empty() + !rule.multiplier_on.empty();
    if (ways != 1) {
      const bool all_texts_compute =
          std::all_of(rule.texts.begin(), rule.texts.end(), [](const RuleText& text) { return !text.formula.empty(); });
      if (ways != 0 || !all_texts_compute || rule.texts.empty()) fault("rule-one-way", rule.place, {rule.id});
    }
    if (rule.counts && (!step.unit.is_money() || step.per == "case")) {
      fault("rule-counts-what", rule.place, {rule.id});
    }
    if (!rule.multiplier_on.empty()) {
      make(step, "statutory_addition(" + seen_from(step, rule.multiplier_on) + ", " + multiplier_total + ")");
    }
    if (!rule.greater_of.empty()) {
      std::vector<std::string> limbs;
      for (const std::string& limb : rule.greater_of) limbs.push_back("as_award(" + seen_from(step, limb) + ")");
      make(step, "max(" + joined(limbs) + ")");
      step.kind = Kind::award;
    }
    if (step.formula.empty() && !rule.texts.empty()) {  // the first version stands for what the rule is
      step.formula = rule.texts.front().formula;
      step.expression = rule.texts.front().expression;
    }
    (rule.after_award ? after_award_ : model_.steps).push_back(std::move(step));
    forum_.rules.push_back(std::move(rule));
  }

  // A rule per period, where the other is per victim, is her sum over her periods.
  std::string seen_from(const ModelStep& step, const std::string& name) const {
    const ModelStep* other = model_.step(name);
    return other != nullptr && other->per == "period" && step.per != "period" ? "sum(periods, " + name + ")" : name;
  }

  void make(ModelStep& step, std::string formula) {
    auto parsed = parse_formula(formula, step.place, model_.count_units);
    if (!parsed) {
      append(faults_, std::move(parsed.error()));
      return;
    }
    step.formula = std::move(formula);
    step.expression = std::move(*parsed);
  }

  void read_text(const Entry& row, Rule& rule) {
    TableReader reader(row, faults_);
    RuleText text;
    text.place = reader.place();
    text.basis = read_basis(reader);
    text.from = reader.optional_date("from");
    text.until = reader.optional_date("until");
    if (text.from && text.until && *text.until < *text.from) {
      fault("period-reversed", reader.place_of("from"), {text.from->text(), text.until->text()});
    }
    if (const auto formula = reader.optional_text("formula")) {
      text.formula = *formula;
      auto parsed = parse_formula(*formula, row.member("formula")->text_place(), model_.count_units);
      if (parsed) text.expression = std::move(*parsed);
      if (!parsed) append(faults_, std::move(parsed.error()));
    }
    reader.finish();
    rule.texts.push_back(std::move(text));
  }

  void check_texts(const Rule& rule) {
    const bool dated =
        std::any_of(rule.texts.begin(), rule.texts.end(), [](const RuleText& text) { return text.from || text.until; });
    if (rule.chosen_by.empty() && (dated || rule.texts.size() > 1)) {
      fault("rule-chosen-by-nothing", rule.place, {});
    }
    for (std::size_t i = 0; i < rule.texts.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const RuleText& a = rule.texts[i];
        const RuleText& b = rule.texts[j];
        const bool apart = (a.until && b.from && *a.until < *b.from) || (b.until && a.from && *b.until < *a.from);
        if (!apart) fault("rule-texts-overlap", a.place, {b.basis.article, a.basis.article});
      }
    }
  }

  // ----------------------------------------------------------------------------------------------- what excludes what

  const Rule* rule_named(const std::string& name, const Place& place, const std::string& by) {
    const Rule* rule = forum_.rule(name);
    if (rule == nullptr) {
      std::vector<std::string> known;
      for (const Rule& one : forum_.rules) known.push_back(one.id);
      fault("rule-unknown", place, {by, name, nearest_or_all(name, known)});
    }
    return rule;
  }

  const ModelStep* step_of(const std::string& name) const {
    if (const ModelStep* step = model_.step(name)) return step;
    const auto found =
        std::find_if(after_award_.begin(), after_award_.end(), [&](const ModelStep& step) { return step.id == name; });
    return found == after_award_.end() ? nullptr : &*found;
  }

  // The rules that a step's amount is made of. A greater-of is itself one of them, and its limbs are not, for only one
  // of them is in it; what a multiplier multiplies is no part of what it adds.
  void parts_of(const std::string& name, std::set<std::string>& parts, std::set<std::string>& seen) const {
    if (!seen.insert(name).second) return;
    const Rule* rule = forum_.rule(name);
    if (rule != nullptr) parts.insert(name);
    if (rule != nullptr && (!rule->greater_of.empty() || !rule->multiplier_on.empty())) return;
    const ModelStep* step = step_of(name);
    if (step == nullptr) return;
    std::vector<std::string> names = names_in(step->expression);
    if (rule != nullptr) {
      for (const RuleText& text : rule->texts) {
        for (std::string& one : names_in(text.expression)) names.push_back(std::move(one));
      }
    }
    for (const std::string& one : names) {
      if (one != name) parts_of(one, parts, seen);
    }
  }

  void check_rules() {
    for (const Rule& rule : forum_.rules) {
      for (const std::string& limb : rule.greater_of) {
        const Rule* other = rule_named(limb, rule.place, rule.id);
        if (other != nullptr && other->counts) fault("limb-counts-too", other->place, {limb, rule.id});
      }
      if (!rule.multiplier_on.empty()) {
        const Rule* other = rule_named(rule.multiplier_on, rule.place, rule.id);
        if (other != nullptr && other->head == 3) {
          fault("multiplier-on-multiplier", rule.place, {rule.id, other->id});
        }
        if (rule.head != 3 && rule.head != 10) fault("multiplier-head", rule.place, {rule.id});
      }
    }
    check_award_parts();
  }

  // The takings and the wages of the same work; two multipliers on one wage; money of the State.
  void check_award_parts() {
    const Rule* takings = nullptr;
    const Rule* wages = nullptr;
    std::map<std::string, const Rule*> multiplied;
    for (const Rule& rule : forum_.rules) {
      if (!rule.counts) continue;
      std::set<std::string> parts;
      std::set<std::string> seen;
      parts_of(rule.id, parts, seen);
      for (const std::string& part : parts) {
        const Rule& one = *forum_.rule(part);
        if (one.by_state && &one != &rule) fault("cap-on-main-claim", rule.place, {rule.id, part});
        if (one.greater_of.empty() && one.multiplier_on.empty()) {
          if (one.head == 1 && (&one == &rule || rule.head == 1 || rule.head == 2)) takings = &rule;
          if (one.head == 2 && (&one == &rule || rule.head == 1 || rule.head == 2)) wages = &rule;
        } else if (!one.greater_of.empty()) {
          for (const std::string& limb : one.greater_of) {
            const Rule* of_limb = forum_.rule(limb);
            if (of_limb == nullptr) continue;
            if (of_limb->head == 1) takings = &rule;
            if (of_limb->head == 2 && takings != &rule) wages = &rule;
            if (!of_limb->multiplier_on.empty()) note_multiplied(multiplied, of_limb->multiplier_on, rule);
          }
        } else if (one.head == 3) {
          note_multiplied(multiplied, one.multiplier_on, rule);
        }
      }
      if (takings != nullptr && wages != nullptr && (takings == &rule || wages == &rule)) {
        fault("takings-and-wages", rule.place, {takings->id, wages->id});
        takings = wages = nullptr;
      }
    }
  }

  void note_multiplied(std::map<std::string, const Rule*>& multiplied, const std::string& base, const Rule& rule) {
    const auto [place, first] = multiplied.emplace(base, &rule);
    if (!first && place->second != &rule) {
      fault("two-multipliers", rule.place, {base, place->second->id, rule.id});
    }
  }

  void check_exclusions() {
    for (const ForumExclusion& exclusion : forum_.exclusions) {
      for (const std::string& name : exclusion.rules) rule_named(name, exclusion.place, "[[exclusive]]");
      if (exclusion.rules.size() < 2) fault("key-missing", exclusion.place, {"rules = [\"...\", \"...\"]"});
    }
  }

  // ----------------------------------------------------------------------------------------------------------- totals

  void add_step(std::string id, std::string per, const Words& label, const Words& says, const std::string& formula,
                bool figure) {
    ModelStep step;
    step.place = model_.place;
    step.id = std::move(id);
    reading_.check_new_name(step.id, step.place);
    step.per = std::move(per);
    step.unit = Unit::of(forum_.currency.empty() ? "CUR" : forum_.currency);
    step.kind = Kind::award;
    step.label = label;
    step.says = says;
    step.figure = figure;
    // Heads are rounded where their rules say so; what comes off or is shared is rounded here.
    const auto currency = Currency::from_code(forum_.currency);
    step.rounding = Rounding{Exact::power_of_ten(currency ? -currency->decimals() : -2), RoundingMode::half_even};
    step.rounding_because = {"the smallest coin", "la moneda más pequeña"};
    make(step, formula);
    model_.steps.push_back(std::move(step));
  }

  void add_totals() {
    std::vector<std::string> heads;
    for (int head = 1; head <= head_count; ++head) {
      std::vector<std::string> terms;
      for (const Rule& rule : forum_.rules) {
        const ModelStep* step = step_of(rule.id);
        if (!rule.counts || rule.head != head || step == nullptr) continue;
        terms.push_back(step->per == "period" ? "as_award(sum(periods, " + rule.id + "))"
                                              : "as_award(" + rule.id + ")");
      }
      if (terms.empty()) continue;
      const std::string id = fmt::format("head_e{}", head);
      const Words label = head_label(head);
      add_step(id, "victim", {fmt::format("E{} {}", head, label.en), fmt::format("E{} {}", head, label.es)},
               {"All that this court gives under this head.", "Todo lo que este tribunal da por este rubro."},
               joined(terms, " + "), false);
      heads.push_back(id);
    }
    if (heads.empty()) {
      heads.push_back("0");
    }
    add_step("heads_total", "victim", {"All heads", "Todos los rubros"},
             {"The heads added up; each loss stands under one head only.",
              "La suma de los rubros; cada pérdida está en un solo rubro."},
             joined(heads, " + "), false);
    std::string award = "heads_total";
    std::string balance = "award";
    for (const ForumOffset& offset : forum_.offsets) {
      if (offset.stage == ForumOffset::Stage::never || offset.stage == ForumOffset::Stage::refused) continue;
      const bool from_total = offset.stage == ForumOffset::Stage::from_total;
      std::string id = "offset_" + offset.sort;
      std::replace(id.begin(), id.end(), '-', '_');
      add_step(id, "victim", offset.label,
               from_total ? Words{"Paid already; it comes off once, after the heads are added up.",
                                  "Ya pagado; se descuenta una vez, después de sumar los rubros."}
                          : Words{"Paid already; it lessens what is still to be paid, never the award.",
                                  "Ya pagado; reduce lo que falta pagar, nunca la condena."},
               "as_award(sum(items(\"E13\", \"" + offset.sort + "\"), exchange(amount, item_date)))", false);
      (from_total ? award : balance) += " - " + id;
    }
    const auto floored = [](const std::string& difference) {
      return difference.find(' ') == std::string::npos ? difference : "max(" + difference + ", 0)";
    };
    add_step("award", "victim", {"Award", "Condena"},
             {"What this court gives her, before anything is paid under the award.",
              "Lo que este tribunal le da, antes de cualquier pago de la condena."},
             floored(award), true);
    if (balance != "award") {
      add_step("still_to_pay", "victim", {"Still to be paid", "Falta pagar"},
               {"The award, less what was paid on it.", "La condena, menos lo pagado a cuenta."}, floored(balance),
               true);
    }
    add_step("award_in_all", "case", {"Award, all persons", "Condena, todas las personas"},
             {"The awards of all persons.", "Las condenas de todas las personas."}, "sum(victims, award)", true);
    const bool shares = forum_.liability == Liability::shares;
    add_step("owed", "defendant", {"Owed by", "Debido por"},
             shares ? Words{"Each defendant owes a share.", "Cada persona acusada debe una parte."}
                    : Words{"Each defendant owes all of it, and it is collected once.",
                            "Cada persona acusada debe el total, y se cobra una sola vez."},
             shares ? "award * defendant_share" : "award", true);
  }

  TableReader& reader_;
  Model& model_;
  const ModelReading& reading_;
  Faults& faults_;
  Forum forum_;
  std::vector<ModelStep> after_award_;
};

}  // namespace

void read_forum(TableReader& reader, Model& model, const ModelReading& reading, Faults& faults) {
  ForumReader(reader, model, reading, faults).read();
}

}  // namespace restituo
