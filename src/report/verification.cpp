#include <restituo/report/verification.hpp>

#include <algorithm>
#include <map>
#include <vector>

#include <nlohmann/json.hpp>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

using nlohmann::json;

const json* part(const json& result, std::initializer_list<const char*> path) {
  const json* at = &result;
  for (const char* name : path) {
    if (!at->is_object() || !at->contains(name)) {
      return nullptr;
    }
    at = &(*at)[name];
  }
  return at;
}

bool is_number(const std::string& digits) {
  return !digits.empty() && digits.size() <= 20 && digits.find_first_not_of("0123456789") == std::string::npos;
}

// What stands in a place, short enough for a message.
std::string shown(const json& value) {
  std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  constexpr std::size_t longest = 120;
  if (text.size() > longest) {
    std::size_t end = longest;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not in the middle of a character
    text = text.substr(0, end) + "…";
  }
  return text.empty() ? "\"\"" : text;
}

Fault differs(const char* code, std::vector<std::string> details) {
  return {.code = code, .place = {}, .details = std::move(details)};
}

// The members in which two objects differ, by name; a member that only one has stands against null.
void compare_members(const json& stored, const json& again, const char* code, const std::string& name, Faults& faults) {
  std::vector<std::string> keys;
  for (const json* one : {&stored, &again}) {
    for (const auto& [key, value] : one->items()) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
  }
  for (const std::string& key : keys) {
    const json before = stored.value(key, json());
    const json now = again.value(key, json());
    if (before != now) {
      faults.push_back(differs(code, {name, key, shown(before), shown(now)}));
    }
  }
}

// Points into `items`.
std::map<std::string, const json*> by_id(const json& items, const std::vector<std::string>& of) {
  std::map<std::string, const json*> found;
  for (const json& item : items) {
    std::string id;
    for (const std::string& key : of) {
      id += (id.empty() ? "" : " ") + (item.is_object() && item.contains(key) ? shown(item[key]) : std::string("?"));
    }
    found.emplace(std::move(id), &item);
  }
  return found;
}

// Entries of a list that one result has and the other has not, and those in which they differ.
void compare_lists(const json& stored, const json& again, const char* list, const char* code, Faults& faults) {
  const auto before = by_id(stored[list], {"id"});
  const auto now = by_id(again[list], {"id"});
  for (const auto& [id, entry] : before) {
    const auto other = now.find(id);
    if (other == now.end()) {
      faults.push_back(differs("verify-gone", {list, id}));
    } else if (entry->is_object()) {
      compare_members(*entry, *other->second, code, id, faults);
    }
  }
  for (const auto& [id, entry] : now) {
    if (before.count(id) == 0) {
      faults.push_back(differs("verify-new", {list, id}));
    }
  }
}

struct PartWords {
  const char* what;
  const char* en;
  const char* es;
};

constexpr PartWords part_words[] = {{"case", "case file", "archivo del caso"},
                                    {"model", "model", "modelo"},
                                    {"series", "series", "serie"},
                                    {"program", "compiled steps", "pasos compilados"}};

void compare_entries(const json& stored, const json& again, Faults& faults) {
  const auto before = by_id(stored["manifest"]["entries"], {"what", "name"});
  const auto now = by_id(again["manifest"]["entries"], {"what", "name"});
  const auto say = [&](const char* code, const json& entry) {
    std::string en = entry.value("what", "");
    std::string es = en;
    for (const PartWords& words : part_words) {
      if (en == words.what) {
        es = words.es;
        en = words.en;
        break;
      }
    }
    faults.push_back(differs(code, {en, es, entry.value("name", "")}));
  };
  for (const auto& [id, entry] : before) {
    const auto other = now.find(id);
    if (other == now.end()) {
      say("verify-part-gone", *entry);
    } else if (entry->value("digest", "") != other->second->value("digest", "")) {
      say("verify-part-changed", *entry);
    }
  }
  for (const auto& [id, entry] : now) {
    if (before.count(id) == 0) {
      say("verify-part-new", *entry);
    }
  }
}

// Warnings carry the path by which the case was named, which may be another one now.
json without_paths(json warnings) {
  for (json& warning : warnings) {
    if (warning.is_object()) warning.erase("file");
  }
  return warnings;
}

}  // namespace

Outcome<StoredResult> read_stored_result(const std::string& text, const std::string& file) {
  const json result = json::parse(text, nullptr, false);
  const auto refused = [&](const char* what) {
    return refuse({.code = "result-unreadable", .place = {}, .details = {file, what}});
  };
  if (result.is_discarded() || !result.is_object()) return refused("{ … }");
  const json* format = part(result, {"format"});
  if (format == nullptr || *format != 1) return refused("format");
  for (const char* list : {"figures", "inputs", "steps", "sources", "warnings", "comparisons"}) {
    if (const json* found = part(result, {list}); found == nullptr || !found->is_array()) return refused(list);
  }
  if (const json* found = part(result, {"case"}); found == nullptr || !found->is_object()) return refused("case");
  const json* entries = part(result, {"manifest", "entries"});
  if (entries == nullptr || !entries->is_array()) return refused("manifest.entries");
  for (const json& entry : *entries) {
    for (const char* key : {"what", "name", "digest"}) {
      if (const json* found = part(entry, {key}); found == nullptr || !found->is_string()) {
        return refused("manifest.entries");
      }
    }
  }

  StoredResult stored;
  bool complete = true;
  const char* missing = "";
  const auto words = [&](std::initializer_list<const char*> path, const char* name) -> std::string {
    const json* found = part(result, path);
    if (found == nullptr || !found->is_string()) {
      missing = complete ? name : missing;
      complete = false;
      return {};
    }
    return found->get<std::string>();
  };
  const auto language = language_from_code(words({"language"}, "language"));
  stored.case_file = words({"manifest", "case_file"}, "manifest.case_file");
  stored.command = words({"manifest", "command"}, "manifest.command");
  stored.version = words({"manifest", "version"}, "manifest.version");
  stored.method = words({"manifest", "method"}, "manifest.method");
  const std::string seed = words({"manifest", "seed"}, "manifest.seed");
  stored.digest = words({"digest"}, "digest");
  if (!complete) return refused(missing);
  if (!language) return refused("language");
  stored.language = *language;
  const json* draws = part(result, {"manifest", "draws"});
  if (draws == nullptr || !draws->is_number_unsigned()) return refused("manifest.draws");
  stored.draws = draws->get<std::uint64_t>();
  // Results from before these were there have none of them.
  const auto count = [&](const char* key) {
    const json* found = part(result, {"manifest", key});
    return found != nullptr && found->is_number_unsigned() ? found->get<std::uint64_t>() : std::uint64_t{0};
  };
  stored.most_draws = count("most_draws");
  stored.outer_draws = count("outer_draws");
  stored.inner_draws = count("inner_draws");
  if (const json* until = part(result, {"manifest", "until"}); until != nullptr && until->is_number()) {
    stored.until = until->get<double>();
  }
  if (!is_number(seed)) return refused("manifest.seed");
  for (const char digit : seed) {
    const auto value = static_cast<std::uint64_t>(digit - '0');
    if (stored.seed > (UINT64_MAX - value) / 10) return refused("manifest.seed");
    stored.seed = stored.seed * 10 + value;
  }
  return stored;
}

Faults differences(const std::string& stored_text, const std::string& again_text) {
  const json stored = json::parse(stored_text, nullptr, false);
  const json again = json::parse(again_text, nullptr, false);
  must(stored.is_object() && again.is_object(), "only results are compared");
  Faults faults;
  const std::string before = stored["manifest"].value("version", "");
  const std::string now = again["manifest"].value("version", "");
  if (before != now) {
    faults.push_back(differs("verify-version", {before, now}));
  }
  compare_entries(stored, again, faults);
  compare_lists(stored, again, "inputs", "verify-input", faults);
  compare_lists(stored, again, "figures", "verify-figure", faults);
  compare_lists(stored, again, "steps", "verify-step", faults);
  compare_lists(stored, again, "sources", "verify-source", faults);
  compare_members(stored["case"], again["case"], "verify-elsewhere", "case", faults);
  for (const char* key : {"method", "draws", "seed"}) {
    if (stored["manifest"][key] != again["manifest"][key]) {
      faults.push_back(differs("verify-elsewhere",
                               {"manifest", key, shown(stored["manifest"][key]), shown(again["manifest"][key])}));
    }
  }
  if (stored["comparisons"] != again["comparisons"]) {
    faults.push_back(differs("verify-elsewhere",
                             {"result", "comparisons", shown(stored["comparisons"]), shown(again["comparisons"])}));
  }
  const json warned = without_paths(stored["warnings"]);
  const json warns = without_paths(again["warnings"]);
  if (warned != warns) {
    faults.push_back(differs("verify-elsewhere", {"result", "warnings", shown(warned), shown(warns)}));
  }
  if (stored["digest"] != again["digest"]) {
    faults.push_back(differs("verify-digest", {stored.value("digest", ""), again.value("digest", "")}));
  }
  return faults;
}

}  // namespace restituo
