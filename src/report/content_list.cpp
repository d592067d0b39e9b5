#include <algorithm>
#include <string_view>

#include "content.hpp"
#include "format.hpp"

namespace restituo {
namespace {

struct Point {
  const char* id;
  Says what;
  std::vector<const char*> sections;  // where it stands; "" is the first page
  std::optional<Says> to_add;
};

// R01 to R30: reference/users-and-reports.md section 7. R31, only where a ledger was traced: D'Aloia v Persons Unknown
// [2024] EWHC 2342 (Ch) failed for want of it.
std::vector<Point> points() {
  using enum Says;
  return {{"R01", r01, {"", "answer"}, r01_add},
          {"R02", r02, {"adoption"}, r02_add},
          {"R03", r03, {"adoption"}, r03_add},
          {"R04", r04, {sources_id}, r04_add},
          {"R05", r05, {assumptions_id}, {}},
          {"R06", r06, {sources_id, models_id}, r06_add},
          {"R07", r07, {"working", models_id}, {}},
          {"R08", r08, {schedule_id, "months"}, r08_add},
          {"R09", r09, {"working", sources_id}, {}},
          {"R10", r10, {schedule_id, "persons"}, r10_add},
          {"R11", r11, {"answer", "certainty"}, {}},
          {"R12", r12, {"changes", "certainty"}, {}},
          {"R13", r13, {notes_id, "literature"}, {}},
          {"R14", r14, {"working", "adoption"}, r14_add},
          {"R15", r15, {"working", "adoption"}, r15_add},
          {"R16", r16, {"persons", schedule_id}, {}},
          {"R17", r17, {limits_id, "changes"}, {}},
          {"R18", r18, {"literature", models_id}, r18_add},
          {"R19", r19, {"rerun"}, r19_add},
          {"R20", r20, {"rerun"}, {}},
          {"R21", r21, {"working", "certainty"}, {}},
          {"R22", r22, {"adoption"}, r22_add},
          {"R23", r23, {glossary_id}, {}},
          {"R24", r24, {"rerun"}, r24_add},
          {"R25", r25, {limits_id}, {}},
          {"R26", r26, {limits_id}, {}},
          {"R27", r27, {assumptions_id}, {}},
          {"R28", r28, {"adoption"}, r28_add},
          {"R29", r29, {"rerun"}, r29_add},
          {"R30", r30, {"working"}, {}},
          {"R31", r31, {traced_id}, r31_add}};
}

}  // namespace

Section list_section(const ReportIndex& index, const std::vector<Block>& others) {
  Section made = section("list", index.say(Says::list_title));
  made.blocks.push_back(paragraph(index.say(Says::list_intro)));
  Table table;
  table.id = "list-table";
  table.caption = index.say(Says::list_caption);
  table.columns = {{index.say(Says::column_point), false, 38},
                   {index.say(Says::column_stands), false, 26},
                   {index.say(Says::column_to_add), false, 36}};
  const bool is_traced = std::any_of(others.begin(), others.end(), [](const Block& block) {
    const Section* other = std::get_if<Section>(&block.is);
    return other != nullptr && other->id == traced_id;
  });
  for (const Point& point : points()) {
    if (std::string_view(point.id) == "R31" && !is_traced) continue;
    std::vector<Inlines> places;
    for (const std::string id : point.sections) {
      if (id.empty()) {
        places.push_back({plain(index.say(Says::list_front_page))});
        continue;
      }
      if (id == "adoption") {
        places.push_back({link_to(id, index.say(Says::adopt_title))});
      }
      for (const Block& block : others) {
        const Section* other = std::get_if<Section>(&block.is);
        if (other != nullptr && other->id == id) places.push_back({link_to(id, other->title)});
      }
    }
    table.rows.push_back({Table::RowRole::line,
                          point.id,
                          {{plain(index.say(point.what))},
                           stacked(places),
                           {plain(index.say(point.to_add.value_or(Says::list_nothing)))}}});
  }
  made.blocks.push_back({std::move(table)});
  return made;
}

}  // namespace restituo
