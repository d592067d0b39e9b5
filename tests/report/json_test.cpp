// result.json: the contract of docs/formats/result.schema.json, and the promises of result.md.
#include <gtest/gtest.h>

#include <clocale>
#include <set>

#include <nlohmann/json.hpp>

#include <restituo/quantity/decimal.hpp>

#include <../src/report/json_writer.hpp>

#include "sample.hpp"

namespace restituo {
namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  ADD_FAILURE() << "the schema names a type this test does not know: " << type;
  return false;
}

// The three patterns of the schema, read by hand: what looks like an exact number, and a digest.
bool has_pattern(const std::string& text, const std::string& pattern) {
  if (pattern == "^[0-9a-f]{64}$") {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
  }
  if (pattern == "^-?[0-9]+(\\.[0-9]+|/[0-9]+)?$") {
    return read_number(text, {}).has_value();
  }
  ADD_FAILURE() << "the schema has a pattern this test does not know: " << pattern;
  return false;
}

using Failures = std::vector<std::string>;

// The part of JSON Schema 2020-12 that the schema uses; any other keyword is a failure too.
void check(const json& value, const json& schema, const json& root, const std::string& path, Failures& failures) {
  if (schema.contains("$ref")) {
    const std::string name = schema["$ref"].get<std::string>().substr(std::string("#/$defs/").size());
    check(value, root["$defs"][name], root, path, failures);
    return;
  }
  for (const auto& [keyword, wanted] : schema.items()) {
    bool holds = true;
    if (keyword == "type") {
      const auto types =
          wanted.is_array() ? wanted.get<std::vector<std::string>>() : std::vector{wanted.get<std::string>()};
      holds = std::any_of(types.begin(), types.end(), [&](const std::string& type) { return has_type(value, type); });
    } else if (keyword == "const") {
      holds = value == wanted;
    } else if (keyword == "enum") {
      holds = std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    } else if (keyword == "minLength") {
      holds = !value.is_string() || value.get<std::string>().size() >= wanted.get<std::size_t>();
    } else if (keyword == "minItems") {
      holds = !value.is_array() || value.size() >= wanted.get<std::size_t>();
    } else if (keyword == "maxItems") {
      holds = !value.is_array() || value.size() <= wanted.get<std::size_t>();
    } else if (keyword == "pattern") {
      holds = !value.is_string() || has_pattern(value.get<std::string>(), wanted.get<std::string>());
    } else if (keyword == "required") {
      holds = !value.is_object() || std::all_of(wanted.begin(), wanted.end(), [&](const json& key) {
        return value.contains(key.get<std::string>());
      });
    } else if (keyword == "additionalProperties") {
      const json inspected = value.is_object() ? value : json::object();
      for (const auto& [key, inner] : inspected.items()) {
        holds = holds && schema["properties"].contains(key);
      }
    } else if (keyword == "properties") {
      for (const auto& [key, inner] : wanted.items()) {
        if (value.is_object() && value.contains(key)) {
          check(value[key], inner, root, path + "/" + key, failures);
        }
      }
    } else if (keyword == "items") {
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
        check(value[i], wanted, root, path + "/" + std::to_string(i), failures);
      }
    } else {
      holds = keyword == "$schema" || keyword == "$defs" || keyword == "title" || keyword == "description";
    }
    if (!holds) {
      failures.push_back(path + " breaks " + keyword + ": " + value.dump().substr(0, 200));
    }
  }
}

json schema() {
  return json::parse(test::text_of_file(std::string(RESTITUO_SOURCE_DIR) + "/docs/formats/result.schema.json"));
}

Failures failures_of(const json& result) {
  Failures failures;
  check(result, schema(), schema(), "", failures);
  return failures;
}

TEST(Result, IsWhatItsSchemaSays) {
  for (const std::string& folder : test::example_folders()) {
    const auto made = test::example(folder);
    for (const Language language : all_languages()) {
      EXPECT_EQ(failures_of(json::parse(json_report(made.estimate, test::context(language)))), Failures{}) << folder;
    }
  }
  const auto hostile = test::hostile_sample();
  EXPECT_EQ(failures_of(json::parse(json_report(hostile.estimate, test::context(Language::es)))), Failures{});
}

TEST(Schema, RefusesWhatTheContractDoesNotAllow) {
  const json good = json::parse(json_report(test::hostile_sample().estimate, test::context(Language::en)));
  const auto refused = [&](auto spoil) {
    json result = good;
    spoil(result);
    return !failures_of(result).empty();
  };
  EXPECT_TRUE(refused([](json& result) { result["figures"][0]["exact"] = 1.5; }));
  EXPECT_TRUE(refused([](json& result) { result["figures"][0]["exact"] = "1,5"; }));
  EXPECT_TRUE(refused([](json& result) { result["figures"][0]["p05_limits"] = {1.0}; }));
  EXPECT_TRUE(refused([](json& result) { result["figures"][0].erase("p05"); }));
  EXPECT_TRUE(refused([](json& result) { result["figures"][0]["extra"] = 1; }));
  EXPECT_TRUE(refused([](json& result) { result["digest"] = "abc"; }));
  EXPECT_FALSE(refused([](json&) {}));
}

TEST(Result, HasTheFoundingFiguresToTheCent) {
  const auto made = test::example("puebla-reynosa-new-york");
  const json result = json::parse(json_report(made.estimate, test::context(Language::en)));
  std::map<std::string, json> figures;
  for (const auto& figure : result["figures"]) figures[figure["id"]] = figure;
  EXPECT_EQ(figures["gross"]["exact"], "941760.00");
  EXPECT_EQ(figures["gross"]["unit"], "USD");
  EXPECT_EQ(figures["gross"]["kind"], "gross");
  EXPECT_EQ(figures["gross"]["part"], "total");
  EXPECT_EQ(figures["net"]["exact"], "659232.00");
  EXPECT_TRUE(figures["gross"]["drawn"]);
  EXPECT_LT(figures["gross"]["p05"], figures["gross"]["p50"]);
  EXPECT_LT(figures["gross"]["p50"], figures["gross"]["p95"]);
  EXPECT_EQ(result["digest"], made.estimate.digest);
  EXPECT_EQ(result["manifest"]["seed"], "7");
  EXPECT_FALSE(result["comparisons"].empty());
}

TEST(Result, HasTheKeysOfTheContractInTheirOrder) {
  const auto made = test::hostile_sample();
  const auto result = nlohmann::ordered_json::parse(json_report(made.estimate, test::context(Language::en)));
  std::vector<std::string> keys;
  for (const auto& [key, value] : result["figures"][0].items()) keys.push_back(key);
  const std::vector<std::string> contract{"id",   "label", "victim", "head", "kind", "unit", "exact",
                                          "mean", "p05",   "p25",    "p50",  "p75",  "p95",  "error"};
  ASSERT_GE(keys.size(), contract.size());
  EXPECT_TRUE(std::equal(contract.begin(), contract.end(), keys.begin()));
}

TEST(Result, ReadsBackToTheVeryDoubleThatWasSimulated) {
  const auto made = test::example("daily-quota");
  const json result = json::parse(json_report(made.estimate, test::context(Language::en)));
  for (std::size_t i = 0; i < made.estimate.figures.size(); ++i) {
    const Figure& figure = made.estimate.figures[i];
    const json& written = result["figures"][i];
    if (!figure.spread) continue;
    EXPECT_EQ(written["mean"].get<double>(), figure.spread->mean);
    EXPECT_EQ(written["p05"].get<double>(), figure.spread->p05);
    EXPECT_EQ(written["p95_limits"][1].get<double>(), figure.spread->p95_high);
    EXPECT_EQ(written["at_or_above_exact"].get<double>(), figure.spread->at_or_above_claim);
  }
}

TEST(Result, GivesTheExactValueWhereNothingWasDrawn) {
  auto made = test::hostile_sample();
  Figure& figure = made.estimate.figures.front();
  figure.spread.reset();
  const json written = json::parse(json_report(made.estimate, test::context(Language::en)))["figures"][0];
  EXPECT_FALSE(written["drawn"]);
  for (const char* key : {"mean", "p05", "p25", "p50", "p75", "p95"}) EXPECT_EQ(written[key], figure.exact.to_double());
  EXPECT_EQ(written["error"], 0.0);
  EXPECT_TRUE(written["p05_limits"].is_null());
}

TEST(Result, SaysTheSameNumbersInBothLanguages) {
  for (const std::string& folder : test::example_folders()) {
    const auto made = test::example(folder);
    json en = json::parse(json_report(made.estimate, test::context(Language::en)));
    json es = json::parse(json_report(made.estimate, test::context(Language::es)));
    EXPECT_EQ(en["digest"], es["digest"]);
    ASSERT_EQ(en["figures"].size(), es["figures"].size());
    for (std::size_t i = 0; i < en["figures"].size(); ++i) {
      en["figures"][i].erase("label");
      es["figures"][i].erase("label");
      EXPECT_EQ(en["figures"][i], es["figures"][i]);
    }
  }
}

TEST(Result, HasTheSameBytesEachTimeAndInEveryLocale) {
  const auto made = test::example("three-workers-restaurant");
  const std::string first = json_report(made.estimate, test::context(Language::es));
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "es_MX.UTF-8", "C.UTF-8", "C"}) {
    std::setlocale(LC_ALL, name);  // where the machine does not have it, nothing changes
    EXPECT_EQ(json_report(made.estimate, test::context(Language::es)), first) << name;
  }
  std::setlocale(LC_ALL, before.c_str());
}

TEST(Result, TellsOfEveryWarningWhatItIsAndWhatToDo) {
  const auto made = test::example("regional-table");
  const json result = json::parse(json_report(made.estimate, test::context(Language::es)));
  ASSERT_EQ(result["warnings"].size(), made.estimate.warnings.size());
  ASSERT_FALSE(result["warnings"].empty());
  EXPECT_EQ(result["warnings"][0]["code"], made.estimate.warnings[0].code);
  EXPECT_EQ(result["warnings"][0]["message"], what_is_wrong(made.estimate.warnings[0], Language::es));
}

TEST(Result, GivesEveryStepWithWhatItRestsOn) {
  const auto made = test::hostile_sample();
  const json result = json::parse(json_report(made.estimate, test::context(Language::en)));
  std::set<std::string> inputs;
  for (const auto& input : result["inputs"]) inputs.insert(input["id"]);
  std::size_t line = 0;
  for (const auto& step : result["steps"]) {
    EXPECT_EQ(step["line"], ++line);
    EXPECT_FALSE(step["rests_on"].empty()) << step["id"];
    for (const auto& input : step["rests_on"]) EXPECT_EQ(inputs.count(input), 1U);
  }
  EXPECT_EQ(line, made.estimate.bound.program.steps.size());
}

TEST(JsonWriter, EscapesWhatJsonMustAndWritesTheRestAsItIs) {
  JsonWriter writer;
  writer.begin_object();
  const std::string text = "\"\\/\b\f\n\r\t\x01\x7F é ñ \u2028 <>&'";
  writer.member("text", text);
  writer.member("zero", 0.0);
  writer.member("tenth", 0.1);
  writer.member("tiny", 5e-324);
  writer.member("huge", 1.7976931348623157e308);
  writer.member("whole", std::uint64_t{18446744073709551615U});
  writer.key("empty");
  writer.begin_list();
  writer.end_list();
  writer.end_object();
  const std::string written = writer.take();
  const json back = json::parse(written);
  EXPECT_EQ(back["text"], text);
  EXPECT_EQ(back["tenth"].get<double>(), 0.1);
  EXPECT_EQ(back["tiny"].get<double>(), 5e-324);
  EXPECT_EQ(back["huge"].get<double>(), 1.7976931348623157e308);
  EXPECT_EQ(back["whole"].get<std::uint64_t>(), 18446744073709551615U);
  EXPECT_NE(written.find("é ñ"), std::string::npos);
  EXPECT_EQ(written.back(), '\n');
}

}  // namespace
}  // namespace restituo
