#include <restituo/report/discovery_report.hpp>

#include <algorithm>
#include <cmath>

#include <restituo/quantity/decimal.hpp>

#include "catalogue.hpp"
#include "challenge_words.hpp"
#include "format.hpp"
#include "scenario_json.hpp"
#include "terminal_text.hpp"

namespace restituo {
namespace {

constexpr double nearly_all = 0.95;
constexpr std::size_t most_boxes = 8;  // of a trajectory, in the brief answer

class Teller {
 public:
  Teller(const SweptFigure& swept, const Discovery& found, const Exact& below, Language language)
      : swept_(swept), found_(found), below_(below), language_(language) {}

  std::string brief() const {
    std::string text = lines(Says::discovery_share,
                             {swept_.id, count(found_.hits), count(found_.scenarios), of_100(share_of_hits()), sum()});
    for (const Fault& fault : found_.refused) {
      text += lines(Says::moves_refused, {what_is_wrong(fault, language_), what_to_do(fault, language_)});
    }
    if (found_.box) text += answer() + limits() + trajectory();
    if (found_.tree.leaves.size() > 1) text += tree();
    return plain_spaces(std::move(text));
  }

  std::string json() const {
    JsonWriter json;
    json.begin_object();
    json.member("format", std::uint64_t{1});
    json.member("language", code_of(language_));
    json.member("figure", swept_.id);
    json.member("unit", swept_.unit);
    json.member("sum", exact_data_text(below_, 0));
    json.member("scenarios", std::uint64_t{found_.scenarios});
    json.member("below", std::uint64_t{found_.hits});
    json.member("says", found_.box ? sentence() : std::string());
    const auto name = [&](JsonWriter& to, std::size_t column) {
      const DiscoveryColumn& one = found_.columns[column];
      to.member("axis", swept_.axes[one.axis]);
      if (one.word) {
        to.member("word", *one.word);
      } else {
        to.member_null("word");
      }
    };
    write_search(json, found_.box ? &*found_.box : nullptr, name);
    write_tree(json, found_.tree, name);
    write_refused(json, found_.refused, language_);
    json.end_object();
    return json.take();
  }

 private:
  std::string say(Says name, const std::vector<std::string>& put_in = {}) const {
    return restituo::say(language_, name, put_in);
  }
  std::string lines(Says name, const std::vector<std::string>& put_in = {}) const {
    return wrapped_for_terminal(say(name, put_in), 2);
  }
  std::string row(const std::string& words) const { return wrapped_for_terminal(words, 6, 2); }
  std::string count(std::size_t number) const { return localized(std::to_string(number), language_); }
  std::string sum() const {
    const std::string number = number_text(below_, language_);
    return swept_.unit.empty() || swept_.unit == "1" ? number : number + " " + swept_.unit;
  }
  double share_of_hits() const {
    return found_.scenarios == 0 ? 0 : static_cast<double>(found_.hits) / static_cast<double>(found_.scenarios);
  }

  // A number that a scenario had needs all its digits; one between two of them does not.
  std::string shown(double value) const {
    return number_text(rounded_to_significant(exact_value_of_double(value), 9), language_);
  }
  std::string word_of(const DiscoveryColumn& column) const {
    return column.word->empty() ? say(Says::discovery_as_the_case) : *column.word;
  }

  // low and high belong to what is said.
  std::string inclusive(std::size_t input, double low, double high) const {
    const DiscoveryColumn& column = found_.columns[input];
    const std::string& axis = swept_.axes[column.axis];
    if (column.word) {
      return say(low > 0 ? Says::discovery_is : Says::discovery_is_not, {axis, word_of(column)});
    }
    if (!(low > -HUGE_VAL)) return say(Says::discovery_at_most, {axis, shown(high)});
    if (!(high < HUGE_VAL)) return say(Says::discovery_at_least, {axis, shown(low)});
    return say(Says::breaks_limit_between, {axis, shown(low), shown(high)});
  }

  // low belongs to what is said, high does not.
  std::string below_high(const LeafLimit& limit) const {
    const DiscoveryColumn& column = found_.columns[limit.input];
    const std::string& axis = swept_.axes[column.axis];
    if (column.word) {
      return say(limit.low > 0 ? Says::discovery_is : Says::discovery_is_not, {axis, word_of(column)});
    }
    if (!(limit.low > -HUGE_VAL)) return say(Says::breaks_limit_below, {axis, shown(limit.high)});
    if (!(limit.high < HUGE_VAL)) return say(Says::discovery_at_least, {axis, shown(limit.low)});
    return say(Says::breaks_limit_between, {axis, shown(limit.low), shown(limit.high)});
  }

  std::string sentence() const {
    const ScenarioBox& box = found_.box->best();
    if (box.is_poor() || box.limits.empty()) {
      return say(Says::breaks_poor, {of_100(box.coverage), of_100(box.density)});
    }
    std::vector<std::string> said;
    for (const BoxLimit& limit : box.limits) said.push_back(inclusive(limit.input, limit.low, limit.high));
    return say(box.coverage >= nearly_all ? Says::breaks_box_only : Says::breaks_box,
               {sum(), list_text(said, language_), of_100(box.coverage), of_100(box.density)});
  }

  std::string answer() const { return wrapped_for_terminal(sentence(), 2); }

  std::string limits() const {
    const ScenarioBox& box = found_.box->best();
    if (box.limits.empty()) return {};
    std::string text = '\n' + lines(Says::breaks_limits_caption);
    for (const BoxLimit& limit : box.limits) {
      const int thousandths = static_cast<int>(limit.chance * 1000 + 0.5);
      const std::string chance =
          thousandths == 0 ? say(Says::breaks_chance_small) : say(Says::breaks_chance, {std::to_string(thousandths)});
      text += row(
          say(Says::discovery_limit, {inclusive(limit.input, limit.low, limit.high), chance, of_100(limit.repeated)}));
    }
    return text;
  }

  // Some of the boxes on the way, evenly chosen, the first and the last among them.
  std::string trajectory() const {
    const auto& way = found_.box->trajectory;
    if (way.size() < 2) return {};
    std::string text = '\n' + lines(Says::discovery_trajectory);
    const std::size_t shown_boxes = std::min(way.size(), most_boxes);
    for (std::size_t i = 0; i < shown_boxes; ++i) {
      const ScenarioBox& box = way[i * (way.size() - 1) / (shown_boxes - 1)];
      text += row(say(Says::discovery_box, {of_100(box.mass), of_100(box.coverage), of_100(box.density)}));
    }
    return text;
  }

  std::string tree() const {
    std::string text = '\n' + lines(Says::breaks_tree_intro);
    for (const TreeLeaf& leaf : found_.tree.leaves) {
      std::vector<std::string> path;
      for (const LeafLimit& limit : leaf.limits()) path.push_back(below_high(limit));
      text += row(
          say(Says::breaks_leaf, {list_text(path, language_), of_100(leaf.density()),
                                  of_100(static_cast<double>(leaf.worlds) / static_cast<double>(found_.scenarios))}));
    }
    return text;
  }

  const SweptFigure& swept_;
  const Discovery& found_;
  const Exact& below_;
  Language language_;
};

}  // namespace

std::string discovery_in_brief(const SweptFigure& swept, const Discovery& found, const Exact& below,
                               Language language) {
  return Teller(swept, found, below, language).brief();
}

std::string discovery_json(const SweptFigure& swept, const Discovery& found, const Exact& below, Language language) {
  return Teller(swept, found, below, language).json();
}

}  // namespace restituo
