#include "claim_reader.hpp"

#include <algorithm>

#include <restituo/base/text.hpp>
#include <restituo/quantity/decimal.hpp>

#include "court_rules.hpp"
#include "value_reader.hpp"

namespace restituo {
namespace {

std::vector<std::string> known_forums(const Library& library) {
  return forums_asking(library, [](const Model&) { return true; });
}

std::vector<std::string> names_of_heads() {
  std::vector<std::string> names;
  for (int head = 4; head < head_count; ++head) names.push_back("E" + std::to_string(head));
  return names;
}

}  // namespace

GivenWords ClaimReader::words(TableReader& owner, const std::string& key, Faults& faults) {
  GivenWords given;
  if (const auto table = owner.optional_table(key)) {
    TableReader reader(*table, faults);
    for (const auto& [name, entry] : table->members()) {
      if (auto word = reader.text(name)) given[name] = {std::move(*word), entry.place()};
    }
  }
  return given;
}

void ClaimReader::read_dates(TableReader& owner, GivenDates& dates, std::map<std::string, Place>& places) {
  const auto table = owner.optional_table("dates");
  if (!table) return;
  TableReader reader(*table, faults_);
  for (const auto& [name, entry] : table->members()) {
    places[name] = table->key_place(name);
    if (const auto date = reader.date(name)) dates[name] = *date;
  }
}

std::optional<GivenValue> ClaimReader::amount(TableReader& reader, const std::string& key) {
  auto value = read_value(reader, key, context_, faults_);
  if (!value) {
    if (!reader.has(key)) reader.fault("key-missing", reader.place(), {key});
    return std::nullopt;
  }
  for (const WrittenNumber& number : value->numbers) {
    if (number.value.sign() < 0) {
      faults_.push_back(
          {.code = "input-negative", .place = number.place, .details = {key, readable_text(number.value)}});
    }
  }
  draft_.claim_sources.insert(draft_.claim_sources.end(), value->sources.begin(), value->sources.end());
  return std::move(value->given);
}

std::optional<GivenValue> ClaimReader::share(TableReader& reader, const std::string& key) {
  auto given = amount(reader, key);
  if (given && (!given->unit.is_pure_number() || given->value > Exact(1))) {
    faults_.push_back(
        {.code = "share-beyond-one", .place = given->place, .details = {key, readable_text(given->value)}});
  }
  return given;
}

void ClaimReader::read_defendant(const Entry& entry) {
  TableReader reader(entry, faults_);
  SettingDefendant defendant;
  defendant.place = reader.place();
  defendant.id = reader.identifier("id").value_or("");
  defendant.label = reader.words("label").value_or(Words{});
  if (reader.has("share")) {
    defendant.share = share(reader, "share");
  }
  reader.finish();
  auto& all = draft_.head.setting.defendants;
  if (std::any_of(all.begin(), all.end(), [&](const SettingDefendant& one) { return one.id == defendant.id; })) {
    faults_.push_back({.code = "name-twice", .place = defendant.place, .details = {defendant.id}});
  }
  all.push_back(std::move(defendant));
}

void ClaimReader::read_exchange_rate(const Entry& entry) {
  TableReader reader(entry, faults_);
  SettingExchange exchange;
  exchange.place = reader.place();
  const auto rate = amount(reader, "rate");
  const auto from = reader.date("from");
  const auto until = reader.date("until");
  reader.finish();
  if (!rate || !from || !until) return;
  exchange.rate = *rate;
  exchange.from = *from;
  exchange.until = *until;
  if (*until < *from) {
    faults_.push_back({.code = "period-reversed", .place = exchange.place, .details = {from->text(), until->text()}});
  }
  if (exchange.rate.value.sign() <= 0) {
    faults_.push_back({.code = "input-below-least",
                       .place = exchange.rate.place,
                       .details = {"rate", readable_text(exchange.rate.value), "0"}});
  }
  draft_.head.setting.exchange.push_back(std::move(exchange));
}

void ClaimReader::read_case(TableReader& reader) {
  Setting& setting = draft_.head.setting;
  const auto list = reader.optional_entry("forums");
  const std::vector<std::string> named = reader.texts("forums");
  std::map<std::string, GivenWords> choices;
  std::map<std::string, Place> places;
  if (const auto forums = reader.optional_table("forum")) {
    TableReader tables(*forums, faults_);
    for (const auto& [id, entry] : forums->members()) {
      choices[id] = words(tables, id, faults_);
      places[id] = forums->key_place(id);
    }
  }
  std::vector<Entry> items;
  if (list && list->form() == EntryForm::list) items = list->items();
  for (std::size_t i = 0; i < named.size(); ++i) {
    SettingForum forum;
    forum.forum = named[i];
    forum.place = i < items.size() ? items[i].place() : reader.place_of("forums");
    const bool twice = std::any_of(setting.forums.begin(), setting.forums.end(),
                                   [&](const SettingForum& one) { return one.forum == forum.forum; });
    const Model* model = library_.model(forum.forum);
    if (twice) {
      faults_.push_back({.code = "name-twice", .place = forum.place, .details = {forum.forum}});
      continue;
    }
    if (model == nullptr || model->use != Use::forum) {
      faults_.push_back({.code = "forum-unknown",
                         .place = forum.place,
                         .details = {forum.forum, nearest_or_all(forum.forum, known_forums(library_))}});
    }
    if (const auto of_forum = choices.find(forum.forum); of_forum != choices.end()) {
      forum.choices = std::move(of_forum->second);
      choices.erase(of_forum);
    }
    setting.forums.push_back(std::move(forum));
  }
  for (const auto& [id, unused] : choices) {
    faults_.push_back({.code = "forum-not-named", .place = places[id], .details = {id, nearest_or_all(id, named)}});
  }
  setting.facts = words(reader, "facts", faults_);
  read_dates(reader, setting.dates, draft_.date_places);
  setting.proof = reader.texts("proof");
  for (const Entry& entry : reader.tables("defendant")) read_defendant(entry);
  for (const Entry& entry : reader.tables("exchange_rate")) read_exchange_rate(entry);
}

SettingItem ClaimReader::read_item(const Entry& entry) {
  TableReader reader(entry, faults_);
  SettingItem item;
  item.place = reader.place();
  item.id = reader.identifier("id").value_or("");
  item.label = reader.words("label").value_or(Words{});
  item.head = reader.one_of("head", names_of_heads()).value_or("");
  item.sort = reader.optional_text("sort").value_or("");
  item.date = reader.date("date").value_or(Date());
  const auto given = amount(reader, "amount");
  if (given) {
    item.amount = *given;
    if (!given->unit.is_money()) {
      faults_.push_back({.code = "item-not-money", .place = given->place, .details = {item.id, given->unit.text()}});
    }
  }
  // What others caused is carved out of losses; a payment received is a fact and has no part.
  const bool is_loss = item.head != "E10" && item.head != "E12" && item.head != "E13";
  if (is_loss && reader.has("causation_share")) {
    item.causation_share = share(reader, "causation_share");
  }
  item.defendant = reader.optional_text("defendant").value_or("");
  item.proof = reader.texts("proof");
  reader.finish();
  return item;
}

void ClaimReader::read_victim(TableReader& reader, DraftVictim& victim) {
  victim.facts = words(reader, "facts", faults_);
  read_dates(reader, victim.dates, victim.date_places);
  victim.proof = reader.texts("proof");
  for (const Entry& entry : reader.tables("item")) {
    SettingItem item = read_item(entry);
    if (std::any_of(victim.items.begin(), victim.items.end(),
                    [&](const SettingItem& one) { return one.id == item.id; })) {
      faults_.push_back({.code = "name-twice", .place = item.place, .details = {item.id}});
    }
    victim.items.push_back(std::move(item));
  }
}

std::vector<std::string> forums_asking(const Library& library, const std::function<bool(const Model&)>& asks) {
  std::vector<std::string> forums;
  for (const auto& [id, model] : library.models) {
    if (model.forum && asks(model)) forums.push_back(id);
  }
  return forums;
}

std::vector<const Model*> forums_of(const Draft& draft, const Library& library) {
  std::vector<const Model*> forums;
  for (const SettingForum& chosen : draft.head.setting.forums) {
    const Model* model = library.model(chosen.forum);
    if (model != nullptr && model->forum) forums.push_back(model);
  }
  return forums;
}

namespace {

class ClaimCheck {
 public:
  ClaimCheck(const Draft& draft, const Library& library, Faults& faults)
      : draft_(draft), library_(library), faults_(faults), forums_(forums_of(draft, library)) {}

  void check() {
    const Setting& setting = draft_.head.setting;
    if (forums_.size() != setting.forums.size()) return;  // what an unknown forum would have asked for, nobody knows
    check_words(setting.facts, "case", forums_);
    check_dates(draft_.date_places);
    for (const SettingForum& chosen : setting.forums)
      check_words(chosen.choices, "forum", {library_.model(chosen.forum)});
    for (const DraftVictim& victim : draft_.victims) {
      check_words(victim.facts, "victim", forums_);
      check_dates(victim.date_places);
      for (const SettingItem& item : victim.items) check_item(item);
      for (const DraftPeriod& period : victim.periods) {
        check_words(period.facts, "period", forums_);
        for (const WrittenName& forum : period.forums) check_forum_of_period(forum);
      }
    }
  }

 private:
  // Where a word is given, a forum must ask for it, and admit that it differs there.
  void check_words(const GivenWords& given, const std::string& level, const std::vector<const Model*>& forums) {
    for (const auto& [name, word] : given) {
      std::vector<std::string> known;
      std::vector<std::string> options;
      bool asked = false;
      bool low_enough = false;
      bool fits = false;
      for (const Model* model : forums) {
        for (const ForumChoice& choice : model->forum->choices) {
          known.push_back(choice.id);
          if (choice.id != name) continue;
          asked = true;
          low_enough = low_enough || depth(level) <= depth(choice.per);
          fits = fits || choice.option(word.word) != nullptr;
          for (const auto& option : choice.options) options.push_back(option.id);
        }
      }
      // Without a forum the rules of courts ask for some of them.
      if (!asked) {
        options = words_of_court_rules(name);
        asked = low_enough = !options.empty();
        fits = std::find(options.begin(), options.end(), word.word) != options.end();
      }
      const std::string& fact = name;
      if (!asked && level != "forum" && noted_for_other_forums(name, word.place, [&](const Model& model) {
            const ForumChoice* choice = model.forum->choice(fact);
            return choice != nullptr && choice->option(word.word) != nullptr;
          })) {
        continue;
      }
      if (!asked) {
        faults_.push_back(
            {.code = "fact-unknown", .place = word.place, .details = {name, nearest_or_all(name, known)}});
      } else if (!low_enough) {
        faults_.push_back({.code = "fact-wrong-level", .place = word.place, .details = {name}});
      } else if (!fits) {
        faults_.push_back({.code = "choice-unknown",
                           .place = word.place,
                           .details = {name, word.word, nearest_or_all(word.word, options)}});
      }
    }
  }

  static int depth(const std::string& level) { return level == "period" ? 2 : level == "victim" ? 1 : 0; }

  void check_dates(const std::map<std::string, Place>& places) {
    for (const auto& [name, place] : places) {
      std::vector<std::string> known;
      for (const Model* model : forums_) {
        for (const ForumDate& date : model->forum->dates) known.push_back(date.id);
      }
      const std::string& date = name;
      const bool asked = std::find(known.begin(), known.end(), name) != known.end();
      if (!asked && !noted_for_other_forums(name, place,
                                            [&](const Model& model) { return model.forum->date(date) != nullptr; })) {
        faults_.push_back({.code = "law-date-unknown", .place = place, .details = {name, nearest_or_all(name, known)}});
      }
    }
  }

  // One set of facts serves several courts: what only a court asks for that the case does not name stays in the file.
  bool noted_for_other_forums(const std::string& name, const Place& place,
                              const std::function<bool(const Model&)>& asks) {
    const std::vector<std::string> others = forums_asking(library_, asks);
    if (others.empty()) return false;
    faults_.push_back({.code = "asked-by-other-forums",
                       .place = place,
                       .details = {name, joined(others)},
                       .severity = Severity::note});
    return true;
  }

  void check_item(const SettingItem& item) {
    if (item.defendant.empty()) return;
    std::vector<std::string> known;
    for (const SettingDefendant& one : draft_.head.setting.defendants) known.push_back(one.id);
    if (std::find(known.begin(), known.end(), item.defendant) == known.end()) {
      faults_.push_back({.code = "defendant-unknown",
                         .place = item.place,
                         .details = {item.defendant, nearest_or_all(item.defendant, known)}});
    }
  }

  void check_forum_of_period(const WrittenName& forum) {
    std::vector<std::string> named;
    for (const SettingForum& one : draft_.head.setting.forums) named.push_back(one.forum);
    if (std::find(named.begin(), named.end(), forum.name) == named.end()) {
      faults_.push_back({.code = "forum-not-named",
                         .place = forum.place,
                         .details = {forum.name, nearest_or_all(forum.name, named)}});
    }
  }

  const Draft& draft_;
  const Library& library_;
  Faults& faults_;
  std::vector<const Model*> forums_;
};

}  // namespace

void check_claim(const Draft& draft, const Library& library, Faults& faults) {
  ClaimCheck(draft, library, faults).check();
}

}  // namespace restituo
