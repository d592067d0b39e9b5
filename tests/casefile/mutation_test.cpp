// Whatever happens to a case file, the answer is a case or a fault with its place: never a crash, never a hang.
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <random>

#include <restituo/formula/exact_run.hpp>
#include <restituo/model/binding.hpp>

#include "shipped_library.hpp"

namespace restituo {
namespace {

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  std::string mutated(std::string text) {
    const std::size_t changes = 1 + below(3);
    for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
      change(text);
    }
    return text;
  }

 private:
  // std::uniform_int_distribution differs between libraries; the remainder does not.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }

  void change(std::string& text) {
    switch (below(12)) {
      case 0: return with_line(text, [](std::string&) { return std::string(); });
      case 1: return with_line(text, [](std::string& line) { return line + line; });
      case 2: return swap_characters(text);
      case 3: return change_character(text);
      case 4: return reverse_dates(text);
      case 5: return blank_a_value(text);
      case 6: return change_number(text);
      case 7: return swap_lines(text);
      case 8: text.resize(below(text.size())); return;
      case 9: return change_date(text);
      case 10: return insert_word(text);
      default: return change_key(text);
    }
  }

  // Begin and end (behind the newline) of a line, by chance.
  std::pair<std::size_t, std::size_t> a_line(const std::string& text) {
    const std::size_t inside = below(text.size());
    const std::size_t before = inside == 0 ? std::string::npos : text.rfind('\n', inside - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::size_t newline = text.find('\n', inside);
    return {begin, newline == std::string::npos ? text.size() : newline + 1};
  }

  template <class Change>
  void with_line(std::string& text, Change make) {
    const auto [begin, end] = a_line(text);
    std::string line = text.substr(begin, end - begin);
    text.replace(begin, end - begin, make(line));
  }

  void swap_lines(std::string& text) {
    const auto [begin, end] = a_line(text);
    const std::string line = text.substr(begin, end - begin);
    text.erase(begin, end - begin);
    if (!text.empty()) text.insert(a_line(text).first, line);
  }

  void swap_characters(std::string& text) {
    const std::size_t at = below(text.size());
    if (at + 1 < text.size()) std::swap(text[at], text[at + 1]);
  }

  void change_character(std::string& text) {
    constexpr std::string_view signs = "\"'[]{}=.,#\n\\-0123456789aZ \xC3\xFF\x01";
    text[below(text.size())] = signs[below(signs.size())];
  }

  // Where a text of this form begins, looking on from a place by chance: 'd' is a digit, anything else itself.
  std::size_t find_form(const std::string& text, std::string_view form) {
    const std::size_t start = below(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::size_t at = (start + i) % text.size();
      bool fits = at + form.size() <= text.size();
      for (std::size_t k = 0; fits && k < form.size(); ++k) {
        const char c = text[at + k];
        fits = form[k] == 'd' ? c >= '0' && c <= '9' : c == form[k];
      }
      if (fits) return at;
    }
    return std::string::npos;
  }

  void reverse_dates(std::string& text) {
    const std::size_t one = find_form(text, "dddd-dd-dd");
    const std::size_t two = find_form(text, "dddd-dd-dd");
    if (one == std::string::npos) return;
    const std::string first = text.substr(one, 10);
    const std::string second = text.substr(two, 10);
    text.replace(one, 10, second);
    text.replace(two, 10, first);
  }

  void change_date(std::string& text) {
    static constexpr std::array<std::string_view, 9> dates{"0001-01-01", "9999-12-31", "1799-12-31",
                                                           "2200-12-31", "2201-01-01", "2015-02-29",
                                                           "2016-02-29", "1978-01-01", "2026-11-24"};
    const std::size_t at = find_form(text, "dddd-dd-dd");
    if (at != std::string::npos) text.replace(at, 10, dates[below(dates.size())]);
  }

  void blank_a_value(std::string& text) {
    const std::size_t open = text.find('"', below(text.size()));
    const std::size_t close = open == std::string::npos ? open : text.find('"', open + 1);
    if (close != std::string::npos) text.erase(open + 1, close - open - 1);
  }

  void change_number(std::string& text) {
    static constexpr std::array<std::string_view, 14> numbers{"-1",
                                                              "0",
                                                              "1e9",
                                                              "1,5",
                                                              "0.0000000000000000000000000000001",
                                                              "99999999999999999999999999999999999999",
                                                              "1/3",
                                                              "1/0",
                                                              "nan",
                                                              "-0",
                                                              "24",
                                                              "168",
                                                              " 5",
                                                              "7.0000001"};
    std::size_t at = find_form(text, "\"d");
    if (at == std::string::npos) return;
    const std::size_t close = text.find('"', at + 1);
    if (close != std::string::npos) text.replace(at + 1, close - at - 1, numbers[below(numbers.size())]);
  }

  void insert_word(std::string& text) {
    static constexpr std::array<std::string_view, 10> words{"value = \"1\"\n",
                                                            "[[victim]]\n",
                                                            "[[victim.period]]\n",
                                                            "[inputs]\n",
                                                            "price = \"30\"\n",
                                                            "unit = \"year\"\n",
                                                            "[[study]]\nmodel = \"urban-2014\"\n",
                                                            "alongside = [\"a\"]\n",
                                                            "grade = \"E\"\n",
                                                            "prior = { }\n"};
    text.insert(a_line(text).first, words[below(words.size())]);
  }

  void change_key(std::string& text) {
    const std::size_t equals = text.find('=', below(text.size()));
    if (equals != std::string::npos && equals >= 2) text[equals - 2] = static_cast<char>('a' + below(26));
  }

  std::mt19937_64 random_;
};

TEST(MutatedCases, GiveACaseOrAFaultWithItsPlace) {
  constexpr int mutations_of_each = 500;
  const auto began = std::chrono::steady_clock::now();
  std::size_t cases = 0;
  std::size_t refused = 0;
  Mutator mutator(20261123);
  for (const auto& path : test::files_under(test::source_folder() / "examples", ".toml")) {
    const std::string text = test::text_of_file(path);
    for (int i = 0; i < mutations_of_each; ++i) {
      const std::string mutated = mutator.mutated(text);
      SCOPED_TRACE(mutated);
      Outcome<Case> read = refuse(Faults{});
      ASSERT_NO_THROW(read = read_case({"case.toml", mutated}, test::shipped_library()));
      const Faults& faults = read ? read->warnings : read.error();
      ASSERT_EQ(read.has_value(), !refuses(faults));
      for (const Fault& fault : faults) {
        ASSERT_EQ(fault.place.file, "case.toml") << fault.code;
        ASSERT_GT(fault.place.line, 0U) << fault.code;
        for (const Language language : all_languages()) ASSERT_NO_THROW(text_of(fault, language));
      }
      if (!read) {
        ++refused;
        continue;
      }
      ++cases;
      // What the reader lets through, the models must be able to take or refuse.
      ASSERT_NO_THROW({
        if (const auto bound = bind(test::shipped_library(), read->setting)) {
          run_exactly(bound->value.program, bound->value.central_values());
        }
      });
    }
  }
  EXPECT_GE(cases + refused, 2000U);
  EXPECT_GT(cases, 50U) << "the mutations are too coarse to test anything";
  EXPECT_GT(refused, 500U) << "the mutations are too fine to test anything";
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::minutes(3));
}

}  // namespace
}  // namespace restituo
