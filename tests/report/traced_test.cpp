// The section on traced assets: where it stands, that its words are words, that its drawing keeps to its box, and that
// the public copy of it names nobody.
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <restituo/quantity/decimal.hpp>
#include <restituo/report/redaction.hpp>
#include <restituo/report/traced_assets.hpp>

#include <../src/report/catalogue.hpp>
#include <../src/report/format.hpp>

#include "html_reader.hpp"
#include "sample.hpp"

namespace restituo {
namespace {

using test::Element;

TracedClaim claim(std::string label, Exact accounts, Exact things, Exact elected) {
  TracedClaim made{.label = std::move(label)};
  made.in_accounts = std::move(accounts);
  made.into_things = std::move(things);
  made.change_of_things = elected - made.into_things;
  made.repaid = 7;
  made.paid_in = made.in_accounts + made.into_things + made.repaid;
  made.reached = made.in_accounts + elected;
  made.least = made.most = made.reached;
  return made;
}

TracedAssets traced() {
  TracedAssets made;
  made.ledger_file = "movements-of-rosalba.csv";
  made.ledger_digest = "d1d1";
  made.rows = 9;
  made.first = Date::of(2015, 1, 5);
  made.last = Date::of(2015, 7, 13);
  made.total = 20000;
  made.method = "libr";
  made.claims = {claim("survivor-a", Exact::fraction(400, 3), 0, 0), claim("survivor-b", 0, 50, 75),
                 claim("rosalba", 0, 0, 0)};
  made.claims[0].least = 100;
  made.claims[1].most = 80;
  made.all = claim("", Exact::fraction(400, 3), 50, 75);
  made.reached = {{"libr",
                   {Exact::fraction(400, 3), 75, 0},
                   true,
                   {"own money first", "primero lo propio"},
                   {"Own money first.", "El dinero propio primero."},
                   {}},
                  {"fifo", {100, 80, 0}, true, {"first in, first out", "PEPS"}, {"A queue.", "Una fila."}, {}},
                  {"poison", {900, 900, 900}, false, {"contact", "contacto"}, {"Any.", "Cualquiera."}, {}}};
  made.could_not_run = {{"pari-passu", {"in proportion at the end", "en proporción al final"}}};
  made.holdings = {{"checking of rosalba", "own", 12},
                   {"checking of rosalba", "survivor-a", Exact::fraction(400, 3)},
                   {"house", "bank:mortgage", 19000, TracedPlace::thing},
                   {"shop of rosalba", "survivor-a", 4, TracedPlace::payee},
                   {"rent", "own", 5, TracedPlace::payee}};
  TracedThing house;
  house.answer.name = "house";
  house.answer.owed = 19000;
  house.answer.cut_down = true;
  house.answer.claims = {{"survivor-b", 50, Exact::fraction(1, 4), Exact(75), 50, Exact(75), true}};
  house.value = Exact(27000);
  house.valued = {"appraisal of rosalba", "avalúo de rosalba"};
  house.lent = true;
  house.by_other_loan = {Exact(170)};
  house.together = 81;
  made.things = {house};
  house.backward = true;
  made.things.push_back(house);
  made.backward = {{{"survivor-a", "bank:mortgage", 10, {"letter of rosalba", "carta de rosalba"}}, {}}};
  made.seizures = {{"checking of rosalba", Date::of(2015, 8, 3), 300, {}}};
  made.rules.rows = {{.kind = RowRule::Kind::backward,
                      .sequence = 8,
                      .lender = "bank:mortgage",
                      .evidence = {"letter of rosalba", "carta de rosalba"}}};
  made.rules.good_faith = {"shop of rosalba"};
  made.names = {{"savings", {"savings of rosalba", "ahorros de rosalba"}}};
  made.why = {"rosalba asks for it", "rosalba lo pide"};
  made.network.accounts = {"checking of rosalba", "house", "savings"};
  made.network.arrows = {{"", "checking of rosalba", 66000, {2, 7}},
                         {"checking of rosalba", "house", 45000, {8}},
                         {"checking of rosalba", "savings", 10000, {5}},
                         {"savings", "checking of rosalba", 500, {9}}};
  name_amounts(made);
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
  TracedAssets assets = traced();
  set_against_owed(assets, made.estimate);
  for (const Language language : all_languages()) {
    const Element page = page_with(made, assets, language);
    const Element* section = with_id(page, "section", "traced");
    ASSERT_NE(section, nullptr);
    const std::string words = section->words();
    for (const char* raw : {"bank:", "survivor-a", "survivor-b", "{", "}"}) {
      EXPECT_EQ(words.find(raw), std::string::npos) << raw;
    }
    EXPECT_NE(words.find(say(language, Says::traced_own)), std::string::npos);
    EXPECT_NE(words.find("133.33\u00A0USD"), std::string::npos) << words;
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
    // A payee that no claim money reached is left out; what could not be run is named.
    const Element* holdings = with_id(page, "table", "traced-holdings");
    ASSERT_NE(holdings, nullptr);
    EXPECT_EQ(holdings->words().find("rent:"), std::string::npos);
    EXPECT_NE(words.find(assets.could_not_run[0].title.in(language)), std::string::npos);
    EXPECT_NE(words.find(assets.why.in(language)), std::string::npos);
    EXPECT_NE(words.find("81.00"), std::string::npos) << "what the claims came to before they were cut down";
    EXPECT_NE(words.find("170.00"), std::string::npos) << "what the other way to count the loan gives";
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
  name_amounts(assets);
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
  // No piece of an arrow passes behind a box: looked at point by point, its own boxes' edges left aside.
  for (const Element* line : picture->all("line")) {
    const auto at = [&](const char* name) { return std::stoi(line->attribute(name)); };
    for (int part = 0; part <= 100; ++part) {
      const int x = at("x1") + (at("x2") - at("x1")) * part / 100;
      const int y = at("y1") + (at("y2") - at("y1")) * part / 100;
      for (const Box& box : boxes) {
        EXPECT_FALSE(x > box.x + 1 && x < box.x2 - 1 && y > box.y + 1 && y < box.y2 - 1)
            << at("x1") << " " << at("y1") << " to " << at("x2") << " " << at("y2");
      }
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
  EXPECT_NE(table.find("traced.reached.libr.survivor-a,reached,libr,,survivor-a,133.33,400/3,USD"), std::string::npos)
      << table;
  EXPECT_NE(table.find("traced.lies.house.bank-mortgage,lies,libr,house,bank:mortgage,19000.00,19000,USD"),
            std::string::npos)
      << table;
}

// Every amount of the section carries the id of its row; the row stands in the page once; both files have the same
// amount under that id.
void expect_every_amount_known(const Estimate& estimate, const TracedAssets& assets, Language language, bool redacted) {
  ReportContext context = test::context(language);
  context.traced = &assets;
  context.public_copy = redacted;
  const Element page = test::HtmlReader(html_report(estimate, context)).read();
  std::map<std::string, int> ids;
  page.walk([&](const Element& one) { ++ids[one.attribute("id")]; });
  const auto json = nlohmann::json::parse(json_report(estimate, context));
  std::map<std::string, nlohmann::json> rows;
  const auto collect = [&](const auto& again, const nlohmann::json& part) -> void {
    if (part.is_object() && part.contains("id")) rows[part["id"]] = part;
    for (const auto& inner : part) {
      if (inner.is_structured()) again(again, inner);
    }
  };
  collect(collect, json["tracing"]);
  std::map<std::string, std::string> keys;
  for (const auto& one : json["tracing"]["claims"]) keys[one["key"]] = one["label"];
  const std::string csv = "\n" + traced_csv(estimate, context);
  const auto all = amounts_of(assets);
  const Element* section = with_id(page, "section", "traced");
  ASSERT_NE(section, nullptr);
  int count = 0;
  for (const Element* link : section->all("a")) {
    const std::string step = link->attribute("data-figure");
    if (!step.starts_with("traced.")) continue;
    ++count;
    const std::string aspect = link->attribute("data-aspect");
    EXPECT_EQ(link->attribute("href"), "#step." + step);
    EXPECT_EQ(ids["step." + step], 1) << step;
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const TracedAmount& one) { return one.id == step && one.aspect == aspect; });
    ASSERT_NE(known, all.end()) << step << " " << aspect;
    const std::string exact = exact_decimal_text(known->amount).value_or(known->amount.fraction_text());
    const std::string shown = localized(
        rounded_decimal_text(known->share ? known->amount * 100 : known->amount, 2, RoundingMode::half_even), language);
    if (known->amount.sign() >= 0) {
      EXPECT_TRUE(link->words().find(shown) != std::string::npos) << link->words() << " " << shown;
    }
    EXPECT_NE(csv.find("\n" + (aspect == "exact" ? step : step + "." + aspect) + ","), std::string::npos) << step;
    ASSERT_TRUE(rows.contains(step)) << step;
    const nlohmann::json& row = rows[step];
    const nlohmann::json value = aspect == "exact"                                     ? row["amount"]
                                 : !row.contains("claims") || row["claims"].is_array() ? row[aspect]
                                 : row["claims"].contains(aspect)                      ? row["claims"][aspect]
                                                                                       : row["claims"][keys[aspect]];
    EXPECT_EQ(value.get<std::string>(), exact) << step << " " << aspect;
  }
  EXPECT_GT(count, 60);
}

TEST(TracedAmounts, CarryAnIdThatLeadsToTheirRowAndThatBothFilesHave) {
  const auto made = test::example("tracing-three-survivors");
  const Redacted copy = redacted_copy(made.estimate);
  for (const Language language : all_languages()) {
    TracedAssets assets = traced();
    set_against_owed(assets, made.estimate);
    expect_every_amount_known(made.estimate, assets, language, false);
    expect_every_amount_known(copy.estimate, redacted(assets, made.estimate, copy.estimate, language), language, true);
  }
}

TEST(TracedAmounts, HaveIdsThatNoTwoShare) {
  TracedAssets assets = traced();
  assets.holdings.push_back({"Checking-of Rosalba", "own", 1});  // reads like another in small letters
  assets.claims.push_back(claim("in-all", 1, 0, 0));
  for (ReachedByMethod& method : assets.reached) method.amounts.push_back(1);
  name_amounts(assets);
  std::set<std::string> seen;
  for (const TracedAmount& one : amounts_of(assets)) {
    EXPECT_TRUE(seen.insert(one.id + " " + one.aspect).second) << one.id << " " << one.aspect;
    for (const char c : one.id) {
      EXPECT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.') << one.id;
    }
  }
}

TEST(TracedAssetsSection, PutsWhatIsOwedBesideWhatWasTraced) {
  const auto made = test::example("tracing-three-survivors");
  TracedAssets assets = traced();
  set_against_owed(assets, made.estimate);
  EXPECT_EQ(assets.claims[0].owed, Exact(6600));
  EXPECT_EQ(assets.claims[0].not_traced, Exact(6600) - Exact::fraction(400, 3));
  EXPECT_FALSE(assets.claims[2].owed) << "a label that is nobody's here";
  EXPECT_FALSE(assets.all->owed) << "no sum of what is not known";
}

TEST(TrailDrawing, StandsForItselfWithWhatEachArrowCarried) {
  const TracedAssets assets = traced();
  for (const Language language : all_languages()) {
    const std::string svg =
        trail_drawing(assets.network, {"own money first", "primero lo propio"}, assets.names, language);
    EXPECT_NE(svg.find("<title"), std::string::npos);
    EXPECT_NE(svg.find("660.00 [2, 7]"), std::string::npos) << svg;
    EXPECT_NE(svg.find(assets.names.at("savings").in(language)), std::string::npos);
  }
}

}  // namespace
}  // namespace restituo
