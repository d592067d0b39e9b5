#include <algorithm>

#include <restituo/estimate/monthly.hpp>

#include "content.hpp"
#include "format.hpp"
#include "months.hpp"
#include "picture.hpp"

namespace restituo {

std::string month_name(const ReportIndex& index, const MonthlySchedule& schedule, int first, int last) {
  const std::vector<std::string> numbers{std::to_string(first), std::to_string(last)};
  if (schedule.counted_in == "week") return index.say(Says::weeks_many, numbers);
  if (schedule.counted_in == "day") return index.say(Says::days_many, numbers);
  return first == last ? index.say(Says::months_one, {numbers[0]}) : index.say(Says::months_many, numbers);
}

namespace {

std::string dated_month(const ReportIndex& index, const Period& dates) {
  const Language language = index.language();
  if (dates.first() == dates.first().first_of_month() && dates.last() == dates.first().last_of_month()) {
    return month_and_year(dates.first(), language);
  }
  if (dates.first() == dates.last()) return long_date(dates.first(), language);
  return index.say(Says::time_from_to, {long_date(dates.first(), language), long_date(dates.last(), language)});
}

// Months of one amount, one after the other, stand in one row: "months 1 to 12, 6,480.00 each".
void add_rows(const ReportIndex& index, const MonthlySchedule& schedule, Table& table) {
  const Figure& figure = index.estimate().figures[schedule.figure];
  table.rows.push_back({Table::RowRole::group, {}, {{plain(index.owner_label(figure.victim, figure.period))}}});
  const auto& parts = schedule.parts;
  for (std::size_t begin = 0; begin < parts.size();) {
    std::size_t end = begin + 1;
    while (!parts[begin].dates && end < parts.size() && parts[end].amount == parts[begin].amount) ++end;
    const MonthlyPart& last = parts[end - 1];
    const std::string name = parts[begin].dates ? dated_month(index, *parts[begin].dates)
                                                : month_name(index, schedule, parts[begin].first, last.last);
    table.rows.push_back({Table::RowRole::line,
                          {},
                          {{plain(name)},
                           {amount_inline(index.exact_text(figure, parts[begin].amount))},
                           {amount_inline(index.exact_text(figure, last.running_total))}}});
    begin = end;
  }
}

}  // namespace

std::vector<MonthlySchedule> main_monthly_schedules(const ReportIndex& index) {
  const Figure* main = index.main_figure();
  std::vector<MonthlySchedule> wanted;
  if (main == nullptr || index.public_copy()) {
    return wanted;
  }
  for (MonthlySchedule& schedule : monthly_schedules(index.estimate())) {
    const Figure& figure = index.estimate().figures[schedule.figure];
    if (figure.name == main->name && figure.kind == main->kind && figure.unit == main->unit) {
      wanted.push_back(std::move(schedule));
    }
  }
  return wanted;
}

Section months_section(const ReportIndex& index) {
  Section made = section("months", index.say(Says::months_title));
  if (index.source_case().setting.victims.empty()) {
    return made;
  }
  if (index.public_copy()) {
    made.blocks.push_back(paragraph(index.say(Says::months_withheld)));
    return made;
  }
  const std::vector<MonthlySchedule> schedules = main_monthly_schedules(index);
  if (schedules.empty()) {
    return made;
  }
  const Figure& first = index.estimate().figures[schedules.front().figure];
  const std::string what = index.in(index.program().steps[first.step].label);
  made.blocks.push_back(paragraph(index.say(Says::months_intro)));
  made.blocks.push_back({months_picture(index, what, schedules)});
  Table table;
  table.id = "months-table";
  table.caption = index.say(Says::months_caption, {what});
  table.columns = {{index.say(Says::column_month), false, 50},
                   {index.say(Says::column_each), true, 25},
                   {index.say(Says::column_running), true, 25}};
  for (const MonthlySchedule& schedule : schedules) add_rows(index, schedule, table);
  made.blocks.push_back({std::move(table)});
  return made;
}

}  // namespace restituo
