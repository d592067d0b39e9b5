#include "outputs.hpp"

#include <algorithm>

#include <restituo/base/must.hpp>
#include <restituo/report/workbook.hpp>

#include "commands.hpp"
#include "outside_tool.hpp"
#include "workbook_file.hpp"

namespace restituo {

const std::vector<std::string>& all_formats() {
  static const std::vector<std::string> formats{"html", "pdf",  "tagged-pdf", "odt", "docx",
                                                "fodt", "xlsx", "json",       "csv", "page"};
  return formats;
}

const std::vector<std::string>& usual_formats() {
  static const std::vector<std::string> formats{"html", "xlsx", "json", "csv", "page"};
  return formats;
}

Outputs outputs_of(const Estimate& estimate, const ReportContext& context, const std::vector<std::string>& formats) {
  Outputs outputs;
  const std::string language(code_of(context.language));
  const auto put = [&](std::string name, std::string content) {
    outputs.files.push_back({std::move(name), std::move(content)});
  };
  const auto put_if = [&](const std::string& name, Outcome<std::string> content) {
    if (content) {
      put(name, std::move(*content));
    } else {
      append(outputs.faults, std::move(content.error()));
    }
  };
  std::vector<OutputFile> data{{"result.json", json_report(estimate, context)},
                               {"figures.csv", csv_report(estimate, context)},
                               {"working.csv", working_csv(estimate, context)},
                               {"months.csv", months_csv(estimate, context)}};
  if (context.traced != nullptr) data.push_back({"traced.csv", traced_csv(estimate, context)});
  for (const std::string& format : formats) {
    if (format == "html") {
      put("report." + language + ".html", html_report(estimate, context));
    } else if (format == "pdf") {
      put_if("report." + language + ".pdf",
             pdf_of(court_page(estimate, context), data, estimate.source_case->setting.valuation_date));
    } else if (format == "tagged-pdf") {
      put_if("report." + language + ".tagged.pdf",
             converted(editable_report(estimate, context), TextFormat::tagged_pdf));
    } else if (format == "odt") {
      put_if("report." + language + ".odt", converted(editable_report(estimate, context), TextFormat::odt));
    } else if (format == "docx") {
      put_if("report." + language + ".docx", converted(editable_report(estimate, context), TextFormat::docx));
    } else if (format == "fodt") {
      put("report." + language + ".fodt", editable_report(estimate, context));
    } else if (format == "xlsx") {
      put_if("workbook." + language + ".xlsx", xlsx_of(workbook_of(estimate, context)));
    } else if (format == "json") {
      outputs.files.push_back(data.front());
    } else if (format == "csv") {
      outputs.files.insert(outputs.files.end(), data.begin() + 1, data.end());
      // Her days would stand in them, which a public copy leaves out.
      if (!estimate.source_case->setting.forums.empty() && !context.public_copy) {
        put("schedule-months.csv", schedule_csv(estimate, false));
        put("schedule-weeks.csv", schedule_csv(estimate, true));
      }
    } else {
      must(format == "page", "the command line lets only known formats through");
      for (const SurvivorPage& page : survivor_pages(estimate, context)) {
        put("page-for-" + page.person + "." + language + ".html", page.html);
      }
    }
  }
  return outputs;
}

}  // namespace restituo
