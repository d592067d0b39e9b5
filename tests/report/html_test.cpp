// The page: well formed, in order, reachable, self-contained, the same in both languages, and every figure of it is one
// of result.json.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include <../src/report/catalogue.hpp>
#include <../src/report/format.hpp>

#include "html_reader.hpp"
#include "sample.hpp"

namespace restituo {
namespace {

using test::Element;

Element page_of(const test::Sample& sample, Language language) {
  return test::HtmlReader(html_report(sample.estimate, test::context(language))).read();
}

class Page : public testing::TestWithParam<std::string> {
 protected:
  static test::Sample sample() { return GetParam() == "hostile" ? test::hostile_sample() : test::example(GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(OfEachCase, Page,
                         testing::Values("hostile", "puebla-reynosa-new-york", "puebla-three-courts", "daily-quota",
                                         "three-workers-restaurant", "regional-table", "tracing-three-survivors"),
                         [](const auto& one) {
                           std::string name = one.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST_P(Page, IsWellFormedWithOneTitleAndHeadingsInOrder) {
  const auto made = sample();
  for (const Language language : all_languages()) {
    const Element html = page_of(made, language);
    EXPECT_EQ(html.attribute("lang"), code_of(language));
    EXPECT_EQ(html.all("title").front()->name, "title");
    EXPECT_EQ(html.all("h1").size(), 1U);
    EXPECT_EQ(html.all("main").size(), 1U);
    int level = 0;
    html.walk([&](const Element& one) {
      if (one.name.size() == 2 && one.name[0] == 'h' && one.name[1] >= '1' && one.name[1] <= '6') {
        const int here = one.name[1] - '0';
        EXPECT_LE(here, level + 1) << one.words();
        EXPECT_FALSE(one.words().empty());
        level = here;
      }
    });
  }
}

TEST_P(Page, HasTablesWithCaptionsAndHeadersForEveryCell) {
  const auto made = sample();
  const Element html = page_of(made, Language::es);
  ASSERT_FALSE(html.all("table").empty());
  for (const Element* table : html.all("table")) {
    ASSERT_EQ(table->all("caption").size(), 1U);
    EXPECT_FALSE(table->all("caption").front()->words().empty());
    std::size_t columns = 0;
    for (const Element* header : table->all("thead").front()->all("th")) {
      EXPECT_EQ(header->attribute("scope"), "col");
      EXPECT_FALSE(header->words().empty());
      ++columns;
    }
    for (const Element* body : table->all("tbody")) {
      for (const Element* row : body->all("tr")) {
        if (row->attribute("class") == "group") {
          EXPECT_EQ(row->all("th").size(), 1U);
          EXPECT_EQ(row->all("th").front()->attribute("colspan"), std::to_string(columns));
          EXPECT_FALSE(row->words().empty());
          continue;
        }
        EXPECT_EQ(row->all("td").size() + row->all("th").size(), columns) << table->attribute("id");
        ASSERT_EQ(row->all("th").size(), 1U) << table->attribute("id");
        EXPECT_EQ(row->all("th").front()->attribute("scope"), "row");
        EXPECT_FALSE(row->all("th").front()->words().empty()) << table->attribute("id");
      }
    }
  }
}

TEST_P(Page, LoadsNothingAndRunsNothing) {
  const auto made = sample();
  const Element html = page_of(made, Language::en);
  html.walk([&](const Element& one) {
    constexpr std::array<std::string_view, 7> loading{"script", "link", "img", "iframe", "object", "embed", "base"};
    EXPECT_EQ(std::find(loading.begin(), loading.end(), one.name), loading.end()) << one.name;
    EXPECT_EQ(one.attributes.count("src"), 0U);
    EXPECT_EQ(one.attributes.count("xlink:href"), 0U);
    for (const auto& [key, value] : one.attributes) {
      EXPECT_FALSE(key.starts_with("on")) << key;
      EXPECT_TRUE(key != "href" || value.starts_with("#")) << value;
    }
  });
  const std::string style = html.all("style").front()->words();
  EXPECT_EQ(style.find("url("), std::string::npos);
  EXPECT_EQ(style.find("@import"), std::string::npos);
}

TEST_P(Page, GivesEveryLinkAnEndAndEveryNameOnce) {
  const auto made = sample();
  for (const Language language : all_languages()) {
    const Element html = page_of(made, language);
    std::set<std::string> ids;
    html.walk([&](const Element& one) {
      if (one.attributes.count("id") != 0) {
        EXPECT_FALSE(one.attribute("id").empty());
        EXPECT_EQ(one.attribute("id").find(' '), std::string::npos);
        EXPECT_TRUE(ids.insert(one.attribute("id")).second) << one.attribute("id");
      }
    });
    html.walk([&](const Element& one) {
      if (one.attributes.count("href") != 0) {
        EXPECT_EQ(ids.count(one.attribute("href").substr(1)), 1U) << one.attribute("href");
        EXPECT_FALSE(one.words().empty());
      }
      if (const std::string names = one.attribute("aria-labelledby"); !names.empty()) {
        for (std::size_t begin = 0; begin < names.size();) {
          const std::size_t end = std::min(names.find(' ', begin), names.size());
          EXPECT_EQ(ids.count(names.substr(begin, end - begin)), 1U) << names;
          begin = end + 1;
        }
      }
    });
  }
}

TEST_P(Page, PrintsOnlyFiguresOfTheResultAndPrintsThemAll) {
  const auto made = sample();
  for (const Language language : all_languages()) {
    const Element html = page_of(made, language);
    const auto result = nlohmann::json::parse(json_report(made.estimate, test::context(language)));
    std::map<std::string, nlohmann::json> figures;
    for (const auto& figure : result["figures"]) figures[figure["id"]] = figure;
    std::set<std::string> printed;
    for (const Element* link : html.all("a")) {
      const std::string id = link->attribute("data-figure");
      if (id.empty()) continue;
      ASSERT_EQ(figures.count(id), 1U) << id;
      EXPECT_EQ(link->attribute("href"), "#step." + id);
      const std::string aspect = link->attribute("data-aspect");
      if (aspect == "exact" || aspect == "floor" || aspect == "low_bound" || aspect == "high_bound") {
        const std::string value = figures[id][aspect];
        if (value.find('/') == std::string::npos) {
          EXPECT_TRUE(link->words().starts_with(localized(value, language))) << link->words() << " is not " << value;
        }
      } else {
        EXPECT_TRUE(aspect.starts_with("p") || aspect == "mean" || aspect == "error") << aspect;
      }
      if (aspect == "exact") printed.insert(id);
    }
    EXPECT_EQ(printed.size(), figures.size());
  }
}

TEST_P(Page, WorksEveryStepOutOnceAndNamesASourceForEveryNumberThatWasPutIn) {
  const auto made = sample();
  const Element html = page_of(made, Language::en);
  std::set<std::string> ids;
  html.walk([&](const Element& one) { ids.insert(one.attribute("id")); });
  for (const Step& step : made.estimate.bound.program.steps) {
    EXPECT_EQ(ids.count("step." + step.id), 1U) << step.id;
  }
  for (std::size_t i = 0; i < made.estimate.bound.inputs.size(); ++i) {
    EXPECT_EQ(ids.count("input." + made.estimate.bound.program.inputs[i].id), 1U);
    EXPECT_FALSE(made.estimate.bound.inputs[i].given.citation.source.empty());
  }
}

// What is left when the words are taken away.
std::string skeleton(const Element& element) {
  std::string text;
  if (element.name == "svg") return "<svg>\n";  // as high as the lines of its words, which differ
  if (!element.name.empty()) {
    text += "<" + element.name;
    for (const auto& [key, value] : element.attributes) {
      const bool words = key == "lang" || key == "content" || key == "data-label" || key == "aria-label";
      text += " " + key + (words ? "" : "=" + value);
    }
    text += ">\n";
  }
  for (const Element& child : element.children) text += skeleton(child);
  return text;
}

TEST_P(Page, HasTheSameStructureInBothLanguages) {
  const auto made = sample();
  EXPECT_EQ(skeleton(page_of(made, Language::en)), skeleton(page_of(made, Language::es)));
}

TEST_P(Page, IsTheSameEachTime) {
  const auto made = sample();
  EXPECT_EQ(html_report(made.estimate, test::context(Language::es)),
            html_report(made.estimate, test::context(Language::es)));
}

TEST(Words, LeaveNoPlaceUnfilledAndNoIdInPlaceOfWords) {
  for (const std::string& folder : test::example_folders()) {
    const auto made = test::example(folder);
    for (const Language language : all_languages()) {
      const Element html = page_of(made, language);
      const std::string words = html.all("main").front()->words();
      for (const char* place : {"{0}", "{1}", "{2}"}) EXPECT_EQ(words.find(place), std::string::npos);
      for (const char* name : {"h3", "h4", "th", "caption"}) {
        for (const Element* one : html.all(name)) EXPECT_EQ(one->words().find('_'), std::string::npos) << one->words();
      }
      for (const Element* cell : html.all("td")) {
        if (cell->attribute("data-label") != say(language, Says::column_what)) continue;
        EXPECT_EQ(cell->words().find('_'), std::string::npos) << "a remark names a key: " << cell->words();
      }
    }
  }
}

TEST(HostileWords, StayWordsInEveryPlace) {
  const auto made = test::hostile_sample();
  const std::string page = html_report(made.estimate, test::context(Language::en));
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
  const Element html = page_of(made, Language::en);
  const std::string words = R"(<script src=http://evil/>&amp;"'`{0}{1} =1+1)";
  EXPECT_EQ(html.all("h1").front()->words(), words);
  // As title, name of a person, label, note, place, venue, rival, source, model, sentence, and reason of a rounding.
  std::size_t times = 0;
  const std::string all = html.words();
  for (auto at = all.find(words); at != std::string::npos; at = all.find(words, at + 1)) ++times;
  EXPECT_GT(times, 20U);
}

TEST(HostileWords, CannotEndTheStyleSheet) {
  const auto made = test::hostile_sample();
  const std::string style = page_of(made, Language::en).all("style").front()->words();
  const auto at = style.find("@top-left");
  ASSERT_NE(at, std::string::npos);
  const std::string rule = style.substr(at, style.find('}', at) - at);
  EXPECT_EQ(std::count(rule.begin(), rule.end(), '<'), 0);
  EXPECT_EQ(std::count(rule.begin(), rule.end(), '"') % 2, 0);
  EXPECT_NE(rule.find("\\3c script"), std::string::npos) << rule;
}

TEST(NegativeAmounts, StandInBracketsAndAreSpokenWithAMinus) {
  const auto made = test::hostile_sample();
  const Element html = page_of(made, Language::en);
  bool found = false;
  for (const Element* link : html.all("a")) {
    if (link->attribute("data-figure") == "balance.a.one" && link->attribute("data-aspect") == "exact") {
      found = true;
      ASSERT_EQ(link->children.size(), 2U);
      EXPECT_EQ(link->children[0].attribute("class"), "hidden");
      EXPECT_EQ(link->children[0].words(), "−8,750.00\u00A0USD");
      EXPECT_EQ(link->children[1].attribute("aria-hidden"), "true");
      EXPECT_EQ(link->children[1].children.front().text, "(8,750.00)\u00A0USD");
    }
  }
  EXPECT_TRUE(found);
}

std::string callout(const Element& html, const std::string& role) {
  std::string words;
  for (const Element* box : html.all("div")) {
    if (box->attribute("class") == "callout " + role) words += box->words() + "\n";
  }
  return words;
}

TEST(Answer, NamesTheFoundingFigureItsNetAndItsRangeInFrequencies) {
  const auto made = test::example("puebla-reynosa-new-york");
  const Element html = page_of(made, Language::en);
  const std::string answer = callout(html, "answer");
  EXPECT_NE(answer.find("941,760.00\u00A0USD"), std::string::npos) << answer;
  EXPECT_NE(answer.find("659,232.00\u00A0USD"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Survivor A"), std::string::npos) << answer;
  const std::string all = html.words();
  EXPECT_NE(all.find("In 95 of 100 it is at least"), std::string::npos);
  EXPECT_NE(all.find("These two are no probabilities"), std::string::npos);
  EXPECT_NE(all.find("of 100 simulated worlds it is 941,760.00\u00A0USD or more"), std::string::npos);
  const Element es = page_of(made, Language::es);
  EXPECT_NE(callout(es, "answer").find("941,760.00\u00A0USD"), std::string::npos);
  EXPECT_NE(es.words().find("No son probabilidades"), std::string::npos);
}

TEST(Banners, StandOnTopWhereTheyApplyAndNowhereElse) {
  auto made = test::hostile_sample();
  EXPECT_EQ(callout(page_of(made, Language::en), "alarm").find("DRAFT"), std::string::npos)
      << "its one source is checked";
  EXPECT_EQ(callout(page_of(made, Language::en), "alarm").find("ILLUSTRATION"), std::string::npos);
  made.source_case->illustration = true;
  made.source_case->setting.allow_unverified = true;
  made.library->sources.at("exhibit").checked = false;
  const Element html = page_of(made, Language::es);
  const std::string alarms = callout(html, "alarm");
  EXPECT_NE(alarms.find("ILUSTRACIÓN"), std::string::npos);
  EXPECT_NE(alarms.find("BORRADOR"), std::string::npos);
  EXPECT_NE(alarms.find("NÚMEROS SIN VERIFICAR"), std::string::npos);
  EXPECT_NE(html.all("style").front()->words().find("BORRADOR"), std::string::npos) << "and on each printed page";
}

TEST(Answer, SaysSoWhereNothingWasDrawn) {
  auto made = test::hostile_sample();
  for (Figure& figure : made.estimate.figures) {
    figure.spread.reset();
    figure.bounds.reset();
    figure.floor.value.reset();
  }
  const Element html = page_of(made, Language::en);
  EXPECT_NE(html.words().find("nothing was simulated"), std::string::npos);
  EXPECT_NE(html.words().find("There is no documented floor"), std::string::npos);
  for (const Element* picture : html.all("figure")) {
    EXPECT_FALSE(picture->attribute("id").starts_with("picture.")) << "nothing was drawn";
  }
}

TEST(Pictures, HaveATitleADescriptionAndATableBesideThem) {
  const auto made = test::example("puebla-reynosa-new-york");
  const Element html = page_of(made, Language::es);
  ASSERT_FALSE(html.all("svg").empty());
  for (const Element* picture : html.all("svg")) {
    EXPECT_EQ(picture->attribute("role"), "img");
    EXPECT_FALSE(picture->all("title").front()->words().empty());
    EXPECT_FALSE(picture->all("desc").front()->words().empty());
  }
  // The spread is dots that can be counted, and the percentiles of the drawing stand in a table with their bounds.
  for (const Element* figure : html.all("figure")) {
    if (figure->attribute("id") == "picture.gross") {
      EXPECT_EQ(figure->all("circle").size(), 50U);
    }
  }
  for (const Element* one : html.all("table")) {
    if (one->attribute("id") == "percentiles.gross") {
      EXPECT_EQ(one->all("tr").size(), 6U);
    }
  }
  for (const char* id : {"timeline", "months-picture", "swing.gross", "picture.gross"}) {
    const auto figures = html.all("figure");
    EXPECT_TRUE(std::any_of(figures.begin(), figures.end(), [&](const Element* one) {
      return one->attribute("id") == id;
    })) << id;
  }
  bool table = false;
  for (const Element* one : html.all("table")) table = table || one->attribute("id") == "spread-table";
  EXPECT_TRUE(table);
  const auto tables = html.all("table");
  EXPECT_TRUE(std::any_of(tables.begin(), tables.end(),
                          [](const Element* one) { return one->attribute("id") == "percentiles.gross"; }));
}

// On a telephone the labels are 24 units of the drawing high, and a digit is about 11 wide.
TEST(Pictures, KeepTheirLabelsApartAndInside) {
  auto made = test::hostile_sample();
  Figure& figure = made.estimate.figures.front();
  ASSERT_TRUE(figure.spread.has_value());
  SpreadSummary& spread = *figure.spread;
  for (const double size : {0.01, 3.0, 999.0, 4.7e4, 1.2e5, 9.4e5, 1.3e6, 8.8e6, 6.1e7, 9.9e8, 2.36e11}) {
    spread = {};
    spread.p05 = size * 0.3;
    spread.p25 = size * 0.5;
    spread.p50 = size * 0.7;
    spread.p75 = size * 0.8;
    spread.p95 = size;
    figure.exact = exact_value_of_double(size * 0.9);
    const Element html = page_of(made, Language::en);
    const Element* picture = nullptr;
    for (const Element* one : html.all("figure")) {
      if (one->attribute("id") == "picture." + figure.id) picture = one;
    }
    ASSERT_NE(picture, nullptr);
    int end_of_last = 0;
    std::size_t ticks = 0;
    for (const Element* label : picture->all("text")) {
      const int x = std::stoi(label->attribute("x"));
      if (label->attribute("text-anchor") != "middle") continue;
      const int half = static_cast<int>(label->words().size()) * 11 / 2;
      EXPECT_GE(x - half, ticks == 0 ? 0 : end_of_last) << label->words() << " at " << size;
      EXPECT_LE(x + half, 640) << label->words() << " at " << size;
      end_of_last = x + half;
      ++ticks;
    }
    EXPECT_GE(ticks, 2U) << size;
    EXPECT_LE(ticks, 8U) << size;
  }
}

TEST(Pictures, StayInsideTheirBoxAndKeepTheirAxesReadable) {
  for (const std::string& folder : test::example_folders()) {
    const Element html = page_of(test::example(folder), Language::es);
    for (const Element* picture : html.all("svg")) {
      const int width = std::stoi(picture->attribute("width"));
      const int height = std::stoi(picture->attribute("height"));
      EXPECT_EQ(picture->attribute("viewBox"), "0 0 " + std::to_string(width) + " " + std::to_string(height));
      int end_of_last = -1000;
      picture->walk([&](const Element& one) {
        for (const char* name : {"x", "x1", "x2", "cx"}) {
          if (one.attributes.count(name) == 0) continue;
          EXPECT_GE(std::stoi(one.attribute(name)), 0) << folder;
          EXPECT_LE(std::stoi(one.attribute(name)), width) << folder;
        }
        for (const char* name : {"y", "y1", "y2", "cy"}) {
          if (one.attributes.count(name) == 0) continue;
          EXPECT_GE(std::stoi(one.attribute(name)), 0) << folder;
          EXPECT_LE(std::stoi(one.attribute(name)), height) << folder;
        }
        if (one.name == "rect") {
          EXPECT_GT(std::stoi(one.attribute("width")), 0) << folder;
          EXPECT_GE(std::stoi(one.attribute("height")), 0) << folder;
          EXPECT_LE(std::stoi(one.attribute("x")) + std::stoi(one.attribute("width")), width) << folder;
        }
        if (one.name == "text" && one.attribute("text-anchor") == "middle") {
          const int x = std::stoi(one.attribute("x"));
          const int half = static_cast<int>(one.words().size()) * 7 / 2;
          EXPECT_GE(x - half, end_of_last) << folder << ": " << one.words();
          end_of_last = x + half;
        }
      });
    }
  }
}

TEST(KeptTakings, AreToldOnlyWhereTheyDifferFromTheGross) {
  const auto neutral = test::example("puebla-reynosa-new-york");
  const Element html = page_of(neutral, Language::en);
  for (const Element* table : html.all("table")) {
    if (table->attribute("id").empty()) continue;  // lines in short: there each line of the working stands
    EXPECT_EQ(table->attribute("id").find("kept"), std::string::npos);
    EXPECT_EQ(table->words().find("this group kept"), std::string::npos) << table->attribute("id");
  }
  EXPECT_NE(json_report(neutral.estimate, test::context(Language::en)).find("\"kept.a.new-york\""), std::string::npos)
      << "the result has every figure";
}

TEST(LinesInShort, StandOnceEachAndOneThatCarriesAnAmountHasTheResultOfTheLineItNames) {
  std::size_t carried = 0, nothing = 0;
  for (const std::string& folder : test::example_folders()) {
    const auto made = test::example(folder);
    const Element html = page_of(made, Language::en);
    const Element* working = nullptr;
    for (const Element* section : html.all("section")) {
      if (section->attribute("id") == "working") working = section;
    }
    ASSERT_NE(working, nullptr);
    std::map<std::string, int> times;
    std::map<std::string, std::string> result;  // by anchor
    working->walk([&](const Element& one) {
      const std::string id = one.attribute("id");
      if (id.starts_with("step.") && !id.ends_with(".heading")) ++times[id];
    });
    for (const Step& step : made.estimate.bound.program.steps) {
      EXPECT_EQ(times["step." + step.id], 1) << folder << ": " << step.id;
      const auto& value = made.estimate.central.at(step.root);
      if (value) result["step." + step.id] = value->fraction_text();
    }
    for (const Element* row : working->all("tr")) {
      const std::string id = row->attribute("id");
      if (!id.starts_with("step.")) continue;
      const auto cells = row->all("td");
      ASSERT_EQ(cells.size(), 3U);
      EXPECT_FALSE(cells[2]->words().empty()) << id << " says why it is told in short";
      const auto links = cells[2]->all("a");
      if (links.empty()) {
        ++nothing;
        EXPECT_TRUE(cells[2]->words().find("Goes only") == 0 || result[id] == "0") << folder << ": " << id;
      } else {
        ++carried;
        EXPECT_EQ(result[id], result[links.front()->attribute("href").substr(1)]) << folder << ": " << id;
      }
    }
  }
  EXPECT_GT(carried, 20U);
  EXPECT_GT(nothing, 20U);
}

TEST(SurvivorPages, TellHerPartOfTheAnswerAndTheAwardOfEachCourt) {
  const auto words_of = [](const test::Sample& made, std::size_t which) {
    return test::HtmlReader(survivor_pages(made.estimate, test::context(Language::en)).at(which).html).read().words();
  };
  const auto workers = test::example("three-workers-restaurant");
  const std::string worker = words_of(workers, 0);
  EXPECT_NE(worker.find("Wage not paid: about 47,815\u00A0USD"), std::string::npos) << worker;
  EXPECT_EQ(worker.find("88,015"), std::string::npos) << "that is what she earned, not what she was not paid";
  EXPECT_NE(worker.find("not a real case"), std::string::npos);
  const auto courts = test::example("puebla-three-courts");
  const std::string her = words_of(courts, 0);
  for (const char* award :
       {"about 946,960\u00A0USD", "about 786,610\u00A0MXN", "about 1,325,744,000\u00A0ARS", "not added up"}) {
    EXPECT_NE(her.find(award), std::string::npos) << award << ": " << her;
  }
  EXPECT_EQ(her.find("Moral damage"), std::string::npos) << "no line of the working is told as if it were hers";
}

TEST(Claim, TellsHeadsThatGiveNothingInOneRowAndThatDefendantsOweItOnce) {
  const Element html = page_of(test::example("puebla-three-courts"), Language::en);
  const Element* table = nullptr;
  for (const Element* one : html.all("table")) {
    if (one->attribute("id").starts_with("claim.")) table = one;
  }
  ASSERT_NE(table, nullptr);
  std::size_t zeros = 0, jointly = 0;
  for (const Element* row : table->all("tr")) {
    const std::string words = row->words();
    zeros += words.find("Nothing, with what the case gives") != std::string::npos;
    jointly += words.find("jointly: collected once") != std::string::npos;
    for (const Element* cell : row->all("td")) EXPECT_NE(cell->words().substr(0, 4), "0.00") << words;
  }
  EXPECT_EQ(zeros, 3U) << "one row for each court";
  EXPECT_EQ(jointly, 6U) << "two defendants before three courts";
}

TEST(Checklist, HasEveryPointOfAnExpertReportAndNamesWhatTheHumanAdds) {
  for (const std::string& folder : test::example_folders()) {
    const auto made = test::example(folder);
    for (const Language language : all_languages()) {
      const Element html = page_of(made, language);
      std::map<std::string, const Element*> points;
      for (const Element* row : html.all("tr")) {
        const std::string id = row->attribute("id");
        if (id.size() == 3 && id[0] == 'R') points[id] = row;
      }
      ASSERT_EQ(points.size(), 30U) << folder;
      for (int i = 1; i <= 30; ++i) {
        const std::string id = (i < 10 ? "R0" : "R") + std::to_string(i);
        ASSERT_EQ(points.count(id), 1U) << id;
        const auto cells = points[id]->all("td");
        ASSERT_EQ(cells.size(), 2U);
        // It stands somewhere in the report, or the human is told to add it.
        const bool stands = !cells[0]->words().empty();
        const bool human = cells[1]->words() != say(language, Says::list_nothing);
        EXPECT_TRUE(stands || human) << folder << " " << id;
        if (made.source_case->setting.victims.empty()) continue;
        EXPECT_TRUE(stands) << folder << " " << id;
      }
    }
  }
}

TEST(Adoption, LeavesRoomForWhatOnlyThePersonWhoAdoptsCanSay) {
  const Element html = page_of(test::example("daily-quota"), Language::en);
  for (const Element* list : html.all("dl")) {
    if (list->attribute("class") != "to-fill-in") continue;
    EXPECT_EQ(list->all("dt").size(), 11U);
    for (const Element* blank : list->all("dd")) EXPECT_TRUE(blank->words().empty()) << "unsigned";
    return;
  }
  FAIL() << "there is nothing to fill in";
}

TEST(Sections, StandInTheOrderThatACourtReads) {
  const Element html = page_of(test::example("puebla-reynosa-new-york"), Language::es);
  std::vector<std::string> order;
  for (const Element& child : html.all("main").front()->children) {
    if (child.name == "section") order.push_back(child.attribute("id"));
  }
  EXPECT_EQ(order, (std::vector<std::string>{"answer", "changes", "schedule", "months", "persons", "working",
                                             "assumptions", "certainty", "literature", "models", "sources", "notes",
                                             "rerun", "glossary", "limits", "list", "adoption"}));
}

TEST(ThreeThings, AreTheLargestSwingsOfTheAnswer) {
  const auto made = test::example("puebla-reynosa-new-york");
  const Element html = page_of(made, Language::en);
  for (const Element* table : html.all("table")) {
    if (table->attribute("id") != "three") continue;
    ASSERT_EQ(table->all("tbody").front()->all("tr").size(), 3U);
    const std::string first = table->all("tbody").front()->all("tr").front()->words();
    // Acts a day in New York, 10 to 40 at 30 dollars, 6 days, 240 weeks: 432,000 to 1,728,000, with Reynosa's 77,760.
    EXPECT_NE(first.find("New York"), std::string::npos) << first;
    return;
  }
  FAIL() << "there is no such table";
}

TEST(Answer, OfARunWithoutPersonsEstimatesNobody) {
  const auto made = test::example("regional-table");
  const Element html = page_of(made, Language::en);
  const std::string answer = callout(html, "answer");
  EXPECT_NE(answer.find("no estimate for any person"), std::string::npos) << answer;
  EXPECT_EQ(answer.find("owe"), std::string::npos) << answer;
}

TEST(WeakInputs, StandBesideTheAmountsThatDependOnThem) {
  const auto made = test::hostile_sample();
  const Element html = page_of(made, Language::en);
  for (const Element* table : html.all("table")) {
    if (table->attribute("id") != "weak-inputs") continue;
    EXPECT_NE(table->words().find("20,000.00\u00A0USD (Survivor B, Two)"), std::string::npos) << table->words();
    std::set<std::string> figures;
    for (const Element* link : table->all("a")) figures.insert(link->attribute("data-figure"));
    EXPECT_EQ(figures, (std::set<std::string>{"gross", "gross.b", "gross.b.two", "balance", "balance.b",
                                              "balance.b.two", "third.b.two"}))
        << "and none of those that rest on grades B and C";
    return;
  }
  FAIL() << "there is no such table";
}

// ------------------------------------------------------------------------------------------------------------ contrast

std::array<double, 3> colour(const std::string& style, const std::string& name) {
  const auto at = style.find("--" + name + ": #");
  EXPECT_NE(at, std::string::npos) << name;
  const std::string digits = style.substr(at + name.size() + 5, 6);
  std::array<double, 3> parts{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(digits.substr(2 * i, 2), nullptr, 16) / 255.0;
    parts[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  }
  return parts;
}

double luminance(const std::array<double, 3>& c) { return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; }

TEST(Palette, HasTheContrastThatWcagAsksFor) {
  const auto made = test::hostile_sample();
  const std::string style = page_of(made, Language::en).all("style").front()->words();
  const auto ratio = [&](const std::string& a, const std::string& b) {
    const double x = luminance(colour(style, a));
    const double y = luminance(colour(style, b));
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
  };
  for (const char* text : {"ink", "soft", "accent", "alarm"}) {
    for (const char* paper : {"paper", "tint", "alarm-tint"}) {
      EXPECT_GE(ratio(text, paper), 4.5) << text << " on " << paper;
    }
  }
  EXPECT_GE(ratio("line", "paper"), 3.0);
  EXPECT_GE(ratio("line", "tint"), 3.0);
}

}  // namespace
}  // namespace restituo
