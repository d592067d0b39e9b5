#include <restituo/report/redaction.hpp>

#include <algorithm>
#include <map>

#include <restituo/base/text.hpp>

#include "catalogue.hpp"

namespace restituo {
namespace {

Words words_of(Says name, const std::string& number = {}) {
  return {say(Language::en, name, {number}), say(Language::es, name, {number})};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool in_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// 2015-03-01 becomes 2015.
std::string with_years_only(std::string text) {
  for (std::size_t i = 0; i + 10 <= text.size(); ++i) {
    constexpr std::string_view form = "dddd-dd-dd";
    bool fits = i == 0 || !is_digit(text[i - 1]);
    for (std::size_t k = 0; k < form.size() && fits; ++k) {
      fits = form[k] == 'd' ? is_digit(text[i + k]) : text[i + k] == '-';
    }
    if (fits && (i + 10 == text.size() || !is_digit(text[i + 10]))) {
      text.erase(i + 4, 6);
    }
  }
  return text;
}

class Redactor {
 public:
  explicit Redactor(const Estimate& full) {
    made_.source_case = std::make_unique<Case>(*full.source_case);
    made_.estimate = full;
    made_.estimate.source_case = made_.source_case.get();
  }

  Redacted make() {
    Case& own = *made_.source_case;
    name_everything(own);
    redact(own);
    redact(made_.estimate.bound);
    for (Figure& figure : made_.estimate.figures) {
      figure.id = made_.estimate.bound.program.steps[figure.step].id;
      figure.label = redacted(figure.label);
      figure.period = period_ids_[figure.victim][figure.period];
      figure.victim = victim_ids_[figure.victim];
      for (std::string& input : figure.floor.left_out) input = input_ids_[input];
    }
    int data = 0;
    for (ManifestEntry& entry : made_.estimate.manifest.entries) {
      if (entry.what == "case") entry.name = own.id;
      if (entry.what == "data") entry.name = "data-" + std::to_string(data += 1);
    }
    made_.estimate.warnings.clear();
    return std::move(made_);
  }

 private:
  void secret(const Words& old, const Words& label) {
    for (const auto& [from, to] : {std::pair(old.en, label.en), {old.es, label.es}}) {
      if (from.size() > 1) secrets_.push_back({from, to});
    }
  }

  void name_everything(const Case& own) {
    victim_ids_[""] = "";
    std::map<std::string, Words> places;
    for (const SettingVictim& victim : own.setting.victims) {
      const std::string number = std::to_string(victim_ids_.size());
      victim_ids_[victim.id] = "p" + number;
      secret(victim.label, words_of(Says::redacted_person, number));
      auto& periods = period_ids_[victim.id];
      periods[""] = "";
      for (const SettingPeriod& period : victim.periods) {
        const std::string at = std::to_string(periods.size());
        periods[period.id] = "t" + at;
        secret(period.label, words_of(Says::redacted_period, at));
      }
    }
    period_ids_[""][""] = "";
    for (const CasePeriodFacts& facts : own.period_facts) {
      if (facts.place == Words{}) continue;
      const Words label = words_of(Says::redacted_place, std::to_string(places.size() + 1));
      if (places.emplace(facts.place.en, label).second) secret(facts.place, label);
    }
    places_ = std::move(places);
    for (const SettingDefendant& defendant : own.setting.defendants) {
      const std::string number = std::to_string(defendants_ += 1);
      other_ids_[defendant.id] = "d" + number;
      secret(defendant.label, words_of(Says::redacted_defendant, number));
    }
    for (const SettingVictim& victim : own.setting.victims) {
      for (const SettingItem& item : victim.items) {
        const std::string number = std::to_string(items_ += 1);
        other_ids_[item.id] = "i" + number;
        secret(item.label, words_of(Says::redacted_item, number));
      }
    }
    hide_sources_that_name_a_place();
    for (const Source& source : own.sources) {
      source_ids_[source.id] = "exhibit-" + std::to_string(source_ids_.size() + 1);
    }
    // A longer secret may hold a shorter one.
    std::stable_sort(secrets_.begin(), secrets_.end(),
                     [](const auto& a, const auto& b) { return b.first.size() < a.first.size(); });
  }

  // A published source about one place tells which place it was: its words are withheld too.
  void hide_sources_that_name_a_place() {
    std::vector<std::string> words;
    for (const auto& [place, label] : secrets_) {
      std::string word;
      for (const char c : place + " ") {
        if (in_word(c)) {
          word += lower(c);
          continue;
        }
        constexpr std::size_t shortest = 4;
        if (word.size() >= shortest) words.push_back(word);
        word.clear();
      }
    }
    for (const auto& [id, source] : made_.estimate.library->sources) {
      std::string text = source.id + " " + source.cite.en + " " + source.cite.es + " " + source.where + " " +
                         source.seen.en + " " + source.seen.es + " " + source.note.en + " " + source.note.es;
      std::transform(text.begin(), text.end(), text.begin(), lower);
      const bool tells = std::any_of(words.begin(), words.end(),
                                     [&](const auto& word) { return text.find(word) != std::string::npos; });
      const auto& own = made_.source_case->sources;
      const bool had = std::any_of(own.begin(), own.end(), [&](const Source& one) { return one.id == source.id; });
      if (tells && !had) made_.source_case->sources.push_back(source);
    }
  }

  std::string redacted(std::string text) const {
    for (const auto& [from, to] : secrets_) {
      for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
        const std::size_t end = at + from.size();
        const bool alone = (at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]));
        if (alone) text.replace(at, from.size(), to);
        at += alone ? to.size() : 1;
      }
    }
    return with_years_only(std::move(text));
  }
  Words redacted(const Words& words) const { return {redacted(words.en), redacted(words.es)}; }

  void redact(Citation& citation) const {
    if (const auto own = source_ids_.find(citation.source); own != source_ids_.end()) {
      citation = {own->second, {}};
    }
  }

  void redact(GivenValue& given) const {
    redact(given.citation);
    redact(given.spread_citation);
    given.note = {};
    given.place = {};
    if (given.rival) {
      redact(given.rival->citation);
      given.rival->says = {};
    }
  }

  void redact(GivenValues& values) const {
    for (auto& [name, given] : values) redact(given);
  }

  void redact(Case& own) const {
    own.id = "public-copy";
    own.title = words_of(Says::redacted_title);
    own.note = {};
    own.file_name.clear();
    own.warnings.clear();
    own.tracing.reset();
    for (DataFile& file : own.data_files) file.name.clear();
    redact(own.setting.inputs);
    own.setting.dates.clear();
    for (SettingDefendant& defendant : own.setting.defendants) {
      defendant.id = other_ids_.at(defendant.id);
      defendant.label = redacted(defendant.label);
      if (defendant.share) redact(*defendant.share);
    }
    for (SettingExchange& exchange : own.setting.exchange) redact(exchange.rate);
    for (SettingVictim& victim : own.setting.victims) {
      const auto& periods = period_ids_.at(victim.id);
      for (SettingPeriod& period : victim.periods) {
        period.label = redacted(period.label);
        period.id = periods.at(period.id);
        if (period.dates) {
          period.dates = Period(Date::of(period.dates->first().year(), 1, 1),
                                Date::of(period.dates->last().year(), 12, 31), period.dates->rule());
        }
        redact(period.dates_evidence);
        if (period.length) redact(*period.length);
        redact(period.inputs);
        redact(period.figures);
        period.place = {};
      }
      redact(victim.inputs);
      victim.dates.clear();
      for (SettingItem& item : victim.items) {
        item.id = other_ids_.at(item.id);
        item.label = redacted(item.label);
        item.date = Date::of(item.date.year(), 1, 1);
        if (const auto owes = other_ids_.find(item.defendant); owes != other_ids_.end()) item.defendant = owes->second;
        redact(item.amount);
        if (item.causation_share) redact(*item.causation_share);
        item.place = {};
      }
      victim.label = redacted(victim.label);
      victim.id = victim_ids_.at(victim.id);
    }
    for (SettingModel& run : own.setting.models) {
      run.because = {};
      redact(run.inputs);
      for (auto& [set, keys] : run.keyed) {
        for (auto& [key, values] : keys) redact(values);
      }
    }
    for (CasePeriodFacts& facts : own.period_facts) {
      if (facts.place != Words{}) facts.place = places_.at(facts.place.en);
      facts.venue = {};
      facts.period = period_ids_.at(facts.victim).at(facts.period);
      facts.victim = victim_ids_.at(facts.victim);
    }
    for (Source& source : own.sources) {
      source.id = source_ids_.at(source.id);
      source.cite = {say(Language::en, Says::redacted_source), say(Language::es, Says::redacted_source)};
      source.where.clear();
      source.seen = {};
      source.note = {};
      source.retrieved.reset();
    }
  }

  // "gross.a.new-york.2" and "a.new-york.price": the parts that name a person, and after her a period.
  std::string redacted_id(const std::string& id, const std::string& victim, const std::string& period) const {
    std::string result;
    bool person_named = victim.empty();
    bool period_named = period.empty();
    bool first = true;
    for (const std::string_view part : split(id, '.')) {
      std::string shown(part);
      if (!person_named && part == victim) {
        shown = victim_ids_.at(victim);
        person_named = true;
      } else if (person_named && !period_named && part == period) {
        shown = period_ids_.at(victim).at(period);
        period_named = true;
      } else if (const auto other = other_ids_.find(shown); other != other_ids_.end()) {
        shown = other->second;
      }
      result += (first ? "" : ".") + shown;
      first = false;
    }
    return result;
  }

  void redact(BoundProgram& bound) {
    Program& program = bound.program;
    for (InputId i = 0; i < bound.inputs.size(); ++i) {
      BoundInput& input = bound.inputs[i];
      const std::string id = redacted_id(program.inputs[i].id, input.victim, input.period);
      input_ids_[program.inputs[i].id] = id;
      program.inputs[i].id = id;
      program.inputs[i].label = redacted(program.inputs[i].label);
      redact(input.given);
      input.period = period_ids_[input.victim][input.period];
      input.victim = victim_ids_[input.victim];
    }
    std::map<std::string, std::string> step_ids;
    for (Step& step : program.steps) {
      const std::string id = redacted_id(step.id, step.owner.victim, step.owner.period);
      step_ids[step.id] = id;
      step.id = id;
      step.label = redacted(step.label);
      step.says = redacted(step.says);
      step.place = {};
      step.owner.period = period_ids_[step.owner.victim][step.owner.period];
      step.owner.victim = victim_ids_[step.owner.victim];
    }
    for (Step& step : program.steps) {
      if (!step.compares_with.empty()) step.compares_with = step_ids[step.compares_with];
    }
    for (ProgramConstant& constant : program.constants) constant.label = redacted(constant.label);
    for (ProgramSum& sum : program.sums) {
      sum.over = redacted(sum.over);
      for (Words& term : sum.terms) term = redacted(term);
    }
  }

  Redacted made_;
  std::vector<std::pair<std::string, std::string>> secrets_;
  std::map<std::string, Words> places_;
  std::map<std::string, std::string> victim_ids_;
  std::map<std::string, std::map<std::string, std::string>> period_ids_;  // by the person's old id
  std::map<std::string, std::string> input_ids_;
  std::map<std::string, std::string> source_ids_;
  std::map<std::string, std::string> other_ids_;  // of defendants and of items of loss
  int defendants_ = 0;
  int items_ = 0;
};

}  // namespace

Redacted redacted_copy(const Estimate& full) { return Redactor(full).make(); }

}  // namespace restituo
