// How the report stands on its pages: numbers by which paragraphs are cited, what stays together, where drawings put
// their words. Each test guards against something a reader found.
#include <gtest/gtest.h>

#include <regex>

#include <../src/report/drawing.hpp>
#include <../src/report/format.hpp>
#include <restituo/report/workbook.hpp>

#include "html_reader.hpp"
#include "sample.hpp"

namespace restituo {
namespace {

using test::Element;

// "12. Each line may be checked" of each paragraph that has a number, up to 30 letters.
std::vector<std::string> numbered(const Element& page) {
  std::vector<std::string> found;
  for (const Element* one : page.all("p")) {
    const auto spans = one->all("span");
    if (spans.empty() || spans.front()->attribute("class") != "paragraph-number") continue;
    found.push_back(one->words().substr(0, 30));
  }
  return found;
}

TEST(Paragraphs, HaveOneNumberOnAScreenOnPaperAndInAWordProcessor) {
  for (const char* folder : {"three-workers-restaurant", "tracing-three-survivors", "regional-table"}) {
    const auto made = test::example(folder);
    const auto context = test::context(Language::en);
    const auto screen = numbered(test::HtmlReader(html_report(made.estimate, context)).read());
    const auto paper = numbered(test::HtmlReader(court_page(made.estimate, context)).read());
    EXPECT_GT(screen.size(), 5U) << folder;
    EXPECT_EQ(screen, paper) << folder;
    const std::string text = editable_report(made.estimate, context);
    std::vector<std::string> numbers;
    const std::regex form("<text:span text:style-name=\"Number\">(\\d+\\.)</text:span>\u2002([^<]{0,8})");
    for (std::sregex_iterator at(text.begin(), text.end(), form), end; at != end; ++at) {
      numbers.push_back((*at)[1].str() + ' ' + (*at)[2].str());
    }
    ASSERT_EQ(numbers.size(), screen.size()) << folder;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      EXPECT_EQ(screen[i].substr(0, screen[i].find('.')), std::to_string(i + 1));
      EXPECT_EQ(numbers[i].substr(0, numbers[i].find('.')), std::to_string(i + 1));
    }
  }
}

TEST(CourtPage, HoldsAHeadingOfRowsTogetherWithItsFirstRow) {
  const auto made = test::example("three-workers-restaurant");
  const Element page = test::HtmlReader(court_page(made.estimate, test::context(Language::es))).read();
  std::size_t groups = 0;
  for (const Element* table : page.all("table")) {
    bool first = true;
    for (const Element* part : table->all("tbody")) {
      const auto rows = part->all("tr");
      ASSERT_FALSE(rows.empty());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i]->attribute("class") != "group") continue;
        EXPECT_EQ(i, 0U) << "a heading begins a part of its own";
        EXPECT_GT(rows.size(), 1U) << rows[i]->words();
        // WeasyPrint would let a first part that stays whole run off the page.
        EXPECT_EQ(part->attribute("class"), first ? "" : "whole") << rows[i]->words();
        ++groups;
      }
      first = false;
    }
  }
  EXPECT_GT(groups, 10U);
}

TEST(CourtPage, BreaksNoWordOfACode) {
  const auto made = test::example("three-workers-restaurant");
  auto context = test::context(Language::es);
  context.command = "restituo estimate case_of_three_workers.toml --seed 984 --lang es";
  const std::string page = court_page(made.estimate, context);
  EXPECT_NE(page.find("case_<wbr>of_<wbr>three_<wbr>workers"), std::string::npos);
  EXPECT_EQ(page.find("break-all"), std::string::npos);
  EXPECT_NE(page.find("<span class=\"option\">--seed</span> "), std::string::npos) << "no line ends within an option";
}

TEST(EditableReport, KeepsRowsWholeAndHeadingsWithTheirRowsAndIndentsWhatGoesOn) {
  const auto made = test::example("three-workers-restaurant");
  const std::string text = editable_report(made.estimate, test::context(Language::es));
  EXPECT_NE(text.find("xmlns:ooo="), std::string::npos) << "without it the settings are not read";
  EXPECT_NE(text.find("\"TableRowKeep\" config:type=\"boolean\">true"), std::string::npos);
  EXPECT_EQ(text.find("<table:table-row>"), std::string::npos) << "each row has the style that keeps it whole";
  EXPECT_NE(text.find("style:name=\"Meaning\" style:family=\"paragraph\" style:parent-style-name=\"Term\">"
                      "<style:paragraph-properties fo:margin-left=\"4.5cm\""),
            std::string::npos);
  EXPECT_NE(text.find("style:join-border=\"false\""), std::string::npos)
      << "else there is one line to sign on, not many";
  const std::regex heading("number-columns-spanned=\"\\d+\"><text:p text:style-name=\"([^\"]*)\"");
  std::size_t headings = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), heading), end; at != end; ++at, ++headings) {
    EXPECT_EQ((*at)[1].str(), "CellHead.kept");
  }
  EXPECT_GT(headings, 10U);
}

TEST(Months, AreNamedWhereTheyAreWhole) {
  const auto made = test::example("three-workers-restaurant");
  const Element page = test::HtmlReader(html_report(made.estimate, test::context(Language::es))).read();
  std::string words;
  for (const Element* table : page.all("table")) {
    if (table->attribute("id") == "months-table") words = table->words();
  }
  EXPECT_NE(words.find("abril de 2017"), std::string::npos);
  EXPECT_EQ(words.find("1 de abril de 2017 al 30"), std::string::npos);
  EXPECT_NE(words.find("6 de marzo de 2017 al 31 de marzo de 2017"), std::string::npos);
}

TEST(Months, OfPeriodsOfTheSameTimeStandBelowEachOther) {
  const auto made = test::example("three-workers-restaurant");
  const Element page = test::HtmlReader(html_report(made.estimate, test::context(Language::es))).read();
  for (const Element* figure : page.all("figure")) {
    if (figure->attribute("id") != "months-picture") continue;
    // Three of the four periods end on one day: three bars end at one place.
    std::map<int, int> ends;
    for (const Element* bar : figure->all("rect")) {
      if (bar->attribute("stroke") == "none") continue;
      ++ends[std::stoi(bar->attribute("x")) + std::stoi(bar->attribute("width"))];
    }
    EXPECT_EQ(ends.rbegin()->second, 3);
    return;
  }
  FAIL() << "there is no drawing of months";
}

TEST(Drawings, PutLabelsApartAndInsideAndBreakThemBetweenWords) {
  EXPECT_EQ(apart({50, 52, 54}, {20, 20, 20}, 0, 100), (std::vector<int>{38, 64, 90}));
  EXPECT_EQ(apart({10, 300}, {40, 40}, 0, 640), (std::vector<int>{20, 300}));
  const auto lines = lines_within("Horas trabajadas por semana (Trabajadora C, Segundo restaurante, mesas)", 240);
  EXPECT_GE(lines.size(), 2U);
  for (const std::string& line : lines) EXPECT_LE(drawn_width(line), 240);
}

TEST(Drawings, MarkAnAxisThatDoesNotBeginAtZero) {
  EXPECT_FALSE(DrawingAxis(10, 100, 0, 500).is_cut());
  EXPECT_TRUE(DrawingAxis(81000, 95000, 0, 500).is_cut());
  EXPECT_FALSE(DrawingAxis(0, 95000, 0, 500).is_cut());
  EXPECT_TRUE(DrawingAxis(30, 100, 0, 500, false).is_cut());
}

TEST(TimeAxes, BeginAtTheirFirstMonthAndNameNoMonthInAPublicCopy) {
  const Date first = Date::of(2014, 12, 20);
  const Date last = Date::of(2015, 7, 1);
  const auto ticks = TimeAxis(first, last, 0, 600, false).ticks(Language::es);
  ASSERT_GT(ticks.size(), 3U);
  EXPECT_EQ(ticks.front().words.substr(4, 3), "201");
  EXPECT_LT(TimeAxis(first, last, 0, 600, false).at(first), 80);
  for (const auto& tick : TimeAxis(first, last, 0, 600, true).ticks(Language::es)) EXPECT_EQ(tick.words.size(), 4U);
}

TEST(Workbook, LeavesOutAnEmptySheet) {
  const auto made = test::example("three-workers-restaurant");
  for (const WorkbookSheet& sheet : workbook_of(made.estimate, test::context(Language::en)).sheets) {
    EXPECT_NE(sheet.name, "Intermediate");
    EXPECT_GT(sheet.rows.size(), 3U) << sheet.name;
  }
}

}  // namespace
}  // namespace restituo
