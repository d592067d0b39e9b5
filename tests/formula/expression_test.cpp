#include <gtest/gtest.h>

#include <restituo/formula/expression.hpp>

namespace restituo {
namespace {

// The tree written back with every bracket, so that a test reads like the formula.
std::string bracketed(const Expression& e) {
  using Form = Expression::Form;
  switch (e.form) {
    case Form::number: return e.number.fraction_text() + (e.unit.is_pure_number() ? "" : "[" + e.unit.text() + "]");
    case Form::key: return "\"" + e.name + "\"";
    case Form::name: return e.name;
    case Form::at_key: return e.name + "[" + bracketed(e.operands[0]) + "]";
    case Form::prefix: return "(" + e.name + " " + bracketed(e.operands[0]) + ")";
    case Form::infix: return "(" + bracketed(e.operands[0]) + " " + e.name + " " + bracketed(e.operands[1]) + ")";
    case Form::call: {
      std::string text = e.name + "(";
      for (const Expression& operand : e.operands) text += (text.back() == '(' ? "" : ", ") + bracketed(operand);
      return text + ")";
    }
  }
  return "?";
}

std::string parsed(std::string_view text) {
  const auto expression = parse_formula(text, {"model.toml", 7, 12});
  return expression ? bracketed(*expression) : "refused " + expression.error().front().code;
}

Place place_of_fault(std::string_view text) {
  const auto expression = parse_formula(text, {"model.toml", 7, 12});
  return expression ? Place{} : expression.error().front().place;
}

TEST(Formula, BindsProductsTighterThanSumsAndPowersTighterThanBoth) {
  EXPECT_EQ(parsed("a + b * c ^ 2"), "(a + (b * (c ^ 2)))");
  EXPECT_EQ(parsed("(a + b) * c"), "((a + b) * c)");
}

TEST(Formula, SubtractsAndDividesFromTheLeft) {
  EXPECT_EQ(parsed("a - b - c"), "((a - b) - c)");
  EXPECT_EQ(parsed("a / b / c * d"), "(((a / b) / c) * d)");
}

TEST(Formula, TakesPowersFromTheRightAndANegativeExponent) {
  EXPECT_EQ(parsed("a ^ b ^ c"), "(a ^ (b ^ c))");
  EXPECT_EQ(parsed("a ^ -n"), "(a ^ (- n))");
  EXPECT_EQ(parsed("-a ^ 2"), "(- (a ^ 2))");
}

TEST(Formula, ReadsNumbersWithUnits) { EXPECT_EQ(parsed("12[month/year] * 0.5"), "(12[month/year] * 1/2)"); }

TEST(Formula, ReadsKeysComparisonsAndWords) {
  EXPECT_EQ(parsed("if(not a < b and c >= d or e == f, x[\"africa\"], y[region])"),
            "if((((not (a < b)) and (c >= d)) or (e == f)), x[\"africa\"], y[region])");
  EXPECT_EQ(parsed("android + oral"), "(android + oral)") << "a word inside a name is no operator";
}

TEST(Formula, RefusesWhatItCannotReadWithItsPlace) {
  EXPECT_EQ(parsed(""), "refused formula-unfinished");
  EXPECT_EQ(parsed("a +"), "refused formula-unfinished");
  EXPECT_EQ(parsed("a b"), "refused formula-unexpected");
  EXPECT_EQ(parsed("a + * b"), "refused formula-unexpected");
  EXPECT_EQ(parsed("a % b"), "refused formula-unexpected");
  EXPECT_EQ(parsed("x[1]"), "refused formula-unexpected");
  EXPECT_EQ(parsed("a < b < c"), "refused formula-unexpected");
  EXPECT_EQ(parsed("1,5"), "refused formula-unexpected");
  EXPECT_EQ(parsed("1e5"), "refused number-exponent");
  EXPECT_EQ(parsed("12[moon]"), "refused unit-unknown-symbol");
  EXPECT_EQ(parsed("12[month"), "refused formula-unfinished");
  EXPECT_EQ(place_of_fault("a + * b"), (Place{"model.toml", 7, 16}));
  EXPECT_EQ(place_of_fault("a × b"), (Place{"model.toml", 7, 14})) << "columns count characters, not bytes";
}

TEST(Formula, RefusesBracketsWithoutEndInsteadOfRunningOutOfStack) {
  EXPECT_EQ(parsed(std::string(100000, '(')), "refused formula-too-deep");
  EXPECT_EQ(parsed(std::string(100000, '-') + "a"), "refused formula-too-deep");
}

TEST(Formula, NamesEveryValueItUsesOnce) {
  const auto expression = parse_formula("a * b + sum(periods, a) + c[\"x\"]", {});
  ASSERT_TRUE(expression);
  EXPECT_EQ(names_in(*expression), (std::vector<std::string>{"a", "b", "periods", "c"}));
}

}  // namespace
}  // namespace restituo
