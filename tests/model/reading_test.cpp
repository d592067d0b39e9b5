#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <model/small_library.hpp>
#include <restituo/model/verify.hpp>

namespace restituo {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Faults faults_of(const std::string& name, const std::string& text) { return library_of({{name, text}}).faults; }

std::string simple(const std::string& formula, const std::string& unit = "CUR", const std::string& kind = "gross") {
  return model_head("m") + input_text("price", "CUR/act") + input_text("acts", "act") +
         step_text({"gross", unit, formula, kind, "period", to_cents});
}

TEST(ModelFile, IsAcceptedWhereEverythingIsSaid) {
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", simple("price * acts"))), IsEmpty());
}

TEST(ModelFile, RefusesAUnitThatTheFormulaDoesNotGive) {
  const Faults faults = faults_of("profit/m.toml", simple("price * acts", "CUR/day"));
  ASSERT_THAT(codes_of(faults), ElementsAre("step-unit-differs"));
  EXPECT_EQ(faults[0].details, (std::vector<std::string>{"gross", "CUR/day", "CUR"}));
  EXPECT_EQ(faults[0].place.line, 18U);
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", simple("price + acts"))), ElementsAre("formula-units-differ"));
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", simple("price * actz"))), ElementsAre("formula-unknown-name"));
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", simple("as_net(price * acts)"))), ElementsAre("step-kind-differs"));
}

TEST(ModelFile, CollectsAllFaultsOfAFileAtOnce) {
  const std::string text =
      "format = 2\nid = \"M!\"\ntitle = { en = \"T\" }\nuse = \"persn\"\nanswrs = { en = \"A\", es = \"A\" }\nmethod = "
      "{}\n";
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", text)),
              UnorderedElementsAre("format-unknown", "identifier-form", "key-missing", "choice-unknown", "key-missing",
                                   "key-unknown", "model-without-limits", "key-missing"));
}

TEST(ModelFile, RefusesAValueWithoutSourcePinOrStatus) {
  const std::string parameter =
      "[[parameter]]\nid = \"margin\"\nper = \"case\"\nunit = \"1\"\nlabel = { en = \"m\", es = \"m\" }\n"
      "[[parameter.value]]\nvalue = \"0.7\"\n";
  const std::string step = step_text({"x", "1", "margin", "", "case"});
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", model_head("m") + parameter + step)),
              ElementsAre("key-missing", "key-missing", "pin-missing"));
  const std::string sourced = parameter + "source = \"exhibt\"\npin = \"p. 1\"\nstatus = \"read\"\n";
  const Faults unknown = faults_of("profit/m.toml", model_head("m") + sourced + step);
  ASSERT_THAT(codes_of(unknown), ElementsAre("source-unknown"));
  EXPECT_EQ(unknown[0].details[1], "exhibit") << "the nearest known source is offered";
}

TEST(ModelFile, RefusesNumbersWithoutQuotesAndWithCommas) {
  const auto with = [](const std::string& value) {
    return model_head("m") +
           "[[input]]\nid = \"x\"\nper = \"case\"\nunit = \"1\"\nlabel = { en = \"x\", es = \"x\" }\nat_least = " +
           value + "\n" + step_text({"y", "1", "x", "", "case"});
  };
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", with("0.7"))), ElementsAre("number-unquoted"));
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", with("7"))), ElementsAre("number-unquoted"));
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", with("\"0,7\""))), ElementsAre("number-comma"));
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", with("\"1/0\""))), ElementsAre("fraction-zero-denominator"));
}

TEST(ModelFile, RefusesAFigureOfMoneyThatDoesNotSayItsRounding) {
  const std::string text = model_head("m") + input_text("price", "CUR/act") + input_text("acts", "act") +
                           step_text({"gross", "CUR", "price * acts", "gross", "period", "figure = true\n"});
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", text)), ElementsAre("figure-without-rounding"));
}

TEST(ModelFile, RefusesNamesBeforeTheirStepsAndNamesTwice) {
  const std::string circle =
      model_head("m") + step_text({"a", "1", "b", "", "case"}) + step_text({"b", "1", "2", "", "case"});
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", circle)), Contains("step-uses-later-step"));
  const std::string twice =
      model_head("m") + step_text({"a", "1", "1", "", "case"}) + step_text({"a", "1", "2", "", "case"});
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", twice)), Contains("name-twice"));
}

TEST(ModelFile, RefusesASumThatSkipsALevel) {
  const std::string text = model_head("m") + input_text("x", "1") + step_text({"y", "1", "x", "", "case"});
  EXPECT_THAT(codes_of(faults_of("profit/m.toml", text)), ElementsAre("formula-wrong-level"));
}

TEST(Check, FailsWhereThePublishedAnswerIsAnother) {
  const auto with = [](const std::string& expected, const std::string& within) {
    return simple("price * acts") +
           "[[check]]\nsays = \"c\"\nperiod = [ { price = \"1.006\", acts = \"1\" } ]\nexpect = { gross = \"" +
           expected + "\" }\nwithin = \"" + within +
           "\"\nbecause = \"b\"\nsource = \"exhibit\"\npin = \"1\"\nuses = \"read\"\n";
  };
  const auto result = [&](const std::string& expected, const std::string& within) {
    const auto library = library_of({{"profit/m.toml", with(expected, within)}});
    EXPECT_THAT(codes_of(library.faults), IsEmpty());
    const auto results = verify_models(library.value);
    EXPECT_EQ(results.size(), 1U);
    return results.front().passed ? std::string("passed") : results.front().faults.front().code;
  };
  EXPECT_EQ(result("1.01", "0"), "passed");
  EXPECT_EQ(result("1.006", "0"), "check-differs") << "the step rounds to cents, and the check sees the cents";
  EXPECT_EQ(result("1.02", "0.01"), "passed");
  EXPECT_EQ(result("1.03", "0.01"), "check-differs");
  EXPECT_EQ(result("1.00", "1%"), "passed");
  EXPECT_EQ(result("1.0", "rounding"), "passed");
  EXPECT_EQ(result("1.1", "rounding"), "check-differs");
  EXPECT_EQ(result("1.1", "about"), "check-tolerance-form");
}

TEST(Series, HoldsEachValueUntilTheNextAndEndsWhereItWasChecked) {
  Faults faults;
  const auto series =
      read_series({"series/w.toml",
                   "format = 1\nid = \"w\"\ntitle = { en = \"w\", es = \"w\" }\nunit = \"USD/hour\"\n"
                   "holds = \"until-next\"\nuntil = 2010-12-31\n"
                   "[[value]]\nfrom = 2008-07-24\nvalue = \"6.55\"\nsource = \"s\"\npin = \"p\"\nstatus = \"read\"\n"
                   "[[value]]\nfrom = 2009-07-24\nvalue = \"7.25\"\nsource = \"s\"\npin = \"p\"\nstatus = \"read\"\n"},
                  faults);
  ASSERT_TRUE(series) << text_of(faults.front(), Language::en);
  EXPECT_EQ(series->value_on(Date::of(2008, 7, 23)), nullptr);
  EXPECT_EQ(series->value_on(Date::of(2009, 7, 23))->value, Exact::fraction(655, 100));
  EXPECT_EQ(series->value_on(Date::of(2009, 7, 24))->value, Exact::fraction(725, 100));
  EXPECT_EQ(series->value_on(Date::of(2010, 12, 31))->value, Exact::fraction(725, 100));
  EXPECT_EQ(series->value_on(Date::of(2011, 1, 1)), nullptr);
}

}  // namespace
}  // namespace restituo
