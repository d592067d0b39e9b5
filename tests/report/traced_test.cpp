// The section on traced assets: where it stands, that its words are words, that its drawing keeps to its box, and that
// the public copy of it names nobody.
#include <gtest/gtest.h>

#include <restituo/report/redaction.hpp>
#include <restituo/report/traced_assets.hpp>

#include <../src/report/catalogue.hpp>

#include "html_reader.hpp"
#include "sample.hpp"

namespace restituo {
namespace {

using test::Element;

TracedAssets traced() {
  TracedAssets made;
  made.ledger_file = "movements-of-rosalba.csv";
  made.rows = 9;
  made.first = Date::of(2015, 1, 5);
  made.last = Date::of(2015, 7, 13);
  made.total = 20000;
  made.method = "libr";
  made.sentence = {"Own money first.", "El dinero propio primero."};
  made.claims = {"survivor-a", "survivor-b", "rosalba"};
  made.reached = {{"libr", {Exact::fraction(400, 3), 50, 0}, true},
                  {"fifo", {100, 80, 0}, true},
                  {"poison", {900, 900, 900}, false}};
  made.holdings = {{"checking of rosalba", "own", 12},
                   {"checking of rosalba", "survivor-a", Exact::fraction(400, 3)},
                   {"house", "bank:mortgage", 19000}};
  TracedThing house;
  house.answer.name = "house";
  house.answer.owed = 19000;
  house.answer.claims = {{"survivor-b", 50, Exact::fraction(1, 4), Exact(75), 50, Exact(75), true}};
  house.value = Exact(27000);
  house.valued = "appraisal of rosalba";
  made.things = {house};
  made.backward = {{"survivor-a", "bank:mortgage", 10, "letter of rosalba"}};
  made.seizures = {{"checking of rosalba", Date::of(2015, 8, 3), 300}};
  made.network.accounts = {"checking of rosalba", "house", "savings"};
  made.network.arrows = {{"", "checking of rosalba", 66000, {2, 7}},
                         {"checking of rosalba", "house", 45000, {8}},
                         {"checking of rosalba", "savings", 10000, {5}},
                         {"savings", "checking of rosalba", 500, {9}}};
  return made;
}

Element page_with(const test::Sample& made, const TracedAssets& assets, Language language, bool public_copy = false) {
  ReportContext context = test::context(language);
  context.traced = &assets;
  context.public_copy = public_copy;
  return test::HtmlReader(html_report(made.estimate, context)).read();
}

const Element* with_id(const Element& page, const char* tag, const std::string& id) {
  for (const Element* one : page.all(tag)) {
    if (one->attribute("id") == id) return one;
  }
  return nullptr;
}

TEST(TracedAssetsSection, StandsBehindHowSureAndBeforeTheLiterature) {
  const auto made = test::example("tracing-three-survivors");
  const TracedAssets assets = traced();
  const Element page = page_with(made, assets, Language::es);
  std::vector<std::string> order;
  for (const Element& child : page.all("main").front()->children) {
    if (child.name == "section") order.push_back(child.attribute("id"));
  }
  const auto at = [&](const char* id) { return std::find(order.begin(), order.end(), id) - order.begin(); };
  EXPECT_LT(at("certainty"), at("traced"));
  EXPECT_LT(at("traced"), at("literature"));
  EXPECT_LT(at("traced"), at("sources"));
}

TEST(TracedAssetsSection, NamesPersonsLendersAndTheHolderInWordsAndPutsEachMethodBesideTheOthers) {
  const auto made = test::example("tracing-three-survivors");
  const TracedAssets assets = traced();
  for (const Language language : all_languages()) {
    const Element page = page_with(made, assets, language);
    const Element* section = with_id(page, "section", "traced");
    ASSERT_NE(section, nullptr);
    const std::string words = section->words();
    for (const char* raw : {"bank:", "survivor-a", "survivor-b", "{", "}"}) {
      EXPECT_EQ(words.find(raw), std::string::npos) << raw;
    }
    EXPECT_NE(words.find(say(language, Says::traced_own)), std::string::npos);
    EXPECT_NE(words.find("≈ 133.33\u00A0USD"), std::string::npos) << words;
    const Element* owed = with_id(page, "table", "traced-owed");
    ASSERT_NE(owed, nullptr);
    // The least and the most leave out what only was in contact.
    EXPECT_EQ(owed->words().find("900"), std::string::npos);
    EXPECT_NE(owed->words().find("6,600.00"), std::string::npos) << "what is owed to her stands beside it";
    const Element* methods = with_id(page, "table", "traced-methods");
    ASSERT_NE(methods, nullptr);
    EXPECT_EQ(methods->all("tr").size(), 4U);
    const Element* picture = with_id(page, "figure", "picture.traced");
    ASSERT_NE(picture, nullptr);
    EXPECT_EQ(picture->all("path").size(), 4U) << "a tip for each arrow";
    const Element* arrows = with_id(page, "table", "traced-arrows");
    ASSERT_NE(arrows, nullptr);
    EXPECT_EQ(arrows->all("tr").size(), 5U);
  }
}

TEST(TracedAssetsSection, HasADrawingWhoseBoxesAndNumbersLieApart) {
  const auto made = test::example("tracing-three-survivors");
  TracedAssets assets = traced();
  for (int i = 0; i < 20; ++i) {  // as many as are drawn at most
    const std::string name = "account " + std::to_string(i);
    assets.network.accounts.push_back(name);
    assets.network.arrows.push_back({i % 3 == 0 ? "house" : "savings", name, 1000 + i, {20 + i}});
  }
  const Element page = page_with(made, assets, Language::en);
  const Element* picture = with_id(page, "figure", "picture.traced");
  ASSERT_NE(picture, nullptr);
  struct Box {
    int x, y, x2, y2;
  };
  std::vector<Box> boxes;
  for (const Element* one : picture->all("rect")) {
    if (one->attribute("fill") != "none") continue;
    const int x = std::stoi(one->attribute("x")), y = std::stoi(one->attribute("y"));
    boxes.push_back({x, y, x + std::stoi(one->attribute("width")), y + std::stoi(one->attribute("height"))});
  }
  EXPECT_EQ(boxes.size(), 24U);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    EXPECT_GE(boxes[i].x, 0);
    EXPECT_LE(boxes[i].x2, 640);
    for (std::size_t k = 0; k < i; ++k) {
      const bool apart =
          boxes[i].x2 < boxes[k].x || boxes[k].x2 < boxes[i].x || boxes[i].y2 < boxes[k].y || boxes[k].y2 < boxes[i].y;
      EXPECT_TRUE(apart) << i << " and " << k;
    }
  }
}

TEST(TracedAssetsSection, NamesNobodyInThePublicCopy) {
  const auto made = test::example("tracing-three-survivors");
  const Redacted copy = redacted_copy(made.estimate);
  for (const Language language : all_languages()) {
    const TracedAssets assets = redacted(traced(), made.estimate, copy.estimate, language);
    ReportContext context = test::context(language);
    context.traced = &assets;
    context.public_copy = true;
    for (const std::string& text : {html_report(copy.estimate, context), editable_report(copy.estimate, context),
                                    json_report(copy.estimate, context), traced_csv(copy.estimate, context)}) {
      for (const char* secret : {"rosalba", "survivor-a", "mortgage", "savings", "house", "2015-01", "2015-07",
                                 "January 2015", "enero de 2015"}) {
        EXPECT_EQ(text.find(secret), std::string::npos) << secret;
      }
    }
  }
}

TEST(TracedTable, SaysWhatEachClaimReachesAndWhereTheMoneyLies) {
  const auto made = test::example("tracing-three-survivors");
  const TracedAssets assets = traced();
  ReportContext context = test::context(Language::en);
  context.traced = &assets;
  const std::string table = traced_csv(made.estimate, context);
  EXPECT_NE(table.find("reached,libr,,survivor-a,133.33,400/3,USD"), std::string::npos) << table;
  EXPECT_NE(table.find("lies,libr,house,bank:mortgage,19000.00,19000,USD"), std::string::npos) << table;
}

}  // namespace
}  // namespace restituo
