#include <restituo/challenge/discovery.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

using testing::SizeIs;

// A grid of months, acts a day and the calendar; the figure is worked out from the three.
template <class Figure>
SweptFigure grid(Figure figure) {
  SweptFigure swept{"gross", "USD", {"months", "calendar", "acts", "alone"}, {}};
  for (int months = 12; months <= 60; months += 4) {
    for (const std::string calendar : {"four-week-month", "average-gregorian", "30-day-month"}) {
      for (int acts = 6; acts <= 24; acts += 2) {
        swept.rows.push_back(
            {{std::to_string(months), calendar, std::to_string(acts), "same"}, Exact(figure(months, calendar, acts))});
      }
    }
  }
  return swept;
}

std::string axis_of(const SweptFigure& swept, const Discovery& found, const BoxLimit& limit) {
  return swept.axes[found.columns[limit.input].axis];
}

TEST(Discovery, FindsAPlantedBoxOfNumbersToTheStepOfTheGrid) {
  const SweptFigure swept =
      grid([](int months, const std::string&, int acts) { return months <= 28 && acts <= 14 ? 100 : 900; });
  const Discovery found = discover(swept, 500, {});
  ASSERT_TRUE(found.box);
  EXPECT_EQ(found.hits, 5U * 3 * 5);
  const ScenarioBox& box = found.box->best();
  EXPECT_EQ(box.coverage, 1);
  EXPECT_EQ(box.density, 1);
  ASSERT_THAT(box.limits, SizeIs(2));
  EXPECT_EQ(axis_of(swept, found, box.limits[0]), "months");
  EXPECT_EQ(box.limits[0].high, 28);
  EXPECT_EQ(axis_of(swept, found, box.limits[1]), "acts");
  EXPECT_EQ(box.limits[1].high, 14);
  EXPECT_GT(found.box->trajectory.size(), 3U);
}

TEST(Discovery, FindsAWordOfAnAxis) {
  const SweptFigure swept = grid([](int, const std::string& calendar, int acts) {
    return calendar == "four-week-month" && acts <= 16 ? 100 : 900;
  });
  const Discovery found = discover(swept, 500, {});
  ASSERT_TRUE(found.box);
  EXPECT_EQ(found.box->best().coverage, 1);
  EXPECT_EQ(found.box->best().density, 1);
  bool said = false;
  for (const BoxLimit& limit : found.box->best().limits) {
    const DiscoveryColumn& column = found.columns[limit.input];
    if (column.word == "four-week-month") said = limit.low > 0;
  }
  EXPECT_TRUE(said) << "the calendar is four-week-month";
  // The tree asks for the same word.
  bool asked = false;
  for (const TreeLeaf& leaf : found.tree.leaves) {
    for (const TreeQuestion& question : leaf.path) {
      asked = asked || found.columns[question.input].word == "four-week-month";
    }
  }
  EXPECT_TRUE(asked);
}

TEST(Discovery, LeavesOutAxesThatHaveOneValueAndHasOneColumnForTwoWords) {
  SweptFigure swept = grid([](int months, const std::string&, int) { return months; });
  std::erase_if(swept.rows, [](const SweptFigure::Row& row) { return row.cells[1] == "30-day-month"; });
  const Discovery found = discover(swept, 30, {});
  ASSERT_THAT(found.columns, SizeIs(3));
  EXPECT_FALSE(found.columns[0].word);
  EXPECT_EQ(found.columns[1].word, "four-week-month");
  EXPECT_EQ(found.columns[2].axis, 2U);
}

TEST(Discovery, ReadsFractionsAndTakesAnEmptyCellForTheValueOfTheCase) {
  SweptFigure swept{"gross", "USD", {"share", "price"}, {}};
  for (int i = 0; i < 200; ++i) {
    swept.rows.push_back({{std::to_string(i) + "/3", i % 4 == 0 ? "" : "30"}, Exact(i < 100 ? 1 : 9)});
  }
  const Discovery found = discover(swept, 5, {});
  EXPECT_FALSE(found.columns.at(0).word);
  EXPECT_EQ(found.columns.at(1).word, "30");
  ASSERT_TRUE(found.box);
  EXPECT_NEAR(found.box->best().limits.at(0).high, 33, 1) << "to a peel of the values";
}

TEST(Discovery, SaysInItsPlaceWhatItCannotTell) {
  const SweptFigure swept = grid([](int months, const std::string&, int) { return months; });
  const Discovery none = discover(swept, 5, {});
  EXPECT_FALSE(none.box);
  EXPECT_EQ(none.refused.at(0).code, "scenario-too-few");
  const Discovery alone = discover({"gross", "USD", {"price"}, {{{"30"}, 1}, {{"30"}, 2}}}, 2, {});
  EXPECT_EQ(alone.refused.at(0).code, "discovery-nothing-varies");
  EXPECT_EQ(discover({"gross", "USD", {}, {{{}, 1}}}, 2, {}).refused.at(0).code, "discovery-nothing-varies");
}

// Wherever a box is planted on two axes of a grid, it comes out whole.
RC_GTEST_PROP(Discovery, FindsAnyPlantedBox, ()) {
  const int months_below = *rc::gen::inRange(5, 10) * 4;
  const int acts_below = *rc::gen::inRange(5, 10) * 2;
  const SweptFigure swept = grid(
      [&](int months, const std::string&, int acts) { return months <= months_below && acts <= acts_below ? 1 : 9; });
  const Discovery found = discover(swept, 5, {});
  RC_PRE(found.hits >= fewest_hits && found.scenarios - found.hits >= fewest_hits);
  RC_ASSERT(found.box.has_value());
  RC_ASSERT(found.box->best().coverage > .9);
  RC_ASSERT(found.box->best().density > .9);
}

}  // namespace
}  // namespace restituo
