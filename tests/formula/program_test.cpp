#include <gtest/gtest.h>

#include <restituo/formula/exact_run.hpp>
#include <restituo/formula/program.hpp>
#include <restituo/formula/working.hpp>

namespace restituo {
namespace {

const Place somewhere{"model.toml", 3, 1};

Unit unit(std::string_view text) { return Unit::parse(text, somewhere).value(); }

std::string code(const Outcome<NodeId>& outcome) { return outcome ? "accepted" : outcome.error().front().code; }

class Building : public testing::Test {
 protected:
  NodeId money(std::string id, Kind kind) {
    return builder.input(std::move(id), {"Money", "Dinero"}, unit("USD"), kind);
  }

  NodeId finish(std::string id, NodeId value, std::string_view declared, Kind kind,
                std::optional<Rounding> rounding = {}) {
    Step step;
    step.id = step.name = id;
    step.label = {id, id};
    step.place = somewhere;
    return builder.finish(std::move(step), value, unit(declared), kind, rounding).value();
  }

  ProgramBuilder builder;
};

TEST_F(Building, CancelsUnitsSymbolBySymbol) {
  const NodeId price = builder.input("price", {}, unit("USD/act"));
  const NodeId acts = builder.input("acts", {}, unit("act/day"));
  const NodeId days = builder.input("days", {}, unit("day"));
  const NodeId product = builder.multiply(*builder.multiply(price, acts, somewhere), days, somewhere).value();
  EXPECT_EQ(builder.unit_of(product), unit("USD"));
}

TEST_F(Building, RefusesToAddDollarsToPesosOrDaysToWeeks) {
  const NodeId usd = builder.input("usd", {}, unit("USD"));
  const NodeId mxn = builder.input("mxn", {}, unit("MXN"));
  const NodeId day = builder.input("day", {}, unit("day"));
  const NodeId week = builder.input("week", {}, unit("week"));
  EXPECT_EQ(code(builder.add(usd, mxn, somewhere)), "formula-units-differ");
  EXPECT_EQ(code(builder.subtract(day, week, somewhere)), "formula-units-differ");
  EXPECT_EQ(code(builder.compare(Op::less, day, week, somewhere)), "formula-units-differ");
  EXPECT_EQ(code(builder.minimum(std::array{usd, mxn}, somewhere)), "formula-units-differ");
  EXPECT_EQ(code(builder.add(usd, usd, somewhere)), "accepted");
}

TEST_F(Building, RefusesToAddGrossToNetWageOrLoss) {
  const NodeId gross = money("gross", Kind::gross);
  for (const Kind other : all_kinds) {
    const NodeId b = money("b" + std::string(name_of(other)), other);
    EXPECT_EQ(code(builder.add(gross, b, somewhere)), other == Kind::gross ? "accepted" : "formula-kinds-differ");
    EXPECT_EQ(code(builder.maximum(std::array{gross, b}, somewhere)),
              other == Kind::gross ? "accepted" : "formula-kinds-differ");
  }
}

TEST_F(Building, MakesNetOfGrossLessCostAndOfNothingElse) {
  const NodeId gross = money("gross", Kind::gross);
  const NodeId cost = money("cost", Kind::cost);
  const NodeId wage = money("wage", Kind::wage);
  EXPECT_EQ(builder.node(*builder.subtract(gross, cost, somewhere)).kind, Kind::net);
  EXPECT_EQ(code(builder.subtract(cost, gross, somewhere)), "formula-kinds-differ");
  EXPECT_EQ(code(builder.subtract(gross, wage, somewhere)), "formula-kinds-differ");
  EXPECT_EQ(builder.node(*builder.convert(wage, Kind::award, somewhere)).kind, Kind::award);
}

TEST_F(Building, ComparesKindsBecauseComparingAddsNothing) {
  EXPECT_EQ(code(builder.compare(Op::less, money("g", Kind::gross), money("w", Kind::wage), somewhere)), "accepted");
}

TEST_F(Building, NeverMultipliesTwoAmountsOfAKind) {
  EXPECT_EQ(code(builder.multiply(money("a", Kind::gross), money("b", Kind::gross), somewhere)),
            "formula-kinds-differ");
}

TEST_F(Building, LetsAPlainZeroGoWithEveryUnit) {
  const NodeId gross = money("gross", Kind::gross);
  const NodeId zero = builder.literal(0, Unit());
  const NodeId most = builder.maximum(std::array{zero, gross}, somewhere).value();
  EXPECT_EQ(builder.unit_of(most), unit("USD"));
  EXPECT_EQ(builder.node(most).kind, Kind::gross);
  EXPECT_EQ(code(builder.add(builder.literal(1, Unit()), gross, somewhere)), "formula-units-differ");
}

TEST_F(Building, KeepsTruthAndQuantityApart) {
  const NodeId a = builder.input("a", {}, Unit());
  const NodeId truth = builder.compare(Op::less, a, a, somewhere).value();
  EXPECT_EQ(code(builder.add(truth, a, somewhere)), "formula-truth-as-number");
  EXPECT_EQ(code(builder.multiply(a, truth, somewhere)), "formula-truth-as-number");
  EXPECT_EQ(code(builder.select(a, a, a, somewhere)), "formula-number-as-truth");
  EXPECT_EQ(code(builder.combine(Op::logical_and, truth, a, somewhere)), "formula-number-as-truth");
  EXPECT_EQ(code(builder.negation(a, somewhere)), "formula-number-as-truth");
}

TEST_F(Building, TakesAUnitOnlyToAWholePowerWrittenDown) {
  const NodeId usd = builder.input("usd", {}, unit("USD"));
  const NodeId n = builder.input("n", {}, Unit());
  EXPECT_EQ(code(builder.power(usd, n, somewhere)), "formula-power-units");
  EXPECT_EQ(code(builder.power(n, usd, somewhere)), "formula-power-units");
  EXPECT_EQ(builder.unit_of(*builder.power(usd, builder.literal(2, Unit()), somewhere)), unit("USD^2"));
  EXPECT_EQ(code(builder.power(n, n, somewhere)), "accepted");
}

TEST_F(Building, ChecksWhatAStepDeclares) {
  const NodeId gross = money("gross", Kind::gross);
  Step step;
  step.id = step.name = "net";
  EXPECT_EQ(code(builder.finish(step, gross, unit("EUR"), Kind::gross, {})), "step-unit-differs");
  EXPECT_EQ(code(builder.finish(step, gross, unit("USD"), Kind::net, {})), "step-kind-differs");
  EXPECT_EQ(code(builder.finish(step, gross, unit("USD"), Kind::gross, {})), "accepted");
}

TEST_F(Building, RunsTheFoundingArithmeticExactly) {
  const NodeId price = builder.input("price", {"Price", "Precio"}, unit("USD/act"));
  const NodeId acts = builder.input("acts", {"Acts a day", "Actos por día"}, unit("act/day"));
  const NodeId days = builder.input("days", {"Days a week", "Días por semana"}, unit("day/week"));
  const NodeId weeks = builder.input("weeks", {"Weeks", "Semanas"}, unit("week"));
  const NodeId product = *builder.multiply(
      *builder.multiply(*builder.multiply(price, acts, somewhere), days, somewhere), weeks, somewhere);
  finish("gross", product, "USD", Kind::gross, Rounding{Exact::fraction(1, 100), RoundingMode::half_even});
  const Program program = builder.take();
  const std::vector<Exact> new_york{30, 20, 6, 240};
  const ExactRun run = run_exactly(program, new_york);
  EXPECT_EQ(run.value_of(program, 0), Exact(864000));

  const Working working = working_of(program, run, 0, plain_working_style(Language::en));
  EXPECT_EQ(working.symbols, "Price × Acts a day × Days a week × Weeks");
  EXPECT_EQ(working.numbers, "30 USD/act × 20 act/day × 6 day/week × 240 week");
  EXPECT_EQ(working.result, "864000 USD");
  EXPECT_EQ(working.rounding, "to 0.01; a half, to the even digit");
  EXPECT_TRUE(working.before_rounding.empty()) << "nothing was rounded away";
  EXPECT_EQ(working.leaves.size(), 4U);
}

TEST_F(Building, ShowsTheValueBeforeItWasRounded) {
  const NodeId a = builder.input("a", {"Amount", "Importe"}, unit("USD"));
  const NodeId third = *builder.divide(a, builder.literal(3, Unit()), somewhere);
  finish("share", third, "USD", Kind::gross, Rounding{Exact::fraction(1, 100), RoundingMode::half_away});
  const Program program = builder.take();
  const ExactRun run = run_exactly(program, std::vector<Exact>{Exact(100)});
  EXPECT_EQ(run.value_of(program, 0), Exact::fraction(3333, 100));
  EXPECT_EQ(working_of(program, run, 0, plain_working_style(Language::en)).before_rounding, "100/3 ≈ 33.333333 USD");
}

TEST_F(Building, PutsBracketsOnlyWhereTheyAreNeeded) {
  const NodeId a = builder.input("a", {"a", "a"}, Unit());
  const NodeId b = builder.input("b", {"b", "b"}, Unit());
  const NodeId c = builder.input("c", {"c", "c"}, Unit());
  finish("x", *builder.multiply(*builder.add(a, b, somewhere), c, somewhere), "1", Kind::none);
  finish("y", *builder.subtract(a, *builder.subtract(b, c, somewhere), somewhere), "1", Kind::none);
  finish("z", *builder.divide(a, *builder.multiply(b, c, somewhere), somewhere), "1", Kind::none);
  finish("w", *builder.subtract(*builder.subtract(a, b, somewhere), c, somewhere), "1", Kind::none);
  const Program program = builder.take();
  const ExactRun run = run_exactly(program, std::vector<Exact>{1, 2, 3});
  const auto symbols = [&](StepId step) {
    return working_of(program, run, step, plain_working_style(Language::es)).symbols;
  };
  EXPECT_EQ(symbols(0), "(a + b) × c");
  EXPECT_EQ(symbols(1), "a − (b − c)");
  EXPECT_EQ(symbols(2), "a ÷ (b × c)");
  EXPECT_EQ(symbols(3), "a − b − c");
}

TEST_F(Building, GivesNoValueForADivisionByZeroAndSaysWhereOnce) {
  const NodeId a = builder.input("a", {}, Unit());
  const NodeId b = builder.input("b", {}, Unit());
  const NodeId bad = finish("bad", *builder.divide(a, b, somewhere), "1", Kind::none);
  finish("rests_on_bad", *builder.add(bad, a, somewhere), "1", Kind::none);
  finish("good", *builder.add(a, a, somewhere), "1", Kind::none);
  const Program program = builder.take();
  const ExactRun run = run_exactly(program, std::vector<Exact>{1, 0});
  const Faults faults = run.faults(program);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "step-divides-by-zero");
  EXPECT_EQ(faults[0].details, std::vector<std::string>{"bad"});
  EXPECT_EQ(run.value_of(program, 2), Exact(2));
}

TEST_F(Building, TakesOnlyTheBranchThatHolds) {
  const NodeId a = builder.input("a", {}, Unit());
  const NodeId zero = builder.literal(0, Unit());
  const NodeId is_zero = *builder.compare(Op::equal, a, zero, somewhere);
  const NodeId inverse = *builder.divide(builder.literal(1, Unit()), a, somewhere);
  finish("safe", *builder.select(is_zero, builder.literal(7, Unit()), inverse, somewhere), "1", Kind::none);
  const Program program = builder.take();
  EXPECT_EQ(run_exactly(program, std::vector<Exact>{0}).value_of(program, 0), Exact(7));
  EXPECT_EQ(run_exactly(program, std::vector<Exact>{4}).value_of(program, 0), Exact::fraction(1, 4));
}

TEST_F(Building, RoundsAPowerWithoutRationalValueTo34Digits) {
  const NodeId a = builder.input("a", {}, Unit());
  const NodeId half = builder.literal(Exact::fraction(1, 2), Unit());
  finish("root", *builder.power(a, half, somewhere), "1", Kind::none);
  const Program program = builder.take();
  const ExactRun run = run_exactly(program, std::vector<Exact>{2});
  // sqrt(2) to 34 significant digits, from any table.
  EXPECT_EQ(run.value_of(program, 0),
            Exact::from_digits("1414213562373095048801688724209698") * Exact::power_of_ten(-33));
  EXPECT_TRUE(working_of(program, run, 0, plain_working_style(Language::en)).approximated);
}

TEST_F(Building, AddsUpWhatIsThereWhenMissingTermsAreSkipped) {
  const NodeId a = builder.input("a", {}, unit("USD"));
  const NodeId b = builder.input("b", {}, unit("USD"));
  finish("total", *builder.sum(std::array{a, b}, {}, somewhere), "USD", Kind::gross);
  finish("product", *builder.multiply(a, builder.literal(2, Unit()), somewhere), "USD", Kind::gross);
  const Program program = builder.take();
  const std::vector<std::optional<Exact>> only_b{std::nullopt, Exact(5)};
  const ExactRun run = run_exactly(program, only_b, MissingTerms::skip);
  EXPECT_EQ(run.at(program.steps[0].root), Exact(5));
  EXPECT_FALSE(run.at(program.steps[1].root));
  const std::vector<std::optional<Exact>> neither(2);
  EXPECT_FALSE(run_exactly(program, neither, MissingTerms::skip).at(program.steps[0].root)) << "nothing is not zero";
}

}  // namespace
}  // namespace restituo
