// Every way to say what is known of a number, as a case file has it.
#include <gtest/gtest.h>

#include "case_text.hpp"

namespace restituo {
namespace {

using test::with;

std::string price(const std::string& numbers) {
  return with({{R"(price = { value = "30", unit)", "price = { value = \"30\", " + numbers + ", unit"}});
}

Outcome<Case> read_with(const std::string& text, const std::string& csv) {
  return read_case({"case.toml", text}, test::shipped_library(), [&](const std::string& name) -> Outcome<FileText> {
    return FileText{name, csv};
  });
}

std::optional<Spread> spread_of(const std::string& numbers, const std::string& csv = "") {
  const auto read = read_with(price(numbers), csv);
  EXPECT_TRUE(read) << (read ? "" : test::all_messages(read.error()));
  return read ? read->setting.victims.at(0).periods.at(0).inputs.at("price").spread : std::nullopt;
}

Distribution drawn_from(const std::string& numbers, const std::string& csv = "") {
  return distribution_of(spread_of(numbers, csv).value()).value().value;
}

std::string refusal(const std::string& numbers, const std::string& csv = "") {
  const auto read = read_with(price(numbers), csv);
  return read ? "" : read.error().front().code;
}

TEST(CaseSpread, TakesEveryShapeByItsParameters) {
  const std::vector<std::pair<std::string, Distribution>> shapes{
      {R"(shape = "triangular", parameters = { min = "1", mode = "2", max = "4" })",
       *Distribution::triangular(1, 2, 4)},
      {R"(shape = "pert", parameters = { min = "1", mode = "2", max = "4" })", *Distribution::pert(1, 2, 4)},
      {R"(shape = "pert", parameters = { min = "1", mode = "2", max = "4", weight = "2" })",
       *Distribution::pert(1, 2, 4, 2)},
      {R"(shape = "uniform", parameters = { low = "1", high = "4" })", *Distribution::uniform(1, 4)},
      {R"(shape = "normal", parameters = { mean = "30", sd = "4" })", *Distribution::normal(30, 4)},
      {R"(shape = "lognormal", parameters = { median = "30", log_sd = "0.25" })", *Distribution::lognormal(30, 0.25)},
      {R"(shape = "beta", parameters = { alpha = "2", beta = "3", low = "1", high = "4" })",
       *Distribution::beta(2, 3, 1, 4)},
      {R"(shape = "gamma", parameters = { shape = "2", scale = "3" })", *Distribution::gamma(2, 3)},
      {R"(shape = "weibull", parameters = { shape = "2", scale = "3" })", *Distribution::weibull(2, 3)},
      {R"(shape = "student-t", parameters = { degrees_of_freedom = "4", location = "30", scale = "3" })",
       *Distribution::student_t(4, 30, 3)},
      {R"(shape = "poisson", parameters = { mean = "30" })", *Distribution::poisson(30)},
      {R"(shape = "binomial", parameters = { trials = "40", probability = "0.5" })", *Distribution::binomial(40, 0.5)},
      {R"(shape = "discrete", values = ["20", "30"], weights = ["1", "3"])", *Distribution::discrete({20, 30}, {1, 3})},
      {R"(shape = "histogram", edges = ["20", "30", "50"], weights = ["1", "3"])",
       *Distribution::histogram({20, 30, 50}, {1, 3})},
      {R"(shape = "empirical", values = ["20", "30", "30"])", *Distribution::empirical({20, 30, 30})},
  };
  for (const auto& [text, wanted] : shapes) {
    const Distribution got = drawn_from(text);
    for (const double u : {0.01, 0.3, 0.5, 0.9, 0.999}) {
      EXPECT_EQ(got.quantile(u), wanted.quantile(u)) << text;
    }
  }
}

TEST(CaseSpread, FitsAllQuantilesThatWereSaidAndShowsTheResiduals) {
  const auto spread = spread_of(R"(shape = "lognormal", quantiles = { p10 = "20", p50 = "30", p97_5 = "60" })");
  ASSERT_TRUE(spread);
  EXPECT_EQ(spread->low, Exact(20)) << "what was said bounds the figure";
  EXPECT_EQ(spread->high, Exact(60));
  const std::vector<double> residuals = residuals_of(*spread);
  ASSERT_EQ(residuals.size(), 3U);
  const Distribution fit = distribution_of(*spread).value().value;
  EXPECT_NEAR(residuals[2], fit.quantile(0.975) - 60, 1e-6);
  EXPECT_GT(std::abs(residuals[0]), 0.01) << "three quantiles, two parameters: it cannot meet all";
  const auto two = spread_of(R"(shape = "gamma", quantiles = { p05 = "20", p95 = "60" })");
  for (const double residual : residuals_of(*two)) EXPECT_NEAR(residual, 0, 1e-6);
  EXPECT_NEAR(
      drawn_from(R"(shape = "beta", quantiles = { p05 = "20", p95 = "60", low = "0", high = "100" })").quantile(0.05),
      20, 1e-6);
}

TEST(CaseSpread, ReadsAListFromAFileBesideTheCase) {
  EXPECT_EQ(drawn_from(R"(shape = "empirical", file = "p.csv")", "value\r\n20\r\n30\r\n").quantile(0.9), 30);
  EXPECT_EQ(drawn_from(R"(shape = "discrete", file = "p.csv")", "value,weight\n20,1\n30,3\n").quantile(0.2), 20);
  const Distribution bins = drawn_from(R"(shape = "histogram", file = "p.csv")", "from,to,weight\n0,10,1\n10,40,1\n");
  EXPECT_DOUBLE_EQ(bins.quantile(0.75), 25);
  const auto read = read_with(price(R"(shape = "empirical", file = "p.csv")"), "value\n20\n30\n");
  ASSERT_EQ(read->data_files.size(), 1U) << "the manifest names it";
  EXPECT_EQ(read->data_files[0].name, "p.csv");
  EXPECT_EQ(refusal(R"(shape = "empirical", file = "p.csv")", "value\n\"20\"\n"), "number-trailing");
  EXPECT_EQ(refusal(R"(shape = "empirical", file = "p.csv")", "value\n20,5\n"), "spread-file-row");
}

TEST(CaseSpread, RefusesAFileOfMoreThanAMillionLines) {
  std::string csv = "value\n";
  for (int i = 0; i < 1'000'001; ++i) csv += "1\n";
  EXPECT_EQ(refusal(R"(shape = "empirical", file = "p.csv")", csv), "spread-file-rows");
}

TEST(CaseSpread, PoolsExpertsAsATrueMixture) {
  const std::string experts = R"(shape = "pool", experts = [
    { id = "one", weight = "1", source = "exhibit-1", shape = "uniform", parameters = { low = "10", high = "20" } },
    { id = "two", weight = "3", source = "exhibit-2", low = "30", likely = "35", high = "40", means = "min, mode, max", shape = "triangular" } ])";
  const Distribution pool = drawn_from(experts);
  const Distribution one = *Distribution::uniform(10, 20);
  const Distribution two = *Distribution::triangular(30, 35, 40);
  for (const double x : {12.0, 20.0, 31.0, 36.0, 40.0}) {
    EXPECT_NEAR(pool.cdf(x), 0.25 * one.cdf(x) + 0.75 * two.cdf(x), 1e-9) << x;
  }
  const auto spread = spread_of(experts);
  EXPECT_EQ(spread->low, Exact(10));
  EXPECT_EQ(spread->high, Exact(40));
}

TEST(CaseSpread, CutsOffInTheUnitOfTheValue) {
  const Distribution cut = drawn_from(R"(shape = "normal", parameters = { mean = "30", sd = "4" }, at_least = "28")");
  EXPECT_EQ(cut.low(), 28);
  EXPECT_GT(cut.quantile(1e-6), 28);
  EXPECT_EQ(refusal(R"(shape = "normal", parameters = { mean = "30", sd = "4" }, at_least = "900")"),
            "truncation-leaves-nothing");
}

TEST(CaseCorrelation, NamesTwoInputsAndRestsOnASource) {
  const auto read = test::read(std::string(test::small_case) + R"(
[[correlation]]
between = ["a.city.price", "a.city.acts_per_day"]
value = "-0.4"
measure = "kendall"
copula = "student"
degrees_of_freedom = "4"
source = "exhibit-1"
)");
  ASSERT_TRUE(read) << test::all_messages(read.error());
  const SettingCorrelation& one = read->setting.correlations.at(0);
  EXPECT_EQ(one.second, "a.city.acts_per_day");
  EXPECT_EQ(one.measure, CorrelationMeasure::kendall);
  EXPECT_EQ(one.degrees_of_freedom, Exact(4));
  const auto unknown = test::read(std::string(test::small_case) +
                                  "[[correlation]]\nbetween = [\"a.b\", \"c.d\"]\nvalue = \"0.4\"\nmeasure = "
                                  "\"kendall\"\nsource = \"exhibit-9\"\n");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().front().code, "source-unknown");
}

}  // namespace
}  // namespace restituo
