// What an elicitation refuses, and that a fit meets the numbers it was given or says by how much it does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include <restituo/uncertainty/elicitation.hpp>

namespace restituo {
namespace {

using testing::Contains;
using testing::IsEmpty;

std::vector<std::string> codes(std::string_view shape, const std::vector<QuantilePair>& pairs) {
  std::vector<std::string> found;
  const auto fitted = from_quantiles(shape, pairs);
  for (const Fault& fault : fitted ? fitted->warnings : fitted.error()) found.push_back(fault.code);
  return found;
}

TEST(Elicitation, RefusesWhatNoShapeCanBeMadeOf) {
  EXPECT_THAT(codes("triangular", {{0.05, 1}, {0.95, 2}}), Contains("elicitation-too-few"));
  EXPECT_THAT(codes("normal", {{0, 1}, {0.95, 2}}), Contains("elicitation-share"));
  EXPECT_THAT(codes("lognormal", {{0.05, -1}, {0.95, 2}}), Contains("elicitation-outside"));
  EXPECT_THAT(codes("normal", {{0.05, 3}, {0.95, 2}}), Contains("elicitation-out-of-order"));
  EXPECT_THAT(codes("cauchy", {{0.05, 1}, {0.95, 2}}), Contains("elicitation-shape-unknown"));
}

TEST(Elicitation, MeetsThreeNumbersThatTheShapeCanHave) {
  const auto fitted = from_quantiles("triangular", std::vector<QuantilePair>{{0.05, 10}, {0.5, 20}, {0.95, 32}});
  ASSERT_TRUE(fitted);
  EXPECT_THAT(fitted->warnings, IsEmpty());
  EXPECT_NEAR(fitted->distribution.quantile(0.05), 10, 1e-6);
  EXPECT_NEAR(fitted->distribution.quantile(0.5), 20, 1e-6);
  EXPECT_NEAR(fitted->distribution.quantile(0.95), 32, 1e-6);
}

TEST(Elicitation, WarnsWhereTheShapeMissesWhatWasSaid) {
  EXPECT_THAT(codes("triangular", {{0.05, 10}, {0.5, 20}, {0.95, 1000}}), Contains("elicitation-misses"));
}

}  // namespace
}  // namespace restituo
