// The functions of the law are made of ordinary operations: what they give, and that both interpreters give it.
#include <array>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <restituo/formula/exact_run.hpp>
#include <restituo/formula/program.hpp>
#include <restituo/formula/sampled_run.hpp>
#include <restituo/quantity/day_count.hpp>
#include "../../src/formula/built_in.hpp"

namespace restituo {
namespace {

const Place nowhere;

// Programs of one or more answers over some inputs, run by both interpreters.
class Answers {
 public:
  using Make = std::function<std::vector<NodeId>(ProgramBuilder&, const std::vector<NodeId>&)>;

  Answers(std::size_t inputs, const Make& make) {
    ProgramBuilder builder;
    std::vector<NodeId> nodes;
    for (std::size_t i = 0; i < inputs; ++i) nodes.push_back(builder.input("x" + std::to_string(i), {}, Unit()));
    for (const NodeId node : make(builder, nodes)) {
      Step step;
      step.id = step.name = "answer" + std::to_string(steps_.size());
      steps_.push_back(static_cast<StepId>(steps_.size()));
      EXPECT_TRUE(builder.finish(std::move(step), node, Unit(), Kind::none, {}));
    }
    program_ = builder.take();
  }

  std::vector<Exact> exactly(const std::vector<Exact>& inputs) const {
    const ExactRun run = run_exactly(program_, inputs);
    std::vector<Exact> values;
    for (const StepId step : steps_) values.push_back(run.value_of(program_, step));
    return values;
  }

  std::vector<double> in_doubles(const std::vector<Exact>& inputs) const {
    std::vector<InputId> drawn;
    std::vector<double> values;
    std::vector<const double*> in;
    for (const Exact& input : inputs) {
      drawn.push_back(static_cast<InputId>(drawn.size()));
      values.push_back(input.to_double());
    }
    for (const double& value : values) in.push_back(&value);
    const SampledProgram sampled(program_, run_exactly(program_, inputs), drawn, steps_);
    SampledProgram::Workspace workspace(sampled);
    std::vector<double> answers(steps_.size());
    std::vector<double*> out;
    for (double& answer : answers) out.push_back(&answer);
    sampled.run(in, out, 1, workspace);
    return answers;
  }

 private:
  Program program_;
  std::vector<StepId> steps_;
};

Answers one(std::size_t inputs,
            const std::function<Outcome<NodeId>(ProgramBuilder&, const std::vector<NodeId>&)>& make) {
  return Answers(inputs, [&](ProgramBuilder& builder, const std::vector<NodeId>& in) {
    return std::vector<NodeId>{make(builder, in).value()};
  });
}

void expect_agreement(const Answers& answers, const std::function<std::vector<Exact>(std::mt19937_64&)>& inputs,
                      double tolerance = 1e-12) {
  std::mt19937_64 random(20261126);
  for (int round = 0; round < 2000; ++round) {
    const std::vector<Exact> values = inputs(random);
    const double exact = answers.exactly(values).front().to_double();
    EXPECT_NEAR(answers.in_doubles(values).front(), exact, tolerance * std::max(1.0, exact < 0 ? -exact : exact));
  }
}

Exact hundredths(std::mt19937_64& random, std::uint64_t most) {
  return Exact::fraction(static_cast<std::int64_t>(random() % (most + 1)), 100);
}

TEST(BuiltIn, HoursAboveTheThresholdAreCountedSoManyTimes) {
  const Answers pay = one(
      3, [](ProgramBuilder& b, const std::vector<NodeId>& x) { return hours_to_pay(b, x[0], x[1], x[2], nowhere); });
  EXPECT_EQ(pay.exactly({60, 40, Exact::fraction(3, 2)}).front(), Exact(70));
  EXPECT_EQ(pay.exactly({40, 40, Exact::fraction(3, 2)}).front(), Exact(40));
  expect_agreement(pay, [](auto& random) {
    return std::vector<Exact>{hundredths(random, 16'800), hundredths(random, 6'000), hundredths(random, 300)};
  });
}

// 29 C.F.R. 778.110(b): 46 hours at 12 dollars and a bonus of 46.
TEST(BuiltIn, AWorkweekPaysOvertimeOnTheRateWithTheBonus) {
  const Answers pay =
      one(5, [](ProgramBuilder& b, const std::vector<NodeId>& x) { return workweek_pay(b, x, nowhere); });
  EXPECT_EQ(pay.exactly({46, 12, 46, 40, Exact::fraction(3, 2)}).front(), Exact(637));
  EXPECT_EQ(pay.exactly({0, 12, 46, 40, Exact::fraction(3, 2)}).front(), Exact(46)) << "no hours: the bonus alone";
  expect_agreement(pay, [](auto& random) {
    return std::vector<Exact>{hundredths(random, 16'800), hundredths(random, 5'000), hundredths(random, 20'000), 40,
                              Exact::fraction(3, 2)};
  });
}

TEST(BuiltIn, TrebleIsTheTotalSoTwiceComesOnTop) {
  const Answers on_top = one(
      2, [](ProgramBuilder& b, const std::vector<NodeId>& x) { return statutory_addition(b, x[0], x[1], nowhere); });
  EXPECT_EQ(on_top.exactly({100, 3}).front(), Exact(200));
  EXPECT_EQ(on_top.exactly({100, 1}).front(), Exact(0));
}

TEST(BuiltIn, InterestIsSimpleOrCompoundsOnEachAnniversary) {
  const Date from = Date::parse("2016-02-29", nowhere).value();
  const Date to = Date::parse("2019-06-30", nowhere).value();
  const auto interest = [&](bool compound, DayCount count) {
    return one(2, [=](ProgramBuilder& b, const std::vector<NodeId>& x) {
      return compound ? compound_interest(b, x[0], x[1], from, to, count, nowhere)
                      : simple_interest(b, x[0], x[1], from, to, count, nowhere);
    });
  };
  const auto inputs = [](auto& random) {
    return std::vector<Exact>{hundredths(random, 100'000'000),
                              Exact::fraction(static_cast<std::int64_t>(random() % 2000), 10'000)};
  };
  for (const DayCount count : {DayCount::actual_365, DayCount::thirty_360}) {
    const Exact years = year_fraction(count, from, to);
    EXPECT_EQ(interest(false, count).exactly({1000, Exact::fraction(1, 10)}).front(), Exact(100) * years);
    expect_agreement(interest(false, count), inputs);
    // Three whole years at 10 %, then the days since 28 February 2019.
    const Exact rest = year_fraction(count, from.plus_months(36), to);
    EXPECT_EQ(interest(true, count).exactly({1000, Exact::fraction(1, 10)}).front(),
              Exact(1000) * (Exact::fraction(1331, 1000) * (Exact(1) + rest / 10) - 1));
    expect_agreement(interest(true, count), inputs);
  }
}

TEST(BuiltIn, AnnuitiesAreWorthTheirPaymentsBroughtToOneDay) {
  for (const bool past : {false, true}) {
    const Answers value = one(2, [=](ProgramBuilder& b, const std::vector<NodeId>& x) {
      return past ? annuity_past(b, x[0], x[1], nowhere) : annuity(b, x[0], x[1], nowhere);
    });
    EXPECT_EQ(value.exactly({0, 12}).front(), Exact(12)) << "without interest";
    Exact sum;  // payment by payment
    for (int k = 0; k < 5; ++k) sum = sum + Exact::fraction(21, 20).power(past ? k : -(k + 1));
    EXPECT_EQ(value.exactly({Exact::fraction(1, 20), 5}).front(), sum);
    expect_agreement(
        value,
        [](auto& random) {  // from half a per cent a month on, up to forty years of months
          return std::vector<Exact>{Exact::fraction(static_cast<std::int64_t>(48 + random() % 800), 10'000),
                                    static_cast<std::int64_t>(1 + random() % 480)};
        },
        1e-11);  // of (1 + rate)^-n hardly anything may be left of 1, or much: both lose a digit
  }
}

// One total among several, to the cent: it adds up, nobody is a cent away from her quota, and a tie goes to the first.
// In draws a tie of remainders may fall on another person, as doubles cannot see it; the total adds up there too.
TEST(BuiltIn, AllocationAddsUpToTheTotalInBothInterpreters) {
  const Exact cent = Exact::fraction(1, 100);
  for (std::size_t members = 1; members <= 6; ++members) {
    const Answers shares(members + 1, [&](ProgramBuilder& b, const std::vector<NodeId>& x) {
      const std::vector<NodeId> weights(x.begin() + 1, x.end());
      std::vector<NodeId> made;
      for (std::size_t own = 0; own < members; ++own)
        made.push_back(allocation(b, x[0], weights, own, cent, nowhere).value());
      return made;
    });
    std::mt19937_64 random(members);
    for (int round = 0; round < 500; ++round) {
      std::vector<Exact> inputs{hundredths(random, 100'000'000)};
      Exact all;
      for (std::size_t i = 0; i < members; ++i) {
        inputs.push_back(static_cast<std::int64_t>(random() % (round % 2 == 0 ? 3 : 1000)));
        all = all + inputs.back();
      }
      const std::vector<Exact> exact = shares.exactly(inputs);
      const std::vector<double> drawn = shares.in_doubles(inputs);
      Exact sum;
      double sum_drawn = 0;
      for (std::size_t i = 0; i < members; ++i) {
        const Exact quota =
            all.is_zero() ? inputs[0] / Exact(static_cast<std::int64_t>(members)) : inputs[0] * inputs[i + 1] / all;
        EXPECT_LT((exact[i] - quota).magnitude(), cent);
        EXPECT_NEAR(drawn[i], exact[i].to_double(), 0.01 + 1e-8);
        sum = sum + exact[i];
        sum_drawn += drawn[i];
      }
      EXPECT_EQ(sum, inputs[0]);
      EXPECT_NEAR(sum_drawn, inputs[0].to_double(), 1e-6);
    }
  }
  const Answers thirds(4, [&](ProgramBuilder& b, const std::vector<NodeId>& x) {
    std::vector<NodeId> made;
    for (std::size_t own = 0; own < 3; ++own)
      made.push_back(allocation(b, x[0], std::vector(x.begin() + 1, x.end()), own, cent, nowhere).value());
    return made;
  });
  EXPECT_EQ(thirds.exactly({100, 1, 1, 1}),
            (std::vector<Exact>{Exact::fraction(3334, 100), Exact::fraction(3333, 100), Exact::fraction(3333, 100)}));
}

}  // namespace
}  // namespace restituo
