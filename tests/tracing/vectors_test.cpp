// Every vector of tests/vectors/tracing-vectors.jsonl: published cases and our own, each with its exact answer.
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include <nlohmann/json.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/tracing/apportionment.hpp>
#include <restituo/tracing/asset.hpp>
#include <restituo/tracing/distribution.hpp>
#include <restituo/tracing/indirect.hpp>
#include "ledger_text.hpp"

namespace restituo {
namespace {

using Json = nlohmann::json;

std::vector<Json> vectors() {
  std::ifstream file(std::string(RESTITUO_SOURCE_DIR) + "/tests/vectors/tracing-vectors.jsonl");
  std::vector<Json> result;
  std::string line;
  while (std::getline(file, line)) {
    if (!line.empty()) result.push_back(Json::parse(line));
  }
  return result;
}

Exact number(const Json& text) { return read_number(text.get<std::string>(), {}).value(); }

std::vector<Exact> numbers(const Json& list) {
  std::vector<Exact> result;
  for (const Json& item : list) result.push_back(number(item));
  return result;
}

std::vector<TestRow> rows_of(const Json& events) {
  std::vector<TestRow> rows;
  for (const Json& event : events) {
    rows.push_back({event[0].is_null() ? "" : event[0].get<std::string>(), event[1].get<std::string>(),
                    std::stoll(event[2].get<std::string>()), event.size() > 3 ? event[3].get<std::string>() : ""});
  }
  return rows;
}

// The names that the vectors use for the methods.
Method method_of(const std::string& name) {
  static const std::map<std::string, Method> other{{"dirtyfirst", Method::dirty_first},
                                                   {"lifo", Method::lifo_as_popped},
                                                   {"prorata", Method::pro_rata},
                                                   {"individual-cap", Method::libr_cap},
                                                   {"individual-cap+prorata", Method::libr_individual},
                                                   {"pari-passu-final", Method::pari_passu}};
  const auto found = other.find(name);
  return found != other.end() ? found->second : method_from_name(name).value();
}

bool is_trace(const Json& vector) { return vector.contains("events"); }

TEST(Vectors, AreAllHere) { EXPECT_EQ(vectors().size(), 78U); }

TEST(Vectors, OfTracingGiveTheirAnswerToTheLastFraction) {
  int count = 0;
  for (const Json& vector : vectors()) {
    if (!is_trace(vector)) continue;
    ++count;
    const std::string name = vector["id"].get<std::string>() + " " + vector["method"].get<std::string>();
    const Book book = traced(rows_of(vector["events"]), {.method = method_of(vector["method"])});
    const Json& expect = vector["expect"];
    // The caps and final sharings say only what each claim has in the one account.
    const bool by_label = !expect.begin()->is_object();
    Json by_account = Json::object();
    by_account["X"] = expect;
    if (!by_label) by_account = expect;
    for (const auto& [account, wanted] : by_account.items()) {
      std::map<std::string, std::string> labels;
      for (const auto& [label, amount] : wanted.items()) labels[label] = number(amount).fraction_text();
      EXPECT_EQ(book.at(account), labels) << name << ", account " << account;
    }
  }
  EXPECT_EQ(count, 54);
}

// Where whole units are wanted the same ledgers give the same balances, and no label is a unit or more away.
TEST(Vectors, OfTracingDifferByLessThanAUnitWhenRounded) {
  for (const Json& vector : vectors()) {
    if (!is_trace(vector)) continue;
    const auto rows = rows_of(vector["events"]);
    const TraceChoices exact{.method = method_of(vector["method"])};
    TraceChoices whole = exact;
    whole.whole_units = true;
    const Book a = traced(rows, exact);
    for (const auto& [account, labels] : traced(rows, whole)) {
      for (const auto& [label, amount] : labels) {
        const auto found = a.at(account).find(label);
        const Exact other = found == a.at(account).end() ? Exact() : number(found->second);
        EXPECT_LT((number(amount) - other).magnitude(), Exact(5)) << vector["id"] << " " << account << " " << label;
      }
    }
  }
}

std::vector<LossClaim> claims_of(const Json& pairs) {
  std::vector<LossClaim> claims;
  for (const Json& pair : pairs) {
    LossClaim claim;
    claim.claimant = "claim " + std::to_string(claims.size() + 1);
    claim.paid_in = number(pair[0]);
    claim.received = number(pair[1]);
    claims.push_back(claim);
  }
  return claims;
}

std::vector<Exact> shares(const std::vector<LossClaim>& claims, SharingRule rule, const Exact& pool) {
  const PoolDistribution shared = distribute(claims, {.rule = rule, .pools = {pool}}).value();
  std::vector<Exact> result;
  for (const Share& share : shared.shares) result.push_back(share.exact);
  return result;
}

Json input_of(const std::string& id, const std::string& method) {
  for (const Json& vector : vectors()) {
    if (vector["id"] == id && vector["method"] == method && vector.contains("input")) return vector["input"];
  }
  return {};
}

TEST(Vectors, OfDistributionGiveTheirAnswerExactly) {
  const std::map<std::string, SharingRule> rules{{"net-loss", SharingRule::net_loss},
                                                 {"rising-tide", SharingRule::rising_tide},
                                                 {"talmud", SharingRule::talmud},
                                                 {"cel", SharingRule::equal_losses}};
  int count = 0;
  for (const Json& vector : vectors()) {
    const std::string id = vector["id"];
    const std::string method = vector["method"];
    const auto rule = rules.find(method);
    if (rule != rules.end()) {
      ++count;
      std::vector<LossClaim> claims;
      Exact pool;
      if (vector.contains("input") && vector["input"].contains("claims")) {
        claims = claims_of(vector["input"]["claims"]);
        pool = number(vector["input"]["pool"]);
      } else if (vector.contains("input")) {
        for (const Json& debt : vector["input"]["d"]) {
          claims.push_back({.claimant = std::to_string(claims.size()), .paid_in = number(debt)});
        }
        pool = number(vector["input"]["E"]);
      } else {  // tracing-vectors.md, D7: debts of 140 and 80, an estate of 100
        claims = claims_of(Json::parse(R"([["140","0"],["80","0"]])"));
        pool = 100;
      }
      EXPECT_EQ(shares(claims, rule->second, pool), numbers(vector["expect"])) << id << " " << method;
    } else if (method == "level") {
      ++count;
      const Json input = input_of(id, "rising-tide");
      const auto shared =
          distribute(claims_of(input["claims"]), {.rule = SharingRule::rising_tide, .pools = {number(input["pool"])}});
      EXPECT_EQ(shared->level, number(vector["expect"]));
    } else if (method == "largest-remainder") {  // tracing-vectors.md, D8 and T15
      ++count;
      const std::map<std::string, std::pair<Exact, std::vector<Exact>>> inputs{
          {"own-lrm-1", {100, {1, 1, 1}}}, {"owl-7", {1, {1, 1, 1}}}, {"own-lrm-2", {6'000'000, {90, 120, 150}}}};
      const auto& [units, weights] = inputs.at(id);
      EXPECT_EQ(apportioned(units, weights), numbers(vector["expect"])) << id;
    } else if (method == "net-principal") {  // D8: a transfer of 100 from a net principal of -50, 40, 300
      ++count;
      std::vector<Exact> credits;
      for (const int net : {-50, 40, 300}) {
        std::vector<LossClaim> claims = claims_of(Json::parse(R"([["400","0"],["0","0"]])"));
        claims[0].received = 400 - net;
        credits.push_back(credit_transfers(claims, {{"claim 1", "claim 2", 100, {}}}).value().front().credit);
      }
      EXPECT_EQ(credits, numbers(vector["expect"]));
    }
  }
  EXPECT_EQ(count, 12);
}

// tracing-vectors.md, part E: the year 2022 of the LUCA fixture. `vehicle_at_cost` says what the car was carried at.
IndirectSchedule luca(bool vehicle_at_cost) {
  IndirectSchedule schedule;
  schedule.period = "2022";
  schedule.assets = {{.label = "banks", .opening = 1'500'000, .closing = 6'060'000, .bank = true},
                     {.label = "rental", .opening = 0, .closing = 300'000}};
  ScheduleBalance vehicle{.label = "vehicle", .opening = 1'000'000, .closing = 900'000, .at_cost = false, .bought = 0};
  if (vehicle_at_cost) vehicle = {.label = "vehicle", .opening = 1'000'000, .closing = 1'000'000};
  schedule.assets.push_back(vehicle);
  schedule.liabilities = {{.label = "mortgage", .opening = 2'000'000, .closing = 2'000'000},
                          {.label = "card", .opening = 20'000, .closing = 0}};
  schedule.living = {{"living", 2'330'000}};
  schedule.taxes = {{"income tax", 400'000}};
  schedule.non_taxable = {{"inheritance", 5'000'000}, {"refund", 20'000}};
  schedule.reported = 1'000'000;
  schedule.deposits = 7'910'000;
  schedule.withdrawals = 3'350'000;
  schedule.transfers = 300'000;
  schedule.safeguards = {.opening_cash = 0,
                         .closing_cash = 0,
                         .cash_evidence = "fixture",
                         .likely_source = "business",
                         .sources_excluded = "",
                         .leads = {"none in the fixture"}};
  return schedule;
}

// Everything else in a schedule of one line: what the small published cases are.
IndirectSchedule one_line(const IndirectSchedule& from) {
  IndirectSchedule schedule = from;
  schedule.period = "published";
  schedule.safeguards = luca(true).safeguards;
  return schedule;
}

Exact answer(const IndirectSchedule& schedule, IndirectMethod method) {
  const IndirectResult result = indirect(schedule).value();
  for (const IndirectAnswer& entry : result.answers) {
    if (entry.method == method) return entry.understatement;
  }
  return -1;
}

TEST(Vectors, OfIndirectMethodsGiveTheirAnswer) {
  IndirectSchedule cunningham;  // E6
  cunningham.living = {{"a", 1377, 12}, {"b", 2361, 12}, {"c", 9444}, {"d", 5532}, {"e", 900, 12}};
  cunningham.non_taxable = {{"known income", 2950, 12}};
  cunningham.assets = {{.label = "bank", .opening = 3463, .closing = 2050, .bank = true}};
  IndirectSchedule key;  // E3
  key.living = {{"monthly", Exact::fraction(258'687, 100), 12}, {"rent", 1700, 6}, {"rent", 1190, 6}};
  IndirectSchedule holland;  // E4
  holland.assets = {{.label = "net worth", .opening = 0, .closing = 32'000}};
  holland.reported = 10'211;
  IndirectSchedule eschweiler;  // E5
  eschweiler.assets = {{.label = "a", .opening = 0, .closing = 50'000},
                       {.label = "b", .opening = 0, .closing = Exact::fraction(907'220, 100)},
                       {.label = "c", .opening = 0, .closing = 3'556},
                       {.label = "d", .opening = 0, .closing = 491}};
  const std::map<std::string, Exact> answers{
      {"luca-networth", answer(luca(false), IndirectMethod::net_worth)},
      {"luca-networth-at-cost", answer(luca(true), IndirectMethod::net_worth)},
      {"luca-expenditure", answer(luca(false), IndirectMethod::expenditures)},
      {"luca-deposits", answer(luca(false), IndirectMethod::bank_deposits)},
      {"cunningham-blode", answer(one_line(cunningham), IndirectMethod::expenditures)},
      {"key", answer(one_line(key), IndirectMethod::expenditures)},
      {"holland", answer(one_line(holland), IndirectMethod::net_worth)},
      {"eschweiler", answer(one_line(eschweiler), IndirectMethod::net_worth)}};
  int count = 0;
  for (const Json& vector : vectors()) {
    const auto found = answers.find(vector["id"]);
    if (found == answers.end()) continue;
    ++count;
    EXPECT_EQ(found->second, number(vector["expect"])) << found->first;
  }
  EXPECT_EQ(count, 8);
}

TEST(Vectors, OfAssetsGiveTheirAnswer) {
  // A1: five premiums, two of them from the trust.
  const AssetAnswer foskett =
      entitlements({.name = "policy",
                    .parts = {{"own", Contributor::holder, 3 * 10'220}, {"trust", Contributor::claim, 2 * 10'220}},
                    .value = 1'000'000},
                   LoanConvention::by_cost);
  // A2: a farm bought 89 : 11 with separate and community money, of which each spouse has half.
  const AssetAnswer sibley =
      entitlements({.name = "farm",
                    .parts = {{"separate", Contributor::innocent, 89}, {"community", Contributor::innocent, 11}},
                    .value = 100},
                   LoanConvention::by_cost);
  const Exact community_half = *sibley.claims[1].share_value / 2;
  // A3: what was received in all, and what reached Kildare before the last credits.
  std::vector<Asset> durant{{.name = "Kildare",
                             .parts = {{"Sao Paulo", Contributor::claim, Exact::fraction(770'869'910, 100)},
                                       {"bank:Chanani", Contributor::lender, 5'000'000}}}};
  const Exact all = Exact::fraction(1'050'005'535, 100);
  const auto backward = trace_backward(
      durant, {{"bank:Chanani", {{"Sao Paulo", Contributor::claim, all - durant[0].parts[0].paid}}, {"judgment", ""}}});
  EXPECT_EQ(durant[0].parts[0].paid, all);

  int count = 0;
  for (const Json& vector : vectors()) {
    const std::string id = vector["id"];
    if (id == "foskett") {
      ++count;
      EXPECT_EQ(vector["method"] == "share" ? *foskett.claims[0].elected : foskett.claims[0].lien,
                number(vector["expect"]));
    } else if (id == "sibley") {
      ++count;
      EXPECT_EQ((std::vector<Exact>{*sibley.claims[0].share_value + community_half, community_half}),
                numbers(vector["expect"]));
    } else if (id == "durant") {
      ++count;
      EXPECT_EQ(backward.at(0).amount, number(vector["expect"]));
    }
  }
  EXPECT_EQ(count, 4);
}

// A house for 23,000: 20,000 were lent, 1,320 came from a claim, 1,680 from the holder. 1,000 of another claim repaid
// the loan, so 19,000 are owed, stated or not: tracing backward changes who paid, not how much was repaid.
TEST(TracingBackward, TakesNothingOffWhatIsStatedAsStillOwed) {
  for (const bool stated : {true, false}) {
    std::vector<Asset> assets{{.name = "house",
                               .parts = {{"a", Contributor::claim, 1'320},
                                         {"own", Contributor::holder, 1'680},
                                         {"bank:mortgage", Contributor::lender, 20'000}},
                               .value = 27'000}};
    if (stated) assets[0].outstanding = 19'000;
    const auto traced =
        trace_backward(assets, {{"bank:mortgage", {{"b", Contributor::claim, 1'000}}, {"letter", "carta"}}});
    EXPECT_EQ(traced.at(0).amount, Exact(1'000));
    const AssetAnswer by_cost = entitlements(assets[0], LoanConvention::by_cost);
    EXPECT_EQ(by_cost.owed, Exact(19'000)) << stated;
    EXPECT_EQ(by_cost.cost, Exact(23'000));
    EXPECT_EQ(by_cost.claims[1].share_value, Exact::fraction(27'000, 23));
    // 27,000 less 19,000 are 8,000, and 4,000 was paid in cash: each unit has doubled.
    const AssetAnswer by_equity = entitlements(assets[0], LoanConvention::by_equity);
    EXPECT_EQ(by_equity.owed, Exact(19'000)) << stated;
    EXPECT_EQ(by_equity.claims[0].share_value, Exact(2'640)) << stated;
    EXPECT_EQ(by_equity.claims[1].share_value, Exact(2'000)) << stated;
  }
}

}  // namespace
}  // namespace restituo
