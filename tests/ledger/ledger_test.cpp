#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include <fmt/format.h>
#include <restituo/base/must.hpp>
#include <restituo/ledger/ledger.hpp>

namespace restituo {
namespace {

const std::string header = "seq,date,from,to,amount,label\n";

Outcome<Checked<Ledger>> read(std::string text, int decimals = 2) {
  return read_ledger(source_from("movements.csv", std::move(text)), {.decimals = decimals});
}

Faults faults_of(const Outcome<Checked<Ledger>>& outcome) { return outcome ? outcome->faults : outcome.error(); }

// Codes of all faults but notes, in their order.
std::string codes(const std::string& text, int decimals = 2) {
  std::string all;
  for (const Fault& fault : faults_of(read(text, decimals))) {
    if (fault.severity != Severity::note) {
      all += (all.empty() ? "" : " ") + fault.code;
    }
  }
  return all;
}

std::string codes_of_rows(const std::string& rows) { return codes(header + rows); }

TEST(Ledger, ReadsMovementsInTheirOrder) {
  const auto ledger = read(header +
                           "1,2015-03-01,,BBVA-55,1200.00,survivor\n"
                           "2,2015-03-02,BBVA-55,CASH,800.5,\n"
                           "3,2015-03-02,,BBVA-55,7,own\n"
                           "# end rows=3 total=2007.50\n");
  ASSERT_TRUE(ledger);
  EXPECT_TRUE(ledger->faults.empty());
  const Ledger& value = ledger->value;
  ASSERT_EQ(value.movements.size(), 3U);
  const Movement& first = value.movements[0];
  EXPECT_EQ(first.sequence, 1);
  EXPECT_EQ(first.amount, 120000);
  EXPECT_EQ(first.from, AccountId::outside);
  EXPECT_EQ(value.names.accounts.name(number_of(first.to)), "BBVA-55");
  EXPECT_EQ(value.names.labels.name(number_of(first.label)), "survivor");
  EXPECT_EQ(first.line, 2U);
  EXPECT_EQ(first.date, Date::of(2015, 3, 1));
  EXPECT_EQ(value.movements[1].from, first.to);
  EXPECT_EQ(value.movements[1].amount, 80050);
  EXPECT_EQ(value.movements[2].label, LabelId::own) << "\"own\" is the holder's own money, as the empty label is";
  EXPECT_EQ(value.summary.rows, 3U);
  EXPECT_EQ(value.summary.total, 200750);
  EXPECT_EQ(value.summary.first_date, Date::of(2015, 3, 1));
  EXPECT_EQ(value.summary.last_date, Date::of(2015, 3, 2));
  EXPECT_TRUE(value.summary.end_is_stated);
}

TEST(Ledger, TakesColumnsInAnyOrderAndNamesThoseItDoesNotRead) {
  const auto ledger = read("memo,amount,label,to,from,date,seq\nx,5.00,,B,A,,1\n# end rows=1 total=5.00\n");
  ASSERT_TRUE(ledger);
  ASSERT_EQ(ledger->faults.size(), 1U);
  EXPECT_EQ(ledger->faults[0].code, "csv-columns-not-read");
  EXPECT_EQ(ledger->faults[0].severity, Severity::note);
  EXPECT_EQ(ledger->value.movements[0].amount, 500);
  EXPECT_EQ(ledger->value.movements[0].date, std::nullopt);
}

TEST(Ledger, ReadsWhatASpanishExcelWritesExceptItsCommas) {
  const std::string text = "seq;date;from;to;amount;label\n1;2015-03-01;;A;1200.00;s\n";
  EXPECT_EQ(codes(text), "");
  EXPECT_EQ(codes("seq;date;from;to;amount;label\n1;2015-03-01;;A;1200,00;s\n"), "number-comma");
  EXPECT_EQ(codes("seq;date;from;to;amount;label\n1;01/03/2015;;A;1200.00;s\n"), "date-two-readings");
}

TEST(Ledger, SaysThatTheEndIsNotStatedAndWhatToCompare) {
  const auto ledger = read(header + "1,,,A,5.00,\n2,,A,B,5.00,\n");
  ASSERT_TRUE(ledger);
  ASSERT_EQ(ledger->faults.size(), 1U);
  EXPECT_EQ(ledger->faults[0].code, "movements-end-not-stated");
  EXPECT_EQ(ledger->faults[0].severity, Severity::note);
  EXPECT_EQ(ledger->faults[0].details, (std::vector<std::string>{"2", "10.00"}));
  EXPECT_FALSE(ledger->value.summary.end_is_stated);
}

TEST(Ledger, RefusesWhatTheClosingLineContradicts) {
  EXPECT_EQ(codes_of_rows("1,,,A,5.00,\n# end rows=2 total=5.00\n"), "movements-end-differs");
  EXPECT_EQ(codes_of_rows("1,,,A,5.00,\n# end rows=1 total=6.00\n"), "movements-end-differs");
  EXPECT_EQ(codes_of_rows("1,,,A,5.00,\n# end of it\n"), "movements-end-form");
  EXPECT_EQ(codes_of_rows("1,,,A,5.00,\n# end rows=1 total=5.00\n2,,,A,5.00,\n3,,,A,5.00,\n"), "movements-after-end");
  EXPECT_EQ(codes_of_rows("# a note of mine\n1,,,A,5.00,\n"), "");
}

TEST(Ledger, TellsARowOutOfItsPlaceOnce) {
  EXPECT_EQ(codes_of_rows("1,,,A,1,\n3,,,A,2,\n2,,,A,3,\n4,,,A,4,\n"), "movement-sequence-order");
  EXPECT_EQ(codes_of_rows("2,,,A,1,\n1,,,A,2,\n3,,,A,3,\n"), "movement-sequence-order");
}

TEST(Ledger, RefusesANumberUsedTwice) {
  EXPECT_EQ(codes_of_rows("1,,,A,1,\n2,,,A,2,\n2,,,A,3,\n3,,,A,4,\n"), "movement-sequence-again");
  EXPECT_EQ(codes_of_rows("1,,,A,1,\n1,,,A,1,\n"), "movement-sequence-again");
}

TEST(Ledger, WarnsOfNumbersThatAreMissing) {
  const auto ledger = read(header + "1,,,A,1,\n4,,,A,2,\n5,,,A,3,\n7,,,A,3,\n");
  ASSERT_TRUE(ledger);
  const Faults& faults = ledger->faults;
  ASSERT_EQ(faults.size(), 3U) << "and the note about the end";
  EXPECT_EQ(faults[1].code, "movement-sequence-gap");
  EXPECT_EQ(faults[1].details, (std::vector<std::string>{"2", "3"}));
  EXPECT_EQ(faults[1].place.line, 3U);
  EXPECT_EQ(faults[2].details, (std::vector<std::string>{"6", "6"}));
  EXPECT_EQ(codes_of_rows("7,,,A,1,\n8,,,A,2,\n"), "movement-sequence-begins");
  EXPECT_EQ(codes_of_rows("0,,,A,1,\n1,,,A,2,\n"), "");
}

TEST(Ledger, DoesNotCallAnUnreadableRowMissingToo) {
  EXPECT_EQ(codes_of_rows("1,,,A,1,\nzwei,,,A,2,\n3,,,A,3,\n"), "movement-sequence-form");
  EXPECT_EQ(codes_of_rows("1,,,A,1,\n2,,A,2,\n3,,,A,3,\n"), "csv-cells-few");
  EXPECT_EQ(codes_of_rows("1,,,A,1,\n2,,,\"A\"B,2,\n3,,,A,3,\n"), "csv-stray-quotation-mark");
  EXPECT_EQ(codes_of_rows("1,,,A,1,\n2,,A,2,\n9,,,A,3,\n"), "csv-cells-few movement-sequence-gap");
}

TEST(Ledger, WarnsOfADateThatGoesBackOnceAndNotOfEveryRowBelow) {
  EXPECT_EQ(codes_of_rows("1,2015-03-01,,A,1,\n2,2051-03-01,,A,2,\n3,2015-03-02,,A,3,\n4,2015-03-03,,A,4,\n"),
            "movement-date-back");
}

TEST(Ledger, WarnsWhereSomeRowsHaveNoDate) {
  EXPECT_EQ(codes_of_rows("1,2015-03-01,,A,1,\n2,,,A,2,\n3,,,A,3,\n"), "movement-date-missing");
  EXPECT_EQ(codes_of_rows("1,,,A,1,\n2,,,A,2,\n"), "");
}

TEST(Ledger, WarnsOfTwoRowsOfADayThatAreTheSame) {
  EXPECT_EQ(codes_of_rows("1,2015-03-01,,A,5,s\n2,2015-03-01,,A,6,s\n3,2015-03-01,,A,5,s\n"), "movement-repeated");
  EXPECT_EQ(codes_of_rows("1,2015-03-01,,A,5,s\n2,2015-03-02,,A,5,s\n"), "") << "another day";
  EXPECT_EQ(codes_of_rows("1,2015-03-01,,A,5,s\n2,2015-03-01,,A,5,t\n"), "") << "another label";
}

// Against all pairs of each day.
TEST(Ledger, FindsEveryRepetitionOfADay) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 60; ++round) {
    std::string text = header;
    std::map<std::string, int> seen;
    std::size_t repeated = 0;
    int day = 0;
    const int rows = 1 + static_cast<int>(random() % 4000);
    for (int i = 1; i <= rows; ++i) {
      day += random() % 500 == 0 ? 1 : 0;
      const std::string rest =
          fmt::format("{},,A{},{}.00,", Date::of(2015, 1, 1).plus_days(day).text(), random() % 20, 1 + random() % 60);
      repeated += seen[rest]++ > 0 ? 1U : 0U;
      text += fmt::format("{},{}\n", i, rest);
    }
    const Faults faults = faults_of(read(text));
    const auto found =
        std::count_if(faults.begin(), faults.end(), [](const Fault& f) { return f.code == "movement-repeated"; });
    ASSERT_EQ(static_cast<std::size_t>(found), repeated);
  }
}

TEST(Ledger, RefusesAmountsThatAreNotPlain) {
  EXPECT_EQ(codes_of_rows("1,,,A,-5,\n"), "movement-amount-negative");
  EXPECT_EQ(codes_of_rows("1,,,A,0.00,\n"), "movement-amount-zero");
  EXPECT_EQ(codes_of_rows("1,,,A,1.005,\n"), "amount-decimals");
  EXPECT_EQ(codes_of_rows("1,,,A,,\n"), "number-empty");
  EXPECT_EQ(codes_of_rows("1,,,A,1e5,\n"), "number-exponent");
  EXPECT_EQ(codes_of_rows("1,,,A,007,\n"), "number-leading-zero");
  EXPECT_EQ(codes_of_rows("1,,,A,$5,\n"), "number-currency-sign");
  EXPECT_EQ(codes_of_rows("1,,,A,92233720368547758.08,\n"), "amount-too-large");
  EXPECT_EQ(codes(header + "1,,,A,1.005,\n", 3), "");
  EXPECT_EQ(codes(header + "1,,,A,1.5,\n", 0), "amount-decimals");
}

// So no balance, debt or sum of lots can overflow in whatever reads an accepted ledger.
TEST(Ledger, RefusesATotalBeyond64Bits) {
  const std::string most = "92233720368547758.07";
  EXPECT_EQ(codes_of_rows("1,,,A," + most + ",\n"), "");
  EXPECT_EQ(codes_of_rows("1,,,A," + most + ",\n2,,,A,0.01,\n3,,,A,0.01,\n"), "movements-total-too-large");
}

TEST(Ledger, RefusesARowWithoutDestinationAndWarnsOfACircle) {
  EXPECT_EQ(codes_of_rows("1,,A,,5,\n"), "movement-to-missing");
  EXPECT_EQ(codes_of_rows("1,,A,A,5,\n"), "movement-to-itself");
  EXPECT_EQ(codes_of_rows("1,,A,B,5,s\n"), "movement-label-unused");
}

TEST(Ledger, WarnsOfNamesThatDifferInCapitals) {
  EXPECT_EQ(codes_of_rows("1,,,BBVA,5,s\n2,,bbva,X,5,\n3,,,X,5,S\n"),
            "names-differ-in-capitals names-differ-in-capitals");
}

TEST(Ledger, WarnsOfALastLineThatMayHaveBeenCut) {
  EXPECT_EQ(codes_of_rows("1,,,A,5.00,survivor-1\n2,,,A,5.00,surv"), "csv-last-line-open");
  EXPECT_EQ(codes_of_rows("1,,,A,5.00,survivor-1\n2,,,A,5.0"), "csv-cells-few csv-last-line-open");
}

TEST(Ledger, SeesWhereTwoFilesWereJoined) {
  const std::string file = header + "1,,,A,5.00,\n2,,,A,6.00,\n";
  EXPECT_EQ(codes(file + file), "movements-header-again movement-sequence-again movement-sequence-again");
}

TEST(Ledger, RefusesAFileWithoutMovementsOrHeader) {
  EXPECT_EQ(codes(""), "movements-empty");
  EXPECT_EQ(codes(header), "movements-empty");
  EXPECT_EQ(codes("1,2015-03-01,,A,5.00,\n"), "csv-header-missing");
  EXPECT_EQ(codes("seq,date,from,to,amount\n1,,,A,5.00\n"), "csv-column-missing");
  EXPECT_EQ(codes("seq,date,from,to,amount,label,amount\n1,,,A,5.00,,\n"), "csv-column-twice");
}

// Forty mistakes of every sort in a sound ledger come back as forty faults, each at its own row.
TEST(Ledger, WithFortyFaultsReportsForty) {
  std::vector<std::string> rows;
  for (int i = 1; i <= 1000; ++i) {
    rows.push_back(fmt::format("{},{},{},A{},{}.{:02},{}", i, Date::of(2015, 1, 1).plus_days(i / 3).text(),
                               i % 4 == 0 ? "" : fmt::format("A{}", (i + 1) % 7), i % 7, i, i % 100,
                               i % 4 == 0 ? "V1" : ""));
  }
  std::map<std::uint32_t, std::string> expected;  // by line
  const auto spoil = [&](std::size_t row, std::string text, std::string code) {
    rows[row - 1] = std::move(text);
    expected[static_cast<std::uint32_t>(row + 1)] = std::move(code);
  };
  const std::vector<std::pair<std::string, std::string>> mistakes{
      {"{},2015-02-30,,A1,5.00,", "date-does-not-exist"},
      {"{},01/02/2015,,A1,5.00,", "date-two-readings"},
      {"{},,,A1,12\"5,", "csv-stray-quotation-mark"},
      {"{},@,,A1,\"1,234.56\",", "number-comma"},
      {"{},@,,A1,1.2345,", "amount-decimals"},
      {"{},@,,,5.00,", "movement-to-missing"},
      {"{},@,,A1,-5.00,", "movement-amount-negative"},
      {"{},@,,A1,5.00", "csv-cells-few"},
      {"{},@,,A1,5,00,", "csv-cells-many"},
      {"x{},@,,A1,5.00,", "movement-sequence-form"},
      {"{},@,,A\xF1,5.00,", "csv-not-utf-8"},
      {"{},@,,A1,abc,", "number-trailing"},
      {"1,@,,A1,5.00,", "movement-sequence-again"},
      {"{},@,A1,A1,5.00,", "movement-to-itself"},
      {"{},@,,A1,0,", "movement-amount-zero"},
      {"{},@,A1,A2,5.00,V1", "movement-label-unused"},
      {"{},@,,A1,,", "number-empty"},
      {"{},2015-01,,A1,5.00,", "date-form"},
      {"{},@,,A1,99999999999999999.99,", "amount-too-large"},
      {"{},1066-10-14,,A1,5.00,", "date-out-of-range"},
  };
  for (std::size_t i = 0; i < 40; ++i) {
    const std::size_t row = 20 + 23 * i;
    auto [text, code] = mistakes[i % mistakes.size()];
    if (const auto at = text.find("{}"); at != std::string::npos) {
      text.replace(at, 2, std::to_string(row));
    }
    if (const auto at = text.find('@'); at != std::string::npos) {
      text.replace(at, 1, rows[row - 1].substr(rows[row - 1].find(',') + 1, 10));
    }
    spoil(row, text, code);
  }
  std::string text = header;
  for (const std::string& row : rows) {
    text += row + "\n";
  }
  const auto ledger = read(text);
  ASSERT_FALSE(ledger);
  ASSERT_EQ(expected.size(), 40U);
  std::map<std::uint32_t, std::string> found;
  for (const Fault& fault : ledger.error()) {
    EXPECT_TRUE(found.emplace(fault.place.line, fault.code).second) << fault.place.line << " twice: " << fault.code;
  }
  EXPECT_EQ(found, expected);
}

// A sound ledger cut anywhere, with a row twice, or with two rows exchanged: a fault, or (cut between two rows, where
// nothing in the rows can show it) at least the note that the end is not stated. With its closing line: always refused,
// but for the cut that takes only the line break.
TEST(Ledger, NeverPassesOverACutAnExchangeOrARepetition) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 500; ++round) {
    const std::size_t count = 2 + random() % 12;
    std::vector<std::string> rows;
    std::int64_t total = 0;
    for (std::size_t i = 1; i <= count; ++i) {
      const auto cents = static_cast<std::int64_t>(1 + random() % 100000);
      total += cents;
      rows.push_back(fmt::format("{},{},,A{},{},V{}\n", i, Date::of(2015, 1, 1).plus_days(static_cast<int>(i)).text(),
                                 random() % 3, minor_units_text(cents, 2), random() % 30));
    }
    const std::string end = fmt::format("# end rows={} total={}\n", count, minor_units_text(total, 2));
    const auto text_of_rows = [&] {
      std::string text = header;
      for (const std::string& row : rows) {
        text += row;
      }
      return text;
    };
    const std::string sound = text_of_rows();
    ASSERT_EQ(codes(sound + end), "");
    ASSERT_TRUE(faults_of(read(sound + end)).empty());

    const std::string cut = sound.substr(0, header.size() + random() % (sound.size() - header.size()));
    ASSERT_FALSE(faults_of(read(cut)).empty()) << cut;
    const std::string whole = sound + end;
    const std::size_t kept = header.size() + random() % (whole.size() - header.size());
    ASSERT_FALSE(faults_of(read(whole.substr(0, kept))).empty());

    const std::size_t at = random() % count;
    const std::string row = rows[at];
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(random() % (count + 1)), row);
    ASSERT_FALSE(read(text_of_rows())) << "a row twice";
    ASSERT_FALSE(read(text_of_rows() + end));
    rows.clear();
    for (std::size_t begin = header.size(); begin < sound.size();) {
      const std::size_t next = sound.find('\n', begin) + 1;
      rows.push_back(sound.substr(begin, next - begin));
      begin = next;
    }
    const std::size_t other = (at + 1 + random() % (count - 1)) % count;
    std::swap(rows[at], rows[other]);
    ASSERT_FALSE(read(text_of_rows())) << "two rows exchanged";
  }
}

TEST(Ledger, HandsOverNoBlockAfterTheFirstFaultThatRefuses) {
  std::string text = header;
  for (int i = 1; i <= 20'000; ++i) {
    text += fmt::format("{},,,A,{},\n", i, i == 9000 ? "x" : "1");
  }
  LedgerNames names;
  std::size_t taken = 0;
  const auto outcome =
      read_movements(source_from("m.csv", text), {}, names, [&](auto block) { taken += block.size(); });
  EXPECT_FALSE(outcome);
  EXPECT_LT(taken, 9000U);
  ASSERT_EQ(outcome.error().size(), 1U);
  EXPECT_EQ(outcome.error()[0].place, (Place{"m.csv", 9001, 10}));
}

TEST(Ledger, GivesBlocksThatJoinToTheWhole) {
  std::mt19937 random(20261126);
  std::string text = header;
  for (int i = 1; i <= 10'000; ++i) {
    text += fmt::format("{},2015-01-01,{},A{},{}.{:02},\n", i, i % 3 == 0 ? "A7" : "", i % 5, i, random() % 100);
  }
  LedgerNames names;
  std::vector<Movement> joined;
  ASSERT_TRUE(read_movements(source_from("m.csv", text), {}, names,
                             [&](auto block) { joined.insert(joined.end(), block.begin(), block.end()); }));
  EXPECT_EQ(joined, read(text)->value.movements);
  EXPECT_EQ(joined.size(), 10'000U);
}

TEST(Ledger, CountsGapsThatItDoesNotList) {
  std::string text = header;
  for (int i = 1; i <= 10'101; ++i) {
    text += fmt::format("{},,,A,1,\n", 2 * i);
  }
  const auto ledger = read(text);
  ASSERT_TRUE(ledger);
  EXPECT_EQ(ledger->faults.back().code, "csv-faults-not-listed");
}

}  // namespace
}  // namespace restituo
