#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include <fmt/format.h>
#include <restituo/ledger/ledger.hpp>
#include <restituo/ledger/reconciliation.hpp>

namespace restituo {
namespace {

Date day(int number) { return Date::of(2015, 3, number); }

StatementEntry entry(int on, MinorUnits amount, std::optional<MinorUnits> balance = {}, std::string text = "") {
  StatementEntry result;
  result.booked = day(on);
  result.amount = amount;
  result.balance = balance;
  result.text = std::move(text);
  result.place = {"a.csv", static_cast<std::uint32_t>(on), 0};
  return result;
}

Statement statement(std::string account, std::optional<MinorUnits> opening, std::vector<StatementEntry> entries) {
  Statement result;
  result.account = std::move(account);
  result.place = {result.account + ".csv", 1, 0};
  if (opening) {
    MinorUnits closing = *opening;
    for (const StatementEntry& e : entries) {
      closing += e.amount;
    }
    result.opening = PrintedBalance{*opening, day(1), result.place};
    result.closing = PrintedBalance{closing, day(28), result.place};
  }
  result.entries = std::move(entries);
  return result;
}

ReconciliationSettings two_accounts() {
  ReconciliationSettings settings;
  settings.accounts = {{"A", {"0182 0055"}, ""}, {"B", {"0072 0099"}, ""}};
  return settings;
}

std::string codes(const Reconciliation& result) {
  std::string all;
  for (const Fault& fault : result.findings) {
    all += (all.empty() ? "" : " ") + fault.code;
  }
  return all;
}

std::string rows(const Reconciliation& result) {
  std::string all;
  for (const ReconciledMovement& m : result.movements) {
    all += fmt::format("{} {}>{} {} {}\n", m.date.day(), m.from, m.to, m.amount, m.label);
  }
  return all;
}

TEST(Reconciliation, JoinsBothLegsOfATransferIntoOneMovement) {
  const auto result = reconcile({statement("0182-0055", 1000, {entry(3, -500, {}, "TRASPASO A 00720099")}),
                                 statement("00720099", 0, {entry(3, 500), entry(4, -100)})},
                                two_accounts());
  EXPECT_EQ(codes(result), "");
  EXPECT_EQ(result.transfers, 1U);
  EXPECT_EQ(rows(result), "1 >A 1000 \n3 A>B 500 \n4 B>OUT 100 \n");
}

TEST(Reconciliation, LeavesATransferInTransitBetweenItsDates) {
  const auto result = reconcile(
      {statement("A", 1000, {entry(3, -500, {}, "00720099")}), statement("B", 0, {entry(5, 500)})}, two_accounts());
  EXPECT_EQ(rows(result), "1 >A 1000 \n3 A>IN TRANSIT A > B 500 \n5 IN TRANSIT A > B>B 500 \n");
}

TEST(Reconciliation, MovesATransferThatArrivesFirstWhenItArrives) {
  const auto result = reconcile(
      {statement("A", 1000, {entry(5, -500, {}, "00720099")}), statement("B", 0, {entry(3, 500)})}, two_accounts());
  EXPECT_EQ(codes(result), "transfer-arrives-first");
  EXPECT_EQ(rows(result), "1 >A 1000 \n3 A>B 500 \n");
}

TEST(Reconciliation, SaysWhichPairsOnlyTheirAmountJoinsAndTakesNoneOfSeveral) {
  EXPECT_EQ(
      codes(reconcile({statement("A", 1000, {entry(3, -500)}), statement("B", 0, {entry(4, 500)})}, two_accounts())),
      "transfer-by-amount-alone");
  const auto several = reconcile(
      {statement("A", 1000, {entry(3, -500)}), statement("B", 0, {entry(4, 500), entry(5, 500)})}, two_accounts());
  EXPECT_EQ(codes(several), "transfer-ambiguous");
  EXPECT_EQ(several.transfers, 0U);
  EXPECT_EQ(
      codes(reconcile({statement("A", 1000, {entry(3, -500)}), statement("B", 0, {entry(9, 500)})}, two_accounts())),
      "")
      << "six days apart is no transfer";
}

TEST(Reconciliation, DoesNotTakeAStrangersPaymentForATransfer) {
  StatementEntry stranger = entry(3, 500);
  stranger.counter_account = "9999 8888";
  const auto result =
      reconcile({statement("A", 1000, {entry(3, -500)}), statement("B", 0, {stranger})}, two_accounts());
  EXPECT_EQ(result.transfers, 0U);
}

TEST(Reconciliation, FollowsMoneyToAMissingLegNoFurtherAndNeverAsTheHoldersOwn) {
  const auto result =
      reconcile({statement("A", 1000, {entry(3, -500, {}, "00720099"), entry(4, 70, {}, "DE 00720099")}),
                 statement("B", 0, {entry(9, 1)})},
                two_accounts());
  EXPECT_EQ(codes(result), "transfer-unmatched transfer-unmatched");
  EXPECT_EQ(rows(result), "1 >A 1000 \n3 A>UNMATCHED B 500 \n4 >A 70 UNMATCHED B\n9 >B 1 \n");
}

TEST(Reconciliation, RefusesBalancesThatDoNotChainCloseOrJoin) {
  const auto broken = reconcile({statement("A", 0, {entry(3, 100, 100), entry(4, -20, 70)})}, {});
  EXPECT_EQ(codes(broken), "balance-does-not-chain");
  EXPECT_TRUE(broken.movements.empty());
  Statement open = statement("A", 0, {entry(3, 100)});
  open.closing->amount = 90;
  EXPECT_EQ(codes(reconcile({open}, {})), "statement-does-not-close");
  Statement later = statement("A", 80, {entry(20, 5)});
  later.opening->date = day(19);
  EXPECT_EQ(codes(reconcile({statement("A", 0, {entry(3, 100)}), later}, {})), "statements-do-not-join");
  later.opening->amount = 100;
  later.closing->amount = 105;
  EXPECT_EQ(codes(reconcile({later, statement("A", 0, {entry(3, 100)})}, {})), "")
      << "in whatever order the files come";
}

TEST(Reconciliation, CountsAnEntryOnceThatTwoStatementsHave) {
  const auto result = reconcile({statement("A", {}, {entry(3, 100, 100), entry(4, -20, 80)}),
                                 statement("A", {}, {entry(4, -20, 80), entry(5, 7, 87)})},
                                {});
  EXPECT_EQ(codes(result), "entry-in-two-statements");
  EXPECT_EQ(result.left_out, 1U);
  EXPECT_EQ(rows(result), "3 >A 100 \n4 A>OUT 20 \n5 >A 7 \n");
}

TEST(Reconciliation, RefusesAnEntryThatIsThereTwice) {
  EXPECT_EQ(codes(reconcile({statement("A", {}, {entry(3, 100, 100), entry(3, -100, 0), entry(3, 100, 100)})}, {})),
            "entry-twice");
  EXPECT_EQ(codes(reconcile({statement("A", 0, {entry(3, 100), entry(3, 100)})}, {})), "entry-repeated");
}

TEST(Reconciliation, PutsADayInTheOrderOfItsBalances) {
  const auto result = reconcile({statement("A", 100, {entry(3, -80, 70), entry(3, 50, 150)})}, {});
  EXPECT_EQ(codes(result), "day-order-found");
  EXPECT_EQ(rows(result), "1 >A 100 \n3 >A 50 \n3 A>OUT 80 \n");
}

// asset-tracing.md 4.2.
TEST(Reconciliation, FlagsADayOfUnknownOrderWithBothBounds) {
  const auto result = reconcile({statement("A", 10000, {entry(3, 5000), entry(3, -8000)})}, {});
  ASSERT_EQ(codes(result), "day-order-uncertain");
  EXPECT_EQ(result.findings[0].details, (std::vector<std::string>{"2015-03-03", "2", "70.00", "20.00"}));
}

TEST(Reconciliation, OpensAnAccountInDebtWithThatDebt) {
  const auto result = reconcile({statement("A", -300, {entry(3, 100)})}, {});
  EXPECT_EQ(rows(result), "1 A>DEBT BEFORE A 300 \n3 >A 100 \n");
  ReconciliationSettings settings;
  settings.accounts = {{"A", {}, "unknown"}};
  EXPECT_EQ(rows(reconcile({statement("A", 300, {})}, settings)), "1 >A 300 unknown\n");
  EXPECT_EQ(codes(reconcile({statement("A", {}, {entry(3, 100)})}, {})), "opening-unknown");
}

TEST(Reconciliation, LabelsExactlyOneDeposit) {
  ReconciliationSettings settings;
  settings.labels = {{"survivor", "A", day(3), 100, "", {}}};
  EXPECT_EQ(rows(reconcile({statement("A", 0, {entry(3, 100), entry(4, 100)})}, settings)),
            "3 >A 100 survivor\n4 >A 100 \n");
  EXPECT_EQ(codes(reconcile({statement("A", 0, {entry(4, 100)})}, settings)), "label-fits-nothing");
  StatementEntry one = entry(3, 100);
  StatementEntry other = entry(3, 100);
  one.bank_id = "1";
  other.bank_id = "2";
  EXPECT_EQ(codes(reconcile({statement("A", 0, {one, other})}, settings)), "label-fits-several");
  settings.labels[0].bank_id = "2";
  EXPECT_EQ(rows(reconcile({statement("A", 0, {one, other})}, settings)), "3 >A 100 \n3 >A 100 survivor\n");
}

TEST(Reconciliation, BreaksACircleOfTwoOrdersAndSaysSo) {
  const auto result = reconcile({statement("A", 1000, {entry(3, -500, {}, "00720099"), entry(3, -700, {}, "00720099")}),
                                 statement("B", 0, {entry(3, 700), entry(3, 500)})},
                                two_accounts());
  EXPECT_EQ(codes(result), "transfer-order-circle");
  EXPECT_EQ(result.movements.size(), 3U);
}

TEST(Reconciliation, RefusesTwoCurrenciesInOneLedger) {
  Statement pesos = statement("A", 0, {});
  Statement dollars = statement("B", 0, {});
  pesos.currency = "MXN";
  dollars.currency = "USD";
  EXPECT_EQ(codes(reconcile({pesos, dollars}, {})), "statement-two-currencies");
}

// Random accounts, transfers and payments, each account's statement printed with balances and its days shuffled: the
// ledger must leave every account with the balance that its statement ends with, day by day, and the reader must accept
// it.
TEST(Reconciliation, EveryAccountEndsWithItsPrintedBalance) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 400; ++round) {
    const std::size_t count = 2 + random() % 3;
    ReconciliationSettings settings;
    std::vector<MinorUnits> balances;
    std::vector<Statement> statements;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string number = fmt::format("00998877{:04}", i);
      settings.accounts.push_back({fmt::format("ACCOUNT-{}", i), {number}, ""});
      balances.push_back(static_cast<MinorUnits>(random() % 100000));
      statements.push_back(statement(number, balances.back(), {}));
    }
    std::size_t transfers = 0;
    for (int date = 2; date <= 20; ++date) {
      std::vector<std::vector<StatementEntry>> today(count);
      for (std::size_t n = random() % 6; n > 0; --n) {
        const std::size_t a = random() % count;
        const std::size_t b = random() % count;
        const auto amount = static_cast<MinorUnits>(1 + random() % 1000000);
        if (a == b) {
          const MinorUnits signed_amount = random() % 2 == 0 ? amount : -amount;
          balances[a] += signed_amount;
          today[a].push_back(entry(date, signed_amount, balances[a]));
        } else {
          ++transfers;
          balances[a] -= amount;
          balances[b] += amount;
          today[a].push_back(entry(date, -amount, balances[a], "TO " + settings.accounts[b].numbers[0]));
          today[b].push_back(entry(date, amount, balances[b]));
        }
      }
      for (std::size_t i = 0; i < count; ++i) {
        std::shuffle(today[i].begin(), today[i].end(), random);
        auto& entries = statements[i].entries;
        entries.insert(entries.end(), today[i].begin(), today[i].end());
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      statements[i].closing->amount = balances[i];
    }
    std::shuffle(statements.begin(), statements.end(), random);
    const auto result = reconcile(statements, settings);
    for (const Fault& fault : result.findings) {
      ASSERT_NE(fault.severity, Severity::refuse) << text_of(fault, Language::en);
    }
    ASSERT_EQ(result.transfers, transfers);

    const auto ledger = read_ledger(source_from("m.csv", movements_csv(result, 2)));
    ASSERT_TRUE(ledger);
    ASSERT_TRUE(ledger->value.summary.end_is_stated);
    ASSERT_EQ(ledger->value.movements.size(), result.movements.size());
    std::map<std::string, MinorUnits> ends;
    for (const Movement& m : ledger->value.movements) {
      ends[std::string(ledger->value.names.accounts.name(number_of(m.from)))] -= m.amount;
      ends[std::string(ledger->value.names.accounts.name(number_of(m.to)))] += m.amount;
    }
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_EQ(ends[settings.accounts[i].name], balances[i]);
    }
  }
}

// One row taken out of a statement with printed balances is always found, whichever it is.
TEST(Reconciliation, NeverPassesOverAMissingRow) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 1000; ++round) {
    std::vector<StatementEntry> entries;
    MinorUnits balance = 1000;
    for (int n = 0; n < 10; ++n) {
      const auto amount = static_cast<MinorUnits>(1 + random() % 1000) * (random() % 2 == 0 ? 1 : -1);
      balance += amount;
      entries.push_back(entry(2 + n / 2, amount, balance));
    }
    Statement whole = statement("A", 1000, entries);
    whole.entries.erase(whole.entries.begin() + static_cast<std::ptrdiff_t>(random() % whole.entries.size()));
    ASSERT_TRUE(reconcile({whole}, {}).movements.empty());
  }
}

TEST(Reconciliation, WritesTextsThatTheReaderReadsBack) {
  StatementEntry odd = entry(3, -100, {}, "line\nwith \"marks\"; and, commas");
  odd.counter_party = "#1 \"Shop\", Ltd";
  const auto result = reconcile({statement("A", 1000, {odd})}, {});
  const auto ledger = read_ledger(source_from("m.csv", movements_csv(result, 2)));
  ASSERT_TRUE(ledger);
  EXPECT_TRUE(ledger->faults.empty());
  EXPECT_EQ(ledger->value.names.accounts.name(2), "#1 \"Shop\", Ltd");
  EXPECT_NE(movement_sources_csv(result).find("\"line with \"\"marks\"\"; and, commas\""), std::string::npos);
}

}  // namespace
}  // namespace restituo
