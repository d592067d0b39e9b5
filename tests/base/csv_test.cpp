#include <restituo/base/csv.hpp>

#include <gtest/gtest.h>

namespace restituo {
namespace {

TEST(Csv, QuotesWhatNeedsItAndNothingElse) {
  CsvWriter csv;
  csv.text("plain");
  csv.text("a,b");
  csv.text("say \"no\"");
  csv.text("");
  csv.end_line();
  EXPECT_EQ(csv.take(), "plain,\"a,b\",\"say \"\"no\"\"\",\r\n");
}

TEST(Csv, TextStaysTextInASpreadsheetAndANumberANumber) {
  CsvWriter csv;
  csv.text("=1+1");
  csv.text("@x");
  csv.number("-12.5");
  csv.end_line();
  EXPECT_EQ(csv.take(), "'=1+1,'@x,-12.5\r\n");
}

TEST(Csv, BeginsANewLineAfterEachAndEmptiesWhenTaken) {
  CsvWriter csv;
  csv.text("a");
  csv.end_line();
  csv.text("b");
  EXPECT_EQ(csv.take(), "a\r\nb");
  csv.text("c");
  EXPECT_EQ(csv.take(), "c");
}

}  // namespace
}  // namespace restituo
