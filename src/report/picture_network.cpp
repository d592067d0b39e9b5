// The trail of traced money as a drawing of boxes and arrows.
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>

#include <restituo/quantity/decimal.hpp>

#include "drawing.hpp"
#include "format.hpp"
#include "picture.hpp"
#include "svg.hpp"
#include "traced_words.hpp"

namespace restituo {
namespace {

using Mark = Picture::Shape;

constexpr int box_width = 116;
constexpr int box_height = 50;
constexpr int row_height = 104;
constexpr int boxes_in_row = 4;
constexpr int drawing_width = 640;
constexpr int side_by_side = 13;  // how far apart arrows lie that share a gap or a box

struct NetworkBox {
  int x = 0, y = 0;  // of the box's upper left corner
  int row = 0;
  int middle() const { return x + box_width / 2; }
};

// How many payments lie between an account and the deposits.
std::map<std::string, int> depths_of(const Network& network) {
  std::map<std::string, int> depth{{"", 0}};
  std::deque<std::string> open{""};
  while (!open.empty()) {
    const std::string here = open.front();
    open.pop_front();
    for (const NetworkArrow& arrow : network.arrows) {
      if (arrow.from == here && depth.try_emplace(arrow.to, depth.at(here) + 1).second) open.push_back(arrow.to);
    }
  }
  for (const std::string& account : network.accounts) depth.try_emplace(account, 1);
  return depth;
}

// Rows of boxes, those that pay on below those that only receive, so that few arrows have to pass a row.
class Layout {
 public:
  explicit Layout(const Network& network) {
    const auto depths = depths_of(network);
    int deepest = 0;
    for (const auto& [account, depth] : depths) deepest = std::max(deepest, depth);
    const auto pays = [&](const std::string& account) {
      return std::any_of(network.arrows.begin(), network.arrows.end(),
                         [&](const NetworkArrow& arrow) { return arrow.from == account; });
    };
    for (int depth = 0; depth <= deepest; ++depth) {
      std::vector<std::string> here;
      if (depth == 0) here.emplace_back();
      for (const bool paying : {false, true}) {
        for (const std::string& account : network.accounts) {
          if (depths.at(account) == depth && depth > 0 && pays(account) == paying) here.push_back(account);
        }
      }
      const std::size_t rows = (here.size() + boxes_in_row - 1) / boxes_in_row;
      std::size_t begin = 0;
      for (std::size_t row = 0; row < rows; ++row) {  // as even as may be
        const std::size_t count = (here.size() - begin + (rows - row) - 1) / (rows - row);
        std::vector<std::string> boxes(here.begin() + static_cast<std::ptrdiff_t>(begin),
                                       here.begin() + static_cast<std::ptrdiff_t>(begin + count));
        sort_by_payers(network, boxes);
        place(boxes);
        begin += count;
      }
    }
  }

  const std::map<std::string, NetworkBox>& boxes() const { return boxes_; }
  int bottom() const { return 8 + static_cast<int>(rows_.size()) * row_height - (row_height - box_height); }

  // Corner points from box to box. It passes other rows between their boxes, never behind one.
  std::vector<std::pair<int, int>> way(const std::string& from_name, const std::string& to_name) {
    const NetworkBox& from = boxes_.at(from_name);
    const NetworkBox& to = boxes_.at(to_name);
    std::vector<std::pair<int, int>> points;
    if (from.row == to.row) {
      const bool right = to.x > from.x;
      if (std::abs(order_.at(to_name) - order_.at(from_name)) == 1) {
        const int y = from.y + box_height / 2 + (right ? -8 : 8);
        return {{right ? from.x + box_width : from.x, y}, {right ? to.x - 2 : to.x + box_width + 2, y}};
      }
      const int y = from.y + box_height + 14 + side_by_side * (used_["below" + std::to_string(from.row)]++ % 3);
      return {{from.middle() + 30, from.y + box_height},
              {from.middle() + 30, y},
              {to.middle() + 30, y},
              {to.middle() + 30, to.y + box_height + 2}};
    }
    const bool down = to.row > from.row;
    const int start = door(from_name, down, true);
    const int end = door(to_name, down, false);
    points.emplace_back(start, down ? from.y + box_height : from.y);
    for (int row = from.row + (down ? 1 : -1); row != to.row; row += down ? 1 : -1) {
      const int x = gap(row, points.back().first, end);
      const int top = 8 + row * row_height;
      points.emplace_back(x, down ? top - 8 : top + box_height + 8);
      points.emplace_back(x, down ? top + box_height + 8 : top - 8);
    }
    points.emplace_back(end, down ? to.y - 2 : to.y + box_height + 2);
    return points;
  }

 private:
  // Each box near those that pay it, as far as they stand already.
  void sort_by_payers(const Network& network, std::vector<std::string>& row) const {
    const auto middle_of_payers = [&](const std::string& account) {
      int sum = 0, count = 0;
      for (const NetworkArrow& arrow : network.arrows) {
        const auto payer = boxes_.find(arrow.from);
        if (arrow.to != account || payer == boxes_.end()) continue;
        sum += payer->second.middle();
        ++count;
      }
      return count == 0 ? drawing_width / 2 : sum / count;
    };
    std::stable_sort(row.begin(), row.end(), [&](const std::string& a, const std::string& b) {
      return middle_of_payers(a) < middle_of_payers(b);
    });
  }

  void place(const std::vector<std::string>& row) {
    const int number = static_cast<int>(rows_.size());
    const int slot = drawing_width / static_cast<int>(row.size());
    for (int i = 0; i < static_cast<int>(row.size()); ++i) {
      const std::string& account = row[static_cast<std::size_t>(i)];
      boxes_[account] = {i * slot + (slot - box_width) / 2, 8 + number * row_height, number};
      order_[account] = i;
    }
    rows_.push_back(row);
  }

  // Where an arrow leaves or enters a box: each at a place of its own, as far as the box is wide.
  int door(const std::string& account, bool down, bool leaves) {
    const NetworkBox& box = boxes_.at(account);
    const bool at_bottom = down == leaves;
    const int number = used_[account + (at_bottom ? "\nbottom" : "\ntop")]++;
    constexpr int places[] = {0, 18, -18, 36, -36, 50, -50};
    return box.middle() + places[number % static_cast<int>(std::size(places))];
  }

  // The gap of a row that lies nearest to the way between two places.
  int gap(int row, int here, int end) {
    std::vector<int> gaps;
    std::vector<int> room;  // on either side of a gap's middle
    const std::vector<std::string>& names = rows_[static_cast<std::size_t>(row)];
    const int first = boxes_.at(names.front()).x;
    const int last = boxes_.at(names.back()).x + box_width;
    constexpr int off_box = 5;
    const int beside = std::min(20, first / 2);
    gaps.push_back(first - beside);
    room.push_back(beside - off_box);
    for (std::size_t i = 1; i < names.size(); ++i) {
      const int left = boxes_.at(names[i - 1]).x + box_width;
      gaps.push_back((left + boxes_.at(names[i]).x) / 2);
      room.push_back((boxes_.at(names[i]).x - left) / 2 - off_box);
    }
    gaps.push_back(last + beside);
    room.push_back(beside - off_box);
    const auto detour = [&](int x) { return std::abs(x - here) + std::abs(x - end); };
    const auto best = std::min_element(gaps.begin(), gaps.end(), [&](int a, int b) { return detour(a) < detour(b); });
    const int number = used_["gap " + std::to_string(row) + " " + std::to_string(best - gaps.begin())]++;
    const int wide = room[static_cast<std::size_t>(best - gaps.begin())];
    // Many that share one gap lie closer, and in the end on one another, but never behind a box.
    const int aside = (number % 2 == 0 ? 1 : -1) * side_by_side * ((number + 1) / 2);
    return *best + std::clamp(aside, -wide, wide);
  }

  std::map<std::string, NetworkBox> boxes_;
  std::map<std::string, int> order_;
  std::vector<std::vector<std::string>> rows_;
  std::map<std::string, int> used_;
};

// A name in one or two lines of its box, parted at a space.
std::vector<std::string> lines_of(const std::string& name) {
  constexpr std::size_t longest = 15;
  constexpr std::size_t short_enough = 10;
  std::size_t best = std::string::npos;
  for (std::size_t at = name.find(' '); at != std::string::npos; at = name.find(' ', at + 1)) {
    const auto longer = [&](std::size_t split) { return std::max(split, name.size() - split - 1); };
    if (best == std::string::npos || longer(at) < longer(best)) best = at;
  }
  if (name.size() <= short_enough || best == std::string::npos) return {short_label(name, longest)};
  return {short_label(name.substr(0, best), longest), short_label(name.substr(best + 1), longest)};
}

// The drawing itself: arrows with numbers, boxes with names.
void draw_network(Picture& picture, const Network& network, const std::map<std::string, Words>& names,
                  Language language) {
  Layout layout(network);
  picture.width = drawing_width;
  picture.height = layout.bottom() + 24;
  Exact largest = 1;
  for (const NetworkArrow& arrow : network.arrows) largest = std::max(largest, arrow.amount);
  std::vector<Mark> numbers;
  for (std::size_t i = 0; i < network.arrows.size(); ++i) {
    const NetworkArrow& arrow = network.arrows[i];
    const auto way = layout.way(arrow.from, arrow.to);
    const bool back =
        layout.boxes().at(arrow.to).row <= layout.boxes().at(arrow.from).row &&
        (way.size() > 2 || way.back().second < way.front().second || way.back().first < way.front().first);
    for (std::size_t at = 0; at + 1 < way.size(); ++at) {
      Mark mark = line_mark(way[at].first, way[at].second, way[at + 1].first, way[at + 1].second, Mark::Tone::accent);
      mark.form = Mark::Form::arrow;
      mark.weight = 1 + static_cast<int>((arrow.amount * 4 / largest).floor().to_int64());
      mark.dashed = back;
      mark.tip = at + 2 == way.size();
      picture.shapes.push_back(mark);
    }
    // The number of its row in the table, where neither another number nor a box stands.
    const auto free_at = [&](int x, int y) {
      const bool on_number = std::any_of(numbers.begin(), numbers.end(), [&](const Mark& other) {
        return std::abs(other.x - x) < 24 && std::abs(other.y - 5 - y) < 22;
      });
      return !on_number && std::none_of(layout.boxes().begin(), layout.boxes().end(), [&](const auto& one) {
        const NetworkBox& box = one.second;
        return x > box.x - 12 && x < box.x + box_width + 12 && y > box.y - 11 && y < box.y + box_height + 11;
      });
    };
    int x = 0, y = 0;
    bool found = false;
    for (std::size_t at = 0; at + 1 < way.size() && !found; ++at) {
      for (const int percent : {50, 40, 60, 30, 70, 25, 75, 20, 80, 15, 85, 12, 88}) {
        x = way[at].first + (way[at + 1].first - way[at].first) * percent / 100;
        y = way[at].second + (way[at + 1].second - way[at].second) * percent / 100;
        found = free_at(x, y);
        if (found) break;
      }
    }
    numbers.push_back(label_mark(Mark::Form::label_middle, x, y + 5, std::to_string(i + 1)));
  }
  for (const auto& [account, place] : layout.boxes()) {
    picture.shapes.push_back(box_mark(place.x, place.y, place.x + box_width, place.y + box_height,
                                      account.empty() ? Mark::Tone::paper : Mark::Tone::faint));
    picture.shapes.push_back(box_mark(place.x, place.y, place.x + box_width, place.y + box_height, Mark::Tone::frame));
    const auto name = lines_of(account_in_words(language, names, account));
    for (std::size_t line = 0; line < name.size(); ++line) {
      const int y = place.y + (name.size() == 1 ? 31 : line == 0 ? 21 : 43);
      picture.shapes.push_back(label_mark(Mark::Form::label_middle, place.middle(), y, name[line]));
    }
  }
  for (const Mark& number : numbers) {
    Mark ground = point_mark(Mark::Form::dot, number.x, number.y - 5, Mark::Tone::paper);
    ground.x2 = 10;
    picture.shapes.push_back(ground);
    picture.shapes.push_back(number);
  }
}

}  // namespace

Picture network_picture(const ReportIndex& index, const TracedAssets& traced) {
  Picture picture;
  picture.id = "picture.traced";
  picture.title = index.say(Says::traced_network_title,
                            {index.in(traced.reached.front().title), index.source_case().setting.currency});
  std::string told;
  for (const NetworkArrow& arrow : traced.network.arrows) {
    told +=
        (told.empty() ? "" : " ") + index.say(Says::traced_network_arrow, {account_in_words(index, traced, arrow.from),
                                                                           account_in_words(index, traced, arrow.to),
                                                                           arrow_amount(index, traced, arrow)});
  }
  picture.description = index.say(Says::traced_network_description, {told});
  draw_network(picture, traced.network, traced.names, index.language());
  return picture;
}

std::string trail_drawing(const Network& network, const Words& method, const std::map<std::string, Words>& names,
                          Language language) {
  Picture picture;
  picture.title = say(language, Says::traced_trail_title, {method.in(language)});
  draw_network(picture, network, names, language);
  constexpr int line_height = 22;
  std::string told;
  int y = picture.height + line_height;
  const auto add = [&](const std::string& words) {
    constexpr std::size_t longest = 92;
    picture.shapes.push_back(label_mark(Mark::Form::label_start, 8, y, short_label(words, longest)));
    y += line_height;
  };
  for (std::size_t i = 0; i < network.arrows.size(); ++i) {
    const NetworkArrow& arrow = network.arrows[i];
    std::string rows;
    for (const std::int64_t row : arrow.rows) rows += (rows.empty() ? "" : ", ") + std::to_string(row);
    const std::string words =
        say(language, Says::traced_trail_arrow,
            {account_in_words(language, names, arrow.from), account_in_words(language, names, arrow.to),
             localized(rounded_decimal_text(arrow.amount * Exact::power_of_ten(-network.decimals), network.decimals,
                                            RoundingMode::half_even),
                       language),
             rows});
    add(std::to_string(i + 1) + "   " + words);
    told += (told.empty() ? "" : "; ") + words;
  }
  if (network.left_out != 0) {
    add(say(language, Says::traced_network_left_out, {std::to_string(network.left_out)}));
  }
  picture.description = say(language, Says::traced_network_description, {told});
  add(say(language, Says::traced_trail_legend));
  picture.height = y;
  // Paper below it all, for viewers whose own ground is dark.
  picture.shapes.insert(picture.shapes.begin(), box_mark(0, 0, picture.width, picture.height, Mark::Tone::paper));
  return svg_of(picture, true, language) + "\n";
}

}  // namespace restituo
