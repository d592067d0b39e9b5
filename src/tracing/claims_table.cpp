#include <restituo/tracing/claims_table.hpp>

#include <algorithm>
#include <array>
#include <string_view>

#include <restituo/base/text.hpp>
#include <restituo/ledger/csv_reader.hpp>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

// Required columns first; of the optional ones those that the header has.
struct Header {
  std::vector<std::string_view> names;
  std::vector<std::size_t> at;
  std::size_t place_of(std::string_view name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? none : at[static_cast<std::size_t>(found - names.begin())];
  }
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

// Nothing where the header lacks a column; the reader has the fault.
std::optional<Header> header_of(CsvReader& rows, std::vector<std::string_view> wanted,
                                std::span<const std::string_view> optional) {
  if (!rows.next()) {
    rows.fault_of_file("table-empty", {});
    return std::nullopt;
  }
  for (const std::string_view name : optional) {
    const auto cells = rows.cells();
    if (std::any_of(cells.begin(), cells.end(), [&](std::string_view cell) { return same_letters(cell, name); })) {
      wanted.push_back(name);
    }
  }
  CsvColumns columns = find_columns(rows, wanted);
  if (!columns.not_read.empty()) {
    rows.fault_of_row("csv-columns-not-read", {joined(columns.not_read)}, Severity::note);
  }
  if (!columns.all_found) {
    return std::nullopt;
  }
  return Header{std::move(wanted), std::move(columns.at)};
}

// The cell of a column as an amount; zero where there is no such column or nothing in it.
Exact amount_in(CsvReader& rows, const Header& header, std::string_view name, bool required) {
  const std::size_t cell = header.place_of(name);
  if (cell == Header::none || (cell < rows.cells().size() && rows.cells()[cell].empty() && !required)) {
    return {};
  }
  if (cell >= rows.cells().size()) {
    rows.fault_of_row("table-row-short", {std::string(name)});
    return {};
  }
  auto amount = read_decimal(rows.cells()[cell], rows.place_of(cell));
  if (!amount) {
    for (Fault& fault : amount.error()) rows.add(std::move(fault));
    return {};
  }
  return *amount;
}

std::string text_in(CsvReader& rows, const Header& header, std::string_view name) {
  const std::size_t cell = header.place_of(name);
  if (cell == Header::none || cell >= rows.cells().size()) {
    return {};
  }
  return std::string(rows.cells()[cell]);
}

}  // namespace

Outcome<std::vector<LossClaim>> read_claims(TextSource source) {
  constexpr std::array<std::string_view, 5> optional{"stated", "disputed", "earlier", "collateral", "reinvested"};
  CsvReader rows(std::move(source), {});
  std::vector<LossClaim> claims;
  if (const auto header = header_of(rows, {"claimant", "paid_in", "received"}, optional)) {
    while (rows.next()) {
      LossClaim claim;
      claim.claimant = text_in(rows, *header, "claimant");
      claim.place = rows.place_of(header->place_of("claimant"));
      if (claim.claimant.empty()) rows.fault("claimant-missing", header->place_of("claimant"), {});
      claim.paid_in = amount_in(rows, *header, "paid_in", true);
      claim.received = amount_in(rows, *header, "received", false);
      claim.earlier = amount_in(rows, *header, "earlier", false);
      claim.collateral = amount_in(rows, *header, "collateral", false);
      claim.reinvested = amount_in(rows, *header, "reinvested", false);
      if (!text_in(rows, *header, "stated").empty()) claim.stated = amount_in(rows, *header, "stated", true);
      const std::string disputed = text_in(rows, *header, "disputed");
      claim.disputed = disputed == "yes" || disputed == "sí" || disputed == "si";
      if (!claim.disputed && !disputed.empty() && disputed != "no") {
        rows.fault("disputed-unknown", header->place_of("disputed"), {disputed});
      }
      claims.push_back(std::move(claim));
    }
    if (claims.empty()) rows.fault_of_file("table-empty", {});
  }
  if (rows.refuses()) {
    return refuse(rows.take_faults());
  }
  return claims;
}

Outcome<std::vector<AccountTransfer>> read_account_transfers(TextSource source) {
  CsvReader rows(std::move(source), {});
  std::vector<AccountTransfer> transfers;
  if (const auto header = header_of(rows, {"from", "to", "amount"}, {})) {
    while (rows.next()) {
      AccountTransfer transfer{text_in(rows, *header, "from"), text_in(rows, *header, "to"), {}, rows.place_of(0)};
      transfer.amount = amount_in(rows, *header, "amount", true);
      if (transfer.amount.sign() < 0) {
        rows.fault("transfer-negative", header->place_of("amount"), {readable_text(transfer.amount)});
      }
      transfers.push_back(std::move(transfer));
    }
  }
  if (rows.refuses()) {
    return refuse(rows.take_faults());
  }
  return transfers;
}

}  // namespace restituo
