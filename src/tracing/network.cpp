#include <restituo/tracing/network.hpp>

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>
#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result += c;
    }
  }
  return result;
}

// A name that fits its box; the whole one stands in the box's own title.
std::string shortened(const std::string& name) {
  constexpr std::size_t most = 18;
  std::string result;
  std::size_t characters = 0;
  for (const char c : name) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U && ++characters > most) {
      return result + "…";
    }
    result += c;
  }
  return result;
}

std::string money(const Exact& minor, int decimals) {
  return rounded_decimal_text(minor * Exact::power_of_ten(-decimals), decimals, RoundingMode::half_even);
}

// The column of each account: one behind the account that gave it most, of those that stand already. Accounts stand in
// the order in which claim money reached them, so that a return flow turns no column around.
std::map<std::string, int> columns_of(const Network& network) {
  std::map<std::string, int> column{{"", 0}};
  for (const std::string& account : network.accounts) {
    const NetworkArrow* most = nullptr;
    for (const NetworkArrow& arrow : network.arrows) {
      if (arrow.to != account || arrow.from == account || !column.contains(arrow.from)) continue;
      if (most == nullptr || arrow.amount > most->amount) most = &arrow;
    }
    column[account] = most == nullptr ? 1 : column.at(most->from) + 1;
  }
  return column;
}

// "[5, 14]": the rows of the ledger that an arrow stands for; the first of many.
std::string rows_text(const NetworkArrow& arrow) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, arrow.rows.size()); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(arrow.rows[i]);
  }
  return "[" + text + (arrow.rows.size() > most ? ", …]" : "]");
}

}  // namespace

Network network_of(const std::vector<PaymentRecord>& payments, const LedgerNames& names, int decimals,
                   std::size_t most_accounts) {
  std::map<std::pair<std::string, std::string>, NetworkArrow> arrows;
  std::vector<std::string> order;
  std::map<std::string, Exact> weight;
  const auto name_of_account = [&](AccountId account) { return std::string(names.accounts.name(number_of(account))); };
  for (const PaymentRecord& payment : payments) {
    Exact claims;
    for (const Holding& holding : payment.carried) {
      if (holding.label.kind == TracedLabel::Kind::claim) claims += holding.amount;
    }
    if (claims.is_zero()) continue;
    const std::string from = name_of_account(payment.movement.from);
    const std::string to = name_of_account(payment.movement.to);
    for (const std::string& account : {from, to}) {
      if (!account.empty() && weight.try_emplace(account).second) order.push_back(account);
      if (!account.empty()) weight[account] += claims;
    }
    NetworkArrow& arrow = arrows[{from, to}];
    arrow.from = from;
    arrow.to = to;
    arrow.amount += claims;
    arrow.rows.push_back(payment.movement.sequence);
  }
  Network network;
  network.decimals = decimals;
  std::vector<std::string> by_weight = order;
  std::stable_sort(by_weight.begin(), by_weight.end(),
                   [&](const std::string& a, const std::string& b) { return weight[a] > weight[b]; });
  if (by_weight.size() > most_accounts) {
    network.left_out = by_weight.size() - most_accounts;
    by_weight.resize(most_accounts);
  }
  const std::set<std::string> drawn(by_weight.begin(), by_weight.end());
  for (const std::string& account : order) {
    if (drawn.contains(account)) network.accounts.push_back(account);
  }
  for (auto& [ends, arrow] : arrows) {
    if ((arrow.from.empty() || drawn.contains(arrow.from)) && drawn.contains(arrow.to)) {
      network.arrows.push_back(std::move(arrow));
    }
  }
  return network;
}

std::string network_svg(const Network& network, const Words& title, Language language) {
  constexpr int box_width = 150;
  constexpr int box_height = 34;
  constexpr int column_width = 320;
  constexpr int row_gap = 40;
  constexpr int margin = 24;
  constexpr int top = 52;  // room above the boxes for arrows that pass over a column
  constexpr int room_for_sum = 15;
  const bool english = language == Language::en;
  const auto columns = columns_of(network);
  std::map<int, int> used;  // how far down each column is filled
  std::map<std::string, std::pair<int, int>> at;
  const std::string outside = english ? "outside" : "exterior";
  const bool from_outside = std::any_of(network.arrows.begin(), network.arrows.end(),
                                        [](const NetworkArrow& arrow) { return arrow.from.empty(); });
  std::vector<std::string> boxes = network.accounts;
  if (from_outside) boxes.insert(boxes.begin(), "");
  int bottom = 0;
  int most_columns = 1;
  std::map<std::string, int> arriving;
  for (const NetworkArrow& arrow : network.arrows) ++arriving[arrow.to];
  // A box is as high as the sums of its arrows need.
  const auto height_of = [&](const std::string& account) {
    return std::max(box_height, 4 + room_for_sum * arriving[account]);
  };
  for (const std::string& account : boxes) {
    const int column = columns.at(account);
    int& next = used.try_emplace(column, top).first->second;
    at[account] = {margin + column * column_width, next};
    bottom = std::max(bottom, next + height_of(account));
    next += height_of(account) + row_gap;
    most_columns = std::max(most_columns, column + 1);
  }
  Exact largest = 1;
  for (const NetworkArrow& arrow : network.arrows) largest = std::max(largest, arrow.amount);
  const int width = 2 * margin + (most_columns - 1) * column_width + box_width;
  const int height = bottom + margin + 40;

  std::string description = english ? "Claim money between accounts: " : "Dinero reclamado entre cuentas: ";
  for (const NetworkArrow& arrow : network.arrows) {
    description += fmt::format("{} → {} {}; ", arrow.from.empty() ? outside : arrow.from, arrow.to,
                               money(arrow.amount, network.decimals));
  }
  if (network.left_out > 0) {
    description += fmt::format(
        fmt::runtime(english ? "{} accounts with less are not drawn." : "{} cuentas con menos no se dibujan."),
        network.left_out);
  }
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
      "aria-labelledby=\"trail-title trail-description\" font-family=\"sans-serif\" font-size=\"12\">\n"
      "<title id=\"trail-title\">{2}</title>\n<desc id=\"trail-description\">{3}</desc>\n"
      "<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" "
      "markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"#333\"/></marker></defs>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n",
      width, height, escaped(title.in(language)), escaped(description));
  // Each arrow ends at a place of its own on its box, and its sum stands beside that end: no sum lies on another.
  std::map<std::string, int> arrived;
  std::string sums;
  for (const NetworkArrow& arrow : network.arrows) {
    const auto [fx, fy] = at.at(arrow.from);
    const auto [tx, ty] = at.at(arrow.to);
    const int place = arrived[arrow.to]++;
    const int y2 = ty + height_of(arrow.to) * (2 * place + 1) / (2 * arriving[arrow.to]);
    // 1 to 6 points wide, by its share of the largest arrow.
    const std::string stroke = rounded_decimal_text(Exact(1) + arrow.amount * 5 / largest, 1, RoundingMode::half_even);
    const bool forward = tx > fx;
    const int x1 = forward ? fx + box_width : fx;
    const int y1 = fy + height_of(arrow.from) / 2;
    const int x2 = tx - 2;
    // What flows back or stays in its column goes round the left side of both boxes; what passes a column goes over it.
    const bool over = tx - fx > column_width;
    const int bend1 = over ? x1 + 100 : forward ? (x1 + x2) / 2 : x1 - 70;
    const int bend2 = over ? x2 - 100 : forward ? (x1 + x2) / 2 : x2 - 70;
    const int bend_y1 = over ? 2 : y1;
    const int bend_y2 = over ? 2 : y2;
    svg += fmt::format(
        "<path d=\"M{} {}C{} {} {} {} {} {}\" fill=\"none\" stroke=\"#777\" stroke-width=\"{}\" "
        "marker-end=\"url(#tip)\"{}><title>{} → {}: {} {}</title></path>\n",
        x1, y1, bend1, bend_y1, bend2, bend_y2, x2, y2, stroke, forward ? "" : " stroke-dasharray=\"6 3\"",
        escaped(arrow.from.empty() ? outside : arrow.from), escaped(arrow.to), money(arrow.amount, network.decimals),
        rows_text(arrow));
    sums += fmt::format(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#111\" stroke=\"#fff\" stroke-width=\"3\" "
        "paint-order=\"stroke\">{} {}</text>\n",
        x2 - 12, y2 - 4, money(arrow.amount, network.decimals), rows_text(arrow));
  }
  for (const std::string& account : boxes) {
    const auto [x, y] = at.at(account);
    const bool is_outside = account.empty();
    svg += fmt::format(
        "<g><title>{0}</title><rect x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{4}\" rx=\"4\" fill=\"{5}\" "
        "stroke=\"#333\"/>"
        "<text x=\"{6}\" y=\"{7}\" text-anchor=\"middle\" fill=\"#111\">{8}</text></g>\n",
        escaped(is_outside ? outside : account), x, y, box_width, height_of(account), is_outside ? "#fff" : "#eee",
        x + box_width / 2, y + height_of(account) / 2 + 4, escaped(is_outside ? outside : shortened(account)));
  }
  svg += sums;
  svg += fmt::format("<text x=\"{}\" y=\"{}\" fill=\"#444\">{}</text>\n", margin, height - 14,
                     english ? "In brackets: rows of the ledger. Dashed: back, or within a column."
                             : "Entre corchetes: filas del libro. Trazos: de vuelta, o dentro de una columna.");
  return svg + "</svg>\n";
}

}  // namespace restituo
