#include "scenario_json.hpp"

namespace restituo {
namespace {

void write_limit(JsonWriter& json, std::string_view name, double value) {
  if (value - value == 0) {
    json.member(name, value);
  } else {
    json.member_null(name);  // that side is open
  }
}

void write_box(JsonWriter& json, const ScenarioBox& box, const NameInput& name) {
  json.begin_object();
  json.member("coverage", box.coverage);
  json.member("density", box.density);
  json.member("mass", box.mass);
  json.key("limits");
  json.begin_list();
  for (const BoxLimit& one : box.limits) {
    json.begin_object();
    name(json, one.input);
    write_limit(json, "low", one.low);
    write_limit(json, "high", one.high);
    json.member("chance", one.chance);
    json.member("repeated", one.repeated);
    json.end_object();
  }
  json.end_list();
  json.end_object();
}

}  // namespace

void write_search(JsonWriter& json, const BoxSearch* search, const NameInput& name) {
  if (search == nullptr) {
    for (const char* member : {"poor", "box", "trajectory"}) json.member_null(member);
    return;
  }
  json.member("poor", search->best().is_poor());
  json.key("box");
  write_box(json, search->best(), name);
  json.key("trajectory");
  json.begin_list();
  for (const ScenarioBox& one : search->trajectory) write_box(json, one, name);
  json.end_list();
}

void write_tree(JsonWriter& json, const ScenarioTree& tree, const NameInput& name) {
  json.key("tree");
  json.begin_list();
  for (const TreeLeaf& leaf : tree.leaves) {
    json.begin_object();
    json.member("worlds", std::uint64_t{leaf.worlds});
    json.member("below", std::uint64_t{leaf.hits});
    json.key("questions");
    json.begin_list();
    for (const TreeQuestion& question : leaf.path) {
      json.begin_object();
      name(json, question.input);
      json.member("is", question.below ? "below" : "at-least");
      json.member("limit", question.limit);
      json.end_object();
    }
    json.end_list();
    json.end_object();
  }
  json.end_list();
}

void write_refused(JsonWriter& json, const Faults& faults, Language language) {
  json.key("refused");
  json.begin_list();
  for (const Fault& fault : faults) {
    json.begin_object();
    json.member("code", fault.code);
    json.member("message", what_is_wrong(fault, language));
    json.member("remedy", what_to_do(fault, language));
    json.end_object();
  }
  json.end_list();
}

}  // namespace restituo
