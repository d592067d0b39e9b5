// The trail of traced money as a drawing of boxes and arrows.
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>

#include "drawing.hpp"
#include "format.hpp"
#include "picture.hpp"
#include "traced_words.hpp"

namespace restituo {
namespace {

using Mark = Picture::Shape;

constexpr int box_width = 116;
constexpr int box_height = 32;
constexpr int row_height = 92;
constexpr int boxes_in_row = 5;
constexpr int drawing_width = 640;

struct NetworkBox {
  int x = 0, y = 0;  // of the box's upper left corner
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

std::map<std::string, NetworkBox> placed(const Network& network, int& bottom) {
  const auto depths = depths_of(network);
  int deepest = 0;
  for (const auto& [account, depth] : depths) deepest = std::max(deepest, depth);
  std::map<std::string, NetworkBox> places;
  int y = 8;
  for (int depth = 0; depth <= deepest; ++depth) {
    std::vector<std::string> row;
    if (depth == 0) row.emplace_back();
    for (const std::string& account : network.accounts) {
      if (depths.at(account) == depth && depth > 0) row.push_back(account);
    }
    for (std::size_t begin = 0; begin < row.size(); begin += boxes_in_row) {
      const int count = static_cast<int>(std::min<std::size_t>(boxes_in_row, row.size() - begin));
      for (int i = 0; i < count; ++i) {
        const int slot = drawing_width / count;
        places[row[begin + static_cast<std::size_t>(i)]] = {i * slot + (slot - box_width) / 2, y};
      }
      y += row_height;
    }
  }
  bottom = y - (row_height - box_height);
  return places;
}

// Down to a later row, up to an earlier one beside it, sideways within a row.
Mark arrow_between(const NetworkBox& from, const NetworkBox& to, int weight) {
  Mark mark = line_mark(0, 0, 0, 0, Mark::Tone::accent);
  mark.form = Mark::Form::arrow;
  mark.weight = weight;
  if (to.y > from.y) {
    mark.x = from.middle() - 8;
    mark.y = from.y + box_height;
    mark.x2 = to.middle() - 8;
    mark.y2 = to.y - 2;
  } else if (to.y < from.y) {
    mark.x = from.middle() + 16;
    mark.y = from.y;
    mark.x2 = to.middle() + 16;
    mark.y2 = to.y + box_height + 2;
    mark.dashed = true;
  } else {
    const bool right = to.x > from.x;
    mark.x = right ? from.x + box_width : from.x;
    mark.y = from.y + box_height / 2 + (right ? -6 : 6);
    mark.x2 = right ? to.x - 2 : to.x + box_width + 2;
    mark.y2 = mark.y;
    mark.dashed = !right;
  }
  return mark;
}

}  // namespace

Picture network_picture(const ReportIndex& index, const TracedAssets& traced) {
  const Network& network = traced.network;
  Picture picture;
  picture.id = "picture.traced";
  picture.title = index.say(Says::traced_network_title, {traced.method, index.source_case().setting.currency});
  std::string told;
  Exact largest = 1;
  for (const NetworkArrow& arrow : network.arrows) {
    largest = std::max(largest, arrow.amount);
    told += (told.empty() ? "" : " ") + index.say(Says::traced_network_arrow, {account_in_words(index, arrow.from),
                                                                               account_in_words(index, arrow.to),
                                                                               arrow_amount(index, traced, arrow)});
  }
  picture.description = index.say(Says::traced_network_description, {told});
  picture.width = drawing_width;
  int bottom = 0;
  const auto places = placed(network, bottom);
  picture.height = bottom + 10;
  std::vector<Mark> numbers;
  for (std::size_t i = 0; i < network.arrows.size(); ++i) {
    const NetworkArrow& arrow = network.arrows[i];
    const int weight = 1 + static_cast<int>((arrow.amount * 4 / largest).floor().to_int64());
    const Mark mark = arrow_between(places.at(arrow.from), places.at(arrow.to), weight);
    picture.shapes.push_back(mark);
    // The number of its row in the table, where neither another number nor a box stands.
    int x = 0, y = 0;
    for (const int percent : {50, 40, 60, 30, 70, 25, 75, 20, 80, 15, 85, 12, 88}) {
      x = mark.x + (mark.x2 - mark.x) * percent / 100;
      y = mark.y + (mark.y2 - mark.y) * percent / 100;
      const bool on_number = std::any_of(numbers.begin(), numbers.end(), [&](const Mark& other) {
        return std::abs(other.x - x) < 22 && std::abs(other.y - 5 - y) < 18;
      });
      const bool on_box = std::any_of(places.begin(), places.end(), [&](const auto& one) {
        const NetworkBox& box = one.second;
        return x > box.x - 12 && x < box.x + box_width + 12 && y > box.y - 10 && y < box.y + box_height + 10;
      });
      const bool free = !on_number && !on_box;
      if (free) break;
    }
    numbers.push_back(label_mark(Mark::Form::label_middle, x, y + 5, std::to_string(i + 1)));
  }
  for (const auto& [account, place] : places) {
    picture.shapes.push_back(box_mark(place.x, place.y, place.x + box_width, place.y + box_height, Mark::Tone::faint));
    picture.shapes.back().tone = account.empty() ? Mark::Tone::paper : Mark::Tone::faint;
    picture.shapes.push_back(box_mark(place.x, place.y, place.x + box_width, place.y + box_height, Mark::Tone::frame));
    constexpr std::size_t longest = 17;
    picture.shapes.push_back(label_mark(Mark::Form::label_middle, place.middle(), place.y + 21,
                                        short_label(account_in_words(index, account), longest)));
  }
  for (const Mark& number : numbers) {
    Mark ground = point_mark(Mark::Form::dot, number.x, number.y - 5, Mark::Tone::paper);
    ground.x2 = 10;
    picture.shapes.push_back(ground);
    picture.shapes.push_back(number);
  }
  return picture;
}

}  // namespace restituo
