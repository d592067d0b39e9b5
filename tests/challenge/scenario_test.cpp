#include <restituo/challenge/scenario_box.hpp>
#include <restituo/challenge/scenario_tree.hpp>

#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <restituo/uncertainty/stream.hpp>

namespace restituo {
namespace {

constexpr std::size_t worlds = 10'000;

Columns uniforms(std::size_t inputs, std::uint64_t seed = 1) {
  Columns values(inputs, std::vector<double>(worlds));
  for (std::size_t i = 0; i < inputs; ++i) {
    Stream(seed, "input " + std::to_string(i)).fill(0, values[i]);
  }
  return values;
}

template <class Rule>
std::vector<bool> hits_of(const Columns& values, Rule rule) {
  std::vector<bool> hits;
  for (std::size_t k = 0; k < values.front().size(); ++k) {
    hits.push_back(rule(k));
  }
  return hits;
}

TEST(ScenarioBox, RecoversAPlantedBox) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Columns values = uniforms(6, seed);
    const auto hits =
        hits_of(values, [&](std::size_t k) { return values[1][k] < 0.4 && values[4][k] > 0.3 && values[4][k] < 0.8; });
    const auto found = discover_box(values, hits, {});
    ASSERT_TRUE(found);
    const ScenarioBox& box = found->best();
    ASSERT_EQ(box.limits.size(), 2U) << "only the inputs that matter are limited";
    EXPECT_EQ(box.limits[0].input, 1U);
    EXPECT_EQ(box.limits[0].low, -std::numeric_limits<double>::infinity());
    EXPECT_NEAR(box.limits[0].high, 0.4, .01);
    EXPECT_EQ(box.limits[1].input, 4U);
    EXPECT_NEAR(box.limits[1].low, 0.3, .02);
    EXPECT_NEAR(box.limits[1].high, 0.8, .02);
    EXPECT_GT(box.coverage, .95);
    EXPECT_GT(box.density, .97);
    EXPECT_NEAR(box.mass, .2, .02);
    EXPECT_FALSE(box.is_poor());
    for (const BoxLimit& limit : box.limits) {
      EXPECT_LT(limit.chance, 1e-6);
      EXPECT_EQ(limit.repeated, 1);
    }
  }
}

TEST(ScenarioBox, FindsAPlantedBoxUnderNoise) {
  const Columns values = uniforms(5);
  std::vector<double> noise(worlds);
  Stream(9, "noise").fill(0, noise);
  const auto hits = hits_of(values, [&](std::size_t k) {
    const bool inside = values[0][k] > 0.5 && values[2][k] < 0.5;
    return noise[k] < (inside ? 0.9 : 0.05);
  });
  const auto found = discover_box(values, hits, {});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->best().limits.size(), 2U);
  EXPECT_NEAR(found->best().limits[0].low, 0.5, .03);
  EXPECT_NEAR(found->best().limits[1].high, 0.5, .03);
  EXPECT_NEAR(found->best().density, .9, .03);
}

TEST(ScenarioBox, CallsABandThatSlantsPoor) {
  const Columns values = uniforms(3);
  const auto hits = hits_of(values, [&](std::size_t k) { return std::fabs(values[0][k] - values[1][k]) < 0.05; });
  const auto found = discover_box(values, hits, {});
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->best().is_poor());
}

TEST(ScenarioBox, TrajectoryTradesCoverageForDensity) {
  const Columns values = uniforms(3);
  const auto hits = hits_of(values, [&](std::size_t k) { return values[0][k] * values[1][k] < 0.1; });
  const auto found = discover_box(values, hits, {});
  ASSERT_TRUE(found);
  const auto& way = found->trajectory;
  ASSERT_GT(way.size(), 10U);
  EXPECT_EQ(way.front().coverage, 1);
  EXPECT_EQ(way.front().limits.size(), 0U);
  for (std::size_t step = 1; step < way.size(); ++step) {
    EXPECT_LE(way[step].coverage, way[step - 1].coverage);
    EXPECT_LT(way[step].mass, way[step - 1].mass);
  }
}

TEST(ScenarioBox, RefusesWhereTooFewWorldsAreHits) {
  const Columns values = uniforms(2);
  const auto found = discover_box(values, hits_of(values, [](std::size_t k) { return k < 10; }), {});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().front().code, "scenario-too-few");
  EXPECT_FALSE(discover_box(values, hits_of(values, [](std::size_t k) { return k >= 10; }), {}));
}

TEST(ScenarioBox, TakesEqualValuesTogether) {
  Columns values = uniforms(2);
  for (double& value : values[0]) value = value < 0.5 ? 6 : 7;
  const auto hits = hits_of(values, [&](std::size_t k) { return values[0][k] == 6; });
  const auto found = discover_box(values, hits, {});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->best().limits.size(), 1U);
  EXPECT_EQ(found->best().limits[0].high, 6);
  EXPECT_EQ(found->best().density, 1);
  EXPECT_EQ(found->best().coverage, 1);
}

TEST(ScenarioTree, AsksTheQuestionsThatWerePlanted) {
  const Columns values = uniforms(4);
  const auto hits = hits_of(values, [&](std::size_t k) { return values[2][k] < 0.3 || (values[0][k] > 0.9); });
  const ScenarioTree tree = grow_tree(values, hits, {});
  ASSERT_EQ(tree.leaves.size(), 3U);
  EXPECT_EQ(tree.leaves[0].path.size(), 1U);
  EXPECT_EQ(tree.leaves[0].path[0].input, 2U);
  EXPECT_NEAR(tree.leaves[0].path[0].limit, 0.3, .002);
  EXPECT_EQ(tree.leaves[0].density(), 1);
  EXPECT_EQ(tree.leaves[1].density(), 0);
  EXPECT_EQ(tree.leaves[2].path[1].input, 0U);
  EXPECT_FALSE(tree.leaves[2].path[1].below);
  EXPECT_EQ(tree.leaves[2].density(), 1);
  std::size_t all = 0;
  for (const TreeLeaf& leaf : tree.leaves) all += leaf.worlds;
  EXPECT_EQ(all, worlds);
}

TEST(ScenarioTree, StaysOneLeafWhereNothingTells) {
  const Columns values = uniforms(3);
  std::vector<double> coin(worlds);
  Stream(5, "coin").fill(0, coin);
  EXPECT_EQ(grow_tree(values, hits_of(values, [&](std::size_t k) { return coin[k] < 0.5; }), {}).leaves.size(), 1U);
}

// Asked twice about one input, a leaf says both at once.
TEST(ScenarioTree, SaysTheQuestionsAboutOneInputTogether) {
  const TreeLeaf leaf{{{1, true, 30}, {0, false, 5}, {1, false, 12}, {1, true, 20}}, 1, 1};
  const auto limits = leaf.limits();
  ASSERT_EQ(limits.size(), 2U);
  EXPECT_EQ(limits[0].input, 1U);
  EXPECT_EQ(limits[0].low, 12);
  EXPECT_EQ(limits[0].high, 20);
  EXPECT_EQ(limits[1].low, 5);
  EXPECT_FALSE(limits[1].high < 1e300);
}

}  // namespace
}  // namespace restituo
