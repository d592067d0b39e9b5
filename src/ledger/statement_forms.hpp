// The readers of the single forms, and what they share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/ledger/statement.hpp>

namespace restituo {

using Statements = Outcome<Checked<std::vector<Statement>>>;

Statements read_camt053(const std::string& name, const std::string& text, const StatementSettings& settings);
Statements read_mt940(const std::string& name, const std::string& text, const StatementSettings& settings);
Statements read_ofx(const std::string& name, const std::string& text, const StatementSettings& settings);
Statements read_csv_statement(const std::string& name, std::string text, const StatementSettings& settings);

// Finds line and column of a byte without counting from the beginning each time. The text must outlive it.
class FieldPlaces {
 public:
  FieldPlaces(const std::string& name, std::string_view text);
  // No column in a line of more than ten thousand bytes (a file without line breaks): nobody counts so far.
  Place of(std::size_t byte) const;

 private:
  std::string name_;
  std::string_view text_;
  std::vector<std::size_t> line_begins_;
};

// What the readers of whole files hand back: the statements, unless a fault refuses.
Statements checked(std::vector<Statement> statements, Faults faults);

// "1234,56" or "1234.56", with or without a sign, one decimal mark and no thousands mark, as MT940 and OFX write it.
std::optional<MinorUnits> amount_with_mark(std::string_view text, char mark, int decimals, const Place& place,
                                           Faults& faults);
// Eight digits, 20150301.
std::optional<Date> packed_date(std::string_view text, const Place& place, Faults& faults);

// Spaces in a row become one, outer ones none: texts of banks are filled up to a width.
std::string squeezed(std::string_view text);
// An account number as it is compared: letters and digits alone, capitals.
std::string bare_account(std::string_view text);

}  // namespace restituo
