// The seven properties of asset-tracing.md 8.1, each over at least ten thousand random ledgers from a fixed seed, and
// the agreement of the fast structures with slow, plain ones.
#include <gtest/gtest.h>

#include <deque>
#include <random>
#include <set>

#include <restituo/tracing/bounds.hpp>
#include <restituo/tracing/distribution.hpp>
#include <restituo/tracing/indirect.hpp>
#include <restituo/tracing/ledger_bounds.hpp>
#include "ledger_text.hpp"

namespace restituo {
namespace {

constexpr int runs = 10'000;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  // 0 to most; the remainder's bias is nothing at these sizes, and the same everywhere.
  std::int64_t up_to(std::int64_t most) {
    return static_cast<std::int64_t>(engine_() % (static_cast<std::uint64_t>(most) + 1));
  }
  bool one_in(std::int64_t n) { return up_to(n - 1) == 0; }

 private:
  std::mt19937_64 engine_;
};

struct Shape {
  int accounts = 1;
  int claims = 1;
  bool own_money = true;
  bool overdrafts = false;
  int rows = 12;
};

// Deposits, payments to a sink, transfers; without overdrafts a payment never exceeds what is there.
std::vector<TestRow> random_rows(Random& random, const Shape& shape) {
  std::vector<TestRow> rows;
  std::vector<MinorUnits> balance(static_cast<std::size_t>(shape.accounts), 0);
  const auto name = [](std::size_t account) { return std::string(1, static_cast<char>('X' + account)); };
  const std::int64_t count = 2 + random.up_to(shape.rows - 2);
  while (static_cast<std::int64_t>(rows.size()) < count) {
    const auto account = static_cast<std::size_t>(random.up_to(shape.accounts - 1));
    const std::int64_t kind = random.up_to(3);
    if (kind < 2 || (!shape.overdrafts && balance[account] == 0)) {
      const bool own = shape.own_money && random.one_in(2);
      const std::string label = own ? "" : std::string(1, static_cast<char>('A' + random.up_to(shape.claims - 1)));
      const MinorUnits amount = 1 + random.up_to(99);
      rows.push_back({"", name(account), amount, label});
      balance[account] += amount;
      continue;
    }
    const MinorUnits most = shape.overdrafts ? 120 : balance[account];
    const MinorUnits amount = 1 + random.up_to(most - 1);
    balance[account] -= amount;
    if (kind == 3 && shape.accounts > 1) {
      const auto to = static_cast<std::size_t>(random.up_to(shape.accounts - 1));
      rows.push_back({name(account), name(to), amount});
      balance[to] += amount;
    } else {
      rows.push_back({name(account), "out", amount});
    }
  }
  return rows;
}

Exact of(const Book& book, const std::string& account, const std::string& label) {
  const auto place = book.find(account);
  if (place == book.end()) return 0;
  const auto found = place->second.find(label);
  if (found == place->second.end()) return 0;
  const auto slash = found->second.find('/');
  return slash == std::string::npos
             ? Exact::from_digits(found->second)
             : Exact::from_digits(found->second.substr(0, slash)) / Exact::from_digits(found->second.substr(slash + 1));
}

constexpr Method lot_methods[] = {Method::libr, Method::pro_rata,       Method::fifo,       Method::fifo_oldest_origin,
                                  Method::lifo, Method::lifo_as_popped, Method::dirty_first};

std::map<std::string, std::pair<MinorUnits, MinorUnits>> standings(const Trace& trace) {
  std::map<std::string, std::pair<MinorUnits, MinorUnits>> result;
  for (const AccountHoldings& account : trace.accounts) result[account.name] = {account.balance, account.overdraft};
  return result;
}

// 1. And every method's lots add up to that balance; direct-match and the final sharings included.
TEST(Property, BalancesNeverDependOnTheMethod) {
  Random random(1);
  for (int run = 0; run < runs; ++run) {
    const Ledger ledger = ledger_of(random_rows(random, {.accounts = 3, .claims = 3, .overdrafts = true}));
    std::optional<std::map<std::string, std::pair<MinorUnits, MinorUnits>>> wanted;
    for (const Method method : all_methods()) {
      TraceChoices choices{.method = method};
      choices.whole_units = run % 2 == 0;
      const Trace traced = trace(ledger, choices).value();
      if (!wanted) wanted = standings(traced);
      ASSERT_EQ(standings(traced), *wanted) << name_of(method);
      if (method == Method::poison || method == Method::libr_cap || method == Method::libr_individual) continue;
      for (const AccountHoldings& account : traced.accounts) {
        Exact sum;
        for (const Holding& holding : account.holdings) sum += holding.amount;
        ASSERT_EQ(sum, Exact(account.balance)) << name_of(method) << " " << account.name;
      }
    }
  }
}

// 2. One claim, one account, no overdraft, at the end of every prefix.
TEST(Property, DirtyFirstIsLeastAndOwnFirstIsMost) {
  Random random(2);
  for (int run = 0; run < runs; ++run) {
    std::vector<TestRow> rows = random_rows(random, {.rows = 8});
    while (!rows.empty()) {
      const Exact least = of(traced(rows, {.method = Method::dirty_first}), "X", "A");
      const Exact most = of(traced(rows, {.method = Method::libr}), "X", "A");
      for (const Method method : {Method::fifo, Method::lifo, Method::pro_rata}) {
        const Exact claim = of(traced(rows, {.method = method}), "X", "A");
        ASSERT_LE(least, claim) << name_of(method);
        ASSERT_LE(claim, most) << name_of(method);
      }
      rows.pop_back();
    }
  }
}

// 3. For one claim, overdrafts and transfers between accounts included; and the recurrence of 3.1 written out.
TEST(Property, OwnFirstIsTheCapOfOneClaim) {
  Random random(3);
  for (int run = 0; run < runs; ++run) {
    const auto rows = random_rows(random, {.accounts = run % 2 == 0 ? 1 : 3, .overdrafts = true});
    const Book own_first = traced(rows, {.method = Method::libr});
    const Book cap = traced(rows, {.method = Method::libr_cap});
    for (const std::string account : {"X", "Y", "Z", "out"}) {
      ASSERT_EQ(of(own_first, account, "A"), of(cap, account, "A")) << account;
    }
    if (run % 2 == 0) {
      MinorUnits balance = 0;
      MinorUnits claim = 0;
      for (const TestRow& row : rows) {
        const MinorUnits before = balance;
        balance += row.from.empty() ? row.amount : -row.amount;
        if (row.label == "A") claim += std::max<MinorUnits>(0, row.amount - std::max<MinorUnits>(0, -before));
        claim = std::min(claim, std::max<MinorUnits>(0, balance));
      }
      ASSERT_EQ(of(own_first, "X", "A"), Exact(claim));
    }
  }
}

// 4.
TEST(Property, WorkingBackIsFifoWhereAllMoneyIsClaimMoney) {
  Random random(4);
  for (int run = 0; run < runs; ++run) {
    const auto rows = random_rows(random, {.claims = 4, .own_money = false});
    ASSERT_EQ(traced(rows, {.method = Method::libr_work_back})["X"], traced(rows, {.method = Method::fifo})["X"]);
  }
}

std::vector<LossClaim> random_claims(Random& random) {
  std::vector<LossClaim> claims;
  const std::int64_t count = 2 + random.up_to(4);
  for (std::int64_t i = 0; i < count; ++i) {
    LossClaim claim;
    claim.claimant = std::to_string(i);
    claim.paid_in = random.up_to(1000);
    claim.received = random.one_in(2) ? Exact(random.up_to(1200)) : Exact();
    claim.stated = random.up_to(2000);
    claims.push_back(claim);
  }
  return claims;
}

std::vector<Exact> exact_shares(const PoolDistribution& shared) {
  std::vector<Exact> result;
  for (const Share& share : shared.shares) result.push_back(share.exact);
  return result;
}

// 5. Earlier payments counted as received, by hand; and every other rule on its fixed claims.
TEST(Property, SharingDoesNotDependOnTranches) {
  Random random(5);
  for (int run = 0; run < runs; ++run) {
    const auto claims = random_claims(random);
    const Exact first = random.up_to(800);
    const Exact second = random.up_to(800);
    const auto at_once = distribute(claims, {.rule = SharingRule::rising_tide, .pools = {first + second}}).value();
    auto later = claims;
    const auto one = distribute(claims, {.rule = SharingRule::rising_tide, .pools = {first}}).value();
    for (std::size_t i = 0; i < later.size(); ++i) later[i].received += one.shares[i].exact;
    const auto two = distribute(later, {.rule = SharingRule::rising_tide, .pools = {second}}).value();
    for (std::size_t i = 0; i < later.size(); ++i) {
      ASSERT_EQ(one.shares[i].exact + two.shares[i].exact, at_once.shares[i].exact);
    }
    for (const std::string& name : sharing_rule_names()) {
      const SharingRule rule = sharing_rule_from_name(name).value();
      const auto tranches = distribute(claims, {.rule = rule, .pools = {first, second}}).value();
      ASSERT_EQ(exact_shares(tranches),
                exact_shares(distribute(claims, {.rule = rule, .pools = {first + second}}).value()))
          << name;
    }
  }
}

// Conservation to the cent, nobody above her loss, the Talmud's rule against its definition by pairs.
TEST(Property, SharesAddUpAndNobodyGains) {
  Random random(55);
  for (int run = 0; run < runs; ++run) {
    const auto claims = random_claims(random);
    const Exact pool = random.up_to(1500);
    for (const std::string& name : sharing_rule_names()) {
      const SharingRule rule = sharing_rule_from_name(name).value();
      const PoolDistribution shared = distribute(claims, {.rule = rule, .pools = {pool}}).value();
      Exact exact;
      Exact paid;
      for (std::size_t i = 0; i < claims.size(); ++i) {
        const Share& share = shared.shares[i];
        exact += share.exact;
        paid += share.payment;
        ASSERT_GE(share.payment.sign(), 0);
        ASSERT_LT((share.payment - share.exact).magnitude(), Exact::fraction(1, 100)) << name;
        const bool by_loss = rule != SharingRule::gross && rule != SharingRule::last_statement;
        ASSERT_LE(share.payment, by_loss ? claims[i].net_loss() : share.claim) << name;
      }
      ASSERT_EQ(exact + shared.surplus, pool) << name;
      ASSERT_EQ(paid + shared.left_over + shared.surplus, pool) << name;
    }
    // Contested garment: any two share what they have together as two alone would.
    const auto talmud = distribute(claims, {.rule = SharingRule::talmud, .pools = {pool}}).value();
    for (std::size_t i = 0; i + 1 < claims.size(); ++i) {
      const Exact a = claims[i].net_loss();
      const Exact b = claims[i + 1].net_loss();
      const Exact both = talmud.shares[i].exact + talmud.shares[i + 1].exact;
      const Exact left_to_a = std::max(Exact(), both - b);
      const Exact left_to_b = std::max(Exact(), both - a);
      ASSERT_EQ(talmud.shares[i].exact, left_to_a + (both - left_to_a - left_to_b) / 2);
    }
  }
}

// 6.
TEST(Property, ExpendituresAreNetWorthOnOneSchedule) {
  Random random(6);
  for (int run = 0; run < runs; ++run) {
    IndirectSchedule schedule;
    schedule.period = "p";
    const auto amount = [&] { return Exact::fraction(random.up_to(1'000'000), 100); };
    for (std::int64_t i = random.up_to(3); i >= 0; --i) {
      schedule.assets.push_back({"asset", amount(), amount(), random.one_in(2)});
      if (random.one_in(3)) {
        schedule.assets.back().at_cost = false;
        schedule.assets.back().bought = amount();
      }
      schedule.liabilities.push_back({"debt", amount(), amount()});
      schedule.living.push_back({"living", amount(), Exact(1 + random.up_to(11))});
      schedule.non_taxable.push_back({"gift", amount(), 1, random.one_in(2)});
    }
    schedule.taxes = {{"tax", amount()}};
    schedule.reported = amount();
    schedule.deposits = amount();
    if (random.one_in(2)) schedule.withdrawals = amount();
    schedule.transfers = amount();
    schedule.cash_spent = amount();
    schedule.loans_banked = amount();
    schedule.deductions = amount();
    schedule.safeguards = {amount(), amount(), "e", "s", "", {"l"}};
    const IndirectResult result = indirect(schedule).value();
    ASSERT_EQ(result.net_worth_at_cost, result.answers[1].understatement);
    Exact explained;
    for (const WorkingLine& line : result.deposits_against_expenditures) explained += line.amount;
    ASSERT_EQ(explained, result.answers[2].understatement - result.answers[1].understatement);
    for (const IndirectAnswer& answer : result.answers) {
      Exact sum;
      for (const WorkingLine& line : answer.working) sum += line.amount;
      ASSERT_EQ(sum, answer.understatement);
    }
  }
}

// Every way of attributing the payments, one by one: the definition of the bounds.
void attribute(const std::vector<Flow>& flows, std::size_t place, MinorUnits claim, MinorUnits balance,
               const Exact& worth, std::optional<Exact>& least, std::optional<Exact>& most) {
  if (place == flows.size()) {
    const Exact all = worth + Exact(claim);
    if (!least || all < *least) least = all;
    if (!most || all > *most) most = all;
    return;
  }
  const Flow& flow = flows[place];
  const MinorUnits amount = flow.amount.to_int64();
  if (flow.kind != Flow::Kind::out) {
    const MinorUnits lost = std::min(amount, std::max<MinorUnits>(0, -balance));
    attribute(flows, place + 1, claim + (flow.kind == Flow::Kind::claim_in ? amount - lost : 0), balance + amount,
              worth, least, most);
    return;
  }
  const MinorUnits there = std::min(amount, std::max<MinorUnits>(0, balance));
  for (MinorUnits part = 0; part <= std::min(there, claim); ++part) {
    if (claim - part > std::max<MinorUnits>(0, balance - amount)) continue;
    attribute(flows, place + 1, claim - part, balance - amount, worth + flow.value * Exact(part), least, most);
  }
}

TEST(Property, BoundsAreTheExtremesOfEveryAttribution) {
  Random random(70);
  for (int run = 0; run < runs; ++run) {
    std::vector<Flow> flows;
    for (std::int64_t i = 1 + random.up_to(6); i >= 0; --i) {
      const auto kind = static_cast<Flow::Kind>(random.up_to(2));
      flows.push_back(
          {kind, Exact(1 + random.up_to(6)), kind == Flow::Kind::out ? Exact::fraction(random.up_to(6), 4) : Exact()});
    }
    std::optional<Exact> least;
    std::optional<Exact> most;
    attribute(flows, 0, 0, 0, 0, least, most);
    const Bounds bounds = bounds_of(flows);
    ASSERT_EQ(bounds.floor, *least);
    ASSERT_EQ(bounds.ceiling, *most);
  }
}

// 7. The value of one claim: what is left, and what each payee took at that payee's worth.
TEST(Property, NoMethodLiesOutsideTheBounds) {
  Random random(7);
  for (int run = 0; run < runs; ++run) {
    auto rows = random_rows(random, {.overdrafts = run % 2 == 0});
    for (TestRow& row : rows) {
      if (row.to == "out") row.to = random.one_in(2) ? "shares" : "out";
    }
    const Ledger ledger = ledger_of(rows);
    const Exact worth = Exact::fraction(random.up_to(8), 4);
    std::vector<Exact> value_of(ledger.names.accounts.size());
    if (const auto shares = ledger.names.accounts.find("shares")) value_of[*shares] = worth;
    const auto account = ledger.names.accounts.find("X");
    const auto claim = ledger.names.labels.find("A");
    if (!claim) continue;
    const Bounds bounds = bounds_of(flows_of(ledger, AccountId{*account}, LabelId{*claim}, value_of));
    for (const Method method : lot_methods) {
      const Book book = book_of(trace(ledger, {.method = method}).value(), ledger.names);
      const Exact value = of(book, "X", "A") + worth * of(book, "shares", "A");
      ASSERT_LE(bounds.floor, value) << name_of(method);
      ASSERT_LE(value, bounds.ceiling) << name_of(method);
    }
  }
}

// The ropes against lists that a person would keep, transfers and overdrafts included.
Book by_lists(const std::vector<TestRow>& rows, Method method) {
  struct Lot {
    std::string label;
    MinorUnits amount;
  };
  std::map<std::string, std::deque<Lot>> lots;
  std::map<std::string, MinorUnits> debt;
  for (const TestRow& row : rows) {
    std::deque<Lot> moved;
    if (row.from.empty()) {
      moved.push_back({row.label.empty() ? "own" : row.label, row.amount});
    } else {
      MinorUnits rest = row.amount;
      auto& queue = lots[row.from];
      while (rest > 0 && !queue.empty()) {
        Lot& next = method == Method::fifo ? queue.front() : queue.back();
        const MinorUnits part = std::min(rest, next.amount);
        (method == Method::lifo) ? moved.push_front({next.label, part}) : moved.push_back({next.label, part});
        rest -= part;
        next.amount -= part;
        if (next.amount == 0) method == Method::fifo ? queue.pop_front() : queue.pop_back();
      }
      if (rest > 0) {
        debt[row.from] += rest;
        moved.push_back({"bank:" + row.from, rest});
      }
    }
    lots[row.to];
    for (Lot& lot : moved) {
      const MinorUnits repaid = std::min(debt[row.to], lot.amount);
      debt[row.to] -= repaid;
      if (lot.amount > repaid) lots[row.to].push_back({lot.label, lot.amount - repaid});
    }
  }
  Book book;
  for (const auto& [account, queue] : lots) {
    std::map<std::string, MinorUnits> sums;
    for (const Lot& lot : queue) sums[lot.label] += lot.amount;
    auto& labels = book[account];
    for (const auto& [label, amount] : sums) labels[label] = std::to_string(amount);
  }
  return book;
}

TEST(Property, RopesAreListsOnlyFaster) {
  Random random(8);
  for (int run = 0; run < runs; ++run) {
    const auto rows = random_rows(random, {.accounts = 3, .claims = 4, .overdrafts = run % 2 == 0, .rows = 40});
    for (const Method method : {Method::fifo, Method::lifo, Method::lifo_as_popped}) {
      Book book = traced(rows, {.method = method});
      for (const auto& [account, labels] : by_lists(rows, method)) {
        ASSERT_EQ(book[account], labels) << name_of(method) << " " << account;
      }
    }
  }
}

// Thousands of lots, so that rows have many leaves: small deposits, payments that cut anywhere, and now and then a
// transfer of nearly everything, there and back.
TEST(Property, RopesOfManyLeavesAreListsToo) {
  Random random(10);
  for (int run = 0; run < 40; ++run) {
    std::vector<TestRow> rows;
    std::map<std::string, MinorUnits> balance;
    const std::int64_t every = 3 + random.up_to(60);  // how seldom money moves: so many lots there are
    while (rows.size() < 3000) {
      const std::string account(1, static_cast<char>('X' + random.up_to(2)));
      TestRow row{"", account, 1 + random.up_to(30), "L" + std::to_string(random.up_to(400))};
      if (random.one_in(every)) {
        row.label.clear();
        row.from = account;
        row.to = random.one_in(3) ? "out" : std::string(1, static_cast<char>('X' + random.up_to(2)));
        const MinorUnits there = std::max<MinorUnits>(0, balance[account]);
        row.amount = random.one_in(4) ? there + random.up_to(3) : random.one_in(3) ? there / 2 : random.up_to(90);
        balance[account] -= row.amount;
      }
      balance[row.to] += row.amount;
      rows.push_back(std::move(row));
    }
    for (const Method method : {Method::fifo, Method::lifo, Method::lifo_as_popped}) {
      Book book = traced(rows, {.method = method});
      for (const auto& [account, labels] : by_lists(rows, method)) {
        ASSERT_EQ(book[account], labels) << name_of(method) << " " << account << ", run " << run;
      }
    }
  }
}

// The bounds of a ledger of several accounts: no method lies outside them, and with one account they are those of 5.2.
TEST(Property, NoMethodLiesOutsideTheBoundsOfTheLedger) {
  Random random(11);
  for (int run = 0; run < runs; ++run) {
    const int accounts = 1 + run % 3;
    std::vector<TestRow> rows = random_rows(
        random, {.accounts = accounts, .claims = 2, .own_money = run % 5 != 0, .overdrafts = run % 2 == 0, .rows = 14});
    for (TestRow& row : rows) {
      if (row.to == "out") row.to = random.one_in(2) ? "shares" : "out";
    }
    const Ledger ledger = ledger_of(rows);
    const Exact worth = Exact::fraction(random.up_to(8), 4);
    BoundsBook kept({}, ledger.names);
    kept.take(ledger.movements);
    const LedgerBounds bounds = kept.finish({{"shares", {worth, worth}}});
    std::set<std::string> holders;
    for (const TestRow& row : rows) holders.insert(row.from.empty() ? row.to : row.from);
    for (const ClaimBounds& claim : bounds.claims) {
      const std::string label(ledger.names.labels.name(number_of(claim.claim)));
      for (const Method method : lot_methods) {
        const Book book = book_of(trace(ledger, {.method = method}).value(), ledger.names);
        Exact value = worth * of(book, "shares", label);
        for (const std::string& holder : holders) value += of(book, holder, label);
        ASSERT_LE(claim.floor, value) << name_of(method) << " " << label << ", run " << run;
        ASSERT_LE(value, claim.ceiling) << name_of(method) << " " << label << ", run " << run;
      }
      ASSERT_EQ(bounds.exact, holders.size() == 1);
      // A row from an account to itself is no flow to 5.2; here it may still repay the bank with claim money.
      const bool to_itself =
          std::any_of(rows.begin(), rows.end(), [](const TestRow& row) { return row.from == row.to; });
      if (!bounds.exact || to_itself) continue;
      std::vector<Exact> value_of(ledger.names.accounts.size());
      if (const auto shares = ledger.names.accounts.find("shares")) value_of[*shares] = worth;
      const auto account = AccountId{*ledger.names.accounts.find(*holders.begin())};
      const Bounds single = bounds_of(flows_of(ledger, account, claim.claim, value_of));
      ASSERT_EQ(claim.floor, single.floor);
      ASSERT_EQ(claim.ceiling, single.ceiling);
    }
  }
}

// Whole units: every account reconciles (checked by the tracer itself), and no label strays further than its splits
// allow.
TEST(Property, WholeUnitsStayWithinOneUnitASplit) {
  Random random(9);
  for (int run = 0; run < runs; ++run) {
    const auto rows = random_rows(random, {.accounts = 2, .claims = 3, .overdrafts = true, .rows = 20});
    for (const Method method : {Method::libr, Method::pro_rata, Method::dirty_first}) {
      const Book exact = traced(rows, {.method = method});
      TraceChoices choices{.method = method};
      choices.whole_units = true;
      for (const auto& [account, labels] : traced(rows, choices)) {
        for (const auto& [label, amount] : labels) {
          ASSERT_LT((Exact::from_digits(amount) - of(exact, account, label)).magnitude(),
                    Exact(static_cast<std::int64_t>(rows.size()) * 2));
        }
      }
    }
  }
}

}  // namespace
}  // namespace restituo
