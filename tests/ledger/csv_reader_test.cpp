// One test for each trap of the parser that was measured (reference/dependencies.md, section 2), and for the form
// itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <restituo/ledger/csv_reader.hpp>

namespace restituo {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Table {
  Rows rows;
  std::vector<std::uint32_t> lines;
  Faults faults;
  bool last_line_is_whole = true;
  char separator = 0;

  std::string codes() const {
    std::string all;
    for (const Fault& fault : faults) {
      all += (all.empty() ? "" : " ") + fault.code;
    }
    return all;
  }
};

Table table_of(TextSource source, const CsvSettings& settings = {}) {
  CsvReader reader(std::move(source), settings);
  Table table;
  while (reader.next()) {
    table.rows.emplace_back(reader.cells().begin(), reader.cells().end());
    table.lines.push_back(reader.line());
  }
  table.faults = reader.take_faults();
  table.last_line_is_whole = reader.last_line_is_whole();
  table.separator = reader.separator();
  return table;
}

Table table_of(std::string text, const CsvSettings& settings = {}) {
  return table_of(source_from("t.csv", std::move(text)), settings);
}

TEST(CsvReader, TakesQuotationMarksOffAndKeepsSeparatorsInsideThem) {
  const Table table = table_of("a,b,c\n\"x, y\",\"the \"\"blue\"\" house\",\"\"\n , z ,\"  in  \"\n");
  EXPECT_EQ(table.rows, (Rows{{"a", "b", "c"}, {"x, y", "the \"blue\" house", ""}, {"", "z", "  in  "}}));
  EXPECT_EQ(table.codes(), "");
}

TEST(CsvReader, KeepsALineBreakInsideQuotationMarksAndCountsTheLine) {
  const Table table = table_of("a,b\n\"one\ntwo\r\nthree\",x\n\"y\",z\n");
  EXPECT_EQ(table.rows, (Rows{{"a", "b"}, {"one\ntwo\nthree", "x"}, {"y", "z"}}));
  EXPECT_EQ(table.lines, (std::vector<std::uint32_t>{1, 2, 5}));
  EXPECT_EQ(table.codes(), "");
}

TEST(CsvReader, TellsPlacesBehindALineBreakInsideACell) {
  CsvReader reader(source_from("t.csv", "a,b,c\n\"é\né\",ñ,x\n"), {});
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.place_of(2), (Place{"t.csv", 1, 5}));
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.place_of(1), (Place{"t.csv", 3, 4}));
  EXPECT_EQ(reader.place_of(2), (Place{"t.csv", 3, 6})) << "characters are counted, not bytes";
  EXPECT_EQ(reader.place_of(3), (Place{"t.csv", 2, 0})) << "no such cell: the row";
}

TEST(CsvReader, DoesNotLetOneOpenQuotationMarkSwallowTheFile) {
  std::string text = "a,b\n\"open,1\n";
  for (int i = 0; i < 300; ++i) {
    text += "x,1\n";
  }
  const Table joined = table_of(text);
  EXPECT_EQ(joined.codes(), "csv-open-quotation-mark");
  EXPECT_EQ(joined.faults.front().place, (Place{"t.csv", 2, 1}));
  EXPECT_GE(joined.rows.size(), 100U);
  EXPECT_EQ(joined.lines.back(), 302U);

  const Table alone = table_of(text, {.cells_hold_line_breaks = false});
  EXPECT_EQ(alone.codes(), "csv-open-quotation-mark");
  EXPECT_EQ(alone.rows.size(), 301U);
}

TEST(CsvReader, RefusesTextBesideQuotationMarksAndReadsTheOtherRows) {
  const Table table = table_of("a,b\n\"A\"junk,1\nA\"q\"b,2\nc,3\n5\" pipe,4\n\"d\" ,5\n");
  EXPECT_EQ(table.codes(), "csv-stray-quotation-mark csv-stray-quotation-mark csv-stray-quotation-mark");
  EXPECT_EQ(table.faults[0].place, (Place{"t.csv", 2, 4}));
  EXPECT_EQ(table.faults[1].place, (Place{"t.csv", 3, 2}));
  EXPECT_EQ(table.rows, (Rows{{"a", "b"}, {"c", "3"}, {"d", "5"}}));
}

TEST(CsvReader, AcceptsAByteOrderMarkAlsoBeforeAQuotationMark) {
  EXPECT_EQ(table_of("\xEF\xBB\xBF\"a\",b\n1,2\n").rows, (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(table_of("\xEF\xBB\xBF"
                     "a,b\n1,2\n")
                .codes(),
            "");
}

TEST(CsvReader, AcceptsLineEndsOfWindowsAndMixedOnesAndEmptyLines) {
  const Table table = table_of("a,b\r\n\r\n1,2\n  \t\n3,4\r\n");
  EXPECT_EQ(table.rows, (Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(table.lines, (std::vector<std::uint32_t>{1, 3, 5}));
}

TEST(CsvReader, SaysWhereTheLastLineBreakIsMissing) {
  const Table open = table_of("a,b\n1,2");
  EXPECT_EQ(open.rows, (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_FALSE(open.last_line_is_whole);
  EXPECT_TRUE(table_of("a,b\n1,2\n").last_line_is_whole);
  EXPECT_TRUE(table_of("").last_line_is_whole);
}

// The parser alone runs into an endless loop here: more than 50 MB, rows whose length divides its block, no last break.
TEST(CsvReader, EndsOnALargeFileWithoutItsLastLineBreak) {
  constexpr std::size_t row_length = 64;
  constexpr std::size_t rows = (std::size_t{58} << 20U) / row_length;
  std::string row(row_length, 'x');
  row[10] = ',';
  row.back() = '\n';
  std::size_t given = 0;
  const std::size_t size = rows * row_length - 1;
  CsvReader reader({"large.csv",
                    [&](std::span<char> room) -> std::optional<std::size_t> {
                      const std::size_t count = std::min({room.size(), size - given, std::size_t{1} << 16U});
                      for (std::size_t i = 0; i < count; ++i) {
                        room[i] = row[(given + i) % row_length];
                      }
                      given += count;
                      return count;
                    }},
                   {.separator = ','});
  std::size_t read = 0;
  while (reader.next()) {
    ++read;
    ASSERT_EQ(reader.cells().size(), 2U);
    ASSERT_EQ(reader.cells()[1].size(), row_length - 12);
    ASSERT_LE(read, rows);
  }
  EXPECT_EQ(read, rows);
  EXPECT_FALSE(reader.last_line_is_whole());
  EXPECT_TRUE(reader.take_faults().empty());
}

// The parser alone reads "5\0 00" as 5.
TEST(CsvReader, RefusesAZeroByteInsteadOfCuttingTheCell) {
  const Table table = table_of(std::string("a,b\n1,5\0 00\nx,2\n", 16));
  EXPECT_EQ(table.codes(), "csv-foreign-byte");
  EXPECT_EQ(table.faults.front().place, (Place{"t.csv", 2, 4}));
  EXPECT_EQ(table.rows, (Rows{{"a", "b"}, {"x", "2"}}));
}

TEST(CsvReader, RefusesTheBytesThatItUsesItself) {
  EXPECT_EQ(table_of("a,b\n1,\x1E\n2,\x1F\n").codes(), "csv-foreign-byte csv-foreign-byte");
}

TEST(CsvReader, RefusesUtf16InBothOrders) {
  EXPECT_EQ(table_of(std::string("\xFF\xFE"
                                 "a\0,\0b\0\n\0",
                                 10))
                .codes(),
            "csv-utf-16");
  EXPECT_EQ(table_of(std::string("\xFE\xFF"
                                 "\0a\0,\0b\0\n",
                                 10))
                .codes(),
            "csv-utf-16");
  EXPECT_NE(table_of(std::string("a\0,\0b\0\n\0", 8)).codes(), "") << "also without its mark";
}

TEST(CsvReader, RefusesLineEndsOfOldMacs) {
  const Table table = table_of("a,b\r1,2\r3,4\r");
  EXPECT_EQ(table.codes(), "csv-old-line-ends");
  EXPECT_TRUE(table.rows.empty());
}

TEST(CsvReader, RefusesACarriageReturnInsideARow) {
  EXPECT_EQ(table_of("a,b\r\n1\r,2\r\n").codes(), "csv-foreign-byte");
}

TEST(CsvReader, RefusesLettersThatAreNotUtf8AndReadsTheOtherRows) {
  const Table table = table_of(
      "a,b\nPe\xF1"
      "a,1\nPeña,2\n");
  EXPECT_EQ(table.codes(), "csv-not-utf-8");
  EXPECT_EQ(table.faults.front().place, (Place{"t.csv", 2, 3}));
  EXPECT_EQ(table.rows, (Rows{{"a", "b"}, {"Peña", "2"}}));
}

// The parser alone takes a disk error for the end of the file.
TEST(CsvReader, NeverTakesAReadingErrorForTheEnd) {
  bool given = false;
  const Table table = table_of({"t.csv", [&](std::span<char> room) -> std::optional<std::size_t> {
                                  if (std::exchange(given, true)) {
                                    return std::nullopt;
                                  }
                                  const std::string_view text = "a,b\n1,2\n";
                                  std::copy(text.begin(), text.end(), room.begin());
                                  return text.size();
                                }});
  EXPECT_EQ(table.codes(), "csv-not-read-to-end");
}

TEST(CsvReader, EndsAtALineBeyondSixteenMillionBytes) {
  const Table table = table_of("a,b\n" + std::string((std::size_t{1} << 24U) + 10, 'x') + "\n1,2\n");
  EXPECT_EQ(table.codes(), "csv-line-too-long");
  EXPECT_EQ(table.faults.front().place.line, 2U);
}

// The parser cuts the names of columns at 63 bytes and cells of its messages too; here nothing is cut.
TEST(CsvReader, KeepsLongCellsWhole) {
  const std::string name(300, 'n');
  EXPECT_EQ(table_of(name + ",b\n").rows[0][0], name);
}

TEST(CsvReader, FindsTheSeparatorEvenWhereAmountsHaveCommas) {
  EXPECT_EQ(table_of("fecha;concepto;importe\n01/02/2024;uno, dos;1.234,56\n02/02/2024;tres;-4,00\n").separator, ';');
  EXPECT_EQ(table_of("a\tb\n1,5\t2,5\n").separator, '\t');
  EXPECT_EQ(table_of("a|b|c\n1|2|3\n").separator, '|');
  EXPECT_EQ(table_of("a,b\n1;2,3\n").separator, ',');
  EXPECT_EQ(table_of("alone\n").separator, ',');
}

TEST(CsvReader, HandsOverCommentsOnlyWhereAsked) {
  CsvReader reader(source_from("t.csv", "a,b\n# note, more\n"), {.comments = true});
  ASSERT_TRUE(reader.next());
  EXPECT_FALSE(reader.is_comment());
  ASSERT_TRUE(reader.next());
  EXPECT_TRUE(reader.is_comment());
  EXPECT_EQ(reader.cells()[0], "# note, more");
  EXPECT_EQ(table_of("a,b\n# note, more\n").rows[1].size(), 2U);
}

TEST(CsvReader, CountsWhatItNoLongerLists) {
  std::string text = "a,b\n";
  for (int i = 0; i < 10'050; ++i) {
    text += "x\"y,1\n";
  }
  const Table table = table_of(text, {.cells_hold_line_breaks = false});
  ASSERT_EQ(table.faults.size(), 10'001U);
  EXPECT_EQ(table.faults.back().code, "csv-faults-not-listed");
  EXPECT_EQ(table.faults.back().details[1], "50");
}

TEST(CsvReader, FindsColumnsWithoutRegardToOrderAndCapitals) {
  CsvReader reader(source_from("t.csv", "Amount,extra,FROM\n"), {});
  ASSERT_TRUE(reader.next());
  const std::vector<std::string_view> wanted{"from", "amount"};
  const CsvColumns columns = find_columns(reader, wanted);
  EXPECT_TRUE(columns.all_found);
  EXPECT_EQ(columns.at, (std::vector<std::size_t>{2, 0}));
  EXPECT_EQ(columns.not_read, (std::vector<std::string>{"extra"}));
}

TEST(CsvReader, NamesEveryColumnThatIsMissingOrThereTwice) {
  CsvReader reader(source_from("t.csv", "a,b,a\n"), {});
  ASSERT_TRUE(reader.next());
  const std::vector<std::string_view> wanted{"a", "c", "d"};
  EXPECT_FALSE(find_columns(reader, wanted).all_found);
  const Faults faults = reader.take_faults();
  ASSERT_EQ(faults.size(), 3U);
  EXPECT_EQ(std::count_if(faults.begin(), faults.end(), [](const Fault& f) { return f.code == "csv-column-missing"; }),
            2);
}

// Any table comes back as it was written, however it is cut into pieces on the way.
TEST(CsvReader, ReadsBackWhatWasWritten) {
  std::mt19937 random(20261126);
  const std::vector<std::string> pieces{"a", "ñ", "€", ",", ";", "\"", "\n", "\r\n", " ", "#", "1.5", "x y"};
  for (int round = 0; round < 2000; ++round) {
    const std::size_t width = 2 + random() % 4;
    Rows rows(1 + random() % 6);
    std::string text;
    for (auto& row : rows) {
      for (std::size_t i = 0; i < width; ++i) {
        std::string cell = "k";
        for (std::size_t n = random() % 5; n > 0; --n) {
          cell += pieces[random() % pieces.size()];
        }
        std::string quoted = "\"";
        std::string expected;
        for (const char c : cell) {
          quoted += c == '"' ? "\"\"" : std::string(1, c);
          expected += c == '\r' ? "" : std::string(1, c);
        }
        text += (i == 0 ? "" : ",") + quoted + "\"";
        row.push_back(expected);
      }
      text += random() % 2 == 0 ? "\n" : "\r\n";
    }
    std::size_t given = 0;
    const Table table = table_of(
        {"t.csv",
         [&](std::span<char> room) -> std::optional<std::size_t> {
           const std::size_t count = std::min({room.size(), text.size() - given, std::size_t{1 + random() % 7}});
           std::copy_n(text.data() + given, count, room.data());
           given += count;
           return count;
         }},
        {.separator = ','});
    ASSERT_EQ(table.codes(), "") << text;
    ASSERT_EQ(table.rows, rows) << text;
  }
}

}  // namespace
}  // namespace restituo
