#include "../../src/ledger/day_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace restituo {
namespace {

// Entries in the order in which they happened, with the balance printed after each.
std::vector<DayEntry> printed(MinorUnits balance, const std::vector<MinorUnits>& amounts) {
  std::vector<DayEntry> day;
  for (const MinorUnits amount : amounts) {
    balance += amount;
    day.push_back({amount, balance});
  }
  return day;
}

TEST(DayOrder, StaysWhereTheBalancesChain) {
  const DayOrder order = order_of_day(printed(100, {50, -80, 10}), 100);
  EXPECT_EQ(order.order, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_FALSE(order.found_from_balances);
  EXPECT_FALSE(order.is_uncertain);
  EXPECT_FALSE(order.broken_at);
  EXPECT_EQ(order.balance_after, 80);
}

TEST(DayOrder, IsFoundFromTheBalancesInWhateverOrderTheyArePrinted) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 5000; ++round) {
    const auto start = static_cast<MinorUnits>(random() % 2000) - 1000;
    std::vector<MinorUnits> amounts(1 + random() % 12);
    for (MinorUnits& amount : amounts) {
      // Small amounts, so that balances come back and several ways exist.
      amount = static_cast<MinorUnits>(1 + random() % (round % 2 == 0 ? 5 : 5000)) * (random() % 2 == 0 ? 1 : -1);
    }
    std::vector<DayEntry> day = printed(start, amounts);
    const MinorUnits end = *day.back().balance;
    std::shuffle(day.begin(), day.end(), random);
    const DayOrder order = order_of_day(day, start);
    ASSERT_FALSE(order.broken_at);
    ASSERT_EQ(order.balance_after, end);
    MinorUnits balance = start;
    std::vector<bool> used(day.size(), false);
    for (const std::size_t i : order.order) {
      ASSERT_FALSE(used[i]);
      used[i] = true;
      balance += day[i].amount;
      ASSERT_EQ(balance, *day[i].balance);
    }
    ASSERT_EQ(order.order.size(), day.size());
  }
}

TEST(DayOrder, SaysWhereTwoOrdersFitTheBalances) {
  // +50 -50 and -30 +30 around the same balance: either pair may come first; printed so that neither order is the
  // file's.
  const std::vector<DayEntry> day{{-50, 100}, {50, 150}, {30, 100}, {-30, 70}};
  const DayOrder order = order_of_day(day, 100);
  EXPECT_TRUE(order.found_from_balances);
  EXPECT_TRUE(order.is_uncertain);
}

TEST(DayOrder, TellsTheFirstRowThatFollowsFromNoOrder) {
  std::vector<DayEntry> day = printed(100, {50, -80, 10});
  day.erase(day.begin() + 1);
  const DayOrder order = order_of_day(day, 100);
  EXPECT_EQ(order.broken_at, 1U);
  EXPECT_EQ(order.expected, 160);
  EXPECT_EQ(order.balance_after, 80) << "one missing row is one fault: the printed balance counts from here";
}

// asset-tracing.md 4.2: balance 100; +50 and -80 on one day: 70 left at best, 20 at worst.
TEST(DayOrder, BoundsTheLowestBalanceOfADayWithoutPrintedOnes) {
  const DayOrder order = order_of_day({{50, {}}, {-80, {}}}, 100);
  EXPECT_TRUE(order.is_uncertain);
  EXPECT_EQ(100 + order.lowest_at_best, 70);
  EXPECT_EQ(100 + order.lowest_at_worst, 20);
}

// Every order of the day keeps its lowest balance between the two bounds, and some order reaches each.
TEST(DayOrder, BoundsAreReachedAndNeverPassed) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 1000; ++round) {
    std::vector<MinorUnits> amounts(2 + random() % 5);
    for (MinorUnits& amount : amounts) {
      amount = static_cast<MinorUnits>(random() % 200) - 100;
    }
    std::vector<DayEntry> day;
    for (const MinorUnits amount : amounts) {
      day.push_back({amount, {}});
    }
    const DayOrder order = order_of_day(day, std::nullopt);
    std::sort(amounts.begin(), amounts.end());
    MinorUnits best = std::numeric_limits<MinorUnits>::min();
    MinorUnits worst = 0;
    do {
      MinorUnits balance = 0;
      MinorUnits lowest = 0;
      for (const MinorUnits amount : amounts) {
        balance += amount;
        lowest = std::min(lowest, balance);
      }
      best = std::max(best, lowest);
      worst = std::min(worst, lowest);
    } while (std::next_permutation(amounts.begin(), amounts.end()));
    ASSERT_EQ(order.lowest_at_best, best);
    ASSERT_EQ(order.lowest_at_worst, worst);
  }
}

TEST(DayOrder, DoesNotMatterWhereMoneyOnlyGoesOneWay) {
  EXPECT_FALSE(order_of_day({{-50, {}}, {-80, {}}}, 100).is_uncertain);
  EXPECT_FALSE(order_of_day({{50, {}}}, 100).is_uncertain);
}

TEST(DayOrder, FindsTheBalanceBeforeADayPrintedBackwards) {
  std::vector<DayEntry> day = printed(100, {50, -80, 10});
  EXPECT_EQ(balance_before(day), 100);
  std::reverse(day.begin(), day.end());
  EXPECT_EQ(balance_before(day), 100);
  EXPECT_EQ(balance_before({{5, {}}, {6, 20}}), std::nullopt);
}

}  // namespace
}  // namespace restituo
