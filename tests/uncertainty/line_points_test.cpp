#include <restituo/uncertainty/line_points.hpp>

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <restituo/base/fault.hpp>
#include <restituo/uncertainty/elementary.hpp>

namespace restituo {
namespace {

const std::vector<std::string> names{"price", "acts", "days", "months"};
const std::vector<double> direction{0.2, -0.7, 0.1, 0.4};

std::vector<std::vector<double>> columns_at(const LinePoints& points, const LinePoints::Lines& lines,
                                            std::size_t position) {
  std::vector<std::vector<double>> columns(points.dimensions(), std::vector<double>(lines.count));
  std::vector<double*> to;
  for (std::vector<double>& column : columns) to.push_back(column.data());
  points.uniforms(lines, position, to);
  return columns;
}

TEST(LinePoints, StandAtTheirPlacesAlongTheDirection) {
  const LinePoints points = LinePoints::make(3, names, direction, 1024).value();
  LinePoints::Lines lines;
  points.fill(512, 100, lines);
  const double length = std::sqrt(0.04 + 0.49 + 0.01 + 0.16);
  for (std::size_t position = 0; position < LinePoints::on_a_line; ++position) {
    const auto columns = columns_at(points, lines, position);
    for (std::size_t i = 0; i < lines.count; ++i) {
      double along = 0;
      for (std::size_t d = 0; d < names.size(); ++d) {
        along += direction[d] / length * normal_quantile(columns[d][i]);
      }
      const double place = position == LinePoints::free_position ? lines.free_place[i] : LinePoints::nodes[position];
      EXPECT_NEAR(along, place, 1e-9);
    }
  }
}

// The sixteenth draws alone are draws like any other: each input uniform, inputs independent of one another.
TEST(LinePoints, HaveASixteenthDrawThatIsADrawLikeAnyOther) {
  const std::uint64_t count = 1 << 14;
  const LinePoints points = LinePoints::make(8, names, direction, count).value();
  std::vector<std::vector<double>> all(names.size());
  for (std::uint64_t first = 0; first < count; first += 512) {
    LinePoints::Lines lines;
    points.fill(first, 512, lines);
    const auto columns = columns_at(points, lines, LinePoints::free_position);
    for (std::size_t d = 0; d < names.size(); ++d) all[d].insert(all[d].end(), columns[d].begin(), columns[d].end());
  }
  for (std::size_t a = 0; a < names.size(); ++a) {
    std::vector<int> tenths(10);
    for (const double u : all[a]) ++tenths[static_cast<std::size_t>(u * 10)];
    for (const int tenth : tenths) EXPECT_NEAR(tenth, count / 10.0, 100);  // 2.6 of the deviations of random draws
    for (std::size_t b = 0; b <= a; ++b) {
      double sum = 0;
      for (std::size_t i = 0; i < count; ++i) sum += normal_quantile(all[a][i]) * normal_quantile(all[b][i]);
      EXPECT_NEAR(sum / count, a == b ? 1 : 0, 0.02);
    }
  }
}

TEST(LinePoints, AreTheSameInAnyBlock) {
  const LinePoints points = LinePoints::make(3, names, direction, 1024).value();
  LinePoints::Lines all, part;
  points.fill(0, 512, all);
  points.fill(200, 37, part);
  for (const std::size_t position : {std::size_t{0}, std::size_t{9}, LinePoints::free_position}) {
    const auto of_all = columns_at(points, all, position);
    const auto of_part = columns_at(points, part, position);
    for (std::size_t d = 0; d < names.size(); ++d) {
      for (std::size_t i = 0; i < 37; ++i) EXPECT_EQ(of_part[d][i], of_all[d][200 + i]);
    }
  }
}

TEST(LinePoints, NeedNoReflectionWhereTheDirectionIsAnAxis) {
  const LinePoints points = LinePoints::make(3, {"a", "b"}, std::vector<double>{0, 5}, 256).value();
  LinePoints::Lines lines;
  points.fill(0, 256, lines);
  const auto columns = columns_at(points, lines, 2);
  for (const double u : columns[1]) EXPECT_EQ(u, normal_cdf(LinePoints::nodes[2]));
}

TEST(LinePoints, RefuseANumberOfLinesThatLeavesHoles) {
  const auto refused = LinePoints::make(3, names, direction, 1000);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().code, "sobol-not-a-power-of-two");
}

}  // namespace
}  // namespace restituo
